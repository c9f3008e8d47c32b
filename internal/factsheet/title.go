package factsheet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/pattern"
)

// MaxTitle is the greatest number of characters of a title.
const MaxTitle = 90

// titles gives each commitment its title. Within a document no two are alike.
func (d *Document) titles() {
	seen := map[string]bool{}
	take := func(s string) bool {
		key := strings.ToLower(s)
		if s == "" || seen[key] {
			return false
		}
		seen[key] = true
		return true
	}
	for c := range d.Commitments() {
		if c.Title != "" { // an editor's
			take(c.Title)
		}
	}
	for c := range d.Commitments() {
		if c.Title == "" {
			c.Title = c.pickTitle(take)
		}
	}
}

// pickTitle returns the first candidate that is still free; where none is, the
// best of them with the number of the commitment.
func (c *Commitment) pickTitle(take func(string) bool) string {
	best := ""
	for s := range c.headlines {
		if take(s) {
			return s
		}
		if best == "" {
			best = s
		}
	}
	if best == "" {
		best = "Commitment"
	}
	suffix := " (" + c.Number + ")"
	s := clipWords(best, MaxTitle-utf8.RuneCountInString(suffix)) + suffix
	take(s)
	return s
}

// headlines yields the titles that a commitment could have, best first.
func (c *Commitment) headlines(yield func(string) bool) {
	text := slices.DeleteFunc(slices.Clone(c.firstText()), func(r Run) bool { // footnote marks
		return r.Marks&Superscript != 0 && !strings.ContainsFunc(r.Text, unicode.IsLetter)
	})
	if len(text) == 0 {
		return
	}
	body := text
	if lead, rest := runIn(text); lead != nil && countWords(lead.String()) > 1 {
		if !fitting(tidyTitle(printed(lead.String())), yield) {
			return
		}
		body = rest
	} else if n := text.markedPrefix(Strong); c.leadOnly(text, n) {
		if !fitting(tidyTitle(printed(text.String()[:n])), yield) {
			return
		}
	}
	for _, s := range c.told(body) {
		if !fitting(tidyTitle(mainClause(s)), yield) {
			return
		}
	}
}

// fitting yields s if it is short enough for a title, and what it can be cut to.
func fitting(s string, yield func(string) bool) bool {
	if n := utf8.RuneCountInString(s); n > 0 && n <= MaxTitle {
		return yield(s)
	}
	return cuts(s, yield)
}

// leadOnly reports whether the first n bytes, set in bold, are a phrase that
// can stand alone, though no mark closes it.
func (c *Commitment) leadOnly(t Text, n int) bool {
	if n == 0 || n == len(t.String()) {
		return n > 0
	}
	w := fold(t.String()[:n])
	return startsWithVerb(w) && countWords(w) > 3
}

// told returns the sentences of a commitment, the one that promises first.
func (c *Commitment) told(t Text) []string {
	s := t.String()
	var out []string
	best := -1
	for _, span := range sentences(s) {
		sentence := printed(s[span.Start:span.End])
		if !hasWord(sentence) {
			continue
		}
		if best < 0 && c.prose() && !startsWithVerb(fold(s)) && firm.MatchString(relative.ReplaceAllString(sentence, "")) {
			best = len(out)
		}
		out = append(out, sentence)
	}
	if best > 0 {
		out = append([]string{out[best]}, append(out[:best:best], out[best+1:]...)...)
	}
	return out
}

var (
	fronted      = pattern.New(`^(?:If|While|Despite|After|Although|Through|To|In|As|With|Under|Through|Based|Following|Today|During|Over|By|Ahead|At|On|For|Since|Given|Together|Also|Additionally|Moreover|Furthermore|Finally|Lastly|Further|[A-Z][a-z]+ing)\b[^.;:]*?, `)
	jointSubject = pattern.New(`^(?:The |Our )?[^,.;:]{2,60}?(?:,| and|, and) [^.;:]{2,60}? will (?:also |both |jointly |further )*`)
)

