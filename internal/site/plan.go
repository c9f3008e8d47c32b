package site

import (
	"slices"
	"strconv"
	"strings"

	"communique/internal/factsheet"
)

// A Document is the plan of one document: its pages, and how they are linked.
// It points into the model and holds it alive.
type Document struct {
	Model       *factsheet.Document
	Path        string // of the document's own page
	Funding     string // path of the page of its sums of money
	Deadlines   string // path of the page of its deadlines; empty where there is none
	Parties     string // path of the page of its parties; empty where there is none
	List        string // path of the list of all its commitments; empty where it has none
	Names       string // path of its index by name; empty where there is no list
	Sitemap     string // path of its part of the site map
	Card        string // path of its social card; empty where there is none
	Pillars     []*Pillar
	Commitments int // in all pillars, children included

	folded      bool // its pages are sections or chapters; see fold
	commitments map[*factsheet.Commitment]*Commitment
	pillars     map[*factsheet.Pillar]*Pillar
}

// A Pillar is the plan of one pillar's page.
type Pillar struct {
	Model       *factsheet.Pillar
	Document    *Document
	Path        string
	Card        string        // path of its social card; empty where there is none
	Prev, Next  *Pillar       // nil at the ends
	Commitments []*Commitment // in reading order, a parent ahead of its children
}

// A Commitment is the plan of one commitment's page.
type Commitment struct {
	Model      *factsheet.Commitment
	Pillar     *Pillar
	Path       string
	Card       string      // path of its social card; empty where there is none
	ID         string      // of its entry on the pillar's page
	Index      int         // its place in the pillar's Commitments
	Depth      int         // 0 at the top, 1 for a child, and so on
	Parent     *Commitment // nil at the top
	Children   []*Commitment
	Prev, Next *Commitment // in the whole document, nil at the ends
}

// A View is a page about a document that not every document has.
type View string

const (
	Deadlines View = "deadlines"
	Parties   View = "parties"
)

// Plan computes the plan of a document that has the given views.
func Plan(model *factsheet.Document, views ...View) *Document {
	d := &Document{
		Model:       model,
		Path:        model.Slug + "/" + index,
		Funding:     model.Slug + "/" + funding + ".html",
		Sitemap:     model.Slug + "/" + Sitemap,
		commitments: make(map[*factsheet.Commitment]*Commitment),
		pillars:     make(map[*factsheet.Pillar]*Pillar, len(model.Pillars)),
	}
	d.addViews(views)
	folders := newNames(reservedInDocument)
	for _, p := range model.Pillars {
		folders.keep(p.Slug)
	}
	for _, p := range model.Pillars {
		d.addPillar(p, model.Slug+"/"+folders.give(p.Slug, "pillar"))
	}
	if d.Commitments > 0 {
		d.List, d.Names = model.Slug+"/commitments.html", model.Slug+"/a-z.html"
	}
	d.chain()
	return d
}

func (d *Document) addViews(views []View) {
	for _, v := range views {
		path := d.Model.Slug + "/" + string(v) + ".html"
		switch v {
		case Deadlines:
			d.Deadlines = path
		case Parties:
			d.Parties = path
		}
	}
}

// addPillar plans a pillar whose pages stand in a folder.
func (d *Document) addPillar(model *factsheet.Pillar, folder string) {
	p := &Pillar{Model: model, Document: d, Path: folder + "/" + index}
	d.pillars[model] = p
	d.Pillars = append(d.Pillars, p)

	leaves := newNames(reservedInPillar)
	for c := range model.Commitments() {
		leaves.keep(c.Slug)
	}
	for m := range model.Commitments() {
		name := leaves.give(m.Slug, "commitment")
		c := &Commitment{
			Model:  m,
			Pillar: p,
			Path:   folder + "/" + name + ".html",
			ID:     "c-" + name,
			Index:  len(p.Commitments),
		}
		if c.Parent = d.commitments[m.Parent]; c.Parent != nil {
			c.Depth = c.Parent.Depth + 1
			c.Parent.Children = append(c.Parent.Children, c)
		}
		d.commitments[m] = c
		p.Commitments = append(p.Commitments, c)
	}
	d.Commitments += len(p.Commitments)
}

// chain links each pillar and each commitment with the one before it.
func (d *Document) chain() {
	var pillar *Pillar
	var last *Commitment
	for _, p := range d.Pillars {
		if p.Prev = pillar; pillar != nil {
			pillar.Next = p
		}
		pillar = p
		for _, c := range p.Commitments {
			if c.Prev = last; last != nil {
				last.Next = c
			}
			last = c
		}
	}
}

// Commitment returns the plan of a commitment of the document, nil for one
// that is not in it.
func (d *Document) Commitment(m *factsheet.Commitment) *Commitment { return d.commitments[m] }

// Pillar returns the plan of a pillar of the document, nil for one that is not
// in it.
func (d *Document) Pillar(m *factsheet.Pillar) *Pillar { return d.pillars[m] }

// Anchor returns the place of the commitment on its pillar's page, a path
// with a fragment.
func (c *Commitment) Anchor() string { return c.Pillar.Path + "#" + c.ID }

