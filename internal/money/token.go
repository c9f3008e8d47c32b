package money

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A kind says what a token is made of.
type kind uint8

const (
	mark   kind = iota // any other character, alone
	word               // letters; inner apostrophes, and the points of "U.S."
	number             // figures, with separators and fractions: "1,250.5", "2½"
	sign               // a currency sign, alone
)

// A token is a piece of the text without white space in it.
type token struct {
	start, end int
	begin      int    // the first token of its sentence
	low        string // the text in lower case
	kind       kind
	glued      bool // no white space before it
	stop       bool // a sentence ends with it
}

// tokenize cuts a text into tokens and marks its sentences.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text)/5+4)
	glued := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if invisible(r) {
			i += size
			continue
		}
		if space(r) {
			glued = false
			i += size
			continue
		}
		t := token{start: i, end: i + size, glued: glued}
		switch {
		case digit(r) || r == '.' && pointFigure(text, i, glued):
			t.kind, t.end = number, numberEnd(text, i)
		case fractions[r] != "":
			t.kind = number
		case letter(r):
			t.kind, t.end = word, wordEnd(text, i)
		case r == '$' || r >= utf8.RuneSelf && unicode.Is(unicode.Sc, r):
			t.kind = sign
		}
		t.low = lower(text[t.start:t.end])
		tokens = append(tokens, t)
		i, glued = t.end, true
	}
	sentences(text, tokens)
	return tokens
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r)
}

func space(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r)
}

// invisible reports characters that are nothing to a reader.
func invisible(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return false
}

// lower avoids a copy of what is lower case already, as most text is.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ReplaceAll(strings.ToLower(s), "’", "'")
		}
	}
	return s
}

// pointFigure reports a point that begins a figure: ".5".
func pointFigure(text string, i int, glued bool) bool {
	if i+1 >= len(text) || !digit(rune(text[i+1])) {
		return false
	}
	if !glued {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.Is(unicode.Sc, before)
}

// numberEnd returns the end of the figures that begin at i. A separator counts
// only between two digits, so the comma of a sentence stays outside.
func numberEnd(text string, i int) int {
	for i < len(text) {
		if digit(rune(text[i])) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if fractions[r] != "" {
			return i + size
		}
		if !strings.ContainsRune(",.'’", r) || i+size >= len(text) || !digit(rune(text[i+size])) {
			return i
		}
		i += size
	}
	return i
}

// wordEnd returns the end of the word that begins at i.
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if letter(r) {
			i += size
			continue
		}
		if r == '.' && initials(text, start, i) {
			i++
			continue
		}
		if (r == '\'' || r == '’') && i+size < len(text) {
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); letter(next) {
				i += size
				continue
			}
		}
		return i
	}
	return i
}

// initials reports whether the point at i belongs to a word such as "U.S.",
// which begins at start: one letter before it, and a letter after it or
// another such point in the word already.
func initials(text string, start, i int) bool {
	if i-start != 1 && (i-start < 3 || text[i-2] != '.') {
		return false
	}
	if i-start >= 3 {
		return true
	}
	return i+2 < len(text) && letter(rune(text[i+1])) && text[i+1] < utf8.RuneSelf && text[i+2] == '.'
}

// sentences sets where each token's sentence begins, and marks the ends.
func sentences(text string, tokens []token) {
	begin := 0
	for i := range tokens {
		tokens[i].begin = begin
		if ends(text, tokens, i) {
			tokens[i].stop = true
			begin = i + 1
		}
	}
}

