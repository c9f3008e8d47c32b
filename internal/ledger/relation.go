package ledger

import (
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/factsheet"
	"communique/internal/party"
)

// relate decides what the sums of a document have to do with one another. A
// sum is new unless the text, or the arithmetic, says otherwise.
func (x *extractor) relate() {
	all := x.ledger.Entries
	for i, e := range all {
		x.partOf(e, all[:i])
		x.runningTotal(e, all[:i])
	}
	x.tables(all)
	for i, e := range all {
		if e.Relation == New {
			x.totalOf(e, all[:i], all[i+1:])
		}
	}
	for i, e := range all {
		if e.Relation == New || e.Relation == Part {
			x.restated(e, all[:i])
		}
	}
	x.wholes(all)
}

// set notes a relation.
func (e *Entry) set(r Relation, why string, of ...*Entry) {
	e.Relation, e.Why, e.Of = r, why, of
}

// ahead returns the words of the sentence ahead of the sum, in lower case; of a
// long one the last eighty.
func (e *Entry) ahead() string {
	first := max(e.text.Sentence(e.word).First, e.word-80)
	return strings.ToLower(strings.Join(strings.Fields(e.text.String[e.text.Words[first].Start:e.text.Words[e.word].Start]), " "))
}

// between returns the words between two sums of one block.
func between(a, b *Entry) string {
	return strings.ToLower(strings.Join(strings.Fields(a.text.String[a.text.Words[a.word].End:b.text.Words[b.word].Start]), " "))
}

// parts are the words between a whole and its part, or at the start of a
// sentence that tells a part of the one before.
var parts = []string{"including", "of which", "comprised of", "comprising", "consisting of", "which includes", "that includes", "includes", "made up of", "with the first",
	"over half of", "half of which", "such as", "backed by"}

var partOpenings = []string{"this includes", "these include", "of this", "of these", "that includes", "it includes", "this funding includes", "this total includes",
	"the first", "the remaining", "which includes", "this support includes", "the package includes", "this investment includes", "this assistance includes"}

// partOf finds sums that are a part of the sum before them.
func (x *extractor) partOf(e *Entry, earlier []*Entry) {
	whole := x.wholeOf(e, earlier)
	if whole == nil || !larger(whole, e) {
		return
	}
	e.set(Part, "part of "+whole.Quote, whole)
	if e.Payer.Words == "" && whole.Payer.Words != "" {
		e.Payer, e.Class = whole.Payer, whole.Class
		e.Payer.Inferred = true
	}
	if e.verb == "" || e.verb == "include" {
		e.Status = whole.Status
	}
}

func (x *extractor) wholeOf(e *Entry, earlier []*Entry) *Entry {
	for i := len(earlier) - 1; i >= 0; i-- {
		w := earlier[i]
		if w.block != e.block {
			break
		}
		if w.Amount.Currency != e.Amount.Currency || w.Relation == Part && len(w.Of) > 0 && sameSentence(w, e) {
			// A further part of the same whole: "including $5 million for A and
			// $3 million for B".
			if w.Relation == Part && sameSentence(w, e) && w.Amount.Currency == e.Amount.Currency && joined(between(w, e)) {
				return w.Of[0]
			}
			if w.Amount.Currency == e.Amount.Currency {
				return nil
			}
			continue
		}
		if sameSentence(w, e) {
			if first := firstInSentence(e, earlier); first != nil && e.ofThe() {
				return first
			}
			if phrase := firstOf(between(w, e), parts); phrase != "" && !w.block.independent(between(w, e)) {
				return w
			}
			return nil
		}
		if opening := firstPrefix(e.ahead(), partOpenings); opening != "" && adjacentSentence(w, e) {
			return whole(w)
		}
		return nil
	}
	return nil
}

// ofThe reports a sentence that begins "Of the $2.76 billion": what follows are
// its parts.
func (e *Entry) ofThe() bool {
	ahead := e.ahead() + " "
	return strings.HasPrefix(ahead, "of the ") || strings.HasPrefix(ahead, "of this ") || strings.HasPrefix(ahead, "of that ")
}

