package money

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is found into the files of testdata")

// published is the day on which the texts of testdata are taken to appear.
var published = time.Date(2021, 5, 21, 0, 0, 0, 0, time.UTC)

// A fixture is a text and the sums in it, as a file of testdata gives them: a
// line of text, and below it, each on a line of its own, what dump makes of
// the sums. Lines that begin with # are comments.
type fixture struct {
	text string
	want []string
}

func readFixtures(t testing.TB, name string) []fixture {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []fixture
	for line := range strings.SplitSeq(string(data), "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			list[len(list)-1].want = append(list[len(list)-1].want, line[1:])
		default:
			list = append(list, fixture{text: line})
		}
	}
	return list
}

func fixtureFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	return files
}

func TestFind(t *testing.T) {
	o := Options{Published: published}
	for _, file := range fixtureFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			list := readFixtures(t, file)
			for i := range list {
				got := dumps(list[i].text, Find(list[i].text, o))
				if *update {
					list[i].want = got
					continue
				}
				if d := cmp.Diff(list[i].want, got); d != "" {
					t.Errorf("%s\n(-want +got)\n%s", list[i].text, d)
				}
			}
			if *update {
				writeFixtures(t, file, list)
			}
		})
	}
}

func writeFixtures(t *testing.T, name string, list []fixture) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	head, _, _ := strings.Cut(string(data), "\n")
	b.WriteString(head + "\n")
	for _, f := range list {
		b.WriteString("\n" + f.text + "\n")
		for _, w := range f.want {
			b.WriteString("\t" + w + "\n")
		}
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dumps writes each sum for a person to compare: its words, value, qualifier
// and period.
func dumps(text string, amounts []Amount) []string {
	var list []string
	for _, a := range amounts {
		s := text[a.QuoteStart:a.QuoteEnd] + " = " + a.Currency + " " + bounds(a)
		if a.Qualifier != Exact {
			s += " " + a.Qualifier.String()
		}
		if a.Period != "" {
			s += ", " + a.Period
		}
		list = append(list, s)
	}
	return list
}

// bounds writes the value: "5", "2..3", "5.." without a maximum, "..5" without
// a minimum, ".." without either.
func bounds(a Amount) string {
	low, high := "", ""
	if a.Min.Valid {
		low = a.Min.Decimal.String()
	}
	if a.Max.Valid {
		high = a.Max.Decimal.String()
	}
	if low == high && a.Min.Valid {
		return low
	}
	return low + ".." + high
}

// TestSpaces shows that any white space parts words, that none of it is lost
// from the offsets, and that what cannot be seen does not count.
func TestSpaces(t *testing.T) {
	want := []string{"USD 2500000000..,more-than,P5Y"}
	for _, text := range []string{
		"It gives more than $2.5 billion over five years.",
		"It gives more\u00a0than\u00a0$2.5\u00a0billion over\u00a0five\u00a0years.",
		"It gives more than $\u202f2.5\u2009billion over five\nyears.",
		"It gives more\nthan $2.5\nbillion over\nfive years.",
		"It gives more than $2.5\u200b \u2060billion over\ufeff five years.",
		"It gives more than $2.5 billion¹ over five years.",
		"It gives more than $2.5 billion[1] over five years.",
		"It gives more than $2.5 billion* over five years.",
	} {
		var got []string
		for _, a := range Find(text, Options{}) {
			got = append(got, a.Currency+" "+bounds(a)+","+a.Qualifier.String()+","+a.Period)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got)\n%s", text, d)
		}
	}
}

