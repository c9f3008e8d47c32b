package deadline

import (
	"slices"
	"strings"
	"time"
)

// A Form says how a date binds.
type Form uint8

const (
	FormDeadline Form = iota // by, before, no later than, from a date on
	FormEvent                // a meeting, an opening, a planned date
	FormPeriod               // over five years, annually, this decade
)

var formNames = [...]string{"deadline", "event", "period"}

// String gives the word that the program prints for a form.
func (f Form) String() string { return formNames[f] }

// A Deadline is a time that binds something still to come on the day of
// publication, or over which an undertaking runs.
type Deadline struct {
	Start, End int // byte offsets in the text, half open
	Form       Form
	ISO        string // as in Date
	Event      string // the event it hangs on, empty for none
	Target     bool   // it is the name of a goal: "2030 targets"

	// Earliest and Latest bound when it falls; zero where the text and the
	// day of publication do not say.
	Earliest, Latest Point
}

// Over reports whether the deadline has passed on a day: the last day that it
// can mean lies before. One whose end is not known is never over.
func (d Deadline) Over(day time.Time) bool {
	return !d.Latest.IsZero() && d.Latest.Last().Before(dayOf(day).First())
}

// Due finds the dates of a text and picks from them what [Deadlines] does, with
// one reading of the text.
func Due(text string, o Options) []Deadline {
	p := newReader(text, o)
	p.find()
	if len(p.found) == 0 && !o.Events.near(text) {
		return nil
	}
	return readerOf(text, p.tokens, o).deadlines(p.found)
}

// Deadlines picks from the dates that [Find] found in the text, with the same
// options, those that bind something still to come. Past deeds, history and
// terms of comparison ("2005 levels") are left out.
func Deadlines(text string, dates []Date, o Options) []Deadline {
	if len(dates) == 0 && !o.Events.near(text) {
		return nil
	}
	return newReader(text, o).deadlines(dates)
}

func (p *reader) deadlines(dates []Date) []Deadline {
	var out []Deadline
	goals := map[string]bool{}
	for i := 0; i < len(dates); i++ {
		d, n := p.joined(dates, i)
		i += n
		if d.Kind == KindTarget {
			if goals[d.ISO] {
				continue // the same goal again
			}
			goals[d.ISO] = true
		}
		if form, ok := p.binds(d); ok {
			out = append(out, Deadline{Start: d.Start, End: d.End, Form: form, ISO: d.ISO, Event: d.Event,
				Target: d.Kind == KindTarget, Earliest: d.Earliest, Latest: d.Latest})
		}
	}
	return p.withEvents(out, dates)
}

// joined returns the date at i, together with the date of its event where that
// follows: "before our next meeting, in February 2000". It also returns how
// many dates of the list it took in.
func (p *reader) joined(dates []Date, i int) (Date, int) {
	d := dates[i]
	if i+1 == len(dates) {
		return d, 0
	}
	next := dates[i+1]
	words := p.tokens[p.tokenAt(d.End):p.tokenAt(next.Start)]
	switch {
	case d.Kind == KindPeriod && strings.HasPrefix(d.ISO, "P") && strings.HasPrefix(next.ISO, "../"): // "for five years, to 2026"
		if len(words) > 1 {
			return d, 0
		}
	case d.Event != "" && d.Kind != KindDate && (next.Kind == KindDate || next.Kind == KindPeriod):
		if len(words) > 3 || slices.ContainsFunc(words, func(t token) bool { return !joins[t.word] }) {
			return d, 0
		}
		d.Earliest, d.ISO = next.Earliest, next.ISO
	default:
		return d, 0
	}
	d.End, d.Latest, d.aim = next.End, next.Latest, future
	return d, 1
}

// joins are what may stand between an event and its date.
var joins = words("in on the of during , (")

// tokenAt returns the index of the token that begins at or behind the offset.
func (p *reader) tokenAt(offset int) int {
	i, _ := slices.BinarySearchFunc(p.tokens, offset, func(t token, o int) int { return t.start - o })
	return i
}

// binds reports whether a date binds something still to come, and how.
func (p *reader) binds(d Date) (Form, bool) {
	i, next := p.tokenAt(d.Start), p.tokenAt(d.End)
	if d.aim == past || p.behindUs(d) || p.comparison(i, next) || d.Kind == KindDate && p.modifies(d, i, next) {
		return 0, false
	}
	switch d.Kind {
	case KindDeadline:
		return FormDeadline, !p.told(i, next) || p.ahead(d)
	case KindTarget:
		return FormDeadline, true
	case KindStart:
		return FormDeadline, p.ahead(d) || d.Earliest.IsZero() && !p.told(i, next)
	case KindFrequency:
		return FormPeriod, p.recurs(i, next)
	case KindPeriod:
		return FormPeriod, p.runs(d, i, next)
	}
	form := FormEvent
	if strings.HasPrefix(d.ISO, "FY") || strings.HasSuffix(d.ISO, "X") {
		form = FormPeriod
	}
	return form, p.ahead(d) || p.present(d, i, next)
}

