// Package embed writes what other sites need to show a page of this one: the
// snippets that an editor pastes, from a bare link to a custom element, the
// oEmbed description by which a program finds them, and the headers that a host
// is to send.
//
// In go a [Piece] of finished words and absolute addresses, out come HTML, JSON
// and the text of a _headers file. Every word is escaped here; what comes out is
// code to be pasted elsewhere, and a page that shows it must escape it once
// more. Addresses are taken as they are: the caller vouches for http or https.
//
// The package knows no page, template or path; package site says where things
// stand.
package embed

import (
	"strconv"
	"strings"
)

// Width is the width for which heights are guessed, in CSS pixels; a frame may
// be of any width from 240 to 1200.
const Width = 600

// The bounds that WordPress puts on the height of a frame, in CSS pixels.
const (
	minHeight = 200
	maxHeight = 1000
)

// A Piece is one thing that other sites can show.
type Piece struct {
	Title  string // on one line: "1.1 Build a dam"
	Page   string // address of the page that shows it in full; empty if not known
	Frame  string // address of its page for frames; empty if not known
	Loader string // address of the script that gives frames their height; empty if not known
	Height int    // of a frame, in CSS pixels; see [Height]

	Words  []string // what the document says, each a paragraph on one line
	Items  []Item   // what is listed
	Origin string   // whose words they are and of what day and edition
	Source Item     // leads to them: the document, or the original

	// Near returns the address of what is at a URL for the page of the site on
	// which the snippets stand; nil where nothing is to be shown of them.
	Near func(url string) string
}

// An Item is an entry of a list. What is after its words stands apart.
type Item struct {
	Label string
	URL   string // empty for no link
	Note  string // empty for none
}

// A Snippet is code to be pasted.
type Snippet struct {
	Name string // "A link"
	Note string // where it works, and how
	Copy string // what is copied, after "Copy": "the link"
	Code string // HTML

	// Shown is what the code looks like, as HTML for the page of the site on
	// which it stands; empty for what needs a frame.
	Shown string
}

// Snippets returns a piece in five grades, from what every editor lets through
// to what asks for most. Where the site does not know where it stands, only the
// card is left.
func (p Piece) Snippets() []Snippet {
	card := Snippet{
		Name: "A card of plain HTML", Note: "It keeps its meaning where style, classes, scripts and frames are taken out.", Copy: "the card",
		Code: p.card(anchor, p.Page),
	}
	link := Snippet{Name: "A link", Note: "For every place that takes one.", Copy: "the link", Code: p.link()}
	if p.Near != nil {
		card.Shown, link.Shown = p.card(p.nearby, ""), "<p>"+p.nearby(p.Page, p.Title)+"</p>"
	}
	if p.Frame == "" {
		return []Snippet{card}
	}
	return []Snippet{
		link,
		card,
		{"A frame", "It follows the colours of the reader’s system; add ?theme=dark or ?theme=light to its address to fix them.", "the frame", p.iframe(), ""},
		{"A frame that fits", "The script makes it as high as what is in it.", "the frame with its script", p.iframe() + "\n" + p.script(), ""},
		{"An element", "The link stays where scripts do not run.", "the element", p.element() + "\n" + p.script(), ""},
	}
}

// Framed returns the snippet of a frame alone; empty where there is none.
func (p Piece) Framed() []Snippet {
	if all := p.Snippets(); len(all) > 1 {
		return all[3:4]
	}
	return nil
}

// escape makes words fit for text and for a value between double quotes.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// anchor is a link, or the words alone where there is no address.
func anchor(url, words string) string {
	if url == "" {
		return escape.Replace(words)
	}
	return `<a href="` + escape.Replace(url) + `">` + escape.Replace(words) + "</a>"
}

// nearby is a link on a page of the site: one that leads out of it does not say
// where from.
func (p Piece) nearby(url, words string) string {
	if url != "" {
		url = p.Near(url)
	}
	link := anchor(url, words)
	if strings.Contains(url, "://") {
		return strings.Replace(link, "<a ", `<a rel="noopener noreferrer" `, 1)
	}
	return link
}

func (p Piece) link() string { return anchor(p.Page, p.Title) }

// card is the piece as plain HTML: elements that every sanitiser knows, and no
// attribute but addresses. Its links are made by anchor; cite may be empty.
func (p Piece) card(anchor func(url, words string) string, cite string) string {
	var b strings.Builder
	b.WriteString("<blockquote")
	if cite != "" {
		b.WriteString(` cite="` + escape.Replace(cite) + `"`)
	}
	b.WriteString(">\n<p><strong>" + anchor(p.Page, p.Title) + "</strong></p>\n")
	for _, words := range p.Words {
		b.WriteString("<p>" + escape.Replace(words) + "</p>\n")
	}
	if len(p.Items) > 0 {
		b.WriteString("<ul>\n")
		for _, i := range p.Items {
			b.WriteString("<li>" + anchor(i.URL, i.Label))
			if i.Note != "" {
				b.WriteString(": " + escape.Replace(i.Note))
			}
			b.WriteString("</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	b.WriteString("<p><small>Source: " + anchor(p.Source.URL, p.Source.Label) + escape.Replace(p.Origin) + "</small></p>\n</blockquote>")
	return b.String()
}

// sandbox is what a page for frames needs: its script to tell its height, and
// new tabs for its links, which are to work as any tab does.
const sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox"

func (p Piece) iframe() string {
	return `<iframe src="` + escape.Replace(p.Frame) + `" title="` + escape.Replace(p.Title) + `" width="100%" height="` + strconv.Itoa(p.Height) +
		`" style="border:0" loading="lazy" sandbox="` + sandbox + `"></iframe>`
}

func (p Piece) script() string {
	return `<script src="` + escape.Replace(p.Loader) + `" defer></script>`
}

func (p Piece) element() string {
	return `<communique-embed src="` + escape.Replace(p.Frame) + `" title="` + escape.Replace(p.Title) + `" height="` + strconv.Itoa(p.Height) + `">` +
		p.link() + `</communique-embed>`
}

// Height guesses how high a frame of [Width] must be for so many characters of
// running text and so many rows of a list, in CSS pixels: for those who do not
// learn it from the page itself.
func Height(characters, rows int) int {
	const around, line, perLine, row = 190, 27, 62, 34
	return min(max(around+(characters+perLine-1)/perLine*line+rows*row, minHeight), maxHeight)
}
