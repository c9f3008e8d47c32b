package data

import (
	"strings"

	"github.com/shopspring/decimal"
)

type (
	jsonProof struct {
		Document   jsonDocument      `json:"document"`
		Reading    []string          `json:"reading"`
		Totals     []provenTotal     `json:"totals"`
		Assertions []provenAssertion `json:"assertions"`
	}

	provenTotal struct {
		ID      string         `json:"id"`
		Scope   string         `json:"scope"`
		Name    *string        `json:"name"`
		Of      string         `json:"of"` // what the rows have in common
		Words   string         `json:"words"`
		Min     *arithmetic    `json:"min"` // null where there is no such bound
		Max     *arithmetic    `json:"max"`
		Added   []provenRow    `json:"added"`
		LeftOut []provenAbsent `json:"left_out"`
	}

	// arithmetic is a bound of a total and how it comes about.
	arithmetic struct {
		Value string `json:"value"`
		Sum   string `json:"sum"` // "2500000000 + 200000000 = 2700000000"
	}

	provenRow struct {
		Row   int     `json:"row"`
		Line  int     `json:"line"`
		Quote string  `json:"quote"`
		Min   *string `json:"min"`
		Max   *string `json:"max"`
	}

	provenAbsent struct {
		provenRow
		Reason string `json:"reason"`
	}

	provenAssertion struct {
		Stated   provenRow   `json:"stated"`
		Parts    []provenRow `json:"parts"`
		Sum      string      `json:"sum"` // "30 + 20 = 50"
		Less     string      `json:"stated_less_sum"`
		Complete bool        `json:"complete"`
		Holds    bool        `json:"holds"`
	}
)

// Proof returns each total with the rows that it adds, the arithmetic, and the
// rows that it leaves out with the reason, so that a stranger can check it with
// a calculator and the document.
func (b *Book) Proof() ([]byte, error) {
	out := jsonProof{Document: b.jsonDocument(), Reading: reading, Totals: []provenTotal{}, Assertions: []provenAssertion{}}
	for i := range b.Totals {
		out.Totals = append(out.Totals, b.proven(&b.Totals[i]))
	}
	for _, a := range b.Asserted {
		out.Assertions = append(out.Assertions, provenAssertion{
			Stated: b.proofRow(a.Row), Parts: b.proofRows(a.Parts), Sum: b.arithmetic(a.Parts, figureOf).Sum,
			Less: a.Difference.String(), Complete: a.Complete, Holds: a.Holds,
		})
	}
	return encode(out)
}

func (b *Book) proven(t *Total) provenTotal {
	out := provenTotal{
		ID: t.ID, Scope: t.Scope, Name: said(t.Name), Of: t.kind(), Words: t.Words,
		Added: b.proofRows(t.Added), LeftOut: []provenAbsent{},
	}
	if t.Min.Valid {
		out.Min = b.arithmetic(t.Added, leastOf)
	}
	if t.Max.Valid {
		out.Max = b.arithmetic(t.Added, mostOf)
	}
	for _, o := range t.LeftOut {
		out.LeftOut = append(out.LeftOut, provenAbsent{b.proofRow(o.Row), o.Reason})
	}
	return out
}

// kind says what the rows of a total have in common: "USD, public, commitment,
// each year".
func (t *Total) kind() string {
	parts := []string{t.Currency, t.Class, t.Flow}
	if t.Rate != "" {
		parts = append(parts, rateWords(t.Rate))
	}
	return strings.Join(parts, ", ")
}

func (b *Book) proofRow(number int) provenRow {
	r := b.row(number)
	return provenRow{r.Number, r.Lines[0], r.Quote, figure(r.Min), figure(r.Max)}
}

func (b *Book) proofRows(numbers []int) []provenRow {
	rows := make([]provenRow, len(numbers))
	for i, n := range numbers {
		rows[i] = b.proofRow(n)
	}
	return rows
}

// leastOf, mostOf and figureOf are what a row gives to a lower bound, to an
// upper one, and to a sum that is held against what the text states.
func leastOf(r *Row) decimal.Decimal { return r.Min.Decimal }
func mostOf(r *Row) decimal.Decimal  { return r.Max.Decimal }

func figureOf(r *Row) decimal.Decimal {
	if r.Max.Valid {
		return r.Max.Decimal
	}
	return r.Min.Decimal
}

// arithmetic adds a figure of each row, and shows it.
func (b *Book) arithmetic(rows []int, of func(*Row) decimal.Decimal) *arithmetic {
	sum := decimal.Zero
	terms := make([]string, len(rows))
	for i, n := range rows {
		d := of(b.row(n))
		sum = sum.Add(d)
		terms[i] = d.String()
	}
	return &arithmetic{sum.String(), strings.Join(terms, " + ") + " = " + sum.String()}
}
