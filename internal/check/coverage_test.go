package check

import (
	"fmt"
	"html"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// document is the source of the tests: the words of line 5 begin in column 1.
const document = `---
title: Not a word
---

**Funding for ports.** The two governments will give 5 million.

1.  Open *two* new
    harbours caf&eacute;s by [June](https://example.org/june).
2.  Repair the lighthouse.
`

// showing makes an element for a stretch of the source, which shows text.
func showing(t testing.TB, source, stretch, text string) string {
	t.Helper()
	at := strings.Index(source, stretch)
	if at < 0 || strings.Count(source, stretch) != 1 {
		t.Fatalf("%q is not in the source once", stretch)
	}
	return fmt.Sprintf("<p data-source=\"%d-%d\">%s</p>\n", at, at+len(stretch), text)
}

// The stretches of the document, and how a page shows them.
var (
	opening = [2]string{"**Funding for ports.** The two governments will give 5 million.", "<strong>Funding for ports.</strong> The two governments will give 5 million."}
	first   = [2]string{"1.  Open *two* new\n    harbours caf&eacute;s by [June](https://example.org/june).", "1. Open <em>two</em> new harbours caf\u00e9s by <a href=x>June</a>."}
	second  = [2]string{"2.  Repair the lighthouse.", "2. Repair the lighthouse."}
)

// pages lays a site out: index.html with the opening, a.html and b.html with
// the items.
func pages(t testing.TB, opened, one, two string) fstest.MapFS {
	return mapFS(map[string]string{
		"doc/index.html":  "<h1>Not a word of it</h1>\n" + opened + "<ul><li>Repair the lighthouse (secondary)</ul>",
		"doc/p/a.html":    "<title>Open two new harbours</title>" + one,
		"doc/p/b.html":    two,
		"doc/data.csv":    "data-source",
		"other/none.html": `<p data-source="x">not ours</p>`,
	})
}

func TestCoverageComplete(t *testing.T) {
	tree := pages(t, showing(t, document, opening[0], opening[1]), showing(t, document, first[0], first[1]), showing(t, document, second[0], second[1]))
	report, problems := Coverage(tree, "doc", "x.md", []byte(document))
	if len(problems) > 0 {
		t.Errorf("a complete site has problems:\n%s", strings.Join(lines(problems), "\n"))
	}
	if want := (Report{Words: 22, Pages: 3, Places: 3}); report != want {
		t.Errorf("got %+v, want %+v", report, want)
	}
}

// TestCoverageDifferent changes what one page shows.
func TestCoverageDifferent(t *testing.T) {
	mark := func(s [2]string, text string) string { return showing(t, document, s[0], text) }
	a, b, c := mark(opening, opening[1]), mark(first, first[1]), mark(second, second[1])
	for _, test := range []struct {
		name string
		tree fstest.MapFS
		want []string
	}{
		{"lost word", pages(t, mark(opening, "Funding for ports. The two will give 5 million."), b, c),
			[]string{`x.md:5:32: "governments" is on no page, after "ports The two"`}},
		{"lost words at the end", pages(t, a, mark(first, "1. Open two new harbours"), c),
			[]string{`x.md:8:14: "cafés by June" is on no page, after "two new harbours"`}},
		{"lost first word", pages(t, mark(opening, "for ports. The two governments will give 5 million."), b, c),
			[]string{`x.md:5:3: "Funding" is on no page, at the beginning`}},
		{"lost list number", pages(t, a, b, mark(second, "Repair the lighthouse.")),
			[]string{`x.md:9:1: "2" is on no page, after "cafés by June"`}},
		{"lost element", pages(t, a, "", c),
			[]string{`x.md:7:1: "1 Open two new harbours cafés by June" is on no page, after "give 5 million"`}},
		{"lost at the end", pages(t, a, b, ""),
			[]string{`x.md:9:1: "2 Repair the lighthouse" is on no page, after "cafés by June"`}},
		{"lost without its attribute", pages(t, a, b, "<p>2. Repair the lighthouse.</p>"),
			[]string{`x.md:9:1: "2 Repair the lighthouse" is on no page, after "cafés by June"`}},
		{"nothing at all", pages(t, "", "", ""),
			[]string{`x.md:5:3: "Funding for ports The two governments will give"… (22 words) is on no page, at the beginning`}},
		{"changed word", pages(t, a, mark(first, strings.Replace(first[1], "new", "old", 1)), c),
			[]string{`x.md:7:16: "new" is shown as "old" on doc/p/a.html`}},
		{"word parted", pages(t, a, mark(first, strings.Replace(first[1], "harbours", "har<br>bours", 1)), c),
			[]string{`x.md:8:5: "harbours" is shown as "har bours" on doc/p/a.html`}},
		{"words joined", pages(t, a, b, mark(second, "2. Repair the<b>lighthouse</b>.")),
			[]string{`x.md:9:12: "the lighthouse" is shown as "thelighthouse" on doc/p/b.html`}},
		{"entity escaped twice", pages(t, a, mark(first, strings.Replace(first[1], "caf\u00e9s", "caf&amp;eacute;s", 1)), c),
			[]string{`x.md:8:14: "cafés" is shown as "caf eacute s" on doc/p/a.html`}},
		{"foreign word", pages(t, a, b, mark(second, "2. Repair the old lighthouse.")),
			[]string{`x.md:9:16: "old" is on doc/p/b.html, but not in the source`}},
		{"foreign words at the end", pages(t, a, b, mark(second, "2. Repair the lighthouse. Read more")),
			[]string{`x.md:10:1: "Read more" is on doc/p/b.html, but not in the source`}},
		{"word twice", pages(t, a, b, mark(second, "2. Repair the the lighthouse.")),
			[]string{`x.md:9:16: "the" is placed twice, the second time on doc/p/b.html`}},
		{"element twice", pages(t, a, b, c+c),
			[]string{`x.md:9:1: "2 Repair the lighthouse" has two primary places, both on doc/p/b.html`}},
		{"element on two pages", pages(t, a+c, b, c),
			[]string{`x.md:9:1: "2 Repair the lighthouse" has two primary places, on doc/index.html and on doc/p/b.html`}},
		{"words out of order", pages(t, a, b, mark(second, "2. the Repair lighthouse.")),
			[]string{`x.md:9:5: "Repair the" is out of order on doc/p/b.html: "the Repair"`}},
		{"word moved to another element", pages(t, mark(opening, "Funding for ports. The two will give 5 million."), b, mark(second, second[1]+" governments")),
			[]string{`x.md:5:32: "governments" is out of order, it stands elsewhere on doc/p/b.html`}},
		{"elements out of order", pages(t, a, c+b, ""),
			[]string{`x.md:7:1: "1 Open two new harbours cafés by June" stands on doc/p/a.html after what follows it in the source`}},
		{"overlap", pages(t, a+showing(t, document, "give 5 million", "give 5 million"), b, c),
			[]string{`x.md:5:49: "give 5 million" has two primary places, both on doc/index.html`}},
		{"range too short", pages(t, a, b, showing(t, document, "2.  Repair the", "2. Repair the lighthouse.")),
			[]string{`x.md:9:16: "lighthouse" is out of order, it stands elsewhere on doc/p/b.html`}},
		{"nested", pages(t, a, b, `<div>`+strings.Replace(c, "Repair", `<b data-source="1-2">Repair</b>`, 1)),
			[]string{`doc/p/b.html:1:34: an element with data-source stands within another`}},
		{"no range", pages(t, a, b, c+`<p data-source="12">x</p>`),
			[]string{`doc/p/b.html:2:1: data-source is "12", which is no range of bytes`}},
		{"range the wrong way round", pages(t, a, b, c+"\n"+`<p data-source="9-4">x</p>`),
			[]string{`doc/p/b.html:3:1: data-source is "9-4", which is no range of bytes`}},
		{"range behind the file", pages(t, a, b, c+`<p data-source="5-4000">x</p>`),
			[]string{`x.md:10:1: doc/p/b.html shows bytes 5 to 4000, but the file has 201`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Coverage(test.tree, "doc", "x.md", []byte(document))
			if diff := cmp.Diff(test.want, lines(problems)); diff != "" {
				t.Error(diff)
			}
			for _, p := range problems {
				if p.Hint == "" {
					t.Errorf("%s: no hint", p.Text)
				}
			}
		})
	}
}

// TestCoverageReads holds what counts as shown on a page.
func TestCoverageReads(t *testing.T) {
	for _, test := range []struct{ name, source, page string }{
		{"our own words", "One two", `<h2 data-source=0-7>One<a data-ours href=#x>Link to <b>this</b></a> two<span data-ours></span></h2>`},
		{"our own words joining nothing", "One two", `<h2 data-source=0-7>One<i data-ours>#</i>two</h2>`},
		{"an empty element of ours", "One", `<h2 data-source=0-3>O<i data-ours></i>ne</h2>`},
		{"end tags left out", "One two\nthree", `<table><tr><td data-source=0-3>One<td data-source=4-7>two<tr><td data-source=8-13>three</table><p>four`},
		{"items", "One two three", `<ul><li data-source=0-3><p>One<li data-source=4-13>two<ul><li>three</ul></ul>`},
		{"definitions", "One two", `<dl><dt data-source=0-3>One<dd data-source=4-7>two</dl>three`},
		{"element around it ends", "One", `<div><p data-source=0-3>One</div>two`},
		{"rows", "One two", `<table data-source=0-7><tr><td>One<td>two</table>three`},
		{"comment", "One", `<!-- <p data-source=0-3>One</p> --><p data-source=0-3>On<!-- two -->e</p>`},
		{"single quotes", "One", `<p class='x y' data-source='0-3'>One</p>`},
		{"stray marks shown", "Risk**</b>**s of", `<p data-source=0-16>Risk****s of</p>`},
		{"stray marks left out", "Risk**</b>**s of", `<p data-source=0-16>Risks of</p>`},
		{"soft hyphen left out", "par\u00adty", `<p data-source=0-7>party</p>`},
		{"composed", "cafe\u0301", "<p data-source=0-6>caf\u00e9</p>"},
		{"number of an empty item", "1.\n\nOne", `<p data-source=4-7>One</p>`},
		{"number of an empty item, shown", "1.\n\nOne", `<p data-source=0-2>1.</p><p data-source=4-7>One</p>`},
		{"picture without words", "![](x)\n\nOne", `<p data-source=0-6><img src=x></p><p data-source=8-11>One</p>`},
		{"nothing to show", "---\ntitle: x\n---\n<!-- x -->", "<p>none</p>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Coverage(mapFS(map[string]string{"d/x.html": test.page}), "d", "x.md", []byte(test.source))
			if len(problems) > 0 {
				t.Errorf("%s\n%s\n%s", test.source, test.page, strings.Join(lines(problems), "\n"))
			}
		})
	}
}

