package webpage

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"communique/internal/factsheet"
	"communique/internal/source"
)

var update = flag.Bool("update", false, "write what comes out into the cases; read the difference before you keep it")

// report writes what was taken and left as the cases have it.
func report(p *Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d words from %s\n", p.Words, p.Region)
	for _, f := range p.Fields {
		fmt.Fprintf(&b, "%s: %s\n", f.Key, f.From)
	}
	for _, l := range p.Left {
		fmt.Fprintf(&b, "left %s: %s (%d)\n", l.What, l.Words, l.Count)
	}
	return b.String()
}

// TestLayouts reads a page of each layout.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read(archive.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				archive.Files[1].Data, archive.Files[2].Data = p.Document(), []byte(report(p))
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), string(p.Document())); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(string(archive.Files[2].Data), report(p)); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			readable(t, p)
		})
	}
}

// readable reads a document as a build would.
func readable(t *testing.T, p *Page) {
	t.Helper()
	src, problems, err := source.Read(fstest.MapFS{"x.md": {Data: p.Document()}}, "x.md")
	if err != nil || problems.Errors() > 0 {
		t.Fatalf("the document cannot be read: %v, %v\n%s", problems, err, p.Document())
	}
	if _, problems := factsheet.Parse(src, factsheet.Options{}); problems.Errors() > 0 {
		t.Fatalf("the document cannot be parsed: %v\n%s", problems, p.Document())
	}
}

// shown returns the words that a reader of Markdown sees.
func shown(t *testing.T, text string) string {
	t.Helper()
	seen, ok := readBack(text)
	if !ok {
		t.Fatalf("cannot be shown: %q", text)
	}
	return seen
}

// kept returns the words of the text of a page, before they become Markdown.
func kept(t *testing.T, page string) string {
	t.Helper()
	return words(textOf(t, page))
}

// textOf returns the node that holds the text of a page, and nothing else.
func textOf(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	region := newCutter(root).cut()
	takeTitle(root)
	return region.node
}

