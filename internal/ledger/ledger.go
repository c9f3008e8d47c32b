// Package ledger reads the funding of a document: each sum of money that
// somebody gives, has given, asks for or aims at, with who pays, how firmly,
// for what and over which time, and what it has to do with the other sums.
//
// In go a document and what is known of its parties; out comes a [Ledger]: the
// entries in the order of the source, the sums that are no funding with the
// reason, and totals that show the rows they add. A total adds only what is
// alike: one currency, one class of payer, one flow, lump sums or rates, sums
// that are new in the document. That is in the type: a [Total] is made by
// [Sum] and by nothing else, and Sum leaves out what does not belong.
//
// Work goes in passes over the blocks of a document (headings, introductions,
// lead-ins, items, table cells):
//
//	block.go      document → blocks of text in source order
//	ledger.go     sums of a block → entries
//	context.go    what is money but no funding, and why
//	payer.go      which verb governs a sum, and who gives it
//	construct.go  the constructions in which texts name a payer
//	worthy.go     which phrases can name a payer at all
//	infer.go      who pays where the sentence does not say
//	class.go      public, private, mixed, unclear
//	status.go     committed, announced, requested, welcomed, historical, target
//	purpose.go    for whom or for what, in the words of the text
//	relation.go   parts and totals; column.go those of tables
//	restate.go    the same sum said again
//	row.go        entries → rows; total.go rows → sums with their proof
//	group.go      sums by payer, pillar, flow, and across documents
//	assertion.go  totals stated in the text, held against their parts
//
// It refuses to invent: a payer that the text does not name is inferred and
// marked so, sums in two currencies are never converted, and a joint sum is
// not split.
package ledger

import (
	"net/url"
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/clause"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/money"
	"communique/internal/party"
)

// Options says what a document leaves to its readers.
type Options struct {
	Dollar        string              // ISO 4217 code of a bare "$"; empty means that of the publisher's country, else USD
	Organisations party.Organisations // the editor's file of parties
}

// A Class says whose money it is.
type Class uint8

const (
	Public  Class = iota // of governments, their agencies, organisations of states
	Private              // of companies, investors, foundations
	Mixed                // of both together
	Unclear              // the text does not say
)

var classNames = [...]string{"public", "private", "mixed", "unclear"}

// String gives the name in data.
func (c Class) String() string { return classNames[c] }

// A Status says how firm a sum is.
type Status uint8

const (
	Committed  Status = iota // will give, has committed, gives
	Announced                // plans, intends, announces, proposes
	Requested                // depends on a legislature
	Welcomed                 // the text only welcomes what another gives
	Historical               // given already, or background
	Target                   // a goal to be reached, with whose money is open
)

var statusNames = [...]string{"committed", "announced", "requested", "welcomed", "historical", "target"}

// String gives the name in data.
func (s Status) String() string { return statusNames[s] }

// A Flow is the kind of money; totals never add two.
type Flow uint8

const (
	Commitment   Flow = iota // public money promised
	Announcement             // public money announced or intended
	Investment               // private money, promised or announced
	Loan                     // to be paid back: loans, guarantees, bonds
	Request                  // asked of a legislature
	Aim                      // to be mobilised
	History                  // given already
)

var flowNames = [...]string{"commitment", "announcement", "private investment", "loan", "request", "target", "historical figure"}

// String gives the name in data.
func (f Flow) String() string { return flowNames[f] }

// A Relation says what a sum has to do with another of the document.
type Relation uint8

const (
	New      Relation = iota
	Restates          // the same money said again
	Part              // a part of the other
	Includes          // a total that holds others
)

var relationNames = [...]string{"new", "restates", "part", "includes"}

// String gives the name in data.
func (r Relation) String() string { return relationNames[r] }

// A Payer is who gives a sum.
type Payer struct {
	Parties  []*party.Party // as named, an agency as the agency; empty where no party of the table is meant
	Words    string         // as printed; empty where the sentence does not name the payer
	Span     factsheet.Span // of the words
	Inferred bool           // from the lead-in, the sentences before, or the document
}

// A Place says in what kind of text a sum stands.
type Place uint8

