package webpage

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// No list of rules foresees every way in which words, markup of a page and
// Markdown can meet. So what was written is read back, and where the words are
// not those of the page, it is written again with less markup.

// ways make a copy of a page ready to be written, from the one that keeps all
// of its markup on.
var ways = []func(root *html.Node, permalink string){
	func(root *html.Node, permalink string) {
		plainLinks(root, permalink)
		join(root)
		tighten(root)
		literal(root)
	},
	func(root *html.Node, permalink string) {
		plainLinks(root, permalink)
		unwrapAll(root, strong)
		literal(root)
	},
	func(root *html.Node, _ string) {
		unwrapAll(root, inline)
		unmark(root)
	},
}

// markdown writes the text below a node as Markdown, in which a reader finds
// the words of the page and no others. It leaves the node as it is.
func markdown(root *html.Node, permalink string) (string, error) {
	want := squeeze(words(root))
	for _, prepare := range ways {
		tree := clone(root)
		prepare(tree, permalink)
		text, err := convert(tree)
		if err != nil {
			return "", err
		}
		if got, ok := readBack(text); ok && squeeze(got) == want {
			return text, nil
		}
	}
	return paragraphs(root), nil
}

var commonMark = goldmark.New(goldmark.WithExtensions(extension.Table))

// readBack returns the words that a reader of Markdown sees, and whether they
// can be shown at all: browsers do not follow lists nested too deep.
func readBack(text string) (string, bool) {
	var b strings.Builder
	if err := commonMark.Convert([]byte(text), &b); err != nil {
		return "", false
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		return "", false
	}
	return words(root), true
}

// squeeze leaves white space out: the converter may move it.
func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }

// clone copies a node and what is below it, without what is around it.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for child := range n.ChildNodes() {
		c.AppendChild(clone(child))
	}
	return c
}

// unwrapAll leaves only the words of elements of some kinds.
func unwrapAll(root *html.Node, kinds map[atom.Atom]bool) {
	for _, n := range slices.Collect(elements(root)) {
		if kinds[n.DataAtom] {
			unwrap(n)
		}
	}
}

// signs are the characters of which Markdown makes markup.
const signs = "\\`*_{}[]<>&#+-!|~=:"

// unmark writes them as references to characters, and so whatever may begin a
// list.
func unmark(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.TextNode || within(n, atom.Pre) {
			continue
		}
		at := opening(n.Data)
		var b strings.Builder
		for i, r := range n.Data {
			if i == at || strings.ContainsRune(signs, r) {
				b.WriteString(numeric(r))
			} else {
				b.WriteRune(r)
			}
		}
		n.Data = b.String()
	}
}

// paragraphs writes each block below a node as a paragraph without any markup.
func paragraphs(root *html.Node) string {
	var blocks []string
	var line strings.Builder
	end := func() {
		if list := strings.Fields(line.String()); len(list) > 0 {
			blocks = append(blocks, escape(strings.Join(list, " ")))
		}
		line.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		block := n.Type == html.ElementNode && !inline[n.DataAtom]
		switch {
		case n.Type == html.TextNode:
			line.WriteString(n.Data)
		case unread[n.DataAtom]:
			return
		}
		if block {
			end()
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
		if block {
			end()
		}
	}
	walk(root)
	end()
	return strings.Join(blocks, "\n\n") + "\n"
}

// escape writes the words of a paragraph so that none is markup.
func escape(text string) string {
	at := opening(text)
	var b strings.Builder
	for i, r := range text {
		if i == at || strings.ContainsRune(signs, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
