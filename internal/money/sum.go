package money

import "github.com/shopspring/decimal"

// A sum is an amount while it is being read, in tokens.
type sum struct {
	first, last int // half open
	low, high   decimal.Decimal
	currency    string
	qualifier   Qualifier

	scaled bool // it has a scale word of its own, or shares one
	signed bool // its currency stands before the figure
	bare   bool // that is a dollar sign alone
	plain  bool // a small whole number in figures, which may share a scale word
	power  int32

	quoteFirst, quoteLast int // with its qualifying words
}

// sums finds every sum of the text.
func (p *parser) sums() []sum {
	var sums []sum
	for i := 0; i < len(p.tokens); {
		s, ok := p.sum(i)
		if !ok {
			i++
			continue
		}
		if s.qualifier != Vague {
			s = p.widen(s)
		}
		sums = append(sums, s)
		i = s.last
	}
	if s, ok := p.cell(); ok && len(sums) == 0 {
		return []sum{s}
	}
	p.shareScale(sums)
	return sums
}

// sum reads one sum, without a range, at token i.
func (p *parser) sum(i int) (sum, bool) {
	switch t := &p.tokens[i]; {
	case t.kind == sign:
		if s, ok := p.led(i); ok {
			return s, true
		}
		return p.vague(i)
	case t.kind == number:
		return p.counted(i)
	case t.kind == mark:
		return sum{}, false
	}
	if s, ok := p.led(i); ok {
		return s, true
	}
	if !begins[p.low(i)] {
		return sum{}, false
	}
	if s, ok := p.vague(i); ok {
		return s, true
	}
	return p.counted(i)
}

// begins holds the words that can begin a number or a vague sum; most words
// cannot, and need no further look.
var begins = union(set("a an multi"), keys(units), keys(parts), keys(scales), fused, heaps, some)

// led reads a sum whose currency stands before the figure: "US$ 40m",
// "KRW 340 trillion", "$10 billion USD".
func (p *parser) led(i int) (sum, bool) {
	l, ok := p.lead(i)
	if !ok {
		l, ok = p.leadingName(i)
	}
	if !ok || p.is(i, word) && p.glued(i) && p.is(i-1, word) {
		return sum{}, false
	}
	s, ok := p.figure(l.end)
	if !ok || l.weak && !s.scaled && (s.plain || l.name) {
		return sum{}, false
	}
	s.first, s.currency, s.signed, s.bare = i, l.code, true, l.bare
	p.suffix(&s)
	return s, true
}

// figure reads a number in figures and its scale, for a sum whose currency
// stands before it.
func (p *parser) figure(i int) (sum, bool) {
	q, ok := p.figures(i, true)
	if !ok {
		return sum{}, false
	}
	end := q.end
	if p.low(end) == "+" && p.glued(end) { // "$90+ million"; qualify sees the sign again
		if _, _, ok := p.scale(end+1, true); ok {
			end++
		}
	}
	power, last, scaled := p.scale(end, true)
	if !scaled {
		last, power = q.end, p.o.Unit.Power
	}
	if p.glued(last) && (p.is(last, word) || p.low(last) == "%") {
		return p.hundreds(i, q, last)
	}
	s := sum{first: i, last: last, power: power, scaled: scaled, low: q.value.Shift(power)}
	s.plain = !scaled && !q.grouped && q.value.LessThan(decimal.NewFromInt(1000))
	return s, true
}

// hundreds reads what follows the figure of "$100s of millions", a vague sum.
func (p *parser) hundreds(i int, q quantity, last int) (sum, bool) {
	if p.low(last) != "s" || last != q.end {
		return sum{}, false
	}
	end := last + 1
	if p.low(end) == "of" && scales[p.low(end+1)] >= 3 {
		end += 2
	}
	return sum{first: i, last: end, qualifier: Vague, scaled: true}, true
}

// suffix takes in a currency that is said again behind the figure, and lets it
// decide whose a bare dollar sign is: "$5 million USD", "$5 million (Canadian)".
func (p *parser) suffix(s *sum) {
	at, open := s.last, false
	if p.low(at) == "(" {
		at, open = at+1, true
	}
	t, ok := p.tail(at)
	if !ok && s.bare {
		t, ok = p.nationality(at, open)
	}
	if !ok || t.name.minor || open && p.low(t.end) != ")" || !s.bare && t.code != s.currency {
		return
	}
	if s.bare && t.name.family == "dollar" && !t.adj {
		t.code = s.currency
	}
	s.currency, s.last = t.code, t.end
	if open {
		s.last++
	}
	s.bare = false
}

// nationality reads an adjective alone behind a sum in dollars, where nothing
// follows that it could belong to: "$5 million Canadian, …", "(US)".
func (p *parser) nationality(i int, open bool) (tail, bool) {
	for n := 1; n <= 2; n++ {
		code := issuers[p.words(i, i+n)+" dollar"]
		if code != "" && (open || upper(p.raw(i)) && p.free(i+n)) {
			return tail{code: code, end: i + n, adj: true}, true
		}
	}
	return tail{}, false
}

// counted reads a sum whose currency stands after the figure: "2.5 billion
// USD", "half a billion dollars", "50 cents", "2-3 billion euros".
func (p *parser) counted(i int) (sum, bool) {
	if p.attached(i) {
		return sum{}, false
	}
	q, w, ok := p.quantity(i)
	if !ok {
		return sum{}, false
	}
	s, end, scaled := sum{first: i, low: q.value.Shift(w.power), scaled: true}, w.end, w.ok
	if r, ok := p.rangeOf(i, q, w); ok {
		if !r.low.LessThan(r.high) {
			return sum{}, false
		}
		s.low, s.high, s.qualifier, end, scaled = r.low, r.high, Range, r.end, w.ok || r.scaled
	}
	t, ok := p.tail(end)
	if !ok || q.article && !scaled || !p.credible(i, q, scaled, t) {
		return sum{}, false
	}
	if t.name.minor {
		s.low, s.high = s.low.Shift(-2), s.high.Shift(-2)
	}
	s.last, s.currency = t.end, t.code
	return s, true
}

// attached reports a number that is the tail of another word: "G20",
// "COVID-19", "1/2".
func (p *parser) attached(i int) bool {
	if !p.glued(i) {
		return false
	}
	if p.is(i-1, word) || p.low(i-1) == "/" || p.is(i-1, sign) {
		return true
	}
	return p.is(i, number) && p.tight(i-1) && p.is(i-2, word)
}

// A scaling is a scale word as read, or its absence.
type scaling struct {
	power int32
	end   int // the token after it, or after the number
	ok    bool
}

// quantity reads a number in figures or words and its scale at token i.
func (p *parser) quantity(i int) (quantity, scaling, bool) {
	q, ok := p.figures(i, false)
	if !ok {
		if q, ok = p.written(i); !ok {
			return q, scaling{}, false
		}
	}
	if p.low(q.end) == "+" && p.glued(q.end) {
		q.end++
	}
	w := scaling{end: q.end}
	if exp, end, ok := p.scale(q.end, true); ok {
		w = scaling{power: exp, end: end, ok: true}
	}
	if !w.ok || !q.words {
		return q, w, true
	}
	if f, end, ok := p.andPart(w.end); ok { // "a million and a half"
		q.value, q.article, w.end = q.value.Add(f), false, end
	} else if n, end, ok := p.cardinal(w.end); ok { // "one million two hundred thousand"
		if exp, end, ok := p.scale(end, false); ok && exp < w.power {
			q.value = q.value.Add(decimal.New(n, exp-w.power))
			w.end = end
		}
	}
	return q, w, true
}
