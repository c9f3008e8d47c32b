package ledger

import (
	"strings"

	"communique/internal/clause"
	"communique/internal/party"
)

// meant answers for "they" and "it" with the subject before: "ten foundations
// announced they have committed".
func (q *query) meant(p clause.Phrase) clause.Phrase {
	if p.First != p.Last {
		return p
	}
	switch q.Low(p.First) {
	case "they", "it", "he", "she":
	default:
		return p
	}
	_, to := q.VerbsIn(q.s)
	for v := to - 1; v >= 0 && v > to-farthest; v-- {
		if q.Verbs[v].First >= p.First || !q.Verbs[v].Form.Finite() {
			continue
		}
		s, ok := q.Subject(v)
		if ok && s.First < p.First && q.worthy(s) {
			return s
		}
	}
	return p
}

// tidy cuts a payer's phrase down to the name: no relative clause, no leading
// quantity.
func (q *query) tidy(p clause.Phrase) clause.Phrase {
	for p.First < p.Last && (q.Low(p.First) == "and" || q.Low(p.First) == "," || q.Low(p.First) == "both") {
		p.First++
	}
	if w := q.Words[p.First]; p.First == p.Last && len(w.Text) == 2 && w.Capital && w.Text == strings.ToUpper(w.Text) && p.First-2 >= q.s.First && q.Low(p.First-1) == "," && q.Words[p.First-2].Capital {
		p.First = q.Around(p.First - 2).First // "Chicago, IL"
	}
	for i := p.First; i <= p.Last; i++ {
		if q.Words[i].Possessive && q.Low(i+1) == "(" && i > p.First {
			p.Last = i - 1 // "Amazon Web Services’ (AWS’)"
			break
		}
		if q.Low(i) == "#" {
			// The sum itself is in the phrase: what is before it names.
			if i == p.First {
				p.First++
			} else {
				p.Last = i - 1
			}
			break
		}
	}
	return p
}

// states are parts of a federation that texts of their government name
// without one.
var states = words(`alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky
	louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee
	texas utah vermont virginia washington wisconsin wyoming queensland victoria tasmania scotland wales ontario quebec alberta manitoba
	saskatchewan`)

// worthy reports whether a phrase names somebody who can pay.
func (q *query) worthy(p clause.Phrase) bool {
	if p.First > p.Last {
		return false
	}
	if q.Actor(p) {
		return true
	}
	for _, m := range q.MentionsIn(p) {
		if m.Party.Unsure && m.End >= q.Span(p).End-1 {
			return true
		}
	}
	last := strings.TrimSuffix(q.Low(p.Last), "s")
	if programmeNouns[q.Low(p.Last)] || programmeNouns[last] || q.Words[p.Last].Possessive {
		return false
	}
	for _, m := range q.MentionsIn(p) {
		if m.Party.Kind == party.Programme && !m.Party.Unsure && m.End >= q.Span(p).End {
			return false
		}
	}
	// A name of capitals that nobody has introduced: a company as a rule.
	capital := false
	if p.First == p.Last && q.x.common(q.Words[p.First]) || regions[q.Low(p.Last)] {
		return false
	}
	for i := p.First; i <= p.Last; i++ {
		w := &q.Words[i]
		if w.Capital && (i > q.s.First || !everyday(w.Low)) {
			capital = true
		} else if !w.Mark && !nameSmall[w.Low] && i > p.First && i == p.Last {
			return false
		}
	}
	return capital && q.Words[p.Last].Capital
}

var nameSmall = words("of and for the de al & a an")

// regions are parts of the world: names that give nothing.
var regions = words(`africa asia europe pacific indo-pacific america americas caribbean east west north south oceania arctic atlantic mediterranean
	sahel hemisphere peninsula region balkans world u.s`)

// common reports a word that the document also has without a capital, or that
// has the ending of an abstract noun: no name, though a sentence begins with it.
func (x *extractor) common(w party.Word) bool {
	if x.lower == nil {
		x.lower = map[string]bool{}
		for _, b := range x.ledger.blocks {
			words, _ := x.ledger.Parties.Read(b.string)
			for _, w := range words {
				if !w.Capital && !w.Mark {
					x.lower[w.Low] = true
				}
			}
		}
	}
	if x.lower[w.Low] {
		return true
	}
	for _, end := range []string{"tion", "ment", "ance", "ence", "ings", "ships", "ities", "tions", "ments"} {
		if strings.HasSuffix(w.Low, end) && len(w.Low) > 6 {
			return true
		}
	}
	return false
}

// everyday reports a word that has a capital only because a sentence begins.
func everyday(low string) bool {
	switch low {
	case "this", "these", "those", "that", "the", "a", "an", "it", "funding", "investments", "investment", "projects", "awards", "grants", "new",
		"additional", "total", "overall", "federal", "such", "other", "both", "activities", "programs", "efforts", "support", "resources":
		return true
	}
	return false
}

// law reports whether a phrase is a named law or programme that gives: "the
// Inflation Reduction Act’s program will invest".
func (q *query) law(p clause.Phrase, g giving) bool {
	if g.verb < 0 || !givers[q.Verbs[g.verb].Lemma] || mobilising[q.Verbs[g.verb].Lemma] || !q.Verbs[g.verb].Form.Finite() {
		return false
	}
	capitals := 0
	for i := p.First; i <= p.Last; i++ {
		if q.Words[i].Capital && i > q.s.First || q.Words[i].Capital && !everyday(q.Low(i)) {
			capitals++
		}
	}
	return capitals >= 2 && q.Words[p.Last].Capital
}
