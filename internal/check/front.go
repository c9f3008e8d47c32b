package check

import "bytes"

// fences are the lines between which front matter stands, beside two lines of
// three hyphens.
var fences = []struct {
	start, end string
	blankAfter bool // an empty line must follow
}{
	{start: "---yaml", end: "---"},
	{start: "---toml", end: "---"},
	{start: "---json", end: "---"},
	{start: "+++", end: "+++"},
	{start: ";;;", end: ";;;"},
	{start: "{", end: "}", blankAfter: true},
}

// bodyStart returns the offset of the first byte after the front matter: 0
// where there is none, or where it does not end. Empty lines and a byte order
// mark may stand before it.
//
// Three hyphens are a thematic break as well. Between two of them stands front
// matter if the next line begins with a key; if not, nobody can say, and the
// body begins at 0, but the words ahead of doubt may be hidden or shown.
func bodyStart(data []byte) (start, doubt int) {
	at := 0
	if hasMark(data) {
		at = len(byteOrderMark)
	}
	var first []byte
	for at < len(data) && len(first) == 0 {
		first, at = trimmedLine(data, at)
	}
	if string(first) == "---" {
		end := fenceEnd(data, at, "---", false)
		if line, _ := trimmedLine(data, at); isKey(line) || string(line) == "---" {
			return end, 0
		}
		return 0, end
	}
	for _, f := range fences {
		if string(first) == f.start {
			return fenceEnd(data, at, f.end, f.blankAfter), 0
		}
	}
	return 0, 0
}

// byteOrderMark is what some editors put ahead of UTF-8.
const byteOrderMark = "\ufeff"

func hasMark(data []byte) bool { return bytes.HasPrefix(data, []byte(byteOrderMark)) }

// isKey reports whether a line of YAML begins with a key in lower case, or is
// the beginning of an object.
func isKey(line []byte) bool {
	n := 0
	for n < len(line) && (line[n] >= 'a' && line[n] <= 'z' || n > 0 && (isDigit(line[n]) || line[n] == '_' || line[n] == '-')) {
		n++
	}
	if n == 0 {
		return len(line) > 0 && line[0] == '{'
	}
	return n < len(line) && line[n] == ':' && (n+1 == len(line) || isGap(line[n+1]))
}

// fenceEnd returns the offset after the line that is end, or 0.
func fenceEnd(data []byte, at int, end string, blankAfter bool) int {
	for at < len(data) {
		var line []byte
		line, at = trimmedLine(data, at)
		if string(line) != end {
			continue
		}
		if !blankAfter {
			return at
		}
		if next, after := trimmedLine(data, at); len(next) == 0 {
			return after
		}
	}
	return 0
}

// trimmedLine returns the line that begins at at, and where the next begins. A
// line ends in a line feed, a carriage return, or both.
func trimmedLine(data []byte, at int) (line []byte, next int) {
	next = len(data)
	if i := bytes.IndexAny(data[at:], "\r\n"); i >= 0 {
		next = at + i + 1
		if data[at+i] == '\r' && next < len(data) && data[next] == '\n' {
			next++
		}
	}
	return bytes.TrimSpace(data[at:next]), next
}
