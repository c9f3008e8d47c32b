package ledger

import "strings"

// purpose returns the words that say for whom or for what a sum is: what
// follows it, from "for", "to" or "in" to the end of the clause.
func (e *Entry) purpose() string {
	t, s := e.text, e.text.Sentence(e.word)
	if e.Place == InCell {
		return e.block.label
	}
	first := -1
	for i := e.word + 1; i <= s.Last && first < 0; i++ {
		switch t.Low(i) {
		case "for", "to", "towards", "toward", "in", "on", "into", "under", "through":
			if e.Amount.PeriodEnd > 0 && t.Words[i].Start < e.Amount.PeriodEnd && t.Words[i].End > e.Amount.PeriodStart {
				continue
			}
			first = i
		case ";", "#":
			return ""
		case "and":
			if t.VerbAt(i+1) >= 0 && t.Verbs[t.VerbAt(i+1)].Form.Finite() {
				return ""
			}
		}
	}
	if first < 0 {
		return ""
	}
	last := first
	for i := first; i <= s.Last; i++ {
		low := t.Low(i)
		if low == ";" || low == "#" || low == "," && i-first > 12 || low == "while" || i-first > 40 {
			break
		}
		if low == "," && i+1 <= s.Last && (t.Low(i+1) == "and" && startsClause(e, i+2, s.Last) || t.Low(i+1) == "which") {
			break
		}
		if low == "and" && startsClause(e, i+1, s.Last) {
			break
		}
		last = i
	}
	// Up to the next sum, the words between belong to that one.
	if t.Low(last+1) == "#" {
		for k := last; k > first && k > last-6; k-- {
			if t.Low(k) == "," {
				last = k - 1
				break
			}
		}
		for last > first && (t.Preposition(last) || function[t.Low(last)] || t.VerbAt(last) >= 0) {
			last--
		}
	}
	for last > first && t.Words[last].Mark && t.Low(last) != ")" {
		last--
	}
	if last-first < 1 {
		return ""
	}
	return strings.Join(strings.Fields(e.block.string[t.Words[first].Start:t.Words[last].End]), " ")
}

var function = words(", and or the a an its their our of with")

// startsClause reports whether a subject and its verb begin at word i.
func startsClause(e *Entry, i, last int) bool {
	t := e.text
	for k := i; k <= last && k < i+6; k++ {
		if v := t.VerbAt(k); v >= 0 {
			return t.Verbs[v].Form.Finite() && k > i
		}
		if t.Preposition(k) {
			return false
		}
	}
	return false
}
