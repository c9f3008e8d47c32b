package source

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"communique/internal/diag"
)

// Bounds of a document. Each is many times what the longest of a thousand fact
// sheets has, and small enough that nothing behind it takes long.
const (
	// MaxSize is the largest file in bytes that is read. The longest fact sheet
	// of twenty years has less than 200 KB.
	MaxSize = 2 << 20

	// MaxLine is the longest line in bytes, its end apart. Fact sheets have
	// lines of 1 KB, a paragraph of a converter that breaks none 10 KB. Some of
	// what reads a line takes time that grows with its square.
	MaxLine = 64 << 10

	// MaxNesting is how deep a line may stand in lists and quotes, counted by
	// their marks and by two columns of indentation ahead of one. People
	// nest four deep.
	MaxNesting = 100
)

// Read reads a file and its front matter. All that is wrong with the document
// is in the list, sorted by place; the file is nil where one of them is an
// error. The error is for the machine: a file that is missing, a folder, or
// cannot be read.
func Read(fsys fs.FS, name string) (*File, diag.List, error) {
	data, err := readAll(fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("read document: %w", err)
	}
	f := newFile(name, data)
	if d, refused := f.refuse(); refused {
		return nil, diag.List{d}, nil
	}
	problems, err := f.readMatter()
	if err != nil {
		return nil, nil, fmt.Errorf("split front matter of %s: %w", name, err)
	}
	problems = append(problems, f.suspect()...)
	problems.Sort()
	if problems.Errors() > 0 {
		return nil, problems, nil
	}
	return f, problems, nil
}

// readAll reads a file up to one byte more than MaxSize.
func readAll(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var b bytes.Buffer
	if info, err := file.Stat(); err == nil {
		b.Grow(int(max(0, min(info.Size(), MaxSize))) + bytes.MinRead)
	}
	_, err = b.ReadFrom(io.LimitReader(file, MaxSize+1))
	return b.Bytes(), err
}

// signatures are the first bytes of what is taken for a document by mistake.
var signatures = []struct{ prefix, text, hint string }{
	{"%PDF-", "this is a PDF, not Markdown", "copy its text into a Markdown file"},
	{"PK\x03\x04", "this is a zip archive, as Word and OpenDocument files are, not Markdown", "convert it to Markdown first"},
	{"\xD0\xCF\x11\xE0", "this is an old Word file, not Markdown", "convert it to Markdown first"},
	{`{\rtf`, "this is rich text, not Markdown", "convert it to Markdown first"},
	{"\x89PNG", "this is a picture, not Markdown", "name the Markdown file"},
	{"\xFF\xD8\xFF", "this is a picture, not Markdown", "name the Markdown file"},
	{"GIF8", "this is a picture, not Markdown", "name the Markdown file"},
	{"\x1F\x8B", "this is a compressed file, not Markdown", "unpack it first"},
	{"\xFF\xFE", "the encoding is UTF-16, not UTF-8", "save the file as UTF-8"},
	{"\xFE\xFF", "the encoding is UTF-16, not UTF-8", "save the file as UTF-8"},
}

// refuse says why a file is no document at all.
func (f *File) refuse() (diag.Diagnostic, bool) {
	whole := diag.Pos{File: f.Name}
	switch {
	case len(f.Data) == 0:
		return diag.Errorf(whole, "the file is empty").WithHint("put a document into it, or take it out"), true
	case len(f.Data) > MaxSize:
		return diag.Errorf(whole, "the file is larger than %d MiB", MaxSize>>20).
			WithHint("a fact sheet is far smaller; is this the right file?"), true
	}
	for _, s := range signatures {
		if bytes.HasPrefix(f.Data, []byte(s.prefix)) {
			return diag.Errorf(whole, "%s", s.text).WithHint("%s", s.hint), true
		}
	}
	if d, found := f.notText(); found {
		return d, true
	}
	if d, found := f.unwieldy(); found {
		return d, true
	}
	if len(bytes.TrimSpace(f.Data[f.Body:])) == 0 {
		return diag.Errorf(whole, "the file holds nothing but white space").
			WithHint("put a document into it, or take it out"), true
	}
	return diag.Diagnostic{}, false
}

