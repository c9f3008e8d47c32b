package clause

import "strings"

// inPhrase reports whether a word can stand within a noun phrase.
func (t *Text) inPhrase(i int) bool {
	if i < 0 || i >= len(t.Words) {
		return false
	}
	if t.nameOf[i] >= 0 || t.Words[i].Possessive || t.has(i, atom) {
		return true
	}
	w := &t.Words[i]
	if w.Mark {
		return w.Hyphen() || strings.Contains("“”\"‘’&/+%", w.Text) || w.Text == "." && w.Glued && i+1 < len(t.Words) && t.Words[i+1].Capital && len(t.Low(i-1)) < 3
	}
	return t.verbOf[i] < 0 && !t.has(i, prep|pronoun|relative|conjunction|aux|adverb)
}

// chunkStart returns the first word of the noun phrase that ends at word i. A
// determiner begins a phrase, and brackets behind a name belong to it.
func (t *Text) chunkStart(i, floor int) int {
	k := i
	for k >= floor {
		if t.Words[k].Text == ")" {
			open := t.opening(k, floor)
			if open <= floor || !t.inPhrase(open-1) {
				return k + 1
			}
			k = open - 1
			continue
		}
		if !t.inPhrase(k) {
			return k + 1
		}
		if m := t.nameOf[k]; m >= 0 {
			for k-1 >= floor && t.nameOf[k-1] == m {
				k--
			}
		}
		if t.has(k, det) && t.nameOf[k] < 0 {
			for k-1 >= floor && t.has(k-1, det) && !t.Words[k-1].Possessive && (t.Low(k-1) == "all" || t.Low(k-1) == "both" || t.Low(k-1) == "some") {
				k--
			}
			return k
		}
		k--
	}
	return k + 1
}

// chunkEnd returns the last word of the noun phrase in which word i stands,
// without brackets.
func (t *Text) chunkEnd(i, last int) int {
	for i < last && t.inPhrase(i+1) && !(t.has(i+1, det) && t.nameOf[i+1] < 0) {
		i++
	}
	return i
}

// Around returns the noun phrase in which a word stands; it is empty, its last
// word ahead of its first, where the word belongs to none.
func (t *Text) Around(i int) Phrase {
	if i < 0 || i >= len(t.Words) {
		return Phrase{i, i - 1}
	}
	s := t.Sentence(i)
	return Phrase{t.chunkStart(i, s.First), t.chunkEnd(i, s.Last)}
}

// After returns the noun phrase that begins at word i, with the names joined
// to it by "and".
func (t *Text) After(i int) (Phrase, bool) {
	s := t.Sentence(i)
	if i > s.Last || !t.inPhrase(i) {
		return Phrase{}, false
	}
	p := Phrase{i, t.chunkEnd(i, s.Last)}
	if t.Low(p.Last+1) == "(" {
		if end := t.closing(p.Last+1, s.Last); end > 0 {
			p.Last = end
		}
	}
	for (t.Low(p.Last+1) == "and" || t.Low(p.Last+1) == ",") && p.Last+2 <= s.Last {
		next := p.Last + 2
		if t.Low(next) == "and" {
			next++
		}
		at := next
		if t.has(at, det) {
			at++
		}
		if _, ok := t.MentionAt(at); !ok {
			break
		}
		p.Last = t.chunkEnd(at, s.Last)
	}
	return p, true
}

func (t *Text) opening(i, floor int) int {
	for k := i - 1; k >= floor && i-k < 30; k-- {
		if t.Words[k].Text == "(" {
			return k
		}
	}
	return -1
}

func (t *Text) closing(i, last int) int {
	for k := i + 1; k <= last && k-i < 30; k++ {
		if t.Words[k].Text == ")" {
			return k
		}
	}
	return -1
}

// trim takes quotes and the like off the ends of a phrase.
func (t *Text) trim(p Phrase) Phrase {
	for p.First < p.Last && t.has(p.First, mark) {
		p.First++
	}
	for p.Last > p.First && (t.has(p.Last, mark) && t.Words[p.Last].Text != ")" || t.has(p.Last, adverb)) {
		p.Last--
	}
	return p
}

