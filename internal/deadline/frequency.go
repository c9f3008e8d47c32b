package deadline

import "fmt"

// regular are the things that an adjective of frequency makes a date of: "an
// annual summit" takes place every year, "annual growth" does not.
var regular = words("meeting meetings dialogue dialogues summit summits conference conferences forum forums forums report reports reporting review reviews " +
	"consultation consultations exercise exercises update updates exchange exchanges ministerial ministerials assessment assessments " +
	"session sessions roundtable roundtables event events survey surveys visit visits workshop workshops talks gathering")

// frequency reads "annually", "every two years", "twice a year", "on a
// quarterly basis".
func (p *reader) frequency(i int) int {
	t := p.at(i)
	switch {
	case p.is(i, "on") && p.is(i+1, "a", "an") && p.at(i+2).class&adjectiveEvery != 0 && p.is(i+3, "basis"):
		return p.often(i, i+4, repeats[p.at(i+2).value].iso)
	case p.is(i, "every", "each"):
		return p.every(i)
	case p.is(i, "semi", "bi") && p.hyphen(i+1):
		return p.compound(i)
	case t.class&adverbEvery != 0 && p.adverb(i):
		return p.often(i, i+1, repeats[t.value].iso)
	case t.class&adjectiveEvery != 0 && p.regularThing(i+1):
		return p.often(i, i+1, repeats[t.value].iso)
	}
	return p.times(i)
}

func (p *reader) often(i, next int, iso string) int {
	return p.add(i, next, Date{Kind: KindFrequency, ISO: iso})
}

// compound reads "semi-annually", "bi-weekly".
func (p *reader) compound(i int) int {
	t, after := p.at(i+2), p.at(i+3)
	if t.class&(adverbEvery|adjectiveEvery) == 0 || after.word != "" && after.class&(function|determiner|punctuation) == 0 && !p.regularThing(i+3) {
		return i
	}
	joined := p.at(i).word + p.at(i+2).word
	for _, r := range repeats {
		if words(r.adverb + " " + r.adjective)[joined] {
			return p.often(i, i+3, r.iso)
		}
	}
	return i
}

// adverb reports whether the word at i says how often, and is no adjective:
// "meet monthly", not "monthly data".
func (p *reader) adverb(i int) bool {
	if p.at(i).class&adjectiveEvery == 0 && !p.is(i, "daily", "yearly") {
		return true
	}
	after := p.at(i + 1)
	if after.class&(function|determiner) != 0 || after.word == "" || after.class&punctuation != 0 && !p.is(i+1, "-", "'") {
		return p.at(i-1).class&(determiner|punctuation) == 0
	}
	return false
}

// regularThing reports whether one of the next words is an occasion or report.
func (p *reader) regularThing(i int) bool {
	for j := i; j < i+4; j++ {
		t := p.at(j)
		if regular[t.word] || t.caps && t.class&(occasion|occasions) != 0 {
			return true
		}
		if t.word == "" || t.class&(function|punctuation|determiner) != 0 && !p.is(j, "-") {
			return false
		}
	}
	return false
}

// every reads "every year", "every two years", "every other month", "each
// fiscal year", "every October".
func (p *reader) every(i int) int {
	j := i + 1
	if p.at(j).class&(month|season|weekday) != 0 {
		iso := "R/P1Y"
		if p.at(j).class&weekday != 0 {
			iso = "R/P1W"
		}
		if p.is(j, "fall", "spring", "march", "may") && p.at(j+1).class == 0 && p.at(j+1).word != "" {
			return i
		}
		return p.often(i, j+1, iso)
	}
	l := length{twice: 2}
	switch {
	case p.is(j, "other", "second"):
		l.twice = 4
		j++
	case p.at(j).class&ordinal != 0:
		l.twice = 2 * p.at(j).value
		j++
	default:
		if twice, k, ok := p.count(j); ok {
			l.twice, j = twice, k
			if _, m, ok := p.second(k); ok {
				l.twice, j = 0, m
			}
		} else if p.is(j, "few", "several") {
			l.twice = 0
			j++
		}
	}
	for calendars[p.at(j).word] {
		j++
	}
	u, ok := p.unitAt(j)
	if !ok || u < hour || p.is(j+1, "-") && p.at(j+1).glued {
		return i
	}
	l.unit = u
	return p.often(i, j+1, prefixed("R/", l.iso()))
}

// shares are the parts into which a unit divides evenly, in smaller units.
var shares = map[unit]struct {
	parts int
	form  string
}{
	year:      {12, "R/P%dM"},
	quarter:   {3, "R/P%dM"},
	monthUnit: {1, "R/P%dM"},
	week:      {7, "R/P%dD"},
	dayUnit:   {24, "R/PT%dH"},
	decade:    {10, "R/P%dY"},
}

// times reads "once a year", "twice yearly", "three times per month", "once
// every five years".
func (p *reader) times(i int) int {
	n, j := 0, i+1
	switch {
	case p.is(i, "once"):
		n = 1
	case p.is(i, "twice"):
		n = 2
	default:
		twice, k, ok := p.count(i)
		if !ok || !p.is(k, "times") {
			return i
		}
		n, j = twice/2, k+1
	}
	j = p.dash(j)
	if t := p.at(j); t.class&adverbEvery != 0 && n > 0 {
		u := map[string]unit{"daily": dayUnit, "weekly": week, "monthly": monthUnit, "quarterly": quarter, "annually": year, "yearly": year}[t.word]
		return p.often(i, j+1, share(n, u))
	}
	if !p.is(j, "a", "an", "per", "each", "every") {
		return i
	}
	l := length{twice: 2}
	j++
	if twice, k, ok := p.count(j); ok {
		l.twice, j = twice, k
	} else if p.is(j, "other") {
		l.twice, j = 4, j+1
	}
	for calendars[p.at(j).word] {
		j++
	}
	u, ok := p.unitAt(j)
	switch {
	case !ok || u < dayUnit:
		return i
	case n == 1:
		l.unit = u
		return p.often(i, j+1, prefixed("R/", l.iso()))
	case l.twice != 2:
		return p.often(i, j+1, "")
	}
	return p.often(i, j+1, share(n, u))
}

// share gives the interval of n times in a unit, empty where it does not
// divide evenly.
func share(n int, u unit) string {
	s := shares[u]
	switch {
	case n == 1:
		return prefixed("R/", length{twice: 2, unit: u}.iso())
	case n < 1 || s.parts == 0 || s.parts%n != 0:
		return ""
	}
	return fmt.Sprintf(s.form, s.parts/n)
}
