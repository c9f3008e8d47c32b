package page

import (
	"html/template"
	"slices"

	"communique/internal/factsheet"
	"communique/internal/site"
)

// A whole is a commitment with its own words, the primary place of them, and
// all that is known of it.
type whole struct {
	ID, Number, Title string
	Level             int  // of its heading, 2 to 5
	Inner             bool // it is part of another
	Body              []block
	Kind, Strength    string
	Who               []whoFact
	Money, When       []sumLink
	Due               string // the head of When
	Lines             string
	Same              string  // address of the same words in the original; may be empty
	Children          []block // what is left of them behind the last words of its own
}

// wholeFlow prepares the parts shown on the page at path with commitments in
// their places, the outermost of which have headings of the given level.
func (w *documentWriter) wholeFlow(path string, level int) flow {
	f := w.flow(path)
	f.whole = func(list []*factsheet.Commitment) []whole {
		out := make([]whole, 0, len(list))
		for _, m := range list {
			out = append(out, w.whole(f, level, w.doc.Commitment(m)))
		}
		return out
	}
	return f
}

func (w *documentWriter) whole(f flow, level int, c *site.Commitment) whole {
	m := c.Model
	v := whole{
		ID: c.ID, Number: m.Number, Title: m.Title, Level: min(level+c.Depth, 5), Inner: c.Depth > 0,
		Kind: capital(m.Kind.String()), Strength: strength(m),
		Who: w.who(c), Money: w.commitmentSums(c), When: w.commitmentTimes(c), Due: w.dueHead(c),
		Lines: lines(w.doc.Model.Source, m.Span()), Same: w.sameWords(c),
	}
	v.Body, v.Children = wholeBody(f, m)
	return v
}

// wholeBody shows the words of a commitment and its children in the order of
// the source, in which its own may go on behind those of a child.
func wholeBody(f flow, m *factsheet.Commitment) (own, rest []block) {
	f = f.from(m)
	children := m.Children
	var run []factsheet.Part
	for _, part := range m.Body {
		n := 0
		for n < len(children) && children[n].Span().Start < part.Span().Start {
			n++
		}
		if n > 0 {
			own = append(append(own, f.blocks(run)...), block{Kind: "whole", Whole: f.whole(children[:n])})
			run, children = nil, children[n:]
		}
		run = append(run, part)
	}
	own = append(own, f.blocks(run)...)
	if len(children) > 0 {
		rest = []block{{Kind: "whole", Whole: f.whole(children)}}
	}
	return own, rest
}

// A wholePillar is a pillar with all that stands in it.
type wholePillar struct {
	ID      string
	Hue     string
	Number  string // empty for what the document does not name
	Heading template.HTML
	Source  string // value of data-source for the heading; empty where it is ours
	Plain   string // the heading without markup
	Count   string
	Kinds   []string
	Money   []totalRow
	Blocks  []block
	Entries []link // its commitments, for the contents
}

// wholePillar prepares a pillar whose commitments have headings of the given
// level.
func (w *documentWriter) wholePillar(p *site.Pillar, level int) wholePillar {
	v := wholePillar{
		Hue:    pillarColour(slices.Index(w.doc.Pillars, p), p.Model.Implicit),
		Number: pillarLink(p.Path, p).Number,
		Plain:  p.Model.Heading,
		Count:  count(len(p.Commitments), "commitment"),
		Kinds:  kinds(p.Commitments),
		Money:  w.pillarMoney(p),
		Blocks: w.wholeFlow(p.Path, level).blocks(p.Model.Parts),
	}
	v.Heading, v.Source = pillarHeading(p)
	for _, c := range p.Commitments {
		v.Entries = append(v.Entries, link{URL: site.Rel(p.Path, c.Path), Number: c.Model.Number, Label: c.Model.Title})
	}
	return v
}
