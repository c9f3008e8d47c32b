package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"text/template/parse"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"communique/internal/article"
	"communique/internal/asset"
	"communique/internal/factsheet"
	"communique/internal/output"
	"communique/internal/site"
)

// variants are sites that between them have everything that a page can show
// and lack everything that it can lack.
func variants(t testing.TB) map[string]map[string]string {
	articles, settings := everything(t)
	silent := &article.Article{File: "method.md", Path: "method.html", Title: "Method", HTML: []byte("<p>How.</p>")}
	return map[string]map[string]string{
		"one document":   render(t, renderer(t, settings, articles...), nil, full(t, nil)),
		"many documents": render(t, renderer(t, settings, append(articles, silent)...), nil, full(t, nil), bare(t), long(t, 90)),
		"a bare one":     render(t, renderer(t, site.Defaults()), nil, bare(t)),
		"none":           render(t, renderer(t, site.Defaults()), nil),
	}
}

// pages calls f for each HTML page of a tree, in order.
func pages(tree map[string]string, f func(path, page string)) {
	for _, p := range slices.Sorted(mapKeys(tree)) {
		if strings.HasSuffix(p, ".html") {
			f(p, tree[p])
		}
	}
}

func mapKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// dom parses a page and calls f for each node, a parent ahead of its children.
func dom(t testing.TB, page string, f func(*html.Node)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	f(root)
	for n := range root.Descendants() {
		f(n)
	}
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// Every branch of every template is taken, and every one is passed by, on some
// page: a misspelt field stays silent until its branch runs.
func TestEveryBranchRuns(t *testing.T) {
	templates, assets, m := load(t)
	marked, branches := markBranches(t, templates)
	articles, settings := everything(t)
	var all strings.Builder
	for _, options := range []Options{{Settings: settings, Articles: articles}, {Settings: site.Defaults()}} {
		options.Templates, options.Assets, options.Minifier, options.Draw = marked, assets, m, drawn
		r, err := New(options)
		if err != nil {
			t.Fatal(err)
		}
		for _, documents := range [][]*factsheet.Document{nil, {full(t, nil)}, {bare(t)}, {long(t, 90)}, {full(t, nil), bare(t), long(t, 90)}, {silent(t)}, {arabic(t)}, {rich(t)}, hundreds(t, 65), {long(t, 160)}, many(t, 125), {laden(t)}} {
			pages(render(t, r, nil, documents...), func(_, page string) { all.WriteString(page) })
			for _, doc := range documents[:min(1, len(documents))] {
				all.WriteString(folded(t, r, doc))
			}
		}
		crowded(t, r, &all)
		listed(t, r, &all)
	}
	for mark, where := range branches {
		if !strings.Contains(all.String(), mark) {
			t.Errorf("never taken: %s", where)
		}
	}
}

// markBranches returns the templates with a mark at the head of each branch,
// one added where there was no else, and what each mark stands for.
func markBranches(t *testing.T, templates fs.FS) (fs.FS, map[string]string) {
	marked, branches := fstest.MapFS{}, map[string]string{}
	put := func(list *parse.ListNode, where string) {
		mark := fmt.Sprintf("branch%dx", len(branches))
		branches[mark] = where
		list.Nodes = slices.Insert(list.Nodes, 0, parse.Node(&parse.TextNode{NodeType: parse.NodeText, Text: []byte(" " + mark + " ")}))
	}
	var walk func(list *parse.ListNode, file string)
	branch := func(n *parse.BranchNode, word, file string) {
		where := file + ": {{" + word + " " + n.Pipe.String() + "}}"
		if n.ElseList == nil && word == "range" { // lists that may be empty are asked for with if or with
			walk(n.List, file)
			put(n.List, where)
			return
		}
		if n.ElseList == nil {
			n.ElseList = &parse.ListNode{NodeType: parse.NodeList}
		}
		walk(n.List, file)
		walk(n.ElseList, file)
		put(n.List, where)
		if !strings.HasPrefix(n.Pipe.String(), "eq .Kind") || len(n.ElseList.Nodes) > 0 {
			put(n.ElseList, where+" {{else}}")
		}
	}
	walk = func(list *parse.ListNode, file string) {
		for _, n := range list.Nodes {
			switch n := n.(type) {
			case *parse.IfNode:
				branch(&n.BranchNode, "if", file)
			case *parse.WithNode:
				branch(&n.BranchNode, "with", file)
			case *parse.RangeNode:
				branch(&n.BranchNode, "range", file)
			}
		}
	}
	err := fs.WalkDir(templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates, name)
		if err != nil {
			return err
		}
		sets, err := parse.Parse(name, string(data), "", "", map[string]any{"eq": 0, "or": 0, "not": 0, "and": 0})
		if err != nil {
			return err
		}
		var out strings.Builder
		for _, set := range slices.Sorted(func(yield func(string) bool) {
			for k := range sets {
				if !yield(k) {
					return
				}
			}
		}) {
			walk(sets[set].Root, name)
			if set == name {
				out.WriteString(sets[set].Root.String())
			} else {
				out.WriteString(`{{define "` + set + `"}}` + sets[set].Root.String() + "{{end}}")
			}
		}
		marked[name] = &fstest.MapFile{Data: []byte(out.String())}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return marked, branches
}

// What holds for every page of every site.
func TestEveryPage(t *testing.T) {
	for name, tree := range variants(t) {
		pages(tree, func(p, page string) {
			t.Run(name+"/"+p, func(t *testing.T) {
				if strings.Contains(page, "ZgotmplZ") || strings.Contains(page, "<no value>") || strings.Contains(page, "&amp;amp;") {
					t.Errorf("the escaper met something unforeseen:\n%s", page)
				}
				checkElements(t, page)
				checkHeadings(t, page)
				checkLinks(t, tree, p)
			})
		})
	}
}

func checkElements(t *testing.T, page string) {
	count := map[string]int{}
	ids := map[string]bool{}
	dom(t, page, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		count[n.Data]++
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("attribute %s on %s", a.Key, n.Data)
			}
		}
		if id, ok := attribute(n, "id"); ok {
			if ids[id] || id == "" {
				t.Errorf("id %q is empty or stands twice", id)
			}
			ids[id] = true
		}
		switch n.Data {
		case "html":
			if lang, _ := attribute(n, "lang"); lang == "" {
				t.Error("no language")
			}
		case "script":
			kind, _ := attribute(n, "type")
			if _, ok := attribute(n, "src"); !ok && kind != "application/ld+json" {
				t.Error("a script on the page")
			}
		case "base", "iframe", "object", "embed", "form", "img":
			t.Errorf("element %s", n.Data)
		case "title":
			if n.FirstChild == nil || strings.TrimSpace(n.FirstChild.Data) == "" {
				t.Error("empty title")
			}
		case "table":
			if n.FirstChild == nil || n.FirstChild.Data != "caption" {
				if _, own := attribute(n, "data-source"); own {
					t.Error("a table without a caption")
				}
			}
		}
	})
	for _, once := range []string{"h1", "main", "title"} {
		if count[once] != 1 {
			t.Errorf("%d elements %s, want 1", count[once], once)
		}
	}
}

