package page

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"communique/internal/feed"
	"communique/internal/site"
)

// maxSitemaps is how many maps one index of site maps may name by the protocol
// (sitemaps.org). A map may hold as many addresses; no document has so many
// pages, as a source file is bounded in size.
const maxSitemaps = 50_000

// plainFiles writes the files at the root that are no pages.
func (w *writer) plainFiles(documents []Summary, parties []*entity) error {
	w.buf.Reset()
	if err := w.add(site.NoJekyll); err != nil {
		return err
	}
	if err := w.headers(); err != nil {
		return err
	}
	if err := w.feeds(documents); err != nil {
		return err
	}
	indexes, err := w.sitemaps(documents, parties)
	if err != nil {
		return err
	}
	w.buf.Reset()
	w.buf.WriteString("User-agent: *\nAllow: /\n")
	for _, path := range indexes {
		w.buf.WriteString("Sitemap: " + w.settings.URL(path) + "\n")
	}
	return w.add(site.Robots)
}

// maxFeed is how many documents a feed names, the latest.
const maxFeed = 50

// feeds writes the feeds of the documents, if there is a base URL: addresses in
// them must be absolute. The documents are in the order of the home page.
func (w *writer) feeds(documents []Summary) error {
	if !w.follows() {
		return nil
	}
	f := feed.Feed{
		Title: w.settings.Title, Description: w.settings.Description, Author: cmp.Or(w.settings.Publisher, w.settings.Title), Language: w.settings.Language,
		Home: w.settings.URL(site.Home), Atom: w.settings.URL(site.Atom), JSON: w.settings.URL(site.JSONFeed),
	}
	for i := range documents[:min(maxFeed, len(documents))] {
		d := &documents[i]
		f.Entries = append(f.Entries, feed.Entry{
			URL: w.settings.URL(d.Path), Original: d.Original, Title: d.Title, Summary: excerpt(d.Opening, 500),
			Note: sentence(contents(d.Commitments, namedPillars(d.Pillars))), Author: d.Publisher, Language: d.Language, Published: d.Published, Updated: d.Modified,
		})
	}
	for _, form := range []struct {
		path  string
		write func(feed.Feed) ([]byte, error)
	}{{site.Atom, feed.Atom}, {site.JSONFeed, feed.JSON}} {
		data, err := form.write(f)
		if err != nil {
			return fmt.Errorf("writing %s: %w", form.path, err)
		}
		w.buf.Reset()
		w.buf.Write(data)
		if err := w.add(form.path); err != nil {
			return err
		}
	}
	return nil
}

// latest returns when the last of some documents changed, zero if none says.
func latest(documents []Summary) time.Time {
	var last time.Time
	for i := range documents {
		if t := documents[i].Changed(); t.After(last) {
			last = t
		}
	}
	return last
}

// changed returns when what the page of a party says last changed.
func (e *entity) changed() time.Time {
	var last time.Time
	for _, in := range e.in {
		if t := in.document.Changed(); t.After(last) {
			last = t
		}
	}
	return last
}

// sitemaps writes the site map of the pages at the root, and the indexes of
// all site maps: each document has its own, made with its pages, so that no
// list of all pages is ever held. It returns the paths of the indexes; without
// a base URL there are none, as addresses in them must be absolute.
func (w *writer) sitemaps(documents []Summary, parties []*entity) ([]string, error) {
	if w.settings.BaseURL == "" {
		return nil, nil
	}
	changed := latest(documents) // what is made from all documents changes with them
	w.openSitemap("urlset")
	w.sitemapEntry("url", site.Home, changed)
	for _, a := range w.articles {
		w.sitemapEntry("url", a.Path, a.Changed)
	}
	for _, l := range w.across {
		w.sitemapEntry("url", l.URL, changed)
	}
	for _, path := range w.further {
		w.sitemapEntry("url", path, changed)
	}
	if w.settings.Has(site.Search) {
		w.sitemapEntry("url", site.SearchPage, changed)
	}
	for _, e := range parties {
		w.sitemapEntry("url", site.Party(e.id), e.changed())
	}
	if err := w.closeSitemap("urlset", site.SitemapPages); err != nil {
		return nil, err
	}
	var paths []string
	maps := append([]Summary{{Summary: site.Summary{Sitemap: site.SitemapPages, Modified: changed}}}, documents...)
	for chunk := range slices.Chunk(maps, maxSitemaps) {
		path := site.SitemapIndex(len(paths))
		w.openSitemap("sitemapindex")
		for _, d := range chunk {
			w.sitemapEntry("sitemap", d.Sitemap, d.Changed())
		}
		if err := w.closeSitemap("sitemapindex", path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// documentSitemap writes the site map of a document, if there is a base URL.
func (w *documentWriter) documentSitemap() error {
	if w.settings.BaseURL == "" {
		return nil
	}
	meta := w.doc.Model.Source.Meta
	changed := meta.Modified
	if changed.IsZero() {
		changed = meta.Published
	}
	w.openSitemap("urlset")
	for path := range w.doc.Pages {
		w.sitemapEntry("url", path, changed)
	}
	for _, path := range w.further {
		w.sitemapEntry("url", path, changed)
	}
	return w.closeSitemap("urlset", w.doc.Sitemap)
}

func (w *writer) openSitemap(element string) {
	w.buf.Reset()
	w.buf.WriteString(xml.Header)
	w.buf.WriteString("<" + element + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
}

func (w *writer) sitemapEntry(element, path string, changed time.Time) {
	w.buf.WriteString("<" + element + "><loc>")
	_ = xml.EscapeText(&w.buf, []byte(w.settings.URL(path))) // a buffer takes everything
	w.buf.WriteString("</loc>")
	if !changed.IsZero() {
		w.buf.WriteString("<lastmod>" + changed.Format(time.RFC3339) + "</lastmod>")
	}
	w.buf.WriteString("</" + element + ">\n")
}

func (w *writer) closeSitemap(element, path string) error {
	w.buf.WriteString("</" + element + ">\n")
	return w.add(path)
}
