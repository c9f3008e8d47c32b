package money

// reach is how many tokens after a sum can still say when.
const reach = 45

// rateReach is the same for a rate, which stands closer.
const rateReach = 15

// A context is what has been passed on the way from a sum to a phrase that
// says when, and may claim the phrase for itself.
type context struct {
	counted  bool // a number of other things: "80 start-ups per year"
	aimed    bool // a goal of its own: "to halve emissions by 2030"
	deed     bool // an event: "launched in 2013"
	compared bool // "the largest since 2010", "up 5 percent since"
	change   bool // "an increase of $5 million since"
	joined   bool // another deed with the same time
}

// see takes note of token i.
func (c *context) see(p *parser, i int) {
	w := p.low(i)
	if w == "to" && p.low(i-1) == "and" {
		c.joined = true // "to mobilize $5 billion and to build 100 schools by 2030"
	}
	if c.joined {
		return
	}
	_, unit := units[w]
	share := w == "%" || w == "percent"
	c.counted = c.counted || share || unit && w != "one" || p.is(i, number) && !p.attached(i) && !plausibleYear(w)
	c.aimed = c.aimed || aims[w] || w == "to" && results[p.low(i+1)]
	c.deed = c.deed || share || deeds[w] || w == "which" || w == "that" && verbs[p.low(i+1)] && p.low(i+1) != "will"
	c.compared = c.compared || share || superlatives[w] || changing[w]
}

// claims reports whether something passed is nearer to a part than the sum.
func (c *context) claims(t part) bool {
	switch {
	case t.class == rate, t.lasting:
		return c.counted
	case t.deadline:
		return c.counted || c.aimed
	case t.single:
		return c.deed || c.compared
	}
	return t.past && (c.compared || c.change)
}

var (
	aims = set(`goal goals target targets objective objectives ambition track pathway apply submit built completed
		operational`)
	results = set(`reach reduce cut achieve end eliminate halve double triple lower eradicate meet attain become decarbonize
		replace establish build create train connect vaccinate restore conserve protect electrify deploy install expand increase
		make bring help deliver save plant ensure phase transition complete develop`)
	deeds = set(`announce announces announced announcing announcement launch launched launches launching sign signed
		signing adopt adopted adopting hold held holding establish established founded created enact enacted passed
		began begun opened opening hosted unveiled inaugurated convened elected joined summit conference
		ministerial forum cop inception effect force`)
	changes      = set("increase rise decrease drop reduction decline")
	superlatives = set("largest biggest highest lowest greatest most first smallest record times relative compared")
)

// right looks for the period of a sum in the words after it, up to a limit.
func (p *parser) right(w *whenever, s *sum, limit int) {
	var c context
	for k := s.quoteFirst - 1; k >= max(p.tokens[s.first].begin, s.quoteFirst-4); k-- {
		c.deed = c.deed || deeds[p.low(k)]
		c.change = c.change || changes[p.low(k)]
	}
	edge := s.quoteLast // where the sum, or the last part of its period, ends
	for i := s.quoteLast; i < min(limit, s.quoteLast+reach) && !p.tokens[i-1].stop && p.low(i) != ";"; {
		t, ok := p.when(i, edge)
		if !ok || t.last > limit || p.clauseBefore(i) {
			if p.newClause(i) || subordinate[p.low(i)] {
				return
			}
			c.see(p, i)
			i++
			continue
		}
		apart := t.class != rate && w.spanned() && t.first > edge+1 || t.class == rate && i > s.quoteLast+rateReach
		if !c.claims(t) && !apart {
			w.add(t)
			edge = t.last
		}
		i = t.last
	}
}

// clauseBefore reports whether token i follows a conjunction and so opens
// another clause: "$5 million for training, and by 2025 it will …".
func (p *parser) clauseBefore(i int) bool {
	switch p.low(i - 1) {
	case "and", "but", "while":
		return p.low(i-2) == ","
	}
	return false
}

// newClause reports whether token i is the comma of ", and SUBJECT will …".
func (p *parser) newClause(i int) bool {
	if p.low(i) != "," {
		return false
	}
	switch p.low(i + 1) {
	case "and", "but", "while", "whereas":
	default:
		return false
	}
	for k := i + 2; k < i+9; k++ {
		switch w := p.low(k); {
		case verbs[w]:
			return true
		case w == "", w == ",", p.tokens[k].stop:
			return false
		}
	}
	return false
}

// subordinate words begin a clause with a time of its own.
var subordinate = set("who whose where when because if compared")

// verbs are the finite verbs that show a clause.
var verbs = set("will would has have had is are was were plans intends aims")
