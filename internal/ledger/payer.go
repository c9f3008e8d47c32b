package ledger

import (
	"strings"

	"communique/internal/clause"
	"communique/internal/party"
)

// A giving is what the grammar of a sentence tells of one sum.
type giving struct {
	payer   Payer
	verb    int  // that governs the sum, or -1
	subject int  // the verb whose subject the sum is part of, or -1
	pledged bool // whoever gives has bound himself
	praised bool // the sentence only welcomes it
	nouns   []string
	phrase  clause.Phrase // of the payer, if named
	named   bool
}

// giver finds who gives a sum.
func (x *extractor) giver(e *Entry) giving {
	q := &query{Text: e.text, x: x, e: e, w: e.word, s: e.text.Sentence(e.word)}
	g := giving{verb: -1, subject: -1}
	q.np = q.Around(q.w)
	g.subject = q.subjectOf()
	g.verb = q.governor(g.subject)
	g.nouns = q.nouns()
	g.pledged = q.pledged(g)
	g.praised = g.verb >= 0 && q.Verbs[g.verb].Form.Finite() && clause.Praising(q.Verbs[g.verb].Lemma)
	if p, ok := q.named(&g); ok {
		g.phrase, g.named = p, true
		g.payer = x.payer(e.block, e.text, p)
		return g
	}
	if payer, ok := x.referred(e, q); ok {
		g.payer = payer
		return g
	}
	if lemma := e.lemma(g); receiving[lemma] && !mobilising[lemma] && !spends[lemma] {
		g.payer = Payer{Inferred: true} // whoever receives it does not give it
		return g
	}
	g.payer = x.inferred(e)
	return g
}

// farthest is how many verbs back a subject is looked for.
const farthest = 200

// A query looks for the payer of one sum in its sentence.
type query struct {
	*clause.Text
	x  *extractor
	e  *Entry
	w  int           // the sum
	s  clause.Phrase // its sentence
	np clause.Phrase // its noun phrase
}

// named tries the constructions in which a payer is named, the nearest to the
// sum first. A law or a programme that is said to give answers only where
// nobody else does.
func (q *query) named(g *giving) (clause.Phrase, bool) {
	law := clause.Phrase{First: -1, Last: -1}
	for _, n := range g.nouns {
		if aimNouns[n] && !g.pledged {
			return law, false // a goal has no payer yet
		}
	}
	for _, find := range []func(*giving) (clause.Phrase, bool){
		q.participleBy, q.relative, q.possessor, q.gapped, q.nounBy, q.nounOf, q.measured, q.fromSource, q.passive, q.agent, q.within, q.opening,
	} {
		p, ok := find(g)
		if !ok {
			continue
		}
		p = q.meant(q.tidy(p))
		switch {
		case q.worthy(p):
			return p, true
		case law.First < 0 && q.law(p, *g):
			law = p
		}
	}
	return law, law.First >= 0
}

// subjectOf returns the verb to whose subject the sum belongs, or -1.
func (q *query) subjectOf() int {
	from, to := q.VerbsIn(q.s)
	for v := from; v < to; v++ {
		verb := &q.Verbs[v]
		if verb.First < q.w {
			continue
		}
		if verb.Form.Finite() && q.Relative(v) {
			continue
		}
		if !verb.Form.Finite() {
			if verb.First > q.w && verb.Form != clause.Participle && verb.Form != clause.Gerund {
				return -1
			}
			continue
		}
		p, ok := q.Subject(v)
		if !ok || p.First > q.w {
			return -1
		}
		// The sum may hang on the subject: "Funding of $5 million will …".
		if p.Last >= q.w || q.bare(p.Last+1, q.w-1) {
			return v
		}
		return -1
	}
	return -1
}

// bare reports whether no verb, other than a participle, stands in a range.
func (q *query) bare(first, last int) bool {
	for i := first; i <= last; i++ {
		if v := q.VerbAt(i); v >= 0 && q.Verbs[v].Form != clause.Participle && !measuring[q.Verbs[v].Lemma] {
			return false
		}
	}
	return true
}

