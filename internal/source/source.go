// Package source reads one input file: front matter is split from the body and
// understood, and every byte offset can be told as a line and a column.
//
// In go a file system and a name, out comes a [File] or diagnostics. It refuses
// files that are empty, larger than [MaxSize], binary or not UTF-8, lines that are
// longer than [MaxLine] or nested deeper than [MaxNesting], and front matter that is not closed, cannot be decoded or says something impossible.
// It knows nothing of what the text means.
package source

import (
	"bytes"
	"sort"
	"time"
	"unicode/utf8"

	"communique/internal/diag"
)

// A Meta is what the front matter says, in either of the dialects that occur
// (category and permalink, or tags and source_url). Text is on one line,
// without control characters and characters that have no width.
type Meta struct {
	Title string // empty where none is given
	Slug  string // the document's name in addresses, where the editor fixes one: a-z, 0-9, single hyphens, at most 60 bytes

	// Published is the instant of published_time, or else of date, in the zone
	// in which it is written (UTC if in none); a bare date is midnight UTC.
	// Zero if unknown.
	//
	// Its day, Published.Date(), is always that of date where one is given. A
	// time told in UTC can fall on the next day of a publisher in the west: the
	// same instant is then in the nearest zone, a whole hour from UTC, in which
	// it is on that day. Where no zone reconciles the two, date is believed and
	// a warning given.
	Published time.Time
	Modified  time.Time // last change, zero if unknown; a bare date is midnight UTC

	Permalink  string   // address of the original: permalink or source_url; http or https, or empty
	Archive    string   // address of an archived copy: archive_url; http or https, or empty
	Categories []string // category and tags, in the order given, none twice
	Language   string   // BCP 47, empty if not given
	Publisher  string   // who published it, empty if not given
	Order      int      // its place among others of its kind, from 1; 0 if not given. Documents stand by date and have no use for it
}

// A File is one input file. It is not changed after it has been read.
type File struct {
	Name string // slash-separated, as the user named it
	Data []byte // the file as it is on disk
	Meta Meta
	Body int // offset of the first byte of the body in Data, the start of a line; len(Data) if there is none

	lines []int // offset of the first byte of each line
}

// byteOrderMark is what some editors put ahead of UTF-8.
const byteOrderMark = "\uFEFF"

// newFile makes a file without front matter. LF, CRLF and a lone CR end a line,
// as in CommonMark.
func newFile(name string, data []byte) *File {
	f := &File{Name: name, Data: data}
	if bytes.HasPrefix(data, []byte(byteOrderMark)) {
		f.Body = len(byteOrderMark)
	}
	f.lines = make([]int, 0, bytes.Count(data, []byte("\n"))+1)
	start := 0
	for i, c := range data {
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			f.lines = append(f.lines, start)
			start = i + 1
		}
	}
	if start < len(data) {
		f.lines = append(f.lines, start)
	}
	return f
}

// Text returns the file for a Markdown parser that wants LF alone: a copy of
// Data of the same length, so that an offset in the text is the same offset in
// the file. All before Body, a byte order mark included, is blank, and so are
// carriage returns; a lone one is a line feed.
//
// The Markdown stays what it was, and each run of blank lines is one. A
// backslash before CRLF, which makes a hard line break, is blanked with the
// carriage return, since two spaces make one too; and where one space stands
// before CRLF, which makes none, a tab takes the place of the carriage return.
func (f *File) Text() []byte {
	text := bytes.Clone(f.Data)
	for i, c := range text {
		switch {
		case c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			text[i] = '\n'
		case c == '\r':
			blankReturn(text[:i+1])
		}
	}
	for i := range f.Body {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
	if f.Body > 0 {
		// Without front matter the blanks would indent the first line.
		text[f.Body-1] = '\n'
	}
	joinBlank(text[f.Body:])
	return text
}

// joinBlank makes one blank line of each run of them, which means the same: the
// parser keeps a note of every blank line for every list that it stands in.
func joinBlank(text []byte) {
	last := -1 // the line feed that ends the run so far
	blank := false
	for i, c := range text {
		switch {
		case c == '\n' && blank && last >= 0:
			text[last] = ' '
			last = i
		case c == '\n' && blank:
			last = i
		case c == '\n':
			blank, last = true, -1
		case c != ' ' && c != '\t':
			blank, last = false, -1
		}
	}
}

// blankReturn blanks the carriage return at the end of line, which a line feed
// follows.
func blankReturn(line []byte) {
	last := len(line) - 1
	before := bytes.TrimRight(line[:last], `\`)
	spaces := len(before) - len(bytes.TrimRight(before, " "))
	switch backslashes := last - len(before); {
	case backslashes%2 == 1:
		line[last-1], line[last] = ' ', ' '
	case backslashes == 0 && spaces == 1:
		line[last] = '\t'
	default:
		line[last] = ' '
	}
}

// Line returns the line, from 1, that holds the byte at offset. An offset past
// the end is on the last line.
func (f *File) Line(offset int) int {
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
}

// Lines returns the number of lines of the file.
func (f *File) Lines() int { return len(f.lines) }

// Pos returns the place of the character that holds the byte at offset, its
// column in characters. An offset past the end is just behind the last
// character of the last line; a byte order mark has no width.
func (f *File) Pos(offset int) diag.Pos {
	line := max(f.Line(offset), 1)
	start := 0
	if len(f.lines) > 0 {
		start = f.lines[line-1]
	}
	if start == 0 && bytes.HasPrefix(f.Data, []byte(byteOrderMark)) {
		start = len(byteOrderMark)
	}
	if offset >= len(f.Data) {
		offset = start + len(bytes.TrimRight(f.Data[start:], "\r\n"))
	}
	for start < offset && offset < len(f.Data) && !utf8.RuneStart(f.Data[offset]) {
		offset--
	}
	return diag.Pos{File: f.Name, Line: line, Column: utf8.RuneCount(f.Data[start:max(offset, start)]) + 1}
}
