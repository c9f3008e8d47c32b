package factsheet

import (
	"strings"

	"communique/internal/pattern"
)

// A classifier decides what commitments amount to, one after the other. Those
// of a group have one lead-in, which it reads once.
type classifier struct {
	lead     Text // read last
	kind     Kind
	strength Strength
	verb     string
}

// force returns the force of a lead-in.
func (f *classifier) force(lead Text) (Kind, Strength, string) {
	if len(f.lead) != len(lead) || &f.lead[0] != &lead[0] {
		f.lead = lead
		f.kind, f.strength, f.verb = leadForce(fold(lead.String()))
	}
	return f.kind, f.strength, f.verb
}

// classify decides the kind and strength of a commitment: from its lead-in,
// which supplies the force of each item, and from its own first verb.
func (f *classifier) classify(c *Commitment) {
	own := fold(c.Text())
	if _, rest := runIn(c.firstText()); rest != nil {
		own = fold(rest.String())
	}
	c.Kind, c.Strength, c.Verb = f.read(c, own)
}

func (c *Commitment) firstText() Text {
	for _, part := range c.Body {
		if p, ok := part.(*Paragraph); ok {
			return p.Text
		}
	}
	return nil
}

// read returns the kind, the strength and the verb of a commitment whose own
// words are given, a bold lead taken away.
func (f *classifier) read(c *Commitment, own string) (Kind, Strength, string) {
	if len(c.LeadIn) > 0 {
		k, s, verb := f.force(c.LeadIn)
		switch {
		case verb == "":
		case k == Acknowledgement || k == Principle:
			return k, s, verb
		case k == Existing && s == Done:
			return k, s, verb
		case !startsWithVerb(own):
			if _, own, v := clauseForce(firstOnly(own)); v != "" && own != Unstated && own != Done {
				return k, own, v
			}
			return k, s, verb
		default:
			return k, itemStrength(own, s), verb
		}
	}
	if titleOnly(&Commitment{Body: c.Body}) {
		return Pledge, Unstated, "" // a title has no verb, whatever its first word could be
	}
	if c.Parent != nil && len(c.LeadIn) == 0 && startsWithVerb(own) {
		return c.Parent.Kind, itemStrength(own, c.Parent.Strength), firstWord(own)
	}
	if startsWithVerb(own) {
		return Pledge, itemStrength(own, Firm), firstWord(own)
	}
	return clauseForce(own)
}

// firstOnly returns the first sentence.
func firstOnly(s string) string {
	if all := sentences(s); len(all) > 0 {
		return s[all[0].Start:all[0].End]
	}
	return s
}

// leadForce reads a lead-in from its end, where the verb that governs stands.
func leadForce(lead string) (Kind, Strength, string) {
	clause := lead
	var kind Kind
	var strength Strength
	var verb string
	for clause != "" {
		k, s, v, at := govern(clause)
		if at < 0 {
			break
		}
		kind, strength, verb = k, s, v
		if k == Existing && (strings.HasPrefix(v, "is ") || strings.HasPrefix(v, "are ")) && strings.HasSuffix(v, "ing") {
			kind, strength = Pledge, Firm
		}
		clause = clause[at+max(len(v), 1):]
	}
	return kind, strength, verb
}

// itemStrength refines the force of a lead-in by the item's own first verb:
// "will: Explore …" only explores.
func itemStrength(own string, lead Strength) Strength {
	switch wordOf(firstWord(own)) {
	case "explore", "exploring", "consider", "considering", "examine", "examining", "study", "discuss", "discussing":
		return Explored
	case "seek", "seeking", "strive", "striving", "aim", "aiming", "endeavor", "endeavour":
		return Sought
	}
	return lead
}

// subordinate clauses say nothing of what the sentence does ("technology that
// could be produced at home").
var subordinate = pattern.New(`(?i)\b(?:which|that|who|where)\s+(?:may|might|could|would|can)\b`)

// clauseForce reads a clause with a verb of its own: the first sentence that
// has one decides, a pledge in a later sentence weighs more than a report in
// the first.
func clauseForce(own string) (Kind, Strength, string) {
	kind, strength, verb := Pledge, Unstated, ""
	for _, span := range sentences(own) {
		k, s, v, at := govern(subordinate.ReplaceAllString(own[span.Start:span.End], ""))
		if at < 0 {
			continue
		}
		if verb == "" || kind != Pledge && k == Pledge {
			kind, strength, verb = k, s, v
		}
		if kind == Pledge {
			break
		}
	}
	return kind, strength, verb
}
