// Package number accounts for every number of a text: it is money, a date, an
// ordinal, a part of a name, a quantity of something, a share, the mark of a
// list, a reference to a law, or it is unclassified and somebody should look.
//
// In go a document, out come its numbers in the order of the source, each with
// its kind and place. This is the guard against silent misses: a sum that the
// rules for money overlook has no other kind to hide in, as long as the kinds
// here ask for evidence of their own (a unit, a noun, a name) and are not
// given away. A number written in figures counts; words ("five") do not.
package number

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/money"
)

// A Kind says what a number is.
type Kind uint8

const (
	Unclassified Kind = iota // no rule knows it
	Money                    // within a sum, or in words about one
	Date                     // within a date, a year, a time of day
	Ordinal                  // "21st"
	Label                    // part of a name: 5G, COP26, F-35, Artemis 2
	Quantity                 // a count or a measure: "10 participants", "100 MW"
	Percentage               // "15 percent", "8%"
	ListMark                 // "2)" at the start of an item or within it
	Reference                // the number of a law, a section, a note: "Section 301", "[3]"
)

var kindNames = [...]string{"unclassified", "money", "date", "ordinal", "label", "quantity", "percentage", "list mark", "reference"}

// String gives the kind in words.
func (k Kind) String() string { return kindNames[k] }

// A Number is one number of a text.
type Number struct {
	Start, End int // bytes in the text
	Kind       Kind
	Text       string
}

// A Place is a number of a document.
type Place struct {
	Number
	Span factsheet.Span // in the source
	Line int
	Near string // the words about it, for a message
}

// Options is what the rules for money and dates need to know.
type Options struct {
	Money money.Options
	Date  deadline.Options
}

// Account returns the numbers of a document, in the order of the source.
func Account(d *factsheet.Document, o Options) []Place {
	w := &walker{d: d, o: o}
	w.parts(d.Intro)
	for _, p := range d.Pillars {
		w.text(p.Title, false, money.Unit{})
		w.parts(p.Parts)
	}
	w.parts(d.Notes)
	return w.out
}

type walker struct {
	d   *factsheet.Document
	o   Options
	out []Place
}

func (w *walker) parts(parts []factsheet.Part) {
	for _, part := range parts {
		switch part := part.(type) {
		case *factsheet.Paragraph:
			w.paragraph(part)
		case *factsheet.Table:
			w.table(part)
		case *factsheet.Group:
			if part.LeadIn != nil {
				w.paragraph(part.LeadIn)
			}
			for _, c := range part.Items {
				w.commitment(c)
			}
		}
	}
}

func (w *walker) commitment(c *factsheet.Commitment) {
	w.parts(c.Body)
	for _, child := range c.Children {
		w.commitment(child)
	}
}

func (w *walker) paragraph(p *factsheet.Paragraph) {
	w.text(p.Mark, true, money.Unit{})
	w.text(p.Text, false, money.Unit{})
}

// table reads cells under the unit of their column's head. A cell that is a
// number alone, under a head in words, counts what the head says.
func (w *walker) table(t *factsheet.Table) {
	var heads []string
	for r, row := range t.Rows {
		column := 0
		for _, cell := range row {
			s := cell.Text.String()
			var unit money.Unit
			if r > 0 && column < len(heads) {
				unit, _ = money.Heading(heads[column], w.o.Money)
			}
			before := len(w.out)
			w.text(cell.Text, false, unit)
			for i := before; i < len(w.out); i++ {
				if w.out[i].Kind == Unclassified && r > 0 && column < len(heads) && hasLetter(heads[column]) {
					w.out[i].Kind = Quantity
				}
			}
			for range max(cell.Columns, 1) {
				if r == 0 {
					heads = append(heads, s)
				}
				column++
			}
		}
	}
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func (w *walker) text(t factsheet.Text, mark bool, unit money.Unit) {
	s := t.String()
	if !strings.ContainsFunc(s, digit) {
		return
	}
	o := w.o
	o.Money.Unit = unit
	for _, n := range Find(s, o) {
		if mark {
			n.Kind = ListMark
		}
		span := t.Locate(n.Start, n.End)
		w.out = append(w.out, Place{Number: n, Span: span, Line: w.d.Source.Line(span.Start), Near: near(s, n)})
	}
}

// near returns the words about a number, at most forty bytes either side.
func near(s string, n Number) string {
	a, b := max(n.Start-40, 0), min(n.End+40, len(s))
	for a > 0 && !utf8.RuneStart(s[a]) {
		a--
	}
	for b < len(s) && !utf8.RuneStart(s[b]) {
		b++
	}
	return strings.Join(strings.Fields(s[a:b]), " ")
}

// Find returns the numbers of a text, in order.
func Find(text string, o Options) []Number {
	tokens := tokenize(text)
	if len(tokens) == 0 {
		return nil
	}
	f := &finder{text: text, tokens: tokens, kinds: map[int]Kind{}}
	for _, a := range money.Find(text, o.Money) {
		f.take(a.QuoteStart, a.QuoteEnd, Money)
		if a.PeriodEnd > a.PeriodStart {
			f.take(a.PeriodStart, a.PeriodEnd, Date)
		}
	}
	for _, d := range deadline.Find(text, o.Date) {
		f.take(d.Start, d.End, Date)
	}
	// From the end, so that a number can ask what the next one is.
	var out []Number
	for i := len(tokens) - 1; i >= 0; i-- {
		if !tokens[i].figure {
			continue
		}
		if _, ok := f.kinds[i]; !ok {
			f.kinds[i] = f.kind(i)
		}
		out = append(out, Number{Start: tokens[i].start, End: tokens[i].end, Kind: f.kinds[i], Text: text[tokens[i].start:tokens[i].end]})
	}
	slices.Reverse(out)
	return out
}

func digit(r rune) bool { return '0' <= r && r <= '9' }
