// Package epub writes a book as EPUB 3.
//
// In go chapters as HTML, as templates make them; out comes a zip with XHTML,
// contents, and metadata that tell what it is, from where, and how it can be
// read. The same book makes the same bytes: its identifier comes from its
// source, its times from the document.
//
// No library is used: the one that is kept for Go fetches pictures from the
// network, invents an identifier at each run and writes down the time.
//
// It refuses chapters with what a book must not have (scripts, frames, forms,
// anything that is loaded) and links within the book that lead nowhere. It
// knows nothing of what the chapters say.
package epub

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
)

// A Book is what is written.
type Book struct {
	ID          string // see [ID]
	Title       string
	Language    string    // BCP 47
	FromRight   bool      // it is read from right to left
	Publisher   string    // may be empty
	Description string    // may be empty
	Original    string    // address; may be empty
	Published   time.Time // zero if not known
	Modified    time.Time // of the last change; zero stands for Published
	Style       []byte    // CSS
	Chapters    []Chapter // in the order of reading; at least one
}

// A Chapter is one chapter.
type Chapter struct {
	Path     string // "money.xhtml": the name of its file, by which others link to it
	Title    string
	Language string // where it is not that of the book
	HTML     []byte // what stands in its body
	Places   []Place
}

// A Place is an entry of the contents below a chapter.
type Place struct {
	Path   string // of its chapter, with a fragment
	Title  string
	Places []Place
}

// ID makes the identifier of a book from the checksum of its source: a UUID of
// version 8, which RFC 9562 leaves to a form of one's own, such as the head of
// a hash.
func ID(sum [sha256.Size]byte) string {
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[0:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// mediaType is the content of the first file, by which a book is known.
const mediaType = "application/epub+zip"

// stamp is the time of every entry: the first that a zip can tell, in UTC.
var stamp = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// Write writes the book.
func Write(w io.Writer, b Book) error {
	if len(b.Chapters) == 0 {
		return errors.New("a book without chapters")
	}
	chapters, err := b.render()
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	if err := first(z); err != nil {
		return err
	}
	files := []file{
		{"META-INF/container.xml", []byte(container)},
		{"EPUB/package.opf", b.packageDocument(chapters)},
		{"EPUB/nav.xhtml", b.contents()},
		{"EPUB/" + styleName, b.Style},
	}
	for i, c := range chapters {
		files = append(files, file{"EPUB/" + b.Chapters[i].Path, c.data})
	}
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: stamp}
		h.SetMode(0o644)
		out, err := z.CreateHeader(h)
		if err != nil {
			return fmt.Errorf("packing %s: %w", f.name, err)
		}
		if _, err := out.Write(f.data); err != nil {
			return fmt.Errorf("packing %s: %w", f.name, err)
		}
	}
	return z.Close()
}

type file struct {
	name string
	data []byte
}

// first writes the file that must come first, stored as it is and without
// anything between its name and its content (OCF 3.3, section 4.3).
func first(z *zip.Writer) error {
	out, err := z.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(mediaType)),
		CompressedSize64: uint64(len(mediaType)), UncompressedSize64: uint64(len(mediaType)),
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, mediaType)
	return err
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

const styleName = "book.css"

// features say how the book can be read, in the words of schema.org that EPUB
// Accessibility asks for.
var features = []struct{ property, value string }{
	{"accessMode", "textual"},
	{"accessModeSufficient", "textual"},
	{"accessibilityFeature", "structuralNavigation"},
	{"accessibilityFeature", "tableOfContents"},
	{"accessibilityFeature", "readingOrder"},
	{"accessibilityFeature", "displayTransformability"},
	{"accessibilityHazard", "none"},
	{"accessibilitySummary", "All of the book is text, in the order of reading, under headings that the contents name. It has no pictures and no sound."},
}

