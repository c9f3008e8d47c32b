package source

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"communique/internal/diag"
	"communique/internal/tree"
)

// A moment is a time as written.
type moment struct {
	time.Time
	pos diag.Pos
}

// timeForm matches a date, alone or with a time, as RFC 3339, ISO 8601 and
// YAML write them. The parts are year, month, day, hour, minute, second,
// fraction and zone.
var timeForm = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})` +
	`(?:(?:[Tt]| +)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?` +
	` *([Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$`)

var (
	errTimeForm = errors.New("not in the form of a date")
	errNoTime   = errors.New("no such day or time")
)

// parseTime reads a date or a time. Without a zone it is in UTC, and so is
// midnight, which a bare date stands for. The result does not depend on the
// zone of the machine.
func parseTime(s string) (time.Time, error) {
	m := timeForm.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, errTimeForm
	}
	var n [7]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	nanos, _ := strconv.Atoi((m[7] + "000000000")[:9])
	zone, ok := parseZone(m[8])
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], nanos, zone)
	// time.Date carries what is too large over, so a day that there is not
	// comes out as another.
	y, month, d := t.Date()
	h, minute, sec := t.Clock()
	if !ok || y < 1 || [6]int{y, int(month), d, h, minute, sec} != [6]int(n[:6]) {
		return time.Time{}, errNoTime
	}
	return t, nil
}

// maxZone is how far from UTC a zone can be, in hours; Kiribati is 14 ahead.
const maxZone = 14

// parseZone reads what timeForm takes for a zone.
func parseZone(s string) (*time.Location, bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return time.UTC, true
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:2])
	minutes, _ := strconv.Atoi(digits[2:])
	offset := hours*60 + minutes
	if s[0] == '-' {
		offset = -offset
	}
	return zoneOf(offset * 60), minutes < 60 && hours*60+minutes <= maxZone*60
}

// zoneOf returns a zone without a name; offset is in seconds east of UTC.
func zoneOf(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone("", offset)
}

// spokenForms are ways to write a day that are not taken, but understood well
// enough to say how it is written here.
var spokenForms = []string{
	"2006-1-2", "2006/1/2", "2006.1.2", "20060102",
	"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "2 Jan 2006",
	"Monday, January 2, 2006", "Monday 2 January 2006",
}

func timeHint(s string) string {
	for _, form := range spokenForms {
		if t, err := time.Parse(form, s); err == nil {
			return "write " + t.Format(time.DateOnly)
		}
	}
	return "write 2021-05-21, or with a time 2021-05-21 20:45:14-04:00"
}

// moment reads the value of a key that is a time; nil where it says nothing.
func (r *metaReader) moment(f tree.Field) *moment {
	v := f.Value
	switch v.Kind {
	case tree.Null:
		return nil
	case tree.Text, tree.Number:
	default:
		r.fail(v.Pos, timeHint(""), "%s must be a date, not %s", f.Key, v.Kind)
		return nil
	}
	s := tree.OneLine(v.Text)
	if s == "" {
		return nil
	}
	t, err := parseTime(s)
	switch err {
	case nil:
		return &moment{t, v.Pos}
	case errNoTime:
		r.fail(v.Pos, "check the day, the hour and the zone", "%s %s is a day or a time that there is not", f.Key, tree.Quote(s))
	default:
		r.fail(v.Pos, timeHint(s), "%s %s is not in the form of a date", f.Key, tree.Quote(s))
	}
	return nil
}

func (r *metaReader) date(f tree.Field) { r.day = r.moment(f) }

func (r *metaReader) publishedTime(f tree.Field) { r.published = r.moment(f) }

func (r *metaReader) modifiedTime(f tree.Field) {
	if m := r.moment(f); m != nil {
		r.meta.Modified = m.Time
	}
}

// publish decides the time of publication, as Meta.Published says.
func (r *metaReader) publish() {
	switch {
	case r.published == nil && r.day == nil:
	case r.published == nil:
		r.meta.Published = r.day.Time
	case r.day == nil:
		r.meta.Published = r.published.Time
	default:
		t, ok := onDay(r.published.Time, r.day.Time)
		if !ok {
			r.problems = append(r.problems, diag.Warnf(r.published.pos,
				"published_time is %s, but date is %s, which is believed",
				r.published.Format(time.DateOnly), r.day.Format(time.DateOnly)).
				WithHint("put the wrong one of the two right"))
			t = r.day.Time
		}
		r.meta.Published = t
	}
}

// onDay returns the instant t in its own zone if it is on the day there, else
// in the nearest zone where it is, a whole hour from UTC; false if there is no
// such zone.
func onDay(t, day time.Time) (time.Time, bool) {
	y, m, d := day.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	_, own := t.Zone()
	wall := t.UTC().Add(time.Duration(own) * time.Second)
	var hours int
	switch {
	case wall.Before(midnight):
		hours = -wholeHours(t.Sub(midnight))
	case wall.Before(midnight.AddDate(0, 0, 1)):
		return t, true
	default:
		hours = wholeHours(midnight.AddDate(0, 0, 1).Add(-1).Sub(t))
	}
	if hours < -12 || hours > maxZone {
		return time.Time{}, false
	}
	return t.In(zoneOf(hours * 3600)), true
}

// wholeHours rounds down, which for a negative duration is away from zero.
func wholeHours(d time.Duration) int { return int(math.Floor(d.Hours())) }
