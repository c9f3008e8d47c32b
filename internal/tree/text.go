package tree

import (
	"bytes"
	"strings"
	"unicode"
)

const mark = "\uFEFF" // the byte order mark

// Newlines returns the text without a byte order mark and with each CRLF and
// lone CR as one LF, so that it has as many lines as before. Text that needs
// no change is returned itself.
func Newlines(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte(mark))
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for i, c := range text {
		switch {
		case c != '\r':
			out = append(out, c)
		case i+1 == len(text) || text[i+1] != '\n':
			out = append(out, '\n')
		}
	}
	return out
}

// OneLine returns s fit for one line: runs of white space, non-breaking ones
// included, are one space, and there are none at the ends; control characters
// and characters without width (soft hyphen, word joiner, marks of direction)
// are gone.
//
// A joiner or non-joiner (U+200D, U+200C) stays between two letters that are
// not ASCII, where Persian, Urdu, Hindi and others need it.
func OneLine(s string) string {
	var b strings.Builder
	runes := []rune(s)
	space := false
	for i, c := range runes {
		switch {
		case unicode.IsSpace(c):
			space = true
			continue
		case (c == '\u200C' || c == '\u200D') && i > 0 && i+1 < len(runes):
			if !joins(runes[i-1]) || !joins(runes[i+1]) {
				continue
			}
		case invisible(c):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(c)
	}
	return b.String()
}

// invisible reports whether c is a control or format character that prints
// nothing. The Arabic number signs are format characters too, but printed.
func invisible(c rune) bool {
	return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) && !unicode.Is(unicode.Prepended_Concatenation_Mark, c)
}

func joins(c rune) bool {
	return c > unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsMark(c))
}

// maxQuote is how many characters of a value a message repeats.
const maxQuote = 60

// Quote returns s in double quotes for a message: on one line, and cut where
// it is long.
func Quote(s string) string {
	s = OneLine(s)
	if r := []rune(s); len(r) > maxQuote {
		s = strings.TrimSpace(string(r[:maxQuote])) + "…"
	}
	return `"` + s + `"`
}

// Nearest returns the one of words that word was probably meant to be, or ""
// where none is near: one that it begins, or one that a letter or two in wrong
// tell from it. Letter case and the difference between "-", "_" and a space
// count for nothing.
func Nearest(word string, words []string) string {
	given := []rune(spelling(word))
	if len(given) < 2 || len(given) > maxQuote {
		return ""
	}
	best, least := "", 3
	for _, w := range words {
		known := []rune(spelling(w))
		switch d := distance(given, known); {
		case len(given) > 2 && strings.HasPrefix(string(known), string(given)):
			return w
		case d < least && 2*d < len(known):
			best, least = w, d
		}
	}
	return best
}

func spelling(s string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(s))
}

// distance counts the letters to insert, delete or replace, or pairs of
// neighbours to swap, that make b of a.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
