package role

import (
	"strings"
	"testing"

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
