package epub

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// quays is a small book with everything that a book can have.
func quays() Book {
	return Book{
		ID: ID(sha256.Sum256([]byte("quays"))), Title: `Quays & "docks" <2022>`, Language: "en-GB", Publisher: "Board of Harbours",
		Description: "Open\x00 the quays.", Original: "https://example.org/quays?a=1&b=2",
		Published: time.Date(2022, 3, 4, 5, 6, 7, 0, time.FixedZone("", 9*3600)), Style: []byte("h1 { font-size: 1.6em }"),
		Chapters: []Chapter{
			{Path: "title.xhtml", Title: "Quays", HTML: []byte(`<h1>Quays</h1><p lang=fr>Ouvrir<br>les quais<hr><p>a < b && c`)},
			{Path: "open.xhtml", Title: "1 Open & shut", HTML: []byte(`<h1 data-source=1-5>Open</h1><article id=c-open><h2>1.1</h2><p hidden>See <a href=money.xhtml#sum-1>the sum</a>, <a href="#c-open">here</a>, <a href=https://example.org/>there</a></article>`),
				Places: []Place{{Path: "open.xhtml#c-open", Title: "1.1 Open the quay", Places: []Place{{Path: "open.xhtml#c-open", Title: "again"}}}}},
			{Path: "money.xhtml", Title: "Money", Language: "ar", HTML: []byte(`<h1>Money</h1><!-- left out --><table><tr id=sum-1><td>$1</table><svg width=10 viewBox="0 0 1 1"><svg x=1><path d=M0></path></svg></svg>`)},
		},
	}
}

func write(t testing.TB, b Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// files unpacks a book, and wants every document in it to be XML.
func files(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		list[f.Name] = string(text)
		if ext := path.Ext(f.Name); ext == ".xhtml" || ext == ".opf" || ext == ".xml" {
			d := xml.NewDecoder(bytes.NewReader(text))
			for err == nil {
				_, err = d.Token()
			}
			if !errors.Is(err, io.EOF) {
				t.Errorf("%s is no XML: %v\n%s", f.Name, err, text)
			}
		}
	}
	return list
}

