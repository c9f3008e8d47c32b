package money

import "github.com/shopspring/decimal"

// A span is the value of a range, and the token after it.
type span struct {
	low, high decimal.Decimal
	end       int
	scaled    bool
}

// rangeOf reads the rest of a range whose currency comes last, after its first
// number: "2 to 3 billion euros".
func (p *parser) rangeOf(i int, q quantity, first scaling) (span, bool) {
	at, _, ok := p.joint(first.end, p.low(i-1) == "between")
	if !ok || q.article {
		return span{}, false
	}
	r, second, ok := p.quantity(at)
	if !ok || r.article {
		return span{}, false
	}
	if p.changes(i, second.end, first.ok) {
		return span{}, false
	}
	r.value = r.value.Shift(second.power)
	low := q.value.Shift(first.power)
	if !first.ok && second.ok && q.value.Shift(second.power).LessThan(r.value) {
		low = q.value.Shift(second.power)
	}
	return span{low: low, high: r.value, end: second.end, scaled: second.ok}, true
}

// A join is what stands between the two figures of a range.
type join uint8

const (
	tight  join = iota // "2-3"
	spaced             // "2 - 3"
	worded             // "2 to 3", "between 2 and 3"
)

// joint reads what may join the two figures of a range at token i.
func (p *parser) joint(i int, between bool) (end int, how join, ok bool) {
	if p.dash(i) && p.glued(i) && !p.glued(i+1) && p.low(i+1) == "to" { // "$50- to $100-million"
		i++
	}
	switch {
	case p.tight(i):
		return i + 1, tight, true
	case p.dash(i) && p.low(i) != "—" && !p.glued(i) && !p.glued(i+1):
		return i + 1, spaced, true
	case p.low(i) == "to", p.low(i) == "or", between && p.low(i) == "and":
		return i + 1, worded, true
	}
	return i, 0, false
}

// widen makes a sum whose currency comes first into a range, where a second
// figure follows: "$2-3 billion", "between $2 and $3 billion".
func (p *parser) widen(s sum) sum {
	if !s.signed {
		return s
	}
	at, how, ok := p.joint(s.last, p.low(s.first-1) == "between")
	if !ok {
		if at, ok = p.phrase(s.last, "up", "to"); !ok || p.low(s.first-1) != "from" {
			return s
		}
		how = worded
	}
	r, ok := p.second(s, at, how)
	if !ok {
		return s
	}
	low := s.low
	if shared := s.low.Shift(r.power); s.plain && r.scaled && shared.LessThan(r.low) {
		low = shared
	}
	if !low.LessThan(r.low) || how == worded && p.changes(s.first, r.last, s.scaled) {
		return s
	}
	s.low, s.high, s.qualifier, s.last, s.scaled, s.plain = low, r.low, Range, r.last, s.scaled || r.scaled, false
	if s.bare {
		s.currency, s.bare = r.currency, r.bare
	}
	return s
}

// second reads the second figure of a range at token i.
func (p *parser) second(s sum, i int, how join) (sum, bool) {
	r, ok := p.led(i)
	if ok {
		return r, r.qualifier != Vague && (r.currency == s.currency || r.bare || s.bare)
	}
	if p.attached(i) && how != tight {
		return sum{}, false
	}
	if r, ok = p.figure(i); !ok || r.qualifier == Vague {
		return sum{}, false
	}
	r.currency, r.bare = s.currency, s.bare
	p.suffix(&r)
	switch {
	case how == tight:
		return r, (r.scaled || !s.scaled) && !p.dash(r.last) // not "$5 million-10-year"
	case how == spaced && !s.scaled && !r.scaled:
		return r, p.free(r.last)
	case s.scaled == r.scaled || !r.scaled:
		return r, s.scaled && r.scaled && how == worded && p.free(r.last)
	}
	return r, p.free(r.last)
}

// free reports whether token i cannot be a thing counted, so that the number
// before it is money too: not "$5 million to 10 million people".
func (p *parser) free(i int) bool {
	return !p.is(i, word) && !p.dash(i) || particles[p.low(i)]
}

// particles are words that can follow a sum, but are no thing counted.
var particles = set(`in for to of per over from by annually a an each every and or with on at under through until till
	will would could is are was were has have had as that which who while but towards toward into between within
	during since this next last`)

// changes reports whether "from $5 million to $8 million", which stands from
// token first to last, tells an old value and a new one, which are two sums.
func (p *parser) changes(first, last int, scaled bool) bool {
	switch p.low(first - 1) {
	case "by":
		return scaled
	case "from":
	default:
		return false
	}
	switch was := p.low(first - 2); {
	case was == "up", was == "down":
		return true
	case gifts[was]:
		return false
	}
	for k := first - 2; k >= max(p.tokens[first].begin, first-35); k-- {
		if w := p.low(k); ranging[w] || changing[w] {
			return changing[w] // the nearest governs
		}
	}
	for k := last; k < min(len(p.tokens), last+5); k++ {
		if changing[p.low(k)] {
			return true
		}
		if p.tokens[k].stop {
			break
		}
	}
	return false
}

// gifts are nouns that "from … to" gives the sizes of.
var gifts = set("grants awards loans prizes fines fees stipends bonuses payments subsidies discounts amounts sizes tickets")

// ranging and changing are the verbs and nouns that govern "from … to".
var (
	ranging  = set("range ranges ranged ranging vary varies varied varying between anywhere sizes size awards")
	changing = set(`increase increases increased increasing raise raises raised raising rise rises rose risen rising
		double doubles doubled doubling triple triples tripled tripling quadruple quadrupled quadrupling quintuple
		quintupled quintupling expand expands expanded expanding expansion grow grows grew grown growing growth boost boosts boosted
		boosting scale scales scaled scaling lift lifts lifted lifting drop drops dropped dropping fall falls fell
		fallen falling reduce reduces reduced reducing reduction cut cuts cutting lower lowers lowered lowering decrease
		decreases decreased decreasing decline declines declined declining move moves moved moving change changes
		changed changing jump jumps jumped jumping climb climbs climbed climbing soar soared soaring surge surged
		surging shrink shrinks shrank shrinking slash slashes slashed slashing bring brings bringing brought go goes
		went going ballooned upgrade upgraded upgrading extend extended fold threefold tenfold`)
)

// shareScale gives the scale of the last of "$5, $10 and $15 million" to those
// before it.
func (p *parser) shareScale(sums []sum) {
	if p.o.Unit.Power != 0 {
		return
	}
	for k := len(sums) - 2; k >= 0; k-- {
		s, next := &sums[k], &sums[k+1]
		shares := s.signed && s.plain && s.qualifier == Exact
		has := next.signed && next.scaled && next.power > 0 && next.qualifier == Exact
		if !shares || !has {
			continue
		}
		switch p.words(s.last, min(next.first, s.last+3)) {
		case "and", "or", "&":
		case ", and", ", or":
			if k == 0 || !sums[k-1].plain || p.words(sums[k-1].last, min(s.first, sums[k-1].last+2)) != "," {
				continue // "a fee of $40, and $5 million in grants"
			}
		case ",":
			if !next.plain { // a plain one that is scaled shares already
				continue
			}
		default:
			continue
		}
		s.low, s.power, s.scaled = s.low.Shift(next.power), next.power, true
	}
}