// TestOffsets checks each offset of one amount by its words.
func TestOffsets(t *testing.T) {
	const text = "Zürich – the city’s share: up to an additional €2½ million (£2m) a year through 2027."
	a := Find(text, Options{})[0]
	got := map[string]string{
		"amount": text[a.Start:a.End],
		"quote":  text[a.QuoteStart:a.QuoteEnd],
		"period": text[a.PeriodStart:a.PeriodEnd],
		"value":  bounds(a),
		"iso":    a.Period,
	}
	want := map[string]string{
		"amount": "€2½ million",
		"quote":  "up to an additional €2½ million",
		"period": "a year through 2027",
		"value":  "..2500000",
		"iso":    "/P1Y;../2027",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestOptions(t *testing.T) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name, text string
		o          Options
		want       []string
	}{
		{"dollars of the publisher", "It cost $5, 5 cents and US$6, and a million dollars.", Options{Dollar: "AUD"},
			[]string{"$5 = AUD 5", "5 cents = AUD 0.05", "US$6 = USD 6", "a million dollars = AUD 1000000"}},
		{"a sum that names its dollar", "It cost $5 (NZD), then $6 US and then $7 million U.S. dollars.", Options{Dollar: "CAD"},
			[]string{"$5 (NZD) = NZD 5", "$6 US = USD 6", "$7 million U.S. dollars = USD 7000000"}},
		{"no date", "It cost $5 this year, $6 by the end of the decade and $7 in 2020.", Options{},
			[]string{"$5 = USD 5", "$6 = USD 6", "$7 = USD 7, 2020"}},
		{"a fiscal year that has begun", "It cost $5 this fiscal year and $6 next fiscal year.", Options{Published: at(2023, 10, 1)},
			[]string{"$5 = USD 5, FY2024", "$6 = USD 6, FY2025"}},
		{"a decade", "It cost $5 this decade and $6 next decade.", Options{Published: at(2029, 12, 31)},
			[]string{"$5 = USD 5, 202X", "$6 = USD 6, 203X"}},
		{"a cell under a scale", "$1,209", Options{Unit: Unit{Power: 9}}, []string{"$1,209 = USD 1209000000000"}},
		{"a cell with a scale of its own", "about $1.2 trillion", Options{Unit: Unit{Power: 9}},
			[]string{"about $1.2 trillion = USD 1200000000000 approximately"}},
		{"a bare number under a currency", "7.5*", Options{Unit: Unit{Currency: "EUR", Power: 6}}, []string{"7.5 = EUR 7500000"}},
		{"a bare range under a currency", "5–8", Options{Unit: Unit{Currency: "KRW", Power: 9}}, []string{"5–8 = KRW 5000000000..8000000000 range"}},
		{"a bare number under a scale alone", "7.5", Options{Unit: Unit{Power: 6}}, nil},
		{"a cell that is no number", "n/a (2)", Options{Unit: Unit{Currency: "EUR"}}, nil},
		{"a cell that is a share", "7.5%", Options{Unit: Unit{Currency: "EUR"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, dumps(c.text, Find(c.text, c.o))); d != "" {
				t.Errorf("%q (-want +got)\n%s", c.text, d)
			}
		})
	}
}

func TestHeading(t *testing.T) {
	for _, c := range []struct {
		head string
		want Unit
	}{
		{"Amount (billions)", Unit{Power: 9}},
		{"US$ million", Unit{Currency: "USD", Power: 6}},
		{"Cost in $ millions", Unit{Currency: "AUD", Power: 6}},
		{"Funding, €bn", Unit{Currency: "EUR", Power: 9}},
		{"NZ$m", Unit{Currency: "NZD", Power: 6}},
		{"Budget (KRW billion)", Unit{Currency: "KRW", Power: 9}},
		{"Thousands of euros", Unit{Currency: "EUR", Power: 3}},
		{"million yen", Unit{Currency: "JPY", Power: 6}},
		{"₹ crore", Unit{Currency: "INR", Power: 7}},
		{"£000", Unit{Currency: "GBP", Power: 3}},
		{"Loan (CHF)", Unit{Currency: "CHF"}},
		{"Population (millions)", Unit{Power: 6}},
		{"One Million Trees", Unit{}},
		{"Programme", Unit{}},
		{"", Unit{}},
	} {
		got, ok := Heading(c.head, Options{Dollar: "AUD"})
		if got != c.want || ok != (c.want != Unit{}) {
			t.Errorf("Heading(%q) = %+v, %v, want %+v", c.head, got, ok, c.want)
		}
	}
}

func TestQualifierString(t *testing.T) {
	for q := Exact; q <= Vague; q++ {
		if q.String() == "" {
			t.Errorf("qualifier %d has no name", q)
		}
	}
}

// problem returns what is wrong with the amounts found in a text, or "".
func problem(text string, amounts []Amount) string {
	end, valid := 0, utf8.ValidString(text)
	for _, a := range amounts {
		switch {
		case a.QuoteStart < end || a.Start < a.QuoteStart || a.End <= a.Start || a.QuoteEnd < a.End || a.QuoteEnd > len(text):
			return "offsets out of order"
		case (a.Period == "") != (a.PeriodEnd == 0), a.PeriodStart < 0, a.PeriodEnd < a.PeriodStart, a.PeriodEnd > len(text):
			return "offsets of the period out of order"
		case len(a.Currency) != 3:
			return "no currency"
		case a.Min.Valid != (a.Qualifier != Vague && a.Qualifier != UpTo && a.Qualifier != LessThan),
			a.Max.Valid != (a.Qualifier != Vague && a.Qualifier != MoreThan && a.Qualifier != AtLeast):
			return "bounds do not fit the qualifier"
		case a.Min.Valid && a.Min.Decimal.IsNegative(), a.Max.Valid && a.Max.Decimal.IsNegative():
			return "a negative bound"
		case a.Min.Valid && a.Max.Valid && (a.Qualifier == Range) != a.Min.Decimal.LessThan(a.Max.Decimal):
			return "bounds that are no range, or a range that is none"
		}
		for _, i := range []int{a.Start, a.End, a.QuoteStart, a.QuoteEnd, a.PeriodStart, a.PeriodEnd} {
			if valid && i < len(text) && !utf8.RuneStart(text[i]) {
				return "an offset within a character"
			}
		}
		end = a.QuoteEnd
	}
	return ""
}

