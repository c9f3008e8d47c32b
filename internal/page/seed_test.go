package page

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"communique/internal/check"
	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/minify"
	"communique/internal/output"
	"communique/internal/passage"
	"communique/internal/role"
	"communique/internal/site"
	"communique/internal/source"
)

// seed reads the first document of the project, and what is found in it.
func seed(t testing.TB) (*factsheet.Document, Findings) {
	t.Helper()
	f, problems, err := source.Read(os.DirFS("../../seeds"), "us-rok-partnership-2021.md")
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	doc, problems := factsheet.Parse(f, factsheet.Options{})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	l := ledger.Extract(doc, ledger.Options{})
	found := Findings{Ledger: l, Parties: l.Parties, Roles: role.Find(doc, l.Parties), Clock: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}
	for p := range passage.All(doc) {
		o := deadline.Options{Published: f.Meta.Published}
		for _, d := range deadline.Deadlines(p.Text, deadline.Find(p.Text, o), o) {
			found.Deadlines = append(found.Deadlines, Deadline{d, p})
		}
	}
	return doc, found
}

// seedSite renders the whole site of the seed.
func seedSite(t testing.TB) *output.Memory {
	t.Helper()
	articles, settings := everything(t)
	r := renderer(t, settings, articles...)
	doc, found := seed(t)
	sink := output.NewMemory()
	_, assets, _ := load(t)
	if err := assets.Without(InnerAssets...).Write(sink); err != nil {
		t.Fatal(err)
	}
	summary, err := r.Document(sink, site.Plan(doc, found.Views()...), found)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Root(sink, []Summary{summary}); err != nil {
		t.Fatal(err)
	}
	return sink
}

// The finished site of the seed holds what package check asks of every site.
func TestSeedHolds(t *testing.T) {
	tree := seedSite(t).FS()
	doc, _ := seed(t)
	if _, problems := check.Coverage(tree, doc.Slug, doc.Source.Name, doc.Source.Data); len(problems) > 0 {
		t.Error(problems)
	}
	if _, problems := check.Tree(tree); len(problems) > 0 {
		t.Error(problems)
	}
}

// What the money of the seed comes to.
func TestSeedFinding(t *testing.T) {
	const want = "The United States has committed $2.5 billion and the Republic of Korea $1.2 billion. " +
		"Companies and other private bodies announced more than $25 billion; that is private money and is not added."
	for _, page := range []string{"us-rok-partnership-2021/funding.html", "us-rok-partnership-2021/index.html", "index.html"} {
		data, err := fs.ReadFile(seedSite(t).FS(), page)
		if err != nil {
			t.Fatal(err)
		}
		if got := squeeze(text(t, string(data), "finding")); got != want {
			t.Errorf("%s says %s", page, got)
		}
	}
}

// Templates are minified once, at load. Minifying every finished page of the
// seed's site again wins at most 1.5 % in all and 3 % on any page.
func TestNothingLeftToMinify(t *testing.T) {
	m := minify.New()
	before, after := 0, 0
	sink := seedSite(t)
	files := sink.FS()
	for _, p := range sink.Paths() {
		if !strings.HasSuffix(p, ".html") {
			continue
		}
		page, err := fs.ReadFile(files, p)
		if err != nil {
			t.Fatal(err)
		}
		small, err := m.HTML(page)
		if err != nil {
			t.Fatal(err)
		}
		before += len(page)
		after += len(small)
		if saved := len(page) - len(small); saved*1000 > len(page)*30 {
			t.Errorf("%s: %d of %d bytes could be saved", p, saved, len(page))
		}
	}
	saved := before - after
	t.Logf("%d of %d bytes, %.2f %%", saved, before, 100*float64(saved)/float64(before))
	if saved*1000 > before*15 {
		t.Errorf("%d of %d bytes could be saved, more than 1.5 %%", saved, before)
	}
}

func BenchmarkSeed(b *testing.B) {
	r := renderer(b, site.Defaults())
	doc, found := seed(b)
	d := site.Plan(doc, found.Views()...)
	b.ReportAllocs()
	var sink counting
	for b.Loop() {
		sink = counting{}
		if _, err := r.Document(&sink, d, found); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(sink.bytes))
}
