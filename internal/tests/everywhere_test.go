package tests

import (
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// A reading is what a reader has of a page; see testdata/reader/everywhere.js.
// Links within the site are relative to it.
type reading struct {
	Words, Links []string
	Tables       []string // row by row
	Paper        struct{ Words, Links []string }
}

// read reads the page that is open, of a site that stands at an address. What
// it asked for outside of the site fails the test.
func (f finder) read(base string) reading {
	f.t.Helper()
	got := evaluate[struct {
		reading
		Asked []string // what the page asked for
	}](f, readerScript(f.t, "everywhere.js"))
	for _, list := range [][]string{got.Links, got.Paper.Links} {
		for i := range list {
			list[i] = strings.TrimPrefix(list[i], base)
		}
	}
	for _, a := range got.Asked {
		if !strings.HasPrefix(a, base) && !strings.HasPrefix(a, "data:") {
			f.t.Errorf("a request left the site: %s", a)
		}
	}
	return got.reading
}

// hosts returns a function that serves a folder as a host does, below a path,
// and returns the address of that path. Whoever asks for something that is not
// there, or not below the path, is noted.
func (l *lookout) hosts(t *testing.T, prefix string) func(folder string) string {
	known := map[string]string{}
	return func(folder string) string {
		if known[folder] == "" {
			files := http.StripPrefix(prefix, host(folder))
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				name, within := strings.CutPrefix(r.URL.Path, prefix)
				if _, err := fs.Stat(os.DirFS(folder), name); err != nil || !within {
					l.note("a request for what is not in the site: " + r.URL.Path)
				}
				files.ServeHTTP(w, r)
			}))
			t.Cleanup(server.Close)
			known[folder] = server.URL + prefix
		}
		return known[folder]
	}
}

