package money

// A Unit is what the head of a table column says of the cells below it: "US$
// million", "Amount (billions)".
type Unit struct {
	Currency string // ISO 4217; where set, a cell that is a number alone is a sum
	Power    int32  // of ten, by which figures without a scale word of their own are multiplied: 9 for "billions"
}

// Heading reads the unit of a column from its head. It reports false where the
// head names neither a currency nor a scale. A scale without a currency says
// nothing of cells without a currency sign: "Population (millions)".
func Heading(head string, o Options) (Unit, bool) {
	if o.Dollar == "" {
		o.Dollar = "USD"
	}
	p := &parser{text: head, tokens: tokenize(head), o: o}
	var u Unit
	for i := range p.tokens {
		if code := p.headCurrency(i); code != "" && u.Currency == "" {
			u.Currency = code
		}
		if power := p.headScale(i); power > 0 && u.Power == 0 {
			u.Power = power
		}
	}
	return u, u != Unit{}
}

// headCurrency returns the currency that token i of a head names, or "".
func (p *parser) headCurrency(i int) string {
	w := p.raw(i)
	if p.is(i, sign) {
		for _, key := range []string{p.raw(i-1) + w, p.raw(i+1) + w} {
			if code := prefixes[key]; code != "" {
				return code
			}
		}
		if codes[p.raw(i-1)] {
			return p.raw(i - 1)
		}
		if code, known := signs[w]; known && code == "" {
			return p.o.Dollar
		}
		return signs[w]
	}
	if codes[w] && !p.is(i+1, sign) {
		return w
	}
	if t, ok := p.named(i); ok && !t.name.minor && !t.name.weight && (!t.name.weak || t.adj) {
		return t.code
	}
	return ""
}

// headScale returns the power of ten that token i of a head names, or 0: a
// plural, or a word or letter beside a currency or in parentheses.
func (p *parser) headScale(i int) int32 {
	w := p.low(i)
	if w == "000" || w == "000s" {
		return 3
	}
	power, ok := scales[w]
	if !ok {
		power, ok = letters[w]
	}
	if !ok || power < 3 {
		return 0
	}
	at := i - 1
	if p.hyphen(at) { // "US$-million"
		at--
	}
	switch {
	case heaps[w], p.is(at, sign), codes[p.raw(at)], p.low(at) == "(" && p.low(i+1) == ")",
		!short[w] && (p.low(at) == "in" || p.headCurrency(i+1) != ""):
		return power
	}
	return 0
}

// cell reads a table cell that is a number alone, or a range of two, where the
// head of the column gives the currency.
func (p *parser) cell() (sum, bool) {
	if p.o.Unit.Currency == "" {
		return sum{}, false
	}
	first := -1
	for i := range p.tokens {
		switch p.tokens[i].kind {
		case word, sign:
			return sum{}, false
		case number:
			if first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return sum{}, false
	}
	s, ok := p.figure(first)
	s.currency, s.signed = p.o.Unit.Currency, true
	s = p.widen(s)
	for i := s.last; i < len(p.tokens); i++ {
		ok = ok && !p.is(i, number) && p.low(i) != "%"
	}
	return s, ok
}
