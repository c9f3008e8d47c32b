package page

import (
	"slices"
	"strings"

	"communique/internal/site"
)

// A division says which rows of a document stand on which of several pages. The zero
// value has every row on the page of its view.
type division struct {
	list      []int            // the indexes of the first commitments of the parts of their list
	sums      []int            // the numbers of the first sums of their pages; none where they stand with the totals
	tables    map[string][]int // the indexes of the first rows of the pages of a table of the money, by its ID
	deadlines []int            // the first deadlines of their pages, as they fall due
	parties   [][]piece
	places    map[string]int // the parts of the parties on which IDs stand
	due       map[int]int    // the parts on which deadlines stand
}

// arrange divides what is too much for one page. A folded document has no
// further pages.
func (w *documentWriter) arrange() {
	if w.doc.Folded() {
		return
	}
	w.arrangeList()
	w.arrangeFunding()
	w.arrangeDeadlines()
	w.arrangeParties()
}

// arrangeList parts the list of all commitments.
func (w *documentWriter) arrangeList() {
	var rows []listRow
	for _, p := range w.doc.Pillars {
		for _, c := range p.Commitments {
			rows = append(rows, w.listRow(w.doc.List, c))
		}
	}
	w.parts.list = starts(divide(rows, roomList, roomList, site.ListSize))
}

// partLinks leads to the parts of some rows, by the numbers of their rows;
// none where there is one part only.
func partLinks(path string, starts []int, all int, to func(int) string) []link {
	if len(starts) < 2 {
		return nil
	}
	var list []link
	for n, from := range starts {
		end := all
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		list = append(list, link{URL: site.Rel(path, to(n)), Label: span(from+1, end), Current: to(n) == path})
	}
	return list
}

// slicePart returns the nth part of rows.
func slicePart[T any](rows []T, starts []int, n int) []T {
	if len(starts) == 0 {
		return rows
	}
	end := len(rows)
	if n+1 < len(starts) {
		end = starts[n+1]
	}
	return rows[starts[n]:end]
}

// partAt returns the part in which a row stands, by its index.
func partAt(starts []int, i int) int {
	n, found := slices.BinarySearch(starts, i)
	if !found {
		n--
	}
	return max(0, n)
}

// A moneySection is one table of the page of the money, or its sums.
type moneySection struct {
	id   string
	rows []any
}

// Names of tables of the money as the title of a page has them.
const (
	statedTitle = "totals that the document states"
	othersTitle = "sums that are no funding"
)

// IDs of what stands on the page of the money beside the tables of totals.
const (
	statedTable = "stated"
	othersTable = "others"
	sumsTable   = "sums"
)

