package site

import (
	"strings"

	"communique/internal/factsheet"
)

// Single computes the plan of a document whose pages are all sections of one
// page, the address of which is not known: every path in it is a fragment.
//
//	#document, #money, #deadlines, #parties   what else are pages about it
//	#pillar-NAME                              a pillar
//	#c-NAME                                   a commitment
func Single(model *factsheet.Document, views ...View) *Document {
	return fold(model, views, layout{
		path:    func(name string) string { return "#" + name },
		pillar:  func(name string) string { return "#pillar-" + name },
		parties: true,
	})
}

// Book computes the plan of a document whose pages are chapters of a book, all
// in one folder; a commitment is a place in the chapter of its pillar. It has
// no chapter on parties.
//
//	document.xhtml, money.xhtml, deadlines.xhtml   what else are pages about it
//	pillar-NAME.xhtml                              a pillar
//	pillar-NAME.xhtml#c-NAME                       a commitment
func Book(model *factsheet.Document, views ...View) *Document {
	return fold(model, views, layout{
		path:   func(name string) string { return name + ".xhtml" },
		pillar: func(name string) string { return "pillar-" + name + ".xhtml" },
	})
}

// A layout says where things stand in a document that is no folder of pages.
type layout struct {
	path    func(name string) string // of a page about the document
	pillar  func(name string) string
	parties bool // there is a place for them
}

// fold plans a document in a layout. What lists and indexes would lead to has
// no place in it.
func fold(model *factsheet.Document, views []View, l layout) *Document {
	d := &Document{
		Model:       model,
		Path:        l.path("document"),
		Funding:     l.path("money"),
		folded:      true,
		commitments: make(map[*factsheet.Commitment]*Commitment),
		pillars:     make(map[*factsheet.Pillar]*Pillar, len(model.Pillars)),
	}
	for _, v := range views {
		switch {
		case v == Deadlines:
			d.Deadlines = l.path("deadlines")
		case v == Parties && l.parties:
			d.Parties = l.path("parties")
		}
	}
	places, pillars := newNames(nil), newNames(nil)
	for _, m := range model.Pillars {
		p := &Pillar{Model: m, Document: d, Path: l.pillar(pillars.give(m.Slug, "pillar"))}
		d.pillars[m] = p
		d.Pillars = append(d.Pillars, p)
		for c := range m.Commitments() {
			d.addPlace(p, c, "c-"+places.give(c.Slug, "commitment"))
		}
		d.Commitments += len(p.Commitments)
	}
	d.chain()
	return d
}

// addPlace plans a commitment that is a place on the page of its pillar.
func (d *Document) addPlace(p *Pillar, m *factsheet.Commitment, id string) {
	c := &Commitment{Model: m, Pillar: p, Path: At(p.Path, id), ID: id, Index: len(p.Commitments), Parent: d.commitments[m.Parent]}
	if c.Parent != nil {
		c.Depth = c.Parent.Depth + 1
		c.Parent.Children = append(c.Parent.Children, c)
	}
	d.commitments[m] = c
	p.Commitments = append(p.Commitments, c)
}

// At returns the path of a place on a page: the path of the page with the ID as
// its fragment, in the place of any that it has. No place on no page is empty.
func At(page, id string) string {
	if page == "" {
		return ""
	}
	page, _, _ = strings.Cut(page, "#")
	return page + "#" + id
}

// Party returns the path of the page of a party that the document names, by its
// ID; in a folded document that of its entry among the parties, empty where
// they have no place.
func (d *Document) Party(id string) string {
	if d.folded {
		return At(d.Parties, "party-"+id)
	}
	return Party(id)
}