// checkHeadings wants no level of heading skipped.
func checkHeadings(t *testing.T, page string) {
	last := 0
	dom(t, page, func(n *html.Node) {
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6' {
			level := int(n.Data[1] - '0')
			if level > last+1 {
				t.Errorf("h%d after h%d", level, last)
			}
			last = level
		}
	})
}

// checkLinks wants each address to be a file of the tree, or allowed to leave it.
func checkLinks(t *testing.T, tree map[string]string, from string) {
	dom(t, tree[from], func(n *html.Node) {
		href, ok := attribute(n, "href")
		if !ok {
			return
		}
		if rel, _ := attribute(n, "rel"); rel == "canonical" || oembed(n) {
			return // absolute, as a standard wants it
		}
		if strings.Contains(href, ":") {
			if rel, _ := attribute(n, "rel"); n.Data != "a" || !webAddress(href) || rel != "noopener noreferrer" {
				t.Errorf("<%s href=%q rel=%q> leaves the site", n.Data, href, rel)
			}
			return
		}
		file, fragment, _ := strings.Cut(href, "#")
		target := from
		if file != "" {
			target = path.Join(path.Dir(from), file)
		}
		content, ok := tree[target]
		if !ok || strings.HasSuffix(file, "/") {
			t.Errorf("%q leads nowhere", href)
		}
		if fragment != "" && !strings.Contains(content, `id="`+fragment+`"`) && !strings.Contains(content, "id="+fragment) {
			t.Errorf("%q: no such place on the page", href)
		}
	})
}

