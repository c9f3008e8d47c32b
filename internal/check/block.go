package check

import "bytes"

// A leafKind says how the text of a leaf is to be read.
type leafKind uint8

const (
	prose   leafKind = iota // inline Markdown
	literal                 // as it stands: code between fences
	markup                  // HTML
	number                  // the number of a list item
)

// A leaf is a stretch of text that no inline mark crosses.
type leaf struct {
	kind       leafKind
	start, end int  // bytes of the source, half-open
	maybe      bool // the number of an item without content
}

// A container is a block that holds others: a quote, or an item of a list.
type container struct {
	quote bool
	width int // columns by which the lines of an item are indented
	mark  int // index of the leaf that is the item's number, or -1
	empty int // number of leaves where the first line of an item says nothing, else -1
}

const (
	maxContainers = 100 // marks nested deeper are text
	maxReread     = 8   // how often indented text within indented text is read anew
)

// blocks finds the leaves of Markdown line by line. It follows CommonMark
// 0.31, with tables as GitHub has them; but what would be a block of indented
// code is read anew without its indentation, because the documents hold no
// code, only lists and paragraphs that a conversion indented.
type blocks struct {
	text   []byte // the whole source; marks of quotes and items are blanked as they are met
	leaves []leaf
	refs   map[string]bool // labels of link reference definitions, normalised
	reread int
	tabled bool // the last paragraph was a table from its first line on

	stack []container
	open  openLeaf
}

// An openLeaf is the leaf to which lines are still being added.
type openLeaf struct {
	kind       openKind
	start, end int
	fence      byte // the character of a code fence
	length     int  // of the fence
	until      htmlEnd
}

type openKind uint8

const (
	noLeaf openKind = iota
	paragraph
	fenced
	htmlLines
	indented
)

// read finds the leaves of text[start:end].
func (b *blocks) read(start, end int) {
	for at := start; at < end; {
		stop := lineEnd(b.text, at, end)
		b.line(at, stop)
		at = stop + 1
	}
	b.closeTo(0)
}

func (b *blocks) line(start, end int) {
	c := &cursor{text: b.text, at: start, end: end}
	matched := b.match(c)
	if matched == len(b.stack) && b.goOn(c) {
		return
	}
	for {
		columns, at := c.indent()
		if at == end {
			b.blankLine(matched)
			return
		}
		if columns > 3 {
			break
		}
		if b.beginContainer(c, matched) {
			matched = len(b.stack)
			continue
		}
		if b.beginLeaf(c, at, matched) {
			return
		}
		break
	}
	b.textLine(c, start, matched)
}

// match walks the containers that the line continues, and returns how many.
func (b *blocks) match(c *cursor) int {
	for i, box := range b.stack {
		columns, at := c.indent()
		switch {
		case box.quote && (columns > 3 || at == c.end || b.text[at] != '>'):
			return i
		case box.quote:
			b.quoteMark(c)
		case at == c.end:
			// A blank line continues an item, unless it is the second.
			if box.empty == len(b.leaves) && b.open.kind == noLeaf && i == len(b.stack)-1 {
				return i
			}
		case columns < box.width:
			return i
		default:
			c.skip(box.width)
		}
	}
	return len(b.stack)
}

// quoteMark passes over ">" and the space that belongs to it.
func (b *blocks) quoteMark(c *cursor) {
	columns, at := c.indent()
	c.skip(columns)
	b.text[at] = ' '
	c.take(1)
	c.skip(1)
}

// goOn adds the line to an open fence or to open HTML.
func (b *blocks) goOn(c *cursor) bool {
	switch b.open.kind {
	case fenced:
		columns, at := c.indent()
		n := runLength(b.text[at:c.end], b.open.fence)
		if columns <= 3 && n >= b.open.length && blank(b.text[at+n:c.end]) {
			b.closeLeaf()
			return true
		}
		b.open.end = c.end
		return true
	case htmlLines:
		line := b.text[c.at:c.end]
		if b.open.until == blankLine && blank(line) {
			b.closeLeaf()
			return true
		}
		b.open.end = c.end
		if b.open.until.in(line) {
			b.closeLeaf()
		}
		return true
	}
	return false
}

// beginContainer begins a quote or an item.
func (b *blocks) beginContainer(c *cursor, matched int) bool {
	if matched >= maxContainers {
		return false
	}
	_, at := c.indent()
	if b.text[at] == '>' {
		b.closeTo(matched)
		b.quoteMark(c)
		b.stack = append(b.stack, container{quote: true, mark: -1, empty: -1})
		return true
	}
	return b.beginItem(c, matched)
}

