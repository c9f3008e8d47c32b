package source

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/adrg/frontmatter"

	"communique/internal/diag"
	"communique/internal/tree"
)

// A format is a way to write front matter, told by the line that opens it.
type format struct {
	open, close string
	decode      tree.Decoder
	object      bool // the two lines are part of what is decoded, and an empty line follows
}

var formats = []format{
	{"---", "---", tree.YAML, false},
	{"---yaml", "---", tree.YAML, false},
	{"+++", "+++", tree.TOML, false},
	{"---toml", "---", tree.TOML, false},
	{";;;", ";;;", tree.JSON, false},
	{"---json", "---", tree.JSON, false},
	{"{", "}", tree.JSON, true},
}

// A matter is what stands between the line that opens front matter and the one
// that closes it.
type matter struct {
	closed   bool
	value    tree.Value
	problems diag.List
}

// readMatter finds the body and reads the front matter ahead of it, if any.
func (f *File) readMatter() (diag.List, error) {
	text := tree.Newlines(f.Data)
	line, opening, rest := firstLine(text)
	at := diag.Pos{File: f.Name, Line: line, Column: 1}
	form, ok := formatOf(opening, rest)
	if !ok {
		return unfit(opening, at), nil
	}
	var m matter
	body, err := frontmatter.Parse(bytes.NewReader(text), &m, form.reader(at))
	if err != nil {
		return nil, err
	}
	if !m.closed {
		return diag.List{form.unclosed(at)}, nil
	}
	f.Body = len(f.Data)
	if lines := bytes.Count(text[:len(text)-len(body)], []byte("\n")); lines < len(f.lines) && len(body) > 0 {
		f.Body = f.lines[lines]
	}
	problems := m.problems
	if problems.Errors() == 0 {
		f.Meta, problems = readMeta(m.value)
	}
	if len(bytes.TrimSpace(f.Data[f.Body:])) == 0 {
		problems = append(problems, diag.Warnf(f.Pos(len(f.Data)), "no text after the front matter").
			WithHint("put the text of the document after the line %q", form.close))
	}
	return problems, nil
}

// firstLine returns the first line that is not blank, trimmed, with its number
// and what follows it.
func firstLine(text []byte) (number int, line string, rest []byte) {
	for rest = text; len(rest) > 0; {
		var l []byte
		l, rest, _ = bytes.Cut(rest, []byte("\n"))
		number++
		if l = bytes.TrimSpace(l); len(l) > 0 {
			return number, string(l), rest
		}
	}
	return max(number, 1), "", nil
}

// formatOf returns the format that a document's first line opens.
func formatOf(opening string, rest []byte) (format, bool) {
	for _, form := range formats {
		if form.open != opening {
			continue
		}
		if form.open == "---" && !opensMatter(rest) {
			return format{}, false
		}
		return form, true
	}
	return format{}, false
}

// keyLine matches a line that begins with a key of YAML, or of TOML.
var keyLine = regexp.MustCompile(`^["']?([A-Za-z_][A-Za-z0-9_-]*)["']?[ \t]*([:=])(?:[ \t]|$)`)

// opensMatter reports whether the lines after "---" are front matter. The line
// is a thematic break of Markdown as well, and prose after it must not be
// swallowed as values of keys. It is front matter
//
//   - where the first line that is not blank or a comment begins with a key
//     that we know, or directly after "---" one in lower case, or a brace;
//   - where such a known key follows ahead of the first empty line, so that a
//     mistake in the first line is reported, not shown as text;
//   - where nothing is ahead of the closing "---".
func opensMatter(rest []byte) bool {
	blank, comment, words := false, false, false
	for len(rest) > 0 {
		var raw []byte
		raw, rest, _ = bytes.Cut(rest, []byte("\n"))
		line := strings.TrimRight(string(raw), " \t\r")
		key := keyLine.FindStringSubmatch(line)
		indented := keyLine.FindStringSubmatch(strings.TrimLeft(line, "\t")) // a mistake that is to be reported
		switch {
		case indented != nil && known(indented[1]):
			return true
		case strings.TrimSpace(line) == "---":
			return !comment && !words
		case line == "" && words:
			return false
		case line == "":
			blank = true
		case words:
		case line[0] == '#':
			comment = true
		case !blank && key != nil && key[2] == ":" && key[1] == strings.ToLower(key[1]), line[0] == '{':
			return true
		default:
			words = true
		}
	}
	return false
}

// reader gives the form in the terms of the package that splits front matter
// from the rest. The decoder notes problems in the matter; none is an error of
// the package, which would lose its place.
func (form format) reader(at diag.Pos) *frontmatter.Format {
	if !form.object {
		at.Line++
	}
	split := frontmatter.NewFormat(form.open, form.close, func(text []byte, v any) error {
		m := v.(*matter)
		m.closed = true
		m.value, m.problems = form.decode(text, at)
		return nil
	})
	split.UnmarshalDelims, split.RequiresNewLine = form.object, form.object
	return split
}

// unclosed is the problem of front matter whose last line is missing.
func (form format) unclosed(at diag.Pos) diag.Diagnostic {
	d := diag.Errorf(at, "the front matter opened with %q is not closed", form.open)
	switch {
	case form.object:
		return d.WithHint(`end it with a line that holds only "}", and an empty line after it`)
	case form.open == "---":
		return d.WithHint(`write "---" on a line of its own after the last key; if this is a line across the page, write "***"`)
	}
	return d.WithHint("write %q on a line of its own after the last key", form.close)
}

// unfit notes JSON that was meant as front matter, but is laid out in a way in
// which its end cannot be told.
func unfit(opening string, at diag.Pos) diag.List {
	if rest, ok := strings.CutPrefix(opening, "{"); ok && strings.HasPrefix(strings.TrimSpace(rest), `"`) {
		return diag.List{diag.Errorf(at, "front matter in JSON begins with a line that holds more than the brace").
			WithHint(`put "{" and "}" each on a line of its own, and an empty line after "}"`)}
	}
	return nil
}
