package tests

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"communique/internal/search"
)

// maxOneIndex is what the index of one document may come to, compressed, and
// maxQuery what a reader downloads for a query in the largest site.
const (
	maxOneIndex = 40_000
	maxQuery    = 100_000
)

// ask types a query as a person does, in place of the one before.
func (f finder) ask(query string) (status string) {
	f.t.Helper()
	f.press("/", kb.Escape, query)
	f.until(`document.querySelector("[data-search] input").value === ` + quoted(query))
	want := "#q=" + url.PathEscape(query)
	f.until(`decodeURIComponent(location.hash) === decodeURIComponent(` + quoted(want) + `)`)
	f.until(`!/^$|Searching/.test(document.querySelector("[data-status]").textContent)`)
	return strings.TrimSpace(evaluate[string](f, `document.querySelector("[data-status]").textContent`))
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// TestSearch finds things by the keyboard alone: from a host, and in a
// sandboxed frame. TestWithoutNetwork does so from the disk.
func TestSearch(t *testing.T) {
	folder := seedSite(t)
	strict := httptest.NewServer(http.StripPrefix("/", sandboxed(host(folder))))
	defer strict.Close()
	for name, base := range map[string]string{"from a host": hosted(t, folder), "in a sandbox": strict.URL + "/"} {
		t.Run(name, func(t *testing.T) { searchSite(finder{t, newChromium(t)}, base) })
	}
}

func searchSite(f finder, base string) {
	f.open(base + "search.html")
	findThings(f)
	openByKeyboard(f)
	f.complain(base)
}

// asked are queries over the project's own document with what they find.
var asked = []struct {
	name, query string
	status      string // how it begins
	first       string // what the first result of commitments holds; empty for none
	marks       []string
}{
	{"a word", "ammunition", "Nothing holds ammunition.", "", nil},
	{"a word in one place", "cop26", "1 commitment", "3.", []string{"COP26"}},
	{"the beginning of a word", "vaccin", "", "", []string{"vaccine", "vaccines", "Vaccine"}},
	{"case and accents", "GLÓBAL héalth", "", "Global Health", []string{"Global"}},
	{"two words", "health financing", "", "2.2 ", []string{"financing"}},
	{"a phrase", `"steering group"`, "1 commitment", "Global Health Security Agenda", []string{"steering group"}},
	{"a phrase that is none", `"group steering"`, "Nothing holds", "", nil},
	{"joined by a sign", "R&D", "", "R&D", []string{"R&D"}},
	{"initials", "U.S.", "", "", []string{"U.S"}},
	{"a party", "republic of korea", "", "Republic of Korea", []string{"Republic"}},
}

func findThings(f finder) {
	for _, test := range asked {
		status := f.ask(test.query)
		if !strings.HasPrefix(status, test.status) {
			f.t.Errorf("%s: the page announces %q, want it to begin %q", test.name, status, test.status)
		}
		links := evaluate[[]string](f, `[...document.querySelectorAll(".results a")].map((a) => a.textContent)`)
		if found := !strings.HasPrefix(status, "Nothing"); found != (len(links) > 0) {
			f.t.Errorf("%s: %q with %d results", test.name, status, len(links))
		}
		if test.first != "" && !slices.ContainsFunc(links[:min(3, len(links))], func(s string) bool { return strings.Contains(s, test.first) }) {
			f.t.Errorf("%s: the first results are %q, want %q among them", test.name, links[:min(3, len(links))], test.first)
		}
		marks := evaluate[[]string](f, `[...new Set([...document.querySelectorAll(".results mark")].map((m) => m.textContent))]`)
		if len(test.marks) > 0 && !slices.ContainsFunc(marks, func(s string) bool { return slices.Contains(test.marks, s) }) {
			f.t.Errorf("%s: marked are %q, want one of %q", test.name, marks, test.marks)
		}
	}
	if role := evaluate[string](f, `document.querySelector("[data-status]").getAttribute("role")`); role != "status" {
		f.t.Errorf("what is found is announced as %q", role)
	}
	f.ask("korea quantum xyzzy")
	if help := evaluate[string](f, `document.querySelector("[data-results]").textContent`); !strings.Contains(help, "xyzzy alone: nowhere") || !strings.Contains(help, "korea alone: ") {
		f.t.Errorf("where nothing is found the page says %q", help)
	}
}

// openByKeyboard goes to the second result with the arrow keys, back to the
// field, to the first, and opens it; going back keeps the query.
func openByKeyboard(f finder) {
	f.ask("global health")
	second := evaluate[string](f, `document.querySelectorAll(".results a")[1].href`)
	f.press(kb.ArrowDown, kb.ArrowDown)
	if at := evaluate[string](f, `document.activeElement.href || ""`); at != second {
		f.t.Errorf("two steps down lead to %q, want %q", at, second)
	}
	f.press(kb.ArrowUp, kb.ArrowUp)
	if at := evaluate[string](f, `document.activeElement.id`); at != "query" {
		f.t.Errorf("two steps up lead to %q, want the field", at)
	}
	address := evaluate[string](f, `location.href`)
	f.press(kb.Tab)
	first := evaluate[string](f, `document.activeElement.href || ""`)
	if at := f.leads(func() { f.press(kb.Enter) }); at != first {
		f.t.Errorf("Enter opened %q, want %q", at, first)
	}
	f.open(address)
	f.until(`document.querySelectorAll(".results a").length > 1`)
	if query := evaluate[string](f, `document.querySelector("input").value`); query != "global health" {
		f.t.Errorf("the address brings back the query %q", query)
	}
	f.press("/", kb.Escape)
	f.until(`document.querySelectorAll(".results").length === 0 && document.querySelector("input").value === ""`)
}

// sandboxed serves what a handler serves as a frame with sandbox="allow-scripts"
// would show it: without an origin, storage, or forms.
func sandboxed(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "sandbox allow-scripts")
		h.ServeHTTP(w, r)
	})
}