// TestCoverageLimits holds that pages of another document do not bury the
// report, and take no long time to tell apart.
func TestCoverageLimits(t *testing.T) {
	var source, page strings.Builder
	for i := range 20000 {
		at := source.Len()
		fmt.Fprintf(&source, "a%d b%d c%d d%d\n\n", i, i, i, i)
		fmt.Fprintf(&page, "<p data-source=%d-%d>a%d x%d c%d d%d</p>", at, source.Len()-2, i, i, i, i)
	}
	_, problems := Coverage(mapFS(map[string]string{"d/x.html": page.String()}), "d", "x.md", []byte(source.String()))
	got := lines(problems)
	if len(got) != maxDifferences+1 || got[0] != "x.md: there are further differences between the source and its pages" ||
		got[1] != `x.md:1:4: "b0" is shown as "x0" on d/x.html` {
		t.Errorf("got %q", got)
	}

	_, problems = Coverage(mapFS(map[string]string{"d/x.html": strings.ReplaceAll(page.String(), "<p data-source=", "<p><i data-source=x")}), "d", "x.md", []byte("a"))
	if len(problems) != maxDifferences+1 {
		t.Errorf("got %d problems", len(problems))
	}
}

// TestCoverageScrambled aligns two long elements that have little in common.
func TestCoverageScrambled(t *testing.T) {
	var source, page strings.Builder
	for i := range 30000 {
		fmt.Fprintf(&source, "w%d ", i)
		fmt.Fprintf(&page, "w%d ", i*7919%30000)
	}
	text := fmt.Sprintf("<p data-source=0-%d>%s</p>", source.Len(), page.String())
	_, problems := Coverage(mapFS(map[string]string{"d/x.html": text}), "d", "x.md", []byte(source.String()))
	if len(problems) == 0 || len(problems) > maxDifferences+1 {
		t.Errorf("got %d problems", len(problems))
	}
}

