package factsheet

import (
	"iter"
	"maps"
	"strings"

	"communique/internal/pattern"
)

// What a document promises is told by its verbs. The tables here hold the
// verbs of the trade: plain forms with which an item of a list begins
// ("Establish a working group"), and the phrases that bind, intend, seek,
// explore, acknowledge, hold or report.

// plainVerbs are the verbs with which items of such documents begin, in the
// plain form. Those that are as often a noun at the start of an item
// ("support for", "access to") are told apart by the word that follows.
var plainVerbs = set(strings.Fields(`
	abide accelerate accept access achieve acknowledge act adapt add address adhere administer adopt advance advise advocate affirm agree aid aim
	align allocate allow amend amplify analyze analyse announce answer appeal apply appoint appreciate appropriate approve arrange articulate ask
	assess assist assure attain attract augment authorize authorise award back bar become begin benchmark bolster boost bring broaden build call cap
	capitalize carry catalyze catalyse celebrate champion change clarify clear close co-chair co-create co-develop co-fund co-host co-invest co-lead
	co-participate co-sponsor collaborate collect combat combine commemorate commence commend commission commit communicate complement complete
	comply conclude condemn conduct confirm confront connect conserve consider consolidate construct consult continue contribute convene cooperate
	coordinate count counter create cultivate curb cut deal decarbonize decarbonise decide declare decrease dedicate deepen defend defer define deliver
	demonstrate deny deploy deter determine develop devote digitize direct disburse discourage discuss dismantle disrupt disseminate diversify double
	draw drive earmark ease educate electrify elevate eliminate embed embrace emphasize emphasise employ empower enable enact encourage end endorse
	enforce engage enhance enlarge enlist enrich enroll ensure enter equip eradicate erase establish evaluate examine exchange exclude execute
	exempt exercise expand expect expedite explore export extend facilitate feature fight finalize finalise finance find finish focus follow forge
	form formalize formalise foster free fulfil fulfill fund further gain gather generate give grant grow guarantee guard guide halt harmonize
	harmonise harness hasten have help highlight hire hold honor honour host identify impart implement impose improve include incorporate increase
	incubate inform initiate innovate insist inspire install institute institutionalize integrate intensify introduce invest investigate invite
	involve issue join jointly jumpstart keep kick know launch lay lead learn leverage liberalize liberalise lift limit link list look lower
	maintain make manage mandate map mark match maximize maximise measure meet mentor minimize minimise mitigate mobilize mobilise model modernize
	modernise monitor move multiply name negotiate note nurture observe offer open operate operationalize oppose optimize optimise order organize
	organise orient outline overcome overhaul oversee participate partner pass pay permit phase pilot place plan plant pledge position prepare preserve
	press prevent prioritize prioritise procure produce prohibit promote propose prosecute protect prove provide publish purchase pursue push put
	quadruple raise ramp ratify reach reaffirm realize realise recall receive recognize recognise recommend reconvene recruit redouble reduce
	re-establish reestablish reform refrain refurbish regulate reinforce reinstate reinvigorate reiterate reject release remain remedy remind remove
	renew repair replace replenish report repurpose request require rescind research resolve respect respond restart restore restrict resume retain
	retrofit return reverse review revise revitalize revitalise roll safeguard sanction save scale schedule screen secure see seek select send set
	settle shape share sharpen shift showcase sign simplify slash solicit solve spearhead speed sponsor spur stand standardize start station step
	stimulate stop streamline strengthen strive structure study submit suggest supply support surge suspend sustain synchronize tackle take target
	task teach test tighten track train transfer transform transition translate treat triple uncover undergo underline underscore understand
	undertake unify unite unleash unlock unveil update upgrade uphold urge use utilize utilise value visit vow waive welcome widen withdraw work`)...)

// nounVerbs are plain verbs that are as often nouns; they are verbs here only
// where no preposition or verb follows.
var nounVerbs = set(strings.Fields(`access act aid answer appeal award benchmark cap change close contract cut deal decrease design drive end
	exchange exercise export finance focus form fund grant guarantee guard guide halt help highlight host increase issue lead limit link list look
	map mandate mark match measure model monitor move name note offer order outline pay permit phase pilot place plan plant pledge position press process
	produce progress promise purchase push raise reach reform release repair report request research respect return reverse review scale schedule
	screen set shape share shift sign sponsor stand start station step study supply support surge target task test track train transfer transition
	treat value visit work`)...)

// PlainVerbs yields the verbs with which documents promise, in their plain form
// and in lower case, in no order.
func PlainVerbs() iter.Seq[string] { return maps.Keys(plainVerbs) }

var afterNoun = set("for", "of", "from", "in", "is", "are", "was", "were", "will", "has", "have", "and", "between", "to", "under")

// startsWithVerb reports whether a text begins with a verb in the plain form,
// adverbs passed over, as the items of "X will:" do.
func startsWithVerb(folded string) bool {
	first, rest := nextWord(folded)
	second, after := nextWord(rest)
	for second != "" && (adverb(first) || strings.EqualFold(first, "to") && plainVerbs[wordOf(second)]) {
		first, rest = second, after
		second, after = nextWord(rest)
	}
	w := wordOf(first)
	if !plainVerbs[w] || strings.HasSuffix(first, ",") {
		return false
	}
	return !nounVerbs[w] || second == "" || !afterNoun[wordOf(second)] || w == "work" || w == "support" && wordOf(second) == "the"
}

func adverb(w string) bool {
	w = wordOf(w)
	return len(w) > 4 && strings.HasSuffix(w, "ly") && w != "supply" && w != "rely" && w != "apply" && w != "comply" || w == "also"
}

// wordOf returns a word in lower case without the punctuation around it.
func wordOf(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !wordRune(r) }))
}

