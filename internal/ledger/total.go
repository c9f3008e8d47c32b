package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/money"
)

// A Left is a row that a total leaves out.
type Left struct {
	Row    Row
	Reason string // in words for a reader
}

// A Total is the sum of rows of one kind. Only Sum makes one.
type Total struct {
	kind   Kind
	upTo   bool
	over   bool
	strict bool // "more than" rather than "at least"
	about  bool
	low    decimal.Decimal
	high   decimal.Decimal
	scope  []Row // all rows that Sum was given; shared by its totals
	rows   []int // which of them are summed
	vague  int
}

// Kind returns what the rows have in common.
func (t Total) Kind() Kind { return t.kind }

// Min returns the lower bound; not valid where the rows only say "up to".
func (t Total) Min() decimal.NullDecimal {
	if t.upTo {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.low)
}

// Max returns the upper bound; not valid where a row says "more than".
func (t Total) Max() decimal.NullDecimal {
	if t.over {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.high)
}

// Qualifier returns the words that the total must carry: Exact, MoreThan,
// AtLeast, UpTo, Range or Approximately. A bound beside a figure that is only
// about right is a bound and about right: see About.
func (t Total) Qualifier() money.Qualifier {
	switch {
	case t.upTo:
		return money.UpTo
	case t.over && t.strict:
		return money.MoreThan
	case t.over:
		return money.AtLeast
	case !t.low.Equal(t.high):
		return money.Range
	case t.about:
		return money.Approximately
	}
	return money.Exact
}

// About reports whether one of the figures is only about right.
func (t Total) About() bool { return t.about }

// Rows returns the rows that are summed, in the order of the source.
func (t Total) Rows() []Row {
	out := make([]Row, len(t.rows))
	for i, n := range t.rows {
		out[i] = t.scope[n]
	}
	return out
}

// Left returns the rows of the same scope and currency that are not summed,
// with the reason.
func (t Total) Left() []Left {
	var out []Left
	for _, r := range t.scope {
		if r.Kind.Currency != t.kind.Currency {
			continue
		}
		if reason := t.without(r); reason != "" {
			out = append(out, Left{r, reason})
		}
	}
	return out
}

// without returns why a row is not in the total, or "".
func (t Total) without(r Row) string {
	if reason := whyNot(r); reason != "" {
		return reason
	}
	switch {
	case r.Kind.Class != t.kind.Class:
		return "it is " + r.Kind.Class.String() + " money"
	case r.Kind.Flow != t.kind.Flow:
		return "it is another kind of money: " + r.Kind.Flow.String()
	case r.Kind.Rate != t.kind.Rate:
		return "lump sums and sums that come again are not added"
	case upper(r.Qualifier) != t.upTo:
		return "“up to” is a bound of another kind"
	}
	return ""
}

// Vague returns how many of the rows left out have no figure: "plus 2
// unquantified".
func (t Total) Vague() int { return t.vague }

// String gives the total for a dump: "more than USD 25000000000".
func (t Total) String() string {
	s := t.kind.Currency + " "
	switch t.Qualifier() {
	case money.Range:
		s += t.low.String() + " to " + t.high.String()
	case money.UpTo:
		s = "up to " + s + t.high.String()
	case money.MoreThan:
		s = "more than " + s + t.low.String()
	case money.AtLeast:
		s = "at least " + s + t.low.String()
	default:
		s += t.low.String()
	}
	if t.about {
		s = "about " + s
	}
	if t.vague > 0 {
		s += fmt.Sprintf(" plus %d unquantified", t.vague)
	}
	return s
}

// bucket is a kind, upper bounds apart from the rest.
type bucket struct {
	kind Kind
	upTo bool
}

// Sum adds rows that are alike and returns a total for each kind among them,
// in the order of currency, class, flow and rate. The rows of an empty scope
// give no total. Figures of the past and goals are never added, since they
// overlap; nor is a sum that another row holds or says already. The totals keep
// the rows, which are not to be changed after.
func Sum(rows []Row) []Total {
	var order []bucket
	totals := map[bucket]*Total{}
	vague := map[Kind]int{}
	for n, r := range rows {
		if r.Qualifier == money.Vague {
			vague[r.Kind]++
		}
		if whyNot(r) != "" {
			continue
		}
		b := bucket{r.Kind, upper(r.Qualifier)}
		t := totals[b]
		if t == nil {
			t = &Total{kind: r.Kind, upTo: b.upTo, scope: rows}
			totals[b] = t
			order = append(order, b)
		}
		t.add(n)
	}
	slices.SortStableFunc(order, compareBuckets)
	out := make([]Total, 0, len(order))
	for _, b := range order {
		t := totals[b]
		t.vague = vague[b.kind]
		out = append(out, *t)
	}
	return out
}

func upper(q money.Qualifier) bool { return q == money.UpTo || q == money.LessThan }

func compareBuckets(a, b bucket) int {
	return cmp.Or(
		cmp.Compare(a.kind.Currency, b.kind.Currency), cmp.Compare(a.kind.Class, b.kind.Class), cmp.Compare(a.kind.Flow, b.kind.Flow),
		cmp.Compare(a.kind.Rate, b.kind.Rate), cmp.Compare(fmt.Sprint(a.upTo), fmt.Sprint(b.upTo)),
	)
}

// whyNot returns why a row enters no total at all, or "".
func whyNot(r Row) string {
	switch {
	case r.Qualifier == money.Vague || !r.Min.Valid && !r.Max.Valid:
		return "it has no figure"
	case r.Relation == Restates && len(r.Of) == 0 && r.Why != "":
		return "it is " + r.Why
	case r.Relation == Restates:
		return "it says again what is in " + numbers(r.Of)
	case r.Relation == Part:
		return "it is a part of " + numbers(r.Of)
	case r.Relation == Includes && len(r.Of) == 0:
		return "it is a running total of what was given before"
	case r.Relation == Includes:
		return "it is the total of " + numbers(r.Of)
	case r.Kind.Flow == History:
		return "it was given already; figures of the past overlap"
	case r.Kind.Flow == Aim:
		return "it is a goal, not a gift"
	}
	return ""
}

func numbers(of []int) string {
	if len(of) == 0 {
		return "another row"
	}
	s := make([]string, len(of))
	for i, n := range of {
		s[i] = fmt.Sprint(n)
	}
	if len(s) == 1 {
		return "row " + s[0]
	}
	return "rows " + strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}

func (t *Total) add(n int) {
	r := t.scope[n]
	t.rows = append(t.rows, n)
	low, high := r.Min.Decimal, r.Max.Decimal
	switch {
	case !r.Min.Valid:
		low = decimal.Zero
	case !r.Max.Valid:
		high = low
		t.over = true
		t.strict = t.strict || r.Qualifier == money.MoreThan
	}
	t.about = t.about || r.Qualifier == money.Nearly || r.Qualifier == money.Approximately
	t.low, t.high = t.low.Add(low), t.high.Add(high)
}
