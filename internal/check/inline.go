package check

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cut is a stretch of prose that is not shown as it stands. Text between
// cuts is.
type cut struct {
	start, end int
	kind       cutKind
	meaning    string // of an entity
}

type cutKind uint8

const (
	shown   cutKind = iota // as it stands after all: a bracket that opens nothing
	stray                  // as it stands, but meant to set off text: a run that matches nothing
	hidden                 // markup; what is on its two sides joins
	parting                // markup that parts words
	meant                  // an entity
)

// An inline reads prose (CommonMark 0.31, chapter 6, with the strikethrough of
// GitHub). It is used again for each leaf.
type inline struct {
	text []byte
	refs map[string]bool
	end  int // of the leaf

	cuts     []cut
	runs     []run
	last     int // index of the last run that may still match, or -1
	brackets []bracket
	inactive int                    // brackets below this index open no link, since one ended within them
	ticks    map[int][]int          // where rows of ticks begin, by their length; those ahead are dropped
	ticked   bool                   // ticks is that of this leaf
	angled   angled                 // the last address in angle brackets
	endless  [len(hiddenMarks)]bool // of the forms of HTML, those that do not end any more
}

// A run is a row of "*", "_" or "~" that may set text off.
type run struct {
	char       byte
	left       int // characters not used up
	length     int
	open, shut bool
	prev, next int // among the runs that may still match; -1 for none
	cut        int
}

// A bracket is a "[" or "![" that waits for its end.
type bracket struct {
	at     int // after the bracket
	image  bool
	cut    int
	run    int  // the last run before it, or -1
	nested bool // another bracket stands within, so it cannot be a label
}

// special says which characters may be more than text.
var special = func() (t [256]bool) {
	for _, c := range []byte("\\&<*_~[]!`") {
		t[c] = true
	}
	return t
}()

// read finds the cuts of text[start:end], in order.
func (p *inline) read(start, end int) []cut {
	p.end = end
	p.cuts, p.runs, p.brackets = p.cuts[:0], p.runs[:0], p.brackets[:0]
	p.last, p.inactive, p.ticked, p.angled, p.endless = -1, 0, false, angled{}, [4]bool{}
	for at := start; at < end; {
		if !special[p.text[at]] {
			at++
			continue
		}
		at = p.mark(start, at)
	}
	p.match(-1)
	return p.cuts
}

// mark reads what may be a mark at at, and returns where to go on.
func (p *inline) mark(start, at int) int {
	switch p.text[at] {
	case '\\':
		if at+1 < p.end && isPunctuation(p.text[at+1]) {
			return at + 2
		}
	case '&':
		if n, meaning := entity(p.text[at:p.end]); n > 0 {
			p.meant(at, at+n, meaning)
			return at + n
		}
	case '<':
		return p.angle(at)
	case '`':
		return p.code(at)
	case '*', '_', '~':
		return p.run(start, at)
	case '!':
		if at+1 < p.end && p.text[at+1] == '[' {
			return p.bracket(at, at+2, true)
		}
	case '[':
		return p.bracket(at, at+1, false)
	case ']':
		return p.closeBracket(at)
	}
	return at + 1
}

func (p *inline) cut(start, end int, kind cutKind) {
	p.cuts = append(p.cuts, cut{start: start, end: end, kind: kind})
}

func (p *inline) meant(start, end int, meaning string) {
	p.cuts = append(p.cuts, cut{start: start, end: end, kind: meant, meaning: meaning})
}

// code reads a code span: a row of ticks, and the next of the same length.
func (p *inline) code(at int) int {
	n := runLength(p.text[at:p.end], '`')
	if !p.ticked {
		p.findTicks(at)
	}
	places := p.ticks[n]
	for len(places) > 0 && places[0] < at+n {
		places = places[1:]
	}
	p.ticks[n] = places
	if len(places) == 0 {
		return at + n
	}
	start, end := stripSpace(p.text, at+n, places[0])
	p.cut(at, start, hidden)
	p.cut(end, places[0]+n, hidden)
	return places[0] + n
}

// stripSpace leaves out the one space or line end, with the indentation of the
// next line, that belongs to the marks at each end of a code span.
func stripSpace(text []byte, start, end int) (int, int) {
	inner := text[start:end]
	if !isBlank(inner[0]) || !isBlank(inner[len(inner)-1]) || blank(inner) {
		return start, end
	}
	if inner[0] == '\n' {
		start = skipBlank(text, start, end)
	} else {
		start++
	}
	if trimmed := bytes.TrimRight(inner, " \t"); trimmed[len(trimmed)-1] == '\n' {
		return start, end - (len(inner) - len(trimmed)) - 1
	}
	return start, end - 1
}

