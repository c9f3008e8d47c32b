package page

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"communique/internal/check"
	"communique/internal/factsheet"
	"communique/internal/output"
	"communique/internal/site"
)

// single renders the seed on one page.
func single(t testing.TB) string {
	t.Helper()
	articles, settings := everything(t)
	doc, found := seed(t)
	data, err := renderer(t, settings, articles...).Single(site.Plan(doc, found.Views()...), found)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The page holds each word of the document once, links that lead somewhere,
// IDs that are unique, and asks nobody for anything.
func TestSingleHolds(t *testing.T) {
	page := single(t)
	doc, _ := seed(t)
	tree := output.NewMemory()
	if err := tree.Add("index.html", []byte(page)); err != nil {
		t.Fatal(err)
	}
	if _, problems := check.Tree(tree.FS()); len(problems) > 0 {
		t.Error(problems)
	}
	if r, problems := check.Coverage(tree.FS(), ".", doc.Source.Name, doc.Source.Data); len(problems) > 0 || r.Words < 2000 {
		t.Error(r, problems)
	}
	t.Logf("%d bytes", len(page))
}

var (
	address = regexp.MustCompile(`(?:href|src)=(?:"([^"]*)"|([^\s>"]+))`)
	element = regexp.MustCompile(`(?s)<(script|style)>(.*?)</(?:script|style)>`)
)

// Every link is a fragment, or leads to the original or the published page.
func TestSingleLinks(t *testing.T) {
	fragments := 0
	for _, m := range address.FindAllStringSubmatch(single(t), -1) {
		switch to := html.UnescapeString(m[1] + m[2]); {
		case strings.HasPrefix(to, "#"):
			fragments++
		case strings.HasPrefix(to, "https://"), strings.HasPrefix(to, "data:image/svg+xml;base64,"):
		default:
			t.Errorf("a link to %s, which no one has who has the page alone", to)
		}
	}
	if fragments < 300 {
		t.Errorf("%d links within the page", fragments)
	}
}

// The policy lets through each style and script that the page holds, and
// nothing else.
func TestSinglePolicy(t *testing.T) {
	page := single(t)
	_, rest, _ := strings.Cut(page, `http-equiv=Content-Security-Policy content="`)
	policy, _, _ := strings.Cut(rest, `"`)
	policy = html.UnescapeString(policy)
	found := 0
	for _, m := range element.FindAllStringSubmatch(page, -1) {
		sum := sha256.Sum256([]byte(m[2]))
		if !strings.Contains(policy, m[1]+"-src") || !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("the policy %s does not allow %.60s", policy, m[0])
		}
		found++
	}
	if found != 3 || strings.Contains(policy, "unsafe") || strings.Contains(policy, "'self'") || !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("%d styles and scripts, policy %s", found, policy)
	}
}

// Headings go down one level at a time.
func TestSingleHeadings(t *testing.T) {
	before := byte('0')
	for _, m := range regexp.MustCompile(`<h([1-6])`).FindAllStringSubmatch(single(t), -1) {
		if m[1][0] > before+1 {
			t.Errorf("a heading of level %s behind one of level %c", m[1], before)
		}
		before = m[1][0]
	}
}

// folded renders a document on one page and as a book.
func folded(t testing.TB, r *Renderer, doc *factsheet.Document) string {
	t.Helper()
	found := findingsOf(t, doc, nil)
	plan := site.Plan(doc, found.Views()...)
	page, err := r.Single(plan, found)
	if err != nil {
		t.Fatal(err)
	}
	book, err := r.Book(plan, found)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range book.Chapters {
		page = append(page, c.HTML...)
	}
	return string(page)
}

// Documents that have everything, little and nothing, on one page and as a
// book: their words stand once, also where they want to be markup.
func TestFoldedFixtures(t *testing.T) {
	articles, settings := everything(t)
	r := renderer(t, settings, articles...)
	mischief := func(s string) string { return s + ` <script>x</script> & "` }
	for _, tt := range []struct {
		name   string
		doc    *factsheet.Document
		change func(string) string
		loud   bool // its file is no Markdown that could be read again
	}{
		{"full", full(t, nil), nil, true}, {"mischief", full(t, mischief), mischief, true}, {"bare", bare(t), nil, false}, {"long", long(t, 90), nil, true},
		{"silent", silent(t), nil, false}, {"arabic", arabic(t), nil, false}, {"rich", rich(t), nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := findingsOf(t, tt.doc, tt.change)
			data, err := r.Single(site.Plan(tt.doc, found.Views()...), found)
			if err != nil {
				t.Fatal(err)
			}
			if _, problems := check.Tree(fstest.MapFS{"index.html": {Data: data}}); len(problems) > 0 {
				t.Error(problems)
			}
			if n := strings.Count(string(data), "<script>"); n != 2 {
				t.Errorf("%d scripts", n)
			}
			for name, tree := range map[string]fstest.MapFS{"page": {"index.html": {Data: data}}, "book": chapters(t, r, tt.doc, found)} {
				if _, problems := check.Coverage(tree, ".", tt.doc.Source.Name, tt.doc.Source.Data); len(problems) > 0 && !tt.loud {
					t.Errorf("%s: %v", name, problems)
				}
			}
		})
	}
}

// chapters renders a book as a tree of pages.
func chapters(t testing.TB, r *Renderer, doc *factsheet.Document, f Findings) fstest.MapFS {
	t.Helper()
	book, err := r.Book(site.Plan(doc, f.Views()...), f)
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{}
	for _, c := range book.Chapters {
		tree[strings.Replace(c.Path, ".xhtml", ".html", 1)] = &fstest.MapFile{Data: c.HTML}
	}
	return tree
}

// The chapters of the seed hold its words, and are in the order of reading.
func TestBookHolds(t *testing.T) {
	articles, settings := everything(t)
	doc, found := seed(t)
	r := renderer(t, settings, articles...)
	tree := chapters(t, r, doc, found)
	if rep, problems := check.Coverage(tree, ".", doc.Source.Name, doc.Source.Data); len(problems) > 0 || rep.Words < 2000 {
		t.Error(rep, problems)
	}
	book, err := r.Book(site.Plan(doc, found.Views()...), found)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, c := range book.Chapters {
		titles = append(titles, c.Title)
	}
	if n := len(doc.Pillars) + 4; len(titles) != n || titles[0] != doc.Title || titles[n-3] != "Money" || titles[n-2] != "Deadlines" || titles[n-1] != "About this book" {
		t.Errorf("chapters %q", titles)
	}
	places := 0
	for _, c := range book.Chapters {
		for _, p := range c.Places {
			places += 1 + len(p.Places)
		}
	}
	if places < 38 {
		t.Errorf("the contents name %d commitments, want 38", places)
	}
}

func TestSingleTwice(t *testing.T) {
	if first, second := single(t), single(t); first != second {
		t.Error("the same document makes other bytes")
	}
}

func BenchmarkSingle(b *testing.B) {
	articles, settings := everything(b)
	doc, found := seed(b)
	r, plan := renderer(b, settings, articles...), site.Plan(doc, found.Views()...)
	b.SetBytes(int64(len(doc.Source.Data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Single(plan, found); err != nil {
			b.Fatal(err)
		}
	}
}
