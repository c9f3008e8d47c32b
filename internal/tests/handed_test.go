package tests

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"communique"
)

// What a document becomes to be handed on: the project's own, and one of the
// library in another script.
func handedOn(t *testing.T) (folder string, pages, books []string) {
	t.Helper()
	folder = t.TempDir()
	library, err := filepath.Glob("testdata/library/seeds/*.md")
	if err != nil || len(library) == 0 {
		t.Fatal("no documents in the library", err)
	}
	seeds, err := filepath.Glob(filepath.Join(root, "seeds", "*.md"))
	if err != nil || len(seeds) == 0 {
		t.Fatal("no seeds", err)
	}
	for _, name := range append(seeds, library...) {
		o := communique.Options{Source: os.DirFS(filepath.Dir(name)), Paths: []string{filepath.Base(name)}, BaseURL: "https://example.org/site/"}
		stem := strings.TrimSuffix(filepath.Base(name), ".md")
		_, report, err := communique.Single(t.Context(), o, filepath.Join(folder, stem+".html"))
		if err := explained(report, err); err != nil {
			t.Fatal(name, err)
		}
		_, report, err = communique.Book(t.Context(), o, filepath.Join(folder, stem+".epub"))
		if err := explained(report, err); err != nil {
			t.Fatal(name, err)
		}
		pages, books = append(pages, stem+".html"), append(books, stem+".epub")
	}
	return folder, pages, books
}

// TestReaderBooks gives books to EPUBCheck, as Debian has it.
func TestReaderBooks(t *testing.T) {
	checker, err := exec.LookPath("epubcheck")
	if err != nil {
		lacking(t, "epubcheck is not installed")
	}
	run := []string{checker}
	// Debian's is a program of Java by itself, which only some systems start.
	if head, err := os.ReadFile(checker); err == nil && bytes.HasPrefix(head, []byte("PK")) {
		run = []string{"java", "-jar", checker}
	}
	folder, _, books := handedOn(t)
	for _, name := range books {
		out, err := exec.Command(run[0], append(run[1:], "--failonwarnings", filepath.Join(folder, name))...).CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("No errors or warnings")) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestReaderSingleValid gives documents on one page to the Nu HTML checker.
func TestReaderSingleValid(t *testing.T) {
	folder, pages, _ := handedOn(t)
	valid(t, folder, pages)
}

// TestReaderSingleBarriers holds documents on one page to what is asked of every
// page: no barriers, headings and landmarks in order, nothing that sticks out.
func TestReaderSingleBarriers(t *testing.T) {
	axe, err := os.ReadFile(named(t, "COMMUNIQUE_AXE", "axe.min.js of axe-core"))
	if err != nil {
		t.Fatal(err)
	}
	folder, pages, _ := handedOn(t)
	var list []specimen
	for _, name := range pages {
		list = append(list, specimen{site: "handed on", folder: folder, name: name, kind: name})
	}
	find := barriers(string(axe))
	eachPage(t, list, []screen{narrow, wide, wide.dark()}, func(b *tab, s specimen, on screen) []string {
		problems := append(find(b, s, on), ask[[]string](b, "structure.js")...)
		return append(problems, ask[[]string](b, "reflow.js")...)
	})
}

// TestReaderSingle reads a document on one page as someone does who was mailed
// it: from the disk, and in the sandbox of a portal. Nothing is asked of anyone
// but the page itself, nothing is complained of, and search, links and the dark
// theme work.
func TestReaderSingle(t *testing.T) {
	folder, pages, _ := handedOn(t)
	sandbox := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "sandbox allow-scripts")
		w.Header().Set("Content-Type", "text/html")
		data, err := os.ReadFile(filepath.Join(folder, filepath.Base(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(data) // a browser that has left is none that is asked
	}))
	t.Cleanup(sandbox.Close)
	strays := &lookout{}
	network := strays.network(t)
	for name, start := range map[string]func(*testing.T) driver{
		"chromium": func(t *testing.T) driver { return newChromium(t, chromedp.ProxyServer(network)) },
		"firefox":  func(t *testing.T) driver { return newFirefox(t, network) },
	} {
		t.Run(name, func(t *testing.T) {
			f := finder{t, start(t)}
			for place, base := range map[string]string{"from disk": onDisk(folder), "in a sandbox": sandbox.URL + "/"} {
				f.said().forget()
				f.open(base + pages[0])
				readSingle(f, place)
				f.complain(base)
				for _, stray := range strays.take() {
					t.Error(place, stray)
				}
			}
		})
	}
}

// typed writes into the field for searching.
const typed = `(() => { const i = document.querySelector("#query"); i.value = "%s"; i.dispatchEvent(new Event("input")); return ""; })()`

// singleSteps are expressions of the project's own document on one page, and
// what each gives, at once or soon.
var singleSteps = []struct{ script, want string }{
	{fmt.Sprintf(typed, "SEMICOND batter"), ""},
	{`document.querySelector("[data-status]").textContent`, "1 place."},
	{`document.querySelector("[data-hits] a").textContent`, "1.2 Facilitate mutual and complementary investments in semiconductors"},
	{`document.querySelector("[data-hits] mark").textContent`, "semiconductors"},
	{fmt.Sprintf(typed, "zebras"), ""},
	{`document.querySelector("[data-status]").textContent`, "Nothing holds zebras."},
	{`(() => { document.querySelector("a[href='#sum-1']").click(); return location.hash; })()`, "#sum-1"},
	{`(() => { document.querySelector(".theme").click(); return document.documentElement.dataset.theme; })()`, "dark"},
	{`getComputedStyle(document.documentElement).backgroundColor`, "rgb(21, 23, 26)"},
	{`String(document.querySelectorAll("button.copy").length)`, "4"},
	{`String(document.documentElement.scrollWidth <= innerWidth)`, "true"},
}

func readSingle(f finder, place string) {
	for _, step := range singleSteps {
		got := evaluate[string](f, step.script)
		for range 40 { // the search waits until no more is typed
			if got == step.want {
				break
			}
			time.Sleep(50 * time.Millisecond)
			got = evaluate[string](f, step.script)
		}
		if got != step.want {
			f.t.Errorf("%s: %s\ngives %q, want %q", place, step.script, got, step.want)
		}
	}
}
