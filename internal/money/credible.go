package money

// credible decides whether a number at token i and a name behind it are a sum
// at all.
func (p *parser) credible(i int, q quantity, scaled bool, t tail) bool {
	switch {
	case acronyms[p.raw(t.end-1)] && !p.free(t.end):
		return false // "4 million IDR borrowers"
	case t.name.weak && !t.adj && !scaled && (!q.grouped || t.name.family == "won"):
		return false
	case t.name.family == "won" && !t.adj && winners[p.low(t.end)]:
		return false // "5 million won the prize"
	case t.name.weak && upper(p.raw(t.end-1)) && len(t.name.code) > 0:
		return false // "RAND", "Won": a name of something else
	case t.name.weight && !t.adj:
		return scaled && !p.weighs(i, t.end)
	case q.year && !scaled && t.name.family == "dollar":
		return !constantPrices[p.low(i-1)]
	}
	return true
}

// acronyms are codes that stand for other things before a noun.
var acronyms = set("AED AMD BAM COP IDR MAD MOP PEN SAR SOS")

// winners may follow the verb "won", not the currency.
var winners = set("the a an their his her its our this that these both all more")

// constantPrices are the words before a year whose dollars are a measure of
// value, as in "in 2008 dollars".
var constantPrices = set("in ( constant real of fiscal fy year inflation-adjusted")

// weighs decides whether "20 million pounds", which end before token end, are
// a weight. They are money only where nothing is weighed ("pounds of plastic")
// and the sentence speaks of Britain or of payment.
func (p *parser) weighs(i, end int) bool {
	if p.low(end) == "of" && !funds[p.low(end+1)] && !funds[p.low(end+2)] {
		return true
	}
	if p.issuerNear(i, "pound") != "" {
		return false
	}
	for k := max(p.tokens[i].begin, i-30); k < min(len(p.tokens), end+15); k++ {
		if funds[p.low(k)] {
			return false
		}
		if k >= end && p.tokens[k].stop {
			break
		}
	}
	return true
}

// funds are words of payment.
var funds = set(`fund funds funded funding invest invests invested investing investment investments pledge pledges
	pledged pledging grant grants loan loans loaned lend lent budget budgets cost costs costing spend spends spending spent
	pay pays paid paying payment payments finance finances financed financing aid contribute contributes contributed
	contributing contribution worth money capital price revenue support assistance raise raised raises commit committed
	commits debt bonds tax taxes`)
