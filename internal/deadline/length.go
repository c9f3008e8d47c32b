package deadline

import (
	"fmt"
	"strings"
)

// A length is a duration.
type length struct {
	twice int // twice the number of units, so that halves are whole; 0 if the text does not say
	unit  unit
	aim   aim // "the next five years" look ahead, "the past decade" back
}

// iso gives the ISO 8601 form, empty where the text sets no number.
func (l length) iso() string {
	n, odd := l.twice/2, l.twice%2 == 1
	if l.twice == 0 {
		return ""
	}
	switch l.unit {
	case minute:
		return whole("PT%dM", n, odd)
	case hour:
		return whole("PT%dH", n, odd)
	case dayUnit:
		return whole("P%dD", n, odd)
	case week:
		return whole("P%dW", n, odd)
	case fortnight:
		return whole("P%dW", l.twice, false)
	case monthUnit:
		return whole("P%dM", n, odd)
	case quarter:
		return whole("P%dM", 3*n, odd)
	case half:
		return whole("P%dM", 6*n, odd)
	case year:
		if odd {
			return fmt.Sprintf("P%dM", 6*l.twice)
		}
		return fmt.Sprintf("P%dY", n)
	case decade:
		return fmt.Sprintf("P%dY", 5*l.twice)
	case century:
		return fmt.Sprintf("P%dY", 50*l.twice)
	}
	return ""
}

func whole(format string, n int, odd bool) string {
	if odd {
		return ""
	}
	return fmt.Sprintf(format, n)
}

// from returns the point that lies the length away from publication, as fine
// as its unit, and publication at the same fineness.
func (p *reader) from(l length, a aim) (here, there Point) {
	if l.twice == 0 || p.published.IsZero() || l.twice > 4000 {
		return Point{}, Point{}
	}
	sign, t := int(a), p.published
	switch l.unit {
	case minute, hour:
		if l.unit == hour {
			t = t.AddDate(0, 0, sign*((l.twice+47)/48))
		}
	case dayUnit:
		t = t.AddDate(0, 0, sign*l.twice/2)
	case week:
		t = t.AddDate(0, 0, sign*7*l.twice/2)
	case fortnight:
		t = t.AddDate(0, 0, sign*7*l.twice)
	default:
		months := l.twice * monthsOf[l.unit] / 2
		first := Point{p.published.Year(), p.published.Month(), 1}.First().AddDate(0, sign*months, 0)
		if months%12 == 0 {
			return Point{Year: p.published.Year()}, Point{Year: first.Year()}
		}
		return Point{p.published.Year(), p.published.Month(), 0}, Point{first.Year(), first.Month(), 0}
	}
	return dayOf(p.published), dayOf(t)
}

var monthsOf = map[unit]int{monthUnit: 1, quarter: 3, half: 6, year: 12, decade: 120, century: 1200}

// count reads a number at i: digits, words to ninety-nine, a hundred, "a
// couple of", "two and a half". It returns twice the number.
func (p *reader) count(i int) (twice, next int, ok bool) {
	t := p.at(i)
	switch {
	case t.class&digits != 0:
		twice, ok = p.halves(t)
		i++
	case t.class&cardinal != 0:
		twice, i, ok = t.value, i+1, true
		if t.value >= 40 {
			j := p.dash(i)
			if u := p.at(j); u.class&cardinal != 0 && u.value < 20 {
				twice, i = twice+u.value, j+1
			}
		}
		if p.is(i, "hundred") {
			twice, i = twice*100, i+1
		}
	case p.is(i, "a", "one") && p.is(i+1, "hundred"):
		twice, i, ok = 200, i+2, true
	case p.is(i, "a") && p.is(i+1, "couple", "dozen"):
		twice, ok = 4, true
		if p.is(i+1, "dozen") {
			twice = 24
		}
		i += 2
		if p.is(i, "of") {
			i++
		}
	}
	if !ok {
		return 0, i, false
	}
	if j := p.andHalf(i); j > i {
		return twice + 1, j, true
	}
	return twice, i, true
}

