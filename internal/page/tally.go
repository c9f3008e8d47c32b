package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/party"
)

// A tally is a total of the ledger with whose it is. Where a payer or a pillar
// has sums of which none can be added, it has a tally without a total.
type tally struct {
	key, name string // of the group
	party     *party.Party
	total     ledger.Total
	added     bool // there is a total
	rough     bool // its figures are written in four digits: it is of so many documents that more would mean nothing
	rows      []ledger.Row
}

// totals are the totals of one document. Private money stands apart.
type totals struct {
	payers, pillars, flows                []tally
	private, privatePillars, privateFlows []tally
}

func documentTotals(f Findings) (t totals) {
	if f.Ledger == nil {
		return t
	}
	public, private := apart(f.tableRows())
	t.payers, t.private = tallies(ledger.ByPayer(public)), tallies(ledger.ByPayer(private))
	t.pillars, t.flows = tallies(ledger.ByPillar(public)), tallies(ledger.ByFlow(public))
	t.privatePillars, t.privateFlows = tallies(ledger.ByPillar(private)), tallies(ledger.ByFlow(private))
	for _, list := range [][]tally{t.pillars, t.privatePillars} {
		sortPillars(list, f.Ledger.Document)
	}
	byID := map[string]*party.Party{}
	for _, p := range f.Ledger.Parties.Parties() {
		byID[p.ID] = p
	}
	for _, list := range [][]tally{t.payers, t.private} {
		for i := range list {
			list[i].party = byID[list[i].key]
		}
		sortTallies(list)
	}
	return t
}

// apart parts private money from all other.
func apart(rows []ledger.Row) (public, private []ledger.Row) {
	for _, r := range rows {
		if r.Kind.Class == ledger.Private {
			private = append(private, r)
		} else {
			public = append(public, r)
		}
	}
	return public, private
}

func tallies(groups []ledger.Group) []tally {
	var out []tally
	for _, g := range groups {
		for _, t := range g.Totals {
			out = append(out, tally{key: g.Key, name: g.Name, total: t, added: true, rows: g.Rows})
		}
		if len(g.Totals) == 0 {
			out = append(out, tally{key: g.Key, name: g.Name, rows: g.Rows})
		}
	}
	return out
}

// sortTallies puts what is committed first, the largest sums of a currency
// ahead of others, what cannot be added last.
func sortTallies(list []tally) {
	slices.SortStableFunc(list, func(a, b tally) int {
		if a.added != b.added || !a.added {
			return compareBool(b.added, a.added)
		}
		x, y := a.total.Kind(), b.total.Kind()
		return cmp.Or(cmp.Compare(x.Flow, y.Flow), cmp.Compare(x.Class, y.Class), cmp.Compare(x.Currency, y.Currency),
			cmp.Compare(x.Rate, y.Rate), b.size().Cmp(a.size()))
	})
}

// sortPillars puts totals of pillars in the order of the document, what stands
// outside them last. Without it a pillar whose first sum has no figure would
// stand behind the others.
func sortPillars(list []tally, d *factsheet.Document) {
	if d == nil {
		return
	}
	at := map[string]int{"": len(d.Pillars)}
	for i, p := range d.Pillars {
		at[p.Number] = i
	}
	slices.SortStableFunc(list, func(a, b tally) int { return cmp.Compare(at[a.name], at[b.name]) })
}

// sameKind counts the totals of a list that are of the kind of another, and
// have bounds like it: what that one may hold.
func sameKind(list []tally, of tally) int {
	n := 0
	for _, t := range list {
		if t.added && t.total.Kind() == of.total.Kind() && t.total.Min().Valid == of.total.Min().Valid {
			n++
		}
	}
	return n
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// size is the figure by which a total is sorted.
func (t tally) size() decimal.Decimal {
	if m := t.total.Min(); m.Valid {
		return m.Decimal
	}
	return t.total.Max().Decimal
}

// amount writes the total with its bounds.
func (t tally) amount() string {
	if !t.added {
		return "nothing that can be added"
	}
	total := t.total
	min, max, nearly := total.Min(), total.Max(), total.About()
	if t.rough {
		min, max, nearly = roughly(min, max, nearly)
	}
	s := bounded(total.Kind().Currency, min, max, total.Qualifier())
	if nearly && total.Qualifier() != money.Approximately {
		s = about(s)
	}
	if rate := rateWords(total.Kind().Rate); rate != "" {
		s += " " + rate
	}
	return s
}

// roughly rounds the bounds of a sum to four digits, outwards, so that what is
// said of it stays true. A sum that was exact is only about that then.
func roughly(min, max decimal.NullDecimal, nearly bool) (low, high decimal.NullDecimal, about bool) {
	low, high = min, max
	if min.Valid && max.Valid && min.Decimal.Equal(max.Decimal) {
		low.Decimal = fourDigits(min.Decimal, decimal.Decimal.Round)
		return low, low, nearly || !low.Decimal.Equal(min.Decimal)
	}
	low.Decimal = fourDigits(min.Decimal, decimal.Decimal.RoundFloor)
	high.Decimal = fourDigits(max.Decimal, decimal.Decimal.RoundCeil)
	return low, high, nearly
}

// fourDigits keeps the first four digits of a figure, rounded in one way.
func fourDigits(d decimal.Decimal, round func(decimal.Decimal, int32) decimal.Decimal) decimal.Decimal {
	if digits := int32(d.NumDigits()) + d.Exponent(); digits > 4 {
		return round(d, 4-digits)
	}
	return d
}

// about says of a sum with its bounds that its figures are only about right:
// "more than about $2 billion".
func about(s string) string {
	for _, head := range []string{"more than ", "at least ", "up to "} {
		if figures, ok := strings.CutPrefix(s, head); ok {
			return head + "about " + figures
		}
	}
	return "about " + s
}

// payerName names who pays.
func (t tally) payerName() string {
	switch {
	case t.party != nil:
		return t.party.Name
	case t.name != "":
		return capital(t.name)
	case t.rows[0].Kind.Class == ledger.Private:
		return "Companies and other private payers"
	}
	return "Payer not named"
}

// definite names the payer with its article, inside a sentence.
func (t tally) definite() string {
	if t.party != nil {
		return definite(t.party)
	}
	if t.name == "" {
		return "payers that are not named"
	}
	if rest, ok := strings.CutPrefix(t.name, "The "); ok {
		return "the " + rest
	}
	return t.name
}

// kindName names the kind of money of a total, and whose it is where it is
// neither public nor private.
func kindName(k ledger.Kind) string {
	switch k.Class {
	case ledger.Mixed:
		return flowNames[k.Flow] + ", public and private money together"
	case ledger.Unclear:
		return flowNames[k.Flow] + ", whose money is not said"
	}
	return flowNames[k.Flow]
}

// without says why a row is in no total.
func without(r ledger.Row) string { return uncounted(r.Relation, r.Kind.Flow, r.Min, r.Max) }

// uncounted says why a sum enters no total; empty for one that can.
func uncounted(relation ledger.Relation, flow ledger.Flow, min, max decimal.NullDecimal) string {
	switch {
	case !min.Valid && !max.Valid:
		return "it has no figure"
	case relation != ledger.New:
		return strings.TrimPrefix(relationWords[relation], "no, ") + " another sum"
	case flow == ledger.History:
		return "it was given already, and figures of the past overlap"
	case flow == ledger.Aim:
		return "it is a goal, not a gift"
	}
	return ""
}
