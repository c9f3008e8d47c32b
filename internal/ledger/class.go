package ledger

import (
	"strings"

	"communique/internal/clause"
	"communique/internal/party"
)

// class decides whose money a sum is: by the words beside it ("in private
// finance"), by the payer, and where nobody is named by what is said of it.
func (x *extractor) class(e *Entry, g giving) Class {
	said := e.saidClass()
	lemma := e.lemma(g)
	switch {
	case said == Private && !(g.named && e.payerClass(x, g) == Public && !mobilising[lemma]):
		return Private
	case said == Mixed:
		return Mixed
	}
	if g.named {
		c := e.payerClass(x, g)
		switch {
		case c == Public && mobilising[lemma] && e.Status == Target && said != Public:
			return Mixed
		case c == Public && (mobilising[lemma] || buying[lemma]) && e.state(g) && said != Public:
			return Unclear // a country buys or mobilises: whose money is not said
		case c == Public && e.commercial():
			return Mixed
		}
		return c
	}
	switch {
	case said == Public:
		return Public
	case mobilising[lemma] || e.Status == Target && len(e.Payer.Parties) > 0:
		return Mixed
	case e.Payer.Words != "":
		return e.wordsClass(e.Payer.Words)
	case len(e.Payer.Parties) == 0:
		return Unclear
	}
	for _, p := range e.Payer.Parties {
		if !p.Kind.Public() {
			return Private
		}
	}
	return Public
}

// lemma returns the governing verb in its plain form, empty if there is none.
func (e *Entry) lemma(g giving) string {
	if g.verb >= 0 {
		return e.text.Verbs[g.verb].Lemma
	}
	return ""
}

// saidClass reads what the text says of the money itself, near the sum.
// Unclear means that it says nothing.
func (e *Entry) saidClass() Class {
	t, s := e.text, e.text.Sentence(e.word)
	private, public := false, false
	np := t.Around(e.word)
	// The words of the sum's own phrase, and one or two phrases joined to it.
	last := np.Last
	for k := 0; k < 3 && last+2 <= s.Last; k++ {
		low := t.Low(last + 1)
		if low != "in" && low != "of" && low != "and" && low != "for" {
			break
		}
		if low == "for" && k == 0 {
			break
		}
		next := t.Around(last + 2)
		if next.Last < last+2 || next.First > last+2 {
			break
		}
		last = next.Last
	}
	for i := np.First; i <= last && i <= s.Last; i++ {
		switch low := t.Low(i); {
		case low == "private" || strings.HasPrefix(low, "philanthrop") || low == "corporate" || low == "commercial" && t.Low(i+1) == "investment":
			private = true
		case low == "public" || low == "taxpayer" || low == "federal" || low == "government" && t.Low(i+2) == "led" || low == "governmental":
			public = true
		}
	}
	switch {
	case private && public:
		return Mixed
	case private:
		return Private
	case public:
		return Public
	}
	return Unclear
}

// commercial reports sums of business deals of whole countries.
func (e *Entry) commercial() bool {
	t := e.text
	for i := e.word + 1; i < len(t.Words) && i < e.word+10 && t.VerbAt(i) < 0 && t.Low(i) != ","; i++ {
		if t.Low(i) == "commercial" {
			return true
		}
	}
	return false
}

// state reports whether the payer is a state as such rather than its
// government or an agency.
func (e *Entry) state(g giving) bool {
	for i := g.phrase.First; i <= g.phrase.Last; i++ {
		low := strings.TrimSuffix(e.text.Low(i), "s")
		if low == "government" || low == "administration" {
			return false
		}
	}
	for _, m := range e.text.MentionsIn(g.phrase) {
		if m.Party.Kind != party.Government || m.Office {
			return false
		}
	}
	return true
}

// payerClass classifies a payer that the text names.
func (e *Entry) payerClass(x *extractor, g giving) Class {
	t, p := e.text, g.phrase
	if ourselves[t.Low(p.First)] && p.First == p.Last {
		return Public
	}
	public, private := false, false
	own := privatePhrase(t, p)
	head, attributive := headNoun(t, p)
	if attributive && !own && (head == "partner" || head == "donor" || head == "member") {
		return Unclear
	}
	for _, m := range t.MentionsIn(p) {
		switch {
		case m.Party.Kind == party.Company:
			private = true
		case m.Party.Kind.Public() && !own && !(m.Adjective && m.End < t.Span(p).End && !publicHead(t, p)):
			public = true
		case m.Party.Kind == party.Programme && !m.Party.Unsure:
			public = true
		}
	}
	if own {
		// "public and private partners", "governments and companies"
		private = true
		for i := p.First; i <= p.Last; i++ {
			if _, named := t.MentionAt(i); !named && (publicNouns[t.Low(i)] || t.Low(i) == "public") {
				public = true
			}
		}
	}
	switch {
	case public && private:
		return Mixed
	case public:
		return Public
	case private:
		return Private
	}
	return e.wordsClass(t.Quote(p))
}

