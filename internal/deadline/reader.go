package deadline

import "time"

// A reader reads the tokens of one text from left to right. Its methods that
// read at a place return the place behind what they read; each looks at a
// bounded number of tokens, which keeps the whole linear.
type reader struct {
	text      string
	tokens    []token
	o         Options
	published time.Time // at midnight UTC
	found     []Date

	behind   int  // the token behind the latest date
	latest   Kind // its kind
	labelled int  // the token behind a list of numbers under a label ("Resolutions 2087 and 2094")
	fiscal   int  // the token behind "fiscal years 2022": years that follow in a list are fiscal too
}

func newReader(text string, o Options) *reader {
	return readerOf(text, tokenize(text), o)
}

// readerOf returns a reader of a text that has been cut into tokens.
func readerOf(text string, tokens []token, o Options) *reader {
	p := &reader{text: text, tokens: tokens, o: o, behind: -1, labelled: -1, fiscal: -1}
	if !o.Published.IsZero() {
		p.published = dayOf(o.Published).First()
	}
	return p
}

var nothing token

// at returns the token at i, an empty one outside the text.
func (p *reader) at(i int) *token {
	if i < 0 || i >= len(p.tokens) {
		return &nothing
	}
	return &p.tokens[i]
}

// is reports whether the token at i is one of the words or marks.
func (p *reader) is(i int, words ...string) bool {
	word := p.at(i).word
	if word == "" {
		return false
	}
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

// dash passes over a hyphen or dash at i.
func (p *reader) dash(i int) int {
	if p.is(i, "-") {
		return i + 1
	}
	return i
}

// article passes over "the" at i.
func (p *reader) article(i int) int {
	if p.is(i, "the") {
		return i + 1
	}
	return i
}

// phrase passes over the words at i, or returns i where they do not stand there.
func (p *reader) phrase(i int, words []string) int {
	for k, w := range words {
		if !p.is(i+k, w) {
			return i
		}
	}
	return i + len(words)
}

var singleHedges = words("about around approximately roughly nearly almost over some well just under estimated only exceeding")

// hedges passes over "about", "at least", "up to" and the like.
func (p *reader) hedges(i int) int {
	for range maxFillers {
		n := p.hedge(i)
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// hedge returns the number of tokens at i that blur a number.
func (p *reader) hedge(i int) int {
	switch {
	case singleHedges[p.at(i).word]:
		return 1
	case p.is(i, "more", "less", "fewer") && p.is(i+1, "than"), p.is(i, "at") && p.is(i+1, "least", "most"),
		p.is(i, "up") && p.is(i+1, "to"), p.is(i, "an") && p.is(i+1, "estimated"):
		return 2
	case p.is(i, "no") && p.is(i+1, "more", "less", "fewer") && p.is(i+2, "than"):
		return 3
	}
	return 0
}

// add records a date made of the tokens from i to next.
func (p *reader) add(i, next int, d Date) int {
	d.Start, d.End = p.at(i).start, p.at(next-1).end
	p.found = append(p.found, d)
	p.behind, p.latest = next, d.Kind
	return next
}
