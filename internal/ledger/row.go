package ledger

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"communique/internal/money"
	"communique/internal/party"
)

// A Row is what a total needs of an entry. Its strings are copies, so that the
// rows of many documents can be kept without the documents.
type Row struct {
	Document  string // slug
	Number    int    // of the entry in its document
	Quote     string
	Line      int
	Pillar    string // number of the pillar, empty for none
	Payer     string // ID of the payer, of an agency that of its government; see PayerOf
	PayerName string
	Min, Max  decimal.NullDecimal
	Qualifier money.Qualifier
	Kind      Kind
	Relation  Relation
	Of        []int // numbers of the entries to which the relation refers
	Why       string
	Telling   string // the telling words about the sum, sorted, parted by spaces: what tells one sum from another of the same size
}

// A Kind is what sums must have in common to be added.
type Kind struct {
	Currency string
	Class    Class
	Flow     Flow
	Rate     string // "/P1Y", "per case"; empty for lump sums
}

// String gives the kind in words: "USD, public commitment, each year".
func (k Kind) String() string {
	s := k.Currency + ", " + k.Class.String() + " " + k.Flow.String()
	if k.Flow == Investment {
		s = k.Currency + ", " + k.Flow.String()
	}
	if k.Rate != "" {
		s += ", " + k.Rate
	}
	return s
}

// row returns the row of an entry.
func (l *Ledger) row(e *Entry) Row {
	r := Row{
		Document: l.Document.Slug, Number: e.Number, Quote: strings.Clone(e.Quote), Line: e.Lines[0],
		Min: e.Amount.Min, Max: e.Amount.Max, Qualifier: e.Amount.Qualifier,
		Kind: Kind{e.Amount.Currency, e.Class, e.Flow, e.Rate()}, Relation: e.Relation, Why: e.Why,
	}
	if e.Pillar != nil {
		r.Pillar = e.Pillar.Number
	}
	r.Payer, r.PayerName = l.PayerOf(e)
	for _, o := range e.Of {
		r.Of = append(r.Of, o.Number)
	}
	r.Telling = strings.Join(slices.Sorted(maps.Keys(e.telling())), " ")
	return r
}

// Rows returns the rows of the ledger, vague sums at the end.
func (l *Ledger) Rows() []Row {
	rows := make([]Row, 0, len(l.Entries)+len(l.Vague))
	for _, e := range append(slices.Clone(l.Entries), l.Vague...) {
		rows = append(rows, l.row(e))
	}
	return rows
}

// PayerOf returns the ID and the name under which the payer of an entry is
// summed: an agency is its government; governments together are one payer of
// their own, since nothing says how they share; whoever the text names without
// being a party goes by those words. Both are empty where nobody is known.
func (l *Ledger) PayerOf(e *Entry) (id, name string) {
	var ids, names []string
	for _, p := range e.Payer.Parties {
		if g := l.Parties.Of(p); g != nil {
			p = g
		}
		pid := p.ID
		if pid == "" {
			pid = "x-" + strings.ToLower(strings.Join(nameWords(p.Name), "-"))
		}
		if !slices.Contains(ids, pid) {
			ids, names = append(ids, pid), append(names, p.Name)
		}
	}
	if len(ids) == 0 {
		if e.Payer.Words == "" || pronouns[strings.ToLower(e.Payer.Words)] {
			return "", ""
		}
		return "words-" + strings.ToLower(strings.Join(nameWords(e.Payer.Words), "-")), e.Payer.Words
	}
	slices.Sort(ids)
	return strings.Join(ids, "+"), strings.Join(names, " and ")
}

// pronouns stand for somebody and name nobody: sums of what "they" give in two
// places are not of one payer.
var pronouns = map[string]bool{"they": true, "it": true, "he": true, "she": true, "we": true, "you": true, "i": true, "this": true, "these": true, "those": true, "which": true, "who": true}

func nameWords(s string) []string {
	var out []string
	for _, w := range party.Words(s) {
		if !w.Mark && !w.Possessive && w.Low != "the" {
			out = append(out, w.Text)
		}
	}
	return out
}