// modifies reports whether a year only tells one thing from others of its kind,
// as in "the FY2021 budget request", "the Clean Air Act of 2022".
func (p *reader) modifies(d Date, i, next int) bool {
	if len(d.ISO) > 6 || d.Event != "" || p.at(next-1).class&digits == 0 { // no year, or one with its occasion
		return false
	}
	if p.is(i-1, "of") && p.at(i-2).caps {
		return true
	}
	if p.is(i-1, "(") && p.is(next, ")") && strings.HasPrefix(d.ISO, "FY") {
		return true
	}
	if p.is(i-1, "in", "for", "during", "through", "throughout", "by") {
		return false
	}
	if p.is(next, "(") && p.is(next+1, "fy") {
		next += 4
	}
	t := p.at(next)
	return t.word != "" && t.class&(function|punctuation|determiner|adverbEvery) == 0
}

// behindUs reports whether all that a date can mean is past on the day of
// publication.
func (p *reader) behindUs(d Date) bool {
	if p.published.IsZero() {
		return false
	}
	last := d.Latest
	if d.Kind == KindStart {
		last = d.Earliest
	}
	return !last.IsZero() && last.Last().Before(p.published)
}

// ahead reports whether all that a date can mean is still to come.
func (p *reader) ahead(d Date) bool {
	if p.published.IsZero() {
		return !d.Earliest.IsZero() || !d.Latest.IsZero()
	}
	first := d.Earliest
	if first.IsZero() || d.Kind == KindDeadline {
		first = d.Latest
		return !first.IsZero() && first.Last().After(p.published)
	}
	return first.First().After(p.published)
}

// comparison reports whether the date from i to next is a term of comparison:
// "2005 levels", "compared to 2019".
func (p *reader) comparison(i, next int) bool {
	return p.is(next, "levels", "level", "baseline", "baselines", "prices", "dollars") ||
		p.is(i-1, "than", "against") || p.is(i-1, "to", "with") && p.is(i-2, "compared", "relative") ||
		p.is(i-1, "the") && p.is(i-2, "to", "with") && p.is(i-3, "compared", "relative")
}

// present reports whether a time that has begun but is not over ("this year")
// is one in which something is still to be done.
func (p *reader) present(d Date, i, next int) bool {
	if d.Part == earlier || d.Earliest.IsZero() && d.ISO == "" && !p.is(i-1, "in", "for") {
		return false
	}
	t := p.tense(i, next)
	if d.Earliest.Day != 0 && d.Earliest == d.Latest { // the day of publication: most texts tell of it as done
		return t == future
	}
	return t != past
}

// bonds are things that a duration describes as they are, not as they will be.
var bonds = words("partnership relationship alliance friendship history tradition anniversary record cooperation presence bond bonds ties war conflict")

// runs reports whether an undertaking runs over the period from i to next.
func (p *reader) runs(d Date, i, next int) bool {
	if strings.Contains(d.ISO, "/") { // from a date to a date
		return p.ahead(d) || !p.told(i, next)
	}
	if d.ISO == "" && p.is(next-1, "years", "decades") { // "in the coming years" binds nothing
		return false
	}
	if d.aim == future {
		return d.ISO != "" || !p.told(i, next)
	}
	return !p.describes(i, next) && !p.told(i, next) && !p.sinceThen(i)
}

// describes reports whether the duration from i to next says what something is
// or was like, and not how long it will run.
func (p *reader) describes(i, next int) bool {
	switch {
	case p.is(next, "of"): // "five decades of cooperation"
		return true
	case p.is(next, "after", "before", "later", "earlier", "ahead", "old", "faster", "longer", "sooner", "younger", "shorter", "more"):
		return true
	case p.is(i, "in"): // "the first in a century", "in the two years since"
		return p.superlative(i) || p.is(i+1, "the") || p.is(next, "since")
	case p.is(i, "after", "following"):
		return p.outlook(i, next) != futureWord
	case p.is(i+1, "its", "their", "his", "her"), p.is(i-1, "its", "our", "their", "his", "her", "s", "'", "whose"):
		return true
	case governorsOf[p.at(i).word] == nil && (p.known(i) || p.noun(i, next)):
		return true
	}
	for j := next; j < next+4 && p.at(j).class&(function|punctuation) == 0; j++ {
		if bonds[p.at(j).word] {
			return !p.is(i-1, "new", "strengthened", "a", "expanded")
		}
	}
	return false
}

