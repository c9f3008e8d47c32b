package epub

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A rendered is a chapter as XHTML.
type rendered struct {
	data     []byte
	drawings bool // it has SVG in it
	ids      map[string]bool
	links    []string // within the book
}

// render makes XHTML of the chapters.
func (b Book) render() ([]rendered, error) {
	list := make([]rendered, len(b.Chapters))
	known := map[string]*rendered{}
	for i, c := range b.Chapters {
		r := &list[i]
		if known[c.Path] != nil {
			return nil, fmt.Errorf("two chapters of a book are named %s", c.Path)
		}
		known[c.Path] = r
		if err := b.chapter(r, c); err != nil {
			return nil, fmt.Errorf("the chapter %s: %w", c.Path, err)
		}
	}
	for i, c := range b.Chapters {
		links := list[i].links
		for _, p := range c.Places {
			links = append(links, paths(p)...)
		}
		for _, link := range links {
			if !leads(known, c.Path, link) {
				return nil, fmt.Errorf("the chapter %s: the link to %s leads nowhere", c.Path, link)
			}
		}
	}
	return list, nil
}

// paths lists the path of a place and those below it.
func paths(p Place) []string {
	list := []string{p.Path}
	for _, inner := range p.Places {
		list = append(list, paths(inner)...)
	}
	return list
}

// leads reports whether a link of a chapter leads to one, and to a place in it.
func leads(known map[string]*rendered, from, link string) bool {
	path, id, place := strings.Cut(link, "#")
	if path == "" {
		path = from
	}
	to := known[path]
	return to != nil && (!place || to.ids[id])
}

// chapter makes XHTML of a chapter: it is read as a browser would read it, and
// written down as XML.
func (b Book) chapter(r *rendered, c Chapter) error {
	nodes, err := html.ParseFragment(bytes.NewReader(c.HTML), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return err
	}
	language, direction := b.Language, b.direction()
	if c.Language != "" {
		language, direction = c.Language, "ltr"
	}
	var x bytes.Buffer
	b.head(&x, c.Title, language, direction)
	r.ids = map[string]bool{}
	for _, n := range nodes {
		if err := r.node(&x, n); err != nil {
			return err
		}
	}
	x.WriteString("\n</body>\n</html>\n")
	r.data = x.Bytes()
	return nil
}

// refused are elements that have no place in a book: what runs, what is loaded,
// what is filled in.
var refused = map[string]bool{
	"script": true, "style": true, "link": true, "base": true, "meta": true, "iframe": true, "object": true, "embed": true,
	"img": true, "picture": true, "audio": true, "video": true, "source": true, "form": true, "input": true, "button": true,
	"select": true, "textarea": true, "template": true, "noscript": true, "image": true, "use": true, "foreignObject": true,
}

// void are elements without content.
var void = map[string]bool{"br": true, "hr": true, "wbr": true, "col": true}

// node writes a node and all below it.
func (r *rendered) node(x *bytes.Buffer, n *html.Node) error {
	switch n.Type {
	case html.TextNode:
		x.WriteString(escape(n.Data))
		return nil
	case html.ElementNode:
	default:
		return nil // a comment
	}
	if refused[n.Data] || !name.MatchString(n.Data) {
		return fmt.Errorf("it has a <%s>, which a book cannot have", n.Data)
	}
	x.WriteString("<" + n.Data)
	if n.Data == "svg" {
		r.drawings = true
		if n.Parent == nil || n.Parent.Namespace == "" {
			x.WriteString(` xmlns="http://www.w3.org/2000/svg"`)
		}
	}
	if err := r.attributes(x, n); err != nil {
		return err
	}
	if void[n.Data] {
		x.WriteString("/>")
		return nil
	}
	x.WriteString(">")
	for child := range n.ChildNodes() {
		if err := r.node(x, child); err != nil {
			return err
		}
	}
	x.WriteString("</" + n.Data + ">")
	return nil
}

// name is what the names of elements and attributes look like here; XML allows
// more.
var name = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*$`)

// attributes writes the attributes of an element, and notes what the book is
// held together by.
func (r *rendered) attributes(x *bytes.Buffer, n *html.Node) error {
	for _, a := range n.Attr {
		switch {
		case a.Namespace != "" || !name.MatchString(a.Key) || strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src":
			return fmt.Errorf("a <%s> in it has the attribute %s, which it cannot have in a book", n.Data, a.Key)
		case a.Key == "xmlns":
			continue
		case a.Key == "id" && r.ids[a.Val]:
			return fmt.Errorf("two places in it have the id %s", a.Val)
		case a.Key == "id":
			r.ids[a.Val] = true
		case a.Key == "href" && !strings.Contains(a.Val, ":"):
			r.links = append(r.links, a.Val)
		}
		fmt.Fprintf(x, ` %s="%s"`, a.Key, escape(a.Val))
		if a.Key == "lang" {
			fmt.Fprintf(x, ` xml:lang="%s"`, escape(a.Val))
		}
	}
	return nil
}
