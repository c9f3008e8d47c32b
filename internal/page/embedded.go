package page

import (
	"html/template"
	"slices"
	"strings"

	"communique/internal/embed"
	"communique/internal/site"
)

// Bounds on what a page for frames lists, and on what a card of plain HTML
// does: both lead to all of it.
const (
	maxEntries   = 40
	maxCardItems = 8
	maxCardWords = 600 // characters
)

// embedCommitment is the view of embed-commitment.html.
type embedCommitment struct {
	embedFrame
	Kind, Class string
	Pillar      string // empty where the document names none
	Title       link
	LeadIn      template.HTML
	Body        []block
	Children    []link
	Facts       []embed.Item
}

// commitmentOffer prepares the card of a commitment; v is its own page.
func (w *documentWriter) commitmentOffer(f embedFrame, c *site.Commitment, v *commitmentView) offer {
	m, path := c.Model, site.Embed(c.Path)
	title := link{URL: site.Rel(path, c.Path), Number: m.Number, Label: m.Title}
	e := embedCommitment{
		embedFrame: f.at(w, path, c.Path, m.Number+" "+m.Title), Kind: v.Kind, Class: v.Class, Title: title,
		Body:  body(flow{bare: true, lines: w.flow(path).lines}, m),
		Facts: shortFacts(v),
	}
	if leadIn := unlinked(m.LeadIn); len(leadIn) > 0 {
		e.LeadIn = markup(leadIn, common(leadIn))
	}
	if v.Pillar != nil {
		e.Pillar = numbered(*v.Pillar)
	}
	p := embed.Piece{Title: oneLine(numbered(title)), Page: v.Same, Items: slices.Clone(e.Facts)}
	for _, words := range []string{m.LeadIn.String(), m.Text()} {
		if words = excerpt(words, maxCardWords); words != "" {
			p.Words = append(p.Words, words)
		}
	}
	for _, child := range c.Children {
		l := link{URL: site.Rel(path, child.Path), Number: child.Model.Number, Label: child.Model.Title}
		e.Children = append(e.Children, l)
		p.Items = append(p.Items, embed.Item{Label: oneLine(numbered(l)), URL: w.settings.URL(child.Path)})
	}
	p.Items = w.cut(p.Items, c.Path)
	p.Height = embed.Height(len(m.LeadIn.String())+len(m.Text()), len(e.Facts)+len(e.Children))
	return offer{"This commitment", path, c.Path, w.frames.commitment, e, p}
}

// shortFacts puts what is known of a commitment on one line each.
func shortFacts(v *commitmentView) []embed.Item {
	var out []embed.Item
	add := func(name string, parts []string) {
		if len(parts) > 0 {
			out = append(out, embed.Item{Label: name, Note: strings.Join(parts, "; ")})
		}
	}
	var who []string
	for _, f := range v.Who {
		var names []string
		for _, p := range f.Parties {
			names = append(names, oneLine(p.Label))
		}
		who = append(who, enumerate(names)+" ("+f.Role+")")
	}
	add("Who", who)
	add("Money", sumWords(v.Money))
	add(v.Due, sumWords(v.When))
	return out
}

// sumWords writes sums or deadlines, each with what is said of it.
func sumWords(list []sumLink) []string {
	var out []string
	for _, l := range list {
		words := l.Label
		if l.Why != "" {
			words += " (" + l.Why + ")"
		}
		out = append(out, words)
	}
	return out
}

// cut bounds the items of a card; what is left out is on the page at path.
func (w *documentWriter) cut(items []embed.Item, path string) []embed.Item {
	if len(items) <= maxCardItems {
		return items
	}
	rest := embed.Item{Label: "and " + number(len(items)-maxCardItems+1) + " more", URL: w.settings.URL(path)}
	return append(items[:maxCardItems-1:maxCardItems-1], rest)
}

// embedList is the view of embed-list.html: a pillar, or a document at a glance.
type embedList struct {
	embedFrame
	Kicker  string // the document of a pillar
	Title   link
	Figures []glance
	Entries []entry
	More    link // to what is left out; no URL for nothing
}

// An entry of a list leads to a page.
type entry struct {
	link
	Class string // "child", or empty
	Note  string
	path  string
}

// pillarOffer prepares the list of the commitments of a pillar.
func (w *documentWriter) pillarOffer(f embedFrame, p *site.Pillar) offer {
	path := site.Embed(p.Path)
	e := embedList{Title: pillarLink(path, p), Kicker: w.doc.Model.Title}
	e.embedFrame = f.at(w, path, p.Path, numbered(e.Title))
	for _, c := range p.Commitments[:min(maxEntries, len(p.Commitments))] {
		e.Entries = append(e.Entries, w.commitmentEntry(path, c))
	}
	if n := len(p.Commitments); n > maxEntries {
		e.More = link{URL: e.Title.URL, Label: "All " + count(n, "commitment")}
	}
	return w.listOffer("This pillar", path, p.Path, e)
}

