package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"

	"communique/internal/article"
	"communique/internal/ledger"
	"communique/internal/output"
	"communique/internal/site"
)

// Root renders the pages that stand at the root of the site: home, articles,
// the page for what is not found, and the files for robots. The documents are
// shown in the order given (see [site.Order]).
func (r *Renderer) Root(sink output.Sink, documents []Summary) error {
	w := &writer{Renderer: r, sink: sink, across: acrossPages(documents), only: onlyPages(documents)}
	if err := w.homePage(documents); err != nil {
		return err
	}
	for _, a := range r.articles {
		if err := w.articlePage(a); err != nil {
			return err
		}
	}
	if err := w.notFoundPage(); err != nil {
		return err
	}
	parties := entities(documents)
	for _, pages := range []func() error{
		func() error { return w.acrossDocuments(documents, parties) },
		func() error { return w.monthPages(documents) },
		func() error { return w.listsPages(documents) },
		func() error { return w.namesPages(documents, parties) },
		func() error { return w.searchPage(documents, parties) },
	} {
		if err := pages(); err != nil {
			return err
		}
	}
	return w.plainFiles(documents, parties)
}

// acrossDocuments renders the pages on the money and the parties of all
// documents, as far as there are any.
func (w *writer) acrossDocuments(documents []Summary, parties []*entity) error {
	if w.has(site.AllFunding) {
		if err := w.allFundingPage(documents); err != nil {
			return err
		}
	}
	if !w.has(site.AllParties) {
		return nil
	}
	if err := w.entitiesPage(parties, len(documents)); err != nil {
		return err
	}
	for _, e := range parties {
		if err := w.entityPage(e); err != nil {
			return err
		}
	}
	return nil
}

// homeView is the view of home.html.
type homeView struct {
	frame
	Heading   string
	Long      bool   // it is set smaller
	About     string // one sentence on the site; may be empty
	Glance    []glance
	Documents []homeDocument // all, or the latest of many
	Years     []homeYear     // leads to all of many; empty where all are shown
	Only      *homeDocument  // set where there is exactly one
}

// A homeDocument is a document on the home page.
type homeDocument struct {
	link
	Publisher string
	Published day
	Opening   string   // the first words of the introduction; may be empty
	Count     string   // "38 commitments in 4 pillars"
	Glance    []glance // of the only document
	Funding   link     // no URL where no money is named
	Doors     []door
	Named     bool         // the document itself names pillars
	Finding   string       // on its money
	Bars      []barPicture // what is committed
	Money     []totalRow   // what is committed in ways that are not drawn
	Due       string
	Next      []whenRow
	Times     link // no URL where there are none
}

func (w *writer) homePage(documents []Summary) error {
	title := w.settings.Title
	v := homeView{Heading: title}
	about := w.settings.Description
	shown, opening := documents, 200
	switch {
	case len(documents) == 1:
		opening = 800
	case len(documents) > maxHome:
		shown, v.Years = documents[:maxLatest], years(months(documents))
	}
	for _, s := range shown {
		v.Documents = append(v.Documents, homeSummary(site.Home, s, opening))
	}
	if len(documents) == 1 {
		v.Only = &v.Documents[0]
		w.onlyDocument(v.Only, &documents[0])
		title = v.Only.Label
		v.Heading, v.Long = display(v.Only.Label), isLong(v.Only.Label)
	}
	v.frame = w.rootFrame(site.Home).at(w.Renderer, site.Home, title, about)
	if v.Only != nil {
		v.frame = v.in(documents[0].Language)
		v.Sheet = site.Rel(site.Home, w.drawn)
	} else {
		v.About, v.Glance = about, glanceSite(documents, w.has(site.AllParties))
	}
	v.Meta.Data = w.siteFacts()
	return w.page(site.Home, w.home, "base", v)
}

// glanceSite are the figures of a site of several documents.
func glanceSite(documents []Summary, parties bool) []glance {
	commitments, last := 0, day{}
	named := map[string]bool{}
	for i := range documents {
		d := &documents[i]
		commitments += d.Commitments
		if last.ISO == "" {
			last = date(d.Published)
		}
		for _, p := range d.parties {
			named[p.id] = true
		}
	}
	if len(documents) == 0 {
		return nil
	}
	out := []glance{
		{Value: number(len(documents)), Label: plural(len(documents), "document", "documents"), URL: "#documents"},
		{Value: number(commitments), Label: plural(commitments, "commitment", "commitments")},
	}
	if parties {
		out = append(out, glance{Value: number(len(named)), Label: plural(len(named), "party", "parties"), URL: site.AllParties})
	}
	if last.Text != "" {
		out = append(out, glance{Value: last.Text, Label: "date of the latest"})
	}
	return out
}

// namedPillars counts the pillars that a document itself names.
func namedPillars(list []site.PillarSummary) int {
	n := 0
	for _, p := range list {
		if !p.Implicit {
			n++
		}
	}
	return n
}

