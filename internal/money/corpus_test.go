package money

import (
	"bufio"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// An expected amount is one of a case file, whose first lines explain it.
type expected struct {
	Quote     string              `json:"quote"`
	Min       decimal.NullDecimal `json:"min"`
	Max       decimal.NullDecimal `json:"max"`
	Currency  string              `json:"currency"`
	Qualifier string              `json:"qualifier"`
	Period    *string             `json:"period"`
}

// corpusFolder returns the folder of documents and cases that are kept apart
// from this module, or skips the test.
func corpusFolder(t *testing.T) string {
	folder := os.Getenv("COMMUNIQUE_CORPUS")
	if folder == "" {
		t.Skip("COMMUNIQUE_CORPUS is not set: no corpus to test against")
	}
	return folder
}

// TestCases measures how many cases of the corpus come out wholly right: as
// many sums as expected, each with its words, value, currency, qualifier and
// period.
func TestCases(t *testing.T) {
	const floor = 0.97
	files, err := filepath.Glob(filepath.Join(corpusFolder(t), "money-cases*.tsv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	o := Options{Published: published}
	right, all := 0, 0
	for _, name := range files {
		for _, line := range caseLines(t, name) {
			sentence, want := parseCase(t, line)
			// As in a document: no escapes of Markdown, a line break is a space.
			sentence = strings.NewReplacer("\n", " ", `\`, "").Replace(sentence)
			got := Find(sentence, o)
			all++
			if sameAmounts(sentence, want, got) {
				right++
				continue
			}
			t.Logf("%s\n\twant %s\n\tgot  %s", sentence, line[strings.IndexByte(line, '\t')+1:], strings.Join(dumps(sentence, got), "; "))
		}
	}
	share := float64(right) / float64(all)
	t.Logf("%d of %d cases wholly right (%.3f)", right, all, share)
	if share < floor {
		t.Errorf("%.3f of the cases wholly right, want at least %.2f", share, floor)
	}
}

func caseLines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if line := sc.Text(); strings.TrimSpace(line) != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

func parseCase(t *testing.T, line string) (string, []expected) {
	t.Helper()
	quoted, list, _ := strings.Cut(line, "\t")
	sentence, err := strconv.Unquote(`"` + strings.ReplaceAll(quoted, `"`, `\"`) + `"`)
	if err != nil {
		t.Fatalf("case %q: %v", line, err)
	}
	var want []expected
	if err := json.Unmarshal([]byte(list), &want); err != nil {
		t.Fatalf("case %q: %v", line, err)
	}
	return sentence, want
}

func sameAmounts(text string, want []expected, got []Amount) bool {
	if len(want) != len(got) {
		return false
	}
	for i, w := range want {
		g := got[i]
		period := ""
		if w.Period != nil {
			period = *w.Period
		}
		quote, loose := text[g.Start:g.End], text[g.QuoteStart:g.QuoteEnd]
		w.Quote = strings.ReplaceAll(w.Quote, "\n", " ")
		if !strings.Contains(loose, w.Quote) && !strings.Contains(w.Quote, quote) ||
			!sameBound(w.Min, g.Min) || !sameBound(w.Max, g.Max) || w.Currency != g.Currency ||
			strings.ReplaceAll(w.Qualifier, "_", "-") != g.Qualifier.String() || period != g.Period {
			return false
		}
	}
	return true
}

func sameBound(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && a.Decimal.Equal(b.Decimal)
}

// TestLabels reads the words of each sum that was labelled by hand, alone, and
// compares value and qualifier.
func TestLabels(t *testing.T) {
	type label struct {
		Quote     string              `json:"quote"`
		Min       decimal.NullDecimal `json:"amount_min"`
		Max       decimal.NullDecimal `json:"amount_max"`
		Currency  string              `json:"currency"`
		Qualifier string              `json:"qualifier"`
		Unit      string              `json:"unit_from"`
	}
	files, err := filepath.Glob(filepath.Join(corpusFolder(t), "*.gold.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no labels: %v", err)
	}
	// The labels tell fewer qualifiers apart.
	coarse := map[Qualifier]string{MoreThan: "at-least", LessThan: "at-most", UpTo: "at-most", Nearly: "approximately"}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct{ Funding []label }
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, l := range gold.Funding {
			o := Options{Dollar: l.Currency}
			if u, ok := Heading(l.Unit, o); ok {
				o.Unit = u
			}
			got := Find(l.Quote, o)
			if len(got) != 1 || got[0].Currency != l.Currency || !sameBound(got[0].Min, l.Min) || !sameBound(got[0].Max, l.Max) ||
				cmp.Or(coarse[got[0].Qualifier], got[0].Qualifier.String()) != l.Qualifier {
				t.Errorf("%s: %q: got %s", filepath.Base(name), l.Quote, strings.Join(dumps(l.Quote, got), "; "))
			}
		}
	}
}

// TestArchive reads every paragraph of the archive and checks what must hold
// of any text; it logs how much was found, and how fast.
func TestArchive(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpusFolder(t), "archive", "*.md"))
	if err != nil || len(files) == 0 {
		t.Skip("no archive in the corpus")
	}
	found, size, begin := 0, 0, time.Now()
	o := Options{Published: published}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		size += len(data)
		for text := range strings.SplitSeq(string(data), "\n\n") {
			amounts := Find(text, o)
			found += len(amounts)
			if p := problem(text, amounts); p != "" {
				t.Errorf("%s: %s: %q", filepath.Base(name), p, dumps(text, amounts))
			}
			if !promising(text) {
				p := &parser{text: text, tokens: tokenize(text), o: o}
				if len(p.sums()) > 0 {
					t.Errorf("%s: a sum was passed over: %q", filepath.Base(name), text)
				}
			}
		}
	}
	d := time.Since(begin)
	t.Logf("%d documents, %d sums, %.1f MB in %v", len(files), found, float64(size)/1e6, d.Round(time.Millisecond))
}
