package page

import (
	"testing"
	"testing/fstest"
	"time"

	"communique/internal/factsheet"
	"communique/internal/source"
)

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "no pillars", 1: "1 pillar", 2: "2 pillars", 999: "999 pillars", 1000: "1,000 pillars", 1234567: "1,234,567 pillars"} {
		if got := count(n, "pillar"); got != want {
			t.Errorf("count(%d) = %q, want %q", n, got, want)
		}
	}
}

// A moment belongs to the day that it had where it was written down.
func TestDate(t *testing.T) {
	evening := time.Date(2021, 5, 21, 20, 45, 0, 0, time.FixedZone("", -4*60*60))
	if got, want := date(evening), (day{"21 May 2021", "2021-05-21"}); got != want {
		t.Errorf("date(%v) = %v, want %v", evening, got, want)
	}
	if got := date(time.Time{}); got != (day{}) {
		t.Errorf("date of nothing = %v", got)
	}
}

func TestLines(t *testing.T) {
	f, _, err := source.Read(fstest.MapFS{"a.md": {Data: []byte("---\ntitle: x\n---\none\ntwo\nthree\n")}}, "a.md")
	if err != nil {
		t.Fatal(err)
	}
	body := f.Body
	for _, test := range []struct {
		span factsheet.Span
		want string
	}{
		{factsheet.Span{}, ""},
		{factsheet.Span{Start: body, End: body + 3}, "line 4"},
		{factsheet.Span{Start: body, End: body + 4}, "line 4"},
		{factsheet.Span{Start: body, End: body + 5}, "lines 4–5"},
		{factsheet.Span{Start: body + 4, End: body + 13}, "lines 5–6"},
	} {
		if got := lines(f, test.span); got != test.want {
			t.Errorf("lines(%v) = %q, want %q", test.span, got, test.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, test := range []struct {
		name, in string
		limit    int
		want     string
	}{
		{"short enough", "a  b\nc", 10, "a b c"},
		{"exactly", "abcde", 5, "abcde"},
		{"cut at a word", "alpha beta gamma", 12, "alpha beta…"},
		{"the limit counts the ellipsis", "alpha beta gamma", 11, "alpha beta…"},
		{"the limit falls inside", "alpha beta gamma", 10, "alpha…"},
		{"no comma before the ellipsis", "alpha, beta", 8, "alpha…"},
		{"one long word", "abcdefghij", 5, "abcd…"},
		{"characters, not bytes", "ääää öööö üüüü", 10, "ääää öööö…"},
		{"nothing wanted", "alpha", 0, ""},
		{"nothing given", "", 10, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := excerpt(test.in, test.limit)
			if got != test.want {
				t.Errorf("excerpt(%q, %d) = %q, want %q", test.in, test.limit, got, test.want)
			}
			if n := len([]rune(got)); n > test.limit {
				t.Errorf("%d characters, more than %d", n, test.limit)
			}
		})
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{"": "", "item of a list": "Item of a list.", "Done.": "Done.", "ä": "Ä."} {
		if got := sentence(in); got != want {
			t.Errorf("sentence(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every kind and strength of the model has its words, so that a new one
// cannot stay without.
func TestKindsAndStrengthsHaveWords(t *testing.T) {
	for k := factsheet.Pledge; k <= factsheet.Existing; k++ {
		if kindNotes[k] == "" || kindClasses[k] == "" {
			t.Errorf("kind %s has no words", k)
		}
	}
	for s := factsheet.Unstated + 1; s <= factsheet.Done; s++ {
		if got := strength(&factsheet.Commitment{Strength: s, Verb: "verb"}); got == "" {
			t.Errorf("strength %s has no words", s)
		}
	}
	if got := strength(&factsheet.Commitment{Verb: "verb"}); got != "" {
		t.Errorf("an unstated strength says %q", got)
	}
	if got := strength(&factsheet.Commitment{Strength: factsheet.Firm}); got != "Firm" {
		t.Errorf("without a verb: %q", got)
	}
}
