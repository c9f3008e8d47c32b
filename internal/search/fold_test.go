package search

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"no words", " – … 🙂", ""},
		{"case", "Support the GHSA", "support the ghsa"},
		{"accents", "Côte d’Ivoire, Šefčovič", "cote d ivoire sefcovic"},
		{"accents that stand apart", "Co\u0302te", "cote"},
		{"letters that do not come apart", "Łódź, Straße, Ærø, İstanbul, ısı", "lodz strasse aero istanbul isi"},
		{"a sigma at the end", "ΟΔΟΣ οδος", "οδοσ οδοσ"},
		{"full width and ligatures", "ＡＢＣ ﬁne CO₂ m²", "abc fine co2 m2"},
		{"joined by other signs", "R&D COVID-19 and/or Korea’s", "r d covid 19 and or korea s"},
		{"numbers", "$2.5 billion, 1,200 items in 2021. 5G 3,", "2.5 billion 1200 items in 2021 5g 3"},
		{"a point ahead of a number that is a letter of its own", "2.〇", "2 〇"},
		{"initials", "the U.S. and U.S.-ROK, e.g. a.bc; J. Smith", "the us and us rok eg a bc j smith"},
		{"Korean", "대한민국은 한미동맹", "대한민국은 한미동맹"},
		{"Korean in pieces", "\u1112\u1161\u11ab", "한"},
		{"Chinese and Japanese", "中国と日本", "中 国 と 日 本"},
		{"a word and a letter of its own", "2021年 G7広島", "2021 年 g7 広 島"},
		{"Arabic without points", "مُحَمَّد", "محمد"},
		{"vowels of other scripts stay", "हिन्दी", "हिन्दी"},
		{"a mark alone", "a \u0301 b", "a b"},
		{"a very long word", strings.Repeat("é", 50), strings.Repeat("e", 32)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strings.Join(slices.Collect(Terms(test.text)), " ")); diff != "" {
				t.Errorf("terms of %q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// What is folded is folded for good, and holds nothing that parts fields.
func FuzzTerms(f *testing.F) {
	for _, seed := range []string{"U.S. and 1,200.5 CO₂", "ﬃ ½ ﷺ ｱ ㎏ Ⅷ", "İı ß ẞ", "a\u0300\u0301.b", "ไทย 中文 한글", "1.2.3,4", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for term := range Terms(text) {
			if term == "" || strings.ContainsAny(term, " \"\\\n,") {
				t.Errorf("%q gives the term %q", text, term)
			}
			if again := Fold(term); again != term {
				t.Errorf("%q is folded again to %q", term, again)
			}
		}
	})
}

func TestCompare(t *testing.T) {
	// By UTF-16 units: what stands beyond the first plane comes before U+E000.
	want := []string{"", "0", "a", "ab", "b", "é", "한", "𐍈", "\uf900"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compare)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
