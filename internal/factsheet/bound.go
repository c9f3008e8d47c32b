package factsheet

import (
	"github.com/yuin/goldmark/ast"

	"communique/internal/diag"
	"communique/internal/source"
)

// Bounds of what a document may be made of. The longest fact sheets have a
// third of them at most; beyond them a page would be of no use to anybody, and
// a site would be of more gigabytes than its author meant.
const (
	// MaxBlocks is how many paragraphs, headings, items and cells are taken.
	// Each may become a page.
	MaxBlocks = 10_000

	// MaxText is the longest of them in bytes; that of fact sheets has 14 KB. Rules that hold sums and dates
	// of one paragraph against each other take time that grows with the square
	// of their number.
	MaxText = 32 << 10

	// MaxMarks is how deep links and emphasis may stand within each other.
	MaxMarks = 100
)

// marks returns why the inline marks of a view are not read, if they are beyond
// a bound. They are counted before anything is made of them.
func (r *reader) marks(root ast.Node, v *view) {
	depth := 0
	refuse := func(n ast.Node, problem diag.Diagnostic) (ast.WalkStatus, error) {
		problem.Pos = r.src.Pos(v.source(max(n.Pos(), 0)))
		r.beyond = append(r.beyond, problem)
		return ast.WalkStop, nil
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		inline := n.Type() == ast.TypeInline
		switch {
		case inline && entering:
			depth++
		case inline:
			depth--
		case entering && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline:
			if lines := n.Lines(); lines.Len() > 0 {
				if long := lines.At(lines.Len()-1).Stop - lines.At(0).Start; long > MaxText {
					return refuse(n, tooLong(long))
				}
			}
		}
		if depth > MaxMarks && n.HasChildren() {
			return refuse(n, diag.Errorf(diag.Pos{}, "links and emphasis within each other, more than %d", MaxMarks).
				WithHint("take marks out; text in bold and italics needs two"))
		}
		return ast.WalkContinue, nil
	})
}

func tooLong(bytes int) diag.Diagnostic {
	return diag.Errorf(diag.Pos{}, "a paragraph of %d bytes, more than %d", bytes, MaxText).
		WithHint("break it into paragraphs, with an empty line between them")
}

// bound notes the first of the blocks that is beyond a bound.
func (r *reader) bound(blocks []*block) {
	n := 0
	visit := func(t Text) bool {
		if len(t) == 0 {
			return true
		}
		start, end := t[0].Span.Start, t[len(t)-1].Span.End
		var problem diag.Diagnostic
		switch n++; {
		case n > MaxBlocks:
			problem = diag.Errorf(diag.Pos{}, "more than %d paragraphs, headings, items and cells", MaxBlocks).
				WithHint("make several documents of it")
		case end-start > MaxText:
			problem = tooLong(end - start)
		default:
			return true
		}
		problem.Pos = r.src.Pos(start)
		r.beyond = append(r.beyond, problem)
		return false
	}
	for _, b := range blocks {
		if !b.texts(visit) {
			return
		}
	}
}

// texts calls visit with each text of the block and its kids, until it returns
// false.
func (b *block) texts(visit func(Text) bool) bool {
	if !visit(b.text) {
		return false
	}
	if b.table != nil {
		for _, row := range b.table.Rows {
			for _, c := range row {
				if !visit(c.Text) {
					return false
				}
			}
		}
	}
	for _, kid := range b.kids {
		if !kid.texts(visit) {
			return false
		}
	}
	return true
}

// refused is the document that stands for one beyond a bound: it has a name
// and no words.
func refused(src *source.File, beyond diag.List) (*Document, diag.List) {
	d := &Document{Source: src, Title: src.Meta.Title}
	d.name()
	return d, beyond[:1]
}
