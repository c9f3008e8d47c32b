package deadline

import (
	"cmp"
	"fmt"
	"time"
)

// A Point is a year, a month or a day: as much as is known of it. The zero
// value is an unknown one.
type Point struct {
	Year  int
	Month time.Month // 0 where only the year is known
	Day   int        // 0 where only the month is known
}

// IsZero reports whether nothing is known.
func (p Point) IsZero() bool { return p == Point{} }

// String gives "2021", "2021-11" or "2021-11-12", and nothing for an unknown
// point.
func (p Point) String() string {
	switch {
	case p.IsZero():
		return ""
	case p.Month == 0:
		return fmt.Sprintf("%04d", p.Year)
	case p.Day == 0:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", p.Year, p.Month, p.Day)
}

// First returns the first day that the point covers, at midnight UTC. It must
// not be zero.
func (p Point) First() time.Time {
	return time.Date(p.Year, max(p.Month, 1), max(p.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last returns the last day that the point covers, at midnight UTC. It must
// not be zero.
func (p Point) Last() time.Time {
	switch {
	case p.Month == 0:
		return time.Date(p.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
	case p.Day == 0:
		return time.Date(p.Year, p.Month+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return p.First()
}

// Compare orders points by the first day that they cover.
func (p Point) Compare(q Point) int {
	return cmp.Or(cmp.Compare(p.Year, q.Year), cmp.Compare(p.Month, q.Month), cmp.Compare(p.Day, q.Day))
}

// dayOf returns the day of a time.
func dayOf(t time.Time) Point { return Point{t.Year(), t.Month(), t.Day()} }

// A when is a named time, its year perhaps still open.
type when struct {
	unit     unit // dayUnit, week, monthUnit, quarter, half, seasonUnit, year, decade, century, event; noUnit: not resolvable
	year     int  // 0 while open; the first year of a decade or century; of a week, its ISO year
	number   int  // of the month, week, quarter, half or season (as EDTF has it)
	day      int
	fiscal   bool
	part     Part
	name     string // of an event
	relative bool   // counted from the day of publication
	aim      aim
	event    *Event
	mid      bool // the middle of a century, which is named by its year
}

// bare reports whether the text leaves the year open.
func (w when) bare() bool {
	return w.year == 0 && (w.unit == dayUnit || w.unit == monthUnit || w.unit == seasonUnit || w.unit == quarter || w.unit == half)
}

// ends reports whether the end of w is a day of the calendar.
func (w when) ends() bool {
	if w.part != End || w.fiscal || w.year == 0 {
		return false
	}
	return w.unit == year || w.unit == monthUnit || w.unit == quarter || w.unit == half
}

// iso gives the ISO 8601 or EDTF form, empty where there is none.
func (w when) iso() string {
	switch {
	case w.unit == event:
		return "event:" + w.name
	case w.unit == noUnit || w.year == 0:
		return ""
	case w.ends():
		return dayOf(w.months().last.Last()).String()
	case w.unit == decade:
		return fmt.Sprintf("%03dX", w.year/10)
	case w.unit == century:
		return fmt.Sprintf("%02dXX", w.year/100)
	}
	head := fmt.Sprintf("%04d", w.year)
	if w.fiscal {
		head = "FY" + head
	}
	switch w.unit {
	case dayUnit:
		return fmt.Sprintf("%s-%02d-%02d", head, w.number, w.day)
	case week:
		return fmt.Sprintf("%s-W%02d", head, w.number)
	case quarter:
		return fmt.Sprintf("%s-Q%d", head, w.number)
	case half:
		return fmt.Sprintf("%s-H%d", head, w.number)
	case monthUnit, seasonUnit:
		return fmt.Sprintf("%s-%02d", head, w.number)
	}
	return head
}

// limits are the first and last point of a time.
type limits struct{ first, last Point }

// fiscalStart is the first month of the fiscal year where none is given.
const fiscalStart = time.October

// months returns the bounds of w, its part left aside.
func (w when) months() limits {
	switch w.unit {
	case dayUnit:
		d := Point{w.year, time.Month(w.number), w.day}
		return limits{d, d}
	case week:
		monday := weekStart(w.year, w.number)
		return limits{dayOf(monday), dayOf(monday.AddDate(0, 0, 6))}
	case monthUnit:
		m := Point{w.year, time.Month(w.number), 0}
		return limits{m, m}
	case quarter:
		return monthRange(w.year, 3*w.number-2, 3)
	case half:
		return monthRange(w.year, 6*w.number-5, 6)
	case seasonUnit: // of the northern half of the world
		return monthRange(w.year, 3*(w.number-20), 3)
	case decade:
		return limits{Point{Year: w.year}, Point{Year: w.year + 9}}
	case century:
		return limits{Point{Year: w.year}, Point{Year: w.year + 99}}
	}
	return limits{Point{Year: w.year}, Point{Year: w.year}}
}

// monthRange returns n months from month m, which may lie outside 1 to 12.
func monthRange(year, m, n int) limits {
	at := func(m int) Point {
		t := time.Date(year, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
		return Point{t.Year(), t.Month(), 0}
	}
	return limits{at(m), at(m + n - 1)}
}

// weekStart returns the Monday of an ISO week.
func weekStart(year, n int) time.Time {
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	return fourth.AddDate(0, 0, 7*(n-1)-int(fourth.Weekday()+6)%7)
}

// bounds returns the first and the last point that w can mean.
func (p *reader) bounds(w when) limits {
	if w.unit == event {
		if w.event != nil {
			return limits{w.event.Start, w.event.End}
		}
		return limits{Point{Year: w.year}, Point{Year: w.year}}
	}
	if w.unit == noUnit || w.year == 0 {
		return limits{}
	}
	l := w.months()
	if w.fiscal {
		l = p.fiscalMonths(w)
	}
	return p.narrow(w, l)
}

// fiscalMonths returns the bounds of a fiscal year, half or quarter. A fiscal
// year has the number of the year in which it ends.
func (p *reader) fiscalMonths(w when) limits {
	first := int(p.o.FiscalStart)
	if first == 0 {
		first = int(fiscalStart)
	}
	start := first
	if first > 1 {
		start -= 12
	}
	switch w.unit {
	case quarter:
		return monthRange(w.year, start+3*(w.number-1), 3)
	case half:
		return monthRange(w.year, start+6*(w.number-1), 6)
	}
	return monthRange(w.year, start, 12)
}

// thirds are the first and last month of early, mid and late in a year, the
// days in a month, and the years in a decade.
var thirds = map[Part]struct{ months, days, years [2]int }{
	Early: {[2]int{1, 4}, [2]int{1, 10}, [2]int{0, 3}},
	Mid:   {[2]int{5, 8}, [2]int{11, 20}, [2]int{4, 6}},
	Late:  {[2]int{9, 12}, [2]int{21, 31}, [2]int{7, 9}},
}

// narrow applies the part of w to its bounds.
func (p *reader) narrow(w when, l limits) limits {
	switch w.part {
	case Whole:
		return l
	case End:
		if w.unit == decade || w.unit == century {
			return limits{l.last, l.last}
		}
		d := dayOf(l.last.Last())
		return limits{d, d}
	case later:
		return limits{latest(l.first, dayOf(p.published)), l.last}
	case earlier:
		return limits{l.first, dayOf(p.published)}
	}
	third := thirds[w.part]
	switch {
	case w.fiscal, w.mid:
	case w.unit == year:
		y := w.year
		return limits{Point{y, time.Month(third.months[0]), 0}, Point{y, time.Month(third.months[1]), 0}}
	case w.unit == monthUnit:
		m := time.Month(w.number)
		return limits{Point{w.year, m, third.days[0]}, Point{w.year, m, min(third.days[1], monthDays(w.year, m))}}
	case w.unit == decade:
		return limits{Point{Year: w.year + third.years[0]}, Point{Year: w.year + third.years[1]}}
	}
	return l
}

// latest returns the point whose first day is the later.
func latest(a, b Point) Point {
	if a.First().Before(b.First()) {
		return b
	}
	return a
}