// filterList narrows the list of all commitments.
func filterList(f finder, base string) {
	f.open(base + "us-rok-partnership-2021/commitments.html")
	const count = `[...document.querySelectorAll("[data-kind]")].filter((e) => e.getClientRects().length).length`
	status := func() string { return evaluate[string](f, `document.querySelector("[data-status]").textContent`) }
	if n := evaluate[int](f, count); n != 38 {
		f.t.Errorf("%d rows at first, want 38", n)
	}
	if got := status(); got != "" {
		f.t.Errorf("announced at first: %q", got)
	}
	f.focus("#by-money")
	f.press(" ")
	money := evaluate[int](f, count)
	if want := evaluate[int](f, `document.querySelectorAll("[data-money]").length`); money != want || money == 0 || money == 38 {
		f.t.Errorf("%d rows with money, want %d", money, want)
	}
	if got, want := status(), fmt.Sprintf("%d of 38 are shown.", money); got != want {
		f.t.Errorf("announced: %q, want %q", got, want)
	}
	f.focus("#by-pillar")
	f.press(kb.ArrowDown, kb.ArrowDown)
	both := evaluate[int](f, count)
	if want := evaluate[int](f, `document.querySelectorAll("[data-rows='2'] [data-money]").length`); both != want || both == 0 {
		f.t.Errorf("%d rows with money in the second pillar, want %d", both, want)
	}
	address := evaluate[string](f, `location.href`)
	if !strings.HasSuffix(address, "#pillar=2&money") {
		f.t.Errorf("the address is %s", address)
	}
	f.open("about:blank", address)
	f.until(count + ` === ` + fmt.Sprint(both))
	f.click("[data-filter] button")
	if n := evaluate[int](f, count); n != 38 || status() != "All 38 are shown." {
		f.t.Errorf("%d rows in the end, announced: %q", n, status())
	}
	f.complain(base)
}

