package check

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
)

// htmlPage makes a page whose body begins in line 5.
func htmlPage(body string) string {
	return "<!doctype html>\n<html lang=en>\n<title>A page</title>\n<body><h1>A page</h1>\n" + body + "\n"
}

// cleanSite is a small site without a fault.
func cleanSite() map[string]string {
	return map[string]string{
		"index.html": htmlPage(`<link rel=stylesheet href=assets/site.css><link rel=canonical href=https://example.org/index.html>
<link rel=alternate type=application/atom+xml href="https://example.org/sub/feed.xml">
<a href="doc/index.html">A</a> <a href="doc/index.html#two">B</a> <a href=#here id=here>C</a> <a href="#top">D</a>
<a href="https://example.org/" rel="noopener noreferrer">E</a> <a href="mailto:a@example.org">F</a>
<img src="data:image/png;base64,AAAA" alt=""><img src=a.svg srcset="a.svg 1x, b%2Db.svg 2x" alt="">
<script src=assets/site.js defer></script><script type="application/ld+json">{"url": "https://example.org/"}</script>
<h2>Two</h2><h3>Three</h3><h2>Two</h2><meta property="og:image" content="https://example.org/a.png">`),
		"doc/index.html":  htmlPage(`<p id=two>B</p><a href=../index.html#here>A</a><a href="../doc/./more.html?q=1#one">C</a>`),
		"doc/more.html":   htmlPage(`<p id=one>B</p><svg><title>A drawing</title><use href=#one /></svg><noscript><p id=none>x</p></noscript>`),
		"404.html":        htmlPage(`<a href=index.html>Home</a>`),
		"assets/site.css": `@namespace svg url(http://www.w3.org/2000/svg); a { content: "url(http://example.org)"; background: url( "../a.svg" ) } /* url(x) */`,
		"assets/site.js":  `"use strict"`,
		"a.svg":           `<svg xmlns="http://www.w3.org/2000/svg"><path id=x /></svg>`,
		"b-b.svg":         `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"feed.xml":        `<feed/>`,
		"sitemap.xml":     `<urlset/>`,
		"doc/sitemap.xml": `<urlset/>`,
		".nojekyll":       "",
		"_headers":        "",
	}
}

func mapFS(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func lines(problems diag.List) []string {
	var out []string
	for _, p := range problems {
		p.Hint = ""
		out = append(out, p.String())
	}
	return out
}

func TestTreeClean(t *testing.T) {
	site := cleanSite()
	size, problems := Tree(mapFS(site))
	if len(problems) > 0 {
		t.Errorf("a clean tree has problems:\n%s", strings.Join(lines(problems), "\n"))
	}
	want := Size{Files: len(site), Pages: 4}
	for _, text := range site {
		want.Bytes += int64(len(text))
	}
	if size != want {
		t.Errorf("got size %+v, want %+v", size, want)
	}
}

// TestTreeBroken breaks one promise at a time. The body of doc/index.html ends
// with the text given, which begins in line 6, column 1.
func TestTreeBroken(t *testing.T) {
	const kept = "<p id=two>B</p><a href=../index.html#here>A</a><a href=more.html#one>C</a>\n"
	for _, test := range []struct{ name, body, want string }{
		{"dead link", `<a href=gone.html>x</a>`, `6:1: "gone.html" leads to no file of the site`},
		{"second line", "x\n  <a href=gone.html>x</a>", `7:3: "gone.html" leads to no file of the site`},
		{"column in characters", "ééé<a href=gone.html>x</a>", `6:4: "gone.html" leads to no file of the site`},
		{"dead fragment", `<a href=more.html#gone>x</a>`, `6:1: doc/more.html has no element with the id "gone"`},
		{"dead fragment of the page itself", `<a href=#gone>x</a>`, `6:1: no element of this page has the id "gone"`},
		{"fragment in the wrong case", `<a href=#Two>x</a>`, `6:1: no element of this page has the id "Two"`},
		{"fragment of nothing", `<a href=#>x</a>`, `6:1: "#" leads nowhere`},
		{"case of a file", `<a href=More.html>x</a>`, `6:1: "More.html" leads to no file of the site`},
		{"leading slash", `<a href=/index.html>x</a>`, `6:1: "/index.html" begins with a slash, and so depends on where the site stands`},
		{"folder", `<a href=../doc/>x</a>`, `6:1: "../doc/" names a folder`},
		{"folder without slash", `<a href=../doc>x</a>`, `6:1: "../doc" names a folder`},
		{"dot", `<a href=.>x</a>`, `6:1: "." names a folder`},
		{"query alone", `<a href="?a=b">x</a>`, `6:1: "?a=b" names a folder`},
		{"out of the tree", `<a href=../../x.html>x</a>`, `6:1: "../../x.html" leads out of the tree`},
		{"backslash", `<a href="..\index.html">x</a>`, `6:1: "..\\index.html" holds a backslash`},
		{"empty address", `<a href="">x</a>`, `6:1: the address is empty`},
		{"bad escape", `<a href="%zz.html">x</a>`, `6:1: "%zz.html" is no address`},
		{"area", `<map><area href=gone.html></map>`, `6:6: "gone.html" leads to no file of the site`},
		{"form", `<form action=gone.html></form>`, `6:1: "gone.html" leads to no file of the site`},
		{"form to another site", `<form action=https://example.org/></form>`, `6:1: a form is sent to "https://example.org/"`},
		{"picture", `<img src=gone.png>`, `6:1: "gone.png" leads to no file of the site`},
		{"picture from outside", `<img src=https://example.org/a.png>`, `6:1: "https://example.org/a.png" is loaded from outside`},
		{"srcset", `<img srcset="../a.svg 1x, gone.png 2x">`, `6:1: "gone.png" leads to no file of the site`},
		{"srcset without space", `<img srcset="../a.svg, https://example.org/a.png">`, `6:1: "https://example.org/a.png" is loaded from outside`},
		{"script from outside", `<script src=https://example.org/a.js></script>`, `6:1: "https://example.org/a.js" is loaded from outside`},
		{"scheme left out", `<script src=//example.org/a.js></script>`, `6:1: "//example.org/a.js" leaves the scheme out`},
		{"style from outside", `<link rel=stylesheet href=https://example.org/a.css>`, `6:1: "https://example.org/a.css" is loaded from outside`},
		{"prefetch", `<link rel=prefetch href=https://example.org/a>`, `6:1: "https://example.org/a" is loaded from outside`},
		{"next page elsewhere", `<link rel=next href=https://example.org/a>`, `6:1: "https://example.org/a" leads out of the site`},
		{"frame", `<iframe src=https://example.org/></iframe>`, `6:1: "https://example.org/" is loaded from outside`},
		{"page in an attribute", `<iframe srcdoc="x"></iframe>`, `6:1: a page within an attribute`},
		{"object", `<object data=https://example.org/></object>`, `6:1: "https://example.org/" is loaded from outside`},
		{"ping", `<a href=more.html ping=https://example.org/>x</a>`, `6:1: "https://example.org/" is loaded from outside`},
		{"poster", `<video poster=https://example.org/a.png></video>`, `6:1: "https://example.org/a.png" is loaded from outside`},
		{"drawing", `<svg><image href=https://example.org/a.png /></svg>`, `6:6: "https://example.org/a.png" is loaded from outside`},
		{"part of another drawing", `<svg><use xlink:href=../a.svg#x /></svg>`, `6:6: warning: a part of another drawing does not load where the page is opened from disk`},
		{"refresh", `<meta http-equiv=refresh content="0; url=gone.html">`, `6:1: "gone.html" leads to no file of the site`},
		{"refresh to another site", `<meta http-equiv=refresh content="0;URL='https://example.org/'">`, `6:1: "https://example.org/" is loaded from outside`},
		{"script on the page", `<script>a()</script>`, `6:9: a script on the page, which a strict policy refuses`},
		{"module on the page", `<script type=module>a()</script>`, `6:21: a script on the page, which a strict policy refuses`},
		{"import map", `<script type=importmap>{}</script>`, `6:24: a script on the page, which a strict policy refuses`},
		{"module", `<script type=module src=../assets/site.js></script>`, `6:1: warning: a module does not load where the page is opened from disk`},
		{"integrity", `<script src=../assets/site.js integrity=x></script>`, `6:1: warning: a script with integrity does not load where the page is opened from disk`},
		{"broken data", "<script type=application/ld+json>\n{\"a\": }</script>", `7:7: this is no JSON: invalid character '}' looking for beginning of value`},
		{"style element", `<style>a{}</style>`, `6:8: a style element, which a strict policy refuses`},
		{"style attribute", `<p style="color:red">x</p>`, `6:1: a style attribute, which a strict policy refuses`},
		{"handler", `<p onclick="a()">x</p>`, `6:1: the handler onclick, which a strict policy refuses`},
		{"script as link", `<a href="javascript:a()">x</a>`, `6:1: the link has the scheme "javascript"`},
		{"script as link, hidden", "<a href=\" java\nscript:a()\">x</a>", `6:1: the link has the scheme "javascript"`},
		{"script as link, in entities", `<a href="&#106;avascript:a()">x</a>`, `6:1: the link has the scheme "javascript"`},
		{"data as link", `<a href="data:text/html,x">x</a>`, `6:1: the link has the scheme "data"`},
		{"data as script", `<script src="data:,x"></script>`, `6:1: the address has the scheme "data"`},
		{"telephone", `<a href="tel:+1">x</a>`, `6:1: the link has the scheme "tel"`},
		{"another site without rel", `<a href="https://example.org/">x</a>`, `6:1: a link to another site without rel=noopener`},
		{"no host", `<a href="https:x" rel=noopener>x</a>`, `6:1: warning: "https:x" is no address`},
		{"no host of our own", `<link rel=canonical href="https:x">`, `6:1: "https:x" is no address`},
		{"base", `<base href=../>`, `6:1: a base element changes what every address means`},
		{"second h1", `<h1>x</h1>`, `6:1: a second h1`},
		{"heading left out", `<h3>x</h3>`, `6:1: h3 follows h1`},
		{"id twice", "<p id=a>x</p>\n<p id=a>x</p>", `7:1: the id "a" is taken in line 6`},
		{"empty id", `<p id="">x</p>`, `6:1: an empty id`},
		{"white space in an id", `<p id="a b">x</p>`, `6:1: the id "a b" holds white space`},
		{"refused value", `<p title="ZgotmplZ">x</p>`, `6:11: html/template refused a value here`},
		{"no value", `<p>a &lt;no value></p>`, ``},
		{"no value escaped", `<p>a &lt;no value&gt;</p>`, `6:6: a template found no value here`},
		{"escaped twice", `<p>R&amp;amp;D</p>`, `6:5: warning: "&amp;amp;" is escaped twice`},
		{"escaped number", `<p>R&amp;#39;D</p>`, `6:5: warning: "&amp;#39;" is escaped twice`},
		{"escaped once", `<p>R&amp;D; &amp;c</p>`, ``},
		{"link within noscript", `<noscript><a href=gone.html>x</a></noscript>`, `6:11: "gone.html" leads to no file of the site`},
	} {
		t.Run(test.name, func(t *testing.T) {
			site := cleanSite()
			site["doc/index.html"] = htmlPage(kept + test.body)
			_, problems := Tree(mapFS(site))
			want := []string(nil)
			if test.want != "" {
				want = []string{"doc/index.html:" + test.want}
			}
			if diff := cmp.Diff(want, lines(problems)); diff != "" {
				t.Errorf("%s:\n%s", test.body, diff)
			}
		})
	}
}

