package data

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/cite"
	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/party"
	"communique/internal/passage"
	"communique/internal/role"
	"communique/internal/site"
)

// A Due is one deadline of a document, with the text in which it stands; its
// offsets are of that text.
type Due struct {
	deadline.Deadline
	Passage passage.Passage
}

// FindDue returns the deadlines of a document, in the order of the source. The
// lead-in of the options is that of each commitment.
func FindDue(d *factsheet.Document, o deadline.Options) []Due {
	var list []Due
	for p := range passage.All(d) {
		o.LeadIn = ""
		if p.Commitment != nil {
			o.LeadIn = p.Commitment.LeadIn.String()
		}
		for _, found := range deadline.Due(p.Text, o) {
			list = append(list, Due{found, p})
		}
	}
	return list
}

// Found is what was found in one document.
type Found struct {
	Ledger    *ledger.Ledger
	Deadlines []Due
	Roles     []role.Part
}

// NewBook makes the book of a document from its plan and what was found in it.
// They are not changed.
func NewBook(plan *site.Document, f Found, o Options) *Book {
	l, due := f.Ledger, f.Deadlines
	m := &maker{plan: plan, rows: l.Rows(), numbers: map[*ledger.Entry]int{}}
	m.entries = append(append(m.entries, l.Entries...), l.Vague...)
	for i, e := range m.entries { // the ledger does not number those without a figure
		m.rows[i].Number = i + 1
		m.numbers[e] = i + 1
	}
	b := &Book{Document: document(plan, o), license: o.License, keep: o.Keep, base: o.BaseURL, words: plan.Model.Words}
	for i, e := range m.entries {
		b.Rows = append(b.Rows, m.row(i+1, e))
	}
	for i := range l.Others {
		b.Others = append(b.Others, m.other(&l.Others[i]))
	}
	b.Totals = m.totals()
	b.count()
	for _, a := range l.Assertions() {
		b.Asserted = append(b.Asserted, Asserted{m.numbers[a.Entry], m.of(a.Parts), a.Sum, a.Difference, a.Complete, a.Holds})
	}
	for i := range due {
		b.Deadlines = append(b.Deadlines, m.deadline(i+1, &due[i]))
	}
	b.Introduction, b.Notes = m.blocks(plan.Model.Intro), m.blocks(plan.Model.Notes)
	for _, p := range plan.Pillars {
		b.Pillars = append(b.Pillars, m.pillar(p, o.BaseURL))
	}
	b.Commitments = m.commitments(b, f.Roles)
	b.Parties = parties(l, f.Roles)
	b.works = cite.All(plan, citing(l, o))
	return b
}

// citing says how the document is cited: where it names no publisher, by the
// government that is known from its address.
func citing(l *ledger.Ledger, o Options) cite.Options {
	c := cite.Options{Site: o.Site, BaseURL: o.BaseURL, Language: o.Language}
	if p := l.Parties.Publisher(); p != nil {
		c.Author = p.Name
	}
	return c
}

func (m *maker) pillar(p *site.Pillar, base string) Pillar {
	out := Pillar{
		Number: p.Model.Number, Heading: line(p.Model.Heading), Printed: line(p.Model.Title.String()), Level: p.Model.Level,
		Page: site.Rel(m.plan.Path, p.Path), Rule: line(string(p.Model.Guess)), Blocks: m.blocks(p.Model.Parts),
	}
	if base != "" {
		out.URL = base + p.Path
	}
	return out
}

