package ledger

import (
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/diag"
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
}

// set notes a relation.
func (e *Entry) set(r Relation, why string, of ...*Entry) {
	e.Relation, e.Why, e.Of = r, why, of
}

// ahead returns the words of a sentence ahead of the sum and behind it, in
// lower case.
func (e *Entry) ahead() string {
	s := e.text.Span(e.text.Sentence(e.word))
	return strings.ToLower(strings.Join(strings.Fields(e.text.String[s.Start:e.text.Words[e.word].Start]), " "))
}

func (e *Entry) behind() string {
	s := e.text.Span(e.text.Sentence(e.word))
	return strings.ToLower(strings.Join(strings.Fields(e.text.String[e.text.Words[e.word].End:s.End]), " "))
}

// between returns the words between two sums of one block.
func between(a, b *Entry) string {
	return strings.ToLower(strings.Join(strings.Fields(a.text.String[a.text.Words[a.word].End:b.text.Words[b.word].Start]), " "))
}

// parts are the words between a whole and its part, or at the start of a
// sentence that tells a part of the one before.
var parts = []string{"including", "of which", "comprised of", "comprising", "consisting of", "which includes", "that includes", "includes", "made up of", "with the first",
	"over half of", "half of which", "such as"}

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

// tables finds the totals of tables: rows whose figure is the sum of the rows
// below, or that say so.
func (x *extractor) tables(all []*Entry) {
	byTable := map[*block][]*Entry{}
	var order []*block
	var last *Entry
	var head *block
	for _, e := range all {
		if e.Place != InCell {
			last = nil
			continue
		}
		if last == nil || last.block.table != e.block.table || last.block.head != e.block.head {
			head = e.block
			order = append(order, head)
		}
		byTable[head] = append(byTable[head], e)
		last = e
	}
	for _, b := range order {
		column(byTable[b])
	}
}

// column finds subtotals in a column, from the bottom up, so that a subtotal
// is known when the total above it is looked at.
func column(rows []*Entry) {
	for i := len(rows) - 1; i >= 0; i-- {
		e := rows[i]
		want, ok := value(e.Amount)
		if !ok {
			continue
		}
		if of := run(rows[i+1:], want); of != nil {
			e.set(Includes, "the sum of the rows below", of...)
			continue
		}
		if of := run(reversed(rows[:i]), want); of != nil && totalLabel(e.block.label) {
			e.set(Includes, "the sum of the rows above", of...)
			continue
		}
		if totalLabel(e.block.label) {
			e.set(Includes, "the row says that it is a total", others(rows, e)...)
		}
	}
}

func totalLabel(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "total") || s == "sum"
}

func others(rows []*Entry, e *Entry) []*Entry {
	var out []*Entry
	for _, r := range rows {
		if r != e && r.Relation == New {
			out = append(out, r)
		}
	}
	return out
}

func reversed(rows []*Entry) []*Entry {
	out := make([]*Entry, len(rows))
	for i, r := range rows {
		out[len(rows)-1-i] = r
	}
	return out
}

