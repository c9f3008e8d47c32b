package page

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/output"
	"communique/internal/party"
	"communique/internal/related"
	"communique/internal/role"
	"communique/internal/site"
)

// Document renders every page of one document and its part of the site map,
// and returns what the pages across documents say of it. The plan must have
// the views that the findings fill (see [Findings.Views]).
func (r *Renderer) Document(sink output.Sink, d *site.Document, f Findings) (Summary, error) {
	w := r.documentWriter(sink, d, f)
	for _, page := range []func() error{w.documentPage, w.fundingPage, w.deadlinesPage, w.partiesPage, w.listPages, w.namesPage, w.cards} {
		if err := page(); err != nil {
			return Summary{}, err
		}
	}
	for _, p := range d.Pillars {
		if err := w.pillarPages(p); err != nil {
			return Summary{}, err
		}
	}
	s := w.summary()
	var err error
	if s.search, err = w.indexWords(); err != nil {
		return Summary{}, err
	}
	return s, w.documentSitemap()
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

	parts division // what stands on which of several pages

	order      []*factsheet.Commitment // as relations count them
	relations  map[*factsheet.Commitment][]related.Relation
	directives map[*factsheet.Commitment]string // that find their words in the original

	edition, provenance string // of the document, for pages in frames
}

func (r *Renderer) documentWriter(sink output.Sink, d *site.Document, f Findings) *documentWriter {
	w := &documentWriter{
		writer: writer{Renderer: r, sink: sink}, doc: d, origin: r.origin(d), found: f, totals: documentTotals(f), hasPage: map[*party.Party]bool{}, numbers: f.numbers(),
		sums: map[*factsheet.Commitment][]*ledger.Entry{}, times: map[*factsheet.Commitment][]int{}, roles: map[*factsheet.Commitment][]role.Part{},
	}
	w.finding = finding(f, w.totals)
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
	w.arrange()
	w.rows = w.spots()
	w.relations = w.kinOf()
	if w.origin.Original != "" {
		w.directives = directives(d.Model)
	}
	if r.settings.Has(site.Embeds) {
		w.edition = edition(d.Model.Source.Data)
		w.provenance = provenance(w.origin, w.edition)
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
	f := w.Renderer.frame(path).in(w.origin.Language)
	f.Meta = f.Meta.article(w)
	f.Colophon = &colophon{
		Title:    w.origin.Title,
		Count:    placed(w.doc.Commitments, realPillars(w.doc)),
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
	return contents(commitments, pillars) + ", every word placed"
}

// documentView is the view of document.html.
type documentView struct {
	frame
	Title   string
	Long    bool // it is set smaller
	Origin  origin
	Counts  string
	Glance  []glance
	Views   []link
	Finding string       // on the money
	Bars    []barPicture // what is committed
	Money   []totalRow   // other totals
	Private []totalRow
	Funding link
	Sums    bool      // there are any
	Next    []whenRow // what falls due; the first few
	Due     string    // the head above them
	Times   link      // to all deadlines; no URL where there are none
	Parties link      // no URL where none is named
	Intro   []block
	Doors   []door
	Cite    citation
	Embed   *embedSection
	Items   []item // of the only pillar, in the place of its door
	All     link   // to the page of the only pillar; no URL where there are several
	Notes   []block
}

// A door leads to a pillar.
type door struct {
	link
	Hue   string // class of its colour; may be empty
	Count string // "12 commitments"
	Sum   string // "$3.5 billion committed"; may be empty
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
		Title:   display(d.Model.Title),
		Long:    isLong(d.Model.Title),
		Origin:  w.origin,
		Counts:  contents(d.Commitments, realPillars(d)),
		Views:   w.views(d.Path),
		Finding: w.finding,
		Sums:    w.finding != noMoney,
		Private: w.totalRows(d.Path, firstAdded(w.totals.private), w.payerLink),
		Funding: link{URL: site.Rel(d.Path, d.Funding), Label: "All sums, with their words"},
		Intro:   flow.blocks(d.Model.Intro),
		Notes:   flow.blocks(d.Model.Notes),
		Cite:    w.documentCitation(),
	}
	v.Meta.Data, v.Meta.Copy = w.documentFacts(), site.Rel(d.Path, w.copyScript)
	drawn, rest := overview(func(t tally) link { return w.payerLink(d.Path, t) }, w.totals.payers)
	if weighAll(v.Intro)+weighAll(v.Notes) > maxIntro {
		drawn, rest = nil, w.totals.payers // the words come first; the page of the money draws
	}
	v.Bars, v.Money = drawn, w.totalRows(d.Path, firstAdded(rest), w.payerLink)
	if len(v.Bars) > 0 {
		v.Sheet = site.Rel(d.Path, w.drawn)
	}
	w.pillarsOn(&v)
	w.dueOn(&v)
	v.Glance = append(glanceCounts(d.Commitments, realPillars(d)), glanceMoney(w.totals.payers, v.Funding.URL)...)
	v.Glance = worthwhile(append(v.Glance, w.glanceDue(v.Next, v.Times.URL)...))
	frames, err := w.embedFrame(site.Embed(d.Path))
	if err != nil {
		return err
	}
	if v.Embed, err = w.embed(d.Path, &v.Meta, w.documentOffer(frames, &v)); err != nil {
		return err
	}
	return w.page(d.Path, w.document, "base", v)
}

// maxIntro is how much words of its own the document's page may have and still
// draw, in bytes as a scale weighs.
const maxIntro = 2200

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
	v.Times = link{URL: site.Rel(path, w.doc.Deadlines), Label: "The deadline with its words"}
	if n := len(w.found.Deadlines); n > 1 {
		v.Times.Label = "All " + count(n, "deadline")
	}
	list := w.next()
	v.Due = "What falls due next"
	if len(list) == 0 {
		list, v.Due = w.due(), "What falls due"
	}
	for _, i := range list[:min(maxNext, len(list))] {
		row := w.whenRow(path, i)
		row.ID = site.Rel(path, w.deadlinePath(i))
		v.Next = append(v.Next, row)
	}
}

