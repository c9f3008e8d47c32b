package page

import (
	"time"

	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/search"
	"communique/internal/site"
)

// A Kept is a [Summary] as it is kept between two builds: the same, with names
// that can be written to a file.
type Kept struct {
	Summary site.Summary
	Finding string
	Rows    []ledger.Row
	Times   []keptDeadline
	Parties []keptParty
	Sums    []int
	Clocked bool
	Search  *search.Kept
}

type keptDeadline struct {
	When, Quote, Place string
	Path               string
	Dated              bool
	Last               time.Time
}

type keptParty struct {
	ID, Name string
	Kind     party.Kind
	URL      string
	Short    []string
	Path     string
	Counts   [3]int
	Parts    [3][]keptTarget
	Sums     []keptTarget
	Times    []keptTarget
}

type keptTarget struct{ Number, Label, Path, Note string }

// Keep returns what is to be kept of a summary.
func (s *Summary) Keep() Kept {
	return Kept{
		Summary: s.Summary, Finding: s.Finding, Rows: s.Rows, Clocked: s.clocked, Sums: s.sums, Search: s.search.Keep(),
		Times: each(s.times, func(d deadlineSummary) keptDeadline {
			return keptDeadline{d.when, d.quote, d.place, d.path, d.dated, d.last}
		}),
		Parties: each(s.parties, func(p partySummary) keptParty {
			k := keptParty{ID: p.id, Name: p.name, Kind: p.kind, URL: p.url, Short: p.short, Path: p.path, Counts: p.counts}
			for i := range p.parts {
				k.Parts[i] = each(p.parts[i], keepTarget)
			}
			k.Sums, k.Times = each(p.sums, keepTarget), each(p.times, keepTarget)
			return k
		}),
	}
}

func keepTarget(t targetSummary) keptTarget { return keptTarget{t.number, t.label, t.path, t.note} }

// Restore returns the summary that was kept.
func (k *Kept) Restore() Summary {
	return Summary{
		Summary: k.Summary, Finding: k.Finding, Rows: k.Rows, clocked: k.Clocked, sums: k.Sums, search: k.Search.Part(),
		times: each(k.Times, func(d keptDeadline) deadlineSummary {
			return deadlineSummary{when: d.When, quote: d.Quote, place: d.Place, path: d.Path, dated: d.Dated, last: d.Last}
		}),
		parties: each(k.Parties, func(k keptParty) partySummary {
			p := partySummary{id: k.ID, name: k.Name, kind: k.Kind, url: k.URL, short: k.Short, path: k.Path, counts: k.Counts}
			for i := range k.Parts {
				p.parts[i] = each(k.Parts[i], restoreTarget)
			}
			p.sums, p.times = each(k.Sums, restoreTarget), each(k.Times, restoreTarget)
			return p
		}),
	}
}

func restoreTarget(k keptTarget) targetSummary {
	return targetSummary{k.Number, k.Label, k.Path, k.Note}
}

// each turns each of a list into something else; a list of none stays none.
func each[A, B any](list []A, turn func(A) B) []B {
	if list == nil {
		return nil
	}
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = turn(a)
	}
	return out
}
