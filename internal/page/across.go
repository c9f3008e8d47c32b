package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/role"
	"communique/internal/site"
)

// An entity is a party as all documents know it.
type entity struct {
	id, name, url string
	kind          party.Kind
	short         []string
	promises      int // commitments in all documents
	all           int
	in            []entityDocument
}

// An entityDocument is what one document says of an entity.
type entityDocument struct {
	document *Summary
	party    *partySummary
}

// entities gathers the parties of all documents, by kind and name.
func entities(documents []Summary) []*entity {
	byID := map[string]*entity{}
	var list []*entity
	for i := range documents {
		for j := range documents[i].parties {
			p := &documents[i].parties[j]
			e := byID[p.id]
			if e == nil {
				e = &entity{id: p.id, name: p.name, kind: p.kind}
				byID[p.id] = e
				list = append(list, e)
			}
			e.add(&documents[i], p)
		}
	}
	slices.SortFunc(list, func(a, b *entity) int {
		return cmp.Or(compareParties(a.kind, b.kind, a.name, b.name), cmp.Compare(a.id, b.id))
	})
	return list
}

func (e *entity) add(d *Summary, p *partySummary) {
	e.in = append(e.in, entityDocument{d, p})
	e.promises += p.counts[role.Promises]
	e.all += p.counts[role.Promises] + p.counts[role.Receives] + p.counts[role.TakesPart]
	if e.url == "" {
		e.url = p.url
	}
	for _, s := range p.short {
		if s != e.name && !slices.Contains(e.short, s) && len(e.short) < 8 {
			e.short = append(e.short, s)
		}
	}
}

// entitiesView is the view of entities.html, the parties of all documents.
type entitiesView struct {
	frame
	Title   string
	Finding string
	Kinds   []entityKind
}

// An entityKind lists the parties of one kind.
type entityKind struct {
	Head, Count string
	Letters     []entityLetter
}

// An entityLetter lists the parties whose names begin alike; a short list has
// only one, without a letter.
type entityLetter struct {
	Letter string
	Items  []entityItem
}

type entityItem struct {
	link
	Count string
}

// manyParties is the number from which a list of parties is parted by letter.
const manyParties = 40

func (w *writer) entitiesPage(list []*entity, documents int) error {
	path := site.AllParties
	v := entitiesView{Title: "Parties"}
	v.Finding = capital(countParties(len(list))) + " " + plural(len(list), "has", "have") + " a part in the commitments of " + count(documents, "document") + "."
	f := w.rootFrame(path).at(w.Renderer, path, "Parties – "+w.settings.Title, v.Finding)
	var err error
	if f.Crumbs, err = w.fragment("crumbs", []link{{URL: f.Home.URL, Label: "Home"}}); err != nil {
		return err
	}
	v.frame = f
	for len(list) > 0 {
		n := slices.IndexFunc(list, func(e *entity) bool { return e.kind != list[0].kind })
		if n < 0 {
			n = len(list)
		}
		v.Kinds = append(v.Kinds, entityKind{Head: kindHeads[list[0].kind], Count: number(n), Letters: letters(path, list[:n])})
		list = list[n:]
	}
	return w.page(path, w.entities, "base", v)
}

// letters parts a long list of parties by the first letters of their names.
func letters(path string, list []*entity) []entityLetter {
	var out []entityLetter
	for _, e := range list {
		letter := ""
		if len(list) >= manyParties {
			letter = initial(e.name)
		}
		if n := len(out); n == 0 || out[n-1].Letter != letter {
			out = append(out, entityLetter{Letter: letter})
		}
		last := &out[len(out)-1]
		last.Items = append(last.Items, entityItem{link{URL: site.Rel(path, site.Party(e.id)), Label: e.name}, count(e.all, "commitment")})
	}
	return out
}

func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) {
		return "#"
	}
	return string(unicode.ToUpper(r))
}

// entityView is the view of entity.html, the page of one party.
type entityView struct {
	frame
	Title     string
	Kind      string
	Short     string
	Web       link // its own site; no URL where it is not known
	Finding   string
	Documents []entityEntry
}

// An entityEntry is what one document says of the party.
type entityEntry struct {
	Document  link
	Published day
	Roles     []entityRole
	Sums      []sumLink
	Times     []sumLink
}

// An entityRole lists commitments in which the party has one role.
type entityRole struct {
	Head, Count string
	Items       []link
	More        link // to the whole list; no URL where all are shown
}

// kindWords name what a party is.
var kindWords = map[party.Kind]string{
	party.Government: "Government", party.Agency: "Agency of a government", party.Intergovernmental: "Organisation of governments",
	party.Company: "Company or other private body", party.Programme: "Programme",
}