// modified is the time of the last change as EPUB wants it, which it must have:
// that of a document without any date is when computers begin to count.
func (b Book) modified() string {
	t := b.Modified
	if t.IsZero() {
		t = b.Published
	}
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// direction gives the value of dir.
func (b Book) direction() string {
	if b.FromRight {
		return "rtl"
	}
	return "ltr"
}

// packageDocument lists what the book is and what it is made of.
func (b Book) packageDocument(chapters []rendered) []byte {
	var x bytes.Buffer
	fmt.Fprintf(&x, `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s" dir="%s">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">%s</dc:identifier>
`, escape(b.Language), b.direction(), escape(b.ID))
	published := ""
	if !b.Published.IsZero() {
		published = b.Published.Format(time.DateOnly)
	}
	for _, m := range []struct{ name, value string }{
		{"title", b.Title}, {"language", b.Language}, {"publisher", b.Publisher}, {"date", published}, {"source", b.Original}, {"description", b.Description},
	} {
		if m.value != "" {
			fmt.Fprintf(&x, "<dc:%s>%s</dc:%[1]s>\n", m.name, escape(m.value))
		}
	}
	fmt.Fprintf(&x, "<meta property=\"dcterms:modified\">%s</meta>\n", b.modified())
	for _, f := range features {
		fmt.Fprintf(&x, "<meta property=\"schema:%s\">%s</meta>\n", f.property, escape(f.value))
	}
	x.WriteString("</metadata>\n<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n")
	fmt.Fprintf(&x, "<item id=\"style\" href=\"%s\" media-type=\"text/css\"/>\n", styleName)
	for i, c := range b.Chapters {
		properties := ""
		if chapters[i].drawings {
			properties = ` properties="svg"`
		}
		fmt.Fprintf(&x, "<item id=\"chapter-%d\" href=\"%s\" media-type=\"application/xhtml+xml\"%s/>\n", i+1, escape(c.Path), properties)
	}
	fmt.Fprintf(&x, "</manifest>\n<spine page-progression-direction=\"%s\">\n", b.direction())
	for i := range b.Chapters {
		fmt.Fprintf(&x, "<itemref idref=\"chapter-%d\"/>\n", i+1)
		if i == 0 {
			x.WriteString("<itemref idref=\"nav\"/>\n") // behind the title page, as in a printed book
		}
	}
	x.WriteString("</spine>\n</package>\n")
	return x.Bytes()
}

// contents renders the document that readers make their contents of.
func (b Book) contents() []byte {
	var x bytes.Buffer
	b.head(&x, "Contents", "en", "ltr")
	x.WriteString("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1>Contents</h1>\n<ol>\n")
	for _, c := range b.Chapters {
		entry(&x, Place{c.Path, c.Title, c.Places})
	}
	x.WriteString("</ol>\n</nav>\n<nav epub:type=\"landmarks\" hidden=\"\">\n<h2>Guide</h2>\n<ol>\n")
	fmt.Fprintf(&x, "<li><a epub:type=\"titlepage\" href=\"%s\">Title page</a></li>\n<li><a epub:type=\"toc\" href=\"#toc\">Contents</a></li>\n", escape(b.Chapters[0].Path))
	if len(b.Chapters) > 1 {
		fmt.Fprintf(&x, "<li><a epub:type=\"bodymatter\" href=\"%s\">Text</a></li>\n", escape(b.Chapters[1].Path))
	}
	x.WriteString("</ol>\n</nav>\n</body>\n</html>\n")
	return x.Bytes()
}

// entry writes an entry of the contents and those below it.
func entry(x *bytes.Buffer, p Place) {
	fmt.Fprintf(x, "<li><a href=\"%s\">%s</a>", escape(p.Path), escape(p.Title))
	if len(p.Places) > 0 {
		x.WriteString("\n<ol>\n")
		for _, inner := range p.Places {
			entry(x, inner)
		}
		x.WriteString("</ol>\n")
	}
	x.WriteString("</li>\n")
}

// head opens a document of the book.
func (b Book) head(x *bytes.Buffer, title, language, direction string) {
	fmt.Fprintf(x, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="%[1]s" xml:lang="%[1]s" dir="%[2]s">
<head>
<meta charset="utf-8"/>
<title>%[3]s</title>
<link rel="stylesheet" type="text/css" href="%[4]s"/>
</head>
<body>
`, escape(language), direction, escape(title), styleName)
}

// escape writes text so that it can stand in XML, also between double quotes.
// What XML has no way to say becomes U+FFFD.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r&0xfffe == 0xfffe || 0xd800 <= r && r <= 0xdfff {
			return '\ufffd'
		}
		return r
	}, s)
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")
