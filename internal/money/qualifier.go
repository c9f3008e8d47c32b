package money

import (
	"slices"
	"strings"
)

// A cue is a phrase before a sum that qualifies it.
type cue struct {
	words     []string
	qualifier Qualifier
}

// cues are the qualifying phrases by their last word, longest first, so that
// "no more than" is found before "more than".
var cues = cueTable(map[Qualifier]string{
	MoreThan: `more than; over; in excess of; excess of; exceeding; exceeds; exceed; exceeded; upwards of; upward of;
		above; greater than; higher than; larger than; bigger than; surpassing; surpasses; surpass; surpassed; topping;
		topped; tops; beyond; north of; >`,
	AtLeast: `at least; no less than; not less than; nothing less than; no fewer than; not fewer than; no lower than; at or above;
		greater than or equal to; equal to or greater than; more than or equal to; equal to or more than;
		a minimum of; minimum of; minimum; a floor of; at a minimum; at minimum; as little as; as low as; not below;
		not under; ≥; ⩾`,
	UpTo: `up to; up to and including; at or below; at or under; less than or equal to; equal to or less than; as much as;
		as many as; as high as; no more than; not more than; never more than; no greater than;
		not greater than; no higher than; not to exceed; to not exceed; not exceed; not exceeds; not exceeding; cannot exceed;
		never exceed; never exceeding; without exceeding; not over; not above; a maximum of; maximum of; maximum; max;
		a cap of; a ceiling of; a limit of; capped at; capping at; caps at; limited to; may reach; might reach; could reach; can reach; may total; could total;
		at most; at the most; up until; ≤; ⩽`,
	LessThan: `less than; under; below; fewer than; lower than; smaller than; cheaper than; <`,
	Nearly: `nearly; almost; close to; just under; just below; approaching; nearing; just shy of; just short of;
		slightly under; slightly below; slightly less than; just less than; a little under; a little less than; virtually; not quite`,
	Approximately: `approximately; about; around; roughly; some; an estimated; estimated at; estimated; estimated to be;
		on the order of; in the order of; in the region of; in the range of; in the neighborhood of;
		in the neighbourhood of; in the vicinity of; circa; approx; approx .; ca .; c .; ~; ≈; ∼; or about; or around`,
})

func cueTable(lists map[Qualifier]string) map[string][]cue {
	m := make(map[string][]cue)
	for q, list := range lists {
		for phrase := range strings.SplitSeq(list, ";") {
			words := strings.Fields(phrase)
			last := words[len(words)-1]
			m[last] = append(m[last], cue{words, q})
		}
	}
	for _, list := range m {
		slices.SortFunc(list, func(a, b cue) int { return len(b.words) - len(a.words) })
	}
	return m
}

// fillers may stand between a qualifying phrase and its sum.
var fillers = set(`additional another further extra combined total cumulative collective aggregate overall new initial
	expected projected planned proposed anticipated potential record historic unprecedented whopping staggering massive
	landmark generational incredible full separate supplemental joint record-breaking similar equivalent annual yearly
	added whole subsequent first-ever`)

// quantities are the fillers that can only belong to a figure.
var quantities = set("additional further extra combined total cumulative collective aggregate overall sum amount equivalent")

// measures may stand with "of" between a qualifying phrase and its sum: "more
// than a total of".
var measures = set(`total sum amount combined equivalent value further average investment contribution award grant
	loan cost price budget`)

// emphases may stand before a phrase and belong to it: "well over".
var emphases = set("just well slightly far significantly substantially considerably comfortably easily little much way")

// positions are phrases that also say where something is: a determiner after
// them makes them that, as in "under the $3.8 billion program".
var positions = set("over under above below about around beyond minimum maximum max some")

// qualify finds the qualifying words of a sum, on its left, but not before the
// token floor, and on its right.
func (p *parser) qualify(s *sum, floor int) {
	s.quoteFirst, s.quoteLast = s.first, s.last
	if s.qualifier == Range && p.low(s.first-1) == "between" {
		s.quoteFirst = s.first - 1
	}
	first, before := p.before(s.quoteFirst, floor)
	last, after := p.after(s.last)
	if capped, ok := p.cappedAt(s.first); before == Exact && ok {
		first, before = capped, UpTo
	}
	s.quoteFirst = first
	if s.qualifier == Range || s.qualifier == Vague {
		return
	}
	if p.inner(s) {
		s.qualifier = AtLeast
	}
	if after != Exact {
		s.quoteLast, s.qualifier = last, after
	}
	if before != Exact && (after == Exact || before < Nearly) {
		s.qualifier = before
	}
}

// before reads the qualifying phrases that end at token i. Of several the
// outermost says most, "up to an estimated", but a bound says more than "about".
func (p *parser) before(i, floor int) (first int, q Qualifier) {
	first = i
	at, article, filler := i, false, false
	for range 10 {
		begin, found, ok := p.cueAt(at, floor)
		if ok && article && !filler && positions[p.low(at-1)] {
			return first, q
		}
		switch w := p.low(at - 1); {
		case ok:
			if q == Exact || found < Nearly || q >= Nearly {
				q = found
			}
			first, at, article, filler = begin, begin, false, false
		case at <= floor || p.tokens[at-1].stop:
			return first, q
		case fillers[w]:
			at, filler = at-1, filler || quantities[w]
		case w == "of" && measures[p.low(at-2)]:
			at, filler = at-2, filler || quantities[p.low(at-2)]
		case p.article(at - 1):
			at, article = at-1, true
		case w == "the" && p.low(at) == "equivalent":
			at--
		default:
			return first, q
		}
	}
	return first, q
}

