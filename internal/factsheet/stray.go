package factsheet

import "strings"

// stray reads pairs of "**" that Markdown left standing in the text, because a
// conversion put a space inside them ("**Energy: **The"), as what they were
// meant to be. A single one is left as it is.
func stray(t Text) Text {
	n := 0
	for _, r := range t {
		if r.verbatim() && r.Marks&Code == 0 {
			n += strings.Count(r.Text, "**")
		}
	}
	if n < 2 {
		return t
	}
	n -= n % 2
	out := make(Text, 0, len(t)+2*n)
	bold := false
	for _, r := range t {
		for r.verbatim() && r.Marks&Code == 0 && n > 0 {
			i := strings.Index(r.Text, "**")
			if i < 0 {
				break
			}
			before := r
			before.Text, before.Span.End = r.Text[:i], r.Span.Start+i
			out = out.append(before, bold)
			r.Text, r.Span.Start = r.Text[i+2:], r.Span.Start+i+2
			bold = !bold
			n--
		}
		out = out.append(r, bold)
	}
	return out
}

// append adds a run, in bold if asked for; an empty one is left out.
func (t Text) append(r Run, bold bool) Text {
	if r.Text == "" {
		return t
	}
	if bold && !hardBreak(r) {
		r.Marks |= Strong
	}
	return append(t, r)
}
