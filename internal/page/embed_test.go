package page

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"communique/internal/factsheet"
	"communique/internal/site"
)

// oembed reports whether an element leads to an oEmbed description, whose
// address must be absolute.
func oembed(n *html.Node) bool {
	kind, _ := attribute(n, "type")
	return n.Data == "link" && kind == "application/json+oembed"
}

// inside reports whether an element stands in one of a class.
func inside(n *html.Node, class string) bool {
	for a := range n.Ancestors() {
		if c, _ := attribute(a, "class"); slices.Contains(strings.Fields(c), class) {
			return true
		}
	}
	return false
}

// embedded returns the paths of the pages for frames of a tree.
func embedded(tree map[string]string) (list []string) {
	pages(tree, func(p, _ string) {
		if strings.HasPrefix(p, "embed/") {
			list = append(list, p)
		}
	})
	return list
}

// Which pages for frames there are: one of each page worth showing, and the
// tables of money.
func TestEmbeddedPages(t *testing.T) {
	_, settings := everything(t)
	want := []string{
		"embed/treaty/annex/index.html", "embed/treaty/deadlines.html", "embed/treaty/funding-by-payer.html", "embed/treaty/funding.html",
		"embed/treaty/funding/water.html", "embed/treaty/index.html", "embed/treaty/land/index.html", "embed/treaty/land/plant-trees.html",
		"embed/treaty/land/silence.html", "embed/treaty/water/a-fund.html", "embed/treaty/water/a-gate.html", "embed/treaty/water/a-ladder.html",
		"embed/treaty/water/build-a-dam.html", "embed/treaty/water/index.html",
	}
	tree := render(t, renderer(t, settings), nil, full(t, nil))
	if diff := cmp.Diff(want, embedded(tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, p := range want {
		if _, ok := tree[site.OEmbed(p)]; !ok {
			t.Errorf("%s has no description", p)
		}
	}
	settings.BaseURL = ""
	for p := range render(t, renderer(t, settings), nil, full(t, nil)) {
		if strings.HasPrefix(p, "embed/") && strings.HasSuffix(p, ".json") {
			t.Errorf("%s without a base URL", p)
		}
	}
	settings.Without = []site.Family{site.Embeds}
	for p, content := range render(t, renderer(t, settings), nil, full(t, nil)) {
		if strings.HasPrefix(p, "embed/") || strings.Contains(content, "embedding") && strings.HasSuffix(p, ".html") {
			t.Errorf("%s, or what it says of embedding, without the family", p)
		}
	}
}

// What holds for each page for frames: it says where its words are from, its
// links open tabs and lead to the pages in full, it is no primary place, and it
// names none of what pages around have.
func TestEveryEmbeddedPage(t *testing.T) {
	for name, tree := range variants(t) {
		for _, p := range embedded(tree) {
			t.Run(name+"/"+p, func(t *testing.T) {
				links := 0
				dom(t, tree[p], func(n *html.Node) {
					if _, primary := attribute(n, "data-source"); primary {
						t.Errorf("a primary place: %s", innerText(n))
					}
					switch n.Data {
					case "nav", "header", "button", "form", "details":
						if n.Type == html.ElementNode {
							t.Errorf("element %s", n.Data)
						}
					case "a":
						links++
						target, _ := attribute(n, "target")
						rel, _ := attribute(n, "rel")
						href, _ := attribute(n, "href")
						if target != "_blank" || !strings.Contains(rel, "noopener") || strings.Contains(href, "embed/") {
							t.Errorf("link %s target=%q rel=%q", href, target, rel)
						}
					}
				})
				if links < 3 {
					t.Errorf("%d links, want those to the page, the document and the site", links)
				}
				foot := footOf(t, tree[p])
				if !strings.HasPrefix(foot, "Source: ") || !strings.Contains(foot, "edition ") {
					t.Errorf("foot: %s", foot)
				}
			})
		}
	}
}

func footOf(t *testing.T, page string) (words string) {
	dom(t, page, func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == "footer" {
			words = strings.Join(strings.Fields(innerText(n)), " ")
		}
	})
	return words
}

func TestWhatEmbeddedPagesSay(t *testing.T) {
	_, settings := everything(t)
	tree := render(t, renderer(t, settings), nil, full(t, nil))
	main := func(page string) (words string) {
		dom(t, tree[page], func(n *html.Node) {
			if n.Type == html.ElementNode && n.Data == "main" {
				words = innerText(n)
			}
		})
		return words
	}
	for page, want := range map[string]string{
		"embed/treaty/water/build-a-dam.html": "pledge 1 Water 1.1 Build a dam Together the states will: Build a dam that feeds fish, at $2 million: 1.1.1 A ladder for fish " +
			"Who Japan (promises); Kenya (receives) Money $2 million (committed by Japan, over 5 years) By when dam (until 2024)",
		"embed/treaty/land/silence.html": "pledge 2.2 Silence",
		"embed/treaty/water/index.html": "A treaty on rivers 1 Water 1.1 Build a dam pledge, $2 million 1.1.1 A ladder for fish pledge 1.1.1.1 A gate pledge " +
			"1.2 A fund acknowledgement, about $1 million",
		"embed/treaty/index.html": "A treaty on rivers 2 pillars 6 commitments $2 million committed, Japan 3–5 March 2026 next deadline " +
			"1 Water 4 commitments, $2 million committed Commitments 2 commitments 3 Annex no commitments",
	} {
		if diff := cmp.Diff(squeeze(want), squeeze(main(page))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", page, diff)
		}
	}
	if got, want := footOf(t, tree["embed/treaty/index.html"]), "Source: A treaty on rivers , Ministry of Waters, 5 March 2024 , changed 1 April 2024 , edition "; !strings.HasPrefix(got, want) {
		t.Errorf("foot %q, want %q", got, want)
	}
	for page, words := range map[string][]string{
		"embed/treaty/funding.html":          {"Money in each pillar", "What each payer gives", "Private money"},
		"embed/treaty/funding-by-payer.html": {"What each payer gives", "Private money"},
		"embed/treaty/funding/water.html":    {"Money: 1 Water", "Money in this pillar"},
		"embed/treaty/deadlines.html":        {"3–5 March 2026"},
	} {
		for _, w := range words {
			if got := main(page); !strings.Contains(got, w) {
				t.Errorf("%s does not say %q: %s", page, w, got)
			}
		}
	}
	if got := main("embed/treaty/funding-by-payer.html"); strings.Contains(got, "pillar") {
		t.Errorf("by payer: %s", got)
	}
}

// The page of each thing leads to its description, and the description to both.
func TestDiscovery(t *testing.T) {
	_, settings := everything(t)
	tree := render(t, renderer(t, settings), nil, full(t, nil))
	for page, want := range map[string]string{
		"treaty/index.html": "embed/treaty/index.json", "treaty/water/index.html": "embed/treaty/water/index.json",
		"treaty/water/a-fund.html": "embed/treaty/water/a-fund.json", "treaty/funding.html": "embed/treaty/funding.json",
		"treaty/deadlines.html": "embed/treaty/deadlines.json", "embed/treaty/funding/water.html": "embed/treaty/funding/water.json",
		"index.html": "", "treaty/parties.html": "",
	} {
		got := ""
		dom(t, tree[page], func(n *html.Node) {
			if oembed(n) {
				got, _ = attribute(n, "href")
			}
		})
		if want != "" {
			want = settings.BaseURL + want
		}
		if got != want {
			t.Errorf("%s leads to %q, want %q", page, got, want)
		}
	}
	var d struct{ Title, HTML string }
	if err := json.Unmarshal([]byte(tree["embed/treaty/water/a-fund.json"]), &d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"treaty/water/a-fund.html\"", "embed/treaty/water/a-fund.html\""} {
		if !strings.Contains(d.HTML, settings.BaseURL+want) {
			t.Errorf("%s is not in %s", want, d.HTML)
		}
	}
	if d.Title != "1.2 A fund" {
		t.Errorf("title %q", d.Title)
	}
}

// snippets returns the code that a page offers, as it is copied.
func snippets(t *testing.T, page string) (list []string) {
	dom(t, page, func(n *html.Node) {
		if _, ok := attribute(n, "data-copy"); ok && inside(n, "embedding") {
			list = append(list, innerText(n))
		}
	})
	return list
}

// Beside the code of a link and of a card stands what it looks like: the same
// words, and links to the same pages from where it stands. Frames have a page.
func TestPreviews(t *testing.T) {
	_, settings := everything(t)
	for _, base := range []string{settings.BaseURL, ""} {
		settings.BaseURL = base
		n := 0
		pages(render(t, renderer(t, settings), nil, full(t, nil)), func(p, page string) {
			at, err := url.Parse(base + p)
			if err != nil {
				t.Fatal(err)
			}
			dom(t, page, func(pre *html.Node) {
				if _, ok := attribute(pre, "data-copy"); !ok || !inside(pre, "embedding") {
					return
				}
				want, wantLinks := wordsAndLinks(t, innerText(pre), nil)
				got, links := "", []string(nil)
				for n := pre.NextSibling; n != nil; n = n.NextSibling {
					if n.Data == "div" {
						got, links = wordsAndLinks(t, markupOf(t, n), at)
					}
				}
				if strings.Contains(innerText(pre), "</iframe>") || strings.Contains(innerText(pre), "</communique-embed>") {
					want, wantLinks = "", nil
				} else {
					n++
				}
				if diff := cmp.Diff(want, got) + cmp.Diff(wantLinks, links); diff != "" {
					t.Errorf("%s: (-code +shown):\n%s", p, diff)
				}
			})
		})
		if least := map[bool]int{true: 10, false: 20}[base == ""]; n < least {
			t.Errorf("with the base URL %q: %d previews, want %d at least", base, n, least)
		}
	}
}

func markupOf(t *testing.T, n *html.Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wordsAndLinks returns the words of code and where its links lead, from an
// address if it is not nil.
func wordsAndLinks(t *testing.T, code string, at *url.URL) (words string, links []string) {
	dom(t, code, func(n *html.Node) {
		if n.Type == html.TextNode {
			words += n.Data
		}
		href, ok := attribute(n, "href")
		if !ok {
			return
		}
		if at != nil {
			to, err := at.Parse(href)
			if err != nil {
				t.Fatal(err)
			}
			if base := at.Host != ""; base && strings.Contains(href, "://") {
				t.Errorf("%s links to %s, which is not relative", at, href)
			}
			href = to.String()
		}
		links = append(links, href)
	})
	return strings.Join(strings.Fields(words), " "), links
}

// What a document may hold and a page may not is replaced in a preview too.
func TestPreviewsOfHostileWords(t *testing.T) {
	doc := full(t, nil)
	doc.Title = "Treaty \x01 <script>x()</script> \ufffe & \"quay\""
	_, settings := everything(t)
	page := render(t, renderer(t, settings), nil, doc)["treaty/index.html"]
	found := false
	dom(t, page, func(n *html.Node) {
		if n.Data == "blockquote" && inside(n, "embedding") {
			found = true
			if got, want := markupOf(t, n), "Treaty \ufffd &lt;script&gt;x()&lt;/script&gt; \ufffd &amp; &#34;quay&#34;"; !strings.Contains(got, want) {
				t.Errorf("got %s, want %s in it", got, want)
			}
		}
	})
	if !found {
		t.Error("no preview")
	}
}

// With a base URL a page offers five grades of the thing it is about, and a
// frame of whatever else it shows; without one, a card that names the original.
func TestEmbedSection(t *testing.T) {
	_, settings := everything(t)
	tree := render(t, renderer(t, settings), nil, full(t, nil))
	for page, want := range map[string]int{"treaty/index.html": 5, "treaty/water/a-fund.html": 5, "treaty/water/index.html": 6, "treaty/funding.html": 6, "treaty/deadlines.html": 5, "index.html": 0} {
		list := snippets(t, tree[page])
		if len(list) != want {
			t.Errorf("%s offers %d, want %d", page, len(list), want)
		}
		for _, s := range list {
			if !strings.Contains(s, settings.BaseURL) {
				t.Errorf("%s: no address of ours in %s", page, s)
			}
		}
	}
	settings.BaseURL = ""
	tree = render(t, renderer(t, settings), nil, full(t, nil), bare(t))
	list := snippets(t, tree["treaty/water/build-a-dam.html"])
	if len(list) != 1 || !strings.Contains(list[0], "https://www.example.gov/treaty?a=1&amp;b=2#:~:text=") {
		t.Errorf("without a base URL: %q", list)
	}
	if got := text(t, tree["treaty/index.html"], "embedding"); !strings.Contains(got, "does not know the address") {
		t.Errorf("it does not say why: %s", got)
	}
	if list := snippets(t, tree["bare/index.html"]); len(list) != 1 || strings.Contains(list[0], "href") {
		t.Errorf("without any address: %q", list)
	}
}

// Code is shown as it is, and nothing in it acts or looks as if it had been
// escaped twice.
func TestCode(t *testing.T) {
	for _, s := range append([]string{`<a href="x?a=1&amp;b">R&amp;D</a>`, "&", `"`, ""}, vectors...) {
		shown := string(code(s))
		if strings.ContainsAny(shown, "<>") || strings.Contains(shown, "&amp;") {
			t.Errorf("%q becomes %q", s, shown)
		}
		var got string
		dom(t, "<pre>"+shown+"</pre>", func(n *html.Node) {
			if n.Type == html.TextNode {
				got = n.Data
			}
		})
		if got != s {
			t.Errorf("%q is shown as %q", s, got)
		}
	}
}

// A frame holds no link of the document: it would lead away within the frame.
func TestEmbeddedWordsHaveNoLinks(t *testing.T) {
	doc := full(t, nil)
	c := doc.Pillars[0].Parts[1].(*factsheet.Group).Items[0]
	p := c.Body[0].(*factsheet.Paragraph)
	p.Text[0].Link, p.Image = "https://www.example.gov/dam", "https://www.example.gov/dam.png"
	tree := render(t, renderer(t, site.Defaults()), nil, doc)
	if page := tree["embed/treaty/water/build-a-dam.html"]; strings.Contains(page, "www.example.gov/dam") || !strings.Contains(page, "Build a dam that feeds fish") {
		t.Errorf("the words: %s", page)
	}
	if p.Text[0].Link == "" || !strings.Contains(tree["treaty/water/build-a-dam.html"], "www.example.gov/dam") {
		t.Error("the document has lost its link")
	}
}

// The rules for hosts open what is meant for other sites, and no more.
func TestHeadersFile(t *testing.T) {
	_, settings := everything(t)
	settings.FrameAncestors = []string{"'self'", "https://portal.example.org"}
	got := render(t, renderer(t, settings), nil, full(t, nil))[site.Headers]
	for _, want := range []string{
		"/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
		"/embed/*\n  Content-Security-Policy: frame-ancestors 'self' https://portal.example.org\n",
		"/embed.js\n", "/feed.json\n", "/:document/funding.csv\n", "/:document/document.json\n", "/:document/cite.bib\n", "/schema/document.json\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Count(got, "/:document/datapackage.json\n") != 1 {
		t.Errorf("a rule twice:\n%s", got)
	}
	settings.Without = []site.Family{site.Embeds, site.Data, site.Feeds}
	got = render(t, renderer(t, settings), nil, full(t, nil))[site.Headers]
	for _, gone := range []string{"embed", ":document", "feed"} {
		if strings.Contains(got, gone) {
			t.Errorf("%s is in\n%s", gone, got)
		}
	}
}

// BenchmarkEmbeds is the cost of the family: the pages of a document with and
// without it.
func BenchmarkEmbeds(b *testing.B) {
	articles, settings := everything(b)
	d := site.Plan(long(b, 200))
	for name, without := range map[string][]site.Family{"with": nil, "without": {site.Embeds}} {
		settings.Without = without
		r := renderer(b, settings, articles...)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var sink counting
			for b.Loop() {
				sink = counting{}
				if _, err := r.Document(&sink, d, Findings{}); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(sink.bytes))
			b.ReportMetric(float64(sink.files), "files")
		})
	}
}

// BenchmarkEmbeddedCommitment is the cost of one page for frames with its
// description and its snippets.
func BenchmarkEmbeddedCommitment(b *testing.B) {
	articles, settings := everything(b)
	r := renderer(b, settings, articles...)
	var sink counting
	w := r.documentWriter(&sink, site.Plan(full(b, nil)), Findings{})
	p := w.doc.Pillars[0]
	frames, err := w.embedFrame(site.Embed(p.Path))
	if err != nil {
		b.Fatal(err)
	}
	c := p.Commitments[0]
	v := commitmentView{Kind: "pledge", Class: "pledge", Pillar: &link{Number: "1", Label: "Water"}, Money: []sumLink{{link: link{Label: "$2 million"}}}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.embed(c.Path, &v.Meta, w.commitmentOffer(frames, c, &v)); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(sink.bytes) / int64(b.N))
}
