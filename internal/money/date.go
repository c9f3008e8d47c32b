package money

import "strconv"

// A precision says what a date is.
type precision uint8

const (
	none      precision = iota
	yearly              // a year, "2021"
	fiscal              // a fiscal year, "FY2023"
	stretched           // two ends, "2021/2025"
	decade              // "202X"
	dated               // a month or a day, "2025-09"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// months are the names of the months.
var months = map[string]int64{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// years reads a date or a stretch of years at token i: "2021", "FY 2022-2024",
// "2021 to 2025", "2022 and 2023", "1999/2000".
func (p *parser) years(i int) (value string, last int, kind precision) {
	value, last, kind = p.date(i)
	if kind == none || kind == decade {
		return value, last, kind
	}
	at, and := last, false
	switch w := p.low(at); {
	case p.dash(at), w == "to", w == "through", w == "until", w == "/" && p.glued(at), w == "thru":
		at++
	case w == "and", w == "&":
		at, and = at+1, true
	default:
		return value, last, kind
	}
	end, next, to := p.date(at)
	if to == none && (kind == yearly && len(value) == len("2021") || kind == fiscal && len(value) == len("FY2021")) {
		end, next, to = p.shortYear(at, value, kind)
	} else if to == yearly && kind == fiscal {
		end, to = "FY"+end, fiscal
	}
	if to == none || to == decade || p.low(i-1) != "between" && and && !consecutive(value, end) || end <= value {
		return value, last, kind
	}
	return value + "/" + end, next, stretched
}

// shortYear reads the second year of "2021-25" at token i.
func (p *parser) shortYear(i int, from string, as precision) (value string, last int, kind precision) {
	w := p.raw(i)
	if !p.is(i, number) || len(w) != 2 || !allFigures(w) || !p.glued(i) || p.low(i+1) == "%" {
		return "", i, none
	}
	return from[:len(from)-2] + w, i + 1, as
}

// consecutive reports whether two years follow each other.
func consecutive(a, b string) bool {
	m, err1 := strconv.Atoi(last4(a))
	n, err2 := strconv.Atoi(last4(b))
	return err1 == nil && err2 == nil && n == m+1
}

func last4(s string) string { return s[max(0, len(s)-4):] }

// Before a year stand these, and are no part of it.
var (
	edges           = set("end beginning start close middle rest remainder turn outset")
	moments         = set("early late mid spring summer fall autumn winter")
	fractionNumbers = map[string]string{"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4", "final": "4"}
	kinds           = set("calendar school academic year years")
	thes            = set("the")
	ofs             = set("of")
)

// dates holds the words that can begin a date.
var dates = union(set("the this next last current q fy fys fiscal financial"), edges, moments, kinds,
	keys(fractionNumbers), keys(months))

// date reads one date at token i, down to the day if the text gives it: "2025",
// "the end of 2025", "FY23", "September 30, 2025", "this fiscal year".
func (p *parser) date(i int) (value string, last int, kind precision) {
	if !p.is(i, number) && !dates[p.low(i)] {
		return "", i, none
	}
	at := p.skip(i, thes, 1)
	edge := edges[p.low(at)] && p.low(at+1) == "of"
	if edge {
		at = p.skip(at+2, thes, 1)
	}
	if moments[p.low(at)] {
		at = p.skip(p.past(at+1), ofs, 1)
	}
	suffix, at := p.fraction(at)
	value, last, kind = p.whole(at, edge)
	return value + suffix, last, kind
}

// whole reads a date without the part of a year before it. Edge says that "the
// end of" or the like stands there.
func (p *parser) whole(at int, edge bool) (value string, last int, kind precision) {
	if value, last, kind = p.relativeDate(at, edge); kind != none {
		return value, last, kind
	}
	switch w := p.low(at); {
	case w == "fy", w == "fys":
		return p.fiscalYear(at + 1)
	case (w == "fiscal" || w == "financial") && (p.low(at+1) == "year" || p.low(at+1) == "years"):
		at += 2
		if end, ok := p.phrase(at, "(", "fy", ")"); ok {
			at = end
		}
		return p.fiscalYear(at)
	case months[w] > 0:
		return p.monthDate(at)
	case kinds[w]:
		at = p.skip(at, kinds, 2)
	}
	return p.year(at)
}

// fraction reads "the first quarter of", "Q1" or "the second half of" at token
// i, as what is put behind the year.
func (p *parser) fraction(i int) (suffix string, end int) {
	n := fractionNumbers[p.low(i)]
	switch {
	case n == "":
	case p.low(i+1) == "quarter":
		return "-Q" + n, p.skip(i+2, ofs, 1)
	case p.low(i+1) == "half" && n < "3":
		return "-H" + n, p.skip(i+2, ofs, 1)
	}
	if q := p.raw(i + 1); p.low(i) == "q" && p.glued(i+1) && len(q) == 1 && "1" <= q && q <= "4" {
		return "-Q" + q, p.skip(i+2, ofs, 1)
	}
	return "", i
}

// year reads a year in four figures at token i, or "2020s".
func (p *parser) year(i int) (value string, last int, kind precision) {
	y := p.raw(i)
	if !p.is(i, number) || !plausibleYear(y) || p.attached(i) && !p.hyphen(i-1) && p.low(i-1) != "/" {
		return "", i, none
	}
	if p.low(i+1) == "s" && p.glued(i+1) && y >= "2020" { // decades past are history
		return y[:3] + "X", i + 2, decade
	}
	if p.is(i+1, word) && p.glued(i+1) || p.low(i+1) == "%" {
		return "", i, none
	}
	if w := p.low(i + 1); (w == "fiscal" || w == "financial") && p.low(i+2) == "year" {
		return "FY" + y, i + 3, fiscal
	}
	return y, i + 1, yearly
}

// fiscalYear reads the figures of "FY 2023", "FY23" or "FY'23".
func (p *parser) fiscalYear(i int) (value string, last int, kind precision) {
	if w := p.low(i); w == "'" || w == "’" {
		i++
	}
	switch y := p.raw(i); {
	case !p.is(i, number):
	case plausibleYear(y):
		return "FY" + y, i + 1, fiscal
	case len(y) == 2 && allFigures(y):
		return "FY20" + y, i + 1, fiscal
	}
	return "", i, none
}

// monthDate reads "September 2025" or "September 30, 2025".
func (p *parser) monthDate(i int) (value string, last int, kind precision) {
	month, at, day := months[p.low(i)], i+1, ""
	if p.low(at) == "." && p.glued(at) {
		at++
	}
	if d := p.raw(at); p.is(at, number) && len(d) <= 2 && allFigures(d) {
		day, at = "-"+two(d), at+1
		if p.low(at) == "," {
			at++
		}
	}
	y := p.raw(at)
	if !p.is(at, number) || !plausibleYear(y) {
		return "", i, none
	}
	return y + "-" + two(itoa(month)) + day, at + 1, dated
}

func two(s string) string {
	if len(s) < 2 {
		return "0" + s
	}
	return s
}

// numbered reports whether the year that ends before token i has a number.
func (p *parser) numbered(i int) bool { return p.is(i, number) || p.low(i) == "(" }

// relativeYear returns the year that is meant by "this", "current", "next" or
// "last", at token i, before "year".
func (p *parser) relativeYear(i int) (int64, bool) {
	year := int64(p.o.Published.Year())
	switch p.low(i) {
	case "this", "current":
	case "next":
		year++
	case "last":
		year--
	default:
		return year, false
	}
	return year, !p.o.Published.IsZero()
}

// relativeDate reads what the date of publication decides: "this year", "next
// fiscal year", "this decade", and after "the end of" also "the year".
func (p *parser) relativeDate(i int, edge bool) (value string, last int, kind precision) {
	year, ok := p.relativeYear(i)
	at := i + 1
	if !ok {
		if !edge || p.o.Published.IsZero() {
			return "", i, none
		}
		at = i
	}
	switch p.low(at) {
	case "calendar":
		at++
	case "fiscal":
		if p.low(at+1) != "year" || edge && p.numbered(at+2) {
			return "", i, none
		}
		if p.o.Published.Month() >= 10 { // that of the United States, which begins in October
			year++
		}
		return "FY" + itoa(year), at + 2, fiscal
	}
	switch p.low(at) {
	case "year":
		if edge && p.numbered(at+1) {
			return "", i, none
		}
		return itoa(year), at + 1, yearly
	case "decade":
		now := int64(p.o.Published.Year())
		return itoa(now/10+year-now) + "X", at + 1, decade
	}
	return "", i, none
}
