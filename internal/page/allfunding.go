package page

import (
	"cmp"
	"slices"
	"strings"

	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/site"
)

// allFundingView is the view of all-funding.html, the money of all documents.
type allFundingView struct {
	frame
	Title     string
	Part      string // "Documents 11–35 of 586"; empty on the first page
	Totals    []totalTable
	Documents []fundingDocument
	Parts     []link // to the pages of further documents
}

// A fundingDocument is the money of one document.
type fundingDocument struct {
	link
	Published day
	Finding   string
}

// Bounds of the pages on the money of all documents. What they leave out they
// count, and say where it is.
const (
	maxPayers           = 12 // in a table
	maxTotals           = 16 // of theirs
	maxFewPayers        = 12 // named below it, each with its first total
	maxFundingDocuments = 5  // with their findings, on the first page
	maxFundingPart      = 20 // on a further page
	maxListed           = 40 // rows of totals
	aFewDocuments       = 20 // from which figures are rounded, and the sums of a party are listed on its own page
)

// allFundingPage shows the money of all documents: totals of like things by
// payer, and what each document says. A sum that two documents tell in the same
// words is added once; others may be the same money all the same, and the page
// says so.
func (w *writer) allFundingPage(documents []Summary) error {
	path := site.AllFunding
	v := allFundingView{Title: "Money in all documents"}
	f := w.rootFrame(path).at(w.Renderer, path, "Money – "+w.settings.Title, "Sums of money in "+count(len(documents), "document")+".")
	var err error
	if f.Crumbs, err = w.fragment("crumbs", []link{{URL: f.Home.URL, Label: "Home"}}); err != nil {
		return err
	}
	v.frame, v.Sheet = f, site.Rel(path, w.drawn)
	all := withMoney(documents)
	shown := all
	if len(all) > 2*maxFundingDocuments {
		shown = all[:maxFundingDocuments]
	}
	v.Documents = fundingDocuments(path, shown)
	v.Parts = fundingParts(path, len(shown), len(all))
	x := newAcross(path, documents)
	if len(documents) > aFewDocuments {
		x.listed = 3
	}
	public, private := apart(acrossRows(documents))
	v.Totals = slices.DeleteFunc([]totalTable{
		x.table(totalTable{ID: "by-payer", Title: "By payer", Caption: "What each payer gives, by currency and kind of money", Head: "Payer"}, public, false),
		x.table(totalTable{ID: "private", Title: "Private money, apart", Caption: "Money of companies and other private bodies; it is added to no sum above", Head: "Payer"}, private, true),
	}, func(t totalTable) bool { return len(t.Rows) == 0 })
	if err := w.page(path, w.allFunding, "base", v); err != nil {
		return err
	}
	return w.fundingParts(all, len(shown))
}

