package page

import (
	"cmp"
	"slices"
	"strconv"

	"communique/internal/ledger"
	"communique/internal/picture"
)

// A barPicture shows totals of one kind of money as bars on one scale. Its
// figures are those of the table of totals, never added anew.
type barPicture struct {
	Title   string // its finding, as a sentence
	Private bool
	Bars    []barRow
	Grid    []picture.Share // the steps of the scale between its ends
	Axis    []string        // the figures at the steps, nought apart
	Scale   string          // says which scale it is
	Key     []barKey        // what the ends of bars mean, as far as they occur
	Rest    string          // how many bars are left out, and where they are; empty for none
	kind    ledger.Kind
}

// A barRow is one total as label, figure and bar.
type barRow struct {
	Name   link
	Amount string
	Bar    picture.Bar
	Hue    string // class of the pillar's colour; empty for none
}

// A barKey explains one end of a bar, with a sample.
type barKey struct {
	Shape string
	Words string
}

// Bounds on what a page draws; the tables have the rest.
const (
	maxBars     = 10
	maxPictures = 4
)

// keyWords explain the ends that a bar can have. A straight edge needs no words.
var keyWords = map[picture.Shape]string{
	picture.Open:  "a torn edge: at least this much",
	picture.Upper: "a dashed outline: at most this much",
	picture.Span:  "a pale part: from the lower figure to the upper",
	picture.About: "a soft edge: about this much",
}

// A drawer makes pictures of tallies.
type drawer struct {
	name    func(tally) link
	hue     func(tally) string                     // may be nil
	title   func(kind ledger.Kind, b []bar) string // the finding of the bars, the largest first
	private bool
	rest    string // where the bars are that are not drawn
	bars    int    // at most, of one picture; 0 means maxBars
	most    int    // pictures at most; 0 means maxPictures
}

// A bar is a tally about to be drawn.
type bar struct {
	tally
	sum picture.Sum
}

// pictures draws tallies: a picture for each kind of money, since there is no
// scale for two. Kinds with the most totals come first within what is committed,
// announced and so on. A lone total has nothing to stand beside: it is drawn only
// where its bounds are something to see, and where there is no other picture.
func (d drawer) pictures(list []tally) []barPicture {
	var kinds []ledger.Kind
	byKind := map[ledger.Kind][]bar{}
	for _, t := range list {
		if !t.added {
			continue
		}
		k := t.total.Kind()
		if byKind[k] == nil {
			kinds = append(kinds, k)
		}
		byKind[k] = append(byKind[k], bar{t, t.sum()})
	}
	slices.SortStableFunc(kinds, func(a, b ledger.Kind) int {
		return cmp.Or(cmp.Compare(a.Flow, b.Flow), cmp.Compare(a.Class, b.Class), compareBool(a.Rate != "", b.Rate != ""), cmp.Compare(len(byKind[b]), len(byKind[a])))
	})
	var out []barPicture
	for _, k := range kinds {
		bars := byKind[k]
		lone := len(bars) < 2 && (len(out) > 0 || k.Rate != "" || !bars[0].bounds())
		if len(out) == cmp.Or(d.most, maxPictures) || lone {
			continue
		}
		slices.SortStableFunc(bars, func(a, b bar) int { return b.sum.End().Cmp(a.sum.End()) })
		out = append(out, d.picture(k, bars))
	}
	return out
}

func (d drawer) picture(k ledger.Kind, bars []bar) barPicture {
	p := barPicture{Title: d.title(k, bars), Private: d.private, kind: k}
	shown := bars[:min(cmp.Or(d.bars, maxBars), len(bars))]
	sums := make([]picture.Sum, len(shown))
	for i, b := range shown {
		sums[i] = b.sum
	}
	scale := picture.NewScale(sums)
	p.Grid = scale.Grid()
	for _, tick := range scale.Ticks()[1:] {
		p.Axis = append(p.Axis, figure(k.Currency, tick))
	}
	seen := map[picture.Shape]bool{}
	tiny := 0
	for _, b := range shown {
		row := barRow{Name: d.name(b.tally), Amount: capital(b.amount()), Bar: scale.Bar(b.sum)}
		if d.hue != nil {
			row.Hue = d.hue(b.tally)
		}
		if row.Bar.Tiny {
			tiny++
		}
		seen[row.Bar.Shape] = true
		p.Bars = append(p.Bars, row)
	}
	p.Scale = d.scaleWords(k, figure(k.Currency, scale.Top()))
	if tiny > 0 {
		p.Scale += " " + capital(count(tiny, "figure")) + " " + plural(tiny, "is", "are") + " too small for it; a line stands for each."
	}
	for _, s := range []picture.Shape{picture.Open, picture.Upper, picture.Span, picture.About} {
		if seen[s] {
			p.Key = append(p.Key, barKey{s.String(), keyWords[s]})
		}
	}
	if n := len(bars) - len(shown); n > 0 {
		p.Rest = number(n) + " smaller " + plural(n, "one is", "ones are") + " " + d.rest + "."
	}
	return p
}

// scaleWords says what the bars of a picture have in common.
func (d drawer) scaleWords(k ledger.Kind, top string) string {
	s := kindName(k)
	if d.private {
		s = "Private money, apart from all other and on a scale of its own"
	}
	if rate := rateWords(k.Rate); rate != "" {
		s += ", " + rate
	}
	if k.Currency != "" {
		s += ", in " + k.Currency
	}
	return s + "; from nought to " + top + "."
}