// governor returns the verb that governs the sum: the nearest one to the left
// in its clause that does not only measure, or -1.
func (q *query) governor(subject int) int {
	from, to := q.VerbsIn(q.s)
	for v := to - 1; v >= from; v-- {
		verb := &q.Verbs[v]
		if verb.Last >= q.w {
			continue
		}
		if q.parted(verb.Last+1, q.w-1) {
			return -1
		}
		if verb.Form == clause.Participle || verb.Copula && !verb.Form.Finite() || q.measures(v) {
			continue
		}
		if verb.Copula || verb.Passive && verb.Form.Finite() {
			// "is a $49 million program", "is expected to reach": the verb has
			// the sum in its complement.
			if verb.Passive && subject < 0 {
				return v
			}
			return -1
		}
		if subject >= 0 && subject != v {
			if verb.Form.Finite() && (q.Low(verb.Last+1) == "that" || announcing[verb.Lemma]) || verb.Form == clause.Gerund && q.adjacent(v) {
				return v
			}
			return -1
		}
		return v
	}
	return -1
}

// adjacent reports whether the noun phrase of the sum is the object of a verb.
func (q *query) adjacent(v int) bool { return q.Verbs[v].Last+1 >= q.np.First }

// measures reports a verb that only tells a size: "valued at $5 million".
func (q *query) measures(v int) bool {
	verb := &q.Verbs[v]
	if !measuring[verb.Lemma] {
		return false
	}
	switch verb.Form {
	case clause.Gerund, clause.Participle:
		return true
	}
	return verb.Lemma != "cost" && verb.Lemma != "include" && verb.Lemma != "involve" && verb.Lemma != "be" && verb.Form == clause.Infinitive
}

// parted reports whether a clause ends within a range of words.
func (q *query) parted(first, last int) bool {
	for i := first; i <= last; i++ {
		switch q.Low(i) {
		case ";", "while", "whereas":
			return true
		case ":":
			return q.VerbAt(first-1) >= 0 && !givers[q.Verbs[q.VerbAt(first-1)].Lemma]
		}
	}
	return false
}

// nouns collects the nouns of giving and aiming between the governing verb and
// the sum, and the head of the sum's own phrase.
func (q *query) nouns() []string {
	var out []string
	for i := q.w - 1; i >= q.s.First && i > q.w-14; i-- {
		if v := q.VerbAt(i); v >= 0 && q.Verbs[v].Form.Finite() || q.Low(i) == ";" || q.Low(i) == "#" {
			break
		}
		out = append(out, q.Low(i))
	}
	return out
}

func (q *query) pledged(g giving) bool {
	for _, n := range g.nouns {
		if pledging[n] {
			return true
		}
	}
	from, to := q.VerbsIn(q.s)
	for v := from; v < to; v++ {
		verb := &q.Verbs[v]
		if verb.Last < q.w && pledging[verb.Lemma] && !q.parted(verb.Last+1, q.w-1) && v <= g.verb {
			return true
		}
	}
	return false
}

// payer makes a payer of a phrase.
func (x *extractor) payer(b *block, t *clause.Text, p clause.Phrase) Payer {
	span := t.Span(p)
	out := Payer{Words: strings.Join(strings.Fields(b.string[span.Start:span.End]), " "), Span: b.text.Locate(span.Start, span.End)}
	if ourselves[t.Low(p.First)] && !privatePhrase(t, p) {
		if out.Parties = speaking(t, p.First); len(out.Parties) == 0 {
			out.Parties = x.selves(b)
		}
		return out
	}
	out.Parties = x.actors(t, p)
	if own := x.ledger.Parties.Publisher(); len(out.Parties) == 0 && own != nil && t.Low(p.Last) == "government" {
		out.Parties = []*party.Party{own} // "the government" of whose text it is
	}
	return out
}
