package tree

import (
	"strings"
	"testing"
)

func TestNewlines(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"nothing to do", "a\nb\n", "a\nb\n"},
		{"CRLF", "a\r\nb\r\n", "a\nb\n"},
		{"CR", "a\rb\r", "a\nb\n"},
		{"a mixture", "a\r\r\nb\n\rc", "a\n\nb\n\nc"},
		{"byte order mark", "\uFEFFa\n", "a\n"},
		{"only the first mark", "\uFEFFa\uFEFF\n", "a\uFEFF\n"},
	} {
		if got := string(Newlines([]byte(test.in))); got != test.want {
			t.Errorf("%s: %q gives %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"white space only", " \t\n\u00A0\u2003", ""},
		{"as it is", "Fact Sheet", "Fact Sheet"},
		{"line breaks and runs", "  Fact\n  Sheet \t now ", "Fact Sheet now"},
		{"non-breaking spaces", "Energy\u00A0Security\u202FPartnership", "Energy Security Partnership"},
		{"between space and word joiner", "Energy \u2060 \u00A0Security", "Energy Security"},
		{"word joiner, soft hyphen, mark", "\uFEFFco\u00ADop\u2060er\u200Bation", "cooperation"},
		{"marks of direction", "\u200Fשלום\u202C \u2066a\u2069", "שלום a"},
		{"controls", "a\x00b\x1Bc\x7Fd\u0085e\u009Cf", "abcd ef"},
		{"joiner within Latin", "a\u200Db\u200Cc", "abc"},
		{"joiner within Persian", "می\u200Cخواهم", "می\u200Cخواهم"},
		{"joiner within Hindi", "क्\u200Dष", "क्\u200Dष"},
		{"joiner at an end", "می\u200C", "می"},
		{"Arabic number sign", "\u0600١", "\u0600١"},
		{"typographic signs stay", "“A – B’s …”", "“A – B’s …”"},
	} {
		if got := OneLine(test.in); got != test.want {
			t.Errorf("%s: %q gives %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"a":                         `"a"`,
		"a\nb":                      `"a b"`,
		strings.Repeat("é", 60):     `"` + strings.Repeat("é", 60) + `"`,
		strings.Repeat("word ", 20): `"` + strings.TrimSpace(strings.Repeat("word ", 12)) + `…"`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("%q gives %s, want %s", in, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"heading", "introduction", "lead-in", "note", "child-of"}
	for _, test := range []struct{ given, want string }{
		{"headin", "heading"}, // begun
		{"intro", "introduction"},
		{"lead_in", "lead-in"}, // another sign
		{"Lead In", "lead-in"},
		{"leadin", "lead-in"},  // a letter left out
		{"haeding", "heading"}, // swapped
		{"hedding", "heading"}, // replaced
		{"notes", "note"},      // one too many
		{"childof", "child-of"},
		{"no", ""},
		{"table", ""},
		{"", ""},
		{strings.Repeat("note", 30), ""},
	} {
		if got := Nearest(test.given, words); got != test.want {
			t.Errorf("%q gives %q, want %q", test.given, got, test.want)
		}
	}
}
