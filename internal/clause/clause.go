// Package clause reads who does what in the sentences of a text: their verbs,
// the noun phrases about them, and the agent of each verb.
//
// In go a text, the parties of its document and the stretches that are one
// thing to grammar (sums of money); out comes a [Text] that can be asked. It
// is no parser of English. It knows the closed classes (prepositions,
// determiners, auxiliaries), the verbs of official documents in all their
// forms, and a dozen constructions in which these documents say who acts:
// passives, infinitives and gerunds that lean on another verb or noun,
// relative clauses, coordination, "the decision by X to", "X's pledge to". A
// question it cannot answer it answers with no; it never guesses from nearness
// alone.
package clause

import (
	"sort"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/party"
)

// A Span is a range of bytes in a text, half open.
type Span struct{ Start, End int }

// A tag says what a word can be.
type tag uint16

const (
	prep tag = 1 << iota
	det
	pronoun
	relative // which, who, that
	conjunction
	aux
	adverb
	mark
	atom // stands for a stretch given to Read
)

// A Form is the form of a verb.
type Form uint8

const (
	Past        Form = iota // "provided"
	Present                 // "provides"
	Perfect                 // "has provided"
	Progressive             // "is providing"
	Future                  // "will provide"
	Modal                   // "would provide", "can provide"
	Infinitive              // "to provide"
	Bare                    // "provide", at the start of an item
	Gerund                  // "providing"
	Participle              // "provided by", behind its noun
)

// Finite reports whether a verb of the form can have a subject of its own.
func (f Form) Finite() bool { return f <= Modal }

// A Verb is a verb with its auxiliaries.
type Verb struct {
	First, Last int // words
	Main        int // the word that carries the meaning
	Lemma       string
	Form        Form
	Passive     bool
	Copula      bool // "is" alone
}

// A Phrase is a range of words, First to Last inclusive.
type Phrase struct{ First, Last int }

// A Text is a text, read.
type Text struct {
	String    string
	Words     []party.Word
	Mentions  []party.Mention
	Verbs     []Verb
	Sentences []Phrase

	tags   []tag
	verbOf []int // index of the verb of a word, or -1
	nameOf []int // index of the mention of a word, or -1
	atoms  []int // index of the first word of each stretch
	hidden []int // for a word in a relative clause between commas, the word ahead of it; else -1
}

// Read reads a text. The stretches are in order and do not overlap; each is one
// word of the result.
func Read(text string, parties *party.Table, stretches []Span) *Text {
	t := &Text{String: text}
	t.Words, t.Mentions = parties.Read(text)
	t.merge(stretches)
	t.tag()
	t.sentences()
	for _, s := range t.Sentences {
		t.findVerbs(s)
	}
	t.hide()
	return t
}

// Atom returns the word that stands for a stretch.
func (t *Text) Atom(stretch int) int { return t.atoms[stretch] }

// merge puts one word in the place of those of each stretch.
func (t *Text) merge(stretches []Span) {
	if len(stretches) == 0 {
		return
	}
	next := 0
	t.atoms = make([]int, len(stretches))
	all := t.Words
	t.Words = make([]party.Word, 0, len(all))
	for _, w := range all {
		for next < len(stretches) && w.Start >= stretches[next].End {
			next++
		}
		if next < len(stretches) && w.End > stretches[next].Start {
			s := stretches[next]
			if n := len(t.Words); n > 0 && t.Words[n-1].End == s.End && t.Words[n-1].Text == atomText {
				continue
			}
			t.atoms[next] = len(t.Words)
			t.Words = append(t.Words, party.Word{Start: s.Start, End: s.End, Text: atomText, Low: atomText, Glued: w.Glued})
			continue
		}
		t.Words = append(t.Words, w)
	}
}

// atomText is the text of a word that stands for a stretch.
const atomText = "#"

func (t *Text) tag() {
	n := len(t.Words)
	numbers := make([]int, 3*n)
	t.tags, t.verbOf, t.nameOf, t.hidden = make([]tag, n), numbers[:n:n], numbers[n:2*n:2*n], numbers[2*n:]
	m := 0
	for i := range t.Words {
		w := &t.Words[i]
		t.verbOf[i], t.nameOf[i], t.hidden[i] = -1, -1, -1
		for m < len(t.Mentions) && t.Mentions[m].End <= w.Start {
			m++
		}
		switch {
		case w.Text == atomText:
			t.tags[i] = atom
		case m < len(t.Mentions) && w.Start >= t.Mentions[m].Start && w.End <= t.Mentions[m].End:
			t.nameOf[i] = m
		case w.Mark:
			t.tags[i] = mark
		default:
			t.tags[i] = classes[w.Low]
			if t.tags[i] == 0 && adverbial(w.Low) {
				t.tags[i] = adverb
			}
		}
	}
}

var classes = func() map[string]tag {
	m := map[string]tag{}
	add := func(c tag, words string) {
		for _, w := range strings.Fields(words) {
			m[w] |= c
		}
	}
	add(prep, `of in on at by to for from with without within under through throughout via over during since until till between among across into onto
		toward towards upon about against after before as than per despite beyond alongside amid amidst following regarding concerning including
		like near outside inside behind below above around besides except pursuant thanks due because versus ahead along`)
	add(det, `the a an this these those its their our his her my your each every some any all both no another such whose`)
	add(pronoun, `we it they he she i you us them him`)
	add(relative, `which who whom that where`)
	add(conjunction, `and or but nor & while whereas if when although though so unless once`)
	add(aux, `will would shall should can could may might must has have had having is are was were be been being am do does did`)
	add(adverb, `also today together now recently already further then currently soon not never again jointly thereby meanwhile however moreover
		additionally therefore thus additionally tomorrow yesterday just even still only here there`)
	return m
}()

