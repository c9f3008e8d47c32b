package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"communique/internal/cite"
	"communique/internal/site"
)

// heads returns what the meta elements of a page say.
func heads(t testing.TB, page string) map[string]string {
	t.Helper()
	got := map[string]string{}
	dom(t, page, func(n *html.Node) {
		if n.Data != "meta" {
			return
		}
		key, ok := attribute(n, "property")
		if !ok {
			key, _ = attribute(n, "name")
		}
		if strings.Contains(key, ":") {
			if _, twice := got[key]; twice {
				t.Errorf("%s stands twice", key)
			}
			got[key], _ = attribute(n, "content")
		}
	})
	return got
}

func TestMeta(t *testing.T) {
	articles, settings := everything(t)
	tree := render(t, renderer(t, settings, articles...), nil, full(t, nil), bare(t))
	got := heads(t, tree["treaty/index.html"])
	delete(got, "og:description")
	want := map[string]string{
		"og:type": "article", "og:title": "A treaty on rivers", "og:site_name": "Rivers", "og:url": "https://example.org/rivers/treaty/index.html", "og:locale": "en_GB",
		"article:published_time": "2024-03-05T00:00:00Z", "article:modified_time": "2024-04-01T10:00:00+02:00",
		"og:image": "https://example.org/rivers/treaty/card.png", "og:image:width": "1200", "og:image:height": "630", "og:image:alt": "A treaty on rivers",
		"twitter:card": "summary_large_image",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for path, want := range map[string]string{"treaty/water/index.html": "summary_large_image", "treaty/water/build-a-dam.html": "summary_large_image", "bare/index.html": "summary", "index.html": "summary"} {
		if got := heads(t, tree[path])["twitter:card"]; got != want {
			t.Errorf("%s: a card of the kind %q, want %q", path, got, want)
		}
	}
	home := heads(t, tree["index.html"])
	if home["og:type"] != "website" || home["og:locale"] != "en_US" || home["article:published_time"] != "" {
		t.Errorf("the home page: %v", home)
	}
	settings.BaseURL = ""
	for key := range heads(t, render(t, renderer(t, settings), nil, full(t, nil))["treaty/index.html"]) {
		if key == "og:url" || key == "og:image" {
			t.Errorf("%s without a base URL", key)
		}
	}
}

func TestLocale(t *testing.T) {
	for lang, want := range map[string]string{"en": "en_US", "en-GB": "en_GB", "ko": "ko_KR", "pt-BR": "pt_BR", "zh-Hant": "zh_TW", "eo": "eo", "qq-zzzzz": "qq_zzzzz"} {
		if got := locale(lang); got != want {
			t.Errorf("locale(%q) = %q, want %q", lang, got, want)
		}
	}
}

func TestFeedsOfASite(t *testing.T) {
	articles, settings := everything(t)
	tree := render(t, renderer(t, settings, articles...), nil, full(t, nil), bare(t))
	for _, path := range []string{site.Atom, site.JSONFeed} {
		feed, err := gofeed.NewParser().ParseString(tree[path])
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if len(feed.Items) != 1 || feed.FeedLink != settings.BaseURL+path || feed.Authors[0].Name != "River board" {
			t.Fatalf("%s: %d entries, by %+v at %s", path, len(feed.Items), feed.Authors, feed.FeedLink)
		}
		item := feed.Items[0]
		if text := item.Description + item.Content; item.Title != "A treaty on rivers" || !strings.HasPrefix(text, "Three states share one river.") || !strings.Contains(text, "6 commitments") {
			t.Errorf("%s: %+v", path, item)
		}
	}
	links := func(page string) (list []string) {
		dom(t, page, func(n *html.Node) {
			if rel, _ := attribute(n, "rel"); n.Data == "link" && rel == "alternate" && !oembed(n) {
				href, _ := attribute(n, "href")
				list = append(list, href)
			}
		})
		return list
	}
	if diff := cmp.Diff([]string{"../../feed.xml", "../../feed.json"}, links(tree["treaty/water/build-a-dam.html"])); diff != "" {
		t.Error(diff)
	}
	without := settings
	without.Without = []site.Family{site.Feeds}
	offline := settings
	offline.BaseURL = ""
	for name, s := range map[string]site.Settings{"switched off": without, "no base URL": offline} {
		tree := render(t, renderer(t, s, articles...), nil, full(t, nil))
		if tree[site.Atom] != "" || tree[site.JSONFeed] != "" || len(links(tree["index.html"])) > 0 {
			t.Errorf("%s: there are feeds", name)
		}
	}
}

// The page says what the files say.
func TestCitations(t *testing.T) {
	articles, settings := everything(t)
	articles[0].Path = guide
	doc := full(t, nil)
	tree := render(t, renderer(t, settings, articles...), nil, doc, bare(t))
	copied := func(page string) (list []string) {
		dom(t, page, func(n *html.Node) {
			if _, ok := attribute(n, "data-copy"); ok && !inside(n, "embedding") {
				list = append(list, innerText(n))
			}
		})
		return list
	}
	o := cite.Options{Language: "en", Site: "Rivers", BaseURL: settings.BaseURL}
	plan := site.Plan(doc)
	for i, work := range cite.All(plan, o) {
		path := plan.Path
		if i > 0 {
			path = strings.TrimPrefix(work.URL, settings.BaseURL)
		}
		fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		var want []string
		for _, form := range []string{work.Plain(), work.BibTeX(), work.RIS(), work.CSL()} {
			want = append(want, fold(form))
		}
		var got []string
		for _, form := range copied(tree[path]) {
			got = append(got, fold(form))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
		if strings.Contains(tree[path], "\r") {
			t.Errorf("%s holds a carriage return", path)
		}
	}
	page := tree["treaty/index.html"]
	for _, name := range []string{"commitments.csv", "document.json", "datapackage.json", "../schema/document.json", "cite.bib", "cite.ris", "cite.json", "../" + guide} {
		if !strings.Contains(page, `href="`+name+`"`) {
			t.Errorf("the page of the document does not lead to %s", name)
		}
	}
}
