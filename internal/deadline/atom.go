package deadline

import "time"

// A view is what the surroundings say to the reader of a point.
type view struct {
	licensed bool // a preposition that takes a date stands before it: "by May", "since August"
	aim      aim  // where a month without a year is to be sought; open: the tense decides
}

// point reads one named time at i, articles and parts included: "the end of
// 2022", "early in October", "mid-century", "the third quarter of FY2023".
func (p *reader) point(i int, v view) (w when, next int, ok bool) {
	if w, next, ok = p.yearEnd(i); ok {
		return w, next, true
	}
	j := p.article(i)
	part, k := p.part(j)
	if k > j {
		unit := p.is(k-1, "of") || p.is(k, "the") || part == Mid
		w, next, ok = p.whole(p.article(k), view{licensed: true, aim: v.aim}, unit)
	} else {
		w, next, ok = p.whole(j, v, v.licensed && j > i)
	}
	if !ok {
		return when{}, i, false
	}
	if w.relative && p.is(next, "'") && p.is(next+1, "s") && p.is(next+2, "end") { // "this year's end"
		w.part, next = End, next+3
	}
	if k > j && w.part == Whole {
		w.part = part
		if part == Mid && w.unit == century {
			w.unit, w.year, w.mid = year, w.year+50, true
		}
	}
	return w, next, true
}

// part reads what stands before a time and picks a part of it.
func (p *reader) part(i int) (Part, int) {
	part, of := Whole, false
	switch p.at(i).word {
	case "early":
		part = Early
	case "mid":
		part = Mid
	case "late":
		part = Late
	case "later":
		part = later
	case "earlier":
		part = earlier
	case "end", "close":
		part, of = End, true
	case "beginning", "start":
		part, of = Early, true
	case "middle":
		part, of = Mid, true
	case "course", "rest", "remainder", "whole", "duration":
		of = true
	default:
		return Whole, i
	}
	j := i + 1
	if of {
		switch {
		case p.is(j, "of"):
			return part, j + 1
		case part == End && (p.at(p.dash(j)).class&(digits|month) != 0 || p.is(p.dash(j), "fy")): // "end-2022", "end FY23"
			return part, p.dash(j)
		}
		return Whole, i
	}
	// "early to mid 2022", "mid-to-late 2022"
	if k := p.dash(j); p.is(k, "to", "and", "or") && p.is(p.dash(k+1), "mid", "late") {
		j = p.dash(k+1) + 1
	}
	j = p.dash(j)
	if p.is(j, "in") {
		j++
	}
	return part, j
}

// yearEnd reads "year-end", "year's end", "year-end 2022", "the month's end".
func (p *reader) yearEnd(i int) (w when, next int, ok bool) {
	j := p.article(i)
	if p.is(j, "fiscal", "calendar") {
		j++
	}
	u, ok := p.unitAt(j)
	if !ok || plurals[p.at(j).word] || u != year && u != monthUnit && u != decade {
		return w, i, false
	}
	k := p.dash(j + 1)
	if p.is(k, "'") && p.is(k+1, "s") {
		k += 2
	}
	if !p.is(k, "end") {
		return w, i, false
	}
	k++
	if y, ok := p.calendarYear(k); ok && u == year {
		w = when{unit: year, year: y}
		k++
	} else {
		w = p.around(u, 0)
	}
	w.fiscal = p.is(j-1, "fiscal")
	w.part = End
	return w, k, true
}

