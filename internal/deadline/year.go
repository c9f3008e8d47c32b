package deadline

import "strings"

// yearNouns are plurals that a year may stand before: "2005 levels". Before
// other plurals a number counts them: "2030 villages".
var yearNouns = words("levels baselines prices dollars targets goals pathways ambitions objectives commitments pledges plans priorities " +
	"elections midterms games olympics paralympics budgets figures estimates values rates terms results standards guidelines talks " +
	"negotiations emissions revenues protests sanctions floods wildfires hurricanes earthquakes conditions appropriations proposals")

// verbs look like plurals but follow a year that is a subject: "2021 marks".
var verbs = words("marks sees brings was has is does begins starts ends comes remains represents offers requires gives makes")

// people are plurals without an s.
var people = words("people persons children men women youth personnel troops staff faculty police others participants")

// soft measures may begin a new clause behind a year: "By 2030 more people".
var soft = words("more new additional such others people persons children men women youth personnel troops staff faculty police point points cent")

// yearAt reads the year at i if it is one. A bare number of four digits is a
// year only where no neighbour says that it counts, numbers or names something.
func (p *reader) yearAt(i int, v view) (int, bool) {
	if !p.fourDigits(i) || !p.closed(i) || p.underLabel(i) || !p.leftOpen(i, v) {
		return 0, false
	}
	after := p.at(i + 1)
	if after.class&(scale|measure) != 0 && !(v.licensed && soft[after.word]) && !(p.is(i-1, "in") && p.is(i+1, "dollars")) {
		return 0, false
	}
	if v.licensed {
		return p.at(i).value, !p.agents(i)
	}
	if p.quantified(i) || p.named(i) || p.counted(i) || p.titled(i) {
		return 0, false
	}
	return p.at(i).value, true
}

// underLabel reports whether the number at i belongs to a list such as
// "Resolutions 2087 and 2094". In brackets it is the year of one of them.
func (p *reader) underLabel(i int) bool {
	return i < p.labelled && !(p.is(i-1, "(") && p.is(i+1, ")"))
}

// leftOpen reports whether nothing that makes a code or a sum is joined to the
// left of the number at i.
func (p *reader) leftOpen(i int, v view) bool {
	if !p.at(i).glued || i == 0 {
		return !p.is(i-1, "#", "§", "$", "€", "£", "¥")
	}
	if p.at(i-1).class&punctuation == 0 {
		return false
	}
	switch p.at(i - 1).word {
	case "-":
		return v.licensed || !p.at(i-1).glued
	case "/", "#", "§", "$", "€", "£", "¥", ".", "'", "+", "_", "~":
		return p.is(i-1, "'") && v.licensed
	}
	return true
}

// agents reports whether the number at i, after "by", counts who did something
// or how much something grew: "attended by 2024 delegates".
func (p *reader) agents(i int) bool {
	return p.is(i-1, "by") && p.counted(i) && strings.HasSuffix(p.at(i-2).word, "ed")
}

// quantified reports whether a word before the number at i makes it a count.
func (p *reader) quantified(i int) bool {
	if p.is(i-1, "than") {
		return p.is(i-2, "more", "less", "fewer", "rather")
	}
	if p.is(i-1, "least", "most", "about", "around") {
		return p.counted(i) || p.is(i-2, "at")
	}
	if p.is(i-1, "just", "only") && p.is(i-2, "in", "since") {
		return false
	}
	return p.is(i-1, "over", "nearly", "almost", "some", "approximately", "roughly", "exactly", "only", "just", "another", "additional", "total")
}

// named reports whether the word before the number at i makes a name of it:
// "Vision 2030".
func (p *reader) named(i int) bool {
	t := p.at(i - 1)
	if p.is(i-1, ",") && p.is(i-2, "Act") {
		return true
	}
	if t.class&label != 0 && !t.caps {
		return true
	}
	if _, _, ok := p.yearTo(i+1, p.at(i).value); ok {
		return false // "Work Plan 2021-2025"
	}
	const noName = function | determiner | month | season | weekday | unitWord | direction | punctuation
	if !t.caps || t.class&noName != 0 || p.is(i-1, "fiscal", "calendar") {
		return false
	}
	// "Make 2024 the year of implementation"
	return !p.opens(i-1) || p.at(i+1).class&determiner == 0 && !p.is(i+1, "as")
}

// opens reports whether the token at i begins the text or a sentence.
func (p *reader) opens(i int) bool {
	return i == 0 || p.at(i).line || p.is(i-1, ".", "!", "?", ":", ";", "•", "*", `"`)
}

