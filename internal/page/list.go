package page

import (
	"slices"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/role"
	"communique/internal/site"
)

// listView is the view of commitments.html: all commitments of a document, or
// one part of a long list.
type listView struct {
	frame
	Views    []link
	Of       string // the title of the document
	Title    string
	Finding  string
	Names    link
	Part     string // "Part 2 of 3"; empty where there is one only
	Parts    []link
	Filter   *listFilter // nil where the list is short
	Sections []listSection
}

// A listSection lists commitments of one pillar.
type listSection struct {
	ID     string
	Pillar link
	Number string // of the pillar, which the filter goes by
	Rows   []listRow
}

// A listRow is a commitment with its facts as text. The filter goes by the
// fields that end in IDs, words parted by spaces.
type listRow struct {
	link
	Level     int // 0 at the top
	Kind      string
	KindID    string
	Parties   string
	PartyIDs  string
	Money     string
	Deadlines string
}

// A listFilter offers what a list can be narrowed to. A choice of one is none
// and is left out.
type listFilter struct {
	Script    string // address
	Pillars   []choice
	Parties   []choice
	Kinds     []choice
	Money     bool
	Deadlines bool
}

// A choice is an option of a filter.
type choice struct{ ID, Label string }

// manyRows is the number of rows from which a list has a filter.
const manyRows = 8

// listPages renders the list of all commitments of the document.
func (w *documentWriter) listPages() error {
	if w.doc.List == "" {
		return nil
	}
	f, err := w.frame(w.doc.List, w.documentLink(w.doc.List))
	if err != nil {
		return err
	}
	var all []*site.Commitment
	for _, p := range w.doc.Pillars {
		all = append(all, p.Commitments...)
	}
	for n := range w.parts.list {
		if n >= w.doc.ListParts() { // more than the plan counts, which knows no row
			w.further = append(w.further, w.doc.ListPart(n))
		}
		if err := w.listPage(f, n, slicePart(all, w.parts.list, n)); err != nil {
			return err
		}
	}
	return nil
}

func (w *documentWriter) listPage(f frame, n int, commitments []*site.Commitment) error {
	path := w.doc.ListPart(n)
	v := listView{Of: w.doc.Model.Title, Title: "All commitments", Views: w.views(path), Finding: capital(contents(w.doc.Commitments, namedPillars(w.doc.Summary().Pillars))) + "."}
	v.Names = link{URL: site.Rel(path, w.doc.Names), Label: "The same by name, from A to Z"}
	title := v.Title
	if parts := len(w.parts.list); parts > 1 {
		v.Part = "Part " + number(n+1) + " of " + number(parts)
		title += ", part " + number(n+1)
		v.Parts = partLinks(path, w.parts.list, w.doc.Commitments, w.doc.ListPart)
		if n > 0 { // another folder
			var err error
			if f, err = w.frame(path, w.documentLink(path)); err != nil {
				return err
			}
		}
	}
	v.frame = f.at(w.Renderer, path, title+" – "+w.doc.Model.Title, v.Title+" of "+w.doc.Model.Title+", by pillar.")
	v.Sections = w.listSections(path, commitments)
	if len(commitments) >= manyRows {
		v.Filter = w.listFilter(path, commitments)
	}
	v.Sheet = site.Rel(path, w.find)
	return w.page(path, w.listing, "base", v)
}

func (w *documentWriter) listSections(path string, commitments []*site.Commitment) []listSection {
	var out []listSection
	for i, c := range commitments {
		if i == 0 || c.Pillar != commitments[i-1].Pillar {
			out = append(out, listSection{ID: "pillar-" + c.Pillar.Model.Number, Number: c.Pillar.Model.Number, Pillar: pillarLink(path, c.Pillar)})
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, w.listRow(path, c))
	}
	return out
}

func (w *documentWriter) listRow(path string, c *site.Commitment) listRow {
	row := listRow{
		link:  link{URL: site.Rel(path, c.Path), Number: c.Model.Number, Label: c.Model.Title},
		Level: min(c.Depth, maxDepth), Kind: c.Model.Kind.String(), KindID: kindClasses[c.Model.Kind],
	}
	var names, ids []string
	for _, part := range w.roles[c.Model] {
		ids = append(ids, idOf(part.Party))
		if part.Role == role.Promises {
			names = append(names, part.Party.Name)
		}
	}
	row.Parties, row.PartyIDs = enumerate(names), strings.Join(ids, " ")
	var money, times []string
	for _, s := range w.commitmentSums(c) {
		money = append(money, s.Label)
	}
	for _, s := range w.commitmentTimes(c) {
		times = append(times, s.Label)
	}
	row.Money, row.Deadlines = strings.Join(money, ", "), strings.Join(times, ", ")
	return row
}

