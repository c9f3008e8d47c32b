package ledger

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"communique/internal/factsheet"
	"communique/internal/source"
)

// The corpus is a folder of real documents with labels, which is no part of
// the repository. The figures are those of the program that scores held-out
// documents of the same kinds.

type goldEntry struct {
	Commitment *int
	Quote      string
	Min        *json.Number `json:"amount_min"`
	Max        *json.Number `json:"amount_max"`
	Currency   string
	Qualifier  string
	Payer      *string
	Kind       string
	Status     string
	StatusAlt  string `json:"status_alt"`
	Period     *string
	RepeatOf   *int `json:"repeat_of"`
}

type gold struct {
	Commitments []struct{ Starts string }
	Funding     []goldEntry
}

// floors are the figures below which the rules have got worse.
var floors = map[string]float64{
	"amounts": 0.97, "qualifier": 0.95, "period": 0.95, "payer": 0.90, "class": 0.90, "status": 0.90, "relation": 0.95,
}

type tally struct{ hit, found, gold int }

func (t tally) f1() float64 {
	if t.found+t.gold == 0 {
		return 1
	}
	return 2 * float64(t.hit) / float64(t.found+t.gold)
}

func TestCorpus(t *testing.T) {
	folder := os.Getenv("COMMUNIQUE_CORPUS")
	if folder == "" {
		t.Skip("COMMUNIQUE_CORPUS does not name a folder of labelled documents")
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no labels in %s: %v", folder, err)
	}
	all := map[string]*tally{}
	for name := range floors {
		all[name] = &tally{}
	}
	for _, name := range names {
		own, misses := scoreDocument(t, name)
		var line strings.Builder
		for _, k := range []string{"amounts", "qualifier", "period", "payer", "class", "status", "relation"} {
			v := own[k]
			if v == nil {
				v = &tally{}
			}
			all[k].hit, all[k].found, all[k].gold = all[k].hit+v.hit, all[k].found+v.found, all[k].gold+v.gold
			fmt.Fprintf(&line, " %s %d/%d", k, v.hit, v.gold)
		}
		t.Logf("%-46s%s", strings.TrimSuffix(filepath.Base(name), ".gold.json"), line.String())
		for _, m := range misses {
			t.Logf("    %s", m)
		}
	}
	for name, floor := range floors {
		got := all[name].f1()
		t.Logf("%-10s F1 %.3f (%d of %d, %d found)", name, got, all[name].hit, all[name].gold, all[name].found)
		if got < floor {
			t.Errorf("%s: F1 %.3f is below %.2f", name, got, floor)
		}
	}
}

