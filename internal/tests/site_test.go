package tests

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique"
	"communique/internal/minify"
	"communique/internal/output"
)

func TestMain(m *testing.M) {
	buildAsChild()
	code := m.Run()
	closeBrowser()
	if folder, err := scratch(); err == nil {
		os.RemoveAll(folder)
	}
	os.Exit(code)
}

// scratch is a folder for what several tests share.
var scratch = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "communique-tests") })

// seedSite builds the project's own site, once, and returns its folder.
func seedSite(t *testing.T) string {
	t.Helper()
	folder, err := builtSeed()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

var builtSeed = sync.OnceValues(func() (string, error) {
	folder, err := scratch()
	if err != nil {
		return "", err
	}
	destination := filepath.Join(folder, "seed")
	return destination, build(context.Background(), communique.Options{Destination: destination, BaseURL: "https://example.org/site/"})
})

// build builds the project's own site with some options.
func build(ctx context.Context, o communique.Options) error {
	o.Source = os.DirFS(root)
	report, err := communique.Build(ctx, o)
	return explained(report, err)
}

// explained joins an error with the problems behind it.
func explained(report *communique.Report, err error) error {
	if report == nil || err == nil {
		return err
	}
	for _, p := range report.Problems {
		err = fmt.Errorf("%w\n%s", err, p)
	}
	return err
}

// contents returns the files below a folder by their names.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	tree := os.DirFS(folder)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// pages returns the pages among the files.
func pages(files map[string]string) map[string]string {
	only := map[string]string{}
	for name, data := range files {
		if path.Ext(name) == ".html" {
			only[name] = data
		}
	}
	return only
}

// TestSameInputSameBytes builds again in another time zone, with another
// number of workers, over an earlier site. The day that counts as today is an
// input: what is past depends on it.
func TestSameInputSameBytes(t *testing.T) {
	want := contents(t, seedSite(t))
	zone := time.Local
	defer func() { time.Local = zone }()
	folder := filepath.Join(t.TempDir(), "again")
	for _, o := range []struct {
		workers int
		zone    *time.Location
	}{
		{1, time.FixedZone("east", 14*60*60)},
		{8, time.FixedZone("west", -12*60*60)},
	} {
		time.Local = o.zone
		err := build(t.Context(), communique.Options{Destination: folder, BaseURL: "https://example.org/site/", Workers: o.workers})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, contents(t, folder)); diff != "" {
			t.Errorf("%d workers, %s:\n%s", o.workers, o.zone, diff)
		}
	}
}

// TestSiteKeepsItsPromises checks the seed's site as "communique check" does:
// links, fragments, ids, headings, no outside request, every word in place.
func TestSiteKeepsItsPromises(t *testing.T) {
	report, err := communique.Check(t.Context(), communique.Options{Source: os.DirFS(root), Destination: seedSite(t)})
	if err != nil {
		t.Fatal(explained(report, err))
	}
	if len(report.Problems) > 0 {
		t.Errorf("problems: %v", report.Problems)
	}
	if report.Documents == 0 || report.Words < 1000 || report.Pages < 40 {
		t.Errorf("checked %d documents, %d words, %d pages; want all of them", report.Documents, report.Words, report.Pages)
	}
}

// damages are things that may befall a finished page: each must be found.
var damages = []struct {
	name string
	page *regexp.Regexp // the path of the page
	old  *regexp.Regexp // what is changed in it, at its first place
	new  string
	want string // in a problem
}{
	{"an introduction is dropped", regexp.MustCompile(`^[^/]+/index\.html$`), place, "", "(96 words) is on no page"},
	{"the words of a pillar are dropped", regexp.MustCompile(`^[^/]+/[^/]+/index\.html$`), place, "", ""},
	{"the words of a commitment are dropped", regexp.MustCompile(`/technology-and-innovation/facilitate[^/]*\.html$`), place, "", "Facilitate mutual"},
	{"a word is changed", regexp.MustCompile(`/facilitate[^/]*\.html$`), regexp.MustCompile(`(data-source[^>]*>)Facilitate`), "${1}Hinder", "Facilitate"},
	{"a word is said twice", regexp.MustCompile(`/facilitate[^/]*\.html$`), regexp.MustCompile(`(data-source[^>]*>)Facilitate`), "${1}Facilitate Facilitate", "Facilitate"},
	{"a paragraph stands twice", regexp.MustCompile(`/facilitate[^/]*\.html$`), place, "$0$0", ""},
	{"a link leads nowhere", regexp.MustCompile(`/facilitate[^/]*\.html$`), regexp.MustCompile(`href="?\.\./index\.html"?`), `href="../nothing.html"`, "nothing.html"},
	{"a script is brought in", regexp.MustCompile(`^index\.html$`), regexp.MustCompile(`</head>`), `<script src=https://example.org/x.js></script></head>`, "example.org"},
	{"the title is missing", regexp.MustCompile(`^index\.html$`), regexp.MustCompile(`<title>[^<]*</title>`), "", "title"},
}

