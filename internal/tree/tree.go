// Package tree reads what people write by hand in YAML, TOML and JSON as one
// tree of values, each with its place in the file.
//
// In go bytes and the place where they begin, out comes a [Value] or
// diagnostics. It does not know what any key means. It refuses more than
// [MaxSize] bytes, keys that occur twice, and the parts of YAML that make a
// short file long or a value something else than it looks: anchors, aliases,
// merge keys and tags. Time and memory are bounded for every input.
package tree

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"communique/internal/diag"
)

// MaxSize is the largest input in bytes. Front matter has about 1 KB, a long
// file of corrections 20 KB; the decoders below take time that grows with the
// square of some inputs, which this bounds to about a second.
const MaxSize = 64 << 10

// maxNesting is how many brackets an input may hold, and so how deep it can be
// nested. In TOML it bounds keys and dots as well.
const maxNesting = 2000

// maxProblems is how many problems of one sort are noted.
const maxProblems = 20

// A Kind says what a value is.
type Kind uint8

const (
	Null   Kind = iota // nothing: a key without a value, or null
	Bool               // true or false
	Number             // any number
	Text               // a string, or a date of YAML or TOML
	List               // values in order
	Map                // keys and values in order
)

var kindNames = [...]string{"nothing", "true or false", "a number", "text", "a list", "keys and values"}

// String names the kind in words for a message: "a number", "a list".
func (k Kind) String() string { return kindNames[k] }

// A Value is one value and what it holds.
type Value struct {
	Kind   Kind
	Text   string // Text: decoded; Bool and Number: as written; otherwise empty
	Items  []Value
	Fields []Field // of a Map, in the order of the file, no key twice
	Pos    diag.Pos
}

// A Field is a key of a map with its value.
type Field struct {
	Key   string
	Value Value
	Pos   diag.Pos // of the key
}

// A Decoder reads text as one value. at is the place of the first byte of the
// text. Text without a value, be it empty or nothing but comments, gives a
// value of kind Null. After an error the value is not to be used.
type Decoder func(text []byte, at diag.Pos) (Value, diag.List)

// decode does for each format what all need: one kind of line break, text that
// is text, a bound on the size, and a decoder's panic turned into an error.
func decode(text []byte, at diag.Pos, read func(*reader) Value) (v Value, problems diag.List) {
	r := newReader(Newlines(text), at)
	if !r.acceptable() {
		return Value{}, r.problems
	}
	defer func() {
		if recover() != nil {
			v, problems = Value{}, diag.List{diag.Errorf(at, "this cannot be read").
				WithHint(`write plain "key: value" lines`)}
		}
	}()
	v = read(r)
	return v, r.problems
}

// A reader is the text being read and what was found wrong in it.
type reader struct {
	text     string
	at       diag.Pos
	lines    []int // offset of the first byte of each line
	problems diag.List
}

func newReader(text []byte, at diag.Pos) *reader {
	r := &reader{text: string(text), at: at, lines: []int{0}}
	r.at.Line, r.at.Column = max(at.Line, 1), max(at.Column, 1)
	for i, c := range text {
		if c == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
	return r
}

// acceptable reports whether the text may be given to a decoder.
func (r *reader) acceptable() bool {
	if len(r.text) > MaxSize {
		r.fail(r.at, "more than %d KiB of keys and values", MaxSize>>10).
			hint("keep the text of the document out of them; is a closing line missing?")
		return false
	}
	for i, c := range r.text {
		switch {
		case c == 0:
			r.fail(r.pos(i), "a zero byte, which no text has").hint("save the file as plain text in UTF-8")
			return false
		case c == utf8.RuneError && !utf8.FullRuneInString(r.text[i:]),
			c == utf8.RuneError && !strings.HasPrefix(r.text[i:], "\uFFFD"):
			r.fail(r.pos(i), "byte 0x%02X is not UTF-8", r.text[i]).hint("save the file as UTF-8")
			return false
		}
	}
	return true
}

// pos gives the place of the character that holds the byte at offset.
func (r *reader) pos(offset int) diag.Pos {
	offset = max(0, min(offset, len(r.text)))
	for 0 < offset && offset < len(r.text) && !utf8.RuneStart(r.text[offset]) {
		offset--
	}
	line, found := slices.BinarySearch(r.lines, offset)
	if !found {
		line--
	}
	return r.place(line, utf8.RuneCountInString(r.text[r.lines[line]:offset]))
}

// place gives the place of a line and a column of the text, both from 0.
func (r *reader) place(line, column int) diag.Pos {
	if line == 0 {
		column += r.at.Column - 1
	}
	return diag.Pos{File: r.at.File, Line: r.at.Line + line, Column: column + 1}
}

// line returns a line of the text, from 0, without its line break; beyond the
// end it is empty.
func (r *reader) line(n int) string {
	if n < 0 || n >= len(r.lines) {
		return ""
	}
	line, _, _ := strings.Cut(r.text[r.lines[n]:], "\n")
	return line
}

// A complaint is a problem just noted, to which a hint can be added.
type complaint struct{ d *diag.Diagnostic }

func (r *reader) fail(pos diag.Pos, format string, args ...any) complaint {
	r.problems = append(r.problems, diag.Errorf(pos, format, args...))
	return complaint{&r.problems[len(r.problems)-1]}
}

func (c complaint) hint(format string, args ...any) { c.d.Hint = fmt.Sprintf(format, args...) }

// unique notes each key of a map that occurs a second time.
func (r *reader) unique(fields []Field) {
	first := make(map[string]diag.Pos, len(fields))
	for _, f := range fields {
		if p, twice := first[f.Key]; twice && len(r.problems) < maxProblems {
			r.fail(f.Pos, "%s is written twice", Quote(f.Key)).hint("keep one of the two; the first is in line %d", p.Line)
		} else if !twice {
			first[f.Key] = f.Pos
		}
	}
}

// A remark turns a decoder's message into one for an editor.
type remark struct {
	contains string // part of the decoder's message
	text     string // what is wrong; empty keeps the decoder's message
	hint     string
}

// explain notes a decoder's error, in plainer words where there are some. The
// last remark is for every other message.
func (r *reader) explain(pos diag.Pos, message string, remarks []remark) {
	for _, m := range remarks {
		if !strings.Contains(message, m.contains) {
			continue
		}
		if m.text != "" {
			message = m.text
		}
		r.fail(pos, "%s", lowerFirst(strings.TrimSuffix(OneLine(message), "."))).hint("%s", m.hint)
		return
	}
}

// lowerFirst makes the first letter small, unless the first word is a name in
// capitals.
func lowerFirst(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && !('A' <= s[1] && s[1] <= 'Z') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
