// Package pattern asks texts whether a regular expression matches, fast.
//
// In go an expression in the syntax of package regexp and texts; out come the
// answers of package regexp, always the same ones. Most rules over a text only
// ask whether it holds one of some phrases, and most texts do not. That
// question is answered by a deterministic automaton, one table look-up for
// each character, whose states are made when a text first needs them. Only
// where there is a match, and its place is wanted, does regexp look for it.
//
// An expression whose automaton grows beyond a bound is answered by regexp
// from then on. The package refuses nothing that regexp compiles.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// A Pattern is a regular expression. It may be used by several goroutines.
type Pattern struct {
	machine func() *machine       // made on first use
	regexp  func() *regexp.Regexp // compiled on first use
}

// New returns the pattern for an expression. It panics where the expression
// cannot be parsed: patterns are written in the program.
func New(expr string) *Pattern {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic("pattern: " + err.Error())
	}
	return &Pattern{
		machine: sync.OnceValue(func() *machine { return newMachine(tree.Simplify()) }),
		regexp:  sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) }),
	}
}

// String returns the expression.
func (p *Pattern) String() string { return p.regexp().String() }

// MatchString reports whether the expression matches somewhere in s. Its time
// is linear in the length of s.
func (p *Pattern) MatchString(s string) bool {
	matched, ok := p.machine().match(s)
	if !ok {
		return p.regexp().MatchString(s)
	}
	return matched
}

// fails reports whether the machine knows that nothing matches.
func (p *Pattern) fails(s string) bool {
	matched, ok := p.machine().match(s)
	return ok && !matched
}

// FindStringIndex returns where the first match begins and ends, or nil.
func (p *Pattern) FindStringIndex(s string) []int {
	if p.fails(s) {
		return nil
	}
	return p.regexp().FindStringIndex(s)
}

// FindStringSubmatch returns the first match and its groups, or nil.
func (p *Pattern) FindStringSubmatch(s string) []string {
	if p.fails(s) {
		return nil
	}
	return p.regexp().FindStringSubmatch(s)
}

// ReplaceAllString returns s with each match replaced, as regexp does.
func (p *Pattern) ReplaceAllString(s, with string) string {
	if p.fails(s) {
		return s
	}
	return p.regexp().ReplaceAllString(s, with)
}
