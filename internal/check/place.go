package check

import (
	"bytes"
	"strconv"
	"strings"

	"communique/internal/diag"
)

// A place is an element with data-source: the primary place of the words
// between two bytes of the source.
type place struct {
	page       string
	start, end int    // bytes of the source, half-open
	words      []word // as they stand on the page; offsets are those of the page
}

// A placeReader finds the places of a page. A tag without a special meaning
// here joins what is on its two sides, one of a block parts it.
type placeReader struct {
	page     string
	data     []byte
	places   []place
	problems diag.List

	words *collector
	open  []string // the elements that are open, from the place inwards; empty outside places
	ours  int      // how many elements are open around our own words; 0 for none
	from  int      // where the words of the open place begin
}

// readPlaces finds the places of one finished page. Their words are added to
// those of the collector.
func readPlaces(page string, data []byte, words *collector) ([]place, diag.List) {
	r := &placeReader{page: page, data: data, words: words}
	s := scanner{data: data, limit: len(data)}
	for s.next() {
		switch s.kind {
		case startToken:
			r.startTag(&s)
		case endToken:
			r.endTag(s.name)
		case textToken:
			r.text(s.start, s.end)
		}
	}
	r.close(0)
	return r.places, r.problems
}

func (r *placeReader) text(start, end int) {
	switch {
	case len(r.open) == 0:
	case r.ours == 0:
		r.words.move(r.data, start, end)
		readText(r.data, start, end, r.words)
	case !blank(r.data[start:end]):
		r.words.part() // our own words stand between those of the source
	}
}

func (r *placeReader) startTag(s *scanner) {
	if len(r.open) == 0 && !bytes.Contains(s.data[s.start:s.end], sourceAttribute) {
		return
	}
	if len(r.open) > 0 {
		r.implyEnds(string(s.name))
	}
	if len(r.open) > 0 && breaking[string(s.name)] {
		r.words.part()
	}
	source, hasSource, ours := placeAttributes(s.data[s.start:s.end], len(s.name))
	if hasSource && len(r.open) > 0 {
		r.problem(s.start, "each word of the source has one primary place: take the attribute off one of the two",
			"an element with data-source stands within another")
		hasSource = false
	}
	if voidElements[string(s.name)] || len(r.open) == 0 && !hasSource {
		return
	}
	if hasSource && !r.begin(s.start, source) {
		return
	}
	r.open = append(r.open, string(s.name))
	if ours && r.ours == 0 {
		r.ours = len(r.open)
	}
}

var sourceAttribute = []byte("data-source")

// placeAttributes returns the value of data-source, and whether data-ours is
// there.
func placeAttributes(tag []byte, name int) (source string, hasSource, ours bool) {
	if !bytes.Contains(tag, []byte("data-")) {
		return "", false, false
	}
	for a := (attributes{data: tag, at: 1 + name}); a.next(); {
		switch string(a.key) {
		case "data-source":
			source, hasSource = string(a.value), true
		case "data-ours":
			ours = true
		}
	}
	return source, hasSource, ours
}

// begin opens a place. It returns false where the range is none.
func (r *placeReader) begin(at int, source string) bool {
	first, last, _ := strings.Cut(source, "-")
	start, err1 := strconv.ParseUint(first, 10, 31)
	end, err2 := strconv.ParseUint(last, 10, 31)
	if err1 != nil || err2 != nil || start >= end {
		r.problem(at, `write the offsets of the first byte and of the one after the last, as in data-source="120-164"`,
			"data-source is %q, which is no range of bytes", source)
		return false
	}
	r.places = append(r.places, place{page: r.page, start: int(start), end: int(end)})
	r.from = len(r.words.words)
	return true
}

func (r *placeReader) endTag(name []byte) {
	if len(r.open) == 0 {
		return
	}
	if breaking[string(name)] {
		r.words.part()
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i] == string(name) {
			r.close(i)
			return
		}
	}
	r.close(0) // an element around the place ends
}

// implyEnds closes the elements whose end tags may be left out before a start
// tag.
func (r *placeReader) implyEnds(next string) {
	for len(r.open) > 0 && endsBefore(r.open[len(r.open)-1], next) {
		r.close(len(r.open) - 1)
	}
}

// endsBefore reports whether an open element ends where another begins (HTML
// standard, section 13.1.2.4).
func endsBefore(open, next string) bool {
	switch open {
	case "p":
		return breaking[next] && next != "br" && next != "img" && next != "select" && next != "option" && next != "optgroup"
	case "li":
		return next == "li"
	case "dt", "dd":
		return next == "dt" || next == "dd"
	case "td", "th":
		return next == "td" || next == "th" || endsBefore("tr", next)
	case "tr", "caption":
		return next == "tr" || endsBefore("tbody", next)
	case "thead", "tbody", "tfoot":
		return next == "thead" || next == "tbody" || next == "tfoot"
	}
	return false
}

// close closes the elements from the i-th on.
func (r *placeReader) close(i int) {
	if i >= len(r.open) {
		return
	}
	for _, name := range r.open[i:] {
		if breaking[name] {
			r.words.part()
		}
	}
	r.open = r.open[:i]
	if i < r.ours {
		r.ours = 0
	}
	if i == 0 {
		r.words.part()
		r.places[len(r.places)-1].words = r.words.words[r.from:]
	}
}

// voidElements have no content and no end tag.
var voidElements = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// problem notes a fault of the page, as long as there are few.
func (r *placeReader) problem(at int, hint, format string, args ...any) {
	if len(r.problems) == maxDifferences {
		return
	}
	r.problems = append(r.problems, diag.Errorf(positionIn(r.page, r.data, at), format, args...).WithHint("%s", hint))
}
