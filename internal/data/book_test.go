package data

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/role"
	"communique/internal/site"
	"communique/internal/source"
)

// rich names money and time of every kind that the columns tell apart.
const rich = `---
title: "Joint plan, \"as agreed\""
date: 2023-03-01
modified_time: 2023-03-02 10:00:00+01:00
permalink: https://www.gov.uk/plan
---

Canada and Japan announce a plan, for a total of $90 million.

**<u>Rivers</u>**

Together, Canada and Japan will:

- Restore rivers. Canada will provide $60 million over three years, including $15 million for dams, and Japan will provide ¥123 million each year.
- Share data by June 30, 2024. Canada will provide up to $30 million, and nearly $5 million for maps, by 2026.
- Meet annually, next in autumn 2023, and report within 90 days.

**<u>Roads</u>**

- Private companies will invest between $2 billion and $3 billion in roads, and billions of dollars in rail, from 2025 onward.
- The U.S. Agency for International Development will provide at least $7.5 million (£6 million) per year through 2027. Bilateral trade reached $400 billion in 2022, and each permit costs $250.
- Canada has provided $12 million since 2019. The $60 million over three years from Canada for the rivers remains firm.
- Japan will provide ¥12,345,678,901,234,567 at COP28.
`

// hostile is a document of what its files must survive.
var hostile = `---
title: "=HYPERLINK(\"https://example.org\",\"@x\")"
date: 2024-05-01
---

**-1+1 and "roads", with; semicolons, commas**

- =SUM(A1) is a title: Canada will provide $1 million, "quoted", by May 2025.
- @Canada will provide $2 million for \_x0041\_ and <b>&amp;</b> ]]> \\ back; slash, comma by June 3, 2025.
- +1: Canada will provide $3 million for ` + strings.Repeat("very long words 𝔘 ", 1400) + `

  ` + strings.Repeat("and more of them 𝔘 ", 1400) + `by 2027.
`

// read makes the book of a document.
func read(t testing.TB, data string, o Options) *Book {
	t.Helper()
	src, problems, err := source.Read(fstest.MapFS{"plan.md": {Data: []byte(data)}}, "plan.md")
	if err != nil || src == nil {
		t.Fatal(problems, err)
	}
	return book(t, src, o)
}

func book(t testing.TB, src *source.File, o Options) *Book {
	t.Helper()
	doc, _ := factsheet.Parse(src, factsheet.Options{})
	events, _, err := deadline.ReadEvents(os.DirFS("../../content"), "events.yaml")
	if err != nil {
		t.Fatal(err)
	}
	due := FindDue(doc, deadline.Options{Published: src.Meta.Published, Events: events})
	l := ledger.Extract(doc, ledger.Options{})
	return NewBook(site.Plan(doc), Found{l, due, role.Find(doc, l.Parties)}, o)
}

func seed(t testing.TB, o Options) *Book {
	t.Helper()
	src, _, err := source.Read(os.DirFS("../../seeds"), "us-rok-partnership-2021.md")
	if err != nil {
		t.Fatal(err)
	}
	return book(t, src, o)
}

// random makes a book whose rows no document would hold together.
func random(t testing.TB, n int64) *Book {
	t.Helper()
	next := uint64(n)*2654435761 + 1
	pick := func(below int) int {
		next = next*6364136223846793005 + 1442695040888963407
		return int(next >> 33 % uint64(below))
	}
	m := &maker{}
	b := &Book{Document: Document{Slug: "x", Title: "X", Source: "x.md", SHA256: strings.Repeat("0", 64)}}
	for i := range pick(40) {
		low := decimal.New(int64(pick(1_000_000)), int32(pick(12)-3))
		r := ledger.Row{Number: i + 1, Qualifier: money.Qualifier(pick(9)), Relation: ledger.Relation(pick(8) / 5 * pick(4)), PayerName: fmt.Sprint(pick(3)),
			Kind: ledger.Kind{Currency: []string{"USD", "EUR"}[pick(2)], Class: ledger.Class(pick(4)), Flow: ledger.Flow(pick(7)), Rate: []string{"", "", "/P1Y"}[pick(3)]}}
		r.Payer = r.PayerName
		switch r.Qualifier {
		case money.MoreThan, money.AtLeast:
			r.Min = decimal.NewNullDecimal(low)
		case money.UpTo, money.LessThan:
			r.Max = decimal.NewNullDecimal(low)
		case money.Range:
			r.Min, r.Max = decimal.NewNullDecimal(low), decimal.NewNullDecimal(low.Add(low).Add(decimal.New(1, -2)))
		case money.Vague:
		default:
			r.Min, r.Max = decimal.NewNullDecimal(low), decimal.NewNullDecimal(low)
		}
		m.rows = append(m.rows, r)
		b.Rows = append(b.Rows, Row{Number: i + 1, Spot: Spot{Page: "index.html", Sentence: "x", Lines: [2]int{1, 1}}, Place: "commitment", Quote: "x",
			Min: r.Min, Max: r.Max, Currency: r.Kind.Currency, Qualifier: r.Qualifier.String(), Class: r.Kind.Class.String(), Status: "committed",
			Flow: r.Kind.Flow.String(), Relation: r.Relation.String()})
	}
	b.Totals = m.scope(nil, "document", "X", ledger.Sum(m.rows))
	for _, g := range ledger.ByPayer(m.rows) {
		b.Totals = m.scope(b.Totals, "payer", g.Name, g.Totals)
	}
	b.count()
	return b
}

