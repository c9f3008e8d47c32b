package deadline

import (
	"slices"
	"strings"
)

// takes says what may follow a governor.
type takes uint8

const (
	points  takes = 1 << iota // a named time
	lengths                   // a duration
	events                    // a named event
	silent                    // a named time too, but that is then no more than a date: "in", "during"
	spans                     // the named time is itself the period: "over the summer"
)

// A governor is a phrase that says what kind of time follows.
type governor struct {
	words []string
	kind  Kind
	takes takes
	aim   aim // where a month without a year lies behind it
}

// first returns the first word.
func (g governor) first() string { return g.words[0] }

// governorRows list the governors; each phrase ends at a semicolon.
var governorRows = []struct {
	kind    Kind
	takes   takes
	aim     aim
	phrases string
}{
	{KindDeadline, points | events, future, "by; by the latest; at the latest by; by at the latest; by or before; by or around; on or by; on or before; before; " +
		"prior to; ahead of; in advance of; in the run up to; in the run - up to; in the lead up to; in the lead - up to; by the time of; in time for"},
	{KindDeadline, points | lengths | events, future, "no later than; not later than; by no later than; by not later than"},
	{KindDeadline, points | lengths, future, "within"},
	{KindDeadline, lengths, future, "no more than; not more than; in less than; in under"},

	{KindPeriod, points | events, future, "until; up until"},
	{KindPeriod, points, future, "through; thru; till; up through; up to and including; through to; up to; out to; to; between now and; from now to; " +
		"from now until; from now through; now through"},

	{KindStart, points, past, "since; ever since"},
	{KindStart, points, open, "from; as of; as from; after; beyond; on or after; no earlier than; not earlier than; no sooner than; not before; post; post -; " +
		"beginning; beginning in; beginning on; beginning from; beginning with; beginning as early as; beginning as soon as; " +
		"starting; starting in; starting on; starting from; starting with; starting as early as; starting as soon as; " +
		"commencing; commencing in; commencing on; commencing from; effective; effective on; effective from; effective as of; effective as from; effective immediately from"},

	{KindPeriod, points | lengths | spans, open, "over"},
	{KindPeriod, lengths | silent, open, "across; for; during; throughout; in"},
	{KindPeriod, lengths, open, "after; following"},
}

// governorsOf finds the governors by their first word, the longest first.
var governorsOf = func() map[string][]governor {
	m := map[string][]governor{}
	for _, row := range governorRows {
		for _, phrase := range strings.Split(row.phrases, ";") {
			g := governor{strings.Fields(phrase), row.kind, row.takes, row.aim}
			m[g.first()] = append(m[g.first()], g)
		}
	}
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b governor) int { return len(b.words) - len(a.words) })
	}
	return m
}()

// step reads the expression that begins at i, records its dates and returns
// the place behind it; i or less where there is none.
func (p *reader) step(i int) int {
	if p.at(i).class&label != 0 {
		p.label(i)
	}
	if next := p.frequency(i); next > i {
		return next
	}
	if next := p.between(i); next > i {
		return next
	}
	for _, g := range governorsOf[p.at(i).word] {
		j := p.phrase(i, g.words)
		if j == i {
			continue
		}
		if next := p.governed(g, i, j); next > i {
			return next
		}
	}
	if next := p.plain(i); next > i {
		return next
	}
	return p.lasting(i)
}

// label marks the numbers behind a word such as "Resolutions" as numbers of
// things.
func (p *reader) label(i int) {
	const longestList = 40
	j := i + 1
	for j < i+longestList && (p.at(j).class&digits != 0 || p.is(j, ",", "and", "or", "through", "-", "/", "(", ")", ".", "no", "nos", "s")) {
		j++
	}
	p.labelled = max(p.labelled, j)
}