func (b *blocks) beginItem(c *cursor, matched int) bool {
	columns, at := c.indent()
	length := itemMark(b.text[at:c.end])
	if length == 0 || isRule(b.text[at:c.end]) {
		return false
	}
	ordered := length > 1
	empty := blank(b.text[at+length : c.end])
	if b.open.kind == paragraph && matched == len(b.stack) {
		// Within a paragraph only an item that says something begins a list,
		// and a number only where it is 1: "in\n2020. Then" is prose.
		if empty || ordered && string(b.text[at:at+length-1]) != "1" {
			return false
		}
	}
	b.closeTo(matched)
	item := container{width: columns + length, mark: -1, empty: -1}
	if ordered {
		item.mark = len(b.leaves)
		b.leaves = append(b.leaves, leaf{kind: number, start: at, end: at + length})
	}
	c.skip(columns)
	c.take(length)
	for i := range length {
		b.text[at+i] = ' '
	}
	if empty {
		item.empty = len(b.leaves)
	}
	if gap, _ := c.indent(); empty || gap > 4 {
		item.width++
		c.skip(1)
	} else {
		item.width += gap
		c.skip(gap)
	}
	b.stack = append(b.stack, item)
	return true
}

// beginLeaf begins a block that is no paragraph at at, and takes the line.
func (b *blocks) beginLeaf(c *cursor, at, matched int) bool {
	line := b.text[at:c.end]
	inParagraph := b.open.kind == paragraph
	switch line[0] {
	case '#':
		n := runLength(line, '#')
		if n > 6 || n < len(line) && !isGap(line[n]) {
			return false
		}
		b.closeTo(matched)
		b.add(prose, at+n, c.end)
		return true
	case '`', '~':
		n := runLength(line, line[0])
		if n < 3 || line[0] == '`' && bytes.IndexByte(line[n:], '`') >= 0 {
			return false
		}
		b.closeTo(matched)
		// The word after the fence names a language, and is shown nowhere.
		b.open = openLeaf{kind: fenced, start: c.end, end: c.end, fence: line[0], length: n}
		return true
	case '<':
		until, ok := htmlStart(line, inParagraph)
		if !ok || c.tabbed(at) {
			return false // after a tab of its own it is text to the parser that makes the pages
		}
		b.closeTo(matched)
		b.open = openLeaf{kind: htmlLines, start: at, end: c.end, until: until}
		if until.in(line) {
			b.closeLeaf()
		}
		return true
	}
	if inParagraph && matched == len(b.stack) && (line[0] == '=' || line[0] == '-') && blank(line[runLength(line, line[0]):]) {
		before := len(b.leaves)
		b.tabled = false
		b.closeLeaf()
		if b.tabled && !isRule(line) && b.beginContainer(c, matched) {
			b.blankLine(len(b.stack)) // it underlines no table, and is an item that says nothing
			return true
		}
		if len(b.leaves) > before && !b.tabled {
			return true // it underlines a heading, and not only reference definitions
		}
	}
	if isRule(line) {
		b.closeTo(matched)
		return true
	}
	return false
}

func (b *blocks) blankLine(matched int) {
	if matched < len(b.stack) || b.open.kind == paragraph {
		b.closeTo(matched)
	}
}

// textLine adds a line that begins nothing. A paragraph goes on even where its
// container does not (a lazy line).
func (b *blocks) textLine(c *cursor, start, matched int) {
	if b.open.kind == paragraph {
		b.open.end = c.end
		return
	}
	if matched < len(b.stack) {
		b.closeTo(matched)
	}
	columns, at := c.indent()
	switch {
	case columns <= 3:
		b.closeLeaf()
		b.open = openLeaf{kind: paragraph, start: at, end: c.end}
	case b.open.kind == indented:
		b.open.end = c.end
	default:
		b.open = openLeaf{kind: indented, start: start, end: c.end}
	}
}

// closeTo closes the open leaf and all containers but the first n.
func (b *blocks) closeTo(n int) {
	b.closeLeaf()
	for len(b.stack) > n {
		box := b.stack[len(b.stack)-1]
		b.stack = b.stack[:len(b.stack)-1]
		if box.mark >= 0 && box.mark == len(b.leaves)-1 {
			b.leaves[box.mark].maybe = true
		}
	}
}

func (b *blocks) closeLeaf() {
	open := b.open
	b.open = openLeaf{}
	switch open.kind {
	case paragraph:
		b.paragraph(open.start, open.end)
	case fenced:
		b.add(literal, open.start, open.end)
	case htmlLines:
		b.add(markup, open.start, open.end)
	case indented:
		b.readAnew(open.start, open.end)
	}
}

func (b *blocks) add(kind leafKind, start, end int) {
	if start < end {
		b.leaves = append(b.leaves, leaf{kind: kind, start: start, end: end})
	}
}

// paragraph adds the leaves of a paragraph: what is left after the link
// reference definitions at its head, a table cell by cell.
func (b *blocks) paragraph(start, end int) {
	for {
		next := b.definition(start, end)
		if next == start {
			break
		}
		start = next
	}
	b.tabled = false
	if !b.table(start, end) {
		b.add(prose, start, end)
	}
}

