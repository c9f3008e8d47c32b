package money

// left looks for the period of a sum in the words before it, no further back
// than the token floor, where the sum before it ends.
func (p *parser) left(w *whenever, s *sum, floor int) {
	floor = max(floor, p.tokens[s.first].begin)
	if t, ok := p.everyModifier(s, floor); ok {
		w.add(t)
	}
	for _, find := range []func(*sum, int) (part, bool){p.modifier, p.label, p.opening} {
		if t, ok := find(s, floor); ok {
			w.prefer(t, s)
			return
		}
	}
	if t, ok := p.budget(s, floor); ok && !w.spanned() {
		w.add(t)
	}
}

// prefer takes a part from before the sum, unless one after it is near.
func (w *whenever) prefer(t part, s *sum) {
	if t.class == rate {
		w.add(t)
		return
	}
	if !w.near(s) {
		w.clear()
	}
	if !w.spanned() || t.class == duration {
		w.add(t)
	}
}

// links may stand between "a five-year program" and its sum.
var links = set("of worth totaling totalling at with by for costing is was reaching reached to")

// modifier reads "five-year" ahead of a sum: "five-year, $250 million",
// "three-year grants of up to $3 million".
func (p *parser) modifier(s *sum, floor int) (part, bool) {
	to := s.quoteFirst
	first := max(floor, to-11)
	for i := to - 2; i >= first; i-- {
		t, ok := p.adjective(i)
		if !ok || t.class != duration || t.last > to || p.is(i-1, number) || p.hyphen(i-1) {
			continue
		}
		return t, p.belongs(t.last, to)
	}
	return part{}, false
}

// belongs reports whether the words between a modifier and a sum tie them: at
// most a comma and two adjectives, or a noun phrase and a link.
func (p *parser) belongs(from, to int) bool {
	at := from
	if p.low(at) == "," || p.hyphen(at) {
		at++
	}
	if at == to {
		return true
	}
	near := to-at <= 2
	linked := links[p.low(to-1)] && p.low(to-1) != "to" && at == from
	for i := at; i < to; i++ {
		aside := p.low(i) == "," && asides[p.low(i+1)]
		if !p.is(i, word) && !p.dash(i) && !aside || near && particles[p.low(i)] && !linked {
			return false
		}
	}
	return near && !links[p.low(to-1)] || linked
}

// asides begin an apposition that tells the price: "the program, worth $5 million,".
var asides = set("worth valued totaling totalling costing")

// everyModifier reads "annual" ahead of a sum: "an annual $5 million", "annual
// funding of more than $5 million", "quarterly payments of $1,500".
func (p *parser) everyModifier(s *sum, floor int) (part, bool) {
	for i := s.first - 1; i >= max(floor, s.first-12); i-- {
		v := rates[p.low(i)]
		if v == "" {
			if w := p.low(i); i < s.quoteFirst && (w == "," || w == ";" || w == ":" || p.is(i, sign)) {
				break
			}
			continue
		}
		t := part{class: rate, value: v, first: i, last: i + 1}
		if i >= s.quoteFirst-1 || p.low(i) == "annually" && i >= s.quoteFirst-3 && i > floor {
			return t, true
		}
		for k := i + 1; k < min(i+5, s.quoteFirst); k++ {
			if flows[p.low(k)] {
				return t, floor == p.tokens[s.first].begin || !p.has("and", k, s.quoteFirst)
			}
		}
		break
	}
	return part{}, false
}

// has reports a word within tokens.
func (p *parser) has(w string, from, to int) bool {
	for i := from; i < to; i++ {
		if p.low(i) == w {
			return true
		}
	}
	return false
}

// flows are nouns for money that comes or goes again and again.
var flows = set(`trade revenue revenues sales funding budget budgets contribution contributions cost costs spending
	payment payments exports imports turnover savings income investment investments assistance premium premiums cap fee fees
	salary salaries wage wages bonus support grant grants scholarship scholarships appropriation appropriations outlay
	outlays output
	procurement losses loss damages benefit benefits earnings deductible expenditure expenditures commitment allocation finance
	financing stipend rent pension pay deficit surplus dues tuition installment installments instalments aid average
	total subsidy subsidies profit profits credit`)

