package ledger

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"communique/internal/money"
)

// randomRow makes a row that any document could hold.
func randomRow(r *rand.Rand, n int) Row {
	currencies := []string{"USD", "EUR", "KRW"}
	row := Row{
		Number: n, Payer: []string{"united-states", "republic-of-korea", ""}[r.Intn(3)], Pillar: fmt.Sprint(r.Intn(3)),
		Qualifier: money.Qualifier(r.Intn(9)),
		Kind:      Kind{currencies[r.Intn(3)], Class(r.Intn(4)), Flow(r.Intn(7)), []string{"", "", "/P1Y", "per case"}[r.Intn(4)]},
		Relation:  Relation(r.Intn(6) / 3 * r.Intn(4)),
	}
	low := decimal.New(r.Int63n(1_000_000), int32(r.Intn(9)-2))
	high := low.Add(decimal.New(1+r.Int63n(1000), 0))
	switch row.Qualifier {
	case money.MoreThan, money.AtLeast:
		row.Min = decimal.NewNullDecimal(low)
	case money.UpTo, money.LessThan:
		row.Max = decimal.NewNullDecimal(low)
	case money.Range:
		row.Min, row.Max = decimal.NewNullDecimal(low), decimal.NewNullDecimal(high)
	case money.Vague:
	default:
		row.Min, row.Max = decimal.NewNullDecimal(low), decimal.NewNullDecimal(low)
	}
	return row
}

func randomRows(seed int64) []Row {
	r := rand.New(rand.NewSource(seed))
	rows := make([]Row, r.Intn(40))
	for i := range rows {
		rows[i] = randomRow(r, i+1)
	}
	return rows
}

// checkTotal holds a total against its rows with nothing but addition.
func checkTotal(t *testing.T, total Total, scope []Row) {
	t.Helper()
	low, high := decimal.Zero, decimal.Zero
	open, upTo := false, false
	seen := map[int]bool{}
	for _, r := range total.Rows() {
		if r.Kind != total.Kind() {
			t.Errorf("row %d of kind %v is in a total of %v", r.Number, r.Kind, total.Kind())
		}
		if r.Relation != New {
			t.Errorf("row %d, which %v, is in a total", r.Number, r.Relation)
		}
		if seen[r.Number] {
			t.Errorf("row %d is in a total twice", r.Number)
		}
		seen[r.Number] = true
		if r.Min.Valid {
			low = low.Add(r.Min.Decimal)
		}
		if r.Max.Valid {
			high = high.Add(r.Max.Decimal)
		}
		open = open || !r.Max.Valid
		upTo = upTo || !r.Min.Valid
	}
	if upTo && open {
		t.Errorf("%v mixes lower and upper bounds", total)
	}
	if min := total.Min(); min.Valid == upTo || min.Valid && !min.Decimal.Equal(low) {
		t.Errorf("%v: the lower bound is %v, the rows come to %v", total, min, low)
	}
	if max := total.Max(); max.Valid == open || max.Valid && !max.Decimal.Equal(high) {
		t.Errorf("%v: the upper bound is %v, the rows come to %v", total, max, high)
	}
	for _, l := range total.Left() {
		if seen[l.Row.Number] {
			t.Errorf("row %d is both summed and left out", l.Row.Number)
		}
		if l.Reason == "" {
			t.Errorf("row %d is left out without a reason", l.Row.Number)
		}
		seen[l.Row.Number] = true
	}
	for _, r := range scope {
		if r.Kind.Currency == total.Kind().Currency && !seen[r.Number] {
			t.Errorf("row %d is neither summed nor left out", r.Number)
		}
	}
}

func TestSumOfRandomRows(t *testing.T) {
	for seed := range int64(400) {
		rows := randomRows(seed)
		inTotals := map[int]int{}
		for _, total := range Sum(rows) {
			checkTotal(t, total, rows)
			for _, r := range total.Rows() {
				inTotals[r.Number]++
			}
		}
		for _, r := range rows {
			want := 1
			if whyNot(r) != "" {
				want = 0
			}
			if inTotals[r.Number] != want {
				t.Errorf("seed %d: row %d is in %d totals, want %d", seed, r.Number, inTotals[r.Number], want)
			}
		}
		for _, groups := range [][]Group{ByPayer(rows), ByPillar(rows), ByFlow(rows)} {
			n := 0
			for _, g := range groups {
				n += len(g.Rows)
				for _, total := range g.Totals {
					checkTotal(t, total, g.Rows)
				}
			}
			if n != len(rows) {
				t.Errorf("seed %d: groups hold %d rows of %d", seed, n, len(rows))
			}
		}
	}
}

func exact(n int64) Row {
	v := decimal.NewNullDecimal(decimal.NewFromInt(n))
	return Row{Min: v, Max: v, Kind: Kind{Currency: "USD"}}
}

func TestSumCarriesBounds(t *testing.T) {
	with := func(r Row, change func(*Row)) Row { change(&r); return r }
	over := with(exact(25), func(r *Row) { r.Max = decimal.NullDecimal{}; r.Qualifier = money.MoreThan })
	least := with(exact(25), func(r *Row) { r.Max = decimal.NullDecimal{}; r.Qualifier = money.AtLeast })
	upTo := with(exact(7), func(r *Row) { r.Min = decimal.NullDecimal{}; r.Qualifier = money.UpTo })
	nearly := with(exact(4), func(r *Row) { r.Qualifier = money.Nearly })
	between := with(exact(2), func(r *Row) { r.Max = decimal.NewNullDecimal(decimal.NewFromInt(3)); r.Qualifier = money.Range })
	vague := Row{Qualifier: money.Vague, Kind: Kind{Currency: "USD"}}
	rate := with(exact(60), func(r *Row) { r.Kind.Rate = "/P1Y" })
	past := with(exact(9), func(r *Row) { r.Kind.Flow = History })
	for _, c := range []struct {
		name string
		rows []Row
		want string
	}{
		{"figures add", []Row{exact(1), exact(2)}, "USD 3"},
		{"a lower bound makes a lower bound", []Row{exact(1), over}, "more than USD 26"},
		{"at least stays at least", []Row{exact(1), least}, "at least USD 26"},
		{"the stricter word wins", []Row{least, over}, "more than USD 50"},
		{"upper bounds are summed apart", []Row{exact(1), upTo, upTo}, "USD 1; up to USD 14"},
		{"what is nearly is about", []Row{exact(1), nearly}, "about USD 5"},
		{"a bound and a guess are both", []Row{over, nearly}, "about more than USD 29"},
		{"a range stays one", []Row{exact(1), between}, "USD 3 to 4"},
		{"a range and an open sum", []Row{over, between}, "more than USD 27"},
		{"vague sums are counted", []Row{exact(1), vague, vague}, "USD 1 plus 2 unquantified"},
		{"rates stand apart", []Row{exact(1), rate}, "USD 1; USD 60"},
		{"the past is not added", []Row{exact(1), past}, "USD 1"},
		{"nothing gives nothing", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for i := range c.rows {
				c.rows[i].Number = i + 1
			}
			for _, total := range Sum(c.rows) {
				got = append(got, total.String())
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func BenchmarkSum(b *testing.B) {
	var rows []Row
	for seed := range int64(50) {
		rows = append(rows, randomRows(seed)...)
	}
	b.ReportAllocs()
	for b.Loop() {
		Sum(rows)
	}
}
