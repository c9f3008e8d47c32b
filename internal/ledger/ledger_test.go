package ledger

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"communique/internal/factsheet"
	"communique/internal/source"
)

var update = flag.Bool("update", false, "rewrite the expected dumps; read the difference before keeping it")

func parse(t testing.TB, fsys fs.FS, name string) *factsheet.Document {
	t.Helper()
	src, problems, err := source.Read(fsys, name)
	if err != nil || src == nil {
		t.Fatalf("%s: %v %v", name, err, problems)
	}
	d, problems := factsheet.Parse(src, factsheet.Options{})
	if problems.Errors() > 0 {
		t.Fatalf("%s: %v", name, problems)
	}
	return d
}

func parseText(t testing.TB, text string) *factsheet.Document {
	t.Helper()
	return parse(t, fstest.MapFS{"in.md": {Data: []byte(text)}}, "in.md")
}

// dump writes a ledger for a person: entries, what is no funding, totals by
// payer, totals stated in the text, warnings.
func dump(l *Ledger) string {
	var b strings.Builder
	for _, e := range l.Entries {
		dumpEntry(&b, e)
	}
	for _, e := range l.Vague {
		fmt.Fprintf(&b, "vague: %s, %s, %s\n", e.Quote, e.Payer.Words, e.Flow)
	}
	for _, o := range l.Others {
		fmt.Fprintf(&b, "no funding: %s, line %d: %s\n", o.Quote, o.Lines[0], o.Reason)
	}
	for _, g := range ByPayer(l.Rows()) {
		for _, total := range g.Totals {
			name := g.Name
			if name == "" {
				name = "nobody named"
			}
			fmt.Fprintf(&b, "total: %s: %s (%s) from%s\n", name, total, total.Kind(), rowNumbers(total.Rows()))
		}
	}
	for _, a := range l.Assertions() {
		var parts []Row
		for _, p := range a.Parts {
			parts = append(parts, Row{Number: p.Number})
		}
		fmt.Fprintf(&b, "stated: %s, of%s, which come to %s: %t\n", a.Entry.Quote, rowNumbers(parts), a.Sum, a.Holds)
	}
	for _, w := range l.Warnings {
		fmt.Fprintf(&b, "%s\n", w)
	}
	return b.String()
}

func dumpEntry(b *strings.Builder, e *Entry) {
	where := e.Place.String()
	if e.Commitment != nil {
		where = e.Commitment.Number
	}
	payer := fmt.Sprintf("%q is %s", e.Payer.Words, e.Payer.Name())
	if e.Payer.Inferred {
		payer = "inferred: " + e.Payer.Name()
	}
	fmt.Fprintf(b, "%d. %s (%s, line %d)\n   payer %s; %s, %s, %s\n", e.Number, e.Quote, where, e.Lines[0], payer, e.Class, e.Status, e.Flow)
	if e.Purpose != "" {
		fmt.Fprintf(b, "   %s\n", e.Purpose)
	}
	if e.Period != "" || e.Rate() != "" {
		fmt.Fprintf(b, "   period %q, rate %q\n", e.Period, e.Rate())
	}
	for _, twin := range e.Equivalents {
		fmt.Fprintf(b, "   also %s %s\n", twin.Currency, twin.Max.Decimal)
	}
	if e.Relation != New {
		var of []Row
		for _, o := range e.Of {
			of = append(of, Row{Number: o.Number})
		}
		fmt.Fprintf(b, "   %s%s: %s\n", e.Relation, rowNumbers(of), e.Why)
	}
}

func rowNumbers(rows []Row) string {
	s := ""
	for _, r := range rows {
		s += fmt.Sprintf(" %d", r.Number)
	}
	return s
}

func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 7 {
		t.Fatalf("found %d fixtures: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := dump(Extract(parseText(t, string(a.Files[0].Data)), Options{}))
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("ledger differs (-want +got):\n%s", diff)
			}
		})
	}
}

// first is the document for which the program was made.
func first(t testing.TB) *Ledger {
	t.Helper()
	return Extract(parse(t, os.DirFS("../../seeds"), "us-rok-partnership-2021.md"), Options{})
}

