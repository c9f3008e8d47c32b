package source

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
)

func TestPlaces(t *testing.T) {
	type place struct{ offset, line, column int }
	for _, test := range []struct {
		name, data string
		lines      int
		places     []place
	}{
		{"one line", "abc", 1, []place{{0, 1, 1}, {2, 1, 3}, {3, 1, 4}, {99, 1, 4}, {-1, 1, 1}}},
		{"LF", "ab\n\ncd\n", 3, []place{{0, 1, 1}, {2, 1, 3}, {3, 2, 1}, {4, 3, 1}, {5, 3, 2}, {6, 3, 3}, {7, 3, 3}}},
		{"CRLF", "ab\r\ncd\r\n", 2, []place{{1, 1, 2}, {2, 1, 3}, {3, 1, 4}, {4, 2, 1}, {8, 2, 3}}},
		{"CR", "ab\rcd\r\re", 4, []place{{2, 1, 3}, {3, 2, 1}, {6, 3, 1}, {7, 4, 1}, {8, 4, 2}}},
		{"characters of many bytes", "é–😀x", 1, []place{{0, 1, 1}, {1, 1, 1}, {2, 1, 2}, {4, 1, 2}, {5, 1, 3}, {9, 1, 4}, {10, 1, 5}}},
		{"byte order mark", "\uFEFFab\ncd", 2, []place{{0, 1, 1}, {3, 1, 1}, {4, 1, 2}, {6, 2, 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFile("x.md", []byte(test.data))
			if got := f.Lines(); got != test.lines {
				t.Errorf("%q has %d lines, want %d", test.data, got, test.lines)
			}
			for _, p := range test.places {
				want := diag.Pos{File: "x.md", Line: p.line, Column: p.column}
				if got := f.Pos(p.offset); got != want {
					t.Errorf("%q: offset %d is at %v, want %v", test.data, p.offset, got, want)
				}
				if got := f.Line(p.offset); p.offset >= 0 && got != p.line {
					t.Errorf("%q: offset %d is on line %d, want %d", test.data, p.offset, got, p.line)
				}
			}
		})
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"nothing to do", "a  \nb\\\nc \n", "a  \nb\\\nc \n"},
		{"CRLF", "a\r\n\r\nb\r\n", "a \n \nb \n"},
		{"lone CR", "a\rb\r\rc\r", "a\nb\n\nc\n"},
		{"CR ahead of CRLF", "a\r\r\nb", "a\n \nb"},
		{"two spaces break the line still", "a  \r\nb", "a   \nb"},
		{"one space does not", "a \r\nb", "a \t\nb"},
		{"a line of one space", "a\r\n \r\nb", "a \n \t\nb"},
		{"a backslash breaks the line still", "a\\\r\nb", "a  \nb"},
		{"an escaped backslash does not", "a\\\\\r\nb", "a\\\\ \nb"},
		{"an escaped backslash and one that does", "a\\\\\\\r\nb", "a\\\\  \nb"},
		{"a backslash after a space", "a \\\r\nb", "a   \nb"},
		{"blank lines", "a\n\n\n \t\n\n  b\n\nc\n\n\n", "a\n   \t \n  b\n\nc\n \n"},
		{"blank lines with CRLF", "a\r\n\r\n\r\n\r\nb", "a \n     \nb"},
		{"blank lines ahead of all", "---\na: b\n---\n\n\n\nc", "   \n    \n   \n\n \nc"},
		{"byte order mark", "\uFEFF- a\n  - b\n", "  \n- a\n  - b\n"},
		{"front matter", "---\ntitle: é\n---\n- a\n", "   \n         \n   \n- a\n"},
		{"front matter with CRLF", "---\r\ntitle: a\r\n---\r\nb\r\n", "    \n         \n    \nb \n"},
		{"front matter alone", "---\ntitle: a\n---", "   \n        \n  \n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFile("x.md", []byte(test.in))
			if _, err := f.readMatter(); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(f.Text())); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.in, diff)
			}
			if !bytes.Equal(f.Data, []byte(test.in)) {
				t.Errorf("the data has changed to %q", f.Data)
			}
		})
	}
}

// Files that would show time that grows with the square of their size.
func TestLargeFiles(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, MaxSize/len(s)) }
	lines := func(s string) string { // as long as lines may be
		return strings.Repeat(strings.Repeat(s, MaxLine-1)+"\n", MaxSize/MaxLine)
	}
	for name, data := range map[string]string{
		"long lines":           lines("a"),
		"line breaks":          "a" + fill("\n")[1:],
		"carriage returns":     "a" + fill("\r")[1:],
		"CRLF after backslash": fill("\\\\\\\r\n"),
		"backslashes":          lines("\\"),
		"spaces":               "a" + lines(" ")[1:],
		"front matter lines":   fill("---\n"),
		"prose in dashes":      "---\nprose\n" + fill("key : value\n")[10:],
		"braces":               fill("{\n"),
		"closed braces":        "{\n" + fill("}\nx\n")[2:],
	} {
		t.Run(name, func(t *testing.T) {
			f := newFile("x.md", []byte(data))
			if _, refused := f.refuse(); refused {
				t.Fatal("refused")
			}
			if _, err := f.readMatter(); err != nil {
				t.Fatal(err)
			}
			if got := f.Text(); len(got) != len(data) {
				t.Errorf("%d bytes of text, want %d", len(got), len(data))
			}
			if got := f.Pos(len(data)).Line; got != f.Lines() {
				t.Errorf("ends on line %d, want %d", got, f.Lines())
			}
		})
	}
}
