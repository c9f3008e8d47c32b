// Package fragment makes addresses of words: a text directive such as
// #:~:text=Support%20the,future%20threats, by which a browser opens a page at
// the words that it names, and marks them.
//
// In go the blocks of running text of a document; out comes, for a block, a
// directive that finds its words and no others, proved on the text by the rules
// of browsers: words match whole, in any case, with any white space between
// them, the first place that fits is taken, and a term does not reach over the
// end of a block. See "URL Fragment Text Directives", WICG, section 3.5.
//
// It refuses where no directive of bounded length names the words alone, as
// when a document says the same sentence twice with the same words around it.
package fragment

import (
	"net/url"
	"sort"
	"strings"
	"unicode"
)

// A Text holds the blocks of one document, made ready to look for words in.
// It is not changed after [New] and may be used by several goroutines.
type Text struct {
	words  []word
	starts []int            // index of the first word of each block, and the end
	tails  []string         // what stands behind the last word of each block
	places map[string][]int // of each word
}

// A word is a run of letters and digits, with what stands ahead of it.
type word struct {
	folded string // in lower case, as browsers compare
	shown  string
	gap    string // what stands ahead of it in its block; white space is one space
}

// New reads the blocks of a document in their order on the page.
func New(blocks []string) *Text {
	t := &Text{places: map[string][]int{}}
	for _, b := range blocks {
		t.starts = append(t.starts, len(t.words))
		for gap, shown := range words(b) {
			folded := strings.ToLower(shown)
			t.places[folded] = append(t.places[folded], len(t.words))
			t.words = append(t.words, word{folded, shown, gap})
		}
		t.tails = append(t.tails, oneSpace(b[strings.LastIndexFunc(b, letter)+1:]))
	}
	t.starts = append(t.starts, len(t.words))
	return t
}

// words yields the words of a text, each after what stands ahead of it.
func words(text string) func(yield func(gap, word string) bool) {
	return func(yield func(gap, word string) bool) {
		for text != "" {
			from := strings.IndexFunc(text, letter)
			if from < 0 {
				return
			}
			n := strings.IndexFunc(text[from:], func(r rune) bool { return !letter(r) })
			if n < 0 {
				n = len(text) - from
			}
			if !yield(oneSpace(text[:from]), text[from:from+n]) {
				return
			}
			text = text[from+n:]
		}
	}
}

// letter reports whether a character belongs to a word.
func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// oneSpace makes each run of white space one space.
func oneSpace(text string) string {
	if text == " " {
		return text // nearly always
	}
	var b strings.Builder
	space := false
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		space = false
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

const (
	maxWhole  = 10  // words of a block that is named whole, not by start and end
	minTerm   = 3   // words of a start and of an end
	maxTerm   = 12  // words of a term
	maxPlaces = 500 // of the rarest word of a term; more are not looked through
)

// Directive returns the fragment, with its "#", that leads to the words of a
// block, and whether there is one.
func (t *Text) Directive(block int) (string, bool) {
	from, to := t.starts[block], t.starts[block+1]
	if from == to {
		return "", false
	}
	if to-from <= maxWhole {
		return t.unique(from, to)
	}
	for n := minTerm; n <= maxTerm && from+n+minTerm <= to; n++ {
		if !t.cut(from+n) || !t.only(from, from+n) {
			continue
		}
		if end, ok := t.end(from+n, to); ok {
			return "#:~:text=" + encode(t.text(from, from+n)) + "," + encode(end), true
		}
		return "#:~:text=" + encode(t.text(from, from+n)), true
	}
	end := min(from+maxTerm, to)
	for !t.cut(end) {
		end++
	}
	return t.unique(from, end)
}

// unique names the first words of a block, if need be by those that end the
// block before.
func (t *Text) unique(from, to int) (string, bool) {
	if t.only(from, to) {
		return "#:~:text=" + encode(t.text(from, to)), true
	}
	// Between the two terms browsers skip white space and nothing else.
	if from == 0 || strings.TrimSpace(t.words[from].gap) != "" {
		return "", false
	}
	before := t.block(from - 1)
	for start := from - 1; start >= max(t.starts[before], from-maxTerm); start-- {
		if t.cut(start) && t.count(start, to, from) == 1 {
			prefix := t.text(start, from) + strings.TrimSpace(t.tails[before])
			return "#:~:text=" + encode(prefix) + "-," + encode(t.text(from, to)), true
		}
	}
	return "", false
}

// cut reports whether a term may end ahead of a word, or begin at it: at the
// edge of a block or at white space. A mark alone need be no boundary: to a
// browser "U.S" is one word.
func (t *Text) cut(word int) bool {
	return word == len(t.words) || t.opens(word) || strings.Contains(t.words[word].gap, " ")
}

// block returns the index of the block in which a word stands.
func (t *Text) block(word int) int {
	return sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > word }) - 1
}

// only reports whether the words of a range stand nowhere else.
func (t *Text) only(from, to int) bool { return t.count(from, to, from) == 1 }

// count counts the places where the words of a range stand; what is ahead of
// the first, and of the one at joint, may differ. It counts two at most, and
// two where there are too many to look through.
func (t *Text) count(from, to, joint int) int {
	rare := from
	for i := from; i < to; i++ {
		if len(t.places[t.words[i].folded]) < len(t.places[t.words[rare].folded]) {
			rare = i
		}
	}
	places := t.places[t.words[rare].folded]
	if len(places) > maxPlaces {
		return 2
	}
	found := 0
	for _, p := range places {
		if at := p - (rare - from); at >= 0 && at+to-from <= len(t.words) && t.same(at, from, to, joint) {
			if found++; found == 2 {
				break
			}
		}
	}
	return found
}

// same compares the words at a place with those of a range. What stands ahead
// of the first does not matter.
func (t *Text) same(at, from, to, joint int) bool {
	for i := from; i < to; i, at = i+1, at+1 {
		if t.words[at].folded != t.words[i].folded {
			return false
		}
		if i != from && i != joint && (t.words[at].gap != t.words[i].gap || t.opens(at) != t.opens(i)) {
			return false
		}
	}
	return true
}

// opens reports whether a word begins a block.
func (t *Text) opens(word int) bool { return t.starts[t.block(word)] == word }

// end returns the last words of a block, as many as it takes that they do not
// stand between from and themselves.
func (t *Text) end(from, to int) (string, bool) {
	for n := minTerm; n <= maxTerm && to-n >= from; n++ {
		if !t.cut(to - n) {
			continue
		}
		at := from
		for at < to-n && !t.same(at, to-n, to, to-n) {
			at++
		}
		if at == to-n {
			return t.text(to-n, to), true
		}
	}
	return "", false
}

// text returns the words of a range as they stand, with what is between them.
func (t *Text) text(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from {
			b.WriteString(t.words[i].gap)
		}
		b.WriteString(t.words[i].shown)
	}
	return b.String()
}

// The hyphen and the comma have a meaning in a directive.
var reserved = strings.NewReplacer("+", "%20", "-", "%2D")

// encode writes a term with percent signs.
func encode(term string) string { return reserved.Replace(url.QueryEscape(term)) }
