// Package passage walks the running text of a document block by block, for
// those who look for something in the words: sums of money, dates, names.
//
// In go documents, out come passages in reading order, each with the pillar
// and the commitment that it stands in; what is found at some bytes of a
// passage can be told as bytes of the source. It looks for nothing itself.
package passage

import (
	"iter"
	"strings"
	"unicode/utf8"

	"communique/internal/factsheet"
)

// A Passage is the text of one block: a heading, a paragraph, an item, a cell.
type Passage struct {
	Text       string                // the words; a soft line break is a space, a hard one a line feed
	Pillar     *factsheet.Pillar     // nil outside the pillars
	Commitment *factsheet.Commitment // nil where the words are no commitment's own

	runs factsheet.Text
}

// All yields the passages of a document. List marks are none.
func All(doc *factsheet.Document) iter.Seq[Passage] {
	return func(yield func(Passage) bool) {
		w := &walker{yield: yield}
		_ = w.parts(doc.Intro) && w.pillars(doc.Pillars) && w.parts(doc.Notes)
	}
}

// A walker knows where in the document it is. Its methods report whether to go
// on.
type walker struct {
	yield      func(Passage) bool
	pillar     *factsheet.Pillar
	commitment *factsheet.Commitment
}

func (w *walker) pillars(list []*factsheet.Pillar) bool {
	defer func() { w.pillar = nil }()
	for _, w.pillar = range list {
		if !w.text(w.pillar.Title) || !w.parts(w.pillar.Parts) {
			return false
		}
	}
	return true
}

func (w *walker) parts(list []factsheet.Part) bool {
	for _, part := range list {
		if !w.part(part) {
			return false
		}
	}
	return true
}

func (w *walker) part(part factsheet.Part) bool {
	switch part := part.(type) {
	case *factsheet.Paragraph:
		return w.text(part.Text)
	case *factsheet.Table:
		for _, row := range part.Rows {
			for _, cell := range row {
				if !w.text(cell.Text) {
					return false
				}
			}
		}
	case *factsheet.Group:
		if part.LeadIn != nil && !w.text(part.LeadIn.Text) {
			return false
		}
		return w.commitments(part.Items)
	}
	return true
}

func (w *walker) commitments(list []*factsheet.Commitment) bool {
	outer := w.commitment
	defer func() { w.commitment = outer }()
	for _, c := range list {
		w.commitment = c
		if !w.parts(c.Body) || !w.commitments(c.Children) {
			return false
		}
	}
	return true
}

func (w *walker) text(t factsheet.Text) bool {
	return len(t) == 0 || w.yield(Passage{t.String(), w.pillar, w.commitment, t})
}

// Span returns the range in the source of the bytes from start to end of the
// text. What the source writes in another way, such as an entity, is in it
// whole.
func (p Passage) Span(start, end int) factsheet.Span {
	var s factsheet.Span
	at := 0
	for _, r := range p.runs {
		from, to := max(start-at, 0), min(end-at, len(r.Text))
		at += len(r.Text)
		if from >= to {
			continue
		}
		part := r.Span
		if part.End-part.Start == len(r.Text) { // the run stands in the source byte for byte
			part = factsheet.Span{Start: r.Span.Start + from, End: r.Span.Start + to}
		}
		if s == (factsheet.Span{}) {
			s = part
		}
		s.End = part.End
	}
	return s
}

// Context returns the words on either side of the bytes from start to end, on
// one line, each at most n characters and cut between words; an ellipsis
// stands where they are cut.
func (p Passage) Context(start, end, n int) (before, after string) {
	return tail(oneLine(p.Text[:start]), n), head(oneLine(p.Text[end:]), n)
}

// head returns the first n characters of a text, no word of it broken.
func head(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	cut := string([]rune(text)[:n+1]) // the word is whole if a space follows it
	return cut[:max(strings.LastIndexByte(cut, ' '), 0)] + " …"
}

// tail returns the last n characters of a text, no word of it broken.
func tail(text string, n int) string {
	count := utf8.RuneCountInString(text)
	if count <= n {
		return text
	}
	cut := string([]rune(text)[count-n-1:])
	_, words, _ := strings.Cut(cut, " ")
	return "… " + words
}

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }
