package page

import (
	"html/template"
	"strconv"

	"communique/internal/factsheet"
)

// A block is a piece of a document as the partial "blocks" shows it.
type block struct {
	Kind   string // "paragraph", "item", "list", "quote", "table", "rule", "commitments" or "whole"
	Class  string // of the element: "lead-in", "note", "end-mark" or empty; "depth-2" and on for items
	Source string // value of data-source; empty where there is none
	Mark   string // the printed list or footnote mark
	HTML   template.HTML
	Image  string // address of a picture
	Alt    string // our label for it, empty for a general one
	Blocks []block
	Table  *table
	Items  []item  // of "commitments"
	Whole  []whole // of "whole"
}

// A table is a table of the document.
type table struct {
	Caption string
	Head    []cell
	Rows    [][]cell
}

// A cell is a cell of a table.
type cell struct {
	HTML    template.HTML
	Columns string // value of colspan, empty for one column
}

// maxDepth is the depth from which on lists are not indented any more.
const maxDepth = 4

// A flow turns the parts of a document into blocks.
type flow struct {
	base  int                         // depth of lists that counts as none
	notes *noter                      // what in the words leads somewhere; nil for nothing
	lines func(factsheet.Span) string // names the lines of a span
	items func(*factsheet.Group) []item
	whole func([]*factsheet.Commitment) []whole // shows commitments themselves, in the place of items; may be nil
	bare  bool                                  // a second showing that leads nowhere: no places in the source, links or pictures
}

// place returns the value of data-source for a span.
func (f flow) place(s factsheet.Span) string {
	if f.bare {
		return ""
	}
	return spanAttribute(s)
}

// words renders a text.
func (f flow) words(t factsheet.Text) template.HTML {
	if f.bare {
		t = unlinked(t)
	}
	return markup(t, 0, f.notes.notes(t)...)
}

// blocks turns parts into blocks in source order. Neighbours that stand in
// lists make one list, neighbours in block quotes one quote.
func (f flow) blocks(parts []factsheet.Part) []block {
	var out []block
	for i := 0; i < len(parts); {
		n := run(parts[i:], func(p *factsheet.Paragraph) bool { return p.Quote })
		if n == 0 {
			n = 1
			out = append(out, f.part(parts[i])...)
		} else {
			out = append(out, block{Kind: "quote", Blocks: gather(f.each(parts[i : i+n]))})
		}
		i += n
	}
	return gather(out)
}

// run counts the paragraphs at the head of parts that are alike.
func run(parts []factsheet.Part, alike func(*factsheet.Paragraph) bool) int {
	for i, part := range parts {
		if p, ok := part.(*factsheet.Paragraph); !ok || !alike(p) {
			return i
		}
	}
	return len(parts)
}

func (f flow) each(parts []factsheet.Part) []block {
	var out []block
	for _, p := range parts {
		out = append(out, f.part(p)...)
	}
	return out
}

// gather puts each stretch of items into a list.
func gather(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		if b.Kind != "item" {
			out = append(out, b)
			continue
		}
		if n := len(out); n == 0 || out[n-1].Kind != "list" {
			out = append(out, block{Kind: "list"})
		}
		last := &out[len(out)-1]
		last.Blocks = append(last.Blocks, b)
	}
	return out
}

// part turns one part into its blocks: a group is its lead-in and its list.
func (f flow) part(part factsheet.Part) []block {
	switch p := part.(type) {
	case *factsheet.Paragraph:
		return []block{f.paragraph(p)}
	case *factsheet.Table:
		return []block{{Kind: "table", Source: f.place(p.Span()), Table: f.table(p)}}
	case *factsheet.Group:
		var out []block
		if p.LeadIn != nil {
			out = append(out, f.paragraph(p.LeadIn))
		}
		if f.whole != nil {
			return append(out, block{Kind: "whole", Whole: f.whole(p.Items)})
		}
		return append(out, block{Kind: "commitments", Items: f.items(p)})
	}
	panic("page: a part of a kind that factsheet does not declare")
}

func (f flow) paragraph(p *factsheet.Paragraph) block {
	if p.Role == factsheet.Rule {
		return block{Kind: "rule"}
	}
	b := block{
		Kind:   "paragraph",
		Class:  roleClasses[p.Role],
		Source: f.place(p.Span()),
		Mark:   p.Mark.String(),
		HTML:   f.words(p.Text),
		Alt:    p.Alt,
	}
	if webAddress(p.Image) && !f.bare {
		b.Image = p.Image
	}
	if depth := min(p.Depth-f.base, maxDepth); depth > 0 {
		b.Kind = "item"
		if depth > 1 {
			b.Class = "depth-" + strconv.Itoa(depth)
		}
	}
	return b
}

var roleClasses = map[factsheet.Role]string{
	factsheet.LeadIn:  "lead-in",
	factsheet.Note:    "note",
	factsheet.EndMark: "end-mark",
}

func (f flow) table(t *factsheet.Table) *table {
	out := &table{Caption: "A table"}
	if l := f.lines(t.Span()); l != "" {
		out.Caption = "Table in " + l + " of the source"
	}
	for i, row := range t.Rows {
		cells := make([]cell, 0, len(row))
		for _, c := range row {
			v := cell{HTML: f.words(c.Text)}
			if c.Columns > 1 {
				v.Columns = strconv.Itoa(c.Columns)
			}
			cells = append(cells, v)
		}
		if i == 0 && t.Header {
			out.Head = cells
			continue
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}
