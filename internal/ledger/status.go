package ledger

import (
	"strings"

	"communique/internal/clause"
)

// status decides how firm a sum is: from the verbs that govern it and their
// tense, the nouns between, and where the sentence has no verb of giving from
// the lead-in.
func (e *Entry) status(g giving) Status {
	t := e.text
	if e.requested(g) {
		return Requested
	}
	if e.background() {
		return Historical
	}
	if e.aim(g) {
		return Target
	}
	if g.praised {
		return e.welcomed(g)
	}
	if s, ok := e.chain(g); ok {
		return s
	}
	if g.subject >= 0 {
		if s, ok := e.ofSubject(&t.Verbs[g.subject], g); ok {
			return s
		}
	}
	return e.nominal(g)
}

// requested reports a sum that depends on a legislature.
func (e *Entry) requested(g giving) bool {
	t, s := e.text, e.text.Sentence(e.word)
	asked, house := false, false
	for i := s.First; i <= s.Last; i++ {
		switch t.Low(i) {
		case "request", "requests", "requested", "requesting":
			asked = asked || i < e.word || i < e.word+6
		case "congress", "congressional", "parliament", "parliamentary", "legislature", "appropriations":
			house = true
		case "subject":
			if t.Low(i+1) == "to" && (strings.HasPrefix(t.Low(i+2), "congress") || strings.HasPrefix(t.Low(i+2), "parliament") || t.Low(i+3) == "of" && strings.HasPrefix(t.Low(i+4), "f")) {
				return true
			}
		case "working":
			if t.Low(i+1) == "with" && t.Low(i+2) == "congress" && i < e.word {
				return true
			}
		case "calls", "calling", "urges", "asks":
			if t.Low(i+1) == "on" && t.Low(i+2) == "congress" || t.Low(i+1) == "congress" {
				return i < e.word
			}
		}
	}
	if g.verb >= 0 && t.Verbs[g.verb].Lemma == "request" {
		return true
	}
	return asked && (house || e.inBudget())
}

func (e *Entry) inBudget() bool {
	for _, n := range []string{"Budget", "budget"} {
		if strings.Contains(e.Sentence, n) {
			return true
		}
	}
	return false
}

// past are words that put a sum into the past wherever they stand ahead of it
// in the clause, or right behind it.
var pastPhrases = []string{"since ", "over the past ", "over the last ", "during the past ", "in the past ", "in the last ", "to date", "so far", "already ", "previously ",
	"previous ", "builds on ", "build on ", "building on ", "built on ", "follows the ", "following the ", "comes on top of", "come on top of", "on top of ",
	"in addition to the ", "complements the ", "last year", "existing ", "last month", "earlier this year", "earlier ", "ongoing "}

// background reports a sum that has been given, or is there already.
func (e *Entry) background() bool {
	q := &query{Text: e.text, e: e, w: e.word, s: e.text.Sentence(e.word)}
	s := q.Span(q.s)
	at := q.Words[e.word]
	// Only the clause of the sum: from the last sum or semicolon to the next.
	first, last := q.s.First, q.s.Last
	for i := e.word - 1; i >= q.s.First; i-- {
		if q.Low(i) == "#" || q.Low(i) == ";" {
			first = i + 1
			break
		}
	}
	for i := e.word + 1; i <= q.s.Last; i++ {
		if q.Low(i) == "#" || q.Low(i) == ";" || q.Low(i) == "and" && q.VerbAt(i+1) >= 0 {
			last = i - 1
			break
		}
	}
	if e.underDefinite(q.Around(e.word)) {
		return true
	}
	for _, p := range []string{"builds on ", "build on ", "building on ", "built on "} {
		whole := strings.ToLower(q.String[s.Start:at.Start])
		if i := strings.LastIndex(whole, p); i >= 0 && e.reaches(whole[i:]) {
			return true
		}
	}
	before := strings.ToLower(q.String[q.Words[first].Start:at.Start]) + " "
	after := strings.ToLower(q.String[at.End:q.Words[max(last, e.word)].End]) + " "
	for _, p := range pastPhrases {
		if i := strings.LastIndex(before, p); i >= 0 && (i == 0 || before[i-1] == ' ' || before[i-1] == '(') {
			if e.reaches(before[i:]) {
				return true
			}
		}
	}
	for _, p := range []string{"since ", "to date", "so far", "over the past ", "over the last ", "in the past ", "during the past ", "already "} {
		if i := strings.Index(after, p); i >= 0 && i < 90 && (i == 0 || after[i-1] == ' ' || after[i-1] == '(') {
			return true
		}
	}
	return false
}

