package page

import (
	"os"
	"testing"

	"communique/internal/factsheet"
	"communique/internal/minify"
	"communique/internal/site"
	"communique/internal/source"
)

// seed reads the first document of the project.
func seed(t testing.TB) *factsheet.Document {
	t.Helper()
	f, problems, err := source.Read(os.DirFS("../../seeds"), "us-rok-partnership-2021.md")
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	doc, problems := factsheet.Parse(f, factsheet.Options{})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return doc
}

// Templates are minified once, at load. Minifying every finished page of the
// seed's site again wins at most 1.5 % in all and 3 % on any page.
func TestNothingLeftToMinify(t *testing.T) {
	articles, settings := everything(t)
	m := minify.New()
	before, after := 0, 0
	pages(render(t, renderer(t, settings, articles...), nil, seed(t)), func(p, page string) {
		small, err := m.HTML([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		before += len(page)
		after += len(small)
		if saved := len(page) - len(small); saved*1000 > len(page)*30 {
			t.Errorf("%s: %d of %d bytes could be saved", p, saved, len(page))
		}
	})
	saved := before - after
	t.Logf("%d of %d bytes, %.2f %%", saved, before, 100*float64(saved)/float64(before))
	if saved*1000 > before*15 {
		t.Errorf("%d of %d bytes could be saved, more than 1.5 %%", saved, before)
	}
}

func BenchmarkSeed(b *testing.B) {
	r := renderer(b, site.Defaults())
	d := site.Plan(seed(b))
	b.ReportAllocs()
	var sink counting
	for b.Loop() {
		sink = counting{}
		if err := r.Document(&sink, d, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(sink.bytes))
}