// whole reads a point without its part at i. Unit says that a bare unit is one
// ("the end of the year").
func (p *reader) whole(i int, v view, unit bool) (w when, next int, ok bool) {
	t := p.at(i)
	switch {
	case t.class&digits != 0:
		return p.numeric(i, v)
	case t.class&month != 0:
		return p.month(i, v)
	case t.class&weekday != 0:
		return p.weekday(i, v)
	case t.class&season != 0:
		return p.season(i, v, 0)
	case p.is(i, "fiscal", "fy", "jfy", "financial"):
		return p.fiscalYear(i, unit)
	case p.is(i, "q", "h"):
		return p.portion(i)
	case t.class&ordinal != 0 || p.is(i, "last", "final"):
		if w, next, ok = p.ordinal(i, v); ok {
			return w, next, true
		}
	case p.is(i, "calendar", "year", "cy"):
		if w, next, ok = p.yearNamed(i); ok {
			return w, next, true
		}
	case p.is(i, "midcentury"):
		return when{unit: year, year: 2050, part: Mid, mid: true}, i + 1, true
	case p.is(i, "week") && p.is(i+1, "of"):
		return p.weekOf(i, v)
	}
	if w, next, ok = p.relative(i); ok {
		return w, next, true
	}
	if unit {
		return p.bareUnit(i)
	}
	return when{}, i, false
}

// numeric reads a point that begins with digits.
func (p *reader) numeric(i int, v view) (w when, next int, ok bool) {
	if w, next, ok = p.isoDate(i); ok {
		return w, next, true
	}
	if w, next, ok = p.slashDate(i); ok {
		return w, next, true
	}
	if w, next, ok = p.dayMonth(i); ok {
		return w, next, true
	}
	if w, next, ok = p.portionFirst(i); ok {
		return w, next, true
	}
	if d, next, ok := p.decadeDigits(i); ok {
		return d, next, true
	}
	y, ok := p.yearAt(i, v)
	if !ok {
		return when{}, i, false
	}
	if w, next, ok = p.portion(i + 1); ok && w.year == 0 && next == i+3 { // "2022 Q3"
		w.year = y
		return w, next, true
	}
	if p.is(i+1, "fiscal") && p.is(i+2, "year") { // "the 2023 fiscal year"
		return when{unit: year, year: y, fiscal: true}, i + 3, true
	}
	w = when{unit: year, year: y, fiscal: p.fiscalList(i)}
	return w, i + 1, true
}

// fiscalList reports whether the year at i goes on a list of fiscal years.
func (p *reader) fiscalList(i int) bool {
	if p.fiscal < 0 || i-p.fiscal > 3 {
		return false
	}
	for j := p.fiscal; j < i; j++ {
		if !p.is(j, ",", "and", "or", "-", "to", "through") {
			return false
		}
	}
	p.fiscal = i + 1
	return true
}

// isoDate reads "2021-05-21" and "2021-05".
func (p *reader) isoDate(i int) (w when, next int, ok bool) {
	y, m := p.at(i), p.at(i+2)
	if !p.fourDigits(i) || !p.hyphen(i+1) || m.end-m.start != 2 || m.value < 1 || m.value > 12 || !p.leftAlone(i) {
		return w, i, false
	}
	d := p.at(i + 4)
	if p.hyphen(i+3) && d.end-d.start == 2 && d.value >= 1 && d.value <= monthDays(y.value, time.Month(m.value)) && p.rightAlone(i+4) {
		return when{unit: dayUnit, year: y.value, number: m.value, day: d.value}, i + 5, true
	}
	// "2010-11" is two years, "2021-10" a month.
	if !p.rightAlone(i+2) || m.value > y.value%100 {
		return w, i, false
	}
	return when{unit: monthUnit, year: y.value, number: m.value}, i + 3, true
}

// hyphen reports whether a dash stands at i without space on either side.
func (p *reader) hyphen(i int) bool {
	return p.is(i, "-") && p.at(i).glued && p.at(i+1).glued
}

// leftAlone reports whether no digit or letter, and no hyphen or slash with
// one, is joined to the left of the token at i.
func (p *reader) leftAlone(i int) bool {
	return !p.at(i).glued || p.at(i-1).class&punctuation != 0 && !(p.is(i-1, "-", "/") && p.at(i-1).glued)
}

// rightAlone reports the same for its right.
func (p *reader) rightAlone(i int) bool {
	after := p.at(i + 1)
	if !after.glued {
		return true
	}
	if after.class&punctuation == 0 {
		return false
	}
	return !p.is(i+1, "-", "/", ":") || !p.at(i+2).glued || p.at(i+2).class&digits == 0
}