// reaches reports whether words of the past still hold at the sum: no promise
// comes between.
func (e *Entry) reaches(between string) bool {
	for _, w := range []string{" will ", " announce", " pledge", " commit", " plans ", " intend", " is providing", " are providing", " new ", " additional ", " further "} {
		if strings.Contains(between, w) {
			return false
		}
	}
	return true
}

var aimNouns = words("goal goals target targets aim ambition objective")

// aim reports a goal: what is to be mobilised, reached, attracted.
func (e *Entry) aim(g giving) bool {
	t := e.text
	for _, n := range g.nouns {
		if aimNouns[n] {
			return true
		}
	}
	np := t.Around(e.word)
	if aimNouns[t.Low(np.Last)] && np.Last > e.word {
		return true
	}
	if g.verb < 0 {
		return e.projected(g)
	}
	v := &t.Verbs[g.verb]
	if !mobilising[v.Lemma] {
		return v.Lemma == "aim" || v.Lemma == "target" || e.aimAbove(g)
	}
	switch v.Form {
	case clause.Past, clause.Perfect:
		return false
	case clause.Present, clause.Progressive:
		return !g.named || v.Lemma != "mobilize" && v.Lemma != "mobilise"
	}
	return !(g.named && g.pledged && len(e.Payer.Parties) > 0)
}

// aimAbove reads "aims to provide", "with the goal of investing".
func (e *Entry) aimAbove(g giving) bool {
	t := e.text
	v := &t.Verbs[g.verb]
	if v.Form == clause.Infinitive && v.First > 0 {
		if u := t.VerbAt(v.First - 1); u >= 0 && (t.Verbs[u].Lemma == "aim" || t.Verbs[u].Lemma == "target") {
			return true
		}
		return aimNouns[t.Low(v.First-1)]
	}
	return v.Form == clause.Gerund && v.First > 1 && t.Low(v.First-1) == "of" && aimNouns[t.Low(v.First-2)]
}

// projected reports a project of a size to come, or investment expected:
// "a cluster worth KRW 300 trillion will be built", "$5 billion worth of
// investment" on its own.
func (e *Entry) projected(g giving) bool {
	t := e.text
	worth := t.Low(e.word-1) == "worth" || t.Low(e.word+1) == "worth"
	if !worth {
		return false
	}
	if g.subject >= 0 {
		v := &t.Verbs[g.subject]
		return v.Passive && v.Form == clause.Future && (v.Lemma == "build" || v.Lemma == "create" || v.Lemma == "establish" || v.Lemma == "invest")
	}
	return e.fragment()
}

// welcomed tells what is welcomed: an announcement is announced, a pledge is
// committed, anything else is only welcomed.
func (e *Entry) welcomed(g giving) Status {
	for _, n := range g.nouns {
		switch n {
		case "announcement", "announcements", "plan", "plans", "intention", "intent", "announced":
			return Announced
		case "commitment", "commitments", "pledge", "pledges", "pledged", "committed":
			return Committed
		}
	}
	if g.verb >= 0 && g.praised && !clause.Welcoming(e.text.Verbs[g.verb].Lemma) {
		return Historical // noted, highlighted, recognised: it is there
	}
	return Welcomed
}

// chain reads the verbs from the sum outward: "will announce the intent to
// provide" is announced, "has provided" is past.
func (e *Entry) chain(g giving) (Status, bool) {
	t := e.text
	for _, n := range g.nouns {
		if announcing[n] && !pledging[n] {
			return Announced, true
		}
		if pledging[n] && g.named {
			return Committed, true
		}
	}
	if g.verb < 0 {
		return 0, false
	}
	s := t.Sentence(e.word)
	v := g.verb
	for depth := 0; depth < 5; depth++ {
		verb := &t.Verbs[v]
		switch {
		case clause.Welcoming(verb.Lemma):
			return e.welcomed(g), true
		case announcing[verb.Lemma]:
			return Announced, true
		case pledging[verb.Lemma]:
			return Committed, true
		}
		if status, ok := e.byTense(verb); ok && depth == 0 {
			if status == Committed && verb.Form == clause.Present && e.underAnnouncement(v, s) {
				return Announced, true
			}
			return status, true
		} else if ok {
			return status, true
		}
		up := e.above(v, s)
		if up < 0 {
			break
		}
		v = up
	}
	return 0, false
}