// label reads a date that stands right before a sum: "(2023, KRW 100
// billion)", "FY2023: $5 million", "this year's $5 million contribution".
func (p *parser) label(s *sum, floor int) (part, bool) {
	to := s.quoteFirst
	if year, ok := p.relativeYear(to - 2); ok && p.low(to-1) == "year's" && to-2 >= floor {
		return part{class: calendar, value: itoa(year), first: to - 2, last: to}, true
	}
	end := to
	if w := p.low(to - 1); w == "," || w == ":" {
		end--
	}
	for i := max(floor, end-6); i < end; i++ {
		value, last, kind := p.years(i)
		beside := kind == fiscal && end == to && !bounding[p.low(i-1)] // "an FY23 $5 million grant"
		if last == end && kind != none && kind != dated && (beside || end < to && p.opened(i, floor, to)) {
			return part{class: calendar, value: value, first: i, last: last}, true
		}
	}
	return part{}, false
}

// bounding are the words that make of a date one end of a stretch.
var bounding = set("since by through thru until till to from and between before after - –")

// opened reports whether a date at token i can be the label of the sum that
// begins at token to, and not the end of a longer date.
func (p *parser) opened(i, floor, to int) bool {
	switch p.low(i - 1) {
	case "(", ";":
		return true
	case ",":
		return p.low(to-1) == ":"
	}
	return i == floor
}

// budget reads the year of a budget that is the subject of the sentence: "The
// FY 2023 Budget requests $5 billion".
func (p *parser) budget(s *sum, floor int) (part, bool) {
	for i := s.quoteFirst - 1; i >= max(floor, s.quoteFirst-30); i-- {
		w := p.low(i)
		if w != "fy" && w != "fiscal" && !(p.is(i, number) && !fiscalWords[p.low(i-1)]) {
			continue
		}
		if t, ok := p.budgetYear(i); ok && t.last < s.quoteFirst {
			return t, true
		}
	}
	return part{}, false
}

// budgetYear reads the year of a budget at token i.
func (p *parser) budgetYear(i int) (part, bool) {
	value, last, kind := p.years(i)
	if kind != fiscal && kind != yearly {
		return part{}, false
	}
	for k := last; k < last+3; k++ {
		if budgets[p.low(k)] {
			return part{class: calendar, value: value, first: i, last: last}, true
		}
		if !p.is(k, word) || particles[p.low(k)] {
			break
		}
	}
	return part{}, false
}

var fiscalWords = set("fy year years ' ’")

var budgets = set("budget budgets request appropriation appropriations omnibus spending")

// opening reads a phrase that opens the sentence, or a clause of it, before a
// sum: "Since 2017, …", "Over the past two decades …", "Each year, …".
func (p *parser) opening(s *sum, floor int) (part, bool) {
	begin := -1
	if floor == p.tokens[s.first].begin {
		begin = p.skip(floor, introducers, 3)
	}
	for i := max(floor, s.quoteFirst-reach); i < s.quoteFirst; i++ {
		opens := i == begin || begin >= 0 && i == floor || p.clauseStart(i)
		if !opens && p.low(i-1) != "," {
			continue
		}
		t, ok := p.openingAt(i)
		if !ok || t.last > s.quoteFirst || !opens && p.low(t.last) != "," {
			continue
		}
		if !p.intervenes(t, s.quoteFirst) {
			return t, true
		}
	}
	return part{}, false
}

// intervenes reports whether something between an opening and its sum, at
// token to, claims it: another clause, or an event for a single year.
func (p *parser) intervenes(t part, to int) bool {
	for k := t.last; k < to; k++ {
		if p.newClause(k) || t.single && deeds[p.low(k)] {
			return true
		}
	}
	return false
}

// introducers may stand before the phrase that opens a sentence.
var introducers = set("and but also already additionally moreover meanwhile then so far earlier later - – — • * \" “ ” (")

// clauseStart reports whether a clause begins at token i.
func (p *parser) clauseStart(i int) bool {
	switch w := p.low(i - 1); w {
	case ":", ";", "(", "•":
		return true
	case "and", "but":
		return p.low(i-2) == ","
	}
	return p.dash(i-1) && !p.tight(i-1)
}

// openingAt reads a phrase that can open a clause at token i.
func (p *parser) openingAt(i int) (part, bool) {
	switch p.low(i) {
	case "to", "a", "an", "/", "of", "on", "(", ",":
		return part{}, false
	}
	return p.when(i, -2)
}
