package asset

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"communique/internal/minify"
	"communique/internal/output"

	"github.com/google/go-cmp/cmp"
)

// static makes a static folder of names and texts.
func static(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return fsys
}

func mustLoad(t *testing.T, files map[string]string) *Set {
	t.Helper()
	s, err := Load(static(files), minify.New())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// written returns what a set writes, by path.
func written(t *testing.T, s *Set) map[string]string {
	t.Helper()
	m := output.NewMemory()
	if err := s.Write(m); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, name := range m.Paths() {
		data, err := fs.ReadFile(m.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		got[name] = string(data)
	}
	return got
}

func TestLoad(t *testing.T) {
	s := mustLoad(t, map[string]string{
		"css/20-base.css":             "b { color: red }\n",
		"css/00-layers.css":           "/* order */\n@layer reset, base;\n",
		"css/10-reset.css":            "@layer reset {\n  a { margin: 0 }\n}\n",
		"js/search.js":                "'use strict';\n// find\nconsole.log( 1 );\n",
		"js/lib/index.js":             "console.log( 2 );\n",
		"img/seal.svg":                "<svg> </svg>\n",
		"favicon.svg":                 "<svg/>",
		"root/robots.txt":             "User-agent: *\n",
		"root/.nojekyll":              "",
		"root/.well-known/policy.txt": "none\n",
		".DS_Store":                   "junk",
		"root/.DS_Store":              "junk",
		".git/config":                 "junk",
	})
	want := map[string]string{ // name, then the text it is written with
		"site.css":               "@layer reset,base;@layer reset{a{margin:0}}b{color:red}",
		"search.js":              `"use strict";console.log(1)`,
		"lib/index.js":           "console.log(2)",
		"img/seal.svg":           "<svg> </svg>\n",
		"favicon.svg":            "<svg/>",
		"robots.txt":             "User-agent: *\n",
		".nojekyll":              "",
		".well-known/policy.txt": "none\n",
	}
	files := written(t, s)
	got := map[string]string{}
	for name := range want {
		at, err := s.Path(name)
		if err != nil {
			t.Fatal(err)
		}
		text, ok := files[at]
		if !ok {
			t.Errorf("%s is said to be at %s, where nothing was written", name, at)
		}
		got[name] = text
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("assets (-want +got):\n%s", diff)
	}
	if len(files) != len(want) {
		t.Errorf("%d files were written, want %d: %v", len(files), len(want), files)
	}
	for _, name := range []string{"robots.txt", ".nojekyll", ".well-known/policy.txt"} {
		if at, _ := s.Path(name); at != name {
			t.Errorf("%s of the root is at %s", name, at)
		}
	}
}

// Pages in frames have a sheet of their own, of what every page needs and what
// is for them alone; without the latter there is none. What search and lists
// need is in neither.
func TestSheetForFrames(t *testing.T) {
	with := map[string]string{
		"css/20-tokens.css": "a{color:red}", "css/40-layout.css": "b{color:red}", "css/80-embed.css": "i{color:red}", "css/95-mine-embed.css": "u{color:red}",
		"css/70-find.css": "p{color:red}", "css/86-rtl.css": "q{color:red}",
	}
	s := mustLoad(t, with)
	files := written(t, s)
	for name, want := range map[string]string{"site.css": "a{color:red}b{color:red}", "embed.css": "a{color:red}i{color:red}u{color:red}", "find.css": "p{color:red}", "rtl.css": "q{color:red}"} {
		at, err := s.Path(name)
		if err != nil || files[at] != want {
			t.Errorf("%s is %q, want %q (%v)", name, files[at], want, err)
		}
	}
	delete(with, "css/80-embed.css")
	delete(with, "css/95-mine-embed.css")
	if _, err := mustLoad(t, with).Path("embed.css"); err == nil {
		t.Error("a sheet for frames without anything for them")
	}
}

// A script at the root keeps its name and is minified as others are.
func TestScriptAtTheRoot(t *testing.T) {
	files := written(t, mustLoad(t, map[string]string{"root/embed.js": "var a = 1; // one\n"}))
	if got := files["embed.js"]; got != "var a=1" {
		t.Errorf("embed.js is %q", got)
	}
	if _, err := Load(static(map[string]string{"root/a.js": "var ="}), minify.New()); err == nil || !strings.Contains(err.Error(), "root/a.js") {
		t.Errorf("a script that does not parse: error %v", err)
	}
}

func TestWithout(t *testing.T) {
	all := mustLoad(t, map[string]string{"js/a.js": "1", "js/b.js": "2"})
	some := all.Without("a.js", "c.js")
	if _, err := some.Path("a.js"); err == nil {
		t.Error("it is there still")
	}
	if got := len(written(t, some)); got != 1 {
		t.Errorf("%d files, want 1", got)
	}
	if _, err := all.Path("a.js"); err != nil {
		t.Error("the whole set has changed")
	}
}

// A fingerprint is that of the bytes that are served, and stands before the
// extension.
func TestFingerprint(t *testing.T) {
	s := mustLoad(t, map[string]string{
		"css/a.css": "a { color: red }", "js/a.js": "let a = 1;", "img/a.tar.gz": "a", "license": "b",
	})
	form := regexp.MustCompile(`^assets/(site\.[0-9a-f]{8}\.css|a\.[0-9a-f]{8}\.js|img/a\.tar\.[0-9a-f]{8}\.gz|license\.[0-9a-f]{8})$`)
	for at, text := range written(t, s) {
		sum := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:8]
		if !form.MatchString(at) || !strings.Contains(path.Base(at), "."+sum) {
			t.Errorf("%s has the fingerprint %s", at, sum)
		}
	}
	other := mustLoad(t, map[string]string{"css/a.css": "a { color: blue }"})
	one, _ := s.Path("site.css")
	two, _ := other.Path("site.css")
	if one == two {
		t.Errorf("two sheets are both at %s", one)
	}
}

func TestReferencesInSheets(t *testing.T) {
	s := mustLoad(t, map[string]string{
		"img/seal.svg":  "<svg/>",
		"root/mark.svg": "<svg/>",
		"css/a.css": `a { background: url("img/seal.svg") } b { mask: url(img/seal.svg#part) } c { background: url(mark.svg) }
			d { filter: url(#blur) } e { background: url("data:image/gif;base64,R0lGODlhAQABAAAAACw=") }`,
	})
	seal, err := s.Path("img/seal.svg")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := s.Path("site.css")
	if err != nil {
		t.Fatal(err)
	}
	text := written(t, s)[sheet]
	beside := strings.TrimPrefix(seal, "assets/")
	for _, want := range []string{"url(" + beside + ")", "url(" + beside + "#part)", "url(../mark.svg)", "url(#blur)", "url(data:image/gif;base64,"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet has no %s:\n%s", want, text)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"address of another host", map[string]string{"css/a.css": "a{}\nb{background:url(https://example.org/a.png)}"}, "css/a.css:2: url(https://example.org/a.png): only assets"},
		{"address without scheme", map[string]string{"css/a.css": "a{background:url(//example.org/a.png)}"}, "css/a.css:1: url(//example.org/a.png): only assets"},
		{"address from the root", map[string]string{"css/a.css": "a{background:url('/a.png')}"}, "css/a.css:1: url(/a.png): only assets"},
		{"script as an address", map[string]string{"css/a.css": "a{background:url(javascript:alert)}"}, "only assets"},
		{"address out of the folder", map[string]string{"css/a.css": "a{background:url(../seeds/a.md)}"}, `no asset "../seeds/a.md"`},
		{"unknown asset", map[string]string{"css/a.css": "a{}\n\nb{background:url(img/none.svg)}", "img/some.svg": ""}, `css/a.css:3: no asset "img/none.svg"; there are: img/some.svg`},
		{"empty address", map[string]string{"css/a.css": "a{background:url()}"}, "css/a.css:1: url() without"},
		{"import", map[string]string{"css/a.css": "@import 'b.css';"}, "css/a.css:1: @import"},
		{"sheet that swallows the next", map[string]string{"css/a.css": "a{\n", "css/b.css": "b{}"}, "css/a.css:1: { is not closed"},
		{"sheet in a folder of css", map[string]string{"css/more/a.css": "a{}"}, "css/more/a.css: style sheets stand in css itself"},
		{"script that does not parse", map[string]string{"js/a.js": "let a = 1;\nlet = =;"}, "js/a.js: "},
		{"module", map[string]string{"js/a.js": "import './b.js'"}, "js/a.js: "},
		{"capitals", map[string]string{"img/Logo.png": ""}, "img/Logo.png: path "},
		{"name of a device", map[string]string{"root/aux.txt": ""}, "root/aux.txt: path "},
		{"two of one name", map[string]string{"js/a.js": "", "a.js": ""}, "a.js and js/a.js: two assets have the name a.js"},
		{"another site.css", map[string]string{"css/a.css": "", "site.css": ""}, "site.css and css: two assets have the name site.css"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(static(test.files), minify.New())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Load: %v, want an error with %q", err, test.want)
			}
		})
	}
}

// A link in the static folder could lead anywhere.
func TestLinkIsRefused(t *testing.T) {
	fsys := static(nil)
	fsys["img/seal.svg"] = &fstest.MapFile{Data: []byte("../../../etc/passwd"), Mode: fs.ModeSymlink | 0o777}
	if _, err := Load(fsys, minify.New()); err == nil || !strings.Contains(err.Error(), "img/seal.svg is not a plain file") {
		t.Errorf("Load: %v, want a refusal", err)
	}
}

func TestPathOfUnknownAsset(t *testing.T) {
	s := mustLoad(t, map[string]string{"css/a.css": "", "js/search.js": "", "favicon.svg": ""})
	at, err := s.Path("sit.css")
	if want := `no asset "sit.css"; there are: favicon.svg, search.js, site.css`; err == nil || err.Error() != want {
		t.Errorf("Path = %q, %v, want the error %q", at, err, want)
	}
}

// The order in which files are found, and what they are called around them,
// changes nothing.
func TestDeterministic(t *testing.T) {
	files := map[string]string{"css/b.css": "b{top:0}", "css/a.css": "a{top:0}", "img/c.svg": "c", "js/d.js": "let d=1"}
	first := written(t, mustLoad(t, files))
	for range 5 {
		if diff := cmp.Diff(first, written(t, mustLoad(t, files))); diff != "" {
			t.Fatalf("two loads differ (-first +second):\n%s", diff)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	files := map[string]string{"js/a.js": strings.Repeat("console.log('a' + 1);\n", 100)}
	size := len(files["js/a.js"])
	for i := range 8 {
		text := strings.Repeat(".part > b { color: var(--ink); margin-block: 0 1rem }\n", 50)
		files[fmt.Sprintf("css/%d.css", i)] = text
		size += len(text)
	}
	fsys := static(files)
	m := minify.New()
	b.ReportAllocs()
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := Load(fsys, m); err != nil {
			b.Fatal(err)
		}
	}
}