func readDocument(t testing.TB, name string) *factsheet.Document {
	t.Helper()
	src, problems, err := source.Read(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	if err != nil || src == nil {
		t.Fatalf("%s: %v %v", name, err, problems)
	}
	d, _ := factsheet.Parse(src, factsheet.Options{})
	return d
}

func scoreDocument(t *testing.T, name string) (map[string]*tally, []string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var g gold
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	d := readDocument(t, strings.TrimSuffix(name, ".gold.json")+".md")
	l := Extract(d, Options{})
	s := &scorer{gold: g, ledger: l, taken: make([]bool, len(l.Entries)), tallies: map[string]*tally{}}
	s.match()
	return s.tallies, s.misses
}

type scorer struct {
	gold    gold
	ledger  *Ledger
	taken   []bool
	tallies map[string]*tally
	misses  []string
}

func (s *scorer) miss(format string, args ...any) {
	s.misses = append(s.misses, fmt.Sprintf(format, args...))
}

func (s *scorer) add(name string, hit, found, gold int) {
	t := s.tallies[name]
	if t == nil {
		t = &tally{}
		s.tallies[name] = t
	}
	t.hit, t.found, t.gold = t.hit+hit, t.found+found, t.gold+gold
}

func (s *scorer) match() {
	for _, want := range s.gold.Funding {
		best, bestHere := -1, false
		for i, e := range s.ledger.Entries {
			if s.taken[i] || e.Amount.Currency != want.Currency || !within(want.Quote, e.Quote) || !sameValue(want, e) {
				continue
			}
			here := s.here(want, e)
			if best < 0 || here && !bestHere {
				best, bestHere = i, here
			}
		}
		if best < 0 {
			s.miss("amount missed: %s", want.Quote)
			s.add("amounts", 0, 0, 1)
			continue
		}
		s.taken[best] = true
		s.add("amounts", 1, 1, 1)
		s.compare(want, s.ledger.Entries[best])
	}
	for i, e := range s.ledger.Entries {
		if !s.taken[i] {
			s.miss("amount invented: %s in %q", e.Quote, e.Sentence)
			s.add("amounts", 0, 1, 0)
		}
	}
}

// here reports whether an entry stands in the commitment of the label.
func (s *scorer) here(want goldEntry, e *Entry) bool {
	if want.Commitment == nil {
		return true
	}
	if e.Commitment == nil {
		return false
	}
	start := plainText(s.gold.Commitments[*want.Commitment].Starts)
	text := plainText(e.Commitment.Text())
	return strings.HasPrefix(text, start) || strings.Contains(text[:min(len(text), len(start)+12)], start)
}

var coarse = map[string]string{"more-than": "at-least", "less-than": "at-most", "up-to": "at-most", "nearly": "approximately"}

func (s *scorer) compare(want goldEntry, e *Entry) {
	check := func(name string, ok bool, got any) {
		hit := 0
		if ok {
			hit = 1
		} else {
			s.miss("%s wrong: %s: %v; want %s %s %s %s in %q", name, want.Quote, got, want.Kind, want.Status, deref(want.Payer), deref(want.Period), e.Sentence)
		}
		s.add(name, hit, 1, 1)
	}
	q := e.Amount.Qualifier.String()
	if c, ok := coarse[q]; ok {
		q = c
	}
	check("qualifier", q == want.Qualifier, q)
	check("class", e.Class.String() == want.Kind, e.Class)
	check("status", e.Status.String() == want.Status || e.Status.String() == want.StatusAlt, e.Status)
	check("relation", (e.Relation == Restates) == (want.RepeatOf != nil), e.Relation)
	check("period", (e.Period != "") == (want.Period != nil), e.Period)
	payer := e.Payer.Words + " " + e.Payer.Name()
	if want.Payer == nil {
		check("payer", e.Payer.Words == "", e.Payer.Words)
		return
	}
	a, b := wordSet(*want.Payer), wordSet(payer)
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	check("payer", 2*n >= len(a), payer)
}

func deref(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

var (
	tags    = regexp.MustCompile(`(?s)<!--.*?-->|</?[a-zA-Z][^>]*>`)
	nothing = regexp.MustCompile("[\u200b\u200c\u200d\u2060\ufeff*\\\\]")
	dashes  = regexp.MustCompile(`[‐‑‒–—]`)
	wordsRE = regexp.MustCompile(`[\pL\pN_$€£¥₩%.]+`)
)

func plainText(s string) string {
	s = tags.ReplaceAllString(html.UnescapeString(s), "")
	s = nothing.ReplaceAllString(s, "")
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`).Replace(s)
	s = dashes.ReplaceAllString(s, "-")
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range wordsRE.FindAllString(plainText(s), -1) {
		m[w] = true
	}
	return m
}

func within(a, b string) bool {
	a, b = plainText(a), plainText(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

func sameValue(want goldEntry, e *Entry) bool {
	type pair struct {
		gold  *json.Number
		found decimal.NullDecimal
	}
	pairs := []pair{{want.Min, e.Amount.Min}, {want.Max, e.Amount.Max}}
	if want.Min == nil && want.Max == nil {
		return !e.Amount.Min.Valid && !e.Amount.Max.Valid
	}
	same := slices.ContainsFunc(pairs, func(p pair) bool {
		return p.gold != nil && p.found.Valid && decimal.RequireFromString(p.gold.String()).Equal(p.found.Decimal)
	})
	return same && !slices.ContainsFunc(pairs, func(p pair) bool {
		return p.gold != nil && p.found.Valid && !decimal.RequireFromString(p.gold.String()).Equal(p.found.Decimal)
	})
}