// fillers passes over what may stand between a governor and its date.
func (p *reader) fillers(i int) int {
	for range maxFillers {
		n := p.filler(i)
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// maxFillers bounds how many words without meaning may follow one another.
const maxFillers = 6

// filler returns the number of tokens at i that may stand between a governor
// and its date.
func (p *reader) filler(i int) int {
	switch {
	case p.is(i, "close", "end") && p.is(i+1, "of") && p.is(i+2, "business"):
		return 3
	case p.is(i, "around", "about", "noon", "midnight", "approximately", "roughly", "sometime", "well", "only", "in", "on", "-", "or", "and"):
		return 1
	case p.is(i, "at") && p.is(i+1, "least"), p.is(i, "this") && p.is(i+1, "time"),
		p.is(i, "the") && p.is(i+1, "year") && p.at(i+2).class&digits != 0:
		return 2
	case p.is(i, "no", "not") && p.is(i+1, "later") && p.is(i+2, "than"), p.is(i, "at") && p.is(i+1, "the") && p.is(i+2, "latest"),
		p.is(i, "as") && p.is(i+1, "early", "late", "soon") && p.is(i+2, "as"), p.is(i, "the") && p.is(i+1, "time") && p.is(i+2, "of"):
		return 3
	}
	return 0
}

// governed reads what follows a governor whose phrase stands from i to j.
func (p *reader) governed(g governor, i, j int) int {
	if g.takes&lengths != 0 {
		if next := p.during(g, i, j); next > i {
			return next
		}
	}
	if g.takes&points != 0 {
		if next := p.pointAfter(g, i, j); next > i {
			return next
		}
	}
	if g.takes&events != 0 {
		if name, next, ok := p.event(g, i, j); ok {
			w := when{unit: event, name: name}
			w.event, w.year = p.lookup(name)
			return p.record(g.kind, i, next, w)
		}
	}
	return i
}

// baselines are what a year is compared with: "2005 levels".
var baselines = words("levels level baseline baselines prices")

// pointAfter reads a named time, or a range of two, behind a governor.
func (p *reader) pointAfter(g governor, i, j int) int {
	k := p.fillers(j)
	v := view{licensed: true, aim: g.aim}
	if g.takes&spans != 0 { // "over 2000" counts, "over the course of 2022" does not
		v.licensed = p.stretch(k) > k
	}
	from, next, ok := p.point(k, v)
	if !ok || !p.fits(g, i, k, next, from) {
		return i
	}
	if _, ok := p.occasionAfter(next - 1); ok && g.takes&events != 0 && p.is(k, "the") && p.fourDigits(next-1) && p.at(next).caps {
		return i // "before the 2022 Review Conference" waits for the event
	}
	if g.takes&spans != 0 && p.is(next, "and") { // "over the course of July and August"
		if to, end, ok := p.point(next+1, view{licensed: true, aim: v.aim}); ok && to.unit == from.unit {
			return p.ranged(KindPeriod, i, end, from, to)
		}
	}
	origin := len(g.words) == 1 && g.first() == "from"
	if to, end, ok := p.far(next, from, origin); ok {
		if g.kind == KindDeadline {
			return p.ranged(KindDeadline, i, end, from, to)
		}
		return p.ranged(KindPeriod, i, end, from, to)
	}
	if g.kind != KindDeadline && baselines[p.at(next).word] || origin && p.compared(i, from) {
		return p.record(KindDate, k, next, from)
	}
	if g.takes&events != 0 && p.at(next).class&occasion != 0 && !p.at(next).glued { // "before the March meeting"
		next++
	}
	return p.record(g.kind, i, p.tail(next, g.kind), from)
}

// fits refuses readings in which the governor from i has another sense.
func (p *reader) fits(g governor, i, k, next int, w when) bool {
	if w.fiscal && p.is(k, "the") && p.at(next).class&(function|punctuation) == 0 && p.at(next).word != "" {
		return false // "through the FY2022 omnibus"
	}
	switch strings.Join(g.words, " ") {
	case "effective", "beginning", "starting", "commencing":
		return !(w.unit == seasonUnit && w.year == 0)
	case "to":
		return p.toward(i, k, next, w)
	case "post":
		return !p.at(i).glued && w.unit == year
	case "post -":
		return w.unit == year || w.unit == decade
	case "over":
		return w.unit != dayUnit || p.stretch(i+1) > i+1
	case "within":
		return w.relative || w.unit != dayUnit
	case "through": // "Monday through Friday"
		return p.at(i-1).class&weekday == 0 && !p.is(next, "'")
	}
	return true
}

// toward reports whether "to" before a time sets an end: "schemes to 2028". It
// does not in "compared to 2005" or "the addendum to 2018 papers".
func (p *reader) toward(i, k, next int, w when) bool {
	if w.relative || w.year == 0 || w.unit == dayUnit && w.part == Whole || k != i+1 {
		return false
	}
	if p.is(i-1, "compared", "relative", "due", "back", "dating", "according", "close", "prior", "similar", "contrary", "thanks", "returning",
		"return", "response", "leading", "looking", "look", "dates", "date", "equivalent", "equal", "attributed", "referred", "refers") {
		return false
	}
	after := p.at(next)
	return after.word == "" || after.class&(function|punctuation) != 0 && !p.is(next, "'", "-")
}

// changes are words before "from" that make it compare: "up 12 percent from
// 2019".
var changes = words("percent % up down increase increased decrease decreased rise rose fell drop decline declined unchanged different rising growth " +
	"grew reduction lessons")

// compared reports whether "from" at i compares the present with w.
func (p *reader) compared(i int, w when) bool {
	if w.year > p.published.Year() {
		return false
	}
	if w.relative && w.aim == past {
		return true
	}
	return changes[p.at(i-1).word] || changes[p.at(i-2).word] || changes[p.at(i-3).word]
}

// tail passes over what belongs to a date and stands behind it.
func (p *reader) tail(i int, k Kind) int {
	switch {
	case p.is(i, "onward", "onwards") || p.is(i, "forward") && k == KindStart:
		return i + 1
	case p.is(i, "and", "or") && p.is(i+1, "beyond", "onward", "onwards", "after", "later", "thereafter"):
		return i + 2
	case p.is(i, "on") && k == KindStart && p.at(i+1).class&punctuation != 0:
		return i + 1
	case p.is(i, "at") && p.is(i+1, "the") && p.is(i+2, "latest"):
		return i + 3
	case p.is(i, "or") && p.is(i+1, "earlier", "sooner"):
		return i + 2
	}
	return i
}

// plain reads a named time without a governor.
func (p *reader) plain(i int) int {
	if next := p.days(i); next > i {
		return next
	}
	if p.is(i, "during", "throughout") && p.is(i+1, "the") && p.is(i+2, "year", "decade") && !p.is(i+3, "of") {
		w, next, _ := p.bareUnit(i + 2)
		return p.record(KindDate, i+1, next, w)
	}
	from, next, ok := p.point(i, view{})
	if !ok {
		return i
	}
	if to, end, ok := p.far(next, from, false); ok {
		return p.ranged(KindPeriod, i, end, from, to)
	}
	begin := p.withArticle(i, from)
	switch {
	case p.is(next, "onward", "onwards"), p.is(next, "and") && p.is(next+1, "beyond", "onward", "onwards", "thereafter"),
		p.is(next, "or", "and") && p.is(next+1, "later", "after") && from.unit == year:
		return p.record(KindStart, begin, p.tail(next, KindStart), from)
	case p.is(next, "at") && p.is(next+1, "the") && p.is(next+2, "latest"):
		return p.record(KindDeadline, begin, next+3, from)
	}
	if from.unit == year && !from.relative && !from.fiscal {
		if end, ok := p.goalAfter(next); ok {
			return p.record(KindTarget, i, end, from)
		}
		if _, ok := p.goalAfter(next + 2); ok && p.is(next, "and", "or") && p.fourDigits(next+1) {
			return p.record(KindTarget, i, next, from) // "2030 and 2050 targets"
		}
		if end, ok := p.occasionAfter(i); ok && p.at(next).caps {
			return p.occasion(i, next, end, from)
		}
	}
	kind := KindDate
	if p.latest == KindDeadline && p.is(i-1, "or", "and") && p.behind == i-1 { // "by late 2022 or early 2023"
		kind = KindDeadline
	}
	return p.record(kind, begin, next, from)
}

// withArticle takes in the article before i where it belongs to the name of the time.
func (p *reader) withArticle(i int, w when) int {
	if p.is(i-1, "the") && !p.is(i, "next") && (w.unit != year || w.part != Whole || w.fiscal) && w.unit != monthUnit && w.unit != dayUnit {
		return i - 1
	}
	if p.is(i-1, "the") && w.part == End {
		return i - 1
	}
	return i
}

// goalAfter passes over the goal that the year before i names: "2030 targets",
// "2050 net-zero goals".
func (p *reader) goalAfter(i int) (next int, ok bool) {
	for j, n := i, 0; n < 5; j, n = j+1, n+1 {
		t := p.at(j)
		if n > 0 && p.is(j, "-") && t.glued {
			j++
			t = p.at(j)
		}
		if t.class&goal != 0 {
			return j + 1, true
		}
		if t.word == "" || t.class&(function|determiner|punctuation|digits|occasion) != 0 {
			return i, false
		}
	}
	return i, false
}

// record records a named time.
func (p *reader) record(k Kind, i, next int, w when) int {
	p.inherit(&w, i, next)
	p.settle(&w, i, next)
	l := p.bounds(w)
	d := Date{Kind: k, ISO: w.iso(), Earliest: l.first, Latest: l.last, aim: w.aim}
	if !w.ends() {
		d.Part = w.part
	}
	if w.unit == event {
		d.Event = w.name
		if w.event != nil {
			d.Event = w.event.Name
		}
	}
	switch {
	case k == KindPeriod && p.is(i, "over"):
	case k == KindPeriod:
		d.Earliest = Point{}
		d.ISO = prefixed("../", d.ISO)
	case k == KindStart:
		d.Latest = Point{}
		if d.ISO != "" {
			d.ISO += "/.."
		}
	}
	return p.add(i, next, d)
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