// definition reads one link reference definition, and returns where the next
// may begin; start where there is none. One that is named like a footnote
// ("[^1]: …") is text that somebody wrote to be read.
func (b *blocks) definition(start, end int) int {
	at := skipBlank(b.text, start, end)
	if at == end || b.text[at] != '[' {
		return start
	}
	label, after, ok := linkLabel(b.text, at, end)
	if !ok || after == end || b.text[after] != ':' {
		return start
	}
	after, ok = linkDestination(b.text, skipBlank(b.text, after+1, end), end, new(angled))
	if !ok {
		return start
	}
	stop, ok := lineRest(b.text, after, end)
	titleAt := skipBlank(b.text, after, end)
	if titleAt > after && titleAt < end {
		if titleEnd, found := linkTitle(b.text, titleAt, end); found {
			if rest, alone := lineRest(b.text, titleEnd, end); alone {
				stop, ok = rest, true
			}
		}
	}
	if !ok {
		return start
	}
	if b.refs == nil {
		b.refs = make(map[string]bool)
	}
	b.refs[label] = true
	if b.text[at+1] == '^' {
		b.add(literal, at, stop)
	}
	return stop
}

// readAnew reads indented lines without the indentation that all of them have.
func (b *blocks) readAnew(start, end int) {
	if b.reread == maxReread {
		b.add(prose, start, end)
		return
	}
	least := -1
	for at := start; at < end; {
		stop := lineEnd(b.text, at, end)
		c := cursor{text: b.text, at: at, end: stop}
		if columns, first := c.indent(); first < stop && (least < 0 || columns < least) {
			least = columns
		}
		at = stop + 1
	}
	inner := blocks{text: b.text, leaves: b.leaves, refs: b.refs, reread: b.reread + 1, stack: []container{{width: least, mark: -1, empty: -1}}}
	inner.read(start, end)
	b.leaves, b.refs = inner.leaves, inner.refs
}

// A cursor is a place in a line, and the column that it stands for. Within a
// tab it stays on the tab while the column moves.
type cursor struct {
	text    []byte
	at, end int
	column  int
	partial bool // it stands within a tab
}

// tabbed reports whether a whole tab stands between the cursor and at.
func (c *cursor) tabbed(at int) bool {
	gap := c.text[c.at:at]
	if c.partial {
		gap = gap[1:]
	}
	return bytes.IndexByte(gap, '\t') >= 0
}

// indent returns how many columns of white space follow, and the offset of
// what comes after them.
func (c *cursor) indent() (columns, at int) {
	column := c.column
	for at = c.at; at < c.end && isGap(c.text[at]); at++ {
		column += gapWidth(c.text[at], column)
	}
	return column - c.column, at
}

// skip passes over white space, at most so many columns.
func (c *cursor) skip(columns int) {
	for target := c.column + columns; c.at < c.end && c.column < target && isGap(c.text[c.at]); c.at++ {
		c.column += gapWidth(c.text[c.at], c.column)
		if c.partial = c.column > target; c.partial {
			c.column = target
			return
		}
	}
}

// take passes over n characters that are one column each.
func (c *cursor) take(n int) {
	c.at += n
	c.column += n
}

// gapWidth returns the columns from column to the end of a space or tab.
func gapWidth(c byte, column int) int {
	if c == '\t' {
		return 4 - column%4
	}
	return 1
}

// isGap reports the white space that may stand within a line.
func isGap(c byte) bool { return c == ' ' || c == '\t' }

func blank(b []byte) bool {
	for _, c := range b {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

// runLength returns how many of c the line begins with.
func runLength(line []byte, c byte) int {
	n := 0
	for n < len(line) && line[n] == c {
		n++
	}
	return n
}

// itemMark returns the length of the bullet (1) or number (2 to 10) that the
// line begins with, or 0.
func itemMark(line []byte) int {
	n := 0
	switch c := line[0]; {
	case c == '-' || c == '*' || c == '+':
		n = 1
	case isDigit(c):
		for n < len(line) && isDigit(line[n]) {
			n++
		}
		if n > 9 || n == len(line) || line[n] != '.' && line[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(line) && !isGap(line[n]) {
		return 0
	}
	return n
}

// isRule reports a thematic break.
func isRule(line []byte) bool {
	mark := line[0]
	if mark != '-' && mark != '*' && mark != '_' {
		return false
	}
	n := 0
	for _, c := range line {
		switch {
		case c == mark:
			n++
		case !isBlank(c):
			return false
		}
	}
	return n >= 3
}

// lineEnd returns the offset of the line feed that ends the line at at, or end.
func lineEnd(text []byte, at, end int) int {
	if i := bytes.IndexByte(text[at:end], '\n'); i >= 0 {
		return at + i
	}
	return end
}

// skipBlank returns the offset of the next character that is no white space.
func skipBlank(text []byte, at, end int) int {
	for at < end && isBlank(text[at]) {
		at++
	}
	return at
}

// lineRest reports whether nothing but white space follows in the line, and
// returns the offset of the next.
func lineRest(text []byte, at, end int) (next int, ok bool) {
	for ; at < end; at++ {
		if text[at] == '\n' {
			return at + 1, true
		}
		if !isBlank(text[at]) {
			return at, false
		}
	}
	return end, true
}