// A verbRule says what a phrase makes of the sentence that it governs.
type verbRule struct {
	kind     Kind
	strength Strength
	pattern  *pattern.Pattern // of the phrase, from its first letter
}

func rule(k Kind, s Strength, phrase string) verbRule {
	return verbRule{k, s, pattern.New(`^(?i:` + phrase + `)\b`)}
}

// verbRules are tried at each word of a clause that is one of openers; the
// phrase that stands first wins, at one place the longer one.
var verbRules = []verbRule{
	rule(Pledge, Explored, `(?:(?:will|to|agreed? to|intends? to|plans? to) )?(?:explor(?:e|es|ing)|consider(?:s|ing)?|examin(?:e|es|ing)|study|look into)|may|might|could`),
	rule(Pledge, Sought, `(?:(?:will|to) )?(?:seeks?|seeking|strives?|striving|endeavou?rs?|aspires?|hopes?|aims?|aiming|works? towards?) to|(?:will|to) seek|(?:will|to) endeavou?r|looks? forward to|looking to|looks? to`),
	rule(Pledge, Intended, `intends?|intending|plans?|planning|proposes?|proposing|is expected|are expected|expects?|(?:is|are) (?:set|due|on track|poised|prepared) to|would`),
	rule(Pledge, Firm, `will|shall|must|(?:has|have|had)? ?committed|commits?|commitment|committing|pledge[sd]?|pledging|undertakes?|agree[sd]?|agreeing|determined to|resolved? to|resolve to|promise[sd]?|vow(?:s|ed)?|(?:is|are|be) (?:announcing|launching|establishing|creating|providing|committing|awarding|investing)|announce[sd]?|announcing|directs?|requires?`),
	rule(Acknowledgement, Unstated, `welcome[sd]?|welcoming|acknowledge[sd]?|commend(?:s|ed)?|applaud(?:s|ed)?|appreciate[sd]?|(?:express(?:es|ed)?|convey(?:s|ed)?) (?:\w+ )?(?:appreciation|gratitude|support)|note[sd]?|noting|congratulate[sd]?|celebrate[sd]?|praise[sd]?|thank(?:s|ed)?|recogni[sz]e[sd]?|highlight(?:s|ed)?`),
	rule(Principle, Unstated, `reaffirm(?:s|ed)?|affirm(?:s|ed)?|reiterate[sd]?|believes?|underscore[sd]?|underline[sd]?|emphasi[sz]e[sd]?|stress(?:es|ed)?|condemn(?:s|ed)?|recall(?:s|ed)?|share(?:s|d)? (?:a|the|common)|stands? (?:with|for|ready)|urge[sd]?|calls? (?:on|for)|called (?:on|for)|regret(?:s|ted)?|supports?`),
	rule(Existing, Done, `(?:has|have) (?:\w+ )?\w+ed|(?:has|have) (?:\w+ )?(?:begun|built|made|held|led|met|put|set|taken|given|won|brought|grown)|was|were|continues?|remains?|provide[sd]|(?:is|are) (?:\w+ )?\w+ing|launched|signed|established|created|released|issued|awarded|hosted|convened|held|joined|expanded|completed|invested`),
}

// phraseOpeners are the beginnings of the words with which the phrases of
// verbRules begin. Most words of a text are none, and no rule need look at them.
var phraseOpeners = newStems(strings.Fields(`explor consider examin study look may might could will to agree intend plan seek striv endeavo
	aspir hop aim work propos is are expect would shall must has have had commit pledg undertak determined resolv promis vow be announc direct
	requir welcom acknowledg commend applaud appreciat express convey not congratulat celebrat prais thank recogni highlight reaffirm affirm
	reiterat believ underscor underlin emphasi stress condemn recall shar stand urg call regret support was were continu remain provid launched
	signed established created released issued awarded hosted convened held joined expanded completed invested`))

// stems are beginnings of words, sorted by their first two letters.
type stems map[[2]byte][]string

func newStems(words []string) stems {
	s := stems{}
	for _, w := range words {
		key := [2]byte{w[0], w[1]}
		s[key] = append(s[key], w)
	}
	return s
}

// begin reports whether the text begins, in either case, with one of the stems.
func (s stems) begin(text string) bool {
	if len(text) < 2 {
		return false
	}
	for _, stem := range s[[2]byte{text[0] | 0x20, text[1] | 0x20}] {
		if len(text) >= len(stem) && strings.EqualFold(text[:len(stem)], stem) {
			return true
		}
	}
	return false
}

// govern returns what the first phrase of a clause makes of it, and where the
// phrase begins, or -1.
func govern(clause string) (k Kind, s Strength, verb string, at int) {
	inside := false
	for i := 0; i < len(clause); i++ {
		b := clause[i]
		letter := b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || b >= 0x80 || b == '_'
		start := letter && !inside
		inside = letter
		if !start || !phraseOpeners.begin(clause[i:]) {
			continue
		}
		size := 0
		for _, r := range verbRules {
			if loc := r.pattern.FindStringIndex(clause[i:]); loc != nil && loc[1] > size {
				size = loc[1]
				k, s, verb = r.kind, r.strength, strings.TrimSpace(clause[i:i+loc[1]])
			}
		}
		if size > 0 {
			return k, s, verb, i
		}
	}
	if loc := stated.FindStringIndex(clause); loc != nil {
		return Principle, Unstated, strings.TrimSpace(clause[loc[0]:loc[1]]), loc[0]
	}
	return Pledge, Unstated, "", -1
}

// stated finds the verb of a sentence that binds nobody: it says how things are.
var stated = pattern.New(`(?i)\b(?:is|are|has|have|had)\b`)
