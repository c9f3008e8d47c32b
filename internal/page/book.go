package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"communique/internal/asset"
	"communique/internal/site"
)

// A Book is a document as chapters. The files in which they stand are all in
// one folder, under the paths by which they link to one another.
type Book struct {
	Title       string
	Language    string // BCP 47
	FromRight   bool   // it is read from right to left
	Publisher   string // may be empty
	Description string
	Original    string            // address; may be empty
	Published   time.Time         // zero if not known
	Modified    time.Time         // zero if not known
	Sum         [sha256.Size]byte // SHA-256 of the source
	Style       []byte
	Chapters    []Chapter
}

// A Chapter is one chapter of a book.
type Chapter struct {
	Path   string // "money.xhtml"
	Title  string
	Ours   bool   // its words are ours, in the language of the site
	HTML   []byte // what stands in its body, as HTML
	Places []Place
}

// A Place is a place in a chapter that the contents of a book name.
type Place struct {
	Path   string // with a fragment
	Title  string
	Places []Place
}

// A bookSet is what the chapters of a book are made of.
type bookSet struct {
	text, funding, deadlines *set
	style                    []byte
}

func newBookSet(l *loader, assets *asset.Set) (*bookSet, error) {
	s := new(bookSet)
	var err error
	if s.style, err = assets.Inlined("book.css"); err != nil {
		return nil, err
	}
	for _, kind := range []struct {
		files []string
		set   **set
	}{
		{[]string{"book.html"}, &s.text}, {[]string{"funding.html", "book-side.html"}, &s.funding}, {[]string{"deadlines.html", "book-side.html"}, &s.deadlines},
	} {
		base, err := l.base()
		if err != nil {
			return nil, err
		}
		if *kind.set, err = l.set(base, kind.files...); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// bookTitle is the view of the title page.
type bookTitle struct {
	Origin origin
	Title  string
	Counts string
	Intro  []block
	Notes  []block // of a document without pillars
}

// bookPillar is the view of the chapter of a pillar.
type bookPillar struct {
	wholePillar
	Notes []block // of the document, behind its last pillar
}

// bookSource is the view of the chapter that says where the words are from.
type bookSource struct {
	Origin    origin
	Canonical string
	Cite      citation
	Sum       string
}

// Book renders a document as the chapters of a book: a title page with the
// introduction, the pillars with their commitments, money, deadlines if there
// are any, and where the words are from. Each word of the document stands once.
func (r *Renderer) Book(doc *site.Document, f Findings) (*Book, error) {
	sets, err := r.book()
	if err != nil {
		return nil, err
	}
	f.Data = nil
	real := r.documentWriter(nil, doc, f)
	w := r.documentWriter(nil, site.Book(doc.Model, f.Views()...), f)
	meta := doc.Model.Source.Meta
	b := &bookWriter{documentWriter: w, sets: sets, book: &Book{
		Title: doc.Model.Title, Language: w.origin.Language, FromRight: speak(w.origin.Language).Dir == "rtl",
		Publisher: meta.Publisher, Description: excerpt(firstWords(doc.Model.Intro), 400), Original: w.origin.Original,
		Published: meta.Published, Modified: meta.Modified, Sum: sha256.Sum256(doc.Model.Source.Data), Style: sets.style,
	}}
	for _, part := range []func() error{b.titlePage, b.pillars, b.money, b.deadlines} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	about := bookSource{Origin: w.origin, Canonical: r.settings.URL(doc.Path), Cite: real.documentCitation(), Sum: hex.EncodeToString(b.book.Sum[:])}
	err = b.add(Chapter{Path: "about.xhtml", Title: "About this book", Ours: true}, sets.text, "book-source", about)
	return b.book, err
}

// A bookWriter renders chapters.
type bookWriter struct {
	*documentWriter
	sets *bookSet
	book *Book
}

// add renders a chapter.
func (b *bookWriter) add(c Chapter, set *set, name string, view any) error {
	b.buf.Reset()
	if err := set.execute(&b.buf, name, view); err != nil {
		return fmt.Errorf("rendering the chapter %s: %w", c.Path, err)
	}
	c.HTML = bytes.Clone(b.buf.Bytes())
	b.book.Chapters = append(b.book.Chapters, c)
	return nil
}

func (b *bookWriter) titlePage() error {
	d := b.doc
	v := bookTitle{Origin: b.origin, Title: d.Model.Title, Counts: contents(d.Commitments, realPillars(d)), Intro: b.flow(d.Path).blocks(d.Model.Intro)}
	if len(d.Pillars) == 0 {
		v.Notes = b.flow(d.Path).blocks(d.Model.Notes)
	}
	return b.add(Chapter{Path: d.Path, Title: d.Model.Title}, b.sets.text, "book-title", v)
}

func (b *bookWriter) pillars() error {
	for i, p := range b.doc.Pillars {
		v := bookPillar{wholePillar: b.wholePillar(p, 2)}
		if i == len(b.doc.Pillars)-1 {
			v.Notes = b.flow(p.Path).blocks(b.doc.Model.Notes)
		}
		c := Chapter{Path: p.Path, Title: numbered(pillarLink("", p)), Places: places(p.Commitments, nil)}
		if err := b.add(c, b.sets.text, "book-pillar", v); err != nil {
			return err
		}
	}
	return nil
}

// places lists the commitments that are part of one, or of none.
func places(list []*site.Commitment, of *site.Commitment) []Place {
	var out []Place
	for _, c := range list {
		if c.Parent == of {
			out = append(out, Place{Path: c.Path, Title: c.Model.Number + " " + c.Model.Title, Places: places(c.Children, c)})
		}
	}
	return out
}

// money renders the chapter on money, without pictures: the tables say the
// same, and readers of books draw what they like.
func (b *bookWriter) money() error {
	v := b.fundingView(b.doc.Funding)
	for i := range v.Totals {
		v.Totals[i].Bars = nil
	}
	return b.add(Chapter{Path: b.doc.Funding, Title: v.Title, Ours: true}, b.sets.funding, "main", v)
}

func (b *bookWriter) deadlines() error {
	if b.doc.Deadlines == "" {
		return nil
	}
	v := b.deadlinesView(b.doc.Deadlines)
	v.Picture = nil
	return b.add(Chapter{Path: b.doc.Deadlines, Title: v.Title, Ours: true}, b.sets.deadlines, "main", v)
}
