package money

import "strings"

// when reads a phrase that says when at token i. Edge is where the sum, or the
// last such phrase, ends: some forms must follow at once.
func (p *parser) when(i, edge int) (part, bool) {
	if p.low(i-1) == "than" {
		return part{}, false
	}
	switch p.low(i) {
	case "per", "each", "every", "/", "annually", "biennially", "p.a.", "on":
		return p.each(i)
	case "a", "an":
		if near := i == edge || i == edge+1 && beside[p.low(edge)]; near {
			return p.each(i)
		}
	case "annual", "biennial", "semiannual", "semiannually", "yearly", "monthly", "quarterly", "weekly", "daily", "hourly":
		if i == edge || i == edge+1 && (p.low(edge) == "in" || p.low(edge) == "," || p.dash(edge)) {
			return part{class: rate, value: rates[p.low(i)], first: i, last: i + 1}, true
		}
	case "over", "for", "during", "across", "in", "within", "throughout", "spanning", "covering", "spans", "covers":
		return p.stretch(i, i == edge)
	case "of":
		if p.low(i-1) == "each" {
			return p.stretch(i, false)
		}
	case "through", "thru", "until", "till", "by", "to", "no":
		return p.until(i)
	case "since", "starting", "beginning", "effective", "from", "between":
		return p.since(i)
	case "this", "next", "last":
		return p.relative(i)
	case "(", ",", "–", "—":
		return p.apposition(i, i == edge)
	case "fy", "fiscal":
		if t, ok := p.budgetYear(i); ok && !p.baseline(i) {
			return t, true
		}
	}
	if i == edge || i == edge+1 && p.hyphen(edge) {
		return p.adjective(i)
	}
	return part{}, false
}

// beside may stand between a sum and "a year".
var beside = set(") - ‑ more less total each apiece extra")

// afterwards are the words that make of "a year" a point in time or an age.
var afterwards = set("ago earlier later old olds before after away prior experience ' ’")

// elsewhen reports that the duration before token i tells a point in time:
// "a year ago", "five years from now".
func (p *parser) elsewhen(i int) bool {
	next := p.low(i + 1)
	return afterwards[p.low(i)] || p.low(i) == "from" && (next == "now" || next == "today")
}

// overs make of "over" a comparison.
var overs = set("in for just well of than after by")

// The words of a duration: those before it that say little, its beginning, its
// direction, and what kind of years it has.
var (
	softeners = set("the its their his her our these those just only about approximately roughly full entire all same up to")
	stretches = set("course period span life lifetime term remainder duration total")
	ahead     = set("next coming following subsequent ensuing upcoming first initial current remaining")
	behind    = set("past last previous preceding prior")
	calendars = set("fiscal calendar consecutive full more additional school academic financial")
)

// stretch reads a preposition and a duration or a stretch of years: "over the
// next five years", "for a period of 18 months", "in fiscal year 2021",
// "during 2021-2025". Adjacent says that it follows the sum at once.
func (p *parser) stretch(i int, adjacent bool) (part, bool) {
	if t, ok := p.span(i, adjacent); ok {
		return t, true
	}
	at := p.skip(i+1, yearWords, 4)
	value, last, kind := p.years(at)
	next := p.low(last)
	switch {
	case kind == none || kind == dated:
		return part{}, false
	case p.low(i) == "over" && kind != stretched && p.low(at-1) != "of":
		return part{}, false // "a rise over 2021", "over FY 2021 levels"
	case measured[next], kind == yearly && p.counts(last):
		return part{}, false // "in 2010 dollars", "in 2030 villages"
	case kind == yearly && p.low(at-1) == "the" && p.is(last, word) && upper(p.raw(last)) && !budgets[next]:
		return part{}, false // "in the 2022 National Strategy"
	}
	if next == "alone" {
		last++
	}
	return part{class: calendar, value: value, first: i, last: last, single: kind == yearly}, true
}

// The words around a year: those before it that say little, those after it that
// make of it a measure of value, and prepositions that end like plurals.
var (
	yearWords     = set("the course of period periods years year from between just both all calendar school academic financial")
	measured      = set("dollars prices levels level terms")
	prepositional = set("across towards alongside versus thus")
)

// counts reports whether token i is a plural that a number before it counts.
func (p *parser) counts(i int) bool {
	w := p.low(i)
	return strings.HasSuffix(w, "s") && !particles[w] && !prepositional[w] && !upper(p.raw(i))
}

// skip passes up to n tokens of a set.
func (p *parser) skip(i int, words map[string]bool, n int) int {
	for ; n > 0 && words[p.low(i)]; n-- {
		i++
	}
	return i
}

// span reads a preposition and a duration.
func (p *parser) span(i int, adjacent bool) (part, bool) {
	if p.low(i) == "over" && overs[p.low(i-1)] {
		return part{}, false // "for over a year"
	}
	at := p.skip(i+1, softeners, 3)
	article := p.article(at)
	if article {
		at++
	}
	if stretches[p.low(at)] && p.low(at+1) == "of" {
		at, article = p.skip(at+2, softeners, 2), false
		if p.article(at) {
			at, article = at+1, true
		}
	}
	t := part{class: duration, first: i, lasting: p.low(i) == "for", deadline: p.low(i) == "within"}
	w := p.low(at)
	mode := ahead[w] || behind[w]
	if mode {
		t.past = behind[w]
		at++
	}
	begin := at
	at, n := p.few(at)
	numbered := at > begin
	at = p.skip(p.past(at), calendars, 1)
	unit, ok := spans[p.low(at)]
	next := at + 1
	switch {
	case !ok, !numbered && !mode && !article, unit.designator == "H":
		return t, false
	case !numbered && strings.HasSuffix(p.low(at), "s"):
		return t, false // "the coming years" has no length
	case p.elsewhen(next), p.hyphen(next), p.low(next) == "of" && p.low(next+1) == "age":
		return t, false
	case !numbered && p.low(i) == "in" && unit.designator != "Y":
		return t, false // "in the coming weeks"
	case !numbered && p.low(at-1) == "fiscal" && p.low(i) != "over":
		return t, false // a certain year
	case p.low(i) == "in" && !mode && !(numbered && adjacent), p.low(i) == "in" && (w == "first" || w == "initial"):
		return t, false
	}
	t.value, t.last = iso(n, p.low(at)), next
	return t, true
}