// findTicks notes each row of ticks from at on by its length, so that a leaf
// full of them is read once.
func (p *inline) findTicks(at int) {
	p.ticked = true
	p.ticks = make(map[int][]int)
	for at < p.end {
		i := bytes.IndexByte(p.text[at:p.end], '`')
		if i < 0 {
			return
		}
		at += i
		n := runLength(p.text[at:p.end], '`')
		p.ticks[n] = append(p.ticks[n], at)
		at += n
	}
}

// angle reads an address in angle brackets, or HTML.
func (p *inline) angle(at int) int {
	if end := autolink(p.text, at, p.end); end > 0 {
		p.cut(at, at+1, hidden)
		p.cut(end-1, end, hidden)
		return end
	}
	if end := p.hiddenHTML(at); end > 0 {
		p.html(at, end)
		return end
	}
	end := rawTag(p.text, at, p.end)
	if end == 0 {
		return at + 1
	}
	var room [16]byte
	p.tag(at, end, tagName(p.text[at:end], room[:0]))
	return end
}

func (p *inline) tag(start, end int, name []byte) {
	if breaking[string(name)] {
		p.cut(start, end, parting)
	} else {
		p.cut(start, end, hidden)
	}
}

// html reads what Markdown takes for a comment, an instruction, a section of
// character data or a declaration. A browser ends most of them sooner, at the
// first ">", and shows the text of what follows.
func (p *inline) html(start, end int) {
	s := scanner{data: p.text, at: start, limit: end}
	for s.next() {
		switch s.kind {
		case hiddenToken:
			p.cut(s.start, s.end, hidden)
		case startToken, endToken:
			p.tag(s.start, s.end, s.name)
		case textToken:
			p.entities(s.start, s.end)
		}
	}
}

// entities cuts the entities of text that stands in HTML.
func (p *inline) entities(start, end int) {
	for start < end {
		i := bytes.IndexByte(p.text[start:end], '&')
		if i < 0 {
			return
		}
		start += i
		if n, meaning := entity(p.text[start:end]); n > 0 {
			p.meant(start, start+n, meaning)
			start += n
		} else {
			start++
		}
	}
}

