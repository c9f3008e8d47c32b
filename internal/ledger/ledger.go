// Package ledger lists the sums of money that a document names.
package ledger

import (
	"strings"
	"unicode/utf8"

	"communique/internal/factsheet"
	"communique/internal/money"
)

type Sum struct {
	money.Amount
	Text       string
	Span       factsheet.Span
	Pillar     *factsheet.Pillar
	Commitment *factsheet.Commitment
}

func (s Sum) Quote() string { return s.Text[s.QuoteStart:s.QuoteEnd] }

func (s Sum) Context(n int) (before, after string) {
	return tail(s.Text[:s.QuoteStart], n), head(s.Text[s.QuoteEnd:], n)
}

func head(text string, n int) string {
	text = oneLine(text)
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	cut := string([]rune(text)[:n+1])
	return cut[:max(strings.LastIndexByte(cut, ' '), 0)] + " …"
}

func tail(text string, n int) string {
	text = oneLine(text)
	count := utf8.RuneCountInString(text)
	if count <= n {
		return text
	}
	cut := string([]rune(text)[count-n-1:])
	_, words, _ := strings.Cut(cut, " ")
	return "… " + words
}

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

func Sums(doc *factsheet.Document) []Sum {
	f := &finder{options: money.Options{Published: doc.Source.Meta.Published}}
	f.parts(doc.Intro)
	for _, f.pillar = range doc.Pillars {
		f.text(f.pillar.Title)
		f.parts(f.pillar.Parts)
	}
	f.pillar = nil
	f.parts(doc.Notes)
	return f.sums
}

type finder struct {
	options    money.Options
	pillar     *factsheet.Pillar
	commitment *factsheet.Commitment
	sums       []Sum
}

func (f *finder) parts(list []factsheet.Part) {
	for _, part := range list {
		switch part := part.(type) {
		case *factsheet.Paragraph:
			f.text(part.Text)
		case *factsheet.Table:
			for _, row := range part.Rows {
				for _, cell := range row {
					f.text(cell.Text)
				}
			}
		case *factsheet.Group:
			if part.LeadIn != nil {
				f.text(part.LeadIn.Text)
			}
			for _, c := range part.Items {
				f.commitmentOf(c)
			}
		}
	}
}

func (f *finder) commitmentOf(c *factsheet.Commitment) {
	outer := f.commitment
	f.commitment = c
	f.parts(c.Body)
	for _, child := range c.Children {
		f.commitmentOf(child)
	}
	f.commitment = outer
}

func (f *finder) text(t factsheet.Text) {
	text := t.String()
	for _, a := range money.Find(text, f.options) {
		f.sums = append(f.sums, Sum{a, text, span(t, a.QuoteStart, a.QuoteEnd), f.pillar, f.commitment})
	}
}

func span(t factsheet.Text, start, end int) factsheet.Span {
	var s factsheet.Span
	at := 0
	for _, r := range t {
		from, to := max(start-at, 0), min(end-at, len(r.Text))
		at += len(r.Text)
		if from >= to {
			continue
		}
		part := r.Span
		if part.End-part.Start == len(r.Text) {
			part = factsheet.Span{Start: r.Span.Start + from, End: r.Span.Start + to}
		}
		if s == (factsheet.Span{}) {
			s = part
		}
		s.End = part.End
	}
	return s
}
