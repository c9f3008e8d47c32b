package deadline

// between reads "between 2009 and 2013".
func (p *reader) between(i int) int {
	if !p.is(i, "between") {
		return i
	}
	v := view{licensed: true}
	from, j, ok := p.point(i+1, v)
	if !ok || !p.is(j, "and") {
		return i
	}
	to, next, ok := p.point(j+1, v)
	if !ok || reversed(from, to) {
		return i
	}
	return p.ranged(KindPeriod, i, next, from, to)
}

// far reads the far end of a range whose near end stops at j. Wide says that
// "from" stands before it, so that the ends may be of different kinds.
func (p *reader) far(j int, from when, wide bool) (to when, next int, ok bool) {
	if from.unit == year && from.part == Whole && !from.relative {
		if y, next, ok := p.yearTo(j, from.year); ok {
			return when{unit: year, year: y, fiscal: from.fiscal}, next, true
		}
	}
	if from.unit == dayUnit && p.is(j, "-", "to", "through") { // "June 11 to 13"
		if d, k, ok := p.dayNumber(j + 1); ok && d > from.day && p.at(k).class&(month|scale|measure) == 0 && !p.is(k, "-", "/") {
			if w, next, ok := p.dayYear(j, k, from.number, d); ok {
				return w, next, true
			}
		}
	}
	if !p.is(j, "-", "to", "through", "until", "till") && !(wide && p.is(j, "up") && p.is(j+1, "to")) {
		return to, j, false
	}
	k := j + 1
	if p.is(j, "up") || p.is(j, "through") && p.is(k, "to") {
		k++
	}
	to, next, ok = p.point(p.fillers(k), view{licensed: true})
	if ok && reversed(from, to) {
		return when{}, j, false
	}
	if !ok || !wide && (to.unit != from.unit || to.fiscal != from.fiscal) || to.unit == noUnit {
		return when{}, j, false
	}
	if p.is(j, "to") && !wide && (from.relative || to.relative) {
		return when{}, j, false
	}
	return to, next, true
}

// days reads "11-13 June 2021", "11 to 13 June".
func (p *reader) days(i int) int {
	a, j, ok := p.dayNumber(i)
	if !ok || !p.is(j, "-", "to", "and", "through") {
		return i
	}
	b, k, ok := p.dayNumber(j + 1)
	if p.is(k, "of") {
		k++
	}
	if !ok || b <= a || p.at(k).class&month == 0 || p.is(j, "and") && b != a+1 {
		return i
	}
	to, next, ok := p.dayYear(j, k+1, p.at(k).value, b)
	if !ok {
		return i
	}
	from := to
	from.day = a
	return p.ranged(KindPeriod, i, next, from, to)
}

// inherit gives a month or a day the year that a later one in the same list
// has: "in May and June 2022".
func (p *reader) inherit(w *when, i, next int) {
	if !w.bare() || w.unit != monthUnit && w.unit != dayUnit {
		return
	}
	if p.is(i-1, ",") && p.fourDigits(i-2) && p.is(i-3, "(") { // "(2019, January 28)"
		w.year = p.at(i - 2).value
		return
	}
	for j, n := next, 0; n < 3; n++ {
		k := j
		for p.is(k, ",", "and", "or", "to", "-", "through", "on", "in") {
			k++
		}
		if k == j || p.at(k).class&(month|digits) == 0 {
			return
		}
		other, end, ok := p.whole(k, view{licensed: true}, false)
		if !ok || other.unit != w.unit {
			return
		}
		if other.year != 0 {
			p.yearFrom(w, other)
			return
		}
		j = end
	}
}

// yearFrom gives w the year of the later time to, or the one before it.
func (p *reader) yearFrom(w *when, to when) {
	w.year = to.year
	if w.number > to.number || w.number == to.number && w.day > to.day {
		w.year--
	}
}

// reversed reports whether the end of a range is known to lie before its start.
func reversed(from, to when) bool {
	return from.dated() && to.dated() && to.months().last.Last().Before(from.months().first.First())
}

// dated reports whether the year of w is known.
func (w when) dated() bool { return w.year != 0 && w.unit != event && w.unit != noUnit }

// ranged records a stretch from one named time to another.
func (p *reader) ranged(k Kind, i, next int, from, to when) int {
	switch {
	case from.bare() && to.year != 0 && from.unit <= monthUnit && to.unit <= monthUnit:
		p.yearFrom(&from, to)
	case to.bare() && from.year != 0:
		to.year = from.year
		if to.months().last.Last().Before(from.months().first.First()) {
			to.year++
		}
	default:
		p.settle(&from, i, next)
		if to.bare() {
			to.year = from.year
			if to.year != 0 && to.months().last.Last().Before(from.months().first.First()) {
				to.year++
			}
		}
	}
	p.settle(&from, i, next)
	p.settle(&to, i, next)
	d := Date{Kind: k, Earliest: p.bounds(from).first, Latest: p.bounds(to).last, aim: from.aim}
	if a, b := from.iso(), to.iso(); a != "" && b != "" {
		d.ISO = a + "/" + b
	}
	if !d.Earliest.IsZero() && !d.Latest.IsZero() && d.Latest.Last().Before(d.Earliest.First()) {
		d.ISO, d.Earliest, d.Latest = "", Point{}, Point{} // "from summer to 2020" says nothing that can be true
	}
	return p.add(i, next, d)
}
