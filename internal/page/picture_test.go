package page

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"golang.org/x/net/html"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/party"
	"communique/internal/passage"
	"communique/internal/picture"
	"communique/internal/role"
	"communique/internal/site"
)

// rich makes a document with eight pillars of five commitments, in the first
// seven of which somebody promises something.
func rich(t testing.TB) *factsheet.Document {
	c := &composer{t: t, front: "---\ntitle: Rich\n---\n"}
	doc := &factsheet.Document{Slug: "rich", Title: "Rich"}
	for i := range 8 {
		n := strconv.Itoa(i + 1)
		p := &factsheet.Pillar{Number: n, Slug: "pillar-" + n, Heading: "Field " + n, Level: 1, Title: c.say("Field " + n)}
		g := &factsheet.Group{}
		for k := range 5 {
			m := n + "." + strconv.Itoa(k+1)
			g.Items = append(g.Items, c.commitment(p, nil, m, "item-"+n+"-"+strconv.Itoa(k+1), "Item "+m, "Plough field "+m+" by then."))
		}
		p.Parts = []factsheet.Part{g}
		doc.Pillars = append(doc.Pillars, p)
	}
	doc.Source = c.file("seeds/rich.md")
	return doc
}

// richFindings has money of every bound and of more payers than a picture
// holds, more promising parties than a matrix holds, and times of every shape.
func richFindings(t testing.TB, doc *factsheet.Document) Findings {
	all := slices.Collect(doc.Commitments())
	f := Findings{Ledger: &ledger.Ledger{Document: doc, Parties: party.New(nil, party.Options{})}, Clock: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := range maxMatrixRows + 5 {
		p := &party.Party{ID: "farm-" + strconv.Itoa(i), Name: "Farm " + strconv.Itoa(i), Kind: party.Company}
		f.Roles = append(f.Roles, role.Part{Party: p, Commitment: all[i%35], Role: role.Promises})
	}
	qualifiers := []money.Qualifier{money.Exact, money.MoreThan, money.UpTo, money.Nearly, money.Exact}
	for i := range maxBars + 4 {
		e := sum(i+1, "$"+strconv.Itoa(i+1)+" million", int64(i+1)*1_000_000, qualifiers[i%len(qualifiers)])
		e.Payer = ledger.Payer{Parties: []*party.Party{f.Roles[i].Party}}
		e.Commitment, e.Pillar = all[i], all[i].Pillar
		if i == 0 {
			e.Amount.Min, e.Amount.Max = decimal.NewNullDecimal(decimal.NewFromInt(12_000_000)), decimal.NewNullDecimal(decimal.NewFromInt(20_000_000))
		}
		f.Ledger.Entries = append(f.Ledger.Entries, e)
	}
	day := func(y, m, d int) deadline.Point { return deadline.Point{Year: y, Month: time.Month(m), Day: d} }
	times := []deadline.Deadline{
		{Earliest: day(2025, 5, 1), Latest: day(2025, 5, 1)}, {Earliest: day(2026, 1, 1), Latest: day(2028, 12, 31)}, {Latest: day(2027, 6, 30)},
		{Earliest: day(2029, 1, 1)}, {Earliest: day(2030, 3, 1), Latest: day(2030, 3, 4)}, {Form: deadline.FormPeriod, ISO: "P5Y"},
	}
	for p := range passage.All(doc) {
		if n := len(f.Deadlines); p.Commitment != nil && n < len(times) {
			d := times[n]
			d.Start, d.End = len(p.Text)-5, len(p.Text)-1
			f.Deadlines = append(f.Deadlines, Deadline{d, p})
		}
	}
	return f
}

// crowded renders what only a site of hundreds of documents has.
func crowded(t testing.TB, r *Renderer, out io.Writer) {
	t.Helper()
	var buf bytes.Buffer
	few := sumLink{link{URL: "a/funding.html#sum-1", Label: "A"}, "$1"}
	proved := totalRow{Name: link{Label: "A"}, Amount: "$1", Count: "1 sum", Left: "1 left out", Proof: "parties/a.html#money"}
	plain := proved
	plain.Left = ""
	scant := barPicture{Title: "A.", Bars: []barRow{{Amount: "$1", Bar: picture.Bar{Tiny: true}}, {Amount: "$0", Bar: picture.Bar{Shape: picture.Nothing}}}}
	only := totalTable{Title: "B", Bars: []barPicture{scant}, Rows: []totalRow{plain}}
	for _, page := range []struct {
		write func(*bytes.Buffer, string, any) error
		view  any
	}{
		{r.allFunding.execute, allFundingView{Totals: []totalTable{{Rows: []totalRow{proved, plain}, Few: []sumLink{few}, Rest: "More."}, only}, Parts: []link{{URL: "funding/2.html", Label: "6–25"}}}},
		{r.allFunding.execute, allFundingView{Part: "Documents 6–25.", Parts: []link{{URL: "2.html", Label: "6–25", Current: true}}}},
		{r.entities.execute, entitiesView{Rest: "More."}},
		{r.entities.execute, entitiesView{Rest: "More.", All: link{URL: "a-z.html", Label: "All"}}},
		{r.entity.execute, entityView{Others: []entityItem{{link{URL: "a/parties.html", Label: "A"}, "1 commitment"}}, Parts: []link{{URL: "2.html", Label: "11–20", Current: true}}}},
		{r.entity.execute, entityView{Money: []totalRow{plain}, Fewer: "More.", Parts: []link{{URL: "a/2.html", Label: "11–20"}}}},
		{r.deadlines.execute, deadlinesView{Picture: &timePicture{Title: "A.", Marks: []timeMark{{Shape: "stretch", Class: "past", X: 10, Width: 50}}}}},
		{r.parties.execute, partiesView{Matrix: &matrix{Single: true, Rows: []matrixRow{{Total: "1"}}}}},
	} {
		if err := page.write(&buf, "base", page.view); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := buf.WriteTo(out); err != nil {
		t.Fatal(err)
	}
}

// bars returns a tally of a payer for each range, as picture.Sum reads it.
func bars(rows ...ledger.Row) []tally {
	for i := range rows {
		rows[i].Number = i + 1
		if rows[i].Payer == "" {
			rows[i].Payer, rows[i].PayerName = fmt.Sprint("p", i), fmt.Sprint("Payer ", i)
		}
		if rows[i].Kind.Currency == "" {
			rows[i].Kind.Currency = "USD"
		}
	}
	return tallies(ledger.ByPayer(rows))
}

// row is a row of a ledger with bounds in dollars; an empty one is open.
func row(low, high string) ledger.Row {
	null := func(s string) decimal.NullDecimal {
		if s == "" {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(decimal.RequireFromString(s))
	}
	r := ledger.Row{Min: null(low), Max: null(high)}
	switch {
	case low == "":
		r.Qualifier = money.UpTo
	case high == "":
		r.Qualifier = money.MoreThan
	}
	return r
}

func TestPayerTitle(t *testing.T) {
	of := func(r ledger.Row, payer string) ledger.Row { r.Payer, r.PayerName = payer, payer; return r }
	for _, test := range []struct {
		name string
		rows []ledger.Row
		want string
	}{
		{"one", []ledger.Row{row("5", "")}, "Payer 0 has committed more than $5."},
		{"one leads", []ledger.Row{row("2", "2"), row("5", "5")}, "Of 2 payers, Payer 1 has committed the most: $5."},
		{"a lower bound leads", []ledger.Row{row("2", "2"), row("5", "")}, "Of 2 payers, Payer 1 has committed the most: more than $5."},
		{"another may be more", []ledger.Row{row("2", ""), row("5", "5")}, "The largest figure is $5, of Payer 1."},
		{"an upper bound does not lead", []ledger.Row{row("2", "2"), row("", "5")}, "The largest figure is up to $5, of Payer 1."},
		{"equal", []ledger.Row{row("5", "5"), row("5", "5")}, "No figure of 2 payers is above $5."},
		{"ranges that meet", []ledger.Row{row("2", "6"), row("5", "7")}, "The largest figure is $5 to $7, of Payer 1."},
		{"two bars of one payer", []ledger.Row{of(row("5", "5"), "X"), of(row("", "1"), "X")}, "Of 1 payer, X has committed the most: $5."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := drawer{name: func(tally) link { return link{} }, title: payerTitle, private: false}
			got := d.pictures(bars(test.rows...))
			if len(got) != 1 || got[0].Title != test.want {
				t.Errorf("got %+v, want %s", got, test.want)
			}
		})
	}
}

// There is no scale for two currencies or for public and private money, a lone
// figure is no picture, and what is left out is counted.
func TestPictures(t *testing.T) {
	kind := func(r ledger.Row, k ledger.Kind) ledger.Row { r.Kind = k; return r }
	euro := ledger.Kind{Currency: "EUR"}
	loan := ledger.Kind{Currency: "USD", Flow: ledger.Loan}
	yearly := ledger.Kind{Currency: "USD", Rate: "/P1Y"}
	many := make([]ledger.Row, maxBars+3)
	for i := range many {
		many[i] = row(fmt.Sprint(i+1), fmt.Sprint(i+1))
	}
	for _, test := range []struct {
		name string
		rows []ledger.Row
		want []string // of each picture: scale, bars, what is left out
	}{
		{"nothing", nil, nil},
		{"a lone figure", []ledger.Row{row("5", "5")}, nil},
		{"a lone bound", []ledger.Row{row("5", "")}, []string{"Committed, in USD; from nought to $6.|Payer 0 More than $5 open|"}},
		{"two currencies", []ledger.Row{row("1", "1"), row("2", "2"), kind(row("3", "3"), euro), kind(row("", "4"), euro)}, []string{
			"Committed, in USD; from nought to $2.|Payer 1 $2 exact|Payer 0 $1 exact|",
			"Committed, in EUR; from nought to €4.|Payer 3 Up to €4 upper|Payer 2 €3 exact|"}},
		{"two kinds", []ledger.Row{kind(row("1", "1"), loan), kind(row("3", "3"), loan), row("1", "2"), row("2", "2"), kind(row("9", "9"), yearly), kind(row("8", "8"), yearly)}, []string{
			"Committed, in USD; from nought to $2.|Payer 2 $1 to $2 span|Payer 3 $2 exact|",
			"Committed, per year, in USD; from nought to $10.|Payer 4 $9 per year exact|Payer 5 $8 per year exact|",
			"Loans and guarantees, in USD; from nought to $3.|Payer 1 $3 exact|Payer 0 $1 exact|"}},
		{"next to nothing", []ledger.Row{row("1000000", "1000000"), row("1", "1")}, []string{
			"Committed, in USD; from nought to $1 million. 1 figure is too small for it; a line stands for each.|Payer 0 $1 million exact|Payer 1 $1 exact|"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := drawer{name: func(t tally) link { return link{Label: t.payerName()} }, title: payerTitle, rest: "in the table"}
			var got []string
			for _, p := range d.pictures(bars(test.rows...)) {
				got = append(got, shown(p))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	d := drawer{name: func(tally) link { return link{} }, title: payerTitle, rest: "in the table"}
	p := d.pictures(bars(many...))[0]
	if len(p.Bars) != maxBars || p.Rest != "3 smaller ones are in the table." {
		t.Errorf("%d bars; %s", len(p.Bars), p.Rest)
	}
	d.private = true
	if got := d.pictures(bars(row("5", "")))[0].Scale; got != "Private money, apart from all other and on a scale of its own, in USD; from nought to $6." {
		t.Error(got)
	}
}

func shown(p barPicture) string {
	var b strings.Builder
	b.WriteString(p.Scale + "|")
	for _, r := range p.Bars {
		fmt.Fprintf(&b, "%s %s %s", r.Name.Label, r.Amount, r.Bar.Shape)
		b.WriteString("|")
	}
	return squeeze(b.String())
}

func TestAbout(t *testing.T) {
	for s, want := range map[string]string{"more than $2": "more than about $2", "at least $2": "at least about $2", "up to $2": "up to about $2", "$1 to $2": "about $1 to $2"} {
		if got := about(s); got != want {
			t.Errorf("about(%q) = %q, want %q", s, got, want)
		}
	}
}

// Every figure of a picture stands in the table below it, with the same name,
// and the length of its bar is that of the figure.
func TestPicturesAgreeWithTables(t *testing.T) {
	for _, make := range []func() (*factsheet.Document, Findings){
		func() (*factsheet.Document, Findings) { return seed(t) },
		func() (*factsheet.Document, Findings) { d := rich(t); return d, richFindings(t, d) },
		func() (*factsheet.Document, Findings) { d := full(t, nil); return d, findingsOf(t, d, nil) },
	} {
		doc, found := make()
		w := renderer(t, site.Defaults()).documentWriter(nil, site.Plan(doc, found.Views()...), found)
		drawn := 0
		for _, table := range w.totalTables("x/funding.html") {
			for _, p := range table.Bars {
				drawn++
				agree(t, doc.Slug+" "+table.ID, p, table.Rows)
			}
		}
		if drawn == 0 {
			t.Errorf("%s has no picture", doc.Slug)
		}
	}
}

func agree(t *testing.T, where string, p barPicture, rows []totalRow) {
	t.Helper()
	for i, b := range p.Bars {
		if !slices.ContainsFunc(rows, func(r totalRow) bool { return r.Name == b.Name && r.Amount == b.Amount }) {
			t.Errorf("%s: the table does not say %s: %s", where, b.Name.Label, b.Amount)
		}
		if i > 0 && b.Bar.To > p.Bars[i-1].Bar.To {
			t.Errorf("%s: %s is drawn longer than %s", where, b.Amount, p.Bars[i-1].Amount)
		}
		if want := expectedShape(b.Amount); b.Bar.Shape != want {
			t.Errorf("%s: %s is drawn %s, want %s", where, b.Amount, b.Bar.Shape, want)
		}
	}
}

// expectedShape reads from the words of a figure how its bar must end.
func expectedShape(amount string) picture.Shape {
	switch lower := strings.ToLower(amount); {
	case strings.HasPrefix(lower, "more than"), strings.HasPrefix(lower, "at least"):
		return picture.Open
	case strings.HasPrefix(lower, "up to"):
		return picture.Upper
	case strings.Contains(lower, " to "):
		return picture.Span
	case strings.HasPrefix(lower, "about"), strings.HasPrefix(lower, "nearly"):
		return picture.About
	}
	return picture.Exact
}

// Every drawing is hidden from those who hear the page and stands in a figure
// that begins with its finding, or beside its number; every figure that it
// draws is text there. Nothing is drawn wider than its page.
func TestPicturesSpeak(t *testing.T) {
	tree := render(t, renderer(t, site.Defaults()), nil, rich(t))
	sink := seedSite(t).FS()
	for _, name := range []string{"us-rok-partnership-2021/funding.html", "us-rok-partnership-2021/deadlines.html", "us-rok-partnership-2021/parties.html", "index.html"} {
		data, err := fs.ReadFile(sink, name)
		if err != nil {
			t.Fatal(err)
		}
		tree["seed/"+name] = string(data)
	}
	share := regexp.MustCompile(`^(100|[0-9]{1,2}(\.[0-9]{1,2})?)%$`)
	drawings := 0
	pages(tree, func(path, page string) {
		dom(t, page, func(n *html.Node) {
			switch {
			case n.Type != html.ElementNode:
			case n.Data == "figure":
				if class, _ := attribute(n, "class"); !strings.HasPrefix(class, "picture") {
					return
				}
				if c := firstElement(n); c == nil || c.Data != "figcaption" || !strings.HasSuffix(textOf(c), ".") {
					t.Errorf("%s: a figure without its finding", path)
				}
			case n.Data == "svg" && n.Parent.Namespace == "":
				drawings++
				if hidden, _ := attribute(n, "aria-hidden"); hidden != "true" || strings.TrimSpace(textOf(n.Parent)) == "" {
					t.Errorf("%s: a drawing that is not hidden, or has no words beside it", path)
				}
			case n.Namespace == "svg":
				for _, a := range n.Attr {
					if (a.Key == "x" || a.Key == "width" || a.Key == "x1") && strings.HasSuffix(a.Val, "%") && !share.MatchString(a.Val) {
						t.Errorf("%s: %s=%q", path, a.Key, a.Val)
					}
				}
				if n.Data != "svg" && n.FirstChild != nil {
					t.Errorf("%s: a shape inside <%s> is not drawn", path, n.Data)
				}
			}
		})
	})
	if drawings < 20 {
		t.Errorf("only %d drawings", drawings)
	}
}

func firstElement(n *html.Node) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// What a page across documents leaves out, it counts.
func TestAcrossIsBounded(t *testing.T) {
	var documents []Summary
	for i := range maxFundingDocuments + 2*maxFundingPart + 7 {
		d := Summary{Finding: "Money."}
		d.Title, d.Slug, d.Funding = fmt.Sprint("Document ", i), fmt.Sprint("d", i), fmt.Sprintf("d%d/funding.html", i)
		documents = append(documents, d)
	}
	parts := fundingParts(site.FundingPart(2), maxFundingDocuments, len(documents))
	want := []link{{URL: "2.html", Label: "6–25"}, {URL: "3.html", Label: "26–45", Current: true}, {URL: "4.html", Label: "46–52"}}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Errorf("the pages of further documents (-want +got):\n%s", diff)
	}
	var rows []ledger.Row
	for i := range maxPayers + maxFewPayers + 5 {
		r := row("5", "5")
		r.Payer, r.PayerName, r.Document, r.Number, r.Kind.Currency = fmt.Sprint("p", i), fmt.Sprint("Payer ", i), "d1", i+1, "USD"
		rows = append(rows, r)
		if i == 20 {
			rows = append(rows, r)
		}
	}
	table := newAcross(site.AllFunding, documents).table(totalTable{}, rows, false)
	if len(table.Rows) != maxPayers || len(table.Few) != maxFewPayers || table.Rest != "5 more totals are on the pages of the parties and of the documents that name them." {
		t.Errorf("%d, %d, %s", len(table.Rows), len(table.Few), table.Rest)
	}
	if table.Rows[0].Name.Label != "Payer 20" || table.Rows[0].Amount != "$10" {
		t.Errorf("the payer with most sums is not the first: %+v", table.Rows[0])
	}
	if len(table.Bars) != 1 || table.Bars[0].Rest == "" {
		t.Error("the picture does not say what it leaves out")
	}
}

func TestTimeTitle(t *testing.T) {
	years := func(counts ...int) []whenYear {
		var out []whenYear
		for i, n := range counts {
			out = append(out, whenYear{Year: strconv.Itoa(2021 + i), Rows: make([]whenRow, n)})
		}
		return out
	}
	for _, test := range []struct {
		name   string
		counts []int
		want   string
	}{
		{"one year", []int{4}, "All fall due in 2021."},
		{"one year leads", []int{1, 3, 2}, "They fall due from 2021 to 2023; 3 in 2022, more than in any other year."},
		{"two lead", []int{3, 1, 3}, "They fall due from 2021 to 2023."},
		{"a leader after a tie", []int{1, 1, 2}, "They fall due from 2021 to 2023; 2 in 2023, more than in any other year."},
		{"one each", []int{1, 1}, "They fall due from 2021 to 2022."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := timeTitle(years(test.counts...)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// The matrix counts what the lists below it list.
func TestMatrixAgrees(t *testing.T) {
	doc, found := seed(t)
	w := renderer(t, site.Defaults()).documentWriter(nil, site.Plan(doc, found.Views()...), found)
	m := w.matrix(w.doc.Parties)
	if m.Title != "The Republic of Korea promises something in 34 commitments, the United States in 33." {
		t.Error(m.Title)
	}
	var page bytes.Buffer
	if err := w.Renderer.parties.execute(&page, "base", partiesView{Matrix: m}); err != nil {
		t.Fatal(err)
	}
	for _, r := range m.Rows {
		sum := 0
		for _, c := range r.Cells {
			n, _ := strconv.Atoi(c.Label)
			sum += n
			if (n == 0) != (c.Radius == "0") || (n == 0) != (c.URL == "") {
				t.Errorf("%s: %d has the radius %s and leads to %q", r.Party.Label, n, c.Radius, c.URL)
			}
		}
		if number(sum) != r.Total {
			t.Errorf("%s: %d in the cells, %s in all", r.Party.Label, sum, r.Total)
		}
	}
	for _, test := range []struct {
		parties, pillars int
		want             string
	}{
		{0, 0, ""}, {1, 0, "1 party that promises no more than these stands only below."},
		{0, 2, "2 pillars in which no party promises anything have no column."},
		{3, 1, "3 parties that promise no more than these stand only below and 1 pillar in which no party promises anything has no column."},
	} {
		if got := matrixRest(test.parties, test.pillars); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}
