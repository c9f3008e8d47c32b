package money

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// maxFigures bounds the length of a number: what is longer is no sum, and
// would take more than linear time to read.
const maxFigures = 40

// A quantity is a number as read, before its scale word.
type quantity struct {
	value   decimal.Decimal
	end     int  // the token after it
	words   bool // written out: "twenty-five"
	article bool // only "a", which is a number before a scale word alone
	grouped bool // with separators of thousands
	year    bool // four figures that could be a year
}

// fractions are the characters that end or make a number. Thirds have no exact
// decimal, so they are left out.
var fractions = map[rune]string{
	'½': "0.5", '¼': "0.25", '¾': "0.75",
	'⅛': "0.125", '⅜': "0.375", '⅝': "0.625", '⅞': "0.875",
	'⅕': "0.2", '⅖': "0.4", '⅗': "0.6", '⅘': "0.8",
}

// vulgar are the fractions written with a slash after a whole number.
var vulgar = map[string]string{"1/2": "0.5", "1/4": "0.25", "3/4": "0.75"}

// figures reads the number in figures at token i. After a currency sign or
// code (marked), groups of three figures may be parted by any space; elsewhere
// only by a space that does not break.
func (p *parser) figures(i int, marked bool) (quantity, bool) {
	if !p.is(i, number) {
		return quantity{}, false
	}
	text, end := p.raw(i), i+1
	if len(text) <= 3 && allFigures(text) {
		for p.groupOfThree(end, marked) && end-i < maxFigures/3 {
			text += "," + p.raw(end)
			end++
		}
	}
	q := quantity{end: end}
	var ok bool
	if q.value, q.grouped, ok = parseFigures(text); !ok {
		return quantity{}, false
	}
	q.year = len(text) == 4 && allFigures(text) && plausibleYear(text)
	if p.low(end+1) == "/" && p.is(end, number) && p.glued(end+1) && p.glued(end+2) {
		if f, ok := vulgar[p.low(end)+"/"+p.low(end+2)]; ok {
			q.value, q.end = q.value.Add(decimal.RequireFromString(f)), end+3
		}
	}
	return q, true
}

// groupOfThree reports whether token i continues a number in groups.
func (p *parser) groupOfThree(i int, marked bool) bool {
	if !p.is(i, number) || p.glued(i) || p.low(i+1) == "%" {
		return false
	}
	t := p.raw(i)
	if len(t) < 3 || !allFigures(t[:3]) || len(t) > 3 && t[3] != '.' && t[3] != ',' {
		return false
	}
	if p.is(i+1, word) && p.glued(i+1) && len(p.low(i+1)) > 2 {
		return false
	}
	gap := p.text[p.tokens[i-1].end:p.tokens[i].start]
	return gap == "\u00a0" || gap == "\u202f" || gap == "\u2009" || marked && gap == " "
}

func allFigures(s string) bool {
	for i := range len(s) {
		if !digit(rune(s[i])) {
			return false
		}
	}
	return true
}

// plausibleYear reports four figures from 1900 to 2099.
func plausibleYear(s string) bool {
	return len(s) == 4 && allFigures(s) && (s[:2] == "19" || s[:2] == "20")
}

// parseFigures reads a number with the separators of any country: groups of
// three (or, in the Indian way, of two before the last three) parted by
// commas, points or apostrophes, and a decimal point or comma.
func parseFigures(s string) (value decimal.Decimal, grouped, ok bool) {
	if len(s) > maxFigures {
		return value, false, false
	}
	r, size := utf8.DecodeLastRuneInString(s)
	fraction := fractions[r]
	if fraction != "" {
		s = s[:len(s)-size]
	}
	whole, decimals := splitDecimals(strings.ReplaceAll(s, "’", "'"))
	digits, grouped, ok := ungroup(whole)
	if !ok || decimals != "" && !allFigures(decimals) {
		return value, false, false
	}
	value, err := decimal.NewFromString("0" + digits + "." + decimals + "0")
	if err != nil {
		return value, false, false
	}
	if fraction != "" {
		value = value.Add(decimal.RequireFromString(fraction))
	}
	return value, grouped, true
}

// splitDecimals parts the decimals from the rest, if the last separator is a
// decimal one.
func splitDecimals(s string) (whole, decimals string) {
	i := strings.LastIndexAny(s, ".,")
	if i < 0 {
		return s, ""
	}
	tail, alone := s[i+1:], strings.Count(s, s[i:i+1]) == 1
	switch {
	case !alone:
		return s, ""
	case s[i] == '.', strings.Contains(s[:i], "."), len(tail) < 3:
		return s[:i], tail
	}
	return s, ""
}

// ungroup takes the separators out of a whole number, if they stand where
// thousands are parted.
func ungroup(s string) (digits string, grouped, ok bool) {
	i := strings.IndexAny(s, ",.'")
	if i < 0 {
		return s, false, allFigures(s)
	}
	groups := strings.Split(s, s[i:i+1])
	last := len(groups) - 1
	for k, g := range groups {
		inner := len(g) == 3 || len(g) == 2 && len(groups[1]) == 2 || k == 0 && len(g) <= 3
		if !allFigures(g) || g == "" || !inner || k == last && len(g) != 3 {
			return "", false, false
		}
	}
	return strings.Join(groups, ""), true, true
}

// scales are the words for powers of ten. "Hundred" stands only before
// another, or after figures.
var scales = map[string]int32{
	"hundred": 2, "thousand": 3, "thousands": 3,
	"million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12, "trillions": 12,
	"quadrillion": 15, "lakh": 5, "lakhs": 5, "lac": 5, "crore": 7, "crores": 7, "milliard": 9, "milliards": 9,
	"mn": 6, "mln": 6, "mio": 6, "bn": 9, "bln": 9, "mrd": 9, "tn": 12, "trn": 12,
}

