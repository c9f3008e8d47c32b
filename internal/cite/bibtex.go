package cite

import (
	"strconv"
	"strings"
)

// BibTeX returns one entry for each work, in UTF-8: @report is known to biblatex
// alone, so that a document is @misc, and a commitment @incollection, which
// both know. A body that is an author, and a title, stand in a second pair of
// braces: else the body would be split into first and last names, and the title
// would lose its capitals.
func BibTeX(works []Work) []byte {
	var b strings.Builder
	for i, w := range works {
		if i > 0 {
			b.WriteByte('\n')
		}
		w.bibTeX(&b)
	}
	return []byte(b.String())
}

// BibTeX returns the entry of one work.
func (w Work) BibTeX() string { return string(BibTeX([]Work{w})) }

// months are macros that every style of BibTeX defines.
var months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func (w Work) bibTeX(b *strings.Builder) {
	kind := "misc"
	if w.Container != "" {
		kind = "incollection"
	}
	b.WriteString("@" + kind + "{" + w.Key)
	field := func(name, value string) {
		if value != "" {
			b.WriteString(",\n  " + name + " = " + value)
		}
	}
	field("author", kept(w.Author))
	field("title", kept(w.Title))
	field("booktitle", kept(w.Container))
	field("chapter", braced(texed(w.Number)))
	if w.Container != "" {
		field("publisher", kept(w.publisher()))
	}
	if y, m, d, known := w.day(); known {
		field("year", braced(strconv.Itoa(y)))
		field("month", months[m-1])
		field("day", braced(strconv.Itoa(d)))
	}
	field("url", braced(bareAddress.Replace(w.address())))
	field("note", braced(texed(w.origin())))
	b.WriteString("\n}\n")
}

// publisher is who published the words, or the page if that is not known.
func (w Work) publisher() string {
	if w.Author == "" {
		return w.Site
	}
	return w.Author
}

func kept(text string) string {
	if text == "" {
		return ""
	}
	return "{{" + texed(text) + "}}"
}

func braced(text string) string {
	if text == "" {
		return ""
	}
	return "{" + text + "}"
}

// texed writes a text so that TeX prints it as it is. BibTeX counts braces even
// behind a backslash, so that they are named; the signs of the last line are
// others in TeX's own fonts.
func texed(text string) string { return texSigns.Replace(text) }

var texSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`$`, `\$`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	`<`, `\textless{}`, `>`, `\textgreater{}`, `|`, `\textbar{}`,
)

// bareAddress makes an address fit for a field that is taken as it stands.
var bareAddress = strings.NewReplacer(`\`, "%5C", `{`, "%7B", `}`, "%7D", " ", "%20")