// noun reports whether a duration without a governor is only a quantity of
// time: "a delay of 11 years". It is more where it says how long something
// runs, or of what kind a thing is ("a five-year grant").
func (p *reader) noun(i, next int) bool {
	if !plurals[p.at(next-1).word] {
		return false
	}
	for j := i - 1; j >= i-3; j-- {
		if p.is(j, "last", "lasts", "lasting", "run", "runs", "running", "span", "spans", "spanning", "continue", "extend", "extends", "period", "duration", "term") {
			return false
		}
	}
	return true
}

// known reports whether the duration at i describes something that the reader
// knows already: "the strengthened five-year partnership".
func (p *reader) known(i int) bool {
	return p.is(i-1, "the") || p.is(i-2, "the") && !p.at(i-1).caps && p.at(i-1).class&(function|punctuation) == 0
}

// superlative reports whether "in" at i measures how rare something is: "the
// first in a century".
func (p *reader) superlative(i int) bool {
	from, _ := p.clause(i)
	for j := from; j < i; j++ {
		if w := p.at(j).word; p.is(j, "first", "most", "least", "only") || strings.HasSuffix(w, "est") && len(w) > 5 || w == "best" || w == "worst" {
			return true
		}
	}
	return false
}

// sinceThen reports whether the sentence looks back over the period: "For 33
// years, the treaty has served".
func (p *reader) sinceThen(i int) bool {
	from, to := p.clause(i)
	if !p.is(i, "for", "over") || i-from > 1 {
		return false
	}
	for j := i; j < to; j++ {
		if p.is(j, "has", "have") {
			return true
		}
	}
	return false
}

// recurring are the verbs of what takes place again and again.
var recurring = words("meet meets hold holds holding host hosting convene convenes convening review reviews reviewing report reports reporting publish " +
	"publishes publishing update updates updating assess consult consults gather organize organise conduct conducting discuss monitor engage " +
	"exchange submit evaluate meeting consulting submitting")

// recurs reports whether the frequency from i to next tells when something is
// to take place, and is not the rate of something.
func (p *reader) recurs(i, next int) bool {
	from, to := p.clause(i)
	if p.told(i, next) {
		return false
	}
	for j := max(from, i-12); j < min(to, next+12); j++ {
		if recurring[p.at(j).word] {
			return true
		}
	}
	return false
}

// stems are parts of the names of occasions: a text without them names none.
var stems = []string{"COP", "MC1", "Summit", "Conference", "Meeting", "Ministerial", "Olympic", "Expo", "Cup"}

// withEvents adds the known events at which something is still to happen: "at
// COP28".
func (p *reader) withEvents(out []Deadline, dates []Date) []Deadline {
	if !p.o.Events.near(p.text) {
		return out
	}
	for i := range p.tokens {
		if !p.is(i, "at", "during") {
			continue
		}
		next, e := p.knownEvent(i + 1)
		if e == nil || !e.Start.First().After(p.published) {
			continue
		}
		shared := fold(p.printed(i+1, next)) != fold(e.Name) // it may be the one before that is meant
		if outlook := p.outlook(i, next); p.tense(i, next) == past || shared && outlook != futureWord {
			continue
		}
		d := Deadline{Start: p.at(i).start, End: p.at(next - 1).end, Form: FormEvent, ISO: "event:" + e.Name, Event: e.Name, Earliest: e.Start, Latest: e.End}
		if !touches(d, dates) {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Deadline) int { return a.Start - b.Start })
	return out
}

// near reports whether a text has a word that the names of events have.
func (e Events) near(text string) bool {
	return len(e) > 0 && slices.ContainsFunc(stems, func(s string) bool { return strings.Contains(text, s) })
}

// knownEvent reads the name of an event at i that the data file has.
func (p *reader) knownEvent(i int) (next int, e *Event) {
	if p.at(i).class&determiner != 0 {
		i++
	}
	name, next, ok := p.conference(i)
	if !ok {
		if next, ok = p.name(i, true); !ok {
			return i, nil
		}
		name = p.printed(i, next)
	}
	return next, p.o.Events.lookup(name, 0, p.published)
}

// touches reports whether a date stands in the words of d or right behind
// them, and so gives its time already.
func touches(d Deadline, dates []Date) bool {
	const behind = len(" in early ")
	return slices.ContainsFunc(dates, func(x Date) bool { return x.Start < d.End+behind && d.Start < x.End })
}
