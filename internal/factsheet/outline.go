package factsheet

import (
	"strings"
	"unicode"

	"communique/internal/correction"
	"communique/internal/pattern"
)

// An outline turns blocks into pillars, groups and commitments. Every rule
// that it applies is named in the Guess of what it made.
type outline struct {
	doc     *Document
	correct *corrector
	lists   bool     // the document speaks in lists
	heads   []string // the headings that are still to come, folded, in lower case; empty where they are one word
	any     bool     // the document has a list
}

// A section is a heading and the blocks up to the next one.
type section struct {
	head   *heading // nil ahead of the first heading
	blocks []*block
}

// build fills the document from its blocks.
func (o *outline) build(blocks []*block) {
	blocks, notes := o.tail(prepare(blocks))
	o.weigh(blocks)
	sections := o.sections(blocks)
	for _, s := range sections {
		if s.head != nil {
			h := strings.ToLower(fold(title(s.head.title)))
			if countWords(h) < 2 {
				h = "" // a single word names many things
			}
			o.heads = append(o.heads, h)
		}
	}
	ranks := map[string]int{}
	for _, s := range sections {
		if s.head == nil {
			o.preface(s, len(sections) > 1)
			continue
		}
		p := &Pillar{Title: s.head.title, Heading: title(s.head.title), Guess: s.head.guess, Level: rank(ranks, s.head)}
		o.doc.Pillars = append(o.doc.Pillars, p)
		o.heads = o.heads[1:]
		p.Parts = o.parts(s.blocks, setting{lists: o.lists, headed: s.head.rest == nil, alone: len(sections) == 1 && !o.any})
	}
	if len(o.doc.Pillars) == 0 {
		o.doc.Pillars = []*Pillar{o.implicit(nil)}
	}
	o.doc.Notes = append(o.doc.Notes, notes...)
}

// rank gives headings of the first style met level 1, of the second level 2.
func rank(ranks map[string]int, h *heading) int {
	key := h.style
	if h.level > 0 {
		key += string(rune('0' + h.level))
	}
	if _, ok := ranks[key]; !ok {
		ranks[key] = len(ranks) + 1
	}
	return ranks[key]
}

// implicit makes the pillar of a document, or of the part of it ahead of the
// first heading, that has none.
func (o *outline) implicit(parts []Part) *Pillar {
	return &Pillar{Implicit: true, Heading: "Commitments", Level: 1, Parts: parts, Guess: "no heading: an implicit pillar"}
}

// preface places what stands ahead of the first heading. From the first
// commitment on it is an implicit pillar; what stands before it, its lead-in
// apart, introduces the document.
func (o *outline) preface(s section, more bool) {
	all := o.parts(s.blocks, setting{lists: o.lists, ahead: more, alone: !more && !o.any})
	for i, part := range all {
		if _, ok := part.(*Group); ok {
			o.doc.Intro = all[:i]
			o.doc.Pillars = append(o.doc.Pillars, o.implicit(all[i:]))
			return
		}
	}
	o.doc.Intro = all
}

// weigh finds out whether the document speaks in lists: then a paragraph ahead
// of a list is its introduction, and else it may be a commitment itself.
func (o *outline) weigh(blocks []*block) {
	items, paragraphs, inside, all := 0, 0, 0, 0
	for _, b := range blocks {
		n := b.count()
		all += n
		switch b.kind {
		case listBlock:
			inside += n
			items += len(b.kids)
			o.any = true
		case paraBlock:
			if ownLine(b) == nil && n > 0 {
				paragraphs++
			}
		}
	}
	o.lists = inside*2 > all || items > paragraphs
}

// count returns the number of words in the block and below.
func (b *block) count() int {
	n := b.read().count
	for _, k := range b.kids {
		n += k.count()
	}
	return n
}

// tail cuts off what follows the end mark: notes and contacts. An end mark in
// the middle of a document only parts it.
func (o *outline) tail(blocks []*block) ([]*block, []Part) {
	total := 0
	for _, b := range blocks {
		total += b.count()
	}
	seen := 0
	for i, b := range blocks {
		seen += b.count()
		if (b.kind == paraBlock || b.kind == headingBlock) && isEndMark(b.words()) && seen*4 >= total*3 {
			return blocks[:i], o.notes(blocks[i:])
		}
	}
	return blocks, nil
}

