package factsheet

import (
	"strings"
	"testing"
)

// TestBounds takes a document at each bound, and refuses one beyond it at its
// place.
func TestBounds(t *testing.T) {
	const head = "---\ntitle: X\n---\n\n"
	const blocks = "x.md:%s: more than 10000 paragraphs, headings, items and cells\n    hint: make several documents of it\n"
	const text = ": a paragraph of 32769 bytes, more than 32768\n    hint: break it into paragraphs, with an empty line between them\n"
	const marks = ": links and emphasis within each other, more than 100\n    hint: take marks out; text in bold and italics needs two\n"
	deep := func(n int) string { // "*" and "_" by turns, so that each pair is a mark
		return strings.Repeat("*a _b ", n/2) + "c" + strings.Repeat(" d_ e*", n/2)
	}
	for _, tt := range []struct{ name, at, beyond, want string }{
		{"items", strings.Repeat("- a\n", MaxBlocks), strings.Repeat("- a\n", MaxBlocks+1), strings.Replace(blocks, "%s", "10005:3", 1)},
		{"items of HTML", "<ul>\n" + strings.Repeat("<li>a\n", MaxBlocks), "<ul>\n" + strings.Repeat("<li>a\n", MaxBlocks+1), strings.Replace(blocks, "%s", "10006:5", 1)},
		{"cells", "|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", MaxBlocks/2-1), "|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", MaxBlocks/2), strings.Replace(blocks, "%s", "5006:2", 1)},
		{"a paragraph", strings.Repeat("a", MaxText), strings.Repeat("a", MaxText+1), "x.md:5:1" + text},
		{"a paragraph in a quote", "> " + strings.Repeat("a", MaxText), "> " + strings.Repeat("a", MaxText+1), "x.md:5:3" + text},
		{"a cell of HTML", "<table><td>" + strings.Repeat("a", MaxText), "<table><td>" + strings.Repeat("a", MaxText+1), "x.md:5:12" + text},
		{"a block of code", "```\n" + strings.Repeat("a", MaxText), "```\n" + strings.Repeat("a", MaxText+1), "x.md:6:1" + text},
		{"marks", deep(MaxMarks), deep(MaxMarks + 2), "x.md:5:301" + marks},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := parse(t, "x.md", head+tt.at+"\n", Options{})
			if problems != "" || d.Words == 0 {
				t.Errorf("at the bound: %d words, %.200s", d.Words, problems)
			}
			d, problems = parse(t, "x.md", head+tt.beyond+"\n", Options{})
			if problems != tt.want || d.Words > 0 || d.Slug != "x" || d.Title != "X" {
				t.Errorf("beyond it: %d words, slug %q, title %q, %.200q\nwant %q", d.Words, d.Slug, d.Title, problems, tt.want)
			}
		})
	}
}
