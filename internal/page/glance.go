package page

import (
	"strings"
	"unicode/utf8"

	"communique/internal/ledger"
	"communique/internal/site"
)

// A glance is one of the few figures that a reader should see first.
type glance struct {
	Value string // "4", "$2.5 billion", "1–10 October 2021"
	Label string // "pillars", "committed, United States"
	URL   string // where it is shown in full; may be empty
}

// maxGlancePayers bounds the payers among the figures at a glance.
const maxGlancePayers = 2

// contents counts what a document is made of. Pillars that it does not name
// are not counted: "38 commitments in 4 pillars", "15 commitments".
func contents(commitments, pillars int) string {
	if pillars == 0 {
		return count(commitments, "commitment")
	}
	return count(commitments, "commitment") + " in " + count(pillars, "pillar")
}

// glanceCounts are the figures of what a document is made of. A single pillar is
// nothing to count.
func glanceCounts(commitments, pillars int) []glance {
	var out []glance
	if pillars > 1 {
		out = append(out, glance{Value: number(pillars), Label: "pillars", URL: "#pillars"})
	}
	return append(out, glance{Value: number(commitments), Label: plural(commitments, "commitment", "commitments")})
}

// worthwhile returns figures that are worth a row of their own: more than one.
func worthwhile(figures []glance) []glance {
	if len(figures) < 2 {
		return nil
	}
	return figures
}

// glanceMoney are the first of the totals of committed money, by payer; url is
// the page of the money.
func glanceMoney(payers []tally, url string) []glance {
	var out []glance
	for _, t := range payers {
		if len(out) == maxGlancePayers {
			break
		}
		if k := t.total.Kind(); t.added && k.Class == ledger.Public && k.Flow == ledger.Commitment {
			out = append(out, glance{Value: capital(t.amount()), Label: "committed, " + t.payerName(), URL: url})
		}
	}
	return out
}

// pillarSum writes the first total of a pillar: "$3.5 billion committed"; empty
// where nothing is committed or announced in it.
func pillarSum(pillars []tally, num string) string {
	for _, t := range pillars {
		if t.name != num || !t.added {
			continue
		}
		if f := t.total.Kind().Flow; f == ledger.Commitment || f == ledger.Announcement {
			return t.amount() + " " + strings.ToLower(flowNames[f])
		}
	}
	return ""
}

// realPillars counts the pillars that a document itself names.
func realPillars(d *site.Document) int {
	n := 0
	for _, p := range d.Pillars {
		if !p.Model.Implicit {
			n++
		}
	}
	return n
}

// display returns a title as it is set large: a dash does not begin a line.
func display(title string) string { return strings.ReplaceAll(title, " –", "\u00a0–") }

// maxLarge bounds the titles that are set largest, in characters.
const maxLarge = 90

func isLong(title string) bool { return utf8.RuneCountInString(title) > maxLarge }