// fundingParts renders the pages of the documents that the first one does not
// show.
func (w *writer) fundingParts(all []*Summary, shown int) error {
	n := 0
	for chunk := range slices.Chunk(all[shown:], maxFundingPart) {
		n++
		path := site.FundingPart(n)
		first := shown + (n-1)*maxFundingPart + 1
		v := allFundingView{Title: "Money in all documents", Part: "Documents " + span(first, first+len(chunk)-1) + " of " + number(len(all)) + ", the latest first."}
		v.Documents, v.Parts = fundingDocuments(path, chunk), fundingParts(path, shown, len(all))
		v.frame = w.rootFrame(path).at(w.Renderer, path, "Money, documents "+span(first, first+len(chunk)-1)+" – "+w.settings.Title, v.Part)
		var err error
		if v.Crumbs, err = w.fragment("crumbs", []link{{URL: v.Home.URL, Label: "Home"}, {URL: site.Rel(path, site.AllFunding), Label: "Money"}}); err != nil {
			return err
		}
		if err := w.page(path, w.allFunding, "base", v); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	return nil
}

// fundingParts leads to the further pages, by the numbers of their documents.
func fundingParts(path string, shown, all int) []link {
	var parts []link
	for first := shown + 1; first <= all; first += maxFundingPart {
		to := site.FundingPart(len(parts) + 1)
		parts = append(parts, link{URL: site.Rel(path, to), Label: span(first, min(first+maxFundingPart-1, all)), Current: to == path})
	}
	return parts
}

// withMoney returns the documents that name money.
func withMoney(documents []Summary) []*Summary {
	var list []*Summary
	for i := range documents {
		if documents[i].Finding != "" {
			list = append(list, &documents[i])
		}
	}
	return list
}

// fundingDocuments shows what some documents say of their money.
func fundingDocuments(path string, documents []*Summary) []fundingDocument {
	var list []fundingDocument
	for _, d := range documents {
		list = append(list, fundingDocument{link{URL: site.Rel(path, d.Funding), Label: d.Title}, date(d.Published), d.Finding})
	}
	return list
}

// acrossRows returns the rows of all documents, those marked that an earlier
// document tells too.
func acrossRows(documents []Summary) []ledger.Row {
	summaries := make([]ledger.Summary, 0, len(documents))
	for i := range documents {
		d := &documents[i]
		summaries = append(summaries, ledger.Summary{Document: d.Slug, Title: d.Title, Rows: d.Rows})
	}
	var rows []ledger.Row
	for _, g := range ledger.Across(summaries) {
		rows = append(rows, g.Rows...)
	}
	return rows
}

// An across makes tables of totals over documents.
type across struct {
	path   string                  // of the page
	known  map[string]*party.Party // parties that have a page, with name and kind alone
	titles map[string]string       // of the documents by their slugs, cut; empty where there is only one
	sums   map[string][]int        // the first sums of their pages, of the documents by their slugs
	listed int                     // bound on the rows that a total lists of what it adds, and of what it leaves out
}

func newAcross(path string, documents []Summary) across {
	x := across{path: path, known: map[string]*party.Party{}, titles: map[string]string{}, sums: map[string][]int{}, listed: maxListed}
	for i := range documents {
		d := &documents[i]
		for _, p := range d.parties {
			x.known[p.id] = &party.Party{ID: p.id, Name: p.name, Kind: p.kind}
		}
		x.sums[d.Slug] = d.sums
		if len(documents) > 1 {
			x.titles[d.Slug] = excerpt(d.Title, 60)
		}
	}
	return x
}

// at returns the same for another page.
func (x *across) at(path string) across {
	return across{path: path, known: x.known, titles: x.titles, sums: x.sums, listed: x.listed}
}

// tallies makes the tallies of rows by payer, sorted, those alone that have a
// total.
func (x across) tallies(rows []ledger.Row) []tally {
	list := slices.DeleteFunc(tallies(ledger.ByPayer(rows)), func(t tally) bool { return !t.added })
	for i := range list {
		list[i].party, list[i].rough = x.known[list[i].key], len(x.titles) > aFewDocuments
	}
	sortTallies(list)
	return list
}

// table fills a table with the totals of rows by payer, those with the most
// sums first, and draws what is committed.
func (x across) table(t totalTable, rows []ledger.Row, private bool) totalTable {
	list := x.tallies(rows)
	drawn := list
	if !private {
		drawn = committed(list)
	}
	t.Bars = drawer{name: x.payer, title: payerTitle, private: private, rest: "on the pages of their documents"}.pictures(drawn)
	rank := payerRanks(list)
	slices.SortStableFunc(list, func(a, b tally) int {
		return cmp.Or(cmp.Compare(rank[a.key], rank[b.key]), cmp.Compare(len(b.total.Rows()), len(a.total.Rows())))
	})
	left, free, weights := 0, roomDrawn/2-weighAll(t.Bars), newScale()
	for _, one := range list {
		switch {
		case rank[one.key] < maxPayers && len(t.Rows) < maxTotals && free > 0:
			row := x.row(one)
			t.Rows, free = append(t.Rows, row), free-weights.weigh(row)
		case rank[one.key] >= maxPayers && len(t.Few) < maxFewPayers:
			t.Few = append(t.Few, x.few(one))
		default:
			left++
		}
	}
	if left > 0 {
		t.Rest = count(left, "more total") + " " + plural(left, "is", "are") + " on the pages of the parties and of the documents that name them."
	}
	return t
}

// payerRanks ranks payers by the number of their sums, from 0.
func payerRanks(list []tally) map[string]int {
	sums := map[string]int{}
	var keys []string
	for _, t := range list {
		if sums[t.key] == 0 {
			keys = append(keys, t.key)
		}
		sums[t.key] += len(t.total.Rows())
	}
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(sums[b], sums[a]) })
	rank := map[string]int{}
	for i, k := range keys {
		rank[k] = i
	}
	return rank
}

// payer links to the page of a payer, if it has one.
func (x across) payer(t tally) link {
	l := link{Label: t.payerName()}
	if x.known[t.key] != nil {
		l.URL = site.Rel(x.path, site.Party(t.key))
	}
	return l
}

// few shows the total of one of many payers in short. It leads to the first of
// its sums.
func (x across) few(t tally) sumLink {
	first := x.link(t.total.Rows()[0], "")
	return sumLink{link: link{URL: first.URL, Label: t.payerName()}, Why: t.amount() + ", " + strings.ToLower(kindName(t.total.Kind()))}
}

// row shows one total. What it adds is shown where each document shows it;
// where there are many documents, a party's page lists it.
func (x across) row(t tally) totalRow {
	kind := t.total.Kind()
	row := totalRow{Name: x.payer(t), Flow: kindName(kind), Currency: kind.Currency, Amount: capital(t.amount())}
	added, left := t.total.Rows(), t.total.Left()
	row.Count = count(len(added), "sum")
	if n := len(left); n > 0 {
		row.Left = number(n) + " left out"
	}
	if n := t.total.Vague(); n > 0 {
		row.Vague = "and " + count(n, "sum") + " without a figure"
	}
	if x.path == site.AllFunding && row.Name.URL != "" && len(x.titles) > aFewDocuments {
		row.Proof = row.Name.URL + "#money"
		return row
	}
	for _, r := range added[:min(x.listed, len(added))] {
		row.Adds = append(row.Adds, x.link(r, ""))
	}
	for _, l := range left[:min(x.listed, len(left))] {
		row.Without = append(row.Without, x.link(l.Row, l.Reason))
	}
	if n := len(added) + len(left) - len(row.Adds) - len(row.Without); n > 0 {
		row.More = number(n) + " more are on the pages of their documents"
	}
	return row
}

// link leads to the row of a sum on the page of its document. Rows are
// numbered within a document, so it is named.
func (x across) link(r ledger.Row, why string) sumLink {
	label := rowFigure(r)
	if title := x.titles[r.Document]; title != "" {
		label += ", " + title
	}
	row := site.At(site.SumPage(r.Document, r.Number, x.sums[r.Document]), entryID(r.Number))
	return sumLink{link: link{URL: site.Rel(x.path, row), Label: label, Number: number(r.Number)}, Why: why}
}
