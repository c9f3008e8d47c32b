package deadline

import (
	"strconv"
	"strings"
)

// finished are participles that may stand before a date with "by": "completed
// by COP26". Others make what follows the one who did it: "endorsed by COP26".
var finished = words("completed delivered finalized finalised submitted achieved finished concluded presented ratified published released " +
	"implemented reached realized realised resolved ended tabled updated phased doubled halved tripled halted reversed")

// doers are participles that do not end in "-ed".
var doers = words("held set led made taken given chosen begun written hosted convened")

// event reads the name of an occasion behind the governor that stands from i
// to j. It returns the name as printed, articles left out.
func (p *reader) event(g governor, i, j int) (name string, next int, ok bool) {
	k, by := j, len(g.words) == 1 && g.first() == "by"
	if p.is(k, "the") && p.is(k+1, "time") && p.is(k+2, "of") {
		k += 3
	}
	if p.at(k).class&determiner != 0 && !p.is(k, "no", "any", "every", "each") {
		k++
	}
	if name, next, ok = p.conference(k); ok {
		return name, next, !by || !p.done(i-1)
	}
	end, ok := p.name(k, by || g.kind == KindPeriod || p.is(i, "in"))
	if !ok || by && p.done(i-1) {
		return "", j, false
	}
	return p.printed(k, end), end, true
}

// lookup finds an event by its name. It also returns the year that the name
// gives ("2022 NPT Review Conference"), 0 if none.
func (p *reader) lookup(name string) (e *Event, year int) {
	if e = p.o.Events.lookup(name, 0, p.published); e != nil {
		return e, 0
	}
	for _, word := range strings.Fields(name) {
		if y, err := strconv.Atoi(word); err == nil && len(word) == 4 {
			return p.o.Events.lookup(strings.Replace(name, word, "", 1), y, p.published), y
		}
	}
	return nil, 0
}

// done reports whether the word at i makes what follows "by" an agent.
func (p *reader) done(i int) bool {
	w := p.at(i).word
	return (strings.HasSuffix(w, "ed") || doers[w]) && !finished[w]
}

// conference reads "COP26", "COP 27", "MC12".
func (p *reader) conference(i int) (name string, next int, ok bool) {
	t := p.at(i)
	j := i + 1
	if p.hyphen(j) { // "COP-26"
		j++
	}
	n := p.at(j)
	if n.class&digits == 0 || n.value < 1 || n.value > 99 || t.word != "COP" && t.word != "MC" && t.word != "CoP" {
		return "", i, false
	}
	if t.word == "MC" && !n.glued || p.at(j+1).glued && p.at(j+1).class&punctuation == 0 {
		return "", i, false
	}
	return strings.ToUpper(t.word) + p.text[n.start:n.end], j + 1, true
}

// longestName is the number of tokens that the name of an occasion may have.
const longestName = 14

// name reads the name of an occasion at i: a run of capitalised words, with
// "of", "and", "the" inside, up to a word such as Conference; or a word such as
// "meeting" with something that says which one. Strict asks for a capital.
func (p *reader) name(i int, strict bool) (next int, ok bool) {
	capitals, which := false, false
	for j := i; j < i+longestName; j++ {
		t := p.at(j)
		if (t.class&(occasion|occasions) != 0 || p.holiday(j, capitals)) && p.endsName(j, i, capitals, which, strict) {
			return p.nameTail(j + 1), true
		}
		switch {
		case t.word == "" && t.class&digits == 0:
			return i, false
		case t.caps && t.class&(function|determiner) == 0:
			capitals = true
		case t.class&digits != 0, t.class&ordinal != 0, p.is(j, "next", "upcoming", "coming", "forthcoming", "following"):
			which = true
		case p.is(j, "of", "and", "for", "the", "on", "&", "-", "'", "s", "th", "st", "nd", "rd", ".", "annual", "special", "high", "level",
			"ministerial", "leaders", "presidential", "parliamentary", "midterm", "general", "prime", "joint", "bilateral", "trilateral") && j > i:
		case p.is(j, "annual", "special", "high", "leaders", "presidential", "parliamentary", "joint"):
		default:
			return i, false
		}
		if p.is(j, ".") && !(t.glued && p.at(j-1).end-p.at(j-1).start == 1) {
			return i, false
		}
	}
	return i, false
}

// holiday reports whether the word at j ends the name of a day: "Labor Day".
func (p *reader) holiday(j int, capitals bool) bool {
	return p.at(j).caps && (p.is(j, "day") && capitals || p.is(j, "thanksgiving", "christmas", "easter", "ramadan"))
}

// endsName reports whether the word at j, an occasion, ends a name from i.
func (p *reader) endsName(j, i int, capitals, which, strict bool) bool {
	t := p.at(j)
	if after := p.at(j + 1); after.class&(occasion|occasions) != 0 && after.class&function == 0 {
		return false // "Review Conference", "Council meeting"
	}
	if t.class&occasions != 0 && t.class&occasion == 0 && (strict && !which || !t.caps) {
		return false // "adopted by the General Assembly"
	}
	if t.caps {
		return capitals || which || !strict || p.is(j, "summit", "conference") || p.holiday(j, capitals)
	}
	return capitals || which && !strict || which && p.is(j-1, "next", "upcoming")
}

// nameTail passes over "of the Parties", "for Democracy", "on Climate Change"
// behind the word that ends a name.
func (p *reader) nameTail(i int) int {
	if p.fourDigits(i) && p.closed(i) { // "Earth Day 2024"
		return i + 1
	}
	if !p.is(i, "of", "for", "on") {
		return i
	}
	j := p.article(i + 1)
	if !p.at(j).caps || p.at(j).class&(month|weekday) != 0 {
		return i
	}
	for end := j + longestName; j < end && (p.at(j).caps || p.is(j, "and", "the", "of") && p.at(j+1).caps); {
		j++
	}
	return j
}

// printed returns the words from i to next with single spaces.
func (p *reader) printed(i, next int) string {
	return strings.Join(strings.FieldsFunc(p.text[p.at(i).start:p.at(next-1).end], func(r rune) bool { return r == ' ' || r == '\n' || blank(r) }), " ")
}

// occasion records a year that dates an occasion, with its name: "2022
// Conference in Busan". The data file may know its days.
func (p *reader) occasion(i, next, end int, w when) int {
	if w.year < p.published.Year() {
		return p.record(KindDate, i, next, w)
	}
	e, _ := p.lookup(p.printed(i, end))
	begin := len(p.found)
	after := p.record(KindDate, i, end, w)
	if e != nil {
		d := &p.found[begin]
		d.Event, d.Earliest, d.Latest = e.Name, e.Start, e.End
	}
	return after
}
