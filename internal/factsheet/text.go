package factsheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold returns the words of a text as rules compare them: each run of white
// space is one space, characters of no width are gone, quotes are plain.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7f:
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case zeroWidth(r):
			continue
		case r == '’' || r == '‘':
			r = '\''
		case r == '“' || r == '”':
			r = '"'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
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
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// countWords returns the number of maximal runs of letters, digits and marks.
func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		if r >= 0x80 && zeroWidth(r) {
			continue
		}
		w := wordRune(r)
		if w && !in {
			n++
		}
		in = w
	}
	return n
}

// hasWord reports whether there is a letter or digit in s.
func hasWord(s string) bool { return strings.ContainsFunc(s, wordRune) }

// blank reports whether a reader sees nothing of s.
func blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !zeroWidth(r) })
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
	out := append(Text(nil), t...)
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

func invisible(r rune) bool { return unicode.IsSpace(r) || zeroWidth(r) }

// verbatim reports whether the run stands in the source byte for byte.
func (r Run) verbatim() bool { return r.Span.End-r.Span.Start == len(r.Text) }

// slice returns the part of the text between two byte offsets of its String.
// An indivisible run goes with the side on which it begins.
func (t Text) slice(from, to int) Text {
	var out Text
	at := 0
	for _, r := range t {
		start, end := at, at+len(r.Text)
		at = end
		if end <= from || start >= to || len(r.Text) == 0 {
			continue
		}
		if !r.verbatim() {
			if start >= from {
				out = append(out, r)
			}
			continue
		}
		lo, hi := max(from-start, 0), min(to-start, len(r.Text))
		r.Text, r.Span = r.Text[lo:hi], Span{r.Span.Start + lo, r.Span.Start + hi}
		out = append(out, r)
	}
	return out
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
