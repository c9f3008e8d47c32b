package card

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// read returns glyphs as text.
func read(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.letter)
	}
	return b.String()
}

func readLines(block text) []string {
	var lines []string
	for _, line := range block.lines {
		lines = append(lines, read(line))
	}
	return lines
}

func TestSpell(t *testing.T) {
	d := drawer(t)
	for _, tt := range []struct{ name, text, want string }{
		{"plain", "Health and safety", "Health and safety"},
		{"white space", "  Health \n\t and  ", "Health and"},
		{"no-break space", "$3\u00a0billion", "$3\u00a0billion"},
		{"other spaces", "3\u202f000\u2009km", "3\u00a0000 km"},
		{"accents of Europe", "Łódź, Çeşme, Škoda, Ğ, ő, ț", "Łódź, Çeşme, Škoda, Ğ, ő, ț"},
		{"accents apart", "e\u0301", "é"},
		{"accents that the face lacks", "Phạm Minh Chính, ơ, ḥ", "Pham Minh Chính, o, h"},
		{"some accents stay", "ắ", "ă"},
		{"accents on nothing", "a\u0489b", "ab"},
		{"Greek", "Ελλάδα", "Ελλάδα"},
		{"Cyrillic", "Україна, їжак", "Україна, їжак"},
		{"currencies of the face", "€5 £5 ¥5", "€5 £5 ¥5"},
		{"currencies by code", "₩1.2 trillion, ₹5", "KRW\u00a01.2 trillion, INR\u00a05"},
		{"degrees", "1.5℃", "1.5°C"},
		{"no-break hyphen", "F\u201135", "F-35"},
		{"ligatures", "ﬁve ofﬁces", "five offices"},
		{"soft hyphen", "co\u00adoperation", "cooperation"},
		{"invisible", "a\u200bb\u2060c\ufeffd\x00e", "abcde"},
		{"flags and emoji", "Health 🇺🇸 and ✅", "Health and"},
		{"Hangul", "Health 협정", ""},
		{"Chinese", "協定", ""},
		{"Arabic", "اتفاق", ""},
		{"Hebrew", "הסכם", ""},
		{"Devanagari", "समझौता", ""},
		{"letters of no alphabet of the face", "Əliyev", ""},
		{"figures that would change if left out", "No. ⑤", ""},
		{"broken bytes", "a\xffb", ""},
		{"empty", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(d.bold.spell(tt.text)); got != tt.want {
				t.Errorf("spell(%q) = %q, want %q", tt.text, got, tt.want)
			}
			if got := d.Covers(tt.text); got != (strings.TrimSpace(tt.want) != "") {
				t.Errorf("Covers(%q) = %t", tt.text, got)
			}
		})
	}
}

// TestWeights wants the three weights to cover the same letters, since a line
// is asked for in one of them.
func TestWeights(t *testing.T) {
	d := drawer(t)
	if n := len(d.bold.glyphs); n < 650 {
		t.Errorf("the face has %d letters, want the 652 of its list or about", n)
	}
	for r := range d.bold.glyphs {
		_, regular := d.regular.glyphs[r]
		_, medium := d.medium.glyphs[r]
		if !regular || !medium {
			t.Errorf("%q is in the bold weight and not in another", r)
		}
	}
	for r := range equivalents {
		if _, ok := d.bold.glyphs[r]; ok {
			t.Errorf("%q needs no equivalent: the face has it", r)
		}
	}
	for r, plain := range equivalents {
		if _, ok := d.bold.all(plain); !ok {
			t.Errorf("the face lacks the equivalent of %q, %q", r, plain)
		}
	}
}

// TestNought wants the nought of the face that has no stroke.
func TestNought(t *testing.T) {
	d := drawer(t)
	for _, f := range []*typeface{d.regular, d.medium, d.bold} {
		name, err := f.font.GlyphName(nil, f.glyphs['0'].index)
		if err != nil || name != "zero.empty" {
			t.Errorf("0 is drawn as %q (%v)", name, err)
		}
		if f.glyphs['0'].advance != f.glyphs['1'].advance {
			t.Error("0 is not as wide as 1")
		}
	}
}

