// Package outline tells what was found in a document, and by which rule, in
// the form that other programs read.
//
// In goes a document that has been parsed, out comes an [Outline], whose JSON
// form is a promise: keys are added, never renamed. It decides nothing about
// the document, and it does not print.
package outline

import (
	"time"

	"github.com/shopspring/decimal"

	"communique/internal/deadline"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/passage"
)

// An Outline is one document as "inspect" shows it. Lists are empty, not nil,
// so that their JSON form is [].
type Outline struct {
	Source      string       `json:"source"` // the file, as the user named it
	Title       string       `json:"title"`
	Date        *string      `json:"date"`  // day of publication, ISO 8601; nil if unknown
	Words       int          `json:"words"` // visible words of the body
	Pillars     []Pillar     `json:"pillars"`
	Commitments []Commitment `json:"commitments"` // in reading order, a parent ahead of its children
	Ledger      []Entry      `json:"ledger"`      // sums that are funding, in the order of the source
	Deadlines   []Deadline   `json:"deadlines"`   // of the whole document, in reading order
	Warnings    []Warning    `json:"warnings"`    // problems, errors among them, in order of place

	Refused bool `json:"-"` // the document could not be read; there are only warnings
}

// A Pillar is a thematic section.
type Pillar struct {
	Number   string `json:"number"`
	Heading  string `json:"heading"`
	Implicit bool   `json:"implicit"` // the document has no heading there
	Rule     string `json:"rule"`     // the rule that took it for a heading
}

// A Commitment is one commitment, with what was found in its words.
type Commitment struct {
	Number   string  `json:"number"`
	Pillar   *string `json:"pillar"` // number of the pillar; nil if that is implicit
	Parent   *string `json:"parent"` // number of the commitment that it belongs to; nil at the top
	Kind     string  `json:"kind"`
	Strength string  `json:"strength"`
	Title    string  `json:"title"`
	LeadIn   string  `json:"lead_in"` // the words that govern it; empty if none
	Text     string  `json:"text"`    // the whole text without markup, its paragraphs parted by line feeds
	Lines    [2]int  `json:"lines"`   // first and last line in the source
	Rule     string  `json:"rule"`    // the rule that found it

	Amounts []Amount `json:"amounts"` // sums of money in the text, in order
	Dates   []Date   `json:"dates"`   // dates and times in the text, in order

	Section int `json:"-"` // index of its pillar, implicit or not, in the outline
	Depth   int `json:"-"` // how many commitments it belongs to, one within the other
}

// An Amount is a sum of money as printed. Decimals are strings.
type Amount struct {
	Quote     string  `json:"quote"` // with its qualifying words
	Min       *string `json:"min"`   // nil where the text sets no such bound
	Max       *string `json:"max"`
	Currency  string  `json:"currency"` // ISO 4217
	Qualifier string  `json:"qualifier"`
	Period    *string `json:"period"` // ISO 8601 parts joined by semicolons; nil if none
}

// A Date is a date or time as printed.
type Date struct {
	Quote string  `json:"quote"`
	Kind  string  `json:"kind"`
	ISO   *string `json:"iso"` // ISO 8601 or EDTF; nil where the words do not say
}

// An Entry is a sum of money that is funding.
type Entry struct {
	Commitment *string `json:"commitment"` // its number; nil in headings, introductions, lead-ins, tables and notes
	Quote      string  `json:"quote"`
	Min        *string `json:"min"` // decimals; nil where the words set no bound
	Max        *string `json:"max"`
	Currency   string  `json:"currency"` // ISO 4217
	Qualifier  string  `json:"qualifier"`
	Period     *string `json:"period"`
	Payer      *string `json:"payer"`       // the party; nil if the document does not tell
	PayerWords *string `json:"payer_words"` // as printed; nil where the sentence does not name the payer
	Inferred   bool    `json:"payer_inferred"`
	Class      string  `json:"payer_class"`
	Status     string  `json:"status"`
	Flow       string  `json:"flow"`
	Purpose    *string `json:"purpose"`
	Relation   string  `json:"relation"`
	Why        string  `json:"why"` // what decided the relation
	Lines      [2]int  `json:"lines"`
}

// A Deadline is a time that binds something still to come.
type Deadline struct {
	Commitment *string `json:"commitment"` // its number; nil in headings, introductions, lead-ins, tables and notes
	Quote      string  `json:"quote"`
	Kind       string  `json:"kind"`
	Earliest   *string `json:"earliest"` // as exact as the words say; nil where they do not
	Latest     *string `json:"latest"`
	Lines      [2]int  `json:"lines"`
}

// A Warning is a problem of the document.
type Warning struct {
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"` // "warning" or "error"
	Text     string `json:"text"`
	Hint     string `json:"hint"`
}

// Options is what the documents do not say themselves.
type Options struct {
	Events deadline.Events // the named events that are known; may be nil
	Ledger *ledger.Ledger  // the funding of the document; nil if nobody has read it
}

