package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
)

// read reads data as the file x.md.
func read(t testing.TB, data string) (*File, diag.List) {
	t.Helper()
	f, problems, err := Read(fstest.MapFS{"x.md": {Data: []byte(data)}}, "x.md")
	if err != nil {
		t.Fatal(err)
	}
	if (f == nil) != (problems.Errors() > 0) {
		t.Fatalf("file is %v with problems %v", f, problems)
	}
	return f, problems
}

// said gives the problems as printed, one line each, hints too.
func said(problems diag.List) []string {
	var lines []string
	for _, d := range problems {
		lines = append(lines, strings.Split(strings.ReplaceAll(d.String(), "\n    hint", "\nhint"), "\n")...)
	}
	return lines
}

var tooDeep = []string{
	`x.md:3:1: lists and quotes nested 101 deep, more than 100`, `hint: take out marks and indentation; four levels are more than anybody reads`}

func TestReadRefuses(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"empty", "", []string{
			`x.md: the file is empty`, `hint: put a document into it, or take it out`}},
		{"white space", " \r\n\t\n\u00A0\n", []string{
			`x.md: the file holds nothing but white space`, `hint: put a document into it, or take it out`}},
		{"byte order mark alone", "\uFEFF\n", []string{
			`x.md: the file holds nothing but white space`, `hint: put a document into it, or take it out`}},
		{"too large", strings.Repeat("a", MaxSize+1), []string{
			`x.md: the file is larger than 2 MiB`, `hint: a fact sheet is far smaller; is this the right file?`}},
		{"line too long", "a\r\n" + strings.Repeat("b", MaxLine+1) + "\r\n", []string{
			`x.md:2:1: a line of 65537 bytes, more than 65536`, `hint: break it into paragraphs; a picture belongs in a file of its own`}},
		{"quotes too deep", "a\n\n" + strings.Repeat("> ", MaxNesting+1) + "b", tooDeep},
		{"quotes without spaces too deep", "a\n\n" + strings.Repeat(">", MaxNesting+1) + "b", tooDeep},
		{"items too deep", "a\n\n" + strings.Repeat("- 1) ", MaxNesting/2) + "* b", tooDeep},
		{"item indented too deep", "a\n\n" + strings.Repeat("\t", MaxNesting/2) + "- b", tooDeep},
		{"zero byte", "# é\nab\x00c\n", []string{
			`x.md:2:3: a zero byte, which no text has`, `hint: is this a Markdown file? If so, save it as plain text in UTF-8`}},
		{"zero byte ahead of a bad one", "a\x00\xFF", []string{
			`x.md:1:2: a zero byte, which no text has`, `hint: is this a Markdown file? If so, save it as plain text in UTF-8`}},
		{"Latin-1", "# Fact sheet\n\nR\u00E9sum\xE9\n", []string{
			`x.md:3:6: byte 0xE9 is not UTF-8`,
			`hint: save the file as UTF-8; Windows-1252 and Latin-1 are the usual encodings of such a file`}},
		{"bad byte ahead of a zero byte", "a\n\x93b\x00", []string{
			`x.md:2:1: byte 0x93 is not UTF-8`,
			`hint: save the file as UTF-8; Windows-1252 and Latin-1 are the usual encodings of such a file`}},
		{"character cut short", "ab\xE2\x80", []string{
			`x.md:1:3: byte 0xE2 is not UTF-8`,
			`hint: save the file as UTF-8; Windows-1252 and Latin-1 are the usual encodings of such a file`}},
		{"surrogate", "a\xED\xA0\x80", []string{
			`x.md:1:2: byte 0xED is not UTF-8`,
			`hint: save the file as UTF-8; Windows-1252 and Latin-1 are the usual encodings of such a file`}},
		{"UTF-16", "\xFF\xFEa\x00", []string{`x.md: the encoding is UTF-16, not UTF-8`, `hint: save the file as UTF-8`}},
		{"PDF", "%PDF-1.7\n%\xE2\xE3", []string{`x.md: this is a PDF, not Markdown`, `hint: copy its text into a Markdown file`}},
		{"Word", "PK\x03\x04\x14\x00", []string{
			`x.md: this is a zip archive, as Word and OpenDocument files are, not Markdown`, `hint: convert it to Markdown first`}},
		{"rich text", `{\rtf1\ansi Fact sheet}`, []string{`x.md: this is rich text, not Markdown`, `hint: convert it to Markdown first`}},
		{"picture", "\x89PNG\r\n\x1a\n\x00", []string{`x.md: this is a picture, not Markdown`, `hint: name the Markdown file`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, problems := read(t, test.data)
			if f != nil {
				t.Error("the file was taken")
			}
			if diff := cmp.Diff(test.want, said(problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTakes(t *testing.T) {
	for _, test := range []struct{ name, data string }{
		{"largest", strings.Repeat("a\n", MaxSize/2)},
		{"longest line", strings.Repeat("a", MaxLine) + "\r\n" + strings.Repeat("b", MaxLine)},
		{"deepest quotes", strings.Repeat("> ", MaxNesting) + "b"},
		{"deepest items", strings.Repeat("- 1) ", MaxNesting/2) + "b"},
		{"deepest indented item", strings.Repeat("\t", (MaxNesting-2)/2) + "  - b"},
		{"deep indentation without a mark", strings.Repeat(" ", 1000) + "b"},
		{"a rule and a row of stars", strings.Repeat("-", 1000) + "\n\n" + strings.Repeat("*", 1000)},
		{"replacement character", "a\uFFFDb"},
		{"one character", "a"},
		{"form feed and tab", "a\f\tb\v"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, problems := read(t, test.data)
			if len(problems) > 0 {
				t.Fatalf("problems: %v", problems)
			}
			if string(f.Data) != test.data || f.Name != "x.md" {
				t.Errorf("%d bytes of %s, want %d of x.md", len(f.Data), f.Name, len(test.data))
			}
		})
	}
}

func TestReadWarnsOfControlCharacters(t *testing.T) {
	f, problems := read(t, "---\ntitle: a\n---\nb\né\x1Bc\x02\n")
	want := []string{
		`x.md:5:2: warning: control character U+001B, the first of 2`,
		`hint: delete it; it has no meaning in a document`}
	if diff := cmp.Diff(want, said(problems)); diff != "" || f == nil {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The machine's failures are errors that name the file, not diagnostics.
func TestReadFails(t *testing.T) {
	fsys := fstest.MapFS{"folder/x.md": {Data: []byte("a")}}
	for _, test := range []struct {
		name string
		is   error
	}{{"missing.md", fs.ErrNotExist}, {"folder", nil}, {"../x.md", nil}} {
		f, problems, err := Read(fsys, test.name)
		if err == nil || f != nil || problems != nil || !strings.Contains(err.Error(), test.name) {
			t.Errorf("%s: %v, %v, %v", test.name, f, problems, err)
		}
		if test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.is)
		}
	}
}

// All that is wrong is told, in the order of the file.
func TestReadTellsAll(t *testing.T) {
	_, problems := read(t, `---
title: ""
date: 21 May 2021
permalink: www.example.org/a
slug: A B
lang: English
tags: {a: b}
---
Body with a `+"\x01"+` in it.
`)
	want := []string{
		`x.md:2:8: the title is empty`,
		`hint: write the title as published, in quotes; or leave the key out, and the first heading serves`,
		`x.md:3:7: date "21 May 2021" is not in the form of a date`, `hint: write 2021-05-21`,
		`x.md:4:12: permalink "www.example.org/a" is not an address with http or https`, `hint: write "https://www.example.org/a"`,
		`x.md:5:7: the slug "A B" has characters that addresses do without`,
		`hint: write "a-b": lower-case letters a to z, digits, and single hyphens between words`,
		`x.md:6:7: lang "English" is not a language tag`, `hint: write a tag such as en, fr or pt-BR`,
		`x.md:7:7: tags must be text or a list, not keys and values`, `hint: write one word or a list of words`,
		`x.md:9:13: warning: control character U+0001`, `hint: delete it; it has no meaning in a document`,
	}
	if diff := cmp.Diff(want, said(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	for _, test := range dialects {
		f.Add([]byte(test.data))
	}
	for _, test := range broken {
		f.Add([]byte(test.data))
	}
	for _, test := range withoutMatter {
		f.Add([]byte(test.data))
	}
	for _, s := range []string{"", "\x00", "\xEF\xBB", "a\r\n\\\r\nb \r", "\uFEFF---\rtitle: a\r---\rb", "PK\x03\x04"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, problems := read(t, string(data))
		whole := newFile("x.md", data)
		for _, d := range problems {
			inside(t, whole, d)
		}
		again, same := read(t, string(data))
		if diff := cmp.Diff(said(problems), said(same)); diff != "" {
			t.Errorf("read twice (-first +second):\n%s", diff)
		}
		if file == nil {
			return
		}
		if diff := cmp.Diff(file.Meta, again.Meta); diff != "" || file.Body != again.Body {
			t.Errorf("read twice, %d and %d (-first +second):\n%s", file.Body, again.Body, diff)
		}
		checkBody(t, file)
	})
}

// inside checks that a problem has words and a place in the file.
func inside(t *testing.T, f *File, d diag.Diagnostic) {
	t.Helper()
	if d.Text == "" || d.Hint == "" || d.Pos.File != "x.md" || strings.Contains(d.Text, "\n") {
		t.Errorf("problem without words, hint or file, or of two lines: %v", d)
	}
	if d.Pos.Line == 0 {
		return
	}
	if d.Pos.Line > max(f.Lines(), 1) {
		t.Fatalf("no line of %d: %v", f.Lines(), d)
	}
	end := len(f.Data)
	if d.Pos.Line < f.Lines() {
		end = f.lines[d.Pos.Line]
	}
	// An invalid byte counts as a character.
	if width := len([]rune(string(f.Data[f.lines[d.Pos.Line-1]:end]))); d.Pos.Column < 1 || d.Pos.Column > width+1 {
		t.Errorf("no column of %d: %v", width, d)
	}
}

// checkBody checks what a Markdown parser relies on.
func checkBody(t *testing.T, f *File) {
	t.Helper()
	if f.Body < 0 || f.Body > len(f.Data) {
		t.Fatalf("body at %d of %d", f.Body, len(f.Data))
	}
	if f.Body > len(byteOrderMark) && f.Body < len(f.Data) && f.Pos(f.Body).Column != 1 {
		t.Errorf("body begins at %v", f.Pos(f.Body))
	}
	text := f.Text()
	if len(text) != len(f.Data) || strings.Contains(string(text), "\r") {
		t.Errorf("text of %d bytes, want %d without returns: %q", len(text), len(f.Data), text)
	}
	if strings.TrimSpace(string(text[:f.Body])) != "" {
		t.Errorf("text ahead of the body: %q", text[:f.Body])
	}
	// But for returns, a backslash ahead of one, and the ends of blank lines, the body is the same.
	for i := f.Body; i < len(text); i++ {
		line := f.Data[f.Body+bytes.LastIndexAny(f.Data[f.Body:i], "\r\n")+1 : i]
		blank := f.Data[i] == '\n' && text[i] == ' ' && len(bytes.TrimSpace(line)) == 0
		if text[i] != f.Data[i] && f.Data[i] != '\r' && !blank && !(f.Data[i] == '\\' && f.Data[i+1] == '\r') {
			t.Fatalf("byte %d is %q, want %q", i, text[i], f.Data[i])
		}
	}
}

// document is a fact sheet of about size bytes, after the manner of the real
// ones.
func document(size int) string {
	var b strings.Builder
	b.WriteString("---\ncategory: statements-releases\ndate: '2021-05-21'\nmodified_time: 2021-05-21 20:45:14-04:00\n" +
		"permalink: https://www.example.org/fact-sheet/\npublished_time: 2021-05-21 20:45:13-04:00\n" +
		"title: \"FACT SHEET: A \\u2013 B Partnership\"\n---\n \n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "**<u>Part %d</u>**  \n  \nTogether, the parties – both of them – will:  \n  \n-   Provide “$%d million” for what was\n    agreed.\n\n", i, i)
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	for _, test := range []struct{ name, data string }{
		{"100KB", document(100 << 10)},
		{"100KB-CRLF", strings.ReplaceAll(document(100<<10), "\n", "\r\n")},
	} {
		b.Run(test.name, func(b *testing.B) {
			fsys := fstest.MapFS{"x.md": {Data: []byte(test.data)}}
			b.ReportAllocs()
			b.SetBytes(int64(len(test.data)))
			for b.Loop() {
				if f, _, err := Read(fsys, "x.md"); f == nil || err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkText(b *testing.B) {
	f, _ := read(b, strings.ReplaceAll(document(100<<10), "\n", "\r\n"))
	b.ReportAllocs()
	b.SetBytes(int64(len(f.Data)))
	for b.Loop() {
		f.Text()
	}
}
