package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// maxStates bounds the memory of a machine: a state has a few hundred bytes.
const maxStates = 2000

// A machine is a deterministic automaton over a compiled expression. Several
// goroutines walk it at a time without a lock; only a missing step takes one.
type machine struct {
	prog     *syntax.Prog
	anchored bool   // a match can begin only where the text does
	classes  []rune // of each class of characters that the expression does not tell apart, one
	ascii    [utf8.RuneSelf]uint16
	cuts     []rune   // ascending; each begins a range of characters of one class
	of       []uint16 // the classes of those ranges
	start    *state

	mu     sync.Mutex
	states map[string]*state
	begin  map[boundary][]uint32 // where a match leads that begins ahead of a character; see fresh
	seen   []int                 // by instruction, the last walk that met it
	walk   int
	out    []uint32 // room for a walk
	todo   []uint32
}

// A state is a set of instructions at which the match of a text so far can go
// on. What they say of the boundary between two characters is looked at when
// the next character is known.
type state struct {
	at   []uint32                // ascending; in an expression without an anchor, the start is understood
	last rune                    // one of the kind of the character before: -1 (none), 'a' (of a word), '\n', ' '
	next []atomic.Pointer[state] // by class; the last is that of the end of the text; nil where not known yet
}

// A boundary is the place between two characters, each given by one of its
// kind or class; -1 is the end of the text.
type boundary struct{ last, next rune }

// The states in which nothing can change any more.
var matched, failed = &state{}, &state{}

func newMachine(tree *syntax.Regexp) *machine {
	prog, err := syntax.Compile(tree)
	if err != nil {
		panic("pattern: " + err.Error())
	}
	m := &machine{
		prog: prog, anchored: prog.StartCond()&syntax.EmptyBeginText != 0,
		states: map[string]*state{}, begin: map[boundary][]uint32{}, seen: make([]int, len(prog.Inst)),
	}
	m.classify()
	var first []uint32
	if m.anchored {
		first = []uint32{uint32(prog.Start)}
	}
	m.start = m.state(first, -1)
	return m
}

// match reports whether the text matches; ok is false where the machine has no
// room for the states that would tell.
func (m *machine) match(s string) (yes, ok bool) {
	at := m.start
	for i := 0; i < len(s); {
		var class uint16
		if c := s[i]; c < utf8.RuneSelf {
			class = m.ascii[c]
			i++
		} else {
			r, n := utf8.DecodeRuneInString(s[i:])
			class = m.class(r)
			i += n
		}
		next := at.next[class].Load()
		if next == nil {
			if next = m.step(at, int(class)); next == nil {
				return false, false
			}
		}
		if next.next == nil {
			return next == matched, true
		}
		at = next
	}
	next := at.next[len(m.classes)].Load()
	if next == nil {
		next = m.step(at, len(m.classes))
	}
	return next == matched, next != nil
}

// class returns the class of a character beyond ASCII.
func (m *machine) class(r rune) uint16 {
	i, found := slices.BinarySearch(m.cuts, r)
	if !found {
		i--
	}
	return m.of[i]
}

// step finds the state after a character of a class, or after the end of the
// text, and keeps it. It returns nil where there is no room for it.
func (m *machine) step(from *state, class int) *state {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := rune(-1)
	if class < len(m.classes) {
		r = m.classes[class]
	}
	next := m.after(from, r)
	if next != nil {
		from.next[class].Store(next)
	}
	return next
}

// after returns the state in which a character, or the end where it is -1,
// leaves the machine.
func (m *machine) after(from *state, r rune) *state {
	to, done := m.advance(from.at, boundary{from.last, r})
	if !m.anchored {
		more, also := m.fresh(boundary{from.last, r})
		to, done = append(to, more...), done || also
	}
	switch {
	case done:
		return matched // whatever follows
	case r < 0 || m.anchored && len(to) == 0:
		return failed
	}
	slices.Sort(to)
	return m.state(slices.Compact(to), kindOf(r))
}

// fresh returns where a match leads that begins at a boundary. It is asked for
// in every state, so the answer is kept.
func (m *machine) fresh(b boundary) (to []uint32, done bool) {
	to, known := m.begin[b]
	if !known {
		if to, done = m.advance([]uint32{uint32(m.prog.Start)}, b); done {
			to = nil
		} else if to == nil {
			to = []uint32{}
		}
		m.begin[b] = to
	}
	return to, to == nil
}