func TestWrite(t *testing.T) {
	data := write(t, quays())
	if !bytes.Equal(data, write(t, quays())) {
		t.Error("the same book makes other bytes")
	}
	// What programs look at that know nothing of zips.
	if string(data[30:58]) != "mimetypeapplication/epub+zip" {
		t.Errorf("the file begins with %q", data[:60])
	}
	got := files(t, data)
	for _, tt := range []struct{ file, want string }{
		{"EPUB/title.xhtml", `lang="en-GB" xml:lang="en-GB" dir="ltr"`},
		{"EPUB/title.xhtml", `<p lang="fr" xml:lang="fr">Ouvrir<br/>les quais</p><hr/><p>a &lt; b &amp;&amp; c</p>`},
		{"EPUB/open.xhtml", `<title>1 Open &amp; shut</title>`},
		{"EPUB/open.xhtml", `<p hidden="">See <a href="money.xhtml#sum-1">`},
		{"EPUB/money.xhtml", `lang="ar" xml:lang="ar" dir="ltr"`},
		{"EPUB/money.xhtml", `<table><tbody><tr id="sum-1"><td>$1</td></tr></tbody></table>`},
		{"EPUB/money.xhtml", `<svg xmlns="http://www.w3.org/2000/svg" width="10" viewBox="0 0 1 1"><svg x="1"><path d="M0"></path></svg></svg>`},
		{"EPUB/nav.xhtml", `<li><a href="open.xhtml#c-open">1.1 Open the quay</a>`},
		{"EPUB/package.opf", `<dc:title>Quays &amp; &quot;docks&quot; &lt;2022&gt;</dc:title>`},
		{"EPUB/package.opf", `<dc:date>2022-03-04</dc:date>`},
		{"EPUB/package.opf", `<dc:description>Open` + "\ufffd" + ` the quays.</dc:description>`},
		{"EPUB/package.opf", `<meta property="dcterms:modified">2022-03-03T20:06:07Z</meta>`},
		{"EPUB/package.opf", `<meta property="schema:accessMode">textual</meta>`},
		{"EPUB/package.opf", `<item id="chapter-3" href="money.xhtml" media-type="application/xhtml+xml" properties="svg"/>`},
	} {
		if !strings.Contains(got[tt.file], tt.want) {
			t.Errorf("%s lacks %s:\n%s", tt.file, tt.want, got[tt.file])
		}
	}
	if strings.Contains(got["EPUB/money.xhtml"], "left out") {
		t.Error("a comment is in the book")
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		change     func(*Book)
	}{
		{"no chapters", "without chapters", func(b *Book) { b.Chapters = nil }},
		{"one name twice", "two chapters", func(b *Book) { b.Chapters[1].Path = "title.xhtml" }},
		{"a script", "<script>", func(b *Book) { b.Chapters[0].HTML = []byte("<p>a<script>x</script>") }},
		{"a picture", "<img>", func(b *Book) { b.Chapters[0].HTML = []byte("<p><img src=x>") }},
		{"a style attribute", "attribute style", func(b *Book) { b.Chapters[0].HTML = []byte("<p style=x>") }},
		{"a handler", "attribute onclick", func(b *Book) { b.Chapters[0].HTML = []byte("<p onclick=x>") }},
		{"an attribute that XML has no name for", "cannot have", func(b *Book) { b.Chapters[0].HTML = []byte(`<p a"b=1>`) }},
		{"an ID twice", "the id x", func(b *Book) { b.Chapters[0].HTML = []byte("<p id=x><p id=x>") }},
		{"a link to no chapter", "page.html leads nowhere", func(b *Book) { b.Chapters[0].HTML = []byte("<a href=page.html>") }},
		{"a link to no place", "#sum-1 leads nowhere", func(b *Book) { b.Chapters[2].HTML = []byte("<h1>Money</h1>") }},
		{"contents that lead nowhere", "#gone leads nowhere", func(b *Book) {
			b.Chapters[0].Places = []Place{{"title.xhtml", "", []Place{{"title.xhtml#gone", "", nil}}}}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := quays()
			tt.change(&b)
			if err := Write(io.Discard, b); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestID(t *testing.T) {
	// RFC 9562, section B.2, makes its example in the same way.
	sum := [32]byte{0x5c, 0x14, 0x6b, 0x14, 0x3c, 0x52, 0x4a, 0xfd, 0x93, 0x8a, 0x37, 0x5d, 0x0d, 0xf1, 0xfb, 0xf6}
	if got, want := ID(sum), "urn:uuid:5c146b14-3c52-8afd-938a-375d0df1fbf6"; got != want {
		t.Errorf("ID = %s, want %s", got, want)
	}
}

// A book without dates has one all the same, as it must.
func TestModified(t *testing.T) {
	day := time.Date(2022, 3, 4, 0, 0, 0, 0, time.UTC)
	got := []string{Book{}.modified(), Book{Published: day}.modified(), Book{Published: day, Modified: day.AddDate(0, 1, 0)}.modified()}
	if diff := cmp.Diff([]string{"1970-01-01T00:00:00Z", "2022-03-04T00:00:00Z", "2022-04-04T00:00:00Z"}, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever stands in a chapter, it is refused or becomes XML.
func FuzzChapter(f *testing.F) {
	for _, c := range quays().Chapters {
		f.Add(string(c.HTML))
	}
	f.Add("<table><p>a<td>b<svg><p>c</svg><math><mi>x")
	f.Add("<a><b></a>\x00\x1b\ufffe</b>&#0;&#x1F;")
	f.Fuzz(func(t *testing.T, text string) {
		b := quays()
		b.Chapters = []Chapter{{Path: "x.xhtml", Title: text, HTML: []byte(text)}}
		var out bytes.Buffer
		if Write(&out, b) == nil {
			files(t, out.Bytes())
		}
	})
}