func TestFirstDocument(t *testing.T) {
	const want = `1. more than $25 billion (1.1, line 42)
   payer "our leading companies" is ; private, welcomed, private investment
2. $2.5 billion (1.5, line 67)
   payer "The United States" is United States (U.S.); public, committed, commitment
   to this effort
3. $1 billion (1.5, line 68)
   payer "the ROK" is Republic of Korea (ROK); public, committed, commitment
   to this effort
4. $200 million (2.1, line 108)
   payer "the ROK" is Republic of Korea (ROK); public, committed, commitment
   in new funding over five years to help address future health threats
   period "P5Y", rate ""
total: our leading companies: more than USD 25000000000 (USD, private investment) from 1
total: United States: USD 2500000000 (USD, public commitment) from 2
total: Republic of Korea: USD 1200000000 (USD, public commitment) from 3 4
`
	if diff := cmp.Diff(want, dump(first(t))); diff != "" {
		t.Errorf("ledger differs (-want +got):\n%s", diff)
	}
}

// TestQuotes wants each entry to say where it stands: the span cut from the
// source holds the figures of the quotation, on the lines given.
func TestQuotes(t *testing.T) {
	l := first(t)
	for _, e := range l.Entries {
		cut := string(l.Document.Source.Data[e.Span.Start:e.Span.End])
		if strings.Join(strings.Fields(cut), " ") != e.Quote {
			t.Errorf("entry %d: the source has %q at its span, the quotation is %q", e.Number, cut, e.Quote)
		}
		if !e.SentenceSpan.Contains(e.Span) {
			t.Errorf("entry %d: its sentence %v does not hold it %v", e.Number, e.SentenceSpan, e.Span)
		}
		if !e.Commitment.Span().Contains(e.Span) {
			t.Errorf("entry %d stands outside its commitment", e.Number)
		}
	}
}

func TestExtractTwice(t *testing.T) {
	if diff := cmp.Diff(dump(first(t)), dump(first(t))); diff != "" {
		t.Errorf("the same document gave two ledgers:\n%s", diff)
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("The United States has committed $2.5 billion, and the ROK has committed $1 billion (KRW 1.2 trillion).")
	f.Add("-   $5 million, of which $2 million; this brings the total to $7 million\n-   €5-8 million/case")
	f.Add("$10 of")
	f.Add("| a (US$ million) |\n| --- |\n| 5 |\n| 2,3 |")
	f.Fuzz(func(t *testing.T, text string) {
		src, _, err := source.Read(fstest.MapFS{"in.md": {Data: []byte(text)}}, "in.md")
		if err != nil || src == nil {
			return
		}
		d, _ := factsheet.Parse(src, factsheet.Options{})
		l := Extract(d, Options{})
		for _, e := range l.Entries {
			if e.Span.Start < 0 || e.Span.End > len(src.Data) || e.Span.Start >= e.Span.End {
				t.Errorf("%q: span %v is outside the source of %d bytes", e.Quote, e.Span, len(src.Data))
			}
		}
		for _, total := range Sum(l.Rows()) {
			checkTotal(t, total, l.Rows())
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	d := parse(b, os.DirFS("../../seeds"), "us-rok-partnership-2021.md")
	b.SetBytes(int64(len(d.Source.Data)))
	b.ReportAllocs()
	for b.Loop() {
		Extract(d, Options{})
	}
}

// TestHuge wants time to grow with the size of the text: the longest paragraph
// that is taken, of many sums, of one sentence without an end, of one name.
func TestHuge(t *testing.T) {
	for name, text := range map[string]string{
		"sentences":   strings.Repeat("The United States will provide $5 million to Kenya. ", 600),
		"no end":      strings.Repeat("and the United States will provide $5 million, which includes ", 500),
		"capitals":    strings.Repeat("Bank Of The ", 2500),
		"brackets":    strings.Repeat("The Bank (", 3000),
		"initials":    strings.Repeat("a.b.", 8000),
		"numbers":     strings.Repeat("1-2-", 8000),
		"possessives": strings.Repeat("Canada’s ", 2800) + "$5 million",
	} {
		t.Run(name, func(t *testing.T) {
			d := parseText(t, "---\ntitle: T\n---\n\n"+text+"\n")
			start := time.Now()
			Extract(d, Options{})
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("%d bytes took %v", len(text), took)
			} else {
				t.Logf("%d bytes took %v", len(text), took)
			}
		})
	}
}

// TestWork: a document twice as long with as many sums takes twice the work at
// most, counted in allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		var b strings.Builder
		b.WriteString("---\ntitle: T\n---\n\n")
		for i := range n {
			fmt.Fprintf(&b, "- The United States will build plant %d in Kenya with the Ministry of Energy.\n", i)
		}
		d := parseText(t, b.String()+"- The United States will provide $5 million.\n")
		return testing.AllocsPerRun(2, func() { Extract(d, Options{}) })
	}
	if one, two := work(200), work(400); two > 2.2*one {
		t.Errorf("a document twice as long takes %.0f allocations, not twice %.0f", two, one)
	}
}
