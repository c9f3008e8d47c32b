package clause

import (
	"maps"
	"strings"

	"communique/internal/factsheet"
)

// irregular verbs: past and participle to plain form. A form that is both has
// no mark, a participle alone "*", a past alone "-".
var irregular = func() map[string]irregularForm {
	m := map[string]irregularForm{}
	for _, f := range strings.Fields(`gave:give- given:give* made:make took:take- taken:take* began:begin- begun:begin* brought:bring built:build
		came:come- held:hold kept:keep led:lead met:meet paid:pay said:say saw:see- seen:see* sent:send spent:spend stood:stand won:win got:get
		went:go- gone:go* became:become- become:become* drew:draw- drawn:draw* grew:grow- grown:grow* found:find left:leave lost:lose told:tell
		thought:think undertook:undertake- undertaken:undertake* rose:rise- risen:rise* wrote:write- written:write* chose:choose- chosen:choose*
		overcame:overcome- bought:buy sought:seek fought:fight taught:teach shown:show* done:do* lent:lend sold:sell laid:lay understood:understand
		broke:break- broken:break* drove:drive- driven:drive* underwent:undergo- forgave:forgive- forgiven:forgive* withdrew:withdraw-
		withdrawn:withdraw* struck:strike shrunk:shrink* fell:fall- underwritten:underwrite* set:set put:put cut:cut let:let`) {
		form, lemma, _ := strings.Cut(f, ":")
		kind := lemma[len(lemma)-1]
		m[form] = irregularForm{strings.TrimRight(lemma, "*-"), kind != '*', kind != '-'}
	}
	return m
}()

type irregularForm struct {
	lemma            string
	past, participle bool
}

