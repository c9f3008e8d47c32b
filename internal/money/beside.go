package money

// A lead is the currency that stands before a number.
type lead struct {
	code string
	end  int  // the token of the number
	bare bool // a dollar sign with nothing to say whose
	weak bool // the number must show that it is a sum
	name bool // it is a name: only a scale word shows that
}

// lead reads a currency sign, code or abbreviation at token i, before a number.
func (p *parser) lead(i int) (lead, bool) {
	switch {
	case p.is(i, sign):
		return p.leadingSign(i)
	case !p.is(i, word), !p.is(i+1, sign) && !p.is(i+1, number) && p.low(i+1) != ".":
		return lead{}, false
	}
	w := p.raw(i)
	code, known := aliases[w]
	if codes[w] {
		code, known = w, true
	}
	if p.is(i+1, sign) {
		by := prefixes[w+p.raw(i+1)]
		if by == "" && codes[w] || by != "" && !p.glued(i+1) && !apart[w] {
			by = code
		}
		return lead{code: by, end: i + 2}, by != "" && p.is(i+2, number)
	}
	if !known {
		return lead{}, false
	}
	end := i + 1
	if w == "Rs" && p.low(end) == "." && p.glued(end) {
		end++
	}
	return lead{code: code, end: end, weak: !plain[w]}, p.is(end, number) && (w != "R" || p.glued(end))
}

// leadingSign reads a currency sign at token i and the letters that may follow.
func (p *parser) leadingSign(i int) (lead, bool) {
	s := p.raw(i)
	code, known := signs[s]
	if !known {
		return lead{}, false
	}
	if p.is(i+1, word) && p.glued(i+1) && p.is(i+2, number) {
		w := p.raw(i + 1)
		if by := prefixes[w+s]; by != "" {
			return lead{code: by, end: i + 2}, true
		}
		if codes[w] {
			return lead{code: w, end: i + 2}, true
		}
		return lead{}, false
	}
	if code == "" {
		return lead{code: p.o.Dollar, end: i + 1, bare: true}, p.is(i+1, number)
	}
	return lead{code: code, end: i + 1}, p.is(i+1, number)
}

// leadingName reads a name that only one country has, or its nationality and
// the name, at token i before a number: "US dollars 40 million".
func (p *parser) leadingName(i int) (lead, bool) {
	if !p.is(i, word) || !upper(p.raw(i)) {
		return lead{}, false
	}
	t, ok := p.named(i)
	ok = ok && (t.adj || t.code == "EUR") && !t.name.minor && p.is(t.end, number)
	return lead{code: t.code, end: t.end, weak: true, name: true}, ok
}

// A tail is the currency that stands after a number.
type tail struct {
	code string
	end  int  // the token after it
	name name // the zero name for a code or sign
	adj  bool // the name has its nationality
}

// tail reads a name, code or sign at token i, after a number; a hyphen may
// stand before a name.
func (p *parser) tail(i int) (tail, bool) {
	if t, ok := p.named(p.past(i)); ok {
		return t, true
	}
	w := p.raw(i)
	if codes[w] {
		return tail{code: w, end: i + 1, name: name{weak: !plain[w]}}, true
	}
	if code := aliases[w]; len(w) > 2 && code != "" {
		return tail{code: code, end: i + 1, name: name{weak: true}}, true
	}
	if trailing[p.low(i)] && !(p.is(i+1, number) && p.glued(i+1)) {
		if code := signs[w]; code != "" {
			return tail{code: code, end: i + 1}, true
		}
		return tail{code: aliases[w], end: i + 1, name: name{weak: true}}, aliases[w] != ""
	}
	return tail{}, false
}

// named reads the name of a currency at token i, with the nationality or the
// neutral words before it.
func (p *parser) named(i int) (tail, bool) {
	for n := 3; n >= 0; n-- {
		w, ok := names[p.low(i+n)]
		if !ok || p.composite(i+n) {
			continue
		}
		t := tail{code: w.code, end: i + n + 1, name: w}
		if n > 0 && !(n == 1 && neutral[p.low(i)]) {
			if t.code = issuers[p.words(i, i+n)+" "+w.family]; t.code == "" {
				continue
			}
			t.adj = true
		}
		if w.weight && p.low(t.end) == "sterling" {
			t.code, t.adj, t.end = "GBP", true, t.end+1
		}
		if !t.adj {
			t.code = p.home(w, i)
		}
		return t, t.code != ""
	}
	return tail{}, false
}

// composite reports a name that is the first part of another word, as in
// "Euro-Atlantic".
func (p *parser) composite(i int) bool {
	return p.hyphen(i+1) && upper(p.raw(i)) && upper(p.raw(i+2))
}

// home decides whose currency a name without nationality is: for dollars and
// cents the publisher's, for others that of the nearest country named in the
// sentence which has one of the name.
func (p *parser) home(w name, i int) string {
	switch w.family {
	case "":
		return w.code
	case "dollar", "cent":
		return p.o.Dollar
	}
	if code := p.issuerNear(i, w.family); code != "" {
		return code
	}
	return w.code
}

// issuerNear looks for a country with a currency of a family in the clause
// around token i, backwards first.
func (p *parser) issuerNear(i int, family string) string {
	first := max(p.tokens[i].begin, i-40)
	for k := i - 1; k >= first && p.low(k) != ";"; k-- {
		if code := p.issuer(k, family); code != "" {
			return code
		}
	}
	for k := i; k < min(len(p.tokens), i+20) && p.low(k) != ";"; k++ {
		if code := p.issuer(k, family); code != "" {
			return code
		}
		if p.tokens[k].stop {
			break
		}
	}
	return ""
}

func (p *parser) issuer(k int, family string) string {
	if !p.is(k, word) || !upper(p.raw(k)) {
		return ""
	}
	for n := 3; n >= 1; n-- {
		if code := issuers[p.words(k, k+n)+" "+family]; code != "" {
			return code
		}
	}
	return ""
}

// words joins tokens with spaces, in lower case.
func (p *parser) words(from, to int) string {
	s := p.low(from)
	for i := from + 1; i < to; i++ {
		s += " " + p.low(i)
	}
	return s
}
