// Package data writes one document as files for people who work with data: the
// twins of its pages.
//
// In go the plan of a document and what was found in it; out come the bytes of
// files, which belong in the document's folder:
//
//	commitments.csv     one row for each commitment; RFC 4180
//	funding.csv         one row for each sum
//	funding.xlsx        the same with real numbers, the totals and their proof, and how to read it
//	funding.json        the same, with the money that is no funding
//	ledger-proof.json   each total with what it adds and what it leaves out, for a calculator
//	deadlines.csv       one row for each deadline
//	deadlines.ics       those that have a day, for calendars; RFC 5545
//	document.json       all of it, words included; [Schema] says what is what
//	cite.bib            how document and commitments are cited: BibTeX
//	cite.ris            the same in RIS
//	cite.json           the same in CSL-JSON
//	datapackage.json    what the columns of the CSV files hold; Data Package 2.0
//
// Everything is first made into a [Book] of finished values; each format is
// written from the same book and changes nothing in it, so that the twins say
// the same. Bytes depend on the book alone: there is no clock, and nothing is
// written in the order of a map.
//
// Words are those of the document on one line, white space of any kind being
// one space; a character that XML cannot hold is U+FFFD. The package refuses
// nothing: what a format cannot hold is marked where it is cut.
package data

import (
	"encoding/json"
	"fmt"
	"slices"

	"communique/internal/cite"
)

// The names of the files, in the folder of the document.
const (
	CommitmentsCSV = "commitments.csv"
	FundingCSV     = "funding.csv"
	FundingXLSX    = "funding.xlsx"
	FundingJSON    = "funding.json"
	Proof          = "ledger-proof.json"
	DeadlinesCSV   = "deadlines.csv"
	Calendar       = "deadlines.ics"
	DocumentJSON   = "document.json"
	CiteBibTeX     = "cite.bib"
	CiteRIS        = "cite.ris"
	CiteCSL        = "cite.json"
	Package        = "datapackage.json"
)

// A File is one finished file.
type File struct {
	Name  string // one of the constants
	Bytes []byte
}

// Options is what the site says of all its documents.
type Options struct {
	BaseURL  string  // where the site is published, ending in a slash; empty if not known: then no address is absolute
	License  License // of the data; the zero value says nothing of it
	Site     string  // name of the site, for citations
	Language string  // of documents that do not say

	// Keep returns what was made before from the same input, or makes it; it is
	// asked for what costs more than a page: the workbook. Nil makes it always.
	Keep func(kind string, input []byte, make func() ([]byte, error)) ([]byte, error)
}

// A License is the terms under which the data may be used. The zero value is
// none; the Data Package standard wants a name or a path.
type License struct {
	Name  string // of Open Definition: "CC-BY-4.0"
	Path  string // address of its text
	Title string // for a reader; may be empty
}

// Files returns the files of a document, in the order of the package comment.
// A table without a row is left out with its twins: commitments, money,
// deadlines; so is the calendar where no deadline has a day, and the description
// of the tables where there is none.
func (b *Book) Files() ([]File, error) {
	var files []File
	for _, f := range []struct {
		name  string
		apply bool
		write func() ([]byte, error)
	}{
		{CommitmentsCSV, len(b.Commitments) > 0, b.CommitmentsCSV},
		{FundingCSV, b.money(), b.FundingCSV},
		{FundingXLSX, b.money(), b.keptXLSX},
		{FundingJSON, b.money(), b.FundingJSON},
		{Proof, b.money(), b.Proof},
		{DeadlinesCSV, len(b.Deadlines) > 0, b.DeadlinesCSV},
		{Calendar, b.dated(), b.Calendar},
		{DocumentJSON, true, b.DocumentJSON},
		{CiteBibTeX, true, b.cited(cite.BibTeX)},
		{CiteRIS, true, b.cited(cite.RIS)},
		{CiteCSL, true, b.cited(cite.CSL)},
	} {
		if !f.apply {
			continue
		}
		data, err := f.write()
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", f.name, err)
		}
		files = append(files, File{f.name, data})
	}
	if !slices.ContainsFunc(files, func(f File) bool { return tables[f.Name].schema != nil }) {
		return files, nil
	}
	data, err := b.Package(files)
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", Package, err)
	}
	return append(files, File{Package, data}), nil
}

// workbookFormat is part of what a workbook is kept by. It is raised when the
// same book comes to make another workbook.
const workbookFormat = "1 "

// keptXLSX returns the workbook, made before or now.
func (b *Book) keptXLSX() ([]byte, error) {
	if b.keep == nil {
		return b.FundingXLSX()
	}
	input, err := json.Marshal([]any{b.Document, b.Rows, b.Totals, b.license}) // all that the workbook shows
	if err != nil {
		return nil, err
	}
	return b.keep("workbook", append([]byte(workbookFormat), input...), b.FundingXLSX)
}

// cited writes the citations of the document and its commitments.
func (b *Book) cited(write func([]cite.Work) []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return write(b.works), nil }
}

// money reports whether there is anything to say of money.
func (b *Book) money() bool { return len(b.Rows)+len(b.Others) > 0 }