func firstInSentence(e *Entry, earlier []*Entry) *Entry {
	for _, w := range earlier {
		if sameSentence(w, e) {
			return w
		}
	}
	return nil
}

func whole(e *Entry) *Entry {
	if e.Relation == Part && len(e.Of) == 1 {
		return e.Of[0]
	}
	return e
}

// independent reports words that begin a statement of its own between two
// sums.
func (b *block) independent(between string) bool {
	for _, w := range []string{"in addition", "additionally", "separately", "; ", "also ", "as well as"} {
		if strings.Contains(between, w) {
			return true
		}
	}
	return false
}

// joined reports whether the words between two parts only join them.
func joined(between string) bool {
	return !strings.Contains(between, "will ") && !strings.Contains(between, " has ") && !strings.Contains(between, " have ") && !strings.Contains(between, "announc")
}

func firstOf(s string, phrases []string) string {
	for _, p := range phrases {
		if i := strings.Index(s, p); i >= 0 && (i == 0 || s[i-1] == ' ' || s[i-1] == ',' || s[i-1] == '(') {
			return p
		}
	}
	return ""
}

func firstPrefix(s string, phrases []string) string {
	for _, p := range phrases {
		if strings.HasPrefix(s, p) {
			return p
		}
	}
	return ""
}

func sameSentence(a, b *Entry) bool { return a.block == b.block && a.SentenceSpan == b.SentenceSpan }

// adjacentSentence reports whether b stands in the sentence after a's.
func adjacentSentence(a, b *Entry) bool {
	sa, sb := a.text.Sentence(a.word), b.text.Sentence(b.word)
	return sa.Last+1 == sb.First
}

func larger(a, b *Entry) bool {
	va, oka := value(a.Amount)
	vb, okb := value(b.Amount)
	return oka && okb && va.GreaterThan(vb)
}

// totals are the words that make a sum a running total of what was given so
// far, the new sum included.
var totals = []string{"bringing", "brings", "bring", "brought", "taking", "takes", "for a total", "for a combined", "raising the total", "raises the total", "amounting to a total",
	"reaching a total"}

// runningTotal finds "bringing the total to $5 billion".
func (x *extractor) runningTotal(e *Entry, earlier []*Entry) {
	if e.Relation != New {
		return
	}
	ahead := e.ahead()
	hit := firstOf(ahead, totals)
	if hit == "" || !(strings.Contains(ahead, " to") || strings.Contains(hit, "total") || strings.Contains(hit, "combined")) {
		return
	}
	var of []*Entry
	for i := len(earlier) - 1; i >= 0 && earlier[i].block == e.block; i-- {
		w := earlier[i]
		if w.Amount.Currency == e.Amount.Currency && larger(e, w) && w.Relation == New {
			of = append(of, w)
			break
		}
	}
	e.set(Includes, hit+" … to "+e.Quote, of...)
	if e.Status != Target && !strings.HasPrefix(hit, "for a") {
		e.Status = Historical
	}
}

var totalWords = []string{"total", "totaling", "totalling", "totals", "combined", "altogether", "overall", "in all", "collectively", "aggregate", "cumulative"}

// totalOf finds sums that are the total of others: heads and introductions
// whose figure is exactly what the items below add up to; a sum for several
// years beside the same sum for one; a sum said to be a total.
func (x *extractor) totalOf(e *Entry, earlier, later []*Entry) {
	want, ok := value(e.Amount)
	if !ok {
		return
	}
	if rate := yearly(e, earlier); rate != nil {
		e.set(Includes, "the sum of all years of "+rate.Quote, rate)
		return
	}
	below := x.below(e, later)
	if of := exactly(below, want); of != nil && (saysTotal(e) || len(of) == len(below) && (len(of) > 2 || e.Place != InItem)) {
		e.set(Includes, "the sum of what follows", of...)
		return
	}
	if of := exactly(x.beside(e, earlier), want); of != nil && saysTotal(e) {
		e.set(Includes, "the sum of what stands before", of...)
		return
	}
	if e.Place == InHead && len(below) > 0 && saysTotal(e) {
		e.set(Includes, "the heading says that it is a total", below...)
	}
}

