package factsheet

import (
	"iter"
	"strings"

	"communique/internal/diag"
	"communique/internal/source"
)

// A Span is a half-open range of byte offsets in the source file.
type Span struct{ Start, End int }

// Contains reports whether the whole of b lies in s.
func (s Span) Contains(b Span) bool { return s.Start <= b.Start && b.End <= s.End }

// cover returns the smallest span that holds both; an empty one is ignored.
func (s Span) cover(b Span) Span {
	if s == (Span{}) {
		return b
	}
	if b == (Span{}) {
		return s
	}
	return Span{min(s.Start, b.Start), max(s.End, b.End)}
}

// A Mark is a set of ways in which text is set off.
type Mark uint8

const (
	Strong Mark = 1 << iota
	Emphasis
	Underline
	Strike
	Superscript
	Subscript
	Code
)

// A Run is a stretch of text with one set of marks. Where Span is as long as
// Text, the text stands in the source byte for byte; otherwise (an entity, an
// escape, white space that was folded) the run is one indivisible thing.
type Run struct {
	Text  string // a soft line break is " ", a hard one is "\n"
	Span  Span
	Marks Mark
	Link  string // destination, http, https or mailto only; empty for none
}

// A Text is the inline content of a block, in source order, without white
// space at its ends.
type Text []Run