// advance returns the instructions behind those from which the character after
// a boundary leads on, and whether there was a match, be it ahead of the
// character or behind it.
func (m *machine) advance(from []uint32, b boundary) (to []uint32, done bool) {
	here := m.closure(from, syntax.EmptyOpContext(b.last, b.next))
	for _, pc := range here {
		switch in := &m.prog.Inst[pc]; {
		case in.Op == syntax.InstMatch:
			return nil, true
		case b.next >= 0 && consumes(in) && in.MatchRune(b.next):
			to = append(to, in.Out)
		}
	}
	for _, pc := range m.closure(to, 0) {
		if m.prog.Inst[pc].Op == syntax.InstMatch {
			return nil, true
		}
	}
	return to, false
}

// kindOf returns the character that stands for all of the kind of r in what an
// expression can ask of a boundary.
func kindOf(r rune) rune {
	switch {
	case syntax.IsWordChar(r):
		return 'a'
	case r == '\n':
		return r
	}
	return ' '
}

// state returns the state of a set, or nil where there is no room for it.
func (m *machine) state(at []uint32, last rune) *state {
	key := binary.LittleEndian.AppendUint32(nil, uint32(last))
	for _, pc := range at {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	if s := m.states[string(key)]; s != nil {
		return s
	}
	if len(m.states) == maxStates {
		return nil
	}
	s := &state{at: at, last: last, next: make([]atomic.Pointer[state], len(m.classes)+1)}
	m.states[string(key)] = s
	return s
}

// closure returns the instructions that can be reached from those given without
// a character, at a boundary of which the conditions hold. The result is valid
// until the next call.
func (m *machine) closure(from []uint32, holds syntax.EmptyOp) []uint32 {
	m.walk++
	out, todo := m.out[:0], append(m.todo[:0], from...)
	for len(todo) > 0 {
		pc := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if m.seen[pc] == m.walk {
			continue
		}
		m.seen[pc] = m.walk
		in := &m.prog.Inst[pc]
		switch in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			todo = append(todo, in.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.Arg)&^holds == 0 {
				todo = append(todo, in.Out)
			}
		default:
			out = append(out, pc)
		}
	}
	m.out, m.todo = out, todo
	return out
}

// consumes reports whether an instruction reads a character.
func consumes(in *syntax.Inst) bool {
	switch in.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return true
	}
	return false
}

// classify parts all characters into classes that no instruction tells apart.
func (m *machine) classify() {
	readers := m.readers()
	m.cuts = boundaries(readers)
	m.of = make([]uint16, len(m.cuts))
	known := map[string]uint16{}
	for i, r := range m.cuts {
		key := string(answers(readers, r))
		class, ok := known[key]
		if !ok {
			class = uint16(len(m.classes))
			known[key] = class
			m.classes = append(m.classes, r)
		}
		m.of[i] = class
	}
	for c := range rune(utf8.RuneSelf) {
		m.ascii[c] = m.class(c)
	}
}

// readers returns the instructions that read a character, one of those that
// read the same ones.
func (m *machine) readers() []*syntax.Inst {
	var out []*syntax.Inst
	known := map[string]bool{}
	for i := range m.prog.Inst {
		in := &m.prog.Inst[i]
		if !consumes(in) {
			continue
		}
		key := binary.LittleEndian.AppendUint32(nil, in.Arg)
		for _, r := range in.Rune {
			key = binary.LittleEndian.AppendUint32(key, uint32(r))
		}
		if !known[string(key)] {
			known[string(key)] = true
			out = append(out, in)
		}
	}
	return out
}

// answers tells which instructions take a character, and of which kind it is.
func answers(readers []*syntax.Inst, r rune) []byte {
	key := []byte{byte(kindOf(r))}
	for _, in := range readers {
		if in.MatchRune(r) {
			key = append(key, 1)
		} else {
			key = append(key, 0)
		}
	}
	return key
}

// boundaries returns the characters at which an instruction, or the kind of
// character, may change its answer.
func boundaries(readers []*syntax.Inst) []rune {
	cuts := []rune{0, '\n', '\n' + 1, '0', '9' + 1, 'A', 'Z' + 1, '_', '_' + 1, 'a', 'z' + 1}
	for _, in := range readers {
		if len(in.Rune) == 1 {
			r := in.Rune[0]
			cuts = append(cuts, r, r+1)
			if syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					cuts = append(cuts, f, f+1)
				}
			}
			continue
		}
		for j := 0; j+1 < len(in.Rune); j += 2 {
			cuts = append(cuts, in.Rune[j], in.Rune[j+1]+1)
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}
