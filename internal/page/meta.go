package page

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/text/language"

	"communique/internal/site"
)

// A meta is what the head of a page says to other programs: to those that show
// a link to it, to those that follow the site, and to those that read facts.
// Title, description and address they share with readers.
type meta struct {
	Type      string // of Open Graph: "website", or "article" for a page of a document
	Locale    string // "en_GB"
	Published string // RFC 3339; empty if not known
	Modified  string
	Image     image
	Atom      string // addresses of the feeds; empty where there are none
	JSONFeed  string
	Data      json.RawMessage // JSON-LD; nil for none
	Copy      string          // address of the script that copies what the page says of citing and showing it; empty for none
	OEmbed    string          // absolute address of what other sites need to show the page; empty for none
}

// An image is the picture that stands for a page where a link to it is shown; it
// has no URL where there is none.
type image struct{ URL, Alt string }

// meta returns what all pages of a folder say; path is one of them.
func (r *Renderer) meta(path string) meta {
	m := meta{Type: "website", Locale: locale(r.settings.Language)}
	if r.follows() {
		m.Atom, m.JSONFeed = site.Rel(path, site.Atom), site.Rel(path, site.JSONFeed)
	}
	return m
}

// follows reports whether the site has feeds: their addresses are absolute.
func (r *Renderer) follows() bool { return r.settings.BaseURL != "" && r.settings.Has(site.Feeds) }

// article makes it what the pages of the document say.
func (m meta) article(w *documentWriter) meta {
	source := w.doc.Model.Source.Meta
	m.Type, m.Locale = "article", locale(w.origin.Language)
	m.Published, m.Modified = instant(source.Published), instant(source.Modified)
	m.Image = w.card(w.doc.Card)
	return m
}

// card returns the first of some cards that there is. They are for other hosts
// and so need an absolute address.
func (w *documentWriter) card(paths ...string) image {
	for _, path := range paths {
		if url := w.settings.URL(path); path != "" && url != "" {
			return image{url, w.doc.Model.Title}
		}
	}
	return image{}
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// locale writes a language as Open Graph does, with the place where it is most
// likely spoken if it names none and there is one.
func locale(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return strings.ReplaceAll(lang, "-", "_")
	}
	base, _ := tag.Base()
	region, sure := tag.Region()
	if sure == language.No || !region.IsCountry() {
		return base.String()
	}
	return base.String() + "_" + region.String()
}
