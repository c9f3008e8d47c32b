package related

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// filler makes a document large enough that what two items share is rare in it.
func filler(items []Item) []Item {
	for i := range 8 {
		items = append(items, Item{Text: fmt.Sprintf("Filler%c about thing%d", 'a'+i, i), Family: len(items)})
	}
	return items
}

func TestFind(t *testing.T) {
	asean, paris := Name{ID: "asean", Words: "ASEAN"}, Name{ID: "paris-agreement", Words: "Paris Agreement"}
	for _, tt := range []struct {
		name  string
		items []Item
		want  [][]Relation
	}{
		{"a shared name", []Item{{Text: "Open the quay", Names: []Name{asean}}, {Text: "Plant trees", Names: []Name{asean}, Family: 1}},
			[][]Relation{{{1, []string{"ASEAN"}}}, {{0, []string{"ASEAN"}}}}},
		{"a term, in the plural or not", []Item{{Text: "Secure the supply chain."}, {Text: "Map supply chains", Family: 1}},
			[][]Relation{{{1, []string{"supply chain"}}}, {{0, []string{"supply chain"}}}}},
		{"two words are no relation", []Item{{Text: "Build vaccines for schools"}, {Text: "Buy schools with vaccines", Family: 1}}, [][]Relation{nil, nil}},
		{"three rare words are one", []Item{{Text: "Build vaccines for schools at harbours"}, {Text: "Open schools with vaccines in a harbour", Family: 1}},
			[][]Relation{{{1, []string{"vaccines", "schools", "harbours"}}}, {{0, []string{"vaccines", "schools", "harbours"}}}}},
		{"little words are none, acronyms are", []Item{{Text: "To the AI, and the R&D, of 6G: an era"}, {Text: "The AI to R&D for 6G, by an era", Family: 1}},
			[][]Relation{{{1, []string{"AI", "R&D", "6G"}}}, {{0, []string{"AI", "R&D", "6G"}}}}},
		{"the words of a name count as the name only", []Item{
			{Text: "Ask ASEAN harbour lighthouse", Names: []Name{asean}}, {Text: "ASEAN lighthouse harbour", Family: 1},
		}, [][]Relation{nil, nil}},
		{"words of any promise are none", []Item{{Text: "Strengthen bilateral cooperation and support development"}, {Text: "Support development and strengthen bilateral cooperation", Family: 1}},
			[][]Relation{nil, nil}},
		{"a mark ends a term", []Item{{Text: "Trade in supply, chains too"}, {Text: "Secure supply. Chains are next", Family: 1}},
			[][]Relation{nil, nil}},
		{"a word of a term named is left out, part of a word is not", []Item{{Text: "Fund maintenance depots for AI labs"}, {Text: "Let AI plan maintenance depots; build labs", Family: 1}},
			[][]Relation{{{1, []string{"maintenance depots", "AI", "labs"}}}, {{0, []string{"maintenance depots", "AI", "labs"}}}}},
		{"numbers are none", []Item{{Text: "Pay 2030 1,000"}, {Text: "Get 2030 1,000", Family: 1}}, [][]Relation{nil, nil}},
		{"a family is not related", []Item{{Text: "a", Names: []Name{asean, paris}}, {Text: "b", Names: []Name{asean, paris}}}, [][]Relation{nil, nil}},
		{"the stronger first, the nearer of equals", []Item{
			{Text: "a", Names: []Name{asean}}, {Text: "b", Names: []Name{paris, asean}, Family: 1}, {Text: "c", Names: []Name{paris, asean}, Family: 2},
		}, [][]Relation{
			{{1, []string{"ASEAN"}}, {2, []string{"ASEAN"}}},
			{{2, []string{"Paris Agreement", "ASEAN"}}, {0, []string{"ASEAN"}}},
			{{1, []string{"Paris Agreement", "ASEAN"}}, {0, []string{"ASEAN"}}},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Find(filler(tt.items))[:len(tt.items)]
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Names may be cut from a list that goes on; what is behind them stays.
func TestFindKeepsItsInput(t *testing.T) {
	short := []string{"A", "B"}
	Find(filler([]Item{{Names: []Name{{ID: "x", Words: "Xenon", Short: short[:1]}}}}))
	if diff := cmp.Diff([]string{"A", "B"}, short); diff != "" {
		t.Error(diff)
	}
}

// TestCommon: what a quarter of a document shares relates nothing.
func TestCommon(t *testing.T) {
	var items []Item
	for i := range 12 {
		items = append(items, Item{Text: fmt.Sprint("subject", i), Names: []Name{{ID: "both", Words: "Both"}}, Family: i})
	}
	for i, r := range Find(items) {
		if len(r) > 0 {
			t.Errorf("item %d: %v", i, r)
		}
	}
}

func TestBounds(t *testing.T) {
	var items []Item
	for i := range 60 {
		items = append(items, Item{Text: strings.Repeat("harbour lighthouse ferry dredger ", 1+i/12), Family: i})
	}
	for i := range 400 {
		items = append(items, Item{Text: fmt.Sprint("thing", i), Family: 60 + i})
	}
	// 60 hold each word: more than maxHolders.
	for i, r := range Find(items)[:60] {
		if len(r) != 0 {
			t.Fatalf("item %d has %d relations by words that %d share", i, len(r), 60)
		}
	}
	for _, r := range Find(filler([]Item{{Text: "harbour lighthouse ferry dredger crane"}, {Text: "crane dredger harbour ferry lighthouse", Family: 1}}))[:2] {
		if len(r) != 1 || len(r[0].Shared) > maxShared {
			t.Errorf("%v", r)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	var items []Item
	for i := range 50 {
		items = append(items, Item{Text: strings.Repeat(fmt.Sprintf("Build harbour%d and lighthouse%d near ferry%d with dredger%d. ", i%5, i%7, i%11, i), 4), Family: i})
	}
	b.ReportAllocs()
	for b.Loop() {
		Find(items)
	}
}
