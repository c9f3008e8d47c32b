// Package role tells what each party has to do with each commitment of a
// document: it promises, it receives, or it takes part.
//
// In go a document and the table of its parties; out come [Part] values in the
// order of the commitments. Who promises is the subject of the first sentence
// of the commitment, or of the lead-in that governs it; "we" are those whose
// document it is. Only a pledge is promised: who welcomes, holds or has done
// something takes part in it. Who receives stands behind "to" or "for" after a
// verb of giving, or is the object of a verb of helping.
//
// A programme acts nowhere, and an adjective ("Korean companies") names
// nobody; neither has a role.
package role

import (
	"cmp"
	"slices"
	"strings"

	"communique/internal/clause"
	"communique/internal/factsheet"
	"communique/internal/party"
)

// A Role says what a party has to do with a commitment.
type Role uint8

const (
	Promises  Role = iota // it says that it will do this
	Receives              // what is promised is for it
	TakesPart             // it is named in any other way
)

var roleNames = [...]string{"promises", "receives", "takes part"}

// String gives the name in data.
func (r Role) String() string { return roleNames[r] }

// A Part is the role of one party in one commitment.
type Part struct {
	Party      *party.Party
	Commitment *factsheet.Commitment
	Role       Role
}

// Find returns the parts of the parties in the commitments of a document:
// those of a commitment together, in reading order, each party once with the
// first of its roles as they are declared, who promises ahead of who receives.
func Find(doc *factsheet.Document, parties *party.Table) []Part {
	f := &finder{parties: parties, leads: map[string][]*party.Party{}, promising: map[*factsheet.Commitment][]*party.Party{}}
	f.authors = f.authorsOf(doc)
	var out []Part
	for c := range doc.Commitments() {
		out = append(out, f.commitment(c)...)
	}
	return out
}

// A finder finds the roles in one document.
type finder struct {
	parties   *party.Table
	authors   []*party.Party            // who says "we"
	leads     map[string][]*party.Party // subjects by lead-in
	promising map[*factsheet.Commitment][]*party.Party
	last      *clause.Text // read last: most commitments are one paragraph, of which both questions are asked
}

// read returns a text, read.
func (f *finder) read(words string) *clause.Text {
	if f.last == nil || f.last.String != words {
		f.last = clause.Read(words, f.parties, nil)
	}
	return f.last
}

// authorsOf returns those whose document it is: the governments that its title
// names if there are several, else its publisher, else the one of the title.
func (f *finder) authorsOf(doc *factsheet.Document) []*party.Party {
	var titled []*party.Party
	for _, m := range f.parties.Find(doc.Title) {
		if m.Party.Kind == party.Government {
			titled = include(titled, m.Party)
		}
	}
	if p := f.parties.Publisher(); p != nil && len(titled) < 2 {
		return []*party.Party{p}
	}
	return titled
}

func include(list []*party.Party, p *party.Party) []*party.Party {
	if slices.Contains(list, p) {
		return list
	}
	return append(list, p)
}

// commitment returns the parts of one commitment.
func (f *finder) commitment(c *factsheet.Commitment) []Part {
	var out []Part
	promisers := f.promisers(c)
	f.promising[c] = promisers
	for _, p := range promisers {
		r := TakesPart
		if c.Kind == factsheet.Pledge {
			r = Promises
		}
		out = append(out, Part{p, c, r})
	}
	for _, part := range c.Body {
		for _, words := range texts(part) {
			out = f.named(f.read(words), c, out)
		}
	}
	slices.SortStableFunc(out, func(a, b Part) int { return cmp.Compare(a.Role, b.Role) })
	return out
}

// texts returns the words of a part of a commitment.
func texts(part factsheet.Part) []string {
	switch part := part.(type) {
	case *factsheet.Paragraph:
		return []string{part.Text.String()}
	case *factsheet.Table:
		var out []string
		for _, row := range part.Rows {
			for _, cell := range row {
				out = append(out, cell.Text.String())
			}
		}
		return out
	}
	return nil
}

