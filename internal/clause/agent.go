package clause

import "strings"

// Agent returns the noun phrase that names who does what a verb says: the
// subject of an active verb, what stands after "by" with a passive one, and
// for an infinitive or a gerund the agent of what it leans on.
func (t *Text) Agent(v int) (Phrase, bool) { return t.agent(v, 0) }

func (t *Text) agent(v, depth int) (Phrase, bool) {
	if depth > deepest {
		return Phrase{}, false
	}
	verb := &t.Verbs[v]
	if verb.Passive && verb.Form != Infinitive {
		if p, ok := t.By(verb.Last); ok {
			return p, true
		}
		if verb.Form == Participle || !raising[verb.Lemma] {
			return Phrase{}, false
		}
		return t.subject(v, depth+1)
	}
	switch verb.Form {
	case Infinitive:
		if verb.Passive {
			return t.By(verb.Last)
		}
		return t.ofInfinitive(v, depth)
	case Gerund:
		return t.ofGerund(v, depth)
	case Bare:
		return t.ofBare(v, depth)
	}
	p, ok := t.subject(v, depth)
	return p, ok
}

// raising are verbs whose passive leaves the subject the agent of what
// follows: "companies are expected to invest".
var raising = words(`expect set commit prepare plan project schedule poise estimate determine please intend devote dedicate slate pledge anticipate
	honor honour require mandate`)

// controlNouns take an infinitive whose agent is the owner of the noun.
var controlNouns = words(`commitment pledge decision plan intention intent proposal offer agreement announcement promise request effort undertaking
	determination willingness goal target aim ambition deal contract bid opportunity step steps action actions initiative partnership letter`)

// aims are control nouns whose infinitive is done by whoever helps.
var aims = words(`goal target aim ambition objective`)

// persuading verbs make their object the agent of the infinitive.
var persuading = words(`ask call urge encourage invite request allow enable help direct require authorize authorise empower assist permit support expect
	want lead press convince`)

func (t *Text) ofInfinitive(v, depth int) (Phrase, bool) {
	first := t.Verbs[v].First
	s := t.Sentence(first)
	p := first - 1
	for p >= s.First && (t.has(p, adverb) || t.hidden[p] >= 0 && t.hidden[first] < 0) {
		if t.hidden[p] >= 0 {
			p = t.hidden[p]
			continue
		}
		p--
	}
	if p < s.First {
		// "To facilitate this the ROK has committed": the verb that follows.
		return t.ofNext(v, s, depth)
	}
	if u := t.VerbAt(p); u >= 0 {
		if t.Verbs[u].Passive {
			if t.Verbs[u].Form == Participle {
				return t.ofPrevious(u, s, depth)
			}
			return t.subject(u, depth+1)
		}
		return t.agent(u, depth+1)
	}
	if low := t.Low(p); low == "and" || low == "or" || low == "," {
		if u := t.previous(v, s, Infinitive); u >= 0 && low != "," {
			return t.agent(u, depth+1)
		}
		p--
	}
	if t.Low(p) == "pleased" || t.Low(p) == "able" || t.Low(p) == "proud" || t.Low(p) == "ready" || t.Low(p) == "likely" || t.Low(p) == "willing" {
		return t.ofPrevious(v, s, depth)
	}
	if !t.inPhrase(p) && t.Low(p) != ")" {
		return t.ofPrevious(v, s, depth)
	}
	return t.ofNoun(v, p, s, depth)
}