func adverbial(w string) bool {
	if len(w) < 5 || !strings.HasSuffix(w, "ly") {
		return false
	}
	switch w {
	case "supply", "apply", "rely", "comply", "multiply", "reply", "imply", "assembly", "family", "july", "italy", "early", "yearly", "daily", "weekly",
		"monthly", "quarterly", "likely", "friendly", "elderly", "timely", "costly", "only", "monopoly", "anomaly":
		return false
	}
	return true
}

// sentences maps the sentences of the text onto words. A sentence does not end
// within a stretch.
func (t *Text) sentences() {
	first := 0
	for _, s := range factsheet.Sentences(t.String) {
		last := first
		for last < len(t.Words) && t.Words[last].Start < s.End {
			last++
		}
		for ; last-first > longest; first += longest {
			t.Sentences = append(t.Sentences, Phrase{first, first + longest - 1})
		}
		if last > first {
			t.Sentences = append(t.Sentences, Phrase{first, last - 1})
		}
		first = last
	}
}

// longest is how many words a sentence has at most; what is longer is a list
// or no text, and is cut so that time stays linear.
const longest = 600

// Sentence returns the sentence of a word.
func (t *Text) Sentence(i int) Phrase {
	k := sort.Search(len(t.Sentences), func(k int) bool { return i <= t.Sentences[k].Last })
	if k == len(t.Sentences) {
		return Phrase{0, len(t.Words) - 1}
	}
	return t.Sentences[k]
}

// VerbsIn returns the range of the indexes of the verbs of a sentence, half
// open.
func (t *Text) VerbsIn(s Phrase) (from, to int) {
	from = sort.Search(len(t.Verbs), func(v int) bool { return t.Verbs[v].First >= s.First })
	to = sort.Search(len(t.Verbs), func(v int) bool { return t.Verbs[v].First > s.Last })
	return from, to
}

// Span returns the bytes of a phrase.
func (t *Text) Span(p Phrase) Span {
	return Span{t.Words[p.First].Start, t.Words[p.Last].End}
}

// Quote returns the words of a phrase as printed.
func (t *Text) Quote(p Phrase) string {
	s := t.Span(p)
	return t.String[s.Start:s.End]
}

// Low returns a word in lower case, or "" outside the text.
func (t *Text) Low(i int) string {
	if i < 0 || i >= len(t.Words) {
		return ""
	}
	return t.Words[i].Low
}

// Is reports whether a word is one of those in a set.
func (t *Text) Is(i int, set map[string]bool) bool {
	return i >= 0 && i < len(t.Words) && set[t.Words[i].Low]
}

// Preposition reports whether a word is a preposition.
func (t *Text) Preposition(i int) bool { return t.has(i, prep) }

// VerbAt returns the index of the verb of which a word is part, or -1.
func (t *Text) VerbAt(i int) int {
	if i < 0 || i >= len(t.Words) {
		return -1
	}
	return t.verbOf[i]
}

// MentionAt returns the mention of which a word is part, if there is one.
func (t *Text) MentionAt(i int) (party.Mention, bool) {
	if i < 0 || i >= len(t.Words) || t.nameOf[i] < 0 {
		return party.Mention{}, false
	}
	return t.Mentions[t.nameOf[i]], true
}

// MentionsIn returns the mentions within a phrase.
func (t *Text) MentionsIn(p Phrase) []party.Mention {
	var out []party.Mention
	last := -1
	for i := p.First; i <= p.Last && i < len(t.Words); i++ {
		if m := t.nameOf[i]; m >= 0 && m != last {
			out = append(out, t.Mentions[m])
			last = m
		}
	}
	return out
}

func (t *Text) has(i int, c tag) bool { return i >= 0 && i < len(t.tags) && t.tags[i]&c != 0 }

// hide marks relative clauses between commas: ", which includes ten
// institutions, to provide".
func (t *Text) hide() {
	for i := 1; i < len(t.Words); i++ {
		if t.Words[i-1].Text != "," || !(t.Low(i) == "which" || t.Low(i) == "who" || t.Low(i) == "whose") {
			continue
		}
		s := t.Sentence(i)
		for k := i + 1; k <= s.Last; k++ {
			if t.Words[k].Text == "," && !t.listComma(k) && k < s.Last {
				for n := i - 1; n <= k; n++ {
					t.hidden[n] = i - 2
				}
				break
			}
		}
	}
}

// listComma reports a comma within a list: an "and" closes it soon after.
func (t *Text) listComma(k int) bool {
	if t.Low(k+1) == "and" {
		return !t.verbStart(k + 2)
	}
	for n := k + 1; n < len(t.Words) && n < k+7; n++ {
		if t.has(n, prep) || t.verbOf[n] >= 0 {
			return false
		}
		if t.Low(n) == "and" || t.Low(n) == "or" {
			return true
		}
		if t.Words[n].Text == "," && n > k+1 {
			return t.Low(n+1) == "and" || t.Low(n+1) == "or"
		}
	}
	return false
}

func (t *Text) verbStart(i int) bool { return i < len(t.Words) && t.verbOf[i] >= 0 }