// finding says how much a party promises.
func (e *entity) finding() string {
	who := e.name
	if e.kind != party.Company {
		who = definite(&party.Party{Name: e.name, Kind: e.kind})
	}
	in := ", in " + count(len(e.in), "document")
	switch e.promises {
	case 0:
		return capital(who) + " has a part in " + count(e.all, "commitment") + in + ", and promises nothing itself."
	case e.all:
		return capital(who) + " promises something in " + count(e.all, "commitment") + in + "."
	}
	return capital(who) + " promises something in " + count(e.promises, "commitment") + " and has a part in " + number(e.all) + " in all" + in + "."
}

func (w *writer) entityPage(e *entity) error {
	path := site.Party(e.id)
	v := entityView{Title: e.name, Kind: kindWords[e.kind]}
	v.Finding = e.finding()
	if e.url != "" {
		v.Web = link{URL: e.url, Label: host(e.url)}
	}
	var short []string
	for _, s := range e.short {
		short = append(short, "“"+s+"”")
	}
	v.Short = enumerate(short)
	f := w.rootFrame(path).at(w.Renderer, path, e.name+" – "+w.settings.Title, v.Finding)
	var err error
	f.Crumbs, err = w.fragment("crumbs", []link{{URL: f.Home.URL, Label: "Home"}, {URL: site.Rel(path, site.AllParties), Label: "Parties"}})
	if err != nil {
		return err
	}
	v.frame = f
	limit := maxKeptParts
	switch {
	case len(e.in) > 20:
		limit = 3
	case len(e.in) > 1:
		limit = 10
	}
	for _, in := range e.in {
		v.Documents = append(v.Documents, in.entry(path, limit))
	}
	return w.page(path, w.entity, "base", v)
}

// entry shows what one document says of a party, at most limit things of a
// kind.
func (in entityDocument) entry(path string, limit int) entityEntry {
	d, p := in.document, in.party
	e := entityEntry{Document: link{URL: site.Rel(path, d.Path), Label: d.Title}, Published: date(d.Published)}
	for r, list := range p.parts {
		if len(list) == 0 {
			continue
		}
		er := entityRole{Head: roleHeads[r], Count: count(p.counts[r], "commitment")}
		for _, t := range list[:min(limit, len(list))] {
			er.Items = append(er.Items, link{URL: site.Rel(path, t.path), Number: t.number, Label: t.label})
		}
		if p.counts[r] > len(er.Items) {
			er.More = link{URL: site.Rel(path, d.Summary.Parties+"#party-"+p.id), Label: "All " + count(p.counts[r], "commitment")}
		}
		e.Roles = append(e.Roles, er)
	}
	e.Sums = targets(path, p.sums, limit)
	e.Times = targets(path, p.times, limit)
	return e
}

func targets(path string, list []targetSummary, limit int) []sumLink {
	var out []sumLink
	for _, t := range list[:min(limit, len(list))] {
		out = append(out, sumLink{link: link{URL: site.Rel(path, t.path), Label: t.label}, Why: t.note})
	}
	return out
}

// allFundingView is the view of all-funding.html, the money of all documents.
type allFundingView struct {
	frame
	Title     string
	Totals    []totalTable
	Documents []fundingDocument
}

// A fundingDocument is the money of one document.
type fundingDocument struct {
	link
	Published day
	Finding   string
}

// allFundingPage shows the money of all documents: totals of like things by
// payer, and what each document says. A sum that two documents tell in the same
// words is added once; others may be the same money all the same, and the page
// says so.
func (w *writer) allFundingPage(documents []Summary) error {
	path := site.AllFunding
	v := allFundingView{Title: "Money in all documents"}
	f := w.rootFrame(path).at(w.Renderer, path, "Money – "+w.settings.Title, "Sums of money in "+count(len(documents), "document")+".")
	var err error
	if f.Crumbs, err = w.fragment("crumbs", []link{{URL: f.Home.URL, Label: "Home"}}); err != nil {
		return err
	}
	v.frame = f
	x := newAcross(path, documents)
	for i := range documents {
		d := &documents[i]
		if d.Finding != "" {
			v.Documents = append(v.Documents, fundingDocument{link{URL: site.Rel(path, d.Funding), Label: d.Title}, date(d.Published), d.Finding})
		}
	}
	public, private := apart(acrossRows(documents))
	v.Totals = slices.DeleteFunc([]totalTable{
		{ID: "by-payer", Title: "By payer", Caption: "What each payer gives, by currency and kind of money", Head: "Payer", Kinds: true, Rows: x.rows(ledger.ByPayer(public))},
		{ID: "private", Title: "Private money, apart", Caption: "Money of companies and other private bodies; it is added to no sum above", Head: "Payer", Kinds: true, Rows: x.rows(ledger.ByPayer(private))},
	}, func(t totalTable) bool { return len(t.Rows) == 0 })
	return w.page(path, w.allFunding, "base", v)
}

