package factsheet

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"communique/internal/source"
)

const seed = "../../seeds/us-rok-partnership-2021.md"

func readSeed(t testing.TB) *source.File {
	t.Helper()
	src, problems, err := source.Read(os.DirFS("../../seeds"), "us-rok-partnership-2021.md")
	if err != nil || src == nil {
		t.Fatalf("%s: %v %v", seed, err, problems)
	}
	return src
}

// TestFirstDocument holds the parser to what a person reads in the document
// that the project was created for.
func TestFirstDocument(t *testing.T) {
	d, problems := Parse(readSeed(t), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var pillars, all, acknowledged, children int
	var baggage bool
	for _, p := range d.Pillars {
		if !p.Implicit {
			pillars++
		}
	}
	for c := range d.Commitments() {
		all++
		if c.Kind == Acknowledgement {
			acknowledged++
		}
		if c.Parent != nil {
			children++
			if got := c.Parent.Title; !strings.Contains(got, "KORUS Global Vaccine Partnership") {
				t.Errorf("%s is a child of %q", c.Number, got)
			}
		}
		baggage = baggage || strings.Contains(c.Text(), "baggage screening")
		if strings.Contains(c.Text(), "#") {
			t.Errorf("%s holds the end mark", c.Number)
		}
	}
	for _, x := range []struct {
		what      string
		got, want int
	}{{"pillars", pillars, 4}, {"commitments", all, 38}, {"acknowledgements", acknowledged, 1}, {"children", children, 5}} {
		if x.got != x.want {
			t.Errorf("%d %s, want %d", x.got, x.what, x.want)
		}
	}
	if !baggage {
		t.Error("the pilot for baggage screening is not a commitment")
	}
}

// promises are what holds for every document, whatever is in it.
func promisesHold(t testing.TB, d *Document) {
	t.Helper()
	titles, slugs := map[string]string{}, map[string]string{}
	numbers := map[string]bool{}
	for c := range d.Commitments() {
		if n := utf8.RuneCountInString(c.Title); n == 0 || n > 90 {
			t.Errorf("%s: title of %d characters: %q", c.Number, n, c.Title)
		}
		if strings.ContainsAny(c.Title, "\n\r\t") || strings.TrimSpace(c.Title) != c.Title {
			t.Errorf("%s: title with loose white space: %q", c.Number, c.Title)
		}
		if other, dup := titles[strings.ToLower(c.Title)]; dup {
			t.Errorf("%s and %s have one title: %q", other, c.Number, c.Title)
		}
		titles[strings.ToLower(c.Title)] = c.Number
		if !slugOK(c.Slug) {
			t.Errorf("%s: bad slug %q", c.Number, c.Slug)
		}
		if other, dup := slugs[c.Slug]; dup {
			t.Errorf("%s and %s have one slug: %q", other, c.Number, c.Slug)
		}
		slugs[c.Slug] = c.Number
		if numbers[c.Number] {
			t.Errorf("number %s twice", c.Number)
		}
		numbers[c.Number] = true
		if c.Guess == "" || c.Pillar == nil {
			t.Errorf("%s: no rule or no pillar", c.Number)
		}
		for _, child := range c.Children {
			if child.Parent != c || !strings.HasPrefix(child.Number, c.Number+".") {
				t.Errorf("%s is not a proper child of %s", child.Number, c.Number)
			}
		}
		if s := c.Span(); s.Start < d.Source.Body || s.End > len(d.Source.Data) || s.End < s.Start {
			t.Errorf("%s: span %v outside the body", c.Number, s)
		}
	}
	pillars := map[string]bool{}
	for _, p := range d.Pillars {
		if !slugOK(p.Slug) || pillars[p.Slug] {
			t.Errorf("pillar %s: bad or doubled slug %q", p.Number, p.Slug)
		}
		pillars[p.Slug] = true
		if p.Heading == "" || p.Level < 1 {
			t.Errorf("pillar %s: heading %q, level %d", p.Number, p.Heading, p.Level)
		}
	}
	inOrder(t, "introduction", d.Intro)
	for _, p := range d.Pillars {
		inOrder(t, "pillar "+p.Number, p.Parts)
	}
	inOrder(t, "notes", d.Notes)
	body := d.Source.Text()
	d.Places(func(text Text) {
		for _, r := range text {
			if r.verbatim() && strings.TrimSpace(r.Text) != "" && string(body[r.Span.Start:r.Span.End]) != r.Text {
				t.Errorf("%q is not what stands at %v: %q", r.Text, r.Span, d.Source.Data[r.Span.Start:r.Span.End])
			}
		}
	})
	if d.Title == "" || d.Slug == "" || len(d.Pillars) == 0 {
		t.Errorf("title %q, slug %q, %d pillars", d.Title, d.Slug, len(d.Pillars))
	}
}

// inOrder holds what stands on one page to the order of the source.
func inOrder(t testing.TB, where string, list []Part) {
	t.Helper()
	at := 0
	note := func(s Span) {
		if s == (Span{}) {
			return
		}
		if s.Start < at {
			t.Errorf("%s: what stands at %d comes after what stands at %d", where, s.Start, at)
		}
		at = s.Start
	}
	for _, part := range list {
		if g, ok := part.(*Group); ok {
			if g.LeadIn != nil {
				note(g.LeadIn.Span())
			}
			for _, c := range g.Items {
				note(c.Span())
			}
			continue
		}
		note(part.Span())
	}
}

func slugOK(s string) bool {
	return s != "" && len(s) <= MaxSlug && !reserved[s] && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(s, "-") && !strings.HasSuffix(s, "-")
}

func TestPromisesOfTheSeed(t *testing.T) {
	d, _ := Parse(readSeed(t), Options{})
	promisesHold(t, d)
}

// TestCorpus holds every document of the corpus to the promises, and to having
// each word placed.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("COMMUNIQUE_CORPUS")
	if dir == "" {
		t.Skip("skipped: COMMUNIQUE_CORPUS is not set")
	}
	fsys := os.DirFS(dir)
	labelled, _ := fs.Glob(fsys, "*.gold.json")
	names, err := fs.Glob(fsys, "archive/*.md")
	if err != nil || len(names) == 0 || len(labelled) == 0 {
		t.Fatalf("no documents in %s: %v", dir, err)
	}
	for _, l := range labelled {
		names = append(names, strings.TrimSuffix(l, ".gold.json")+".md")
	}
	for _, name := range names {
		src, list, err := source.Read(fsys, name)
		if err != nil || src == nil {
			t.Errorf("%s: %v %v", name, err, list)
			continue
		}
		d, problems := Parse(src, Options{})
		for _, p := range problems {
			t.Error(p)
		}
		promisesHold(t, d)
	}
}

