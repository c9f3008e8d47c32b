package tests

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"communique"
)

// quays is a document; the sum and the verb tell two of them apart.
func quays(i, million int, verb string) []byte {
	return fmt.Appendf(nil, "---\ntitle: Quays %d\ndate: 2022-03-%02d\n---\n\n**<u>Harbour</u>**\n\nThe two cities will:\n\n- %s quay %d for $%d million by 2025.\n- Keep watch with Ghana.\n", i, i%28+1, verb, i, million)
}

// An editor works on a site: the folder, and what may be done to it.
type editor struct {
	site   fstest.MapFS
	random *rand.Rand
	time   time.Time
}

func (e *editor) write(name string, data []byte) {
	e.time = e.time.Add(time.Minute)
	e.site[name] = &fstest.MapFile{Data: data, ModTime: e.time}
}

func (e *editor) document() string {
	names := slices.Sorted(maps.Keys(e.site))
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(name, "seeds/") })
	return names[e.random.IntN(len(names))]
}

// edits are what an editor does between two builds.
var edits = []func(e *editor){
	func(e *editor) {},
	func(e *editor) { e.write(e.document(), quays(e.random.IntN(9), e.random.IntN(90)+1, "Open")) },
	func(e *editor) { e.write(e.document(), quays(e.random.IntN(9), 7, "Close")) },
	func(e *editor) { e.write(fmt.Sprintf("seeds/q-%d.md", e.random.IntN(9)), quays(3, 9, "Build")) },
	func(e *editor) {
		if name := e.document(); len(e.site) > 4 {
			delete(e.site, name)
			delete(e.site, strings.Replace(strings.Replace(name, "seeds/", "content/corrections/", 1), ".md", ".yaml", 1))
		}
	},
	func(e *editor) {
		e.write(strings.Replace(strings.Replace(e.document(), "seeds/", "content/corrections/", 1), ".md", ".yaml", 1), []byte("- quote: Keep watch\n  is: note\n"))
	},
	func(e *editor) {
		e.write("content/site.yaml", fmt.Appendf(nil, "title: Site %d\nbase_url: https://example.org/\n", e.random.IntN(3)))
	},
	func(e *editor) {
		e.write("content/about.md", fmt.Appendf(nil, "---\ntitle: About %d\n---\n\nWords.\n", e.random.IntN(3)))
	},
	func(e *editor) { delete(e.site, "content/site.yaml") },
	func(e *editor) { e.site[e.document()].ModTime = e.time.Add(time.Second) }, // a touch
}

