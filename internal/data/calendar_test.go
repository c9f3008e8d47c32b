package data

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"communique/internal/deadline"
)

// checkCalendar applies the rules of RFC 5545 by hand: lines, and what an event must have once.
func checkCalendar(t *testing.T, name string, list map[string][]byte) {
	t.Helper()
	data := list[Calendar]
	if data == nil {
		return
	}
	text := string(data)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("%s: lines do not end in CR LF", name)
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("%s: a line of %d octets: %q", name, len(line), line)
		}
	}
	properties(t, name, strings.ReplaceAll(text, "\r\n ", ""))
}

// properties counts what each event of an unfolded calendar has.
func properties(t *testing.T, name, text string) {
	t.Helper()
	head, events, _ := strings.Cut(text, "BEGIN:VEVENT\r\n")
	if strings.Count(head, "VERSION:2.0\r\n") != 1 || strings.Count(head, "PRODID:") != 1 {
		t.Errorf("%s: the head is %q", name, head)
	}
	uids := map[string]bool{}
	for _, event := range strings.Split(events, "BEGIN:VEVENT\r\n") {
		values := map[string]string{}
		for _, line := range strings.Split(event, "\r\n") {
			key, value, _ := strings.Cut(line, ":")
			key, _, _ = strings.Cut(key, ";")
			if _, twice := values[key]; twice && key != "END" && key != "" {
				t.Errorf("%s: %s twice in one event", name, key)
			}
			values[key] = value
		}
		for _, key := range []string{"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"} {
			if values[key] == "" {
				t.Errorf("%s: an event has no %s", name, key)
			}
		}
		if uids[values["UID"]] {
			t.Errorf("%s: the UID %s is given twice", name, values["UID"])
		}
		uids[values["UID"]] = true
		if values["DTEND"] <= values["DTSTART"] || len(values["DTSTART"]) != 8 || len(values["DTSTAMP"]) != 16 {
			t.Errorf("%s: from %s to %s, stamp %s", name, values["DTSTART"], values["DTEND"], values["DTSTAMP"])
		}
	}
}

