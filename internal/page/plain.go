package page

import (
	"encoding/xml"
	"slices"
	"time"

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

// sitemaps writes the site map of the pages at the root, and the indexes of
// all site maps: each document has its own, made with its pages, so that no
// list of all pages is ever held. It returns the paths of the indexes; without
// a base URL there are none, as addresses in them must be absolute.
func (w *writer) sitemaps(documents []Summary, parties []*entity) ([]string, error) {
	if w.settings.BaseURL == "" {
		return nil, nil
	}
	w.openSitemap("urlset")
	w.sitemapEntry("url", site.Home, time.Time{})
	for _, a := range w.articles {
		w.sitemapEntry("url", a.Path, time.Time{})
	}
	for _, l := range w.across {
		w.sitemapEntry("url", l.URL, time.Time{})
	}
	for _, e := range parties {
		w.sitemapEntry("url", site.Party(e.id), time.Time{})
	}
	if err := w.closeSitemap("urlset", site.SitemapPages); err != nil {
		return nil, err
	}
	var paths []string
	maps := append([]Summary{{Summary: site.Summary{Sitemap: site.SitemapPages}}}, documents...)
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
