package page

import (
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
// and a, whose one attribute that depends on the document is an address that
// has passed [webAddress]; and because every character of the document goes
// through appendEscaped, which leaves none of & < > " as it is. So the result
// is balanced, holds no attribute but href and rel, and cannot run anything.
//
// A soft line break is a space, a hard one is br; several spaces are one. The
// marks in drop are left out.
func markup(t factsheet.Text, drop factsheet.Mark) template.HTML {
	return template.HTML(appendMarkup(nil, t, drop))
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

func appendMarkup(b []byte, t factsheet.Text, drop factsheet.Mark) []byte {
	w := inline{b: b, space: true}
	for _, r := range t {
		if r.Text == "" {
			continue
		}
		link := r.Link
		if !webAddress(link) {
			link = ""
		}
		w.turn(link, r.Marks&^drop)
		w.text(r.Text)
	}
	w.turn("", 0)
	return w.b
}

// An inline writes runs, keeping open what the next run has in common with the
// one before it.
type inline struct {
	b     []byte
	link  string         // address of the open link, empty for none
	marks factsheet.Mark // open elements
	space bool           // the last character shown is a space or a break
}

// turn closes what is open and not wanted, and opens what is wanted. An element
// can stay open only if all those around it do.
func (w *inline) turn(link string, marks factsheet.Mark) {
	if link == w.link && marks == w.marks {
		return
	}
	keep := 0 // elements of markTags that stay
	if link == w.link {
		for keep < len(markTags) && marks&markTags[keep].mark == w.marks&markTags[keep].mark {
			keep++
		}
	}
	for i := len(markTags) - 1; i >= keep; i-- {
		if w.marks&markTags[i].mark != 0 {
			w.b = append(append(append(w.b, "</"...), markTags[i].tag...), '>')
		}
	}
	if link != w.link {
		if w.link != "" {
			w.b = append(w.b, "</a>"...)
		}
		if link != "" {
			w.b = append(w.b, `<a href="`...)
			w.b = appendEscaped(w.b, link)
			w.b = append(w.b, `" rel="noopener noreferrer">`...)
		}
	}
	for _, m := range markTags[keep:] {
		if marks&m.mark != 0 {
			w.b = append(append(append(w.b, '<'), m.tag...), '>')
		}
	}
	w.link, w.marks = link, marks
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
