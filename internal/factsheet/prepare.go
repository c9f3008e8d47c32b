package factsheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/pattern"
)

// prepare mends what conversions did to the form of a document before its
// meaning is looked at: headings that share a paragraph with text, bullets
// typed by hand, one-item lists that are numbered headings, items that lost
// their list.
func prepare(blocks []*block) []*block {
	var out []*block
	for i, b := range blocks {
		switch {
		case b.kind == paraBlock && len(b.text) > 0:
			for _, x := range split(b) {
				if x.kind == listBlock {
					out = appendList(out, x)
				} else {
					out = append(out, x)
				}
			}
		case b.kind == listBlock:
			if h := loneHeading(b, i+1 < len(blocks)); h != nil {
				out = append(out, h)
				continue
			}
			out = appendList(out, b)
		default:
			out = append(out, b)
		}
	}
	return bareItems(out)
}

// appendList joins a list to the one right before it: a comment between them
// parts them only for Markdown.
func appendList(out []*block, b *block) []*block {
	if n := len(out); n > 0 && out[n-1].kind == listBlock {
		out[n-1] = out[n-1].join(b)
		return out
	}
	return append(out, b)
}

// join returns the list with the items of another behind its own: below its
// last item where the other is typed with a bullet of a deeper level.
func (b *block) join(other *block) *block {
	joined := *b
	joined.kids = append([]*block(nil), b.kids...)
	if other.level <= b.level {
		joined.kids = append(joined.kids, other.kids...)
		return &joined
	}
	last := *joined.kids[len(joined.kids)-1]
	last.kids = appendList(append([]*block(nil), last.kids...), other)
	joined.kids[len(joined.kids)-1] = &last
	return &joined
}

// loneHeading returns the heading that a list of one short bold item is.
func loneHeading(list *block, more bool) *block {
	if len(list.kids) != 1 || !more {
		return nil
	}
	item := list.kids[0]
	if len(item.kids) != 1 || item.kids[0].kind != paraBlock || len(item.mark) == 0 {
		return nil
	}
	p := *item.kids[0]
	if !p.text.marked(Strong) && !p.text.marked(Underline) && !upper(p.words()) || ownLine(&p) == nil {
		return nil
	}
	p.text = append(append(append(Text(nil), item.mark...), Run{Text: " ", Span: Span{item.mark.Span().End, item.mark.Span().End}}), p.text...)
	for i := range item.mark {
		p.text[i].Marks = p.text[len(p.text)-1].Marks
	}
	p.known = reading{}
	return &p
}

// split parts a paragraph at its hard line breaks where a line of it is a
// heading or begins with a bullet typed by hand.
func split(b *block) []*block {
	breaks := b.hardBreaks()
	if len(breaks) == 0 {
		return typed(b)
	}
	var out []*block
	lines := b.text.splitRuns(hardBreak)
	pending := Text(nil)
	flush := func() {
		if t := pending.trim(); len(t) > 0 {
			nb := *b
			nb.text, nb.known = t, reading{}
			out = append(out, typed(&nb)...)
		}
		pending = nil
	}
	for i, line := range lines {
		nb := &block{kind: paraBlock, text: line.trim(), quote: b.quote}
		if len(nb.text) > 0 && setOff(nb) {
			flush()
			out = append(out, nb)
			continue
		}
		if len(pending) > 0 {
			if typedBullet(line) >= 0 {
				flush()
			} else {
				pending = append(pending, breaks[i-1])
			}
		}
		pending = append(pending, line...)
	}
	flush()
	return out
}

// hardBreaks returns the runs that part the lines of a paragraph.
func (b *block) hardBreaks() []Run {
	var out []Run
	for _, r := range b.text {
		if hardBreak(r) {
			out = append(out, r)
		}
	}
	return out
}

// setOff reports whether a line of a paragraph is a heading by its marks.
func setOff(b *block) bool {
	return (b.text.marked(Strong) || b.text.marked(Underline)) && ownLine(b) != nil
}

var bullet = pattern.New(`^[\s\x{a0}\x{200b}]*([•·▪◦●○■□‣⁃➢✓✔►»]|\x{f0b7}|[–—][\s\x{a0}]|o[\s\x{a0}]+)[\s\x{a0}]*`)

// typedBullet returns the length of the bullet that a text begins with, or -1.
func typedBullet(t Text) int {
	s := t.opening()
	loc := bullet.FindStringIndex(s)
	if loc == nil || strings.TrimLeftFunc(s, invisible)[0] == 'o' && !unicode.IsUpper(firstOf(s[loc[1]:])) {
		return -1
	}
	return loc[1]
}

// opening returns the beginning of the String, as far as the run that holds
// the second character that is seen.
func (t Text) opening() string {
	for i, seen := 0, 0; i < len(t); i++ {
		for _, r := range t[i].Text {
			if !invisible(r) {
				seen++
			}
			if seen == 2 {
				return t[:i+1].String()
			}
		}
	}
	return t.String()
}

