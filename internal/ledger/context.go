package ledger

import (
	"strings"

	"communique/internal/clause"
)

// A contextCue is a word near a sum that makes it no funding.
type contextCue struct {
	words  map[string]bool
	reason string
}

// behind are nouns in the sum's own phrase, or in the phrase that hangs on it
// with "in" or "of": "$1.1 trillion in two-way trade".
var behind = []contextCue{
	{words("trade exports export imports import commerce goods"), "trade"},
	{words("gdp economy economies output"), "size of an economy"},
	{words("market markets"), "size of a market"},
	{words("sales revenue revenues turnover profit profits earnings receipts dividends"), "sales or income of companies"},
	{words("damage damages losses loss harm"), "damage"},
	{words("savings"), "savings"},
	{words("wage wages salary salaries pay paychecks paycheck income incomes earnings"), "income of people"},
	{words("price prices copay copays copayment premium premiums deductible fare fares rent rents fee fees"), "price"},
	{words("cost costs"), "cost"},
	{words("deficit deficits debt debts shortfall gap surplus arrears backlog"), "debt, deficit or gap"},
	{words("threshold thresholds ceiling cap limit minimis"), "threshold"},
	{words("fine fines penalty penalties settlement restitution forfeiture judgment fraud"), "fine or penalty"},
	{words("tariffs tariff duties"), "tariff"},
	{words("assets stock stocks wealth reserves deposits valuation"), "worth of something held"},
	{words("cocaine drugs fentanyl narcotics cryptocurrency ransom ransomware"), "worth of something held"},
	{words("tax taxes"), "tax"},
}

// before are words ahead of the sum in its clause.
var ahead = []contextCue{
	{words("threshold thresholds"), "threshold"},
	{words("cost costs costing price priced prices"), "cost"},
	{words("sales revenue revenues turnover"), "sales or income of companies"},
	{words("trade exports imports"), "trade"},
	{words("gdp economy"), "size of an economy"},
	{words("wage wages salary salaries income incomes earning earnings"), "income of people"},
	{words("save saves saved saving savings"), "savings"},
	{words("losing loses lost losses damage damages"), "damage"},
	{words("stock stocks assets"), "worth of something held"},
	{words("debt deficit shortfall gap"), "debt, deficit or gap"},
	{words("fine fines fined penalty penalties"), "fine or penalty"},
	{words("tariff tariffs"), "tariff"},
	{words("seized confiscated forfeited"), "worth of something held"},
	{words("premium premiums copay deductible rent"), "price"},
}

// perUnit are the units of prices and wages.
var perUnit = words(`day hour person dose barrel ton tonne gallon household family student worker pound kilogram kg mwh kwh unit pill vial prescription
	ticket passenger child individual mile night share head veteran borrower acre hectare course patient month week shot insulin trip`)

// context returns why a sum is no funding, or "" for funding.
func (e *Entry) context() string {
	t, s := e.text, e.text.Sentence(e.word)
	if v, ok := value(e.Amount); ok && v.IsZero() {
		return "price"
	}
	np := t.Around(e.word)
	// "US$2 a day", "$35 per month"
	i := e.word + 1
	if low := t.Low(i); (low == "a" || low == "per" || low == "/" || low == "each" || low == "an") && perUnit[t.Low(i+1)] {
		return "price"
	}
	for r := range strings.SplitSeq(e.Period, ";") {
		if (r == "/P1M" || r == "/P1W" || r == "/P1D" || r == "/PT1H") && e.small(100_000) {
			return "price"
		}
	}
	// "businesses valued at less than $100 million"
	if reason := e.limit(np.First); reason != "" {
		return reason
	}
	if reason := e.nounsBehind(np.Last, s.Last); reason != "" {
		return reason
	}
	if reason := e.intoEconomy(np.Last); reason != "" {
		return reason
	}
	if reason := e.changed(); reason != "" {
		return reason
	}
	return e.wordsAhead(e.word, s.First)
}