// ends reports whether a sentence ends with token i.
func ends(text string, tokens []token, i int) bool {
	t := &tokens[i]
	if i+1 == len(tokens) {
		return true
	}
	next := &tokens[i+1]
	if t.kind == word && strings.HasSuffix(t.low, ".") {
		return !next.glued && openers[next.low] && upper(text[next.start:])
	}
	if lineEnds(text, t, next) {
		return true
	}
	switch t.low {
	case "?", "!":
		return !next.glued
	case ".":
	default:
		return false
	}
	if i == 0 || !t.glued {
		return false
	}
	last := &tokens[i-1]
	if last.kind == word && (abbreviations[last.low] || len(last.low) == 1 && !last.glued && upper(text[last.start:])) {
		return false
	}
	if next.glued {
		// A space forgotten: "by 2027.We will".
		if next.kind == word {
			return upper(text[next.start:]) && (last.kind == number || len(last.low) > 1 && !upper(text[last.start:]))
		}
		// Closing quotes and the marks of notes; they fall to the next
		// sentence, which is near enough.
		for n := 0; next.glued && next.kind != word; n++ {
			if i+2+n == len(tokens) {
				return true
			}
			if n == 4 {
				return false
			}
			next = &tokens[i+2+n]
		}
	}
	return next.kind != word || upper(text[next.start:])
}

// lineEnds reports whether a line break after a token ends a sentence: nothing
// is open before it, and a new line begins as sentences, labels and notes do.
func lineEnds(text string, t, next *token) bool {
	if next.glued || !strings.Contains(text[t.end:next.start], "\n") {
		return false
	}
	if t.low == "," || particles[t.low] || t.kind == sign {
		return false
	}
	return next.kind == mark || next.kind == word && upper(text[next.start:])
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// abbreviations end in a point that ends no sentence.
var abbreviations = set(`mr mrs ms dr gov gen sen rep no nos fig sec vs al st ltd inc co corp approx ca est
	jan feb mar apr jun jul aug sep sept oct nov dec rs art vol`)

// openers begin a sentence even after "the U.S."; a name would go on instead,
// as in "the U.S. Department".
var openers = set(`the this these those that we it they in on at by our its their both no if as for with since over
	under through today together additionally and but to a an he she there when while during from following after`)

// set makes a set of the words in a list.
func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// union makes one set of several.
func union(sets ...map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for _, s := range sets {
		maps.Copy(all, s)
	}
	return all
}

// keys makes a set of the keys of a table.
func keys[V any](table map[string]V) map[string]bool {
	s := make(map[string]bool)
	for k := range table {
		s[k] = true
	}
	return s
}

// low returns token i in lower case, or "" outside the text.
func (p *parser) low(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.tokens[i].low
}

// raw returns token i as printed, or "" outside the text.
func (p *parser) raw(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.text[p.tokens[i].start:p.tokens[i].end]
}

// is reports whether token i is of a kind.
func (p *parser) is(i int, k kind) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].kind == k
}

// glued reports whether token i follows the one before it without a space.
func (p *parser) glued(i int) bool {
	return i > 0 && i < len(p.tokens) && p.tokens[i].glued
}

// dash reports whether token i is a hyphen or dash of any length.
func (p *parser) dash(i int) bool {
	switch p.low(i) {
	case "-", "‐", "‑", "‒", "–", "—", "−":
		return true
	}
	return false
}

// tight reports whether token i is a hyphen or short dash without space at
// either side, as in "2–3". A long dash parts clauses even so.
func (p *parser) tight(i int) bool {
	return p.dash(i) && p.low(i) != "—" && p.glued(i) && p.glued(i+1)
}

// hyphen reports whether token i is a hyphen that makes one word of two.
func (p *parser) hyphen(i int) bool {
	return p.tight(i) && p.low(i) != "–" && p.low(i) != "−"
}

// past returns i, or the token after it where i is a tight hyphen.
func (p *parser) past(i int) int {
	if p.hyphen(i) {
		return i + 1
	}
	return i
}

// phrase reports whether the words of a phrase, single spaces between them,
// stand at token i, and returns the token after them.
func (p *parser) phrase(i int, words ...string) (int, bool) {
	for k, w := range words {
		if p.low(i+k) != w {
			return i, false
		}
	}
	return i + len(words), true
}
