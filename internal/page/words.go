package page

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"communique/internal/factsheet"
	"communique/internal/source"
)

// number writes a count with a comma between thousands: "2,104".
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count writes a number and the thing counted: "no pillars", "1 pillar",
// "4 pillars".
func count(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing + "s"
	case 1:
		return "1 " + thing
	}
	return number(n) + " " + thing + "s"
}

// A day is a date for people and one for machines. The zero value is no date.
type day struct {
	Text string // "21 May 2021"
	ISO  string // "2021-05-21"
}

// date writes the day on which a moment fell where it was written down.
func date(t time.Time) day {
	if t.IsZero() {
		return day{}
	}
	return day{Text: t.Format("2 January 2006"), ISO: t.Format(time.DateOnly)}
}

// lines names the lines of a file on which a span stands: "line 66",
// "lines 66–69"; empty for an empty span.
func lines(f *source.File, s factsheet.Span) string {
	if s.Start >= s.End {
		return ""
	}
	first, last := f.Line(s.Start), f.Line(s.End-1)
	if first == last {
		return "line " + strconv.Itoa(first)
	}
	return "lines " + strconv.Itoa(first) + "–" + strconv.Itoa(last)
}

// spanAttribute writes a span as the value of data-source, empty for an empty one.
func spanAttribute(s factsheet.Span) string {
	if s.Start >= s.End {
		return ""
	}
	return strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End)
}

// excerpt cuts words to at most limit characters, white space folded, at the
// end of a word, with an ellipsis where something is cut; a limit of 0 gives
// nothing.
func excerpt(s string, limit int) string {
	if limit <= 0 {
		return ""
	}
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	end, hard, n := 0, 0, 0 // the last end of a word, the last character, characters so far
	for i, r := range s {
		if n == limit {
			break
		}
		if r == ' ' {
			end = i
		}
		hard = i
		n++
	}
	if end == 0 { // one word longer than the limit
		end = hard
	}
	return strings.TrimRightFunc(s[:end], func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) }) + "…"
}

// sentence gives words a capital and a full stop, as in notes of ours.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[size:]
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// kindNotes say in a few words what a kind means, for the title of its label.
var kindNotes = map[factsheet.Kind]string{
	factsheet.Pledge:          "a party says that it will do something",
	factsheet.Acknowledgement: "a party welcomes or notes what another does",
	factsheet.Principle:       "a statement of what is held to be true or right",
	factsheet.Existing:        "something already done or under way",
}

// strengthWords say how firmly a commitment binds; empty where no verb says.
var strengthWords = map[factsheet.Strength]string{
	factsheet.Firm:     "Firm",
	factsheet.Intended: "Intended",
	factsheet.Sought:   "Sought",
	factsheet.Explored: "Explored",
	factsheet.Done:     "Done or under way",
}

// strength writes how firmly a commitment binds and the word that says so:
// "Firm, from “will”"; empty where nothing says.
func strength(c *factsheet.Commitment) string {
	s := strengthWords[c.Strength]
	if s != "" && c.Verb != "" {
		s += ", from “" + c.Verb + "”"
	}
	return s
}

// capital gives words a capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// enumerate joins words as prose does: "a", "a and b", "a, b and c".
func enumerate(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " and " + list[last]
}

// oneLine folds white space, so that words can be quoted on a line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// spread folds white space and keeps one space at an end that had any, so that
// what is put there keeps its distance.
func spread(s string) string {
	words := oneLine(s)
	if words == "" {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		words = " " + words
	}
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		words += " "
	}
	return words
}
