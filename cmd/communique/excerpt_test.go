package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique"
)

func TestExcerpts(t *testing.T) {
	long := strings.Repeat("word ", 40) + "HERE " + strings.Repeat("more ", 40)
	file := filepath.Join(t.TempDir(), "x.md")
	text := "\ufeffshort\r\n\tindented\n한국 here\n" + long + "\n\x1b[31mred\u202e\n   \nlast"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name         string
		line, column int
		want         string
	}{
		{"the first line, without the mark of its encoding", 1, 3, "    1 | short\n      |   ^\n"},
		{"a tab is one column", 2, 2, "    2 |  indented\n      |  ^\n"},
		{"characters of two columns", 3, 4, "    3 | 한국 here\n      |      ^\n"},
		{"no column, no mark", 3, 0, "    3 | 한국 here\n"},
		{"the middle of a long line", 4, 201, "    4 | … word word word word word word HERE more more more more more …\n      |                                 ^\n"},
		{"the start of a long line", 4, 1, "    4 | word word word word word word word word word word word word w …\n      | ^\n"},
		{"what a terminal would obey", 5, 6, "    5 | �[31mred�\n      |      ^\n"},
		{"a blank line", 6, 1, ""},
		{"behind the end of the last line", 7, 5, "    7 | last\n      |     ^\n"},
		{"a line that is not there", 8, 1, ""},
		{"the file as a whole", 0, 0, ""},
	}
	x := newExcerpts(70)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := communique.Problem{}
			p.Pos.File, p.Pos.Line, p.Pos.Column = file, tt.line, tt.column
			if got := x.of(p); got != tt.want {
				t.Errorf("excerpt of line %d, column %d:\n%s\nwant:\n%s", tt.line, tt.column, got, tt.want)
			}
		})
	}
	p := communique.Problem{}
	p.Pos.File, p.Pos.Line = filepath.Join(t.TempDir(), "none.md"), 1
	if got := x.of(p); got != "" {
		t.Errorf("excerpt of no file: %q", got)
	}
}
