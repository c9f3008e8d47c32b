package factsheet

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	xhtml "golang.org/x/net/html"
)

// rawHTML takes one piece of inline HTML, which may run over several lines: a
// tag, or what Markdown takes for a comment, an instruction, a declaration or
// a section of character data. A browser ends most of these sooner than
// Markdown does, at the first ">"; what it would show of them has a place.
func (in *inliner) rawHTML(n *ast.RawHTML, marks Mark, link string) {
	if n.Segments.Len() == 0 {
		return
	}
	raw := &view{}
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		raw.lines = append(raw.lines, shift{len(raw.text), in.view.source(seg.Start)})
		raw.text = append(raw.text, in.view.text[seg.Start:seg.Stop]...)
	}
	outer, tags := in.view, in.tags
	in.view, in.tags = raw, true
	in.tokens(marks, link, in.tag)
	in.view, in.tags = outer, tags
}

// tokens reads the whole view as HTML: text is added, comments go, and each
// tag is given to tag with its offset.
func (in *inliner) tokens(marks Mark, link string, tag func(t xhtml.Token, kind xhtml.TokenType, at int)) {
	text := in.view.text
	z := xhtml.NewTokenizer(bytes.NewReader(text))
	for at := 0; ; {
		kind := z.Next()
		if kind == xhtml.ErrorToken {
			// What the tokenizer swallowed at the end (an unclosed tag) is text.
			in.words(at, len(text), marks, link, false)
			return
		}
		raw := len(z.Raw())
		switch kind {
		case xhtml.TextToken:
			in.lines(at, at+raw, marks, link)
		case xhtml.CommentToken:
			in.comment(at, at+raw, marks, link)
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken, xhtml.EndTagToken:
			tag(z.Token(), kind, at)
		}
		at += raw
	}
}

// comment drops a comment, unless it never ends: then a person would find the
// rest of the document gone, so it is shown.
func (in *inliner) comment(start, stop int, marks Mark, link string) {
	raw := in.view.text[start:stop]
	proper := bytes.HasPrefix(raw, []byte("<!--"))
	if commentEnd(raw) == len(raw) || !proper && raw[len(raw)-1] == '>' {
		return
	}
	in.join()
	for start < stop && strings.IndexByte("<!-/?", in.view.text[start]) >= 0 {
		start++
	}
	in.lines(start, stop, marks, link)
}

// lines adds text of HTML, each line break of it a soft one.
func (in *inliner) lines(start, stop int, marks Mark, link string) {
	text := in.view.text
	for start < stop {
		end := start
		for end < stop && text[end] != '\n' {
			end++
		}
		in.words(start, end, marks, link, false)
		if end < stop {
			in.white(" ", end)
		}
		start = end + 1
	}
}

// commentEnd returns the length of the comment that b begins with, as browsers
// read it, or 0 where it is none or never ends.
func commentEnd(b []byte) int {
	if !bytes.HasPrefix(b, []byte("<!--")) {
		return 0
	}
	for _, short := range []string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(b, []byte(short)) {
			return len(short)
		}
	}
	for i := 4; i+2 < len(b); i++ {
		if b[i] == '-' && b[i+1] == '-' {
			switch {
			case b[i+2] == '>':
				return i + 3
			case b[i+2] == '!' && i+3 < len(b) && b[i+3] == '>':
				return i + 4
			}
		}
	}
	return 0
}