// notes keeps every block as a note.
func (o *outline) notes(blocks []*block) []Part {
	var out []Part
	for _, b := range blocks {
		out = append(out, plainParts(b, Note, 0)...)
	}
	return out
}

// plainParts returns the block as paragraphs and tables of one role.
func plainParts(b *block, role Role, depth int) []Part {
	switch b.kind {
	case ruleBlock:
		return []Part{&Paragraph{Role: Rule}}
	case tableBlock:
		return []Part{b.table}
	case listBlock:
		depth++
	}
	var out []Part
	if len(b.text) > 0 || len(b.mark) > 0 || b.image != "" {
		if isEndMark(b.words()) {
			role = EndMark
		}
		out = append(out, b.paragraph(role, depth))
	}
	mark := b.mark
	for i, k := range b.kids {
		if i == 0 && len(mark) > 0 && b.kind == itemBlock && k.kind == paraBlock {
			k.mark, out = mark, nil
		}
		out = append(out, plainParts(k, role, depth)...)
	}
	return out
}

func (b *block) paragraph(role Role, depth int) *Paragraph {
	return &Paragraph{Role: role, Mark: b.mark, Depth: depth, Quote: b.quote, Text: b.text, Image: b.image, Alt: b.alt}
}

// sections finds the headings. Bold leads on the same line as their paragraph
// are headings where the document has no others, or where a list follows.
func (o *outline) sections(blocks []*block) []section {
	heads := make([]*heading, len(blocks))
	own := 0
	for i, b := range blocks {
		if h := o.heading(blocks, i); h != nil {
			heads[i] = h
			own++
		} else if b.kind == headingBlock {
			b.kind = paraBlock
		}
	}
	o.numbered(blocks, heads)
	o.demote(blocks, heads)
	o.leads(blocks, heads, own)
	var out []section
	cur := section{}
	for i, b := range blocks {
		if heads[i] == nil {
			cur.blocks = append(cur.blocks, b)
			continue
		}
		if cur.head != nil || len(cur.blocks) > 0 {
			out = append(out, cur)
		}
		cur = section{head: heads[i]}
		if heads[i].rest != nil {
			cur.blocks = []*block{heads[i].rest}
		}
	}
	return append(out, cur)
}

// heading returns the heading that block i is, alone on its line.
func (o *outline) heading(blocks []*block, i int) *heading {
	b := blocks[i]
	if role, ok := o.correct.role(b); ok {
		if role == correction.Heading {
			return &heading{title: b.text, style: "corrected", guess: "correction: a heading"}
		}
		return nil
	}
	h := ownLine(b)
	if h == nil && i+1 < len(blocks) && textBefore(blocks[:i]) {
		h = italicLine(b)
	}
	if h == nil || isEndMark(b.words()) {
		return nil
	}
	if sameTitle(b.words(), o.doc.Source.Meta.Title) && len(o.doc.Source.Meta.Title) > 0 {
		return nil
	}
	return h
}

// textBefore reports whether running text stands in the blocks, or a list.
func textBefore(blocks []*block) bool {
	for _, b := range blocks {
		if b.kind == listBlock || b.kind == paraBlock && !b.text.marked(Emphasis) && b.count() > 0 {
			return true
		}
	}
	return false
}

// sameTitle reports whether a line repeats the title of the document.
func sameTitle(words, title string) bool {
	return strings.EqualFold(strings.Trim(words, " .:"), strings.Trim(fold(title), " .:"))
}

var plainNumber = pattern.New(`^\(?(?:([0-9]{1,2}|[ivxIVX]{1,5})([.)]|\s)|([A-H])([.)]\s))\s*\S`)

// numbered finds headings in numbered paragraphs: they count up from the
// first, and each has something of its own below it. Numbered paragraphs that
// follow each other are items instead.
func (o *outline) numbered(blocks []*block, heads []*heading) {
	var at []int
	for i, b := range blocks {
		if heads[i] != nil || b.kind != paraBlock || b.read().count > maxTitleWords {
			continue
		}
		if markNumber(b.words()) != len(at)+1 {
			continue
		}
		if _, fixed := o.correct.role(b); fixed {
			continue
		}
		at = append(at, i)
	}
	if len(at) < 2 {
		return
	}
	for n, i := range at {
		next := len(blocks)
		if n+1 < len(at) {
			next = at[n+1]
		}
		if next == i+1 {
			return
		}
	}
	for _, i := range at {
		heads[i] = &heading{title: blocks[i].text, style: "numbered", guess: "heading: numbered lines that count up"}
	}
}