func FuzzFind(f *testing.F) {
	for _, file := range fixtureFiles(f) {
		for _, c := range readFixtures(f, file) {
			f.Add(c.text, uint8(0))
		}
	}
	f.Add("5–8", uint8(1))
	f.Add("a\xffb $5\xe2\x82 million \xc2", uint8(0))
	f.Fuzz(func(t *testing.T, text string, unit uint8) {
		o := Options{Published: published, Unit: Unit{Power: int32(unit % 13)}}
		if unit%2 == 1 {
			o.Unit.Currency = "EUR"
		}
		amounts := Find(text, o)
		if p := problem(text, amounts); p != "" {
			t.Errorf("%s: %q", p, dumps(text, amounts))
		}
		if d := cmp.Diff(dumps(text, amounts), dumps(text, Find(text, o))); d != "" {
			t.Errorf("not the same twice:\n%s", d)
		}
		Heading(text, o)
	})
}

// TestHostile gives Find 128 KB of each of some texts that would be slow
// to read if any rule looked further than a few words around.
func TestHostile(t *testing.T) {
	const limit = 2 * time.Minute
	begin := time.Now()
	for _, unit := range []string{
		"$", "$1", "$1 ", "$1-", "$1 ($2) ", "one hundred ", "million ", "hundreds of ", "1,000", "1 000 ", "between $1 and ",
		"since 2017, ", ", since 2017, $1 ", "from $1 to $2 ", "more than a total of ", "pounds 5 million pounds ", "2 million pesos ",
		"a ", "U.", "'", "over the next ", "first quarter of ", "annual ", "half a ", "(", "$1 in 2021 and 2022 ", "é’",
	} {
		text := "€1 " + strings.Repeat(unit, 1<<17/len(unit)) + " $1"
		if p := problem(text, Find(text, Options{Published: published})); p != "" {
			t.Errorf("%q repeated: %s", unit, p)
		}
	}
	if d := time.Since(begin); d > limit {
		t.Errorf("took %v, want less than %v", d, limit)
	}
}

// benchmarkText repeats a sentence to the length of a long document.
func benchmarkText(sentence string) string { return strings.Repeat(sentence, 1<<16/len(sentence)) }

func BenchmarkFindNone(b *testing.B) {
	text := benchmarkText("The partners will train 400 nurses in 30 districts by 2025, and work with agencies on safe drinking water. ")
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, Options{Published: published})
	}
}

func BenchmarkFind(b *testing.B) {
	text := benchmarkText("The agency will provide up to $40 million over three years to train 400 nurses in 30 districts, " +
		"building on the €2.5 billion that the Union has given since 2017. The partners will work together on safe drinking water. ")
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, Options{Published: published})
	}
}

func ExampleFind() {
	const text = "The Republic will provide more than $200 million over five years."
	for _, a := range Find(text, Options{}) {
		fmt.Println(text[a.QuoteStart:a.QuoteEnd], "|", a.Min.Decimal, a.Currency, "|", a.Qualifier, "|", a.Period)
	}
	// Output: more than $200 million | 200000000 USD | more-than | P5Y
}

// TestPromising shows that the first look lets nothing pass that could name a
// currency.
func TestPromising(t *testing.T) {
	var marks []string
	for w := range names {
		marks = append(marks, w, strings.ToUpper(w))
	}
	for w := range signs {
		marks = append(marks, w)
	}
	for w := range codes {
		marks = append(marks, w)
	}
	for w := range aliases {
		marks = append(marks, w)
	}
	for _, w := range marks {
		for _, text := range []string{"5 million " + w, w + "5m", "(" + w + ")"} {
			if !promising(text) {
				t.Errorf("promising(%q) = false", text)
			}
		}
	}
	for _, text := range []string{"", "Section 301 of 2021", "5 million doses", "per annum", "é’“–"} {
		if promising(text) {
			t.Errorf("promising(%q) = true", text)
		}
	}
}

// TestWork: twice the text takes twice the work, counted in allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		text := strings.Repeat("Kenya will give up to $5.5 million over five years, and €3 billion to “Others” by 2030. ", n)
		return testing.AllocsPerRun(5, func() { Find(text, Options{}) })
	}
	if one, two := work(100), work(200); two > 2.2*one {
		t.Errorf("twice the text takes %.0f allocations, not twice %.0f", two, one)
	}
}
