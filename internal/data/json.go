package data

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"
)

// reading is what a person must know to read the files; it stands in each that
// has room for it.
var reading = []string{
	"Each row is one sum of money that the document names as funding, with the words that name it.",
	"A total adds only what is alike: one currency, one class of payer, one flow, lump sums or sums that come again. Nothing is converted.",
	"A sum that is said again, is a part of another or is the total of others is shown and not added. Nor are figures of the past, which overlap, and goals.",
	"Sums that are only an upper bound (\"up to\") are totalled apart from the rest. A total that adds a lower bound (\"more than\") is a lower bound.",
	"The figure of \"nearly\", \"about\" and the like is taken as it is printed; the total then says \"about\".",
	"Each total lists the rows that it adds and, of the same currency and scope, those that it leaves out with the reason.",
	"Words are those of the document on one line. White space of any kind is one space.",
}

// The JSON forms. A text that is not said is null, a list empty, a decimal a
// string. Names are those of inspect wherever it has the same thing.
type (
	jsonDocument struct {
		Slug      string  `json:"slug"`
		Title     string  `json:"title"`
		Published *string `json:"published"` // day
		Modified  *string `json:"modified"`  // RFC 3339
		Source    string  `json:"source"`
		SHA256    string  `json:"sha256"` // of the source
		Permalink *string `json:"permalink"`
		Language  *string `json:"language"`
		URL       *string `json:"url"`
	}

	jsonSpot struct {
		Commitment *string `json:"commitment"`
		Page       string  `json:"page"`
		Pillar     *string `json:"pillar"`
		Heading    *string `json:"pillar_heading"`
	}

	jsonWords struct {
		Sentence *string `json:"sentence,omitempty"`
		Lines    [2]int  `json:"lines"`
		Bytes    [2]int  `json:"bytes"` // in the source, half open
	}

	jsonSum struct {
		Min      *string `json:"min"`
		Max      *string `json:"max"`
		Currency string  `json:"currency"`
	}

	jsonEntry struct {
		Number int `json:"number"`
		jsonSpot
		Place string `json:"place"`
		Quote string `json:"quote"`
		jsonSum
		Qualifier   string    `json:"qualifier"`
		Period      *string   `json:"period"`
		Unit        *string   `json:"unit"`
		Payer       *string   `json:"payer"`
		Payers      []string  `json:"payers"`
		Group       *string   `json:"summed_under"`
		Words       *string   `json:"payer_words"`
		Inferred    bool      `json:"payer_inferred"`
		Class       string    `json:"payer_class"`
		Status      string    `json:"status"`
		Flow        string    `json:"flow"`
		Purpose     *string   `json:"purpose"`
		Relation    string    `json:"relation"`
		Related     []int     `json:"related"`
		Why         *string   `json:"why"`
		Equivalents []jsonSum `json:"equivalents"`
		Counted     []string  `json:"counted_in"`
		jsonWords
	}

	jsonOther struct {
		jsonSpot
		Quote string `json:"quote"`
		jsonSum
		Qualifier string `json:"qualifier"`
		Reason    string `json:"reason"`
		jsonWords
	}

	jsonTotal struct {
		ID    string  `json:"id"`
		Scope string  `json:"scope"`
		Name  *string `json:"name"`
		jsonSum
		Class     string         `json:"payer_class"`
		Flow      string         `json:"flow"`
		Rate      *string        `json:"rate"`
		Qualifier string         `json:"qualifier"`
		About     bool           `json:"about"`
		Words     string         `json:"words"`
		Added     []int          `json:"added"`
		LeftOut   []jsonOmission `json:"left_out"`
		Vague     int            `json:"without_figure"` // how many of its kind are left out for that
	}

	jsonOmission struct {
		Row    int    `json:"row"`
		Reason string `json:"reason"`
	}

	jsonAsserted struct {
		Row        int    `json:"row"`
		Parts      []int  `json:"parts"`
		Sum        string `json:"sum"`
		Difference string `json:"difference"`
		Complete   bool   `json:"complete"`
		Holds      bool   `json:"holds"`
	}

	jsonLedger struct {
		Document jsonDocument `json:"document"`
		Reading  []string     `json:"reading"`
		jsonFunding
	}
)

