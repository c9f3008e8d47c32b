package page

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/shopspring/decimal"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/party"
	"communique/internal/passage"
	"communique/internal/role"
	"communique/internal/site"
	"communique/internal/source"
)

// findingsOf makes findings for the documents that the fixtures make: all that
// a page can show for the treaty, many parties for the long one, none for the
// bare one.
func findingsOf(t testing.TB, doc *factsheet.Document, change func(string) string) Findings {
	switch doc.Slug {
	case "treaty":
		return treatyFindings(t, doc, &composer{t: t, change: change})
	case "long":
		return longFindings(doc)
	case "laden":
		return ladenFindings(doc)
	case "rich":
		return richFindings(t, doc)
	}
	return Findings{}
}

// spanOf returns where words stand in the source, from the nth time on.
func spanOf(t testing.TB, doc *factsheet.Document, words string) factsheet.Span {
	t.Helper()
	at := strings.Index(string(doc.Source.Data[doc.Source.Body:]), words)
	if at < 0 {
		t.Fatalf("the source does not say %q", words)
	}
	at += doc.Source.Body
	return factsheet.Span{Start: at, End: at + len(words)}
}

// read is an entry that was read in a text; others are made of it, as the ledger
// keeps the text to itself.
var read = sync.OnceValue(func() ledger.Entry {
	const text = "---\ntitle: A\n---\nJapan will provide $1 million to Kenya.\n"
	f, _, err := source.Read(fstest.MapFS{"a.md": {Data: []byte(text)}}, "a.md")
	if err != nil {
		panic(err)
	}
	doc, _ := factsheet.Parse(f, factsheet.Options{})
	return *ledger.Extract(doc, ledger.Options{}).Entries[0]
})

// sum makes an entry of a ledger with a figure in dollars, committed by nobody.
func sum(number int, quote string, figure int64, q money.Qualifier) *ledger.Entry {
	d := decimal.NewNullDecimal(decimal.NewFromInt(figure))
	one := read()
	e := &one
	e.Number, e.Quote, e.Amount = number, quote, money.Amount{Currency: "USD", Qualifier: q, Min: d, Max: d}
	e.Commitment, e.Pillar, e.Payer, e.Purpose, e.Sentence = nil, nil, ledger.Payer{}, "", ""
	e.Span, e.Lines = factsheet.Span{}, [2]int{}
	switch q {
	case money.MoreThan, money.AtLeast:
		e.Amount.Max = decimal.NullDecimal{}
	case money.UpTo:
		e.Amount.Min = decimal.NullDecimal{}
	case money.Vague:
		e.Amount.Min, e.Amount.Max = decimal.NullDecimal{}, decimal.NullDecimal{}
	}
	return e
}