// mainClause returns a sentence without what stands ahead of its main clause
// ("To prepare for the next threat, …") and without a subject of several
// parties ("The United States and Korea will"): in a headline the deed comes
// first. The subject of a single party stays, since it says who.
func mainClause(s string) string {
	if loc := fronted.FindStringIndex(s); loc != nil {
		if rest := s[loc[1]:]; startsWithVerb(rest) || ownSubject(capital(rest)) {
			s = capital(rest)
		}
	}
	if first := strings.Index(s, " will "); first < 0 || finiteVerb.MatchString(s[:first]) {
		return s
	}
	if loc := jointSubject.FindStringIndex(s); loc != nil && startsWithVerb(s[loc[1]:]) && !finiteVerb.MatchString(s[:loc[1]-len("will ")]) {
		s = capital(s[loc[1]:])
	}
	return s
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// tidyTitle makes a phrase look like a headline: it begins with a capital and
// does not end in the punctuation of running text.
func tidyTitle(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-*", r) })
	s = strings.TrimSuffix(strings.TrimSuffix(s, "; and"), "; or")
	if strings.HasSuffix(s, ".") && !abbreviationEnd(s) && !strings.HasSuffix(s, "..") {
		s = strings.TrimRightFunc(s[:len(s)-1], unicode.IsSpace)
	}
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) && !strings.ContainsFunc(firstWord(s)[min(n, len(firstWord(s))):], unicode.IsUpper) {
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	return s
}

// endCut tidies the beginning of a sentence: words that cannot end a headline
// go.
func endCut(s string) string {
	for {
		trimmed := strings.TrimRight(s, " ,;:–—-")
		if w := lastWord(trimmed); dangling[strings.ToLower(w)] && strings.Contains(trimmed, " ") {
			trimmed = strings.TrimSuffix(trimmed, w)
		}
		if trimmed == s {
			return tidyTitle(s)
		}
		s = trimmed
	}
}

// dangling words cannot end a headline.
var dangling = set("a", "an", "the", "and", "or", "of", "to", "for", "with", "in", "on", "by", "at", "from", "as", "into", "its", "their", "our",
	"that", "which", "including", "include", "includes", "through", "under", "between", "both", "such", "while", "who", "whose", "is", "are", "be", "more", "also", "against", "across", "among", "within",
	"this", "these", "will", "up", "over", "about", "towards", "toward", "is", "was", "were", "has", "have", "than", "but", "new", "where", "how", "not", "if", "via",
	"along", "due", "so", "they", "without", "part", "together", "near", "based", "because", "until", "toward", "upon", "it", "we", "he", "she", "his", "her", "any", "each", "all", "some")

// boundaries are the words before which a clause can end.
var boundaries = set("to", "for", "by", "through", "with", "including", "which", "in", "on", "and", "as", "while", "from", "at", "aimed",
	"focused", "led", "between", "across", "under", "within", "into", "who", "where", "so", "because", "during", "toward", "towards", "using", "via", "since", "when", "after", "before", "among", "against", "but", "or", "upon", "over", "of")

// shortForm reports whether s begins with a short form in brackets, "(DOE)",
// which belongs to the name before it.
func shortForm(s string) bool {
	end := strings.IndexByte(s, ')')
	return end > 1 && end < 16 && strings.ToUpper(s[1:end]) == s[1:end]
}

// A cut is a place at which a sentence may end as a headline.
type cut struct {
	at    int // byte offset
	score int
}

// cuts yields the headlines of at most MaxTitle characters that the beginnings
// of s give, best first, and reports whether all were asked for. The last
// resort ends at a word.
func cuts(s string, yield func(string) bool) bool {
	limit := prefixLen(s, MaxTitle)
	if limit == len(s) {
		return yield(s)
	}
	all := cutPlaces(s, limit)
	slices.SortStableFunc(all, func(a, b cut) int { return b.score - a.score })
	subject := ownSubject(s)
	for _, c := range all {
		begin := s[:c.at]
		if subject && !clauseVerb.MatchString(begin) && !startsWithVerb(begin) {
			continue // a subject without its verb says nothing
		}
		if t := endCut(begin); countWords(t) >= 3 && !yield(t) {
			return false
		}
	}
	return yield(clipWords(s, MaxTitle))
}

// cutPlaces returns where s may end among its first bytes, in order: no place
// within brackets or quotation marks is one.
func cutPlaces(s string, limit int) []cut {
	var all []cut
	depth, quoted := 0, false
	for i := 0; i < limit; {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '(', '[':
			if depth == 0 && i > 0 && !shortForm(s[i:]) {
				all = append(all, cut{i, cutScore(s, i, 10)})
			}
			depth++
		case ')', ']':
			depth--
		case '“':
			quoted = true
		case '”':
			quoted = false
		}
		if depth == 0 && !quoted && i > 0 {
			if p := punctuationCut(s, i, r); p > 0 {
				all = append(all, cut{i, cutScore(s, i, p)})
			} else if r == ' ' {
				if p := wordCut(s, i); p > 0 {
					all = append(all, cut{i, cutScore(s, i, p)})
				}
			}
		}
		i += n
	}
	return all
}