// wordMark returns a typed bullet as a mark where it is a letter, which is a
// word of the document like any other.
func wordMark(t Text) Text {
	if hasWord(t.String()) {
		return t.trim()
	}
	return nil
}

// bulletLevel returns how deep a typed bullet stands by the custom of word
// processors: a disc outside, a letter o within, a square within that.
func bulletLevel(t Text) int {
	switch firstChar(t.String()) {
	case "o", "◦", "○":
		return 1
	case "▪", "■", "□", "\uf0a7":
		return 2
	}
	return 0
}

// typed turns a paragraph that begins with a typed bullet into a list, an
// item for each bullet.
func typed(b *block) []*block {
	if typedBullet(b.text) < 0 {
		return []*block{b}
	}
	list := &block{kind: listBlock, level: bulletLevel(b.text)}
	item := Text(nil)
	flush := func() {
		if n := typedBullet(item); n >= 0 {
			s := item.String()
			p := *b
			p.text, p.known = item.slice(n, len(s)).trim(), reading{}
			if len(p.text) > 0 {
				list.kids = append(list.kids, &block{kind: itemBlock, mark: wordMark(item.slice(0, n)), kids: []*block{&p}})
			}
		}
		item = nil
	}
	for i, r := range b.text {
		if len(item) > 0 && strings.TrimSpace(r.Text) != "" && i > 0 && blank(b.text[i-1].Text) && typedBullet(b.text[i:]) >= 0 && !strings.ContainsAny(firstChar(r.Text), "–—o") {
			flush()
		}
		item = append(item, r)
	}
	flush()
	if len(list.kids) == 0 {
		return []*block{b}
	}
	return []*block{list}
}

func firstChar(s string) string {
	s = strings.TrimLeftFunc(s, invisible)
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

var itemNumber = pattern.New(`^\(?(?:[0-9]{1,2}|[ivx]{1,5}|[a-h])[.)][\s\x{a0}\x{200b}]+`)

// bareItems makes lists of paragraphs that are items in all but mark: those
// that a lead-in governs and that part each other with semicolons, and those
// that are numbered one after the other.
func bareItems(blocks []*block) []*block {
	var out []*block
	for i := 0; i < len(blocks); {
		n := max(semicolons(blocks[i:], out), numberedRun(blocks[i:]))
		if n == 0 {
			out = append(out, blocks[i])
			i++
			continue
		}
		list := &block{kind: listBlock}
		for _, b := range blocks[i : i+n] {
			if b.kind == listBlock {
				list.kids = append(list.kids, b.kids...)
			} else {
				list.kids = append(list.kids, asItem(b))
			}
		}
		out = appendList(out, list)
		i += n
	}
	return out
}

// asItem returns the paragraph as an item, its number as the mark.
func asItem(b *block) *block {
	item := &block{kind: itemBlock}
	p := *b
	s := b.text.String()
	if loc := itemNumber.FindStringIndex(s); loc != nil {
		item.mark = b.text.slice(0, loc[1]).trim()
		p.text, p.known = b.text.slice(loc[1], len(s)).trim(), reading{}
	}
	item.kids = []*block{&p}
	return item
}

// semicolons counts the paragraphs at the head of blocks that form a list
// after a lead-in: all but the last end in a semicolon, perhaps with "and".
func semicolons(blocks, before []*block) int {
	if len(before) == 0 || before[len(before)-1].kind != paraBlock || lastRune(before[len(before)-1].words()) != ':' {
		return 0
	}
	n := 0
	for n < len(blocks) && blocks[n].kind == paraBlock {
		w := strings.ToLower(blocks[n].words())
		w = strings.TrimSuffix(strings.TrimSuffix(w, " and"), " or")
		n++
		if !strings.HasSuffix(strings.TrimRight(w, " "), ";") {
			break
		}
	}
	if n < 2 {
		return 0
	}
	return n
}

// numberedRun counts the blocks at the head that are numbered 1, 2, 3 … and
// follow each other directly. Some of the numbers may have survived as
// Markdown lists while others were escaped.
func numberedRun(blocks []*block) int {
	next, n := 1, 0
	for _, b := range blocks {
		k := numberedFrom(b, next)
		if k == 0 {
			break
		}
		next += k
		n++
	}
	if n < 2 || next < 3 {
		return 0
	}
	return n
}

// numberedFrom returns how many numbers, counting up from next, a block holds.
func numberedFrom(b *block, next int) int {
	if b.kind == listBlock {
		for i, item := range b.kids {
			if markNumber(fold(item.mark.String())) != next+i {
				return 0
			}
		}
		return len(b.kids)
	}
	if b.kind != paraBlock || !itemNumber.MatchString(b.text.String()) || markNumber(b.words()) != next {
		return 0
	}
	return 1
}