// hiddenMarks are the forms of HTML that are no tags, with what ends them.
var hiddenMarks = [...]struct{ start, end string }{
	{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"},
}

// hiddenHTML returns the end of a comment, an instruction, a character data
// section or a declaration, or 0. That one kind never ends is found out once.
func (p *inline) hiddenHTML(at int) int {
	rest := p.text[at:p.end]
	for i, m := range hiddenMarks {
		if len(rest) < len(m.start) || string(rest[:len(m.start)]) != m.start {
			continue
		}
		if m.start == "<!" && (len(rest) < 3 || !isUpper(rest[2])) {
			return 0
		}
		from := len(m.start)
		if m.start == "<!--" {
			from -= 2 // "<!-->" and "<!--->" are comments without text
		}
		if p.endless[i] {
			return 0
		}
		j := bytes.Index(rest[from:], []byte(m.end))
		if j < 0 {
			p.endless[i] = true
			return 0
		}
		return at + from + j + len(m.end)
	}
	return 0
}

// run notes a row of "*", "_" or "~" (CommonMark 0.31, section 6.2).
func (p *inline) run(start, at int) int {
	c := p.text[at]
	n := runLength(p.text[at:p.end], c)
	if c == '~' && n > 2 {
		return at + n
	}
	before, after := ' ', ' '
	if at > start {
		before, _ = utf8.DecodeLastRune(p.text[start:at])
	}
	if at+n < p.end {
		after, _ = utf8.DecodeRune(p.text[at+n : p.end])
	}
	spaceBefore, spaceAfter := unicode.IsSpace(before), unicode.IsSpace(after)
	pointBefore, pointAfter := isPoint(before), isPoint(after)
	left := !spaceAfter && (!pointAfter || spaceBefore || pointBefore)
	right := !spaceBefore && (!pointBefore || spaceAfter || pointAfter)
	open, shut := left, right
	if c == '_' {
		open, shut = left && (!right || pointBefore), right && (!left || pointAfter)
	}
	if !open && !shut {
		return at + n
	}
	p.cut(at, at+n, stray)
	r := run{char: c, left: n, length: n, open: open, shut: shut, prev: p.last, next: -1, cut: len(p.cuts) - 1}
	if p.last >= 0 {
		p.runs[p.last].next = len(p.runs)
	}
	p.last = len(p.runs)
	p.runs = append(p.runs, r)
	return at + n
}

// match pairs the runs after the run bottom, and forgets them. A run that is
// used up is hidden; one of which a character is left is shown.
func (p *inline) match(bottom int) {
	// What no opener was found for, by character, by what the closer may do
	// and by its length: below that run there is none.
	var floor [3][2][3]int
	for i := range floor {
		floor[i] = [2][3]int{{bottom, bottom, bottom}, {bottom, bottom, bottom}}
	}
	at := -1
	for i := p.last; i != bottom; i = p.runs[i].prev {
		at = i // the first run after bottom
	}
	for at >= 0 {
		shut := &p.runs[at]
		if !shut.shut {
			at = shut.next
			continue
		}
		low := &floor[strings.IndexByte("*_~", shut.char)][boolIndex(shut.open)][shut.length%3]
		opener := shut.prev
		for opener > *low && !p.runs[opener].opens(shut) {
			opener = p.runs[opener].prev
		}
		if opener <= *low {
			*low = shut.prev
			next := shut.next
			if !shut.open {
				p.unlink(at)
			}
			at = next
			continue
		}
		at = p.pair(opener, at)
	}
	p.last = bottom
	if bottom >= 0 {
		p.runs[bottom].next = -1
	}
}

// opens reports whether r may open what shut closes: a run that can do both
// must not make up three with the other, unless both are threes.
func (r *run) opens(shut *run) bool {
	if r.char != shut.char || !r.open {
		return false
	}
	return !((r.shut || shut.open) && (r.length+shut.length)%3 == 0 && shut.length%3 != 0)
}

// pair uses up characters of an opener and a closer, and returns the run to go
// on with.
func (p *inline) pair(opener, shut int) int {
	o, s := &p.runs[opener], &p.runs[shut]
	n := 1
	if o.left > 1 && s.left > 1 {
		n = 2
	}
	o.left -= n
	s.left -= n
	o.next, s.prev = shut, opener
	if o.left == 0 {
		p.cuts[o.cut].kind = hidden
		p.unlink(opener)
	}
	if s.left > 0 {
		return shut
	}
	p.cuts[s.cut].kind = hidden
	next := s.next
	p.unlink(shut)
	return next
}

func (p *inline) unlink(i int) {
	r := p.runs[i]
	if r.prev >= 0 {
		p.runs[r.prev].next = r.next
	}
	if r.next >= 0 {
		p.runs[r.next].prev = r.prev
	} else {
		p.last = r.prev
	}
}

func boolIndex(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *inline) bracket(at, after int, image bool) int {
	if n := len(p.brackets); n > 0 {
		p.brackets[n-1].nested = true
	}
	p.inactive = min(p.inactive, len(p.brackets))
	p.cut(at, after, shown)
	p.brackets = append(p.brackets, bracket{at: after, image: image, cut: len(p.cuts) - 1, run: p.last})
	return after
}

// closeBracket ends the link or picture that is open, if what follows makes it
// one.
func (p *inline) closeBracket(at int) int {
	n := len(p.brackets) - 1
	if n < 0 {
		return at + 1
	}
	b := p.brackets[n]
	p.brackets = p.brackets[:n]
	if n > 0 {
		p.brackets[n-1].nested = true
	}
	if !b.image && n < p.inactive {
		return at + 1
	}
	end := inlineTarget(p.text, at+1, p.end, &p.angled)
	if end == 0 {
		end = p.reference(b, at)
	}
	if end == 0 {
		return at + 1
	}
	p.match(b.run)
	p.cuts[b.cut].kind = hidden
	p.cut(at, end, hidden)
	if !b.image {
		p.inactive = n
	}
	return end
}

// reference returns the end of a reference whose text ends at at, or 0.
func (p *inline) reference(b bracket, at int) int {
	if len(p.refs) == 0 {
		return 0
	}
	if at+1 < p.end && p.text[at+1] == '[' && !bytes.HasPrefix(p.text[at+1:p.end], []byte("[]")) {
		if label, after, ok := linkLabel(p.text, at+1, p.end); ok {
			if p.refs[label] {
				return after
			}
			return 0 // "[text][unknown]": the text is no reference of its own
		}
	}
	if b.nested || at-b.at > maxLabel || !p.refs[normalise(p.text[b.at:at])] {
		return 0
	}
	if bytes.HasPrefix(p.text[at+1:p.end], []byte("[]")) {
		return at + 3
	}
	return at + 1
}

// isPunctuation reports ASCII punctuation, which a backslash makes plain.
func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !asciiWord[c]
}

// isPoint reports what CommonMark calls punctuation: marks and symbols.
func isPoint(r rune) bool {
	if r < utf8.RuneSelf {
		return isPunctuation(byte(r))
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}