// cueAt reads the longest qualifying phrase that ends at token i.
func (p *parser) cueAt(i, floor int) (first int, q Qualifier, ok bool) {
	for _, c := range cues[p.low(i-1)] {
		first := i - len(c.words)
		if _, ok := p.phrase(first, c.words...); !ok || first < floor || p.crosses(first, i) {
			continue
		}
		if before := p.low(first - 1); otherwise[c.words[0]+" "+before] {
			return i, Exact, false
		}
		for first > floor && emphases[p.low(first-1)] && c.qualifier <= LessThan && !p.crosses(first-1, first) {
			first--
		}
		return first, c.qualifier, true
	}
	return i, Exact, false
}

// crosses reports whether a sentence ends within tokens.
func (p *parser) crosses(from, to int) bool {
	if from < 0 {
		return true
	}
	for i := from; i < to; i++ {
		if p.tokens[i].stop {
			return true
		}
	}
	return false
}

// otherwise are phrases, by their first word and the word before, that do not
// qualify: "add up to" is a sum, "control over" a power.
var otherwise = pairs("up: add adds added adding sum sums; over: control authority jurisdiction taking take took taken " +
	"handed turned dispute disputes concerns oversight left carried; about: information concerns questions report reports learn; " +
	"under: assets; max: mad; minimum: federal; limited: not")

func pairs(list string) map[string]bool {
	m := make(map[string]bool)
	for line := range strings.SplitSeq(list, ";") {
		w, before, _ := strings.Cut(line, ":")
		for b := range strings.FieldsSeq(before) {
			m[strings.TrimSpace(w)+" "+b] = true
		}
	}
	return m
}

// caps are the verbs of "capping the price of insulin at $35"; "cap" is one
// only after these words, and a noun elsewhere.
var (
	caps      = set("caps capped capping")
	auxiliary = set("to will would should must can could may and also that which would")
)

// cappedAt finds the verb that makes of "at" before the sum, token i, a bound.
func (p *parser) cappedAt(i int) (first int, ok bool) {
	if p.low(i-1) != "at" && p.low(i-1) != "to" {
		return i, false
	}
	for k := i - 2; k >= max(p.tokens[i].begin, i-14); k-- {
		switch w := p.low(k); {
		case caps[w], w == "cap" && auxiliary[p.low(k-1)]:
			return i, true
		case p.is(k, sign), w == ";", w == ":", w == ",":
			return i, false
		}
	}
	return i, false
}

// inner reports a plus sign within the sum: "$90+ million".
func (p *parser) inner(s *sum) bool {
	for i := s.first + 1; i < s.last; i++ {
		if p.low(i) == "+" {
			return true
		}
	}
	return false
}

// after reads a qualifying phrase that begins at token i.
func (p *parser) after(i int) (last int, q Qualifier) {
	if p.low(i) == "+" && p.glued(i) {
		return i + 1, AtLeast
	}
	if p.hyphen(i) && p.low(i+1) == "plus" {
		return i + 2, AtLeast
	}
	at := i
	if p.low(at) == "," && p.low(at+1) == "or" {
		at++
	}
	degree := p.low(at + 1)
	switch p.low(at) {
	case "or":
		switch {
		case p.low(at+2) == "than", p.is(at+2, sign), p.is(at+2, number):
		case degree == "more", degree == "greater", degree == "higher", degree == "above", degree == "over":
			return at + 2, AtLeast
		case degree == "less", degree == "fewer", degree == "lower", degree == "under", degree == "below":
			return at + 2, UpTo
		case degree == "so", degree == "thereabouts":
			return at + 2, Approximately
		}
	case "and":
		switch degree {
		case "above", "up", "over", "more", "beyond":
			if !p.is(at+2, word) {
				return at + 2, AtLeast
			}
		}
	case "at":
		return p.atLeastAfter(i)
	case "minimum":
		if !p.is(i+1, word) { // not "a $15 minimum wage"
			return i + 1, AtLeast
		}
	case "maximum":
		if !p.is(i+1, word) {
			return i + 1, UpTo
		}
	}
	return i, Exact
}

// atLeastAfter reads "at least", "at a minimum" or "at most" behind the sum,
// where it cannot belong to what follows.
func (p *parser) atLeastAfter(i int) (last int, q Qualifier) {
	at := i + 1
	if p.low(at) == "a" || p.low(at) == "the" {
		at++
	}
	if p.is(at+1, word) || p.is(at+1, number) || p.is(at+1, sign) {
		return i, Exact
	}
	switch p.low(at) {
	case "least", "minimum":
		return at + 1, AtLeast
	case "most", "maximum":
		return at + 1, UpTo
	}
	return i, Exact
}
