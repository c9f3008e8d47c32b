package ledger

import (
	"github.com/shopspring/decimal"

	"communique/internal/money"
)

// An Assertion is a total that the text itself states, held against its parts.
type Assertion struct {
	Entry      *Entry   // the stated total
	Parts      []*Entry // what it says it holds
	Sum        decimal.Decimal
	Complete   bool            // the parts are meant to be all there is
	Holds      bool            // the figures agree, as far as bounds allow
	Difference decimal.Decimal // stated less sum; zero where it holds exactly
}

// Assertions returns the totals stated in the text, and the wholes of which
// the text tells parts, each checked.
func (l *Ledger) Assertions() []Assertion {
	var out []Assertion
	partsOf := map[*Entry][]*Entry{}
	for _, e := range l.Entries {
		if e.Relation == Part && len(e.Of) == 1 {
			partsOf[e.Of[0]] = append(partsOf[e.Of[0]], e)
		}
	}
	for _, e := range l.Entries {
		switch {
		case e.Relation == Includes && len(e.Of) > 1:
			out = append(out, assert(e, e.Of, true))
		case e.Relation == Includes && len(e.Of) == 1 && e.Rate() == e.Of[0].Rate():
			out = append(out, assert(e, e.Of, false))
		case len(partsOf[e]) > 0:
			out = append(out, assert(e, partsOf[e], false))
		}
	}
	return out
}

func assert(e *Entry, parts []*Entry, complete bool) Assertion {
	a := Assertion{Entry: e, Parts: parts, Complete: complete}
	loose := false
	for _, p := range parts {
		v, ok := value(p.Amount)
		if !ok {
			loose = true
			continue
		}
		a.Sum = a.Sum.Add(v)
		loose = loose || p.Amount.Qualifier != money.Exact
	}
	stated, ok := value(e.Amount)
	if !ok {
		a.Holds = true
		return a
	}
	a.Difference = stated.Sub(a.Sum)
	switch q := e.Amount.Qualifier; {
	case !complete:
		a.Holds = !a.Difference.IsNegative() || q == money.MoreThan || q == money.AtLeast
	case q == money.Exact && !loose:
		a.Holds = a.Difference.IsZero()
	case q == money.MoreThan || q == money.AtLeast:
		a.Holds = !a.Difference.IsPositive() || loose
	case upper(q):
		a.Holds = !a.Difference.IsNegative()
	default:
		a.Holds = a.Difference.IsZero() || loose || q == money.Nearly || q == money.Approximately
	}
	return a
}
