package check

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"communique/internal/diag"
)

// positionIn returns the place of a byte of a file: its line, which LF, CRLF
// or CR alone ends, and its column in characters. A byte order mark has no
// width. It reads the file up to the byte; for many places use [lineTable].
func positionIn(file string, data []byte, offset int) diag.Pos {
	return lineTable{file: file, data: data, starts: lineStarts(data[:offset])}.position(offset)
}

// A lineTable tells offsets in a file as places.
type lineTable struct {
	file   string
	data   []byte
	starts []int // offset of the first byte of each line
}

func newLineTable(file string, data []byte) lineTable {
	return lineTable{file: file, data: data, starts: lineStarts(data)}
}

// position returns the place of the character that a byte is part of.
func (t lineTable) position(offset int) diag.Pos {
	offset = characterStart(t.data, offset)
	line, found := slices.BinarySearch(t.starts, offset)
	if !found {
		line--
	}
	start := t.starts[line]
	if start == 0 && hasMark(t.data) {
		start = min(len(byteOrderMark), offset)
	}
	return diag.Pos{File: t.file, Line: line + 1, Column: utf8.RuneCount(t.data[start:offset]) + 1}
}

// characterStart returns the offset at which the character begins that has a
// byte at the offset; the offset itself where the bytes are none.
func characterStart(data []byte, offset int) int {
	for i := 1; i < utf8.UTFMax && i <= offset; i++ {
		if _, size := utf8.DecodeRune(data[offset-i:]); size > i {
			return offset - i
		}
	}
	return offset
}

// lineStarts returns the offset of the first byte of each line. There is one
// line at least.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for at := 0; ; {
		i := bytes.IndexAny(data[at:], "\r\n")
		if i < 0 {
			return starts
		}
		at += i + 1
		if data[at-1] == '\r' && at < len(data) && data[at] == '\n' {
			at++
		}
		starts = append(starts, at)
	}
}