// slashDate reads "5/21/2021" as the United States writes it, and with the day
// first where the month could not be.
func (p *reader) slashDate(i int) (w when, next int, ok bool) {
	for k := 1; k <= 3; k += 2 {
		if !p.is(i+k, "/") || !p.at(i+k).glued || !p.at(i+k+1).glued {
			return w, i, false
		}
	}
	m, d := p.at(i).value, p.at(i+2).value
	if m > 12 {
		m, d = d, m
	}
	y := p.at(i + 4).value
	if !p.fourDigits(i+4) || m < 1 || m > 12 || d < 1 || d > monthDays(y, time.Month(m)) || !p.leftAlone(i) || !p.rightAlone(i+4) {
		return w, i, false
	}
	return when{unit: dayUnit, year: y, number: m, day: d}, i + 5, true
}

// fourDigits reports whether the token at i has the form of a year.
func (p *reader) fourDigits(i int) bool {
	t := p.at(i)
	return t.class&digits != 0 && t.end-t.start == 4 && t.value >= 1900 && t.value <= 2099
}

// dayMonth reads "1 September 2025", "21st of May".
func (p *reader) dayMonth(i int) (w when, next int, ok bool) {
	d, j, ok := p.dayNumber(i)
	if !ok {
		return w, i, false
	}
	if p.is(j, "of") {
		j++
	}
	m := p.at(j)
	if m.class&month == 0 || p.at(i-1).class&month != 0 {
		return w, i, false
	}
	return p.dayYear(i, j+1, m.value, d)
}

// dayNumber reads "21", "21st".
func (p *reader) dayNumber(i int) (d, next int, ok bool) {
	t := p.at(i)
	if t.class&digits == 0 || t.value < 1 || t.value > 31 || t.end-t.start > 2 {
		return 0, i, false
	}
	next = i + 1
	if p.is(next, "st", "nd", "rd", "th") && p.at(next).glued {
		next++
	}
	if a := p.at(next); a.glued && (a.class&punctuation == 0 || p.is(next, "%")) {
		return 0, i, false
	}
	return t.value, next, true
}

// dayYear reads the point and the year that may follow a day and a month.
func (p *reader) dayYear(i, j, m, d int) (w when, next int, ok bool) {
	w = when{unit: dayUnit, number: m, day: d}
	if y, next, ok := p.yearOfDate(j); ok {
		w.year, j = y, next
	} else if y, next, ok := p.yearRelative(j); ok {
		w.year, w.aim, j = y.year, y.aim, next
	}
	if d > monthDays(w.year, time.Month(m)) {
		return when{}, i, false
	}
	return w, j, true
}

// yearOfDate reads ", 2021", " 2021" or "of 2021" after a month or a day.
func (p *reader) yearOfDate(j int) (y, next int, ok bool) {
	k := j
	if p.is(k, ",") || p.is(k, "of") {
		k++
	}
	if !p.fourDigits(k) || k == j && p.at(k).glued && p.at(k-1).class&punctuation == 0 {
		return 0, j, false
	}
	if after := p.at(k + 1); !p.closed(k) || k > j && (people[after.word] || after.class&(scale|measure) != 0 && !soft[after.word]) {
		return 0, j, false
	}
	return p.at(k).value, k + 1, true
}

// month reads what begins with the name of a month.
func (p *reader) month(i int, v view) (w when, next int, ok bool) {
	m := p.at(i).value
	j := i + 1
	if p.is(j, ".") && p.at(j).glued && p.at(i).end-p.at(i).start <= 4 && !p.at(j+1).caps {
		j++
	}
	if d, k, ok := p.monthDay(i, j); ok {
		return p.dayYear(i, k, m, d)
	}
	if y, k, ok := p.yearOfDate(j); ok {
		return when{unit: monthUnit, year: y, number: m}, k, true
	}
	if !v.licensed && !p.monthLicence(i) || p.person(i, j) {
		return w, i, false
	}
	w = when{unit: monthUnit, number: m, aim: v.aim}
	if y, next, ok := p.yearRelative(i + 1); ok {
		w.year, w.aim = y.year, y.aim
		return w, next, true
	}
	return w, i + 1, true
}

