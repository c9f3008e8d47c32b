package page

import (
	"html/template"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/role"
	"communique/internal/site"
)

// commitmentView is the view of commitment.html.
type commitmentView struct {
	frame
	Number   string
	Title    string
	Kind     string
	Class    string
	KindNote string
	Strength string
	LeadIn   template.HTML // a second showing
	Body     []block
	Parent   *link
	Children []item
	Who      []whoFact
	Money    []sumLink
	When     []sumLink
	Due      string // the head of these: "By when"
	Pillar   *link  // nil where the document names none
	Lines    string
	Origin   origin
	Cite     citation
	Embed    *embedSection
	Same     string // address of the same words in the original; may be empty
	Guess    string
	Related  []kin
	List     string // address of the commitment in the list of its pillar
	Siblings siblings
	Prev     *link
	Next     *link
}

// maxSiblings bounds the list of a pillar's commitments on each of their
// pages, so that the size of a site grows with the number of commitments and
// not with its square.
const maxSiblings = 40

// siblings is the list of a pillar's commitments as one of them shows it.
type siblings struct {
	Before  template.HTML // entries ahead of this one
	Current item
	After   template.HTML
	All     string // "All 212 commitments" where some are left out, empty otherwise
}

// A siblingList is the list of a pillar's commitments, rendered once for all
// of their pages.
type siblingList struct {
	html  string
	start []int       // offset in html of each entry, and the end
	facts pillarLinks // what their pages say alike
}

// list renders the entries of a pillar's commitments, a child after its parent.
func (w *documentWriter) list(p *site.Pillar) (siblingList, error) {
	l := siblingList{start: make([]int, 0, len(p.Commitments)+1)}
	w.buf.Reset()
	for _, c := range p.Commitments {
		l.start = append(l.start, w.buf.Len())
		if err := w.document.execute(&w.buf, "sibling", siblingItem(c)); err != nil {
			return l, err
		}
	}
	l.start = append(l.start, w.buf.Len())
	l.html = w.buf.String()
	return l, nil
}

func siblingItem(c *site.Commitment) item {
	it := item{link: link{URL: site.Rel(c.Pillar.Path, c.Path), Number: c.Model.Number, Label: c.Model.Title}}
	if c.Depth > 0 {
		it.Class = "child"
	}
	return it
}

// around returns the entries around a commitment, at most maxSiblings.
func (l siblingList) around(c *site.Commitment) siblings {
	n := len(l.start) - 1
	lo := max(0, min(c.Index-maxSiblings/2, n-maxSiblings))
	hi := min(n, lo+maxSiblings)
	s := siblings{
		Before:  template.HTML(l.html[l.start[lo]:l.start[c.Index]]),
		Current: siblingItem(c),
		After:   template.HTML(l.html[l.start[c.Index+1]:l.start[hi]]),
	}
	if hi-lo < n {
		s.All = "All " + count(n, "commitment")
	}
	return s
}

func (w *documentWriter) commitmentPage(f frame, frames embedFrame, list siblingList, c *site.Commitment) error {
	m := c.Model
	flow := w.flow(c.Path)
	leadIn := markup(m.LeadIn, common(m.LeadIn), flow.notes.notes(m.LeadIn)...)
	v := commitmentView{
		frame: f.at(w.Renderer, c.Path, m.Number+" "+m.Title+" – "+w.doc.Model.Title,
			m.LeadIn.String()+" "+m.Text()),
		Number:   m.Number,
		Title:    m.Title,
		Kind:     m.Kind.String(),
		Class:    kindClasses[m.Kind],
		KindNote: kindNotes[m.Kind],
		Strength: strength(m),
		LeadIn:   leadIn,
		Body:     body(flow, m),
		Who:      w.who(c),
		Money:    w.commitmentSums(c),
		When:     w.commitmentTimes(c),
		Due:      w.dueHead(c),
		Parent:   commitmentLink(c, c.Parent),
		Children: w.items(c.Path, m.Children),
		List:     site.Rel(c.Path, c.Anchor()),
		Lines:    lines(w.doc.Model.Source, m.Span()),
		Origin:   w.origin,
		Cite:     w.commitmentCitation(c),
		Same:     w.sameWords(c),
		Guess:    sentence(string(m.Guess)),
		Related:  w.kin(c),
		Siblings: list.around(c),
		Prev:     commitmentLink(c, c.Prev),
		Next:     commitmentLink(c, c.Next),
	}
	v.Meta.Data, v.Meta.Image = w.commitmentFacts(list.facts, c), w.card(c.Card, c.Pillar.Card, w.doc.Card)
	v.Meta.Copy = site.Rel(c.Path, w.copyScript)
	if !c.Pillar.Model.Implicit {
		v.Pillar = &link{URL: v.List, Number: c.Pillar.Model.Number, Label: c.Pillar.Model.Heading}
	}
	if w.settings.Has(site.Embeds) {
		var err error
		if v.Embed, err = w.embed(c.Path, &v.Meta, w.commitmentOffer(frames, c, &v)); err != nil {
			return err
		}
	}
	return w.page(c.Path, w.commitment, "base", v)
}

