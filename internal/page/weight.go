package page

import (
	"reflect"
	"strings"
	"unicode"
)

// A page should be drawn after the first round trip to its host, 14 KB
// compressed with its sheets. What grows with a document without bound is
// therefore divided over pages by what it comes to. That is estimated, so that
// the addresses of parts do not hang on the version of a compressor: a word
// that stands on the page for the first time costs more than half of its
// letters, one that stands there already no more than a reference to it.

// Rooms of pages in bytes, as a scale weighs: what rows may come to beside all
// that is around them, sheets included.
const (
	roomDrawn = 3300 // on a page that draws
	roomMoney = 2900 // on that of the money, which says how it is to be read
	room      = 4050 // on one that does not
	roomFound = 3900 // on one with the sheet of lists
	roomList  = 2700 // on one that has a filter as well
	leastRoom = 600  // however much stands above the rows
)

// Costs of a text in bytes.
const (
	costSame   = 2 // the whole text once more
	costWord   = 2 // a word once more, behind another than before
	costSyntax = 1 // the tags around a text
)

// A scale estimates how many bytes things add to a page, compressed. It
// remembers what it has weighed: the same words cost less a second time, and
// nothing where they go on as they did before.
type scale struct {
	texts, words map[string]bool
	pairs        map[[2]string]bool
}

func newScale() *scale {
	return &scale{map[string]bool{}, map[string]bool{}, map[[2]string]bool{}}
}

// weigh returns what a thing comes to, all texts within it together. It takes
// views: strings, numbers, structs, lists and pointers of these.
func (s *scale) weigh(view any) int { return s.value(reflect.ValueOf(view)) }

func (s *scale) value(v reflect.Value) int {
	sum := 0
	switch v.Kind() {
	case reflect.String:
		return s.text(v.String())
	case reflect.Int, reflect.Int64, reflect.Float64:
		return costWord
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return s.value(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			sum += s.value(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			sum += s.value(v.Index(i))
		}
	}
	return sum
}

// text weighs one text with its tags; none costs nothing.
func (s *scale) text(t string) int {
	if t == "" {
		return 0
	}
	if s.texts[t] {
		return costSame + costSyntax
	}
	s.texts[t] = true
	sum, last := costSyntax, ""
	for word := range strings.FieldsFuncSeq(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		sum += s.word(last, word)
		last = word
	}
	return sum
}

// word weighs a word behind another.
func (s *scale) word(last, word string) int {
	pair := [2]string{last, word}
	if s.pairs[pair] {
		return 0
	}
	s.pairs[pair] = true
	switch {
	case len(word) < 3:
		return 1
	case s.words[word]:
		return costWord
	}
	s.words[word] = true
	return 1 + len(word)*2/3
}

// divide parts rows so that each part but the first comes to no more than room,
// the first to no more than first; no part has more rows than most, 0 for any
// number. A row that is too heavy stands alone. There is always a part, and the
// first is empty only where there is no room for a row beside what stands above.
func divide[T any](rows []T, first, room, most int) [][]T {
	var parts [][]T
	s, from, sum, limit := newScale(), 0, 0, first
	for i, row := range rows {
		n := s.weigh(row)
		if (sum+n > limit || most > 0 && i-from == most) && (i > from || i == 0 && n > first && first < room) {
			parts = append(parts, rows[from:i])
			s, from, limit = newScale(), i, room
			sum, n = 0, s.weigh(row)
		}
		sum += n
	}
	return append(parts, rows[from:])
}

// starts returns the index of the first row of each part.
func starts[T any](parts [][]T) []int {
	out := make([]int, len(parts))
	for i := 1; i < len(parts); i++ {
		out[i] = out[i-1] + len(parts[i-1])
	}
	return out
}

// weighAll returns what rows come to on one page.
func weighAll[T any](rows []T) int {
	s, sum := newScale(), 0
	for _, row := range rows {
		sum += s.weigh(row)
	}
	return sum
}
