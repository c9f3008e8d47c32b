package pipeline

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"communique/internal/check"
	"communique/internal/diag"
	"communique/internal/output"
	"communique/internal/page"
	"communique/internal/site"
	"communique/internal/workspace"
)

// fault is what the hints of the program say where it, and no document, is wrong.
const fault = "a fault of the program"

// A press renders single documents with templates and assets that are read
// once, since they cost more than a document does.
type press struct {
	renderer, reference *renderer // with compiled templates, and with html/template as it is
	assets              fs.FS
	site                fstest.MapFS
}

func newPress(t testing.TB) *press {
	t.Helper()
	p := &press{site: fstest.MapFS{}}
	assets := output.NewMemory()
	w := &workspace.Workspace{FS: p.site, Carried: os.DirFS("../..")}
	r, problems, err := Options{Workspace: w, Workers: 1}.renderer(assets)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	p.renderer, p.assets = r, assets.FS()
	if p.reference, _, err = (Options{Workspace: w, Workers: 1, Interpret: true}).renderer(output.NewMemory()); err != nil {
		t.Fatal(err)
	}
	return p
}

// press renders the site of the document into a sink.
func (p *press) press(t testing.TB, by *renderer, name, document string) (sink *output.Memory, problems diag.List) {
	t.Helper()
	sink = output.NewMemory()
	r := &renderer{
		workspace: by.workspace, sink: sink, settings: by.settings, know: by.know, keep: by.keep,
		pages: by.pages, articles: by.articles, taken: map[string]bool{},
	}
	done := r.document(name)
	if done.err != nil {
		t.Fatalf("%v\n%q", done.err, document)
	}
	problems = done.problems
	if done.summary == nil || problems.Errors() > 0 {
		return nil, problems
	}
	problems = append(problems, site.Collisions([]site.Summary{done.summary.Summary}, r.articles)...)
	if problems.Errors() > 0 {
		return nil, problems
	}
	if err := r.pages.Root(sink, []page.Summary{*done.summary}); err != nil {
		t.Fatalf("%v\n%q", err, document)
	}
	return sink, problems
}

// print renders the site of one document and its corrections, and returns what
// is wrong with the document and with the site. There is no site where a
// problem of the document is an error.
func (p *press) print(t testing.TB, document, corrections string) (problems, wrong diag.List) {
	t.Helper()
	const name = "seeds/x.md"
	clear(p.site)
	p.site[name] = &fstest.MapFile{Data: []byte(document)}
	if corrections != "" {
		p.site["content/corrections/x.yaml"] = &fstest.MapFile{Data: []byte(corrections)}
	}
	sink, problems := p.press(t, p.renderer, name, document)
	if sink == nil {
		return problems, nil
	}
	p.compare(t, sink, name, document)
	if err := copyTree(sink, p.assets); err != nil {
		t.Fatal(err)
	}
	_, wrong = check.Tree(sink.FS())
	return problems, wrong
}

// compare holds the site against that of the reference, byte for byte.
func (p *press) compare(t testing.TB, got *output.Memory, name, document string) {
	t.Helper()
	want, _ := p.press(t, p.reference, name, document)
	if want == nil || !slices.Equal(got.Paths(), want.Paths()) {
		t.Fatalf("compiled templates give other files\n%q", document)
	}
	a, b := got.FS(), want.FS()
	for _, path := range got.Paths() {
		compiled, err := fs.ReadFile(a, path)
		if err != nil {
			t.Fatal(err)
		}
		interpreted, err := fs.ReadFile(b, path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(compiled, interpreted) {
			t.Fatalf("%s: compiled templates give\n%s\nwant\n%s\n%q", path, compiled, interpreted, document)
		}
	}
}

// judge prints a document and holds what came of it: it is refused with hints
// that are for its author, or its site keeps every promise.
func (p *press) judge(t testing.TB, document, corrections string) {
	t.Helper()
	problems, wrong := p.print(t, document, corrections)
	for _, d := range problems {
		if strings.Contains(d.Hint, fault) || d.Severity == diag.Error && d.Hint == "" {
			t.Errorf("%s (%s)\n%q", d, d.Hint, document)
		}
	}
	for _, d := range wrong {
		if d.Severity == diag.Error {
			t.Errorf("%s (%s)\n%q", d, d.Hint, document)
		}
	}
}

func copyTree(sink output.Sink, tree fs.FS) error {
	return fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		return sink.Add(name, data)
	})
}

// hostile returns the text of each hostile document.
func hostile(t testing.TB) (texts []string) {
	t.Helper()
	names, err := filepath.Glob("../tests/testdata/hostile/*.md")
	if err != nil || len(names) < 100 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	return texts
}

// FuzzRender takes a document, and corrections of it, the whole way: it is
// refused with a place and a hint that is for its author, or it becomes a site
// that holds each of its words and every promise about a tree.
func FuzzRender(f *testing.F) {
	p := newPress(f)
	for _, text := range hostile(f) {
		f.Add(text, "")
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		f.Add(found[name], "")
	}
	f.Add("---\ntitle: Quays\n---\n\nThe cities will:\n\n- Open the quay for $3 million by 2025.\n- Close it.\n",
		"- quote: Open the quay\n  is: note\n- quote: Close it\n  title: Shut it\n")
	f.Fuzz(func(t *testing.T, document, corrections string) {
		if len(document)+len(corrections) > 1<<15 {
			t.Skip()
		}
		p.judge(t, document, corrections)
	})
}
