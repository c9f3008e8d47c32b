package factsheet

// Locate returns the range of the source that holds the bytes of the text's
// String from one offset to another. The range ends where a run that stands in
// the source byte for byte ends or is cut; any other run is taken whole.
func (t Text) Locate(from, to int) Span {
	var s Span
	at := 0
	for _, r := range t {
		start, end := at, at+len(r.Text)
		at = end
		if end <= from || start >= to || len(r.Text) == 0 {
			continue
		}
		span := r.Span
		if r.verbatim() {
			span = Span{r.Span.Start + max(from-start, 0), r.Span.Start + min(to-start, len(r.Text))}
		}
		s = s.cover(span)
	}
	return s
}

// Sentences returns the byte ranges of the sentences of a text, without the
// white space between them. A line feed ends a sentence.
func Sentences(s string) []Span { return sentences(s) }

// PlainVerb reports whether a word in lower case is, in its plain form, one of
// the verbs with which documents promise.
func PlainVerb(word string) bool { return plainVerbs[word] }
