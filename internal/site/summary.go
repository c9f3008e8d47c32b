package site

import (
	"cmp"
	"slices"
	"time"
)

// A Summary is what the pages across documents say of one document. Its
// strings are copies: it keeps nothing of the document alive.
type Summary struct {
	File        string // the source file, for messages
	Slug        string
	Path        string // of the document's page
	Funding     string
	Deadlines   string // empty where there is no such page
	Parties     string // empty where there is no such page
	List        string // of the list of all its commitments; empty where it has none
	Names       string // of its index by name; empty where there is no list
	Sitemap     string
	Title       string
	Language    string // empty if the document does not say
	Publisher   string // empty if the document does not say
	Original    string // address of the document as published; empty if not known
	Published   time.Time
	Modified    time.Time
	Opening     string // the first words of the introduction, at most 1,000 bytes; empty without one
	Commitments int
	Words       int
	Pillars     []PillarSummary
}

const maxOpening = 1000

// A PillarSummary is what the home page says of a pillar.
type PillarSummary struct {
	Number      string
	Heading     string
	Level       int // 1 for the outermost
	Implicit    bool
	Path        string
	Commitments int
}

// An ArticleSummary names a page of our own prose.
type ArticleSummary struct {
	File  string // the source file, for messages
	Path  string // "about.html"
	Title string
}

// Changed returns when the document last changed as far as it says: its
// modification, else its publication, else zero.
func (s Summary) Changed() time.Time {
	if s.Modified.IsZero() {
		return s.Published
	}
	return s.Modified
}

// Order sorts documents as the home page lists them: the latest first, those
// without a date last, and by title where dates are equal.
func Order(documents []Summary) { slices.SortFunc(documents, Compare) }

// Compare says which of two documents [Order] puts first.
func Compare(a, b Summary) int {
	return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Slug, b.Slug))
}
