package deadline

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
		return p.season(i, v)
	case p.is(i, "fiscal", "fy", "fys", "jfy", "financial"):
		return p.fiscalYear(i, unit)
	case p.is(i, "q", "h"):
		return p.portion(i)
	case t.class&(ordinal|cardinal) != 0 || p.is(i, "last", "final", "latter"):
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
	if w, next, ok = p.decadeDigits(i); ok {
		return w, next, true
	}
	y, ok := p.yearAt(i, v)
	if !ok {
		return when{}, i, false
	}
	if w, next, ok = p.numbered(i + 1); ok { // "2022 Q3"
		w.year = y
		return w, next, true
	}
	if w, next, ok = p.fiscalBehind(i, y); ok {
		return w, next, true
	}
	w = when{unit: year, year: y, fiscal: p.fiscalList(i)}
	return w, i + 1, true
}