func TestCoverageUnreadable(t *testing.T) {
	_, problems := Coverage(fstest.MapFS{}, "doc", "x.md", []byte("One"))
	want := []string{"doc: cannot be read: file does not exist", `x.md:1:1: "One" is on no page, at the beginning`}
	if diff := cmp.Diff(want, lines(problems)); diff != "" {
		t.Error(diff)
	}
}

// onePage shows each leaf of a source as the primary place of its words, but
// for the word with the index left, which it leaves out.
func onePage(source []byte, left int) fs.FS {
	var page strings.Builder
	r := newReader(source)
	for _, l := range r.blocks.leaves {
		before := len(r.words.words)
		r.leaf(l)
		fmt.Fprintf(&page, "<p data-source=%d-%d>", l.start, l.end)
		for i, w := range r.words.words[before:] {
			if before+i != left {
				page.WriteString(html.EscapeString(w.text) + " ")
			}
		}
		page.WriteString("</p>\n")
	}
	return mapFS(map[string]string{"d/index.html": page.String()})
}

func TestCoverageSeed(t *testing.T) {
	source := seed(t)
	report, problems := Coverage(onePage(source, -1), "d", "seed", source)
	if len(problems) > 0 || report.Words != len(readWords(source)) || report.Words < 2000 {
		t.Errorf("got %+v and\n%s", report, strings.Join(lines(problems), "\n"))
	}
}