func (w *documentWriter) commitmentEntry(path string, c *site.Commitment) entry {
	it := entry{link: link{URL: site.Rel(path, c.Path), Number: c.Model.Number, Label: c.Model.Title}, Note: c.Model.Kind.String(), path: c.Path}
	if sums := w.itemSums(c.Model); sums != "" {
		it.Note += ", " + sums
	}
	if c.Depth > 0 {
		it.Class = "child"
	}
	return it
}

// documentOffer prepares the document at a glance; v is its own page.
func (w *documentWriter) documentOffer(f embedFrame, v *documentView) offer {
	path := site.Embed(w.doc.Path)
	e := embedList{Title: link{URL: site.Rel(path, w.doc.Path), Label: v.Title}, Figures: v.Glance}
	e.embedFrame = f.at(w, path, w.doc.Path, v.Title)
	e.embedFrame.Window = v.Title
	if len(w.doc.Pillars) == 1 {
		for _, c := range w.doc.Pillars[0].Commitments {
			if c.Depth == 0 && len(e.Entries) < maxCardItems {
				e.Entries = append(e.Entries, w.commitmentEntry(path, c))
			}
		}
		if w.doc.Commitments > len(e.Entries) {
			e.More = link{URL: site.Rel(path, w.doc.List), Label: "All " + count(w.doc.Commitments, "commitment")}
		}
		return w.listOffer("This document at a glance", path, w.doc.Path, e)
	}
	for i, p := range w.doc.Pillars[:min(maxEntries, len(w.doc.Pillars))] {
		it := entry{link: pillarLink(path, p), Note: v.Doors[i].Count, path: p.Path}
		if v.Doors[i].Sum != "" {
			it.Note += ", " + v.Doors[i].Sum
		}
		e.Entries = append(e.Entries, it)
	}
	if n := len(w.doc.Pillars); n > maxEntries {
		e.More = link{URL: e.Title.URL, Label: "All " + count(n, "pillar")}
	}
	return w.listOffer("This document at a glance", path, w.doc.Path, e)
}

func (w *documentWriter) listOffer(what, path, page string, e embedList) offer {
	p := embed.Piece{Title: oneLine(numbered(e.Title)), Height: embed.Height(0, 2*len(e.Figures)+2*len(e.Entries))}
	for _, g := range e.Figures {
		p.Items = append(p.Items, embed.Item{Label: g.Value + " " + g.Label})
	}
	for _, it := range e.Entries {
		p.Items = append(p.Items, embed.Item{Label: oneLine(numbered(it.link)), URL: w.settings.URL(it.path), Note: it.Note})
	}
	p.Items = w.cut(p.Items, page)
	return offer{what, path, page, w.frames.list, e, p}
}

// embedFunding is the view of embed-funding.html.
type embedFunding struct {
	embedFrame
	Kicker  string
	Title   link
	Finding string // may be empty
	Tables  []embedTable
	More    link
}

// An embedTable shows totals that are alike in one way.
type embedTable struct {
	Caption, Head string
	Rows          []embedRow
}

// An embedRow is one total.
type embedRow struct{ Name, Amount, Flow, Left string }

// fundingOffers prepares the tables of the money of the document: all of them,
// and those by payer alone. There are none where no money is named.
func (w *documentWriter) fundingOffers(f embedFrame) []offer {
	payers := []embedTable{
		w.embedTable("What each payer gives", "Payer", w.totals.payers, tally.payerName),
		w.embedTable("Private money, added to no sum above", "Payer", w.totals.private, tally.payerName),
	}
	pillars := w.embedTable("Money in each pillar, all payers together", "Pillar", w.totals.pillars, w.pillarName)
	all := payers
	if len(w.doc.Pillars) > 1 {
		all = []embedTable{payers[0], pillars, payers[1]}
	}
	page := w.doc.Funding
	whole := w.fundingOffer(f, "All money of this document", site.Embed(page), page, "Money", w.finding, all)
	if whole == nil {
		return nil
	}
	out := []offer{*whole}
	if len(all) > len(payers) {
		if o := w.fundingOffer(f, "The money by payer", w.doc.PayersEmbed(), page, "Money by payer", "", payers); o != nil {
			out = append(out, *o)
		}
	}
	return out
}

func (w *documentWriter) pillarName(t tally) string { return numbered(w.tallyPillar("", t)) }

