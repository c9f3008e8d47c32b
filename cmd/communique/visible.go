package main

import (
	"strings"
	"unicode"
)

// visible makes text of a document safe to print: a terminal obeys control
// characters, and marks of direction let words change places. A tab becomes
// one space, so that characters and columns stay in step.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// combining reports whether a character takes no column of its own.
func combining(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff'
}
