package pipeline

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// pieces are what documents are put together of: words, white space, and marks
// of Markdown and HTML, whole and in parts. There are fewer than 256.
var pieces = []string{
	"Open ", "the quay ", "for $3 million ", "by 2025.", "be", "The cities will:", "word", "X", "é", "中", "\u200b", "\u00a0", "12", "$1 billion over five years",
	"\n", "\n", "\n\n", "\n\n", "\r\n", "  \n", "\\\n", "\t", "    ", "  ", " ", "\n- ", "\n1. ", "\n* ", "\n> ", "\n\n- ", "\n\n> ", "\n2) ", "\n  - ", "\n    - ", "\n• ", "\n1\\. ",
	"# ", "\n## ", "\n===\n", "\n---\n", "***", "**", "*", "_", "__", "~~", "`", "``", "\n```\n", "\n~~~ x\n", "[", "]", "](", ")", "(https://example.org/)", "[a](b)", "[a]: b\n", "[^1]", "\n\n[^1]: ", "![", "![x](http://e.org/y.png)", "][", "[a]: <x y> \"t\"\n",
	"<", ">", "&", ";", "&amp;", "&lt;", "&#65;", "&#x0;", "&nbsp;", "&copy", "\\", "\"", "'", "=", "/", "!", "?", "<!", "<!--", "-->", "--!>", "<!-->", "<?", "?>", "<![CDATA[", "]]>", "<!X ", "<!DOCTYPE x>",
	"<b>", "</b>", "<u>", "</u>", "<p>", "</p>", "<br>", "<br/>", "<div>", "</div>", "<div ", "<span style=\"text-decoration:underline\">", "</span>", "<a href=\"https://e.org\">", "</a>", "<a href='", "<img src=x>", "<img alt=\"q ",
	"<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<td colspan=2>", "<thead>", "<tbody>", "<caption>", "<li>", "</li>", "<ul>", "</ul>", "<ol>", "<h1>", "</h1>", "<h2>", "<blockquote>", "</blockquote>", "<hr>", "<pre>", "</pre>",
	"<script>", "</script>", "<script><!--", "<!--<script>", "\n<div>\n", "\n<p>", "\n\n<div>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "</title>", "<xmp>", "<plaintext>", "<noscript>", "</noscript>", "<iframe>", "<svg>", "<math>", "<template>", "<select>", "<option>", "<sup>", "<sub>", "</", "</x", "<x-y>", "<details>", "<summary>",
	"\n| a | b |\n|---|---|\n| c | d |\n", "|", "\n|---|\n", "\na | b\n--|--\n", ":", ";", "; and", "Fact Sheet", "###", "\n# # #\n", "\\###", "<https://e.org/x>", "<mailto:a@b.c>", "https://e.org/y", "(", "— ", "“", "”", "U.S. ",
}

// compose puts a document together: each byte names a piece. The first says
// whether it has front matter.
func compose(picks []byte) string {
	var b strings.Builder
	for i, pick := range picks {
		if i == 0 && pick%3 > 0 {
			b.WriteString("---\ntitle: Quays\n---\n\n")
		}
		if i > 0 {
			b.WriteString(pieces[int(pick)%len(pieces)])
		}
	}
	return b.String()
}

// FuzzPieces does what FuzzRender does with documents that are put together of
// pieces, which finds what single bytes do not: two readers of Markdown that
// disagree.
func FuzzPieces(f *testing.F) {
	p := newPress(f)
	f.Add([]byte{0, 1, 2, 3, 4})
	f.Fuzz(func(t *testing.T, picks []byte) {
		if len(picks) > 200 {
			t.Skip()
		}
		p.judge(t, compose(picks), "")
	})
}

// TestPieces composes the same documents each time.
func TestPieces(t *testing.T) {
	p := newPress(t)
	for i := range uint64(150) {
		r := rand.New(rand.NewPCG(2, i))
		picks := make([]byte, 2+r.IntN(30))
		for i := range picks {
			picks[i] = byte(r.IntN(256))
		}
		p.judge(t, compose(picks), "")
	}
}

// found are documents that were refused for a fault of the program once.
var found = map[string]string{
	"a section of character data":                        "- Rebuild the quay <![CDATA[<script>trap(1)</script>]]> by 2025.",
	"an instruction that browsers end sooner":            "Open <? a > the quay ?> and another.",
	"a comment that browsers end sooner":                 "Open <!-- a --!> the quay --> and another.",
	"a table in a quote within a table":                  "</blockquote><table>\n\n> <table> be\n",
	"a quotation mark in the name of a tag":              "<div><f='>",
	"the end of no tag with a quotation mark":            "<body></ t=\">",
	"the end of a text area opens HTML":                  "</textarea>\n<s<>",
	"the end of preformatted text opens none":            "</pre>\n[](b)",
	"a tab after a tag":                                  "<u>\t\n<a f='<v>",
	"a tab ahead of a tag":                               "> \t<title><e>",
	"plain text to the end":                              "<p><plaintext>b<e>u",
	"a script within the comment of a script":            "<script><!--<script></script>",
	"a comment of a script that the tokenizer leaves":    "<script><!--<<script></script>",
	"what underlines a table is none":                    "b\n|-\n=\n<x>\n[](g)",
	"what underlines a table is an item":                 "b\n-:\n-\n[a]:b",
	"an address with an angle bracket":                   "[1]:<<>",
	"a table that interrupts a paragraph within a table": "<table>\n\n[\nb\n|-\n=",
	"a name that the site needs":                         "---\ntitle: Quays\nslug: embed\n---\n\nOpen the quay.",
	"more than twenty entities escaped twice":            "~~~\n— &#5;&mp;>",
}

func TestFound(t *testing.T) {
	p := newPress(t)
	for name, document := range found {
		t.Run(name, func(t *testing.T) { p.judge(t, document, "") })
	}
}