// What a calendar program reads is what the book holds, whatever the words.
func TestCalendarReadBack(t *testing.T) {
	for name, b := range books(t) {
		data := files(t, b)[Calendar]
		if data == nil {
			continue
		}
		c, err := ics.ParseCalendar(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		events := c.Events()
		for i := range b.Deadlines {
			d := &b.Deadlines[i]
			first, last, ok := d.days()
			if !ok {
				continue
			}
			e := events[0]
			events = events[1:]
			start, err := e.GetAllDayStartAt()
			if err != nil || !start.Equal(first) {
				t.Errorf("%s: %q starts on %v, %v", name, d.Quote, start, err)
			}
			end, err := e.GetAllDayEndAt()
			if err != nil || !end.Equal(last.AddDate(0, 0, 1)) {
				t.Errorf("%s: %q ends on %v, %v", name, d.Quote, end, err)
			}
			if got := ics.FromText(e.GetProperty(ics.ComponentPropertySummary).Value); got != d.Quote+": "+d.Title {
				t.Errorf("%s: summary %q", name, got)
			}
			if got := ics.FromText(e.GetProperty(ics.ComponentPropertyDescription).Value); !strings.HasPrefix(got, d.Sentence) || !strings.Contains(got, b.Document.Title) {
				t.Errorf("%s: description %q", name, got)
			}
			if url := e.GetProperty(ics.ComponentPropertyUrl); (url != nil) != (b.Document.URL != "") || url != nil && url.Value != b.Document.URL+d.Page {
				t.Errorf("%s: address %v", name, url)
			}
		}
		if len(events) > 0 {
			t.Errorf("%s: %d events too many", name, len(events))
		}
	}
}

func TestDays(t *testing.T) {
	y := func(n int) deadline.Point { return deadline.Point{Year: n} }
	m := func(n int, month time.Month) deadline.Point { return deadline.Point{Year: n, Month: month} }
	d := func(n int, month time.Month, day int) deadline.Point {
		return deadline.Point{Year: n, Month: month, Day: day}
	}
	none := deadline.Point{}
	for _, c := range []struct {
		name             string
		form             deadline.Form
		earliest, latest deadline.Point
		iso, event       string
		first, last      string // empty where it is in no calendar
		note             string // words of it; empty for none
	}{
		{"by a day", deadline.FormDeadline, none, d(2021, 6, 30), "2021-06-30", "", "2021-06-30", "2021-06-30", ""},
		{"by a month", deadline.FormDeadline, m(2024, 2), m(2024, 2), "2024-02", "", "2024-02-29", "2024-02-29", "shown on the last"},
		{"by a year", deadline.FormDeadline, y(2030), y(2030), "2030", "", "2030-12-31", "2030-12-31", "shown on the last"},
		{"by an event", deadline.FormDeadline, d(2021, 10, 31), d(2021, 11, 12), "event:COP26", "COP26", "2021-11-12", "2021-11-12", "last day of: COP26"},
		{"at an event", deadline.FormEvent, d(2021, 10, 31), d(2021, 11, 12), "event:COP26", "COP26", "2021-10-31", "2021-11-12", "days of: COP26"},
		{"in a month", deadline.FormEvent, m(2021, 10), m(2021, 10), "2021-10", "", "2021-10-01", "2021-10-31", "any of these"},
		{"in a quarter", deadline.FormEvent, m(2021, 10), m(2021, 12), "2021-Q4", "", "2021-12-31", "2021-12-31", "shown on the last"},
		{"on a day", deadline.FormEvent, d(2021, 9, 3), d(2021, 9, 3), "2021-09-03", "", "2021-09-03", "2021-09-03", ""},
		{"within 90 days", deadline.FormDeadline, d(2021, 5, 21), d(2021, 8, 19), "P90D", "", "2021-08-19", "2021-08-19", "counted from"},
		{"a decade", deadline.FormPeriod, y(2020), y(2029), "202X", "", "2029-12-31", "2029-12-31", "shown on the last"},
		{"from a year on", deadline.FormDeadline, y(2025), none, "2025/..", "", "2025-01-01", "2025-01-01", "shown on the first"},
		{"from a day on", deadline.FormDeadline, d(2025, 3, 1), none, "2025-03-01/..", "", "2025-03-01", "2025-03-01", "no last one"},
		{"ends before it begins", deadline.FormEvent, d(2025, 3, 2), d(2025, 3, 1), "", "", "2025-03-01", "2025-03-01", "shown on the last"},
		{"over five years", deadline.FormPeriod, none, none, "P5Y", "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Deadline{Quote: "words", Form: c.form, ISO: c.iso, Event: c.event, Earliest: c.earliest, Latest: c.latest}
			first, last, ok := d.days()
			if ok != (c.first != "") {
				t.Fatalf("in the calendar: %v", ok)
			}
			if !ok {
				return
			}
			if got := first.Format(time.DateOnly) + " " + last.Format(time.DateOnly); got != c.first+" "+c.last {
				t.Errorf("got %s, want %s %s", got, c.first, c.last)
			}
			if note := d.note(first, last); (note == "") != (c.note == "") || !strings.Contains(note, c.note) {
				t.Errorf("note %q, want %q", note, c.note)
			}
		})
	}
}

// A UID lasts: it hangs on the words and the commitment, not on the place in
// the list nor on what the words are taken to mean.
func TestUIDsLast(t *testing.T) {
	b := read(t, rich, Options{})
	uids := func() map[string]string {
		seen, out := map[string]int{}, map[string]string{}
		for i := range b.Deadlines {
			d := &b.Deadlines[i]
			out[d.Page+d.Quote] = b.uid(d, seen)
		}
		return out
	}
	before := uids()
	b.Deadlines = b.Deadlines[1:]
	b.Deadlines[0].ISO, b.Deadlines[0].Number = "2099", 7
	for words, uid := range uids() {
		if uid != before[words] {
			t.Errorf("%q had the UID %s and has %s", words, before[words], uid)
		}
	}
}

func TestSameWordsTwiceHaveTwoUIDs(t *testing.T) {
	b := &Book{Document: Document{Slug: "x"}}
	d := &Deadline{Quote: "by 2030"}
	seen := map[string]int{}
	if one, two := b.uid(d, seen), b.uid(d, seen); one == two {
		t.Errorf("both are %s", one)
	}
}