// unwieldy finds the first line that is too long or nested too deep.
func (f *File) unwieldy() (diag.Diagnostic, bool) {
	for i, start := range f.lines {
		end := len(f.Data)
		if i+1 < len(f.lines) {
			end = f.lines[i+1]
		}
		line := bytes.TrimRight(f.Data[start:end], "\r\n")
		if len(line) > MaxLine {
			return diag.Errorf(f.Pos(start), "a line of %d bytes, more than %d", len(line), MaxLine).
				WithHint("break it into paragraphs; a picture belongs in a file of its own"), true
		}
		if depth := nesting(line); depth > MaxNesting {
			return diag.Errorf(f.Pos(start), "lists and quotes nested %d deep, more than %d", depth, MaxNesting).
				WithHint("take out marks and indentation; four levels are more than anybody reads"), true
		}
	}
	return diag.Diagnostic{}, false
}

// nesting returns how deep a line can stand in lists and quotes: the marks at
// its head, and the items that its indentation can belong to.
func nesting(line []byte) int {
	marks, depth, columns := 0, 0, 0
	for i := 0; i < len(line); {
		n := 0
		switch c := line[i]; {
		case c == ' ':
			columns++
			i++
			continue
		case c == '\t':
			columns += 4 - columns%4
			i++
			continue
		case c == '>':
			n = 1
		case c == '-' || c == '*' || c == '+' || c >= '0' && c <= '9':
			n = itemMark(line[i:])
		}
		if n == 0 {
			break
		}
		if marks == 0 {
			depth = columns / 2
		}
		marks++
		i += n
	}
	return depth + marks
}

// itemMark returns the length of the bullet or number of a list item that b
// begins with, or 0.
func itemMark(b []byte) int {
	n := 0
	for n < len(b) && n < 9 && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	if n > 0 && (n == len(b) || b[n] != '.' && b[n] != ')') {
		return 0
	}
	if n++; n < len(b) && b[n] != ' ' && b[n] != '\t' {
		return 0
	}
	return n
}

// notText finds the first byte that is no text in UTF-8.
func (f *File) notText() (diag.Diagnostic, bool) {
	bad := firstInvalid(f.Data)
	if i := bytes.IndexByte(f.Data[:bad], 0); i >= 0 {
		return diag.Errorf(f.Pos(i), "a zero byte, which no text has").
			WithHint("is this a Markdown file? If so, save it as plain text in UTF-8"), true
	}
	if bad == len(f.Data) {
		return diag.Diagnostic{}, false
	}
	return diag.Errorf(f.Pos(bad), "byte 0x%02X is not UTF-8", f.Data[bad]).
		WithHint("save the file as UTF-8; Windows-1252 and Latin-1 are the usual encodings of such a file"), true
}

// firstInvalid returns the offset of the first byte that is not UTF-8, or the
// length.
func firstInvalid(data []byte) int {
	if utf8.Valid(data) {
		return len(data)
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}

// suspect warns of characters that are text, but hardly meant.
func (f *File) suspect() diag.List {
	first, count := 0, 0
	for i, c := range f.Data {
		if c >= ' ' && c != 0x7F || '\t' <= c && c <= '\r' {
			continue
		}
		if count++; count == 1 {
			first = i
		}
	}
	if count == 0 {
		return nil
	}
	more := ""
	if count > 1 {
		more = fmt.Sprintf(", the first of %d", count)
	}
	return diag.List{diag.Warnf(f.Pos(first), "control character U+%04X%s", f.Data[first], more).
		WithHint("delete it; it has no meaning in a document")}
}
