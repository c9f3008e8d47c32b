package deadline

import "time"

// inSeason are words before a season, or its article, that show it to be a
// time: "in the fall", not "the fall in prices".
var inSeason = words("in into by during before until till since from through throughout over for of after this")

// season reads "summer 2022", "the summer of 2022" and, after a preposition,
// "the summer".
func (p *reader) season(i int, v view) (w when, next int, ok bool) {
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
	if !v.licensed && !p.seasonLicence(i) || p.seasonal(i) {
		return when{}, i, false
	}
	return w, i + 1, true
}

// seasonLicence reports whether the words before the season at i show that it
// is one.
func (p *reader) seasonLicence(i int) bool {
	switch {
	case p.is(i-1, "and", "or"):
		return p.behind == i-1 // "this fall and winter"
	case p.is(i-1, "the"):
		return inSeason[p.at(i-2).word]
	}
	return inSeason[p.at(i-1).word] && !p.is(i-1, "of", "for", "over")
}

// seasonal reports whether the season at i is part of something else: "the
// fall of the wall", "summer camps", "spring water".
func (p *reader) seasonal(i int) bool {
	after := p.at(i + 1)
	switch {
	case p.is(i+1, "of"):
		return true
	case after.class != 0 || after.word == "" || after.caps:
		return false
	case p.is(i-1, "this"):
		return false
	}
	return !p.is(i-1, "the") || p.is(i, "fall", "spring")
}

// relativeSeason reads the season of "this summer", "next summer", "last fall".
// A winter has the number of the year in which it begins.
func (p *reader) relativeSeason(j, move int, calendar bool) (w when, next int, ok bool) {
	w = when{unit: seasonUnit, number: p.at(j).value, relative: true, aim: aim(move)}
	if p.published.IsZero() {
		return w, j + 1, true
	}
	w.year = p.published.Year()
	l := w.months()
	switch {
	case calendar:
		w.year++
	case move < 0 && !l.last.Last().Before(p.published):
		w.year--
	case move > 0 && l.last.Last().Before(p.published):
		w.year++
	case move == 0 && w.number == 24 && p.published.Month() < time.March:
		w.year--
	}
	return w, j + 1, true
}
