package ledger

import "strings"

// purpose returns the words that say for whom or for what a sum is: what
// follows it, from "for", "to" or "in" to the end of the clause; in a table the
// first cell of the row.
func (e *Entry) purpose() string {
	if e.Place == InCell {
		return e.block.label
	}
	t, s := e.text, e.text.Sentence(e.word)
	first := e.purposeStart(s.Last)
	if first < 0 {
		return ""
	}
	last := e.purposeEnd(first, s.Last)
	if last-first < 1 {
		return ""
	}
	return strings.Join(strings.Fields(e.block.string[t.Words[first].Start:t.Words[last].End]), " ")
}

// purposeStart returns the preposition with which the purpose begins, or -1.
func (e *Entry) purposeStart(stop int) int {
	t := e.text
	for i := e.word + 1; i <= stop; i++ {
		switch t.Low(i) {
		case "for", "to", "towards", "toward", "in", "on", "into", "under", "through":
			if e.Amount.PeriodEnd == 0 || t.Words[i].Start >= e.Amount.PeriodEnd || t.Words[i].End <= e.Amount.PeriodStart {
				return i
			}
		case ";", "#":
			return -1
		case "and":
			if v := t.VerbAt(i + 1); v >= 0 && t.Verbs[v].Form.Finite() {
				return -1
			}
		}
	}
	return -1
}

// longestPurpose is how many words a purpose has at most.
const longestPurpose = 40

// purposeEnd returns the last word of the purpose that begins at word first.
func (e *Entry) purposeEnd(first, stop int) int {
	t := e.text
	last := first
	for i := first; i <= stop && i-first <= longestPurpose; i++ {
		low := t.Low(i)
		if low == ";" || low == "#" || low == "while" || low == "," && i-first > 12 {
			break
		}
		if low == "," && (t.Low(i+1) == "and" && startsClause(e, i+2, stop) || t.Low(i+1) == "which") || low == "and" && startsClause(e, i+1, stop) {
			break
		}
		last = i
	}
	if t.Low(last+1) == "#" {
		last = e.giveBack(first, last)
	}
	for last > first && t.Words[last].Mark && t.Low(last) != ")" {
		last--
	}
	return last
}

// giveBack leaves to the next sum the words that belong to it.
func (e *Entry) giveBack(first, last int) int {
	t := e.text
	for k := last; k > first && k > last-6; k-- {
		if t.Low(k) == "," {
			last = k - 1
			break
		}
	}
	for last > first && (t.Preposition(last) || function[t.Low(last)] || t.VerbAt(last) >= 0) {
		last--
	}
	return last
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
