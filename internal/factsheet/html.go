package factsheet

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	xhtml "golang.org/x/net/html"
)

// An htmlReader reads blocks of raw HTML: tables, figures, headings,
// paragraphs and lists that a conversion left as they were. It keeps its state
// from one block to the next, since a blank line ends a block of HTML but not
// a table.
type htmlReader struct {
	in     inliner // of the paragraph or cell that is open
	kind   blockKind
	level  int
	item   bool
	table  *Table
	row    Row
	head   bool // a cell of the first row was a th, or in a thead
	span   int  // columns of the open cell
	inCell bool
}

func (h *htmlReader) inTable() bool { return h.table != nil }

// htmlBlock reads the lines of one block.
func (r *reader) htmlBlock(n *ast.HTMLBlock, v *view, out *[]*block) {
	if r.html == nil {
		r.html = &htmlReader{}
	}
	ranges := lineRanges(n.Lines())
	if c := n.ClosureLine; c.Stop > c.Start {
		ranges = append(ranges, [2]int{c.Start, c.Stop})
	}
	// The lines are put together as a view, so that a tag over several lines
	// is one tag.
	inner := &view{}
	for _, l := range ranges {
		inner.lines = append(inner.lines, shift{len(inner.text), v.source(l[0])})
		inner.text = append(inner.text, v.text[l[0]:l[1]]...)
	}
	if len(inner.lines) == 0 {
		return
	}
	r.html.in.view = inner
	r.html.in.tags = true
	r.html.in.bad = r.badLink
	in := &r.html.in
	in.tokens(0, "", func(t xhtml.Token, kind xhtml.TokenType, at int) { r.htmlTag(t, kind, at, out) })
	if !r.html.inTable() {
		r.closeHTML(out)
	}
}

// blockTags end the paragraph that is open.
var blockTags = map[string]bool{
	"p": true, "div": true, "section": true, "article": true, "figure": true, "figcaption": true, "li": true, "ul": true, "ol": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "center": true, "dl": true, "dt": true, "dd": true,
	"table": true, "hr": true, "header": true, "footer": true, "main": true, "aside": true, "nav": true, "form": true, "fieldset": true,
	"body": true, "col": true, "colgroup": true, "dialog": true, "dir": true, "head": true, "hgroup": true, "html": true, "legend": true,
	"menu": true, "optgroup": true, "option": true, "search": true, "select": true, "tbody": true, "tfoot": true, "thead": true, "title": true,
	"caption": true, "details": true, "summary": true, "address": true, "pre": true,
}

func (r *reader) htmlTag(t xhtml.Token, kind xhtml.TokenType, at int, out *[]*block) {
	h := r.html
	end := kind == xhtml.EndTagToken
	switch t.Data {
	case "table":
		switch {
		case h.table != nil && end:
			h.closeTable(out)
		case h.table != nil || end: // a table within a cell; the end of none
			h.in.join()
		default:
			h.flush(out)
			h.table = &Table{}
		}
		return
	case "tr":
		if h.table != nil {
			h.closeRow()
			return
		}
	case "td", "th":
		if h.table != nil {
			h.closeCell()
			if !end {
				h.openCell(t)
			}
			return
		}
	}
	switch {
	case h.table != nil && blockTags[t.Data]:
		h.in.space(" ", h.in.view.source(at))
	case blockTags[t.Data]:
		h.flush(out)
		if !end {
			h.start(t.Data)
		}
	default:
		h.in.tag(t, kind, at)
		if h.in.image != "" && h.table == nil {
			h.flush(out)
		}
	}
}

// start notes what the paragraph that begins is.
func (h *htmlReader) start(name string) {
	h.kind, h.level, h.item = paraBlock, 0, false
	switch {
	case len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6':
		h.kind, h.level = headingBlock, int(name[1]-'0')
	case name == "li":
		h.item = true
	}
}

// flush ends the paragraph that is open and appends it to out.
func (h *htmlReader) flush(out *[]*block) {
	text, image, alt := h.in.out.trim(), h.in.image, h.in.alt
	h.in.out, h.in.image, h.in.alt = nil, "", ""
	if len(text) == 0 && image == "" {
		return
	}
	b := &block{kind: h.kind, level: h.level, text: text, image: image, alt: alt}
	if !h.item {
		*out = append(*out, b)
		return
	}
	b.kind = paraBlock
	item := &block{kind: itemBlock, kids: []*block{b}}
	if n := len(*out); n > 0 && (*out)[n-1].kind == listBlock {
		(*out)[n-1].kids = append((*out)[n-1].kids, item)
		return
	}
	*out = append(*out, &block{kind: listBlock, kids: []*block{item}})
}

func (h *htmlReader) openCell(t xhtml.Token) {
	h.inCell, h.span = true, 1
	if n, err := strconv.Atoi(attribute(t, "colspan")); err == nil && n > 1 && n <= 100 {
		h.span = n
	}
	if t.Data == "th" && len(h.table.Rows) == 0 {
		h.head = true
	}
}

func (h *htmlReader) closeCell() {
	text := ordered(h.in.out).trim()
	h.in.out = nil
	if !h.inCell && len(text) == 0 {
		return
	}
	h.row = append(h.row, Cell{Text: text, Columns: max(h.span, 1)})
	h.inCell, h.span = false, 1
}

// ordered puts the runs of a cell into the order of the source: a table of
// Markdown that interrupts a paragraph stands ahead of it in the tree.
func ordered(t Text) Text {
	byPlace := func(a, b Run) int { return cmp.Compare(a.Span.Start, b.Span.Start) }
	if !slices.IsSortedFunc(t, byPlace) {
		slices.SortStableFunc(t, byPlace)
	}
	return t
}

func (h *htmlReader) closeRow() {
	h.closeCell()
	if len(h.row) > 0 {
		h.table.Rows = append(h.table.Rows, h.row)
	}
	h.row = nil
}

func (h *htmlReader) closeTable(out *[]*block) {
	if h.table == nil {
		return
	}
	h.closeRow()
	h.table.Header = h.head
	if len(h.table.Rows) > 0 {
		*out = append(*out, &block{kind: tableBlock, table: h.table})
	}
	h.table, h.head = nil, false
}

// markdown puts blocks that stand between the tags of a table into its cell.
func (h *htmlReader) markdown(blocks []*block) {
	for _, b := range blocks {
		for _, t := range []Text{b.mark, b.text} {
			if len(t) > 0 {
				h.in.join()
				h.in.out = append(h.in.out, t...)
			}
		}
		h.markdown(b.kids)
		if b.table != nil {
			for _, row := range b.table.Rows {
				for _, c := range row {
					h.markdown([]*block{{text: c.Text}})
				}
			}
		}
	}
}

// closeHTML ends what raw HTML left open.
func (r *reader) closeHTML(out *[]*block) {
	if r.html == nil {
		return
	}
	r.html.closeTable(out)
	r.html.flush(out)
	r.html = nil
}
