package check

import (
	"fmt"
	"slices"
	"strings"

	"communique/internal/diag"
)

// A difference is a stretch of source words in whose stead a page has others.
type difference struct {
	at    int // index of the first source word concerned, or of the next
	lost  []word
	extra []word
	page  string // where the extra words are, or would be; empty for none
}

// lost notes source words from first to last that no place shows.
func (c *Proof) lost(first, last int) {
	for first < last && c.source[first].maybe {
		first++
	}
	for last > first && c.source[last-1].maybe {
		last--
	}
	if first < last {
		c.differ(difference{at: first, lost: c.source[first:last]})
	}
}

func (c *Proof) differ(d difference) {
	if len(c.found) == maxDifferences {
		c.more = true
		return
	}
	c.found = append(c.found, d)
}

// align compares the words of a place with those of the source, the first of
// which has the index at, and goes on after each difference where both agree
// again.
func (c *Proof) align(at int, source []word, p place) {
	page := p.words
	i, j := 0, 0
	for i < len(source) && j < len(page) && !c.more {
		if n := matching(source[i:], page[j].text); n > 0 {
			i += n
			j++
			continue
		}
		if source[i].maybe {
			i++
			continue
		}
		lost, extra := resync(source[i:], page[j:])
		c.differ(difference{at: at + i, lost: source[i : i+lost], extra: page[j : j+extra], page: p.page})
		i += lost
		j += extra
	}
	switch {
	case j < len(page):
		c.differ(difference{at: at + i, extra: page[j:], page: p.page})
	case i < len(source):
		c.lost(at+i, at+len(source))
	}
}

const (
	resyncWords = 3   // in a row that must agree
	resyncReach = 400 // words that may differ in a row, both sides together
)

// resync returns how many words to pass over on each side so that both agree
// again: the fewest in all.
func resync(a, b []word) (lost, extra int) {
	for sum := 1; sum <= min(len(a)+len(b), resyncReach); sum++ {
		for lost = max(0, sum-len(b)); lost <= min(sum, len(a)); lost++ {
			if agree(a[lost:], b[sum-lost:]) {
				return lost, sum - lost
			}
		}
	}
	return len(a), len(b)
}

// agree reports whether a and b begin alike, or both have ended.
func agree(a, b []word) bool {
	for k := range resyncWords {
		if len(a) == 0 || len(b) == 0 {
			return k > 0 || len(a) == len(b)
		}
		n := matching(a, b[0].text)
		if n == 0 {
			return false
		}
		a, b = a[n:], b[1:]
	}
	return true
}

// matching returns how many source words are shown as the word text: one, or
// several where only stray marks part them; 0 if they are not.
func matching(source []word, text string) int {
	if source[0].text == text {
		return 1
	}
	for n := 0; n < len(source) && (n == 0 || source[n].glued); n++ {
		rest, ok := strings.CutPrefix(text, source[n].text)
		if !ok {
			return 0
		}
		if rest == "" {
			return n + 1
		}
		text = rest
	}
	return 0
}

const programFault = "this is a fault of the program, please report it with the document"

// tell turns the differences into problems.
func (c *Proof) tell() {
	for i, d := range c.found {
		if text, hint := c.meaning(i, d); text != "" {
			c.problems = append(c.problems, diag.Errorf(c.lines.position(c.offset(d)), "%s", text).WithHint("%s", hint))
		}
	}
	if c.more {
		c.problems = append(c.problems, diag.Errorf(diag.Pos{File: c.lines.file}, "there are further differences between the source and its pages"))
	}
}

// offset returns where in the source a difference is: at its first word, or
// where the extra words were put in.
func (c *Proof) offset(d difference) int {
	if d.at < len(c.source) {
		return c.source[d.at].start
	}
	return len(c.lines.data)
}

// meaning says what a difference is, and what follows from it. Words that one
// difference lacks and another has too many of have moved, and are told once.
func (c *Proof) meaning(i int, d difference) (text, hint string) {
	switch {
	case len(d.lost) > 0 && len(d.extra) > 0 && sameWords(d.lost, d.extra):
		return fmt.Sprintf("%s is out of order on %s: %s", quote(d.lost), d.page, quote(d.extra)), programFault
	case len(d.lost) > 0 && len(d.extra) > 0:
		return fmt.Sprintf("%s is shown as %s on %s", quote(d.lost), quote(d.extra), d.page), programFault
	case len(d.lost) > 0:
		if moved := c.partner(i, d.lost, func(d difference) []word { return d.extra }); moved != nil {
			return fmt.Sprintf("%s is out of order, it stands elsewhere on %s", quote(d.lost), moved.page), programFault
		}
		return fmt.Sprintf("%s is on no page%s", quote(d.lost), c.context(d.at)), programFault
	case c.partner(i, d.extra, func(d difference) []word { return d.lost }) != nil:
		return "", "" // told where the words are missing
	case c.inSource(d.extra):
		return fmt.Sprintf("%s is placed twice, the second time on %s", quote(d.extra), d.page), programFault
	}
	return fmt.Sprintf("%s is on %s, but not in the source", quote(d.extra), d.page),
		"words of our own stand outside data-source, or in an element with data-ours"
}

// partner returns another difference that has the same words on one side only.
func (c *Proof) partner(i int, words []word, side func(difference) []word) *difference {
	for j, d := range c.found {
		if j != i && (len(d.lost) == 0 || len(d.extra) == 0) && slices.EqualFunc(side(d), words, equalWord) {
			return &c.found[j]
		}
	}
	return nil
}

// context names the words ahead of a lost one.
func (c *Proof) context(at int) string {
	if at == 0 {
		return ", at the beginning"
	}
	return ", after " + quote(c.source[max(0, at-3):at])
}

// inSource reports whether the words stand in a row in the source.
func (c *Proof) inSource(words []word) bool {
	for i := 0; i+len(words) <= len(c.source); i++ {
		if slices.EqualFunc(c.source[i:i+len(words)], words, equalWord) {
			return true
		}
	}
	return false
}

func equalWord(a, b word) bool { return a.text == b.text }

// sameWords reports whether a and b are the same words in whatever order.
func sameWords(a, b []word) bool {
	return len(a) == len(b) && slices.Equal(sorted(a), sorted(b))
}

func sorted(words []word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.text)
	}
	slices.Sort(out)
	return out
}

// quote writes words for a message, the middle of many left out.
func quote(words []word) string {
	const most = 8
	var text []string
	for _, w := range words[:min(len(words), most)] {
		text = append(text, w.text)
	}
	s := `"` + strings.Join(text, " ") + `"`
	if n := len(words); n > most {
		s = fmt.Sprintf("%s… (%d words)", strings.TrimSuffix(s, `"`)+`"`, n)
	}
	return s
}
