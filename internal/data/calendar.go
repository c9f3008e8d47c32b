package data

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"communique/internal/deadline"
)

// product is who wrote a calendar, a formal public identifier (RFC 5545,
// section 3.7.3).
const product = "-//communique//deadlines//EN"

// Calendar returns the deadlines that have a day as an iCalendar file, RFC
// 5545: events of whole days, in the order of the source, lines of at most 75
// octets that end in CR LF. On which day one stands is told at
// [Deadline.days], and in the description of each whose words name no day.
//
// DTSTAMP is when the document was last changed. The UID is made of the words
// and of the commitment, not of the place in the list, so that a calendar that
// has the file already moves an event when its day is corrected and does not
// show it twice. Events do not make their days busy. They have an address only
// where the base URL is known.
func (b *Book) Calendar() ([]byte, error) {
	c := ics.NewCalendar()
	c.SetProductId(product)
	c.SetName(b.Document.Title) // RFC 7986, and X-WR-CALNAME for programs that do not know it
	seen := map[string]int{}
	for i := range b.Deadlines {
		d := &b.Deadlines[i]
		first, last, ok := d.days()
		if !ok {
			continue
		}
		e := c.AddEvent(b.uid(d, seen))
		e.SetDtStampTime(b.Document.stamp())
		e.SetAllDayStartAt(first)
		e.SetAllDayEndAt(last.AddDate(0, 0, 1)) // the end is not part of the event
		e.SetSummary(d.Quote + ": " + d.Title)
		e.SetDescription(b.description(d, first, last))
		e.SetProperty(ics.ComponentPropertyCategories, d.Form.String())
		e.SetTimeTransparency(ics.TransparencyTransparent)
		if b.Document.URL != "" {
			e.SetURL(b.Document.URL + d.Page)
		}
	}
	var out bytes.Buffer
	// The end of a line is that of the system unless it is fixed.
	err := c.SerializeTo(&out, ics.WithNewLineWindows)
	return out.Bytes(), err
}

// uid returns the UID of an event, a UUID of the kind that is made by a rule
// of one's own (RFC 9562, version 8; RFC 7986, section 5.3, asks for UUIDs).
// The same words once more in one commitment are counted in seen.
func (b *Book) uid(d *Deadline, seen map[string]int) string {
	key := strings.Join([]string{b.Document.Slug, d.Page, d.Quote}, "\n")
	seen[key]++
	h := sha256.Sum256([]byte(key + "\n" + strconv.Itoa(seen[key])))
	h[6] = h[6]&0x0f | 0x80
	h[8] = h[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

func (b *Book) description(d *Deadline, first, last time.Time) string {
	lines := []string{d.Sentence}
	if note := d.note(first, last); note != "" {
		lines = append(lines, note)
	}
	from := b.Document.Title
	if d.Commitment != "" {
		from += ", commitment " + d.Commitment
	}
	return strings.Join(append(lines, "From: "+from), "\n\n")
}

// note says in words why the event stands where it stands; it is empty where
// the words name the day.
func (d *Deadline) note(first, last time.Time) string {
	words := "The words “" + d.Quote + "”"
	span := !first.Equal(last)
	switch {
	case d.Latest.IsZero() && d.Earliest.Day != 0:
		return words + " name a first day and no last one."
	case d.Latest.IsZero():
		return words + " name no day; shown on the first that they can mean."
	case d.Event != "" && d.Latest.Day != 0 && span:
		return "These are the days of: " + d.Event + "."
	case d.Event != "" && d.Latest.Day != 0:
		return words + " are taken for the last day of: " + d.Event + "."
	case span:
		return words + " can mean any of these days."
	case strings.HasPrefix(d.ISO, "P"):
		return words + " are counted from the day of publication; shown on the last day."
	case d.Latest.Day == 0 || d.Form != deadline.FormDeadline && d.Earliest != d.Latest:
		return words + " name no day; shown on the last that they can mean."
	}
	return ""
}
