package factsheet

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"communique/internal/correction"
	"communique/internal/diag"
)

// A corrector holds what an editor says of a document, each correction tied to
// the place of the words that it quotes.
type corrector struct {
	rules    []*ruling
	problems diag.List
}

// A ruling is a correction that has found its words.
type ruling struct {
	correction.Correction
	at     int // offset in the source of the first byte quoted
	parent int // the same of the commitment named by child-of, or -1
	used   bool
}

// newCorrector finds the words of each correction among the paragraphs of the
// document. Words that stand nowhere, or in two places, are an error.
func newCorrector(list correction.List, blocks []*block) *corrector {
	c := &corrector{}
	for _, k := range list {
		r := &ruling{Correction: k, parent: -1}
		at, ok := c.locate(k.Quote, k.Pos, blocks)
		if !ok {
			continue
		}
		r.at = at
		if k.ChildOf != "" && k.ChildOf != correction.None {
			if r.parent, ok = c.locate(k.ChildOf, k.ChildOfPos, blocks); !ok {
				continue
			}
		}
		c.rules = append(c.rules, r)
	}
	return c
}

// locate returns the offset in the source of the only paragraph that begins
// with the words or, where none does, of the only place where they stand.
func (c *corrector) locate(quote string, pos diag.Pos, blocks []*block) (int, bool) {
	found := occurrences(blocks, fold(quote), true, nil)
	if len(found) == 0 {
		found = occurrences(blocks, fold(quote), false, nil)
	}
	switch len(found) {
	case 1:
		return found[0], true
	case 0:
		c.problems = append(c.problems, diag.Errorf(pos, "the words %q are not in the document", clip(quote)).
			WithHint("copy them from the source, from one paragraph; markup and line breaks do not matter"))
	default:
		c.problems = append(c.problems, diag.Errorf(pos, "the words %q are in the document %d times", clip(quote), len(found)).
			WithHint("quote more of the paragraph, so that it is the only one"))
	}
	return 0, false
}

// occurrences appends the offsets in the source at which the folded words
// stand in the paragraphs of the blocks, or with which they begin.
func occurrences(blocks []*block, quote string, begins bool, found []int) []int {
	for _, b := range blocks {
		switch {
		case quote == "" || !strings.Contains(b.words(), quote):
		case !begins:
			found = append(found, b.text.index(quote)...)
		case strings.HasPrefix(b.words(), quote):
			found = append(found, b.text.index(quote)[0])
		}
		found = occurrences(b.kids, quote, begins, found)
	}
	return found
}

// index returns the source offsets of the places where folded words stand in
// the text.
func (t Text) index(quote string) []int {
	s := t.String()
	folded, at := foldIndex(s)
	var out []int
	for from := 0; ; {
		i := strings.Index(folded[from:], quote)
		if i < 0 {
			return out
		}
		raw := at[from+i]
		if one := t.slice(raw, raw+1); len(one) > 0 {
			out = append(out, one[0].Span.Start)
		}
		from += i + len(quote)
	}
}

// foldIndex returns fold(s), and for each byte of it the offset in s of the
// character that it comes from.
func foldIndex(s string) (string, []int) {
	var b strings.Builder
	var at []int
	space := -1
	for i, r := range s {
		if zeroWidth(r) {
			continue
		}
		if unicode.IsSpace(r) {
			if b.Len() > 0 {
				space = i
			}
			continue
		}
		if space >= 0 {
			b.WriteByte(' ')
			at = append(at, space)
			space = -1
		}
		n := b.Len()
		b.WriteString(fold(string(r)))
		for range b.Len() - n {
			at = append(at, i)
		}
	}
	return b.String(), at
}

// role returns what an editor says that a block is.
func (c *corrector) role(b *block) (string, bool) { return c.is(b.mark.Span().cover(b.text.Span())) }

// roleOf returns what an editor says that an item is.
func (c *corrector) roleOf(x *Commitment) (string, bool) { return c.is(x.Span()) }

func (c *corrector) is(s Span) (string, bool) {
	for _, r := range c.rules {
		if r.Is != "" && s.Start <= r.at && r.at < s.End {
			r.used = true
			return r.Is, true
		}
	}
	return "", false
}