// listFilter gathers what some of the commitments have and others have not.
func (w *documentWriter) listFilter(path string, commitments []*site.Commitment) *listFilter {
	f := &listFilter{Script: site.Rel(path, w.filter)}
	seen := map[factsheet.Kind]bool{}
	named := map[string]bool{}
	money, due := 0, 0
	for i, c := range commitments {
		if i == 0 || c.Pillar != commitments[i-1].Pillar {
			f.Pillars = append(f.Pillars, choice{c.Pillar.Model.Number, numbered(pillarLink(path, c.Pillar))})
		}
		if k := c.Model.Kind; !seen[k] {
			seen[k] = true
			f.Kinds = append(f.Kinds, choice{kindClasses[k], capital(k.String())})
		}
		for _, part := range w.roles[c.Model] {
			named[idOf(part.Party)] = true
		}
		if len(w.sums[c.Model]) > 0 {
			money++
		}
		if len(w.times[c.Model]) > 0 {
			due++
		}
	}
	for _, k := range w.known {
		if id := idOf(k.party); named[id] {
			named[id] = false // two parties may share a page
			f.Parties = append(f.Parties, choice{id, k.party.Name})
		}
	}
	f.Pillars, f.Parties, f.Kinds = several(f.Pillars), several(f.Parties), several(f.Kinds)
	f.Money, f.Deadlines = 0 < money && money < len(commitments), 0 < due && due < len(commitments)
	return f
}

func several(list []choice) []choice {
	if len(list) < 2 {
		return nil
	}
	return list
}

// listsView is the view of lists.html, which leads to the lists of commitments
// of several documents.
type listsView struct {
	frame
	Title   string
	Finding string
	Years   []listYear    // on a page of one year, its months
	Pages   []countedLink // where there are too many documents for one page
}

// A listYear is the documents of one year or month.
type listYear struct {
	Year      string // "2021", "May 2021"; empty where no document says
	Documents []listDocument
}

// A listDocument leads to the list of one document.
type listDocument struct {
	link
	Published day
	Count     string
}

// A countedLink leads to a page and says how much is there.
type countedLink struct {
	link
	Count string
}

// manyDocuments is the number of documents on one page that leads to their
// lists.
const manyDocuments = 68

// listsPages renders what leads to the lists of commitments of several
// documents: one page, or where there are very many, one for each year.
func (w *writer) listsPages(documents []Summary) error {
	if !w.has(site.AllLists) {
		return nil
	}
	commitments := 0
	for i := range documents {
		commitments += documents[i].Commitments
	}
	finding := capital(count(commitments, "commitment")) + " in " + count(len(documents), "document") + "."
	if len(documents) <= manyDocuments {
		return w.listsPage(site.AllLists, listsView{Title: "All commitments", Finding: finding, Years: listYears(site.AllLists, documents, "2006")})
	}
	top := listsView{Title: "All commitments", Finding: finding}
	for len(documents) > 0 {
		year := yearOf(&documents[0])
		n := slices.IndexFunc(documents, func(s Summary) bool { return yearOf(&s) != year })
		if n < 0 {
			n = len(documents)
		}
		links, err := w.yearPages(year, documents[:n])
		if err != nil {
			return err
		}
		top.Pages = append(top.Pages, links...)
		documents = documents[n:]
	}
	return w.listsPage(site.AllLists, top)
}

// yearPages renders the pages of one year.
func (w *writer) yearPages(year string, documents []Summary) ([]countedLink, error) {
	name, title := year, year
	if year == "" {
		name, title = "undated", "Without a date"
	}
	var links []countedLink
	for part := range slices.Chunk(documents, manyDocuments) {
		path, head := site.Lists(name), title
		if n := len(links); n > 0 {
			path, head = site.Lists(name+"-"+number(n+1)), title+", part "+number(n+1)
		}
		v := listsView{Title: "Commitments: " + head, Finding: count(len(part), "document") + ".", Years: listYears(path, part, "January 2006")}
		if err := w.listsPage(path, v); err != nil {
			return nil, err
		}
		links = append(links, countedLink{link{URL: site.Rel(site.AllLists, path), Label: head}, count(len(part), "document")})
	}
	return links, nil
}

func yearOf(s *Summary) string {
	if s.Published.IsZero() {
		return ""
	}
	return s.Published.Format("2006")
}

// listYears gathers documents in the order given by their time in a layout of
// package time.
func listYears(path string, documents []Summary, layout string) []listYear {
	var out []listYear
	for i := range documents {
		d := &documents[i]
		at := ""
		if !d.Published.IsZero() {
			at = d.Published.Format(layout)
		}
		if n := len(out); n == 0 || out[n-1].Year != at {
			out = append(out, listYear{Year: at})
		}
		target := d.List
		if target == "" {
			target = d.Path
		}
		last := &out[len(out)-1]
		last.Documents = append(last.Documents, listDocument{link{URL: site.Rel(path, target), Label: d.Title}, date(d.Published), count(d.Commitments, "commitment")})
	}
	return out
}

func (w *writer) listsPage(path string, v listsView) error {
	above := []link{{URL: site.Rel(path, site.Home), Label: "Home"}}
	if path != site.AllLists {
		above = append(above, link{URL: site.Rel(path, site.AllLists), Label: "All commitments"})
		w.further = append(w.further, path)
	}
	v.frame = w.rootFrame(path).at(w.Renderer, path, v.Title+" – "+w.settings.Title, v.Finding)
	var err error
	if v.Crumbs, err = w.fragment("crumbs", above); err != nil {
		return err
	}
	v.Sheet = site.Rel(path, w.find)
	return w.page(path, w.listings, "base", v)
}