// parties returns those that have a role or pay, each once.
func parties(l *ledger.Ledger, roles []role.Part) []Party {
	seen := map[*party.Party]bool{}
	var list []Party
	add := func(p *party.Party) {
		if seen[p] {
			return
		}
		seen[p] = true
		one := Party{Name: line(p.Name), Kind: p.Kind.String(), Country: p.Country, URL: p.URL}
		for _, s := range p.Short {
			one.Short = append(one.Short, line(s))
		}
		list = append(list, one)
	}
	for _, part := range roles {
		add(part.Party)
	}
	for _, e := range slices.Concat(l.Entries, l.Vague) {
		for _, p := range e.Payer.Parties {
			add(p)
		}
	}
	slices.SortStableFunc(list, func(a, b Party) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

func document(plan *site.Document, o Options) Document {
	src := plan.Model.Source
	sum := sha256.Sum256(src.Data)
	d := Document{
		Slug: plan.Model.Slug, Title: line(plan.Model.Title),
		Source: line(path.Base(src.Name)), SHA256: hex.EncodeToString(sum[:]),
		Permalink: src.Meta.Permalink, Published: src.Meta.Published, Modified: src.Meta.Modified, Language: src.Meta.Language,
		Archive: src.Meta.Archive, Publisher: line(src.Meta.Publisher), Categories: src.Meta.Categories,
	}
	if o.BaseURL != "" {
		d.URL = o.BaseURL + d.Slug + "/"
	}
	return d
}

// count notes in each row which totals add it.
func (b *Book) count() {
	for _, t := range b.Totals {
		for _, n := range t.Added {
			r := b.row(n)
			r.Counted = append(r.Counted, t.ID)
		}
	}
}

// A maker turns models into finished values.
type maker struct {
	plan    *site.Document
	entries []*ledger.Entry
	rows    []ledger.Row // of the entries; both stand at their number less one
	numbers map[*ledger.Entry]int
}

// spot describes where something stands; c and p may be nil.
func (m *maker) spot(c *factsheet.Commitment, p *factsheet.Pillar, span factsheet.Span) Spot {
	var s Spot
	s.Lines, s.Bytes = m.lines(span)
	page := m.plan.Path
	if planned := m.plan.Pillar(p); planned != nil {
		page = planned.Path
		if !p.Implicit {
			s.Pillar, s.Heading = p.Number, line(p.Heading)
		}
	}
	if planned := m.plan.Commitment(c); planned != nil {
		page = planned.Path
		s.Commitment = c.Number
	}
	s.Page = site.Rel(m.plan.Path, page)
	return s
}

func (m *maker) row(number int, e *ledger.Entry) Row {
	r := Row{
		Spot: m.spot(e.Commitment, e.Pillar, e.Span), Number: number, Place: e.Place.String(), Quote: line(e.Quote),
		Min: e.Amount.Min, Max: e.Amount.Max, Currency: e.Amount.Currency, Qualifier: e.Amount.Qualifier.String(),
		Period: e.Period, Unit: line(e.Unit),
		Payer: line(e.Payer.Name()), Group: line(m.rows[number-1].PayerName), Words: line(e.Payer.Words), Inferred: e.Payer.Inferred,
		Class: e.Class.String(), Status: e.Status.String(), Flow: e.Flow.String(), Purpose: line(e.Purpose),
		Relation: e.Relation.String(), Related: m.of(e.Of), Why: line(e.Why),
	}
	r.Sentence = line(e.Sentence)
	for _, p := range e.Payer.Parties {
		r.Payers = append(r.Payers, line(p.Name))
	}
	for _, a := range e.Equivalents {
		r.Equivalents = append(r.Equivalents, Sum{a.Min, a.Max, a.Currency})
	}
	return r
}

// of returns the numbers of entries.
func (m *maker) of(list []*ledger.Entry) []int {
	var numbers []int
	for _, e := range list {
		numbers = append(numbers, m.numbers[e])
	}
	return numbers
}

func (m *maker) other(o *ledger.Other) Other {
	var p *factsheet.Pillar
	if o.Commitment != nil {
		p = o.Commitment.Pillar
	}
	return Other{
		Spot:  m.spot(o.Commitment, p, o.Span),
		Quote: line(o.Quote), Sum: Sum{o.Amount.Min, o.Amount.Max, o.Amount.Currency},
		Qualifier: o.Amount.Qualifier.String(), Reason: line(o.Reason),
	}
}

// around is how much of the words on either side of a deadline is shown, in
// characters.
const around = 200

func (m *maker) deadline(number int, due *Due) Deadline {
	p := &due.Passage
	d := Deadline{
		Spot: m.spot(p.Commitment, p.Pillar, p.Span(due.Start, due.End)), Number: number, Quote: line(p.Text[due.Start:due.End]),
		Form: due.Form, ISO: line(due.ISO), Event: line(due.Event), Target: due.Target, Earliest: due.Earliest, Latest: due.Latest,
	}
	before, after := p.Context(due.Start, due.End, around)
	d.Sentence = line(before + p.Text[due.Start:due.End] + after)
	switch {
	case p.Commitment != nil:
		d.Title = line(p.Commitment.Title)
	case d.Heading != "":
		d.Title = d.Heading
	default:
		d.Title = line(m.plan.Model.Title)
	}
	return d
}

// totals returns the totals of the document, each payer and each pillar. Those
// of the flows are those of the document, since no total adds two flows. Where
// all rows are in one pillar, or in none, it has no totals of its own.
func (m *maker) totals() []Total {
	list := m.scope(nil, "document", line(m.plan.Model.Title), ledger.Sum(m.rows))
	for _, g := range ledger.ByPayer(m.rows) {
		list = m.scope(list, "payer", line(g.Name), g.Totals)
	}
	if pillars := ledger.ByPillar(m.rows); len(pillars) > 1 {
		for _, g := range pillars {
			list = m.scope(list, "pillar", m.heading(g.Rows[0].Number), g.Totals)
		}
	}
	return list
}

// heading returns the heading of the pillar of a row.
func (m *maker) heading(row int) string {
	if p := m.entries[row-1].Pillar; p != nil && !p.Implicit {
		return line(p.Heading)
	}
	return ""
}

// scope appends the totals of one scope.
func (m *maker) scope(list []Total, scope, name string, totals []ledger.Total) []Total {
	for _, t := range totals {
		k := t.Kind()
		total := Total{
			ID: "T" + strconv.Itoa(len(list)+1), Scope: scope, Name: name,
			Currency: k.Currency, Class: k.Class.String(), Flow: k.Flow.String(), Rate: line(k.Rate),
			Qualifier: t.Qualifier().String(), About: t.About(), Min: t.Min(), Max: t.Max(), Words: totalWords(t), Vague: t.Vague(),
		}
		for _, r := range t.Rows() {
			total.Added = append(total.Added, r.Number)
		}
		for _, left := range t.Left() {
			total.LeftOut = append(total.LeftOut, Omission{left.Row.Number, line(left.Reason)})
		}
		list = append(list, total)
	}
	return list
}

// totalWords says a total for a reader: "more than USD 3,700,000,000 each
// year, plus 1 sum without a figure".
func totalWords(t ledger.Total) string {
	low, high := grouped(t.Min().Decimal), grouped(t.Max().Decimal)
	currency := t.Kind().Currency + " "
	var s string
	switch t.Qualifier() {
	case money.UpTo:
		s = "up to " + currency + high
	case money.MoreThan:
		s = "more than " + currency + low
	case money.AtLeast:
		s = "at least " + currency + low
	case money.Range:
		s = currency + low + " to " + high
	default:
		s = currency + low
	}
	if t.About() {
		s = "about " + s
	}
	if rate := t.Kind().Rate; rate != "" {
		s += " " + rateWords(line(rate))
	}
	switch n := t.Vague(); n {
	case 0:
		return s
	case 1:
		return s + ", plus 1 sum without a figure"
	default:
		return s + ", plus " + strconv.Itoa(n) + " sums without a figure"
	}
}

var rates = map[string]string{"/P1Y": "each year", "/P1M": "each month", "/P1W": "each week", "/P1D": "each day", "/P3M": "each quarter", "/PT1H": "each hour", "per each": "each"}

func rateWords(rate string) string {
	if words, ok := rates[rate]; ok {
		return words
	}
	return rate
}

// grouped writes a decimal with commas between groups of three figures.
func grouped(d decimal.Decimal) string {
	whole, rest, _ := strings.Cut(d.String(), ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if rest != "" {
		b.WriteString("." + rest)
	}
	return b.String()
}
