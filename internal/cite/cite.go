// Package cite writes how a document or a commitment is cited.
//
// In goes the plan of a document, out comes a [Work] of finished values, which
// is written in four forms: words for a reader, BibTeX, RIS, and CSL-JSON, from
// which reference managers make every other. A whole document with all its
// commitments is one file in each of the latter three.
//
// A document is a report: no form has a kind for a fact sheet, "report" is what
// reference managers give to publications of governments, and unlike the legal
// kinds of CSL it asks for no court and no volume. A commitment is a chapter of
// it, with the number of the commitment as that of the chapter, so that styles
// print document and number beside its title.
//
// No form says when the page was looked at: that is the reader's to add, and
// the same input gives the same bytes.
package cite

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"communique/internal/site"
)

// A Work is what a citation is of. Its texts are on one line.
type Work struct {
	Key       string    // tells it from all others of the site: lower-case letters, digits, hyphens, a colon
	Title     string    // of the commitment it is ours, cut from its words
	Container string    // the title of the document in which a commitment stands; empty for a document
	Number    string    // of the commitment in it
	Author    string    // who published the words, a body and no person; empty if not known
	Published time.Time // zero if not known
	Language  string    // BCP 47
	Site      string    // whose page it is
	URL       string    // absolute address of the page; empty without a base URL
	Original  string    // address of the document as published; empty if not known
}

// Options is what the document itself does not say.
type Options struct {
	Author   string // where the document names no publisher
	Language string // where it names none
	Site     string // name of the site
	BaseURL  string // where the site is published, ending in a slash; empty if not known
}

// OfDocument returns the work that a document is.
func OfDocument(d *site.Document, o Options) Work {
	meta := d.Model.Source.Meta
	w := Work{
		Key: d.Model.Slug, Title: line(d.Model.Title), Author: line(meta.Publisher), Published: meta.Published,
		Language: meta.Language, Site: line(o.Site), Original: meta.Permalink,
	}
	if w.Author == "" {
		w.Author = line(o.Author)
	}
	if w.Language == "" {
		w.Language = o.Language
	}
	if o.BaseURL != "" {
		w.URL = o.BaseURL + d.Path
	}
	return w
}

// OfCommitment returns the work that a commitment is, given that of its
// document.
func (w Work) OfCommitment(c *site.Commitment, o Options) Work {
	w.Key += ":" + c.Model.Slug
	w.Container, w.Title, w.Number = w.Title, line(c.Model.Title), c.Model.Number
	if o.BaseURL != "" {
		w.URL = o.BaseURL + c.Path
	}
	return w
}

// All returns the works of a document: itself, then its commitments in reading
// order.
func All(d *site.Document, o Options) []Work {
	whole := OfDocument(d, o)
	list := append(make([]Work, 0, d.Commitments+1), whole)
	for _, p := range d.Pillars {
		for _, c := range p.Commitments {
			list = append(list, whole.OfCommitment(c, o))
		}
	}
	return list
}

// address returns where the work is to be found: our page, else the original.
func (w Work) address() string {
	if w.URL == "" {
		return w.Original
	}
	return w.URL
}

// origin says where the original is, where that is not the address already.
func (w Work) origin() string {
	if w.URL == "" || w.Original == "" {
		return ""
	}
	return "Original at " + w.Original
}

// day returns the day of publication as its publisher counts days.
func (w Work) day() (year, month, day int, known bool) {
	if w.Published.IsZero() {
		return 0, 0, 0, false
	}
	y, m, d := w.Published.Date()
	return y, int(m), d, true
}

// Plain returns the citation in words: who, what, in what, when, where.
func (w Work) Plain() string {
	parts := []string{"“" + w.Title + "”"}
	if w.Author != "" {
		parts = []string{w.Author, parts[0]}
	}
	if w.Container != "" {
		parts = append(parts, "Commitment "+w.Number+" in “"+w.Container+"”")
	}
	if y, m, d, known := w.day(); known {
		parts = append(parts, strconv.Itoa(d)+" "+time.Month(m).String()+" "+strconv.Itoa(y))
	}
	if w.URL != "" {
		parts = append(parts, w.Site+", "+w.URL)
	}
	if w.Original != "" {
		parts = append(parts, "Original at "+w.Original)
	}
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString(stop(parts[i-1]))
		}
		b.WriteString(part)
	}
	return b.String()
}

// stop ends one part of a citation and leads to the next. An address is never
// followed by a mark, which would be taken for a part of it.
func stop(part string) string {
	if strings.Contains(part, "://") {
		return " – "
	}
	if strings.HasSuffix(strings.TrimRight(part, "”"), ".") {
		return " "
	}
	return ". "
}

// line returns a text on one line without characters that no form can hold:
// white space of any kind is one space, control characters are gone.
func line(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " "))
}
