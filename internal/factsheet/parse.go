package factsheet

import (
	"strconv"

	"communique/internal/correction"
	"communique/internal/diag"
	"communique/internal/source"
)

// Options are what an editor may say about a document from outside it.
type Options struct {
	Corrections correction.List // what overrules the guesses; each must quote words that stand in one place
}

// Parse finds the pillars and commitments of a document and proves that each
// visible word has exactly one place. Problems of severity Error mean that the
// document is not to be published; the returned document is then whole only as
// far as an outline can use it, and empty where the file is beyond [MaxBlocks],
// [MaxText] or [MaxMarks]. Its time is linear in the size of the file.
func Parse(src *source.File, o Options) (*Document, diag.List) {
	r, blocks := read(src)
	if len(r.beyond) > 0 {
		return refused(src, r.beyond)
	}
	d := &Document{Source: src, Title: src.Meta.Title}
	out := &outline{doc: d, correct: newCorrector(o.Corrections, blocks)}
	out.build(blocks)
	problems := out.correct.settle(d)
	d.link()
	d.name()
	d.number()
	var f classifier
	for c := range d.Commitments() {
		f.classify(c)
	}
	out.correct.kinds(d)
	d.titles()
	d.slugs()
	words, unproven := prove(d, r.definitions)
	d.Words = words
	problems = append(problems, unproven...)
	d.Warnings = append(r.warnings, d.warnings()...)
	d.Warnings.Sort()
	return d, problems
}

// link ties each commitment to its pillar.
func (d *Document) link() {
	for _, p := range d.Pillars {
		for c := range p.Commitments() {
			c.Pillar = p
		}
	}
}

// name finds the title and the slug of a document whose front matter gives none.
func (d *Document) name() {
	s, base := fileSlug(d.Source.Name)
	if d.Title == "" {
		d.Title = d.headTitle()
	}
	if d.Title == "" {
		d.Title = tidyTitle(base)
	}
	d.Slug = d.Source.Meta.Slug
	if d.Slug == "" {
		d.Slug = s
	}
	if d.Slug == "" {
		d.Slug = "document"
	}
}

// headTitle returns the first heading, if there is one.
func (d *Document) headTitle() string {
	for _, p := range d.Pillars {
		if !p.Implicit {
			return p.Heading
		}
	}
	return ""
}

// number counts pillars and commitments.
func (d *Document) number() {
	n := 0
	for _, p := range d.Pillars {
		if p.Implicit {
			p.Number = "0"
		} else {
			n++
			p.Number = strconv.Itoa(n)
		}
		prefix := p.Number + "."
		if len(d.Pillars) == 1 && p.Implicit {
			prefix = ""
		}
		i := 0
		for _, part := range p.Parts {
			if g, ok := part.(*Group); ok {
				i = numberItems(g.Items, prefix, i)
			}
		}
	}
}

func numberItems(items []*Commitment, prefix string, i int) int {
	for _, c := range items {
		i++
		c.Number = prefix + strconv.Itoa(i)
		numberItems(c.Children, c.Number+".", 0)
	}
	return i
}

// slugs gives pillars and commitments their addresses.
func (d *Document) slugs() {
	pillars, commitments := slugger{}, slugger{}
	for _, p := range d.Pillars {
		p.Slug = pillars.take(p.Heading, "pillar "+p.Number)
		for c := range p.Commitments() {
			c.Slug = commitments.take(c.Title, "commitment "+c.Number)
		}
	}
}

// warnings tells what a person should look at.
func (d *Document) warnings() diag.List {
	var out diag.List
	if d.Source.Meta.Title == "" {
		out = append(out, diag.Warnf(diag.Pos{File: d.Source.Name, Line: 1, Column: 1}, "no title in the front matter; %q serves", d.Title).
			WithHint("begin the file with a front matter: ---, title: \"…\", date: \"2021-05-21\", ---"))
	}
	none := true
	for range d.Commitments() {
		none = false
		break
	}
	if none {
		out = append(out, diag.Warnf(d.Source.Pos(d.Source.Body), "no commitment was found").
			WithHint("name one in the corrections file of the document: quote its first words, is: commitment"))
	}
	return out
}
