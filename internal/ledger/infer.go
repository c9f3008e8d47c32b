package ledger

import (
	"slices"
	"strings"

	"communique/internal/clause"
	"communique/internal/party"
)

// speaking returns the public subject of the sentence ahead of "we": "the
// Administration is announcing that we".
func speaking(t *clause.Text, i int) []*party.Party {
	from, to := t.VerbsIn(t.Sentence(i))
	for v := from; v < to; v++ {
		if t.Verbs[v].First >= i || !t.Verbs[v].Form.Finite() {
			continue
		}
		if p, ok := t.Subject(v); ok {
			if out := public(t, p); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// public returns the public parties that a phrase names, each once.
func public(t *clause.Text, p clause.Phrase) []*party.Party {
	var out []*party.Party
	for _, m := range t.MentionsIn(p) {
		if m.Party.Kind.Public() && !m.Adjective {
			out = appendParty(out, m.Party)
		}
	}
	return out
}

// actors returns the parties that a phrase names as actors, each once.
func (x *extractor) actors(t *clause.Text, p clause.Phrase) []*party.Party {
	var out []*party.Party
	if privatePhrase(t, p) {
		for _, m := range t.MentionsIn(p) {
			if m.Party.Kind == party.Company {
				out = appendParty(out, m.Party)
			}
		}
		return out
	}
	for _, m := range t.MentionsIn(p) {
		who := m.Party
		if who.Kind == party.Programme {
			continue
		}
		out = appendParty(out, who)
	}
	return out
}

func appendParty(list []*party.Party, p *party.Party) []*party.Party {
	for _, old := range list {
		if old == p {
			return list
		}
	}
	return append(list, p)
}

// privatePhrase reports a phrase whose head says that it is no government:
// "our leading companies", "Korean firms".
func privatePhrase(t *clause.Text, p clause.Phrase) bool {
	for i := p.First; i <= p.Last; i++ {
		if _, ok := t.MentionAt(i); ok {
			continue
		}
		if privateNouns[t.Low(i)] || t.Low(i) == "sector" && i > p.First && t.Low(i-1) == "private" {
			return true
		}
	}
	return false
}

// selves returns the parties that "we" are: those of the lead-in, else the
// governments in the title, else the publisher.
func (x *extractor) selves(b *block) []*party.Party {
	if b.leadIn != nil {
		if ps := x.subjects(b.leadIn); len(ps) > 0 {
			return ps
		}
	}
	var out []*party.Party
	for _, m := range x.ledger.Parties.Find(x.ledger.Document.Title) {
		switch {
		case m.Party.Kind == party.Intergovernmental:
			return []*party.Party{m.Party}
		case m.Party.Kind == party.Government && !m.Office:
			out = appendParty(out, m.Party)
		}
	}
	own := x.ledger.Parties.Publisher()
	if own == nil {
		return out
	}
	for _, p := range out {
		if p == own {
			return out
		}
	}
	return []*party.Party{own}
}

// subjects returns the public parties that are subjects in a block, of the
// last sentence that has some.
func (x *extractor) subjects(b *block) []*party.Party {
	t := b.plain(x.ledger.Parties)
	var out []*party.Party
	lastSubject(t, len(t.Verbs)-1, func(v int, p clause.Phrase) bool {
		out = public(t, p)
		return len(out) > 0
	})
	return out
}

// lastSubject shows the subjects of the finite verbs from v back, the nearest
// first and no more than farthest verbs away, until one is what is looked for.
func lastSubject(t *clause.Text, v int, found func(v int, p clause.Phrase) bool) {
	for u := v; u >= 0 && u > v-farthest; u-- {
		if !t.Verbs[u].Form.Finite() {
			continue
		}
		if p, ok := t.Subject(u); ok && found(u, p) {
			return
		}
	}
}

// referred answers for "These investments, totaling $25 billion": whoever made
// the investments of the sentence before.
func (x *extractor) referred(e *Entry, q *query) (Payer, bool) {
	head := -1
	for i := q.s.First; i < q.w && i < q.s.First+4; i++ {
		if low := q.Low(i); (low == "these" || low == "this" || low == "those" || low == "such") && i == q.s.First {
			for k := i + 1; k < q.w && k < i+4; k++ {
				if givingNouns[q.Low(k)] {
					head = k
				}
			}
		}
	}
	if head < 0 {
		return Payer{}, false
	}
	b := e.block
	noun := strings.TrimSuffix(q.Low(head), "s")
	for i := q.s.First - 1; i >= 0; i-- {
		if strings.TrimSuffix(q.Low(i), "s") != noun {
			continue
		}
		s := q.Sentence(i)
		for k := i + 1; k <= s.Last; k++ {
			if q.Low(k) == "by" || q.Low(k) == "from" {
				if p, ok := q.After(k + 1); ok && q.worthy(p) {
					return x.payer(b, q.Text, p), true
				}
			}
		}
		if owner, ok := q.Owner(q.Around(i)); ok {
			return x.payer(b, q.Text, owner), true
		}
		break
	}
	return Payer{}, false
}

// inferred answers where the sentence is silent: the last public subject ahead
// of it in the same commitment, the lead-in, the commitment above, the
// government whose text it is if the text names it at all.
func (x *extractor) inferred(e *Entry) Payer {
	parties := x.ledger.Parties
	b := e.block
	for at := b; at != nil; at = at.before {
		if ps := x.subjectsBefore(at, e); len(ps) > 0 {
			return Payer{Parties: ps, Inferred: true}
		}
	}
	for _, up := range []*block{b.leadIn, b.parent} {
		if up != nil {
			if ps := x.subjects(up); len(ps) > 0 {
				return Payer{Parties: ps, Inferred: true}
			}
		}
	}
	if p := parties.Publisher(); p != nil {
		for _, used := range parties.Parties() {
			if used == p || parties.Of(used) == p {
				return Payer{Parties: []*party.Party{p}, Inferred: true}
			}
		}
	}
	return Payer{Inferred: true}
}

// subjectsBefore returns the last single government, or its agency, that is
// the subject of a verb ahead of the entry in a block.
func (x *extractor) subjectsBefore(b *block, e *Entry) []*party.Party {
	t := e.text
	if b != e.block {
		t = b.plain(x.ledger.Parties)
	}
	last := len(t.Verbs) - 1
	if b == e.block {
		_, to := t.VerbsIn(t.Sentence(e.word))
		last = to - 1
	}
	var out []*party.Party
	lastSubject(t, last, func(v int, p clause.Phrase) bool {
		if b == e.block && t.Verbs[v].First > e.word {
			return false
		}
		out = slices.DeleteFunc(public(t, p), func(p *party.Party) bool { return p.Kind == party.Intergovernmental })
		return len(out) == 1
	})
	if len(out) != 1 {
		return nil
	}
	return out
}