// until reads an end: "through 2025", "by the end of 2027", "no later than
// 2030", "to 2028".
func (p *parser) until(i int) (part, bool) {
	t := part{class: calendar, first: i, deadline: p.low(i) == "by"}
	at := i + 1
	if p.low(i) == "no" {
		end, ok := p.phrase(at, "later", "than")
		if !ok {
			return t, false
		}
		at, t.deadline = end, true
	}
	value, last, kind := p.date(p.skip(at, untilWords, 3))
	if kind == none || measured[p.low(last)] || p.low(i) == "to" && (kind != yearly || !p.free(last)) {
		return t, false
	}
	if p.is(i-1, number) && p.low(i) != "by" && plausibleYear(p.raw(i-1)) {
		return t, false // the end of a range whose beginning was refused
	}
	t.value, t.last = "../"+value, last
	return t, true
}

// Words within "starting in 2022" and "between now and 2030".
var (
	openings = set("in from with on")
	bridges  = set("and to through until")
)

// untilWords may stand between "through" or "by" and its date.
var untilWords = set("to at least and including about around approximately no later than up")

// since reads a beginning, or both ends: "since 2017", "starting in FY 2022",
// "from 2021 to 2027", "between 2021 and 2025", "since its launch in 2013".
func (p *parser) since(i int) (part, bool) {
	t := part{class: calendar, first: i, past: p.low(i) == "since"}
	at := i + 1
	switch p.low(i) {
	case "starting", "beginning", "effective":
		if p.low(at) == "of" {
			return t, false
		}
		at = p.skip(at, openings, 1)
	case "from", "between":
		return p.between(t, p.skip(at, yearWords, 3))
	}
	value, last, kind := p.date(at)
	if kind == none && p.low(i) == "since" {
		for k := at; k < at+7 && kind == none && p.is(k, word); k++ {
			if p.low(k) == "in" {
				value, last, kind = p.date(k + 1)
			}
		}
	}
	t.value, t.last = value+"/..", last
	return t, kind != none && !measured[p.low(last)]
}

// between reads both ends of a stretch of time at token i.
func (p *parser) between(t part, i int) (part, bool) {
	if p.low(i) == "now" {
		value, last, kind := p.date(p.skip(i+1, bridges, 1))
		t.value, t.last = "../"+value, last
		return t, kind != none
	}
	value, last, kind := p.years(i)
	t.value, t.last = value, last
	if kind == none || strings.Contains(value, "/") {
		return t, kind != none
	}
	switch p.low(last) {
	case "on", "onward", "onwards", "forward":
		t.value, t.last = value+"/..", last+1
		return t, t.first >= 0 && p.low(t.first) == "from"
	}
	return t, false
}

// relative reads "this year", "next fiscal year", "this decade".
func (p *parser) relative(i int) (part, bool) {
	switch p.low(i - 1) {
	case "from", "than", "which", "that", "who", "as":
		return part{}, false
	}
	value, last, kind := p.date(i)
	return part{class: calendar, value: value, first: i, last: last, single: kind == yearly}, kind != none
}

// apposition reads what follows a sum behind a comma or in parentheses:
// "(2021-2027)", ", three-year", ", a five-year effort".
func (p *parser) apposition(i int, adjacent bool) (part, bool) {
	if p.low(i) == "(" {
		value, last, kind := p.years(i + 1)
		ok := p.low(last) == ")" && kind != none && kind != dated && (adjacent || kind != yearly)
		return part{class: calendar, value: value, first: i + 1, last: last}, ok
	}
	at := i + 1
	if p.article(at) {
		at, adjacent = at+1, true
	}
	t, ok := p.adjective(at)
	return t, ok && adjacent
}

// baseline reports that a sum is measured against what stands at token i:
// "an increase of $5 million over the FY 2022 budget".
func (p *parser) baseline(i int) bool {
	for k := i - 1; k >= i-3 && p.is(k, word); k-- {
		switch p.low(k) {
		case "over", "above", "below", "from", "than", "to":
			return true
		}
	}
	return false
}

// adjective reads "five-year" or "FY2023" beside a sum.
func (p *parser) adjective(i int) (part, bool) {
	if w := p.low(i); w == "fy" || w == "fiscal" {
		value, last, kind := p.years(i)
		return part{class: calendar, value: value, first: i, last: last}, kind == fiscal
	}
	if unit := spans[p.low(i)]; unit.n > 0 && p.hyphen(i+1) && p.low(i+2) == "long" { // "decade-long"
		return part{class: duration, value: iso(1, p.low(i)), first: i, last: i + 3}, true
	}
	if _, ok := units[p.low(i)]; !ok && !p.is(i, number) {
		return part{}, false
	}
	at, n := p.few(i)
	unit, ok := spans[p.low(p.past(at))]
	last := p.past(at) + 1
	if at == i || !ok || unit.designator == "H" || p.elsewhen(last) || p.hyphen(last) && p.elsewhen(last+1) {
		return part{}, false
	}
	if w := p.low(last - 1); strings.HasSuffix(w, "s") {
		return part{}, false
	}
	return part{class: duration, value: iso(n, p.low(last-1)), first: i, last: last}, true
}