// acrossRows returns the rows of all documents, those marked that an earlier
// document tells too.
func acrossRows(documents []Summary) []ledger.Row {
	summaries := make([]ledger.Summary, 0, len(documents))
	for i := range documents {
		d := &documents[i]
		summaries = append(summaries, ledger.Summary{Document: d.Slug, Title: d.Title, Rows: d.Rows})
	}
	var rows []ledger.Row
	for _, g := range ledger.Across(summaries) {
		rows = append(rows, g.Rows...)
	}
	return rows
}

// maxListed bounds the rows of one total that a page across documents lists.
const maxListed = 60

// An across makes tables of totals over documents.
type across struct {
	path   string            // of the page
	known  map[string]bool   // parties that have a page
	titles map[string]string // of the documents by their slugs, cut; empty where there is only one
}

func newAcross(path string, documents []Summary) across {
	x := across{path: path, known: map[string]bool{}, titles: map[string]string{}}
	for i := range documents {
		d := &documents[i]
		for _, p := range d.parties {
			x.known[p.id] = true
		}
		if len(documents) > 1 {
			x.titles[d.Slug] = excerpt(d.Title, 60)
		}
	}
	return x
}

// rows makes the rows of a table. What a total adds is shown where each
// document shows it.
func (x across) rows(groups []ledger.Group) []totalRow {
	list := tallies(groups)
	sortTallies(list)
	var out []totalRow
	for _, t := range list {
		if !t.added {
			continue
		}
		kind := t.total.Kind()
		row := totalRow{Name: link{Label: t.payerName()}, Flow: kindName(kind), Currency: kind.Currency, Amount: capital(t.amount())}
		if x.known[t.key] {
			row.Name.URL = site.Rel(x.path, site.Party(t.key))
		}
		added, left := t.total.Rows(), t.total.Left()
		for _, r := range added[:min(maxListed, len(added))] {
			row.Adds = append(row.Adds, x.link(r, ""))
		}
		for _, l := range left[:min(maxListed, len(left))] {
			row.Without = append(row.Without, x.link(l.Row, l.Reason))
		}
		row.Count = count(len(added), "sum")
		if n := len(left); n > 0 {
			row.Left = number(n) + " left out"
		}
		if n := len(added) + len(left) - len(row.Adds) - len(row.Without); n > 0 {
			row.More = number(n) + " more are on the pages of their documents"
		}
		if n := t.total.Vague(); n > 0 {
			row.Vague = "and " + count(n, "sum") + " without a figure"
		}
		out = append(out, row)
	}
	return out
}

// link leads to the row of a sum on the page of its document. Rows are
// numbered within a document, so it is named.
func (x across) link(r ledger.Row, why string) sumLink {
	label := rowFigure(r)
	if title := x.titles[r.Document]; title != "" {
		label += ", " + title
	}
	return sumLink{link: link{URL: site.Rel(x.path, r.Document+"/funding.html#"+entryID(r.Number)), Label: label, Number: number(r.Number)}, Why: why}
}

// rootFrame makes the frame of a page at the root, whose menu leads to the
// pages across documents.
func (w *writer) rootFrame(path string) frame {
	f := w.Renderer.frame(path)
	menu := make([]link, 0, len(w.across)+len(f.Menu))
	for _, l := range w.across {
		menu = append(menu, link{URL: site.Rel(path, l.URL), Label: l.Label, Current: l.URL == path})
	}
	f.Menu = append(menu, f.Menu...)
	return f
}

// acrossPages says which pages across documents there are.
func acrossPages(documents []Summary) []link {
	var list []link
	money := slices.ContainsFunc(documents, func(s Summary) bool { return len(s.Rows) > 0 })
	if len(documents) > 1 && money {
		list = append(list, link{URL: site.AllFunding, Label: "Money"})
	}
	if slices.ContainsFunc(documents, func(s Summary) bool { return len(s.parties) > 0 }) {
		list = append(list, link{URL: site.AllParties, Label: "Parties"})
	}
	return list
}

// has reports whether a page across documents exists.
func (w *writer) has(path string) bool {
	return slices.ContainsFunc(w.across, func(l link) bool { return strings.EqualFold(l.URL, path) })
}
