package page

import (
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"

	"communique/internal/factsheet"
)

// markup turns the text of a document into HTML. Every byte of HTML that a
// document has a say in comes from here; whatever else a document says reaches
// a page as a plain string, which html/template escapes.
//
// It is safe because the only tags it writes are those of the table below, br,
// a, mark and time. The one attribute that depends on the document is the
// address of a link, which has passed [webAddress]; those of a note are ours,
// and are escaped all the same. And every character of the document goes
// through appendEscaped, which leaves none of & < > " as it is. So the result
// is balanced, holds no attribute but href, rel and datetime, and cannot run
// anything.
//
// A soft line break is a space, a hard one is br; several spaces are one. The
// marks in drop are left out. The notes are in order and do not overlap.
func markup(t factsheet.Text, drop factsheet.Mark, notes ...note) template.HTML {
	return template.HTML(appendMarkup(nil, t, drop, notes))
}

// markTags are the elements for the marks, the outermost first.
var markTags = [...]struct {
	mark factsheet.Mark
	tag  string
}{
	{factsheet.Strong, "strong"},
	{factsheet.Emphasis, "em"},
	{factsheet.Underline, "u"},
	{factsheet.Strike, "s"},
	{factsheet.Superscript, "sup"},
	{factsheet.Subscript, "sub"},
	{factsheet.Code, "code"},
}

func appendMarkup(b []byte, t factsheet.Text, drop factsheet.Mark, notes []note) []byte {
	w := inline{b: b, space: true}
	at := 0
	for _, r := range t {
		link := r.Link
		if !webAddress(link) {
			link = ""
		}
		for rest := r.Text; rest != ""; {
			for len(notes) > 0 && notes[0].to <= at {
				notes = notes[1:]
			}
			n, cut := covering(notes, at, at+len(rest))
			w.turn(around{link, n}, r.Marks&^drop)
			w.text(rest[:cut-at])
			rest, at = rest[cut-at:], cut
		}
	}
	w.turn(around{}, 0)
	return w.b
}

// covering returns the note that holds the byte at from, nil for none, and
// where that stops being so, at most to.
func covering(notes []note, from, to int) (*note, int) {
	switch {
	case len(notes) == 0 || notes[0].from >= to:
		return nil, to
	case notes[0].from > from:
		return nil, notes[0].from
	}
	return &notes[0], min(notes[0].to, to)
}

// An around is what stands around marked text: the link of the document, or
// one of ours.
type around struct {
	link string // address, empty for none
	note *note  // nil for none, and where there is a link
}

// An inline writes runs, keeping open what the next run has in common with the
// one before it.
type inline struct {
	b      []byte
	around around         // open
	marks  factsheet.Mark // open elements
	space  bool           // the last character shown is a space or a break
}

// turn closes what is open and not wanted, and opens what is wanted. An element
// can stay open only if all those around it do.
func (w *inline) turn(around around, marks factsheet.Mark) {
	if around == w.around && marks == w.marks {
		return
	}
	keep := 0 // elements of markTags that stay
	if around == w.around {
		for keep < len(markTags) && marks&markTags[keep].mark == w.marks&markTags[keep].mark {
			keep++
		}
	}
	for i := len(markTags) - 1; i >= keep; i-- {
		if w.marks&markTags[i].mark != 0 {
			w.b = append(append(append(w.b, "</"...), markTags[i].tag...), '>')
		}
	}
	if around != w.around {
		w.close(w.around)
		w.open(around)
	}
	for _, m := range markTags[keep:] {
		if marks&m.mark != 0 {
			w.b = append(append(append(w.b, '<'), m.tag...), '>')
		}
	}
	w.around, w.marks = around, marks
}

func (w *inline) open(a around) {
	switch {
	case a.link != "":
		w.b = append(w.b, `<a href="`...)
		w.b = appendEscaped(w.b, spelt(a.link))
		w.b = append(w.b, `" rel="noopener noreferrer">`...)
	case a.note != nil:
		w.b = append(w.b, "<a href="...)
		w.value(a.note.href)
		w.b = append(append(w.b, '>'), noteTags[a.note.kind].open...)
		if a.note.kind == timeNote {
			w.value(a.note.datetime)
			w.b = append(w.b, '>')
		}
	}
}

