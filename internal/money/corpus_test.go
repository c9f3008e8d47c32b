package money

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

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
