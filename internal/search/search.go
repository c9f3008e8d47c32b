// Package search makes the index in which readers search the site, in scripts
// that a page loads without a server.
//
// In goes each document as a list of things to find ([Item]): commitments,
// pillars, the document itself, parties. [Index] reads one document by itself
// and returns its result files, which can be written at once, and a [Part], a
// few kilobytes that stay until all documents have been read. [Build] merges
// the parts, in the order given, and writes the rest. What comes out depends
// on the documents and their order alone, not on when each was read.
//
// Every file is a classic script of one call, communiqueSearch(KEY, DATA),
// since fetch does not work on pages that are opened from disk. Its key is its
// name without folder and ending, which holds a fingerprint of the data:
//
//	search/i-NAME.js    the directory: how things are numbered, which file has what
//	search/t-NAME.js    a range of terms in order, each with its postings
//	search/NAME-N.js    the Nth file of a document: titles, addresses and words
//
// Things are numbered kind by kind, documents in the order given. A small site
// has no files of terms: the script (static/js/search.js) reads all words and
// makes the postings itself, by the same rules ([Terms]). In a large one it
// loads the terms of a query and then the documents of what it shows; the
// limits below bound how much that is.
//
// Postings of one term, five fields parted by spaces, numbers as in encode.go:
// how many letters it shares with the term before it, written in front of the
// rest of its letters; the number of each thing, less that of the one before;
// for each thing ((places−1)×4 + length class)×2 + 1 if in the title; the
// places, as words from the beginning, each less the one before.
//
// The package knows nothing of Markdown, HTML or addresses. It refuses nothing:
// any text can be indexed.
package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Kind says what is found.
type Kind uint8

// The kinds in the order in which things are numbered.
const (
	Commitment Kind = iota
	Pillar
	Page // a document as a whole
	Party
	kinds
)

// An Item is one thing to find.
type Item struct {
	Kind   Kind
	Number string // of a commitment or pillar; may be empty
	Title  string
	Path   string // of its page, from the root of the site
	Text   string // its words, the title left out unless they hold it
	Where  string // where it belongs: the heading of a pillar; may be empty
}

// A Document is a list of things to find that are shown together.
type Document struct {
	Title    string
	Day      string // of publication, as people read it; may be empty
	Folder   string // that the paths of all items begin with, its slash included; may be empty
	Language string // of the words; may be empty
	Items    []Item
}

// A File is a finished script.
type File struct {
	Path string // from the root of the site
	Data []byte
}

// A Part is what stays of one document until all have been read. It keeps
// nothing of the document alive.
type Part struct {
	name     string
	files    [][kinds]int // how many entries of each kind each file has
	follow   [kinds][]int // entries that go on with the one before, as places among those of their kind
	postings []byte       // of all terms, see postings.go
	words    int          // bytes of text
}

const (
	folder = "search/"

	// maxEntry is the length in bytes of the text of one entry. Longer ones go
	// on in entries of their own, so that a file of results stays small.
	maxEntry = 2400
	// maxFile is the length of the text in one file of results, unless one
	// entry is longer.
	maxFile = 5400
)

// An entry is an item, or a piece of a long one.
type entry struct {
	Item
	follows bool
}

// Index reads one document.
func Index(d Document) (*Part, []File) {
	entries := cut(d.Items)
	p := &Part{}
	var collected collector
	var next [kinds]int
	for _, e := range entries {
		n := next[e.Kind]
		next[e.Kind]++
		p.words += len(e.Text) + len(e.Title)
		if e.follows {
			p.follow[e.Kind] = append(p.follow[e.Kind], n)
			e.Title = ""
		}
		collected.add(e.Kind, n, e.Title, e.Text)
	}
	p.postings = collected.pack()
	return p, p.resultFiles(d, entries)
}

// cut parts long items at the ends of words.
func cut(items []Item) []entry {
	var list []entry
	for _, item := range items {
		rest, follows := item.Text, false
		for {
			item.Text, rest = split(rest, maxEntry)
			list = append(list, entry{item, follows})
			if rest == "" {
				break
			}
			follows = true
		}
	}
	return list
}

// split returns as many words of a text as fit, cut behind a sentence if one
// ends in their second half, and the others.
func split(text string, limit int) (head, rest string) {
	if len(text) <= limit {
		return text, ""
	}
	at := strings.LastIndexByte(text[:limit], ' ')
	if stop := strings.LastIndex(text[:limit], ". ") + 1; stop > limit/2 {
		at = stop
	}
	if at <= 0 { // a script without spaces
		for at = limit; at > limit-utf8.UTFMax && !utf8.RuneStart(text[at]); at-- {
		}
	}
	return text[:at], strings.TrimLeft(text[at:], " ")
}

// resultFiles makes the files of results of a document: what is shown of each
// thing.
func (p *Part) resultFiles(d Document, entries []entry) []File {
	header := []any{d.Title, d.Day, d.Folder, d.Language}
	var bodies [][]byte
	for len(entries) > 0 {
		var rows []any
		var counts [kinds]int
		for size := 0; len(entries) > 0; entries = entries[1:] {
			e := entries[0]
			if size += len(e.Text) + len(e.Title) + len(e.Where); size > maxFile && rows != nil {
				break
			}
			counts[e.Kind]++
			rows = append(rows, []any{int(e.Kind), e.Number, e.Title, strings.TrimPrefix(e.Path, d.Folder), e.Text, e.Where})
		}
		p.files = append(p.files, counts)
		bodies = append(bodies, literal(append(header[:4:4], rows)))
	}
	p.name = fingerprint(bodies...)
	files := make([]File, 0, len(bodies))
	for i, body := range bodies {
		files = append(files, script(p.name+"-"+strconv.Itoa(i), body))
	}
	return files
}

// literal writes plain data as JSON, which is JavaScript too.
func literal(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // these files are no part of a page
	if err := e.Encode(value); err != nil {
		panic("search: plain data does not become JSON: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// script makes a file of one call with the data.
func script(key string, data []byte) File {
	return File{Path: folder + key + ".js", Data: fmt.Appendf(nil, "communiqueSearch(%q,%s)\n", key, data)}
}

// fingerprint names data: 8 letters or digits, 40 bits of its SHA-256.
func fingerprint(data ...[]byte) string {
	h := sha256.New()
	for _, d := range data {
		h.Write(d)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:5]))
}
