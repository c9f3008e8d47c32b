package factsheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/pattern"
)

// A heading is a section title that the outline has recognised.
type heading struct {
	title Text   // as printed, number and colon included
	style string // how it is marked: headings of one style are of one rank
	level int    // of a Markdown heading, 0 of others
	guess Guess
	rest  *block // run-in headings: the paragraph that follows on the same line
}

// Longer lines than these are sentences, not titles.
const (
	maxTitleWords = 25
	maxLeadWords  = 30
)

var (
	numberPrefix = pattern.New(`^\s*(?:\(?[0-9]{1,2}[.)]|\(?[ivxIVX]{1,5}[.)]|[A-Z][.)]|[0-9]{1,2})[\s\x{a0}\x{200b}]+`)
	labelPrefix  = pattern.New(`(?i)^(?:pillar|annex|chapter|part|section|appendix|theme|track|priority|area|article|goal|workstream)\s+(?:[0-9]{1,2}|[ivx]{1,5}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)\b`)
	endMark      = pattern.New(`(?i)^(?:[#*\-_=~•·\s]{2,}|#|-\s*(?:30|end)\s*-|end|\[end\])$`)
	announces    = pattern.New(`(?i)(?:\b(?:will|to|includes?|included|including|follow(?:s|ing)?|are|is|that|by|with|as|on|for|we|of|and|also|said|says|through|committed|agreed|announced?|welcome[sd]?|below|today|shall)\s*:$|\bfollowing\b|\bas follows\b)`)
	finiteVerb   = pattern.New(`(?i)\b(?:will|shall|is|are|was|were|has|have|had|announces?|announced|welcomes?|commits?|reaffirm(?:s|ed)?|met|signed|agreed|believes?)\b`)
)

// isEndMark reports whether a line closes a document: "###", "# # #", "-30-".
func isEndMark(words string) bool {
	return words != "" && endMark.MatchString(words)
}

// ownLine returns the heading that a whole block is, or nil.
func ownLine(b *block) *heading {
	w, n := b.words(), b.read().count
	if n == 0 || b.image != "" {
		return nil
	}
	if b.kind == headingBlock {
		return &heading{title: b.text, style: "markdown", level: b.level, guess: "heading: Markdown"}
	}
	if b.kind != paraBlock || n > maxTitleWords || b.quote && !b.text.marked(Strong) {
		return nil
	}
	last := lastRune(w)
	numbered := numberPrefix.MatchString(w) && b.text.marked(Strong|Underline)
	if strings.ContainsRune(".;,!", last) && !numbered && !abbreviationEnd(w) && !(last == '.' && n <= 12 && b.text.marked(Strong) && !finiteVerb.MatchString(w)) {
		return nil
	}
	if last == ':' && (announces.MatchString(w) || announcing(w)) || strings.HasPrefix(w, "*") || strings.HasPrefix(w, "\"") {
		return nil
	}
	style, guess := lineStyle(b.text, w)
	if style == "" {
		return nil
	}
	if sentenceLike(w) && style != "underlined" && !strings.Contains(style, "+") {
		return nil
	}
	return &heading{title: b.text, style: style, guess: guess}
}

// announcing reports whether a line that ends in a colon is a sentence, and so
// announces what follows; a question or "What …" is a title.
func announcing(w string) bool {
	switch wordOf(firstWord(w)) {
	case "what", "how", "why", "where", "who", "when":
		return false
	}
	return finiteVerb.MatchString(w) && countWords(w) > 5
}

// italicLine returns the heading that a short line in italics is. At the top of
// a document it is a subtitle; that is for the caller to see.
func italicLine(b *block) *heading {
	w, n := b.words(), b.read().count
	if b.kind != paraBlock || b.image != "" || n == 0 || n > 12 || !b.text.marked(Emphasis) || b.quote {
		return nil
	}
	if strings.ContainsRune(".;:,!?", lastRune(w)) || strings.HasPrefix(w, "*") || strings.HasPrefix(w, "\"") || footnote.MatchString(w) || finiteVerb.MatchString(w) {
		return nil
	}
	return &heading{title: b.text, style: "italics", guess: "heading: a short line in italics"}
}

