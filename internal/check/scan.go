package check

import (
	"bytes"
	"html"
	"strings"
)

// A tokenKind tells the pieces of HTML apart.
type tokenKind uint8

const (
	textToken   tokenKind = iota // text, entities not resolved
	startToken                   // a start tag
	endToken                     // an end tag
	hiddenToken                  // a comment, a declaration, an instruction
)

// A scanner cuts HTML into tokens as a browser does, with one difference: a tag
// or comment that never ends is text, since a person would find the rest of the
// document gone.
type scanner struct {
	data  []byte
	at    int    // where the next token begins
	limit int    // end of the HTML in data
	raw   string // the element whose end alone ends the text that follows; empty for none

	kind       tokenKind
	start, end int    // the token in data, half-open
	name       []byte // of a tag, lower case; valid until the next token
	lower      [32]byte
}

// next reads a token, and reports whether there was one.
func (s *scanner) next() bool {
	if s.at >= s.limit {
		return false
	}
	s.start = s.at
	if s.raw != "" {
		end := s.rawEnd()
		s.raw = ""
		if end > s.at {
			return s.token(textToken, end)
		}
	}
	if s.data[s.at] == '<' {
		return s.angle()
	}
	return s.token(textToken, s.textEnd(s.at))
}

func (s *scanner) token(kind tokenKind, end int) bool {
	s.kind, s.end, s.at = kind, end, end
	return true
}

// textEnd returns where the text from at on ends: at the next "<" that can
// begin a tag or comment.
func (s *scanner) textEnd(at int) int {
	for {
		i := bytes.IndexByte(s.data[at:s.limit], '<')
		if i < 0 || at+i+1 == s.limit {
			return s.limit
		}
		at += i
		if c := s.data[at+1]; isLetter(c) || c == '/' && at+2 < s.limit || c == '!' || c == '?' {
			return at
		}
		at++
	}
}

// angle reads what begins with "<".
func (s *scanner) angle() bool {
	rest := s.data[s.at+1 : s.limit]
	switch {
	case len(rest) > 0 && isLetter(rest[0]):
		return s.tag(startToken, s.at+1)
	case len(rest) > 1 && rest[0] == '/' && isLetter(rest[1]):
		return s.tag(endToken, s.at+2)
	case bytes.HasPrefix(rest, []byte("!--")):
		return s.hidden(s.commentEnd(s.at + len("<!--")))
	case len(rest) > 0 && (rest[0] == '!' || rest[0] == '?') || len(rest) > 1 && rest[0] == '/':
		i := bytes.IndexByte(rest, '>')
		if i < 0 {
			return s.hidden(-1)
		}
		return s.hidden(s.at + 1 + i + 1)
	}
	return s.token(textToken, s.textEnd(s.at+1))
}

// hidden makes a token of what ends at end; -1 says that it never does, and
// all that is left is text.
func (s *scanner) hidden(end int) bool {
	if end < 0 {
		return s.token(textToken, s.limit)
	}
	return s.token(hiddenToken, end)
}

// commentEnd returns the end of a comment whose text begins at at, or -1.
func (s *scanner) commentEnd(at int) int {
	rest := s.data[at:s.limit]
	if bytes.HasPrefix(rest, []byte(">")) {
		return at + 1
	}
	if bytes.HasPrefix(rest, []byte("->")) {
		return at + 2
	}
	for i := 0; ; {
		j := bytes.Index(rest[i:], []byte("--"))
		if j < 0 {
			return -1
		}
		i += j + len("--")
		switch {
		case bytes.HasPrefix(rest[i:], []byte(">")):
			return at + i + 1
		case bytes.HasPrefix(rest[i:], []byte("!>")):
			return at + i + 2
		}
		i-- // "--->" ends a comment too
	}
}

// tag reads a tag whose name begins at at.
func (s *scanner) tag(kind tokenKind, at int) bool {
	nameEnd := at
	for nameEnd < s.limit && tagClass[s.data[nameEnd]]&(blankByte|slashByte|closeByte) == 0 {
		nameEnd++
	}
	end := s.tagEnd(nameEnd)
	if end < 0 {
		return s.token(textToken, s.limit)
	}
	s.name = lowerCase(s.data[at:nameEnd], s.lower[:0])
	if kind == startToken && rawElements[string(s.name)] {
		s.raw = string(s.name)
	}
	return s.token(kind, end)
}

// tagEnd returns the end of a tag whose name ends at at, or -1.
func (s *scanner) tagEnd(at int) int {
	if at < s.limit && s.data[at] == '>' {
		return at + 1
	}
	a := attributes{data: s.data[:s.limit], at: at}
	for a.next() {
	}
	return a.end
}

// rawEnd returns where the text of a raw element ends: at its end tag, or at
// the limit.
func (s *scanner) rawEnd() int {
	if s.raw == "plaintext" {
		return s.limit // no tag ends it
	}
	if s.raw == "script" {
		return s.scriptEnd()
	}
	for at := s.at; ; at++ {
		i := bytes.Index(s.data[at:s.limit], []byte("</"))
		if i < 0 {
			return s.limit
		}
		at += i
		if s.named(at+2, s.raw) {
			return at
		}
	}
}

// scriptEnd returns where a script ends. Within a comment of it, the end of
// another script that begins there does not end it.
func (s *scanner) scriptEnd() int {
	const none = 0
	comment, inner := none, false // from where on the open comment may end; a script within it is open
	for at := s.at; at < s.limit; at++ {
		rest := s.data[at:s.limit]
		switch {
		case rest[0] == '-' && comment > none && at >= comment && bytes.HasPrefix(rest, []byte("-->")):
			comment, inner = none, false
		case rest[0] != '<':
		case comment == none && bytes.HasPrefix(rest, []byte("<!--")):
			comment = at + len("<!") // its dashes can end it too
		case comment > none && !inner && s.named(at+1, "script"):
			inner = true
		case bytes.HasPrefix(rest, []byte("</")) && s.named(at+2, "script"):
			if !inner {
				return at
			}
			inner = false
		case comment > none && !inner && len(rest) > 1 && rest[1] != '/' && !isLetter(rest[1]):
			comment = none // browsers stay in it; the parser that makes the pages does not, and all of it is text
		}
	}
	return s.limit
}

