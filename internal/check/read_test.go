package check

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// TestReadWords reads one construct in each row; words are parted by a space.
func TestReadWords(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"words", "One, two – three-four.", "One two three four"},
		{"numbers", "$2.5 billion in ½ of 21ˢᵗ", "2 5 billion in ½ of 21ˢᵗ"},
		{"no width", "Biden-\u2060Har\u00adris\u200b Ad\u200dministration\ufeff", "Biden Harris Administration"},
		{"composed", "e\u0301te\u0301", "été"},
		{"mark of an emoji", "\u2764\ufe0f love", "love"},
		{"joined by emphasis", "Act*into* and **b**old", "Actinto and bold"},
		{"asterisk alone", "5*3 and 5 * 3", "5 3 and 5 3"},
		{"underscore in a word", "snake_case_word and _set_ off", "snake case word and set off"},
		{"struck", "a~~b~~c and ~100", "abc and 100"},
		{"overlapping emphasis", "*a **b* c** d", "a b c d"},
		{"three of them", "***a** b*c", "a bc"},
		{"code", "a`b`c and `` x`y `` and `lone", "abc and x y and lone"},
		{"code over lines", "a`b\n  c`d", "ab cd"},
		{"entities", "R&amp;D caf&eacute; &#233;t&#xE9; &copy 1 &notit; &#; &semi;", "R D café été copy 1 notit"},
		{"escapes", `a\*b \# \[c](d) \&amp;`, "a b c d amp"},
		{"hard breaks", "a\\\nb  \nc", "a b c"},
		{"tags", "a<b>b</b>c <span class='x > y'>d</span>", "abc d"},
		{"tag over lines", "a<b\nclass=\"x\n\">b</b>", "ab"},
		{"br", "a<br>b<br/>c<wbr>d", "a b cd"},
		{"blocks in prose", "a<p>b</p>c<u>d</u>", "a b cd"},
		{"no tag", "a < b, c <d e <1> f<3", "a b c d e 1 f 3"},
		{"unclosed tag in prose", "a <b class=\"x\" c", "a b class x c"},
		{"comment", "a<!-- b -->c", "ac"},
		{"comment over lines", "a <!-- b\nc --> d", "a d"},
		{"comment that is a block", "<!-- a\n\nb -->\nc", "c"},
		{"unclosed comment", "a\n\n<!-- b\n\n<b>c</b>", "a b b c b"},
		{"unclosed comment in prose", "a <!-- b *c*d", "a b cd"},
		{"instruction and declaration", "a<?b?>c<!D e>f<![CDATA[g]]>h", "acfh"},
		{"what browsers end sooner", "a <![CDATA[<b>c</b>]]> d <? > e ?> f <!-- g --!> h&amp; --> <!X =\">i\">", "a c d e f h i"},
		{"tags and breaks in character data", "a<![CDATA[>b<br>c<i>d</i>]]>e", "ab cd e"},
		{"plain text", "<plaintext>\na <b>c</b>", "a b c b"},
		{"script within a comment of a script", "<p><script><!--<script></script>a--></script>b", "script script a b"},
		{"end of a text area", "</textarea>\n<b>a</b>\n\n</pre>\n*a*", "a a"},
		{"tab ahead of a tag", "> \t<title><b>a", "a"},
		{"what underlines a table", "a\n|-\n=\n[b](c)", "a b"},
		{"address with an angle bracket", "[a]: <<>\n[b](<c<d>)", "b"},
		{"address in brackets", "<https://example.org/a_b_c> <me@example.org>", "https example org a b c me example org"},
		{"link", `[a](https://b "c") [d](<e f> 'g') [h]() i`, "a d h i"},
		{"link joins", "as[sess](x)ment", "assessment"},
		{"link with brackets", "[a [b] c](d(e)f) [g](h(i )", "a b c g"},
		{"link in a link", "[a [b](c) d](e)", "a b d e"},
		{"no link", "[a] (b) [c]( d e) [f", "a b c d e f"},
		{"picture", `a![b](c "d")e ![f][g]`, "abe f g"},
		{"references", "[a][b] [b][] [b] [c][d] ![b]\n\n[B]: <e> 'f'\n  g", "a b b c d b g"},
		{"definitions", "[a]: b\n[c]: d\n'e\nf'\n[g]: h i\n", "g h i"},
		{"definition within a paragraph", "a\n[b]: c", "a b c"},
		{"footnote", "a[^1]\n\n[^1]: https://example.org", "a 1 1 https example org"},
		{"headings", "# a #\n## b ##\nc\n===\nd\n---\n", "a b c d"},
		{"heading with attributes", "# a {#b}", "a b"},
		{"no heading", "#a\n\n####### b", "a b"},
		{"rules", "a\n\n* * *\n___\n\n\\#\\#\\#", "a"},
		{"list", "- a\n  b\n* c\n+ d\n", "a b c d"},
		{"numbered list", "1. a\n2) b\n\n10. c", "1 a 2 b 10 c"},
		{"number within a paragraph", "in\n2020. Then\n1. a", "in 2020 Then 1 a"},
		{"nested list", "- a\n  - b\n\n    c\n- d", "a b c d"},
		{"quote", "> a <b\n> class=x>b</b>\nc\n> > d", "a b c d"},
		{"indented text", "    a *b*c\n\n    - d\n        1. e", "a bc d 1 e"},
		{"fence", "a\n```go\nb *c*d &amp; <e>\n```\nf", "a b c d amp e f"},
		{"fence without end", "~~~\na", "a"},
		{"table", "| a | b\\|c |\n|:--|--:|\n| *d*e | f | g |\n| [h](i) |", "a b c de f g h"},
		{"emphasis over cells", "|a*b|c*d|\n|-|-|", "a b c d"},
		{"no table", "a | b\n-\nc", "a b c"},
		{"HTML table", "<table>\n<tr><td>a</td><td>b<b>c</b></td></tr>\n\n*d*e</table>", "a bc de"},
		{"HTML is no Markdown", "<div>\n*a*b [c](d) e\\*f\n</div>\n\n*g*h", "a b c d e f gh"},
		{"HTML after prose", "a\n<div>b*c*d\n\n<b>\ne*f*g", "a b c d e f g"},
		{"script", "<script>\nif (a<b) {}\n\nc</script>\nd", "if a b c d"},
		{"unclosed tag in HTML", "<div>\na <b class=\"c>d</b>", "a b class c d b"},
		{"front matter", "---\ntitle: a\n---\nb", "b"},
		{"front matter of other kinds", "\n+++\ntitle = 'a'\n+++\nb", "b"},
		{"front matter in JSON", "{\n\"title\": \"a\"\n}\n\nb", "b"},
		{"semicolons", ";;;\n{}\n;;;\nb", "b"},
		{"front matter without end", "---\ntitle: a\n", "title a"},
		{"mark and returns", "\ufeff---\r\ntitle: a\r\n---\r\nb\\\r\nc\r\r[d]: e", "b c"},
		{"byte order mark", "\ufeff# a", "a"},
		{"empty", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(texts(readWords([]byte(test.source))), " ")
			if got != test.want {
				t.Errorf("%q:\n got %q\nwant %q", test.source, got, test.want)
			}
		})
	}
}

