package factsheet

import (
	"strings"

	"communique/internal/pattern"
)

// What makes a paragraph outside a list a commitment. A sentence is strong
// where it gives money or founds something, firm where a party binds itself.
var (
	moneyLike  = pattern.New(`(?i)(?:[$€£¥₩₹]\s?\d|\b(?:USD|EUR|GBP|JPY|KRW|CNY|RMB|INR|AUD|CAD|NZD|CHF|SGD|SEK|NOK|DKK)\s?\d|\b\d[\d,.]*\s*(?:thousand|million|billion|trillion|crore|lakh)?\s*(?:dollars|euros?|pounds sterling|yen|won|yuan|rupees)\b)`)
	giving     = pattern.New(`(?i)\b(?:will|to|is|are|has|have|intends?|plans?|today|also|jointly|government|administration|and)\s+(?:[\w-]+\s+){0,3}?(?:provid|invest|commit|contribut|award|allocat|donat|fund|grant|giv|pledg|dedicat|mobili[sz]|announc|confirm|issu|reauthori[sz])\w*|\bannounced\b|\bcommitment of\b|\bis an? (?:[\w-]+ )?[$€£¥₩]`)
	founding   = pattern.New(`(?i)\b(?:is|are|will|shall|agreed? to|decided to|intends? to|plans? to|committed to|today)\s+(?:also\s+|jointly\s+|today\s+|further\s+)*(?:establish(?:ing)?|launch(?:ing)?|creat(?:e|ing)|set(?:ting)? up|found(?:ing)?|open(?:ing)?|stand(?:ing)? up|inaugurat(?:e|ing))\b`)
	firm       = pattern.New(`(?i)\b(?:(?:will|shall)\s+(?:also\s+|not\s+|both\s+|each\s+|today\s+|jointly\s+|\w+ly\s+|continue\s+to\s+)*[a-z]+|(?:commit(?:s|ted|ting)?|agree[sd]?|pledge[sd]?|decided|undertakes?|undertook|intends?|plans?|seeks?|resolved?)\s+(?:\w+\s+)?to|agree[sd]? (?:on|that)|commitment to (?:\w+ly )?\w+(?:e|ing|en|ise|ize)\b|(?:are|is) (?:\w+ly |further |also )*(?:announcing|launching|collaborating|working|making|providing|investing|expanding|committing|partnering)|(?:today|jointly|also|recently|government|administration|we|hereby)\s+(?:\w+\s+)?(?:announce[sd]?|confirm(?:s|ed)?|launche[sd]|signed)|has (?:today )?(?:announced|confirmed|committed|pledged)|signed into law)`)
	forward    = pattern.New(`(?i)\blooks? forward to (?:working|continuing|deepening|capitali[sz]ing)`)
	future     = pattern.New(`(?i)\b(?:will|shall|intends? to|commits? to|agree to|pledge to)\b`)
	welcomes   = pattern.New(`(?i)\bwelcome[sd]?\b.*\b(?:commitments?|decisions?|establishment|launch|pledges?|announcements?|plans? to)\b`)
	relative   = pattern.New(`(?i)\b(?:which|that|who|what|how|where|when|and this|it|this|these|those|there|he|she)\s+(?:\w+\s+)?(?:will|shall|is|are|seeks?|plans?|intends?)\b`)
	reported   = pattern.New(`(?i)\b(?:hopes?|expects?|believes?|ensur\w+|so|means|such|note[sd]?|recogni[sz]e[sd]?|knows?|remains?)\s+that\b[^.;]*`)
	backward   = pattern.New(`(?i)^(?:this|these|those|it|such|there|that)\b`)
	refersBack = pattern.New(`^(?:The|This|These|Its|Their|the|this|these|its|their)\s+(?:[a-z0-9]+[\s-]+){0,3}?(?:funding|fund|program(?:me)?|initiative|partnership|investment|package|project|plan|effort|activities|assistance|grant|support|agreement|framework|mechanism|group)s?\b`)
	quotes     = pattern.New(`(?i)\b(?:said|says|stated|added|quote)\s*:$`)
)

// A setting says where a paragraph stands, which decides how plain a promise
// must be to count as one.
type setting struct {
	ahead  bool // of the first heading of a document that has some
	before bool // a list follows in the same section: this introduces it
	after  bool // a list of commitments stands before it in the same section
	lists  bool // the document speaks in lists
	headed bool // the section has a heading on a line of its own
	alone  bool // the document has neither headings nor lists
}

// promises reports whether a paragraph says what a party does or will do, and
// by which rule.
func promises(words string, in setting) (Guess, bool) {
	if strings.HasPrefix(words, `"`) || strings.HasPrefix(words, "*") || countWords(words) < 4 {
		return "", false
	}
	for _, s := range sentences(words) {
		sentence := words[s.Start:s.End]
		if lastRune(sentence) == '?' {
			continue
		}
		if guess, ok := in.promise(sentence); ok {
			return guess, true
		}
	}
	return "", false
}

func (in setting) promise(s string) (Guess, bool) {
	back := backward.MatchString(s)
	if !back && strings.ContainsAny(s, "0123456789") && moneyLike.MatchString(s) && giving.MatchString(s) && (!in.lists || !in.ahead || future.MatchString(s)) {
		return "paragraph: a party gives money", true
	}
	if !back && !pronoun(s) && founding.MatchString(relative.ReplaceAllString(s, "")) {
		return "paragraph: a party founds something", true
	}
	if (in.before || in.ahead) && in.lists || back {
		return "", false
	}
	main := relative.ReplaceAllString(reported.ReplaceAllString(s, ""), "")
	switch {
	case in.ahead && !future.MatchString(main), pronoun(main):
		return "", false
	case firm.MatchString(main):
		return "paragraph: a party binds itself", true
	case !in.lists && forward.MatchString(main):
		return "paragraph: a party looks forward to an action", true
	case !in.lists && welcomes.MatchString(main):
		return "paragraph: an undertaking is welcomed", true
	}
	return "", false
}

// pronoun reports whether the subject of a sentence is somebody named before.
func pronoun(s string) bool {
	switch strings.ToLower(firstWord(s)) {
	case "he", "she", "it", "this", "these":
		return true
	}
	return false
}
