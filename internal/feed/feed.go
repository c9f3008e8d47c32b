// Package feed writes what is new on a site for programs that follow it: as
// Atom 1.0 (RFC 4287) and as JSON Feed 1.1.
//
// In goes a [Feed] of finished values, out come the bytes of both, which say
// the same. Addresses must be absolute. An entry is told from all others, for
// ever, by its address. A text loses the characters that XML 1.0 cannot hold.
//
// Both formats want to know when something changed: an entry without a time is
// left out, and a feed without entries says the first instant of Unix, since
// there is no clock here.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"time"
	"unicode/utf8"
)

// A Feed is what a site publishes.
type Feed struct {
	Title       string
	Description string // empty for none
	Author      string // who runs the site
	Language    string // BCP 47
	Home        string // address of the site's first page
	Atom, JSON  string // addresses of the two forms
	Entries     []Entry
}

// An Entry is one document.
type Entry struct {
	URL       string // of its page
	Original  string // address of what it is made from; empty if not known
	Title     string
	Summary   string // its first words; empty for none
	Note      string // what the page holds: "38 commitments in 4 pillars"
	Author    string // empty if not known
	Language  string // empty for that of the feed
	Published time.Time
	Updated   time.Time // zero if never
}

// changed is when the entry last changed; zero if not known.
func (e *Entry) changed() time.Time {
	if e.Updated.IsZero() {
		return e.Published
	}
	return e.Updated
}

// dated returns the entries whose time is known, and the latest of the times;
// without any, the first instant of Unix.
func (f *Feed) dated() (list []*Entry, latest time.Time) {
	for i := range f.Entries {
		e := &f.Entries[i]
		if e.changed().IsZero() {
			continue
		}
		list = append(list, e)
		if len(list) == 1 || e.changed().After(latest) {
			latest = e.changed()
		}
	}
	if len(list) == 0 {
		latest = time.Unix(0, 0).UTC()
	}
	return list, latest
}

type (
	atomFeed struct {
		XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Language string   `xml:"xml:lang,attr,omitempty"`
		ID       string   `xml:"id"`
		Title    string   `xml:"title"`
		Subtitle string   `xml:"subtitle,omitempty"`
		Updated  string   `xml:"updated"`
		Author   atomName `xml:"author"`
		Links    []atomLink
		Entries  []atomEntry
	}

	atomEntry struct {
		XMLName   xml.Name `xml:"entry"`
		Language  string   `xml:"xml:lang,attr,omitempty"`
		ID        string   `xml:"id"`
		Title     string   `xml:"title"`
		Updated   string   `xml:"updated"`
		Published string   `xml:"published,omitempty"`
		Author    *atomName
		Links     []atomLink
		Summary   string `xml:"summary,omitempty"`
	}

	atomName struct {
		XMLName xml.Name `xml:"author"`
		Name    string   `xml:"name"`
	}

	atomLink struct {
		XMLName xml.Name `xml:"link"`
		Rel     string   `xml:"rel,attr"`
		Type    string   `xml:"type,attr,omitempty"`
		URL     string   `xml:"href,attr"`
	}
)

// Atom returns the feed as Atom 1.0.
func Atom(f Feed) ([]byte, error) {
	entries, latest := f.dated()
	out := atomFeed{
		Language: f.Language, ID: f.Home, Title: clean(f.Title), Subtitle: clean(f.Description), Updated: stamp(latest),
		Author: atomName{Name: clean(f.Author)},
		Links:  []atomLink{{Rel: "self", Type: "application/atom+xml", URL: f.Atom}, {Rel: "alternate", Type: "text/html", URL: f.Home}},
	}
	for _, e := range entries {
		one := atomEntry{
			Language: e.Language, ID: e.URL, Title: clean(e.Title), Updated: stamp(e.changed()), Published: stamp(e.Published),
			Links: []atomLink{{Rel: "alternate", Type: "text/html", URL: e.URL}}, Summary: clean(e.text()),
		}
		if e.Original != "" {
			one.Links = append(one.Links, atomLink{Rel: "via", URL: e.Original})
		}
		if e.Author != "" {
			one.Author = &atomName{Name: clean(e.Author)}
		}
		out.Entries = append(out.Entries, one)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	err := enc.Encode(out)
	b.WriteByte('\n')
	return b.Bytes(), err
}

type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		Home        string       `json:"home_page_url"`
		Self        string       `json:"feed_url"`
		Description string       `json:"description,omitempty"`
		Language    string       `json:"language,omitempty"`
		Authors     []jsonAuthor `json:"authors,omitempty"`
		Items       []jsonItem   `json:"items"`
	}

	jsonItem struct {
		ID        string       `json:"id"`
		URL       string       `json:"url"`
		External  string       `json:"external_url,omitempty"`
		Title     string       `json:"title"`
		Text      string       `json:"content_text"`
		Published string       `json:"date_published,omitempty"`
		Modified  string       `json:"date_modified,omitempty"`
		Authors   []jsonAuthor `json:"authors,omitempty"`
		Language  string       `json:"language,omitempty"`
	}

	jsonAuthor struct {
		Name string `json:"name"`
	}
)

// JSON returns the feed as JSON Feed 1.1.
func JSON(f Feed) ([]byte, error) {
	entries, _ := f.dated()
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: clean(f.Title), Home: f.Home, Self: f.JSON,
		Description: clean(f.Description), Language: f.Language, Authors: authors(f.Author), Items: []jsonItem{},
	}
	for _, e := range entries {
		out.Items = append(out.Items, jsonItem{
			ID: e.URL, URL: e.URL, External: e.Original, Title: clean(e.Title), Text: clean(e.text()), Published: stamp(e.Published), Modified: stamp(e.Updated),
			Authors: authors(e.Author), Language: e.Language,
		})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(out)
	return b.Bytes(), err
}

func authors(name string) []jsonAuthor {
	if name == "" {
		return nil
	}
	return []jsonAuthor{{clean(name)}}
}

// text is what an entry says of its document.
func (e *Entry) text() string {
	if e.Summary == "" {
		return e.Note
	}
	return e.Summary + "\n\n" + e.Note
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// clean takes out what XML 1.0 cannot hold (section 2.2, Char).
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
