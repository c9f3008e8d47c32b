package page

import (
	"slices"
	"strings"
	"time"

	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/role"
	"communique/internal/search"
	"communique/internal/site"
)

// A Summary is what the pages across documents say of one document. Its
// strings are copies: it keeps nothing of the document alive.
type Summary struct {
	site.Summary
	Finding string       // on its money; empty where none is named
	Rows    []ledger.Row // of its ledger
	times   []deadlineSummary
	parties []partySummary
	sums    []int // the numbers of the first sums of their pages; none where they stand with the totals
	clocked bool  // the deadlines are those that are open
	search  *search.Part
}

// Order sorts documents as [site.Order] does.
func Order(documents []Summary) {
	slices.SortFunc(documents, func(a, b Summary) int { return site.Compare(a.Summary, b.Summary) })
}

// A deadlineSummary is a deadline as other pages show it.
type deadlineSummary struct {
	when, quote, place string
	path               string // of its row
	dated              bool
	last               time.Time
}

// A partySummary is what one document says of a party.
type partySummary struct {
	id, name string
	kind     party.Kind
	url      string
	short    []string
	path     string // of its entry among the parties of the document
	counts   [3]int // of commitments, by role
	parts    [3][]targetSummary
	sums     []targetSummary
	times    []targetSummary
}

// A targetSummary is a thing that a party's page leads to.
type targetSummary struct{ number, label, path, note string }

// Bounds on what is kept of one document, so that the summaries of thousands
// stay small.
const (
	maxKeptDeadlines = 12
	maxKeptParts     = 40 // of one party in one role
)

// Summary returns what other pages say of the document.
func (w *documentWriter) summary() Summary {
	s := Summary{Summary: w.doc.Summary(), sums: w.parts.sums, clocked: !w.found.Clock.IsZero()}
	if w.finding != noMoney {
		s.Finding = strings.Clone(w.finding)
	}
	if w.found.Ledger != nil {
		s.Rows = cloneRows(w.found.tableRows())
	}
	for _, i := range w.due() {
		d := w.found.Deadlines[i]
		if len(s.times) == maxKeptDeadlines {
			break
		}
		if w.found.Clock.IsZero() || !d.Over(w.found.Clock) {
			s.times = append(s.times, w.deadlineSummary(i))
		}
	}
	for _, k := range w.known {
		s.parties = append(s.parties, w.partySummary(k))
	}
	return s
}

// cloneRows copies the strings of rows that may be parts of the document.
func cloneRows(rows []ledger.Row) []ledger.Row {
	for i := range rows {
		r := &rows[i]
		r.Document, r.Pillar = strings.Clone(r.Document), strings.Clone(r.Pillar)
		r.Payer, r.PayerName = strings.Clone(r.Payer), strings.Clone(r.PayerName)
		r.Kind.Rate, r.Kind.Currency, r.Why = strings.Clone(r.Kind.Rate), strings.Clone(r.Kind.Currency), strings.Clone(r.Why)
	}
	return rows
}

func (w *documentWriter) deadlineSummary(i int) deadlineSummary {
	d := w.found.Deadlines[i]
	place, _ := w.place(w.doc.Deadlines, d.Passage.Commitment, d.Passage.Pillar)
	return deadlineSummary{
		when: strings.Clone(when(d.Deadline)), quote: strings.Clone(d.quote()), place: strings.Clone(place.Label),
		path: w.deadlinePath(i), dated: !d.Latest.IsZero() && dueYear(d.Deadline) != "", last: lastDay(d.Deadline),
	}
}

func (w *documentWriter) partySummary(k *known) partySummary {
	p := partySummary{id: strings.Clone(idOf(k.party)), name: strings.Clone(k.party.Name), kind: k.party.Kind, path: w.partyPath(partyID(k.party))}
	if webAddress(k.party.URL) {
		p.url = strings.Clone(k.party.URL)
	}
	for _, s := range k.party.Short {
		p.short = append(p.short, strings.Clone(oneLine(s)))
	}
	promised := map[any]bool{}
	for r, list := range k.parts {
		p.counts[r] = len(list)
		for _, m := range list {
			if role.Role(r) == role.Promises {
				promised[m] = true
			}
			if c := w.doc.Commitment(m); len(p.parts[r]) < maxKeptParts {
				p.parts[r] = append(p.parts[r], targetSummary{strings.Clone(m.Number), strings.Clone(m.Title), strings.Clone(c.Path), ""})
			}
		}
	}
	for _, e := range k.sums {
		if len(p.sums) < maxKeptParts {
			note := e.Status.String()
			if why := uncounted(e.Relation, e.Flow, e.Amount.Min, e.Amount.Max); why != "" {
				note += "; not counted: " + why
			}
			p.sums = append(p.sums, targetSummary{"", strings.Clone(entryFigure(e)), w.sumPath(w.numbers[e]), note})
		}
	}
	for i, d := range w.found.Deadlines {
		if d.Passage.Commitment != nil && promised[d.Passage.Commitment] && len(p.times) < maxKeptParts {
			p.times = append(p.times, targetSummary{"", strings.Clone(d.quote()), w.deadlinePath(i), strings.Clone(d.beyond())})
		}
	}
	return p
}