// clauseVerb finds a verb in a clause with a subject.
var clauseVerb = pattern.New(`(?i)\b(?:will|shall|is|are|was|were|has|have|had|may|can|could|would|intends?|plans?|commits?|agree[sd]?|welcomes?|announce[sd]?|reaffirm(?:s|ed)?|recogni[sz]es?|pledge[sd]?|signed|launched|provide[sd]?|awarded|invest(?:s|ed)?|committed|seeks?|met)\b`)

// prefixLen returns the length in bytes of the first n characters of s.
func prefixLen(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// cutScore weighs a cut: a headline of 40 to 90 characters that ends at a
// strong mark is best.
func cutScore(s string, at, strength int) int {
	n := utf8.RuneCountInString(s[:at])
	switch {
	case n < 20:
		return strength - 60
	case n < 40:
		return strength - (40 - n)
	}
	return strength + n/4
}

// punctuationCut returns how good a place the mark at i is to end, or 0.
func punctuationCut(s string, i int, r rune) int {
	rest := s[i+utf8.RuneLen(r):]
	switch r {
	case ';', ':', '–', '—':
		if strings.HasPrefix(rest, " ") || r == '—' {
			return 22
		}
	case ',':
		if strings.HasPrefix(rest, " ") && !nameAround(s, i) && !listComma(s, i) {
			return 20
		}
	}
	return 0
}

var seriesEnd = pattern.New(`^, (?:[^,.;]{1,40}, )*(?:and|or) `)

// listComma reports whether the comma at i parts the members of a series
// ("materials, parts, and equipment"): a cut there would lose the rest of it.
func listComma(s string, i int) bool {
	if loc := seriesEnd.FindStringIndex(s[i:]); loc != nil {
		member := s[i+loc[1]:]
		return !startsWithVerb(member) && !boundaries[wordOf(firstWord(member))]
	}
	next := wordOf(firstWord(s[i+1:]))
	return !boundaries[next] && !startsWithVerb(s[i+2:]) && !strings.HasSuffix(next, "ing")
}

// nameAround reports whether a mark stands between two capitalised words, as
// in the name of a ministry.
func nameAround(s string, i int) bool {
	before, after := lastWord(s[:i]), strings.TrimLeft(s[i:], ", ")
	return unicode.IsUpper(firstRune(before)) && unicode.IsUpper(firstRune(after))
}

// wordCut returns how good a place the space at i is to end, or 0.
func wordCut(s string, i int) int {
	next := wordOf(firstWord(s[i+1:]))
	before := lastWord(s[:i])
	if participle(s[i+1:]) && !dangling[wordOf(before)] && !strings.HasSuffix(wordOf(before), "ly") {
		return 16
	}
	if !boundaries[next] || strings.HasSuffix(wordOf(before), "ed") {
		return 0
	}
	after := strings.TrimLeft(s[i+1:], " ")
	after = after[min(len(firstWord(after)), len(after)):]
	inName := unicode.IsUpper(firstRune(before)) && unicode.IsUpper(firstRune(after))
	w := wordOf(before)
	switch {
	case w == "" || dangling[w] || unfinished[w]:
		return 0
	case strings.HasSuffix(w, "ing") && wordOf(lastWord(strings.TrimSuffix(s[:i], " "+before))) == "to":
		return 0
	case next == "of":
		return 0
	case next == "and" || next == "or" || next == "but":
		if startsWithVerb(strings.TrimLeft(after, " ")) && !inName && !plainVerbs[w] {
			return 12
		}
		return 0
	case inName && (next == "for" || next == "on" || next == "in" || next == "to"):
		return 0
	case needsMore[w] || strings.HasSuffix(w, "ly") || startsWithVerb(before) && !nounVerbs[w]:
		return 0
	case next == "which" || next == "while" || next == "including" || next == "through" || next == "by" || next == "who" || next == "where":
		return 16
	case next == "to":
		return 9
	}
	return 10
}

var participles = pattern.New(`^[a-z]+(?:ed|led) (?:by|at|to|with|on|of|in|for) `)

// participle reports whether s begins with one that adds to the noun before
// it: "facilitated by …", "aimed at …".
func participle(s string) bool { return participles.MatchString(s) }

// unfinished are verbs that say nothing without what follows them.
var unfinished = set("remain", "remains", "remained", "become", "becomes", "continue", "continues", "includes", "establishes", "announced", "announces",
	"reaffirm", "reaffirmed", "recognize", "recognise", "stress", "affirm", "note", "noted", "agree", "believe", "underscore", "welcome", "welcomed")

// needsMore are words after which a clause is not finished.
var needsMore = set("commit", "commits", "committed", "work", "works", "working", "seek", "seeks", "intend", "intends", "plan", "plans", "agree", "agreed",
	"continue", "continues", "able", "access", "according", "addition", "order", "efforts", "effort", "due", "collaborate", "cooperate", "respond",
	"related", "based", "contribute", "focus", "focused", "partner", "look", "aims", "aim", "need", "needs", "leading", "led", "build", "invest",
	"participate", "engage", "consult", "depending", "close", "prior", "subject", "response", "support", "increase", "approach", "approaches", "comprised", "committing", "will", "way", "ways", "addressing", "help", "helps", "continue", "intention",
	"connection", "accordance", "line", "nearly", "approximately", "additional", "million", "one", "two", "three", "four", "five", "first", "further", "expand", "joint", "bilateral", "mutual", "global", "international", "national", "public", "private", "new", "high", "long", "clean")

// clipWords cuts at the last word that fits into n characters, an ellipsis
// included: ahead of a bracket or quotation that it would leave open, and not
// inside a name where that can be helped.
func clipWords(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	limit := prefixLen(s, n-1)
	if open := unclosed(s[:limit]); open > limit/2 {
		limit = open
	}
	at := -1
	for i := limit; i > 0 && limit-i < 50; i-- {
		if s[i] != ' ' {
			continue
		}
		if at < 0 {
			at = i
		}
		if !insideName(s, i) {
			at = i
			break
		}
	}
	if at < 0 {
		at = limit
		for at > 0 && !utf8.RuneStart(s[at]) {
			at--
		}
	}
	return endCut(s[:at]) + "…"
}

// unclosed returns where the bracket or quotation begins that s leaves open, or -1.
func unclosed(s string) int {
	open := -1
	for i, r := range s {
		switch r {
		case '(', '[', '“':
			if open < 0 {
				open = i
			}
		case ')', ']', '”':
			open = -1
		}
	}
	return open
}

// insideName reports whether the space at i stands within a run of capitalised
// words, small words between them included ("Department of Health and Human
// Services").
func insideName(s string, i int) bool {
	before, after := lastWord(s[:i]), strings.TrimLeft(s[i:], " ")
	if nameWords[before] {
		before = lastWord(strings.TrimRight(s[:i-len(before)], " "))
	}
	next := firstWord(after)
	if nameWords[next] {
		after = strings.TrimLeft(after[len(next):], " ")
	}
	return !strings.HasSuffix(before, ",") && unicode.IsUpper(firstRune(before)) && unicode.IsUpper(firstRune(after))
}

var nameWords = set("of", "and", "for", "the", "on", "in", "to")
