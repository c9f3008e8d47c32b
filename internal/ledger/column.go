package ledger

import (
	"strings"

	"github.com/shopspring/decimal"
)

// tables finds the totals of tables: rows whose figure is the sum of the rows
// below, or that say so.
func (x *extractor) tables(all []*Entry) {
	byTable := map[*block][]*Entry{}
	var order []*block
	var last *Entry
	var head *block
	for _, e := range all {
		if e.Place != InCell {
			last = nil
			continue
		}
		if last == nil || last.block.table != e.block.table || last.block.head != e.block.head {
			head = e.block
			order = append(order, head)
		}
		byTable[head] = append(byTable[head], e)
		last = e
	}
	for _, b := range order {
		column(byTable[b])
	}
}

// column finds subtotals in a column, from the bottom up, so that a subtotal
// is known when the total above it is looked at.
func column(rows []*Entry) {
	for i := len(rows) - 1; i >= 0; i-- {
		e := rows[i]
		want, ok := value(e.Amount)
		if !ok {
			continue
		}
		if of := run(rows[i+1:], want); of != nil {
			e.set(Includes, "the sum of the rows below", of...)
			continue
		}
		if of := run(reversed(rows[:i]), want); of != nil && totalLabel(e.block.label) {
			e.set(Includes, "the sum of the rows above", of...)
			continue
		}
		if totalLabel(e.block.label) {
			e.set(Includes, "the row says that it is a total", others(rows, e)...)
		}
	}
}

func totalLabel(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "total") || s == "sum"
}

func others(rows []*Entry, e *Entry) []*Entry {
	var out []*Entry
	for _, r := range rows {
		if r != e && r.Relation == New {
			out = append(out, r)
		}
	}
	return out
}

func reversed(rows []*Entry) []*Entry {
	out := make([]*Entry, len(rows))
	for i, r := range rows {
		out[len(rows)-1-i] = r
	}
	return out
}

// run returns the first rows, two at least, that add up to a value exactly;
// subtotals stand for their parts, which are passed over.
func run(rows []*Entry, want decimal.Decimal) []*Entry {
	sum, n := decimal.Zero, 0
	inside := map[*Entry]bool{}
	var of []*Entry
	for _, r := range rows {
		v, ok := value(r.Amount)
		if !ok || inside[r] {
			continue
		}
		if r.Relation == Includes {
			for _, p := range r.Of {
				inside[p] = true
			}
		}
		sum, n = sum.Add(v), n+1
		of = append(of, r)
		switch sum.Cmp(want) {
		case 0:
			if n > 1 {
				return of
			}
		case 1:
			return nil
		}
	}
	return nil
}
