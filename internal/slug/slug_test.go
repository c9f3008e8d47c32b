package slug

import (
	"strings"
	"testing"

	"github.com/gosimple/slug"
)

func TestMake(t *testing.T) {
	for words, want := range map[string]string{
		"Expand cooperation on 5G":     "expand-cooperation-on-5g",
		" R&D — “open” – 50% @ home… ": "randd-open-50-at-home",
		"Côte d’Ivoire":                "cote-divoire",
		"a_-_b__ _":                    "a_-_b",
		"東京":                           "dong-jing",
		"½ mile":                       "1-2-mile",
		"—":                            "",
		"":                             "",
	} {
		if got := Make(words); got != want {
			t.Errorf("Make(%q) = %q, want %q", words, got, want)
		}
	}
}

func FuzzMake(f *testing.F) {
	for _, s := range []string{"Expand & “open” 5G…", "x\u00a0y‒z―", "tab\tline\n", "\xff", "Æsir ‰ ™ ß", "-_-", "'it’s'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if got, want := Make(words), slug.Make(words); got != want {
			t.Errorf("Make(%q) = %q, want %q", words, got, want)
		}
	})
}

func BenchmarkMake(b *testing.B) {
	words := strings.Repeat("Expand cooperation on “clean” energy ", 3)
	b.SetBytes(int64(len(words)))
	b.ReportAllocs()
	for b.Loop() {
		Make(words)
	}
}
