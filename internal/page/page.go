// Package page turns plans of documents into finished pages.
//
// In go the plans and summaries of package site, our own articles, and the
// templates; out come HTML pages and the few plain files beside them, each
// handed to an [output.Sink] as soon as it is made. There is one view struct
// and one template set (base, partials, page) for each kind of page. A view
// holds finished words, addresses and lists: templates choose and repeat, and
// do not count, sort, or build addresses.
//
// Two kinds of words stand on a page, and are kept apart to the end: those of
// the document and ours. An element that is the primary place of words of the
// document says so by data-source="START-END", a range of bytes of the source
// file; such elements do not nest, and what we add inside one is marked
// data-ours. Each word of a document is in exactly one of them:
//
//	document page    introduction, notes, end mark
//	pillar page      heading, introduction, lead-ins, notes, tables
//	commitment page  the words of the commitment
//
// Whatever stands elsewhere (a lead-in above a commitment, a title in a list)
// is a second showing and carries no such attribute.
//
// Templates are minified once, when they are loaded; what comes out of them is
// not minified again. Values of type template.HTML are made in four places
// only: [markup], which renders the inline text of a document; [code], which
// shows HTML as text; fragment, list and sides, which hold what one of our own
// templates has just made, so that it can be shown on many pages or within
// another; and the body of an article, safe by the promise of its package.
//
// The package refuses templates that do not parse, and fails at the first page
// whose template names a field that its view does not have.
package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"sync"

	"communique/internal/article"
	"communique/internal/asset"
	"communique/internal/minify"
	"communique/internal/output"
	"communique/internal/site"
)

// Options is what a Renderer is made of.
type Options struct {
	Templates fs.FS // base.html, partials/*.html and one file for each kind of page, at its root
	Assets    *asset.Set
	Minifier  *minify.Minifier
	Settings  site.Settings
	Articles  []*article.Article // our own pages, in the order of the menu
	Draw      Draw               // of social cards; may be nil where no plan has a path for one
	Interpret bool               // html/template renders every page, without package compile
}

// A Renderer renders the pages of one site. It is not changed after it has
// been made and may be used by several goroutines at once.
type Renderer struct {
	settings  site.Settings
	articles  []*article.Article
	draw      Draw
	style     string // paths of the assets that every page uses
	find      string // the sheet of search and lists
	drawn     string // the sheet of pages that draw
	paper     string // the sheet for paper
	fromRight string // the sheet of pages that are written from the right
	script    string
	engine    string // that searches
	filter    string // that narrows lists
	icon      string

	copyScript string // of the pages that say how they are cited

	home, document, pillar, commitment, article *set
	funding, sums, deadlines, parties           *set // of one document
	allFunding, entities, entity                *set // across documents
	finder, listing, listings, naming           *set // to find things
	month                                       *set // of documents, where there are many
	notFound                                    *set
	styleHash                                   string // of the style inside the page for what is not found
	frames                                      frameSet
	single                                      func() (*singleSet, error) // made when they are first asked for
	book                                        func() (*bookSet, error)
}

// New loads, minifies and parses the templates.
func New(o Options) (*Renderer, error) {
	r := &Renderer{settings: o.Settings, articles: o.Articles, draw: o.Draw}
	if err := r.findAssets(o.Assets); err != nil {
		return nil, err
	}
	if err := r.loadSets(newLoader(o)); err != nil {
		return nil, err
	}
	r.single = sync.OnceValues(func() (*singleSet, error) { return newSingleSet(newLoader(o), o.Assets) })
	r.book = sync.OnceValues(func() (*bookSet, error) { return newBookSet(newLoader(o), o.Assets) })
	var err error
	r.styleHash, err = hashStyle(r.notFound)
	return r, err
}

// findAssets looks up what every page uses.
func (r *Renderer) findAssets(assets *asset.Set) (err error) {
	if r.style, err = assets.Path("site.css"); err != nil {
		return err
	}
	if r.find, err = assets.Path("find.css"); err != nil {
		return err
	}
	if r.drawn, err = assets.Path("pictures.css"); err != nil {
		return err
	}
	if r.paper, err = assets.Path("print.css"); err != nil {
		return err
	}
	if r.fromRight, err = assets.Path("rtl.css"); err != nil {
		return err
	}
	if r.script, err = assets.Path("theme.js"); err != nil {
		return err
	}
	if r.engine, err = assets.Path("search.js"); err != nil {
		return err
	}
	if r.filter, err = assets.Path("filter.js"); err != nil {
		return err
	}
	if r.copyScript, err = assets.Path("copy.js"); err != nil {
		return err
	}
	if r.icon, err = assets.Path("favicon.svg"); err != nil {
		return err
	}
	return r.frames.findAssets(assets, r.settings)
}

// A writer renders the pages of one call into one buffer and hands them on.
type writer struct {
	*Renderer
	sink    output.Sink
	buf     bytes.Buffer
	across  []link   // the pages across documents that there are: paths and names
	only    []link   // the lists of the only document, where there is only one
	further []string // paths of further pages, which no plan and no menu names
}

// page renders a view by a template of a set and adds it under a path.
func (w *writer) page(path string, set *set, name string, view any) error {
	w.buf.Reset()
	if err := set.execute(&w.buf, name, view); err != nil {
		return fmt.Errorf("rendering %s: %w", path, err)
	}
	return w.add(path)
}

// add hands on what is in the buffer.
func (w *writer) add(path string) error {
	if err := w.sink.Add(path, w.buf.Bytes()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// fragment renders a view by one of our partials, to be shown as it is on
// several pages.
func (w *writer) fragment(name string, view any) (template.HTML, error) {
	w.buf.Reset()
	if err := w.document.execute(&w.buf, name, view); err != nil {
		return "", fmt.Errorf("rendering the partial %s: %w", name, err)
	}
	return template.HTML(w.buf.String()), nil
}