// FundingJSON returns all that is known of the money as JSON: the rows, the
// money that is no funding, the totals and what the text states of them.
func (b *Book) FundingJSON() ([]byte, error) {
	return encode(jsonLedger{b.jsonDocument(), reading, b.jsonFunding()})
}

func (b *Book) jsonFunding() jsonFunding {
	out := jsonFunding{Entries: []jsonEntry{}, Others: []jsonOther{}, Totals: []jsonTotal{}, Assertions: []jsonAsserted{}}
	for i := range b.Rows {
		out.Entries = append(out.Entries, b.Rows[i].json())
	}
	for i := range b.Others {
		o := &b.Others[i]
		out.Others = append(out.Others, jsonOther{o.Spot.json(), o.Quote, o.Sum.json(), o.Qualifier, o.Reason, o.Spot.words()})
	}
	for i := range b.Totals {
		out.Totals = append(out.Totals, b.Totals[i].json())
	}
	for _, a := range b.Asserted {
		out.Assertions = append(out.Assertions, jsonAsserted{a.Row, list(a.Parts), a.Sum.String(), a.Difference.String(), a.Complete, a.Holds})
	}
	return out
}

func (b *Book) jsonDocument() jsonDocument {
	d := &b.Document
	out := jsonDocument{
		Slug: d.Slug, Title: d.Title, Published: said(d.day()), Source: d.Source, SHA256: d.SHA256,
		Permalink: said(d.Permalink), Language: said(d.Language), URL: said(d.home()),
	}
	if !d.Modified.IsZero() {
		out.Modified = said(d.Modified.Format(time.RFC3339))
	}
	return out
}

func (s *Spot) json() jsonSpot {
	return jsonSpot{said(s.Commitment), s.Page, said(s.Pillar), said(s.Heading)}
}

func (s *Spot) words() jsonWords { return jsonWords{said(s.Sentence), s.Lines, s.Bytes} }

func (s Sum) json() jsonSum { return jsonSum{figure(s.Min), figure(s.Max), s.Currency} }

func (r *Row) json() jsonEntry {
	out := jsonEntry{
		Number: r.Number, jsonSpot: r.Spot.json(), Place: r.Place, Quote: r.Quote,
		jsonSum: Sum{r.Min, r.Max, r.Currency}.json(), Qualifier: r.Qualifier, Period: said(r.Period), Unit: said(r.Unit),
		Payer: said(r.Payer), Payers: list(r.Payers), Group: said(r.Group), Words: said(r.Words), Inferred: r.Inferred,
		Class: r.Class, Status: r.Status, Flow: r.Flow, Purpose: said(r.Purpose),
		Relation: r.Relation, Related: list(r.Related), Why: said(r.Why), Equivalents: []jsonSum{}, Counted: list(r.Counted),
		jsonWords: r.Spot.words(),
	}
	for _, e := range r.Equivalents {
		out.Equivalents = append(out.Equivalents, e.json())
	}
	return out
}

func (t *Total) json() jsonTotal {
	out := jsonTotal{
		ID: t.ID, Scope: t.Scope, Name: said(t.Name), jsonSum: Sum{t.Min, t.Max, t.Currency}.json(),
		Class: t.Class, Flow: t.Flow, Rate: said(t.Rate), Qualifier: t.Qualifier, About: t.About, Words: t.Words,
		Added: list(t.Added), LeftOut: []jsonOmission{}, Vague: t.Vague,
	}
	for _, o := range t.LeftOut {
		out.LeftOut = append(out.LeftOut, jsonOmission(o))
	}
	return out
}

// encode writes a value as indented JSON that ends in a line feed. Angle
// brackets and ampersands are left as they are: this is a file, not a script.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return out.Bytes(), err
}

// said is nil for what is not said.
func said(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// figure writes a decimal as text, nil where there is none.
func figure(d decimal.NullDecimal) *string { return said(plain(d)) }

// list is never nil, so that its JSON form is [].
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
