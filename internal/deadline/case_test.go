package deadline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// corpusEnv names the folder of labelled documents and cases, which is no part
// of the repository.
const corpusEnv = "COMMUNIQUE_CORPUS"

func corpus(t *testing.T) string {
	t.Helper()
	folder := os.Getenv(corpusEnv)
	if folder == "" {
		t.Skipf("%s is not set: the labelled corpus is not here", corpusEnv)
	}
	return folder
}

// A dateCase is one line of a file of cases.
type dateCase struct {
	sentence string
	want     []wantDate
}

type wantDate struct {
	Quote string
	Kind  string
	ISO   *string
}

var escape = regexp.MustCompile(`\\(\\|n|u[0-9a-fA-F]{4})`)

func unescape(s string) string {
	return escape.ReplaceAllStringFunc(s, func(m string) string {
		switch m[1] {
		case '\\':
			return `\`
		case 'n':
			return " "
		}
		n, _ := strconv.ParseUint(m[2:], 16, 32)
		return string(rune(n))
	})
}

func readCases(t *testing.T, path string) []dateCase {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []dateCase
	for _, line := range strings.Split(string(data), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sentence, expected, _ := strings.Cut(line, "\t")
		c := dateCase{sentence: unescape(sentence)}
		if err := json.Unmarshal([]byte(expected), &c.want); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		cases = append(cases, c)
	}
	return cases
}

// plain is text as the labels have it: one space, plain quotes and dashes,
// lower case.
func plain(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "\u200b", "").Replace(s)
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

func overlap(a, b string) bool {
	a, b = plain(a), plain(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

func right(c dateCase, got []Date) bool {
	if len(got) != len(c.want) {
		return false
	}
	for i, w := range c.want {
		g, iso := got[i], ""
		if w.ISO != nil {
			iso = *w.ISO
		}
		if !overlap(w.Quote, c.sentence[g.Start:g.End]) || w.Kind != g.Kind.String() || iso != g.ISO {
			return false
		}
	}
	return true
}

func show(text string, dates []Date) string {
	var b strings.Builder
	for _, d := range dates {
		fmt.Fprintf(&b, "[%s | %s | %s]", text[d.Start:d.End], d.Kind, d.ISO)
	}
	return b.String()
}

// day is the day of publication of the cases, a Friday.
var day = time.Date(2021, time.May, 21, 0, 0, 0, 0, time.UTC)

// TestCases reads the constructed sentences of the corpus. A case is right if
// each date has its words, its kind and its ISO form, and there are no others.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "date-cases*.tsv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no date cases: %v", err)
	}
	const floor = 0.95
	for _, file := range files {
		cases, hits := readCases(t, file), 0
		for _, c := range cases {
			got := Find(c.sentence, Options{Published: day, LeadIn: "The United States will:"})
			if right(c, got) {
				hits++
				continue
			}
			t.Logf("%q\n  got  %s\n  want %s", c.sentence, show(c.sentence, got), showWant(c.want))
		}
		score := float64(hits) / float64(len(cases))
		t.Logf("%s: %d of %d wholly right (%.3f)", filepath.Base(file), hits, len(cases), score)
		if score < floor {
			t.Errorf("%s: %.3f is below %.2f", filepath.Base(file), score, floor)
		}
	}
}

func showWant(want []wantDate) string {
	var b strings.Builder
	for _, w := range want {
		iso := ""
		if w.ISO != nil {
			iso = *w.ISO
		}
		fmt.Fprintf(&b, "[%s | %s | %s]", w.Quote, w.Kind, iso)
	}
	return b.String()
}
