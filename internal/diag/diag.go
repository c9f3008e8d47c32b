// Package diag describes problems in documents: where they are, what is wrong
// and what to do.
//
// It owns the one form in which every part of the program reports a problem
// with an input. It knows nothing of documents. Failures of the machine (a
// full disk, a missing folder) are Go errors, not diagnostics.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Pos is a place in an input file.
type Pos struct {
	File   string `json:"file,omitempty"`   // slash-separated, as the user named it
	Line   int    `json:"line,omitempty"`   // from 1; 0 means the file as a whole
	Column int    `json:"column,omitempty"` // from 1, counted in characters, not bytes; 0 means the line as a whole
}

// String gives file:line:column without the parts that are zero.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// A Severity says whether a problem stops a build.
type Severity uint8

const (
	Warning Severity = iota // the output is usable, a person should look
	Error                   // nothing is written
)

// String gives "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// A Diagnostic is one problem in one document.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	Text     string // what is wrong: lower case, no full stop
	Hint     string // what to do about it; may be empty
}

// Errorf makes an error at a place. The hint is for the caller to add.
func Errorf(pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Error, Text: fmt.Sprintf(format, args...)}
}

// Warnf makes a warning at a place.
func Warnf(pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Warning, Text: fmt.Sprintf(format, args...)}
}

// WithHint returns the diagnostic with a hint.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// String gives "file:line:column: text" for an error and the same with
// "warning: " before the text for a warning; a hint follows on a line of its
// own, indented.
func (d Diagnostic) String() string {
	var b strings.Builder
	if d.Pos.File != "" {
		b.WriteString(d.Pos.String() + ": ")
	}
	if d.Severity == Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(d.Text)
	if d.Hint != "" {
		b.WriteString("\n    hint: " + d.Hint)
	}
	return b.String()
}

// A List is a set of problems, in the order found until sorted.
type List []Diagnostic

// Sort orders the list by file, line, column, and errors before warnings at
// the same place; equal places keep the order in which they were found.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(b.Severity, a.Severity),
		)
	})
}

// Errors counts the problems that stop a build.
func (l List) Errors() int {
	n := 0
	for _, d := range l {
		if d.Severity == Error {
			n++
		}
	}
	return n
}
