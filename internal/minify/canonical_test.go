package minify

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// canonical parses a page as a browser does and writes what it shows, one
// block a line: tags, attributes in order, and the text with its white space
// collapsed as CSS collapses it. It shares no code with the minifier. Two
// pages that look the same have the same canonical form.
func canonical(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	c := &canon{}
	c.node(root, false)
	c.line()
	return c.lines
}

type canon struct {
	lines   []string
	current strings.Builder
}

// line ends a block; white space at its end is not shown.
func (c *canon) line() {
	if s := c.current.String(); s != "" {
		c.lines = append(c.lines, strings.ReplaceAll(trimEnd(s), "·", " "))
	}
	c.current.Reset()
}

// trimEnd takes out a space after which only end tags come.
func trimEnd(s string) string {
	rest := s
	for strings.HasSuffix(rest, ">") {
		i := strings.LastIndex(rest, "</")
		if i < 0 || strings.Contains(rest[i:len(rest)-1], ">") {
			break
		}
		rest = rest[:i]
	}
	if strings.HasSuffix(rest, "·") {
		return strings.TrimSuffix(rest, "·") + s[len(rest):]
	}
	return s
}

func (c *canon) node(n *html.Node, pre bool) {
	switch n.Type {
	case html.TextNode:
		c.text(n.Data, pre)
		return
	case html.CommentNode:
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Meta, atom.Link:
			c.unseen(n)
			return
		}
		wall := walls[n.DataAtom]
		if wall {
			c.line()
		}
		c.current.WriteString(startTag(n))
		if wall {
			c.line()
		}
		defer func() {
			if wall {
				c.line()
				return
			}
			c.current.WriteString("</" + n.Data + ">")
		}()
	}
	if n.DataAtom == atom.Pre || n.DataAtom == atom.Textarea {
		pre = true
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.node(child, pre)
	}
}

// unseen writes a line of its own for what is not shown, without any white
// space; the line that it stands in goes on.
func (c *canon) unseen(n *html.Node) {
	text := ""
	if n.FirstChild != nil {
		text = strings.Join(strings.Fields(n.FirstChild.Data), "")
	}
	c.lines = append(c.lines, startTag(n)+text)
}

// walls are the elements that begin a line of their own.
var walls = func() map[atom.Atom]bool {
	names := `html head body title div p ul ol li dl dt dd br hr pre main section article aside nav header footer h1 h2`
	m := map[atom.Atom]bool{}
	for name := range strings.FieldsSeq(names) {
		m[atom.Lookup([]byte(name))] = true
	}
	return m
}()

func startTag(n *html.Node) string {
	attributes := slices.Clone(n.Attr)
	slices.SortFunc(attributes, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	var b strings.Builder
	b.WriteString("<" + n.Data)
	for _, a := range attributes {
		switch a.Key {
		case "class":
			a.Val = strings.Join(strings.Fields(a.Val), " ")
		case "content":
			a.Val = strings.ReplaceAll(a.Val, ", ", ",") // a list, in the meta element of the viewport
		}
		b.WriteString(" " + a.Key + `="` + strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(a.Val) + `"`)
	}
	return b.String() + ">"
}

// text writes words; a dot stands for a space that is shown unless it turns
// out to be the last of its line.
func (c *canon) text(s string, pre bool) {
	if pre {
		c.current.WriteString(strings.ReplaceAll(s, "\n", "⏎"))
		return
	}
	for _, r := range s {
		if !strings.ContainsRune(" \t\n\f\r", r) {
			c.current.WriteRune(r)
			continue
		}
		if shown := withoutTags(c.current.String()); shown != "" && !strings.HasSuffix(shown, "·") {
			c.current.WriteString("·")
		}
	}
}

// withoutTags takes the tags off the end of a line, but for those of an
// element with nothing in it, which may be drawn, and of one that is always drawn.
func withoutTags(s string) string {
	for strings.HasSuffix(s, ">") {
		i := strings.LastIndex(s, "<")
		if i < 0 || strings.HasPrefix(s[i:], "<img") || strings.HasPrefix(s[i:], "</i>") && strings.HasSuffix(s[:i], ">") {
			return s
		}
		s = s[:i]
	}
	return s
}