// body shows the words of a commitment. Its first paragraph stands in no list,
// however deep it was in the source.
func body(f flow, m *factsheet.Commitment) []block { return f.from(m).blocks(m.Body) }

// from returns a flow in which the first paragraph of a commitment stands in no
// list.
func (f flow) from(m *factsheet.Commitment) flow {
	for _, part := range m.Body {
		if p, ok := part.(*factsheet.Paragraph); ok {
			f.base = p.Depth
			break
		}
	}
	return f
}

// A whoFact names the parties that have one role in a commitment.
type whoFact struct {
	Role    string // "promises"
	Parties []link
	role    role.Role
}

// who names the parties of a commitment with their roles.
func (w *documentWriter) who(c *site.Commitment) []whoFact {
	var out []whoFact
	for _, part := range w.roles[c.Model] {
		if n := len(out); n == 0 || out[n-1].role != part.Role {
			out = append(out, whoFact{Role: roleWords[part.Role].one, role: part.Role})
		} else {
			out[n-1].Role = roleWords[part.Role].several
		}
		last := &out[len(out)-1]
		last.Parties = append(last.Parties, link{URL: site.Rel(c.Path, w.doc.Party(idOf(part.Party))), Label: part.Party.Name})
	}
	return out
}

// roleWords say what one party does in a role, and what several do.
var roleWords = map[role.Role]struct{ one, several string }{
	role.Promises: {"promises", "promise"}, role.Receives: {"receives", "receive"}, role.TakesPart: {"takes part", "take part"},
}

// commitmentSums lists the money of a commitment, each sum with its row.
func (w *documentWriter) commitmentSums(c *site.Commitment) []sumLink {
	var out []sumLink
	for _, e := range w.sums[c.Model] {
		out = append(out, sumLink{link: link{URL: w.sumURL(c.Path, e), Label: entryFigure(e)}, Why: sumNote(e)})
	}
	return out
}

// sumNote says of a sum how firm it is, who gives it, and over what time:
// "committed by Japan, over 5 years".
func sumNote(e *ledger.Entry) string {
	note := e.Status.String()
	var payers []string
	for _, p := range e.Payer.Parties {
		payers = append(payers, definite(p))
	}
	switch names := enumerate(payers); {
	case names == "":
	case e.Status == ledger.Committed || e.Status == ledger.Announced:
		note += " by " + names
	default:
		note += ", from " + names
	}
	if p := periodWords(e.Period); p != "" {
		note += ", " + p
	}
	return note
}

// commitmentTimes lists the deadlines of a commitment, each with its row.
func (w *documentWriter) commitmentTimes(c *site.Commitment) []sumLink {
	var out []sumLink
	for _, i := range w.times[c.Model] {
		d := w.found.Deadlines[i]
		out = append(out, sumLink{link: link{URL: site.Rel(c.Path, w.deadlinePath(i)), Label: d.quote()}, Why: d.beyond()})
	}
	return out
}

// dueHead is what the times of a commitment are called: stretches and events are
// no dates by which something is to be done.
func (w *documentWriter) dueHead(c *site.Commitment) string {
	for _, i := range w.times[c.Model] {
		if w.found.Deadlines[i].Form != deadline.FormDeadline {
			return "When"
		}
	}
	return "By when"
}

func commitmentLink(from, to *site.Commitment) *link {
	if to == nil {
		return nil
	}
	return &link{URL: site.Rel(from.Path, to.Path), Number: to.Model.Number, Label: to.Model.Title}
}