// named reports whether the name of a tag stands at at.
func (s *scanner) named(at int, name string) bool {
	rest := s.data[min(at, s.limit):s.limit]
	if len(rest) <= len(name) || !strings.EqualFold(string(rest[:len(name)]), name) {
		return false
	}
	c := rest[len(name)]
	return isBlank(c) || c == '/' || c == '>'
}

// rawElements hold text in which "<" begins no tag.
var rawElements = map[string]bool{
	"iframe": true, "noembed": true, "noframes": true, "noscript": true, "plaintext": true, "script": true,
	"style": true, "textarea": true, "title": true, "xmp": true,
}

// attributes walks the attributes of a tag.
type attributes struct {
	data []byte
	at   int // after the name of the tag, or the last attribute
	end  int // after the ">" of the tag, once next has returned false; -1 where there is none

	key, value []byte // as written; the value without quotes
}

// next reads an attribute. It returns false at the end of the tag.
func (a *attributes) next() bool {
	i, n := a.at, len(a.data)
	for i < n && tagClass[a.data[i]]&(blankByte|slashByte) != 0 {
		i++
	}
	if i == n {
		a.end = -1
		return false
	}
	if a.data[i] == '>' {
		a.end = i + 1
		return false
	}
	start := i
	for i++; i < n && tagClass[a.data[i]] == 0; i++ {
	}
	a.key, a.value = a.data[start:i], nil
	a.at = i
	for i < n && isBlank(a.data[i]) {
		i++
	}
	if i == n || a.data[i] != '=' {
		return true
	}
	for i++; i < n && isBlank(a.data[i]); i++ {
	}
	a.readValue(i)
	return true
}

func (a *attributes) readValue(i int) {
	n := len(a.data)
	if i < n && (a.data[i] == '"' || a.data[i] == '\'') {
		j := bytes.IndexByte(a.data[i+1:], a.data[i])
		if j < 0 {
			a.at = n // the tag never ends
			return
		}
		a.value, a.at = a.data[i+1:i+1+j], i+1+j+1
		return
	}
	start := i
	for i < n && tagClass[a.data[i]]&(blankByte|closeByte) == 0 {
		i++
	}
	a.value, a.at = a.data[start:i], i
}

// entity returns the length and the meaning of the entity that b begins with,
// or 0. Only what ends in a semicolon is one: "&copy 2021" is text.
func entity(b []byte) (int, string) {
	const longest = len("&CounterClockwiseContourIntegral;")
	end := bytes.IndexByte(b[:min(len(b), longest)], ';')
	if end < 2 || b[0] != '&' {
		return 0, ""
	}
	for _, c := range b[1:end] {
		if !isLetter(c) && !isDigit(c) && c != '#' {
			return 0, ""
		}
	}
	if b[1] == '#' && !isReference(b[2:end]) {
		return 0, ""
	}
	s := string(b[:end+1])
	meaning := html.UnescapeString(s)
	// A name that only begins like a known one ("&notit;") keeps its end.
	if meaning == s || strings.HasSuffix(meaning, ";") && s != "&semi;" && s[1] != '#' {
		return 0, ""
	}
	return end + 1, meaning
}

// isReference reports whether b is the number of a numeric reference: up to
// seven decimal or six hexadecimal digits (CommonMark 0.31, section 2.5).
func isReference(b []byte) bool {
	if len(b) > 0 && (b[0] == 'x' || b[0] == 'X') {
		return len(b) > 1 && len(b) <= 7 && !bytes.ContainsFunc(b[1:], func(r rune) bool {
			return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F')
		})
	}
	return len(b) > 0 && len(b) <= 7 && !bytes.ContainsFunc(b, func(r rune) bool { return r < '0' || r > '9' })
}

// lowerCase returns b in lower case; where it is not already, in a copy that
// uses room.
func lowerCase(b, room []byte) []byte {
	upper := false
	for _, c := range b {
		upper = upper || c >= 'A' && c <= 'Z'
	}
	if !upper {
		return b
	}
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		room = append(room, c)
	}
	return room
}

// breaking lists the elements that part the words on their two sides.
var breaking = func() map[string]bool {
	t := make(map[string]bool)
	for name := range strings.FieldsSeq(`
		address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt
		fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html img legend li main
		menu nav ol optgroup option p pre search section select summary table tbody td tfoot th thead title tr ul`) {
		t[name] = true
	}
	return t
}()

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// What a byte can end within a tag.
const (
	blankByte = 1 << iota
	slashByte
	equalsByte
	closeByte
)

var tagClass = [256]uint8{
	' ': blankByte, '\n': blankByte, '\t': blankByte, '\r': blankByte, '\f': blankByte, '/': slashByte, '=': equalsByte, '>': closeByte,
}

// isBlank reports white space of HTML.
func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// readText adds the words of data[start:end], entities resolved.
func readText(data []byte, start, end int, words *collector) {
	for start < end {
		i := bytes.IndexByte(data[start:end], '&')
		if i < 0 {
			break
		}
		words.verbatim(start, start+i)
		start += i
		n, meaning := entity(data[start:end])
		if n == 0 {
			n = 1
			words.verbatim(start, start+n)
		} else {
			words.decoded(meaning, start, start+n)
		}
		start += n
	}
	words.verbatim(start, end)
}