// TestProofCanFail takes words out of a parsed document, and puts some in
// twice: the proof must find both.
func TestProofCanFail(t *testing.T) {
	src := readSeed(t)
	r, blocks := read(src)
	fresh := func() *Document {
		d := &Document{Source: src}
		o := &outline{doc: d, correct: &corrector{}}
		_, blocks = read(src)
		o.build(blocks)
		return d
	}
	if _, problems := prove(fresh(), r.definitions); len(problems) > 0 {
		t.Fatalf("the whole document: %v", problems)
	}
	d := fresh()
	d.Pillars[1].Parts = d.Pillars[1].Parts[1:]
	if _, problems := prove(d, r.definitions); len(problems) != 1 || !strings.Contains(problems[0].Text, "has no place") {
		t.Errorf("an introduction is gone: %v", problems)
	}
	d = fresh()
	d.Intro = append(d.Intro, d.Pillars[0].Parts[0])
	if _, problems := prove(d, r.definitions); len(problems) == 0 || !strings.Contains(problems[0].Text, "two places") {
		t.Errorf("an introduction stands twice: %v", problems)
	}
}

// TestDeepAndWide reads inputs made to be slow: time must grow with their
// size, not with its square. It counts blocks, not seconds; a parser that is
// quadratic here does not end within the time of a test.
func TestDeepAndWide(t *testing.T) {
	for name, text := range map[string]string{
		"nested lists":    nest(100),
		"nested quotes":   strings.Repeat("> ", 100) + "deep\n",
		"blank lines":     strings.Repeat("- ", 99) + "deep\n" + strings.Repeat("\n", source.MaxSize-1000),
		"many items":      strings.Repeat("- Build a plant in the north.\n", MaxBlocks),
		"one long line":   strings.Repeat(strings.Repeat("word ", MaxText/5)+"\n\n", 30),
		"stars":           strings.Repeat("**a", 5000) + "\n",
		"brackets":        strings.Repeat("[a](", 5000) + "\n",
		"entities":        strings.Repeat(strings.Repeat("&amp;&#x41;", 1400)+"\n\n", 14),
		"open tags":       strings.Repeat("<u>a", 5000) + "text" + strings.Repeat("</b>", 3000) + "\n",
		"open HTML":       "<div>\n" + strings.Repeat(strings.Repeat("<u>", 20000)+"\n", 10) + strings.Repeat("a</b>", 3000) + "\n",
		"tables in cells": strings.Repeat("<table><tr><td>", 2000) + "text\n",
		"numbered":        strings.Repeat("1\\. word\n\n", 5000),
		"colons":          strings.Repeat("- word:\n", 5000),
		"typed bullets":   strings.Repeat("• word\n", 1800),
		"same title":      strings.Repeat("- Build\n", 5000),
		"bold leads":      strings.Repeat("**A lead.** It opens a paragraph.\n\n", 5000),
		"hard breaks":     strings.Repeat("word\\\n", 2700) + "end\n",
		"prose":           strings.Repeat("The ministry met today.\n\n", MaxBlocks),
		"lost bullets":    "Ministers will:\n\n- Build a plant.\n\n" + strings.Repeat("Build one more plant in the north.\n\n", 3000),
		"headings":        strings.Repeat("## The second part of it\n\n- Build a plant.\n- Open a mine.\n\n", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			d, problems := parse(t, "x.md", "---\ntitle: X\n---\n\n"+text, Options{})
			if problems != "" {
				t.Error(problems)
			}
			promisesHold(t, d)
		})
	}
}