// pillarColour returns the class of the colour of a pillar by its index; what
// the document does not name as a pillar has none.
func pillarColour(index int, implicit bool) string {
	if implicit {
		return ""
	}
	return hue(index)
}

// maxInPlace bounds the commitments that the document's page lists where there
// is only one pillar.
const maxInPlace = 40

// pillarsOn shows on the document's page the doors to the pillars, or what is
// behind the only one.
func (w *documentWriter) pillarsOn(v *documentView) {
	path := w.doc.Path
	if len(w.doc.Pillars) == 1 {
		p := w.doc.Pillars[0]
		for _, c := range p.Commitments[:min(maxInPlace, len(p.Commitments))] {
			if c.Parent == nil {
				it := w.item(path, c)
				it.unnamed()
				v.Items = append(v.Items, it)
			}
		}
		v.All = link{URL: site.Rel(path, p.Path), Label: "The whole text, with its commitments in their places"}
		return
	}
	for i, p := range w.doc.Pillars {
		m := p.Model
		v.Doors = append(v.Doors, pillarDoor(path, site.PillarSummary{
			Number: m.Number, Heading: m.Heading, Level: m.Level, Implicit: m.Implicit, Path: p.Path, Commitments: len(p.Commitments),
		}, i, w.totals.pillars))
	}
}

// pillarDoor makes the door to a pillar by its index; sums are the totals of
// all pillars.
func pillarDoor(from string, p site.PillarSummary, index int, sums []tally) door {
	d := door{
		link:  link{URL: site.Rel(from, p.Path), Number: p.Number, Label: p.Heading},
		Hue:   pillarColour(index, p.Implicit),
		Count: count(p.Commitments, "commitment"),
		Sum:   pillarSum(sums, p.Number),
		Level: min(p.Level, maxDepth),
	}
	if p.Implicit {
		d.Number = ""
	}
	return d
}

// glanceDue is the first of the deadlines shown on the document's page.
func (w *documentWriter) glanceDue(rows []whenRow, url string) []glance {
	if len(rows) == 0 || rows[0].When == "" {
		return nil
	}
	switch {
	case w.found.Clock.IsZero():
		return []glance{{Value: capital(rows[0].When), Label: "first deadline", URL: url}}
	case rows[0].State == "open":
		return []glance{{Value: capital(rows[0].When), Label: "next deadline", URL: url}}
	}
	return []glance{{Value: number(len(w.found.Deadlines)), Label: plural(len(w.found.Deadlines), "deadline, past", "deadlines, all past"), URL: url}}
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
	Number   string // empty for what the document does not name
	Heading  template.HTML
	Source   string // value of data-source for the heading; empty where it is ours
	Count    string
	Kinds    []string // "8 pledges", "1 acknowledgement"; empty where there is no commitment
	Document link
	Blocks   []block
	Money    []totalRow
	Funding  link // no URL where the pillar has no money
	Guess    string
	Embed    *embedSection
	Prev     *link
	Next     *link
}

// An item is a commitment in a list.
type item struct {
	link
	ID       string // of the entry, on its pillar's page
	Kind     string
	Class    string // "pledge", "acknowledgement", …
	Sums     string // "$2.5 billion, $1 billion"; may be empty
	Children []item
}

// items lists commitments on the page at path.
func (w *documentWriter) items(path string, commitments []*factsheet.Commitment) []item {
	out := make([]item, 0, len(commitments))
	for _, m := range commitments {
		out = append(out, w.item(path, w.doc.Commitment(m)))
	}
	return out
}

func (w *documentWriter) item(path string, c *site.Commitment) item {
	m := c.Model
	return item{
		link:     link{URL: site.Rel(path, c.Path), Number: m.Number, Label: m.Title},
		ID:       c.ID,
		Kind:     m.Kind.String(),
		Class:    kindClasses[m.Kind],
		Sums:     w.itemSums(m),
		Children: w.items(path, m.Children),
	}
}

