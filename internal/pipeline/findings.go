package pipeline

import (
	"communique/internal/data"
	"communique/internal/deadline"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/number"
	"communique/internal/page"
	"communique/internal/role"
	"communique/internal/workspace"
)

// A knowledge reads what is in the words of documents, with what the site knows
// besides.
type knowledge struct{ workspace.Knowledge }

// ledger reads the funding of a document.
func (k knowledge) ledger(doc *factsheet.Document) *ledger.Ledger {
	return ledger.Extract(doc, ledger.Options{Organisations: k.Organisations})
}

// dates returns what the rules for dates need to know of a document.
func (k knowledge) dates(doc *factsheet.Document) deadline.Options {
	return deadline.Options{Published: doc.Source.Meta.Published, Events: k.Events}
}

// findings reads money, parties, roles and deadlines.
func (k knowledge) findings(doc *factsheet.Document) (page.Findings, []data.Due) {
	l := k.ledger(doc)
	f := page.Findings{Ledger: l, Parties: l.Parties, Roles: role.Find(doc, l.Parties)}
	due := data.FindDue(doc, k.dates(doc))
	for _, d := range due {
		f.Deadlines = append(f.Deadlines, page.Deadline(d))
	}
	return f, due
}

// unclassified warns of each number of a document that no rule knows: it could
// be a sum or a date that was overlooked.
func (k knowledge) unclassified(doc *factsheet.Document) diag.List {
	var out diag.List
	numbers := number.Account(doc, number.Options{Money: money.Options{Published: doc.Source.Meta.Published}, Date: k.dates(doc)})
	for _, n := range numbers {
		if n.Kind == number.Unclassified {
			out = append(out, diag.Warnf(doc.Source.Pos(n.Span.Start), "the number %s is neither money, date, quantity nor name: “%s”", n.Text, n.Near).
				WithHint("see whether a sum or a date was overlooked there"))
		}
	}
	return out
}
