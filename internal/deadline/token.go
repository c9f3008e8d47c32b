package deadline

import (
	"unicode"
	"unicode/utf8"
)

// A token is a word, a run of digits or one mark. Letters and digits never
// share a token, so "FY23", "27th" and "2020s" are two each.
type token struct {
	word       string // in lower case if it is in the vocabulary; dashes are "-", apostrophes "'"; empty for digits
	start, end int
	class      class
	caps       bool // begins with a capital letter
	glued      bool // no space before it
	line       bool // a line break before it
	value      int  // of a number, or what its class says of a word
}

// longest is the length in bytes of the longest word worth looking up.
const longest = 16

// notWhole is the value of digits that are no plain whole number of at most six
// digits: "1,250", "2.5".
const notWhole = -1

// tokenize splits the text. Bytes that are not UTF-8 become marks of one byte.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text)/5+4)
	line, end := false, -1
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			line = line || c == '\n'
			i++
			continue
		}
		t := token{start: i, glued: i == end, line: line}
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			i = word(text, i, &t)
		case '0' <= c && c <= '9':
			i = number(text, i, &t)
		case c < utf8.RuneSelf:
			t.word = text[i : i+1]
			t.class = marks[c]
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if blank(r) {
				i += n
				continue
			}
			if unicode.IsLetter(r) {
				i = word(text, i, &t)
				break
			}
			t.word = mark(r, text[i:i+n])
			t.class = punctuation
			i += n
		}
		t.end, end, line = i, i, false
		tokens = append(tokens, t)
	}
	return tokens
}

var marks = func() (m [utf8.RuneSelf]class) {
	for i := range m {
		m[i] = punctuation
	}
	return m
}()

// blank reports whether r is a space beyond ASCII, or a character without
// width.
func blank(r rune) bool {
	switch r {
	case 0xA0, 0x202F, 0x2028, 0x2029, 0x205F, 0x3000, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

// mark returns the plain form of a mark beyond ASCII.
func mark(r rune, printed string) string {
	switch r {
	case '‐', '‑', '‒', '–', '−':
		return "-"
	case '’', '‘', 'ʼ':
		return "'"
	case '“', '”':
		return `"`
	}
	return printed
}

// word reads the letters at i and looks them up.
func word(text string, i int, t *token) int {
	var low [longest]byte
	start, n := i, 0
	for i < len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			n = longest + 1 // no word of the vocabulary
			i += size
			continue
		}
		c |= 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if n < longest {
			low[n] = c
		}
		n++
		i++
	}
	t.word = text[start:i]
	t.caps = capital(t.word)
	if n <= longest {
		if e, ok := vocabulary[string(low[:n])]; ok {
			t.word, t.class, t.value = e.word, e.class, e.value
			if t.class&proper != 0 && !t.caps {
				t.class &^= proper | starts | month | weekday
			}
		}
	}
	return i
}

func capital(word string) bool {
	if c := word[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// number reads the digits at i, with the commas and points inside them.
func number(text string, i int, t *token) int {
	t.class = digits | starts
	start := i
	for i < len(text) {
		c := text[i]
		if '0' <= c && c <= '9' {
			if t.value >= 0 {
				t.value = t.value*10 + int(c-'0')
			}
			i++
			if i-start > 6 {
				t.value = notWhole
			}
			continue
		}
		inner := (c == ',' || c == '.') && i+1 < len(text) && '0' <= text[i+1] && text[i+1] <= '9'
		// "May 21,2021" lost a space; "1,250" did not.
		if !inner || c == ',' && !grouped(text, i) {
			break
		}
		t.value = notWhole
		i++
	}
	return i
}

// grouped reports whether exactly three digits follow the comma at i.
func grouped(text string, i int) bool {
	n := 0
	for i+1+n < len(text) && '0' <= text[i+1+n] && text[i+1+n] <= '9' {
		n++
	}
	return n == 3
}