// counted reports whether the words behind the number at i are a plural that
// it counts.
func (p *reader) counted(i int) bool {
	if p.at(i-1).class&determiner != 0 && !p.is(i-1, "a", "some", "all", "these", "those", "any") || p.is(i-1, "s", "'") {
		return false
	}
	if p.is(i-1, "in", "since", "by", "during") && p.opens(i-1) || p.is(i-1, "of") && p.at(i-2).caps {
		return false
	}
	for j, n := i+1, 0; n < 3; j, n = j+1, n+1 {
		j = p.dash(j)
		t := p.at(j)
		if people[t.word] {
			return true
		}
		noun := t.word != "" && !t.caps && t.class&^(unitWord|label|occasion|occasions|starts) == 0
		if !noun || yearNouns[t.word] || verbs[t.word] {
			return false
		}
		if plural(t.word) {
			return true
		}
	}
	return false
}

// plural reports whether a word has the form of a plural.
func plural(s string) bool {
	return len(s) > 3 && s[len(s)-1] == 's' && !strings.HasSuffix(s, "ss") && !strings.HasSuffix(s, "us") && !strings.HasSuffix(s, "is")
}

// titled reports whether the number at i is part of the title of a programme
// that is named after a year to come, as "the 2030 Agenda". An occasion or an
// older document is dated by its year.
func (p *reader) titled(i int) bool {
	t := p.at(i + 1)
	if !t.caps || t.class&(month|function|determiner|weekday) != 0 || p.is(i-1, "in", "since", "during", "of") && !p.is(i+1, "agenda") {
		return false
	}
	if i == 0 { // a heading such as "2030 Roadmap"
		return false
	}
	if _, ok := p.goalAfter(i + 1); ok {
		return false
	}
	if _, ok := p.occasionAfter(i); ok {
		return false
	}
	return p.published.IsZero() || p.at(i).value > p.published.Year() || p.is(i+1, "agenda")
}

// occasionAfter returns the token behind the occasion that the year at i
// dates, its place included: "2022 Conference in Busan".
func (p *reader) occasionAfter(i int) (next int, ok bool) {
	for j := i + 1; j < i+10; j++ {
		t := p.at(j)
		if t.class&occasion != 0 && (t.caps || t.class&(function|determiner) == 0) || t.class&occasions != 0 && t.caps {
			j++
			if p.is(j, "of", "on", "for") && (p.at(j+1).caps || p.is(j+1, "the") && p.at(j+2).caps) {
				continue
			}
			if p.is(j, "in") && p.at(j+1).caps && p.at(j+1).class == 0 {
				for end := j + 6; j+1 < end && p.at(j+1).caps && p.at(j+1).class == 0; {
					j++
				}
				j++
			}
			return j, true
		}
		inner := p.is(j, "of", "and", "for", "the", "on", "&", "-", "'", "s") || t.class&(digits|ordinal) != 0
		initial := p.is(j, ".") && p.at(j-1).caps && p.at(j-1).end-p.at(j-1).start == 1
		if !t.caps && !inner && !initial {
			return 0, false
		}
	}
	return 0, false
}

// yearTo reads the far side of "2010-2011", "1999/2000", "2022-26" at the mark
// j, with the four digits of from before it.
func (p *reader) yearTo(j, from int) (to, next int, ok bool) {
	slash := p.is(j, "/")
	if !slash && !p.is(j, "-") {
		return 0, j, false
	}
	t := p.at(j + 1)
	joined := p.at(j).glued && t.glued
	if slash && !joined || p.at(j).glued != t.glued {
		return 0, j, false
	}
	switch {
	case p.fourDigits(j + 1):
		to = t.value
	case t.class&digits != 0 && t.end-t.start == 2 && joined && t.value >= 0:
		to = from/100*100 + t.value
		if t.value == 0 && from%100 == 99 {
			to += 100
		}
	default:
		return 0, j, false
	}
	if to <= from || slash && to != from+1 {
		return 0, j, false
	}
	if after := p.at(j + 2); after.glued && (after.class&punctuation == 0 || p.is(j+2, "-", "/") && p.at(j+3).glued && p.at(j+3).class&digits != 0) {
		return 0, j, false
	}
	return to, j + 2, true
}

// fourDigits reports whether the token at i has the form of a year.
func (p *reader) fourDigits(i int) bool {
	t := p.at(i)
	return t.class&digits != 0 && t.end-t.start == 4 && t.value >= 1900 && t.value <= 2099
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