// pillarFundingOffer prepares the table of the money of a pillar; nil where it
// has none.
func (w *documentWriter) pillarFundingOffer(p *site.Pillar) (*offer, error) {
	kind := func(t tally) string { return kindName(t.total.Kind()) }
	own := func(list []tally) (out []tally) {
		for _, t := range list {
			if t.name == p.Model.Number && t.added {
				out = append(out, t)
			}
		}
		return out
	}
	tables := []embedTable{
		w.embedTable("Money in this pillar, all payers together", "Kind of money", own(w.totals.pillars), kind),
		w.embedTable("Private money, added to no sum above", "Kind of money", own(w.totals.privatePillars), kind),
	}
	f, err := w.embedFrame(p.FundingEmbed())
	if err != nil {
		return nil, err
	}
	f.Hue = w.hueOf(p)
	o := w.fundingOffer(f, "The money of this pillar", p.FundingEmbed(), p.Path, "Money: "+numbered(pillarLink("", p)), "", tables)
	return o, nil
}

func (w *documentWriter) embedTable(caption, head string, list []tally, name func(tally) string) embedTable {
	t := embedTable{Caption: caption, Head: head}
	for _, s := range list[:min(maxEntries, len(list))] {
		row := embedRow{Name: name(s), Amount: capital(s.amount())}
		if s.added {
			row.Flow = kindName(s.total.Kind())
			if n := len(s.total.Left()); n > 0 {
				row.Left = number(n) + " left out"
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// fundingOffer prepares tables of money; nil where all are empty.
func (w *documentWriter) fundingOffer(f embedFrame, what, path, page, title, finding string, tables []embedTable) *offer {
	e := embedFunding{Kicker: w.doc.Model.Title, Title: link{URL: site.Rel(path, page), Label: title}, Finding: finding}
	e.embedFrame = f.at(w, path, page, title)
	p := embed.Piece{Title: title + " – " + oneLine(w.doc.Model.Title)}
	if finding != "" {
		p.Items = append(p.Items, embed.Item{Label: finding})
	}
	rows := 0
	for _, t := range tables {
		if len(t.Rows) == 0 {
			continue
		}
		e.Tables = append(e.Tables, t)
		rows += len(t.Rows) + 2
		for _, r := range t.Rows {
			p.Items = append(p.Items, embed.Item{Label: r.Name, Note: strings.TrimSuffix(r.Amount+", "+r.Flow, ", ")})
		}
	}
	if len(e.Tables) == 0 {
		return nil
	}
	e.More = link{URL: site.Rel(path, w.doc.Funding), Label: "All sums, with their words"}
	p.Items = w.cut(p.Items, page)
	p.Height = embed.Height(len(finding), rows)
	return &offer{what, path, page, w.frames.funding, e, p}
}

// embedDeadlines is the view of embed-deadlines.html.
type embedDeadlines struct {
	embedFrame
	Kicker string
	Title  link
	Rows   []whenRow
	More   link
}

// deadlinesOffer prepares what falls due: what does next, or where nothing does
// or there is no clock, all of it as far as there is room.
func (w *documentWriter) deadlinesOffer(f embedFrame) offer {
	page := w.doc.Deadlines
	path := site.Embed(page)
	e := embedDeadlines{Kicker: w.doc.Model.Title, Title: link{URL: site.Rel(path, page), Label: "Deadlines"}}
	e.embedFrame = f.at(w, path, page, "Deadlines")
	p := embed.Piece{Title: "Deadlines – " + oneLine(w.doc.Model.Title)}
	all := w.due()
	characters := 0
	for _, i := range all[:min(maxEntries, len(all))] {
		row := w.whenRow(path, i)
		e.Rows = append(e.Rows, row)
		characters += len(row.Before) + len(row.Quote) + len(row.After)
		when := row.When
		if when == "" {
			when = "No date"
		}
		p.Items = append(p.Items, embed.Item{Label: when, URL: w.settings.URL(page + "#" + row.ID), Note: row.Quote + " – " + oneLine(numbered(row.Place))})
	}
	if len(all) > maxEntries {
		e.More = link{URL: e.Title.URL, Label: "All " + count(len(all), "deadline")}
	}
	p.Items = w.cut(p.Items, page)
	p.Height = embed.Height(characters, 3*len(e.Rows))
	return offer{"These deadlines", path, page, w.frames.deadlines, e, p}
}

// pillarEmbeds renders the pages for frames of a pillar: its commitments, and
// its money if it has any.
func (w *documentWriter) pillarEmbeds(f embedFrame, p *site.Pillar, m *meta) (*embedSection, error) {
	if !w.settings.Has(site.Embeds) {
		return nil, nil
	}
	offers := []offer{w.pillarOffer(f, p)}
	money, err := w.pillarFundingOffer(p)
	if err != nil {
		return nil, err
	}
	if money != nil {
		offers = append(offers, *money)
	}
	return w.embed(p.Path, m, offers...)
}