// yearRelative reads "this year" or "of last year" after a month or a day.
func (p *reader) yearRelative(j int) (w when, next int, ok bool) {
	if p.is(j, "of") {
		j++
	}
	if !p.is(j, "this", "next", "last") {
		return w, j, false
	}
	w, next, ok = p.relative(j)
	return w, next, ok && w.unit == year && !w.fiscal
}

// monthDay reads the day after the name of a month. "In March 20 countries"
// has none.
func (p *reader) monthDay(i, j int) (d, next int, ok bool) {
	d, next, ok = p.dayNumber(j)
	if !ok || p.at(next).class&(scale|measure) != 0 && !p.is(next, "more", "new", "point", "others") {
		return 0, j, false
	}
	if p.is(i-1, "in") && p.at(next).class == 0 && !p.at(next).caps {
		return 0, j, false
	}
	return d, next, true
}

// monthLicence reports whether the words before the month at i show that it is
// one: "May" and "April" are names and verbs too.
func (p *reader) monthLicence(i int) bool {
	switch p.at(i - 1).word {
	case "in", "of", "for", "during", "until", "till", "through", "since", "by", "before", "after", "from", "mid", "early", "late", "last",
		"next", "this", "past", "each", "every", "between", "throughout":
		return true
	case "the", "a", "its", "our", "their", "his", "her", "s", "an": // "the October meeting", not "the March on"
		t := p.at(i + 1)
		return t.class&(function|punctuation) == 0 && t.word != "" && !(t.caps && p.is(i, "april", "may", "march", "june", "august"))
	case "and", "or", "to", "-", "/", ",":
		if p.behind == i-1 {
			return true
		}
	}
	return p.is(i+1, "to", "through", "-") && p.at(i+2).class&month != 0
}

// person reports whether the month at i looks like a first name.
func (p *reader) person(i, j int) bool {
	t := p.at(j)
	return p.is(i, "april", "may", "june", "august") && t.caps && t.class == 0 && !p.is(i-1, "in", "since", "until", "during", "mid", "early", "late") &&
		!p.is(i-1, "the", "its", "our", "their", "s")
}

// weekday reads "Friday, May 21" and, after a preposition, "Friday".
func (p *reader) weekday(i int, v view) (w when, next int, ok bool) {
	j := i + 1
	if p.is(j, ",") {
		j++
	}
	if t := p.at(j); t.class&(month|digits) != 0 || p.is(j, "the") && p.at(j+1).class&digits != 0 {
		j = p.article(j)
		if w, next, ok = p.whole(j, view{licensed: true, aim: v.aim}, false); ok && w.unit == dayUnit {
			return w, next, true
		}
	}
	a := v.aim
	switch {
	case p.is(i-1, "next"):
		a = future
	case p.is(i-1, "last", "past"):
		a = past
	case !v.licensed && !p.is(i-1, "on", "this", "by", "until", "since", "before", "through"):
		return when{}, i, false
	}
	if p.published.IsZero() {
		return when{unit: noUnit, relative: true, aim: a}, i + 1, true
	}
	if a == open {
		a = p.tense(i, i+1)
	}
	days := (p.at(i).value - int(p.published.Weekday()) + 7) % 7
	if a == past && days > 0 {
		days -= 7
	}
	if days == 0 && p.is(i-1, "next", "last") {
		days = 7 * int(a)
	}
	d := p.published.AddDate(0, 0, days)
	return when{unit: dayUnit, year: d.Year(), number: int(d.Month()), day: d.Day(), relative: true, aim: a}, i + 1, true
}