// letters are the scales that are written against the figure; by the letter of
// the key they may be in either case.
var letters = map[string]int32{
	"k": 3, "m": 6, "mm": 6, "b": 9, "t": 12, "cr": 7,
}

// short are scales that need a currency sign or code, or the figure glued,
// since they could be other words or units.
var short = set("mn mln mio bn bln mrd tn trn k m mm b t cr")

// scale reads the scale words at token i, after a number: "million",
// "-billion", "bn", "lakh crore". Marked says that a currency sign or code
// stands before the number.
func (p *parser) scale(i int, marked bool) (power int32, end int, ok bool) {
	end = i
	for n := 0; n < 3; n++ {
		at := p.past(end)
		w := p.low(at)
		exp, known := scales[w]
		if !known || short[w] {
			exp, known = p.shortScale(at, marked)
			known = known && n == 0 && at == end
		}
		if !known || n > 0 && (power > 5 || w == "hundred") {
			break
		}
		power, end, ok = power+exp, at+1, true
	}
	return power, end, ok
}

// shortScale reads a letter or abbreviation at token i as a scale.
func (p *parser) shortScale(i int, marked bool) (int32, bool) {
	w := p.low(i)
	exp, ok := letters[w]
	if !ok {
		exp, ok = scales[w]
		if !ok || !short[w] {
			return 0, false
		}
	}
	if p.glued(i) {
		return exp, p.is(i-1, number)
	}
	if !marked || p.dash(i+1) && p.glued(i+1) {
		return 0, false
	}
	// "$5 K" and "$5 t" are more likely kilos and tonnes of something.
	return exp, len(w) > 1 || w == "m" || w == "b"
}

// units are the number words below twenty, and the tens.
var units = map[string]int64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// cardinal reads a number below a thousand written out at token i, "a hundred"
// included.
func (p *parser) cardinal(i int) (value int64, end int, ok bool) {
	end = i
	if p.article(i) && p.low(p.past(i+1)) == "hundred" {
		value, end, ok = 1, i+1, true
	}
	for n := 0; n < 8; n++ {
		at := p.past(end)
		w := p.low(at)
		if w == "and" && ok {
			if _, isUnit := units[p.low(p.past(at+1))]; !isUnit || value%100 != 0 {
				break
			}
			at = p.past(at + 1)
			w = p.low(at)
		}
		if w == "hundred" && ok && value > 0 && value < 100 {
			value, end = value*100, at+1
			continue
		}
		u, isUnit := units[w]
		if !isUnit || ok && !joins(value, u) {
			break
		}
		value, end, ok = value+u, at+1, true
	}
	return value, end, ok
}

// joins reports whether a unit may follow what has been read: "twenty-five",
// "one hundred twelve".
func joins(value, unit int64) bool {
	if value > 0 && value%100 == 0 {
		return unit > 0
	}
	return value%100 >= 20 && value%10 == 0 && unit > 0 && unit < 10
}

func (p *parser) article(i int) bool { return p.low(i) == "a" || p.low(i) == "an" }

// written reads a quantity in words at token i: "twenty-five", "half a",
// "a quarter of a", "one and a half", or "a" alone.
func (p *parser) written(i int) (quantity, bool) {
	if q, ok := p.part(i); ok {
		return q, true
	}
	n, end, ok := p.cardinal(i)
	if !ok {
		if p.article(i) {
			return quantity{value: decimal.NewFromInt(1), end: i + 1, words: true, article: true}, true
		}
		return quantity{}, false
	}
	q := quantity{value: decimal.NewFromInt(n), end: end, words: true}
	if f, end, ok := p.andPart(end); ok {
		q.value, q.end = q.value.Add(f), end
	} else if p.low(end) == "point" {
		if u, isUnit := units[p.low(end+1)]; isUnit && u < 10 {
			q.value, q.end = q.value.Add(decimal.New(u, -1)), end+2
		}
	}
	return q, true
}

// parts are the fractions in words.
var parts = map[string]decimal.Decimal{
	"half": decimal.New(5, -1), "quarter": decimal.New(25, -2), "quarters": decimal.New(25, -2),
}

// part reads a fraction of a scale at token i: "half a", "a half",
// "a quarter of a", "three quarters of a". It ends where the scale begins.
func (p *parser) part(i int) (quantity, bool) {
	at, times := i, int64(1)
	switch p.low(at) {
	case "a", "one":
		at++
	case "three":
		at, times = at+1, 3
	}
	at = p.past(at)
	f, ok := parts[p.low(at)]
	if !ok || (times == 3) != (p.low(at) == "quarters") {
		return quantity{}, false
	}
	at = p.past(at + 1)
	if p.low(at) == "of" {
		at = p.past(at + 1)
	}
	if p.article(at) {
		at = p.past(at + 1)
	}
	if scales[p.low(at)] < 3 {
		return quantity{}, false
	}
	return quantity{value: f.Mul(decimal.NewFromInt(times)), end: at, words: true}, true
}

// andPart reads "and a half" and the like at token i.
func (p *parser) andPart(i int) (decimal.Decimal, int, bool) {
	at, times := p.past(i), int64(1)
	if p.low(at) != "and" {
		return decimal.Zero, i, false
	}
	at = p.past(at + 1)
	switch p.low(at) {
	case "a", "one":
	case "three":
		times = 3
	default:
		return decimal.Zero, i, false
	}
	at = p.past(at + 1)
	f, ok := parts[p.low(at)]
	if !ok || (times == 3) != (p.low(at) == "quarters") {
		return decimal.Zero, i, false
	}
	return f.Mul(decimal.NewFromInt(times)), at + 1, true
}