// treatyFindings has a sum of every kind, parties with every role, and
// deadlines with and without a date.
func treatyFindings(t testing.TB, doc *factsheet.Document, c *composer) Findings {
	var all []*factsheet.Commitment
	for m := range doc.Commitments() {
		all = append(all, m)
	}
	dam, fund, trees := all[0], all[3], all[4]
	table := party.New([]string{"Japan and Kenya (the Republic)", "Ghana"}, party.Options{})
	parties := table.Parties()
	japan, kenya, ghana := parties[0], parties[1], parties[2]
	for _, p := range parties {
		p.Name = c.word(p.Name)
	}
	kenya.Short = []string{c.word("the Republic"), c.word("KE")}
	japan.URL = "https://www.example.jp/"
	board := &party.Party{ID: "river-board", Name: c.word("River Board"), Kind: party.Intergovernmental, URL: "javascript:alert(1)"}

	given := sum(1, c.word("$2 million"), 2_000_000, money.Exact)
	given.Commitment, given.Pillar, given.Span = dam, dam.Pillar, spanOf(t, doc, "$2 million")
	given.Payer = ledger.Payer{Parties: []*party.Party{japan}, Words: c.word("the upper state")}
	given.Purpose, given.Period = c.word("for fish"), "P5Y"
	given.Sentence = c.word("Build a dam that feeds fish, at ") + given.Quote + ":"
	again := sum(2, c.word("$1 million"), 1_000_000, money.Approximately)
	again.Commitment, again.Pillar, again.Span = fund, fund.Pillar, spanOf(t, doc, "$1 million")
	again.Payer = ledger.Payer{Parties: []*party.Party{japan, board}, Inferred: true}
	again.Relation, again.Of, again.Why = ledger.Part, []*ledger.Entry{given}, c.word("of this")
	again.Sentence = again.Quote
	yearly := sum(3, c.word("$3 million a year"), 3_000_000, money.UpTo)
	yearly.Payer, yearly.Period, yearly.Pillar = ledger.Payer{Parties: []*party.Party{kenya}}, "/P1Y", dam.Pillar
	yearly.Status, yearly.Flow = ledger.Announced, ledger.Announcement
	yearly.Equivalents = []money.Amount{sum(0, "", 5, money.Exact).Amount}
	private := sum(4, c.word("more than $25 billion"), 25_000_000_000, money.MoreThan)
	private.Class, private.Flow, private.Payer.Words = ledger.Private, ledger.Investment, c.word("our leading companies")
	private.Pillar = dam.Pillar
	earlier := sum(5, c.word("$7 million"), 7_000_000, money.Exact)
	earlier.Flow, earlier.Status, earlier.Payer = ledger.History, ledger.Historical, ledger.Payer{Parties: []*party.Party{ghana}}
	perCase := sum(6, c.word("$10"), 10, money.Exact)
	perCase.Unit, perCase.Class = c.word("case"), ledger.Mixed
	vague := sum(0, c.word("millions"), 0, money.Vague)
	vague.Payer, vague.Span = given.Payer, spanOf(t, doc, "Year")

	l := &ledger.Ledger{Document: doc, Parties: table, Entries: []*ledger.Entry{given, again, yearly, private, earlier, perCase}, Vague: []*ledger.Entry{vague}}
	l.Others = []ledger.Other{
		{Amount: perCase.Amount, Quote: c.word("$9"), Reason: c.word("price"), Sentence: c.word("It costs $9."), Commitment: fund},
		{Quote: c.word("coins"), Reason: c.word("trade"), Span: spanOf(t, doc, "Flow")},
	}
	year := func(y int) deadline.Point { return deadline.Point{Year: y} }
	day := func(d int) deadline.Point { return deadline.Point{Year: 2026, Month: 3, Day: d} }
	f := Findings{
		Ledger: l, Parties: table, Clock: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC),
		Roles: []role.Part{
			{Party: japan, Commitment: dam, Role: role.Promises}, {Party: kenya, Commitment: dam, Role: role.Receives},
			{Party: japan, Commitment: trees, Role: role.Promises}, {Party: board, Commitment: trees, Role: role.TakesPart},
		},
	}
	mention := func(words, quote string, d deadline.Deadline) {
		words = c.word(words)
		for p := range passage.All(doc) {
			if p.Text == words {
				d.Start = strings.Index(words, quote)
				d.End = d.Start + len(quote)
				f.Deadlines = append(f.Deadlines, Deadline{d, p})
				return
			}
		}
		t.Fatalf("no passage says %q", words)
	}
	const matter = "Japan and Kenya hold that trees matter by 2030."
	mention(matter, "by 2030", deadline.Deadline{Form: deadline.FormDeadline, Earliest: year(2030), Latest: year(2030)})
	mention(matter, "matter", deadline.Deadline{Form: deadline.FormEvent, Event: c.word("River Day"), Earliest: day(3), Latest: day(5)})
	mention("Water is life.", "life", deadline.Deadline{Form: deadline.FormPeriod, ISO: "P5Y"})
	mention("Three states share one river.", "one", deadline.Deadline{Form: deadline.FormDeadline})
	mention("Build a dam that feeds fish, at $2 million:", "dam", deadline.Deadline{Form: deadline.FormDeadline, Latest: year(2024)})
	for _, twin := range twins {
		f.Data = append(f.Data, twin.name)
	}
	for _, file := range takeaways {
		if !slices.Contains(f.Data, file.name) {
			f.Data = append(f.Data, file.name)
		}
	}
	return f
}