// TestReadWordsPlaces holds that each word knows its bytes.
func TestReadWordsPlaces(t *testing.T) {
	source := "\ufeff---\r\ntitle: x\r\n---\r\n> An *Act*[into](y) la\u00adw\r\n> &eacute;t&#233; <b>2</b>\r\n1. caf\u00e9"
	want := []string{"An", "Act*[into", "la\u00adw", "&eacute;t&#233;", "2", "1", "caf\u00e9"}
	var got []string
	for _, w := range readWords([]byte(source)) {
		got = append(got, source[w.start:w.end])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestReadWordsDoubt holds what nobody can decide.
func TestReadWordsDoubt(t *testing.T) {
	words := readWords([]byte("---\nNote: a\n\n---\nb\n\n1.\n\nRisk**</u>**s a*b"))
	var got []string
	for _, w := range words {
		s := w.text
		if w.maybe {
			s += "?"
		}
		if w.glued {
			s = "+" + s
		}
		got = append(got, s)
	}
	want := []string{"Note?", "a?", "b", "1?", "Risk", "+s", "a", "+b"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func seed(t testing.TB) []byte {
	t.Helper()
	source, err := os.ReadFile("../../seeds/us-rok-partnership-2021.md")
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// TestReadWordsSeed compares the reader with the oracle on the document that
// the repository holds; [TestReadWordsCorpus] does so on many more.
func TestReadWordsSeed(t *testing.T) {
	compareWithOracle(t, "seed", seed(t))
}

// TestReadWordsLinear reads half a megabyte of what makes bad readers quadratic.
func TestReadWordsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: reads much")
	}
	const size, limit = 1 << 17, 2 * time.Second // what is linear takes some hundredths of a second
	units := []string{
		"*a ", "*a*", "**a", "_a_ ", "a**b*c ", "[", "]", "![", "[a]", "[a](", "[a](<b", `[a](b "`, "[a][", "[a]: b\n", "*[a](b)*_",
		"![a](b)[", "`", "``a`", "<", "<a ", `<a b="`, `<a b='"`, "<!--", "<?", "<![CDATA[", "<!A", "&", "&amp", "\\", "> ", "- ", "1. ",
		"- a\n", "    a\n", "\t", "|a|b|\n|-|-|\n", "```\n", "<div>\n", "<script>", "</", "~a~", "a\u0301", "\u200b", "<a@", "(", "\r", "=\n",
	}
	for _, unit := range units {
		for _, end := range []string{"", ">\"'-->"} {
			source := []byte(strings.Repeat(unit, size/len(unit)) + end)
			began := time.Now()
			readWords(source)
			if spent := time.Since(began); spent > limit {
				t.Errorf("%q and %q: %v", unit, end, spent)
			}
		}
	}
}

// FuzzReadWords holds that words stand in the file in order, and are words.
func FuzzReadWords(f *testing.F) {
	for _, s := range []string{
		"", "a *b* [c](d 'e')\n\n- f\n  > g", "---\na: b\n---\n", "| a |\n|-|\n| `b` |", "<div>\n<!-- a", "1.\n\n    - a\n\t2. b",
		"[a]: <b> (c)\n[a][a]![]()", "**a_b*c_~~d~~&eacute;", "\ufeff```\n\r\r\n~~~", "<a b='c'\n>d</a ><https://e>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		words := readWords(source)
		at := 0
		for _, w := range words {
			if w.start < at || w.end <= w.start || w.end > len(source) {
				t.Fatalf("word %q from %d to %d, after %d, in %d bytes", w.text, w.start, w.end, at, len(source))
			}
			if w.text == "" || utf8.ValidString(w.text) && !norm.NFC.IsNormalString(w.text) {
				t.Fatalf("word %q", w.text)
			}
			at = w.end
		}
		if !slices.Equal(words, readWords(source)) {
			t.Fatal("read twice, with different results")
		}
	})
}

func BenchmarkReadWords(b *testing.B) {
	source := seed(b)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		readWords(source)
	}
}