// intoEconomy reads what something adds to an economy, and stocks of
// investment: "contributes $37 billion to Japan’s GDP", "with $800 billion in
// foreign direct investment".
func (e *Entry) intoEconomy(last int) string {
	t := e.text
	if t.Low(last+1) == "annually" {
		last++
	}
	switch t.Low(last + 1) {
	case "to", "into":
		if !e.adds() {
			return ""
		}
		next := t.Around(last + 2)
		if head := t.Low(next.Last); next.Last > last+1 && (head == "gdp" || head == "economy" || head == "economies") {
			return "size of an economy"
		}
	case "in":
		next := t.Around(last + 2)
		if next.Last-2 <= last || t.Low(next.Last) != "investment" || t.Low(next.Last-1) != "direct" {
			return ""
		}
		for i := e.word - 1; i >= 0 && i > e.word-25; i-- {
			if v := t.VerbAt(i); v >= 0 && (givers[t.Verbs[v].Lemma] || announcing[t.Verbs[v].Lemma] || mobilising[t.Verbs[v].Lemma]) {
				return ""
			}
		}
		return "stock of investment"
	}
	return ""
}

// adds reports a verb of effect, rather than of giving, ahead of the sum.
func (e *Entry) adds() bool {
	for i := e.word - 1; i >= 0 && i > e.word-8; i-- {
		if v := e.text.VerbAt(i); v >= 0 {
			switch e.text.Verbs[v].Lemma {
			case "contribute", "add", "generate", "bring", "boost", "mean", "yield":
				return true
			}
			return false
		}
	}
	return false
}

var changing = words("decrease increase fall rise grow decline drop exceed reach total amount surpass climb double triple average stand")

// changed reads the size of what is no funding: "imports decreased by $582
// million", "medical debt fell by".
func (e *Entry) changed() string {
	t := e.text
	from, to := t.VerbsIn(t.Sentence(e.word))
	for v := to - 1; v >= from; v-- {
		verb := &t.Verbs[v]
		if verb.Last >= e.word {
			continue
		}
		if (verb.Lemma == "need" || verb.Lemma == "require") && verb.Form.Finite() && !verb.Passive && e.word-verb.Last < 4 {
			return "what is needed"
		}
		if !changing[verb.Lemma] && !(verb.Copula && e.word-verb.Last < 4) || e.word-verb.Last > 9 {
			return ""
		}
		p, ok := t.Subject(v)
		if !ok {
			return ""
		}
		for i := p.First; i <= p.Last; i++ {
			for _, cue := range ahead {
				if cue.words[t.Low(i)] && !e.saves(i, i) {
					return cue.reason
				}
			}
		}
		return ""
	}
	return ""
}

func (e *Entry) small(limit int64) bool {
	v, ok := value(e.Amount)
	return ok && v.IntPart() < limit
}

// limit reads thresholds: "valued at less than", "earning under", "more than
// $250,000 a year".
func (e *Entry) limit(first int) string {
	t := e.text
	low := t.Low(first - 1)
	switch {
	case (low == "at" || low == "worth") && (t.Low(first-2) == "valued" || low == "worth") && strings.HasPrefix(strings.ToLower(e.Quote), "less than"):
		return "threshold"
	case low == "earning" || low == "earn" || low == "earns", low == "making" && t.Low(e.word+1) != "available" && t.Low(e.word+1) != "in" && t.Low(e.word+1) != "for" && e.small(2_000_000):
		return "income of people"
	}
	return ""
}

// nounsBehind looks at the nouns of the sum's own phrase and the next.
func (e *Entry) nounsBehind(last, stop int) string {
	t := e.text
	phrases := [][2]int{{e.word + 1, last}}
	end := last
	for n := 0; n < 2; n++ {
		low := t.Low(end + 1)
		if low != "in" && low != "of" && !(low == "worth" && n == 0) || end+2 > stop {
			break
		}
		at := end + 2
		if low == "worth" && t.Low(at) == "of" {
			at++
		}
		next := t.Around(at)
		if next.Last < at {
			break
		}
		phrases = append(phrases, [2]int{at, next.Last})
		end = next.Last
		if n == 0 && low == "in" && t.Low(end+1) != "of" {
			break
		}
	}
	for _, p := range phrases {
		// The head is the last noun; what stands before it only qualifies.
		head := t.Low(p[1])
		if p[1] < p[0] {
			continue
		}
		for _, cue := range behind {
			if cue.words[head] && !e.saves(p[0], p[1]) {
				return cue.reason
			}
		}
	}
	return ""
}

