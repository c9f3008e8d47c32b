// Package webpage turns a saved web page of a government into a document: the
// text as Markdown, and above it, as front matter, what the page says about
// itself.
//
// In goes one file of HTML, out comes a [Page], which also tells what was
// taken from where and what was left out, so that a person can look over the
// decision. The text is found by the structure that pages of all makers share:
// elements and roles that mark the main part, navigation and footers; how much
// of a block is links; how much of the page's prose it holds. No rule names a
// site. Where the rules cannot tell, words are kept. The Markdown is read back:
// where its words are not those of the page, some of the markup is given up.
//
// It fetches nothing, follows no link and runs no script. It refuses files
// that are not text, larger than [MaxSize], nested too deep for a browser, or
// without any words.
package webpage

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"
)

// MaxSize bounds a page, in bytes.
const MaxSize = 8 << 20

// A Page is what was found in a web page.
type Page struct {
	Fields   []Field // for the front matter, in its order
	Markdown string  // the text; ends in a line feed
	Words    int     // in the text, title left out
	Region   string  // where the text was found: "the main element"
	Left     []Part  // what was left out
}

// A Field is a key of the front matter.
type Field struct {
	Key   string // "title", "date", …
	Value string // on one line
	From  string // where it was found: "the heading", "JSON-LD"
}

// A Part is something of the page that is not in the text.
type Part struct {
	What  string // "navigation", "footer", "related links"
	Words string // its heading or its first words; may be empty
	Count int    // how many words it has
}

// Errors of pages that cannot be used.
var (
	ErrTooLarge = fmt.Errorf("the page is larger than %d MB", MaxSize>>20)
	ErrNotText  = errors.New("this is not a page of text")
	ErrNoWords  = errors.New("no text was found in the page")
)

// Read reads a saved page.
func Read(data []byte) (*Page, error) {
	if len(data) > MaxSize {
		return nil, ErrTooLarge
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("reading the page: %w", err)
	}
	about := readAbout(root)
	c := newCutter(root)
	region := c.cut()
	title := takeTitle(root)
	p := &Page{Region: region.name, Left: c.left}
	p.Fields = about.fields(title)
	if p.Markdown, err = markdown(region.node, about.permalink()); err != nil {
		return nil, err
	}
	if p.Words = countWords(region.node); p.Words == 0 {
		return nil, ErrNoWords
	}
	return p, nil
}

// decode returns the page as UTF-8, without control characters.
func decode(data []byte) (string, error) {
	text, err := toUTF8(data)
	return withoutControls(text), err
}

// toUTF8 reads the encodings that occur. Browsers save a page in the encoding in
// which it came; those that still occur besides UTF-8 are the one of Western
// Europe, which the HTML standard takes unless told otherwise, and UTF-16.
func toUTF8(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return decode16(data[2:], func(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }), nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return decode16(data[2:], func(b []byte) uint16 { return uint16(b[1])<<8 | uint16(b[0]) }), nil
	case bytes.IndexByte(data, 0) >= 0:
		return "", ErrNotText
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	if name := declared(data); !western[name] {
		return "", fmt.Errorf("the page is written in %s: save it as UTF-8", name)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(text), err
}

// withoutControls leaves out the control characters that HTML allows in no
// page, which show nothing.
func withoutControls(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && !strings.ContainsRune("\t\n\f\r", r) || r == 0x7F {
			return -1
		}
		return r
	}, text)
}

func decode16(data []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) > 1; data = data[2:] {
		units = append(units, unit(data))
	}
	return string(utf16.Decode(units))
}

// western are the names of Windows-1252, and those that browsers take for it.
var western = map[string]bool{"": true, "windows-1252": true, "cp1252": true, "iso-8859-1": true, "latin1": true, "us-ascii": true, "ascii": true,
	// Said of a page that is not: a few bytes went wrong on the way.
	"utf-8": true, "utf8": true}

// declared returns the encoding that a page names at its beginning, in small
// letters; empty where it names none.
func declared(data []byte) string {
	head := strings.ToLower(string(data[:min(len(data), 4096)]))
	_, after, ok := strings.Cut(head, "charset=")
	if !ok {
		return ""
	}
	after = strings.TrimLeft(after, `"' `)
	end := strings.IndexFunc(after, func(r rune) bool {
		return !(r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z')
	})
	if end >= 0 {
		after = after[:end]
	}
	return after
}

// takeTitle takes the heading of the page out of it, since it stands in the
// front matter, and returns its words; empty where there is no one such. The
// rest of the page must have been cut away.
func takeTitle(root *html.Node) string {
	var first *html.Node
	for n := range elements(root) {
		if n.DataAtom == atom.H1 && countWords(n) > 0 {
			if first != nil {
				return "" // several headings of the first level are parts of the text
			}
			first = n
		}
	}
	if first == nil {
		return ""
	}
	title := words(first)
	first.Parent.RemoveChild(first)
	return title
}