// unnamed takes the IDs from an entry and those under it, for a page on which
// nothing leads to them.
func (i *item) unnamed() {
	i.ID = ""
	for n := range i.Children {
		i.Children[n].unnamed()
	}
}

// maxItemSums bounds the sums that an entry of a list names.
const maxItemSums = 2

// itemSums names the sums of a commitment for an entry of a list.
func (w *documentWriter) itemSums(m *factsheet.Commitment) string {
	var out []string
	for _, e := range w.sums[m] {
		if !e.Amount.Min.Valid && !e.Amount.Max.Valid {
			continue
		}
		if len(out) == maxItemSums {
			return strings.Join(out, ", ") + " …"
		}
		out = append(out, entryFigure(e))
	}
	return strings.Join(out, ", ")
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
	f.Hue = w.hueOf(p)
	inner.Hue = f.Hue
	frames, err := w.embedFrame(site.Embed(p.Path))
	if err != nil {
		return err
	}
	frames.Hue = f.Hue
	if err := w.pillarPage(f, frames, p); err != nil {
		return err
	}
	if len(p.Commitments) == 0 {
		return nil
	}
	list, err := w.list(p)
	if err != nil {
		return err
	}
	list.facts = w.pillarLinks(p)
	for _, c := range p.Commitments {
		if err := w.commitmentPage(inner, frames, list, c); err != nil {
			return err
		}
	}
	return nil
}

// hueOf returns the class of the colour of a pillar.
func (w *documentWriter) hueOf(p *site.Pillar) string {
	return pillarColour(slices.Index(w.doc.Pillars, p), p.Model.Implicit)
}

func (w *documentWriter) documentLink(from string) link {
	return link{URL: site.Rel(from, w.doc.Path), Label: w.doc.Model.Title}
}

func pillarLink(from string, p *site.Pillar) link {
	l := link{URL: site.Rel(from, p.Path), Number: p.Model.Number, Label: p.Model.Heading}
	if p.Model.Implicit {
		l.Number = ""
	}
	return l
}

func (w *documentWriter) pillarPage(f frame, frames embedFrame, p *site.Pillar) error {
	v := pillarView{
		frame:    f.at(w.Renderer, p.Path, numbered(pillarLink(p.Path, p))+" – "+w.doc.Model.Title, firstWords(p.Model.Parts)),
		Number:   pillarLink(p.Path, p).Number,
		Kinds:    kinds(p.Commitments),
		Document: w.documentLink(p.Path),
		Count:    count(len(p.Commitments), "commitment"),
		Blocks:   w.flow(p.Path).blocks(p.Model.Parts),
		Guess:    sentence(string(p.Model.Guess)),
	}
	v.Meta.Data, v.Meta.Image = w.pillarFacts(p), w.card(p.Card, w.doc.Card)
	v.Money = w.pillarMoney(p)
	if len(v.Money) > 0 {
		v.Funding = link{URL: site.Rel(p.Path, w.doc.Funding), Label: "All sums, with their words"}
	}
	v.Heading, v.Source = pillarHeading(p)
	if p.Prev != nil {
		l := pillarLink(p.Path, p.Prev)
		v.Prev = &l
	}
	if p.Next != nil {
		l := pillarLink(p.Path, p.Next)
		v.Next = &l
	}
	var err error
	if v.Embed, err = w.pillarEmbeds(frames, p, &v.Meta); err != nil {
		return err
	}
	return w.page(p.Path, w.pillar, "base", v)
}

// pillarHeading returns the heading of a pillar and its place in the source,
// which is empty where the words are ours.
func pillarHeading(p *site.Pillar) (heading template.HTML, place string) {
	if place = spanAttribute(p.Model.Title.Span()); place == "" {
		return markup(factsheet.Text{{Text: p.Model.Heading}}, 0), ""
	}
	return markup(p.Model.Title, common(p.Model.Title)), place
}

// numbered writes a link's number and words.
func numbered(l link) string { return strings.TrimSpace(l.Number + " " + l.Label) }

// kinds counts commitments by kind: "8 pledges", "1 acknowledgement".
func kinds(list []*site.Commitment) []string {
	n := map[factsheet.Kind]int{}
	for _, c := range list {
		n[c.Model.Kind]++
	}
	var out []string
	for _, k := range kindCounts {
		if n[k.kind] > 0 {
			out = append(out, number(n[k.kind])+" "+plural(n[k.kind], k.one, k.many))
		}
	}
	return out
}

// kindCounts are the words for one commitment of a kind and for several.
var kindCounts = []struct {
	kind      factsheet.Kind
	one, many string
}{
	{factsheet.Pledge, "pledge", "pledges"},
	{factsheet.Acknowledgement, "acknowledgement", "acknowledgements"},
	{factsheet.Principle, "statement of principle", "statements of principle"},
	{factsheet.Existing, "existing programme", "existing programmes"},
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
