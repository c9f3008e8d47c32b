package ledger

import (
	"strings"

	"communique/internal/diag"
	"communique/internal/party"
)

// restated finds sums that say again what another entry says.
func (x *extractor) restated(e *Entry, earlier []*Entry) {
	if e.additional() {
		return
	}
	same := 0
	for _, o := range earlier {
		if same > mostSame || o.Relation == Restates || !sameSum(e, o) || o.Place == InCell && e.Place == InCell {
			continue
		}
		same++
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

// mostParts is how many sums after one are tried as its parts.
const mostParts = 500

// mostSame is how many equal sums one is compared with.
const mostSame = 64

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
	a, b := e.telling(), o.telling()
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

// telling returns the telling words about a sum.
func (e *Entry) telling() map[string]bool {
	if e.words == nil {
		e.words = content(e.near())
	}
	return e.words
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
	from, to := e.text.VerbsIn(e.text.Sentence(e.word))
	for v := from; v < to; v++ {
		if e.text.Verbs[v].Form.Finite() {
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
		for _, o := range l.Entries[max(0, i-mostSame):i] {
			if e.Relation != New || o.Relation != New || e.Place == InCell || !sameSum(e, o) || digits(e) < 2 || e.additional() {
				continue
			}
			if overlap(e.telling(), o.telling()) == 0 {
				continue
			}
			l.Warnings = append(l.Warnings, diag.Warnf(src.Pos(e.Span.Start), "%s is counted beside the same sum in line %d", e.Quote, o.Lines[0]).
				WithHint("read both sentences: if it is the same money, the total that holds both is too high"))
			break
		}
	}
	for _, a := range l.Assertions() {
		if a.Holds {
			continue
		}
		l.Warnings = append(l.Warnings, diag.Warnf(src.Pos(a.Entry.Span.Start), "%s is not what its parts come to, which is %s %s", a.Entry.Quote, a.Entry.Amount.Currency, a.Sum.String()).
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