// markNumber reads the number or letter that a line begins with ("2.", "ii)",
// "B."), or returns 0.
func markNumber(words string) int {
	m := plainNumber.FindStringSubmatch(words + " x")
	switch {
	case m == nil:
		return 0
	case m[3] != "":
		return int(m[3][0]-'A') + 1
	}
	return ordinal(m[1])
}

// ordinal reads an Arabic or Roman number of up to two digits or five letters.
func ordinal(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return roman(strings.ToLower(s))
		}
		n = n*10 + int(r-'0')
	}
	return n
}

func roman(s string) int {
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10}
	n := 0
	for i := range len(s) {
		v := value[s[i]]
		if i+1 < len(s) && value[s[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n
}

// demote takes back what only looks like a heading: a Markdown heading of the
// first level that stands alone above others is the title; a bold line that
// closes the document has nothing below it.
func (o *outline) demote(blocks []*block, heads []*heading) {
	first, ones := -1, 0
	for i, h := range heads {
		if h != nil && h.level == 1 {
			ones++
			if first < 0 {
				first = i
			}
		}
	}
	others := 0
	for _, h := range heads {
		if h != nil {
			others++
		}
	}
	if ones == 1 && others > 1 && firstText(blocks) == first && likeTitle(blocks[first].words(), o.doc.Source.Meta.Title) {
		heads[first] = nil
		blocks[first].kind = paraBlock
		if o.doc.Source.Meta.Title == "" {
			o.doc.Title = title(blocks[first].text)
		}
	}
}

// likeTitle reports whether a heading can be the title of a document: the
// front matter gives none, or one that shares half of its words.
func likeTitle(words, title string) bool {
	if title == "" {
		return true
	}
	given := set(strings.Fields(strings.ToLower(fold(title)))...)
	all, shared := 0, 0
	for _, w := range strings.Fields(strings.ToLower(words)) {
		all++
		if given[w] {
			shared++
		}
	}
	return shared*2 >= all
}

func firstText(blocks []*block) int {
	for i, b := range blocks {
		if b.count() > 0 {
			return i
		}
	}
	return -1
}

// leads finds the bold leads that open a section on the line of its first
// paragraph.
func (o *outline) leads(blocks []*block, heads []*heading, own int) {
	var at []int
	governed := false // by a lead-in, with nothing but paragraphs with bold leads between: an item of it
	for i, b := range blocks {
		if heads[i] != nil || b.kind != paraBlock {
			governed = false
			continue
		}
		lead, _ := runIn(b.text)
		if lead == nil {
			governed = lastRune(b.words()) == ':' && announces.MatchString(b.words())
			continue
		}
		if _, fixed := o.correct.role(b); fixed || governed {
			continue
		}
		w := fold(lead.String())
		if lastRune(w) == ':' && announces.MatchString(w) || isEndMark(w) || strings.HasPrefix(strings.ToLower(w), "note") {
			continue
		}
		at = append(at, i)
	}
	for n, i := range at {
		lead, rest := runIn(blocks[i].text)
		opens := followedByList(blocks, heads, at, n)
		if own > 0 && !opens || own == 0 && len(at) < 2 && !opens {
			continue
		}
		if w := fold(lead.String()); !opens && lastRune(w) != ':' && sentenceLike(w) {
			continue // a topic sentence set in bold
		}
		body := *blocks[i]
		body.text, body.known = rest, reading{}
		heads[i] = &heading{title: lead, style: "lead", guess: "heading: a bold lead that opens a section", rest: &body}
	}
}

// followedByList reports whether a list stands between the n-th lead and the
// next lead or heading.
func followedByList(blocks []*block, heads []*heading, at []int, n int) bool {
	end := len(blocks)
	if n+1 < len(at) {
		end = at[n+1]
	}
	for i := at[n] + 1; i < end && heads[i] == nil; i++ {
		if blocks[i].kind == listBlock {
			return true
		}
	}
	return false
}
