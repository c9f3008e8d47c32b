package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/picture"
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
	money         []tally // what it pays in all documents, private money last
	across        *across
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
	payMoney(byID, documents)
	return list
}

// payMoney tells each entity what it pays in all documents.
func payMoney(byID map[string]*entity, documents []Summary) {
	x := newAcross("", documents)
	public, private := apart(acrossRows(documents))
	for _, rows := range [][]ledger.Row{public, private} {
		list := x.tallies(rows)
		slices.SortStableFunc(list, func(a, b tally) int { return cmp.Compare(len(b.total.Rows()), len(a.total.Rows())) })
		for _, t := range list {
			if e := byID[t.key]; e != nil {
				e.money, e.across = append(e.money, t), &x
			}
		}
	}
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
	Most    []barPicture // who promises most
	Kinds   []entityKind
	Rest    string // who is not listed; empty for nobody
	All     link   // where they are; no URL where there is no such page
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
	v.Most, v.Sheet = promiserPicture(path, list), site.Rel(path, w.drawn)
	if all := len(list); all > maxEntities {
		list = mostNamed(list)
		v.Rest = countParties(all-len(list)) + " that fewer documents name are not listed here."
		if w.has(site.AllNames) {
			v.All = link{URL: site.Rel(path, site.AllNames), Label: "All parties, from A to Z"}
		}
	}
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

// maxEntities bounds the list of parties to those that most documents name.
const maxEntities = 160

// mostNamed returns the parties that most documents name, in the order given.
func mostNamed(list []*entity) []*entity {
	least := slices.Clone(list)
	slices.SortStableFunc(least, func(a, b *entity) int { return cmp.Compare(len(b.in), len(a.in)) })
	bound := len(least[maxEntities].in)
	return slices.DeleteFunc(slices.Clone(list), func(e *entity) bool { return len(e.in) <= bound })
}

// mostPromising bounds the picture of those who promise most.
const mostPromising = 10

// promiserPicture draws who promises most in all documents; nothing where that
// would be fewer than three.
func promiserPicture(path string, list []*entity) []barPicture {
	list = slices.DeleteFunc(slices.Clone(list), func(e *entity) bool { return e.promises == 0 })
	if len(list) < 3 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b *entity) int { return cmp.Compare(b.promises, a.promises) })
	shown := list[:min(mostPromising, len(list))]
	sums := make([]picture.Sum, len(shown))
	for i, e := range shown {
		n := decimal.NewNullDecimal(decimal.NewFromInt(int64(e.promises)))
		sums[i] = picture.Sum{Min: n, Max: n}
	}
	scale := picture.NewScale(sums)
	p := barPicture{Title: capital(list[0].definite()) + " promises most: something in " + count(list[0].promises, "commitment") + ".", Grid: scale.Grid()}
	for _, tick := range scale.Ticks()[1:] {
		p.Axis = append(p.Axis, digits(tick))
	}
	for i, e := range shown {
		p.Bars = append(p.Bars, barRow{Name: link{URL: site.Rel(path, site.Party(e.id)), Label: e.name}, Amount: count(e.promises, "commitment"), Bar: scale.Bar(sums[i])})
	}
	p.Scale = "Commitments in which a party promises something; one that two promise is counted with both."
	if n := len(list) - len(shown); n > 0 {
		p.Rest = number(n) + " more " + plural(n, "promises", "promise") + " no more than these."
	}
	return []barPicture{p}
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
	Money     []totalRow // what it pays in all documents, by kind of money
	Fewer     string     // how many totals are left out, and where they are; empty for none
	Documents []entityEntry
	Others    []entityItem // of a further page: documents that are only named
	Parts     []link       // to the further pages, by the numbers of their documents
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

// definite names a party with its article.
func (e *entity) definite() string {
	if e.kind == party.Company {
		return e.name
	}
	return definite(&party.Party{Name: e.name, Kind: e.kind})
}