// Each word of a document stands in one element that says from which bytes of
// the source it is; these do not nest, and hold the words of those bytes and
// no other.
func TestEveryWordOnce(t *testing.T) {
	for _, doc := range []*factsheet.Document{full(t, nil), bare(t), long(t, 90)} {
		t.Run(doc.Slug, func(t *testing.T) {
			data := doc.Source.Data
			shown := map[string]string{}
			pages(render(t, renderer(t, site.Defaults()), nil, doc), func(p, page string) {
				dom(t, page, func(n *html.Node) {
					span, ok := attribute(n, "data-source")
					if !ok {
						return
					}
					for a := range n.Ancestors() {
						if _, nested := attribute(a, "data-source"); nested {
							t.Errorf("%s: %s stands inside another", p, span)
						}
					}
					if first, twice := shown[span]; twice {
						t.Errorf("%s stands on %s and on %s", span, first, p)
					}
					shown[span] = p
					var start, end int
					if _, err := fmt.Sscanf(span, "%d-%d", &start, &end); err != nil || start >= end || end > len(data) {
						t.Fatalf("%s: bad span %q", p, span)
					}
					want := strings.Join(strings.Fields(string(data[start:end])), " ")
					if got := strings.Join(strings.Fields(sourceWords(n)), " "); got != want {
						t.Errorf("%s: %s shows %q, the source has %q", p, span, got, want)
					}
				})
			})
			checkCovered(t, doc, shown)
		})
	}
}