// moreVerbs are verbs of money and of speech that do not open items of lists.
var moreVerbs = words(`express convey voice thank congratulate need want total cost amount comprise consist contain reflect represent mean account exceed generate spur yield face suffer earn
	lose believe think feel hope intend wish tend appear seem happen arise occur belong depend stem result rank equal cover span range bear entail
	plan say tell believe like prefer purchase procure acquire disburse lend loan subscribe deposit inject channel pool steer route anchor invest underwrite reimburse
	appropriate reauthorize authorize forgive write break vote underscore showcase triple quadruple ship shipped refinance capitalise recapitalize
	benefit employ manufacture assemble produce chair lay house own lease rent sell buy trade export import insure reinsure compensate devote
	outline detail proclaim inaugurate premiere commit mobilise crowd unlock catalyse leverage fund finance co-finance cofinance match top supplement
	become bring come go get lie begin collaborate participate surpass top reach hit rise fall grow climb soar shrink drop win dedicate assign
	grant endow bestow award earmark allot pledge set put let enter join open break seek announced reopen resume pay repay complete sign
	settle secure obtain attract receive raise collect recover return save cut slash reduce waive cap limit lower levy impose charge tax fine`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// verbs are all verbs known, in their plain form.
var verbs = func() map[string]bool {
	all := maps.Clone(moreVerbs)
	for w := range factsheet.PlainVerbs() {
		all[w] = true
	}
	return all
}()

func isVerb(plain string) bool { return verbs[plain] }

// stem returns the plain form of a verb in a regular form with the ending.
func stem(w, ending string) (string, bool) {
	base, ok := strings.CutSuffix(w, ending)
	if !ok || len(base) < 2 {
		return "", false
	}
	for _, candidate := range []string{base, base + "e"} {
		if isVerb(candidate) {
			return candidate, true
		}
	}
	if ending != "ing" && strings.HasSuffix(base, "i") && isVerb(base[:len(base)-1]+"y") {
		return base[:len(base)-1] + "y", true
	}
	if n := len(base); base[n-1] == base[n-2] && isVerb(base[:n-1]) {
		return base[:n-1], true
	}
	return "", false
}

// thirdPerson returns the plain form of "provides".
func thirdPerson(w string) (string, bool) {
	if base, ok := strings.CutSuffix(w, "s"); ok {
		if isVerb(base) {
			return base, true
		}
		if base, ok := strings.CutSuffix(w, "ies"); ok && isVerb(base+"y") {
			return base + "y", true
		}
		if base, ok := strings.CutSuffix(w, "es"); ok && isVerb(base) {
			return base, true
		}
	}
	return "", false
}

// pastForm returns the plain form of a past or past participle.
func pastForm(w string) (lemma string, past, participle bool) {
	if f, ok := irregular[w]; ok {
		return f.lemma, f.past, f.participle
	}
	if base, ok := stem(w, "ed"); ok {
		return base, true, true
	}
	return "", false, false
}

// ingNouns are as often nouns: they are verbs only where an object follows and
// nothing qualifies them.
var ingNouns = words(`funding financing training building manufacturing planning meeting housing spending lending banking mining engineering computing
	screening pricing farming understanding offering shipping processing monitoring marketing testing learning teaching opening beginning setting
	standing being wellbeing fishing logging trafficking smuggling laundering reporting sharing procurement licensing permitting leading ongoing
	existing emerging coming growing outstanding developing remaining upcoming long-standing corresponding pending accounting holding binding
	packaging refining recycling modeling programming networking outgoing lasting incoming matching`)

// findVerbs finds the verbs of a sentence, left to right.
func (t *Text) findVerbs(s Phrase) {
	for i := s.First; i <= s.Last; i++ {
		v, ok := t.verb(s, i)
		if !ok {
			continue
		}
		for k := v.First; k <= v.Last; k++ {
			if !t.has(k, mark) {
				t.verbOf[k] = len(t.Verbs)
			}
		}
		t.Verbs = append(t.Verbs, v)
		i = v.Last
	}
}

func (t *Text) verb(s Phrase, i int) (Verb, bool) {
	if t.nameOf[i] >= 0 || t.has(i, mark|atom) {
		return Verb{}, false
	}
	if t.has(i, aux) {
		return t.withAuxiliary(s, i)
	}
	low := t.Words[i].Low
	if low == "to" {
		return t.infinitive(s, i)
	}
	if lemma, ok := stem(low, "ing"); ok && t.gerund(i, low) {
		return Verb{First: i, Last: i, Main: i, Lemma: lemma, Form: Gerund}, true
	}
	if t.Words[i].Capital && i > s.First && !t.afterBullet(s, i) {
		return Verb{}, false
	}
	if lemma, past, participle := pastForm(low); past || participle {
		if v, ok := t.pastVerb(s, i, lemma, past, participle); ok {
			return v, true
		}
		if low != "set" && low != "put" && low != "cut" && low != "let" {
			return Verb{}, false
		}
	}
	if lemma, ok := thirdPerson(low); ok && t.presentVerb(i, lemma) {
		return Verb{First: i, Last: i, Main: i, Lemma: lemma, Form: Present}, true
	}
	if isVerb(low) {
		return t.plainVerb(s, i, low)
	}
	return Verb{}, false
}

// afterBullet reports the first word after the list mark or the lead of a
// sentence: "Food security: Provide $5 million".
func (t *Text) afterBullet(s Phrase, i int) bool {
	return i > s.First && (t.Words[i-1].Text == ":" || t.Words[i-1].Text == ")" && i-s.First < 4 || t.Words[i-1].Text == "-" && i-s.First < 2)
}

// auxiliaries is what the words ahead of a main verb say.
type auxiliaries struct {
	future, modal, have, be, past bool
	last                          int // the last auxiliary
	next                          int // the word after them and the adverbs behind
}

// auxiliaries reads "will also have been".
func (t *Text) auxiliaries(s Phrase, i int) auxiliaries {
	a := auxiliaries{last: i}
	k := i
	for ; k <= s.Last && t.nameOf[k] < 0; k++ {
		low := t.Words[k].Low
		switch {
		case low == "will" || low == "shall":
			a.future = true
		case modalWord[low]:
			a.modal = true
		case low == "has" || low == "have" || low == "had" || low == "having":
			a.have = true
		case beWord[low]:
			a.be = true
			a.past = a.past || low == "was" || low == "were"
		case low == "to" && t.Low(k+1) == "date":
			k++ // "has to date provided"
			continue
		case t.has(k, adverb) || low == "both" || low == "each" || low == "all":
			continue // it belongs to the verb only if more of it follows
		case !t.has(k, aux):
			a.next = k
			return a
		}
		a.last = k
	}
	a.next = k
	return a
}

func (a auxiliaries) form() Form {
	switch {
	case a.future:
		return Future
	case a.modal:
		return Modal
	case a.have:
		return Perfect
	case a.past:
		return Past
	}
	return Present
}

// withAuxiliary reads "will provide", "has been providing", "is".
func (t *Text) withAuxiliary(s Phrase, i int) (Verb, bool) {
	a := t.auxiliaries(s, i)
	v := Verb{First: i, Last: a.last, Main: i, Lemma: "be", Copula: true, Form: a.form()}
	if a.have && !a.be {
		v.Lemma, v.Copula = "have", false
	}
	k := a.next
	if k > s.Last || t.nameOf[k] >= 0 || t.has(k, mark|atom|det|prep|pronoun) {
		return v, true
	}
	low := t.Words[k].Low
	lemma, _, participle := pastForm(low)
	participle = participle || strings.HasSuffix(low, "ed") && len(low) > 4
	ing, isIng := stem(low, "ing")
	switch {
	case a.be && isIng:
		v.Lemma = ing
		if v.Form == Present || v.Form == Perfect {
			v.Form = Progressive
		}
	case a.be && participle:
		v.Lemma, v.Passive = lemma, true
	case a.be:
		return v, true
	case a.have && participle:
		v.Lemma = lemma
	case !a.have && (a.modal || a.future || isVerb(low)) && !t.Words[k].Capital:
		v.Lemma = low
	default:
		return v, true
	}
	v.Copula, v.Main, v.Last = false, k, k
	return v, true
}

var modalWord = words("would should can could may might must")
var beWord = words("is are was were be been being am")

func (t *Text) infinitive(s Phrase, i int) (Verb, bool) {
	k := i + 1
	for k <= s.Last && t.has(k, adverb) {
		k++
	}
	if k > s.Last || t.nameOf[k] >= 0 || t.Words[k].Capital {
		return Verb{}, false
	}
	if t.coVerb(k) {
		k += 2
	}
	low := t.Words[k].Low
	if low == "be" || low == "have" {
		v, _ := t.withAuxiliary(s, k)
		v.First, v.Form = i, Infinitive
		return v, true
	}
	if !isVerb(low) {
		return Verb{}, false
	}
	return Verb{First: i, Last: k, Main: k, Lemma: low, Form: Infinitive}, true
}

// gerund reports whether a word in -ing is a verb rather than a noun or an
// adjective.
func (t *Text) gerund(i int, low string) bool {
	object := t.phraseStart(i + 1)
	if ingNouns[low] {
		return object && (i == 0 || t.Low(i-1) == "," || t.Low(i-1) == "by" || t.Low(i-1) == "and") && !t.has(i-1, det)
	}
	if i > 0 && (t.has(i-1, det) || t.Words[i-1].Possessive) {
		return false
	}
	if t.Words[i].Capital && i > 0 && !t.has(i-1, mark) && t.nameOf[i-1] < 0 {
		return false
	}
	return true
}

// phraseStart reports whether a noun phrase begins at word i: a determiner, a
// sum, a name, a figure.
func (t *Text) phraseStart(i int) bool {
	if i >= len(t.Words) || t.has(i, mark) && !strings.Contains(`"“`, t.Words[i].Text) {
		return false
	}
	w := &t.Words[i]
	if w.Low == "at" || w.Low == "up" {
		return t.Low(i+1) == "least" || t.Low(i+1) == "most" || t.Low(i+1) == "to" && w.Low == "up"
	}
	return t.has(i, det|atom|pronoun) || t.nameOf[i] >= 0 || w.Capital || '0' <= w.Text[0] && w.Text[0] <= '9' || quantifier[w.Low]
}

var quantifier = words(`more nearly approximately over additional new significant billions millions hundreds tens several two three four five
	six seven eight nine ten dozens many further multi increased critical key around almost roughly`)

// objects are bare nouns that follow the verbs of giving.
var objects = words("funding assistance support grants financing loans")

// pastVerb decides whether a past form is the verb of its clause, a participle
// behind its noun, or an adjective.
func (t *Text) pastVerb(s Phrase, i int, lemma string, past, participle bool) (Verb, bool) {
	v := Verb{First: i, Last: i, Main: i, Lemma: lemma, Form: Past}
	prev := i - 1
	for prev > s.First && t.has(prev, adverb) {
		prev--
	}
	before := prev >= s.First
	if before && t.has(prev, det) && !floating[t.Low(prev)] || before && t.Words[prev].Possessive && t.Low(i+1) != atomText {
		return Verb{}, false // "the proposed", "an estimated"
	}
	next := i + 1
	for next <= s.Last && t.has(next, adverb) && t.Low(next) != "today" {
		next++
	}
	object := t.phraseStart(next) || objects[t.Low(next)] || t.Low(next) == "that" || t.Low(next) == "to" && speech[lemma]
	switch {
	case !before && participle:
		v.Form, v.Passive = Participle, true // "Led by the Department, …"
	case before && t.has(prev, prep):
		if !object || !past {
			return Verb{}, false
		}
	case past && object:
	case past && t.has(prev, relative|pronoun) && t.Low(prev) != "it's":
	case past && t.Low(prev) == "and" && t.finiteBefore(s, i):
		if last := t.Verbs[len(t.Verbs)-1]; last.Form == Participle {
			v.Form, v.Passive = Participle, true
		}
	case participle && t.nounBefore(prev):
		if past && !t.finiteBefore(s, i) && !t.finiteAfter(s, i) {
			break // the only verb there is
		}
		v.Form, v.Passive = Participle, true
	case participle && before && t.Words[prev].Text == ",":
		v.Form, v.Passive = Participle, true
	default:
		return Verb{}, false
	}
	return v, true
}

// floating determiners stand between a subject and its verb: "France and
// Germany each pledged".
var floating = words("each both all")

// speech are verbs that take an infinitive.
var speech = words(`pledge commit agree plan intend promise vow decide offer propose seek aim choose resolve continue begin start work help serve
	opt elect expect need want hope move go come fail manage undertake`)

func (t *Text) nounBefore(i int) bool {
	return i >= 0 && (t.nameOf[i] >= 0 || t.tags[i] == 0 || t.has(i, atom) || t.Words[i].Text == ")" || t.Words[i].Text == "”")
}

// finiteBefore reports whether the sentence has a finite verb ahead of word i.
func (t *Text) finiteBefore(s Phrase, i int) bool {
	for k := len(t.Verbs) - 1; k >= 0 && t.Verbs[k].First >= s.First; k-- {
		if t.Verbs[k].Last < i && t.Verbs[k].Form.Finite() {
			return true
		}
	}
	return false
}

// finiteAfter reports whether an auxiliary or a verb that cannot be anything
// else follows in the clause.
func (t *Text) finiteAfter(s Phrase, i int) bool {
	for k := i + 1; k <= s.Last; k++ {
		if t.Words[k].Text == ";" || t.has(k, relative) {
			return false
		}
		if t.has(k, aux) && t.nameOf[k] < 0 && t.Low(k) != "being" && t.Low(k) != "having" {
			return true
		}
		if lemma, ok := thirdPerson(t.Words[k].Low); ok && strong[lemma] && t.nameOf[k] < 0 && !t.Words[k].Capital {
			return true
		}
		if lemma, past, _ := pastForm(t.Words[k].Low); past && t.phraseStart(k+1) && k > i+1 && !t.has(k-1, det|prep) && lemma != "" && !t.Words[k].Capital {
			return true
		}
	}
	return false
}

// strong are verbs whose third person is no plural noun.
var strong = words(`provide include welcome commit invest announce reaffirm recognize recognise intend seek allocate contribute deliver reflect require
	continue make take give bring build create ensure enable expand strengthen commend believe expect remain underscore applaud acknowledge pledge
	devote dedicate establish represent mobilize appropriate`)

// presentVerb reports whether a form in -s is a verb rather than a plural.
func (t *Text) presentVerb(i int, lemma string) bool {
	if i == 0 || t.has(i-1, det|prep|mark) && t.Words[i-1].Text != ")" || t.Words[i-1].Possessive {
		return false
	}
	if t.has(i-1, relative|pronoun) {
		return true
	}
	next := t.phraseStart(i+1) || objects[t.Low(i+1)] || t.Low(i+1) == "that" || t.Low(i+1) == "to" && t.infinitiveAt(i+1)
	if strong[lemma] {
		return next || !strings.HasSuffix(t.Low(i-1), "s") || t.nameOf[i-1] >= 0 || t.has(i+1, prep|adverb)
	}
	if strings.HasSuffix(t.Low(i-1), "s") && t.nameOf[i-1] < 0 && !t.Words[i-1].Capital && t.Low(i-1) != "this" {
		return false
	}
	return next
}

// coVerb reports "co-" and "re-" ahead of a verb.
func (t *Text) coVerb(i int) bool {
	return (t.Low(i) == "co" || t.Low(i) == "re") && i+2 < len(t.Words) && t.Words[i+1].Hyphen() && isVerb(t.Low(i+2))
}

func (t *Text) infinitiveAt(i int) bool {
	if t.coVerb(i + 1) {
		return true
	}
	return i+1 < len(t.Words) && isVerb(t.Low(i+1)) && !t.Words[i+1].Capital
}

// plainVerb reads a verb in its plain form: at the start of an item, after a
// plural subject, or after "and".
func (t *Text) plainVerb(s Phrase, i int, low string) (Verb, bool) {
	v := Verb{First: i, Last: i, Main: i, Lemma: low, Form: Bare}
	object := t.phraseStart(i+1) || t.Low(i+1) == "that" || t.Low(i+1) == "to" && t.infinitiveAt(i+1)
	prev := i - 1
	for prev > s.First && t.has(prev, adverb) {
		prev--
	}
	switch {
	case i == s.First || prev == s.First && t.has(prev, adverb) || t.afterBullet(s, i):
		return v, object || !nounToo[low]
	case t.Low(prev) == "and" || t.Low(prev) == "or" || t.Low(prev) == "," || t.Low(prev) == "&":
		if len(t.Verbs) == 0 || t.Verbs[len(t.Verbs)-1].First < s.First || !object && nounToo[low] {
			return v, false
		}
		return v, t.Low(prev) != "," || object || t.Low(i+1) != "and"
	case t.has(prev, pronoun|relative):
		v.Form = Present
		return v, true
	case t.has(prev, det|prep|mark) || t.Words[prev].Possessive:
		return v, false
	case !object && !(strong[low] && t.has(i+1, adverb)):
		return v, false
	case plural(t, prev):
		v.Form = Present
		return v, true
	}
	return v, false
}

// nounToo are plain verbs that are as often nouns.
var nounToo = words(`support help aid access act fund grant loan finance plan program project focus work study report review award contract deal trade
	export import use increase lead design effort aim target exchange research invest purchase order partner contribution transfer match benefit
	cap cost need total limit tax charge return cut drop house market pilot place model host power range rise fall face`)

func plural(t *Text, i int) bool {
	if i < 0 {
		return false
	}
	if m := t.nameOf[i]; m >= 0 {
		for i > 0 && t.nameOf[i] == m {
			i--
		}
		return t.Low(i) == "and" || t.has(i, det) && t.Low(i-1) == "and"
	}
	low := t.Low(i)
	return strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") || low == "people" || low == "children" || low == ")"
}
