package webpage

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements gives the elements below a node, in the order of the page. The node
// at hand may not be removed.
func elements(root *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// inline are the elements that do not end a word.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true, atom.Data: true,
	atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Label: true,
	atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strike: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// words returns the words below a node with one space between them. Blocks are
// apart even where no space is written between them.
func words(root *html.Node) string { return gather(root, false) }

// loosely returns the words below a node, each element apart from the next:
// for telling a person of menus, whose links are set apart by styles alone.
func loosely(root *html.Node) string { return gather(root, true) }

func gather(root *html.Node, loose bool) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		block := n.Type == html.ElementNode && (loose || !inline[n.DataAtom])
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.CommentNode, unread[n.DataAtom]:
			return
		}
		if block {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			b.WriteByte(' ')
		}
	}
	walk(root)
	return strings.Join(strings.Fields(b.String()), " ")
}

func countWords(n *html.Node) int { return len(strings.Fields(words(n))) }

// some returns the first few words of a text.
func some(text string) string {
	const most = 8
	list := strings.Fields(text)
	if len(list) <= most {
		return strings.Join(list, " ")
	}
	return strings.Join(list[:most], " ") + " …"
}
