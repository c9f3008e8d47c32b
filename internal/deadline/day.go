package deadline

import "time"

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
	if !p.is(j, "this", "next", "last") || !p.is(j+1, "year") {
		return w, j, false
	}
	return p.relative(j)
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
	case p.is(i-1, "through") && p.at(i-2).class&weekday != 0: // "Monday through Friday"
		return when{}, i, false
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

// weekOf reads "the week of June 7".
func (p *reader) weekOf(i int, v view) (w when, next int, ok bool) {
	k := p.article(i + 2)
	if p.at(k).class&(month|digits) == 0 {
		return w, i, false
	}
	w, next, ok = p.whole(k, view{licensed: true, aim: v.aim}, false)
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

// dayOf reads the month whose first or last day is meant, behind "of".
func (p *reader) dayOf(n int, final bool, j int, v view) (w when, next int, ok bool) {
	k := p.article(j)
	if p.is(k, "same", "following", "preceding", "next") && p.is(k+1, "month", "year", "quarter") {
		return when{}, k + 2, true
	}
	if t := p.at(k); t.class&(month|digits) == 0 && !p.is(k, "this", "next", "last") || p.is(k+1, "day") {
		return w, j, false
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
