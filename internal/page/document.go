package page

import (
	"html/template"
	"net/url"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/output"
	"communique/internal/party"
	"communique/internal/role"
	"communique/internal/site"
)

// Document renders every page of one document and its part of the site map,
// and returns what the pages across documents say of it. The plan must have
// the views that the findings fill (see [Findings.Views]).
func (r *Renderer) Document(sink output.Sink, d *site.Document, f Findings) (Summary, error) {
	w := r.documentWriter(sink, d, f)
	for _, page := range []func() error{w.documentPage, w.fundingPage, w.deadlinesPage, w.partiesPage} {
		if err := page(); err != nil {
			return Summary{}, err
		}
	}
	for _, p := range d.Pillars {
		if err := w.pillarPages(p); err != nil {
			return Summary{}, err
		}
	}
	return w.summary(), w.documentSitemap()
}

// A documentWriter renders the pages of one document.
type documentWriter struct {
	writer
	doc    *site.Document
	origin origin

	found   Findings
	totals  totals
	finding string   // on the money
	rows    []spot   // places in the source that have a row
	known   []*known // parties, by kind and name
	hasPage map[*party.Party]bool
	numbers map[*ledger.Entry]int // of the rows of sums
	sums    map[*factsheet.Commitment][]*ledger.Entry
	times   map[*factsheet.Commitment][]int // indexes of the deadlines
	roles   map[*factsheet.Commitment][]role.Part
}

func (r *Renderer) documentWriter(sink output.Sink, d *site.Document, f Findings) *documentWriter {
	w := &documentWriter{
		writer: writer{Renderer: r, sink: sink}, doc: d, origin: r.origin(d), found: f, totals: documentTotals(f), hasPage: map[*party.Party]bool{}, numbers: f.numbers(),
		sums: map[*factsheet.Commitment][]*ledger.Entry{}, times: map[*factsheet.Commitment][]int{}, roles: map[*factsheet.Commitment][]role.Part{},
	}
	w.finding = finding(f, w.totals)
	w.rows = w.spots()
	w.known = f.gather()
	sortKnown(w.known)
	for _, k := range w.known {
		w.hasPage[k.party] = d.Parties != ""
	}
	for _, e := range f.entries() {
		w.sums[e.Commitment] = append(w.sums[e.Commitment], e)
	}
	if d.Deadlines != "" {
		for i, t := range f.Deadlines {
			w.times[t.Passage.Commitment] = append(w.times[t.Passage.Commitment], i)
		}
	}
	for _, part := range f.Roles {
		w.roles[part.Commitment] = append(w.roles[part.Commitment], part)
	}
	return w
}

// An origin says where the words of a document are from.
type origin struct {
	Title     string
	Publisher string
	Published day
	Modified  day // zero where it is the day of publication
	Language  string
	Original  string // address, empty if not known
	Host      string // of the original: "www.example.org"
	Archive   string // address, empty if not known
}

func (r *Renderer) origin(d *site.Document) origin {
	meta := d.Model.Source.Meta
	o := origin{
		Title:     d.Model.Title,
		Publisher: meta.Publisher,
		Published: date(meta.Published),
		Modified:  date(meta.Modified),
		Language:  meta.Language,
	}
	if o.Modified == o.Published {
		o.Modified = day{}
	}
	if o.Language == "" {
		o.Language = r.settings.Language
	}
	if webAddress(meta.Permalink) {
		o.Original, o.Host = meta.Permalink, host(meta.Permalink)
	}
	if webAddress(meta.Archive) {
		o.Archive = meta.Archive
	}
	return o
}

// host returns the name of the host of an address, empty if it has none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// frame makes the frame for pages of a folder of the document; path is one of
// them. The crumbs lead from the home page to the last of the given links.
func (w *documentWriter) frame(path string, crumbs ...link) (frame, error) {
	f := w.Renderer.frame(path)
	f.Lang = w.origin.Language
	f.Colophon = &colophon{
		Title:    w.origin.Title,
		Count:    placed(w.doc.Commitments, len(w.doc.Pillars)),
		Original: w.origin.Original,
		Archive:  w.origin.Archive,
	}
	crumbs = append([]link{{URL: f.Home.URL, Label: "Home"}}, crumbs...)
	var err error
	f.Crumbs, err = w.fragment("crumbs", crumbs)
	return f, err
}