// value writes the value of an attribute, without quotes where every character
// is one of those that our own addresses are made of.
func (w *inline) value(s string) {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789./#-") == "" {
		w.b = append(w.b, s...)
		return
	}
	w.b = append(appendEscaped(append(w.b, '"'), s), '"')
}

func (w *inline) close(a around) {
	switch {
	case a.link != "":
		w.b = append(w.b, "</a>"...)
	case a.note != nil:
		w.b = append(append(w.b, noteTags[a.note.kind].close...), "</a>"...)
	}
}

// text writes words, white space folded.
func (w *inline) text(s string) {
	for s != "" {
		end := strings.IndexAny(s, " \t\n\r")
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			w.b = appendEscaped(w.b, s[:end])
			w.space = false
			s = s[end:]
			continue
		}
		switch {
		case s[0] == '\n':
			if w.space && len(w.b) > 0 && w.b[len(w.b)-1] == ' ' {
				w.b = w.b[:len(w.b)-1]
			}
			w.b = append(w.b, "<br>"...)
			w.space = true
		case !w.space:
			w.b = append(w.b, ' ')
			w.space = true
		}
		s = s[1:]
	}
}

// appendEscaped appends s as it may stand in the text of an element or in a
// value between double quotes. Characters that HTML does not allow, control
// characters above all, become U+FFFD.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if r := escapes[c]; r != "" {
				b = append(append(b, s[from:i]...), r...)
				from = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || r < 0xa0 || r&0xfffe == 0xfffe || 0xfdd0 <= r && r <= 0xfdef {
			b = append(append(b, s[from:i]...), "\ufffd"...)
			from = i + size
		}
		i += size
	}
	return append(b, s[from:]...)
}

// escapes holds what stands in the place of an ASCII character, empty for itself.
var escapes = func() (t [utf8.RuneSelf]string) {
	for c := range t {
		if c < ' ' && c != '\t' && c != '\n' || c == 0x7f {
			t[c] = "\ufffd"
		}
	}
	t['&'], t['<'], t['>'], t['"'] = "&amp;", "&lt;", "&gt;", "&#34;"
	return t
}()

// webAddress reports whether a document may link to an address: http, https or
// mailto with something behind it, without white space and control characters,
// which browsers drop before they look for a scheme.
func webAddress(s string) bool {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || 0x7f <= r && r < 0xa0 }) {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto":
		return rest != ""
	}
	return false
}

// spelt writes an address as a browser reads it, in signs that an address may
// hold: on the web, a backslash ahead of the query is a slash; other signs that
// are out of place are percent-encoded. See the URL Standard, "URL code points".
func spelt(address string) string {
	const strange = " \"<>\\^`{|}[]%#"
	if !strings.ContainsAny(address, strange) {
		return address
	}
	scheme, rest, _ := strings.Cut(address, ":")
	web := !strings.EqualFold(scheme, "mailto")
	path, query, fragment := parts(rest)
	host := ""
	if web {
		path = strings.ReplaceAll(path, "\\", "/")
		if n := strings.IndexByte(path[2:], '/'); n >= 0 { // behind //; a host may be in brackets
			host, path = path[:n+2], path[n+2:]
		} else {
			host, path = path, ""
		}
	}
	b := []byte(scheme + ":" + host)
	for _, part := range []string{path, query, fragment} {
		for i := range len(part) {
			c := part[i]
			sign := i == 0 && c == '#' || c == '%' && len(part) > i+2 && isHex(part[i+1]) && isHex(part[i+2])
			if strings.IndexByte(strange, c) >= 0 && !sign {
				b = fmt.Appendf(b, "%%%02X", c)
			} else {
				b = append(b, c)
			}
		}
	}
	return string(b)
}

// parts cuts an address into what is ahead of the query, the query and the
// fragment, each of the two with its sign.
func parts(address string) (path, query, fragment string) {
	if n := strings.IndexByte(address, '#'); n >= 0 {
		address, fragment = address[:n], address[n:]
	}
	if n := strings.IndexByte(address, '?'); n >= 0 {
		address, query = address[:n], address[n:]
	}
	return address, query, fragment
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// common returns the marks that all visible runs of a text have.
func common(t factsheet.Text) factsheet.Mark {
	all, any := ^factsheet.Mark(0), false
	for _, r := range t {
		if strings.TrimSpace(r.Text) != "" {
			all, any = all&r.Marks, true
		}
	}
	if !any {
		return 0
	}
	return all
}
