package factsheet

import (
	"bytes"
	"sort"
)

// A view is a stretch of Markdown to be parsed, whose lines may have been
// moved: each offset in it can be told as an offset in the source file.
type view struct {
	text  []byte
	lines []shift // ascending; empty where the view is the file itself
	str   string  // text, once somebody has asked for it
}

// string returns the text as runs share it.
func (v *view) string() string {
	if v.str == "" {
		v.str = string(v.text)
	}
	return v.str
}

// A shift says that the bytes of the view from at on stand in the source
// from src on, up to the next shift.
type shift struct{ at, src int }

// source returns the offset in the file of the byte at off in the view.
func (v *view) source(off int) int {
	if len(v.lines) == 0 {
		return off
	}
	i := sort.Search(len(v.lines), func(i int) bool { return v.lines[i].at > off }) - 1
	return v.lines[i].src + off - v.lines[i].at
}

// dedent makes a view of some lines of another without the white space that
// all of them begin with. Government documents hold no code: what Markdown
// reads as indented code is a list or a paragraph whose indentation survived
// a conversion.
func (v *view) dedent(lines [][2]int) *view {
	indent := -1
	for _, l := range lines {
		line := v.text[l[0]:l[1]]
		if n := len(line) - len(bytes.TrimLeft(line, " \t")); len(bytes.TrimSpace(line)) > 0 && (indent < 0 || n < indent) {
			indent = n
		}
	}
	inner := &view{}
	for _, l := range lines {
		start := min(l[0]+max(indent, 0), l[1])
		if len(bytes.TrimSpace(v.text[l[0]:l[1]])) == 0 {
			start = max(l[1]-1, l[0])
		}
		inner.lines = append(inner.lines, shift{len(inner.text), v.source(start)})
		inner.text = append(inner.text, v.text[start:l[1]]...)
		if n := len(inner.text); n == 0 || inner.text[n-1] != '\n' {
			inner.text = append(inner.text, '\n')
		}
	}
	if len(inner.lines) == 0 {
		inner.lines = []shift{{0, 0}}
	}
	return inner
}
