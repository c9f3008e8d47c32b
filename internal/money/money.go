// Package money finds sums of money in running text, as printed.
//
// In goes the text of one block (a paragraph, an item, a cell): white space of
// any kind is one space or a line feed, entities are decoded, markup is gone.
// Out come the sums in the order of the text, none overlapping another, each
// with its exact value or its bounds, its currency, its qualifying words, the
// time over which it is spent where the same sentence says so, and the bytes
// of all these. Values are decimals; nothing is rounded or converted.
//
// The work is done on tokens with byte offsets, in passes that look at a
// bounded number of neighbours, so time grows with the length of the text
// alone:
//
//	promising.go  passes over text without currency, which is most text
//	token.go      text → words, numbers, currency signs; sentences
//	number.go     tokens → quantities and powers of ten, in figures and words
//	currency.go   tables of signs, codes and names; beside.go finds them
//	sum.go        quantity and currency → a sum; range.go, vague.go, credible.go
//	qualifier.go  "more than", "up to", "or more" → bounds
//	period.go     the time of a sum: after.go and before.go look around it for
//	              what phrase.go, rate.go and date.go can read
//	unit.go       heads of table columns, "US$ million"
//
// The package knows nothing of documents: who pays, to whom, and whether the
// sum is new is for others to say. It refuses to invent: "millions of dollars"
// has no bounds, "the pound" is no sum, and where a name such as dinar could
// be of several countries and the text names none, there is no sum.
package money

import (
	"time"

	"github.com/shopspring/decimal"
)

// Options says what a text leaves to its readers. The zero value is that of a
// text published in the United States at an unknown date.
type Options struct {
	Dollar    string    // ISO 4217 code that a bare $ and "dollars" stand for; empty means USD
	Published time.Time // resolves "this year" and "this decade"; zero leaves them without a period
	Unit      Unit      // what the head of a table column says of its cells; zero in running text
}

// A Qualifier says how a printed figure bounds the sum.
type Qualifier uint8

const (
	Exact         Qualifier = iota // Min and Max are the figure
	MoreThan                       // "more than", "over", "exceeding": Min only
	AtLeast                        // "at least", "no less than", "or more": Min only
	UpTo                           // "up to", "no more than", "capped at": Max only
	LessThan                       // "less than", "under", "below": Max only
	Nearly                         // "nearly", "almost", "just under": both are the figure
	Approximately                  // "about", "some", "an estimated": both are the figure
	Range                          // "$2-3 billion": Min is less than Max
	Vague                          // "millions of euros": neither
)

var qualifierNames = [...]string{
	"exact", "more-than", "at-least", "up-to", "less-than", "nearly", "approximately", "range", "vague",
}

// String gives the name in data: "exact", "more-than" and so on.
func (q Qualifier) String() string { return qualifierNames[q] }

// An Amount is a sum as printed. All offsets are bytes in the text given to
// Find, half open, on character boundaries.
type Amount struct {
	Start, End           int // the figure with its currency: "$25 billion"
	QuoteStart, QuoteEnd int // with its qualifying words: "more than $25 billion"; holds Start to End

	Min, Max  decimal.NullDecimal // not valid where the text sets no such bound; never negative
	Currency  string              // ISO 4217
	Qualifier Qualifier

	// Period is the time to which the sum belongs: empty, or ISO 8601 parts
	// joined by ";". A rate is "/P1Y" (each year), a duration "P5Y", a stretch
	// of years "2021/2025", "../2025" (until) or "2017/.." (since), a single
	// year "2021". Fiscal years are "FY2023", quarters and halves "2021-Q1" and
	// "2021-H2", the years of a decade "202X"; an end that the text gives to the
	// month or day is "../2025-09-30".
	Period                 string
	PeriodStart, PeriodEnd int // from the first to the last of its words; 0, 0 where there are none
}

// Find returns the sums in a text, in order, or nil where there are none.
func Find(text string, o Options) []Amount {
	if o.Unit.Currency == "" && !promising(text) {
		return nil
	}
	if o.Dollar == "" {
		o.Dollar = "USD"
	}
	p := &parser{text: text, tokens: tokenize(text), o: o}
	sums := p.sums()
	if len(sums) == 0 {
		return nil
	}
	amounts := make([]Amount, len(sums))
	floor := 0
	for i := range sums {
		p.qualify(&sums[i], floor)
		amounts[i] = p.amount(&sums[i])
		floor = sums[i].quoteLast
	}
	p.periods(sums, amounts)
	return amounts
}

// A parser holds one text while sums are looked for in it.
type parser struct {
	text   string
	tokens []token
	o      Options
}

// amount turns a sum found into one to return, all but its period.
func (p *parser) amount(s *sum) Amount {
	a := Amount{
		Start:    p.tokens[s.first].start,
		End:      p.tokens[s.last-1].end,
		Currency: s.currency,
	}
	a.QuoteStart = p.tokens[s.quoteFirst].start
	a.QuoteEnd = p.tokens[s.quoteLast-1].end
	a.Qualifier = s.qualifier
	switch s.qualifier {
	case Vague:
	case Range:
		a.Min, a.Max = decimal.NewNullDecimal(s.low), decimal.NewNullDecimal(s.high)
	case MoreThan, AtLeast:
		a.Min = decimal.NewNullDecimal(s.low)
	case UpTo, LessThan:
		a.Max = decimal.NewNullDecimal(s.low)
	default:
		a.Min, a.Max = decimal.NewNullDecimal(s.low), decimal.NewNullDecimal(s.low)
	}
	return a
}
