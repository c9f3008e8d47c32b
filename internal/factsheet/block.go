package factsheet

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"communique/internal/diag"
	"communique/internal/source"
)

// A blockKind tells the blocks apart.
type blockKind uint8

const (
	paraBlock    blockKind = iota // text
	headingBlock                  // text, level; a heading by Markdown's own marks
	listBlock                     // kids are items
	itemBlock                     // mark, kids
	tableBlock                    // table
	ruleBlock                     // a thematic break
)

// A block is a piece of the document by its form alone; what it means is
// decided by the outline.
type block struct {
	kind  blockKind
	level int // of a heading, from 1; of a list typed by hand, from 0
	text  Text
	mark  Text // of an item or a paragraph: its number as printed
	kids  []*block
	table *Table
	quote bool
	image string
	alt   string

	known reading // of the text; made anew where that changes
}

// A reading is what rules ask of a text again and again.
type reading struct {
	words string // folded
	count int    // of words
}

// read returns the reading of the block's own text.
func (b *block) read() reading {
	if b.known.words == "" && len(b.text) > 0 {
		w := fold(b.text.String())
		b.known = reading{w, countWords(w)}
	}
	return b.known
}

// words returns the text of the block as rules compare it.
func (b *block) words() string { return b.read().words }

// maxDepth bounds the nesting of lists and quotes that is followed; what lies
// deeper is read as text of that depth.
const maxDepth = 40

// A reader turns a file into blocks.
type reader struct {
	src         *source.File
	definitions []Span // link reference definitions, which nobody sees
	references  []parser.Reference
	html        *htmlReader
	warnings    diag.List
	beyond      diag.List // why the document is not read; empty where it is
}

// grammar is CommonMark with tables and strikethrough.
var grammar = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()

// read returns the blocks of the file in source order, quotes flattened, lists nested.
func read(src *source.File) (*reader, []*block) {
	r := &reader{src: src}
	text := src.Text()
	blocks := r.view(&view{text: text}, 0)
	if len(r.beyond) == 0 {
		r.bound(blocks)
	}
	return r, blocks
}

// view parses one view.
func (r *reader) view(v *view, depth int) []*block {
	// What is read a second time, dedented, knows the references of the whole.
	context := parser.NewContext()
	for _, ref := range r.references {
		context.AddReference(ref)
	}
	root := grammar.Parse(text.NewReader(v.text), parser.WithContext(context))
	r.references = context.References()
	if r.marks(root, v); len(r.beyond) > 0 {
		return nil
	}
	var out []*block
	r.blocks(root, v, depth, &out)
	r.closeHTML(&out)
	return sorted(out)
}

// sorted puts blocks into the order of the source: a table that interrupts a
// paragraph stands ahead of it in the tree. A block without words stays behind
// the one before it.
func sorted(blocks []*block) []*block {
	type placed struct {
		*block
		at int
	}
	list := make([]placed, len(blocks))
	at := 0
	for i, b := range blocks {
		if s := b.start(); s >= 0 {
			at = s
		}
		list[i] = placed{b, at}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return a.at - b.at })
	for i, p := range list {
		blocks[i] = p.block
	}
	return blocks
}

// start returns the offset of the first word of the block, or -1.
func (b *block) start() int {
	switch {
	case len(b.mark) > 0:
		return b.mark[0].Span.Start
	case len(b.text) > 0:
		return b.text[0].Span.Start
	case b.table != nil:
		if s := b.table.Span(); s != (Span{}) {
			return s.Start
		}
	}
	for _, k := range b.kids {
		if at := k.start(); at >= 0 {
			return at
		}
	}
	return -1
}

// blocks appends the block children of n to out.
func (r *reader) blocks(n ast.Node, v *view, depth int, out *[]*block) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, v, depth, out)
	}
}

func (r *reader) block(n ast.Node, v *view, depth int, out *[]*block) {
	if h, ok := n.(*ast.HTMLBlock); ok {
		r.htmlBlock(h, v, out)
		return
	}
	if r.html != nil && r.html.inTable() {
		// Markdown between the tags of a table belongs to the open cell.
		var inner []*block
		open := r.html
		r.html = nil
		r.block(n, v, depth, &inner)
		r.closeHTML(&inner) // a table of its own, which the block leaves open
		r.html = open
		open.markdown(inner)
		return
	}
	r.closeHTML(out)
	switch n := n.(type) {
	case *ast.Heading:
		*out = append(*out, r.inline(n, v, &block{kind: headingBlock, level: n.Level}))
	case *ast.Paragraph, *ast.TextBlock:
		*out = append(*out, r.inline(n, v, &block{kind: paraBlock}))
	case *ast.List:
		*out = append(*out, r.list(n, v, depth))
	case *ast.Blockquote:
		start := len(*out)
		if depth < maxDepth {
			r.blocks(n, v, depth+1, out)
		} else {
			*out = append(*out, &block{kind: paraBlock, text: r.flat(n, v)})
		}
		for _, b := range (*out)[start:] {
			b.quote = true
		}
	case *ast.ThematicBreak:
		*out = append(*out, &block{kind: ruleBlock})
	case *ast.CodeBlock:
		if depth < maxDepth {
			*out = append(*out, r.view(v.dedent(lineRanges(n.Lines())), depth+1)...)
		}
	case *ast.FencedCodeBlock:
		*out = append(*out, r.raw(n, v))
	case *ast.LinkReferenceDefinition:
		r.definition(n, v, out)
	case *east.Table:
		*out = append(*out, r.pipeTable(n, v))
	default:
		r.blocks(n, v, depth, out)
	}
}