// ofNoun finds the agent of an infinitive or gerund v behind the noun phrase
// that ends at word p.
func (t *Text) ofNoun(v, p int, s Phrase, depth int) (Phrase, bool) {
	c := Phrase{t.chunkStart(p, s.First), p}
	if c.First > c.Last {
		return t.ofPrevious(v, s, depth)
	}
	head := t.Low(p)
	if owner, ok := t.by(c, s); ok && controlNouns[owner.noun] {
		return owner.phrase, true
	}
	if controlNouns[head] || controlNouns[strings.TrimSuffix(head, "s")] {
		if owner, ok := t.Owner(c); ok {
			return owner, true
		}
		u := t.VerbAt(c.First - 1)
		switch {
		case aims[head]:
			return Phrase{}, false
		case t.governed(c.First, s.First) && t.Low(c.First-1) != "of":
			return t.ofPrevious(v, s, depth)
		case u >= 0 && praising[t.Verbs[u].Lemma]:
			return t.By(p)
		case u >= 0:
			return t.agent(u, depth+1)
		}
		return t.ofPrevious(v, s, depth)
	}
	if u := t.VerbAt(c.First - 1); u >= 0 && persuading[t.Verbs[u].Lemma] && t.Actor(c) {
		return c, true
	}
	switch low := t.Low(c.First - 1); low {
	case "on", "for", "from", "with":
		u := t.VerbAt(c.First - 2)
		if t.Actor(c) && (u >= 0 && persuading[t.Verbs[u].Lemma] || low == "for" || low == "with" && t.Low(c.First-2) == ",") {
			return c, true // "called on partners to", "for countries to", ", with Canada to"
		}
	}
	return t.ofPrevious(v, s, depth)
}

type owned struct {
	noun   string
	phrase Phrase
}

// by reads "the decision by X" when the chunk X ends where an infinitive
// begins.
func (t *Text) by(c, s Phrase) (owned, bool) {
	whole := t.conjoined(c.First, s.First)
	k := whole - 1
	if k < s.First+1 {
		return owned{}, false
	}
	switch t.Low(k) {
	case "by", "of", "from":
		return owned{strings.TrimSuffix(t.Low(k-1), "s"), t.trim(Phrase{whole, c.Last})}, true
	}
	return owned{}, false
}

// praising verbs have as subject not who acts but who looks on.
var praising = words(`welcome applaud commend support endorse appreciate note recognize recognise acknowledge celebrate highlight praise thank hail
	emphasize emphasise underscore underline reaffirm`)

// welcoming verbs are the praising ones that say nothing else.
var welcoming = words("welcome applaud commend appreciate celebrate praise hail thank congratulate")

// Welcoming reports whether a verb only welcomes what others do.
func Welcoming(lemma string) bool { return welcoming[lemma] }

// Praising reports whether the subject of a verb looks on while others act.
func Praising(lemma string) bool { return praising[lemma] }

// Owner returns whoever a noun phrase belongs to by its own words: "Canada’s
// announcement", "the GEAPP commitment", "U.S. funding".
func (t *Text) Owner(c Phrase) (Phrase, bool) {
	last := -1
	for i := c.First; i <= c.Last; i++ {
		if t.Words[i].Possessive {
			last = i
		}
	}
	if last > c.First {
		p := t.trim(Phrase{c.First, last - 1})
		if t.nameish(p) || t.Actor(p) {
			return Phrase{t.conjoinedOwner(p.First), p.Last}, true
		}
	}
	for i := c.First; i <= c.Last; i++ {
		m, ok := t.MentionAt(i)
		if !ok || !m.Party.Kind.Actor() {
			continue
		}
		end := i
		for end < c.Last && t.nameOf[end+1] == t.nameOf[i] {
			end++
		}
		first := t.conjoinedOwner(i)
		if k := end + 2; k < c.Last && t.Low(end+1) == "and" && t.nameOf[k] >= 0 {
			end = k
			for end < c.Last && t.nameOf[end+1] == t.nameOf[k] {
				end++
			}
		}
		if end < c.Last {
			return Phrase{first, end}, true
		}
	}
	return Phrase{}, false
}

// conjoinedOwner widens "UK" of "the U.S. and UK commitment".
func (t *Text) conjoinedOwner(i int) int {
	if i >= 2 && t.Low(i-1) == "and" && t.nameOf[i-2] >= 0 {
		k := i - 2
		for k > 0 && t.nameOf[k-1] == t.nameOf[i-2] {
			k--
		}
		return k
	}
	return i
}

// previous returns the nearest verb of a form before v in its sentence, or -1.
func (t *Text) previous(v int, s Phrase, form Form) int {
	for u := v - 1; u >= 0 && t.Verbs[u].First >= s.First; u-- {
		if t.Verbs[u].Form == form {
			return u
		}
	}
	return -1
}

