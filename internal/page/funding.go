package page

import (
	"communique/internal/factsheet"
	"communique/internal/site"
)

// An Amount is a sum of money as found in a document, for one row of its
// funding page.
type Amount struct {
	Quote      string // as printed: "more than $25 billion"
	Currency   string // ISO 4217; empty where the words do not say
	Before     string // words ahead of the quote, beginning with an ellipsis where they are cut
	After      string // words behind it, in the same way
	Span       factsheet.Span
	Pillar     *factsheet.Pillar     // nil outside the pillars
	Commitment *factsheet.Commitment // nil where no commitment holds it
}

// fundingView is the view of funding.html.
type fundingView struct {
	frame
	Title   string
	Finding string // "4 sums of money are named in this document."
	Rows    []fundingRow
}

// A fundingRow is one sum on the funding page.
type fundingRow struct {
	Quote, Currency, Before, After string
	Place                          link // its commitment, else its pillar, else the document
	Pillar                         link // no URL where Place is all there is
	Lines                          string
}

func (w *documentWriter) fundingPage(amounts []Amount) error {
	path := w.doc.Funding
	f, err := w.frame(path, w.documentLink(path))
	if err != nil {
		return err
	}
	v := fundingView{
		Title:   "Sums of money",
		Finding: found(len(amounts)) + " in this document.",
	}
	v.frame = f.at(w.Renderer, path, "Sums of money – "+w.doc.Model.Title, v.Finding)
	for _, a := range amounts {
		v.Rows = append(v.Rows, w.fundingRow(path, a))
	}
	return w.page(path, w.funding, "base", v)
}

func (w *documentWriter) fundingRow(path string, a Amount) fundingRow {
	row := fundingRow{
		Quote: a.Quote, Currency: a.Currency, Before: a.Before, After: a.After,
		Lines: lines(w.doc.Model.Source, a.Span),
	}
	c, p := w.doc.Commitment(a.Commitment), w.doc.Pillar(a.Pillar)
	switch {
	case c != nil:
		row.Place = link{URL: site.Rel(path, c.Path), Number: c.Model.Number, Label: c.Model.Title}
		row.Pillar = pillarLink(path, c.Pillar)
	case p != nil:
		row.Place = pillarLink(path, p)
	default:
		row.Place = w.documentLink(path)
	}
	return row
}

// found says how many sums of money there are, as the head of a sentence or a
// link to them.
func found(n int) string {
	switch n {
	case 0:
		return "No sums of money are named"
	case 1:
		return "1 sum of money is named"
	}
	return number(n) + " sums of money are named"
}