// longFindings has more parties than fit a list without letters, and one with
// a part in every commitment; no day counts as today.
func longFindings(doc *factsheet.Document) Findings {
	first := &party.Party{ID: "first", Name: "First Works", Kind: party.Company}
	var f Findings
	f.Ledger = &ledger.Ledger{Document: doc, Parties: party.New(nil, party.Options{})}
	for i := range maxListed + 10 {
		e := sum(i+1, "$1 billion", 1_000_000_000, money.Exact)
		e.Flow, e.Status = ledger.Announcement, ledger.Announced
		f.Ledger.Entries = append(f.Ledger.Entries, e)
	}
	n := 0
	for m := range doc.Commitments() {
		f.Roles = append(f.Roles, role.Part{Party: first, Commitment: m, Role: role.TakesPart})
		if n++; n <= 45 {
			p := &party.Party{ID: "works-" + strconv.Itoa(n), Name: strconv.Itoa(n%3) + "abc"[n%3:] + " Works", Kind: party.Company}
			f.Roles = append(f.Roles, role.Part{Party: p, Commitment: m, Role: role.TakesPart})
		}
		if n == 1 {
			for p := range passage.All(doc) {
				if p.Commitment == m {
					f.Deadlines = []Deadline{{deadline.Deadline{End: 2, Earliest: deadline.Point{Year: 2031}}, p}}
				}
			}
		}
	}
	return f
}

// What the pages on money, deadlines and parties say.
func TestWhatFindingsSay(t *testing.T) {
	articles, settings := everything(t)
	one := render(t, renderer(t, settings, articles...), nil, full(t, nil))
	many := render(t, renderer(t, settings), nil, full(t, nil), long(t, 90), bare(t))
	tests := []struct{ name, page, class, want string }{
		{"what it comes to", one["treaty/funding.html"], "finding",
			"Japan has committed $2 million. Kenya has announced up to $3 million per year. Companies and other private bodies announced more than $25 billion; " +
				"that is private money and is not added."},
		{"the same beside the document", one["treaty/index.html"], "finding",
			"Japan has committed $2 million. Kenya has announced up to $3 million per year. Companies and other private bodies announced more than $25 billion; " +
				"that is private money and is not added."},
		{"where there is none", many["long/funding.html"], "finding", "Payers that are not named have announced $50 billion."},
		{"where there is none", many["bare/funding.html"], "finding", "No sums of money are named in this document."},
		{"a total with its proof", one["treaty/funding.html"], "totals",
			"What each payer gives, by currency and kind of money Payer Total Currency Kind of money Rows " +
				"Japan $2 million and 1 sum without a figure USD Committed 1 sum, 1 left out Added row 1 : $2 million Left out row 7 : millions; it has no figure " +
				"Payer not named $10 per case USD Committed, public and private money together 1 sum Added row 6 : $10 " +
				"Kenya Up to $3 million per year USD Announced 1 sum Added row 3 : up to $3 million " +
				"Japan and River Board Nothing that can be added 1 left out Left out row 2 : about $1 million; it is part of another sum " +
				"Ghana Nothing that can be added 1 left out Left out row 5 : $7 million; it was given already, and figures of the past overlap"},
		{"a sum with what is understood", one["treaty/funding.html"], "sums", "Row 1 $2 million USD Build a dam that feeds fish, at $2 million: 1.1 Build a dam in 1 Water line 44 " +
			"Payer Japan “the upper state” Whose money public How firm committed Kind of money commitment For “for fish” When over 5 years Counted yes, it is new here "},
		{"deadlines", one["treaty/deadlines.html"], "finding",
			"This document sets 5 times by which, at which or over which something is to happen; on 1 June 2025 1 of them is past."},
		{"what is next", one["treaty/deadlines.html"], "whens",
			"3–5 March 2026 event, open Japan and Kenya hold that trees matter by 2030. River Day. 2.1 Plant trees line 68 2030 deadline, open Japan and Kenya hold that trees matter by 2030. 2.1 Plant trees line 68"},
		{"without a clock nothing is past", many["long/deadlines.html"], "whens", "from 2031 deadline Do thing 1 with all the care that such a thing needs. 1.1 Item 1 in 1 All line 6"},
		{"the matrix", one["treaty/parties.html"], "matrix",
			"Japan promises something in 2 commitments. The size of a dot stands for the number; a commitment that two promise is counted with both. Party 1 Water Commitments In all Japan 1 1 2"},
		{"a party of a document", one["treaty/parties.html"], "party",
			"Japan Promises 2 commitments 1 Water 1.1 Build a dam Commitments 2.1 Plant trees Money $2 million committed about $1 million committed millions committed"},
		{"who, money, by when", one["treaty/water/build-a-dam.html"], "facts",
			"Who promises Japan receives Kenya Money $2 million committed by Japan, over 5 years By when dam until 2024 "},
		{"committed money on the home page", one["index.html"], "money", "Japan $2 million Committed 1 left out Payer not named $10 per case Committed, public and private money together"},
		{"a party", one["parties/japan.html"], "finding", "Japan promises something in 2 commitments, in 1 document."},
		{"a party with more than is kept", many["parties/first.html"], "party",
			"Long Takes part 90 commitments 1.1 Item 1 "},
		{"money of all documents", many["funding.html"], "totals", "What each payer gives, by currency and kind of money Payer Total Currency Kind of money Rows Payer not named $50 billion USD Announced 50 sums, 1 left out "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, want := squeeze(text(t, test.page, test.class)), squeeze(test.want)
			if !strings.HasPrefix(got, want) {
				t.Errorf(".%s\ngot  %s\nwant %s", test.class, got, want)
			}
		})
	}
}