// promisers returns who acts by the commitment: the subject of its own
// sentence, else of its lead-in, else whoever acts by its parent, else the
// authors.
func (f *finder) promisers(c *factsheet.Commitment) []*party.Party {
	if own, ok := f.subject(f.read(c.Text())); ok {
		return own
	}
	if len(c.LeadIn) > 0 {
		words := c.LeadIn.String()
		if lead, ok := f.leads[words]; ok {
			return lead
		}
		lead, ok := f.subject(f.read(words))
		if !ok {
			lead = f.authors
		}
		f.leads[words] = lead
		return lead
	}
	if c.Parent != nil {
		return f.promising[c.Parent]
	}
	return f.authors
}

// subject returns the parties that are the subject of the first sentence with
// a verb that binds or tells, and whether the sentence has a subject at all.
// One that names no party, such as "our companies", gives none.
func (f *finder) subject(t *clause.Text) ([]*party.Party, bool) {
	for _, s := range t.Sentences {
		if v := t.VerbAt(s.First); v >= 0 && t.Verbs[v].Form == clause.Bare {
			return nil, false // "Expand cooperation on": somebody else is the subject
		}
		for v := range t.Verbs {
			verb := &t.Verbs[v]
			if verb.First < s.First || verb.First > s.Last || !verb.Form.Finite() {
				continue
			}
			if verb.Passive {
				p, ok := t.Agent(v)
				return f.in(t, p, ok), true
			}
			p, ok := t.Subject(v)
			if !ok {
				break
			}
			return f.in(t, p, true), true
		}
	}
	return nil, false
}

// in returns the parties that a phrase names; "we" are the authors.
func (f *finder) in(t *clause.Text, p clause.Phrase, ok bool) []*party.Party {
	if !ok {
		return nil
	}
	switch strings.ToLower(t.Quote(p)) {
	case "we", "both", "both sides", "both countries", "the two countries", "the leaders", "the two leaders", "both leaders", "the two sides":
		return f.authors
	}
	var out []*party.Party
	for _, m := range t.MentionsIn(p) {
		if m.Party.Kind.Actor() && (!m.Adjective || m.Office) {
			out = include(out, m.Party)
		}
	}
	return out
}

// named adds the parties that a text of a commitment names and that have no
// role in it yet, or a lesser one.
func (f *finder) named(t *clause.Text, c *factsheet.Commitment, out []Part) []Part {
	for i := 0; i < len(t.Words); i++ {
		m, ok := t.MentionAt(i)
		if !ok {
			continue
		}
		first := i
		for i+1 < len(t.Words) {
			if next, ok := t.MentionAt(i + 1); !ok || next != m {
				break
			}
			i++
		}
		if !m.Party.Kind.Actor() || m.Adjective {
			continue
		}
		r := TakesPart
		if given(t, first) {
			r = Receives
		}
		at := slices.IndexFunc(out, func(p Part) bool { return p.Party == m.Party })
		switch {
		case at < 0:
			out = append(out, Part{m.Party, c, r})
		case r < out[at].Role:
			out[at].Role = r
		}
	}
	return out
}

var (
	giving = set(`give provide offer deliver donate grant extend contribute transfer commit pledge invest disburse award allocate send supply deploy
		support assist aid train equip`)
	helping = set(`support help assist aid equip train fund empower enable protect defend`)
	bridges = set(`the government governments people republic of and , both our partners partner in`)
)

// given reports whether what is promised goes to the party named at a word.
func given(t *clause.Text, i int) bool {
	s := t.Sentence(i)
	k := i - 1
	for k >= s.First && (bridges[t.Low(k)] || mentioned(t, k)) && i-k < 14 {
		k--
	}
	if k < s.First {
		return false
	}
	if v := t.VerbAt(k); v >= 0 {
		return helping[t.Verbs[v].Lemma] && !t.Verbs[v].Passive
	}
	if w := t.Low(k); w != "to" && w != "for" {
		return false
	}
	for v := len(t.Verbs) - 1; v >= 0; v-- {
		verb := &t.Verbs[v]
		if verb.Last < k && verb.First >= s.First {
			return giving[verb.Lemma]
		}
	}
	return false
}

func mentioned(t *clause.Text, i int) bool {
	_, ok := t.MentionAt(i)
	return ok
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