// TestRevisionsAreWhatABuildGives: whatever is edited between two builds, the
// site is that of a build out of nothing, to the byte, and so is the report.
func TestRevisionsAreWhatABuildGives(t *testing.T) {
	e := &editor{site: fstest.MapFS{}, random: rand.New(rand.NewPCG(5, 6)), time: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := range 4 {
		e.write(fmt.Sprintf("seeds/q-%d.md", i), quays(i, i+1, "Open"))
	}
	dir := t.TempDir()
	without := []communique.Family{"cards", "data"} // which cost more than all else, and are files as others are
	o := communique.Options{Source: e.site, Destination: filepath.Join(dir, "public"), Without: without}
	fresh := communique.Options{Source: e.site, Destination: filepath.Join(dir, "fresh"), Without: without, Fresh: true}
	kept := 0
	for round := range 25 {
		for range e.random.IntN(3) {
			edits[e.random.IntN(len(edits))](e)
		}
		got, err := communique.Build(t.Context(), o)
		if err != nil {
			t.Fatal(round, err, got)
		}
		want, err := communique.Build(t.Context(), fresh)
		if err != nil {
			t.Fatal(round, err, want)
		}
		if !maps.Equal(sums(t, o.Destination), sums(t, fresh.Destination)) {
			t.Fatalf("round %d: the site is another than that of a whole build", round)
		}
		kept += got.Kept
		got.Kept, got.Unchanged = 0, false
		if fmt.Sprintf("%+v", *got) != fmt.Sprintf("%+v", *want) {
			t.Fatalf("round %d: report\n%+v\nwant\n%+v", round, *got, *want)
		}
	}
	if kept < 40 {
		t.Errorf("only %d documents were kept in all", kept)
	}
}

// TestRevisionWork counts what is made again after an edit.
func TestRevisionWork(t *testing.T) {
	site := fstest.MapFS{}
	long := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 20 {
		site[fmt.Sprintf("seeds/q-%d.md", i)] = &fstest.MapFile{Data: quays(i, i+1, "Open"), ModTime: long}
	}
	o := communique.Options{Source: site, Destination: filepath.Join(t.TempDir(), "public"), Without: []communique.Family{"cards"}}
	times := func() map[string]time.Time {
		times := map[string]time.Time{}
		for name := range sums(t, o.Destination) {
			info, err := os.Stat(filepath.Join(o.Destination, name))
			if err != nil {
				t.Fatal(err)
			}
			times[strings.TrimPrefix(filepath.ToSlash(name), "/")] = info.ModTime()
		}
		return times
	}
	step := func(what string, kept int, unchanged bool, written func(name string) bool) {
		t.Helper()
		before := map[string]time.Time{}
		if _, err := os.Stat(o.Destination); err == nil {
			before = times()
		}
		report, err := communique.Build(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if report.Kept != kept || report.Unchanged != unchanged || report.Documents != 20 {
			t.Errorf("%s: kept %d of %d documents, unchanged: %v", what, report.Kept, report.Documents, report.Unchanged)
		}
		for name, now := range times() {
			if strings.HasPrefix(name, "q-") && !now.Equal(before[name]) && !written(name) {
				t.Errorf("%s: %s was written", what, name)
			}
		}
	}
	all := func(string) bool { return true }
	none := func(string) bool { return false }
	step("first", 0, false, all)
	step("nothing changed", 20, true, none)
	site["seeds/q-7.md"] = &fstest.MapFile{Data: quays(7, 400, "Close"), ModTime: long.Add(time.Hour)}
	step("one document", 19, false, func(name string) bool { return strings.HasPrefix(name, "q-7/") })
	site["seeds/q-7.md"] = &fstest.MapFile{Data: quays(7, 400, "Close"), ModTime: long.Add(2 * time.Hour)}
	step("touched", 20, true, none)
	if err := os.Remove(filepath.Join(o.Destination, "q-3", "index.html")); err != nil {
		t.Fatal(err)
	}
	// The tree beside the site has the page, and of what is the same in both its own.
	step("a page was removed", 20, false, func(name string) bool { return name == "q-3/index.html" || strings.HasPrefix(name, "q-7/") })
	o.Workers = 3
	step("other workers", 20, true, none)
	o.BaseURL = "https://example.org/"
	step("another setting", 0, false, all)
	site["templates/month.html"] = &fstest.MapFile{Data: []byte("{{define \"main\"}}<p>{{.Title}}</p>{{end}}")}
	step("another template", 0, false, all)
}

// TestRevisionNamesTwins: a document that is new and has the name of one that
// stays is told of in the same words each time, whichever comes first.
func TestRevisionNamesTwins(t *testing.T) {
	long := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	site := fstest.MapFS{"seeds/q.md": &fstest.MapFile{Data: quays(1, 2, "Open"), ModTime: long}}
	o := communique.Options{Source: site, Destination: filepath.Join(t.TempDir(), "public"), Without: []communique.Family{"cards", "data"}}
	if _, err := communique.Build(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	before := sums(t, o.Destination)
	site["seeds/a/Q.md"] = &fstest.MapFile{Data: quays(3, 4, "Close"), ModTime: long}
	for range 40 {
		report, err := communique.Build(t.Context(), o)
		if !errors.Is(err, communique.ErrProblems) || report.Problems.Errors() != 1 || !strings.Contains(report.Problems[0].Hint, "slug") {
			t.Fatalf("%v: %v", err, report)
		}
	}
	if !maps.Equal(sums(t, o.Destination), before) {
		t.Error("the site has changed")
	}
}