// conjoined widens a phrase over what is joined to its front by "and" or by
// the commas of a list. The range ends are inclusive.
func (t *Text) conjoined(first, floor int) int {
	closed := false // an "and" has been seen
	alone := first
	for first-2 >= floor {
		k := first - 1
		if closed && t.Low(k) == "and" && first != alone {
			return alone // "to Fiji, Tonga and Samoa, and the Corps will": the first "and" joined clauses
		}
		switch {
		case t.Low(k) == "and" || t.Words[k].Text == "&" || t.Low(k) == "or" || t.Low(k) == "as" && t.Low(k-1) == "well" || t.Low(k) == "alongside":
			closed = true
			k--
			if t.Words[k].Text == "," {
				k--
			}
		case closed && t.Words[k].Text == ",":
			k--
		default:
			return first
		}
		if k < floor || !t.inPhrase(k) && t.Words[k].Text != ")" {
			return first
		}
		next := t.chunkStart(k, floor)
		if next > k {
			return first
		}
		listed := next-1 >= floor && (t.Words[next-1].Text == "," || t.Low(next-1) == "and")
		if t.Words[k+1].Text == "," && t.Words[first-1].Text != "," && !listed && (t.governed(next, floor) || t.VerbAt(next-1) >= 0) {
			return first // "… to this effort, and the ROK has …"
		}
		if t.Low(first-1) == "and" && !listed && (t.governed(next, floor) || t.VerbAt(next-1) >= 0) && t.busy(next, floor) {
			return first // "… of the people and the United States has …"
		}
		if t.Words[first-1].Text == "," && (t.governed(next, floor) || !t.nameish(Phrase{next, k})) {
			return first
		}
		first = next
	}
	return first
}

// busy reports whether the clause ahead of word i has a finite verb already, so
// that what is joined on has a verb of its own.
func (t *Text) busy(i, floor int) bool {
	for k := i - 1; k >= floor; k-- {
		if low := t.Low(k); low == "that" || low == "," || low == ";" || low == ":" || t.has(k, relative) {
			return false
		}
		if v := t.verbOf[k]; v >= 0 && t.Verbs[v].Form.Finite() {
			return true
		}
	}
	return false
}

// nameish reports whether a phrase names somebody: a mention or a capital.
func (t *Text) nameish(p Phrase) bool {
	for i := p.First; i <= p.Last; i++ {
		if t.nameOf[i] >= 0 || t.Words[i].Capital && i > p.First || t.Words[i].Capital && !t.has(i, det) {
			return true
		}
	}
	return false
}

// governed reports whether a phrase that begins at word i hangs on a
// preposition.
func (t *Text) governed(i, floor int) bool { return i-1 >= floor && t.has(i-1, prep) }

// Subject returns the noun phrase that is the subject of a verb, if it has one
// of its own. Where the verb shares the subject of the verb before it, that is
// looked for there.
func (t *Text) Subject(v int) (Phrase, bool) { return t.subject(v, 0) }

const deepest = 8 // how many verbs an answer may lean on, one on another

func (t *Text) subject(v, depth int) (Phrase, bool) {
	if depth > deepest {
		return Phrase{}, false
	}
	s := t.Sentence(t.Verbs[v].First)
	p, how := t.before(t.Verbs[v].First-1, s.First, t.hidden[t.Verbs[v].First])
	switch how {
	case found:
		return t.named(p, s.First), true
	case shared:
		if u := t.partner(v); u >= 0 {
			if t.Verbs[u].Form.Finite() {
				return t.subject(u, depth+1)
			}
			return t.agent(u, depth+1)
		}
	case related:
		return t.antecedent(p, s, depth)
	case nothing:
		return t.beforeAside(t.Verbs[v].First-1, s.First)
	}
	return Phrase{}, false
}

// named answers for an apposition with the name: "Cirba, a recycling company".
func (t *Text) named(p Phrase, floor int) Phrase {
	if low := t.Low(p.First); low != "a" && low != "an" && low != "the" || p.First-2 < floor || t.Words[p.First-1].Text != "," || t.nameish(p) {
		return p
	}
	first := t.chunkStart(p.First-2, floor)
	name := Phrase{first, p.First - 2}
	if first > name.Last || !t.clauseStart(first, floor) || !t.nameish(name) || t.temporal(name) {
		return p
	}
	return name
}

// beforeAside finds a subject parted from its verb by words between commas:
// "Conecta, the platform that holds the investments of the group, committed".
func (t *Text) beforeAside(j, floor int) (Phrase, bool) {
	if j < floor || t.Words[j].Text != "," {
		return Phrase{}, false
	}
	for k := j - 1; k > floor; k-- {
		if t.Words[k].Text != "," || !t.inPhrase(k-1) {
			continue
		}
		first := t.chunkStart(k-1, floor)
		if p := (Phrase{first, k - 1}); first <= k-1 && t.clauseStart(first, floor) && (t.nameish(p) || t.Actor(p)) {
			return p, true
		}
	}
	return Phrase{}, false
}

// clauseStart reports whether a clause can begin at word i.
func (t *Text) clauseStart(i, floor int) bool {
	if i <= floor {
		return true
	}
	switch t.Low(i - 1) {
	case ":", ";", "that", "—", "–", "and", "but", "while":
		return true
	}
	return false
}

// How a search for a subject ended.
type outcome uint8

