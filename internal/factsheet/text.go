package factsheet

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold returns the words of a text as rules compare them: each run of white
// space is one space, characters of no width are gone, quotes are plain.
func fold(s string) string { return squeeze(s, true) }

// printed returns the words of a text as they are printed: white space is
// folded and characters of no width are gone.
func printed(s string) string { return squeeze(s, false) }

// squeeze does what fold does, with the quotes made plain if asked for. Text
// that needs nothing of it is returned as it is.
func squeeze(s string, plain bool) string {
	n := neat(s)
	if n == len(s) {
		return s
	}
	b := make([]byte, n, len(s))
	copy(b, s)
	space := false
	for _, r := range s[n:] {
		switch {
		case r > ' ' && r < 0x7f:
		case unicode.IsSpace(r):
			space = len(b) > 0
			continue
		case zeroWidth(r):
			continue
		case plain && (r == '’' || r == '‘'):
			r = '\''
		case plain && (r == '“' || r == '”'):
			r = '"'
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// neat returns the length of the longest beginning of s that is ASCII with
// single spaces between its words, and ends in a word.
func neat(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
		case c == ' ' && i > 0 && i+1 < len(s) && s[i+1] > ' ' && s[i+1] < 0x7f:
		default:
			return i
		}
	}
	return len(s)
}

// zeroWidth reports whether a character is seen by nobody: zero-width space
// and joiners, word joiner, byte order mark, soft hyphen, directional marks.
func zeroWidth(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return false
}

// wordRune reports whether a character belongs to a word.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// asciiWord tells the letters and digits of ASCII.
var asciiWord = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
	}
	return t
}()

// countWords returns the number of maximal runs of letters, digits and marks.
func countWords(s string) int {
	var c counter
	c.add(s)
	return c.words
}

// A counter counts the words of a text that comes in pieces.
type counter struct {
	words int
	in    bool // a word is open
}

func (c *counter) add(s string) {
	for _, r := range s {
		if r >= utf8.RuneSelf && zeroWidth(r) {
			continue
		}
		w := wordRune(r)
		if w && !c.in {
			c.words++
		}
		c.in = w
	}
}

// count returns the number of words of the text.
func (t Text) count() int {
	var c counter
	for _, r := range t {
		c.add(r.Text)
	}
	return c.words
}

// hasWord reports whether there is a letter or digit in s.
func hasWord(s string) bool {
	for _, r := range s {
		if wordRune(r) {
			return true
		}
	}
	return false
}

// blank reports whether a reader sees nothing of s.
func blank(s string) bool {
	for _, r := range s {
		if !invisible(r) {
			return false
		}
	}
	return true
}

// trim returns the text without white space at its ends.
func (t Text) trim() Text {
	for len(t) > 0 && blank(t[0].Text) {
		t = t[1:]
	}
	for len(t) > 0 && blank(t[len(t)-1].Text) {
		t = t[:len(t)-1]
	}
	if len(t) == 0 {
		return nil
	}
	if !t[0].loose(utf8.DecodeRuneInString) && !t[len(t)-1].loose(utf8.DecodeLastRuneInString) {
		return t
	}
	out := slices.Clone(t)
	first, last := &out[0], &out[len(out)-1]
	if first.verbatim() {
		cut := len(first.Text) - len(strings.TrimLeftFunc(first.Text, invisible))
		first.Text, first.Span.Start = first.Text[cut:], first.Span.Start+cut
	}
	if last.verbatim() {
		cut := len(last.Text) - len(strings.TrimRightFunc(last.Text, invisible))
		last.Text, last.Span.End = last.Text[:len(last.Text)-cut], last.Span.End-cut
	}
	return out
}

// loose reports whether the run stands in the source byte for byte, and the
// character at one end of it is white space.
func (r Run) loose(end func(string) (rune, int)) bool {
	c, _ := end(r.Text)
	return invisible(c) && r.verbatim()
}

func invisible(r rune) bool { return unicode.IsSpace(r) || zeroWidth(r) }

// verbatim reports whether the run stands in the source byte for byte.
func (r Run) verbatim() bool { return r.Span.End-r.Span.Start == len(r.Text) }

// slice returns the part of the text between two byte offsets of its String.
// An indivisible run goes with the side on which it begins.
func (t Text) slice(from, to int) Text {
	var out Text
	for r, part := range t.between(from, to) {
		if !r.verbatim() {
			if part.Start == 0 {
				out = append(out, r)
			}
			continue
		}
		r.Text, r.Span = r.Text[part.Start:part.End], Span{r.Span.Start + part.Start, r.Span.Start + part.End}
		out = append(out, r)
	}
	return out
}

// between yields the runs that hold bytes of the text's String from one offset
// to another, each with the range of its own bytes that do.
func (t Text) between(from, to int) iter.Seq2[Run, Span] {
	return func(yield func(Run, Span) bool) {
		at := 0
		for _, r := range t {
			start, end := at, at+len(r.Text)
			at = end
			if end <= from || start >= to || start == end {
				continue
			}
			if !yield(r, Span{max(from-start, 0), min(to, end) - start}) {
				return
			}
		}
	}
}

// splitRuns parts the text at each run for which at is true; that run is
// dropped, as it is white space.
func (t Text) splitRuns(at func(Run) bool) []Text {
	var out []Text
	start := 0
	for i, r := range t {
		if at(r) {
			out = append(out, t[start:i])
			start = i + 1
		}
	}
	return append(out, t[start:])
}

func hardBreak(r Run) bool { return r.Text == "\n" }

// marked reports whether each visible character that is more than
// punctuation has at least one of the marks.
func (t Text) marked(m Mark) bool {
	any := false
	for _, r := range t {
		if !hasWord(r.Text) {
			continue
		}
		if r.Marks&m == 0 {
			return false
		}
		any = true
	}
	return any
}

// markedPrefix returns how many bytes of the String, from its start, have
// the mark, white space and punctuation between them included.
func (t Text) markedPrefix(m Mark) int {
	at, end := 0, 0
	for _, r := range t {
		at += len(r.Text)
		if r.Marks&m != 0 {
			end = at
		} else if hasWord(r.Text) {
			break
		} else if !blank(r.Text) && end > 0 {
			break
		}
	}
	return end
}

// upper reports whether the letters of s are capitals, at least four of them
// and in at least one word of four letters, so that "U.S." is no heading.
func upper(s string) bool {
	letters, run, longest := 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			letters++
			run++
			longest = max(longest, run)
		default:
			run = 0
		}
	}
	return letters >= 4 && longest >= 4
}

// lastRune returns the last visible character, closing quotes and brackets
// passed over.
func lastRune(s string) rune {
	s = strings.TrimRightFunc(s, func(r rune) bool { return invisible(r) || strings.ContainsRune(`"')]”’*`, r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// firstRune returns the first visible character, opening quotes and brackets
// passed over.
func firstRune(s string) rune {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return invisible(r) || strings.ContainsRune(`"'([“‘*`, r) })
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
