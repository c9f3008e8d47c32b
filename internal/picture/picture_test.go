package picture

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func null(s string) decimal.NullDecimal {
	if s == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.RequireFromString(s))
}

// sum reads "2..3", "2..", "..3", "2", "~2".
func sum(s string) Sum {
	s, about := strings.CutPrefix(s, "~")
	from, to, span := strings.Cut(s, "..")
	if !span {
		to = from
	}
	return Sum{null(from), null(to), about}
}

func sums(s string) []Sum {
	var out []Sum
	for one := range strings.FieldsSeq(s) {
		out = append(out, sum(one))
	}
	return out
}

func TestScale(t *testing.T) {
	for _, test := range []struct{ name, sums, want string }{
		{"none", "", "0 1"},
		{"nought alone", "0", "0 1"},
		{"one", "7", "0 2 4 6 8"},
		{"a round one ends the scale", "4", "0 1 2 3 4"},
		{"an open one does not", "4..", "0 2 4 6"},
		{"an upper bound counts", "1 ..9", "0 2.5 5 7.5 10"},
		{"a range counts whole", "1..3", "0 1 2 3"},
		{"billions", "2500000000 1200000000", "0 1000000000 2000000000 3000000000"},
		{"trailing noughts as an exponent", "25e8", "0 1000000000 2000000000 3000000000"},
		{"small change", "0.03", "0 0.01 0.02 0.03"},
		{"odd figure", "999999.99", "0 250000 500000 750000 1000000"},
		{"just above a step", "1000000.01", "0 500000 1000000 1500000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, tick := range NewScale(sums(test.sums)).Ticks() {
				got = append(got, tick.String())
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("got %s, want %s", s, test.want)
			}
		})
	}
}