// abbreviationEnd reports whether the point at the end belongs to the last
// word ("in the U.S.").
func abbreviationEnd(w string) bool {
	last := lastWord(w)
	return strings.Count(last, ".") > 1 || abbreviations[strings.ToLower(strings.TrimRight(last, "."))]
}

// lineStyle names how a whole line is set off from running text.
func lineStyle(t Text, w string) (string, Guess) {
	bold, under, caps := t.marked(Strong), t.marked(Underline), upper(w)
	switch {
	case bold && under && caps:
		return "bold+underlined+capitals", "heading: whole paragraph bold, underlined and in capitals"
	case bold && under:
		return "bold+underlined", "heading: whole paragraph bold and underlined"
	case bold && caps:
		return "bold+capitals", "heading: whole paragraph bold and in capitals"
	case bold:
		return "bold", "heading: whole paragraph bold"
	case under:
		return "underlined", "heading: whole paragraph underlined"
	case caps:
		return "capitals", "heading: whole paragraph in capitals"
	case labelPrefix.MatchString(w) && lastRune(w) != '.':
		return "label", "heading: a numbered label"
	}
	return "", ""
}

// sentenceLike reports whether a line without a full stop is a sentence all
// the same: long, with a finite verb, most of its words in lower case.
func sentenceLike(w string) bool {
	words := strings.Fields(w)
	if len(words) < 12 || !finiteVerb.MatchString(w) {
		return false
	}
	lower := 0
	for _, x := range words {
		if r := firstRune(x); unicode.IsLower(r) && len(x) > 3 {
			lower++
		}
	}
	return lower*3 > len(words)
}

// runIn returns the bold lead with which a paragraph begins, up to and with
// its colon or point, and the text after it. The lead is empty where there is
// none or where the bold words are the subject of the sentence.
func runIn(t Text) (lead, rest Text) {
	n := t.markedPrefix(Strong)
	if u := t.markedPrefix(Underline); u > n {
		n = u
	}
	if n == 0 {
		return nil, nil
	}
	s := t.String()
	end := n
	if tail := strings.TrimLeftFunc(s[n:], invisible); tail != "" && strings.ContainsRune(":–—", firstOf(tail)) {
		end = len(s) - len(tail) + len(string(firstOf(tail)))
	} else if tail != "" && tail[0] == '.' {
		end = len(s) - len(tail) + 1
	}
	head := fold(s[:end])
	if !strings.ContainsFunc(numberPrefix.ReplaceAllString(head+" ", ""), unicode.IsLetter) || countWords(head) > maxLeadWords || !strings.ContainsRune(".:?!–—-", lastRune(head)) {
		return nil, nil
	}
	rest = t.slice(end, len(s)).trim()
	if len(rest) == 0 {
		return nil, nil
	}
	return t.slice(0, end).trim(), rest
}

func firstOf(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// title returns the words of a heading without its number and closing colon.
func title(t Text) string {
	w := fold(t.String())
	if loc := numberPrefix.FindStringIndex(w); loc != nil && hasWord(w[loc[1]:]) {
		w = w[loc[1]:]
	}
	w = strings.Trim(strings.TrimSpace(keepQuotes(t, w)), " :–—-*•")
	if strings.HasSuffix(w, ".") && !abbreviationEnd(w) {
		w = strings.TrimRight(w, ".")
	}
	return w
}

// keepQuotes gives the end of a folded text back with the quotation marks that
// the text was printed with, which fold makes plain.
func keepQuotes(t Text, end string) string {
	whole := printed(t.String())
	at := len(whole)
	for range utf8.RuneCountInString(end) {
		if at == 0 {
			return end
		}
		_, n := utf8.DecodeLastRuneInString(whole[:at])
		at -= n
	}
	return whole[at:]
}
