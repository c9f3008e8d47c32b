package ledger

import (
	"communique/internal/clause"
	"communique/internal/party"
)

// participleBy reads "$5 million provided by Japan", "funded by".
func (q *query) participleBy(g *giving) (clause.Phrase, bool) {
	for i := q.w + 1; i <= q.s.Last && i < q.w+14; i++ {
		if q.Low(i) == "," || q.Low(i) == ";" || q.Low(i) == "#" {
			break
		}
		v := q.VerbAt(i)
		if v < 0 {
			continue
		}
		if verb := &q.Verbs[v]; verb.Form == clause.Participle && (givers[verb.Lemma] || verb.Lemma == "lead") && verb.Lemma != "launch" {
			if p, ok := q.By(verb.Last); ok && verb.Lemma != "lead" {
				return p, true
			}
		}
		break
	}
	return clause.Phrase{}, false
}

// relative reads "the $3.5 billion the United States has invested".
func (q *query) relative(g *giving) (clause.Phrase, bool) {
	from, to := q.VerbsIn(q.s)
	for v := from; v < to; v++ {
		verb := &q.Verbs[v]
		if verb.First <= q.w {
			continue
		}
		if verb.Form == clause.Participle {
			continue
		}
		if !verb.Form.Finite() || verb.Passive || verb.Copula || !givers[verb.Lemma] || q.Relative(v) {
			break
		}
		p, ok := q.Subject(v)
		if !ok || p.First <= q.w || q.Low(verb.Last+1) == "#" {
			break
		}
		for i := q.w + 1; i < p.First; i++ {
			if low := q.Low(i); low == "," || low == ";" || low == "and" || low == "—" || low == "–" || q.VerbAt(i) >= 0 {
				return clause.Phrase{}, false
			}
		}
		return p, true
	}
	return clause.Phrase{}, false
}

// possessor reads "Microsoft’s $1.5 billion investment", "DFC’s $10 million
// loan".
func (q *query) possessor(g *giving) (clause.Phrase, bool) {
	if q.np.First >= q.w {
		return clause.Phrase{}, false
	}
	if owner, ok := q.its(q.np); ok && g.praised {
		return owner, true
	}
	last := -1
	for i := q.np.First; i < q.w; i++ {
		if q.Words[i].Possessive {
			last = i
		}
	}
	if last <= q.np.First || q.governs(g, "support", "help", "strengthen") {
		return clause.Phrase{}, false
	}
	return q.Owner(clause.Phrase{First: q.np.First, Last: last})
}

func (q *query) governs(g *giving, lemmas ...string) bool {
	if g.verb < 0 {
		return false
	}
	for _, l := range lemmas {
		if q.Verbs[g.verb].Lemma == l {
			return true
		}
	}
	return false
}

// measured reads "Amazon’s investments in 14 economies, totaling $40 billion".
func (q *query) measured(g *giving) (clause.Phrase, bool) {
	v := q.VerbAt(q.np.First - 1)
	if v < 0 && q.Preposition(q.np.First-1) {
		v = q.VerbAt(q.np.First - 2)
	}
	if v < 0 || !q.measures(v) {
		return clause.Phrase{}, false
	}
	for i := q.Verbs[v].First - 1; i >= q.s.First; i-- {
		if u := q.VerbAt(i); u >= 0 && q.Verbs[u].Form.Finite() {
			break
		}
		if !givingNouns[q.Low(i)] {
			continue
		}
		if p, ok := q.By(i); ok && p.Last < q.Verbs[v].First {
			return p, true
		}
		noun := q.Around(i)
		noun.Last = i
		if owner, ok := q.Owner(noun); ok {
			return owner, true
		}
	}
	return clause.Phrase{}, false
}

// gapped reads "the ROK $15 million" in "Japan will contribute $20 million,
// the ROK $15 million".
func (q *query) gapped(g *giving) (clause.Phrase, bool) {
	if q.np.First >= q.w {
		return clause.Phrase{}, false
	}
	m, ok := q.MentionAt(q.w - 1)
	before := q.Low(q.np.First - 1)
	if !ok || !m.Party.Kind.Actor() || before != "," && before != "and" && before != ";" || q.VerbAt(q.np.First-1) >= 0 {
		return clause.Phrase{}, false
	}
	if m.Adjective && q.np.Last > q.w {
		return clause.Phrase{}, false
	}
	for i := q.s.First; i < q.np.First; i++ {
		if q.Low(i) == "#" {
			return clause.Phrase{First: q.np.First, Last: q.w - 1}, true
		}
	}
	return clause.Phrase{}, false
}