// season reads "summer 2022", "the summer of 2022" and, after a preposition
// and an article, "the summer". Move is the number of years that "next" or
// "last" adds.
func (p *reader) season(i int, v view, move int) (w when, next int, ok bool) {
	w = when{unit: seasonUnit, number: p.at(i).value, aim: v.aim}
	j := i + 1
	if p.is(j, "of", ",") {
		j++
	}
	if p.fourDigits(j) && p.closed(j) {
		w.year = p.at(j).value
		j++
		// "winter 2021-2022", "winter 2021/22"
		if to, k, ok := p.yearTo(j, w.year); ok && to == w.year+1 {
			j = k
		}
		return w, j, true
	}
	if p.at(i+1).class == 0 && p.at(i+1).word != "" && !p.at(i+1).caps && !p.is(i-1, "this", "the") {
		return when{}, i, false // "during summer break"
	}
	licensed := v.licensed || p.is(i-1, "in", "into", "this", "by", "during", "until", "since", "through") || p.is(i-1, "and", "or") && p.behind == i-1 ||
		p.is(i-1, "the") && (p.is(i-2, "in", "into", "by", "during", "before", "until", "till", "since", "from", "through", "throughout", "over", "for", "of", "after") ||
			p.at(i-2).class == 0 && p.is(i, "summer", "winter", "autumn") && p.is(i+1, ".", ",", ";"))
	if !licensed || p.is(i+1, "of") || p.at(i+1).class&function == 0 && p.is(i, "fall", "spring") && p.at(i+1).class == 0 && p.at(i+1).word != "" && !p.is(i-1, "this") {
		return when{}, i, false
	}
	return w, i + 1, true
}

// fiscalYear reads "fiscal year 2023", "FY23", "FY2022-23", "Fiscal Year (FY)
// 2024" and, as a bare unit, "the fiscal year".
func (p *reader) fiscalYear(i int, unit bool) (w when, next int, ok bool) {
	j, many := i+1, false
	if p.is(i, "fiscal", "financial") {
		if !p.is(j, "year", "years") && !(p.is(i, "fiscal") && p.fourDigits(j)) {
			return w, i, false
		}
		if p.is(j, "year", "years") {
			many = p.is(j, "years")
			j++
		}
		if p.is(j, "(") && p.is(j+1, "fy") && p.is(j+2, ")") {
			j += 3
		}
	} else if p.is(j, "s") && p.at(j).glued { // "FYs 2022 and 2023"
		many = true
		j++
	}
	j = p.dash(j)
	if p.is(j, "'") {
		j++
	}
	y, k, ok := p.fiscalNumber(j)
	if !ok {
		if !unit || many || !p.is(i, "fiscal", "financial") {
			return w, i, false
		}
		return p.around(year, 0).inFiscal(), j, true
	}
	if many {
		p.fiscal = k
	}
	w = when{unit: year, year: y, fiscal: true}
	// "FY2022-23" is the year that ends in 2023; "FY2022-2026" is five.
	if to, m, ok := p.yearTo(k, y); ok && to == y+1 && p.at(m-1).end-p.at(m-1).start == 2 {
		w.year, k = to, m
	}
	if q, m, ok := p.portion(k); ok && q.year == 0 && m <= k+2 { // "FY2024 Q1"
		q.year, q.fiscal = w.year, true
		return q, m, true
	}
	return w, k, true
}

func (w when) inFiscal() when {
	w.fiscal = true
	return w
}

// fiscalNumber reads "2023" and "23".
func (p *reader) fiscalNumber(i int) (y, next int, ok bool) {
	t := p.at(i)
	if p.fourDigits(i) {
		return t.value, i + 1, true
	}
	if t.class&digits != 0 && t.end-t.start == 2 && t.value >= 0 {
		return 2000 + t.value, i + 1, true
	}
	return 0, i, false
}

// portion reads "Q3 2022", "Q1 FY2024", "H2 of 2023" and bare "Q3", whose year
// is left open.
func (p *reader) portion(i int) (w when, next int, ok bool) {
	n := p.at(i + 1)
	most, u := 4, quarter
	if p.is(i, "h") {
		most, u = 2, half
	}
	if !p.is(i, "q", "h") || !n.glued || n.value < 1 || n.value > most || n.end-n.start != 1 {
		return w, i, false
	}
	w = when{unit: u, number: n.value}
	w, next, ok = p.ofYear(w, i+2, u == half) // bare "H2" is hydrogen
	return w, next, ok
}

