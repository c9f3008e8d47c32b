package clause

import (
	"cmp"
	"slices"

	"communique/internal/factsheet"
	"communique/internal/party"
)

// A Role is the part that a party has in a commitment.
type Role uint8

const (
	Promises  Role = iota // it does, or is to do, what the commitment says
	Receives              // it is given something, or helped
	TakesPart             // it is named otherwise: works together, is consulted, hosts
)

var roleNames = [...]string{"promises", "receives", "takes part"}

// String gives the role in words.
func (r Role) String() string { return roleNames[r] }

// A Part is a party with its role in a commitment.
type Part struct {
	Party *party.Party
	Role  Role
}

// Roles returns the parties of a commitment with their roles, those that
// promise first, each party once with the firmest role it has. An item that
// begins with a bare verb is promised by the subject of its lead-in, or of the
// commitment above.
func Roles(c *factsheet.Commitment, parties *party.Table) []Part {
	r := &roles{found: map[*party.Party]Role{}}
	text := Read(c.Text(), parties, nil)
	if text.subjectless() {
		for _, p := range promisers(c, parties, 0) {
			r.note(p, Promises)
		}
	}
	r.read(text)
	return r.parts()
}

// promisers returns who promises by the words above a commitment.
func promisers(c *factsheet.Commitment, parties *party.Table, depth int) []*party.Party {
	if len(c.LeadIn) > 0 {
		if ps := Read(c.LeadIn.String(), parties, nil).Subjects(); len(ps) > 0 {
			return ps
		}
	}
	if c.Parent == nil || depth > deepest {
		return nil
	}
	above := Read(c.Parent.Text(), parties, nil)
	if ps := above.Subjects(); len(ps) > 0 {
		return ps
	}
	return promisers(c.Parent, parties, depth+1)
}

// subjectless reports a text that begins with a verb, or has none that could
// have a subject.
func (t *Text) subjectless() bool {
	for v := range t.Verbs {
		verb := &t.Verbs[v]
		if verb.Form != Participle {
			return !verb.Form.Finite()
		}
	}
	return true
}

// Subjects returns the actors that are subjects of the last clause of a text
// that has some, in order.
func (t *Text) Subjects() []*party.Party {
	for v := len(t.Verbs) - 1; v >= 0; v-- {
		if !t.Verbs[v].Form.Finite() {
			continue
		}
		if p, ok := t.Subject(v); ok {
			if ps := t.actors(p); len(ps) > 0 {
				return ps
			}
		}
	}
	return nil
}

// actors returns the parties that a phrase names as actors.
func (t *Text) actors(p Phrase) []*party.Party {
	var out []*party.Party
	for _, m := range t.MentionsIn(p) {
		if m.Party.Kind.Actor() && !m.Adjective && !slices.Contains(out, m.Party) {
			out = append(out, m.Party)
		}
	}
	return out
}

type roles struct {
	found map[*party.Party]Role
	order []*party.Party
}

func (r *roles) note(p *party.Party, role Role) {
	old, known := r.found[p]
	if !known {
		r.order = append(r.order, p)
	}
	if !known || role < old {
		r.found[p] = role
	}
}

func (r *roles) parts() []Part {
	out := make([]Part, len(r.order))
	for i, p := range r.order {
		out[i] = Part{p, r.found[p]}
	}
	slices.SortStableFunc(out, func(a, b Part) int { return cmp.Compare(a.Role, b.Role) })
	return out
}

func (r *roles) read(t *Text) {
	for v := range t.Verbs {
		r.verb(t, v)
	}
	for i := range t.Words {
		if m, ok := t.MentionAt(i); ok && m.Party.Kind.Actor() && !m.Adjective {
			if t.receives(i) {
				r.note(m.Party, Receives)
			} else {
				r.note(m.Party, TakesPart)
			}
		}
	}
}

// verb notes the agent of a verb as promising, unless it only looks on, or the
// clause is an aside.
func (r *roles) verb(t *Text, v int) {
	verb := &t.Verbs[v]
	if praising[verb.Lemma] || verb.Copula || t.Aside(v) || verb.Form == Participle || verb.Passive {
		return
	}
	switch verb.Form {
	case Past, Present, Gerund:
		if t.Relative(v) || verb.Form == Gerund {
			return
		}
	case Infinitive:
		if owner := t.VerbAt(verb.First - 1); owner >= 0 {
			return // its agent is that verb's
		}
	}
	p, ok := t.Agent(v)
	if !ok {
		return
	}
	for _, actor := range t.actors(p) {
		r.note(actor, Promises)
	}
}

// helping verbs have as object whom they help.
var helping = words("support help assist enable empower benefit train equip aid protect")

// handing verbs take their receiver after "to", "for" or "with".
var handing = words(`provide give grant award deliver donate send supply offer extend lend allocate disburse contribute transfer pay make expand increase
	bring support announce direct ensure`)

// receives reports whether the name at word i is given something: "provide
// vaccines to Vietnam", "support Ukraine".
func (t *Text) receives(i int) bool {
	first := i
	for first > 0 && t.nameOf[first-1] == t.nameOf[i] {
		first--
	}
	for first > 0 && t.has(first-1, det) {
		first--
	}
	if v := t.VerbAt(first - 1); v >= 0 {
		return helping[t.Verbs[v].Lemma]
	}
	switch t.Low(first - 1) {
	case "to", "for":
	default:
		return false
	}
	s := t.Sentence(first)
	for k := first - 2; k >= s.First && k > first-14; k-- {
		if t.Low(k) == ";" {
			return false
		}
		if v := t.VerbAt(k); v >= 0 {
			return handing[t.Verbs[v].Lemma]
		}
	}
	return false
}
