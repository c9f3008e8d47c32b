package page

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"communique/internal/factsheet"
	"communique/internal/output"
	"communique/internal/party"
	"communique/internal/role"
	"communique/internal/site"
)

// orchard makes a document of two pillars whose commitments differ in kind and
// in who makes them.
func orchard(t testing.TB) (*factsheet.Document, Findings) {
	c := &composer{t: t, front: "---\ntitle: Orchards\nlanguage: en\n---\n"}
	doc := &factsheet.Document{Slug: "orchard", Title: "Orchards"}
	for i, heading := range []string{"The harvest", "Äpfel und Birnen"} {
		n := number(i + 1)
		p := &factsheet.Pillar{Number: n, Slug: "pillar-" + n, Heading: heading, Level: 1, Title: c.say(heading)}
		g := &factsheet.Group{LeadIn: c.paragraph(factsheet.LeadIn, "All of them will for "+heading+":")}
		for k := range 5 {
			m := n + "." + number(k+1)
			item := c.commitment(p, nil, m, "item-"+n+"-"+number(k+1), "Pick tree "+m, "Pick tree "+m+" in autumn.")
			item.Kind = factsheet.Kind(i)
			g.Items = append(g.Items, item)
		}
		p.Parts = []factsheet.Part{c.paragraph(factsheet.Intro, "On "+heading+"."), g}
		doc.Pillars = append(doc.Pillars, p)
	}
	doc.Source = c.file("seeds/orchard.md")
	all := slices.Collect(doc.Commitments())
	korea := &party.Party{ID: "korea", Name: "대한민국", Kind: party.Government}
	farm := &party.Party{ID: "farm", Name: "The Étang farm", Kind: party.Company}
	return doc, Findings{Roles: []role.Part{
		{Party: korea, Commitment: all[0], Role: role.Promises}, {Party: farm, Commitment: all[0], Role: role.Promises},
		{Party: farm, Commitment: all[1], Role: role.Receives},
	}}
}

// rendered returns the pages of one document.
func rendered(t testing.TB, doc *factsheet.Document, f Findings) map[string]string {
	t.Helper()
	sink := output.NewMemory()
	r := renderer(t, site.Defaults())
	s, err := r.Document(sink, site.Plan(doc, f.Views()...), f)
	if err == nil {
		err = r.Root(sink, []Summary{s})
	}
	if err != nil {
		t.Fatal(err)
	}
	tree := map[string]string{}
	files := sink.FS()
	for _, path := range sink.Paths() {
		data, err := fs.ReadFile(files, path)
		if err != nil {
			t.Fatal(err)
		}
		tree[path] = string(data)
	}
	return tree
}

// words returns the text of the elements of a page that have an attribute, or
// of all elements of a name.
func texts(t testing.TB, page string, want func(*html.Node) bool) []string {
	t.Helper()
	var list []string
	dom(t, page, func(n *html.Node) {
		if n.Type != html.ElementNode || !want(n) {
			return
		}
		var b strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data + " ")
			}
		}
		list = append(list, oneLine(b.String()))
	})
	return list
}

func has(key string) func(*html.Node) bool {
	return func(n *html.Node) bool { _, ok := attribute(n, key); return ok }
}

func TestList(t *testing.T) {
	doc, f := orchard(t)
	page := rendered(t, doc, f)["orchard/commitments.html"]
	rows := texts(t, page, has("data-kind"))
	if len(rows) != 10 {
		t.Fatalf("%d rows, want 10", len(rows))
	}
	want := []string{"1.1 Pick tree 1.1 pledge 대한민국 and The Étang farm", "1.2 Pick tree 1.2 pledge", "1.3 Pick tree 1.3 pledge"}
	if diff := cmp.Diff(want, rows[:3]); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	options := texts(t, page, func(n *html.Node) bool { return n.Data == "option" })
	wantOptions := []string{"All", "1 The harvest", "2 Äpfel und Birnen", "All", "대한민국", "The Étang farm", "All", "Pledge", "Acknowledgement"}
	if diff := cmp.Diff(wantOptions, options); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
	var parties []string
	dom(t, page, func(n *html.Node) {
		if v, ok := attribute(n, "data-party"); ok {
			parties = append(parties, v)
		}
		if _, ok := attribute(n, "data-filter"); ok {
			if _, hidden := attribute(n, "hidden"); !hidden {
				t.Error("the filter shows without script")
			}
		}
	})
	if diff := cmp.Diff([]string{"korea farm", "farm"}, parties); diff != "" {
		t.Errorf("parties of rows (-want +got):\n%s", diff)
	}
}