func nest(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s- Build a plant %d\n", strings.Repeat("  ", i), i)
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	for _, file := range []string{"testdata/headings.txtar", "testdata/commitments.txtar", seed} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{"# a\n\n**b**\n", "1. a\n2. b:\n- c", "<table><td>a</table>b", "**a: **b", "[^1]: x\n\n[a]: b", "\r\na\\\r\nb", "• a\no b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			t.Skip()
		}
		src, _, err := source.Read(fstest.MapFS{"x.md": {Data: []byte(text)}}, "x.md")
		if err != nil || src == nil {
			t.Skip()
		}
		d, problems := Parse(src, Options{})
		for _, p := range problems {
			t.Errorf("%v\n%q", p, text)
		}
		promisesHold(t, d)
	})
}

// TestWork: a document twice as long takes twice the work, counted in
// allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		var b strings.Builder
		b.WriteString("---\ntitle: X\n---\n\n")
		for i := range n {
			fmt.Fprintf(&b, "**Part %d**\n\nThe ministries of both countries will:\n\n- Build plant %d, which “serves” the north &amp; the south of the country, and open it.\n- Open mines.\n\n", i, i)
		}
		src, _, err := source.Read(fstest.MapFS{"x.md": {Data: []byte(b.String())}}, "x.md")
		if err != nil {
			t.Fatal(err)
		}
		return testing.AllocsPerRun(2, func() { Parse(src, Options{}) })
	}
	if one, two := work(200), work(400); two > 2.2*one {
		t.Errorf("a document twice as long takes %.0f allocations, not twice %.0f", two, one)
	}
}

func BenchmarkParse(b *testing.B) {
	src := readSeed(b)
	b.SetBytes(int64(len(src.Data)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(src, Options{})
	}
}

func TestFileSlug(t *testing.T) {
	long := "2021-01-01-fact-sheet-the-administration-announces-new-actions-to-"
	a, _ := fileSlug(long + "lower-costs.md")
	b, _ := fileSlug("deep/in/" + long + "raise-wages.md")
	if a == b || !slugOK(a) || !slugOK(b) {
		t.Errorf("names that are alike at their beginning give %q and %q", a, b)
	}
	if s, base := fileSlug("seeds/Über uns.md"); s != "uber-uns" || base != "Über uns" {
		t.Errorf("got %q, %q", s, base)
	}
}