// settle applies what can be said only of finished commitments: whose child
// one is, its title and its kind. Corrections that touched nothing are errors.
func (c *corrector) settle(d *Document) diag.List {
	titles := map[string]bool{}
	for _, r := range c.rules {
		if r.ChildOf == "" && r.Title == "" && r.Kind == "" {
			continue
		}
		x := d.at(r.at)
		if x == nil {
			continue
		}
		r.used = true
		if r.ChildOf != "" && !d.move(x, r) {
			c.problems = append(c.problems, diag.Errorf(r.ChildOfPos, "%q cannot be a child of %q", clip(r.Quote), clip(r.ChildOf)).
				WithHint("both must be commitments, and one must not be within the other"))
		}
		if r.Title != "" {
			if titles[strings.ToLower(r.Title)] {
				c.problems = append(c.problems, diag.Errorf(r.TitlePos, "another commitment has the title %q", r.Title).
					WithHint("give each commitment of a document a title of its own"))
			}
			titles[strings.ToLower(r.Title)] = true
			x.Title = r.Title
		}
	}
	for _, r := range c.rules {
		if !r.used {
			c.problems = append(c.problems, diag.Errorf(r.Pos, "the correction of %q changes nothing", clip(r.Quote)).
				WithHint("title, kind and child-of need the words of a commitment; is needs a paragraph, a heading or a list item"))
		}
	}
	return c.problems
}

// kinds overrules what verbs say.
func (c *corrector) kinds(d *Document) {
	names := map[string]Kind{
		correction.Pledge: Pledge, correction.Acknowledgement: Acknowledgement,
		correction.Principle: Principle, correction.Existing: Existing,
	}
	for _, r := range c.rules {
		if k, ok := names[r.Kind]; ok {
			if x := d.at(r.at); x != nil {
				x.Kind = k
			}
		}
	}
}

// at returns the commitment whose own words hold the byte at offset, or nil.
func (d *Document) at(offset int) *Commitment {
	for c := range d.Commitments() {
		for _, part := range c.Body {
			if s := part.Span(); s.Start <= offset && offset < s.End {
				return c
			}
		}
	}
	return nil
}

// move makes x a child of the commitment that the ruling names, or of none.
func (d *Document) move(x *Commitment, r *ruling) bool {
	var parent *Commitment
	if r.parent >= 0 {
		parent = d.at(r.parent)
		for p := parent; ; p = p.Parent {
			if p == x || parent == nil {
				return false
			}
			if p.Parent == nil {
				break
			}
		}
	}
	old := x.Parent
	if old == parent {
		return true
	}
	if parent != nil {
		d.detach(x)
		parent.Children = append(parent.Children, x)
		sortBySpan(parent.Children)
		x.Parent, x.Guess = parent, "correction: a child"
		x.LeadIn = parent.childLead()
		return true
	}
	top := old
	for top.Parent != nil {
		top = top.Parent
	}
	d.detach(x)
	x.Parent, x.Guess, x.LeadIn = nil, "correction: no child", top.LeadIn
	d.insertAfter(top, x)
	return true
}

// detach takes x out of its parent or its group; a group left empty keeps its
// lead-in.
func (d *Document) detach(x *Commitment) {
	without := func(list []*Commitment) []*Commitment {
		return slices.DeleteFunc(list, func(c *Commitment) bool { return c == x })
	}
	if x.Parent != nil {
		x.Parent.Children = without(x.Parent.Children)
		return
	}
	for _, p := range d.Pillars {
		for _, part := range p.Parts {
			if g, ok := part.(*Group); ok {
				g.Items = without(g.Items)
			}
		}
	}
}

// insertAfter puts x behind a commitment at the top of a group.
func (d *Document) insertAfter(top, x *Commitment) {
	for _, p := range d.Pillars {
		for _, part := range p.Parts {
			g, ok := part.(*Group)
			if !ok {
				continue
			}
			if i := slices.Index(g.Items, top); i >= 0 {
				g.Items = slices.Insert(g.Items, i+1, x)
				sortBySpan(g.Items)
				return
			}
		}
	}
}

func sortBySpan(list []*Commitment) {
	slices.SortStableFunc(list, func(a, b *Commitment) int { return cmp.Compare(a.Span().Start, b.Span().Start) })
}
