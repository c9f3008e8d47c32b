package webpage

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An about is what a page says of itself, each thing from where it is said
// best: the first that was found counts.
type about struct{ found map[string]Field }

// names of meta elements, in small letters, by what they tell. Those of one
// key stand in the order in which they are believed.
var metaNames = map[string][]string{
	"title":          {"dcterms.title", "dc.title", "og:title", "twitter:title"},
	"published_time": {"article:published_time", "govuk:first-published-at", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "citation_publication_date", "date", "pubdate"},
	"modified_time":  {"article:modified_time", "govuk:public-updated-at", "dcterms.modified", "last-modified", "og:updated_time"},
	"permalink":      {"og:url", "dcterms.identifier", "dc.identifier"},
	"publisher":      {"dcterms.publisher", "dc.publisher", "dcterms.creator", "citation_publisher", "og:site_name", "application-name"},
}

// readAbout gathers what the page says of itself. It must run before anything
// is cut away.
func readAbout(root *html.Node) *about {
	a := &about{map[string]Field{}}
	metas := map[string]string{}
	for n := range elements(root) {
		switch n.DataAtom {
		case atom.Meta:
			for _, key := range []string{"property", "name"} { // some have both
				name := strings.ToLower(attribute(n, key))
				if _, known := metas[name]; !known && name != "" {
					metas[name] = attribute(n, "content")
				}
			}
		case atom.Link:
			if strings.EqualFold(attribute(n, "rel"), "canonical") {
				a.add("permalink", attribute(n, "href"), "the canonical link")
			}
		case atom.Html:
			a.add("language", attribute(n, "lang"), "the lang attribute")
		}
	}
	a.linkedData(root)
	for key, names := range metaNames {
		for _, name := range names {
			a.add(key, metas[name], "the meta element "+name)
		}
	}
	a.times(root)
	if n := firstOf(root, atom.Title); n != nil {
		a.add("window", words(n), "the title element")
	}
	return a
}

func firstOf(root *html.Node, kind atom.Atom) *html.Node {
	for n := range elements(root) {
		if n.DataAtom == kind && n.Namespace == "" {
			return n
		}
	}
	return nil
}

// add notes a value in the form that front matter wants, unless there is one
// or it makes no sense.
func (a *about) add(key, value, from string) {
	value = strings.Join(strings.Fields(value), " ")
	if _, known := a.found[key]; known || value == "" {
		return
	}
	switch key {
	case "published_time", "modified_time":
		value = moment(value)
	case "permalink":
		value = address(value)
	case "language":
		if !tag.MatchString(value) {
			value = ""
		}
	}
	if value != "" {
		a.found[key] = Field{key, value, from}
	}
}

// tag has the form of a BCP 47 tag.
var tag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)

// address returns an absolute address of the web, or nothing.
func address(value string) string {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	return u.String()
}

// layouts are the forms in which pages write when they were published.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00",
	time.DateOnly, "2006/01/02", "January 2, 2006", "January 2, 2006 3:04 PM", "2 January 2006", "Jan 2, 2006", "2 Jan 2006", "02.01.2006",
}

// moment returns a day as "2006-01-02", or a time as RFC 3339 has it where the
// page gives one with its distance from UTC; nothing where it cannot be read.
func moment(value string) string {
	for _, layout := range layouts {
		t, err := time.Parse(layout, value)
		if err != nil {
			continue
		}
		if strings.Contains(layout, "07") {
			return t.Format(time.RFC3339)
		}
		return t.Format(time.DateOnly)
	}
	return ""
}

// dated are words in the classes of elements that hold a date and no more.
var dated = regexp.MustCompile(`(?i)date|publish|posted|time`)

// times reads the first time element that is not within a list of links; where
// there is none, the first date that is an element of its own.
func (a *about) times(root *html.Node) {
	for n := range elements(root) {
		if n.DataAtom != atom.Time || within(n, atom.Nav, atom.Aside, atom.Footer, atom.A) {
			continue
		}
		value := attribute(n, "datetime")
		if value == "" {
			value = words(n)
		}
		a.add("published_time", value, "the time element")
	}
	for n := range elements(root) {
		if dated.MatchString(attribute(n, "class")) && !within(n, atom.Nav, atom.Aside, atom.Footer, atom.A) {
			a.add("published_time", words(n), "the words beside the text")
		}
	}
}

func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, kind := range kinds {
			if p.DataAtom == kind {
				return true
			}
		}
	}
	return false
}

// linkedData reads what JSON-LD says of the page, in any nesting.
func (a *about) linkedData(root *html.Node) {
	for n := range elements(root) {
		if n.DataAtom != atom.Script || !strings.EqualFold(attribute(n, "type"), "application/ld+json") || n.FirstChild == nil {
			continue
		}
		var value any
		if json.Unmarshal([]byte(n.FirstChild.Data), &value) == nil {
			a.node(value)
		}
	}
}

// described are the types of schema.org that describe a page's text.
var described = regexp.MustCompile(`Article$|WebPage$|^Report$|GovernmentService$|PressRelease$|^CreativeWork$`)

func (a *about) node(value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			a.node(item)
		}
	case map[string]any:
		a.node(v["@graph"])
		if !described.MatchString(typeName(v["@type"])) {
			return
		}
		const from = "JSON-LD"
		a.add("title", text(v["headline"]), from)
		a.add("published_time", text(v["datePublished"]), from)
		a.add("modified_time", text(v["dateModified"]), from)
		a.add("publisher", text(v["publisher"]), from)
		a.add("permalink", text(v["url"]), from)
	}
}

func typeName(value any) string {
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	name, _ := value.(string)
	return name
}

// text returns a value of JSON-LD as words: itself, its name, or the first of
// several.
func text(value any) string {
	switch v := value.(type) {
	case string:
		return html.UnescapeString(v) // pages escape for HTML where they need not
	case map[string]any:
		return text(v["name"])
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	}
	return ""
}

func (a *about) permalink() string { return a.found["permalink"].Value }

// order is that of the keys in the front matter.
var order = []string{"title", "date", "published_time", "modified_time", "permalink", "publisher", "language"}

// fields returns what stands in the front matter. A heading in the text is the
// best title; the worst is the name of the window, which ends in that of the
// site.
func (a *about) fields(heading string) []Field {
	if heading != "" {
		a.found["title"] = Field{"title", heading, "the heading"}
	}
	if window, ok := a.found["window"]; ok {
		a.add("title", withoutSite(window.Value, a.found["publisher"].Value), window.From)
	}
	if t, ok := a.found["published_time"]; ok {
		a.found["date"] = Field{"date", t.Value[:len(time.DateOnly)], t.From}
		if len(t.Value) == len(time.DateOnly) {
			delete(a.found, "published_time")
		}
	}
	var list []Field
	for _, key := range order {
		if f, ok := a.found[key]; ok {
			list = append(list, f)
		}
	}
	return list
}

// separators stand between the title of a page and the name of the site.
var separators = []string{" | ", " - ", " – ", " — ", " :: "}

// withoutSite cuts the name of the site from the end of a window's title,
// where it is the publisher's.
func withoutSite(title, publisher string) string {
	for _, s := range separators {
		if i := strings.LastIndex(title, s); i > 0 && publisher != "" && strings.EqualFold(title[i+len(s):], publisher) {
			return title[:i]
		}
	}
	return title
}