// onlyDocument adds what the home page says of the only document: what is
// committed, by payer, and what falls due.
func (w *writer) onlyDocument(h *homeDocument, s *Summary) {
	h.Finding = s.Finding
	public, _ := apart(s.Rows)
	x := newAcross(site.Home, []Summary{*s})
	payers, pillars := x.tallies(public), tallies(ledger.ByPillar(public))
	for i, p := range s.Pillars {
		h.Doors = append(h.Doors, pillarDoor(site.Home, p, i, pillars))
	}
	drawn, rest := overview(x.payer, payers)
	h.Bars = drawn
	for _, t := range firstAdded(rest) {
		if t.total.Kind().Flow == ledger.Commitment {
			h.Money = append(h.Money, x.row(t))
		}
	}
	for _, d := range s.times {
		if d.dated && len(h.Next) < maxNext {
			h.Next = append(h.Next, whenRow{ID: site.Rel(site.Home, d.path), When: d.when, Quote: d.quote, Place: link{Label: d.place}})
		}
	}
	first := "first"
	if h.Due = "What falls due"; s.clocked {
		h.Due, first = "What falls due next", "next"
	}
	h.Named = namedPillars(s.Pillars) > 0
	h.Glance = append(glanceCounts(s.Commitments, namedPillars(s.Pillars)), glanceMoney(payers, h.Funding.URL)...)
	if len(h.Next) > 0 {
		h.Glance = append(h.Glance, glance{Value: capital(h.Next[0].When), Label: first + " deadline", URL: site.Rel(site.Home, s.Summary.Deadlines)})
	}
	h.Glance = worthwhile(h.Glance)
	if s.times != nil {
		h.Times = link{URL: site.Rel(site.Home, s.Summary.Deadlines), Label: "All deadlines"}
	}
}

// homeSummary prepares a document for a list on the page at path, with at most
// so many characters of its opening words.
func homeSummary(path string, s Summary, opening int) homeDocument {
	h := homeDocument{
		link:      link{URL: site.Rel(path, s.Path), Label: s.Title},
		Publisher: s.Publisher,
		Published: date(s.Published),
		Opening:   excerpt(s.Opening, opening),
		Count:     contents(s.Commitments, namedPillars(s.Pillars)),
	}
	if s.Finding != "" {
		h.Funding = link{URL: site.Rel(path, s.Funding), Label: "Money"}
	}
	return h
}

// articleView is the view of article.html.
type articleView struct {
	frame
	Heading string
	Body    template.HTML
}

func (w *writer) articlePage(a *article.Article) error {
	v := articleView{
		frame:   w.frame(a.Path).at(w.Renderer, a.Path, a.Title, a.Description),
		Heading: a.Title,
		Body:    template.HTML(a.HTML),
	}
	v.frame = v.in(a.Language)
	var err error
	if v.Crumbs, err = w.fragment("crumbs", []link{{URL: v.Home.URL, Label: "Home"}}); err != nil {
		return err
	}
	return w.page(a.Path, w.article, "base", v)
}

// notFoundView is the view of 404.html.
//
// A host serves this page at every address that it does not know, at any
// depth, and the page cannot know where it is. So it brings its own style, let
// through by its hash, and needs nothing beside it. Its one relative link, to
// index.html, leads to the page of the folder in which the reader is lost,
// which exists in each of our folders; if the folder is invented too, the same
// page comes up again, and its words say what to do then. With a base URL there
// is an absolute link to the home page as well.
type notFoundView struct {
	Lang      string
	Site      string
	StyleHash string // of the style element, as a source of a Content-Security-Policy
	Here      string
	Start     string // absolute address of the home page; empty without a base URL
	Search    string // absolute address of the search; empty without a base URL or a search
}

func (w *writer) notFoundPage() error {
	v := notFoundView{
		Lang:      w.settings.Language,
		Site:      w.settings.Title,
		StyleHash: w.styleHash,
		Here:      site.Home,
		Start:     w.settings.URL(site.Home),
	}
	if w.settings.Has(site.Search) {
		v.Search = w.settings.URL(site.SearchPage)
	}
	return w.page(site.NotFound, w.notFound, "404", v)
}

// hashStyle returns the hash of the style element of a page as a
// Content-Security-Policy wants it.
func hashStyle(set *set) (string, error) {
	var b bytes.Buffer
	if err := set.execute(&b, "404", notFoundView{}); err != nil {
		return "", fmt.Errorf("rendering 404.html: %w", err)
	}
	_, rest, ok := bytes.Cut(b.Bytes(), []byte("<style>"))
	style, _, closed := bytes.Cut(rest, []byte("</style>"))
	if !ok || !closed {
		return "", fmt.Errorf("template 404.html: it must hold one <style> element without attributes")
	}
	sum := sha256.Sum256(style)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:]), nil
}
