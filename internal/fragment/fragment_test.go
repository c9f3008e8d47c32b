package fragment

import (
	"strings"
	"testing"
)

func TestDirective(t *testing.T) {
	for _, tt := range []struct {
		name   string
		blocks string // separated by bars; the one with the star is asked for
		want   string // empty for none
	}{
		{"a short block is named whole", "Intro|*Open the quay to ferries.", "#:~:text=Open%20the%20quay%20to%20ferries"},
		{"a long block by its first and last words",
			"Intro|*Rebuild the northern quay, with new cranes and deeper water, so that larger ships can land there by 2025.",
			"#:~:text=Rebuild%20the%20northern,there%20by%202025"},
		{"the first words stand twice: more of them",
			"*The two cities will rebuild the quay, its cranes, its sheds and its lights by 2025.|The two cities will paint the ships and the sheds that they have got by 2030.",
			"#:~:text=The%20two%20cities%20will%20rebuild,lights%20by%202025"},
		{"the last words stand twice within: more of them",
			"*Build three new sheds by the old quay, then build ten more sheds by the old quay.",
			"#:~:text=Build%20three%20new,more%20sheds%20by%20the%20old%20quay"},
		{"white space of any kind is one space", "*Open\u00a0the \n quay.", "#:~:text=Open%20the%20quay"},
		{"hyphens and commas are written so that they mean nothing", "*Long-term, stable & clean", "#:~:text=Long%2Dterm%2C%20stable%20%26%20clean"},
		{"a percent sign and a plus", "*50% more C++ code", "#:~:text=50%25%20more%20C%2B%2B%20code"},
		{"the same words, told apart by the block before", "The cities will:|*Open the quay.|The ports will:|Open the quay.",
			"#:~:text=cities%20will%3A-,Open%20the%20quay"},
		{"the same words after the same words", "Both will:|*Open the quay.|Both will:|Open the quay.", ""},
		{"case makes no difference", "OPEN THE QUAY|*Open the quay", "#:~:text=QUAY-,Open%20the%20quay"},
		{"nothing to name", "*…", ""},
		{"a mark ahead of the words keeps the block before out", "A|“Open”|B|*“Open”", ""},
		{"a term does not end within U.S.", "*It and the U.S. and all of the others will build many new quays there.",
			"#:~:text=It%20and%20the,new%20quays%20there"},
		{"letters of any script", "*한국과 미국은 협력한다", "#:~:text=%ED%95%9C%EA%B5%AD%EA%B3%BC%20%EB%AF%B8%EA%B5%AD%EC%9D%80%20%ED%98%91%EB%A0%A5%ED%95%9C%EB%8B%A4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			blocks := strings.Split(tt.blocks, "|")
			asked := 0
			for i := range blocks {
				if rest, ok := strings.CutPrefix(blocks[i], "*"); ok {
					asked, blocks[i] = i, rest
				}
			}
			got, ok := New(blocks).Directive(asked)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("%v: %q\nwant    %q", ok, got, tt.want)
			}
		})
	}
}

// TestWorkOnRepetition: a text that says one word again and again must not make
// the search for a term quadratic.
func TestWorkOnRepetition(t *testing.T) {
	blocks := make([]string, 4000)
	for i := range blocks {
		blocks[i] = strings.Repeat("quay ", 20)
	}
	text := New(blocks)
	for i := range blocks {
		if d, ok := text.Directive(i); ok {
			t.Fatalf("block %d: %s", i, d)
		}
	}
}

func FuzzDirective(f *testing.F) {
	f.Add("Open the quay.\nOpen the quay, and the other quay, to all of the ferries of the two cities.")
	f.Add("a-b\nU.S. and U.S.\n“x”")
	f.Fuzz(func(t *testing.T, text string) {
		blocks := strings.Split(text, "\n")
		read := New(blocks)
		for i := range blocks {
			d, ok := read.Directive(i)
			if ok && (!strings.HasPrefix(d, "#:~:text=") || strings.ContainsAny(d[1:], " \"'<>#+\\")) {
				t.Errorf("%q", d)
			}
		}
	})
}

func BenchmarkDirective(b *testing.B) {
	var blocks []string
	for i := range 60 {
		blocks = append(blocks, strings.Repeat("The two cities will rebuild the quay ", 4)+strings.Repeat("x", i)+" of the northern harbour by 2025.")
	}
	b.ReportAllocs()
	for b.Loop() {
		t := New(blocks)
		for i := range blocks {
			t.Directive(i)
		}
	}
}
