package pattern

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// expressions have each construction that rules use.
var expressions = []string{
	`(?i)\b(?:will|shall|intends? to)\b`,
	`^(?:[#*\-_=~•·\s]{2,}|#|-\s*(?:30|end)\s*-|\[end\])$`,
	`(?i)\bwelcome[sd]?\b.*\b(?:plans? to)\b`,
	`(?i)(?:[$€£]\s?\d|\b\d[\d,.]*\s*(?:million)?\s*(?:dollars|kr)\b)`,
	`^, (?:[^,.;]{1,4}, )*(?:and|or) `,
	`(?i)\b(?:said|says)\s*:$`,
	`^[a-z]+(?:ed|led) (?:by|at) `,
	`(?i)straße|K|ſ`,
	`\B-\B|^$|x*`,
	`(?s)a.b`,
	`(?m)^end$`,
	`a|`,
	`[^\n]\z`,
}

func TestAgainstRegexp(t *testing.T) {
	texts := []string{
		"", "will", "Will not", "goodwill", "She intends to go", "# # #", "#", "- 30 -", "[END]", "[end]", "Welcomed\nthe plans to", "welcomes the plan to go",
		"$ 5", "€5", "about 1,250.5 million dollars", "12 kr", "12 kró", ", a, b, and c", ", abcde, and c", "He said:", "he said: ", "facilitated by the",
		"STRASSE straße", "\u212a", "ſ", "a-b", " - ", "a\nb", "end\nof", "of\nend", "x\xffy", "\xc3", "wıll", "a\u00a0will",
	}
	for _, e := range expressions {
		p, re := New(e), regexp.MustCompile(e)
		for _, s := range texts {
			same(t, p, re, s)
		}
	}
}

// same holds a pattern against regexp on one text.
func same(t *testing.T, p *Pattern, re *regexp.Regexp, s string) {
	t.Helper()
	if got, want := p.MatchString(s), re.MatchString(s); got != want {
		t.Errorf("%s matches %q: %t, want %t", re, s, got, want)
	}
	if got, want := p.FindStringIndex(s), re.FindStringIndex(s); !slices.Equal(got, want) {
		t.Errorf("%s in %q: %v, want %v", re, s, got, want)
	}
	if got, want := p.FindStringSubmatch(s), re.FindStringSubmatch(s); !slices.Equal(got, want) {
		t.Errorf("%s in %q: %q, want %q", re, s, got, want)
	}
	if got, want := p.ReplaceAllString(s, "."), re.ReplaceAllString(s, "."); got != want {
		t.Errorf("%s replaced in %q: %q, want %q", re, s, got, want)
	}
}

// TestFull asks a machine without room for the states that an expression
// needs.
func TestFull(t *testing.T) {
	p := New(`a.{16}b`)
	re := regexp.MustCompile(p.String())
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 3*maxStates)
	for i := range noise {
		noise[i] = "ac"[random.IntN(2)]
	}
	s := string(noise)
	same(t, p, re, s)
	same(t, p, re, s+"b")
	same(t, p, re, s+strings.Repeat("a", 20)+"b")
	if n := len(p.machine().states); n > maxStates {
		t.Errorf("%d states, want at most %d", n, maxStates)
	}
	if _, ok := p.machine().match(s); ok {
		t.Error("the machine has room for all states: the test tests nothing")
	}
}

// TestTogether lets several goroutines make the states of one machine.
func TestTogether(t *testing.T) {
	p := New(expressions[0])
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			s := strings.Repeat("x", i) + " intends\nto and intends to"
			for range 100 {
				if !p.MatchString(s) {
					t.Errorf("no match in %q", s)
				}
			}
		})
	}
	all.Wait()
}

func TestRefusesNonsense(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	New(`(`)
}

func FuzzPattern(f *testing.F) {
	f.Add(`(?i)\bwill\b`, "the goodwill will")
	f.Add(`^a*?\B.$`, "aa\n")
	for _, e := range expressions {
		f.Add(e, "- 30 - will, and")
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		re, err := regexp.Compile(expr)
		if err != nil || len(expr) > 200 {
			return
		}
		same(t, New(expr), re, s)
	})
}

func BenchmarkMatchString(b *testing.B) {
	const expr = `(?i)\b(?:will|shall|is|are|was|were|has|have|had|announces?|commits?|reaffirm(?:s|ed)?|met|signed)\b`
	text := strings.Repeat("cooperation on clean energy between the two governments, ", 20)
	type matcher interface{ MatchString(string) bool }
	for name, m := range map[string]matcher{"pattern": New(expr), "regexp": regexp.MustCompile(expr)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				m.MatchString(text)
			}
		})
	}
}

// BenchmarkFirst makes a machine and asks it once: what a single text costs.
func BenchmarkFirst(b *testing.B) {
	const expr = `(?i)\b(?:will|shall|is|are|was|were|has|have|had|announces?|commits?|reaffirm(?:s|ed)?|met|signed)\b`
	b.ReportAllocs()
	for b.Loop() {
		New(expr).MatchString("cooperation on clean energy between the two governments")
	}
}
