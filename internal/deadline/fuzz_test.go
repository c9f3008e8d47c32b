package deadline

import (
	"strings"
	"testing"
	"time"
)

// checkDates reports what no list of dates may have: places outside the text,
// inside a character, out of order or on top of one another.
func checkDates(t *testing.T, text string, dates []Date) {
	t.Helper()
	end, at := 0, boundaries(text)
	for _, d := range dates {
		if d.Start < end || d.End <= d.Start || d.End > len(text) {
			t.Fatalf("%q: date from %d to %d after %d", text, d.Start, d.End, end)
		}
		if !at[d.Start] || !at[d.End] {
			t.Fatalf("%q: date from %d to %d cuts a character", text, d.Start, d.End)
		}
		if !d.Earliest.IsZero() && !d.Latest.IsZero() && d.Latest.Last().Before(d.Earliest.First()) {
			t.Fatalf("%q: %q can mean %s..%s", text, text[d.Start:d.End], d.Earliest, d.Latest)
		}
		end = d.End
	}
}

// boundaries returns where the characters of a text begin, and its end. Bytes
// that are not UTF-8 are characters of their own.
func boundaries(text string) map[int]bool {
	at := map[int]bool{len(text): true}
	for i := range text {
		at[i] = true
	}
	return at
}

func checkText(t *testing.T, text string) {
	t.Helper()
	for _, published := range []time.Time{day, {}} {
		o := Options{Published: published, Events: knownEvents, LeadIn: "The parties will:"}
		dates := Find(text, o)
		checkDates(t, text, dates)
		last := 0
		for _, d := range Deadlines(text, dates, o) {
			if d.Start < last || d.End <= d.Start || d.End > len(text) {
				t.Fatalf("%q: deadline from %d to %d after %d", text, d.Start, d.End, last)
			}
			last = d.Start
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, g := range findCases {
		for _, row := range g.rows {
			f.Add(row[0])
		}
	}
	for _, c := range deadlineCases {
		f.Add(c.text)
	}
	for _, s := range []string{"", "by", "2021-", "May \xff 2021", "first of", "the last day of the last day of", "between 2030 and", "Q", "1999/00", "by 31 February 2022"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkText(t, text) })
}

// TestLinear: what begins like a date over and over takes time in proportion to
// its length. The words are those that open loops in the grammar.
func TestLinear(t *testing.T) {
	for _, s := range []string{
		"the last day of ", "week of ", "Q1 FY24 ", "this May ", "next ", "over ", "no ", "Section 2021, ", "by about ", "May, ", "June and ",
		"2021-", "2021 and ", "HELD BY X CONFERENCE OF ", "before Conference of ", "2022 Conference in Aa Bb ", "in the run up to ", "every ",
		"five to ", "first ", "at the Summit of ", "early to mid ", "and ", "was ",
	} {
		text := strings.Repeat(s, 200_000/len(s))
		start := time.Now()
		o := Options{Published: day, Events: knownEvents}
		Deadlines(text, Find(text, o), o)
		// Quadratic time would be many minutes; the race detector and a busy
		// machine make linear time up to 50 times longer.
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%d times %q took %v", 200_000/len(s), s, took)
		}
	}
}
