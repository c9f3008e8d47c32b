package factsheet

// Locate returns the range of the source that holds the bytes of the text's
// String from one offset to another. The range ends where a run that stands in
// the source byte for byte ends or is cut; any other run is taken whole.
func (t Text) Locate(from, to int) Span {
	var s Span
	for r, part := range t.between(from, to) {
		span := r.Span
		if r.verbatim() {
			span = Span{r.Span.Start + part.Start, r.Span.Start + part.End}
		}
		s = s.cover(span)
	}
	return s
}