const (
	nothing outcome = iota
	found
	shared  // the verb is joined to the one before it
	related // a relative pronoun; the phrase is the word ahead of it
	going   // not yet
)

// before looks for the subject that ends at word j or further left, in a
// clause that begins at floor. clause is what hides the verb, or -1.
func (t *Text) before(j, floor, clause int) (Phrase, outcome) {
	b := search{Text: t, floor: floor, clause: clause, end: -1}
	for j >= floor {
		next, p, how := b.step(j)
		if how != going {
			return p, how
		}
		j = next
	}
	return Phrase{}, nothing
}

// A search walks left from a verb to its subject.
type search struct {
	*Text
	floor, clause int
	commas        int // passed over
	end           int // of the phrase where "of" ties more to it: "leaders of the G7"; else -1
}

// step looks at word j and says where to go on, or how the search ends.
func (b *search) step(j int) (next int, p Phrase, how outcome) {
	w := &b.Words[j]
	switch {
	case b.hidden[j] >= 0 && b.hidden[j] != b.clause:
		return b.hidden[j], p, going // a relative clause between commas
	case b.nameOf[j] >= 0:
		return b.phrase(j)
	case b.has(j, adverb), floating[w.Low] && j > b.floor && b.inPhrase(j-1), b.has(j, prep):
		return j - 1, p, going
	case w.Text == ",":
		b.commas++
		return j - 1, p, going
	case w.Text == ")":
		return b.bracket(j)
	case w.Text == "—" || w.Text == "–" && !w.Glued:
		// "GCC countries – A, B – will": back over the aside.
		if k := b.dashBefore(j, b.floor); k > b.floor && b.commas == 0 {
			return k - 1, p, going
		}
		return 0, p, nothing
	case b.has(j, conjunction):
		if (w.Low == "and" || w.Low == "or" || w.Low == "but") && b.commas < 2 {
			return 0, p, shared
		}
		return 0, p, nothing
	case b.has(j, relative):
		if w.Low != "that" || b.commas == 0 && j > b.floor && b.inPhrase(j-1) {
			return 0, Phrase{j - 1, j - 1}, related
		}
		return 0, p, nothing
	case b.has(j, pronoun):
		return 0, Phrase{j, j}, found
	case b.verbOf[j] >= 0:
		if v := &b.Verbs[b.verbOf[j]]; !v.Form.Finite() {
			return v.First - 1, p, going
		}
		return 0, p, nothing
	case b.has(j, mark) && !b.inPhrase(j):
		return 0, p, nothing
	}
	return b.phrase(j)
}

// bracket passes over brackets, unless they belong to a name.
func (b *search) bracket(j int) (int, Phrase, outcome) {
	open := b.opening(j, b.floor)
	if open <= b.floor {
		return 0, Phrase{}, nothing
	}
	if b.inPhrase(open - 1) {
		return b.phrase(j)
	}
	return open - 1, Phrase{}, going
}

// phrase looks at the noun phrase that ends at word j: it is the subject,
// unless it hangs on a preposition or is the object of a verb.
func (b *search) phrase(j int) (int, Phrase, outcome) {
	first := b.chunkStart(j, b.floor)
	if first > j {
		return j - 1, Phrase{}, going
	}
	whole := b.conjoined(first, b.floor)
	ahead := whole - 1
	switch {
	case b.governed(whole, b.floor):
		if ahead-1 < b.floor {
			return 0, Phrase{}, nothing
		}
		if b.Low(ahead) != "of" {
			b.end = -1
		} else if b.end < 0 {
			b.end = j
		}
		return ahead - 1, Phrase{}, going
	case ahead >= b.floor && b.verbOf[ahead] >= 0 && b.nameOf[ahead] < 0:
		v := &b.Verbs[b.verbOf[ahead]]
		if v.Form.Finite() && !v.Passive && !v.Copula {
			return 0, Phrase{}, nothing
		}
		return v.First - 1, Phrase{}, going
	case b.commas > 0 && ahead > b.floor && b.Words[ahead].Text == "," && !b.nameish(Phrase{whole, j}) && b.temporal(Phrase{whole, j}):
		return ahead - 1, Phrase{}, going
	}
	return 0, b.trim(Phrase{whole, max(j, b.end)}), found
}

func (t *Text) dashBefore(j, floor int) int {
	for k := j - 1; k >= floor; k-- {
		if t.Words[k].Text == t.Words[j].Text {
			return k
		}
	}
	return -1
}

// temporal reports a phrase of time: "this year", "next week".
func (t *Text) temporal(p Phrase) bool {
	switch t.Low(p.Last) {
	case "year", "month", "week", "day", "decade", "summer", "spring", "fall", "autumn", "winter", "time":
		return true
	}
	return false
}

