package communique

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/output"
)

const statement = `---
title: "Joint statement"
date: 2022-03-04
---

**<u>Harbour</u>**

The two cities will:

- Rebuild the northern quay by 2025.
- Open the southern quay to ferries.
`

// seeds returns a site of n documents that differ.
func seeds(n int) fstest.MapFS {
	site := fstest.MapFS{}
	for i := range n {
		text := strings.ReplaceAll(statement, "quay", fmt.Sprintf("quay %d", i))
		// Documents of unequal size end in another order than they begin.
		for j := range (n - i) % 7 * 9 {
			text += fmt.Sprintf("- Paint ship %d of fleet %d.\n", j, i)
		}
		site[fmt.Sprintf("seeds/statement-%02d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return site
}

func Example() {
	source := fstest.MapFS{"seeds/harbour.md": {Data: []byte(statement)}}
	folder, err := os.MkdirTemp("", "communique")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	destination := filepath.Join(folder, "public")

	report, err := Build(context.Background(), Options{Source: source, Destination: destination})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Documents, "document,", report.Commitments, "commitments")
	for _, p := range report.Problems {
		fmt.Println(p)
	}
	pages, err := filepath.Glob(filepath.Join(destination, "harbour/harbour/*.html"))
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range pages {
		fmt.Println(filepath.Base(p))
	}
	// Output:
	// 1 document, 2 commitments
	// index.html
	// open-the-southern-quay-to-ferries.html
	// rebuild-the-northern-quay-by-2025.html
}

// TestCarriedFilesOpen reads each file that the program carries, and parses
// those that are templates.
func TestCarriedFilesOpen(t *testing.T) {
	var names []string
	err := fs.WalkDir(carried, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		names = append(names, name)
		data, err := fs.ReadFile(carried, name)
		if err != nil {
			return err
		}
		if len(data) == 0 {
			t.Errorf("%s is empty", name)
		}
		if strings.HasPrefix(name, "templates/") {
			if _, err := template.New(name).Parse(string(data)); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"templates/base.html", "templates/partials/crumbs.html", "content/about.md", "content/events.yaml"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not carried", want)
		}
	}
	// What holds for this project's own site is for no other.
	for _, name := range names {
		if name == "content/site.yaml" || strings.HasPrefix(name, "content/corrections/") {
			t.Errorf("%s is carried to every site", name)
		}
	}
}

// tree returns the files of a folder.
func tree(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// memory builds a site in memory.
func memory(t *testing.T, o Options) (map[string]string, *Report) {
	t.Helper()
	sink := output.NewMemory()
	report, err := Render(t.Context(), o, sink)
	if err != nil {
		t.Fatal(err, report)
	}
	return tree(t, sink.FS()), report
}

func TestWorkersChangeNothing(t *testing.T) {
	source := seeds(20)
	want, wantReport := memory(t, Options{Source: source, Workers: 1})
	for _, workers := range []int{2, 8, 64} {
		got, report := memory(t, Options{Source: source, Workers: workers})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers (-1 worker +%[1]d):\n%s", workers, diff)
		}
		if diff := cmp.Diff(wantReport, report); diff != "" {
			t.Errorf("report with %d workers:\n%s", workers, diff)
		}
	}
}

// TestOrderOfPathsChangesNothing names the same documents in another order.
func TestOrderOfPathsChangesNothing(t *testing.T) {
	source := seeds(5)
	names, err := fs.Glob(source, "seeds/*.md")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := memory(t, Options{Source: source, Paths: names})
	slices.Reverse(names)
	got, _ := memory(t, Options{Source: source, Paths: names})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("documents named backwards:\n%s", diff)
	}
}

func TestReportCountsWhatIsThere(t *testing.T) {
	destination := filepath.Join(t.TempDir(), "public")
	o := Options{Source: seeds(3), Destination: destination, BaseURL: "https://example.org"}
	built, err := Build(t.Context(), o)
	if err != nil {
		t.Fatal(err, built.Problems)
	}
	files := tree(t, os.DirFS(destination))
	delete(files, output.Marker)
	pages, size := 0, int64(0)
	for name, data := range files {
		size += int64(len(data))
		if path.Ext(name) == ".html" {
			pages++
		}
	}
	if built.Pages != pages || built.Files != len(files) || built.Bytes != size {
		t.Errorf("report says %d pages, %d files, %d bytes; there are %d, %d, %d",
			built.Pages, built.Files, built.Bytes, pages, len(files), size)
	}
	if built.Documents != 3 || built.Pillars != 3 {
		t.Errorf("report says %d documents, %d pillars, want 3 and 3", built.Documents, built.Pillars)
	}
}

// A watchedFS counts the files opened, and calls at when so many are.
type watchedFS struct {
	fs.FS
	opened atomic.Int64
	limit  int64
	at     func()
}

func (w *watchedFS) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") && w.opened.Add(1) == w.limit {
		w.at()
	}
	return w.FS.Open(name)
}

