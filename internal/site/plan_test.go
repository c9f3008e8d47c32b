package site

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"communique/internal/factsheet"
	"communique/internal/source"
)

// treaty is a document of two pillars: the first with two commitments, one of
// which has a child and a grandchild, the second with one.
func treaty() *factsheet.Document {
	health := &factsheet.Pillar{Number: "1", Slug: "health", Heading: "Health", Level: 1}
	vaccines := &factsheet.Commitment{Number: "1.1", Slug: "make-vaccines", Pillar: health}
	doses := &factsheet.Commitment{Number: "1.1.1", Slug: "give-doses", Pillar: health, Parent: vaccines}
	cold := &factsheet.Commitment{Number: "1.1.1.1", Slug: "keep-doses-cold", Pillar: health, Parent: doses}
	nurses := &factsheet.Commitment{Number: "1.2", Slug: "train-nurses", Pillar: health}
	vaccines.Children = []*factsheet.Commitment{doses}
	doses.Children = []*factsheet.Commitment{cold}
	health.Parts = []factsheet.Part{
		&factsheet.Paragraph{Role: factsheet.Intro},
		&factsheet.Group{Items: []*factsheet.Commitment{vaccines}},
		&factsheet.Group{Items: []*factsheet.Commitment{nurses}},
	}
	climate := &factsheet.Pillar{Number: "2", Slug: "climate", Heading: "Climate", Level: 1}
	climate.Parts = []factsheet.Part{
		&factsheet.Group{Items: []*factsheet.Commitment{{Number: "2.1", Slug: "plant-trees", Pillar: climate}}},
	}
	return &factsheet.Document{
		Source: &source.File{Name: "seeds/treaty.md", Meta: source.Meta{
			Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC),
		}},
		Slug: "treaty", Title: "A treaty", Words: 120,
		Pillars: []*factsheet.Pillar{health, climate},
	}
}

// pillar makes a pillar whose one group holds commitments of the given slugs.
func pillar(slug string, commitments ...string) *factsheet.Pillar {
	p := &factsheet.Pillar{Slug: slug}
	g := &factsheet.Group{}
	for _, c := range commitments {
		g.Items = append(g.Items, &factsheet.Commitment{Slug: c, Pillar: p})
	}
	p.Parts = []factsheet.Part{g}
	return p
}

func TestPlanPages(t *testing.T) {
	d := Plan(treaty())
	want := []string{
		"treaty/index.html",
		"treaty/funding.html",
		"treaty/commitments.html",
		"treaty/a-z.html",
		"treaty/health/index.html",
		"treaty/health/make-vaccines.html",
		"treaty/health/give-doses.html",
		"treaty/health/keep-doses-cold.html",
		"treaty/health/train-nurses.html",
		"treaty/climate/index.html",
		"treaty/climate/plant-trees.html",
	}
	if diff := cmp.Diff(want, slices.Collect(d.Pages)); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	for n := range want {
		got := 0
		d.Pages(func(string) bool { got++; return got <= n })
		if got != n+1 {
			t.Errorf("stopped at page %d, got %d", n+1, got)
		}
	}
}

