package minify

// A flow is the orders in which the spots of a template, or of one tag of it,
// can follow each other on a page: a graph with an edge for each way through
// its branches.
type flow struct {
	spots []spot
	ends  []int // the spots that the next one follows
	open  []fork
}

// A spot is something on the way.
type spot struct {
	kind       spotKind
	piece      int // the piece of a space; none for others
	prev, next []int
}

const none = -1

// A spotKind says how white space fares beside a spot.
type spotKind uint8

const (
	solid  spotKind = iota // words, pictures, whatever an action prints: it is shown
	wall                   // the edge of a block, the end of a tag: it is not shown
	space                  // white space itself: one of the two is shown
	open                   // the start tag of an inline element
	shut                   // its end tag
	hollow                 // nothing is to be seen here: what counts is beyond
)

// A fork is a branch or loop whose end has not come yet.
type fork struct {
	head  int
	loop  bool
	other bool  // its else has come
	ends  []int // the last spots of what came before the else
}

// add lets a spot follow.
func (f *flow) add(kind spotKind, piece int) {
	f.spots = append(f.spots, spot{kind: kind, piece: piece})
	last := len(f.spots) - 1
	f.link(last)
	f.ends = []int{last}
}

// link lets a spot follow all that are at an end.
func (f *flow) link(to int) {
	for _, from := range f.ends {
		f.spots[from].next = append(f.spots[from].next, to)
		f.spots[to].prev = append(f.spots[to].prev, from)
	}
}

// action lets an action follow.
func (f *flow) action(kind actionKind) {
	switch kind {
	case silent:
		f.add(hollow, none)
	case branch, loop:
		f.add(hollow, none)
		f.open = append(f.open, fork{head: len(f.spots) - 1, loop: kind == loop})
	case otherwise:
		fork := &f.open[len(f.open)-1]
		f.repeat(fork)
		fork.other, fork.ends = true, f.ends
		f.ends = []int{fork.head}
	case end:
		fork := &f.open[len(f.open)-1]
		if fork.other {
			f.ends = append(f.ends, fork.ends...)
		} else {
			f.repeat(fork)
			f.ends = append(f.ends, fork.head)
		}
		f.open = f.open[:len(f.open)-1]
		f.add(hollow, none)
	default:
		f.add(solid, none)
	}
}

// repeat lets the body of a loop follow itself.
func (f *flow) repeat(fork *fork) {
	if fork.loop {
		f.link(fork.head)
	}
}

// drop marks the spaces that are not shown, one after the other: each is
// judged by what is still there, so that of two that lean on each other one
// stays.
func (f *flow) drop(pieces []piece) {
	for i, spot := range f.spots {
		if spot.kind == space && !pieces[spot.piece].pinned {
			w := walk{flow: f, pieces: pieces, from: i}
			pieces[spot.piece].gone = w.hidden(false) || w.hidden(true)
		}
	}
}

// A walk looks from a space for what is beside it.
type walk struct {
	*flow
	pieces  []piece
	from    int
	forward bool
	seen    map[step]bool
}

// A step is a spot on the way, and whether the end tag of an inline element
// has been passed to get there.
type step struct {
	spot   int
	passed bool
}

// hidden reports whether every way from the space, forward or back, comes to
// something that hides it.
func (w *walk) hidden(forward bool) bool {
	w.forward, w.seen = forward, map[step]bool{}
	return w.beyond(step{w.from, false})
}

func (w *walk) beyond(s step) bool {
	steps := w.spots[s.spot].prev
	if w.forward {
		steps = w.spots[s.spot].next
	}
	for _, to := range steps {
		if !w.at(step{to, s.passed}) {
			return false
		}
	}
	return true
}

// at reports whether what is at a spot, or beyond it, hides the space.
func (w *walk) at(s step) bool {
	if w.seen[s] {
		return true // a loop; the other ways decide
	}
	w.seen[s] = true
	spot := w.spots[s.spot]
	switch spot.kind {
	case wall:
		return true
	case space:
		if w.pieces[spot.piece].gone || s.spot == w.from {
			return w.beyond(s)
		}
		// A space before an end tag is underlined with its element, one
		// after it is not: going forward, they are not the same.
		return !w.forward || !s.passed
	case open:
		// Going back, an element with nothing in it may be an icon.
		if w.forward || s.passed {
			return false
		}
	case shut:
		s.passed = true
	case solid:
		return false
	}
	return w.beyond(s)
}