// place is a paragraph that is the primary place of its words.
var place = regexp.MustCompile(`(?s)<p[^>]* data-source[^>]*>.*?</p>`)

// TestDamageIsFound proves that the check can fail.
func TestDamageIsFound(t *testing.T) {
	whole := pages(contents(t, seedSite(t)))
	for _, d := range damages {
		t.Run(d.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "site")
			if err := os.CopyFS(folder, os.DirFS(seedSite(t))); err != nil {
				t.Fatal(err)
			}
			damage(t, folder, whole, d.page, d.old, d.new)
			report, err := communique.Check(t.Context(), communique.Options{Source: os.DirFS(root), Destination: folder})
			if !errors.Is(err, communique.ErrProblems) {
				t.Fatalf("error %v, want %v", err, communique.ErrProblems)
			}
			said := explained(report, err).Error()
			if !strings.Contains(said, d.want) {
				t.Errorf("it said\n%s\nwithout %q", said, d.want)
			}
		})
	}
}

// damage changes the first page, by name, on which there is something to change.
func damage(t *testing.T, folder string, whole map[string]string, page, old *regexp.Regexp, to string) {
	t.Helper()
	for name, data := range whole {
		at := old.FindStringIndex(data)
		if !page.MatchString(name) || at == nil {
			continue
		}
		changed := data[:at[0]] + old.ReplaceAllString(data[at[0]:at[1]], strings.ReplaceAll(to, "$0", "${0}")) + data[at[1]:]
		if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("no page %s holds %s", page, old)
}

// TestPagesAreOfTheirWords looks at what a check of links does not see.
func TestPagesAreOfTheirWords(t *testing.T) {
	titles := map[string]string{}
	title := regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	code := regexp.MustCompile(`(?s)<pre.*?</pre>`) // BibTeX has braces, a snippet is escaped HTML
	for name, data := range pages(contents(t, seedSite(t))) {
		for _, wrong := range []string{"ZgotmplZ", "&amp;amp;", "&amp;lt;", "&amp;#", "<no value>", "%!", "{{"} {
			if strings.Contains(code.ReplaceAllString(data, ""), wrong) {
				t.Errorf("%s holds %q", name, wrong)
			}
		}
		m := title.FindStringSubmatch(data)
		if m == nil || strings.TrimSpace(m[1]) == "" {
			t.Errorf("%s has no title", name)
			continue
		}
		if name == "index.html" || strings.HasPrefix(name, "embed/") {
			continue // of a site with one document, home bears its title; a page for frames bears that of its page
		}
		if other, taken := titles[m[1]]; taken {
			t.Errorf("%s and %s have one title: %s", name, other, html.UnescapeString(m[1]))
		}
		titles[m[1]] = name
	}
}

// TestTemplatesAreMinified holds the pages against what the minifier makes of
// each of them: at most 0.5 % may be left to remove. Quotes around values do not
// count: those that actions fill stay, since the escaper chooses by them.
func TestTemplatesAreMinified(t *testing.T) {
	m := minify.New()
	for name, data := range pages(contents(t, seedSite(t))) {
		small, err := m.HTML([]byte(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		quotes := strings.Count(data, `"`) - strings.Count(string(small), `"`)
		if more := len(data) - len(small) - quotes; float64(more) > 0.005*float64(len(small)) {
			t.Errorf("%s has %d bytes, of which minifying would remove %d (%.1f %%)", name, len(data), more, 100*float64(more)/float64(len(small)))
		}
	}
}

// TestNamesAreSafe wants each name of the tree to be one that any host, file
// system and zip can carry.
func TestNamesAreSafe(t *testing.T) {
	for name := range contents(t, seedSite(t)) {
		if name == output.Marker {
			continue
		}
		if err := output.ValidPath(name); err != nil {
			t.Error(err)
		}
	}
}