func lineRanges(lines *text.Segments) [][2]int {
	out := make([][2]int, lines.Len())
	for i := range out {
		seg := lines.At(i)
		out[i] = [2]int{seg.Start, seg.Stop}
	}
	return out
}

// inline reads the inline children of n into b.
func (r *reader) inline(n ast.Node, v *view, b *block) *block {
	in := &inliner{view: v, bad: r.badLink}
	in.children(n, 0, "")
	b.text = stray(in.out).trim()
	b.image, b.alt = in.image, in.alt
	return b
}

func (r *reader) badLink(offset int, link string) {
	r.warnings = append(r.warnings, diag.Warnf(r.src.Pos(offset), "link to %.60q is not followed, its text is kept", link).
		WithHint("write a full address that begins with https://, http:// or mailto:"))
}

// raw reads the lines of a block as text without markup, each line break kept.
func (r *reader) raw(n ast.Node, v *view) *block {
	in := &inliner{view: v}
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		stop := seg.Start + len(bytes.TrimRight(v.text[seg.Start:seg.Stop], "\n"))
		in.words(seg.Start, stop, 0, "", true)
		in.white("\n", stop)
	}
	return &block{kind: paraBlock, text: in.out.trim()}
}

// definition hides a link reference definition; one that is named like a
// footnote ("[^1]: …") is text that somebody wrote to be read.
func (r *reader) definition(n *ast.LinkReferenceDefinition, v *view, out *[]*block) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	start, end := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	if bytes.HasPrefix(bytes.TrimSpace(v.text[start:end]), []byte("[^")) {
		*out = append(*out, r.raw(n, v))
		return
	}
	r.definitions = append(r.definitions, Span{v.source(start), v.source(max(end-1, start)) + 1})
}

func (r *reader) list(n *ast.List, v *view, depth int) *block {
	list := &block{kind: listBlock}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := &block{kind: itemBlock}
		if depth < maxDepth {
			r.blocks(c, v, depth+1, &item.kids)
			r.closeHTML(&item.kids)
			item.kids = sorted(item.kids)
		} else {
			item.kids = append(item.kids, &block{kind: paraBlock, text: r.flat(c, v)})
		}
		if n.IsOrdered() {
			item.mark = r.number(c, v)
		}
		list.kids = append(list.kids, item)
	}
	return list
}

// flat reads everything below n as one text, for nesting beyond reason.
func (r *reader) flat(n ast.Node, v *view) Text {
	in := &inliner{view: v}
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if list, ok := c.Parent().(*ast.List); ok && entering && c != n && list.IsOrdered() {
			in.out = append(in.out, r.number(c, v)...)
			in.join()
		}
		if !entering || c.Type() != ast.TypeBlock || c.FirstChild() == nil || c.FirstChild().Type() != ast.TypeInline {
			return ast.WalkContinue, nil
		}
		in.children(c, 0, "")
		in.join()
		return ast.WalkSkipChildren, nil
	})
	return in.out.trim()
}

// number returns the number of an ordered item as it is printed.
func (r *reader) number(item ast.Node, v *view) Text {
	start := item.Pos()
	if start < 0 {
		return nil
	}
	// After a tab the position that goldmark tells is up to three bytes late.
	for start > 0 && (start >= len(v.text) || !digit(v.text[start])) && v.text[start-1] != '\n' {
		start--
	}
	for start > 0 && digit(v.text[start-1]) {
		start--
	}
	end := start
	for end < len(v.text) && digit(v.text[end]) {
		end++
	}
	if end == start || end == len(v.text) {
		return nil
	}
	end++ // the point or bracket
	return Text{{Text: string(v.text[start:end]), Span: Span{v.source(start), v.source(end-1) + 1}}}
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func (r *reader) pipeTable(n *east.Table, v *view) *block {
	t := &Table{}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, ok := row.(*east.TableHeader); ok {
			t.Header = true
		}
		var cells Row
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			b := r.inline(c, v, &block{})
			cells = append(cells, Cell{Text: b.text, Columns: 1})
		}
		if extra := r.surplus(row, v); len(extra) > 0 {
			cells = append(cells, Cell{Text: extra, Columns: 1})
		}
		t.Rows = append(t.Rows, cells)
	}
	return &block{kind: tableBlock, table: t}
}

// surplus returns what stands in a row behind its last column: GitHub's tables
// drop such cells, we do not.
func (r *reader) surplus(row ast.Node, v *view) Text {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return nil
	}
	start := last.Lines().At(0).Stop
	rest := v.text[start:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	i := bytes.IndexByte(rest, '|')
	if i < 0 || !hasWord(string(rest[i:])) {
		return nil
	}
	inner := &view{text: rest[i+1:], lines: []shift{{0, v.source(start + i + 1)}}}
	var out Text
	for _, b := range r.view(inner, maxDepth) {
		out = append(out, b.text...)
	}
	return out
}
