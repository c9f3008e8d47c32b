// Package related finds which commitments of a document have to do with one
// another, and says why.
//
// In go the words of each commitment and the names in it; out come, for each,
// the few others that share most with it, with what they share: names of
// parties and programmes, terms of two words such as "supply chains", and rare
// words. What most commitments of the document say relates none of them, and
// one shared word alone is no relation. It knows no documents and no HTML.
package related

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Item is one commitment.
type Item struct {
	Text  string
	Names []Name
	// Family is the index of the outermost commitment that this one is part of,
	// or its own. Those of one family are not related: their pages lead to one
	// another as parent and children.
	Family int
}

// A Name is a party or a programme in the words of an item.
type Name struct {
	ID    string
	Words string   // for a reader: "ASEAN"
	Short []string // other names of the same
}

// A Relation leads from one item to another.
type Relation struct {
	To     int      // index of the other item
	Shared []string // for a reader, the weightiest first: "ASEAN", "supply chains"; at most three
}

const (
	maxRelations = 4
	maxShared    = 3
	// A thing that more than one in this many items share relates none of them.
	commonShare = 4
	// A thing that more items share is left out however many there are, so that
	// the work grows with the number of items and not with its square.
	maxHolders = 24
	// least is the weight that two items must share: a name, a term, or three
	// words that hardly another item has.
	least = 2
)

// The weight of a shared thing that only two items have; it falls with the
// number of those that have it, to half for eight.
const (
	nameWeight = 3.0
	termWeight = 2.5
	wordWeight = 0.8
)

// A feature is something that items may share.
type feature struct {
	key     string // "@" and the ID of a name, else the stems of a term or word with spaces between them
	shown   string
	weight  float64
	holders []int // items, in order, each once
}

// Find returns the relations of each item, the strongest first; of equal ones,
// those to the nearest. Equal input gives equal relations.
func Find(items []Item) [][]Relation {
	features := collect(items)
	common := max(3, len(items)/commonShare)
	scores := make([]map[int]*score, len(items))
	for _, f := range features {
		n := len(f.holders)
		if n < 2 || n > common || n > maxHolders {
			continue
		}
		f.weight /= 1 + math.Log2(float64(n)/2)/2
		for i, a := range f.holders {
			for _, b := range f.holders[i+1:] {
				if items[a].Family != items[b].Family {
					add(scores, a, b, f)
					add(scores, b, a, f)
				}
			}
		}
	}
	out := make([][]Relation, len(items))
	for i := range items {
		out[i] = best(i, scores[i])
	}
	return out
}

// A score is what one item shares with another.
type score struct {
	sum    float64
	shared []*feature
}

func add(scores []map[int]*score, from, to int, f *feature) {
	if scores[from] == nil {
		scores[from] = map[int]*score{}
	}
	s := scores[from][to]
	if s == nil {
		s = &score{}
		scores[from][to] = s
	}
	s.sum += f.weight
	s.shared = append(s.shared, f)
}

// best picks the strongest relations of an item.
func best(item int, scores map[int]*score) []Relation {
	list := make([]int, 0, len(scores))
	for to, s := range scores {
		if s.sum >= least {
			list = append(list, to)
		}
	}
	distance := func(to int) int { return max(to-item, item-to) }
	slices.SortFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b].sum, scores[a].sum), cmp.Compare(distance(a), distance(b)), cmp.Compare(a, b))
	})
	var out []Relation
	for _, to := range list[:min(maxRelations, len(list))] {
		out = append(out, Relation{To: to, Shared: shown(scores[to].shared)})
	}
	return out
}

// shown names the weightiest of the shared things; a word that is in one named
// already is left out.
func shown(shared []*feature) []string {
	slices.SortStableFunc(shared, func(a, b *feature) int { return cmp.Compare(b.weight, a.weight) })
	var out, keys []string
	for _, f := range shared {
		key := " " + f.key + " "
		within := func(named string) bool { return strings.Contains(named, key) }
		if len(out) < maxShared && !slices.ContainsFunc(keys, within) {
			out, keys = append(out, f.shown), append(keys, key)
		}
	}
	return out
}

// collect lists the features of all items, in the order in which they are
// first seen.
func collect(items []Item) []*feature {
	c := collector{byKey: map[string]*feature{}, named: map[string]bool{}}
	for _, item := range items {
		for _, n := range item.Names {
			c.name(n.Words)
			for _, short := range n.Short {
				c.name(short)
			}
		}
	}
	for i, item := range items {
		for _, n := range item.Names {
			c.add(i, "@"+n.ID, n.Words, nameWeight)
		}
		c.words(i, item.Text)
	}
	return c.list
}

// A collector gathers features.
type collector struct {
	byKey map[string]*feature
	named map[string]bool // words of names, which count as names only
	list  []*feature
}

// name notes the words of a name.
func (c *collector) name(words string) {
	for _, w := range strings.Fields(words) {
		c.named[stem(w)] = true
	}
}

func (c *collector) add(item int, key, shown string, weight float64) {
	f := c.byKey[key]
	if f == nil {
		f = &feature{key: key, shown: strings.Clone(shown), weight: weight}
		c.byKey[key] = f
		c.list = append(c.list, f)
	}
	if n := len(f.holders); n == 0 || f.holders[n-1] != item {
		f.holders = append(f.holders, item)
	}
}

// words adds the rare words of a text, and the pairs of such words that stand
// side by side.
func (c *collector) words(item int, text string) {
	last, lastKey := "", ""
	for _, field := range strings.Fields(text) {
		word := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		key := stem(word)
		if key == "" || c.named[key] {
			last, lastKey = "", ""
			continue
		}
		c.add(item, key, word, wordWeight)
		if lastKey != "" {
			c.add(item, lastKey+" "+key, last+" "+word, termWeight)
		}
		last, lastKey = word, key
		if !strings.HasSuffix(field, word) {
			last, lastKey = "", "" // a mark ends the term
		}
	}
}

// stem returns the form in which a word is compared: lower case, no plural. It
// is empty for a word that says nothing of a subject.
func stem(word string) string {
	key := strings.ToLower(word)
	digits := strings.IndexFunc(key, unicode.IsDigit)
	if digits == 0 && strings.IndexFunc(key, unicode.IsLetter) < 0 {
		return "" // a number is a sum or a date, which have pages of their own
	}
	if general[key] || strings.ContainsRune(key, '.') {
		return ""
	}
	if utf8.RuneCountInString(key) < 4 && digits < 0 && (len(key) < 2 || strings.ToUpper(word) != word) {
		return "" // little words; an acronym is none
	}
	switch {
	case strings.HasSuffix(key, "ies") && len(key) > 5:
		key = key[:len(key)-3] + "y"
	case strings.HasSuffix(key, "s") && !strings.HasSuffix(key, "ss") && len(key) > 4:
		key = key[:len(key)-1]
	}
	if general[key] {
		return ""
	}
	return key
}
