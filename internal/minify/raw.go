package minify

import (
	"strings"

	"github.com/tdewolff/parse/v2"
)

// A state is where in a text a scanner stands: 0 between things, or the byte
// that opened the string, tag or escape that it is in.
type state byte

// squeezeJSON takes the white space out of a JSON text with actions in it.
func (f *flat) squeezeJSON(text string) string {
	return f.fold(text, nextInJSON, func(s state, before, after byte) string { return "" })
}

func nextInJSON(s state, c byte) state {
	switch {
	case s == 0 && c == '"':
		return '"'
	case s == '"' && c == '"':
		return 0
	case s == '"' && c == '\\':
		return '\\'
	case s == '\\':
		return '"'
	}
	return s
}

// squeezeSVG folds the white space of a drawing with actions in it, and takes
// out what stands beside tags. With running text in it only the first is done.
func (f *flat) squeezeSVG(text string) string {
	if strings.Contains(text, "<!--") || strings.Contains(text, "<style") {
		return text
	}
	prose := strings.Contains(text, "<text") || strings.Contains(text, "<foreignObject")
	return f.fold(text, nextInSVG, func(s state, before, after byte) string {
		switch {
		case s == '<' && (after == '>' || after == '/'), s == 0 && !prose && (before == '>' || after == '<'):
			return ""
		}
		return " "
	})
}

func nextInSVG(s state, c byte) state {
	switch {
	case s == 0 && c == '<', s == '<' && (c == '"' || c == '\''):
		return state(c)
	case s == '<' && c == '>':
		return 0
	case (s == '"' || s == '\'') && c == byte(s):
		return '<'
	}
	return s
}

// fold puts something else in the place of each run of white space outside
// strings. next follows the states; space tells what stands for the run in a
// state, between two bytes. A text whose branches do not end in the state in
// which they began cannot be followed and is given back as it is.
func (f *flat) fold(text string, next func(state, byte) state, space func(s state, before, after byte) string) string {
	var out strings.Builder
	var s state
	var began []state   // of each open branch
	before := byte('>') // the text begins and ends at a tag
	for rest := text; rest != ""; {
		n := 1
		if a, length := f.markAt(rest); length > 0 {
			var same bool
			if began, same = follow(began, a.kind, s); !same {
				return text
			}
			n = length
		} else if c := rest[0]; (s == 0 || s == '<') && parse.IsWhitespace(c) {
			rest = strings.TrimLeft(rest, " \t\n\f\r")
			out.WriteString(space(s, before, (rest + "<")[0]))
			continue
		} else {
			s = next(s, c)
		}
		out.WriteString(rest[:n])
		before, rest = rest[n-1], rest[n:]
	}
	return out.String()
}

// follow keeps the state in which each open branch began, and reports whether
// a branch that ends here is in the same.
func follow(began []state, kind actionKind, s state) ([]state, bool) {
	if kind == branch || kind == loop {
		return append(began, s), true
	}
	if kind != otherwise && kind != end {
		return began, true
	}
	last := len(began) - 1
	if last < 0 || began[last] != s {
		return began, false
	}
	if kind == end {
		began = began[:last]
	}
	return began, true
}