// TestCoverageSeedLoss leaves out one word at a time, and wants its very place.
func TestCoverageSeedLoss(t *testing.T) {
	source := seed(t)
	words := readWords(source)
	table := newLineTable("seed", source)
	for left := 0; left < len(words); left += 23 {
		_, problems := Coverage(onePage(source, left), "d", "seed", source)
		if want := table.position(words[left].start); len(problems) != 1 || problems[0].Pos != want {
			t.Errorf("without %q at %v: got %q", words[left].text, want, lines(problems))
		}
	}
}

// FuzzCoverage holds that no page and no source make the check panic, that
// each problem has a place in its file, and that a source shown as it was read
// is complete.
func FuzzCoverage(f *testing.F) {
	f.Add([]byte("One *two*"), `<p data-source=0-9>One <b data-ours>x</b>two</p>`)
	f.Add([]byte("1. a\n\n> <!-- b"), `<li data-source="3-4"><p>a<li data-source=5-14><td data-source="0-1">&amp;b</p>`)
	f.Add([]byte("\ufeffa\r\nb"), `<p data-source=3-4>b</p><p data-source=0-7>a<br>b`)
	f.Fuzz(func(t *testing.T, source []byte, page string) {
		_, problems := Coverage(mapFS(map[string]string{"d/x.html": page}), "d", "x.md", source)
		for _, p := range problems {
			if p.Pos.File == "x.md" {
				inside(t, p.Pos, string(source))
			} else {
				inside(t, p.Pos, page)
			}
		}
		if _, problems := Coverage(onePage(source, -1), "d", "x.md", source); len(problems) > 0 {
			t.Fatalf("shown as it was read:\n%s", strings.Join(lines(problems), "\n"))
		}
	})
}

func BenchmarkCoverage(b *testing.B) {
	source := seed(b)
	tree := onePage(source, -1)
	page, err := fs.ReadFile(tree, "d/index.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(source) + len(page)))
	b.ReportAllocs()
	for b.Loop() {
		Coverage(tree, "d", "seed", source)
	}
}

// BenchmarkReadPlaces reads a page of which little is primary, as most are.
func BenchmarkReadPlaces(b *testing.B) {
	page := []byte(strings.Repeat("<li><a href=\"../name.html\" class=item><span>1.1</span> Facilitate investments in chips &amp; batteries</a></li>\n", 80) +
		"<p data-source=\"10-200\">The two governments <b>will</b> deepen cooperation on advanced technologies.</p>")
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		readPlaces("x.html", page, &collector{})
	}
}

// TestPagesInAnyOrder: pages come as they are rendered, or as they stand on
// the disk, and the answer is one.
func TestPagesInAnyOrder(t *testing.T) {
	pages := []struct{ name, text string }{
		{"d/a/one.html", `<p data-source="0-3">One</p><p data-source="9-14">three</p>`},
		{"d/a-b.html", `<p data-source="4-7">two</p>`},
		{"d/index.html", `<p data-source="0-3">One</p>`},
	}
	source := []byte("One two, three")
	files := map[string]string{}
	for _, p := range pages {
		files[p.name] = p.text
	}
	want, wanted := Coverage(mapFS(files), "d", "x.md", source)
	if len(wanted) != 1 {
		t.Fatalf("%d problems, want the word that stands in two places: %v", len(wanted), wanted)
	}
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		proof := NewProof("x.md", source)
		for _, i := range order {
			proof.Page(pages[i].name, []byte(pages[i].text))
		}
		got, problems := proof.Result()
		if diff := cmp.Diff(want, got) + cmp.Diff(wanted, problems); diff != "" {
			t.Errorf("in the order %v (-walked +shown):\n%s", order, diff)
		}
	}
}

// TestWork: a document twice as long takes twice the work, counted in
// allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		var source, page strings.Builder
		for i := range n {
			start := source.Len()
			fmt.Fprintf(&source, "The minister will build plant %d.\n\n", i)
			fmt.Fprintf(&page, "<li><a href=x.html>%d</a></li><p data-source=\"%d-%d\">The <b>minister</b> will build plant %d.</p>", i, start, source.Len()-2, i)
		}
		text, data := []byte(source.String()), []byte(page.String())
		return testing.AllocsPerRun(2, func() {
			p := NewProof("x.md", text)
			p.Page("d/x.html", data)
			if _, problems := p.Result(); len(problems) > 0 {
				t.Fatal(problems)
			}
		})
	}
	if one, two := work(300), work(600); two > 2.2*one {
		t.Errorf("a document twice as long takes %.0f allocations, not twice %.0f", two, one)
	}
}