const (
	InItem   Place = iota // a commitment's own words
	InIntro               // an introduction, of the document or of a pillar
	InLeadIn              // the words that govern a list
	InHead                // a heading
	InCell                // a table
	InNote                // after the end mark
)

var placeNames = [...]string{"commitment", "introduction", "lead-in", "heading", "table", "note"}

// String gives the name in data.
func (p Place) String() string { return placeNames[p] }

// An Entry is one sum that is funding.
type Entry struct {
	Number     int          // from 1, in the order of the source, sums without a figure after the others
	Amount     money.Amount // its offsets are of the block of text, not of the source
	Quote      string       // the sum with its qualifying words
	Span       factsheet.Span
	Lines      [2]int                // first and last, from 1
	Commitment *factsheet.Commitment // nil outside commitments
	Pillar     *factsheet.Pillar     // nil ahead of the first pillar and after the end mark
	Place      Place

	Payer   Payer
	Class   Class
	Status  Status
	Flow    Flow
	Purpose string // what it is for, in the words of the text; empty if not said
	Period  string // as in money.Amount
	Unit    string // "case" of "per case", "each" of awards; such a sum is a rate. Empty for a sum as a whole

	Relation Relation
	Of       []*Entry // the sums to which the relation refers; empty for New
	Why      string   // the words or the rule that decided the relation

	Equivalents  []money.Amount // the same sum in other currencies, as printed
	Sentence     string         // the words in context
	SentenceSpan factsheet.Span

	block *block
	text  *clause.Text
	word  int    // of the sum in text
	verb  string // that governs the sum, in its plain form; empty for none
	words map[string]bool
}

// Rate reports whether the sum comes again and again, or once for each of a
// number that the text does not give: it cannot be added to lump sums.
func (e *Entry) Rate() string {
	if e.Unit != "" {
		return "per " + e.Unit
	}
	return rate(e.Period)
}

// An Other is a sum of money that is no funding.
type Other struct {
	Amount     money.Amount
	Quote      string
	Span       factsheet.Span
	Lines      [2]int
	Commitment *factsheet.Commitment
	Sentence   string // the words in context
	Reason     string // "price", "trade", "threshold", in words for a reader
}

// A Ledger is the funding of one document.
type Ledger struct {
	Document *factsheet.Document
	Parties  *party.Table
	Entries  []*Entry
	Vague    []*Entry // funding without a figure: "billions of dollars"; they enter no total but are counted there
	Others   []Other
	Warnings diag.List // equal sums that may be one, stated totals that do not fit

	blocks []*block
}

// Extract reads the funding of a document. The document is not changed, and
// the same document gives the same ledger. Its time grows with the size of the
// document, and with the square of the number of its sums, which is small.
func Extract(d *factsheet.Document, o Options) *Ledger {
	blocks := documentBlocks(d)
	texts := make([]string, 0, len(blocks)+1)
	texts = append(texts, d.Title)
	for _, b := range blocks {
		texts = append(texts, b.string)
	}
	l := &Ledger{Document: d, blocks: blocks}
	l.Parties = party.New(texts, party.Options{Host: host(d), Publisher: d.Source.Meta.Publisher, Organisations: o.Organisations})
	x := &extractor{ledger: l, dollar: dollar(o.Dollar, l.Parties)}
	for _, b := range blocks {
		x.block(b)
	}
	x.relate()
	for i, e := range l.Entries {
		e.Number = i + 1
		e.Flow = e.flow()
	}
	for i, e := range l.Vague {
		e.Number = len(l.Entries) + i + 1
		e.Flow = e.flow()
	}
	l.warn()
	return l
}