// sourceWords returns the text of an element without what is ours. Cells and
// breaks part words.
func sourceWords(n *html.Node) string {
	if _, ours := attribute(n, "data-ours"); ours {
		return ""
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(sourceWords(c))
		if c.Data == "td" || c.Data == "th" || c.Data == "br" {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// checkCovered wants each byte of the body that is no white space in a span.
func checkCovered(t *testing.T, doc *factsheet.Document, shown map[string]string) {
	rest := bytes.Clone(doc.Source.Data)
	for span := range shown {
		var start, end int
		fmt.Sscanf(span, "%d-%d", &start, &end)
		for i := start; i < end; i++ {
			rest[i] = ' '
		}
	}
	if lost := strings.Join(strings.Fields(string(rest[doc.Source.Body:])), " "); lost != "" {
		t.Errorf("never shown: %q", lost)
	}
}

// Which words are primary on which page.
func TestPrimaryPlaces(t *testing.T) {
	tree := render(t, renderer(t, site.Defaults()), nil, full(t, nil))
	for page, want := range map[string][]string{
		"treaty/index.html": {
			"Three states share one river.", "They met again in spring, as reported", "Rivers know no borders.", "said at the spring",
			"The delta from above", "Map", "first item", "2) second item", "inner item", "State Shares Upper a third all the rest", "###", "1 At mean flow.",
		},
		"treaty/water/index.html":       {"1. Water:", "Water is life.", "Together the states will:", "Source: the river board."},
		"treaty/water/build-a-dam.html": {"Build a dam that feeds fish, at $2 million:"},
		"treaty/water/a-ladder.html":    {"a ladder for fish, and"},
		"treaty/water/a-fund.html":      {"(b) welcome a fund.", "It has two parts:", "one for dams", "of stone", "2024 $1 million"},
		"treaty/land/index.html":        nil,
		"treaty/annex/index.html":       {"Annex", "Year Flow"},
		"treaty/funding.html":           nil,
		"index.html":                    nil,
	} {
		var got []string
		dom(t, tree[page], func(n *html.Node) {
			if _, ok := attribute(n, "data-source"); ok {
				got = append(got, strings.Join(strings.Fields(sourceWords(n)), " "))
			}
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", page, diff)
		}
	}
}

// text returns what a reader sees of the element that a page has with a class.
func text(t testing.TB, page, class string) string {
	var found string
	dom(t, page, func(n *html.Node) {
		if c, _ := attribute(n, "class"); found == "" && slices.Contains(strings.Fields(c), class) {
			found = strings.Join(strings.Fields(innerText(n)), " ")
		}
	})
	return found
}

func innerText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(innerText(c))
		switch c.Data {
		case "li", "p", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "ul", "summary", "span", "strong", "a", "caption", "br", "time":
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func TestWhatPagesSay(t *testing.T) {
	articles, settings := everything(t)
	one := render(t, renderer(t, settings, articles...), nil, full(t, nil))
	many := render(t, renderer(t, settings), nil, full(t, nil), bare(t))
	none := render(t, renderer(t, site.Defaults()), nil)
	plain := render(t, renderer(t, site.Defaults()), nil, bare(t), long(t, 90))
	tests := []struct{ name, page, class, want string }{
		{"a commitment's number and title", one["treaty/water/build-a-dam.html"], "opening", "pledge 1.1 Build a dam"},
		{"the whole sentence", one["treaty/water/build-a-dam.html"], "statement",
			"Together the states will: Build a dam that feeds fish, at $2 million:"},
		{"a child names its parent", one["treaty/water/a-ladder.html"], "kicker", "pledge part of 1.1 Build a dam"},
		{"children, and theirs", one["treaty/water/build-a-dam.html"], "commitments",
			"1.1.1 A ladder for fish pledge 1.1.1.1 A gate pledge"},
		{"facts", one["treaty/water/build-a-dam.html"], "facts",
			"Who promises Japan receives Kenya Money $2 million committed by Japan, over 5 years By when dam until 2024 " +
				"Kind pledge: a party says that it will do something Strength Firm, from “will” Pillar 1 Water Published 5 March 2024, Ministry of Waters"},
		{"where the words stand", one["treaty/water/build-a-dam.html"], "source", "Source: line 44 the same words in the original an archived copy"},
		{"facts where little is known", plain["bare/commitments-of-the-text/go.html"], "facts",
			"Kind pledge: a party says that it will do something"},
		{"where they stand, and no more", plain["bare/commitments-of-the-text/go.html"], "source", "Source: line 4"},
		{"how it was found", one["treaty/water/build-a-dam.html"], "rule-note", "How this was found: Item of a list."},
		{"before and after", one["treaty/water/a-ladder.html"], "pager", "Previous 1.1 Build a dam Next 1.1.1.1 A gate"},
		{"after, in the next pillar", one["treaty/water/a-fund.html"], "pager", "Previous 1.1.1.1 A gate Next 2.1 Plant trees"},
		{"siblings", one["treaty/water/a-ladder.html"], "siblings",
			"In this pillar 1.1 Build a dam 1.1.1 A ladder for fish 1.1.1.1 A gate 1.2 A fund"},
		{"a way back", one["treaty/water/a-ladder.html"], "crumbs", "Home A treaty on rivers 1 Water"},
		{"a pillar", one["treaty/water/index.html"], "opening", "Pillar 1 1. Water:"},
		{"what is in a pillar", one["treaty/water/index.html"], "facts", "Contents 3 pledges 1 acknowledgement Money $2 million Committed; 2 left out Up to $3 million per year Announced; 2 left out More than $25 billion Private money, not added All sums, with their words Document A treaty on rivers"},
		{"a pillar without heading", one["treaty/land/index.html"], "opening", "Commitments"},
		{"a pillar without commitments", one["treaty/annex/index.html"], "opening", "Pillar 3 Annex"},
		{"a document", one["treaty/index.html"], "facts",
			"Changed 1 April 2024 Original www.example.gov Archive an archived copy Parties 3 parties"},
		{"its figures", one["treaty/index.html"], "glance", "2 pillars 6 commitments $2 million committed, Japan 3–5 March 2026 next deadline"},
		{"its pillars", one["treaty/index.html"], "doors", "1 Water 4 commitments $2 million committed Commitments 2 commitments 3 Annex no commitments"},
		{"a document of one pillar", plain["bare/index.html"], "commitments", "1 Go pledge"},
		{"its foot", one["treaty/water/index.html"], "foot",
			"A treaty on rivers. 6 commitments in 2 pillars, every word placed. The original An archived copy " +
				"Words set in serif type are the document’s own. All others are ours. Treaties on rivers. " +
				"River board. Contact . Made with communique."},
		{"home with one document", one["index.html"], "opening",
			"5 March 2024 Ministry of Waters A treaty on rivers Three states share one river. Read the document from its beginning 2 pillars 6 commitments $2 million committed, Japan 3–5 March 2026 next deadline"},
		{"home with two", many["index.html"], "documents",
			"5 March 2024 A treaty on rivers Three states share one river. Ministry of Waters. 6 commitments in 2 pillars. Money " +
				"Bare 1 commitment."},
		{"an article", one["about.html"], "article", "About Words of ours."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := text(t, test.page, test.class)
			got, want := squeeze(got), squeeze(test.want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf(".%s (-want +got):\n%s", test.class, diff)
			}
		})
	}
	if !strings.Contains(none["index.html"], "There are no documents here yet.") {
		t.Error("home without documents says nothing")
	}
	for page, want := range map[string]string{
		"item-1": "In this pillar 1.1 Item 1 1.2 Item 2 ", "item-45": "In this pillar 1.25 Item 25 1.26 ", "item-90": "In this pillar 1.51 Item 51 1.52 ",
	} {
		got := text(t, plain["long/all/"+page+".html"], "siblings")
		if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "All 90 commitments") || strings.Count(got, "Item") != maxSiblings {
			t.Errorf("%s lists %s", page, got)
		}
	}
}

// The language of a page is the document's where it says, else the site's.
func TestLanguage(t *testing.T) {
	settings := site.Defaults()
	settings.Language = "fr"
	tree := render(t, renderer(t, settings), nil, full(t, nil), bare(t))
	for page, want := range map[string]string{
		"treaty/index.html": "en-GB", "treaty/water/a-fund.html": "en-GB", "bare/index.html": "fr", "index.html": "fr", "404.html": "fr",
	} {
		if !strings.Contains(tree[page], `<html lang="`+want+`"`) && !strings.Contains(tree[page], "<html lang="+want) {
			t.Errorf("%s: want language %s in %.60s", page, want, tree[page])
		}
	}
}

// Absolute addresses of our own appear only with a base URL.
func TestBaseURL(t *testing.T) {
	articles, settings := everything(t)
	with := render(t, renderer(t, settings, articles...), nil, full(t, nil))
	if !strings.Contains(with["treaty/water/a-fund.html"], "https://example.org/rivers/treaty/water/a-fund.html") {
		t.Error("no canonical address")
	}
	if !strings.Contains(with["404.html"], "https://example.org/rivers/index.html") {
		t.Error("the page for what is not found leads nowhere")
	}
	if got := with["robots.txt"]; got != "User-agent: *\nAllow: /\nSitemap: https://example.org/rivers/sitemap.xml\n" {
		t.Errorf("robots.txt: %q", got)
	}
	settings.BaseURL = ""
	without := render(t, renderer(t, settings, articles...), nil, full(t, nil))
	for p, content := range without {
		if strings.HasSuffix(p, "sitemap.xml") || strings.Contains(content, "canonical") || strings.Contains(content, "example.org/rivers") {
			t.Errorf("%s has an absolute address of ours", p)
		}
	}
	if got := without["robots.txt"]; got != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt: %q", got)
	}
	if _, ok := without[".nojekyll"]; !ok {
		t.Error("no .nojekyll")
	}
}

// The site maps are well formed and name every page of the tree once, but for
// the page of what is not found.
func TestSitemaps(t *testing.T) {
	articles, settings := everything(t)
	tree := render(t, renderer(t, settings, articles...), nil, full(t, nil), bare(t))
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	}
	read := func(name string) []entry {
		var m struct {
			Maps []entry `xml:"sitemap"`
			URLs []entry `xml:"url"`
		}
		if err := xml.Unmarshal([]byte(tree[name]), &m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return append(m.Maps, m.URLs...)
	}
	path := func(e entry) string { return strings.TrimPrefix(e.Loc, settings.BaseURL) }
	got := map[string]string{}
	for _, m := range read("sitemap.xml") {
		for _, e := range read(path(m)) {
			if _, twice := got[path(e)]; twice {
				t.Errorf("%s is named twice", e.Loc)
			}
			got[path(e)] = e.LastMod
		}
	}
	want := map[string]string{}
	pages(tree, func(p, _ string) {
		switch {
		case strings.HasPrefix(p, "embed/"): // second showings, which no search is to find
		case strings.HasPrefix(p, "bare/"), p == "about.html":
			want[p] = "" // they do not say when they changed
		case p != site.NotFound: // the treaty, and what is made from all documents
			want[p] = "2024-04-01T10:00:00+02:00"
		}
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
}

// An index of site maps names at most 50,000; what is beyond goes into more
// indexes, all of which robots.txt names.
func TestManySitemaps(t *testing.T) {
	articles, settings := everything(t)
	sink := output.NewMemory()
	w := &writer{Renderer: renderer(t, settings, articles...), sink: sink}
	documents := make([]Summary, maxSitemaps+10)
	for i := range documents {
		documents[i].Sitemap = "a/sitemap.xml"
	}
	if err := w.plainFiles(documents, nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"sitemap.xml": maxSitemaps, "sitemap-2.xml": 11} {
		data, err := fs.ReadFile(sink.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Count(data, []byte("<loc>")); got != want {
			t.Errorf("%s names %d, want %d", name, got, want)
		}
	}
	robots, _ := fs.ReadFile(sink.FS(), "robots.txt")
	if !bytes.HasSuffix(robots, []byte("Sitemap: https://example.org/rivers/sitemap.xml\nSitemap: https://example.org/rivers/sitemap-2.xml\n")) {
		t.Errorf("robots.txt: %s", robots)
	}
}

// The style of the page for what is not found is let through by its own policy.
func TestNotFoundStyle(t *testing.T) {
	page := render(t, renderer(t, site.Defaults()), nil)["404.html"]
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	var policy string
	dom(t, page, func(n *html.Node) {
		if equiv, _ := attribute(n, "http-equiv"); equiv == "Content-Security-Policy" {
			policy, _ = attribute(n, "content")
		}
	})
	if style == "" || !strings.Contains(policy, "style-src "+hash+";") {
		t.Errorf("policy %q, hash %s of %q", policy, hash, style)
	}
}

// vectors are strings that would run, or break out of where they stand, if
// any place forgot to escape them.
var vectors = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onmouseover='alert(1)`,
	`" onmouseover="alert(1)" data-source="0-9`,
	`</title><script>alert(1)</script>`,
	`</textarea></style></script><svg onload=alert(1)>`,
	`--><script>alert(1)</script><!--`,
	`{{.Title}}{{template "main"}}`,
	`javascript:alert(1)`,
	`&lt;script&gt;&#60;b&#62;`,
	"\u202e\u2066text\u200b",
	`<a href="javascript:alert(1)">x</a>`,
	`]]><b>`,
	"`;${alert(1)}",
}

// No words of a document change the elements and attributes of a page: with
// hostile words in every place, the skeleton is that of the harmless site.
func TestHostileWords(t *testing.T) {
	articles, settings := everything(t)
	r := renderer(t, settings, articles...)
	safe := render(t, r, harmless, full(t, harmless))
	for _, v := range vectors {
		t.Run(v, func(t *testing.T) {
			change := func(s string) string { return s + " " + v }
			tree := render(t, r, change, full(t, change))
			pages(tree, func(p, page string) {
				if diff := cmp.Diff(skeleton(t, safe[p]), skeleton(t, page)); diff != "" {
					t.Errorf("%s (-harmless +hostile):\n%s", p, diff)
				}
			})
			for p, content := range tree {
				if strings.HasSuffix(p, ".xml") && xml.Unmarshal([]byte(content), new(struct{})) != nil {
					t.Errorf("%s is not well formed", p)
				}
			}
		})
	}
}

// harmless changes words as much as a vector does, and means nothing.
func harmless(s string) string { return s + " harmless" }

// skeleton lists the elements of a page with the names of their attributes,
// and the values of those that act.
func skeleton(t *testing.T, page string) []string {
	var out []string
	dom(t, page, func(n *html.Node) {
		switch n.Type {
		case html.ElementNode:
			s := n.Data
			for _, a := range n.Attr {
				s += " " + a.Key
				if a.Key == "href" || a.Key == "class" || a.Key == "id" || a.Key == "http-equiv" {
					value, _, _ := strings.Cut(a.Val, ":~:text=") // names words of the document
					s += "=" + value
				}
			}
			out = append(out, s)
		case html.CommentNode:
			out = append(out, "comment")
		}
	})
	return out
}

// Hostile addresses never become links.
func TestHostileAddresses(t *testing.T) {
	for _, address := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example", "file:///etc/passwd",
		"java\nscript:alert(1)", "\x01javascript:alert(1)", "blob:x",
	} {
		t.Run(address, func(t *testing.T) {
			doc := full(t, nil)
			for _, part := range doc.Intro {
				if p, ok := part.(*factsheet.Paragraph); ok {
					for i := range p.Text {
						p.Text[i].Link = address
					}
					if p.Image != "" {
						p.Image = address
					}
				}
			}
			doc.Source.Meta.Permalink, doc.Source.Meta.Archive = address, address
			tree := render(t, renderer(t, site.Defaults()), nil, doc)
			pages(tree, func(p, _ string) { checkLinks(t, tree, p) })
		})
	}
}

func TestNewRefuses(t *testing.T) {
	templates, assets, m := load(t)
	whole := fstest.MapFS{}
	_ = fs.WalkDir(templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(templates, name)
			whole[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	for _, test := range []struct {
		name, file, text, want string
	}{
		{"a template that is missing", "pillar.html", "", "no template pillar.html"},
		{"one that does not parse", "pillar.html", `{{define "main"}}{{if}}{{end}}`, "pillar.html"},
		{"a page without its style", "404.html", "<!doctype html><p>gone</p>", "one <style> element"},
	} {
		t.Run(test.name, func(t *testing.T) {
			broken := fstest.MapFS{}
			for name, file := range whole {
				broken[name] = file
			}
			delete(broken, test.file)
			if test.text != "" {
				broken[test.file] = &fstest.MapFile{Data: []byte(test.text)}
			}
			_, err := New(Options{Templates: broken, Assets: assets, Minifier: m, Settings: site.Defaults()})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestNewNeedsItsAssets(t *testing.T) {
	templates, _, m := load(t)
	for _, missing := range []string{"site.css", "favicon.svg", "theme.js", "copy.js", "search.js", "filter.js", "frame.js", "embed.js", "embed.css", "find.css", "pictures.css", "print.css", "rtl.css"} {
		static := fstest.MapFS{"favicon.svg": {Data: []byte("<svg/>")}, "css/a.css": {Data: []byte("p{color:red}")},
			"js/theme.js": {Data: []byte("1")}, "js/copy.js": {Data: []byte("1")}, "js/search.js": {Data: []byte("1")}, "js/filter.js": {Data: []byte("1")},
			"js/frame.js": {Data: []byte("1")}, "root/embed.js": {Data: []byte("1")}, "css/b-embed.css": {Data: []byte("p{color:red}")}, "css/c-find.css": {Data: []byte("p{color:red}")},
			"css/d-rtl.css": {Data: []byte("p{color:red}")}, "css/e-pictures.css": {Data: []byte("p{color:red}")}, "css/f-print.css": {Data: []byte("p{color:red}")}}
		delete(static, map[string]string{"site.css": "css/a.css", "embed.css": "css/b-embed.css", "find.css": "css/c-find.css", "rtl.css": "css/d-rtl.css", "pictures.css": "css/e-pictures.css", "print.css": "css/f-print.css", "embed.js": "root/embed.js"}[missing])
		delete(static, "js/"+missing)
		delete(static, missing)
		assets, err := asset.Load(static, m)
		if err != nil {
			t.Fatal(err)
		}
		_, err = New(Options{Templates: templates, Assets: assets, Minifier: m, Settings: site.Defaults()})
		if err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("without %s: error %v", missing, err)
		}
	}
}

// One renderer serves several documents at a time.
func TestConcurrentDocuments(t *testing.T) {
	r := renderer(t, site.Defaults())
	sink := output.NewMemory()
	var group sync.WaitGroup
	for i := range 8 {
		doc := bare(t)
		doc.Slug = fmt.Sprintf("bare-%d", i)
		group.Go(func() {
			if _, err := r.Document(sink, site.Plan(doc), Findings{}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := len(sink.Paths()); got != 8*10 {
		t.Errorf("%d files, want 80", got)
	}
}

// A template that names a field which its view lacks fails, with the page and
// the field named, and so does a sink that is full.
func TestRenderErrors(t *testing.T) {
	templates, assets, m := load(t)
	own := fstest.MapFS{"funding.html": {Data: []byte(`{{define "main"}}<h1>{{.Sum}}</h1>{{end}}`)}}
	r, err := New(Options{Templates: over{own, templates}, Assets: assets, Minifier: m, Settings: site.Defaults()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Document(output.NewMemory(), site.Plan(bare(t)), Findings{})
	if err == nil || !strings.Contains(err.Error(), "bare/funding.html") || !strings.Contains(err.Error(), "Sum") {
		t.Errorf("error %v, want the page and the field", err)
	}

	r = renderer(t, site.Defaults())
	doc := full(t, nil)
	f := findingsOf(t, doc, nil)
	d := site.Plan(doc, f.Views()...)
	all := 0
	d.Pages(func(string) bool { all++; return true })
	for n := range all {
		if _, err := r.Document(&failing{after: n}, d, f); err == nil || !strings.Contains(err.Error(), "no space") {
			t.Errorf("after %d files: error %v", n, err)
		}
	}
	summary, err := r.Document(output.NewMemory(), d, f)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 9 {
		if err := r.Root(&failing{after: n}, []Summary{summary, {}}); err == nil {
			t.Errorf("root, after %d files: no error", n)
		}
	}
}

// over is a file system over another.
type over struct{ upper, lower fs.FS }

func (o over) Open(name string) (fs.File, error) {
	if f, err := o.upper.Open(name); err == nil && name != "." {
		return f, nil
	}
	return o.lower.Open(name)
}

// A failing sink takes some files and then no more.
type failing struct{ after int }

func (f *failing) Add(string, []byte) error {
	if f.after--; f.after < 0 {
		return fmt.Errorf("no space")
	}
	return nil
}

// counting is a sink that forgets.
type counting struct{ files, bytes int }

func (c *counting) Add(_ string, data []byte) error {
	c.files++
	c.bytes += len(data)
	return nil
}

// Two renderings are equal, byte for byte.
func TestSameInputSameBytes(t *testing.T) {
	articles, settings := everything(t)
	first := render(t, renderer(t, settings, articles...), nil, full(t, nil), bare(t))
	second := render(t, renderer(t, settings, articles...), nil, full(t, nil), bare(t))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

// A document's pages grow with its commitments, not with their square.
func TestSizeIsLinear(t *testing.T) {
	size := func(n int) int {
		sink := &counting{}
		doc := long(t, n)
		f := findingsOf(t, doc, nil)
		if _, err := renderer(t, site.Defaults()).Document(sink, site.Plan(doc, f.Views()...), f); err != nil {
			t.Fatal(err)
		}
		return sink.bytes
	}
	if small, large := size(200), size(400); large > small*21/10 {
		t.Errorf("twice the commitments take %d bytes instead of %d", large, small)
	}
}

func BenchmarkDocument(b *testing.B) {
	articles, settings := everything(b)
	r := renderer(b, settings, articles...)
	for _, n := range []int{40, 400} {
		d := site.Plan(long(b, n))
		b.Run(fmt.Sprintf("%d commitments", n), func(b *testing.B) {
			b.ReportAllocs()
			var sink counting
			for b.Loop() {
				sink = counting{}
				if _, err := r.Document(&sink, d, Findings{}); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(sink.bytes))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*sink.files), "ns/page")
		})
	}
}

func BenchmarkMarkup(b *testing.B) {
	doc := full(b, nil)
	p := doc.Intro[1].(*factsheet.Paragraph)
	b.ReportAllocs()
	b.SetBytes(int64(len(p.Text.String())))
	for b.Loop() {
		markup(p.Text, 0)
	}
}
