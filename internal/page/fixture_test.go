package page

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"communique/internal/article"
	"communique/internal/asset"
	"communique/internal/card"
	"communique/internal/factsheet"
	"communique/internal/minify"
	"communique/internal/output"
	"communique/internal/site"
	"communique/internal/source"
)

// A composer makes a document by hand. Words are put into a source file as
// they are needed, so that every span is true and pages can be held against
// the file.
type composer struct {
	t     testing.TB
	front string
	body  strings.Builder
	// change is applied to all words on their way into the document.
	change func(string) string
}

// say returns words as a text of one run, as many bytes long as in the source.
func (c *composer) say(words string) factsheet.Text { return c.runs(factsheet.Run{Text: words}) }

// runs returns runs with their places.
func (c *composer) runs(runs ...factsheet.Run) factsheet.Text {
	for i := range runs {
		if c.change != nil {
			runs[i].Text = c.change(runs[i].Text)
		}
		start := len(c.front) + c.body.Len()
		c.body.WriteString(runs[i].Text)
		runs[i].Span = factsheet.Span{Start: start, End: start + len(runs[i].Text)}
	}
	c.body.WriteString("\n\n")
	return runs
}

// word returns words that are no words of the body: titles and the like.
func (c *composer) word(s string) string {
	if c.change != nil {
		return c.change(s)
	}
	return s
}

func (c *composer) paragraph(role factsheet.Role, words string) *factsheet.Paragraph {
	return &factsheet.Paragraph{Role: role, Text: c.say(words)}
}

func (c *composer) bullet(depth int, mark, words string) *factsheet.Paragraph {
	p := &factsheet.Paragraph{Depth: depth}
	if mark != "" {
		p.Mark = c.say(mark)
	}
	p.Text = c.say(words)
	return p
}

