package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Terms yields the words of a text in the form in which they are compared, in
// order. static/js/search.js has the same rules, and a test in a browser holds
// one against the other.
//
//   - Letters, marks and digits make a word: R&D is two, COVID-19 is two.
//   - A point or comma between digits stands within it: 2.5, 1,200.
//   - Single letters with points between them are one: U.S. is "us".
//   - Scripts that put no space between words give a word for each letter; a
//     phrase finds them.
func Terms(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			end := i + size
			switch {
			case unspaced(r):
			case wordly(r):
				if end = initials(text, i); end == i {
					end = word(text, i)
				}
			default:
				i = end
				continue
			}
			if term := Fold(text[i:end]); term != "" && !yield(term) {
				return
			}
			i = end
		}
	}
}

// word returns where the word that begins at i ends.
func word(s string, i int) int {
	digit := false // before i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case wordly(r):
			digit = unicode.IsNumber(r)
		case digit && (r == '.' || r == ','):
			next, _ := utf8.DecodeRuneInString(s[i+size:])
			if !unicode.IsNumber(next) || unspaced(next) {
				return i
			}
		default:
			return i
		}
		i += size
	}
	return i
}

// initials returns where single letters with points between them end that
// begin at i, and i if there are none.
func initials(s string, i int) int {
	end, n := i, 0
	for j := i; ; {
		r, size := utf8.DecodeRuneInString(s[j:])
		if !unicode.IsLetter(r) || unspaced(r) {
			break
		}
		after, _ := utf8.DecodeRuneInString(s[j+size:])
		if wordly(after) && !unspaced(after) {
			break
		}
		n++
		if end = j + size; after != '.' {
			break
		}
		j = end + 1
	}
	if n < 2 {
		return i
	}
	return end
}

// wordly reports whether a rune is part of words.
func wordly(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)) && !unspaced(r)
}

// unspaced reports whether a rune belongs to a script that does not part words.
func unspaced(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) &&
		(unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

// maxTerm is the number of letters of a word that count.
const maxTerm = 32

// spellings are letters that do not come apart by themselves.
var spellings = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ħ", "h", "ı", "i", "ς", "σ")

// Fold returns the form in which a word is compared: lower case, without
// accents, points and commas. A point within a number stays.
func Fold(word string) string {
	if plain, ok := foldASCII(word); ok {
		return plain
	}
	number := strings.ContainsFunc(word, unicode.IsNumber)
	folded := spellings.Replace(strings.ToLower(norm.NFKD.String(word)))
	folded = strings.Map(func(r rune) rune {
		if accent(r) || r != '.' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) || r == '.' && !number {
			return -1
		}
		return r
	}, folded)
	return head(norm.NFC.String(folded))
}

// accent reports whether a mark is left out. Those of other scripts carry
// vowels, and stay.
func accent(r rune) bool {
	return 0x300 <= r && r <= 0x36F || 0x591 <= r && r <= 0x5C7 || 0x64B <= r && r <= 0x65F || r == 0x670 || r == 0x640
}

// foldASCII folds the words of most texts.
func foldASCII(word string) (string, bool) {
	if len(word) > maxTerm {
		return "", false
	}
	lower := true
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || c == '.' || c == ',' {
			return "", false
		}
		lower = lower && (c < 'A' || 'Z' < c)
	}
	if lower {
		return word, true
	}
	return strings.ToLower(word), true
}

// head returns the first maxTerm letters.
func head(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxTerm {
			return s[:i]
		}
	}
	return s
}
