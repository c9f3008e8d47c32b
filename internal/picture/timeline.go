package picture

import (
	"slices"
	"time"
)

// A Time is a day, or the first and the last day that a time can mean. A zero
// end is open; a time with both ends open has no place on a line.
type Time struct{ First, Last time.Time }

// A Mark is a time on a line.
type Mark struct {
	Lane     int   // from 0; no two marks of a lane touch
	From, To Share // the same for a day
	Day      bool  // it is one day
	Since    bool  // its end is open
	Until    bool  // its beginning is open
}

// A Timeline is times on a line of equal months.
type Timeline struct {
	First time.Time // the first of a month
	Step  int       // months
	Steps int       // from 1
	Marks []Mark    // in the order of the times; those without a place are left out
	Of    []int     // for each mark, which of the times it is
	Lanes int
}

// steps are the lengths of a step in months.
var steps = []int{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000}

// maxSpans and maxMonthly bound the steps of a line of time; labels of months
// are longer.
const (
	maxSpans   = 8
	maxMonthly = 6
)

// Room that a mark takes in its lane, so that marks can be told apart on a
// phone: a day or a short time, and the fading line of an open end.
const (
	room     Share = 450
	openRoom Share = 1200
	gap      Share = 100
)

// NewTimeline puts times on a line that has room for all of them, each in the
// first lane that is free there. Its time grows with the square of their
// number.
func NewTimeline(times []Time) Timeline {
	first, last, any := extent(times)
	if !any {
		return Timeline{Step: steps[0], Steps: 1}
	}
	t := frame(first, last)
	var lanes [][]Mark
	for i, x := range times {
		m, ok := t.mark(x)
		if !ok {
			continue
		}
		m.Lane = slices.IndexFunc(lanes, func(lane []Mark) bool { return !slices.ContainsFunc(lane, m.touches) })
		if m.Lane < 0 {
			m.Lane = len(lanes)
			lanes = append(lanes, nil)
		}
		lanes[m.Lane] = append(lanes[m.Lane], m)
		t.Marks, t.Of = append(t.Marks, m), append(t.Of, i)
	}
	t.Lanes = len(lanes)
	return t
}

// extent returns the first and the last day that is named.
func extent(times []Time) (first, last time.Time, any bool) {
	for _, x := range times {
		for _, day := range []time.Time{x.First, x.Last} {
			if day.IsZero() {
				continue
			}
			if !any || day.Before(first) {
				first = day
			}
			if !any || day.After(last) {
				last = day
			}
			any = true
		}
	}
	return first, last, any
}

// frame returns an empty line from first to last in steps that begin where the
// calendar does.
func frame(first, last time.Time) Timeline {
	from, to := months(first), months(last)
	for _, step := range steps {
		start := from - from%step
		limit := maxSpans
		if step < 12 {
			limit = maxMonthly
		}
		if n := (to-start)/step + 1; n <= limit || step == steps[len(steps)-1] {
			return Timeline{First: monthStart(start), Step: step, Steps: n}
		}
	}
	panic("unreachable: the last step ends the search")
}

// months counts the months from year 0 to a day.
func months(t time.Time) int { return t.Year()*12 + int(t.Month()) - 1 }

func monthStart(n int) time.Time {
	return time.Date(n/12, time.Month(n%12+1), 1, 0, 0, 0, 0, time.UTC)
}

// Ticks returns the beginnings of the steps.
func (t Timeline) Ticks() []time.Time {
	out := make([]time.Time, t.Steps)
	for i := range out {
		out[i] = monthStart(months(t.First) + i*t.Step)
	}
	return out
}

// Grid returns the places of the beginnings of the steps but the first.
func (t Timeline) Grid() []Share { return Scale{Steps: t.Steps}.Grid() }

// At returns the place of the beginning of a day, and whether it is on the
// line.
func (t Timeline) At(day time.Time) (Share, bool) {
	in := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	n := (months(day)-months(t.First))*in + day.Day() - 1
	s := Share(n * int(Whole) / (in * t.Step * t.Steps))
	return s, n >= 0 && s <= Whole
}

// mark returns a time without its lane; false if it has no place.
func (t Timeline) mark(x Time) (Mark, bool) {
	var m Mark
	switch {
	case x.First.IsZero() && x.Last.IsZero():
		return m, false
	case x.First.IsZero():
		m.Until = true
		m.To, _ = t.At(x.Last.AddDate(0, 0, 1))
		m.From = m.To
	case x.Last.IsZero():
		m.Since = true
		m.From, _ = t.At(x.First)
		m.To = m.From
	default:
		m.Day = x.First.Equal(x.Last)
		m.From, _ = t.At(x.First)
		m.To, _ = t.At(x.Last.AddDate(0, 0, 1))
		if m.Day {
			m.To = m.From
		}
	}
	return m, true
}

// room returns what a mark takes of its lane.
func (m Mark) room() (from, to Share) {
	switch {
	case m.Until:
		return m.To - openRoom, m.To
	case m.Since:
		return m.From, m.From + openRoom
	}
	return m.From, max(m.To, m.From+room)
}

// touches reports whether two marks need the same room.
func (m Mark) touches(o Mark) bool {
	from, to := m.room()
	a, b := o.room()
	return from < b+gap && a < to+gap
}