func saysTotal(e *Entry) bool {
	s := e.text.Span(e.text.Sentence(e.word))
	near := strings.ToLower(e.text.String[max(s.Start, e.text.Words[e.word].Start-60):min(s.End, e.text.Words[e.word].End+40)]) + " " + strings.ToLower(e.Quote)
	for _, w := range party.Words(near) {
		for _, tw := range totalWords {
			if w.Low == tw {
				return true
			}
		}
	}
	return false
}

// yearly returns the rate of which e is the total over the years: "$60 million
// per year for ten years … $600 million in total".
func yearly(e *Entry, earlier []*Entry) *Entry {
	want, _ := value(e.Amount)
	for i := len(earlier) - 1; i >= 0 && earlier[i].block == e.block; i-- {
		r := earlier[i]
		v, ok := value(r.Amount)
		if !ok || r.Amount.Currency != e.Amount.Currency || rate(r.Period) != "/P1Y" || v.IsZero() {
			continue
		}
		if q := want.Div(v); q.IsInteger() && q.GreaterThan(decimal.NewFromInt(1)) && q.LessThanOrEqual(decimal.NewFromInt(30)) && sameSentence(r, e) {
			return r
		}
	}
	return nil
}

// below returns the sums that stand under e: of a heading those of its pillar,
// of an introduction or lead-in those of the rest of the pillar or document,
// of a commitment those of its children and its later sentences.
func (x *extractor) below(e *Entry, later []*Entry) []*Entry {
	var out []*Entry
	for _, o := range later[:min(len(later), mostParts)] {
		if o.Amount.Currency != e.Amount.Currency || o.Relation == Part || o.Relation == Includes || o.Rate() != e.Rate() {
			continue
		}
		if o.Status == Historical || o.Status == Target && e.Status != Target {
			continue
		}
		if !x.under(e, o) {
			continue
		}
		out = append(out, o)
	}
	return out
}

func (x *extractor) under(e, o *Entry) bool {
	switch {
	case e.Commitment != nil && o.Commitment != nil:
		if e.Commitment == o.Commitment || descends(o.Commitment, e.Commitment) {
			return true
		}
		// The opening paragraph of a document without headings of its own.
		return e.Commitment.Parent == nil && e.block == x.firstWithSum()
	case e.Pillar == nil || e.Pillar.Implicit && e.Place == InIntro:
		return true
	}
	return o.Pillar == e.Pillar || e.Place == InIntro && x.firstWithSum() == e.block || e.Place == InHead && o.Pillar != nil && e.Pillar != nil && o.Pillar.Level > e.Pillar.Level
}

// firstWithSum returns the block of the first entry of the document.
func (x *extractor) firstWithSum() *block {
	if len(x.ledger.Entries) == 0 {
		return nil
	}
	return x.ledger.Entries[0].block
}

func descends(c, from *factsheet.Commitment) bool {
	for p := c.Parent; p != nil; p = p.Parent {
		if p == from {
			return true
		}
	}
	return false
}

// beside returns the sums ahead of e in its sentence or the one before.
func (x *extractor) beside(e *Entry, earlier []*Entry) []*Entry {
	var out []*Entry
	for i := len(earlier) - 1; i >= 0; i-- {
		w := earlier[i]
		if w.block != e.block {
			break
		}
		if w.Amount.Currency == e.Amount.Currency && w.Relation == New {
			out = append(out, w)
		}
	}
	return out
}

// exactly returns the sums if they, or a leading part of them, add up to a
// value. Two at least; the words of an entry are not asked, so the figures
// must fit to the last digit.
func exactly(list []*Entry, want decimal.Decimal) []*Entry {
	sum, n := decimal.Zero, 0
	for i, o := range list {
		v, ok := value(o.Amount)
		if !ok {
			continue
		}
		sum, n = sum.Add(v), n+1
		if n > 1 && sum.Equal(want) {
			return list[:i+1]
		}
		if sum.GreaterThan(want) {
			return nil
		}
	}
	return nil
}