// moneySections lists the tables of a whole page of the money.
func moneySections(v *fundingView) []moneySection {
	var list []moneySection
	for _, t := range v.Totals {
		list = append(list, moneySection{t.ID, anys(slices.Concat(t.Rows, t.Foot))})
	}
	return append(list, moneySection{statedTable, anys(v.Stated)}, moneySection{othersTable, anys(v.Others)})
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// arrangeFunding gives the sums of a document pages of their own, where they
// are many, and then what is heaviest of its page on money until the rest fits.
func (w *documentWriter) arrangeFunding() {
	if w.found.Ledger == nil {
		return
	}
	v := w.fundingView(w.doc.Funding)
	free := roomMoney
	for _, t := range v.Totals {
		free -= weighAll(t.Bars)
	}
	sums := moneySection{id: sumsTable}
	for _, e := range slices.Concat(w.found.Ledger.Entries, w.found.Ledger.Vague) {
		sums.rows = append(sums.rows, w.sumRow(w.doc.Funding, e))
	}
	sections := append(moneySections(&v), sums)
	weights := make([]int, len(sections))
	sum := 0
	for i, s := range sections {
		weights[i] = weighAll(s.rows)
		sum += weights[i]
	}
	w.parts.tables = map[string][]int{}
	move := func(i int) {
		sum -= weights[i]
		weights[i] = 0
		w.moveSection(sections[i])
	}
	if len(sums.rows) > site.SumsInside {
		move(len(sections) - 1)
	}
	for sum > max(leastRoom, free) {
		heaviest := 0
		for i := range weights {
			if weights[i] > weights[heaviest] {
				heaviest = i
			}
		}
		move(heaviest)
	}
}

// moveSection gives a table, or the sums, pages of their own.
func (w *documentWriter) moveSection(s moneySection) {
	if s.id != sumsTable {
		w.parts.tables[s.id] = starts(divide(s.rows, room, room, 0))
		return
	}
	for _, first := range starts(divide(s.rows, room, room, site.SumsSize)) {
		w.parts.sums = append(w.parts.sums, first+1)
	}
}

// tableLinks leads to the pages of a table of the money; none where it stands
// with the others.
func (w *documentWriter) tableLinks(path, id string, rows int) []link {
	from := w.parts.tables[id]
	to := func(n int) string { return w.doc.TotalsPart(id, n) }
	if len(from) == 1 {
		return []link{{URL: site.Rel(path, to(0)), Label: span(1, rows), Current: to(0) == path}}
	}
	return partLinks(path, from, rows, to)
}

// otherPath returns the path of the row of a sum that is no funding.
func (w *documentWriter) otherPath(i int) string {
	page := w.doc.Funding
	if from := w.parts.tables[othersTable]; from != nil {
		page = w.doc.TotalsPart(othersTable, partAt(from, i))
	}
	return site.At(page, otherID(i))
}

// withoutMoved takes the rows of tables that have pages of their own from the
// page of the money, and leads to them.
func (w *documentWriter) withoutMoved(path string, v *fundingView) {
	for i := range v.Totals {
		t := &v.Totals[i]
		if t.Parts = w.tableLinks(path, t.ID, len(t.Rows)+len(t.Foot)); t.Parts != nil {
			t.Rows, t.Foot = nil, nil
		}
	}
	if v.StatedParts = w.tableLinks(path, statedTable, len(v.Stated)); v.StatedParts != nil {
		v.Stated = nil
	}
	if v.OtherParts = w.tableLinks(path, othersTable, len(v.Others)); v.OtherParts != nil {
		v.Others = nil
	}
}

// tablePages renders the pages of the tables of the money that have pages of
// their own.
func (w *documentWriter) tablePages() error {
	if len(w.parts.tables) == 0 {
		return nil
	}
	first := w.doc.TotalsPart(othersTable, 0)
	f, err := w.frame(first, w.documentLink(first), link{URL: site.Rel(first, w.doc.Funding), Label: "Money"})
	if err != nil {
		return err
	}
	whole := w.wholeFunding(first)
	for _, s := range moneySections(&whole) {
		for n := range w.parts.tables[s.id] {
			if err := w.tablePage(f, &whole, s.id, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// tablePage renders the nth page of a table of the money. All of them stand in
// one folder, so that the links of the whole serve each.
func (w *documentWriter) tablePage(f frame, whole *fundingView, id string, n int) error {
	path, from := w.doc.TotalsPart(id, n), w.parts.tables[id]
	v := fundingView{Further: true}
	name := ""
	switch id {
	case statedTable:
		name, v.Stated = statedTitle, slicePart(whole.Stated, from, n)
		v.StatedParts = w.tableLinks(path, id, len(whole.Stated))
	case othersTable:
		name, v.Others = othersTitle, slicePart(whole.Others, from, n)
		v.OtherParts = w.tableLinks(path, id, len(whole.Others))
	default:
		t := whole.Totals[slices.IndexFunc(whole.Totals, func(t totalTable) bool { return t.ID == id })]
		rows := slicePart(slices.Concat(t.Rows, t.Foot), from, n)
		body := min(len(rows), max(0, len(t.Rows)-from[n]))
		t.Parts = w.tableLinks(path, id, len(t.Rows)+len(t.Foot))
		t.Rows, t.Foot, t.Bars = rows[:body], rows[body:], nil
		name, v.Totals = strings.ToLower(t.Title), []totalTable{t}
	}
	v.viewHead = viewHead{
		Views: w.views(path), Of: w.doc.Model.Title, Title: "Money: " + name, Finding: w.finding,
		More: link{URL: site.Rel(path, w.doc.Funding), Label: "All on the money"},
	}
	title := v.Title
	if n > 0 {
		title += ", part " + number(n+1)
	}
	v.frame = f.at(w.Renderer, path, title+" – "+w.doc.Model.Title, v.Finding)
	w.further = append(w.further, path)
	return w.page(path, w.Renderer.funding, "base", v)
}

// arrangeDeadlines parts the deadlines as they fall due.
func (w *documentWriter) arrangeDeadlines() {
	path := w.doc.Deadlines
	if path == "" {
		return
	}
	order := w.due()
	rows := make([]whenRow, len(order))
	for i, at := range order {
		rows[i] = w.whenRow(path, at)
	}
	first := roomDrawn - costPicture - costMark*min(len(rows), maxMarks) - weighAll(w.nextRows(path))
	w.parts.deadlines = starts(divide(rows, max(leastRoom, first), room, 0))
	w.parts.due = map[int]int{}
	for i, at := range order {
		w.parts.due[at] = partAt(w.parts.deadlines, i)
	}
}

// deadlinePath returns the path of the row of a deadline.
func (w *documentWriter) deadlinePath(i int) string {
	if w.doc.Deadlines == "" || len(w.parts.deadlines) < 2 {
		return site.At(w.doc.Deadlines, deadlineID(i))
	}
	return site.At(w.doc.DeadlinesPart(w.parts.due[i]), deadlineID(i))
}

// A piece is a party as far as it stands on one page: its units from one up to
// another. Units are its commitments of one role in one pillar, and its sums.
type piece struct {
	*known
	from, to int
}

// arrangeParties parts the parties. A party that is too much for a page goes on
// on the next.
func (w *documentWriter) arrangeParties() {
	path := w.doc.Parties
	if path == "" {
		return
	}
	var pieces []piece
	var weighed []partyEntry
	for _, k := range w.known {
		e := w.partyEntry(path, k)
		bounds := starts(divide(units(&e), room/2, room/2, 0))
		for i, from := range bounds {
			to := e.units()
			if i+1 < len(bounds) {
				to = bounds[i+1]
			}
			pieces, weighed = append(pieces, piece{k, from, to}), append(weighed, e.cut(from, to))
		}
	}
	first := roomDrawn
	if m := w.matrix(path); m != nil {
		first -= newScale().weigh(*m)
	}
	w.parts.places = map[string]int{}
	for n, part := range divide(weighed, max(leastRoom, first), room, 0) {
		w.parts.parties = append(w.parts.parties, joined(pieces[:len(part)]))
		pieces = pieces[len(part):]
		for _, e := range part {
			for _, id := range e.ids() {
				w.parts.places[id] = n
			}
		}
	}
}

// joined makes one piece of those that stand beside one another.
func joined(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		if n := len(out); n > 0 && out[n-1].known == p.known {
			out[n-1].to = p.to
			continue
		}
		out = append(out, p)
	}
	return out
}

// units returns the groups and the sums of an entry, to be weighed.
func units(e *partyEntry) []any {
	var list []any
	for _, r := range e.Roles {
		list = append(list, anys(r.Groups)...)
	}
	for sums := range slices.Chunk(e.Sums, sumsTogether) {
		list = append(list, sums)
	}
	return list
}

// sumsTogether is how many sums of a party are one unit.
const sumsTogether = 50

func (e *partyEntry) units() int { return len(units(e)) }

// cut returns an entry with some of its units. A part that does not begin it
// has no ID.
func (e partyEntry) cut(from, to int) partyEntry {
	if from > 0 {
		e.ID, e.Short, e.Continued = "", "", true
	}
	at := 0
	within := func() bool { at++; return from < at && at <= to }
	roles := e.Roles
	e.Roles = nil
	for _, r := range roles {
		groups := r.Groups
		r.Groups = nil
		for _, g := range groups {
			if within() {
				r.Groups = append(r.Groups, g)
			}
		}
		if len(r.Groups) > 0 {
			e.Roles = append(e.Roles, r)
		}
	}
	sums := e.Sums
	e.Sums = nil
	for chunk := range slices.Chunk(sums, sumsTogether) {
		if within() {
			e.Sums = append(e.Sums, chunk...)
		}
	}
	return e
}

// ids lists the places within an entry to which others lead.
func (e *partyEntry) ids() []string {
	var list []string
	if e.ID != "" {
		list = append(list, e.ID)
	}
	for _, r := range e.Roles {
		for _, g := range r.Groups {
			if g.ID != "" {
				list = append(list, g.ID)
			}
		}
	}
	return list
}

// partyPath returns the path of a place among the parties of the document.
func (w *documentWriter) partyPath(id string) string {
	if w.doc.Parties == "" {
		return ""
	}
	return site.At(w.doc.PartiesPart(w.parts.places[id]), id)
}

// partyURL leads to a place among the parties.
func (w *documentWriter) partyURL(path, id string) string {
	if w.doc.Folded() || w.doc.PartiesPart(w.parts.places[id]) == path {
		return "#" + id
	}
	return site.Rel(path, w.partyPath(id))
}

// partyKinds shows some parties by their kinds.
func (w *documentWriter) partyKinds(path string, pieces []piece) []partyKind {
	var kinds []partyKind
	for _, p := range pieces {
		if n := len(kinds); n == 0 || kinds[n-1].Head != kindHeads[p.party.Kind] {
			kinds = append(kinds, partyKind{Head: kindHeads[p.party.Kind]})
		}
		last := &kinds[len(kinds)-1]
		last.Parties = append(last.Parties, w.partyEntry(path, p.known).cut(p.from, p.to))
	}
	return kinds
}

// partyParts renders the further parts of the parties.
func (w *documentWriter) partyParts() error {
	for n := 1; n < len(w.parts.parties); n++ {
		path := w.doc.PartiesPart(n)
		f, err := w.frame(path, w.documentLink(path), link{URL: site.Rel(path, w.doc.Parties), Label: "Parties"})
		if err != nil {
			return err
		}
		v := partiesView{Kinds: w.partyKinds(path, w.parts.parties[n]), Parts: w.partyLinks(path)}
		v.viewHead = viewHead{
			Views: w.views(path), Of: w.doc.Model.Title, Title: "Parties " + v.Parts[n].Label, Finding: w.partiesFinding(),
			More: link{URL: site.Rel(path, w.doc.Parties), Label: "From the first"},
		}
		v.frame = f.at(w.Renderer, path, v.Title+" – "+w.doc.Model.Title, v.Finding)
		if err := w.page(path, w.Renderer.parties, "base", v); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	return nil
}

// partyLinks leads to the parts of the parties, by the numbers of the parties.
func (w *documentWriter) partyLinks(path string) []link {
	if len(w.parts.parties) < 2 {
		return nil
	}
	var list []link
	last := 0
	for n, pieces := range w.parts.parties {
		first := last + 1
		for _, p := range pieces {
			if p.from == 0 {
				last++
			} else {
				first = min(first, last)
			}
		}
		to := w.doc.PartiesPart(n)
		list = append(list, link{URL: site.Rel(path, to), Label: span(first, max(first, last)), Current: to == path})
	}
	return list
}
