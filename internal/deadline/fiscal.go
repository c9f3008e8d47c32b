package deadline

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
	}
	many = many || p.is(i, "fys")
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
	if q, m, ok := p.numbered(k); ok { // "FY2024 Q1"
		q.year, q.fiscal = w.year, true
		return q, m, true
	}
	return w, k, true
}

func (w when) inFiscal() when {
	w.fiscal = true
	return w
}

// fiscalBehind reads "the 2023 fiscal year" and "the 2022-23 fiscal year", with
// the number y at i.
func (p *reader) fiscalBehind(i, y int) (w when, next int, ok bool) {
	j := i + 1
	if to, k, ok := p.yearTo(j, y); ok && to == y+1 {
		y, j = to, k
	}
	if !p.is(j, "fiscal", "financial") || !p.is(j+1, "year") {
		return w, i, false
	}
	return when{unit: year, year: y, fiscal: true}, j + 2, true
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

// numbered reads "Q3", "H2" without their year.
func (p *reader) numbered(i int) (w when, next int, ok bool) {
	n, most, u := p.at(i+1), 4, quarter
	if p.is(i, "h") {
		most, u = 2, half
	}
	if !p.is(i, "q", "h") || !n.glued || n.value < 1 || n.value > most || n.end-n.start != 1 {
		return w, i, false
	}
	return when{unit: u, number: n.value}, i + 2, true
}

// portion reads "Q3 2022", "Q1 FY2024", "H2 of 2023" and bare "Q3", whose year
// is left open; bare "H2" is hydrogen.
func (p *reader) portion(i int) (w when, next int, ok bool) {
	if w, next, ok = p.numbered(i); !ok {
		return w, i, false
	}
	return p.ofYear(w, next, w.unit == half)
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
	n, final := p.at(i).value, p.is(i, "last", "final", "latter")
	j := i + 1
	if t := p.at(i); t.class&cardinal != 0 { // "the twenty-first of May"
		units := p.at(i + 2)
		if !p.hyphen(i+1) || units.class&ordinal == 0 || t.value < 40 || t.value > 60 {
			return w, i, false
		}
		n, j = t.value/2+units.value, i+3
	} else if p.is(i-1, "-") && p.at(i-2).class&cardinal != 0 {
		return w, i, false
	}
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