func TestBar(t *testing.T) {
	scale := NewScale(sums("4"))
	for _, test := range []struct {
		name, sum string
		want      Bar
	}{
		{"exact", "3", Bar{Shape: Exact, End: 7500, To: 7500}},
		{"the whole scale", "4", Bar{Shape: Exact, End: Whole, To: Whole}},
		{"at least", "1..", Bar{Shape: Open, End: 2500, To: 2500}},
		{"at most", "..2", Bar{Shape: Upper, End: 5000, To: 5000}},
		{"from nought is a range", "0..2", Bar{Shape: Span, End: 0, To: 5000}},
		{"range", "1..3", Bar{Shape: Span, End: 2500, To: 7500}},
		{"about", "~1", Bar{Shape: About, End: 2500, To: 2500}},
		{"a bound weighs more than about", "~1..", Bar{Shape: Open, End: 2500, To: 2500}},
		{"an inexact range stays a range", "~1..3", Bar{Shape: Span, End: 2500, To: 7500}},
		{"nought", "0", Bar{Shape: Nothing}},
		{"no figure", "..", Bar{Shape: Nothing}},
		{"a thousandth", "0.004", Bar{Shape: Exact, End: 10, To: 10, Tiny: true}},
		{"one in a million", "0.000004", Bar{Shape: Exact, Tiny: true}},
		{"one in a million, open", "0.000004..", Bar{Shape: Open, Tiny: true}},
		{"a third", "1.33333333", Bar{Shape: Exact, End: 3333, To: 3333}},
		{"more than the scale", "9", Bar{Shape: Exact, End: Whole, To: Whole}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, scale.Bar(sum(test.sum))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever the sums, the longest bar takes more than two fifths of the scale,
// none leaves it, larger sums never have shorter bars, and a scale has at most
// maxSteps steps.
func TestScaleHolds(t *testing.T) {
	for power := int32(-2); power < 16; power++ {
		for n := int64(1); n < 1000; n += 7 {
			top := decimal.New(n, power)
			list := []Sum{{Min: decimal.NewNullDecimal(top), Max: decimal.NewNullDecimal(top)}}
			s := NewScale(list)
			if s.Steps < 1 || s.Steps > maxSteps || s.Top().LessThan(top) {
				t.Fatalf("%s: %d steps to %s", top, s.Steps, s.Top())
			}
			if b := s.Bar(list[0]); b.To < 4000 || b.To > Whole {
				t.Fatalf("%s: a bar of %s on a scale to %s", top, b.To, s.Top())
			}
			half := top.Div(decimal.NewFromInt(2))
			if a := s.Bar(Sum{Min: decimal.NewNullDecimal(half)}); a.End > s.Bar(list[0]).End {
				t.Fatalf("half of %s is longer than the whole", top)
			}
		}
	}
}

func TestShare(t *testing.T) {
	for share, want := range map[Share]string{0: "0%", 1: "0.01%", 6250: "62.5%", Whole: "100%"} {
		if got := share.String(); got != want {
			t.Errorf("%d: %s, want %s", int(share), got, want)
		}
	}
	if diff := cmp.Diff([]Share{2500, 5000, 7500}, NewScale(sums("4")).Grid()); diff != "" {
		t.Error(diff)
	}
}

func TestRadius(t *testing.T) {
	for _, test := range []struct {
		n, most int
		want    string
	}{{0, 5, "0"}, {5, 0, "0"}, {-1, 5, "0"}, {4, 4, "11"}, {1, 4, "5.5"}, {1, 1000, "2"}, {2, 3, "9"}} {
		if got := Radius(test.n, test.most); got != test.want {
			t.Errorf("Radius(%d, %d) = %s, want %s", test.n, test.most, got, test.want)
		}
	}
}

// day reads "2021-05-21"; empty is no day.
func day(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// times reads "2021-01-01/2021-12-31", "/2025-12-31", "2025-01-01/" and days.
func times(t testing.TB, s string) []Time {
	var out []Time
	for one := range strings.FieldsSeq(s) {
		first, last, span := strings.Cut(one, "/")
		if !span {
			last = first
		}
		out = append(out, Time{day(t, first), day(t, last)})
	}
	return out
}

func dump(l Timeline) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d x %d months:", l.First.Format("2006-01"), l.Steps, l.Step)
	for i, m := range l.Marks {
		fmt.Fprintf(&b, " %d@%d %d-%d", l.Of[i], m.Lane, m.From, m.To)
		for _, flag := range []struct {
			set  bool
			name string
		}{{m.Day, "day"}, {m.Since, "since"}, {m.Until, "until"}} {
			if flag.set {
				b.WriteString(" " + flag.name)
			}
		}
	}
	return b.String()
}

func TestTimeline(t *testing.T) {
	for _, test := range []struct{ name, times, want string }{
		{"nothing", "", "0001-01, 1 x 1 months:"},
		{"no place", "/", "0001-01, 1 x 1 months:"},
		{"one day", "2021-05-16", "2021-05, 1 x 1 months: 0@0 4838-4838 day"},
		{"years", "2021-01-01/2021-12-31 2024-01-01/2024-12-31", "2021-01, 4 x 12 months: 0@0 0-2500 1@0 7500-10000"},
		{"what overlaps has lanes", "2021-01-01/2022-12-31 2022-01-01/2022-12-31 2024-06-30", "2021-01, 4 x 12 months: 0@0 0-5000 1@1 2500-5000 2@0 8743-8743 day"},
		{"open ends", "/2025-12-31 2022-01-01/ 2021-07-01", "2021-01, 5 x 12 months: 0@0 10000-10000 until 1@0 2000-2000 since 2@0 1000-1000 day"},
		{"decades begin at decades", "2021-03-01 2050-12-31", "2020-01, 7 x 60 months: 0@0 333-333 day 1@0 8856-8856 day"},
		{"one without a place is left out", "/ 2021-05-01", "2021-05, 1 x 1 months: 1@0 0-0 day"},
		{"far away", "2021-01-01 2999-12-31", "2000-01, 2 x 6000 months: 0@0 210-210 day 1@0 9999-9999 day"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := dump(NewTimeline(times(t, test.times))); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// Marks of one lane never touch, and all are on the line.
func TestLanes(t *testing.T) {
	var list []Time
	start := day(t, "2020-01-01")
	for i := range 300 {
		first := start.AddDate(0, 0, i*i*37%4000)
		x := Time{first, first.AddDate(0, 0, i*53%700)}
		switch i % 7 {
		case 0:
			x.First = time.Time{}
		case 1:
			x.Last = time.Time{}
		}
		list = append(list, x)
	}
	l := NewTimeline(list)
	if len(l.Marks) != len(list) || l.Lanes < 2 {
		t.Fatalf("%d marks of %d in %d lanes", len(l.Marks), len(list), l.Lanes)
	}
	for i, m := range l.Marks {
		if m.From < 0 || m.To > Whole || m.From > m.To || m.Lane >= l.Lanes {
			t.Errorf("mark %d leaves the line: %+v", i, m)
		}
		from, to := m.room()
		for j, o := range l.Marks[:i] {
			if a, b := o.room(); o.Lane == m.Lane && from < b && a < to {
				t.Errorf("marks %d and %d touch", i, j)
			}
		}
	}
}

func TestTicks(t *testing.T) {
	l := NewTimeline(times(t, "2021-03-01 2022-05-31"))
	var got []string
	for _, tick := range l.Ticks() {
		got = append(got, tick.Format("2006-01"))
	}
	if s := strings.Join(got, " "); s != "2021-01 2021-04 2021-07 2021-10 2022-01 2022-04" {
		t.Error(s)
	}
	for _, test := range []struct {
		day  string
		want Share
		on   bool
	}{{"2021-01-01", 0, true}, {"2022-07-01", Whole, true}, {"2022-07-02", 10017, false}, {"2020-12-31", -17, false}, {"2021-04-01", 1666, true}} {
		if got, on := l.At(day(t, test.day)); got != test.want || on != test.on {
			t.Errorf("At(%s) = %d, %t, want %d, %t", test.day, got, on, test.want, test.on)
		}
	}
}

func FuzzScale(f *testing.F) {
	f.Add(int64(25), int32(8), int64(3), int32(2))
	f.Add(int64(1), int32(-9), int64(999999), int32(12))
	f.Fuzz(func(t *testing.T, a int64, x int32, b int64, y int32) {
		if a < 0 || b < 0 || x < -20 || x > 20 || y < -20 || y > 20 {
			t.Skip()
		}
		list := []Sum{{Min: decimal.NewNullDecimal(decimal.New(a, x))}, {Max: decimal.NewNullDecimal(decimal.New(b, y))}}
		s := NewScale(list)
		for _, one := range list {
			if bar := s.Bar(one); bar.End < 0 || bar.To > Whole || s.Steps < 1 || s.Steps > maxSteps || one.End().GreaterThan(s.Top()) {
				t.Errorf("%v on a scale to %s: %+v", one, s.Top(), bar)
			}
		}
	})
}

func BenchmarkTimeline(b *testing.B) {
	var list []Time
	start := day(b, "2020-01-01")
	for i := range 200 {
		list = append(list, Time{start.AddDate(0, i, 0), start.AddDate(0, i+3, 0)})
	}
	b.ReportAllocs()
	for b.Loop() {
		NewTimeline(list)
	}
}

// Marks that stand close are told apart: what is nearer than the gap goes into
// a lane of its own.
func TestLanesKeepApart(t *testing.T) {
	for _, test := range []struct {
		name  string
		apart Share
		lanes bool // they share one
	}{
		{"one over the other", 0, false},
		{"edge to edge", room, false},
		{"just within the gap", room + gap - 1, false},
		{"just beyond it", room + gap, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, b := Mark{From: 2000, To: 2000}, Mark{From: 2000 + test.apart, To: 2000 + test.apart}
			if got := !a.touches(b); got != test.lanes || a.touches(b) != b.touches(a) {
				t.Errorf("marks %d apart share a lane: %v, want %v", test.apart, got, test.lanes)
			}
		})
	}
}