// portionFirst reads "1H 2022", "4Q FY2023".
func (p *reader) portionFirst(i int) (w when, next int, ok bool) {
	n := p.at(i).value
	switch {
	case !p.is(i+1, "h", "q") || !p.at(i+1).glued || n < 1 || n > 4 || p.is(i+1, "h") && n > 2:
		return w, i, false
	case p.is(i+1, "h"):
		return p.ofYear(when{unit: half, number: n}, i+2, true)
	}
	return p.ofYear(when{unit: quarter, number: n}, i+2, true)
}

// ofYear reads the year that a quarter or a half belongs to. Without one it is
// left open, unless it is needed.
func (p *reader) ofYear(w when, j int, needed bool) (when, int, bool) {
	k := j
	if p.is(k, "of", "in", ",") {
		k++
	}
	k = p.article(k)
	if p.is(k, "calendar") && p.is(k+1, "year") && p.fourDigits(k+2) {
		k += 2
	}
	if p.fourDigits(k) && p.closed(k) {
		w.year = p.at(k).value
		if p.is(k+1, "fiscal") && p.is(k+2, "year") {
			w.fiscal = true
			k += 2
		}
		return w, k + 1, true
	}
	if p.is(k, "fiscal", "fy") {
		if y, next, ok := p.fiscalYear(k, true); ok {
			w.year, w.fiscal = y.year, true
			return w, next, true
		}
	}
	if y, next, ok := p.relative(k); ok && y.unit == year && p.is(j, "of", "in") {
		w.year, w.fiscal = y.year, y.fiscal
		return w, next, true
	}
	if p.is(j, "of", "in") && p.is(j+1, "the") && p.is(j+2, "year") {
		w.year = p.published.Year()
		if p.published.IsZero() {
			w.year = 0
		}
		return w, j + 3, true
	}
	return w, j, !needed
}

// ordinal reads "the third quarter of 2022", "the first half of the year",
// "the first of June", "the first full fiscal year", "the last day of May".
func (p *reader) ordinal(i int, v view) (w when, next int, ok bool) {
	n, final := p.at(i).value, p.is(i, "last", "final")
	j := i + 1
	if p.is(j, "fiscal") && p.is(j+1, "quarter") {
		j++
	}
	switch {
	case p.is(j, "quarter"):
		if final {
			n = 4
			if w, next, ok = p.ofYear(when{unit: quarter, number: n}, j+1, true); ok {
				return w, next, true
			}
			return when{}, i, false // "the last quarter" is the one before this
		}
		if n > 4 {
			return w, i, false
		}
		if w, next, ok = p.ofYear(when{unit: quarter, number: n, aim: v.aim}, j+1, false); ok {
			w.fiscal = w.fiscal || p.is(j-1, "fiscal")
		}
		return w, next, ok && !p.is(next, "of")
	case p.is(j, "half"):
		if final {
			n = 2
		}
		return p.halfOf(n, j+1)
	case p.is(j, "of") && p.at(j+1).class&month != 0 && !final:
		return p.dayYear(i, j+2, p.at(j+1).value, n)
	case p.is(j, "day") && p.is(j+1, "of"):
		return p.dayOf(n, final, j+2, v)
	case p.is(j, "week") && p.is(j+1, "of") && p.at(p.article(j+2)).class&month != 0:
		w, next, ok = p.month(p.article(j+2), view{licensed: true, aim: v.aim})
		return w, next, ok && w.unit == monthUnit
	}
	if p.is(j, "full") {
		j++
	}
	if p.is(j, "fiscal") && p.is(j+1, "year") {
		return when{}, j + 2, true
	}
	return when{}, i, false
}

// halfOf reads what a half is of: a year, a fiscal year, a decade, a century.
func (p *reader) halfOf(n, j int) (w when, next int, ok bool) {
	if n > 2 {
		return w, j, false
	}
	if p.is(j, "of") {
		k := p.article(j + 1)
		if d, next, ok := p.decadeAt(k); ok {
			d.part = []Part{Early, Late}[n-1]
			return d, next, true
		}
	}
	w, next, ok = p.ofYear(when{unit: half, number: n}, j, true)
	return w, next, ok
}