// nounOf reads "Canada’s announcement of a new investment of $420 million",
// "the GEAPP commitment of up to $100 million", "an investment by X of".
func (q *query) nounOf(g *giving) (clause.Phrase, bool) {
	i := q.np.First - 1
	for i > q.s.First {
		if !q.Preposition(i) || q.VerbAt(i-1) >= 0 {
			return clause.Phrase{}, false
		}
		p := q.Around(i - 1)
		p.Last = i - 1
		if p.First > p.Last {
			return clause.Phrase{}, false
		}
		if givingNouns[q.Low(p.Last)] {
			if owner, ok := q.its(p); ok {
				return owner, true
			}
			if owner, ok := q.Owner(p); ok && (q.possessive(owner) || !q.recipient(g)) {
				return owner, true
			}
		}
		if (q.Low(p.First-1) == "by" || q.Low(p.First-1) == "from") && q.Actor(p) && givingNouns[q.Low(p.First-2)] {
			return p, true
		}
		// An adjective ahead of a comma: "a new, historic investment".
		if q.Low(p.First-1) == "," && p.First-2 > q.s.First && q.VerbAt(p.First-2) < 0 && !q.Preposition(p.First-2) {
			p.First = q.Around(p.First - 2).First
		}
		if !givingNouns[q.Low(p.Last)] {
			return clause.Phrase{}, false
		}
		i = p.First - 1
	}
	return clause.Phrase{}, false
}

// its reads "Germany for its contribution of": whoever is named before.
func (q *query) its(p clause.Phrase) (clause.Phrase, bool) {
	if low := q.Low(p.First); low != "its" && low != "their" {
		return clause.Phrase{}, false
	}
	for i := p.First - 1; i >= q.s.First; i-- {
		m, ok := q.MentionAt(i)
		if !ok || m.Adjective || !m.Party.Kind.Actor() {
			continue
		}
		return q.Around(i), true
	}
	return clause.Phrase{}, false
}

func (q *query) possessive(p clause.Phrase) bool {
	return p.Last+1 < len(q.Words) && q.Words[p.Last+1].Possessive
}

// recipient reports whether an actor gives by the verb, so that a name ahead
// of the noun qualifies rather than gives: "USAID will provide a Ukraine grant
// of".
func (q *query) recipient(g *giving) bool {
	if g.verb < 0 || g.praised {
		return false
	}
	p, ok := q.Agent(g.verb)
	return ok && q.Actor(p) && !receiving[q.Verbs[g.verb].Lemma]
}

// fromSource reads "$22.5 million from the private sector" where the verb does
// not say who gives: "leverage", "receive", "With $5 million from USAID".
func (q *query) fromSource(g *giving) (clause.Phrase, bool) {
	if g.verb >= 0 {
		lemma := q.Verbs[g.verb].Lemma
		if !mobilising[lemma] && !receiving[lemma] && !q.passiveVerb(g.verb) {
			if p, ok := q.Agent(g.verb); ok && q.worthy(p) {
				return clause.Phrase{}, false
			}
		}
		if buying[lemma] {
			return clause.Phrase{}, false
		}
	}
	for i := q.w + 1; i < q.s.Last && i < q.w+14; i++ {
		low := q.Low(i)
		if low == ";" || low == "," || low == "#" {
			break
		}
		if v := q.VerbAt(i); v >= 0 && q.Verbs[v].Form.Finite() && !(q.Low(q.Verbs[v].Last+1) == "from" && (q.Verbs[v].Copula || q.Verbs[v].Lemma == "come")) {
			break
		}
		if low != "from" {
			continue
		}
		p, ok := q.After(i + 1)
		if ok && q.worthy(p) && !q.era(p) {
			return p, true
		}
	}
	return clause.Phrase{}, false
}

func (q *query) passiveVerb(v int) bool { return q.Verbs[v].Passive }

// era reports a phrase of time or place after "from": "from 2021".
func (q *query) era(p clause.Phrase) bool {
	c := q.Low(p.First)
	return c == "" || '0' <= c[0] && c[0] <= '9'
}

// passive reads "$75 million will be provided by Japan", and the sum that
// "was provided".
func (q *query) passive(g *giving) (clause.Phrase, bool) {
	if g.subject < 0 || !q.Verbs[g.subject].Passive {
		return clause.Phrase{}, false
	}
	return q.By(q.Verbs[g.subject].Last)
}