// saves reports qualifiers that make funding of a noun of context: "trade
// finance", "debt relief", "import credit".
func (e *Entry) saves(first, last int) bool {
	for i := first; i <= last+1; i++ {
		switch e.text.Low(i) {
		case "relief", "loan", "loans", "grants", "restructuring", "restructurings", "finance", "financing", "credit", "credits", "assistance", "investment", "investments", "support", "aid", "swap", "swaps", "reserve":
			return true
		}
	}
	return false
}

// wordsAhead looks at the words between the sum and the verb that governs it.
func (e *Entry) wordsAhead(first, start int) string {
	t := e.text
	verbs := 0
	for i := first - 1; i >= start && i > first-16; i-- {
		low := t.Low(i)
		if low == "#" || low == ";" || low == "," && verbs > 0 {
			// "from $A5 million … to $A50 million"
			if low == "#" && t.Low(first-1) == "to" || low == "(" || low == "#" && t.Low(first-1) == "(" {
				continue
			}
			break
		}
		if v := t.VerbAt(i); v >= 0 {
			verb := &t.Verbs[v]
			if i != verb.Main {
				continue
			}
			switch verb.Lemma {
			case "cut", "slash", "eliminate", "rescind", "freeze", "steal", "launder":
				if verb.Form != clause.Participle {
					return "cut or loss"
				}
			case "save", "lose", "cost", "fine", "earn", "sell", "export", "import", "seize", "confiscate", "forfeit", "price":
				for _, cue := range ahead {
					if cue.words[low] {
						return cue.reason
					}
				}
				return map[string]string{"save": "savings", "lose": "damage", "cost": "cost", "fine": "fine or penalty", "earn": "income of people", "sell": "price"}[verb.Lemma]
			}
			if verb.Passive && verb.Form.Finite() && t.Low(i+1) == "from" {
				continue // "the threshold at which consent is required"
			}
			if givers[verb.Lemma] && verb.Lemma != "increase" && verb.Lemma != "expand" && verb.Lemma != "include" {
				return ""
			}
			if measuring[verb.Lemma] {
				continue
			}
			verbs++
			if verbs > 1 {
				return ""
			}
			continue
		}
		for _, cue := range ahead {
			if cue.words[low] && !e.saves(i, i) && (cue.reason == "threshold" || e.linked(i, first)) {
				return cue.reason
			}
		}
	}
	return ""
}

var linking = words("a an the its total average that which value worth combined annual is was are were and about some only just also")

// linked reports whether a noun ahead is what the sum measures: nothing but
// verbs of size and prepositions between them.
func (e *Entry) linked(i, first int) bool {
	t := e.text
	for k := i + 1; k < first; k++ {
		low := t.Low(k)
		if v := t.VerbAt(k); v >= 0 {
			if !measuring[t.Verbs[v].Lemma] && t.Verbs[v].Lemma != "be" && t.Verbs[v].Lemma != "increase" && t.Verbs[v].Lemma != "grow" && t.Verbs[v].Lemma != "rise" {
				return false
			}
			continue
		}
		if low == "," && t.VerbAt(k+1) >= 0 {
			continue
		}
		if low == "," || !t.Preposition(k) && !linking[low] {
			return false
		}
	}
	return true
}

// converts reports whether what stands between and behind two sums says that
// the second is the first in another currency.
func converts(between, behind string) bool {
	between = strings.ToLower(strings.TrimSpace(between))
	behind = strings.TrimSpace(behind)
	opens := strings.HasPrefix(between, "(") || strings.HasPrefix(between, "[")
	inner := strings.TrimSpace(strings.TrimLeft(between, "(["))
	switch inner {
	case "", "about", "approximately", "around", "or", "or about", "equivalent to", "equal to", "roughly", "some", "=", "approx.", "approx", "equivalent to about", "or approximately":
		return opens && (strings.HasPrefix(behind, ")") || strings.HasPrefix(behind, "]") || strings.HasPrefix(behind, "equivalent") || strings.HasPrefix(behind, ",") || strings.HasPrefix(behind, ";") || strings.HasPrefix(behind, "at ")) ||
			inner != "" && inner != "or" && inner != "some"
	case "/", ",or", ", or about", ", or approximately", ", equivalent to", ", or":
		return true
	}
	return false
}
