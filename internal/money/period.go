package money

import (
	"slices"
	"strings"
)

// A class is the kind of a part of a period. A sum has at most one of each.
type class uint8

const (
	rate     class = iota // "/P1Y"
	duration              // "P5Y"
	calendar              // "2021/2025"
	classes
)

// A part is a phrase that says when, in tokens.
type part struct {
	class       class
	value       string
	first, last int  // half open
	deadline    bool // "by 2030", which may be that of a deed instead of the sum
	single      bool // "in 2021", as well
	lasting     bool // "for five years", as well
	past        bool // "over the past two decades", which may belong to "the largest"
}

// A whenever gathers the parts of the period of one sum.
type whenever struct {
	parts [classes]part
	has   [classes]bool
}

// add takes a part whose class is still free.
func (w *whenever) add(t part) {
	if !w.has[t.class] {
		w.parts[t.class], w.has[t.class] = t, true
	}
}

// near reports that the time itself was found close to the sum, so that
// nothing said before the sum can be meant.
func (w *whenever) near(s *sum) bool {
	return w.has[duration] && w.parts[duration].first-s.quoteLast <= nearby ||
		w.has[calendar] && w.parts[calendar].first-s.quoteLast <= nearby
}

// nearby is how many tokens after a sum a phrase is beyond doubt its own.
const nearby = 10

// clear forgets the time itself.
func (w *whenever) clear() { w.has[duration], w.has[calendar] = false, false }

// spanned reports that the time itself, not only a rate, is known.
func (w *whenever) spanned() bool { return w.has[duration] || w.has[calendar] }

// periods sets the period of each amount from the words around it. Those on
// the right go up to the next sum or the end of the sentence; those on the
// left are a pre-modifier, or open the sentence with no other sum between.
func (p *parser) periods(sums []sum, amounts []Amount) {
	for i := range sums {
		s := &sums[i]
		var w whenever
		p.right(&w, s, p.limit(sums, i))
		if p.restates(sums, i+1) { // "US$4.2 billion (C$5.7 billion) over three years"
			p.right(&w, &sums[i+1], p.limit(sums, i+1))
		}
		floor := 0
		if i > 0 {
			floor = sums[i-1].quoteLast
		}
		p.left(&w, s, floor)
		w.set(&amounts[i], p)
		if amounts[i].Period == "" && p.restates(sums, i) {
			a, b := &amounts[i], &amounts[i-1]
			a.Period, a.PeriodStart, a.PeriodEnd = b.Period, b.PeriodStart, b.PeriodEnd
		}
	}
}

// limit returns the token up to which words on the right can belong to a sum.
func (p *parser) limit(sums []sum, i int) int {
	if i+1 < len(sums) {
		return sums[i+1].quoteFirst
	}
	return len(p.tokens)
}

// restates reports whether a sum is the one before it again, in parentheses
// and usually in another currency.
func (p *parser) restates(sums []sum, i int) bool {
	if i == 0 || i >= len(sums) {
		return false
	}
	between := p.words(sums[i-1].quoteLast, min(sums[i].quoteFirst, sums[i-1].quoteLast+4))
	return p.low(sums[i].quoteLast) == ")" && slices.Contains(restatements, between)
}

var restatements = []string{"(", "( or", "( equivalent to", "( equal to", "( i.e."}

// set writes the parts into an amount.
func (w *whenever) set(a *Amount, p *parser) {
	var values []string
	for c := range classes {
		if !w.has[c] {
			continue
		}
		t := &w.parts[c]
		values = append(values, t.value)
		start, end := p.tokens[t.first].start, p.tokens[t.last-1].end
		if len(values) == 1 {
			a.PeriodStart, a.PeriodEnd = start, end
		}
		a.PeriodStart, a.PeriodEnd = min(a.PeriodStart, start), max(a.PeriodEnd, end)
	}
	a.Period = strings.Join(values, ";")
}
