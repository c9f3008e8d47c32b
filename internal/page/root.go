package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"

	"communique/internal/article"
	"communique/internal/ledger"
	"communique/internal/output"
	"communique/internal/site"
)

// Root renders the pages that stand at the root of the site: home, articles,
// the page for what is not found, and the files for robots. The documents are
// shown in the order given (see [site.Order]).
func (r *Renderer) Root(sink output.Sink, documents []Summary) error {
	w := &writer{Renderer: r, sink: sink, across: acrossPages(documents)}
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
	if err := w.acrossDocuments(documents, parties); err != nil {
		return err
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
	Documents []homeDocument
	Only      *homeDocument // set where there is exactly one
}

// A homeDocument is a document on the home page.
type homeDocument struct {
	link
	Publisher string
	Published day
	Opening   string // the first words of the introduction; may be empty
	Count     string // "38 commitments in 4 pillars"
	Funding   link
	Doors     []door
	Finding   string // on its money
	Money     []totalRow
	Due       string
	Next      []whenRow
	Times     link // no URL where there are none
}

func (w *writer) homePage(documents []Summary) error {
	v := homeView{Heading: w.settings.Title}
	about := w.settings.Description
	for _, s := range documents {
		v.Documents = append(v.Documents, homeSummary(s, len(documents)))
	}
	if len(documents) == 1 {
		v.Only = &v.Documents[0]
		w.onlyDocument(v.Only, &documents[0])
		v.Heading = v.Only.Label
	}
	v.frame = w.rootFrame(site.Home).at(w.Renderer, site.Home, v.Heading, about)
	if v.Only != nil && documents[0].Language != "" {
		v.Lang = documents[0].Language
	}
	return w.page(site.Home, w.home, "base", v)
}

// onlyDocument adds what the home page says of the only document: what is
// committed, by payer, and what falls due.
func (w *writer) onlyDocument(h *homeDocument, s *Summary) {
	h.Finding = s.Finding
	public, _ := apart(s.Rows)
	committed := slices.DeleteFunc(public, func(r ledger.Row) bool { return r.Kind.Flow != ledger.Commitment })
	rows := newAcross(site.Home, []Summary{*s}).rows(ledger.ByPayer(committed))
	h.Money = rows[:min(maxShown, len(rows))]
	for _, d := range s.times {
		if d.dated && len(h.Next) < maxNext {
			h.Next = append(h.Next, whenRow{ID: site.Rel(site.Home, d.path), When: d.when, Quote: d.quote, Place: link{Label: d.place}})
		}
	}
	if h.Due = "What falls due"; s.clocked {
		h.Due = "What falls due next"
	}
	if s.times != nil {
		h.Times = link{URL: site.Rel(site.Home, s.Summary.Deadlines), Label: "All deadlines"}
	}
}

// homeSummary prepares one of n documents for the home page. The more there are,
// the less it says of each: all of it with the pillars of the only document,
// the opening words in a list of some, neither in a long one.
func homeSummary(s Summary, n int) homeDocument {
	opening := 200
	switch {
	case n == 1:
		opening = 600
	case n > 100:
		opening = 0
	}
	h := homeDocument{
		link:      link{URL: site.Rel(site.Home, s.Path), Label: s.Title},
		Publisher: s.Publisher,
		Published: date(s.Published),
		Opening:   excerpt(s.Opening, opening),
		Count:     count(s.Commitments, "commitment") + " in " + count(len(s.Pillars), "pillar"),
		Funding:   link{URL: site.Rel(site.Home, s.Funding), Label: "Money"},
	}
	if n == 1 {
		for _, p := range s.Pillars {
			h.Doors = append(h.Doors, pillarDoor(site.Home, p.Path, p.Number, p.Heading, p.Level, p.Commitments))
		}
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
	if a.Language != "" {
		v.Lang = a.Language
	}
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
}

func (w *writer) notFoundPage() error {
	return w.page(site.NotFound, w.notFound, "404", notFoundView{
		Lang:      w.settings.Language,
		Site:      w.settings.Title,
		StyleHash: w.styleHash,
		Here:      site.Home,
		Start:     w.settings.URL(site.Home),
	})
}

// hashStyle returns the hash of the style element of a page as a
// Content-Security-Policy wants it.
func hashStyle(set *template.Template) (string, error) {
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, "404", notFoundView{}); err != nil {
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
