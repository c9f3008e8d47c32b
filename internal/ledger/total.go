package ledger

import (
	"cmp"
	"fmt"
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

// Row returns the row of an entry.
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
			pid = "x-" + strings.ToLower(strings.Join(words1(p.Name), "-"))
		}
		if !slices.Contains(ids, pid) {
			ids, names = append(ids, pid), append(names, p.Name)
		}
	}
	if len(ids) == 0 {
		if e.Payer.Words == "" {
			return "", ""
		}
		return "words-" + strings.ToLower(strings.Join(words1(e.Payer.Words), "-")), e.Payer.Words
	}
	slices.Sort(ids)
	return strings.Join(ids, "+"), strings.Join(names, " and ")
}

func words1(s string) []string {
	var out []string
	for _, w := range party.Words(s) {
		if !w.Mark && !w.Possessive && w.Low != "the" {
			out = append(out, w.Text)
		}
	}
	return out
}

// A Left is a row that a total leaves out.
type Left struct {
	Row    Row
	Reason string // in words for a reader
}

// A Total is the sum of rows of one kind. Only Sum makes one.
type Total struct {
	kind   Kind
	upTo   bool
	over   bool
	strict bool // "more than" rather than "at least"
	about  bool
	low    decimal.Decimal
	high   decimal.Decimal
	rows   []Row
	left   []Left
	vague  int
}

// Kind returns what the rows have in common.
func (t Total) Kind() Kind { return t.kind }

// Min returns the lower bound; not valid where the rows only say "up to".
func (t Total) Min() decimal.NullDecimal {
	if t.upTo {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.low)
}

// Max returns the upper bound; not valid where a row says "more than".
func (t Total) Max() decimal.NullDecimal {
	if t.over {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.high)
}

// Qualifier returns the words that the total must carry: Exact, MoreThan,
// AtLeast, UpTo, Range or Approximately. A bound beside a figure that is only
// about right is a bound and about right: see About.
func (t Total) Qualifier() money.Qualifier {
	switch {
	case t.upTo:
		return money.UpTo
	case t.over && t.strict:
		return money.MoreThan
	case t.over:
		return money.AtLeast
	case !t.low.Equal(t.high):
		return money.Range
	case t.about:
		return money.Approximately
	}
	return money.Exact
}

// About reports whether one of the figures is only about right.
func (t Total) About() bool { return t.about }

// Rows returns the rows that are summed, in the order of the source.
func (t Total) Rows() []Row { return slices.Clone(t.rows) }

// Left returns the rows of the same scope and currency that are not summed,
// with the reason.
func (t Total) Left() []Left { return slices.Clone(t.left) }

// Vague returns how many of the rows left out have no figure: "plus 2
// unquantified".
func (t Total) Vague() int { return t.vague }

// String gives the total for a dump: "more than USD 25000000000".
func (t Total) String() string {
	s := t.kind.Currency + " "
	switch t.Qualifier() {
	case money.Range:
		s += t.low.String() + " to " + t.high.String()
	case money.UpTo:
		s = "up to " + s + t.high.String()
	case money.MoreThan:
		s = "more than " + s + t.low.String()
	case money.AtLeast:
		s = "at least " + s + t.low.String()
	default:
		s += t.low.String()
	}
	if t.about {
		s = "about " + s
	}
	if t.vague > 0 {
		s += fmt.Sprintf(" plus %d unquantified", t.vague)
	}
	return s
}

// bucket is a kind, upper bounds apart from the rest.
type bucket struct {
	kind Kind
	upTo bool
}

// Sum adds rows that are alike and returns a total for each kind among them,
// in the order of currency, class, flow and rate. The rows of an empty scope
// give no total. Figures of the past and goals are never added, since they
// overlap; nor is a sum that another row holds or says already.
func Sum(rows []Row) []Total {
	var order []bucket
	totals := map[bucket]*Total{}
	for _, r := range rows {
		if whyNot(r) != "" {
			continue
		}
		b := bucket{r.Kind, upper(r.Qualifier)}
		t := totals[b]
		if t == nil {
			t = &Total{kind: r.Kind, upTo: b.upTo}
			totals[b] = t
			order = append(order, b)
		}
		t.add(r)
	}
	slices.SortStableFunc(order, compareBuckets)
	out := make([]Total, 0, len(order))
	for _, b := range order {
		t := totals[b]
		t.leave(rows)
		out = append(out, *t)
	}
	return out
}

func upper(q money.Qualifier) bool { return q == money.UpTo || q == money.LessThan }

func compareBuckets(a, b bucket) int {
	return cmp.Or(
		cmp.Compare(a.kind.Currency, b.kind.Currency), cmp.Compare(a.kind.Class, b.kind.Class), cmp.Compare(a.kind.Flow, b.kind.Flow),
		cmp.Compare(a.kind.Rate, b.kind.Rate), cmp.Compare(fmt.Sprint(a.upTo), fmt.Sprint(b.upTo)),
	)
}

// whyNot returns why a row enters no total at all, or "".
func whyNot(r Row) string {
	switch {
	case r.Qualifier == money.Vague || !r.Min.Valid && !r.Max.Valid:
		return "it has no figure"
	case r.Relation == Restates:
		return "it says again what is in " + numbers(r.Of)
	case r.Relation == Part:
		return "it is a part of " + numbers(r.Of)
	case r.Relation == Includes && len(r.Of) == 0:
		return "it is a running total of what was given before"
	case r.Relation == Includes:
		return "it is the total of " + numbers(r.Of)
	case r.Kind.Flow == History:
		return "it was given already; figures of the past overlap"
	case r.Kind.Flow == Aim:
		return "it is a goal, not a gift"
	}
	return ""
}