// headNoun returns the last noun of a phrase without its plural, and whether
// it stands behind a name that qualifies it: "GCC partners".
func headNoun(t *clause.Text, p clause.Phrase) (string, bool) {
	low := strings.TrimSuffix(t.Low(p.Last), "s")
	_, named := t.MentionAt(p.Last)
	return low, !named
}

// publicHead reports a phrase whose own noun is public: "the GCC countries".
func publicHead(t *clause.Text, p clause.Phrase) bool {
	for i := p.Last; i >= p.First; i-- {
		if publicNouns[t.Low(i)] {
			return true
		}
		if t.Words[i].Mark || t.Words[i].Possessive {
			continue
		}
		_, named := t.MentionAt(i)
		return named
	}
	return false
}

// wordsClass classifies a payer of whom only the words are known.
func (e *Entry) wordsClass(phrase string) Class {
	public, private, vague, name := false, false, false, false
	ws := party.Words(phrase)
	for i, w := range ws {
		switch {
		case i > 1 && len(w.Text) == 2 && w.Text == strings.ToUpper(w.Text) && w.Capital && ws[i-1].Text == ",":
			return Public // "Chicago, IL"
		case privateNouns[w.Low]:
			private = true
		case publicNouns[w.Low] || w.Capital && (states[w.Low] || party.SharedName(w.Text)):
			public = true
		case w.Low == "partner" || w.Low == "partners" || w.Low == "donors" || w.Low == "members" || w.Low == "they" || w.Low == "participants" || w.Low == "sides":
			vague = true
		case w.Capital && programmeNouns[w.Low]:
			public = true
		case w.Capital && !everyday(w.Low):
			name = true
		}
	}
	switch {
	case public && private:
		return Mixed
	case private:
		return Private
	case public:
		return Public
	case vague:
		return Unclear
	case name:
		return Private
	}
	return Unclear
}

// flow follows from status, class and what is said of the money.
func (e *Entry) flow() Flow {
	switch {
	case e.Status == Historical:
		return History
	case e.Status == Target:
		return Aim
	case e.Status == Requested:
		return Request
	case e.lent():
		return Loan
	case e.Class == Private:
		return Investment
	case e.Status == Announced:
		return Announcement
	}
	return Commitment
}

var lending = words(`loan loans guarantee guarantees guaranty bond bonds lending equity insurance reinsurance`)

// lent reports whether the words of the sum say that it is to be paid back, or
// buys a share.
func (e *Entry) lent() bool {
	t := e.text
	np := t.Around(e.word)
	last := np.Last
	if low := t.Low(last + 1); low == "in" || low == "of" {
		if next := t.Around(last + 2); next.Last > last+1 {
			last = next.Last
		}
	}
	for i := np.First; i <= last; i++ {
		if lending[t.Low(i)] {
			return true
		}
	}
	// "a loan of up to $5 million"
	for i := np.First - 2; i >= 0 && i >= np.First-3; i-- {
		if lending[t.Low(i)] && t.Preposition(i+1) {
			return true
		}
	}
	return false
}

// unit returns what a sum is for one of: "case" in "KRW 5 billion/case",
// "each" of awards.
func (e *Entry) unit() string {
	t := e.text
	i := e.word + 1
	switch low := t.Low(i); {
	case low == "each" || low == "apiece":
		return "each"
	case (low == "/" || low == "per") && i+1 < len(t.Words) && rate(e.Period) == "":
		if next := t.Low(i + 1); next != "" && !t.Words[i+1].Mark {
			return next
		}
	}
	return ""
}

// each reports a sum that each of several payers gives: "Germany and France
// each pledged".
func (e *Entry) each(g giving) bool {
	t := e.text
	if g.verb < 0 || t.Verbs[g.verb].First < g.phrase.Last || len(t.MentionsIn(g.phrase)) < 2 {
		return false
	}
	for i := g.phrase.Last + 1; i <= t.Verbs[g.verb].Last; i++ {
		if t.Low(i) == "each" {
			return true
		}
	}
	return false
}

// rate returns the part of a period that makes a sum a rate, "/P1Y".
func rate(period string) string {
	for part := range strings.SplitSeq(period, ";") {
		if strings.HasPrefix(part, "/") {
			return part
		}
	}
	return ""
}