// placed is the promise that every build proves for a document.
func placed(commitments, pillars int) string {
	return count(commitments, "commitment") + " in " + count(pillars, "pillar") + ", every word placed"
}

// documentView is the view of document.html.
type documentView struct {
	frame
	Title   string
	Origin  origin
	Counts  string
	Views   []link
	Finding string // on the money
	Money   []totalRow
	Private []totalRow
	Funding link
	Next    []whenRow // what falls due; the first few
	Due     string    // the head above them
	Times   link      // to all deadlines; no URL where there are none
	Parties link      // no URL where none is named
	Intro   []block
	Doors   []door
	Notes   []block
}

// A door leads to a pillar.
type door struct {
	link
	Count string // "12 commitments"
	Level int    // 1 for the outermost; inner ones are indented
}

func (w *documentWriter) documentPage() error {
	d := w.doc
	f, err := w.frame(d.Path)
	if err != nil {
		return err
	}
	flow := w.flow(d.Path)
	v := documentView{
		frame:   f.at(w.Renderer, d.Path, d.Model.Title, firstWords(d.Model.Intro)),
		Title:   d.Model.Title,
		Origin:  w.origin,
		Counts:  count(d.Commitments, "commitment") + " in " + count(len(d.Pillars), "pillar"),
		Views:   w.views(d.Path),
		Finding: w.finding,
		Money:   w.totalRows(d.Path, firstAdded(w.totals.payers), w.payerLink),
		Private: w.totalRows(d.Path, firstAdded(w.totals.private), w.payerLink),
		Funding: link{URL: site.Rel(d.Path, d.Funding), Label: "All sums, with their words"},
		Intro:   flow.blocks(d.Model.Intro),
		Notes:   flow.blocks(d.Model.Notes),
	}
	for _, p := range d.Pillars {
		v.Doors = append(v.Doors, pillarDoor(d.Path, p.Path, p.Model.Number, p.Model.Heading, p.Model.Level, len(p.Commitments)))
	}
	w.dueOn(&v)
	return w.page(d.Path, w.document, "base", v)
}

// maxShown bounds the totals that the document's page shows of those on its
// funding page.
const maxShown = 8

func firstAdded(list []tally) []tally {
	var out []tally
	for _, t := range list {
		if t.added && len(out) < maxShown {
			out = append(out, t)
		}
	}
	return out
}

// dueOn shows on the document's page what falls due, and leads to its parties.
func (w *documentWriter) dueOn(v *documentView) {
	path := w.doc.Path
	if w.doc.Parties != "" {
		v.Parties = link{URL: site.Rel(path, w.doc.Parties), Label: countParties(len(w.known))}
	}
	if w.doc.Deadlines == "" {
		return
	}
	v.Times = link{URL: site.Rel(path, w.doc.Deadlines), Label: "All " + count(len(w.found.Deadlines), "deadline")}
	list := w.next()
	v.Due = "What falls due next"
	if len(list) == 0 {
		list, v.Due = w.due(), "What falls due"
	}
	for _, i := range list[:min(maxNext, len(list))] {
		row := w.whenRow(path, i)
		row.ID = site.Rel(path, w.doc.Deadlines+"#"+row.ID)
		v.Next = append(v.Next, row)
	}
}

func pillarDoor(from, to, num, heading string, level, commitments int) door {
	return door{
		link:  link{URL: site.Rel(from, to), Number: num, Label: heading},
		Count: count(commitments, "commitment"),
		Level: min(level, maxDepth),
	}
}

// flow prepares the parts shown on the page at path.
func (w *documentWriter) flow(path string) flow {
	return flow{
		notes: w.noter(path),
		lines: func(s factsheet.Span) string { return lines(w.doc.Model.Source, s) },
		items: func(g *factsheet.Group) []item { return w.items(path, g.Items) },
	}
}

// firstWords returns the words of the first paragraph that has any.
func firstWords(parts []factsheet.Part) string {
	for _, part := range parts {
		if p, ok := part.(*factsheet.Paragraph); ok && len(p.Text) > 0 {
			return p.Text.String()
		}
	}
	return ""
}