func numbers(of []int) string {
	if len(of) == 0 {
		return "another row"
	}
	s := make([]string, len(of))
	for i, n := range of {
		s[i] = fmt.Sprint(n)
	}
	if len(s) == 1 {
		return "row " + s[0]
	}
	return "rows " + strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}

func (t *Total) add(r Row) {
	t.rows = append(t.rows, r)
	low, high := r.Min.Decimal, r.Max.Decimal
	switch {
	case !r.Min.Valid:
		low = decimal.Zero
	case !r.Max.Valid:
		high = low
		t.over = true
		t.strict = t.strict || r.Qualifier == money.MoreThan
	}
	t.about = t.about || r.Qualifier == money.Nearly || r.Qualifier == money.Approximately
	t.low, t.high = t.low.Add(low), t.high.Add(high)
}

// leave notes the rows of the total's currency that are not in it.
func (t *Total) leave(rows []Row) {
	for _, r := range rows {
		if r.Kind.Currency != t.kind.Currency {
			continue
		}
		reason := whyNot(r)
		switch {
		case reason != "":
			if r.Qualifier == money.Vague && r.Kind.Class == t.kind.Class && r.Kind.Flow == t.kind.Flow {
				t.vague++
			}
		case r.Kind.Class != t.kind.Class:
			reason = "it is " + r.Kind.Class.String() + " money"
		case r.Kind.Flow != t.kind.Flow:
			reason = "it is another kind of money: " + r.Kind.Flow.String()
		case r.Kind.Rate != t.kind.Rate:
			reason = "lump sums and sums that come again are not added"
		case upper(r.Qualifier) != t.upTo:
			reason = "“up to” is a bound of another kind"
		default:
			continue
		}
		t.left = append(t.left, Left{r, reason})
	}
}

// A Group is the totals of the rows of one payer, pillar or flow.
type Group struct {
	Key    string // ID of the payer, number of the pillar, name of the flow
	Name   string
	Rows   []Row
	Totals []Total
}

// ByPayer groups rows by payer, in the order of first mention; rows without a
// known payer come last under an empty key.
func ByPayer(rows []Row) []Group {
	groups := group(rows, func(r Row) (string, string) { return r.Payer, r.PayerName })
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(b2i(a.Key == ""), b2i(b.Key == "")) })
	return groups
}

// ByPillar groups rows by pillar, in the order of the source.
func ByPillar(rows []Row) []Group {
	return group(rows, func(r Row) (string, string) { return r.Document + "/" + r.Pillar, r.Pillar })
}

// ByFlow groups rows by flow.
func ByFlow(rows []Row) []Group {
	groups := group(rows, func(r Row) (string, string) { return r.Kind.Flow.String(), r.Kind.Flow.String() })
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(a.Rows[0].Kind.Flow, b.Rows[0].Kind.Flow) })
	return groups
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func group(rows []Row, by func(Row) (key, name string)) []Group {
	var out []Group
	index := map[string]int{}
	for _, r := range rows {
		key, name := by(r)
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, Group{Key: key, Name: name})
		}
		out[i].Rows = append(out[i].Rows, r)
	}
	for i := range out {
		out[i].Totals = Sum(out[i].Rows)
	}
	return out
}

// An Assertion is a total that the text itself states, held against its parts.
type Assertion struct {
	Entry      *Entry   // the stated total
	Parts      []*Entry // what it says it holds
	Sum        decimal.Decimal
	Complete   bool            // the parts are meant to be all there is
	Holds      bool            // the figures agree, as far as bounds allow
	Difference decimal.Decimal // stated less sum; zero where it holds exactly
}

// Assertions returns the totals stated in the text, and the wholes of which
// the text tells parts, each checked.
func (l *Ledger) Assertions() []Assertion {
	var out []Assertion
	partsOf := map[*Entry][]*Entry{}
	for _, e := range l.Entries {
		if e.Relation == Part && len(e.Of) == 1 {
			partsOf[e.Of[0]] = append(partsOf[e.Of[0]], e)
		}
	}
	for _, e := range l.Entries {
		switch {
		case e.Relation == Includes && len(e.Of) > 1:
			out = append(out, assert(e, e.Of, true))
		case e.Relation == Includes && len(e.Of) == 1 && e.Rate() == e.Of[0].Rate():
			out = append(out, assert(e, e.Of, false))
		case len(partsOf[e]) > 0:
			out = append(out, assert(e, partsOf[e], false))
		}
	}
	return out
}

func assert(e *Entry, parts []*Entry, complete bool) Assertion {
	a := Assertion{Entry: e, Parts: parts, Complete: complete}
	loose := false
	for _, p := range parts {
		v, ok := value(p.Amount)
		if !ok {
			loose = true
			continue
		}
		a.Sum = a.Sum.Add(v)
		loose = loose || p.Amount.Qualifier != money.Exact
	}
	stated, ok := value(e.Amount)
	if !ok {
		a.Holds = true
		return a
	}
	a.Difference = stated.Sub(a.Sum)
	switch q := e.Amount.Qualifier; {
	case !complete:
		a.Holds = !a.Difference.IsNegative() || q == money.MoreThan || q == money.AtLeast
	case q == money.Exact && !loose:
		a.Holds = a.Difference.IsZero()
	case q == money.MoreThan || q == money.AtLeast:
		a.Holds = !a.Difference.IsPositive() || loose
	case upper(q):
		a.Holds = !a.Difference.IsNegative()
	default:
		a.Holds = a.Difference.IsZero() || loose || q == money.Nearly || q == money.Approximately
	}
	return a
}
