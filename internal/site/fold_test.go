package site

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/factsheet"
)

// twoAlike is a document whose pillars and commitments have the same names.
func twoAlike() *factsheet.Document {
	child := &factsheet.Commitment{Slug: "open"}
	parent := &factsheet.Commitment{Slug: "open", Children: []*factsheet.Commitment{child}}
	child.Parent = parent
	pillar := func(items ...*factsheet.Commitment) *factsheet.Pillar {
		return &factsheet.Pillar{Slug: "quays", Parts: []factsheet.Part{&factsheet.Group{Items: items}}}
	}
	return &factsheet.Document{Slug: "harbour", Pillars: []*factsheet.Pillar{pillar(parent), pillar(&factsheet.Commitment{Slug: "open"})}}
}

// pathsOf lists the paths of pillars and commitments.
func pathsOf(d *Document) []string {
	var list []string
	for _, p := range d.Pillars {
		list = append(list, p.Path)
		for _, c := range p.Commitments {
			list = append(list, c.Path)
		}
	}
	return list
}

func TestFold(t *testing.T) {
	for _, tt := range []struct {
		name    string
		plan    *Document
		about   []string // document, money, deadlines, parties
		paths   []string
		party   string
		aMember string // how the money leads to the last commitment
	}{
		{"one page", Single(twoAlike(), Deadlines, Parties), []string{"#document", "#money", "#deadlines", "#parties"},
			[]string{"#pillar-quays", "#c-open", "#c-open-commitment", "#pillar-quays-pillar", "#c-open-commitment-2"}, "#party-kenya", "#c-open-commitment-2"},
		{"one page, little to tell", Single(twoAlike()), []string{"#document", "#money", "", ""},
			[]string{"#pillar-quays", "#c-open", "#c-open-commitment", "#pillar-quays-pillar", "#c-open-commitment-2"}, "", "#c-open-commitment-2"},
		{"book", Book(twoAlike(), Deadlines, Parties), []string{"document.xhtml", "money.xhtml", "deadlines.xhtml", ""},
			[]string{"pillar-quays.xhtml", "pillar-quays.xhtml#c-open", "pillar-quays.xhtml#c-open-commitment", "pillar-quays-pillar.xhtml", "pillar-quays-pillar.xhtml#c-open-commitment-2"},
			"", "pillar-quays-pillar.xhtml#c-open-commitment-2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := tt.plan
			if diff := cmp.Diff(tt.about, []string{d.Path, d.Funding, d.Deadlines, d.Parties}); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.paths, pathsOf(d)); diff != "" {
				t.Error(diff)
			}
			if got := d.Party("kenya"); got != tt.party {
				t.Errorf("a party stands at %q, want %q", got, tt.party)
			}
			last := d.Pillars[1].Commitments[0]
			if got := Rel(d.Funding, last.Path); got != tt.aMember {
				t.Errorf("the money leads to %q, want %q", got, tt.aMember)
			}
			if c := d.Pillars[0].Commitments; c[1].Parent != c[0] || c[1].Depth != 1 || !slices.Contains(c[0].Children, c[1]) || c[1].Next != last || d.Commitments != 3 {
				t.Error("the commitments are not held together as on pages of their own")
			}
		})
	}
}

func TestAt(t *testing.T) {
	for _, tt := range [][3]string{{"x/funding.html", "sum-1", "x/funding.html#sum-1"}, {"#money", "sum-1", "#sum-1"}, {"", "sum-1", ""}} {
		if got := At(tt[0], tt[1]); got != tt[2] {
			t.Errorf("At(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
	if got, want := Plan(twoAlike()).Party("kenya"), "parties/kenya.html"; got != want {
		t.Errorf("a party of a site stands at %q, want %q", got, want)
	}
}
