package role

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/factsheet"
	"communique/internal/party"
	"communique/internal/source"
)

// says makes a document of one commitment.
func says(title, leadIn, words string, kind factsheet.Kind) *factsheet.Document {
	text := func(s string) factsheet.Text {
		if s == "" {
			return nil
		}
		return factsheet.Text{{Text: s}}
	}
	c := &factsheet.Commitment{Kind: kind, LeadIn: text(leadIn), Body: []factsheet.Part{&factsheet.Paragraph{Text: text(words)}}}
	p := &factsheet.Pillar{Parts: []factsheet.Part{&factsheet.Group{Items: []*factsheet.Commitment{c}}}}
	return &factsheet.Document{Source: &source.File{}, Title: title, Pillars: []*factsheet.Pillar{p}}
}

func TestFind(t *testing.T) {
	const both = "United States – Republic of Korea Partnership"
	tests := []struct {
		name, title, leadIn, words string
		kind                       factsheet.Kind
		want                       string
	}{
		{"the lead-in names who promises", both, "Together, the United States and the Republic of Korea will:", "Expand cooperation on space.",
			factsheet.Pledge, "United States promises; Republic of Korea promises"},
		{"a subject of its own goes first", both, "The United States and the Republic of Korea will:", "The Republic of Korea will sign the accord.",
			factsheet.Pledge, "Republic of Korea promises"},
		{"we are those of the title", both, "", "We will expand cooperation.", factsheet.Pledge, "United States promises; Republic of Korea promises"},
		{"we are the publisher", "Help for farmers", "", "We will expand cooperation.", factsheet.Pledge, "United States promises"},
		{"a lead-in with we", "Help for farmers", "We will:", "Plant trees.", factsheet.Pledge, "United States promises"},
		{"who is given something", "Help", "", "The United States will provide $5 million to Kenya.", factsheet.Pledge, "United States promises; Kenya receives"},
		{"two who are given something", "Help", "", "The United States will provide doctors to Kenya and Ghana.", factsheet.Pledge,
			"United States promises; Kenya receives; Ghana receives"},
		{"who is helped", "Help", "", "The United States will support Ukraine.", factsheet.Pledge, "United States promises; Ukraine receives"},
		{"who is only there", "Help", "", "The United States will work with Japan.", factsheet.Pledge, "United States promises; Japan takes part"},
		{"what is welcomed is not promised", both, "The United States welcomes:", "The decision of Japan.", factsheet.Acknowledgement,
			"United States takes part; Japan takes part"},
		{"an adjective is nobody", "Help", "", "The United States will meet Korean companies of the Republic of Korea.", factsheet.Pledge,
			"United States promises; Republic of Korea takes part"},
		{"nobody is named", "", "", "Trees will be planted.", factsheet.Pledge, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := says(test.title, test.leadIn, test.words, test.kind)
			host := ""
			if test.title != "" && test.title != both {
				host = "www.whitehouse.gov"
			}
			table := party.New([]string{test.title, test.leadIn, test.words}, party.Options{Host: host})
			var got []string
			for _, p := range Find(doc, table) {
				got = append(got, p.Party.Name+" "+p.Role.String())
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.words, diff)
			}
		})
	}
}

// A child without a subject is promised by who promises its parent.
func TestChildren(t *testing.T) {
	doc := says("Help", "Japan will:", "Plant trees:", factsheet.Pledge)
	var parent *factsheet.Commitment
	for parent = range doc.Commitments() {
	}
	parent.Children = []*factsheet.Commitment{{Parent: parent, Body: []factsheet.Part{
		&factsheet.Table{Rows: []factsheet.Row{{{Text: factsheet.Text{{Text: "with Kenya"}}}}}},
	}}}
	table := party.New([]string{"Japan will:", "with Kenya"}, party.Options{})
	var got []string
	for _, p := range Find(doc, table) {
		got = append(got, p.Party.Name+" "+p.Role.String())
	}
	if diff := cmp.Diff([]string{"Japan promises", "Japan promises", "Kenya takes part"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// long returns a document of n commitments.
func long(t testing.TB, n int) *factsheet.Document {
	t.Helper()
	var b strings.Builder
	b.WriteString("---\ntitle: The United States and Kenya\n---\n\nThe United States and Kenya will:\n\n")
	for i := range n {
		fmt.Fprintf(&b, "- Provide aid to Ghana for plan %d, with the Ministry of Health.\n", i)
	}
	src, _, err := source.Read(fstest.MapFS{"x.md": {Data: []byte(b.String())}}, "x.md")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := factsheet.Parse(src, factsheet.Options{})
	return d
}

// tableOf returns the parties of the commitments.
func tableOf(d *factsheet.Document) *party.Table {
	var texts []string
	for c := range d.Commitments() {
		texts = append(texts, c.Text())
	}
	return party.New(texts, party.Options{})
}

// TestWork: a document twice as long takes twice the work, counted in
// allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		d := long(t, n)
		parties := tableOf(d)
		return testing.AllocsPerRun(2, func() { Find(d, parties) })
	}
	if one, two := work(200), work(400); two > 2.2*one {
		t.Errorf("a document twice as long takes %.0f allocations, not twice %.0f", two, one)
	}
}

func BenchmarkFind(b *testing.B) {
	d := long(b, 100)
	parties := tableOf(d)
	b.SetBytes(int64(len(d.Source.Data)))
	b.ReportAllocs()
	for b.Loop() {
		Find(d, parties)
	}
}