// dayOf reads the month whose first or last day is meant, behind "of".
func (p *reader) dayOf(n int, final bool, j int, v view) (w when, next int, ok bool) {
	k := p.article(j)
	if p.is(k, "same", "following", "preceding", "next") && p.is(k+1, "month", "year", "quarter") {
		return when{}, k + 2, true
	}
	m, next, ok := p.whole(k, view{licensed: true, aim: v.aim}, false)
	if !ok || m.unit != monthUnit && m.unit != year || m.fiscal {
		return w, j, false
	}
	if m.unit == year {
		m.number = 1
		if final {
			m.number = 12
		}
	}
	m.unit, m.day = dayUnit, n
	if final {
		m.day = monthDays(m.year, time.Month(m.number))
	}
	return m, next, m.day <= monthDays(m.year, time.Month(m.number))
}

// yearNamed reads "calendar year 2022", "the year 2030", "CY2022".
func (p *reader) yearNamed(i int) (w when, next int, ok bool) {
	j := i
	if p.is(j, "calendar") {
		j++
	}
	if !p.is(j, "year", "years", "cy") {
		return w, i, false
	}
	if !p.fourDigits(j+1) || !p.closed(j+1) {
		return w, i, false
	}
	return when{unit: year, year: p.at(j + 1).value}, j + 2, true
}

// weekOf reads "the week of June 7".
func (p *reader) weekOf(i int, v view) (w when, next int, ok bool) {
	w, next, ok = p.whole(p.article(i+2), view{licensed: true, aim: v.aim}, false)
	if !ok || w.unit != dayUnit {
		return when{}, i, false
	}
	p.settle(&w, i, next)
	if w.year == 0 {
		return w, next, true
	}
	y, n := time.Date(w.year, time.Month(w.number), w.day, 0, 0, 0, 0, time.UTC).ISOWeek()
	return when{unit: week, year: y, number: n, aim: w.aim}, next, true
}

// decadeDigits reads "2020s".
func (p *reader) decadeDigits(i int) (w when, next int, ok bool) {
	s := p.at(i + 1)
	if !p.fourDigits(i) || p.at(i).value%10 != 0 || !p.is(i+1, "s") || !s.glued || p.at(i+2).glued && p.at(i+2).class&punctuation == 0 {
		return w, i, false
	}
	return when{unit: decade, year: p.at(i).value}, i + 2, true
}

// decadeAt reads "2020s", "decade", "century" behind an article.
func (p *reader) decadeAt(i int) (w when, next int, ok bool) {
	if w, next, ok = p.decadeDigits(i); ok {
		return w, next, true
	}
	if p.is(i, "decade", "century") {
		return p.around(unit(p.at(i).value), 0), i + 1, true
	}
	return w, i, false
}

// closed reports whether the year at i ends there and is not part of a longer
// number, code or measure.
func (p *reader) closed(i int) bool {
	t, after := p.at(i), p.at(i+1)
	if after.glued && (after.class&punctuation == 0 || p.is(i+1, "%", "$", "€") || p.is(i+1, ":") && p.at(i+2).glued && p.at(i+2).class&digits != 0) {
		return false
	}
	if p.is(i+1, "-") && after.glued && p.at(i+2).glued && p.at(i+2).class&(digits|punctuation|month) == 0 && !p.is(i+2, "era", "level", "levels", "onward", "onwards", "to", "through", "fy", "early", "mid", "late") {
		return false // "a 1950-mile border"
	}
	if p.is(i+1, "-", "/") && after.glued && p.at(i+2).glued && p.at(i+2).class&digits != 0 {
		_, _, ok := p.yearTo(i+1, t.value)
		return ok
	}
	return true
}

// calendarYear returns the year at i where the place itself shows that it is
// one ("year-end 2022").
func (p *reader) calendarYear(i int) (int, bool) {
	if p.fourDigits(i) && p.closed(i) {
		return p.at(i).value, true
	}
	return 0, false
}