// frames serves pages of another origin than the site, each with a frame
// that may do nothing but run scripts, as wide as other pages are read. The
// query is the address of what is in the frame.
func frames(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><link rel=icon href=data:,><title>A portal</title><iframe sandbox="allow-scripts" width=%d height=%d style="border:0" src="%s"></iframe>`,
			wide.width, wide.height, html.EscapeString(r.URL.RawQuery))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/?"
}

// A way is how a page comes before a reader.
type way struct {
	name string
	base func(folder string) string                // where the site stands
	read func(f finder, base, page string) reading // nil opens the page and reads it
}

// TestEverywhere reads each kind of page hosted at the top of a host and in a
// folder of it, from the disk, in a sandboxed frame of a portal, and as it is
// laid out for print, in Chromium; from the disk and in such a frame in Firefox.
// The words, the links and the tables are the same, and nothing is asked for
// that is not in the site.
func TestEverywhere(t *testing.T) {
	strays := &lookout{}
	network := strays.network(t)
	top, deep, portal := strays.hosts(t, "/"), strays.hosts(t, "/a/b/"), frames(t)
	inFrame := func(f finder, base, page string) reading { return readFramed(f, portal, base, page) }
	list := specimens(t)

	b := newChromium(t, chromedp.ProxyServer(network))
	want := map[specimen]reading{}
	readAll(t, b, strays, list, way{name: "Chromium, hosted at the top", base: top}, func(t *testing.T, s specimen, got reading) {
		if len(got.Words) < 3 || len(got.Links) == 0 {
			t.Errorf("%d words and %d links", len(got.Words), len(got.Links))
		}
		want[s] = got
	})
	same := func(t *testing.T, s specimen, got reading) {
		if diff := cmp.Diff(want[s], got); diff != "" {
			t.Errorf("other than hosted at the top (-want +got):\n%s", diff)
		}
	}
	readAll(t, b, strays, list, way{name: "Chromium, hosted in a folder", base: deep}, same)
	readAll(t, b, strays, list, way{name: "Chromium, from disk", base: onDisk}, same)
	readAll(t, b, strays, list, way{"Chromium, in a sandbox", top, inFrame}, same)
	readAll(t, b, strays, list, way{"Chromium, printed", deep, readPrinted}, func(t *testing.T, s specimen, got reading) {
		for _, problem := range lostOnPaper(want[s], got) {
			t.Error(problem)
		}
	})
	t.Run("Firefox", func(t *testing.T) {
		b := newFirefox(t, network)
		readAll(t, b, strays, list, way{name: "from disk", base: onDisk}, same)
		readAll(t, b, strays, list, way{"in a sandbox", top, inFrame}, same)
	})
}

// readAll reads pages in one way and hands on what it reads of each.
func readAll(t *testing.T, b driver, strays *lookout, list []specimen, w way, then func(*testing.T, specimen, reading)) {
	t.Run(w.name, func(t *testing.T) {
		for _, s := range list {
			t.Run(s.site+" "+s.name, func(t *testing.T) {
				f, base := finder{t, b}, w.base(s.folder)
				f.said().forget()
				var got reading
				if w.read != nil {
					got = w.read(f, base, s.name)
				} else {
					f.open(base + s.name)
					f.complain(base)
					got = f.read(base)
				}
				for _, stray := range strays.take() {
					t.Error(stray)
				}
				then(t, s, got)
			})
		}
	})
}

// readFramed reads a page in a frame of a portal.
func readFramed(f finder, portal, base, page string) reading {
	f.t.Helper()
	f.open(portal + base + page)
	inner, err := f.frame()
	if err != nil {
		f.t.Fatal(err)
	}
	within := finder{f.t, inner}
	if at := evaluate[[]string](within, "[location.href, self.origin]"); at[0] != base+page || at[1] != "null" {
		f.t.Fatalf("the frame shows %s with the origin %s, want %s%s without one", at[0], at[1], base, page)
	}
	for _, said := range inner.said().messages() {
		f.t.Errorf("the browser said: %s", said)
	}
	return within.read(base)
}

// readPrinted reads a page as it is laid out for print.
func readPrinted(f finder, base, page string) reading {
	f.t.Helper()
	f.open(base + page)
	media := func(name string) {
		if _, err := chromedp.Call(f.driver.(chromium).ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name}); err != nil {
			f.t.Fatal(err)
		}
	}
	media("print")
	defer media("")
	f.complain(base)
	return f.read(base)
}

// lostOnPaper returns what a print lacks of what is on the screen, less what
// serves a screen alone. It may have more: what is folded up on the screen.
func lostOnPaper(screen, print reading) (problems []string) {
	for _, c := range []struct {
		what         string
		want, within []string
	}{
		{"words", screen.Paper.Words, print.Paper.Words},
		{"links", screen.Paper.Links, print.Paper.Links},
		{"rows", screen.Tables, print.Tables},
	} {
		if lost := lacks(c.within, c.want); lost != "" {
			problems = append(problems, fmt.Sprintf("of the %s on the screen, on paper is not, or not in its place: %q", c.what, lost))
		}
	}
	return problems
}

// lacks returns the first of some texts that is not in a list, in the order of
// the texts; nothing if all are.
func lacks(list, want []string) string {
	for _, text := range want {
		at := slices.Index(list, text)
		if at < 0 {
			return text
		}
		list = list[at+1:]
	}
	return ""
}

// TestLostOnPaper keeps the comparison honest.
func TestLostOnPaper(t *testing.T) {
	screen := reading{Words: []string{"Menu", "a", "b"}, Links: []string{"m", "x"}, Tables: []string{"1 | 2"}}
	screen.Paper.Words, screen.Paper.Links = []string{"a", "b"}, []string{"x"}
	for _, c := range []struct {
		name          string
		words, tables []string
		want          int // problems
	}{
		{"the same", []string{"a", "b"}, []string{"1 | 2"}, 0},
		{"unfolded", []string{"a", "hidden", "b"}, []string{"1 | 2", "3"}, 0},
		{"a word is lost", []string{"a"}, []string{"1 | 2"}, 1},
		{"another order", []string{"b", "a"}, []string{"1 | 2"}, 1},
		{"a row is lost", []string{"a", "b"}, nil, 1},
	} {
		print := reading{Tables: c.tables}
		print.Paper.Words, print.Paper.Links = c.words, []string{"x"}
		if got := lostOnPaper(screen, print); len(got) != c.want {
			t.Errorf("%s: %q, want %d problems", c.name, got, c.want)
		}
	}
}
