package deadline

import "strings"

// reach is how many tokens on either side of a date are read for its tense.
const reach = 40

// near is how close a participle must stand to tell the tense where a plain
// verb stands further off: "which will fund the bridge opened in March".
const near = 5

// pastVerbs are common past forms that do not end in "-ed".
var pastVerbs = words("was were been had did met held took signed said began gave made saw led sent spoke became came went won rose fell grew " +
	"brought built found kept left put set paid told stood lost knew thought wrote chose drew drove shook underwent")

// willing are words that look ahead.
var willing = words("will shall would should must intends intend intending plans plan planning planned aims aim aiming seeks seek seeking " +
	"expects expect expected scheduled slated upcoming hopes hope projected forecast forecasts anticipated anticipates due poised " +
	"endeavor strive pledges commits proposes")

// noVerbs are words in "-ed" that are no past form.
var noVerbs = words("indeed exceed proceed succeed hundred speed need based united armed unprecedented skilled interested respected trusted compared")

// adjectives are past forms that mostly describe: "expanded access". After a
// name they are verbs: "Congress expanded access".
var adjectives = words("related limited detailed advanced continued sustained increased improved enhanced expanded shared dedicated")

// prefixes may be parted from their verb by a hyphen.
var prefixes = words("re co over under out pre")

// promises are past verbs that tell of an undertaking: what was promised is
// still to come, though the promise is not.
var promises = words("announced committed pledged agreed confirmed approved awarded promised proposed requested allocated decided " +
	"renewed extended secured intended targeted strengthened dedicated earmarked authorized authorised signed " +
	"reaffirmed affirmed welcomed underscored emphasized emphasised noted recognized recognised resolved vowed established adopted")

// evidence is what one word says of the tense.
type evidence uint8

const (
	silentWord evidence = iota
	pastWord
	pastWeak // perhaps a participle
	promise
	purpose // an infinitive
	futureWord
)

// clause returns the tokens of the sentence around i, at most reach on either side.
func (p *reader) clause(i int) (from, to int) {
	for from = i; from > 0 && i-from < reach && !p.ends(from-1); from-- {
	}
	for to = i; to < len(p.tokens) && to-i < reach && !p.ends(to); to++ {
	}
	return from, to
}

// ends reports whether a sentence ends with the token at i.
func (p *reader) ends(i int) bool {
	if p.is(i, ";", "!", "?", "•") || p.at(i+1).line && p.at(i+1).caps {
		return true
	}
	if !p.is(i, ".") || !p.at(i).glued {
		return false
	}
	before, after := p.at(i-1), p.at(i+1)
	if after.glued && after.class&punctuation == 0 || before.end-before.start == 1 && before.caps {
		return false // "U.S.", "a.m."
	}
	if before.class&month != 0 && after.class&digits != 0 {
		return false
	}
	return after.caps || after.class&digits != 0 || after.word == `"` || after.word == ""
}

// evidenceAt returns what the word at j says of the tense.
func (p *reader) evidenceAt(j int) evidence {
	t := p.at(j)
	if t.word == "" || t.class&punctuation != 0 {
		return silentWord
	}
	if p.is(j, "to") && p.bareVerb(j+1) {
		return purpose
	}
	if willing[t.word] || p.opens(j) && willing[strings.ToLower(t.word)] {
		return futureWord
	}
	regular := strings.HasSuffix(t.word, "ed") && len(t.word) > 4 && !noVerbs[t.word]
	if adjectives[t.word] && !p.at(j-1).caps {
		return silentWord
	}
	if !regular && !pastVerbs[t.word] || t.caps && !p.opens(j) {
		return silentWord
	}
	before := p.at(j - 1).word
	switch {
	case promises[t.word] && before != "be":
		return promise
	case p.is(j-1, "-") && !prefixes[p.at(j-2).word],
		p.is(j-1, "be", "is", "are", "being", "to", "not", "will", "would", "should", "could", "can", "may", "shall", "must", "and"):
		return silentWord
	case regular && (p.at(j-1).class&determiner != 0 || p.is(j-1, "of", "in", "for", "with", "by", "newly", "well", "most", "more")):
		return silentWord // an adjective
	case p.is(j-1, "has", "have", "had", "was", "were", "been", "which", "who", "it", "they", "he", "she", "we"):
		return pastWord
	case regular && p.is(j+1, "by"):
		return silentWord
	case regular:
		return pastWeak
	}
	return pastWord
}

// bareVerb reports whether the word at i may be an infinitive.
func (p *reader) bareVerb(i int) bool {
	t := p.at(i)
	return t.word != "" && !t.caps && t.class&(digits|punctuation|determiner|month|unitWord|function) == 0 &&
		!strings.HasSuffix(t.word, "ing") && !plural(t.word)
}

// outlook returns the word that sets the tense of the date whose tokens go
// from i to next: the verb right behind it, the nearest verb before it in the
// sentence, or else the first further on.
func (p *reader) outlook(i, next int) evidence {
	if e := p.evidenceAt(next); e == pastWord || e == pastWeak || e == promise { // "and in June established"
		return e
	}
	from, to := p.clause(i)
	weak, left := silentWord, false
	for j := i - 1; j >= from; j-- {
		switch e := p.evidenceAt(j); {
		case e == silentWord:
		case e != pastWeak || i-j <= near:
			return e
		case weak == silentWord:
			weak, left = e, true
		}
	}
	for j := next; j < to && weak == silentWord; j++ {
		weak = p.evidenceAt(j)
	}
	switch lead := leads(p.o.LeadIn); {
	case weak == silentWord && lead == past:
		return pastWord
	case (weak == silentWord || weak == pastWeak && left) && lead == future && from == 0:
		return futureWord
	}
	return weak
}

// tense returns where a date without a year lies, as far as the words say.
func (p *reader) tense(i, next int) aim {
	switch p.outlook(i, next) {
	case pastWord, pastWeak, promise:
		return past
	case purpose, futureWord:
		return future
	}
	return open
}

// told reports whether the sentence around the tokens from i to next tells of
// a past deed that promised nothing.
func (p *reader) told(i, next int) bool {
	e := p.outlook(i, next)
	return e == pastWord || e == pastWeak
}

// loose reports whether nothing firm says on which side of publication the
// date from i to next lies: it stands in a fragment without a verb, in an
// infinitive, or before what it names ("the August report").
func (p *reader) loose(i, next int) bool {
	if p.is(i-1, "the", "a", "an", "its", "s") && p.at(next).class&(function|punctuation) == 0 && p.at(next).word != "" {
		return true
	}
	switch p.outlook(i, next) {
	case purpose:
		return true
	case silentWord:
		from, to := p.clause(i)
		for j := from; j < to; j++ {
			if (j < i || j >= next) && p.is(j, "is", "are", "be", "can", "may") {
				return false
			}
		}
		return true
	}
	return false
}

// leads returns where a lead-in looks: "The administration has:" back, "The
// parties will:" ahead.
func leads(s string) aim {
	s = strings.ToLower(strings.TrimRight(strings.TrimSpace(s), ": "))
	for _, verb := range []string{" has", " have", " has already", " have already"} {
		if strings.HasSuffix(s, verb) {
			return past
		}
	}
	for _, word := range []string{" will", " to ", " intend", " plan", " commit", " shall"} {
		if strings.Contains(s+" ", word) {
			return future
		}
	}
	return open
}