// A long list is parted, each commitment stands in one part, and each part
// leads to all.
func TestListParts(t *testing.T) {
	const n = 2*site.ListSize + 10
	tree := rendered(t, long(t, n), Findings{})
	total := 0
	for i, path := range []string{"long/commitments.html", "long/commitments/2.html", "long/commitments/3.html"} {
		page := tree[path]
		rows := texts(t, page, has("data-kind"))
		if first := "1." + number(i*site.ListSize+1) + " "; len(rows) == 0 || !strings.HasPrefix(rows[0], first) {
			t.Errorf("%s begins with %v, want %s", path, rows[:min(1, len(rows))], first)
		}
		total += len(rows)
		if want := []string{"1–40", "41–80", "81–90"}; !strings.Contains(strings.Join(texts(t, page, has("href")), "|"), strings.Join(want, "|")) {
			t.Errorf("%s does not lead to %v", path, want)
		}
	}
	if total != n {
		t.Errorf("%d rows in all parts, want %d", total, n)
	}
}

func TestNames(t *testing.T) {
	doc, f := orchard(t)
	page := rendered(t, doc, f)["orchard/a-z.html"]
	heads := texts(t, page, func(n *html.Node) bool { return n.Data == "h2" })
	if diff := cmp.Diff([]string{"A", "E", "H", "P", "ㄷ"}, heads); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
	items := texts(t, page, func(n *html.Node) bool {
		class := ""
		if n.Parent != nil {
			class, _ = attribute(n.Parent, "class")
		}
		return n.Data == "li" && strings.Contains(class, "names")
	})
	want := []string{"Äpfel und Birnen pillar 2", "The Étang farm party", "The harvest pillar 1", "Pick tree 1.1 commitment 1.1"}
	if diff := cmp.Diff(want, items[:4]); diff != "" || items[len(items)-1] != "대한민국 party" || len(items) != 14 {
		t.Errorf("names (-want +got), %d in all, the last %q:\n%s", len(items), items[len(items)-1], diff)
	}
}

func TestLetterOf(t *testing.T) {
	for key, want := range map[string][2]string{
		"apple": {"A", "a"}, "2021": {"0–9", "0-9"}, "": {"#", "other"}, "яблоко": {"Я", "u044f"}, "한국": {"ㅎ", "u314e"}, "힣": {"ㅎ", "u314e"}, "가": {"ㄱ", "u3131"},
	} {
		if letter, id := letterOf(key); letter != want[0] || id != want[1] {
			t.Errorf("%q stands under %s (%s), want %s (%s)", key, letter, id, want[0], want[1])
		}
	}
}

// many makes n documents, a hundred a year, each with two pillars of its own.
func many(t testing.TB, n int) []*factsheet.Document {
	var list []*factsheet.Document
	for i := range n {
		c := &composer{t: t, front: fmt.Sprintf("---\ntitle: Document %d\ndate: %s\n---\n", i, time.Date(2024-i/100, 12, 1+i%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))}
		doc := &factsheet.Document{Slug: fmt.Sprintf("document-%d", i), Title: fmt.Sprintf("Document %d", i)}
		for k, heading := range []string{"Care for trees", "Wells"} {
			p := &factsheet.Pillar{Number: number(k + 1), Slug: fmt.Sprintf("p%d", k), Heading: fmt.Sprintf("%s %d", heading, i), Level: 1}
			p.Title = c.say(p.Heading)
			p.Parts = []factsheet.Part{&factsheet.Group{Items: []*factsheet.Commitment{c.commitment(p, nil, number(k+1)+".1", fmt.Sprintf("go-%d", k), "Go", "We go.")}}}
			doc.Pillars = append(doc.Pillars, p)
		}
		doc.Source = c.file(fmt.Sprintf("seeds/document-%d.md", i))
		list = append(list, doc)
	}
	return list
}