// underAnnouncement reports a clause told by a verb of announcing: "announced
// that".
func (e *Entry) underAnnouncement(v int, s clause.Phrase) bool {
	t := e.text
	for u := v - 1; u >= 0 && t.Verbs[u].First >= s.First; u-- {
		if announcing[t.Verbs[u].Lemma] && t.Low(t.Verbs[u].Last+1) == "that" {
			return true
		}
	}
	return false
}

// byTense reads a finite verb of giving.
func (e *Entry) byTense(v *clause.Verb) (Status, bool) {
	switch v.Form {
	case clause.Past, clause.Perfect:
		switch v.Lemma {
		case "agree", "decide", "allocate", "set", "earmark", "approve", "confirm", "join", "select", "work":
			return Announced, v.Lemma != "join" && v.Lemma != "work" && v.Lemma != "agree" && v.Lemma != "decide"
		}
		switch {
		case v.Lemma == "sign":
			return Committed, true
		case !givers[v.Lemma] && v.Form == clause.Past:
			return Announced, true
		}
		return Historical, true
	case clause.Future, clause.Present, clause.Progressive:
		if v.Lemma == "be" && v.Copula {
			return 0, false
		}
		if v.Passive && (v.Lemma == "expect" || v.Lemma == "plan" || v.Lemma == "project" || v.Lemma == "prepare" || v.Lemma == "schedule" || v.Lemma == "set") {
			return Announced, true
		}
		return Committed, true
	case clause.Modal:
		return Announced, true
	}
	return 0, false
}

// above returns the verb on which a non-finite verb leans, or -1.
func (e *Entry) above(v int, s clause.Phrase) int {
	t := e.text
	for u := v - 1; u >= 0 && t.Verbs[u].First >= s.First; u-- {
		if t.Verbs[u].Form == clause.Participle || t.Aside(u) && !t.Aside(v) {
			continue
		}
		return u
	}
	return -1
}

// ofSubject reads a verb whose subject the sum is: "$5 million will be
// provided", "The $5 million programme provides".
func (e *Entry) ofSubject(v *clause.Verb, g giving) (Status, bool) {
	if v.Copula {
		return Announced, true
	}
	if announcing[v.Lemma] {
		return Announced, true
	}
	switch v.Form {
	case clause.Future, clause.Present, clause.Progressive:
		if e.leadStatus() == Welcomed {
			return Welcomed, true
		}
		return Committed, true
	case clause.Past, clause.Perfect:
		if !v.Passive && e.leadStatus() == Welcomed {
			return Welcomed, true
		}
		switch v.Lemma {
		case "sign", "agree", "conclude", "reach", "secure", "approve", "select", "earmark":
			return Announced, true
		}
		return Historical, true
	}
	return 0, false
}

// nominal reads a sum without a verb of giving: by the words ahead of it, the
// lead-in, and else as announced.
func (e *Entry) nominal(g giving) Status {
	if lead := e.leadStatus(); lead != Announced {
		return lead
	}
	if e.existing() {
		return Historical
	}
	return Announced
}

// existing reports a programme named by its size behind a preposition: "under
// the C$3.8 billion strategy".
func (e *Entry) existing() bool {
	t := e.text
	np := t.Around(e.word)
	if e.underDefinite(np) {
		return true
	}
	if low := t.Low(np.First); low != "the" && low != "its" && low != "our" && low != "their" {
		return false
	}
	switch t.Low(np.First - 1) {
	case "under", "within", "from", "through", "beyond", "by":
		return true
	}
	return false
}

// underDefinite reports "under the $3.8 billion strategy".
func (e *Entry) underDefinite(np clause.Phrase) bool {
	t := e.text
	low := t.Low(np.First)
	return (low == "the" || low == "its" || low == "our" || low == "their") && (t.Low(np.First-1) == "under" || t.Low(np.First-1) == "within")
}

// leadStatus returns the force of the words that govern the item.
func (e *Entry) leadStatus() Status {
	b := e.block.leadIn
	if b == nil {
		return Announced
	}
	lead := strings.ToLower(b.string)
	switch {
	case strings.Contains(lead, "announc") || strings.Contains(lead, "intend") || strings.Contains(lead, "plan"):
		return Announced
	case strings.Contains(lead, "welcome") || strings.Contains(lead, "applaud") || strings.Contains(lead, "commend") || strings.Contains(lead, "note"):
		return Welcomed
	case strings.Contains(lead, "will") || strings.Contains(lead, "commit") || strings.Contains(lead, "pledge"):
		return Committed
	}
	return Announced
}
