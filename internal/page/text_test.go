package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"communique/internal/factsheet"
)

func TestMarkup(t *testing.T) {
	const (
		strong = factsheet.Strong
		em     = factsheet.Emphasis
		u      = factsheet.Underline
	)
	tests := []struct {
		name string
		text factsheet.Text
		drop factsheet.Mark
		want string
	}{
		{"nothing", nil, 0, ""},
		{"plain words", factsheet.Text{{Text: "a b"}}, 0, "a b"},
		{"every mark", factsheet.Text{{Text: "a", Marks: ^factsheet.Mark(0)}}, 0,
			"<strong><em><u><s><sup><sub><code>a</code></sub></sup></s></u></em></strong>"},
		{"neighbours with one mark share its element", factsheet.Text{{Text: "a", Marks: strong}, {Text: " b", Marks: strong}}, 0, "<strong>a b</strong>"},
		{"what is common stays open", factsheet.Text{{Text: "a", Marks: strong | u}, {Text: "b", Marks: strong}, {Text: "c", Marks: strong | em}}, 0,
			"<strong><u>a</u>b<em>c</em></strong>"},
		{"elements never overlap", factsheet.Text{{Text: "a", Marks: strong}, {Text: "b", Marks: strong | em}, {Text: "c", Marks: em}}, 0,
			"<strong>a<em>b</em></strong><em>c</em>"},
		{"marks may be left out", factsheet.Text{{Text: "a", Marks: strong | u}, {Text: "b", Marks: strong | u | em}}, strong | u, "a<em>b</em>"},
		{"a link", factsheet.Text{{Text: "a ", Link: ""}, {Text: "b", Link: "https://x.org/?a&b"}}, 0,
			`a <a href="https://x.org/?a&amp;b" rel="noopener noreferrer">b</a>`},
		{"a link with marks inside", factsheet.Text{{Text: "a", Link: "mailto:x@y.org"}, {Text: "b", Link: "mailto:x@y.org", Marks: em}}, 0,
			`<a href="mailto:x@y.org" rel="noopener noreferrer">a<em>b</em></a>`},
		{"marks around a link are within it", factsheet.Text{{Text: "a", Marks: em}, {Text: "b", Marks: em, Link: "http://x.org"}, {Text: "c", Marks: em}}, 0,
			`<em>a</em><a href="http://x.org" rel="noopener noreferrer"><em>b</em></a><em>c</em>`},
		{"two links side by side", factsheet.Text{{Text: "a", Link: "http://x.org"}, {Text: "b", Link: "http://y.org"}}, 0,
			`<a href="http://x.org" rel="noopener noreferrer">a</a><a href="http://y.org" rel="noopener noreferrer">b</a>`},
		{"an address that runs", factsheet.Text{{Text: "a", Link: "javascript:alert(1)"}}, 0, "a"},
		{"an address that breaks out", factsheet.Text{{Text: "a", Link: `http://x.org/"onclick="x`}}, 0,
			`<a href="http://x.org/%22onclick=%22x" rel="noopener noreferrer">a</a>`},
		{"tags are words", factsheet.Text{{Text: `<script>alert("1 & 2")</script>`}}, 0, "&lt;script&gt;alert(&#34;1 &amp; 2&#34;)&lt;/script&gt;"},
		{"references are words", factsheet.Text{{Text: "&lt;"}}, 0, "&amp;lt;"},
		{"spaces are one", factsheet.Text{{Text: "a  b\t c "}, {Text: " d"}}, 0, "a b c d"},
		{"but not those that do not break", factsheet.Text{{Text: "a\u00a0 b"}}, 0, "a\u00a0 b"},
		{"a hard break", factsheet.Text{{Text: "a "}, {Text: "\n"}, {Text: " b"}}, 0, "a<br>b"},
		{"a hard break inside a mark", factsheet.Text{{Text: "a\nb", Marks: em}}, 0, "<em>a<br>b</em>"},
		{"two hard breaks", factsheet.Text{{Text: "a\n\nb"}}, 0, "a<br><br>b"},
		{"an empty run", factsheet.Text{{Text: "", Marks: em}, {Text: "a"}}, 0, "a"},
		{"characters that HTML forbids", factsheet.Text{{Text: "a\x00b\x1bc\x7fd\u0085e\ufffef\xffg\ufdd0"}}, 0,
			"a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffd"},
		{"other scripts", factsheet.Text{{Text: "대한민국 – עברית"}}, 0, "대한민국 – עברית"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(markup(test.text, test.drop)); got != test.want {
				t.Errorf("markup(%+v)\ngot  %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

func TestWebAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"http://example.org":          true,
		"HTTPS://example.org/a b":     false,
		"https://example.org/ä":       true,
		"mailto:desk@example.org":     true,
		"mailto:":                     false,
		"http://":                     false,
		"http:example.org":            false,
		"//example.org":               false,
		"/a":                          false,
		"":                            false,
		"javascript:alert(1)":         false,
		"java\nscript:alert(1)":       false,
		"\x01javascript:alert(1)":     false,
		"data:text/html,x":            false,
		"vbscript:x":                  false,
		"file:///etc/passwd":          false,
		"https://example.org\n/a":     false,
		" https://example.org":        false,
		"https\u200b://example.org":   false,
		"https://example.org\u0085/a": false,
	} {
		if got := webAddress(address); got != want {
			t.Errorf("webAddress(%q) = %v, want %v", address, got, want)
		}
	}
}

func TestSpelt(t *testing.T) {
	for _, test := range []struct{ name, address, want string }{
		{"in order", "https://example.org/a%20b?c=d&e#f", "https://example.org/a%20b?c=d&e#f"},
		{"another script", "https://example.org/한국", "https://example.org/한국"},
		{"backslashes in a path", `http://www.example.org\ag\page`, "http://www.example.org/ag/page"},
		{"a backslash in a query", `http://example.org/?a\b`, "http://example.org/?a%5Cb"},
		{"a per cent sign of its own", "https://example.org/100%/%zz/%2", "https://example.org/100%25/%25zz/%252"},
		{"brackets", "https://[2001:db8::1]/a[1]?b[]=2", "https://[2001:db8::1]/a%5B1%5D?b%5B%5D=2"},
		{"two number signs", "https://example.org/#a#b", "https://example.org/#a%23b"},
		{"no path", "https://example.org?a|b", "https://example.org?a%7Cb"},
		{"mail", `mailto:a^b@example.org`, "mailto:a%5Eb@example.org"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !webAddress(test.address) {
				t.Errorf("%s is no address to begin with", test.address)
			}
			got := spelt(test.address)
			if got != test.want {
				t.Errorf("spelt(%s) = %s, want %s", test.address, got, test.want)
			}
			if spelt(got) != got {
				t.Errorf("spelt again, %s is %s", got, spelt(got))
			}
		})
	}
}

func TestCommon(t *testing.T) {
	const both = factsheet.Strong | factsheet.Underline
	for _, test := range []struct {
		name string
		text factsheet.Text
		want factsheet.Mark
	}{
		{"nothing", nil, 0},
		{"white space only", factsheet.Text{{Text: " ", Marks: both}}, 0},
		{"all alike", factsheet.Text{{Text: "a", Marks: both}, {Text: "b", Marks: both}}, both},
		{"what they share", factsheet.Text{{Text: "a", Marks: both}, {Text: "b", Marks: factsheet.Strong}}, factsheet.Strong},
		{"white space does not count", factsheet.Text{{Text: "a", Marks: both}, {Text: " "}, {Text: "b", Marks: both}}, both},
	} {
		if got := common(test.text); got != test.want {
			t.Errorf("%s: common = %b, want %b", test.name, got, test.want)
		}
	}
}

// Whatever a document says, its words come out as they went in, in balanced
// elements of the list, with no attribute but those of a link.
func FuzzMarkup(f *testing.F) {
	f.Add("a", "b", "https://x.org", uint8(1), uint8(3))
	f.Add("<b>", "\"&", "javascript:x", uint8(127), uint8(0))
	f.Add("a\n b", "\n", "mailto:a\"b@c", uint8(4), uint8(4))
	allowed := map[string]bool{"a": true, "br": true}
	for _, m := range markTags {
		allowed[m.tag] = true
	}
	f.Fuzz(func(t *testing.T, first, second, link string, marks, more uint8) {
		text := factsheet.Text{
			{Text: first, Marks: factsheet.Mark(marks & 127)},
			{Text: second, Marks: factsheet.Mark(more & 127), Link: link},
			{Text: first, Link: link},
		}
		out := string(markup(text, 0))
		var open []string
		var words strings.Builder
		z := html.NewTokenizer(strings.NewReader(out))
		for z.Next() != html.ErrorToken {
			switch token := z.Token(); token.Type {
			case html.TextToken:
				words.WriteString(token.Data)
			case html.StartTagToken:
				if !allowed[token.Data] {
					t.Fatalf("element %s in %q", token.Data, out)
				}
				for _, a := range token.Attr {
					if token.Data != "a" || a.Key != "rel" && (a.Key != "href" || !webAddress(a.Val)) {
						t.Fatalf("attribute %s=%q in %q", a.Key, a.Val, out)
					}
				}
				if token.Data == "br" {
					words.WriteByte(' ')
				} else {
					open = append(open, token.Data)
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != token.Data {
					t.Fatalf("unbalanced </%s> in %q", token.Data, out)
				}
				open = open[:len(open)-1]
			default:
				t.Fatalf("token %v in %q", token, out)
			}
		}
		if len(open) > 0 {
			t.Fatalf("%v left open in %q", open, out)
		}
		if got, want := visible(words.String()), visible(first)+visible(second)+visible(first); got != want {
			t.Errorf("words %q, want %q, in %q", got, want, out)
		}
	})
}

// visible returns the characters of a text that are no white space and that
// HTML allows.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\r\ufffd", r) || r < 0xa0 && r > '~' || r < ' ' || r&0xfffe == 0xfffe || 0xfdd0 <= r && r <= 0xfdef {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