// TestTreeFiles breaks the promises that are not about one tag.
func TestTreeFiles(t *testing.T) {
	sum := sha256.Sum256([]byte("a{color:red}"))
	sha := "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
	for _, test := range []struct {
		name, file, text string
		want             []string
	}{
		{"no language", "404.html", "<!doctype html>\n<html>\n<title>x</title><h1>x</h1>", []string{`404.html:2:1: no language is given`}},
		{"no title", "404.html", "<html lang=en><title> </title><h1>x</h1>", []string{`404.html:1:1: no title`}},
		{"title of a drawing", "404.html", "<html lang=en><svg><title>x</title></svg><h1>x</h1>", []string{`404.html:1:1: no title`}},
		{"no h1", "404.html", "<html lang=en><title>x</title><p>x", []string{`404.html:1:1: no h1`}},
		{"h2 before h1", "404.html", "<html lang=en><title>x</title><h2>x</h2><h1>x</h1>", []string{`404.html:1:31: h2 follows no heading`}},
		{"style with its hash", "404.html",
			"<html lang=en><meta http-equiv=Content-Security-Policy content=\"style-src '" + sha + "'\"><title>x</title><style>a{color:red}</style><h1>x</h1>", nil},
		{"style with its hash, from outside", "404.html",
			"<html lang=en><title>x</title><style>a{background:url(https://example.org/a.png)}</style><h1>x</h1>",
			[]string{`404.html:1:38: a style element, which a strict policy refuses`, `404.html:1:55: "https://example.org/a.png" is loaded from outside`}},
		{"orphan", "old.html", htmlPage(""), []string{`old.html: warning: no page links to this file`}},
		{"a picture beside no page", "cards/card.png", "x", []string{`cards/card.png: warning: no page links to this file`}},
		{"the card of a page", "doc/card.png", "x", nil},
		{"orphan that links to itself", "old.html", htmlPage("<a href=old.html>x</a>"), []string{`old.html: warning: no page links to this file`}},
		{"name in two cases", "Doc/Index.html", "", []string{
			"Doc/Index.html: warning: no page links to this file", "Doc/Index.html:1:1: no language is given",
			"Doc/Index.html:1:1: no title", "Doc/Index.html:1:1: no h1", "doc: differs from Doc in case alone"}},
		{"import in a style sheet", "assets/site.css", "a{}\n@import \"https://example.org/a.css\";", []string{`assets/site.css:2:10: "https://example.org/a.css" is loaded from outside`}},
		{"font from outside", "assets/site.css", "@font-face{src:url('//example.org/a.woff2')}", []string{`assets/site.css:1:21: "//example.org/a.woff2" leaves the scheme out`}},
		{"picture of a style sheet", "assets/site.css", "a{background:url(b.png)}", []string{`assets/site.css:1:18: "b.png" leads to no file of the site`}},
		{"image set", "assets/site.css", "a{background:image-set('b.png' 1x)}", []string{`assets/site.css:1:25: "b.png" leads to no file of the site`}},
		{"drawing with a script", "a.svg", "<svg>\n<script>a()</script></svg>", []string{`a.svg:2:9: a script on the page, which a strict policy refuses`}},
		{"drawing with a picture from outside", "a.svg", "<svg><image href='http://example.org/a.png'/></svg>", []string{`a.svg:1:6: "http://example.org/a.png" is loaded from outside`}},
		{"feed with a refused value", "feed.xml", "<feed>\nZgotmplZ</feed>", []string{`feed.xml:2:1: html/template refused a value here`}},
		{"script with a missing value", "assets/site.js", `a("<no value>")`, []string{`assets/site.js:1:4: a template found no value here`}},
		{"broken JSON", ".well-known/x.json", "[1,]", []string{`.well-known/x.json:1:4: this is no JSON: invalid character ']' looking for beginning of value`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			site := cleanSite()
			site[test.file] = test.text
			if !strings.Contains(test.text, "a.svg") {
				site["404.html"] = strings.Replace(site["404.html"], "<a", "<img src=a.svg><a", 1)
			}
			_, problems := Tree(mapFS(site))
			if diff := cmp.Diff(test.want, lines(problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTreeHints(t *testing.T) {
	site := cleanSite()
	site["404.html"] = htmlPage(`<a href="Doc/More.html">x</a>`)
	_, problems := Tree(mapFS(site))
	if len(problems) != 1 || problems[0].Hint != "the file is named doc/more.html, and case counts" {
		t.Errorf("got %v", problems)
	}
}

// TestTreeLimits holds that one bad template does not bury the report.
func TestTreeLimits(t *testing.T) {
	site := cleanSite()
	site["404.html"] = htmlPage(strings.Repeat("<a href=gone.html>x</a>\n", 50))
	for i := range 30 {
		site[fmt.Sprintf("orphan-%02d.txt", i)] = "x"
	}
	_, problems := Tree(mapFS(site))
	got := lines(problems)
	if n := len(got); n != maxProblems+1+maxOrphans+1 {
		t.Errorf("got %d problems", n)
	}
	for _, want := range []string{"404.html: 30 more problems in this file", "warning: no page links to 10 further files"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("%q is not among\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// TestTreeWorkers holds that the number of workers changes nothing.
func TestTreeWorkers(t *testing.T) {
	site := cleanSite()
	for i := range 60 {
		site[fmt.Sprintf("p/%02d.html", i)] = htmlPage(fmt.Sprintf("<a href=%02d.html#x>x</a><p id=a><p id=a><a href=%02d.html#a>", i+1, i+2))
	}
	wantSize, want := checkTree(mapFS(site), 1)
	if len(want) < 100 {
		t.Fatalf("only %d problems to compare", len(want))
	}
	for _, workers := range []int{2, 3, 16} {
		size, got := checkTree(mapFS(site), workers)
		if diff := cmp.Diff(want, got); diff != "" || size != wantSize {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
}

func TestTreeUnreadable(t *testing.T) {
	_, problems := Tree(noOpen{mapFS(cleanSite()), "doc/more.html"})
	want := []string{`doc/index.html:5:48: doc/more.html has no element with the id "one"`, "doc/more.html: cannot be read: permission denied"}
	if diff := cmp.Diff(want, lines(problems)); diff != "" {
		t.Error(diff)
	}
}

// noOpen refuses to open one file.
type noOpen struct {
	fs.FS
	name string
}

func (n noOpen) Open(name string) (fs.File, error) {
	if name == n.name {
		return nil, fs.ErrPermission
	}
	return n.FS.Open(name)
}

// FuzzTree holds that no page makes the check panic, and that each problem has
// a place in its file.
func FuzzTree(f *testing.F) {
	for _, text := range cleanSite() {
		f.Add(text)
	}
	f.Add(htmlPage(`<a href="#a"><base><style>@import url(`))
	f.Add("<p id=a id=b srcset=',,a 1x,' style>\r\n<h6>&amp;amp;")
	f.Fuzz(func(t *testing.T, text string) {
		tree := mapFS(map[string]string{"a.html": text, "a.css": text, "a.svg": text, "a.json": text})
		_, problems := checkTree(tree, 1)
		for _, p := range problems {
			inside(t, p.Pos, text)
		}
	})
}

// inside holds that a position is one of the text, or just behind it.
func inside(t *testing.T, pos diag.Pos, text string) {
	t.Helper()
	if pos.Line == 0 {
		return
	}
	starts := lineStarts([]byte(text))
	if pos.Line < 1 || pos.Line > len(starts) {
		t.Fatalf("%v: the file has %d lines", pos, len(starts))
	}
	end := len(text)
	if pos.Line < len(starts) {
		end = starts[pos.Line]
	}
	if n := len([]rune(text[starts[pos.Line-1]:end])); pos.Column < 1 || pos.Column > n+1 {
		t.Fatalf("%v: the line has %d characters", pos, n)
	}
}

// BenchmarkTree checks a site of pages such as the program makes.
func BenchmarkTree(b *testing.B) {
	site := cleanSite()
	var menu, text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&menu, "<li><a href=%03d.html><span class=number>1.%d</span> Facilitate investments in semiconductors &amp; batteries</a></li>\n", i, i)
	}
	for i := range 25 {
		fmt.Fprintf(&text, "<p id=p-%d data-source=\"%d-%d\">The two governments <strong>will</strong> deepen cooperation on advanced technologies.</p>\n", i, i*100, i*100+90)
	}
	for i := range 200 {
		site[fmt.Sprintf("big/%03d.html", i)] = htmlPage(menu.String() + text.String())
	}
	tree := mapFS(site)
	size, _ := Tree(tree)
	b.SetBytes(size.Bytes)
	b.ReportAllocs()
	for b.Loop() {
		Tree(tree)
	}
}