// TestFoldsAlike holds the words that the script reads in texts of many scripts
// against those of package search, by asking for each.
func TestFoldsAlike(t *testing.T) {
	texts := []string{
		"Côte d’Ivoire, Łódź, Straße, Ærø", "İstanbul ısı ŞİŞLİ", "ΟΔΟΣ οδός", "ＡＢＣ ﬁne CO₂ m² ½", "R&D COVID-19 $2.5 billion, 1,200 5G",
		"the U.S. and U.S.-ROK, e.g. a.bc; J.F.K.", "대한민국은 \u1112\u1161\u11ab", "2021年 G7広島サミット か\u3099", "مُحَمَّد العربية", "हिन्दी में", "ภาษาไทย ๒๕๖๔",
		"Ξένος Ё ё Щ", "ǅ ĳ ŉ ſ ẞ", "𝐁old 𐍈 x", "٣٫٥ ১২", strings.Repeat("é", 40), "naïve\u00adly zero\u200bwidth 3.x .5 1.2.3",
	}
	script := evaluateWords(t, texts)
	for i, text := range texts {
		if diff := cmp.Diff(slices.Collect(search.Terms(text)), script[i]); diff != "" {
			t.Errorf("%q (-Go +script):\n%s", text, diff)
		}
	}
}

// evaluateWords runs the rules of the script by themselves: they are one stretch
// of it, from K to words.
func evaluateWords(t *testing.T, texts []string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "static/js/search.js"))
	if err != nil {
		t.Fatal(err)
	}
	_, rules, found := strings.Cut(string(data), "/* Words:")
	rules, _, closed := strings.Cut(rules, "/* Files. */")
	if !found || !closed {
		t.Fatal("the script has no rules for words between the comments Words and Files")
	}
	list, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	f := finder{t, newChromium(t)}
	f.open("about:blank")
	return evaluate[[][]string](f, "(() => { /* "+rules+"; return "+string(list)+".map((text) => words(text).map((w) => w.term)); })()")
}

// TestIndexOfOneDocument bounds what is downloaded to search the project's own
// document.
func TestIndexOfOneDocument(t *testing.T) {
	total := 0
	for name, data := range contents(t, seedSite(t)) {
		if strings.HasPrefix(name, "search/") {
			total += gzipped(t, []byte(data))
		}
	}
	t.Logf("%d bytes compressed", total)
	if total == 0 || total > maxOneIndex {
		t.Errorf("the index has %d bytes compressed, want at most %d", total, maxOneIndex)
	}
}

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// archiveQueries are what people may ask of hundreds of documents, rare and
// frequent, finished and begun.
var archiveQueries = []string{
	"korea", "climate change", "clim", "c", "co", "pro", "united states", `"united states"`, "the", "a", "of the",
	"the united states and japan will support", `"republic of korea"`, "economic development of the united states with new funding",
	"R&D", "U.S.", "covid-19 vaccines", "american families", "$2.5 billion", "2030", "xyzzy", "president biden administration announces new actions",
	"health security communities national department federal", "indo-pacific", "naïve", "대한민국", "quad leaders", "nato", "semiconductors chips act",
}

// TestArchiveSearch measures what a reader of a site of very many documents
// downloads for a query, the directory included: each begins anew.
func TestArchiveSearch(t *testing.T) {
	folder := archiveSite(t)
	sizes := map[string]int{}
	err := fs.WalkDir(os.DirFS(folder), "search", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(folder, name))
		sizes[name] = gzipped(t, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	f := finder{t, newChromium(t)}
	base := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String()
	worst := 0
	for _, query := range archiveQueries {
		f.open("about:blank", base+"/search.html")
		status := f.ask(query)
		loaded := evaluate[[]string](f, `[...document.querySelectorAll("head script")].map((s) => s.getAttribute("src")).filter((s) => s.startsWith("search/"))`)
		total := 0
		for _, name := range loaded {
			if sizes[name] == 0 {
				t.Errorf("%q loads %s, which is not there", query, name)
			}
			total += sizes[name]
		}
		worst = max(worst, total)
		t.Logf("%-64q %3d files %6d bytes: %s", query, len(loaded), total, status)
		if total > maxQuery {
			t.Errorf("%q downloads %d bytes, want at most %d", query, total, maxQuery)
		}
	}
	t.Logf("%d files in the index, at most %d bytes for a query", len(sizes), worst)
}
