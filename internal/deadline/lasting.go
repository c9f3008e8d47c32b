package deadline

// during reads a duration behind a governor.
func (p *reader) during(g governor, i, j int) int {
	l, next, ok := p.length(j, true)
	if !ok {
		if g.first() != "within" || !plurals[p.at(j).word] {
			return i
		}
		u, _ := p.unitAt(j) // "within weeks"
		l, next = length{unit: u, aim: future}, j+1
	}
	if p.aged(j, next) || p.is(next, "ago") {
		return i
	}
	if l.unit == quarter && l.aim != open && l.twice == 2 && g.takes&silent != 0 {
		return i // "in the last quarter" is that quarter
	}
	if g.first() == "over" && p.is(next, "ahead", "before") {
		return i
	}
	if begin, ok := p.modifier(j, next); ok { // "in five-year grants"
		return p.period(begin, next, l)
	}
	if g.kind == KindDeadline {
		after := p.anchor(next)
		if after == next && g.words[len(g.words)-1] == "than" && p.is(i+1, "more") {
			return i // "no more than five years" is a length, with "after signing" a limit
		}
		known := after == next && !p.is(next, "of", "after", "from", "following") || after > next && issued[p.at(after-1).word]
		return p.limit(i, after, l, known)
	}
	if l.unit < dayUnit && p.is(i, "in", "after", "across") {
		return i
	}
	return p.period(i, next, l)
}

// modifier reports whether the duration from j to next describes what follows
// it, and where its number begins.
func (p *reader) modifier(j, next int) (begin int, ok bool) {
	after := p.at(next)
	if !p.is(next-2, "-") || after.class&(function|punctuation) != 0 || after.word == "" {
		return j, false
	}
	for j < next && p.at(j).class&(digits|cardinal) == 0 {
		j++
	}
	return j, j < next
}

// anchors are the events from which a time limit runs.
var anchors = words("signing signature enactment publication order memorandum agreement receipt announcement adoption ratification entry " +
	"issuance launch approval completion proclamation release enforcement today now")

// issued are the anchors that are the publication itself, or near it.
var issued = words("signing order memorandum proclamation issuance announcement publication today now")

// anchor passes over "of the date of this memorandum", "after enactment".
func (p *reader) anchor(i int) int {
	if !p.is(i, "of", "after", "from", "following") {
		return i
	}
	j := i + 1
	if p.is(j, "the") && p.is(j+1, "date", "day") && p.is(j+2, "of") {
		j += 3
	}
	if p.at(j).class&determiner != 0 {
		j++
	}
	if !anchors[p.at(j).word] {
		return i
	}
	if p.is(j, "entry") && p.is(j+1, "into") && p.is(j+2, "force") {
		return j + 3
	}
	return j + 1
}

// lasting reads a duration without a governor.
func (p *reader) lasting(i int) int {
	if p.at(i).class&(digits|cardinal|direction) == 0 && !p.is(i, "half", "a", "first", "last", "couple", "decade", "year", "month", "week", "century") {
		return i
	}
	if p.is(i, "year", "month", "week", "decade", "century") { // "a year-long", "a decade ago"
		return p.one(i)
	}
	if p.is(i-1, "-", "/") && p.at(i).glued || p.at(i).glued && i > 0 && p.at(i-1).class&punctuation == 0 || p.is(i-1, "$", "€", "£", "¥") {
		return i
	}
	l, next, ok := p.length(i, false)
	if !ok || l.unit < dayUnit || p.aged(i, next) {
		return i
	}
	if p.is(next, "ago") {
		return p.away(i, next+1, l, past)
	}
	if p.is(next, "from") && p.is(next+1, "now", "today") {
		return p.away(i, next+2, l, future)
	}
	if p.is(i, "one") && l.unit == dayUnit && !p.is(i+1, "-") { // "one day" is some day
		return i
	}
	return p.period(i, next, l)
}

// one reads "year-long" and, behind "a", "year ago".
func (p *reader) one(i int) int {
	u, _ := p.unitAt(i)
	l := length{twice: 2, unit: u}
	if p.is(i+1, "ago") && p.is(i-1, "a") {
		return p.away(i-1, i+2, l, past)
	}
	if j := p.dash(i + 1); p.is(j, "long") {
		return p.period(i, j+1, l)
	}
	return i
}

// away records "two years ago" or "ten years from now": a time as fine as its
// unit.
func (p *reader) away(i, next int, l length, a aim) int {
	if l.unit == week && l.twice%2 == 0 {
		return p.record(KindDate, i, next, p.around(week, int(a)*l.twice/2))
	}
	_, there := p.from(l, a)
	return p.add(i, next, Date{Kind: KindDate, ISO: there.String(), Earliest: there, Latest: there, aim: a})
}

// period records a duration.
func (p *reader) period(i, next int, l length) int {
	d := Date{Kind: KindPeriod, ISO: l.iso(), aim: l.aim}
	if l.aim != open {
		here, there := p.from(l, l.aim)
		d.Earliest, d.Latest = here, there
		if l.aim == past {
			d.Earliest, d.Latest = there, here
		}
	}
	return p.add(i, next, d)
}

// limit records a time limit. Known says that it runs from publication.
func (p *reader) limit(i, next int, l length, known bool) int {
	d := Date{Kind: KindDeadline, ISO: l.iso(), aim: l.aim}
	if known && l.aim != past {
		_, there := p.from(l, future)
		d.Earliest, d.Latest = there, there
	}
	return p.add(i, next, d)
}