// agent answers with whoever does what the governing verb says.
func (q *query) agent(g *giving) (clause.Phrase, bool) {
	if g.verb < 0 || g.subject >= 0 && g.verb < 0 {
		return clause.Phrase{}, false
	}
	verb := &q.Verbs[g.verb]
	if g.praised {
		if p, ok := q.By(verb.Last); ok && p.Last < q.w {
			return p, true
		}
		return clause.Phrase{}, false
	}
	if receiving[verb.Lemma] && !mobilising[verb.Lemma] && !spends[verb.Lemma] {
		return clause.Phrase{}, false
	}
	if mobilising[verb.Lemma] && q.aimed(g) {
		return clause.Phrase{}, false
	}
	p, ok := q.Agent(g.verb)
	if !ok {
		return clause.Phrase{}, false
	}
	if q.worthy(p) || q.law(p, *g) {
		return p, true
	}
	// "actions that will secure …, including reauthorizing": the one above.
	for v := g.verb - 1; v >= 0 && q.Verbs[v].First >= q.s.First; v-- {
		if !q.Verbs[v].Form.Finite() || q.Verbs[v].Passive || clause.Praising(q.Verbs[v].Lemma) {
			continue
		}
		if up, ok := q.Agent(v); ok && q.worthy(up) && up != p {
			return up, true
		}
	}
	return p, true
}

var spends = words("spend use utilize utilise require cost need access draw")

// aimed reports whether the sum is a goal of a programme or of nobody in
// particular rather than something that an actor brings in.
func (q *query) aimed(g *giving) bool {
	p, ok := q.Agent(g.verb)
	return !ok || !q.Actor(p) || q.Verbs[g.verb].Form == clause.Infinitive && !q.Actor(p) || q.purpose(g.verb)
}

// purpose reports an infinitive of purpose behind another sum: "$100 million
// to unlock $1 billion".
func (q *query) purpose(v int) bool {
	if q.Verbs[v].Form != clause.Infinitive {
		return false
	}
	for i := q.s.First; i < q.Verbs[v].First; i++ {
		if q.Low(i) == "#" {
			return true
		}
	}
	return false
}

// within reads "$350 million in annual U.S. assistance", "the C$3.8 billion
// Canadian strategy".
func (q *query) within(g *giving) (clause.Phrase, bool) {
	end := q.np.Last
	for k := 0; k < 2 && (q.Low(end+1) == "in" || q.Low(end+1) == "of" || q.Low(end+1) == "worth" && q.Low(end+2) == "of"); k++ {
		at := end + 2
		if q.Low(end+1) == "worth" {
			at++
		}
		if at > q.s.Last {
			break
		}
		next := q.Around(at)
		if next.Last < at {
			break
		}
		end = next.Last
		for q.Low(end+1) == "and" && end+2 <= q.s.Last {
			more := q.Around(end + 2)
			if more.Last < end+2 {
				break
			}
			end = more.Last
		}
	}
	if end <= q.w {
		return clause.Phrase{}, false
	}
	p := clause.Phrase{First: q.w + 1, Last: end}
	owner, ok := q.Owner(p)
	if !ok {
		return clause.Phrase{}, false
	}
	if m, _ := q.MentionAt(owner.Last); m.Party != nil && !m.Adjective && m.Party.Kind == party.Government && !q.possessive(owner) {
		return clause.Phrase{}, false
	}
	return owner, true
}

// opening reads a sum in a phrase ahead of the clause: "With $5 million in new
// funding, USAID will".
func (q *query) opening(g *giving) (clause.Phrase, bool) {
	if g.verb >= 0 || g.subject >= 0 || !q.Preposition(q.s.First) {
		return clause.Phrase{}, false
	}
	from, to := q.VerbsIn(q.s)
	for v := from; v < to; v++ {
		if q.Verbs[v].First > q.w && q.Verbs[v].Form.Finite() {
			if p, ok := q.Subject(v); ok && q.Actor(p) && p.First > q.w && !clause.Praising(q.Verbs[v].Lemma) {
				return p, true
			}
			break
		}
	}
	return clause.Phrase{}, false
}

// nounBy reads "commitments of $3 billion by partner governments".
func (q *query) nounBy(*giving) (clause.Phrase, bool) {
	of := q.np.First - 1
	if of <= q.s.First || q.Low(of) != "of" || !givingNouns[q.Low(of-1)] {
		return clause.Phrase{}, false
	}
	return q.By(q.w)
}
