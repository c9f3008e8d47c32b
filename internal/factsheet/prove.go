package factsheet

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"communique/internal/diag"
	"communique/internal/source"
)

// Places yields every text of the document that is the primary place of its
// words: headings, paragraphs with their marks, cells, commitments. The order
// is that of the model, not of the source.
func (d *Document) Places(yield func(Text)) {
	parts(d.Intro, yield)
	for _, p := range d.Pillars {
		yield(p.Title)
		parts(p.Parts, yield)
	}
	parts(d.Notes, yield)
}

func parts(list []Part, yield func(Text)) {
	for _, part := range list {
		switch part := part.(type) {
		case *Paragraph:
			yield(part.Mark)
			yield(part.Text)
		case *Table:
			for _, row := range part.Rows {
				for _, c := range row {
					yield(c.Text)
				}
			}
		case *Group:
			if part.LeadIn != nil {
				yield(part.LeadIn.Mark)
				yield(part.LeadIn.Text)
			}
			for _, c := range part.Items {
				c.places(yield)
			}
		}
	}
}

func (c *Commitment) places(yield func(Text)) {
	parts(c.Body, yield)
	for _, child := range c.Children {
		child.places(yield)
	}
}

// prove holds the document against its source, byte for byte: no two places
// share a byte, and between places there is nothing but markup. It counts the
// words. It trusts the spans and nothing else of the parser.
func prove(d *Document, definitions []Span) (words int, problems diag.List) {
	var spans []Span
	d.Places(func(t Text) {
		words += t.count()
		for _, r := range t {
			spans = append(spans, r.Span)
		}
	})
	spans = append(spans, definitions...)
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	text := d.Source.Text()
	at := d.Source.Body
	for _, s := range append(spans, Span{len(text), len(text)}) {
		if s.Start < at && s.End > s.Start && hasWord(string(text[s.Start:min(at, s.End)])) {
			problems = append(problems, diag.Errorf(d.Source.Pos(s.Start), "%q would stand in two places", clip(string(text[s.Start:min(at, s.End)]))).
				WithHint("this is a fault of the program, please report it with the document"))
		}
		if s.Start > at {
			problems = append(problems, lost(d.Source, text, at, s.Start)...)
		}
		at = max(at, s.End)
	}
	return words, problems
}

// lost reports the words between two places, where there are any.
func lost(src *source.File, text []byte, start, end int) diag.List {
	at, found := visible(text, start, end)
	if !found {
		return nil
	}
	return diag.List{diag.Errorf(src.Pos(at), "%q has no place on the site", clip(string(text[at:end]))).
		WithHint("this is a fault of the program, please report it with the document")}
}

func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > 60 {
		s = string([]rune(s)[:60]) + "…"
	}
	return s
}

// visible returns the offset of the first letter or digit between two places
// that is not part of the markup: a tag or comment, the destination of a link
// or picture, a reference, the word after a code fence.
func visible(text []byte, start, end int) (int, bool) {
	for i := start; i < end; {
		b := text[i:end]
		n := markup(b, text, i)
		if n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRune(b)
		if wordRune(r) {
			return i, true
		}
		i += size
	}
	return 0, false
}

// markup returns the length of the markup that b begins with, or 0. The text
// up to b is text[:at].
func markup(b, text []byte, at int) int {
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		return commentEnd(b)
	case bytes.HasPrefix(b, []byte("<!")) || bytes.HasPrefix(b, []byte("<?")) || len(b) > 2 && b[0] == '<' && b[1] == '/' && !letter(b[2]):
		return bytes.IndexByte(b, '>') + 1 // as browsers end what is no tag
	case b[0] == '<':
		return tagLength(b)
	case bytes.HasPrefix(b, []byte("](")):
		return 1 + destination(b[1:])
	case bytes.HasPrefix(b, []byte("][")):
		if i := bytes.IndexByte(b, ']'); i == 0 {
			if j := bytes.IndexByte(b[1:], ']'); j >= 0 {
				return j + 2
			}
		}
	case b[0] == '&':
		if n, s := resolve(b); n > 0 && !hasWord(s) {
			return n
		}
	case bytes.HasPrefix(b, []byte("```")) || bytes.HasPrefix(b, []byte("~~~")):
		if lineStart(text, at) {
			if i := bytes.IndexByte(b, '\n'); i >= 0 {
				return i
			}
			return len(b)
		}
	}
	return 0
}

// lineStart reports whether only white space and the marks of quotes and lists
// stand before at in its line.
func lineStart(text []byte, at int) bool {
	for i := at - 1; i >= 0 && text[i] != '\n'; i-- {
		if !strings.ContainsRune(" \t>-*+0123456789.)", rune(text[i])) {
			return false
		}
	}
	return true
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isWhite(b byte) bool { return b == ' ' || b == '\t' || b == '\n' }

// tagLength returns the length of the HTML tag that b begins with, as browsers
// read it, or 0: a quotation mark counts only where a value begins.
func tagLength(b []byte) int {
	if len(b) < 2 || b[1] != '/' && !letter(b[1]) {
		return 0
	}
	i := 2
	for i < len(b) && !isWhite(b[i]) && b[i] != '/' && b[i] != '>' {
		i++
	}
	for i < len(b) {
		switch c := b[i]; {
		case c == '>':
			return i + 1
		case isWhite(c) || c == '/':
			i++
		default:
			i = attributeEnd(b, i)
		}
	}
	return 0
}

// attributeEnd returns where the attribute ends that begins at i.
func attributeEnd(b []byte, i int) int {
	for i++; i < len(b) && !isWhite(b[i]) && b[i] != '/' && b[i] != '>' && b[i] != '='; {
		i++ // a "=" at its beginning belongs to the name
	}
	value := i
	for value < len(b) && isWhite(b[value]) {
		value++
	}
	if value == len(b) || b[value] != '=' {
		return i
	}
	for i = value + 1; i < len(b) && isWhite(b[i]); {
		i++
	}
	if i < len(b) && (b[i] == '"' || b[i] == '\'') {
		end := bytes.IndexByte(b[i+1:], b[i])
		if end < 0 {
			return len(b)
		}
		return i + 1 + end + 1
	}
	for i < len(b) && !isWhite(b[i]) && b[i] != '>' {
		i++
	}
	return i
}

// destination returns the length of "(address "title")" at the start of b.
func destination(b []byte) int {
	depth := 0
	var quote byte
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' && i > 0 && isWhite(b[i-1]):
			quote = c
		case c == '<' && i == 1:
			quote = '>'
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
