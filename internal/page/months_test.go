package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"communique/internal/factsheet"
	"communique/internal/site"
)

// silent makes a document with a long title in which no commitment was found.
func silent(t testing.TB) *factsheet.Document {
	c := &composer{t: t, front: "---\ntitle: Silent\npublisher: Nobody\n---\n"}
	p := &factsheet.Pillar{Number: "0", Slug: "words", Heading: "Commitments", Level: 1, Implicit: true}
	p.Parts = []factsheet.Part{c.paragraph(factsheet.Intro, "Nobody promised anything.")}
	return &factsheet.Document{Slug: "silent", Title: strings.Repeat("A long silence ", 8), Pillars: []*factsheet.Pillar{p}, Source: c.file("seeds/silent.md")}
}

// arabic makes a document in a language of the right, with a date and two
// commitments in the same words, so that an address cannot lead to one of them.
func arabic(t testing.TB) *factsheet.Document {
	c := &composer{t: t, front: "---\ntitle: Twice\ndate: 2021-05-21\nlanguage: ar\npermalink: https://www.example.gov/twice\n---\n"}
	p := &factsheet.Pillar{Number: "0", Slug: "words", Heading: "Commitments", Level: 1, Implicit: true}
	p.Parts = []factsheet.Part{&factsheet.Group{Items: []*factsheet.Commitment{
		c.commitment(p, nil, "1", "go", "Go", "We will go."), c.commitment(p, nil, "2", "go-again", "Go again", "We will go."),
	}}}
	return &factsheet.Document{Slug: "twice", Title: "Twice", Pillars: []*factsheet.Pillar{p}, Source: c.file("seeds/twice.md")}
}

// hundreds makes n small documents, five a month from January 2021 on, and one
// without a date.
func hundreds(t testing.TB, n int) []*factsheet.Document {
	list := []*factsheet.Document{silent(t)}
	for i := range n {
		doc := bare(t)
		doc.Slug = fmt.Sprintf("bare-%d", i)
		doc.Source.Meta.Published = time.Date(2021, time.Month(1+i/5), 1+i%5, 0, 0, 0, 0, time.UTC)
		list = append(list, doc)
	}
	return list
}

// Where there are hundreds of documents, home shows the latest and leads to the
// months, and every document is on the page of its own.
func TestMonths(t *testing.T) {
	tree := render(t, renderer(t, site.Defaults()), nil, hundreds(t, 65)...)
	home := tree["index.html"]
	if got := strings.Count(home, `<h3`); got != maxLatest {
		t.Errorf("home lists %d documents, want %d", got, maxLatest)
	}
	if got, want := squeeze(text(t, home, "years")), "2022 January 5 2021 December 5 November 5"; !strings.HasPrefix(got, want) {
		t.Errorf("the years are %q, want them to begin %q", got, want)
	}
	for page, want := range map[string]int{"2022-01": 5, "2021-12": 5, "2021-01": 5, "undated": 1} {
		if got := strings.Count(tree["documents/"+page+".html"], `<h3`); got != want {
			t.Errorf("%s lists %d documents, want %d", page, got, want)
		}
	}
	if got, want := squeeze(text(t, tree["documents/2021-12.html"], "pager")), "Previous November 2021 Next January 2022"; got != want {
		t.Errorf("around December stand %q, want %q", got, want)
	}
	pages(tree, func(p, page string) {
		if strings.HasPrefix(p, "documents/") || p == "index.html" || strings.HasPrefix(p, "silent/") {
			checkElements(t, page)
			checkHeadings(t, page)
			checkLinks(t, tree, p)
		}
	})
	if tree := render(t, renderer(t, site.Defaults()), nil, hundreds(t, maxHome-1)...); tree["documents/undated.html"] != "" {
		t.Error("a page of a month where home shows all documents")
	}
}

// A document without commitments says so, and leads to its words.
func TestNoCommitments(t *testing.T) {
	tree := render(t, renderer(t, site.Defaults()), nil, silent(t))
	page := tree["silent/index.html"]
	if !strings.Contains(page, "No commitment was found in this document.") || !strings.Contains(page, "words/index.html") {
		t.Errorf("the page says %s", page)
	}
	if text(t, page, "glance") != "" || text(t, page, "long") == "" {
		t.Error("one figure makes a row, or a long title is set large")
	}
}
