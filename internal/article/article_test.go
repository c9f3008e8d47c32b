package article

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// read reads an article and fails the test on an error of the machine.
func read(t testing.TB, name, text string) (*Article, []string) {
	t.Helper()
	a, problems, err := Read(fstest.MapFS{name: {Data: []byte(text)}}, name)
	if err != nil {
		t.Fatal(err)
	}
	var messages []string
	for _, p := range problems {
		messages = append(messages, p.String())
	}
	return a, messages
}

const head = "---\ntitle: About\n---\n"

func TestRead(t *testing.T) {
	a, problems := read(t, "content/about.md", `---
title: About this site
language: en-GB
---
Plain words, *soft*
and **hard**, Tom &amp; Jerry.

Second paragraph.
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := &Article{
		File: "content/about.md", Path: "about.html", Title: "About this site", Language: "en-GB",
		Description: "Plain words, soft and hard, Tom & Jerry.",
		HTML: []byte("<p>Plain words, <em>soft</em>\nand <strong>hard</strong>, Tom &amp; Jerry.</p>\n" +
			"<p>Second paragraph.</p>\n"),
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
}

func TestSort(t *testing.T) {
	var list []*Article
	for name, front := range map[string]string{"z": "order: 1", "b": "", "a": "", "y": "order: 20\ndate: 2024-03-05", "x": "order: 3\nmodified_time: 2024-04-01"} {
		a, problems := read(t, name+".md", "---\ntitle: T\n"+front+"\n---\nWords.\n")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		list = append(list, a)
	}
	Sort(list)
	var got []string
	for _, a := range list {
		day := ""
		if !a.Changed.IsZero() {
			day = a.Changed.Format(" 2006-01-02")
		}
		got = append(got, a.Path+day)
	}
	if diff := cmp.Diff([]string{"z.html", "x.html 2024-04-01", "y.html 2024-03-05", "a.html", "b.html"}, got); diff != "" {
		t.Error(diff)
	}
}

// The pages that the program carries are in order, and link to what there is.
func TestCarried(t *testing.T) {
	list, err := fs.Glob(os.DirFS("../../content"), "*.md")
	if err != nil || len(list) < 3 {
		t.Fatal(list, err)
	}
	for _, name := range list {
		a, problems, err := Read(os.DirFS("../../content"), name)
		if err != nil || len(problems) > 0 || a.Order == 0 || a.Description == "" {
			t.Errorf("%s: %v %v", name, err, problems)
		}
	}
}

func TestBody(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"headings begin at the second level", "# One\n\n## Two\n", "<h2 id=\"h-one\">One</h2>\n<h3 id=\"h-two\">Two</h3>\n"},
		{"no level is skipped", "## One\n\n##### Two\n\n## Three\n",
			"<h2 id=\"h-one\">One</h2>\n<h3 id=\"h-two\">Two</h3>\n<h2 id=\"h-three\">Three</h2>\n"},
		{"ids are unique", "## Main\n\n## Main\n", "<h2 id=\"h-main\">Main</h2>\n<h2 id=\"h-main-2\">Main</h2>\n"},
		{"a link to a page of the site", "[x](treaty/index.html#c-a)", "<p><a href=\"treaty/index.html#c-a\">x</a></p>\n"},
		{"a link to another article's file", "[x](method.md#h-a)", "<p><a href=\"method.html#h-a\">x</a></p>\n"},
		{"a link within the page", "[x](#h-a)", "<p><a href=\"#h-a\">x</a></p>\n"},
		{"a link that leaves", "[x](HTTPS://example.org)", "<p><a href=\"HTTPS://example.org\" rel=\"noopener noreferrer\">x</a></p>\n"},
		{"an address in brackets", "<https://example.org/a>",
			"<p><a href=\"https://example.org/a\" rel=\"noopener noreferrer\">https://example.org/a</a></p>\n"},
		{"an address of mail", "<desk@example.org>",
			"<p><a href=\"mailto:desk@example.org\" rel=\"noopener noreferrer\">desk@example.org</a></p>\n"},
		{"a table", "| a | b |\n|:--|--:|\n| c | d |\n",
			"<table aria-label=\"About\">\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, problems := read(t, "about.md", head+test.text)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if diff := cmp.Diff(test.want, string(a.HTML)); diff != "" {
				t.Errorf("body of %q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	tests := []struct{ name, file, text, want string }{
		{"HTML in a line", "about.md", head + "Words <b>here</b>\n", "about.md:4:7: HTML is not allowed here"},
		{"HTML of its own", "about.md", head + "Words\n\n<script>alert(1)</script>\n", "about.md:6:1: HTML is not allowed here"},
		{"a comment", "about.md", head + "Words\n\n<!-- later -->\n", "about.md:6:1: HTML is not allowed here"},
		{"a picture", "about.md", head + "![x](y.png)\n", "about.md:4:1: pictures are not carried over"},
		{"a script for a link", "about.md", head + "Go [x](javascript:alert(1))\n", `about.md:4:4: a link to "javascript:alert(1)" is not allowed`},
		{"data for a link", "about.md", head + "[x](data:text/html,y)\n", `about.md:4:1: a link to "data:text/html,y" is not allowed`},
		{"a script in brackets", "about.md", head + "Go <javascript:alert(1)>\n", `about.md:4:4: a link to "javascript:alert(1)" is not allowed`},
		{"a link from the root of the host", "about.md", head + "[x](/a.html)\n", `about.md:4:1: a link to "/a.html" is not allowed`},
		{"a link to another host", "about.md", head + "[x](//example.org/a.html)\n", `about.md:4:1: a link to "//example.org/a.html" is not allowed`},
		{"a link out of the site", "about.md", head + "[x](../a.html)\n", `about.md:4:1: a link to "../a.html" is not allowed`},
		{"a link to a folder", "about.md", head + "[x](treaty/)\n", `about.md:4:1: a link to "treaty/" is not allowed`},
		{"a link to nothing", "about.md", head + "[x]()\n", `about.md:4:1: a link to "" is not allowed`},
		{"no title", "about.md", "---\nlanguage: en\n---\nWords\n", "about.md:4:1: the article has no title"},
		{"a name with capitals", "About us.md", head + "Words\n", "About us.md: the name of the file becomes an address"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, problems := read(t, test.file, test.text)
			if a != nil || len(problems) == 0 {
				t.Fatalf("article %v, problems %q, want an error", a, problems)
			}
			first, hint, _ := strings.Cut(problems[0], "\n")
			if first != test.want {
				t.Errorf("got  %s\nwant %s", first, test.want)
			}
			if hint == "" {
				t.Error("no hint")
			}
		})
	}
}

func TestTitleFromHeading(t *testing.T) {
	a, problems := read(t, "about.md", "---\nlanguage: en\n---\n# The *method*\n\n## Money\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if a.Title != "The method" || string(a.HTML) != "<h2 id=\"h-money\">Money</h2>\n" {
		t.Errorf("title %q, body %q", a.Title, a.HTML)
	}
}

// Whatever an article holds, its HTML has only the tags that Markdown has, no
// address with another scheme, and nothing that runs.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"# a\n\n<b onclick=x>", "[a](java\nscript:x)", "<img src=x>", "![a](b)", "[a]: javascript:x\n\n[a]", "```html\n<script>\n```", "| a |\n|-|\n| <i> |",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, _, err := Read(fstest.MapFS{"a.md": {Data: []byte(head + text)}}, "a.md")
		if err != nil || a == nil {
			return
		}
		html := strings.ToLower(string(a.HTML))
		for _, bad := range []string{"<script", "<img", "<style", "<iframe", "href=\"javascript", "href=\"data", " onclick=\"", " style="} {
			if i := strings.Index(html, bad); i >= 0 && inTag(html, i) {
				t.Errorf("%q in %q", bad, html)
			}
		}
	})
}

// inTag reports whether the byte at i begins a tag or stands in one.
func inTag(html string, i int) bool {
	return html[i] == '<' || strings.LastIndexByte(html[:i], '<') > strings.LastIndexByte(html[:i], '>')
}
