package page

import (
	"slices"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/party"
	"communique/internal/site"
)

// A note is a stretch of a text of the document that leads to what we know of
// it: the row of a sum or of a deadline, the page of a party.
type note struct {
	from, to int    // bytes of the text
	href     string // address, relative to the page
	kind     noteKind
	datetime string // of a timeNote, as HTML wants it
}

type noteKind uint8

const (
	partyNote noteKind = iota // a name
	markNote                  // a sum of money, or a time that HTML has no form for
	timeNote                  // a time
)

// noteTags are the elements inside the link of a note; that of a time is
// opened with its attribute begun.
var noteTags = [...]struct{ open, close string }{
	partyNote: {"", ""},
	markNote:  {"<mark>", "</mark>"},
	timeNote:  {"<mark><time datetime=", "</time></mark>"},
}

// A spot is a place in the source that has a row on a page of ours.
type spot struct {
	span     factsheet.Span
	path     string // of the row, with its fragment
	datetime string
	time     bool
}

// spots lists the places of the source that have a row, in order, none
// overlapping another.
func (w *documentWriter) spots() []spot {
	var list []spot
	if l := w.found.Ledger; l != nil {
		for _, e := range w.found.entries() {
			list = append(list, spot{span: e.Span, path: w.sumPath(w.numbers[e])})
		}
		for i, o := range l.Others {
			list = append(list, spot{span: o.Span, path: w.otherPath(i)})
		}
	}
	if w.doc.Deadlines != "" {
		for i, d := range w.found.Deadlines {
			list = append(list, spot{span: d.span(), path: w.deadlinePath(i), datetime: machineTime(d.Deadline), time: true})
		}
	}
	slices.SortStableFunc(list, func(a, b spot) int { return a.span.Start - b.span.Start })
	kept := list[:0]
	for _, s := range list {
		if s.span.Start < s.span.End && (len(kept) == 0 || kept[len(kept)-1].span.End <= s.span.Start) {
			kept = append(kept, s)
		}
	}
	return kept
}

// machineTime writes a deadline as HTML wants a time, empty where it has no
// such form.
func machineTime(d deadline.Deadline) string {
	if d.Earliest.IsZero() || d.Earliest != d.Latest {
		return ""
	}
	return d.Earliest.String()
}

// A noter finds the notes of the texts on one page. A party is noted where it
// is first named.
type noter struct {
	path   string
	doc    *site.Document
	spots  []spot
	table  *party.Table
	pages  map[*party.Party]bool // the parties that have a page
	linked map[*party.Party]bool // those that the page links to already
}

func (w *documentWriter) noter(path string) *noter {
	return &noter{path: path, doc: w.doc, spots: w.rows, table: w.found.Parties, pages: w.hasPage, linked: map[*party.Party]bool{}}
}

// notes returns the notes of a text, in order, none overlapping another or a
// link of the document.
func (n *noter) notes(t factsheet.Text) []note {
	if n == nil || len(t) == 0 {
		return nil
	}
	out := n.rowNotes(t)
	out = append(out, n.partyNotes(t, out)...)
	slices.SortFunc(out, func(a, b note) int { return a.from - b.from })
	return out
}

// rowNotes returns the notes of sums and times.
func (n *noter) rowNotes(t factsheet.Text) []note {
	span := t.Span()
	first, _ := slices.BinarySearchFunc(n.spots, span.Start, func(s spot, start int) int { return s.span.Start - start })
	var out []note
	for _, s := range n.spots[first:] {
		if s.span.Start >= span.End {
			break
		}
		from, to := within(t, s.span)
		if from >= to || linkedBetween(t, from, to) {
			continue
		}
		kind := markNote
		if s.datetime != "" {
			kind = timeNote
		}
		out = append(out, note{from: from, to: to, href: site.Rel(n.path, s.path), kind: kind, datetime: s.datetime})
	}
	return out
}

// partyNotes returns the notes of parties that the page has not named before.
func (n *noter) partyNotes(t factsheet.Text, taken []note) []note {
	if n.table == nil || len(n.pages) == 0 {
		return nil
	}
	var out []note
	for _, m := range n.table.Find(t.String()) {
		if m.Adjective || m.Office || !n.pages[m.Party] || n.linked[m.Party] || linkedBetween(t, m.Start, m.End) {
			continue
		}
		if slices.ContainsFunc(taken, func(x note) bool { return x.from < m.End && m.Start < x.to }) {
			continue
		}
		n.linked[m.Party] = true
		out = append(out, note{from: m.Start, to: m.End, href: site.Rel(n.path, n.doc.Party(idOf(m.Party)))})
	}
	return out
}

// within returns the bytes of a text that stand in a range of the source. A
// run that the source writes in another way is taken whole.
func within(t factsheet.Text, s factsheet.Span) (from, to int) {
	at, found := 0, false
	for _, r := range t {
		start, end := at, at+len(r.Text)
		at = end
		if r.Span.End <= s.Start || s.End <= r.Span.Start || start == end {
			continue
		}
		if r.Span.End-r.Span.Start == len(r.Text) {
			start, end = start+max(s.Start-r.Span.Start, 0), start+min(s.End-r.Span.Start, len(r.Text))
		}
		if !found {
			from, found = start, true
		}
		to = end
	}
	return from, to
}

// linkedBetween reports whether the document has a link in some bytes of a text.
func linkedBetween(t factsheet.Text, from, to int) bool {
	at := 0
	for _, r := range t {
		start := at
		at += len(r.Text)
		if start < to && from < at && webAddress(r.Link) {
			return true
		}
	}
	return false
}
