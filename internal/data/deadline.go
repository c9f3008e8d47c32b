package data

import (
	"time"

	"communique/internal/deadline"
)

// A Deadline is one time that binds something still to come on the day of
// publication.
type Deadline struct {
	Spot
	Number int    // from 1, in the order of the source
	Quote  string // the time as printed
	Title  string // of the commitment, else the heading of the pillar, else the title of the document

	Form             deadline.Form
	ISO              string
	Event            string // the event that it hangs on; empty for none
	Target           bool   // it is the name of a goal
	Earliest, Latest deadline.Point
}

// firstDay returns the first day of a point, ISO 8601; empty if unknown.
func firstDay(p deadline.Point) string {
	if p.IsZero() {
		return ""
	}
	return p.First().Format(time.DateOnly)
}

// lastDay returns the last day of a point, ISO 8601; empty if unknown.
func lastDay(p deadline.Point) string {
	if p.IsZero() {
		return ""
	}
	return p.Last().Format(time.DateOnly)
}

// longest is the number of days up to which a calendar shows a time whole: a
// month. What is longer would lie as a bar over every week of a quarter or a
// year, and say nothing on any day of it.
const longest = 31

// days returns the first and the last day on which a calendar shows the
// deadline; ok is false where no day is known.
//
// A last day to do something is shown on that day. "By 2030" is over when 2030
// is, so that a year or a month is shown on its last day, not its first, and
// likewise a time of more than [longest] days. A shorter time in which
// something takes place ("in November 2021") is shown whole, as it may be any
// of its days. Where only a beginning is known ("from 2025 on"), that is the
// day.
func (d *Deadline) days() (first, last time.Time, ok bool) {
	switch {
	case d.Latest.IsZero() && d.Earliest.IsZero():
		return first, last, false
	case d.Latest.IsZero():
		return d.Earliest.First(), d.Earliest.First(), true
	}
	last = d.Latest.Last()
	if d.Form == deadline.FormDeadline || d.Earliest.IsZero() {
		return last, last, true
	}
	if first = d.Earliest.First(); first.After(last) || last.Sub(first) >= longest*24*time.Hour {
		return last, last, true
	}
	return first, last, true
}

// dated reports whether any deadline can stand in a calendar.
func (b *Book) dated() bool {
	for i := range b.Deadlines {
		if _, _, ok := b.Deadlines[i].days(); ok {
			return true
		}
	}
	return false
}
