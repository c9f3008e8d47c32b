package money

// vague reads a sum that names no figure at token i: "multi-billion-dollar",
// "hundreds of millions of euros", "several million dollars". It has a
// currency and no bounds.
func (p *parser) vague(i int) (sum, bool) {
	if p.glued(i) && p.is(i-1, word) {
		return sum{}, false
	}
	var t tail
	var ok bool
	switch w := p.low(i); {
	case p.is(i, sign):
		return p.signedMulti(i)
	case fused[w], w == "multi":
		if end, isMulti := p.multi(i); isMulti {
			t, ok = p.named(p.past(end))
		}
	case heaps[w]:
		t, ok = p.heap(i)
	case some[w], w == "a":
		t, ok = p.several(i)
	case scales[w] >= 3 && !short[w] && !p.is(i-1, number):
		t, ok = p.named(p.past(i + 1)) // "billion-dollar deals", of unknown size
		ok = ok && (!t.name.weak || t.adj)
	}
	if !ok || t.name.minor || t.name.weight && !t.adj && p.weighs(i, t.end) {
		return sum{}, false
	}
	return sum{first: i, last: t.end, currency: t.code, qualifier: Vague}, true
}

// fused are the words for many of a scale.
var fused = set("multimillion multibillion multitrillion multimillions multibillions multithousand")

// multi reads "multi-billion", "multi hundred million" or "multibillion".
func (p *parser) multi(i int) (end int, ok bool) {
	if fused[p.low(i)] {
		return i + 1, true
	}
	at := p.past(i + 1)
	if p.low(i) != "multi" || scales[p.low(at)] < 2 {
		return i, false
	}
	if p.low(at) == "hundred" && scales[p.low(p.past(at+1))] >= 3 {
		at = p.past(at + 1)
	}
	return at + 1, true
}

// signedMulti reads "£multi-million".
func (p *parser) signedMulti(i int) (sum, bool) {
	end, ok := p.multi(i + 1)
	code, known := signs[p.raw(i)]
	if !ok || !known || !p.glued(i+1) {
		return sum{}, false
	}
	if code == "" {
		code = p.o.Dollar
	}
	return sum{first: i, last: end, currency: code, qualifier: Vague}, true
}

// heaps are the plurals that count without a number.
var heaps = set("tens dozens scores hundreds thousands millions billions trillions lakhs crores")

// heap reads "hundreds of millions of euros", with up to four words before the
// name, as in "billions of American Rescue Plan dollars".
func (p *parser) heap(i int) (tail, bool) {
	at := i + 1
	for n := 0; n < 4; n++ {
		of := p.past(at)
		if w := p.low(of); w != "of" && w != "upon" && w != "and" {
			break
		}
		next := p.past(of + 1)
		if !heaps[p.low(next)] && scales[p.low(next)] < 3 {
			break
		}
		at = next + 1
	}
	if t, ok := p.named(at); ok {
		return t, true
	}
	if p.low(p.past(at)) != "of" {
		return tail{}, false
	}
	at = p.past(p.past(at) + 1)
	if t, ok := p.named(at); ok {
		return t, true
	}
	for n := 1; n <= 4 && p.is(at+n-1, word) && !particles[p.low(at+n-1)] && p.low(at+n-1) != "of"; n++ {
		if w := names[p.low(at+n)]; w.family == "dollar" {
			return tail{code: p.o.Dollar, end: at + n + 1, name: w}, true
		}
	}
	return tail{}, false
}

// some are the words for an open number of a scale.
var some = set("several few many couple numerous multiple countless untold")

// several reads "several million dollars", "a few hundred thousand euros",
// "a couple of billion dollars".
func (p *parser) several(i int) (tail, bool) {
	at := i
	if p.low(at) == "a" {
		at++
	}
	if !some[p.low(at)] {
		return tail{}, false
	}
	at++
	if p.low(at) == "of" {
		at++
	}
	n := 0
	for ; n < 3 && scales[p.low(p.past(at))] >= 2 && !short[p.low(at)]; n++ {
		at = p.past(at) + 1
	}
	if n == 0 {
		return tail{}, false
	}
	if p.low(at) == "of" { // "several millions of euros"
		at++
	}
	return p.named(p.past(at))
}