// squeeze makes texts comparable whatever stands between inline elements.
func squeeze(s string) string {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	return strings.NewReplacer(" :", ":", " .", ".", " ;", ";", " ,", ",", " ·", "").Replace(strings.Join(strings.Fields(s), " "))
}

// Sums, times and the first mention of a party lead on from the words.
func TestNotes(t *testing.T) {
	tree := render(t, renderer(t, everythingSettings(t)), nil, full(t, nil))
	for page, want := range map[string][]string{
		"treaty/water/build-a-dam.html": {`at <a href=../funding.html#sum-1><mark>$2 million</mark></a>:`},
		"treaty/land/plant-trees.html": {
			`<a href=../../parties/japan.html>Japan</a> and <a href=../../parties/kenya.html>Kenya</a> hold`,
			`<a href=../deadlines.html#when-1><mark><time datetime=2030>by 2030</time></mark></a>.`,
		},
		"treaty/water/a-fund.html": {`<a href=../funding.html#sum-2><mark>$1 million</mark></a>`},
	} {
		for _, w := range want {
			if !strings.Contains(tree[page], w) {
				t.Errorf("%s lacks %s", page, w)
			}
		}
	}
}

// A party is noted once on a page, and never inside a link of the document.
func TestNotesOnce(t *testing.T) {
	table := party.New([]string{"Japan met Kenya"}, party.Options{})
	pages := map[*party.Party]bool{}
	for _, p := range table.Parties() {
		pages[p] = true
	}
	for _, test := range []struct {
		name, want string
		texts      []factsheet.Text
	}{
		{"once in a text", `<a href=parties/japan.html>Japan</a> and Japan`, []factsheet.Text{{{Text: "Japan and Japan"}}}},
		{"once on a page", `<a href=parties/japan.html>Japan</a>|Japan`, []factsheet.Text{{{Text: "Japan"}}, {{Text: "Japan"}}}},
		{"not in a link", `<a href="https://x.example/" rel="noopener noreferrer">Japan</a> <a href=parties/japan.html>Japan</a>`,
			[]factsheet.Text{{{Text: "Japan", Link: "https://x.example/"}, {Text: " Japan"}}}},
		{"over marks", `<a href=parties/japan.html>Ja<strong>pan</strong></a><strong>!</strong>`,
			[]factsheet.Text{{{Text: "Ja"}, {Text: "pan!", Marks: factsheet.Strong}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := &noter{doc: &site.Document{}, path: "index.html", table: table, pages: pages, linked: map[*party.Party]bool{}}
			var got []string
			for _, text := range test.texts {
				got = append(got, string(markup(text, 0, n.notes(text)...)))
			}
			if s := strings.Join(got, "|"); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}

// A span of the source is found in a text, whatever the source writes there.
func TestWithin(t *testing.T) {
	text := factsheet.Text{
		{Text: "at ", Span: factsheet.Span{Start: 10, End: 13}}, {Text: "$2", Span: factsheet.Span{Start: 13, End: 15}},
		{Text: " ", Span: factsheet.Span{Start: 15, End: 20}}, {Text: "million.", Span: factsheet.Span{Start: 20, End: 28}},
	}
	for _, test := range []struct {
		name     string
		span     factsheet.Span
		from, to int
	}{
		{"over a folded break", factsheet.Span{Start: 13, End: 27}, 3, 13},
		{"part of a folded break", factsheet.Span{Start: 16, End: 17}, 5, 6},
		{"elsewhere", factsheet.Span{Start: 40, End: 50}, 0, 0},
	} {
		if from, to := within(text, test.span); from != test.from || to != test.to {
			t.Errorf("%s: %d to %d, want %d to %d", test.name, from, to, test.from, test.to)
		}
	}
}

func TestFigure(t *testing.T) {
	for _, test := range []struct{ currency, number, want string }{
		{"USD", "2500000000", "$2.5 billion"}, {"USD", "1234567", "$1,234,567"}, {"USD", "1250000", "$1.25 million"}, {"AUD", "1000000000000", "AUD 1 trillion"},
		{"EUR", "999999", "€999,999"}, {"USD", "0.5", "$0.5"}, {"", "12", "12"}, {"KRW", "1500", "₩1,500"},
	} {
		if got := squeeze(figure(test.currency, decimal.RequireFromString(test.number))); got != test.want {
			t.Errorf("figure(%s, %s) = %q, want %q", test.currency, test.number, got, test.want)
		}
	}
}

func TestPeriodWords(t *testing.T) {
	for period, want := range map[string]string{
		"": "", "P5Y": "over 5 years", "P1Y": "over 1 year", "/P1Y": "per year", "/P2Y": "every 2 years", "../2025": "until 2025", "2017/..": "since 2017",
		"2021/2025": "2021 to 2025", "FY2023": "fiscal year 2023", "202X": "the 2020s", "../2025-09-30": "until 30 September 2025", "P18M;2021-05": "over 18 months, May 2021",
		"odd": "odd", "/P1Y6M": "every P1Y6M",
	} {
		if got := periodWords(period); got != want {
			t.Errorf("periodWords(%q) = %q, want %q", period, got, want)
		}
	}
}

func TestDefinite(t *testing.T) {
	for name, want := range map[string]string{
		"United States": "the United States", "Republic of Korea": "the Republic of Korea", "Japan": "Japan", "Marshall Islands": "the Marshall Islands",
		"European Union": "the European Union", "Philippines": "the Philippines",
	} {
		if got := definite(&party.Party{Name: name}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := definite(&party.Party{Name: "World Bank", Kind: party.Intergovernmental}); got != "the World Bank" {
		t.Errorf("got %q", got)
	}
}

func everythingSettings(t testing.TB) site.Settings {
	_, settings := everything(t)
	return settings
}

// Where no total can be made, the finding says so.
func TestFindingWithoutTotals(t *testing.T) {
	aim := sum(1, "$1 billion", 1_000_000_000, money.Exact)
	aim.Flow = ledger.Aim
	vague := sum(0, "millions", 0, money.Vague)
	entries := func(e ...*ledger.Entry) *ledger.Ledger {
		return &ledger.Ledger{Document: &factsheet.Document{}, Parties: party.New(nil, party.Options{}), Entries: e}
	}
	other := entries()
	other.Others = []ledger.Other{{Quote: "$9"}}
	both := entries(aim)
	both.Vague = []*ledger.Entry{vague}
	for _, test := range []struct {
		name, want string
		ledger     *ledger.Ledger
	}{
		{"no ledger", noMoney, nil},
		{"nothing", noMoney, entries()},
		{"no funding", "The sums of money that are named in this document are no funding.", other},
		{"a goal", "1 sum of money is named, and it cannot be added.", entries(aim)},
		{"a goal and a vague sum", "2 sums of money are named, none of which can be added.", both},
	} {
		f := Findings{Ledger: test.ledger}
		if got := finding(f, documentTotals(f)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Where there are many sums they stand on pages of their own, each once, and all
// that leads to a sum leads there.
func TestSumsParts(t *testing.T) {
	_, settings := everything(t)
	tree := render(t, renderer(t, settings), nil, long(t, 90), bare(t))
	if strings.Contains(tree["long/funding.html"], `id="sum-`) {
		t.Error("sums stand with the totals too")
	}
	rows := 0
	for n, path := range []string{"long/funding/1.html", "long/funding/2.html"} {
		page := tree[path]
		for i := range site.SumsSize {
			id := entryID(n*site.SumsSize + i + 1)
			rows += strings.Count(page, "id="+id+">") + strings.Count(page, `id="`+id+`"`)
		}
		if got := strings.Join(texts(t, page, has("href")), "|"); !strings.Contains(got, "1–25|26–50") || !strings.Contains(got, "The totals") {
			t.Errorf("%s leads to %s", path, got)
		}
		if !strings.Contains(tree["long/funding.html"], strings.TrimPrefix(path, "long/")+"#sum-"+number(n*site.SumsSize+1)) {
			t.Errorf("the totals do not lead to %s", path)
		}
	}
	if rows != 2*site.SumsSize {
		t.Errorf("%d rows on the pages of 50 sums", rows)
	}
}

// TestVerdict: a stated total is held against its parts in words that say what
// was found.
func TestVerdict(t *testing.T) {
	w := &documentWriter{doc: &site.Document{Model: &factsheet.Document{Slug: "x"}, Funding: "x/funding.html"}, numbers: map[*ledger.Entry]int{}}
	stated := &ledger.Entry{Quote: "$30 million", Sentence: "A total of\n$30 million is given.", Amount: money.Amount{Currency: "USD"}}
	parts := []*ledger.Entry{{Quote: "$10 million"}, {Quote: "$15 million"}}
	million := decimal.New(1, 6)
	for _, tt := range []struct {
		name            string
		holds, complete bool
		difference      int64
		want            string
	}{
		{"all there", true, true, 0, "agrees"},
		{"some of it", true, false, 5, "agrees; the parts named need not be all"},
		{"bounds", true, true, 5, "agrees, as far as its bounds tell"},
		{"too little", false, true, 5, "does not agree: $5 million less in the parts"},
		{"too much", false, true, -5, "does not agree: $5 million more in the parts"},
	} {
		row := w.statedRow("x/index.html", ledger.Assertion{
			Entry: stated, Parts: parts, Sum: million.Mul(decimal.New(25, 0)), Complete: tt.complete, Holds: tt.holds,
			Difference: million.Mul(decimal.New(tt.difference, 0)),
		})
		plain := strings.NewReplacer("\u00a0", " ").Replace
		if plain(row.Verdict) != tt.want || plain(row.Sum) != "$25 million" || row.Words != "A total of $30 million is given." || len(row.Parts) != 2 || row.Parts[1].Label != "$15 million" {
			t.Errorf("%s: %+v, want %q", tt.name, row, tt.want)
		}
	}
}

// TestStatedWords: the bare cell of a table is shown with what it is for.
func TestStatedWords(t *testing.T) {
	for _, tt := range []struct {
		name string
		e    ledger.Entry
		want string
	}{
		{"a sentence", ledger.Entry{Quote: "$5", Sentence: "In all $5\nis given.", Purpose: "Total"}, "In all $5 is given."},
		{"a cell", ledger.Entry{Quote: "$5", Sentence: "$5", Purpose: "Total"}, "Total … $5"},
		{"a cell alone", ledger.Entry{Quote: "$5", Sentence: "$5"}, "$5"},
	} {
		if got := statedWords(&tt.e); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestEntityFinding: the first line about a party says no figure twice and
// counts no promises where there are none.
func TestEntityFinding(t *testing.T) {
	one, two := make([]entityDocument, 1), make([]entityDocument, 2)
	for _, tt := range []struct {
		name string
		e    entity
		want string
	}{
		{"some", entity{name: "United States", kind: party.Government, promises: 3, all: 5, in: two},
			"The United States promises something in 3 commitments and has a part in 5 in all, in 2 documents."},
		{"all", entity{name: "Japan", kind: party.Government, promises: 1, all: 1, in: one}, "Japan promises something in 1 commitment, in 1 document."},
		{"none", entity{name: "World Bank", kind: party.Intergovernmental, all: 1, in: one},
			"The World Bank has a part in 1 commitment, in 1 document, and promises nothing itself."},
		{"a company", entity{name: "Example Group", kind: party.Company, promises: 2, all: 2, in: one}, "Example Group promises something in 2 commitments, in 1 document."},
		{"not in any commitment", entity{name: "Kenya", kind: party.Government, in: one}, "Kenya has a part in no commitments, in 1 document, and promises nothing itself."},
	} {
		if got := tt.e.finding(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
