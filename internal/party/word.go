package party

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Word is a token of running text: letters and figures, a mark, or a
// possessive ending, which stands alone so that "Canada’s" is "Canada" and
// "’s". A hyphen parts words: "U.S.-ROK" is three tokens.
type Word struct {
	Start, End int    // bytes in the text, half open
	Text       string // as printed, apostrophes straight
	Low        string // in lower case
	Capital    bool   // begins with a capital letter, or with a figure and has one ("3M")
	Glued      bool   // no white space before it
	Mark       bool   // punctuation
	Possessive bool   // the ending of a possessive: "'s" or "'"
}

// Words cuts a text into tokens.
func Words(text string) []Word {
	out := make([]Word, 0, len(text)/5+2)
	end := -1
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || invisible(r) {
			i += n
			if invisible(r) && end == i-n {
				end = i
			}
			continue
		}
		w := Word{Start: i, Glued: i == end}
		switch {
		case wordRune(r):
			i = wordEnd(text, i)
		case w.Glued && (r == '\'' || r == '’') && len(out) > 0 && !out[len(out)-1].Mark:
			i += n
			w.Possessive = true
			if i < len(text) && (text[i] == 's' || text[i] == 'S') && !wordAt(text, i+1) {
				i++
			} else if last := out[len(out)-1].Low; !strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "z") {
				w.Possessive, w.Mark = false, true
			}
		default:
			i += n
			w.Mark = true
		}
		w.End, end = i, i
		w.Text = plain(text[w.Start:w.End])
		w.Low = strings.ToLower(w.Text)
		first, _ := utf8.DecodeRuneInString(w.Text)
		w.Capital = unicode.IsUpper(first) || unicode.IsDigit(first) && strings.ContainsFunc(w.Text, unicode.IsUpper)
		out = append(out, w)
	}
	return out
}

func wordAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[min(i, len(text)):])
	return i < len(text) && wordRune(r)
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

func asciiWord(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9'
}

// invisible reports characters that are nothing to a reader.
func invisible(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return false
}

// wordEnd returns the end of the word that begins at i. Points between single
// letters belong to it ("U.S."), as do apostrophes between letters other than
// before a last s ("Côte d’Ivoire").
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		if asciiWord(text[i]) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case wordRune(r):
			i += n
		case r == '.' && i-start < 12 && initials(text[start:i]) && (wordAt(text, i+1) || strings.Contains(text[start:i], ".")):
			i++
		case (r == '\'' || r == '’') && wordAt(text, i+n) && !(text[i+n] == 's' && !wordAt(text, i+n+1)) && i > start:
			i += n
		case (r == '.' || r == ',') && digitAt(text, i-1) && digitAt(text, i+1):
			i++
		case r == '+' && i > start && unicode.IsUpper(rune(text[start])):
			return i + 1 // OPEC+
		default:
			return i
		}
	}
	return i
}

func digitAt(text string, i int) bool {
	return i >= 0 && i < len(text) && '0' <= text[i] && text[i] <= '9'
}

// initials reports whether s is single letters parted by points, without the
// last point: "U", "U.S".
func initials(s string) bool {
	if len(s)%2 == 0 {
		return false
	}
	for i := range len(s) {
		letter := 'A' <= s[i] && s[i] <= 'Z' || 'a' <= s[i] && s[i] <= 'z'
		if i%2 == 0 && !letter || i%2 == 1 && s[i] != '.' {
			return false
		}
	}
	return true
}

// plain straightens apostrophes and takes out characters without width.
func plain(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				switch {
				case r == '’' || r == '‘' || r == 'ʼ':
					return '\''
				case invisible(r):
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

// Dash reports a hyphen or dash of any length.
func (w *Word) Dash() bool {
	switch w.Text {
	case "-", "‐", "‑", "‒", "–", "—", "−":
		return true
	}
	return false
}

// Hyphen reports a short dash glued to the word before it.
func (w *Word) Hyphen() bool {
	return w.Glued && (w.Text == "-" || w.Text == "‐" || w.Text == "‑" || w.Text == "–")
}

// upper reports whether all letters of s are capitals, two of them at least.
func upper(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}