// Of returns the outline of a document and its problems.
func Of(doc *factsheet.Document, problems diag.List, o Options) *Outline {
	r := &reader{
		doc:   doc,
		money: money.Options{Published: doc.Source.Meta.Published},
		dates: deadline.Options{Published: doc.Source.Meta.Published, Events: o.Events},
	}
	out := Refused(doc.Source.Name, problems)
	out.Refused = false
	out.Title = doc.Title
	out.Words = doc.Words
	if day := doc.Source.Meta.Published; !day.IsZero() {
		out.Date = said(day.Format(time.DateOnly))
	}
	for i, p := range doc.Pillars {
		out.Pillars = append(out.Pillars, Pillar{p.Number, p.Heading, p.Implicit, string(p.Guess)})
		for c := range p.Commitments() {
			commitment := r.commitment(c)
			commitment.Section = i
			out.Commitments = append(out.Commitments, commitment)
		}
	}
	if o.Ledger != nil {
		for _, e := range o.Ledger.Entries {
			out.Ledger = append(out.Ledger, entry(e))
		}
	}
	for p := range passage.All(doc) {
		out.Deadlines = append(out.Deadlines, r.deadlines(p)...)
	}
	return out
}

// Refused returns the outline of a document that could not be read.
func Refused(name string, problems diag.List) *Outline {
	o := &Outline{
		Source: name, Pillars: []Pillar{}, Commitments: []Commitment{},
		Ledger: []Entry{}, Deadlines: []Deadline{}, Warnings: []Warning{},
		Refused: true,
	}
	for _, p := range problems {
		o.Warnings = append(o.Warnings, Warning{p.Pos.Line, p.Pos.Column, p.Severity.String(), p.Text, p.Hint})
	}
	return o
}

// A reader makes the outline of one document.
type reader struct {
	doc   *factsheet.Document
	money money.Options
	dates deadline.Options
}

func (r *reader) commitment(c *factsheet.Commitment) Commitment {
	text := c.Text()
	out := Commitment{
		Number:   c.Number,
		Kind:     c.Kind.String(),
		Strength: c.Strength.String(),
		Title:    c.Title,
		LeadIn:   c.LeadIn.String(),
		Text:     text,
		Lines:    r.lines(c.Span()),
		Rule:     string(c.Guess),
		Amounts:  []Amount{},
		Dates:    []Date{},
	}
	if c.Pillar != nil && !c.Pillar.Implicit {
		out.Pillar = &c.Pillar.Number
	}
	if c.Parent != nil {
		out.Parent = &c.Parent.Number
	}
	for p := c.Parent; p != nil; p = p.Parent {
		out.Depth++
	}
	for _, a := range money.Find(text, r.money) {
		out.Amounts = append(out.Amounts, Amount{
			Quote: text[a.QuoteStart:a.QuoteEnd], Min: figure(a.Min), Max: figure(a.Max),
			Currency: a.Currency, Qualifier: a.Qualifier.String(), Period: said(a.Period),
		})
	}
	for _, d := range deadline.Find(text, r.governed(c)) {
		out.Dates = append(out.Dates, Date{text[d.Start:d.End], d.Kind.String(), said(d.ISO)})
	}
	return out
}

func entry(e *ledger.Entry) Entry {
	out := Entry{
		Quote: e.Quote, Min: figure(e.Amount.Min), Max: figure(e.Amount.Max), Currency: e.Amount.Currency,
		Qualifier: e.Amount.Qualifier.String(), Period: said(e.Period),
		Payer: said(e.Payer.Name()), PayerWords: said(e.Payer.Words), Inferred: e.Payer.Inferred,
		Class: e.Class.String(), Status: e.Status.String(), Flow: e.Flow.String(), Purpose: said(e.Purpose),
		Relation: e.Relation.String(), Why: e.Why, Lines: e.Lines,
	}
	if e.Commitment != nil {
		out.Commitment = &e.Commitment.Number
	}
	return out
}

// governed returns the options for words of a commitment, which its lead-in
// governs; c may be nil.
func (r *reader) governed(c *factsheet.Commitment) deadline.Options {
	o := r.dates
	if c != nil {
		o.LeadIn = c.LeadIn.String()
	}
	return o
}

func (r *reader) deadlines(p passage.Passage) []Deadline {
	o := r.governed(p.Commitment)
	var list []Deadline
	for _, d := range deadline.Deadlines(p.Text, deadline.Find(p.Text, o), o) {
		out := Deadline{
			Quote: p.Text[d.Start:d.End], Kind: d.Form.String(),
			Earliest: said(d.Earliest.String()), Latest: said(d.Latest.String()),
			Lines: r.lines(p.Span(d.Start, d.End)),
		}
		if p.Commitment != nil {
			out.Commitment = &p.Commitment.Number
		}
		list = append(list, out)
	}
	return list
}

// lines returns the first and the last line of a range of the source.
func (r *reader) lines(s factsheet.Span) [2]int {
	return [2]int{r.doc.Source.Line(s.Start), r.doc.Source.Line(max(s.Start, s.End-1))}
}

// figure writes a decimal as text, nil where there is none.
func figure(d decimal.NullDecimal) *string {
	if !d.Valid {
		return nil
	}
	return said(d.Decimal.String())
}

// said is nil for what is not said.
func said(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
