package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// A Group is the totals of the rows of one payer, pillar or flow.
type Group struct {
	Key    string // ID of the payer, number of the pillar, name of the flow
	Name   string
	Rows   []Row
	Totals []Total
}

// ByPayer groups rows by payer, in the order of first mention; rows without a
// known payer come last under an empty key.
func ByPayer(rows []Row) []Group {
	groups := group(rows, func(r Row) (string, string) { return r.Payer, r.PayerName })
	slices.SortStableFunc(groups, func(a, b Group) int {
		switch {
		case (a.Key == "") == (b.Key == ""):
			return 0
		case a.Key == "":
			return 1
		}
		return -1
	})
	return groups
}

// ByPillar groups rows by pillar, in the order of the source.
func ByPillar(rows []Row) []Group {
	return group(rows, func(r Row) (string, string) { return r.Document + "/" + r.Pillar, r.Pillar })
}

// ByFlow groups rows by flow.
func ByFlow(rows []Row) []Group {
	groups := group(rows, func(r Row) (string, string) { return r.Kind.Flow.String(), r.Kind.Flow.String() })
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(a.Rows[0].Kind.Flow, b.Rows[0].Kind.Flow) })
	return groups
}

func group(rows []Row, by func(Row) (key, name string)) []Group {
	var out []Group
	index := map[string]int{}
	for _, r := range rows {
		key, name := by(r)
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, Group{Key: key, Name: name})
		}
		out[i].Rows = append(out[i].Rows, r)
	}
	for i := range out {
		out[i].Totals = Sum(out[i].Rows)
	}
	return out
}

// A Summary is what totals across documents need of one document. It keeps
// nothing of the document alive.
type Summary struct {
	Document string // slug
	Title    string
	Rows     []Row
}

// Summary returns the summary of a ledger.
func (l *Ledger) Summary() Summary {
	return Summary{Document: l.Document.Slug, Title: strings.Clone(l.Document.Title), Rows: l.Rows()}
}

// Across groups the rows of many documents by payer, in the order of the
// documents. A sum that a later document tells again, of the same payer, size
// and kind and in the same words, is left out of the totals as said before.
func Across(documents []Summary) []Group {
	var rows []Row
	for _, d := range documents {
		rows = append(rows, d.Rows...)
	}
	type size struct{ payer, currency, figure string }
	seen := map[size][]int{}
	for i := range rows {
		r := &rows[i]
		if r.Relation != New || !r.Min.Valid && !r.Max.Valid {
			continue
		}
		key := size{r.Payer, r.Kind.Currency, r.Min.Decimal.String() + " " + r.Max.Decimal.String()}
		for _, o := range seen[key] {
			if rows[o].Document != r.Document && alike(rows[o].Telling, r.Telling) {
				r.Relation, r.Of, r.Why = Restates, nil, "told in "+rows[o].Document+" too"
				break
			}
		}
		if len(seen[key]) < mostSame && r.Relation == New {
			seen[key] = append(seen[key], i)
		}
	}
	return ByPayer(rows)
}

// alike reports whether two lists of telling words are of one sum.
func alike(a, b string) bool {
	left, right := strings.Fields(a), strings.Fields(b)
	shared := 0
	for _, w := range left {
		if _, found := slices.BinarySearch(right, w); found {
			shared++
		}
	}
	return shared >= 4 && shared*2 >= min(len(left), len(right))
}
