package factsheet

import "testing"

func TestLocate(t *testing.T) {
	// "a&amp;b  c": an entity and folded white space are indivisible.
	text := Text{
		{Text: "a", Span: Span{10, 11}},
		{Text: "&", Span: Span{11, 16}},
		{Text: "b", Span: Span{16, 17}},
		{Text: " ", Span: Span{17, 19}},
		{Text: "cde", Span: Span{19, 22}},
	}
	for _, c := range []struct {
		from, to int
		want     Span
	}{
		{0, 1, Span{10, 11}},
		{1, 2, Span{11, 16}},
		{0, 3, Span{10, 17}},
		{3, 5, Span{17, 20}},
		{5, 7, Span{20, 22}},
		{0, 7, Span{10, 22}},
		{4, 4, Span{}},
		{9, 12, Span{}},
	} {
		if got := text.Locate(c.from, c.to); got != c.want {
			t.Errorf("Locate(%d, %d) is %v, want %v", c.from, c.to, got, c.want)
		}
	}
}
