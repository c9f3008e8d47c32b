package money

// rates are the values of the adjectives and adverbs of rate.
var rates = map[string]string{
	"annual": "/P1Y", "annually": "/P1Y", "yearly": "/P1Y", "p.a.": "/P1Y",
	"biennial": "/P2Y", "biennially": "/P2Y", "semiannual": "/P6M", "semiannually": "/P6M", "monthly": "/P1M",
	"quarterly": "/P3M", "weekly": "/P1W", "daily": "/P1D", "hourly": "/PT1H",
}

// spans are the units of time: how many, of which ISO 8601 designator.
var spans = map[string]struct {
	n          int64
	designator string
}{
	"year": {1, "Y"}, "years": {1, "Y"}, "yr": {1, "Y"}, "yrs": {1, "Y"}, "annum": {1, "Y"},
	"month": {1, "M"}, "months": {1, "M"}, "mo": {1, "M"}, "quarter": {3, "M"}, "quarters": {3, "M"},
	"week": {1, "W"}, "weeks": {1, "W"}, "wk": {1, "W"}, "day": {1, "D"}, "days": {1, "D"},
	"decade": {10, "Y"}, "decades": {10, "Y"}, "biennium": {2, "Y"},
	"hour": {1, "H"}, "hours": {1, "H"}, "hr": {1, "H"},
}

// iso writes n units as an ISO 8601 duration.
func iso(n int64, unit string) string {
	u := spans[unit]
	t := ""
	if u.designator == "H" {
		t = "T"
	}
	return "P" + t + itoa(n*u.n) + u.designator
}

// each reads a rate: "per year", "every two years", "a month", "/hr",
// "annually", "on an annual basis".
func (p *parser) each(i int) (part, bool) {
	t := part{class: rate, first: i}
	w := p.low(i)
	if v := rates[w]; v != "" {
		t.value, t.last = v, i+1
		return t, true
	}
	if w == "on" {
		v := rates[p.low(i+2)]
		t.value, t.last = v, i+4
		return t, v != "" && p.article(i+1) && p.low(i+3) == "basis"
	}
	if w == "/" && !(p.glued(i) && p.glued(i+1)) {
		return t, false
	}
	at, n := p.past(i+1), int64(1)
	if w == "each" && p.low(at) == "of" {
		_, _, kind := p.date(at + 1)
		t.value, t.last = "/P1Y", i+1
		return t, kind != none || p.yearsWithin(at+1, 6)
	}
	switch p.low(at) {
	case "fiscal", "calendar", "single", "school":
		at++
	case "other":
		at, n = at+1, 2
	default:
		if w == "every" {
			at, n = p.few(at)
		}
	}
	if _, ok := spans[p.low(at)]; !ok || p.elsewhen(at+1) || p.hyphen(at+1) {
		return t, false
	}
	t.value, t.last = "/"+iso(n, p.low(at)), at+1
	return t, true
}

// yearsWithin reports the word "years" within n tokens from i.
func (p *parser) yearsWithin(i, n int) bool {
	for k := i; k < i+n; k++ {
		if p.low(k) == "years" {
			return true
		}
	}
	return false
}

// few reads a whole number of units, and gives 1 where there is none.
func (p *parser) few(i int) (end int, n int64) {
	if q, ok := p.figures(i, false); ok && q.value.IsInteger() && len(p.raw(i)) <= 4 && !q.year {
		return q.end, q.value.IntPart()
	}
	if n, end, ok := p.cardinal(i); ok {
		return end, n
	}
	return i, 1
}