// TestInterruptLeavesTheOldSite ends the context while documents are read.
func TestInterruptLeavesTheOldSite(t *testing.T) {
	folder := t.TempDir()
	destination := filepath.Join(folder, "public")
	if _, err := Build(t.Context(), Options{Source: seeds(2), Destination: destination}); err != nil {
		t.Fatal(err)
	}
	before := tree(t, os.DirFS(destination))

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	source := &watchedFS{FS: seeds(50), limit: 10, at: cancel}
	_, err := Build(ctx, Options{Source: source, Destination: destination, Workers: 2})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that the context was cancelled", err)
	}
	if n := source.opened.Load(); n == 50 {
		t.Error("all documents were read all the same")
	}
	if diff := cmp.Diff(before, tree(t, os.DirFS(destination))); diff != "" {
		t.Errorf("the old site changed:\n%s", diff)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "public" {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

// A lockedFS refuses one name.
type lockedFS struct {
	site fstest.MapFS
	name string
}

func (l lockedFS) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.site.Open(name)
}

// TestUnreadable asks for a message that names what may not be read, and for
// nothing to be written, whatever it is.
func TestUnreadable(t *testing.T) {
	site := seeds(2)
	site["seeds/more/third.md"] = site["seeds/statement-01.md"]
	site["content/site.yaml"] = &fstest.MapFile{Data: []byte("title: x\n")}
	site["content/about.md"] = &fstest.MapFile{Data: []byte("# About\n")}
	site["content/corrections/statement-00.yaml"] = &fstest.MapFile{Data: []byte("- quote: \"Rebuild\"\n  kind: pledge\n")}
	site["static/css/90-print.css"] = &fstest.MapFile{Data: []byte("p{color:red}")}
	for _, name := range []string{
		"seeds/statement-01.md", "seeds/more", "content/site.yaml", "content/about.md",
		"content/corrections/statement-00.yaml", "static/css/90-print.css",
	} {
		t.Run(name, func(t *testing.T) {
			destination := filepath.Join(t.TempDir(), "public")
			report, err := Build(t.Context(), Options{Source: lockedFS{site, name}, Destination: destination})
			if err == nil {
				t.Fatal("the build went through")
			}
			said := err.Error()
			if report != nil {
				for _, p := range report.Problems {
					said += "\n" + p.String()
				}
			}
			if !strings.Contains(said, path.Base(name)) || !strings.Contains(said, "permission denied") {
				t.Errorf("it said %q, want the name and the reason", said)
			}
			if _, err := os.Stat(destination); !errors.Is(err, fs.ErrNotExist) {
				t.Error("something was written")
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	source := seeds(20)
	size := int64(0)
	for _, f := range source {
		size += int64(len(f.Data))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Render(b.Context(), Options{Source: source}, output.NewMemory()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInspect(b *testing.B) {
	source := seeds(200)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := Inspect(b.Context(), Options{Source: source}, func(*Outline, Problems) error { n++; return nil })
		if err != nil || n != 200 {
			b.Fatal(n, err)
		}
	}
}

// TestPipeIsNoDocument: a pipe named like a document could keep the program
// waiting for ever.
func TestPipeIsNoDocument(t *testing.T) {
	for _, paths := range [][]string{nil, {"seeds/x.md"}} {
		fsys := fstest.MapFS{"seeds/x.md": {Mode: fs.ModeNamedPipe}}
		report, err := Build(t.Context(), Options{Source: fsys, Paths: paths, Destination: filepath.Join(t.TempDir(), "out")})
		if !errors.Is(err, ErrProblems) || len(report.Problems) == 0 || report.Problems[0].Text != "not a regular file" {
			t.Errorf("%v: %v, %v", paths, err, report)
		}
	}
}

// TestVerifyBook changes a book as somebody could who passes it on, and wants
// each change to the words of the document to be found, and nothing else.
func TestVerifyBook(t *testing.T) {
	o := Options{Source: fstest.MapFS{"harbour.md": {Data: []byte(statement)}}, Paths: []string{"harbour.md"}}
	file := filepath.Join(t.TempDir(), "harbour.epub")
	if _, _, err := Book(t.Context(), o, file); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(name, text string) string // of a file of the book; empty leaves it out
		want   string                         // in what is said first; empty for nothing
	}{
		{"nothing", func(_, text string) string { return text }, ""},
		{"the style", func(name, text string) string {
			if strings.HasSuffix(name, ".css") {
				return text + "p{color:red}"
			}
			return text
		}, ""},
		{"a word", func(_, text string) string { return strings.ReplaceAll(text, "The two cities", "The two states") },
			`harbour.md:8:9: "cities" is shown as "states"`},
		{"a word twice", func(_, text string) string { return strings.ReplaceAll(text, "The two cities", "The two two cities") },
			`"two"`},
		{"all chapters with words", func(_, text string) string {
			if strings.Contains(text, "data-source") {
				return ""
			}
			return text
		}, "is on no page"},
		{"an attribute", func(_, text string) string {
			return strings.Replace(text, `data-source="`, `data-source="x`, 1)
		}, "which is no range of bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changed := filepath.Join(t.TempDir(), "changed.epub")
			repack(t, file, changed, tt.change)
			v, err := Verify(t.Context(), o, changed, true)
			if tt.want == "" {
				if err != nil || v.Documents != 1 || v.Words == 0 {
					t.Errorf("%+v, %v", v, err)
				}
				return
			}
			if !errors.Is(err, ErrProblems) || len(v.Problems) == 0 || !strings.Contains(v.Problems[0].String(), tt.want) {
				t.Errorf("%v: %+v, want %s", err, v, tt.want)
			}
		})
	}
}

// repack writes a zip anew, with each of its files as change returns it.
func repack(t *testing.T, from, to string, change func(name, text string) string) {
	t.Helper()
	z, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text := change(f.Name, string(data))
		if text == "" {
			continue
		}
		entry, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
