package page

import (
	"strings"

	"communique/internal/ledger"
)

// noMoney is what is said where there is none.
const noMoney = "No sums of money are named in this document."

// maxNamed bounds the payers that the finding names.
const maxNamed = 4

// finding says in a few sentences what the money of a document comes to: "The
// United States has committed $2.5 billion and the Republic of Korea $1.2
// billion. Companies announced more than $25 billion; that is private money and
// is not added."
func finding(f Findings, t totals) string {
	if f.Ledger == nil || len(f.Ledger.Entries)+len(f.Ledger.Vague)+len(f.Ledger.Others) == 0 {
		return noMoney
	}
	said := flowSentences(t.payers, ledger.Public)
	if len(said) == 0 {
		said = append(flowSentences(t.payers, ledger.Mixed), flowSentences(t.payers, ledger.Unclear)...)
	}
	if s := privateSentence(t.private); s != "" {
		said = append(said, s)
	}
	switch {
	case len(said) > 0:
		return strings.Join(said, " ")
	case len(f.Ledger.Entries)+len(f.Ledger.Vague) == 0:
		return "The sums of money that are named in this document are no funding."
	}
	n := len(f.Ledger.Entries) + len(f.Ledger.Vague)
	if n == 1 {
		return "1 sum of money is named, and it cannot be added."
	}
	return number(n) + " sums of money are named, none of which can be added."
}

// classAsides say whose money a sentence is about, where it is not public.
var classAsides = map[ledger.Class]string{
	ledger.Mixed:   "; that is public and private money together",
	ledger.Unclear: "; whose money that is, the words do not say",
}

// flowSentences says what each payer gives of money of a class, of at most two
// kinds.
func flowSentences(list []tally, class ledger.Class) []string {
	var said []string
	for _, flow := range []ledger.Flow{ledger.Commitment, ledger.Announcement, ledger.Loan, ledger.Request, ledger.Aim, ledger.History} {
		s := flowSentence(flow, class, list)
		if s == "" {
			continue
		}
		if said = append(said, s+classAsides[class]+"."); len(said) == 2 {
			break
		}
	}
	return said
}

// flowVerbs say what a payer has done, and what payers have done.
var flowVerbs = map[ledger.Flow][2]string{
	ledger.Commitment:   {"has committed", "have committed"},
	ledger.Announcement: {"has announced", "have announced"},
	ledger.Loan:         {"offers in loans and guarantees", "offer in loans and guarantees"},
	ledger.Request:      {"asks its legislature for", "ask their legislatures for"},
	ledger.Aim:          {"aims at", "aim at"},
	ledger.History:      {"gave earlier", "gave earlier"},
}

// flowSentence says what each payer gives of one kind of money of a class,
// without a full stop; empty where none does.
func flowSentence(flow ledger.Flow, class ledger.Class, list []tally) string {
	var payers []tally // the first total of each
	sums := map[string][]string{}
	for _, t := range list {
		if k := t.total.Kind(); !t.added || k.Flow != flow || k.Class != class {
			continue
		}
		if sums[t.key] == nil {
			payers = append(payers, t)
		}
		sums[t.key] = append(sums[t.key], t.amount())
	}
	var parts []string
	for i, t := range payers {
		who := t.definite()
		switch {
		case i == maxNamed:
			parts = append(parts, count(len(payers)-maxNamed, "other payer")+" more")
			return capital(enumerate(parts))
		case i == 0:
			who += " " + t.verb(flow)
		}
		parts = append(parts, who+" "+enumerate(sums[t.key]))
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(enumerate(parts))
}

// privateSentence says how much private money is named.
func privateSentence(list []tally) string {
	var sums []string
	payers := map[string]bool{}
	for _, t := range list {
		if !t.added {
			continue
		}
		if payers[t.key] = true; len(sums) < maxNamed {
			sums = append(sums, t.amount())
		}
	}
	if len(sums) == 0 {
		return ""
	}
	who := "companies and other private bodies"
	if len(payers) == 1 && list[0].party != nil {
		who = definite(list[0].party)
	}
	if len(payers) > maxNamed || len(payers) > 1 && len(sums) > 1 {
		return capital(who) + " announced " + count(len(list), "sum") + "; that is private money and is not added."
	}
	return capital(who) + " announced " + enumerate(sums) + "; that is private money and is not added."
}

// verb fits what is done to one payer or several.
func (t tally) verb(flow ledger.Flow) string {
	if t.party == nil && (t.name == "" || strings.Contains(t.name, " and ")) {
		return flowVerbs[flow][1]
	}
	return flowVerbs[flow][0]
}

// rateWords writes a rate: "per year", "per case", "each"; empty for a sum as a
// whole.
func rateWords(rate string) string {
	switch {
	case strings.HasPrefix(rate, "/"):
		return periodWords(rate)
	case rate == "per each":
		return "each"
	}
	return rate
}