// partner returns the verb that shares its subject with v: the nearest one
// before it that is no participle and no gerund of its own, or -1.
func (t *Text) partner(v int) int {
	s := t.Sentence(t.Verbs[v].First)
	for u := v - 1; u >= 0 && t.Verbs[u].First >= s.First; u-- {
		form := t.Verbs[u].Form
		if t.hidden[t.Verbs[u].First] != t.hidden[t.Verbs[v].First] || form == Participle {
			continue
		}
		if form == Gerund && t.Verbs[v].Form != Gerund {
			continue
		}
		if t.Verbs[v].Form.Finite() && !form.Finite() && (t.Verbs[v].Form != Present || t.Verbs[v].Main != t.Verbs[v].First) {
			continue
		}
		return u
	}
	return -1
}

// antecedent returns the phrase to which a relative pronoun refers.
func (t *Text) antecedent(p Phrase, s Phrase, depth int) (Phrase, bool) {
	j := p.Last
	for j >= s.First && (t.Words[j].Text == "," || t.has(j, prep) && t.Low(j) != "to") {
		j--
	}
	if j < s.First || !t.inPhrase(j) && t.Words[j].Text != ")" {
		return Phrase{}, false
	}
	first := t.chunkStart(j, s.First)
	if first > j {
		return Phrase{}, false
	}
	whole := t.conjoined(first, s.First)
	for t.governed(whole, s.First) && places[t.Low(whole-1)] && whole-2 >= s.First && t.inPhrase(whole-2) {
		j = whole - 2 // "activities across Africa, which": the activities
		first = t.chunkStart(j, s.First)
		if first > j {
			return Phrase{}, false
		}
		whole = t.conjoined(first, s.First)
	}
	// "Partners include A, B and C which have committed": the partners have.
	if u := t.VerbAt(whole - 1); u >= 0 && t.Verbs[u].Lemma == "include" && t.Verbs[u].Form.Finite() {
		return t.subject(u, depth+1)
	}
	return t.trim(Phrase{whole, j}), true
}

var places = words("in across throughout within at near around")

// By returns the noun phrase after "by" within the next words of a clause.
func (t *Text) By(i int) (Phrase, bool) {
	s := t.Sentence(i)
	for k := i + 1; k <= s.Last && k < i+12; k++ {
		if t.Words[k].Text == "," || t.Words[k].Text == ";" || t.verbOf[k] >= 0 && t.Verbs[t.verbOf[k]].Form.Finite() {
			break
		}
		if t.Low(k) == "by" && t.verbOf[min(k+1, s.Last)] < 0 {
			if p, ok := t.After(k + 1); ok && !t.temporal(p) && t.nameish(p) || ok && acts(t.Low(p.Last)) {
				return t.trim(p), true
			}
			break
		}
	}
	return Phrase{}, false
}

// withoutBrackets returns the last word of a phrase ahead of brackets at its end.
func (t *Text) withoutBrackets(p Phrase) int {
	if t.Words[p.Last].Text == ")" {
		if k := t.opening(p.Last, p.First); k > p.First {
			return k - 1
		}
	}
	return p.Last
}

// Relative reports whether the subject of a verb is a relative pronoun.
func (t *Text) Relative(v int) bool {
	i := t.Verbs[v].First - 1
	for i >= 0 && t.has(i, adverb) {
		i--
	}
	return t.has(i, relative)
}

// Aside reports whether a verb stands in a relative clause between commas.
func (t *Text) Aside(v int) bool { return t.hidden[t.Verbs[v].First] >= 0 }

// actorNoun are nouns for people and bodies that act.
var actorNoun = words(`government company firm partner donor investor bank agency department ministry country nation member sector foundation business
	leader administration state manufacturer corporation industry institution organization organisation enterprise utility developer lender side
	authority philanthropy producer automaker airline supplier contractor taxpayer union association subsidiary consortium participant people`)

// acts reports whether a noun, in either number, is one for somebody who acts.
func acts(low string) bool {
	return actorNoun[low] || actorNoun[strings.TrimSuffix(low, "s")] || actorNoun[strings.TrimSuffix(low, "es")] ||
		strings.HasSuffix(low, "ies") && actorNoun[strings.TrimSuffix(low, "ies")+"y"]
}

// Actor reports whether a phrase can name somebody who acts.
func (t *Text) Actor(p Phrase) bool {
	if t.has(p.First, pronoun) {
		switch t.Low(p.First) {
		case "we", "they", "he", "she", "i":
			return true
		}
		return false
	}
	if m, ok := t.MentionAt(t.trim(Phrase{p.First, t.withoutBrackets(p)}).Last); ok {
		return m.Party.Kind.Actor()
	}
	last := p.Last
	for last > p.First && (t.has(last, mark) || t.Words[last].Possessive) {
		last--
	}
	low := t.Low(last)
	return acts(low)
}
