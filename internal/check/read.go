package check

// readWords returns the words of a Markdown document that a reader sees, in
// order. It shares nothing with the parser that makes the pages: what both
// find the same is not found by one mistake.
//
// Hidden are: front matter, HTML tags and comments, the addresses and titles
// of links, reference definitions, and Markdown's own marks. Numbers of lists
// and descriptions of pictures are words.
func readWords(source []byte) []word {
	r := newReader(source)
	for _, l := range r.blocks.leaves {
		r.leaf(l)
	}
	return r.words.words
}

// A reader turns the leaves of a document into words.
type reader struct {
	blocks blocks
	inline inline
	words  collector
	doubt  int // words ahead of it may be front matter
}

// newReader finds the leaves. Its text is a copy of the source in which the
// front matter is blanked and each line ends in a line feed, so that offsets
// are those of the source.
func newReader(source []byte) *reader {
	start, doubt := bodyStart(source)
	text := make([]byte, len(source))
	copy(text, source)
	for i, c := range text {
		switch {
		case i < start:
			text[i] = ' '
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			text[i] = ' '
		case c == '\r':
			text[i] = '\n'
		}
	}
	if start == 0 && hasMark(text) {
		start = len(byteOrderMark)
	}
	r := &reader{doubt: doubt}
	r.blocks.text = text
	r.blocks.read(start, len(text))
	r.inline = inline{text: text, refs: r.blocks.refs}
	r.words.src = string(source)
	r.words.words = make([]word, 0, len(source)/7) // English has fewer words than that
	return r
}

func (r *reader) leaf(l leaf) {
	r.words.maybe = l.maybe || l.start < r.doubt
	switch l.kind {
	case prose:
		at := l.start
		for _, c := range r.inline.read(l.start, l.end) {
			r.words.verbatim(at, c.start)
			r.cut(c)
			at = c.end
		}
		r.words.verbatim(at, l.end)
	case markup:
		r.markup(l.start, l.end)
	case literal, number:
		r.words.verbatim(l.start, l.end)
	}
	r.words.part()
}

func (r *reader) cut(c cut) {
	switch c.kind {
	case shown:
		r.words.verbatim(c.start, c.end)
	case stray:
		r.words.stray()
	case parting:
		r.words.part()
	case meant:
		r.words.decoded(c.meaning, c.start, c.end)
	}
}

// markup reads HTML: its tags go, its text stays.
func (r *reader) markup(start, end int) {
	s := scanner{data: r.blocks.text, at: start, limit: end}
	for s.next() {
		switch s.kind {
		case textToken:
			readText(r.blocks.text, s.start, s.end, &r.words)
		case startToken, endToken:
			if breaking[string(s.name)] {
				r.words.part()
			}
		}
	}
}