// andHalf passes over "and a half" and its hyphens.
func (p *reader) andHalf(i int) int {
	j := p.dash(i)
	if !p.is(j, "and") {
		return i
	}
	j = p.dash(j + 1)
	if !p.is(j, "a", "one") {
		return i
	}
	if j = p.dash(j + 1); p.is(j, "half") {
		return j + 1
	}
	return i
}

// halves returns twice the number that digits stand for, if that is whole and
// a plausible count of units of time.
func (p *reader) halves(t *token) (int, bool) {
	if t.value >= 0 {
		return 2 * t.value, t.value > 0 && t.value < 2000
	}
	s := p.text[t.start:t.end]
	head, tail, ok := strings.Cut(s, ".")
	if !ok || tail != "5" || len(head) > 2 || strings.Contains(head, ",") {
		return 0, false
	}
	n := 0
	for _, c := range head {
		n = 10*n + int(c-'0')
	}
	return 2*n + 1, true
}

// lengthWords may stand before the number of a duration and do not change it.
var lengthWords = words("full entire whole initial first final said additional another further more extra same short " +
	"subsequent successive consecutive")

// calendars may stand between a number and its unit.
var calendars = words("calendar fiscal business working school academic consecutive full additional more further successive whole short")

// length reads a duration at i, its article included. Governed says that a
// preposition stands before it, which allows "a year" and "the coming months".
func (p *reader) length(i int, governed bool) (l length, next int, ok bool) {
	j := p.hedges(i)
	if p.at(j).class&determiner != 0 && !p.is(j, "a", "an", "no", "every", "each") {
		j++
	}
	if p.is(j, "a", "an") && p.at(j+1).class&(digits|cardinal) != 0 {
		j++
	}
	j = p.hedges(j)
	if k := p.stretch(j); k > j {
		j = p.article(p.hedges(k))
	}
	for range maxFillers {
		t := p.at(j)
		if t.class&direction != 0 {
			l.aim = aim(t.value)
		} else if !lengthWords[t.word] {
			break
		}
		j++
	}
	l, next, ok = p.lengthFrom(l, i, j, governed)
	if p.is(next, "of") { // "the last three months of 2021" are not counted from publication
		l.aim = open
	}
	return l, next, ok
}

// stretch passes over "a period of", "the course of".
func (p *reader) stretch(i int) int {
	j := i
	if p.is(j, "a", "the") {
		j++
	}
	if p.is(j, "period", "course", "span", "space") && p.is(j+1, "of") {
		return j + 2
	}
	return i
}

// lengthFrom reads the number and the unit at j of a duration that began at i.
func (p *reader) lengthFrom(l length, i, j int, governed bool) (length, int, bool) {
	if part, k, ok := p.fraction(j); ok {
		part.aim = l.aim
		return part, k, governed || part.unit > year
	}
	twice, k, ok := p.count(j)
	if !ok {
		return p.unnumbered(l, i, j, governed)
	}
	if _, m, ok := p.second(k); ok {
		k, twice = m, 0 // "two to three years": no single length
	}
	if p.is(k, "or") && p.is(k+1, "more", "so") {
		k += 2
	}
	for calendars[p.at(k).word] {
		k++
	}
	hyphen := p.dash(k) > k
	k = p.dash(k)
	u, ok := p.unitAt(k)
	switch {
	case !ok:
		return l, i, false
	case !plurals[p.at(k).word] && twice != 2 && !hyphen && p.at(k).caps: // "Five Year Plan" is a name
		return l, i, false
	case u == quarter && !governed && l.aim == open: // a fraction
		return l, i, false
	}
	l.twice, l.unit = twice, u
	k++
	if half := p.andHalf(k); half > k && twice == 2 {
		l.twice, k = 3, half
	}
	if governed && p.is(k, "period", "span", "timeframe", "window", "timeline", "horizon") {
		k++
	}
	return l, k, true
}

