package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/site"
)

// fundingView is the view of funding.html.
type fundingView struct {
	frame
	viewHead
	Totals []totalTable
	sumRows
	Parts  []link // the pages of the sums, where they do not stand here
	Stated []statedRow
	Others []otherRow
	Embed  *embedSection // nil where no money is named

	StatedParts, OtherParts []link // the pages of the rows, where they have pages of their own
	Further                 bool   // one of those
}

// sumRows are sums, those of private money apart.
type sumRows struct{ Public, Private []sumRow }

// sumsView is the view of sums.html, one of the pages of many sums.
type sumsView struct {
	frame
	viewHead
	sumRows
	Parts []link
}

// A viewHead is the head of a page that shows one side of a document.
type viewHead struct {
	Views   []link
	Of      string // the title of the document
	Title   string
	Finding string // "The United States has committed $2.5 billion …"
	More    link   // where there is more of the kind; no URL for nowhere
	Twins   []link // the files with the same data
}

// viewHead makes the head of the page at path; the view is that of its twins.
func (w *documentWriter) viewHead(path, title, finding string, view site.View) viewHead {
	return viewHead{Views: w.views(path), Of: w.doc.Model.Title, Title: title, Finding: finding, Twins: w.twins(path, view)}
}

// A statedRow is a total that the document itself states, held against its
// parts.
type statedRow struct {
	Total   link   // the sum, its row
	Words   string // of the sentence, or of the line of a table, that states it
	Parts   []link
	Sum     string // what the parts come to
	Verdict string // "agrees", or by how much it does not
}

// A totalTable shows totals that are alike in one way.
type totalTable struct {
	ID      string
	Title   string
	Caption string
	Head    string // of the first column
	Bars    []barPicture
	Rows    []totalRow
	Foot    []totalRow // the rows together, kind by kind
	Few     []sumLink  // further payers in short
	Rest    string     // how many rows are left out, and where they are; empty for none
	Parts   []link     // the pages of the rows, where they have pages of their own
}

// A totalRow is one total with what it adds and what it leaves out.
type totalRow struct {
	Name     link   // the payer, the pillar, the kind; its page, if it has one
	Flow     string // "commitment"
	Amount   string // "more than $3.7 billion"
	Currency string
	Vague    string // "and 2 sums without a figure"; empty for none
	Count    string // "2 sums"
	Left     string // "1 left out"; empty for none
	Adds     []sumLink
	Without  []sumLink
	More     string // how many of these are not listed; empty for none
	Proof    string // address of the list of what it adds, where that is elsewhere; may be empty
}

// A sumLink leads to the row of a sum.
type sumLink struct {
	link
	Why string // why it is left out
}

// A sumRow is one sum with its words and what is understood of them.
type sumRow struct {
	ID       string
	Number   string
	Figure   string // "At least $10 billion"
	Quote    string // as printed
	Currency string
	Before   string // the words around the quote
	After    string
	Place    link // its commitment, else its pillar, else the document
	Pillar   link // no URL where Place is all there is
	Facts    []fact
	Lines    string
}

// A fact is a word and what it stands for, with links where there is more.
type fact struct {
	Name  string
	Text  string
	Words string // of the document, quoted
	Note  string
	Links []link
}

// An otherRow is a sum of money that is no funding.
type otherRow struct {
	ID, Quote, Currency, Reason, Sentence, Lines string
	Place                                        link
}

func (w *documentWriter) fundingPage() error {
	path := w.doc.Funding
	f, err := w.frame(path, w.documentLink(path))
	if err != nil {
		return err
	}
	v := w.fundingView(path)
	v.frame = f.at(w.Renderer, path, "Money – "+w.doc.Model.Title, v.Finding)
	frames, err := w.embedFrame(site.Embed(path))
	if err != nil {
		return err
	}
	if v.Embed, err = w.embed(path, &v.Meta, w.fundingOffers(frames)...); err != nil {
		return err
	}
	if slices.ContainsFunc(v.Totals, func(t totalTable) bool { return len(t.Bars) > 0 }) {
		v.Sheet = site.Rel(path, w.drawn)
	}
	if err := w.page(path, w.Renderer.funding, "base", v); err != nil {
		return err
	}
	if err := w.tablePages(); err != nil {
		return err
	}
	return w.sumsPages()
}