// pillarView is the view of pillar.html.
type pillarView struct {
	frame
	Place   string // "Pillar 2 of 4"
	Heading template.HTML
	Source  string // value of data-source for the heading; empty where it is ours
	Count   string
	Blocks  []block
	Money   []totalRow
	Funding link // no URL where the pillar has no money
	Guess   string
	Prev    *link
	Next    *link
}

// An item is a commitment in a list.
type item struct {
	link
	ID       string // of the entry, on its pillar's page
	Kind     string
	Class    string // "pledge", "acknowledgement", …
	Children []item
}

// items lists commitments on the page at path.
func (w *documentWriter) items(path string, commitments []*factsheet.Commitment) []item {
	out := make([]item, 0, len(commitments))
	for _, m := range commitments {
		c := w.doc.Commitment(m)
		out = append(out, item{
			link:     link{URL: site.Rel(path, c.Path), Number: m.Number, Label: m.Title},
			ID:       c.ID,
			Kind:     m.Kind.String(),
			Class:    kindClasses[m.Kind],
			Children: w.items(path, m.Children),
		})
	}
	return out
}

var kindClasses = map[factsheet.Kind]string{
	factsheet.Pledge:          "pledge",
	factsheet.Acknowledgement: "acknowledgement",
	factsheet.Principle:       "principle",
	factsheet.Existing:        "existing",
}

// pillarPages renders the page of a pillar and those of its commitments.
func (w *documentWriter) pillarPages(p *site.Pillar) error {
	inner, err := w.frame(p.Path, w.documentLink(p.Path), pillarLink(p.Path, p))
	if err != nil {
		return err
	}
	f, err := w.frame(p.Path, w.documentLink(p.Path))
	if err != nil {
		return err
	}
	if err := w.pillarPage(f, p); err != nil {
		return err
	}
	if len(p.Commitments) == 0 {
		return nil
	}
	list, err := w.list(p)
	if err != nil {
		return err
	}
	for _, c := range p.Commitments {
		if err := w.commitmentPage(inner, list, c); err != nil {
			return err
		}
	}
	return nil
}

func (w *documentWriter) documentLink(from string) link {
	return link{URL: site.Rel(from, w.doc.Path), Label: w.doc.Model.Title}
}

func pillarLink(from string, p *site.Pillar) link {
	return link{URL: site.Rel(from, p.Path), Number: p.Model.Number, Label: p.Model.Heading}
}

func (w *documentWriter) pillarPage(f frame, p *site.Pillar) error {
	v := pillarView{
		frame:   f.at(w.Renderer, p.Path, p.Model.Number+" "+p.Model.Heading+" – "+w.doc.Model.Title, firstWords(p.Model.Parts)),
		Place:   "Pillar " + p.Model.Number,
		Source:  spanAttribute(p.Model.Title.Span()),
		Heading: markup(p.Model.Title, common(p.Model.Title)),
		Count:   count(len(p.Commitments), "commitment"),
		Blocks:  w.flow(p.Path).blocks(p.Model.Parts),
		Guess:   sentence(string(p.Model.Guess)),
	}
	v.Money = w.pillarMoney(p)
	if len(v.Money) > 0 {
		v.Funding = link{URL: site.Rel(p.Path, w.doc.Funding), Label: "All sums, with their words"}
	}
	if v.Source == "" {
		v.Heading = markup(factsheet.Text{{Text: p.Model.Heading}}, 0)
	}
	if p.Prev != nil {
		l := pillarLink(p.Path, p.Prev)
		v.Prev = &l
	}
	if p.Next != nil {
		l := pillarLink(p.Path, p.Next)
		v.Next = &l
	}
	return w.page(p.Path, w.pillar, "base", v)
}

// pillarMoney returns the totals of a pillar; those of private money say so in
// their names.
func (w *documentWriter) pillarMoney(p *site.Pillar) []totalRow {
	var rows []totalRow
	for _, t := range w.totals.pillars {
		if t.name == p.Model.Number && t.added {
			rows = append(rows, w.totalRow(p.Path, link{Label: kindName(t.total.Kind())}, t))
		}
	}
	for _, t := range w.totals.privatePillars {
		if t.name == p.Model.Number && t.added {
			rows = append(rows, w.totalRow(p.Path, link{Label: "Private money, not added"}, t))
		}
	}
	return rows
}