// books are the documents over which every promise is tested.
func books(t testing.TB) map[string]*Book {
	t.Helper()
	o := Options{BaseURL: "https://example.org/facts/", License: License{Name: "CC-BY-4.0"}}
	list := map[string]*Book{"seed": seed(t, o), "rich": read(t, rich, o), "hostile": read(t, hostile, Options{})}
	for n := range int64(20) {
		list[fmt.Sprint("random ", n)] = random(t, n)
	}
	return list
}

// files returns the files of a book by name.
func files(t testing.TB, b *Book) map[string][]byte {
	t.Helper()
	list, err := b.Files()
	if err != nil {
		t.Fatal(err)
	}
	named := map[string][]byte{}
	for _, f := range list {
		named[f.Name] = f.Bytes
	}
	return named
}

func TestFilesOfTheSeed(t *testing.T) {
	list, err := seed(t, Options{}).Files()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range list {
		names = append(names, f.Name)
	}
	want := []string{CommitmentsCSV, FundingCSV, FundingXLSX, FundingJSON, Proof, DeadlinesCSV, Calendar, DocumentJSON, CiteBibTeX, CiteRIS, CiteCSL, Package}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestFilesOnlyOfWhatThereIs(t *testing.T) {
	always := []string{DocumentJSON, CiteBibTeX, CiteRIS, CiteCSL}
	for _, c := range []struct {
		name, text string
		want       []string // besides; the description of tables is the last
	}{
		{"nothing", "Canada and Japan are friends.", nil},
		{"a deadline without a day", "- Canada and Japan will work on rivers over five years.", []string{CommitmentsCSV, DeadlinesCSV, Package}},
		{"a deadline", "- Canada will restore rivers by 2030.", []string{CommitmentsCSV, DeadlinesCSV, Calendar, Package}},
		{"money", "- Canada will provide $2 million.", []string{CommitmentsCSV, FundingCSV, FundingXLSX, FundingJSON, Proof, Package}},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := read(t, "---\ntitle: Plan\ndate: 2021-05-21\n---\n\n"+c.text+"\n", Options{}).Files()
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range list {
				names = append(names, f.Name)
			}
			want := slices.Clone(always)
			if n := len(c.want) - 1; n >= 0 {
				want = slices.Concat(c.want[:n], always, c.want[n:])
			}
			if diff := cmp.Diff(want, names); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// checkAll makes every promise of the formats over the files of one book.
func checkAll(t *testing.T, name string, list map[string][]byte) {
	t.Helper()
	checkCSV(t, name, list)
	checkTwins(t, name, list)
	checkProof(t, name, list)
	checkPackage(t, name, list)
	checkCalendar(t, name, list)
	checkDocument(t, name, list)
}

func TestPromises(t *testing.T) {
	totals := 0
	for name, b := range books(t) {
		checkAll(t, name, files(t, b))
		totals += len(b.Totals)
	}
	if totals < 100 {
		t.Errorf("only %d totals were tested", totals)
	}
}

// The corpus is a folder of real documents, which is no part of the repository.
func TestCorpus(t *testing.T) {
	folder := os.Getenv("COMMUNIQUE_CORPUS")
	if folder == "" {
		t.Skip("COMMUNIQUE_CORPUS names no folder")
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	var took time.Duration
	size, rows, made := 0, 0, 0
	for _, name := range names {
		src, _, err := source.Read(os.DirFS(folder), filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		if src == nil {
			continue
		}
		b := book(t, src, Options{BaseURL: "https://example.org/"})
		start := time.Now()
		list := files(t, b)
		took += time.Since(start)
		checkAll(t, name, list)
		for _, data := range list {
			size += len(data)
		}
		made, rows = made+1, rows+len(b.Rows)
	}
	t.Logf("%d documents, %d rows, %d kB a document, %v a document", made, rows, size/max(made, 1)/1000, took/time.Duration(max(made, 1)))
}

func TestSameInputSameBytes(t *testing.T) {
	first := map[string]map[string][]byte{}
	for name, b := range books(t) {
		first[name] = files(t, b)
	}
	for range 3 {
		for name, b := range books(t) {
			for file, data := range files(t, b) {
				if !bytes.Equal(data, first[name][file]) {
					t.Errorf("%s: %s differs between two runs", name, file)
				}
			}
		}
	}
}

// The rich document would prove little if it did not reach the columns.
func TestRichReachesEachKind(t *testing.T) {
	b := read(t, rich, Options{})
	seen := map[string]bool{}
	for _, r := range b.Rows {
		for _, word := range []string{r.Qualifier, r.Class, r.Relation, r.Period, r.Flow} {
			seen[word] = true
		}
		seen["equivalents"] = seen["equivalents"] || len(r.Equivalents) > 0
		seen["agency"] = seen["agency"] || r.Group != "" && !strings.HasPrefix(r.Payer, r.Group)
	}
	for _, word := range []string{"exact", "up-to", "nearly", "at-least", "range", "vague", "public", "private", "new", "part", "/P1Y", "P3Y", "equivalents", "agency"} {
		if !seen[word] {
			t.Errorf("no row is %q", word)
		}
	}
	if len(b.Others) == 0 || len(b.Deadlines) < 4 {
		t.Errorf("%d sums are no funding, %d deadlines", len(b.Others), len(b.Deadlines))
	}
	for i, r := range b.Rows {
		if r.Number != i+1 {
			t.Errorf("row %d has the number %d", i+1, r.Number)
		}
	}
}

// enumerated lists the names of a type that panics behind its last value.
func enumerated(name func(uint8) string) (names []string) {
	defer func() { _ = recover() }()
	for i := range uint8(255) {
		names = append(names, name(i))
	}
	return names
}

func TestAllowedValuesAreThoseOfTheTypes(t *testing.T) {
	for _, c := range []struct {
		name string
		list []string
		of   func(uint8) string
	}{
		{"qualifiers", qualifiers, func(i uint8) string { return money.Qualifier(i).String() }},
		{"classes", classes, func(i uint8) string { return ledger.Class(i).String() }},
		{"statuses", statuses, func(i uint8) string { return ledger.Status(i).String() }},
		{"flows", flows, func(i uint8) string { return ledger.Flow(i).String() }},
		{"relations", relations, func(i uint8) string { return ledger.Relation(i).String() }},
		{"places", places, func(i uint8) string { return ledger.Place(i).String() }},
		{"forms", forms, func(i uint8) string { return deadline.Form(i).String() }},
	} {
		if diff := cmp.Diff(enumerated(c.of), c.list); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "two words", "two words"},
		{"white space", " \tno\u00a0break,\r\nnarrow\u202fone\n\nand\u2003lines ", "no break, narrow one and lines"},
		{"control characters", "a\x00b\x1bc\x7fd", "a\ufffdb\ufffdc\x7fd"},
		{"no characters", "a\ufffe\uffffb", "a\ufffd\ufffdb"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
		{"nothing", "\n", ""},
	} {
		if got := line(c.text); got != c.want {
			t.Errorf("%s: line(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestInertCanBeUndone(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""}, {"plain", "plain"}, {"a=b", "a=b"}, {"'tis", "'tis"}, {"–dash", "–dash"},
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@x", "'@x"}, {"＝1", "'＝1"}, {"－1", "'－1"},
		{"'=1", "''=1"}, {"''@", "'''@"},
	} {
		got := inert(c.text)
		if got != c.want {
			t.Errorf("inert(%q) = %q, want %q", c.text, got, c.want)
		}
		if back := active(got); back != c.text {
			t.Errorf("undone, inert(%q) is %q", c.text, back)
		}
	}
}

// active undoes inert, in the way that the description of the tables tells.
func active(cell string) string {
	rest := strings.TrimLeft(cell, "'")
	if rest == cell || rest == "" || !slices.Contains([]rune(formulaStarts), []rune(rest)[0]) {
		return cell
	}
	return cell[1:]
}

func TestGrouped(t *testing.T) {
	for text, want := range map[string]string{"0": "0", "12": "12", "1234": "1,234", "1234567.5": "1,234,567.5", "123456": "123,456"} {
		if got := grouped(decimal.RequireFromString(text)); got != want {
			t.Errorf("grouped(%s) = %s, want %s", text, got, want)
		}
	}
}

func TestStamp(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2021, 5, n, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		d    Document
		want time.Time
	}{
		{"modified", Document{Published: day(1), Modified: day(2)}, day(2)},
		{"published", Document{Published: day(1)}, day(1)},
		{"unknown", Document{}, earliest},
	} {
		if got := c.d.stamp(); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// formats are the writers, for benchmarks.
var formats = []struct {
	name  string
	write func(*Book) ([]byte, error)
}{
	{FundingCSV, (*Book).FundingCSV}, {FundingXLSX, (*Book).FundingXLSX}, {FundingJSON, (*Book).FundingJSON}, {Proof, (*Book).Proof},
	{DeadlinesCSV, (*Book).DeadlinesCSV}, {Calendar, (*Book).Calendar},
	{Package, func(b *Book) ([]byte, error) { return b.Package([]File{{FundingCSV, nil}, {DeadlinesCSV, nil}}) }},
}

func BenchmarkFormats(b *testing.B) {
	made := seed(b, Options{})
	for _, f := range formats {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				data, err := f.write(made)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
		})
	}
}