func (c *composer) table(header bool, rows ...[]string) *factsheet.Table {
	t := &factsheet.Table{Header: header}
	for _, row := range rows {
		var cells factsheet.Row
		for _, words := range row {
			words, wide := strings.CutPrefix(words, "2:")
			cell := factsheet.Cell{Text: c.say(words), Columns: 1}
			if wide {
				cell.Columns = 2
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// file reads what was written as a source file.
func (c *composer) file(name string) *source.File {
	f, problems, err := source.Read(fstest.MapFS{name: {Data: []byte(c.front + c.body.String())}}, name)
	if err != nil || problems.Errors() > 0 {
		c.t.Fatalf("the fixture cannot be read: %v %v", err, problems)
	}
	return f
}

const fullFront = `---
title: A treaty on rivers
publisher: Ministry of Waters
date: 2024-03-05
modified_time: 2024-04-01 10:00:00+02:00
permalink: https://www.example.gov/treaty?a=1&b=2
archive_url: https://archive.example.org/treaty
language: en-GB
---
`

// full makes a document that has everything that a page can show. Each change
// of words reaches every place where a document has a say.
func full(t testing.TB, change func(string) string) *factsheet.Document {
	c := &composer{t: t, front: fullFront, change: change}
	doc := &factsheet.Document{Slug: "treaty", Title: c.word("A treaty on rivers")}

	quote := c.paragraph(factsheet.Intro, "Rivers know no borders.")
	quote.Quote = true
	quoted := c.bullet(1, "", "said at the spring")
	quoted.Quote = true
	picture := c.paragraph(factsheet.Intro, "The delta from above")
	picture.Image = "https://www.example.gov/delta.png"
	labelled := c.paragraph(factsheet.Intro, "Map")
	labelled.Image, labelled.Alt = "https://www.example.gov/map.png", c.word("a map")
	silent := &factsheet.Paragraph{Alt: c.word("seal of the ministry")}
	doc.Intro = []factsheet.Part{
		c.paragraph(factsheet.Intro, "Three states share one river."),
		&factsheet.Paragraph{Text: c.runs(
			factsheet.Run{Text: "They met "}, factsheet.Run{Text: "again", Marks: factsheet.Strong | factsheet.Emphasis},
			factsheet.Run{Text: " in spring, "}, factsheet.Run{Text: "as reported", Link: "https://www.example.gov/report"},
		)},
		quote, quoted, picture, labelled, silent,
		&factsheet.Paragraph{Role: factsheet.Rule},
		c.bullet(1, "", "first item"), c.bullet(1, "2)", "second item"), c.bullet(2, "", "inner item"),
		c.table(true, []string{"State", "2:Shares"}, []string{"Upper", "a third"}, []string{"2:all the rest"}),
	}

	water := &factsheet.Pillar{Number: "1", Slug: "water", Heading: c.word("Water"), Level: 1, Guess: "a heading"}
	water.Title = c.runs(factsheet.Run{Text: "1. Water:", Marks: factsheet.Strong | factsheet.Underline})
	lead := c.paragraph(factsheet.LeadIn, "Together the states will:")
	dam := c.commitment(water, nil, "1.1", "build-a-dam", "Build a dam", "Build a dam that feeds fish, at $2 million:")
	dam.LeadIn, dam.Verb, dam.Strength = lead.Text, c.word("will"), factsheet.Firm
	ladder := c.commitment(water, dam, "1.1.1", "a-ladder", "A ladder for fish", "a ladder for fish, and")
	gate := c.commitment(water, ladder, "1.1.1.1", "a-gate", "A gate", "a gate for eels;")
	dam.Children, ladder.Children = []*factsheet.Commitment{ladder}, []*factsheet.Commitment{gate}
	fund := c.commitment(water, nil, "1.2", "a-fund", "A fund", "")
	fund.Kind, fund.Strength, fund.Guess = factsheet.Acknowledgement, factsheet.Sought, ""
	mark := c.say("(b)")
	fund.Body = []factsheet.Part{
		&factsheet.Paragraph{Role: factsheet.Content, Depth: 1, Mark: mark, Text: c.say("welcome a fund.")},
		&factsheet.Paragraph{Role: factsheet.Content, Depth: 1, Text: c.say("It has two parts:")},
		c.bullet(2, "", "one for dams"), c.bullet(3, "", "of stone"),
		c.table(false, []string{"2024", "$1 million"}),
	}
	water.Parts = []factsheet.Part{
		c.paragraph(factsheet.Intro, "Water is life."),
		&factsheet.Group{LeadIn: lead, Items: []*factsheet.Commitment{dam, fund}},
		c.paragraph(factsheet.Note, "Source: the river board."),
	}

	land := &factsheet.Pillar{Number: "2", Slug: "land", Heading: "Commitments", Level: 2, Implicit: true}
	trees := c.commitment(land, nil, "2.1", "plant-trees", "Plant trees", "Japan and Kenya hold that trees matter by 2030.")
	trees.Kind = factsheet.Principle
	silence := c.commitment(land, nil, "2.2", "silence", "Silence", "")
	land.Parts = []factsheet.Part{&factsheet.Group{Items: []*factsheet.Commitment{trees, silence}}}

	annex := &factsheet.Pillar{Number: "3", Slug: "annex", Heading: c.word("Annex"), Level: 1}
	annex.Title = c.say("Annex")
	annex.Parts = []factsheet.Part{c.table(false, []string{"Year", "Flow"}), c.table(false, []string{""})}

	note := c.bullet(0, "1", "At mean flow.")
	note.Role = factsheet.Note
	doc.Pillars = []*factsheet.Pillar{water, land, annex}
	doc.Notes = []factsheet.Part{c.paragraph(factsheet.EndMark, "###"), note}
	doc.Source = c.file("seeds/treaty.md")
	return doc
}

// commitment makes a commitment of one paragraph.
func (c *composer) commitment(p *factsheet.Pillar, parent *factsheet.Commitment, number, slug, title, words string) *factsheet.Commitment {
	m := &factsheet.Commitment{Number: number, Slug: slug, Title: c.word(title), Pillar: p, Parent: parent, Guess: "item of a list"}
	if words != "" {
		m.Body = []factsheet.Part{c.paragraph(factsheet.Content, words)}
	}
	return m
}

// bare makes a document that has as little as one can have.
func bare(t testing.TB) *factsheet.Document {
	c := &composer{t: t, front: "---\ntitle: Bare\n---\n"}
	p := &factsheet.Pillar{Number: "0", Slug: "commitments-of-the-text", Heading: "Commitments", Level: 1, Implicit: true}
	p.Parts = []factsheet.Part{&factsheet.Group{Items: []*factsheet.Commitment{c.commitment(p, nil, "1", "go", "Go", "We will go.")}}}
	return &factsheet.Document{Slug: "bare", Title: "Bare", Pillars: []*factsheet.Pillar{p}, Source: c.file("seeds/bare.md")}
}

// long makes a document with one pillar of n commitments.
func long(t testing.TB, n int) *factsheet.Document {
	c := &composer{t: t, front: "---\ntitle: Long\n---\n"}
	p := &factsheet.Pillar{Number: "1", Slug: "all", Heading: "All", Level: 1, Title: c.say("All")}
	g := &factsheet.Group{}
	for i := range n {
		s := number(i + 1)
		slug := "item-" + strings.ReplaceAll(s, ",", "-")
		g.Items = append(g.Items, c.commitment(p, nil, "1."+s, slug, "Item "+s, "Do thing "+s+" with all the care that such a thing needs."))
	}
	p.Parts = []factsheet.Part{g}
	return &factsheet.Document{Slug: "long", Title: "Long", Pillars: []*factsheet.Pillar{p}, Source: c.file("seeds/long.md")}
}

// everything is a site's worth of settings and articles.
func everything(t testing.TB) ([]*article.Article, site.Settings) {
	a, problems, err := article.Read(fstest.MapFS{"about.md": {Data: []byte("---\ntitle: About\nlanguage: en\n---\nWords of ours.\n")}}, "about.md")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return []*article.Article{a}, site.Settings{
		Title: "Rivers", Description: "Treaties on rivers.", Publisher: "River board",
		BaseURL: "https://example.org/rivers/", Language: "en", Contact: "desk@example.org",
	}
}

// assets loads the real assets, and the templates beside them.
func load(t testing.TB) (templates fs.FS, assets *asset.Set, m *minify.Minifier) {
	t.Helper()
	loaded.Do(func() {
		loaded.m = minify.New()
		loaded.assets, loaded.err = asset.Load(os.DirFS("../../static"), loaded.m)
	})
	if loaded.err != nil {
		t.Fatal(loaded.err)
	}
	return os.DirFS("../../templates"), loaded.assets, loaded.m
}

// loaded are the assets, which nothing changes once they are made.
var loaded struct {
	sync.Once
	assets *asset.Set
	m      *minify.Minifier
	err    error
}

// renderer makes a renderer with the real templates and assets.
func renderer(t testing.TB, settings site.Settings, articles ...*article.Article) *Renderer {
	t.Helper()
	templates, assets, m := load(t)
	made.Lock()
	defer made.Unlock()
	key := fmt.Sprintf("%+v", settings)
	for _, a := range articles {
		key += fmt.Sprintf("\n%+v", *a)
	}
	if r := made.renderers[key]; r != nil {
		return r
	}
	r, err := New(Options{Templates: templates, Assets: assets, Minifier: m, Settings: settings, Articles: articles, Draw: drawn})
	if err != nil {
		t.Fatal(err)
	}
	if made.renderers == nil {
		made.renderers = map[string]*Renderer{}
	}
	made.renderers[key] = r
	return r
}

// made are the renderers of settings and articles, which nothing changes once
// they are made.
var made struct {
	sync.Mutex
	renderers map[string]*Renderer
}

// drawn stands in for a picture: the lines of the card.
func drawn(c card.Card) ([]byte, error) {
	return fmt.Appendf(nil, "%s|%s|%s|%s|%v", c.Site, c.Kicker, c.Title, c.Figures, c.Hues), nil
}

// render makes the whole site of some documents, assets included.
func render(t testing.TB, r *Renderer, change func(string) string, documents ...*factsheet.Document) map[string]string {
	t.Helper()
	sink := output.NewMemory()
	_, assets, _ := load(t)
	if err := assets.Without(InnerAssets...).Write(sink); err != nil {
		t.Fatal(err)
	}
	var summaries []Summary
	for _, doc := range documents {
		f := findingsOf(t, doc, change)
		plan := site.Plan(doc, f.Views()...)
		if doc.Slug == "treaty" {
			plan.Card = "treaty/card.png"
		}
		summary, err := r.Document(sink, plan, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range f.Data { // the twins that the findings say exist
			if err := sink.Add(doc.Slug+"/"+name, nil); err != nil {
				t.Fatal(err)
			}
		}
		summaries = append(summaries, summary)
	}
	if err := sink.Add(site.Schema, nil); err != nil {
		t.Fatal(err)
	}
	if err := r.Root(sink, summaries); err != nil {
		t.Fatal(err)
	}
	tree := make(map[string]string)
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
