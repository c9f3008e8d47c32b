package webpage

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/JohannesKaufmann/html-to-markdown/v2/marker"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The converter escapes words that Markdown would take for markup, with gaps.
// What is below closes those that a test with all kinds of such words found.
// It writes references to characters ("&#35;" for "#"), which the converter
// leaves alone.

var (
	// reference is what Markdown would take for a character.
	reference = regexp.MustCompile(`&([A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);`)
	// opener begins a heading, list, rule or fence at the start of a line; the
	// group is the character that makes it one.
	opener = regexp.MustCompile(`^\s*(?:[0-9]{1,9}([.)])|([-#+*=~>\x60|_]))`)
	// delimiters is the row of a table that makes a table of the row above.
	delimiters = regexp.MustCompile(`^[\s|:-]*-[\s|:-]*$`)
	// lineFeed is what the converter takes for one: it uses a private character.
	lineFeed = string(marker.MarkerCodeBlockNewline)
)

// literal keeps the words below a node words.
func literal(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.TextNode || within(n, atom.Code, atom.Pre, atom.Kbd, atom.Samp, atom.Tt) {
			continue
		}
		n.Data = reference.ReplaceAllString(n.Data, "&amp;$1;")
		n.Data = strings.ReplaceAll(n.Data, lineFeed, numeric(marker.MarkerCodeBlockNewline))
		if within(n, atom.B, atom.Strong, atom.I, atom.Em) { // an asterisk would join those that make it bold
			n.Data = strings.ReplaceAll(n.Data, "*", numeric('*'))
		}
		if strings.Contains(n.Data, "|") && delimiters.MatchString(n.Data) {
			n.Data = strings.ReplaceAll(n.Data, "|", numeric('|'))
		}
		if !within(n, atom.Blockquote, atom.Dd, atom.Li) {
			continue
		}
		if i := opening(n.Data); i >= 0 {
			n.Data = n.Data[:i] + numeric(rune(n.Data[i])) + n.Data[i+1:]
		}
	}
}

// opening returns where the character is that makes the beginning of a text
// markup; -1 where none does.
func opening(text string) int {
	at := opener.FindStringSubmatchIndex(text)
	if at == nil {
		return -1
	}
	return max(at[2], at[4])
}

func numeric(r rune) string { return fmt.Sprintf("&#%d;", r) }

// strong are the elements that become asterisks.
var strong = map[atom.Atom]bool{atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true}

// bold tells bold from italic words.
func bold(n *html.Node) bool { return n.DataAtom == atom.B || n.DataAtom == atom.Strong }

// join makes one element of bold words that touch, and of italic ones, and
// leaves only the words of italic ones that touch bold ones: Markdown sees
// neither the end of the first nor the beginning of the second in "**a****b**".
func join(root *html.Node) {
	for _, n := range slices.Collect(elements(root)) {
		if !strong[n.DataAtom] || n.Parent == nil {
			continue
		}
		for m := n.NextSibling; m != nil && strong[m.DataAtom] && bold(m) == bold(n); m = n.NextSibling {
			for m.FirstChild != nil {
				child := m.FirstChild
				m.RemoveChild(child)
				n.AppendChild(child)
			}
			m.Parent.RemoveChild(m)
		}
		if touches(n) {
			unwrap(n)
		}
	}
}

// touches reports whether the words right before an element are bold or italic
// by an element that does not hold it.
func touches(n *html.Node) bool {
	for m := beside(n, false); m != nil && !contains(m, n); m = m.Parent {
		if strong[m.DataAtom] {
			return true
		}
	}
	return false
}

// beside returns the text right before or behind an element, as far as no
// paragraph or line ends between them.
func beside(n *html.Node, forward bool) *html.Node {
	next := func(n *html.Node) *html.Node { return n.PrevSibling }
	child := func(n *html.Node) *html.Node { return n.LastChild }
	if forward {
		next = func(n *html.Node) *html.Node { return n.NextSibling }
		child = func(n *html.Node) *html.Node { return n.FirstChild }
	}
	for {
		for next(n) == nil {
			if n = n.Parent; n == nil || breaks(n) {
				return nil
			}
		}
		n = next(n)
		for child(n) != nil && !breaks(n) {
			n = child(n)
		}
		switch {
		case breaks(n):
			return nil
		case n.Type == html.TextNode && n.Data != "":
			return n
		}
	}
}

// tighten moves punctuation out of bold and italic words where a letter
// follows or precedes without a space: Markdown does not see the end of the
// bold in "**Ports:**the".
func tighten(root *html.Node) {
	for _, n := range slices.Collect(elements(root)) {
		if !strong[n.DataAtom] || n.Parent == nil {
			continue
		}
		if t := edge(n, false); t != nil && letterAfter(n) {
			cut := strings.TrimRightFunc(t.Data, mark)
			n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: t.Data[len(cut):]}, n.NextSibling)
			t.Data = cut
		}
		if t := edge(n, true); t != nil && letterBefore(n) {
			cut := strings.TrimLeftFunc(t.Data, mark)
			n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: t.Data[:len(t.Data)-len(cut)]}, n)
			t.Data = cut
		}
		if words(n) == "" {
			unwrap(n)
		}
	}
}

func mark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// edge returns the text at an end of an element.
func edge(n *html.Node, first bool) *html.Node {
	for n != nil && n.Type == html.ElementNode {
		if first {
			n = n.FirstChild
		} else {
			n = n.LastChild
		}
	}
	if n == nil || n.Type != html.TextNode {
		return nil
	}
	return n
}

func letterAfter(n *html.Node) bool {
	next := beside(n, true)
	if next == nil {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.Data)
	return r != utf8.RuneError && !unicode.IsSpace(r) && !mark(r)
}

func letterBefore(n *html.Node) bool {
	previous := beside(n, false)
	if previous == nil {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(previous.Data)
	return r != utf8.RuneError && !unicode.IsSpace(r) && !mark(r)
}

// breaks reports whether a line ends at an element. The converter takes one
// that it does not know for a part of the line.
func breaks(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom != 0 && !inline[n.DataAtom]
}
