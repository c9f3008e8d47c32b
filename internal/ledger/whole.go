package ledger

import (
	"regexp"
	"strings"
)

// wholes finds sums that hold what the document details elsewhere, and so may
// not be added to it: the right side of an equation in the text ("new spending
// + baseline = $973B"), and, where a table states a total, the size of the
// whole programme in an introduction ("The $1.2 trillion … Framework").
func (x *extractor) wholes(all []*Entry) {
	total := tableTotal(all)
	for _, e := range all {
		switch {
		case e.Relation != New:
		case equation(e):
			e.set(Includes, "an equation in the text adds it up", detail(total)...)
		case total != nil && e.Place == InIntro && e.Amount.Currency == total.Amount.Currency && programme(e) && larger(e, total):
			e.set(Includes, "the size of the whole programme, of which a table tells the parts", total)
		}
	}
}

// tableTotal returns the largest total that a table states, or nil.
func tableTotal(all []*Entry) *Entry {
	var best *Entry
	for _, e := range all {
		if e.Place == InCell && e.Relation == Includes && (best == nil || larger(e, best)) {
			best = e
		}
	}
	return best
}

func detail(total *Entry) []*Entry {
	if total == nil {
		return nil
	}
	return []*Entry{total}
}

// equation reports a sum behind an equals sign with a plus ahead of it.
func equation(e *Entry) bool {
	ahead := strings.TrimRight(e.block.string[:e.Amount.QuoteStart], " \u00a0")
	if i := strings.LastIndexByte(ahead, '\n'); i >= 0 {
		ahead = ahead[i:]
	}
	return strings.HasSuffix(ahead, "=") && strings.Contains(ahead, "+")
}

var programmeName = regexp.MustCompile(`^[\s\x{a0}]+(?:[A-Z][\w’'&-]*[\s\x{a0}]+){1,6}?(?:Framework|Plan|Program|Programme|Act|Package|Initiative|Law|Strategy|Fund|Partnership|Budget|Deal)\b`)

// programme reports whether a sum stands ahead of the name of a programme.
func programme(e *Entry) bool { return programmeName.MatchString(e.block.string[e.Amount.QuoteEnd:]) }
