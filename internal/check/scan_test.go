package check

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"
)

// tokens writes what the scanner finds, a line for each token; text in a row is
// one.
func tokens(s string) []string {
	var out list
	sc := scanner{data: []byte(s), limit: len(s)}
	for sc.next() {
		switch sc.kind {
		case textToken:
			out.text(s[sc.start:sc.end])
		case startToken:
			out.add("<" + string(sc.name))
			for a := (attributes{data: sc.data, at: sc.start + 1 + len(sc.name)}); a.next(); {
				out.add(" " + strings.ToLower(string(a.key)) + "=" + string(a.value))
			}
		case endToken:
			out.add("</" + string(sc.name))
		case hiddenToken:
			out.add("hidden")
		}
	}
	return out.lines
}

// A list gathers lines, and joins pieces of text.
type list struct {
	lines  []string
	inText bool
}

func (l *list) add(s string) { l.lines, l.inText = append(l.lines, s), false }

func (l *list) text(s string) {
	if !l.inText {
		l.lines = append(l.lines, "text ")
	}
	l.inText = true
	l.lines[len(l.lines)-1] += s
}

// browserTokens writes the same as another tokenizer finds it. It is false for
// text that never ends a tag or comment, which we read otherwise on purpose.
func browserTokens(s string) ([]string, bool) {
	var out list
	z := xhtml.NewTokenizer(strings.NewReader(s))
	read := 0
	for {
		kind := z.Next()
		raw := string(z.Raw())
		read += len(raw)
		switch kind {
		case xhtml.ErrorToken:
			return out.lines, raw == "" && read == len(s)
		case xhtml.TextToken:
			out.text(raw)
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, more := z.TagName()
			out.add("<" + string(name))
			for more {
				var key, value []byte
				if key, value, more = z.TagAttr(); len(key) > 0 {
					out.add(" " + string(key) + "=" + string(value))
				}
			}
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			out.add("</" + string(name))
		default:
			if !strings.HasSuffix(raw, ">") || strings.HasPrefix(raw, "<!--") && !strings.HasSuffix(raw, "-->") && !strings.HasSuffix(raw, "--!>") {
				return nil, false
			}
			out.add("hidden")
		}
	}
}

var scannerSeeds = []string{
	"a<b c='d' e>f</b ><!-- g --><br/>h", "<script>a<b</b></Script >c<style></s></style>", "<TITLE>&amp;<b></title>", "<!---><!--><!-- -- --!>a",
	"<?x>a<!doctype html>b</ c>d</>e", "<a/b=c/ d=\"e>f\"\ng = h>i", "a < b <1 <", "<textarea></textarea", "<a b=c/>&amp;", "<noscript><p></noscript>x",
}

func TestScanner(t *testing.T) {
	for _, s := range scannerSeeds {
		want, ok := browserTokens(s)
		if !ok && s != "<textarea></textarea" {
			t.Errorf("%q: the other tokenizer does not end it", s)
		}
		if ok {
			if diff := cmp.Diff(want, tokens(s)); diff != "" {
				t.Errorf("%q: %s", s, diff)
			}
		}
	}
}

// TestScannerUnclosed holds that what never ends is text.
func TestScannerUnclosed(t *testing.T) {
	for _, s := range []string{"<a", "<a b=\"c>d</a>", "</a", "<!-- <b>c</b>", "<!--", "<!a", "<?a", "</ a", "<", "</"} {
		if diff := cmp.Diff([]string{"text " + s}, tokens(s)); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
}

// FuzzScanner holds that the scanner goes over each byte once, and reads as
// another tokenizer does where both mean to.
func FuzzScanner(f *testing.F) {
	for _, s := range scannerSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := scanner{data: []byte(text), limit: len(text)}
		at := 0
		for s.next() {
			if s.start != at || s.end <= s.start || s.end > len(text) {
				t.Fatalf("a token from %d to %d after %d in %d bytes", s.start, s.end, at, len(text))
			}
			at = s.end
		}
		if at != len(text) {
			t.Fatalf("stopped at %d of %d bytes", at, len(text))
		}
		if want, ok := browserTokens(text); ok && !disputed(text) {
			if diff := cmp.Diff(want, tokens(text)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// disputed reports text about which the other tokenizer is known to differ:
// comments that it ends in odd places, scripts in scripts, attributes given
// twice, characters and entities that it replaces.
func disputed(text string) bool {
	lower := strings.ToLower(text)
	for _, s := range []string{"<!--!", "<script", "<plaintext", "&", "\r", "\x00", "<!-"} {
		if strings.Contains(lower, s) {
			return true
		}
	}
	for _, c := range []byte(text) {
		if c >= 0x80 {
			return true
		}
	}
	seen := make(map[string]bool)
	for _, line := range tokens(text) {
		key, _, isAttribute := strings.Cut(line, "=")
		if strings.HasPrefix(line, "<") {
			clear(seen)
		} else if isAttribute && seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}
