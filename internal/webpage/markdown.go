package webpage

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// convert writes the text below a node, of which no word may be markup, as
// Markdown.
func convert(root *html.Node) (string, error) {
	conv := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		// A comment between two lists would be markup in the document.
		commonmark.NewCommonmarkPlugin(commonmark.WithListEndComment(false)),
		table.NewTablePlugin(table.WithSpanCellBehavior(table.SpanBehaviorEmpty), table.WithHeaderPromotion(true)),
	))
	text, err := conv.ConvertNode(root)
	if err != nil {
		return "", fmt.Errorf("writing Markdown: %w", err)
	}
	return strings.TrimSpace(string(text)) + "\n", nil
}

// plainLinks makes links absolute, and leaves only their words of those that
// lead nowhere from a document: into the page itself, to a script, or to
// somewhere beside a page whose address is not known.
func plainLinks(root *html.Node, permalink string) {
	var base *url.URL
	if permalink != "" {
		base, _ = url.Parse(permalink)
	}
	for _, n := range slices.Collect(elements(root)) {
		if n.DataAtom != atom.A {
			continue
		}
		target := resolve(base, attribute(n, "href"))
		if target == "" {
			unwrap(n)
			continue
		}
		n.Attr = []html.Attribute{{Key: "href", Val: target}}
	}
}

// resolve returns an address that a document may link to, or nothing.
func resolve(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	u, err := url.Parse(href)
	if err != nil || href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	return u.String()
}

// unwrap puts the content of an element in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// Document returns the page as a document: front matter and text.
func (p *Page) Document() []byte {
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range p.Fields {
		b.WriteString(f.Key + ": " + scalar(f.Key, f.Value) + "\n")
	}
	b.WriteString("---\n\n")
	b.WriteString(p.Markdown)
	return []byte(b.String())
}

// scalar writes a value as YAML. A string of JSON is one of YAML; times and
// dates have a form of their own.
func scalar(key, value string) string {
	switch key {
	case "date", "published_time", "modified_time":
		return value
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("webpage: a string always marshals: " + err.Error())
	}
	return strings.TrimSpace(b.String())
}
