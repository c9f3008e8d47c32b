package data

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// add computes what the rows of a total come to, from the CSV file alone.
func add(t *testing.T, records [][]string, rows []int, column string) decimal.Decimal {
	t.Helper()
	at := slices.Index(records[0], column)
	sum := decimal.Zero
	for _, n := range rows {
		if cell := records[n][at]; cell != "" {
			sum = sum.Add(decimal.RequireFromString(cell))
		}
	}
	return sum
}

// checkProof: a stranger who adds the rows of the CSV file comes to the totals of the
// proof, and finds each row of the currency either added or left out.
func checkProof(t *testing.T, name string, list map[string][]byte) {
	t.Helper()
	if list[Proof] == nil {
		return
	}
	rows := records(t, list[FundingCSV])
	var proof jsonProof
	strict(t, list[Proof], &proof)
	var ledger jsonLedger
	strict(t, list[FundingJSON], &ledger)
	if len(proof.Totals) != len(ledger.Totals) || len(proof.Assertions) != len(ledger.Assertions) {
		t.Fatalf("%s: the proof has %d totals, the ledger %d", name, len(proof.Totals), len(ledger.Totals))
	}
	for i, total := range proof.Totals {
		var added []int
		for _, r := range total.Added {
			added = append(added, r.Row)
		}
		if diff := cmp.Diff(ledger.Totals[i].Added, added); diff != "" || len(added) == 0 {
			t.Errorf("%s: %s: rows: %s", name, total.ID, diff)
		}
		bound(t, name, total.ID, total.Min, ledger.Totals[i].Min, add(t, rows, added, "amount_min"))
		bound(t, name, total.ID, total.Max, ledger.Totals[i].Max, add(t, rows, added, "amount_max"))
		alike(t, name, rows, total, added)
	}
}

// bound holds one bound of a total against the sum of its rows.
func bound(t *testing.T, name, id string, proven *arithmetic, said *string, sum decimal.Decimal) {
	t.Helper()
	if (proven == nil) != (said == nil) {
		t.Fatalf("%s: %s: proof and ledger differ on a bound", name, id)
	}
	if proven == nil {
		return
	}
	if proven.Value != sum.String() || *said != sum.String() || !strings.HasSuffix(proven.Sum, " = "+sum.String()) {
		t.Errorf("%s: %s says %s (%s) and the rows come to %s", name, id, *said, proven.Sum, sum)
	}
	terms := decimal.Zero
	for _, term := range strings.Split(strings.Split(proven.Sum, " = ")[0], " + ") {
		terms = terms.Add(decimal.RequireFromString(term))
	}
	if !terms.Equal(sum) {
		t.Errorf("%s: %s: the terms come to %s: %s", name, id, terms, proven.Sum)
	}
}

// alike checks that a total adds only what is alike, and what stands beside it.
func alike(t *testing.T, name string, rows [][]string, total provenTotal, added []int) {
	t.Helper()
	for _, column := range []string{"currency", "payer_class", "flow"} {
		at := slices.Index(rows[0], column)
		for _, n := range added {
			if rows[n][at] != rows[added[0]][at] {
				t.Errorf("%s: %s adds rows of two kinds in %s", name, total.ID, column)
			}
		}
	}
	counted := slices.Index(rows[0], "counted_in")
	for n, row := range rows[1:] {
		if in := slices.Contains(strings.Fields(row[counted]), total.ID); in != slices.Contains(added, n+1) {
			t.Errorf("%s: row %d: counted_in is %q, %s adds %v", name, n+1, row[counted], total.ID, added)
		}
	}
	for _, left := range total.LeftOut {
		if left.Reason == "" || slices.Contains(added, left.Row) {
			t.Errorf("%s: %s leaves out row %d: %q", name, total.ID, left.Row, left.Reason)
		}
	}
	if total.Scope != "document" {
		return
	}
	currency := slices.Index(rows[0], "currency")
	n := 0
	for _, row := range rows[1:] {
		if row[currency] == rows[added[0]][currency] {
			n++
		}
	}
	if n != len(added)+len(total.LeftOut) {
		t.Errorf("%s: %s accounts for %d rows of %d", name, total.ID, len(added)+len(total.LeftOut), n)
	}
}

func TestTotalsOfTheSeed(t *testing.T) {
	var got []string
	for _, total := range seed(t, Options{}).Totals {
		if total.Scope == "payer" {
			got = append(got, total.Name+": "+total.Words)
		}
	}
	want := []string{"our leading companies: more than USD 25,000,000,000", "United States: USD 2,500,000,000", "Republic of Korea: USD 1,200,000,000"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestJSONSaysWhatIsNoFunding(t *testing.T) {
	var ledger jsonLedger
	strict(t, files(t, read(t, rich, Options{}))[FundingJSON], &ledger)
	for _, o := range ledger.Others {
		if o.Reason == "" || o.Quote == "" || o.Page == "" {
			t.Errorf("no reason, words or page: %+v", o)
		}
	}
	if len(ledger.Others) == 0 || len(ledger.Assertions) == 0 {
		t.Errorf("%d sums that are no funding, %d stated totals", len(ledger.Others), len(ledger.Assertions))
	}
	if ledger.Document.URL != nil {
		t.Errorf("an address without a base URL: %s", *ledger.Document.URL)
	}
}
