package deadline

import "time"

// decadeWords may stand between "this" and "decade".
var decadeWords = words("critical decisive crucial important pivotal vital current present very same")

// relative reads a time counted from publication: "this year", "next summer",
// "the current fiscal year", "last October", "this coming fall".
func (p *reader) relative(i int) (w when, next int, ok bool) {
	move, j, ok := p.move(i)
	if !ok {
		return w, i, false
	}
	calendar := p.is(i, "next") // "next summer" is that of the next calendar year
	switch t := p.at(j); {
	case t.class&month != 0 && move != 0:
		return p.relativeMonth(j, move, calendar)
	case t.class&month != 0:
		return p.month(j, view{licensed: true})
	case t.class&season != 0:
		return p.relativeSeason(j, move, calendar)
	case t.class&weekday != 0:
		return p.weekday(j, view{licensed: true, aim: aim(move)})
	case p.is(j, "fiscal", "financial") && p.is(j+1, "year"):
		w = p.around(year, 0).inFiscal()
		if w.year != 0 {
			w.year += p.fiscalNow() + move
		}
		w.aim = aim(move)
		return w, j + 2, true
	}
	return p.relativeUnit(i, j, move)
}

// move reads the word at i that says on which side of publication a time lies,
// -1, 0 or 1 units away.
func (p *reader) move(i int) (move, next int, ok bool) {
	switch {
	case p.is(i, "current", "present"):
		return 0, i + 1, true
	case p.is(i, "next", "coming", "upcoming", "forthcoming"):
		return 1, i + 1, true
	case p.is(i, "last", "past", "previous"):
		return -1, i + 1, true
	case !p.is(i, "this"):
		return 0, i, false
	case p.is(i+1, "past"):
		return -1, i + 2, true
	case p.is(i+1, "coming", "upcoming"):
		return 1, i + 2, true
	}
	for next = i + 1; next < i+3 && decadeWords[p.at(next).word]; {
		next++
	}
	return 0, next, true
}

// relativeUnit reads the unit at j of "this year", "last quarter". "The next
// year" and "this past year" are durations of one year instead.
func (p *reader) relativeUnit(i, j, move int) (w when, next int, ok bool) {
	if p.is(j, "calendar") {
		j++
	}
	u, ok := p.unitAt(j)
	if !ok || plurals[p.at(j).word] {
		return w, i, false
	}
	duration := p.is(i-1, "the") && u != quarter || p.is(i, "this")
	if duration && move != 0 {
		return w, i, false
	}
	switch {
	case u == week, u == monthUnit, u == quarter, u == year, u == decade && move == 0:
		return p.around(u, move), j + 1, true
	case u == century && move == 0 && p.is(i-1, "of", "in"): // only a part of a century is a date
		return p.around(u, 0), j + 1, true
	}
	return w, i, false
}

// fiscalNow returns 1 where publication lies in the fiscal year that has the
// number of the next calendar year.
func (p *reader) fiscalNow() int {
	first := p.o.FiscalStart
	if first == 0 {
		first = fiscalStart
	}
	if first > 1 && p.published.Month() >= first {
		return 1
	}
	return 0
}

// around returns the unit of the calendar in which publication lies, moved by
// a number of units.
func (p *reader) around(u unit, move int) when {
	w := when{unit: u, relative: true, aim: aim(move)}
	if p.published.IsZero() {
		w.unit = noUnit
		return w
	}
	switch u {
	case year:
		w.year = p.published.Year() + move
	case monthUnit:
		t := Point{p.published.Year(), p.published.Month(), 1}.First().AddDate(0, move, 0)
		w.year, w.number = t.Year(), int(t.Month())
	case week:
		w.year, w.number = p.published.AddDate(0, 0, 7*move).ISOWeek()
	case quarter:
		n := p.published.Year()*4 + (int(p.published.Month())-1)/3 + move
		w.year, w.number = n/4, n%4+1
	case decade:
		w.year = p.published.Year()/10*10 + 10*move
	case century:
		w.year = p.published.Year() / 100 * 100
	default:
		w.unit = noUnit
	}
	return w
}

// bareUnit reads "year", "decade", "21st century" where a part of it was named
// before: "the end of the year".
func (p *reader) bareUnit(i int) (w when, next int, ok bool) {
	j := i
	if p.is(j, "calendar") {
		j++
	}
	if n := p.at(j); n.class&digits != 0 && p.is(j+1, "st", "th") && p.is(j+2, "century") && n.value > 18 && n.value < 23 {
		return when{unit: century, year: 100 * (n.value - 1)}, j + 3, true
	}
	u, ok := p.unitAt(j)
	if !ok || plurals[p.at(j).word] || p.at(j+1).class&(digits|cardinal) != 0 {
		return w, i, false
	}
	switch u {
	case week, monthUnit, quarter, year, decade, century:
		return p.around(u, 0), j + 1, true
	}
	return w, i, false
}

// relativeMonth reads the month of "next October", "last March".
func (p *reader) relativeMonth(j, move int, calendar bool) (w when, next int, ok bool) {
	w, next, ok = p.month(j, view{licensed: true, aim: aim(move)})
	if !ok || w.unit != monthUnit || w.year != 0 || p.published.IsZero() {
		return w, next, ok
	}
	w.relative = true
	w.year = p.published.Year()
	switch m := int(p.published.Month()); {
	case calendar:
		w.year++
	case move < 0 && w.number >= m:
		w.year--
	case move > 0 && w.number < m:
		w.year++
	}
	return w, next, true
}

// slack is how far ahead of publication a day may lie of which the text speaks
// in the past: texts are dated before the events that they report are over.
const slack = 30 * 24 * time.Hour

// settle fills in the year that the text leaves open for the date at the
// tokens from i to next: the next time that is not before publication, the
// latest where the words look back, the nearest where they do not say.
func (p *reader) settle(w *when, i, next int) {
	if !w.bare() || p.published.IsZero() {
		return
	}
	w.year = p.published.Year()
	if w.fiscal {
		w.year += p.fiscalNow()
		return
	}
	if w.aim == open && (w.unit == dayUnit || w.unit == monthUnit) && p.loose(i, next) {
		p.nearest(w)
		return
	}
	if w.aim == open {
		w.aim = p.tense(i, next)
	}
	l, limit := w.months(), p.published
	if w.unit == dayUnit {
		limit = limit.Add(slack)
	}
	switch {
	case w.aim == past && l.first.First().After(limit):
		w.year--
	case w.aim != past && l.last.Last().Before(p.published):
		w.year++
	}
}

// nearest gives w the year in which it lies nearest to publication.
func (p *reader) nearest(w *when) {
	const halfYear = 183 * 24 * time.Hour
	switch away := w.months().first.First().Sub(p.published); {
	case away > halfYear:
		w.year--
	case away < -halfYear:
		w.year++
	}
}
