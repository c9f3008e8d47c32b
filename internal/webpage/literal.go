package webpage

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
)

// literal keeps the words below a node words.
func literal(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.TextNode || within(n, atom.Code, atom.Pre, atom.Kbd, atom.Samp, atom.Tt) {
			continue
		}
		n.Data = reference.ReplaceAllString(n.Data, "&amp;$1;")
		if strings.Contains(n.Data, "|") && delimiters.MatchString(n.Data) {
			n.Data = strings.ReplaceAll(n.Data, "|", numeric('|'))
		}
		if !within(n, atom.Blockquote, atom.Dd, atom.Li) {
			continue
		}
		if at := opener.FindStringSubmatchIndex(n.Data); at != nil {
			i := max(at[2], at[4])
			n.Data = n.Data[:i] + numeric(rune(n.Data[i])) + n.Data[i+1:]
		}
	}
}

func numeric(r rune) string { return fmt.Sprintf("&#%d;", r) }

// strong are the elements that become asterisks.
var strong = map[atom.Atom]bool{atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true}

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
	next := edge(&html.Node{Type: html.ElementNode, FirstChild: n.NextSibling}, true)
	if next == nil {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.Data)
	return r != utf8.RuneError && !unicode.IsSpace(r) && !mark(r)
}

func letterBefore(n *html.Node) bool {
	previous := edge(&html.Node{Type: html.ElementNode, LastChild: n.PrevSibling}, false)
	if previous == nil {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(previous.Data)
	return r != utf8.RuneError && !unicode.IsSpace(r) && !mark(r)
}