// sum returns the bounds of a total as a picture takes them.
func (t tally) sum() picture.Sum {
	return picture.Sum{Min: t.total.Min(), Max: t.total.Max(), About: t.total.About()}
}

// bounds reports whether a total is more than one exact figure.
func (b bar) bounds() bool {
	return b.sum.About || !b.sum.Min.Valid || !b.sum.Max.Valid || !b.sum.Min.Decimal.Equal(b.sum.Max.Decimal)
}

// leads reports whether the first of some bars is larger than every other,
// whatever their bounds leave open.
func leads(bars []bar) bool {
	least := bars[0].sum.Min
	return least.Valid && !slices.ContainsFunc(bars[1:], func(b bar) bool {
		return !b.sum.Max.Valid || b.sum.Max.Decimal.GreaterThanOrEqual(least.Decimal)
	})
}

// payerTitle is the finding of a picture of payers: "The United States has
// committed the most of 2 payers: $2.5 billion."
func payerTitle(k ledger.Kind, bars []bar) string {
	first := bars[0]
	n := count(groupsOf(bars), "payer")
	switch {
	case len(bars) == 1:
		return capital(first.definite()) + " " + first.done(k) + " " + first.amount() + "."
	case leads(bars) && first.key != "":
		return "Of " + n + ", " + first.definite() + " " + first.done(k) + " the most: " + first.amount() + "."
	case first.sum.End().Equal(bars[1].sum.End()):
		return "No figure of " + n + " is above " + figure(k.Currency, first.sum.End()) + "."
	case first.key == "":
		return "The largest figure is " + first.amount() + "; its payer is not named."
	}
	return "The largest figure is " + first.amount() + ", of " + first.definite() + "."
}

// groupsOf counts the payers or pillars of some bars; one may have two bars, a
// sum and a bound.
func groupsOf(bars []bar) int {
	keys := map[string]bool{}
	for _, b := range bars {
		keys[b.key] = true
	}
	return len(keys)
}

// done says what a payer does with a kind of money.
func (t tally) done(k ledger.Kind) string {
	if k.Class == ledger.Private {
		return "announced" // of one company or of several
	}
	return t.verb(k.Flow)
}

// flowPassive says what is done with a kind of money.
var flowPassive = map[ledger.Flow]string{
	ledger.Commitment:   "committed",
	ledger.Announcement: "announced",
	ledger.Investment:   "announced",
	ledger.Loan:         "offered in loans and guarantees",
	ledger.Request:      "asked of a legislature",
}

// pillarTitle is the finding of a picture of pillars.
func pillarTitle(name func(tally) link) func(ledger.Kind, []bar) string {
	return func(k ledger.Kind, bars []bar) string {
		done := flowPassive[k.Flow]
		where := func(b bar) string {
			if b.name == "" {
				return "outside the pillars"
			}
			return "in “" + name(b.tally).Label + "”"
		}
		switch {
		case len(bars) == 1:
			return capital(bars[0].amount()) + " is " + done + ", all of it " + where(bars[0]) + "."
		case leads(bars) && bars[0].name != "":
			return "More is " + done + " " + where(bars[0]) + " than in any other pillar: " + bars[0].amount() + "."
		}
		return "Money is " + done + " in " + count(groupsOf(bars), "pillar") + "; the largest figure, " + bars[0].amount() + ", stands " + where(bars[0]) + "."
	}
}

// payerPictures draws who pays, on the page at path.
func (w *documentWriter) payerPictures(path string, list []tally, private bool) []barPicture {
	return drawer{name: func(t tally) link { return w.payerLink(path, t) }, title: payerTitle, private: private, rest: "in the table"}.pictures(list)
}

// pillarPictures draws in which pillars money stands.
func (w *documentWriter) pillarPictures(path string, list []tally) []barPicture {
	name := func(t tally) link { return w.tallyPillar(path, t) }
	d := drawer{name: name, title: pillarTitle(name), rest: "in the table", hue: w.pillarHue}
	return d.pictures(list)
}

// pillarHue names the colour of the pillar of a tally.
func (w *documentWriter) pillarHue(t tally) string {
	for i, p := range w.doc.Pillars {
		if p.Model.Number == t.name {
			return pillarColour(i, p.Model.Implicit)
		}
	}
	return ""
}

// hue names the colour of the pillar with an index.
func hue(i int) string { return "hue-" + strconv.Itoa(i%12+1) }

// overview draws what is committed, for a page that is not about money, and
// returns the totals that it does not draw.
func overview(name func(tally) link, list []tally) (drawn []barPicture, rest []tally) {
	drawn = drawer{name: name, title: payerTitle, rest: "on the page of the money", bars: 6, most: 2}.pictures(committed(list))
	for _, t := range list {
		if t.added && !slices.ContainsFunc(drawn, func(p barPicture) bool { return p.kind == t.total.Kind() }) {
			rest = append(rest, t)
		}
	}
	return drawn, rest
}

// committed returns the tallies of committed money.
func committed(list []tally) []tally {
	var out []tally
	for _, t := range list {
		if t.added && t.total.Kind().Flow == ledger.Commitment && t.total.Kind().Rate == "" {
			out = append(out, t)
		}
	}
	return out
}
