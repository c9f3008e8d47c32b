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

// A query looks for the payer of one sum in its sentence.
type query struct {
	*clause.Text
	x  *extractor
	e  *Entry
	w  int           // the sum
	s  clause.Phrase // its sentence
	np clause.Phrase // its noun phrase
}

func (q *query) Low1(i int, w string) bool { return q.Low(i) == w }

// named tries the constructions in which a payer is named, the nearest to the
// sum first.
func (q *query) named(g *giving) (clause.Phrase, bool) {
	law := clause.Phrase{First: -1, Last: -1}
	for _, find := range []func(*giving) (clause.Phrase, bool){
		q.participleBy, q.relative, q.possessor, q.gapped, q.nounOf, q.measured, q.fromSource, q.passive, q.agent, q.within, q.opening,
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

// meant answers for "they" and "it" with the subject before: "ten foundations
// announced they have committed".
func (q *query) meant(p clause.Phrase) clause.Phrase {
	if p.First != p.Last {
		return p
	}
	switch q.Low(p.First) {
	case "they", "it", "he", "she":
	default:
		return p
	}
	for v := len(q.Verbs) - 1; v >= 0; v-- {
		if q.Verbs[v].First >= p.First || !q.Verbs[v].Form.Finite() {
			continue
		}
		s, ok := q.Subject(v)
		if ok && s.First < p.First && q.worthy(s) {
			return s
		}
	}
	return p
}

// subjectOf returns the verb to whose subject the sum belongs, or -1.
func (q *query) subjectOf() int {
	for v := range q.Verbs {
		verb := &q.Verbs[v]
		if verb.First < q.w || verb.First > q.s.Last {
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
	for v := len(q.Verbs) - 1; v >= 0; v-- {
		verb := &q.Verbs[v]
		if verb.Last >= q.w {
			continue
		}
		if verb.First < q.s.First {
			break
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
	for v := range q.Verbs {
		verb := &q.Verbs[v]
		if verb.First <= q.w || verb.First > q.s.Last {
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
	for v := range q.Verbs {
		if q.Verbs[v].First > q.w && q.Verbs[v].First <= q.s.Last && q.Verbs[v].Form.Finite() {
			if p, ok := q.Subject(v); ok && q.Actor(p) && p.First > q.w && !clause.Praising(q.Verbs[v].Lemma) {
				return p, true
			}
			break
		}
	}
	return clause.Phrase{}, false
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
	for v := range q.Verbs {
		verb := &q.Verbs[v]
		if verb.First >= q.s.First && verb.Last < q.w && pledging[verb.Lemma] && !q.parted(verb.Last+1, q.w-1) && v <= g.verb {
			return true
		}
	}
	return false
}

// tidy cuts a payer's phrase down to the name: no relative clause, no leading
// quantity.
func (q *query) tidy(p clause.Phrase) clause.Phrase {
	for p.First < p.Last && (q.Low(p.First) == "and" || q.Low(p.First) == "," || q.Low(p.First) == "both") {
		p.First++
	}
	if w := q.Words[p.First]; p.First == p.Last && len(w.Text) == 2 && w.Capital && w.Text == strings.ToUpper(w.Text) && p.First-2 >= q.s.First && q.Low(p.First-1) == "," && q.Words[p.First-2].Capital {
		p.First = q.Around(p.First - 2).First // "Chicago, IL"
	}
	for i := p.First; i <= p.Last; i++ {
		if q.Words[i].Possessive && q.Low(i+1) == "(" && i > p.First {
			p.Last = i - 1 // "Amazon Web Services’ (AWS’)"
			break
		}
		if q.Low(i) == "#" {
			// The sum itself is in the phrase: what is before it names.
			if i == p.First {
				p.First++
			} else {
				p.Last = i - 1
			}
			break
		}
	}
	return p
}

// states are parts of a federation that texts of their government name
// without one.
var states = words(`alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky
	louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee
	texas utah vermont virginia washington wisconsin wyoming queensland victoria tasmania scotland wales ontario quebec alberta manitoba
	saskatchewan`)

// worthy reports whether a phrase names somebody who can pay.
func (q *query) worthy(p clause.Phrase) bool {
	if p.First > p.Last {
		return false
	}
	if q.Actor(p) {
		return true
	}
	for _, m := range q.MentionsIn(p) {
		if m.Party.Unsure && m.End >= q.Span(p).End-1 {
			return true
		}
	}
	last := strings.TrimSuffix(q.Low(p.Last), "s")
	if programmeNouns[q.Low(p.Last)] || programmeNouns[last] || q.Words[p.Last].Possessive {
		return false
	}
	for _, m := range q.MentionsIn(p) {
		if m.Party.Kind == party.Programme && !m.Party.Unsure && m.End >= q.Span(p).End {
			return false
		}
	}
	// A name of capitals that nobody has introduced: a company as a rule.
	capital := false
	if p.First == p.Last && q.x.common(q.Words[p.First]) || regions[q.Low(p.Last)] {
		return false
	}
	for i := p.First; i <= p.Last; i++ {
		w := &q.Words[i]
		if w.Capital && (i > q.s.First || !everyday(w.Low)) {
			capital = true
		} else if !w.Mark && !nameSmall[w.Low] && i > p.First && i == p.Last {
			return false
		}
	}
	return capital && q.Words[p.Last].Capital
}

var nameSmall = words("of and for the de al & a an")

// regions are parts of the world: names that give nothing.
var regions = words(`africa asia europe pacific indo-pacific america americas caribbean east west north south oceania arctic atlantic mediterranean
	sahel hemisphere peninsula region balkans world u.s`)

// common reports a word that the document also has without a capital, or that
// has the ending of an abstract noun: no name, though a sentence begins with it.
func (x *extractor) common(w party.Word) bool {
	if x.lower == nil {
		x.lower = map[string]bool{}
		for _, b := range x.ledger.blocks {
			for _, w := range party.Words(b.string) {
				if !w.Capital && !w.Mark {
					x.lower[w.Low] = true
				}
			}
		}
	}
	if x.lower[w.Low] {
		return true
	}
	for _, end := range []string{"tion", "ment", "ance", "ence", "ings", "ships", "ities", "tions", "ments"} {
		if strings.HasSuffix(w.Low, end) && len(w.Low) > 6 {
			return true
		}
	}
	return false
}

// everyday reports a word that has a capital only because a sentence begins.
func everyday(low string) bool {
	switch low {
	case "this", "these", "those", "that", "the", "a", "an", "it", "funding", "investments", "investment", "projects", "awards", "grants", "new",
		"additional", "total", "overall", "federal", "such", "other", "both", "activities", "programs", "efforts", "support", "resources":
		return true
	}
	return false
}

// law reports whether a phrase is a named law or programme that gives: "the
// Inflation Reduction Act’s program will invest".
func (q *query) law(p clause.Phrase, g giving) bool {
	if g.verb < 0 || !givers[q.Verbs[g.verb].Lemma] || mobilising[q.Verbs[g.verb].Lemma] || !q.Verbs[g.verb].Form.Finite() {
		return false
	}
	capitals := 0
	for i := p.First; i <= p.Last; i++ {
		if q.Words[i].Capital && i > q.s.First || q.Words[i].Capital && !everyday(q.Low(i)) {
			capitals++
		}
	}
	return capitals >= 2 && q.Words[p.Last].Capital
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

// speaking returns the public subject of the sentence ahead of "we": "the
// Administration is announcing that we".
func speaking(t *clause.Text, i int) []*party.Party {
	s := t.Sentence(i)
	for v := range t.Verbs {
		if t.Verbs[v].First < s.First || t.Verbs[v].First >= i || !t.Verbs[v].Form.Finite() {
			continue
		}
		if p, ok := t.Subject(v); ok {
			var out []*party.Party
			for _, m := range t.MentionsIn(p) {
				if m.Party.Kind.Public() && !m.Adjective {
					out = appendParty(out, m.Party)
				}
			}
			if len(out) > 0 {
				return out
			}
		}
	}
	return nil
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
	for v := len(t.Verbs) - 1; v >= 0; v-- {
		if !t.Verbs[v].Form.Finite() {
			continue
		}
		p, ok := t.Subject(v)
		if !ok {
			continue
		}
		var out []*party.Party
		for _, m := range t.MentionsIn(p) {
			if m.Party.Kind.Public() && !m.Adjective {
				out = appendParty(out, m.Party)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
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
	for v := len(t.Verbs) - 1; v >= 0; v-- {
		if !t.Verbs[v].Form.Finite() || b == e.block && t.Verbs[v].First > e.word {
			continue
		}
		p, ok := t.Subject(v)
		if !ok {
			continue
		}
		var out []*party.Party
		for _, m := range t.MentionsIn(p) {
			if m.Party.Kind.Public() && !m.Adjective && (m.Party.Kind != party.Intergovernmental) {
				out = appendParty(out, m.Party)
			}
		}
		if len(out) == 1 {
			return out
		}
	}
	return nil
}