// String returns the words without markup.
func (t Text) String() string {
	if len(t) == 1 {
		return t[0].Text
	}
	n := 0
	for _, r := range t {
		n += len(r.Text)
	}
	var b strings.Builder
	b.Grow(n)
	for _, r := range t {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Span returns the range from the first run to the last.
func (t Text) Span() Span {
	if len(t) == 0 {
		return Span{}
	}
	return Span{t[0].Span.Start, t[len(t)-1].Span.End}
}

// A Role says what a paragraph is for.
type Role uint8

const (
	Intro   Role = iota // prose of the document or of a pillar
	LeadIn              // ends in a colon (or the like) and governs the commitments that follow
	Content             // the words of a commitment
	Note                // a footnote, a source line, a contact, a caption
	EndMark             // "###", "# # #", "END"
	Rule                // a thematic break; has no text
)

var roleNames = [...]string{"introduction", "lead-in", "commitment", "note", "end mark", "rule"}

func (r Role) String() string { return roleNames[r] }

// A Part is a piece of a document or of a pillar, in source order: one of
// *Paragraph, *Group or *Table.
type Part interface {
	part()
	// Span returns the range from the first to the last word of the part.
	Span() Span
}

// A Paragraph is one block of running text.
type Paragraph struct {
	Role  Role
	Mark  Text // what stands before it as a list or footnote mark ("1.", "2)"), as printed; empty for a bullet
	Depth int  // how many lists it stands in; 0 outside lists
	Quote bool // it stands in a block quote
	Text  Text
	Image string // address of a picture, whose description is the text; shown as a link, never loaded
	Alt   string // the description where it stands inside an HTML tag, and so is no word of the body
}

// A Table is a table of the source, cell by cell.
type Table struct {
	Rows   []Row
	Header bool // the first row holds the heads of the columns
}

// A Row is one row of a table.
type Row []Cell

// A Cell is one cell of a table.
type Cell struct {
	Text    Text
	Columns int // how many columns it spans, from 1
}

// A Group is a lead-in and the commitments that it governs, or a run of
// commitments without one.
type Group struct {
	LeadIn *Paragraph // nil where the commitments stand alone
	Items  []*Commitment
}

// A Kind says what a commitment amounts to.
type Kind uint8

const (
	Pledge          Kind = iota // a party will do something
	Acknowledgement             // a party welcomes, notes or recognises what another does
	Principle                   // a statement of what is held to be true or right
	Existing                    // something already done or under way
)

var kindNames = [...]string{"pledge", "acknowledgement", "statement of principle", "existing programme"}

func (k Kind) String() string { return kindNames[k] }

// A Strength says how firmly a commitment binds, from its verb.
type Strength uint8

const (
	Unstated Strength = iota // no verb that says
	Firm                     // will, shall, commits to, agreed to
	Intended                 // intends to, plans to, aims to
	Sought                   // seeks to, looks to, strives to, hopes to
	Explored                 // explores, considers, may
	Done                     // has done, is doing
)

var strengthNames = [...]string{"unstated", "firm", "intended", "sought", "explored", "done"}

func (s Strength) String() string { return strengthNames[s] }

// A Commitment is one thing that a document says a party does or will do.
type Commitment struct {
	Number   string // place in the document: "2.4", child "2.4.1"; without pillars "4" and "4.1"
	Slug     string // ASCII, at most 60 bytes, unique in its document after case folding
	Title    string // at most 90 characters, unique in its document
	Kind     Kind
	Strength Strength
	Verb     string // the word that decided kind or strength, as printed; empty if none

	LeadIn   Text   // the words that govern it, a second showing of them; empty if none
	Body     []Part // *Paragraph (the first holds the bold lead, if any) and *Table; never *Group
	Pillar   *Pillar
	Parent   *Commitment // nil at the top
	Children []*Commitment
	Guess    Guess // which rule found it

	aside bool // an editor said that this is no commitment
}

// A Guess names the rule that decided something, in words for a person.
type Guess string

// A Pillar is a thematic section.
type Pillar struct {
	Number   string // "1", "2", …; "0" for an implicit pillar ahead of others
	Slug     string // ASCII, at most 60 bytes, unique in its document after case folding
	Heading  string // without its number and closing colon; for an implicit pillar our own words
	Title    Text   // the heading as printed, number and colon included; empty if implicit
	Level    int    // 1 for the outermost headings of the document
	Implicit bool   // the document has no heading here
	Parts    []Part
	Guess    Guess
}

// A Document is one fact sheet, read.
type Document struct {
	Source   *source.File
	Slug     string // from the front matter or the file name
	Title    string
	Intro    []Part    // *Paragraph and *Table ahead of the first pillar
	Pillars  []*Pillar // at least one
	Notes    []Part    // *Paragraph and *Table after the end mark, and the mark itself
	Words    int       // visible words of the body, each in exactly one place
	Warnings diag.List
}

// Commitments yields the commitments of the document in reading order, a
// parent ahead of its children.
func (d *Document) Commitments() iter.Seq[*Commitment] {
	return func(yield func(*Commitment) bool) {
		for _, p := range d.Pillars {
			for c := range p.Commitments() {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// Commitments yields the commitments of the pillar in reading order, a parent
// ahead of its children.
func (p *Pillar) Commitments() iter.Seq[*Commitment] {
	return func(yield func(*Commitment) bool) {
		for _, part := range p.Parts {
			if g, ok := part.(*Group); ok {
				for _, c := range g.Items {
					if !c.walk(yield) {
						return
					}
				}
			}
		}
	}
}

func (c *Commitment) walk(yield func(*Commitment) bool) bool {
	if !yield(c) {
		return false
	}
	for _, child := range c.Children {
		if !child.walk(yield) {
			return false
		}
	}
	return true
}

// Text returns the words of the commitment itself, without its lead-in and its
// children, its paragraphs parted by a line feed.
func (c *Commitment) Text() string {
	if len(c.Body) == 1 {
		if p, ok := c.Body[0].(*Paragraph); ok {
			return p.Text.String()
		}
	}
	var b strings.Builder
	for _, part := range c.Body {
		p, ok := part.(*Paragraph)
		if !ok {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Text.String())
	}
	return b.String()
}

// Span returns the range of the commitment's own words, children left out
// unless they stand between them.
func (c *Commitment) Span() Span {
	var s Span
	for _, part := range c.Body {
		s = s.cover(part.Span())
	}
	return s
}

// Span returns the range of the paragraph, its mark included.
func (p *Paragraph) Span() Span { return p.Mark.Span().cover(p.Text.Span()) }

// Span returns the range of the table's words.
func (t *Table) Span() Span {
	var s Span
	for _, row := range t.Rows {
		for _, c := range row {
			s = s.cover(c.Text.Span())
		}
	}
	return s
}

// Span returns the range of the lead-in and the commitments with their children.
func (g *Group) Span() Span {
	var s Span
	if g.LeadIn != nil {
		s = g.LeadIn.Span()
	}
	for _, c := range g.Items {
		c.walk(func(c *Commitment) bool { s = s.cover(c.Span()); return true })
	}
	return s
}

func (*Paragraph) part() {}
func (*Table) part()     {}
func (*Group) part()     {}
