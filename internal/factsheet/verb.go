package factsheet

import (
	"regexp"
	"strings"
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
	coordinate counter create cultivate curb cut deal decarbonize decarbonise decide declare decrease dedicate deepen defend defer define deliver
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

var afterNoun = set("for", "of", "from", "in", "is", "are", "was", "were", "will", "has", "have", "and", "between", "to", "under")

// startsWithVerb reports whether a text begins with a verb in the plain form,
// adverbs passed over, as the items of "X will:" do.
func startsWithVerb(folded string) bool {
	words := strings.Fields(folded)
	for len(words) > 1 && (adverb(words[0]) || strings.EqualFold(words[0], "to") && plainVerbs[wordOf(words[1])]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return false
	}
	w := wordOf(words[0])
	if !plainVerbs[w] || strings.HasSuffix(words[0], ",") {
		return false
	}
	return !nounVerbs[w] || len(words) == 1 || !afterNoun[wordOf(words[1])] || w == "work" || w == "support" && wordOf(words[1]) == "the"
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
	pattern  *regexp.Regexp
}

func rule(k Kind, s Strength, pattern string) verbRule {
	return verbRule{k, s, regexp.MustCompile(`(?i)\b(?:` + pattern + `)\b`)}
}

// verbRules are tried on the governing clause in this order at each place, and
// the phrase that stands first wins; at one place the longer one.
var verbRules = []verbRule{
	rule(Pledge, Explored, `(?:will|to|agreed? to|intends? to|plans? to)?\s*(?:explor(?:e|es|ing)|consider(?:s|ing)?|examin(?:e|es|ing)|study|look into)|may|might|could`),
	rule(Pledge, Sought, `(?:will|to)?\s*(?:seeks?|seeking|strives?|striving|endeavou?rs?|aspires?|hopes?|aims?|aiming|works? towards?) to|(?:will|to) seek|(?:will|to) endeavou?r|looks? forward to|looking to|looks? to`),
	rule(Pledge, Intended, `intends?|intending|plans?|planning|proposes?|proposing|is expected|are expected|expects?|(?:is|are) (?:set|due|on track|poised|prepared) to|would`),
	rule(Pledge, Firm, `will|shall|must|(?:has|have|had)? ?committed|commits?|commitment|committing|pledge[sd]?|pledging|undertakes?|agree[sd]?|agreeing|determined to|resolved? to|resolve to|promise[sd]?|vow(?:s|ed)?|(?:is|are|be) (?:announcing|launching|establishing|creating|providing|committing|awarding|investing)|announce[sd]?|announcing|directs?|requires?`),
	rule(Acknowledgement, Unstated, `welcome[sd]?|welcoming|acknowledge[sd]?|commend(?:s|ed)?|applaud(?:s|ed)?|appreciate[sd]?|(?:express(?:es|ed)?|convey(?:s|ed)?) (?:\w+ )?(?:appreciation|gratitude|support)|note[sd]?|noting|congratulate[sd]?|celebrate[sd]?|praise[sd]?|thank(?:s|ed)?|recogni[sz]e[sd]?|highlight(?:s|ed)?`),
	rule(Principle, Unstated, `reaffirm(?:s|ed)?|affirm(?:s|ed)?|reiterate[sd]?|believes?|underscore[sd]?|underline[sd]?|emphasi[sz]e[sd]?|stress(?:es|ed)?|condemn(?:s|ed)?|recall(?:s|ed)?|share(?:s|d)? (?:a|the|common)|stands? (?:with|for|ready)|urge[sd]?|calls? (?:on|for)|called (?:on|for)|regret(?:s|ted)?|supports?`),
	rule(Existing, Done, `(?:has|have) (?:\w+ )?\w+ed|(?:has|have) (?:\w+ )?(?:begun|built|made|held|led|met|put|set|taken|given|won|brought|grown)|was|were|continues?|remains?|provide[sd]|(?:is|are) (?:\w+ )?\w+ing|launched|signed|established|created|released|issued|awarded|hosted|convened|held|joined|expanded|completed|invested`),
}

// govern returns what the first phrase of a clause makes of it.
func govern(clause string) (k Kind, s Strength, verb string, at int) {
	best, size := -1, 0
	for _, r := range verbRules {
		loc := r.pattern.FindStringIndex(clause)
		if loc == nil {
			continue
		}
		if best < 0 || loc[0] < best || loc[0] == best && loc[1]-loc[0] > size {
			best, size = loc[0], loc[1]-loc[0]
			k, s, verb = r.kind, r.strength, strings.TrimSpace(clause[loc[0]:loc[1]])
		}
	}
	if best < 0 {
		return Pledge, Unstated, "", -1
	}
	return k, s, verb, best
}
