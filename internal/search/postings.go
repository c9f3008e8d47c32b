package search

import (
	"encoding/binary"
	"maps"
	"slices"
)

// A posting says where a term stands in one entry.
type posting struct {
	kind   Kind
	number int // among the entries of its kind in the document
	info   int // length class × 2, and 1 if the term is in the title
	places []int
}

// A collector gathers the postings of one document.
type collector struct {
	terms map[string][]posting
}

// add takes in one entry. Places count from the first word of the title; the
// text begins two words behind its last, so that no phrase runs across. Where
// the text begins with the title, which many do, that is not counted twice.
func (c *collector) add(kind Kind, number int, title, text string) {
	if c.terms == nil {
		c.terms = map[string][]posting{}
	}
	head, body := slices.Collect(Terms(title)), slices.Collect(Terms(text))
	offset := len(head) + 1
	if len(head) <= len(body) && slices.Equal(head, body[:len(head)]) {
		offset = 0
	}
	class := lengthClass(len(body))
	if offset > 0 {
		for i, term := range head {
			c.place(term, posting{kind: kind, number: number, info: class*2 + 1}, i)
		}
	}
	for i, term := range body {
		info := class * 2
		if offset == 0 && i < len(head) {
			info++
		}
		c.place(term, posting{kind: kind, number: number, info: info}, offset+i)
	}
}

// place adds a place to the posting of the entry at hand.
func (c *collector) place(term string, p posting, at int) {
	list := c.terms[term]
	if n := len(list); n > 0 && list[n-1].kind == p.kind && list[n-1].number == p.number {
		list[n-1].places = append(list[n-1].places, at)
		list[n-1].info |= p.info
		return
	}
	p.places = []int{at}
	c.terms[term] = append(list, p)
}

// lengthClass sorts texts by their number of words.
func lengthClass(words int) int {
	switch {
	case words < 16:
		return 0
	case words < 40:
		return 1
	case words < 100:
		return 2
	}
	return 3
}

// pack writes all postings as bytes, terms in order, each with the number of
// letters that it shares with the one before it.
func (c *collector) pack() []byte {
	var b []byte
	put := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	before := ""
	for _, term := range slices.SortedFunc(maps.Keys(c.terms), compare) {
		n := shared(before, term)
		put(n)
		put(len(term) - n)
		b = append(b, term[n:]...)
		put(len(c.terms[term]))
		for _, p := range c.terms[term] {
			put(p.number*int(kinds) + int(p.kind))
			put(p.info)
			put(len(p.places))
			from := 0
			for _, at := range p.places {
				put(at - from)
				from = at
			}
		}
		before = term
	}
	return slices.Clip(b)
}

// shared counts the bytes, in whole letters, with which both begin.
func shared(a, b string) int {
	n := 0
	for i, r := range b {
		end := i + runeLen(r)
		if end > len(a) || a[i:end] != b[i:end] {
			break
		}
		n = end
	}
	return n
}

func runeLen(r rune) int { return len(string(r)) }

// A cursor reads packed postings term by term.
type cursor struct {
	data []byte
	term []byte
}

func (c *cursor) number() int {
	n, size := binary.Uvarint(c.data)
	if size <= 0 {
		panic("search: packed postings end early")
	}
	c.data = c.data[size:]
	return int(n)
}

// next goes to the next term and reports whether there is one. Its postings
// must then be read.
func (c *cursor) next() bool {
	if len(c.data) == 0 {
		return false
	}
	keep, size := c.number(), c.number()
	c.term = append(c.term[:keep], c.data[:size]...)
	c.data = c.data[size:]
	return true
}

// postings calls take for each posting of the term. The places are valid
// during the call.
func (c *cursor) postings(take func(posting)) {
	var places []int
	for range c.number() {
		key := c.number()
		p := posting{kind: Kind(key % int(kinds)), number: key / int(kinds), info: c.number()}
		places = places[:0]
		at := 0
		for range c.number() {
			at += c.number()
			places = append(places, at)
		}
		p.places = places
		take(p)
	}
}

// compare orders terms as JavaScript does, by their UTF-16 units.
func compare(a, b string) int {
	for i, r := range a {
		if i >= len(b) {
			return 1
		}
		var s rune
		for _, s = range b[i:] {
			break
		}
		if r != s {
			return rank(r) - rank(s)
		}
	}
	return len(a) - len(b)
}

// rank places what takes two units ahead of the end of the first plane.
func rank(r rune) int {
	switch {
	case r >= 0x10000:
		return 0xE000 + int(r) - 0x10000
	case r >= 0xE000:
		return int(r) + 0x100000
	}
	return int(r)
}