func TestBlock(t *testing.T) {
	d := drawer(t)
	sizes := []int{80, 40}
	for _, tt := range []struct {
		name, text    string
		width, height int
		size          int
		lines         []string
	}{
		{"one line", "Health", 400, 100, 80, []string{"Health"}},
		{"two lines, balanced", "Health and the safety of all", 700, 200, 80, []string{"Health and the", "safety of all"}},
		{"smaller for height", "Health and the safety of all", 700, 100, 40, []string{"Health and the safety of all"}},
		{"smaller for a word", "Responsibility", 320, 400, 40, []string{"Responsibility"}},
		{"after a hyphen", "Information-sharing", 260, 110, 40, []string{"Information-", "sharing"}},
		{"not within figures", "2021-2025 or F-35", 240, 200, 40, []string{"2021-2025", "or F-35"}},
		{"nor to fill a line", "in 2021-2025 too", 220, 200, 40, []string{"in", "2021-2025", "too"}},
		{"not at a no-break space", "in sum $3\u00a0billion", 210, 200, 40, []string{"in sum", "$3\u00a0billion"}},
		{"a word broken", "Verantwortungsbereich", 240, 110, 40, []string{"Verantwortu", "ngsbereich"}},
		{"an ellipsis after a word", "Health and the safety of all and everybody", 300, 52, 40, []string{"Health and…"}},
		{"an ellipsis after a letter", strings.Repeat("m", 50), 300, 110, 40, []string{strings.Repeat("m", 8), strings.Repeat("m", 7) + "…"}},
		{"no comma ahead of an ellipsis", "Health, safety and more of everything", 230, 50, 40, []string{"Health…"}},
		{"no room at all", "Health and safety", 100, 0, 40, []string{"He…"}},
		{"a separator at the end of a line", "38 commitments · 4 pillars", 330, 110, 40, []string{"38 commitments", "4 pillars"}},
		{"nothing", " ", 100, 100, 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := d.bold.block(tt.text, sizes, tt.width, tt.height)
			if got.size != tt.size || !slices.Equal(readLines(got), tt.lines) {
				t.Errorf("block(%q) at %d: %q, want at %d: %q", tt.text, got.size, readLines(got), tt.size, tt.lines)
			}
		})
	}
}

// TestBlockHolds tries every width for what must always be so.
func TestBlockHolds(t *testing.T) {
	d := drawer(t)
	for _, title := range []string{sentence, "Health", "Example – Sample Partnership", strings.Repeat("Betriebs", 20)} {
		for width := 60; width < 1100; width += 7 {
			for height := 40; height < 400; height += 90 {
				got := d.bold.block(title, titleSizes, width, height)
				if w := d.bold.width(got); w > width {
					t.Fatalf("%q in %d by %d is %d wide: %q", title, width, height, w, readLines(got))
				}
				if len(got.lines) > 1 && got.height() > height {
					t.Fatalf("%q in %d by %d is %d high: %q", title, width, height, got.height(), readLines(got))
				}
				words := strings.Join(readLines(got), "")
				start, cut := strings.CutSuffix(strings.ReplaceAll(words, " ", ""), "…")
				bare := strings.ReplaceAll(title, " ", "")
				if !strings.HasPrefix(bare, start) || !cut && bare != start {
					t.Fatalf("%q in %d by %d reads %q", title, width, height, words)
				}
			}
		}
	}
}

// TestHuesOnEveryMachine wants no channel of any hue so near to the edge
// between two values that the last bit of a computation could decide.
func TestHuesOnEveryMachine(t *testing.T) {
	for hue := range 360 {
		for i, linear := range hueLinear(hue) {
			v := 255 * encoded(linear)
			if distance := math.Abs(v - math.Floor(v) - 0.5); distance < 1e-9 {
				t.Errorf("channel %d of hue %d is %v", i, hue, v)
			}
		}
	}
}

// TestHueValues holds some hues against what a browser shows for
// oklch(.43 .09 hue).
func TestHueValues(t *testing.T) {
	for hue, want := range browserHues {
		c := hueColour(hue)
		if got := [3]uint8{c.R, c.G, c.B}; got != want {
			t.Errorf("hue %d is %v, want %v", hue, got, want)
		}
	}
}

func FuzzSpell(f *testing.F) {
	d := drawer(f)
	for _, s := range []string{"Health", "ắ협\u00ad", "a\u0301\u0302\u0303", "\xff", "₩1 · ﬁ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		glyphs := d.bold.spell(line)
		if n := utf8.RuneCountInString(line); len(glyphs) > 5*n+1 {
			t.Errorf("%q has %d glyphs", line, len(glyphs))
		}
		if got := d.bold.block(line, titleSizes, measure, 300); d.bold.width(got) > measure || got.height() > 300 {
			t.Errorf("%q is %d by %d", line, d.bold.width(got), got.height())
		}
	})
}

// browserHues is what Chromium paints for oklch(.43 .09 hue).
var browserHues = map[int][3]uint8{
	0: {119, 57, 78}, 45: {119, 62, 34}, 75: {108, 71, 1}, 105: {87, 82, 3}, 135: {57, 90, 37}, 165: {1, 95, 67},
	195: {0, 94, 95}, 225: {0, 89, 117}, 255: {43, 81, 128}, 285: {75, 72, 127}, 315: {98, 63, 113}, 345: {114, 58, 91},
}
