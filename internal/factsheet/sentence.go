package factsheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations never end a sentence. Those that may (U.S., etc.) are in
// maybeEnd.
var abbreviations = set("mr", "mrs", "ms", "dr", "gov", "gen", "sen", "rep", "hon", "prof", "st", "no", "nos", "fig", "sec", "art", "vs", "al",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "e.g", "i.e", "cf", "ltd", "inc", "co", "corp",
	"approx", "est", "dept", "lt", "col", "maj", "capt", "sgt", "rev", "vol", "pp", "para", "paras")

// openers begin a sentence after an abbreviation with inner points, where a
// name would go on with another kind of word ("U.S. Department of State").
var openers = set("the", "this", "these", "those", "that", "we", "it", "its", "in", "both", "no", "to", "as", "by", "our", "they", "he", "she", "on",
	"at", "for", "with", "through", "under", "together", "today", "a", "an", "if", "when", "while", "since", "additionally", "further", "furthermore",
	"moreover", "however", "also", "each", "all", "such", "building", "during", "after", "over", "following", "meanwhile", "finally", "leaders")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// Sentences returns the byte ranges of the sentences of a text, without the
// white space between them. A line feed ends a sentence.
func Sentences(s string) []Span { return sentences(s) }

// sentences returns the byte ranges of the sentences of s, white space between
// them left out. A hard line break ends a sentence.
func sentences(s string) []Span {
	var out []Span
	start := 0
	push := func(end int) {
		a, b := start, end
		for a < b {
			r, n := utf8.DecodeRuneInString(s[a:b])
			if !invisible(r) {
				break
			}
			a += n
		}
		for a < b {
			r, n := utf8.DecodeLastRuneInString(s[a:b])
			if !invisible(r) {
				break
			}
			b -= n
		}
		if a < b {
			out = append(out, Span{a, b})
		}
		start = end
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			push(i)
		case '.', '?', '!':
			if end := sentenceEnd(s, i); end > 0 {
				push(end)
				i = end - 1
			}
		}
	}
	push(len(s))
	return out
}

// sentenceEnd returns where the sentence that the mark at i may close ends,
// closing quotes and brackets included, or 0 where it goes on.
func sentenceEnd(s string, i int) int {
	end := i + 1
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune(`"')]”’`, r) && !zeroWidth(r) {
			break
		}
		end += n
	}
	rest := strings.TrimLeftFunc(s[end:], invisible)
	if rest == "" {
		return end
	}
	if len(rest) == len(s)-end { // no white space: 2.5, U.S.
		return 0
	}
	next := firstRune(rest)
	if !unicode.IsUpper(next) && !unicode.IsDigit(next) && !strings.ContainsRune("$€£¥₩₹“\"‘(", next) {
		return 0
	}
	if s[i] != '.' {
		return end
	}
	word := strings.TrimLeft(lastWord(s[:i]), `("'“‘[`)
	lower := strings.ToLower(word)
	switch {
	case abbreviations[lower]:
		return 0
	case strings.Contains(word, ".") || len(word) == 1 && unicode.IsUpper(rune(word[0])):
		if !openers[strings.ToLower(firstWord(rest))] {
			return 0
		}
	}
	return end
}

// nextWord parts a text after its first word, as white space tells words apart.
func nextWord(s string) (word, rest string) {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	if end := strings.IndexFunc(s, unicode.IsSpace); end >= 0 {
		return s[:end], s[end:]
	}
	return s, ""
}

// lastWord returns what stands after the last white space of s.
func lastWord(s string) string {
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		return s[i+n:]
	}
	return s
}

// firstWord returns the letters, digits, points and hyphens that s begins
// with, opening quotes passed over.
func firstWord(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !wordRune(r) })
	end := strings.IndexFunc(s, func(r rune) bool { return !wordRune(r) && r != '\'' && r != '-' && r != '.' })
	if end < 0 {
		return s
	}
	return s[:end]
}
