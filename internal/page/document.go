package page

import (
	"html/template"
	"net/url"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/output"
	"communique/internal/site"
)

// Document renders every page of one document and its part of the site map.
// The amounts are those found in the document, in reading order.
func (r *Renderer) Document(sink output.Sink, d *site.Document, amounts []Amount) error {
	w := &documentWriter{writer: writer{Renderer: r, sink: sink}, doc: d, origin: r.origin(d)}
	if err := w.documentPage(len(amounts)); err != nil {
		return err
	}
	if err := w.fundingPage(amounts); err != nil {
		return err
	}
	for _, p := range d.Pillars {
		if err := w.pillarPages(p); err != nil {
			return err
		}
	}
	return w.documentSitemap()
}

// A documentWriter renders the pages of one document.
type documentWriter struct {
	writer
	doc    *site.Document
	origin origin
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
	Funding link
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

func (w *documentWriter) documentPage(amounts int) error {
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
		Funding: link{URL: site.Rel(d.Path, d.Funding), Label: found(amounts)},
		Intro:   flow.blocks(d.Model.Intro),
		Notes:   flow.blocks(d.Model.Notes),
	}
	for _, p := range d.Pillars {
		v.Doors = append(v.Doors, pillarDoor(d.Path, p.Path, p.Model.Number, p.Model.Heading, p.Model.Level, len(p.Commitments)))
	}
	return w.page(d.Path, w.document, "base", v)
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