func TestPlanLinks(t *testing.T) {
	d := Plan(treaty())
	type links struct {
		Name, Prev, Next, Parent, Children, Anchor string
		Index, Depth                               int
	}
	name := func(c *Commitment) string {
		if c == nil {
			return ""
		}
		return c.Model.Slug
	}
	var got []links
	for _, p := range d.Pillars {
		for _, c := range p.Commitments {
			var children []string
			for _, child := range c.Children {
				children = append(children, name(child))
			}
			got = append(got, links{
				name(c), name(c.Prev), name(c.Next), name(c.Parent), strings.Join(children, " "), c.Anchor(), c.Index, c.Depth,
			})
		}
	}
	want := []links{
		{"make-vaccines", "", "give-doses", "", "give-doses", "treaty/health/index.html#c-make-vaccines", 0, 0},
		{"give-doses", "make-vaccines", "keep-doses-cold", "make-vaccines", "keep-doses-cold", "treaty/health/index.html#c-give-doses", 1, 1},
		{"keep-doses-cold", "give-doses", "train-nurses", "give-doses", "", "treaty/health/index.html#c-keep-doses-cold", 2, 2},
		{"train-nurses", "keep-doses-cold", "plant-trees", "", "", "treaty/health/index.html#c-train-nurses", 3, 0},
		{"plant-trees", "train-nurses", "", "", "", "treaty/climate/index.html#c-plant-trees", 0, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if a, b := d.Pillars[0], d.Pillars[1]; a.Prev != nil || a.Next != b || b.Prev != a || b.Next != nil {
		t.Error("the pillars are not chained")
	}
	first := d.Model.Pillars[0]
	if d.Pillar(first) != d.Pillars[0] || d.Pillar(&factsheet.Pillar{}) != nil {
		t.Error("Pillar does not find a pillar by its model")
	}
	if c := d.Pillars[1].Commitments[0]; d.Commitment(c.Model) != c || d.Commitment(nil) != nil {
		t.Error("Commitment does not find a commitment by its model")
	}
}

// A long list of commitments stands in parts, and no pillar takes their folder.
func TestPlanListParts(t *testing.T) {
	for _, test := range []struct {
		commitments int
		want        []string
	}{
		{0, nil},
		{1, []string{"d/commitments.html", "d/a-z.html"}},
		{ListSize, []string{"d/commitments.html", "d/a-z.html"}},
		{ListSize + 1, []string{"d/commitments.html", "d/a-z.html", "d/commitments/2.html"}},
	} {
		p := pillar("commitments")
		for n := range test.commitments {
			g := p.Parts[0].(*factsheet.Group)
			g.Items = append(g.Items, &factsheet.Commitment{Slug: "c" + strconv.Itoa(n), Pillar: p})
		}
		var got []string
		for path := range Plan(&factsheet.Document{Slug: "d", Pillars: []*factsheet.Pillar{p}}).Pages {
			if strings.HasPrefix(path, "d/commitments") && path[13] != '-' || path == "d/a-z.html" {
				got = append(got, path)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%d commitments (-want +got):\n%s", test.commitments, diff)
		}
	}
}

// Names that the site, a host or Windows would read as something else are
// stepped around, and a name that is somebody's own is never given away.
func TestPlanReservedNames(t *testing.T) {
	tests := []struct {
		name    string
		pillars []*factsheet.Pillar
		want    []string
	}{
		{"a pillar named as a view", []*factsheet.Pillar{pillar("funding")}, []string{"d/funding-pillar/index.html"}},
		{"the way out is another's own name", []*factsheet.Pillar{pillar("funding"), pillar("funding-pillar")},
			[]string{"d/funding-pillar-2/index.html", "d/funding-pillar/index.html"}},
		{"the same, the other way round", []*factsheet.Pillar{pillar("funding-pillar"), pillar("funding")},
			[]string{"d/funding-pillar/index.html", "d/funding-pillar-2/index.html"}},
		{"a device of Windows", []*factsheet.Pillar{pillar("aux"), pillar("com1"), pillar("come")},
			[]string{"d/aux-pillar/index.html", "d/com1-pillar/index.html", "d/come/index.html"}},
		{"a commitment named as the pillar's page", []*factsheet.Pillar{pillar("a", "index", "nul")},
			[]string{"d/a/index.html", "d/a/index-commitment.html", "d/a/nul-commitment.html"}},
		{"a commitment named as a view is no trouble", []*factsheet.Pillar{pillar("a", "funding")},
			[]string{"d/a/index.html", "d/a/funding.html"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Plan(&factsheet.Document{Slug: "d", Pillars: test.pillars})
			got := slices.DeleteFunc(slices.Collect(d.Pages), func(p string) bool { return strings.Count(p, "/") < 2 })
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("pages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	model := treaty()
	got := Plan(model).Summary()
	want := Summary{
		File: "seeds/treaty.md", Slug: "treaty", Title: "A treaty",
		Path: "treaty/index.html", Funding: "treaty/funding.html", Sitemap: "treaty/sitemap.xml",
		List: "treaty/commitments.html", Names: "treaty/a-z.html",
		Published: model.Source.Meta.Published, Commitments: 5, Words: 120,
		Pillars: []PillarSummary{
			{Number: "1", Heading: "Health", Level: 1, Path: "treaty/health/index.html", Commitments: 4},
			{Number: "2", Heading: "Climate", Level: 1, Path: "treaty/climate/index.html", Commitments: 1},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	if got.Changed() != model.Source.Meta.Published {
		t.Error("without a modification the publication counts as the last change")
	}
	got.Modified = got.Published.AddDate(0, 1, 0)
	if got.Changed() != got.Modified {
		t.Error("a modification is the last change")
	}
}

// A summary shares no memory with the document, whose whole text a substring
// would keep alive.
func TestSummaryIsACopy(t *testing.T) {
	model := treaty()
	model.Source.Meta.Language, model.Source.Meta.Publisher = "en", "Ministry"
	model.Intro = []factsheet.Part{
		&factsheet.Paragraph{Role: factsheet.Rule},
		&factsheet.Paragraph{Text: factsheet.Text{{Text: "One river."}}},
	}
	s := Plan(model).Summary()
	pairs := [][2]string{
		{s.File, model.Source.Name}, {s.Slug, model.Slug}, {s.Title, model.Title}, {s.Opening, model.Intro[1].(*factsheet.Paragraph).Text[0].Text},
		{s.Language, model.Source.Meta.Language}, {s.Publisher, model.Source.Meta.Publisher},
		{s.Pillars[0].Number, model.Pillars[0].Number}, {s.Pillars[0].Heading, model.Pillars[0].Heading},
	}
	for _, p := range pairs {
		if p[0] != p[1] {
			t.Errorf("%q is not %q", p[0], p[1])
		}
		if unsafe.StringData(p[0]) == unsafe.StringData(p[1]) {
			t.Errorf("%q is not a copy", p[0])
		}
	}
}

func TestOpening(t *testing.T) {
	say := func(s string) *factsheet.Paragraph { return &factsheet.Paragraph{Text: factsheet.Text{{Text: s}}} }
	end := say("###")
	end.Role = factsheet.EndMark
	for _, test := range []struct {
		name  string
		parts []factsheet.Part
		want  string
	}{
		{"nothing", nil, ""},
		{"tables and marks are passed over", []factsheet.Part{&factsheet.Table{}, end, say("words"), say("more")}, "words"},
		{"a long one is cut at a character", []factsheet.Part{say("a" + strings.Repeat("é", maxOpening))}, "a" + strings.Repeat("é", maxOpening/2-1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := opening(test.parts); got != test.want {
				t.Errorf("opening = %q, want %q", got, test.want)
			}
		})
	}
}

func TestOrder(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2024, 1, d, 0, 0, 0, 0, time.UTC) }
	docs := []Summary{
		{Slug: "e", Title: "Undated"},
		{Slug: "b", Title: "Beta", Published: day(2)},
		{Slug: "d", Title: "Old", Published: day(1)},
		{Slug: "a2", Title: "Alpha", Published: day(2)},
		{Slug: "a1", Title: "Alpha", Published: day(2)},
	}
	Order(docs)
	var got []string
	for _, d := range docs {
		got = append(got, d.Slug)
	}
	if diff := cmp.Diff([]string{"a1", "a2", "b", "d", "e"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestCollisions(t *testing.T) {
	doc := func(file, slug string) Summary { return Summary{File: file, Slug: slug} }
	tests := []struct {
		name      string
		documents []Summary
		articles  []ArticleSummary
		want      []string
	}{
		{"none", []Summary{doc("a.md", "a"), doc("b.md", "b")}, []ArticleSummary{{File: "about.md", Path: "about.html"}}, nil},
		{"two documents", []Summary{doc("x/a.md", "a"), doc("y/a.md", "a")}, nil,
			[]string{`y/a.md: the name "a" is already taken by x/a.md`}},
		{"a document and an article", []Summary{doc("method.md", "method")}, []ArticleSummary{{File: "content/method.md", Path: "method.html"}},
			[]string{`method.md: the name "method" is already taken by content/method.md`}},
		{"a document named as a view", []Summary{doc("search.md", "search")}, nil,
			[]string{`search.md: the site needs the name "search" for itself`}},
		{"a document named as the page about the site", []Summary{doc("about.md", "about")}, nil,
			[]string{`about.md: the site needs the name "about" for itself`}},
		{"a device of Windows", []Summary{doc("con.md", "con")}, nil,
			[]string{`con.md: the site needs the name "con" for itself`}},
		{"an article named as a view", nil, []ArticleSummary{{File: "content/search.md", Path: "search.html"}},
			[]string{`content/search.md: the site needs the name "search" for itself`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			problems := Collisions(test.documents, test.articles)
			for _, p := range problems {
				if p.Hint == "" {
					t.Errorf("no hint: %s", p)
				}
				p.Hint = ""
				got = append(got, p.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if problems.Errors() != len(problems) {
				t.Error("a collision must stop the build")
			}
		})
	}
}