func host(d *factsheet.Document) string {
	u, err := url.Parse(d.Source.Meta.Permalink)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// dollars are the currencies of governments that call them dollars.
var dollars = map[string]string{"AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD"}

func dollar(fixed string, parties *party.Table) string {
	if fixed != "" {
		return fixed
	}
	if p := parties.Publisher(); p != nil {
		return dollars[p.Country]
	}
	return ""
}

// An extractor builds a ledger block by block.
type extractor struct {
	ledger *Ledger
	dollar string
	lower  map[string]bool // the words that the document has without a capital
}

// block reads the sums of a block.
func (x *extractor) block(b *block) {
	amounts := money.Find(b.string, money.Options{Dollar: x.dollar, Published: x.ledger.Document.Source.Meta.Published, Unit: b.unit(x.dollar)})
	if len(amounts) == 0 {
		return
	}
	twins := equivalents(b.string, amounts)
	text := b.read(x.ledger.Parties, amounts, twins)
	var last *Entry
	word := -1
	for i := range amounts {
		if twins[i] {
			if last != nil {
				last.Equivalents = append(last.Equivalents, amounts[i])
			}
			continue
		}
		word++
		e := x.entry(b, text, amounts[i], text.Atom(word))
		if reason := e.context(); reason != "" {
			x.ledger.Others = append(x.ledger.Others, Other{e.Amount, e.Quote, e.Span, e.Lines, e.Commitment, e.Sentence, reason})
			last = nil
			continue
		}
		x.judge(e)
		if e.Amount.Qualifier == money.Vague {
			x.ledger.Vague = append(x.ledger.Vague, e)
			continue
		}
		x.ledger.Entries = append(x.ledger.Entries, e)
		last = e
	}
}

// entry makes an entry of a sum, without what has to be understood.
func (x *extractor) entry(b *block, text *clause.Text, a money.Amount, word int) *Entry {
	e := &Entry{Amount: a, Period: a.Period, Commitment: b.commitment, Pillar: b.pillar, Place: b.place, block: b, text: text, word: word}
	e.Quote = b.string[a.QuoteStart:a.QuoteEnd]
	e.Span = b.text.Locate(a.QuoteStart, a.QuoteEnd)
	src := x.ledger.Document.Source
	e.Lines = [2]int{src.Line(e.Span.Start), src.Line(max(e.Span.End-1, e.Span.Start))}
	s := text.Span(text.Sentence(e.word))
	e.Sentence = b.string[s.Start:s.End]
	e.SentenceSpan = b.text.Locate(s.Start, s.End)
	e.Unit = e.unit()
	return e
}

// judge decides what has to be understood.
func (x *extractor) judge(e *Entry) {
	g := x.giver(e)
	e.verb = e.lemma(g)
	e.Payer = g.payer
	if g.named && e.each(g) {
		e.Unit = "each"
	}
	e.Status = e.status(g)
	e.Class = x.class(e, g)
	if e.Class == Private && e.Status == Committed && !g.pledged {
		e.Status = Announced // a company's word about its own future
	}
	e.Purpose = e.purpose()
	if n := len(x.ledger.Entries); e.Purpose == "" && n > 0 {
		// "has committed $2 billion to this effort, and the ROK has committed
		// $1 billion": the purpose holds for both.
		if left := x.ledger.Entries[n-1]; sameSentence(left, e) && left.verb == e.verb && e.verb != "" && e.last() {
			e.Purpose = left.Purpose
		}
	}
}

// last reports whether nothing but the end of the sentence follows the sum.
func (e *Entry) last() bool {
	s := e.text.Sentence(e.word)
	return s.Last-e.word <= 1
}

// equivalents marks the sums that only say the one before them in another
// currency: "US$14.8 million (C$20 million)".
func equivalents(s string, amounts []money.Amount) []bool {
	out := make([]bool, len(amounts))
	for i := 1; i < len(amounts); i++ {
		if amounts[i].Currency == amounts[i-1].Currency {
			continue
		}
		out[i] = converts(s[amounts[i-1].QuoteEnd:amounts[i].QuoteStart], s[amounts[i].QuoteEnd:])
	}
	return out
}

// valid returns the figure that stands for a sum, if it has one.
func value(a money.Amount) (decimal.Decimal, bool) {
	switch {
	case a.Max.Valid:
		return a.Max.Decimal, true
	case a.Min.Valid:
		return a.Min.Decimal, true
	}
	return decimal.Decimal{}, false
}

// Name returns the names of the payers joined for a reader, each with the short
// form of the document in brackets; empty where no party is meant.
func (p Payer) Name() string {
	names := make([]string, len(p.Parties))
	for i, one := range p.Parties {
		names[i] = one.Name
		if short := one.ShortForm(); short != "" {
			names[i] += " (" + short + ")"
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}