// finding says how much a party promises.
func (e *entity) finding() string {
	who := e.definite()
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
	for i, t := range e.money {
		if i == maxTotals {
			left := len(e.money) - i
			v.Fewer = count(left, "more total") + " of fewer sums " + plural(left, "is", "are") + " on the pages of the documents."
			break
		}
		x := e.across.at(path)
		x.listed = max(3, maxListed/len(e.money))
		row := x.row(t)
		row.Name = link{Label: kindName(t.total.Kind())}
		v.Money = append(v.Money, row)
	}
	for _, in := range e.in[:min(maxEntityDocuments, len(e.in))] {
		v.Documents = append(v.Documents, in.entry(path, limit))
	}
	v.Documents = divide(v.Documents, max(leastRoom, room-weighAll(v.Money)), room, 0)[0]
	return w.entityParts(v, e, len(v.Documents))
}

// Bounds of the page of a party: documents that it shows with what they say,
// and documents that a further page of it names.
const (
	maxEntityDocuments = 10
	maxEntityNamed     = 60
)

// entityParts renders the first page of a party, and those of the documents
// that it does not show.
func (w *writer) entityParts(first entityView, e *entity, shown int) error {
	var paths []string
	chunks := e.rest(shown)
	for n := range chunks {
		paths = append(paths, site.PartyPart(e.id, n+1))
	}
	from := site.Party(e.id)
	for n, path := range paths {
		label := span(shown+n*maxEntityNamed+1, shown+n*maxEntityNamed+len(chunks[n]))
		first.Parts = append(first.Parts, link{URL: site.Rel(from, path), Label: label})
	}
	if err := w.page(from, w.entity, "base", first); err != nil {
		return err
	}
	for n, path := range paths {
		v := entityView{Title: e.name, Kind: first.Kind, Finding: first.Finding}
		for _, in := range chunks[n] {
			v.Others = append(v.Others, in.item(path))
		}
		for i, to := range paths {
			v.Parts = append(v.Parts, link{URL: site.Rel(path, to), Label: first.Parts[i].Label, Current: i == n})
		}
		v.frame = w.rootFrame(path).at(w.Renderer, path, e.name+", documents "+first.Parts[n].Label+" – "+w.settings.Title, v.Finding)
		var err error
		v.Crumbs, err = w.fragment("crumbs", []link{
			{URL: v.Home.URL, Label: "Home"}, {URL: site.Rel(path, site.AllParties), Label: "Parties"}, {URL: site.Rel(path, from), Label: e.name},
		})
		if err != nil {
			return err
		}
		if err := w.page(path, w.entity, "base", v); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	return nil
}

// rest parts the documents that the page of a party does not show.
func (e *entity) rest(shown int) [][]entityDocument {
	if shown == len(e.in) {
		return nil
	}
	var items []entityItem
	for _, in := range e.in[shown:] {
		items = append(items, in.item(site.PartyPart(e.id, 1)))
	}
	var chunks [][]entityDocument
	at := shown
	for _, part := range divide(items, room, room, maxEntityNamed) {
		chunks = append(chunks, e.in[at:at+len(part)])
		at += len(part)
	}
	return chunks
}

// item leads to what one document says of a party.
func (in entityDocument) item(path string) entityItem {
	n := 0
	for _, c := range in.party.counts {
		n += c
	}
	url := site.Rel(path, in.party.path)
	return entityItem{link{URL: url, Label: excerpt(in.document.Title, 90)}, count(n, "commitment")}
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
			er.More = link{URL: site.Rel(path, p.path), Label: "All " + count(p.counts[r], "commitment")}
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

// rootFrame makes the frame of a page at the root, whose menu leads to the
// pages across documents.
func (w *writer) rootFrame(path string) frame {
	f := w.Renderer.frame(path)
	var menu []link
	for _, l := range slices.Concat(w.across, w.only) {
		menu = append(menu, link{URL: site.Rel(path, l.URL), Label: l.Label, Current: l.URL == path})
	}
	f.Menu = append(menu, f.Menu...)
	return f
}

// onlyPages are the lists of the only document.
func onlyPages(documents []Summary) []link {
	if len(documents) != 1 || documents[0].List == "" {
		return nil
	}
	return []link{{URL: documents[0].List, Label: "Commitments"}, {URL: documents[0].Names, Label: "A–Z"}}
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
	if len(documents) > 1 {
		list = append(list, link{URL: site.AllLists, Label: "Commitments"}, link{URL: site.AllNames, Label: "A–Z"})
	}
	return list
}

// has reports whether a page across documents exists.
func (w *writer) has(path string) bool {
	return slices.ContainsFunc(w.across, func(l link) bool { return strings.EqualFold(l.URL, path) })
}