// run returns the first rows, two at least, that add up to a value exactly;
// subtotals stand for their parts, which are passed over.
func run(rows []*Entry, want decimal.Decimal) []*Entry {
	sum, n := decimal.Zero, 0
	inside := map[*Entry]bool{}
	var of []*Entry
	for _, r := range rows {
		v, ok := value(r.Amount)
		if !ok || inside[r] {
			continue
		}
		if r.Relation == Includes {
			for _, p := range r.Of {
				inside[p] = true
			}
		}
		sum, n = sum.Add(v), n+1
		of = append(of, r)
		switch sum.Cmp(want) {
		case 0:
			if n > 1 {
				return of
			}
		case 1:
			return nil
		}
	}
	return nil
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
	for _, o := range later {
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

// restated finds sums that say again what another entry says.
func (x *extractor) restated(e *Entry, earlier []*Entry) {
	for _, o := range earlier {
		if o.Relation == Restates || !sameSum(e, o) || e.additional() || o.Place == InCell && e.Place == InCell {
			continue
		}
		why := again(e, o)
		if why == "" {
			continue
		}
		// A headline restates the sentence that tells the same in full.
		if o.fragment() && !e.fragment() && o.Relation == New {
			o.set(Restates, why, e)
			return
		}
		e.set(Restates, why, o)
		return
	}
}

// additional reports a sum that comes on top of others.
func (e *Entry) additional() bool {
	q := strings.ToLower(e.Quote) + " "
	near := e.ahead()
	for _, w := range []string{"additional ", "another ", "further ", "extra ", "second "} {
		if strings.Contains(q, w) || strings.Contains(near[max(0, len(near)-30):]+" ", w) {
			return true
		}
	}
	return false
}

// sameSum reports two sums of one figure that may be one and the same.
func sameSum(a, b *Entry) bool {
	if a.Amount.Currency != b.Amount.Currency || a.Rate() != b.Rate() {
		return false
	}
	va, oka := value(a.Amount)
	vb, okb := value(b.Amount)
	return oka && okb && va.Equal(vb) && compatible(a, b)
}

// compatible reports payers that may be the same: equal, or one not named.
func compatible(a, b *Entry) bool {
	if a.Payer.Words == "" || b.Payer.Words == "" || a.Payer.Words == b.Payer.Words {
		return true
	}
	if len(a.Payer.Parties) == 0 || len(b.Payer.Parties) == 0 {
		return len(a.Payer.Parties) == len(b.Payer.Parties) && overlap(content(a.Payer.Words), content(b.Payer.Words)) > 0
	}
	for _, p := range a.Payer.Parties {
		for _, q := range b.Payer.Parties {
			if p == q || p.Country != "" && p.Country == q.Country {
				return true
			}
		}
	}
	return false
}

// again returns why two equal sums are taken for one, or "".
func again(e, o *Entry) string {
	a, b := content(e.near()), content(o.near())
	shared := overlap(a, b)
	smaller := max(min(len(a), len(b)), 1)
	long := digits(e) >= 3
	switch {
	case shared >= 4 && shared*10 >= smaller*4, shared >= 3 && shared*10 >= smaller*5, shared >= 2 && shared*10 >= smaller*7:
		return "the same sum, told in the same words"
	case long && shared >= 2 && shared*10 >= smaller*2, digits(e) >= 4 && shared >= 1:
		return "the same unusual figure for the same thing"
	case e.definite() && (shared >= 2 || e.ofThe() && o.Relation == Includes):
		return "“" + e.lead() + "” points back"
	}
	return ""
}

// near returns the words about a sum: its sentence, at most 40 words.
func (e *Entry) near() string {
	s := e.text.Sentence(e.word)
	first, last := max(s.First, e.word-20), min(s.Last, e.word+25)
	return e.text.String[e.text.Words[first].Start:e.text.Words[last].End]
}

// definite reports a sum that the text takes as known: "the $5 million
// commitment", "this $5 million".
func (e *Entry) definite() bool {
	switch e.lead() {
	case "the", "this", "these", "that", "its", "their", "our":
		return true
	}
	return false
}

func (e *Entry) lead() string { return e.text.Low(e.text.Around(e.word).First) }

// fragment reports a sum in a headline: no finite verb in its sentence, or a
// heading.
func (e *Entry) fragment() bool {
	if e.Place == InHead {
		return true
	}
	s := e.text.Sentence(e.word)
	for v := range e.text.Verbs {
		if f := e.text.Verbs[v]; f.First >= s.First && f.First <= s.Last && f.Form.Finite() {
			return false
		}
	}
	return true
}

// digits returns the number of significant digits of a sum.
func digits(e *Entry) int {
	v, ok := value(e.Amount)
	if !ok {
		return 0
	}
	return len(strings.Trim(strings.ReplaceAll(v.String(), ".", ""), "0"))
}

// warn tells a person where to look: equal sums of one payer that the rules
// took for two, and totals in the text that are not the sum of their parts.
func (l *Ledger) warn() {
	src := l.Document.Source
	for i, e := range l.Entries {
		for _, o := range l.Entries[:i] {
			if e.Relation != New || o.Relation != New || e.additional() || e.Place == InCell || !sameSum(e, o) || digits(e) < 2 {
				continue
			}
			if overlap(content(e.near()), content(o.near())) == 0 {
				continue
			}
			l.Warnings = append(l.Warnings, diag.Warnf(src.Pos(e.Span.Start), "%s is counted beside the same sum in line %d", e.Quote, o.Lines[0]).
				WithHint("if it is the same money, say so in the corrections file of the document"))
			break
		}
	}
	for _, a := range l.Assertions() {
		if a.Holds {
			continue
		}
		l.Warnings = append(l.Warnings, diag.Warnf(src.Pos(a.Entry.Span.Start), "%s is not what its parts come to, which is %s", a.Entry.Quote, a.Sum.String()).
			WithHint("the text may list only some of them; nothing is corrected"))
	}
	l.Warnings.Sort()
}

var stopWords = words(`the and for with that this from will have has been more than over into their its our which also through other new upon under
	united states government administration president biden trump million billion trillion including provide provided support announce announced
	announcing commitment funding investment invest investing investments assistance help would these those they were was are such total additional
	year years today about across between within where first when while each both some some united`)

// content returns the telling words of a text.
func content(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range party.Words(s) {
		if w.Mark || w.Possessive || len(w.Low) < 3 || stopWords[w.Low] || '0' <= w.Low[0] && w.Low[0] <= '9' {
			continue
		}
		out[strings.TrimSuffix(w.Low, "s")] = true
	}
	return out
}

func overlap(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}