// TestWordsStay holds the words of the text against those of the Markdown, in
// order.
func TestWordsStay(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := string(archive.Files[0].Data)
		p, err := Read([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Fields(kept(t, page)), strings.Fields(shown(t, p.Markdown))); diff != "" {
			t.Errorf("%s: words of the page (-) and of the Markdown (+):\n%s", file, diff)
		}
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name string
		page string
		want error
		text string
	}{
		{"nothing", "", ErrNoWords, ""},
		{"only what stands around a text", "<nav>Home</nav><footer>Foot</footer>", ErrNoWords, ""},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", ErrNotText, ""},
		{"too large", strings.Repeat("x", MaxSize+1), ErrTooLarge, ""},
		{"too deep", strings.Repeat("<div>", 5000) + "x", nil, "reading the page: "},
		{"an encoding that is not read", "<meta charset=shift_jis>\x83\x65", nil, "the page is written in shift_jis: save it as UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read([]byte(tt.page))
			if tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if err == nil || !strings.HasPrefix(err.Error(), tt.text) {
				t.Errorf("error %v, want %q", err, tt.text)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	for name, page := range map[string]string{
		"UTF-8":              "<p>caf\u00e9 \u2013 1\u20ac",
		"with a mark":        "\ufeff<p>caf\u00e9 \u2013 1\u20ac",
		"Windows-1252":       "<meta charset=iso-8859-1><p>caf\xe9 \x96 1\x80",
		"nothing said":       "<p>caf\xe9 \x96 1\x80",
		"UTF-16, big end":    "\xfe\xff\x00<\x00p\x00>\x00c\x00a\x00f\x00\xe9\x00 \x20\x13\x00 \x001\x20\xac",
		"UTF-16, little end": "\xff\xfe<\x00p\x00>\x00c\x00a\x00f\x00\xe9\x00 \x00\x13\x20 \x001\x00\xac\x20",
	} {
		p, err := Read([]byte(page))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := "café – 1€\n"; p.Markdown != want {
			t.Errorf("%s: got %q, want %q", name, p.Markdown, want)
		}
	}
}

func TestMoment(t *testing.T) {
	for value, want := range map[string]string{
		"2025-03-14T18:30:00-05:00":     "2025-03-14T18:30:00-05:00",
		"2023-11-20T16:00:01.000+00:00": "2023-11-20T16:00:01Z",
		"2025-03-14T18:30:00+0100":      "2025-03-14T18:30:00+01:00",
		"2025-03-14T18:30:00":           "2025-03-14",
		"2025-03-14":                    "2025-03-14",
		"March 14, 2025":                "2025-03-14",
		"14 March 2025":                 "2025-03-14",
		"14.03.2025":                    "2025-03-14",
		"yesterday":                     "",
		"2025-13-40":                    "",
	} {
		if got := moment(value); got != want {
			t.Errorf("moment(%q) = %q, want %q", value, got, want)
		}
	}
}

// A name alone tells what a box is where the box is short or mostly links.
func TestNamedBoxes(t *testing.T) {
	prose := "<p>" + strings.Repeat("The harbour will be dredged and open again. ", 12) + "</p>"
	long := strings.Repeat("word ", 30)
	for _, test := range []struct{ name, box, what string }{
		{"short", "<div class=related>See also</div>", "related links"},
		{"long, mostly links", "<div class=related><a href=/a>" + long + "</a> and <a href=/b>another</a></div>", "related links"},
		{"long, mostly prose", "<div class=related>" + long + "<a href=/a>one</a></div>", ""},
		{"short, without a name", "<div>See also</div>", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := Read([]byte("<main>" + prose + test.box + prose + "</main>"))
			if err != nil {
				t.Fatal(err)
			}
			what := ""
			for _, left := range p.Left {
				what += left.What
			}
			if what != test.what {
				t.Errorf("left out as %q, want %q", what, test.what)
			}
		})
	}
}

// Signs at the edges of bold words do not keep Markdown from seeing the edges.
func TestTighten(t *testing.T) {
	for page, want := range map[string]string{
		"<p><b>Ports:</b>the":   "**Ports**:the\n",
		"<p>the<b>(Ports</b> x": "the(**Ports** x\n",
		"<p>a <b>(b)</b> c":     "a **(b)** c\n",
		"<p>a<b>!</b>c":         "a!c\n",
	} {
		if got, err := markdownOf(t, page, ""); err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", page, got, err, want)
		}
	}
}

// An element may give two names to what it says.
func TestTwoNames(t *testing.T) {
	p, err := Read([]byte(`<meta name="twitter:title" property="og:title" content="Harbours"><meta property=" " name="DC.publisher" content="City"><p>words`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Field{{"title", "Harbours", "the meta element og:title"}, {"publisher", "City", "the meta element dc.publisher"}}
	if diff := cmp.Diff(want, p.Fields); diff != "" {
		t.Error(diff)
	}
}

func TestResolve(t *testing.T) {
	tests := []struct{ permalink, href, want string }{
		{"https://a.example/x/y/", "../z", "https://a.example/x/z"},
		{"https://a.example/x/y/", "//b.example/z", "https://b.example/z"},
		{"", "/z", ""},
		{"", "https://b.example/z", "https://b.example/z"},
		{"https://a.example/", "#part", ""},
		{"https://a.example/", "", ""},
		{"https://a.example/", "javascript:alert(1)", ""},
		{"https://a.example/", " JaVaScRiPt:alert(1)", ""},
		{"https://a.example/", "data:text/html,x", ""},
		{"https://a.example/", "file:///etc/passwd", ""},
		{"https://a.example/", "mailto:x@example.org", "mailto:x@example.org"},
	}
	for _, tt := range tests {
		var p Page
		p.Markdown, _ = markdownOf(t, `<p><a href="`+html.EscapeString(tt.href)+`">words</a>`, tt.permalink)
		want := "words\n"
		if tt.want != "" {
			want = "[words](" + tt.want + ")\n"
		}
		if p.Markdown != want {
			t.Errorf("a link to %q on %q: got %q, want %q", tt.href, tt.permalink, p.Markdown, want)
		}
	}
}

func markdownOf(t *testing.T, page, permalink string) (string, error) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return firstWay(root, permalink)
}

// firstWay writes a text with all of its markup.
func firstWay(root *html.Node, permalink string) (string, error) {
	ways[0](root, permalink)
	return convert(root)
}

// Front matter is data, whatever a page says of itself.
func TestHostileFields(t *testing.T) {
	p, err := Read([]byte(`<title>"]: x
---
permalink: javascript:alert(1)</title><link rel=canonical href="javascript:alert(1)"><html lang='en"x'><meta name=date content="2025-01-01: x"><p>words`))
	if err != nil {
		t.Fatal(err)
	}
	want := "---\ntitle: \"\\\"]: x --- permalink: javascript:alert(1)\"\n---\n\nwords\n"
	if got := string(p.Document()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	readable(t, p)
}

// FuzzRead wants every page that has words to become a document that can be
// read, with the words that were kept, in order.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"<main><h1>T</h1><p>One <b>two</b><br>three</p><ul><li>a<ul><li>b</ul></ul>",
		"<table><tr><td>a<td>b<tr><td>c</table>", "<pre>a\n b</pre><code>`x`</code>", "<blockquote><p>q", "<p>1. a<p># b<p>* c<p>+ d<p>- e<p>=f<p>&lt;g>",
		"<dl><dt>a<dd>b</dl><hr><p>***x***", "<p>[a](b) ![c](d) \\e _f_ ~~g~~ | h | <p>&amp;amp; &copy;",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, page string) {
		p, err := Read([]byte(page))
		if err != nil {
			return
		}
		readable(t, p)
		text, err := decode([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if want, got := kept(t, text), shown(t, p.Markdown); squeeze(want) != squeeze(got) {
			t.Fatalf("page %q\nhas  %q\nMarkdown %q\nhas  %q", page, want, p.Markdown, got)
		}
		again, err := Read([]byte(page))
		if err != nil || string(again.Document()) != string(p.Document()) {
			t.Fatalf("read twice, %q gives two documents", page)
		}
	})
}

// TestNoWordIsMarkup builds pages of words that look like Markdown, in every
// element that text stands in, and wants them all back with the markup of the
// page: the first way to write them must do.
func TestNoWordIsMarkup(t *testing.T) {
	texts := []string{
		"1.", "2)", "#", "##", "*", "-", "+", "=", "===", "---", "***", "|", "| a |", "|-|", ">", "<b>", "&amp;", "&#35;", "`c`", "``", "~~~", "~~x~~",
		"*a*", "_b_", "__c__", "[x]", "[x](y)", "![x](y)", "[x]: y", "\\", "\\*", "!", "<!-- x -->", "http://x.example", "$1", "a_b_c", "5*3*2", "word", "“q”", "é",
	}
	shapes := []string{
		"<p>%s</p>", "<p>%s %s</p>", "<p>%s<br>%s</p>", "<ul><li>%s</li><li>%s</li></ul>", "<ol><li>%s</li><li><p>%s</p><p>%s</p></li></ol>",
		"<ul><li>%s<ul><li>%s</li></ul></li></ul>", "<blockquote><p>%s</p></blockquote>", "<h2>%s</h2>", "<p><b>%s</b></p>", "<p><b>%s</b>%s</p>", "<p><i>%s</i> %s</p>",
		"<p><a href='https://x.example/'>%s</a></p>", "<table><tr><th>%s</th><th>%s</th></tr><tr><td>%s</td><td>%s</td></tr></table>",
		"<table><tr><td>%s<br>%s</td></tr></table>", "<dl><dt>%s</dt><dd>%s</dd></dl>", "<div>%s</div>", "<div><b>%s</b> <i>%s</i></div>", "<p><u>%s</u></p>", "<pre>%s</pre>", "<p><code>%s</code></p>",
		"<p><strong>%s<br></strong>%s</p>", "<p><em><strong>%s</strong></em></p>", "<hr><p>%s</p>",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var page strings.Builder
		for range 1 + random.IntN(3) {
			shape := shapes[random.IntN(len(shapes))]
			for strings.Contains(shape, "%s") {
				shape = strings.Replace(shape, "%s", html.EscapeString(texts[random.IntN(len(texts))]), 1)
			}
			page.WriteString(shape)
		}
		p, err := Read([]byte(page.String()))
		if err != nil {
			t.Fatalf("%s: %v", page.String(), err)
		}
		first, err := firstWay(textOf(t, page.String()), "")
		if err != nil || first != p.Markdown {
			t.Errorf("page %s\ngives %q (%v), want\n%q", page.String(), p.Markdown, err, first)
		}
		want, got := squeeze(kept(t, page.String())), squeeze(shown(t, p.Markdown))
		if want != got {
			t.Errorf("page %s\nhas      %s\nMarkdown %q\nhas      %s", page.String(), want, p.Markdown, got)
		}
	}
}

// TestSimpler reads pages whose words the rules for markup do not save, in
// each of the simpler ways to write them.
func TestSimpler(t *testing.T) {
	for _, test := range []struct{ name, page, want string }{
		{"without bold", "<p>Ports</p><b>open<blockquote>from <a href=https://x.example/>May</a></blockquote></b>",
			"Ports\n\nopen\n\n> from [May](https://x.example/)\n"},
		{"without anything in a line", "<h2>Ports</h2>see <a href=https://x.example/>this<blockquote>*from* May</blockquote></a>",
			"## Ports\n\nsee this\n\n> &#42;from&#42; May\n"},
		{"paragraphs", "<h2>Ports<blockquote>1. from `May`</blockquote></h2><p>2) a<p>- b<p>*c*",
			"Ports\n\n1\\. from \\`May\\`\n\n2\\) a\n\n\\- b\n\n\\*c\\*\n"},
		{"the converter's own marks", "<p>a\uf002b&#7;c\x1fd", "a&#61442;bcd\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := Read([]byte(test.page))
			if err != nil {
				t.Fatal(err)
			}
			if p.Markdown != test.want {
				t.Errorf("got %q, want %q", p.Markdown, test.want)
			}
		})
	}
}

// TestLargePages reads pages that took minutes when a rule looked at a whole
// table for each of its cells.
func TestLargePages(t *testing.T) {
	const n = 20000
	for name, page := range map[string]string{
		"rows":  "<table>" + strings.Repeat("<tr><td>a<td>b", n/2),
		"cells": "<table><tr>" + strings.Repeat("<td>a", n),
		"items": "<ul>" + strings.Repeat("<li>a", n),
		"menus": strings.Repeat("<div><a href=x>a</a></div>", n),
	} {
		p, err := Read([]byte("<main>" + page))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if p.Words != n {
			t.Errorf("%s: %d words, want %d", name, p.Words, n)
		}
	}
}