// ofPrevious answers with the agent of the nearest verb before that has one.
func (t *Text) ofPrevious(v int, s Phrase, depth int) (Phrase, bool) {
	for u := v - 1; u >= 0 && t.Verbs[u].First >= s.First; u-- {
		if t.Verbs[u].Form == Participle || t.hidden[t.Verbs[u].First] >= 0 && t.hidden[t.Verbs[v].First] < 0 {
			continue
		}
		if t.Verbs[u].Form.Finite() || t.Verbs[u].Form == Bare {
			if welcoming[t.Verbs[u].Lemma] {
				// "appreciates the U.S. commitment and … providing"
				if p, ok := t.After(t.Verbs[u].Last + 1); ok {
					return t.Owner(p)
				}
				return Phrase{}, false
			}
			if t.Verbs[u].Passive || t.Verbs[u].Copula {
				if p, ok := t.By(t.Verbs[u].Last); ok {
					return p, true
				}
				return t.subject(u, depth+1)
			}
			return t.agent(u, depth+1)
		}
	}
	return t.ofNext(v, s, depth)
}

// ofNext answers with the agent of the first finite verb after v: "In
// providing this, the Bank will".
func (t *Text) ofNext(v int, s Phrase, depth int) (Phrase, bool) {
	for u := v + 1; u < len(t.Verbs) && t.Verbs[u].First <= s.Last; u++ {
		if t.Verbs[u].Form.Finite() && !t.Verbs[u].Passive && !t.Relative(u) {
			return t.subject(u, depth+1)
		}
	}
	return Phrase{}, false
}

func (t *Text) ofGerund(v, depth int) (Phrase, bool) {
	first := t.Verbs[v].First
	s := t.Sentence(first)
	p := first - 1
	for p >= s.First && t.has(p, adverb) {
		p--
	}
	if p < s.First {
		return t.ofNext(v, s, depth)
	}
	if u := t.VerbAt(p); u >= 0 {
		return t.agent(u, depth+1) // "will begin providing"
	}
	low := t.Low(p)
	switch {
	case low == "to" || low == "by" || low == "through" || low == "and" || low == "or" || low == "," || low == "while" || low == "including" || low == "—" || low == "–":
		if low == "and" || low == "or" {
			if u := t.previous(v, s, Gerund); u >= 0 {
				return t.agent(u, depth+1)
			}
		}
		if u := t.VerbAt(p - 1); u >= 0 {
			if t.Verbs[u].Passive {
				return t.subject(u, depth+1)
			}
			return t.agent(u, depth+1)
		}
		return t.ofPrevious(v, s, depth)
	case low == "of" || low == "for" || low == "in" || low == "on" || low == "at" || low == "from" || low == "toward" || low == "towards":
		if t.inPhrase(p - 1) {
			c := Phrase{t.chunkStart(p-1, s.First), p - 1}
			if aims[t.Low(p-1)] {
				return Phrase{}, false
			}
			if owner, ok := t.Owner(c); ok && controlNouns[t.Low(p-1)] {
				return owner, true
			}
		}
		return t.ofPrevious(v, s, depth)
	case t.inPhrase(p) || low == ")":
		// "companies investing $5 billion"
		c := Phrase{t.chunkStart(p, s.First), p}
		if c.First <= c.Last && t.Actor(c) && !t.has(p, atom) {
			return t.trim(c), true
		}
	}
	return t.ofPrevious(v, s, depth)
}

// ofBare finds the agent of a plain form: of the verb that it is joined to; at
// the start of an item it has none.
func (t *Text) ofBare(v, depth int) (Phrase, bool) {
	s := t.Sentence(t.Verbs[v].First)
	p := t.Verbs[v].First - 1
	for p >= s.First && t.has(p, adverb) {
		p--
	}
	if p < s.First || !(t.Low(p) == "and" || t.Low(p) == "or" || t.Low(p) == ",") {
		return Phrase{}, false
	}
	for u := v - 1; u >= 0 && t.Verbs[u].First >= s.First; u-- {
		f := t.Verbs[u].Form
		if f == Participle || f == Gerund || t.hidden[t.Verbs[u].First] != t.hidden[t.Verbs[v].First] {
			continue
		}
		return t.agent(u, depth+1)
	}
	return Phrase{}, false
}
