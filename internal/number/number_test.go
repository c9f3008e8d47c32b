package number

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/source"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"money", "It gave $2.5 billion over 5 years.", "2.5 money, 5 date"},
		{"a range of money", "KRW 5-8 billion a case", "5 money, 8 money"},
		{"dates", "On May 21, 2021, by 2030, in FY2023", "21 date, 2021 date, 2030 date, 2023 date"},
		{"a time of day", "at 10:30 a.m.", "10 date, 30 date"},
		{"ordinals", "the 21st century and the 5th summit", "21 ordinal, 5 ordinal"},
		{"names", "5G, F-35, COVID-19, Artemis 2 and a 737-MAX", "5 label, 35 label, 19 label, 2 label, 737 label"},
		{"counts", "10 participants, 103 new Boeing aircraft and 1.5 degrees", "10 quantity, 103 quantity, 1.5 quantity"},
		{"measures", "100 MW, 3GW and 40 km", "100 quantity, 3 quantity, 40 quantity"},
		{"large counts", "500 million vaccine doses", "500 quantity"},
		{"from one to another", "from 28 to 38 students", "28 quantity, 38 quantity"},
		{"shares", "8%, 15 percent, 10-15 per cent and 5 or 6 percent", "8 percentage, 15 percentage, 10 percentage, 15 percentage, 5 percentage, 6 percentage"},
		{"list marks", "three components: 1) focus, 2) expand", "1 list mark, 2 list mark"},
		{"a list mark ahead", "1 The cluster will be built.", "1 list mark"},
		{"references", "Section 301, Resolutions 1718 and 2397, E.O. 14008 and 2014/53/EU", "301 reference, 1718 reference, 2397 reference, 14008 reference, 2014 reference, 53 reference"},
		{"notes", "as reported [3]", "3 reference"},
		{"laws", "85 Fed. Reg. 25472 and 19 U.S.C. 1862", "85 reference, 25472 reference, 19 reference, 1862 reference"},
		{"telephones", "call 1-800-985-5990 or (855) 411-2372", "1 reference, 800 reference, 985 reference, 5990 reference, 855 reference, 411 reference, 2372 reference"},
		{"addresses", "see https://example.org/2021/page-7", "2021 reference, 7 reference"},
		{"what nobody can tell", "They agreed on 42.", "42 unclassified"},
		{"a sum that lost its currency", "It will provide 1,250,000 over time.", "1,250,000 unclassified"},
		{"none", "No numbers here.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, n := range Find(c.text, Options{Date: deadline.Options{Published: time.Date(2021, 5, 21, 0, 0, 0, 0, time.UTC)}}) {
				got = append(got, n.Text+" "+n.Kind.String())
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

const document = `---
title: "Example"
---

The two sides met.

1. Build 3 plants by 2030.
2. Spend $5 million.

| Item | Amount (billions) | Sites |
| --- | --- | --- |
| Roads | $40 | 17 |
`

func parse(t testing.TB, fsys fstest.MapFS) *factsheet.Document {
	t.Helper()
	src, problems, err := source.Read(fsys, "in.md")
	if err != nil || src == nil {
		t.Fatal(err, problems)
	}
	d, _ := factsheet.Parse(src, factsheet.Options{})
	return d
}

func TestAccount(t *testing.T) {
	d := parse(t, fstest.MapFS{"in.md": {Data: []byte(document)}})
	var got []string
	for _, p := range Account(d, Options{}) {
		if cut := string(d.Source.Data[p.Span.Start:p.Span.End]); !strings.HasPrefix(cut, p.Text) {
			t.Errorf("line %d: the source has %q at the span of %q", p.Line, cut, p.Text)
		}
		got = append(got, fmt.Sprintf("%d: %s %s", p.Line, p.Text, p.Kind))
	}
	want := []string{"7: 1 list mark", "7: 3 quantity", "7: 2030 date", "8: 2 list mark", "8: 5 money", "12: 40 money", "12: 17 quantity"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}

// TestArchive counts what is left unclassified in many real documents.
func TestArchive(t *testing.T) {
	folder := os.Getenv("COMMUNIQUE_CORPUS")
	if folder == "" {
		t.Skip("COMMUNIQUE_CORPUS does not name a folder of documents")
	}
	files, err := filepath.Glob(filepath.Join(folder, "archive", "*.md"))
	if err != nil || len(files) == 0 {
		t.Skipf("no archive in %s", folder)
	}
	counts, all := map[Kind]int{}, 0
	for _, file := range files {
		src, _, err := source.Read(os.DirFS(filepath.Dir(file)), filepath.Base(file))
		if err != nil || src == nil {
			t.Fatal(file, err)
		}
		d, _ := factsheet.Parse(src, factsheet.Options{})
		for _, p := range Account(d, Options{Date: deadline.Options{Published: src.Meta.Published}}) {
			counts[p.Kind]++
			all++
		}
	}
	t.Logf("%d numbers: %v", all, counts)
	if share := float64(counts[Unclassified]) / float64(all); share > 0.03 {
		t.Errorf("%.1f %% of the numbers are unclassified", 100*share)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"1-2-3-4 (5) 6", "Section 3, 4, 5 and 6", "$5 5% 5th 5G", "10-to-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, n := range Find(text, Options{}) {
			if n.Start < end || n.End > len(text) || n.Text != text[n.Start:n.End] {
				t.Fatalf("%q: number %+v after byte %d", text, n, end)
			}
			end = n.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The plan has 10 participants, 15 percent, Section 301, 5G and $2.5 billion over five years by 2030. ", 30)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Options{})
	}
}

// TestWork: twice the text takes twice the work, counted in allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		text := strings.Repeat("In 2021, 40 plants gave $5 million to 3 cities. ", n)
		return testing.AllocsPerRun(5, func() { Find(text, Options{}) })
	}
	if one, two := work(100), work(200); two > 2.2*one {
		t.Errorf("twice the text takes %.0f allocations, not twice %.0f", two, one)
	}
}