// Pages yields the path of every page of the document, in reading order.
func (d *Document) Pages(yield func(path string) bool) {
	for _, path := range []string{d.Path, d.Funding, d.Deadlines, d.Parties, d.List, d.Names} {
		if path != "" && !yield(path) {
			return
		}
	}
	for n := range d.ListParts() - 1 {
		if !yield(d.ListPart(n + 1)) {
			return
		}
	}
	for _, p := range d.Pillars {
		if !yield(p.Path) {
			return
		}
		for _, c := range p.Commitments {
			if !yield(c.Path) {
				return
			}
		}
	}
}

// Bounds of one page of many things, so that each can be drawn after the first
// round trip to its host.
const (
	ListSize   = 40 // commitments in one part of the list
	SumsInside = 15 // sums that stand on the page of the totals; where there are more, they have pages of their own
	SumsSize   = 25 // sums on one of those, where they are short
)

// SumsPart returns the path of a page of sums of a document, from 0.
func SumsPart(slug string, n int) string {
	return slug + "/" + funding + "/" + strconv.Itoa(n+1) + ".html"
}

// SumPage returns the path of the page on which a sum stands, by its number
// from 1. Where sums have pages of their own, starts are the numbers of the
// first on each; else there are none, and all stand with the totals.
func SumPage(slug string, number int, starts []int) string {
	if len(starts) == 0 {
		return slug + "/" + funding + ".html"
	}
	n, found := slices.BinarySearch(starts, number)
	if !found {
		n--
	}
	return SumsPart(slug, max(0, n))
}

// SumPage is that of a sum of the document. In a folded document all sums stand
// with the totals.
func (d *Document) SumPage(number int, starts []int) string {
	if d.folded {
		return d.Funding
	}
	return SumPage(d.Model.Slug, number, starts)
}

// TotalsPart returns the path of a page of a long table of the money, by the ID
// of the table and from 0.
func (d *Document) TotalsPart(table string, n int) string {
	if n > 0 {
		table += "-" + strconv.Itoa(n+1)
	}
	return d.Model.Slug + "/" + funding + "/" + table + ".html"
}

// DeadlinesPart returns the path of a part of the deadlines, from 0.
func (d *Document) DeadlinesPart(n int) string { return partOf(d.Deadlines, n) }

// PartiesPart returns the path of a part of the parties, from 0.
func (d *Document) PartiesPart(n int) string { return partOf(d.Parties, n) }

// partOf returns the path of a part of a page, from 0, which is the page itself.
func partOf(path string, n int) string {
	if n == 0 {
		return path
	}
	return strings.TrimSuffix(path, ".html") + "/" + strconv.Itoa(n+1) + ".html"
}

// Folded reports whether the pages of the document are sections or chapters,
// which have no further parts.
func (d *Document) Folded() bool { return d.folded }

// NamesPart returns the path of a part of the index by name, from 0.
func (d *Document) NamesPart(n int) string {
	if n == 0 {
		return d.Names
	}
	return d.Model.Slug + "/a-z/" + strconv.Itoa(n+1) + ".html"
}

// ListParts returns the number of parts of the list of commitments, at least 1.
func (d *Document) ListParts() int { return max(1, (d.Commitments+ListSize-1)/ListSize) }

// ListPart returns the path of a part of the list, from 0.
func (d *Document) ListPart(n int) string {
	if n == 0 {
		return d.List
	}
	return d.Model.Slug + "/commitments/" + strconv.Itoa(n+1) + ".html"
}

// Summary returns what other pages say of the document.
func (d *Document) Summary() Summary {
	meta := d.Model.Source.Meta
	s := Summary{
		File:        strings.Clone(d.Model.Source.Name),
		Slug:        strings.Clone(d.Model.Slug),
		Path:        strings.Clone(d.Path),
		Funding:     strings.Clone(d.Funding),
		Deadlines:   strings.Clone(d.Deadlines),
		Parties:     strings.Clone(d.Parties),
		List:        strings.Clone(d.List),
		Names:       strings.Clone(d.Names),
		Sitemap:     strings.Clone(d.Sitemap),
		Title:       strings.Clone(d.Model.Title),
		Language:    strings.Clone(meta.Language),
		Publisher:   strings.Clone(meta.Publisher),
		Original:    strings.Clone(meta.Permalink),
		Published:   meta.Published,
		Modified:    meta.Modified,
		Opening:     opening(d.Model.Intro),
		Commitments: d.Commitments,
		Words:       d.Model.Words,
		Pillars:     make([]PillarSummary, 0, len(d.Pillars)),
	}
	for _, p := range d.Pillars {
		s.Pillars = append(s.Pillars, PillarSummary{
			Number:      strings.Clone(p.Model.Number),
			Heading:     strings.Clone(p.Model.Heading),
			Level:       p.Model.Level,
			Implicit:    p.Model.Implicit,
			Path:        strings.Clone(p.Path),
			Commitments: len(p.Commitments),
		})
	}
	return s
}

// opening returns the first words of an introduction, at most maxOpening bytes.
func opening(parts []factsheet.Part) string {
	for _, part := range parts {
		p, ok := part.(*factsheet.Paragraph)
		if !ok || p.Role == factsheet.EndMark || len(p.Text) == 0 {
			continue
		}
		words := p.Text.String()
		if len(words) > maxOpening {
			words = strings.ToValidUTF8(words[:maxOpening], "")
		}
		return strings.Clone(words)
	}
	return ""
}
