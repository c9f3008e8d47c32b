package embed

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func dam() Piece {
	return Piece{
		Title: `1.1 Build a dam & "ladder" <b>`, Page: "https://example.org/t/dam.html?a=1&b=2", Frame: "https://example.org/embed/t/dam.html",
		Loader: "https://example.org/embed.js", Height: 320,
		Words:  []string{"Together they will:", "Build a dam <script>alert(1)</script>"},
		Items:  []Item{{Label: "By when", Note: "2030 & after"}, {Label: "A ladder", URL: "https://example.org/t/ladder.html"}},
		Origin: ", Ministry of Waters, 5 March 2024, edition 0a1b2c3d.", Source: Item{Label: "A treaty", URL: "https://example.org/t/index.html"},
	}
}

// nodes parses a snippet and yields its elements.
func nodes(t *testing.T, code string) []*html.Node {
	t.Helper()
	list, err := html.ParseFragment(strings.NewReader(code), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for _, top := range list {
		all = append(all, top)
		all = slices.AppendSeq(all, top.Descendants())
	}
	return all
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// said returns the words of a snippet and its links.
func said(t *testing.T, code string) (words string, links []string) {
	for _, n := range nodes(t, code) {
		if n.Type == html.TextNode {
			words += n.Data
		}
		if n.Data == "a" {
			links = append(links, attr(n, "href"))
		}
	}
	return strings.Join(strings.Fields(words), " "), links
}

func TestSnippets(t *testing.T) {
	p := dam()
	var names []string
	for _, s := range p.Snippets() {
		names = append(names, s.Name)
		if s.Note == "" || s.Copy == "" || strings.Contains(s.Code, "<b>") || strings.Contains(s.Code, "<script>") {
			t.Errorf("%s: %+v", s.Name, s)
		}
		words, _ := said(t, s.Code)
		switch s.Name {
		case "A frame", "A frame that fits":
		default:
			if !strings.Contains(words, p.Title) {
				t.Errorf("%s says %q", s.Name, words)
			}
		}
	}
	if diff := cmp.Diff([]string{"A link", "A card of plain HTML", "A frame", "A frame that fits", "An element"}, names); diff != "" {
		t.Error(diff)
	}
}

// stripped is what a strict sanitiser leaves of code: a few elements of plain
// text, and of attributes the addresses of links.
func stripped(t *testing.T, code string) string {
	var b strings.Builder
	var write func(n *html.Node)
	write = func(n *html.Node) {
		kept := map[string]bool{"p": true, "a": true, "ul": true, "li": true, "strong": true, "blockquote": true, "small": true}
		switch {
		case n.Type == html.TextNode:
			b.WriteString(html.EscapeString(n.Data))
			return
		case n.Data == "script" || n.Data == "iframe" || n.Data == "style":
			return
		case kept[n.Data]:
			b.WriteString("<" + n.Data)
			if href := attr(n, "href"); href != "" {
				b.WriteString(` href="` + html.EscapeString(href) + `"`)
			}
			b.WriteString(">")
			defer b.WriteString("</" + n.Data + ">")
		}
		for c := range n.ChildNodes() {
			write(c)
		}
	}
	list, err := html.ParseFragment(strings.NewReader(code), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range list {
		write(n)
	}
	return b.String()
}

// The card says all it has to say after a sanitiser, and loses nothing to it.
func TestCardSurvivesASanitiser(t *testing.T) {
	p := dam()
	card := p.Snippets()[1].Code
	words, links := said(t, stripped(t, card))
	wantWords := `1.1 Build a dam & "ladder" <b> Together they will: Build a dam <script>alert(1)</script> By when: 2030 & after A ladder ` +
		`Source: A treaty, Ministry of Waters, 5 March 2024, edition 0a1b2c3d.`
	if words != wantWords {
		t.Errorf("words %q, want %q", words, wantWords)
	}
	wantLinks := []string{p.Page, "https://example.org/t/ladder.html", "https://example.org/t/index.html"}
	if diff := cmp.Diff(wantLinks, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	for _, n := range nodes(t, card) {
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "cite" {
				t.Errorf("attribute %s on %s", a.Key, n.Data)
			}
		}
	}
}

// What a snippet looks like says and links to what its code does, by the
// addresses of the page around it.
func TestShown(t *testing.T) {
	p := dam()
	p.Source.URL = "https://elsewhere.example/treaty?a=1&b=2"
	for _, s := range p.Snippets() {
		if s.Shown != "" {
			t.Errorf("%s is shown where nobody asked for it: %s", s.Name, s.Shown)
		}
	}
	p.Near = func(url string) string { return strings.Replace(url, "https://example.org/t/", "../", 1) }
	want := map[string][]string{
		"A link":               {"../dam.html?a=1&b=2"},
		"A card of plain HTML": {"../dam.html?a=1&b=2", "../ladder.html", "https://elsewhere.example/treaty?a=1&b=2"},
	}
	for _, s := range p.Snippets() {
		words, links := said(t, s.Shown)
		if diff := cmp.Diff(want[s.Name], links); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.Name, diff)
		}
		if code, _ := said(t, s.Code); want[s.Name] != nil && words != code {
			t.Errorf("%s shows %q, want %q", s.Name, words, code)
		}
		for _, n := range nodes(t, s.Shown) {
			for _, a := range n.Attr {
				if outside := strings.Contains(attr(n, "href"), "://"); a.Key != "href" && (a.Key != "rel" || !outside) {
					t.Errorf("%s: attribute %s on %s", s.Name, a.Key, n.Data)
				}
			}
			if strings.Contains(attr(n, "href"), "://") && attr(n, "rel") != "noopener noreferrer" {
				t.Errorf("%s: a link out of the site says where from: %v", s.Name, n.Attr)
			}
		}
	}
}

func TestFrames(t *testing.T) {
	p := dam()
	list := p.Snippets()
	frame := nodes(t, list[2].Code)[0]
	for key, want := range map[string]string{
		"src": p.Frame, "title": p.Title, "height": "320", "loading": "lazy",
		"sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox",
	} {
		if got := attr(frame, key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if !strings.HasPrefix(list[3].Code, list[2].Code) || !strings.Contains(list[3].Code, `<script src="https://example.org/embed.js" defer></script>`) {
		t.Errorf("the frame that fits: %s", list[3].Code)
	}
	element := nodes(t, list[4].Code)[0]
	if _, links := said(t, list[4].Code); element.Data != "communique-embed" || attr(element, "src") != p.Frame || len(links) != 1 || links[0] != p.Page {
		t.Errorf("the element: %s", list[4].Code)
	}
	if got := p.Framed(); len(got) != 1 || got[0] != list[3] {
		t.Errorf("framed: %+v", got)
	}
}

// A site that does not know where it stands offers the card alone.
func TestNoAddress(t *testing.T) {
	p := Piece{Title: "Build a dam", Source: Item{Label: "A treaty"}, Origin: "."}
	list := p.Snippets()
	want := "<blockquote>\n<p><strong>Build a dam</strong></p>\n<p><small>Source: A treaty.</small></p>\n</blockquote>"
	if len(list) != 1 || list[0].Code != want {
		t.Errorf("got %+v, want %q", list, want)
	}
	if got := p.Framed(); got != nil {
		t.Errorf("framed: %+v", got)
	}
}

// Types and presence are those of section 2.3.4 of oEmbed 1.0.
func TestOEmbed(t *testing.T) {
	p := dam()
	data, err := p.OEmbed(Provider{"Rivers", "https://example.org/"}, "Ministry of Waters")
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	code, _ := got["html"].(string)
	delete(got, "html")
	want := map[string]any{
		"version": "1.0", "type": "rich", "title": p.Title, "author_name": "Ministry of Waters", "provider_name": "Rivers",
		"provider_url": "https://example.org/", "width": 600.0, "height": 320.0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	all := nodes(t, code)
	if all[0].Data != "blockquote" || all[len(all)-1].Data != "iframe" || attr(all[len(all)-1], "title") != p.Title || attr(all[len(all)-1], "src") != p.Frame {
		t.Errorf("html: %s", code)
	}
	if _, links := said(t, code); len(links) != 1 || links[0] != p.Page {
		t.Errorf("links %v", links)
	}
	if strings.Contains(code, "script") {
		t.Errorf("html with a script: %s", code)
	}
	data, _ = p.OEmbed(Provider{}, "")
	if strings.Contains(string(data), "author") {
		t.Errorf("an author out of nothing: %s", data)
	}
}

func TestHeight(t *testing.T) {
	for _, test := range []struct{ characters, rows, want int }{
		{0, 0, 200}, {310, 0, 325}, {0, 10, 530}, {100_000, 0, 1000},
	} {
		if got := Height(test.characters, test.rows); got != test.want {
			t.Errorf("Height(%d, %d) = %d, want %d", test.characters, test.rows, got, test.want)
		}
	}
}

func TestHeaders(t *testing.T) {
	got := string(Headers(Rules{
		Frames: "embed/", Ancestors: []string{"'self'", "https://portal.example.org"}, Loader: "embed.js",
		Open: []string{"feed.json", ":document/funding.csv"}, Forever: "assets/",
	}))
	want := `# Read by Netlify, Cloudflare Pages and others; for other servers see the notes on hosting.
/*
  X-Content-Type-Options: nosniff
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/embed/*
  Content-Security-Policy: frame-ancestors 'self' https://portal.example.org
  Access-Control-Allow-Origin: *
/embed.js
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=0, must-revalidate
/feed.json
  Access-Control-Allow-Origin: *
/:document/funding.csv
  Access-Control-Allow-Origin: *
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := string(Headers(Rules{Frames: "embed/"})); !strings.Contains(got, "frame-ancestors *\n") || strings.Contains(strings.ToLower(got), "x-frame-options") {
		t.Errorf("got %s", got)
	}
	if got := string(Headers(Rules{})); strings.Contains(got, "embed") || strings.Contains(got, "assets") {
		t.Errorf("got %s", got)
	}
}

func BenchmarkPiece(b *testing.B) {
	p := dam()
	b.ReportAllocs()
	for b.Loop() {
		p.Snippets()
		if _, err := p.OEmbed(Provider{"Rivers", "https://example.org/"}, "Ministry"); err != nil {
			b.Fatal(err)
		}
	}
}