// sumsPages renders the pages of the sums, where they have pages of their own.
func (w *documentWriter) sumsPages() error {
	if len(w.parts.sums) == 0 {
		return nil
	}
	first := w.doc.SumPage(1, w.parts.sums)
	f, err := w.frame(first, w.documentLink(first), link{URL: site.Rel(first, w.doc.Funding), Label: "Money"})
	if err != nil {
		return err
	}
	for n, l := range w.sumsParts(first) {
		path := site.SumsPart(w.doc.Model.Slug, n)
		v := sumsView{sumRows: w.sumRows(path), Parts: w.sumsParts(path)}
		v.viewHead = viewHead{
			Views: w.views(path), Of: w.doc.Model.Title, Title: "Sums " + l.Label,
			Finding: "Of " + count(len(w.numbers), "sum") + " that the document names, each with its words.",
			More:    link{URL: site.Rel(path, w.doc.Funding), Label: "The totals"},
		}
		v.frame = f.at(w.Renderer, path, v.Title+" – Money – "+w.doc.Model.Title, v.Finding)
		if err := w.page(path, w.Renderer.sums, "base", v); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	return nil
}

// sumsParts leads to the pages of the sums; none where they stand with the
// totals.
func (w *documentWriter) sumsParts(path string) []link {
	var list []link
	for n, first := range w.parts.sums {
		last := len(w.numbers)
		if n+1 < len(w.parts.sums) {
			last = w.parts.sums[n+1] - 1
		}
		to := w.doc.SumPage(first, w.parts.sums)
		list = append(list, link{URL: site.Rel(path, to), Label: span(first, last), Current: to == path})
	}
	return list
}

// span writes the first and the last number of a part: "26–50", "51".
func span(first, last int) string {
	if first == last {
		return number(first)
	}
	return number(first) + "–" + number(last)
}

// sumRows are those that stand on the page at path.
func (w *documentWriter) sumRows(path string) (rows sumRows) {
	for _, e := range w.found.entries() {
		switch {
		case w.doc.SumPage(w.numbers[e], w.parts.sums) != path:
		case e.Class == ledger.Private:
			rows.Private = append(rows.Private, w.sumRow(path, e))
		default:
			rows.Public = append(rows.Public, w.sumRow(path, e))
		}
	}
	return rows
}

// sumPath returns the path of the row of a sum by its number.
func (w *documentWriter) sumPath(n int) string {
	return site.At(w.doc.SumPage(n, w.parts.sums), entryID(n))
}

// fundingView prepares all but the frame.
func (w *documentWriter) fundingView(path string) fundingView {
	v := w.wholeFunding(path)
	w.withoutMoved(path, &v)
	return v
}

// wholeFunding is the view with all tables whole, whatever pages they have of
// their own.
func (w *documentWriter) wholeFunding(path string) fundingView {
	v := fundingView{viewHead: w.viewHead(path, "Money", w.finding, "")}
	v.Totals = w.totalTables(path)
	v.sumRows, v.Parts = w.sumRows(path), w.sumsParts(path)
	if l := w.found.Ledger; l != nil {
		for _, a := range l.Assertions() {
			v.Stated = append(v.Stated, w.statedRow(path, a))
		}
		for i, o := range l.Others {
			v.Others = append(v.Others, w.otherRow(path, i, o))
		}
	}
	return v
}

func (w *documentWriter) statedRow(path string, a ledger.Assertion) statedRow {
	currency := a.Entry.Amount.Currency
	row := statedRow{Total: w.entryLink(path, a.Entry), Words: statedWords(a.Entry), Sum: figure(currency, a.Sum), Verdict: "agrees"}
	for _, part := range a.Parts {
		row.Parts = append(row.Parts, w.entryLink(path, part))
	}
	switch {
	case !a.Holds:
		row.Verdict = "does not agree: " + figure(currency, a.Difference.Abs()) + " " + lessOrMore(a.Difference)
	case !a.Complete:
		row.Verdict = "agrees; the parts named need not be all"
	case !a.Difference.IsZero():
		row.Verdict = "agrees, as far as its bounds tell"
	}
	return row
}

// statedWords returns the words that state a total. The cell of a table holds
// little but the figure, so what it is for stands before it.
func statedWords(e *ledger.Entry) string {
	words := oneLine(e.Sentence)
	if e.Purpose != "" && words == oneLine(e.Quote) {
		return oneLine(e.Purpose) + " … " + words
	}
	return words
}

// lessOrMore says how the parts of a stated total stand to it.
func lessOrMore(difference decimal.Decimal) string {
	if difference.IsNegative() {
		return "more in the parts"
	}
	return "less in the parts"
}

// entryLink leads to the row of a sum.
func (w *documentWriter) entryLink(path string, e *ledger.Entry) link {
	return link{URL: site.Rel(path, w.sumPath(w.numbers[e])), Label: entryFigure(e)}
}

// totalTables makes the tables of totals: by payer, by pillar, and private
// money apart, each with its pictures. At their feet stands what the rows of
// each kind come to.
func (w *documentWriter) totalTables(path string) []totalTable {
	tables := []totalTable{
		{ID: "by-payer", Title: "By payer", Caption: "What each payer gives, by currency and kind of money", Head: "Payer",
			Bars: w.payerPictures(path, w.totals.payers, false), Rows: w.totalRows(path, w.totals.payers, w.payerLink),
			Foot: w.foot(path, "All payers", w.totals.payers, w.totals.flows)},
		{ID: "by-pillar", Title: "By pillar", Caption: "Money in each pillar, all payers together; private money is not in it", Head: "Pillar",
			Bars: w.pillarPictures(path, w.totals.pillars), Rows: w.totalRows(path, w.totals.pillars, w.tallyPillar),
			Foot: w.foot(path, "All pillars", w.totals.pillars, w.totals.flows)},
		{ID: "private", Title: "Private money, apart", Caption: "Money of companies and other private bodies; it is added to no sum above", Head: "Payer",
			Bars: w.payerPictures(path, w.totals.private, true), Rows: w.totalRows(path, w.totals.private, w.payerLink),
			Foot: w.foot(path, "All payers", w.totals.private, w.totals.privateFlows)},
	}
	return slices.DeleteFunc(tables, func(t totalTable) bool {
		return len(t.Rows) == 0 || t.ID == "by-pillar" && len(w.doc.Pillars) == 1
	})
}

// foot makes the rows at the foot of a table: all that is of one kind together,
// where the table has more than one row of it.
func (w *documentWriter) foot(path, name string, list, together []tally) []totalRow {
	var rows []totalRow
	for _, t := range together {
		if t.added && sameKind(list, t) > 1 {
			rows = append(rows, w.totalRow(path, link{Label: name}, t))
		}
	}
	return rows
}

func (w *documentWriter) totalRows(path string, list []tally, name func(string, tally) link) []totalRow {
	var rows []totalRow
	for _, t := range list {
		rows = append(rows, w.totalRow(path, name(path, t), t))
	}
	return rows
}

func (w *documentWriter) totalRow(path string, name link, t tally) totalRow {
	if !t.added {
		row := totalRow{Name: name, Amount: capital(t.amount()), Left: number(len(t.rows)) + " left out"}
		for _, r := range t.rows {
			row.Without = append(row.Without, w.rowLink(path, r, without(r)))
		}
		w.bound(&row)
		return row
	}
	kind := t.total.Kind()
	row := totalRow{Name: name, Flow: kindName(kind), Currency: kind.Currency, Amount: capital(t.amount())}
	for _, r := range t.total.Rows() {
		row.Adds = append(row.Adds, w.rowLink(path, r, ""))
	}
	for _, l := range t.total.Left() {
		row.Without = append(row.Without, w.rowLink(path, l.Row, l.Reason))
	}
	row.Count = count(len(row.Adds), "sum")
	if n := len(row.Without); n > 0 {
		row.Left = number(n) + " left out"
	}
	if n := t.total.Vague(); n > 0 {
		row.Vague = "and " + count(n, "sum") + " without a figure"
	}
	w.bound(&row)
	return row
}

// maxProof bounds the sums that one total lists, of those that it adds and of
// those that it leaves out, so that a row fits on a page.
const maxProof = 150

// bound cuts the lists of a total, but for a folded document, and counts what
// they leave out.
func (w *documentWriter) bound(row *totalRow) {
	n := len(row.Adds) + len(row.Without)
	if w.doc.Folded() {
		return
	}
	row.Adds = row.Adds[:min(maxProof, len(row.Adds))]
	row.Without = row.Without[:min(maxProof, len(row.Without))]
	if n -= len(row.Adds) + len(row.Without); n > 0 {
		row.More = number(n) + " more " + plural(n, "stands", "stand") + " among the sums, each with its words"
	}
}

func (w *documentWriter) rowLink(path string, r ledger.Row, why string) sumLink {
	return sumLink{link: link{URL: site.Rel(path, w.sumPath(r.Number)), Label: rowFigure(r), Number: strconv.Itoa(r.Number)}, Why: why}
}

func (w *documentWriter) sumURL(path string, e *ledger.Entry) string {
	return site.Rel(path, w.sumPath(w.numbers[e]))
}

func (w *documentWriter) payerLink(path string, t tally) link {
	l := link{Label: t.payerName()}
	if t.party != nil && w.hasPage[t.party] {
		l.URL = site.Rel(path, w.doc.Party(idOf(t.party)))
	}
	return l
}

func (w *documentWriter) tallyPillar(path string, t tally) link {
	for _, p := range w.doc.Pillars {
		if p.Model.Number == t.name {
			return pillarLink(path, p)
		}
	}
	return link{Label: "Outside the pillars"}
}

// sumRow prepares one sum of the ledger.
func (w *documentWriter) sumRow(path string, e *ledger.Entry) sumRow {
	row := sumRow{
		ID: entryID(w.numbers[e]), Number: strconv.Itoa(w.numbers[e]), Figure: capital(entryFigure(e)), Quote: oneLine(e.Quote),
		Currency: e.Amount.Currency, Lines: lines(w.doc.Model.Source, e.Span),
	}
	row.Before, row.After = w.around(e)
	row.Place, row.Pillar = w.place(path, e.Commitment, e.Pillar)
	row.Facts = w.sumFacts(path, e)
	return row
}

// sumFacts says what is understood of a sum.
func (w *documentWriter) sumFacts(path string, e *ledger.Entry) []fact {
	payer := fact{Name: "Payer", Text: payerNames(e), Words: oneLine(e.Payer.Words)}
	if payer.Text == "" && payer.Words == "" {
		payer.Text = "not named"
	}
	if payer.Text == payer.Words || payer.Text == strings.TrimPrefix(strings.TrimPrefix(payer.Words, "The "), "the ") {
		payer.Words = ""
	}
	if e.Payer.Inferred {
		payer.Note = "from the words around it"
	}
	for _, p := range e.Payer.Parties {
		if w.hasPage[p] {
			payer.Links = append(payer.Links, link{URL: site.Rel(path, w.doc.Party(idOf(p))), Label: p.Name})
		}
	}
	if len(payer.Links) == len(e.Payer.Parties) && len(payer.Links) > 0 {
		payer.Text = ""
	} else {
		payer.Links = nil
	}
	facts := []fact{payer, {Name: "Whose money", Text: e.Class.String()}, {Name: "How firm", Text: e.Status.String()}, {Name: "Kind of money", Text: e.Flow.String()}}
	if e.Purpose != "" {
		facts = append(facts, fact{Name: "For", Words: oneLine(e.Purpose)})
	}
	if p := periodWords(e.Period); p != "" {
		facts = append(facts, fact{Name: "When", Text: p})
	}
	if e.Unit != "" {
		facts = append(facts, fact{Name: "Rate", Text: rateWords("per " + e.Unit)})
	}
	for _, a := range e.Equivalents {
		facts = append(facts, fact{Name: "Also given as", Text: bounded(a.Currency, a.Min, a.Max, a.Qualifier)})
	}
	return append(facts, w.relation(path, e))
}

// payerNames names the parties that pay a sum; empty where none of the table
// does.
func payerNames(e *ledger.Entry) string {
	var names []string
	for _, p := range e.Payer.Parties {
		names = append(names, p.Name)
	}
	return enumerate(names)
}

// entryFigure writes a sum as it is understood, whatever the text leaves to the
// head of a column; one without a figure as it is printed.
func entryFigure(e *ledger.Entry) string {
	a := e.Amount
	if !a.Min.Valid && !a.Max.Valid {
		return oneLine(e.Quote)
	}
	return bounded(a.Currency, a.Min, a.Max, a.Qualifier)
}

func rowFigure(r ledger.Row) string {
	if !r.Min.Valid && !r.Max.Valid {
		return oneLine(r.Quote)
	}
	return bounded(r.Kind.Currency, r.Min, r.Max, r.Qualifier)
}

// relation says what a sum has to do with others.
func (w *documentWriter) relation(path string, e *ledger.Entry) fact {
	if why := uncounted(e.Relation, e.Flow, e.Amount.Min, e.Amount.Max); why != "" && e.Relation == ledger.New {
		return fact{Name: "Counted", Text: "no, " + why}
	}
	f := fact{Name: "Counted", Text: relationWords[e.Relation], Note: e.Why}
	for _, o := range e.Of {
		f.Links = append(f.Links, link{URL: w.sumURL(path, o), Label: entryFigure(o), Number: strconv.Itoa(w.numbers[o])})
	}
	if e.Relation == ledger.New {
		f.Note = ""
	}
	return f
}

var relationWords = map[ledger.Relation]string{
	ledger.New:      "yes, it is new here",
	ledger.Restates: "no, it says again",
	ledger.Part:     "no, it is part of",
	ledger.Includes: "no, it is a total of",
}

// flowNames are the kinds of money for a reader.
var flowNames = map[ledger.Flow]string{
	ledger.Commitment:   "Committed",
	ledger.Announcement: "Announced",
	ledger.Investment:   "Private investment",
	ledger.Loan:         "Loans and guarantees",
	ledger.Request:      "Asked of a legislature",
	ledger.Aim:          "Aimed at",
	ledger.History:      "Given before",
}

// around returns the words of a sum's sentence ahead of it and behind it.
func (w *documentWriter) around(e *ledger.Entry) (before, after string) {
	nth := 0
	for _, o := range w.found.Ledger.Entries {
		if o == e {
			break
		}
		if o.SentenceSpan == e.SentenceSpan && o.Span.Start != e.Span.Start {
			nth += strings.Count(o.Quote, e.Quote)
		}
	}
	at := 0
	for i := 0; ; i++ {
		next := strings.Index(e.Sentence[at:], e.Quote)
		if next < 0 {
			return oneLine(e.Sentence) + " ", ""
		}
		at += next
		if i == nth {
			break
		}
		at += len(e.Quote)
	}
	return spread(e.Sentence[:at]), spread(e.Sentence[at+len(e.Quote):])
}

// place links to where something stands: its commitment and the pillar of it,
// else its pillar, else the document. A pillar that the document does not name
// tells nothing about a place.
func (w *documentWriter) place(path string, m *factsheet.Commitment, q *factsheet.Pillar) (place, pillar link) {
	if c := w.doc.Commitment(m); c != nil {
		place = link{URL: site.Rel(path, c.Path), Number: m.Number, Label: m.Title}
		if !c.Pillar.Model.Implicit {
			pillar = pillarLink(path, c.Pillar)
		}
		return place, pillar
	}
	if p := w.doc.Pillar(q); p != nil {
		return pillarLink(path, p), link{}
	}
	return w.documentLink(path), link{}
}

func (w *documentWriter) otherRow(path string, i int, o ledger.Other) otherRow {
	row := otherRow{ID: otherID(i), Quote: oneLine(o.Quote), Currency: o.Amount.Currency, Reason: o.Reason, Sentence: oneLine(o.Sentence), Lines: lines(w.doc.Model.Source, o.Span)}
	row.Place, _ = w.place(path, o.Commitment, nil)
	return row
}

// twins lists the files with the data of a view; the empty view is the money.
func (w *documentWriter) twins(path string, view site.View) []link {
	var list []link
	for _, t := range twins {
		if t.view == view && slices.Contains(w.found.Data, t.name) {
			list = append(list, link{URL: site.Rel(path, w.doc.Model.Slug+"/"+t.name), Label: t.label})
		}
	}
	return list
}

// views lists the pages about the document, for the one at path.
func (w *documentWriter) views(path string) []link {
	all := []link{{URL: w.doc.Path, Label: "Document"}, {URL: w.doc.List, Label: "Commitments"}, {URL: w.doc.Funding, Label: "Money"}, {URL: w.doc.Deadlines, Label: "Deadlines"}, {URL: w.doc.Parties, Label: "Parties"}}
	var list []link
	for _, l := range all {
		if l.URL != "" {
			part := strings.HasPrefix(path, strings.TrimSuffix(l.URL, ".html")+"/") // such as commitments/2.html
			list = append(list, link{URL: site.Rel(path, l.URL), Label: l.Label, Current: part || l.URL == path})
		}
	}
	return list
}