// Where there are very many documents, each stands once on a page of its year,
// and each pillar once on a page of its letter.
func TestManyDocuments(t *testing.T) {
	const n = 160
	tree := render(t, renderer(t, site.Defaults()), nil, many(t, n)...)
	lists, names := 0, 0
	pages(tree, func(path, page string) {
		if strings.HasPrefix(path, "commitments/") {
			lists += strings.Count(page, ">Document ")
			if len(page) > 60_000 {
				t.Errorf("%s has %d bytes", path, len(page))
			}
		}
		if strings.HasPrefix(path, "a-z/") {
			names += strings.Count(page, "in Document ")
		}
	})
	if lists != n || names != 2*n {
		t.Errorf("%d links to lists and %d pillars, want %d and %d", lists, names, n, 2*n)
	}
	for _, path := range []string{"commitments/2024.html", "commitments/2023.html", "a-z/c.html", "a-z/c-2.html", "a-z/w.html", "a-z/w-2.html"} {
		if tree[path] == "" {
			t.Errorf("there is no %s", path)
		}
	}
}

// Each word of a document can be found once: in the thing on whose page it
// stands.
func TestSearched(t *testing.T) {
	doc := full(t, nil)
	f := findingsOf(t, doc, nil)
	r := renderer(t, site.Defaults())
	w := r.documentWriter(output.NewMemory(), site.Plan(doc, f.Views()...), f)
	var all strings.Builder
	for _, item := range w.searched().Items {
		if item.Path == "" || item.Title == "" {
			t.Errorf("a thing without title or path: %+v", item)
		}
		all.WriteString("|" + item.Text)
	}
	n := 0
	for _, words := range []string{"Three states share one river.", "They met again in spring, as reported", "Together the states will:", "Build a dam that feeds fish",
		"Source: the river board.", "one for dams", "At mean flow.", "Upper a third all the rest", "Water is life.", "2024 $1 million"} {
		if n++; strings.Count(all.String(), words) != 1 {
			t.Errorf("%q stands %d times in what is searched, want once", words, strings.Count(all.String(), words))
		}
	}
	if strings.Contains(all.String(), "###") {
		t.Error("the end mark is searched")
	}
}

// A site may do without search.
func TestWithoutSearch(t *testing.T) {
	settings := site.Defaults()
	settings.Without = []site.Family{site.Search}
	tree := render(t, renderer(t, settings), nil, bare(t))
	for path, page := range tree {
		if strings.HasPrefix(path, "search") || strings.Contains(page, "search.html") {
			t.Errorf("%s is there, or leads to search", path)
		}
	}
	if tree["bare/commitments.html"] == "" {
		t.Error("the list of commitments went with it")
	}
}

// listed renders lists as few documents have them.
func listed(t testing.TB, r *Renderer, out io.Writer) {
	t.Helper()
	choices := []choice{{"a", "A"}, {"b", "B"}}
	rows := []listRow{{Money: "$1", Deadlines: "by 2030", Parties: "A", PartyIDs: "a", Level: 1}, {}}
	for _, v := range []listView{
		{Filter: &listFilter{Pillars: choices, Parties: choices, Kinds: choices, Money: true, Deadlines: true}, Sections: []listSection{{Rows: rows}}},
		{Filter: &listFilter{}},
	} {
		var buf bytes.Buffer
		if err := r.listing.execute(&buf, "base", v); err != nil {
			t.Fatal(err)
		}
		if _, err := buf.WriteTo(out); err != nil {
			t.Fatal(err)
		}
	}
}