// second reads the other side of "two to three", "3-5".
func (p *reader) second(i int) (twice, next int, ok bool) {
	j := p.dash(i)
	if j == i {
		if !p.is(i, "to", "or") {
			return 0, i, false
		}
		j = i + 1
	}
	return p.count(j)
}

// fraction reads "half a century", "a quarter of a century", "a half-decade".
func (p *reader) fraction(i int) (l length, next int, ok bool) {
	j := i
	if p.is(j, "a") {
		j++
	}
	name := p.at(j).word
	if name != "half" && name != "quarter" {
		return l, i, false
	}
	j = p.dash(j + 1)
	if p.is(j, "of") {
		j++
	}
	if p.is(j, "a") {
		j++
	}
	u, ok := p.unitAt(j)
	if !ok || plurals[p.at(j).word] {
		return l, i, false
	}
	switch {
	case name == "half":
		return length{twice: 1, unit: u}, j + 1, u == year || u == decade || u == century
	case u == century:
		return length{twice: 50, unit: year}, j + 1, true
	}
	return l, i, false
}

// unnumbered reads "a year", "the next decade", "the coming months": all but
// the last are one unit.
func (p *reader) unnumbered(l length, i, j int, governed bool) (length, int, bool) {
	article := p.is(j, "a", "an")
	if article {
		j++
		for calendars[p.at(j).word] || lengthWords[p.at(j).word] {
			j++
		}
	}
	vague := p.is(j, "few", "several", "couple", "many")
	if vague {
		j++
		if p.is(j, "of") {
			j++
		}
	}
	if calendars[p.at(j).word] {
		j++
	}
	u, ok := p.unitAt(j)
	several := plurals[p.at(j).word]
	switch {
	case !ok || u < dayUnit, !several && p.is(j-1, "fiscal"): // "the coming fiscal year" has a number
		return l, i, false
	case vague || several:
		// How many is not said: an ISO form would be an invention.
		return length{unit: u, aim: l.aim}, j + 1, governed && several && l.aim != open
	case article:
		ok = governed || p.is(p.dash(j+1), "long")
	case l.aim == open:
		ok = governed && p.is(j-1, "another", "additional", "further")
	}
	if !ok {
		return l, i, false
	}
	l.twice, l.unit = 2, u
	j++
	if half := p.andHalf(j); half > j {
		l.twice, j = 3, half
	}
	return l, j, true
}

// unitAt returns the unit that the word at i names.
func (p *reader) unitAt(i int) (unit, bool) {
	t := p.at(i)
	if t.class&unitWord == 0 {
		return noUnit, false
	}
	return unit(t.value), true
}

// schools are named after the length of their courses: "four-year colleges".
var schools = words("college colleges university universities institution institutions degree degrees school schools")

// aged reports whether the duration from i to next is an age, a rate or the
// name of something and no time.
func (p *reader) aged(i, next int) bool {
	after := p.dash(next)
	switch {
	case p.is(i-1, "aged", "age", "ages"):
		return true
	case schools[p.at(next).word] || schools[p.at(next+1).word] && p.at(next).class == 0:
		return p.is(next-2, "-")
	case p.is(after, "old", "olds", "round"), p.is(next, "of") && p.is(next+1, "age", "experience"):
		return true
	case p.is(next, "and", "or") && p.is(next+1, "older", "above", "up", "younger", "under", "over"):
		return true
	case p.is(next, "a", "per") && p.at(next+1).class&unitWord != 0: // "7 days a week"
		return true
	case p.is(next, "/"):
		return true
	}
	// "16 Days of Activism"
	last := p.at(next - 1)
	return last.caps && p.at(i).class&digits != 0 && p.is(next, "of") && p.at(next+1).caps
}
