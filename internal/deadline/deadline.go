// Package deadline finds the dates and times in running text and says what
// they mean.
//
// In go the words of one block and the day of publication; out come the dates
// as printed, each with its place, its kind, an ISO 8601 or EDTF form and the
// first and last day that it can mean. A second step picks those that bind
// something still to come. Named events ("COP26") are known only from a data
// file, which [ReadEvents] reads.
//
// The package knows nothing of documents, and has no clock: whether a date is
// past is measured against the day of publication. It refuses to guess: a
// number is a year only where its neighbours allow it, and a time that hangs
// on something outside the text has no ISO form.
package deadline

import (
	"time"
)

// A Kind says what part a date plays in its sentence.
type Kind uint8

const (
	KindDate      Kind = iota // a named day, month, quarter, half, season, year, fiscal year or decade
	KindDeadline              // by, before, no later than, within, ahead of
	KindPeriod                // a duration, a stretch from one date to another, or an end: through, until
	KindStart                 // since, after, from, beginning, post-
	KindTarget                // a year used as the name of a goal: "2030 targets"
	KindFrequency             // annually, every two years
)

var kindNames = [...]string{"date", "deadline", "period", "start", "target", "frequency"}

// String gives the word that the program prints for a kind.
func (k Kind) String() string { return kindNames[k] }

// A Part says which part of the named time is meant.
type Part uint8

const (
	Whole Part = iota
	Early
	Mid
	Late
	End
	later   // "later this year": what is left of it at publication
	earlier // "earlier this year": what is gone of it at publication
)

var partNames = [...]string{"", "early", "mid", "late", "end", "late", "early"}

// String gives early, mid, late or end, and nothing for the whole.
func (p Part) String() string { return partNames[p] }

// A Date is a time as printed in the text.
type Date struct {
	Start, End int // byte offsets in the text, half open; the word that sets the kind is included
	Kind       Kind
	ISO        string // ISO 8601 or EDTF: "2021-05-21", "2023-Q4", "2021-22" (summer), "FY2024", "202X", "2021/2025", "../2025", "2017/..", "P5Y", "R/P1Y", "event:NAME"; empty where the words alone do not say
	Part       Part   // early, mid, late or end of what ISO names; an end that is a day is in ISO itself
	Event      string // the name of the event, from the data file where it is known there; empty for none

	// Earliest and Latest bound what the words can mean, given the day of
	// publication, no finer than they say it. Zero where that is open: the
	// start of "through 2025", both ends of a bare "five years".
	Earliest, Latest Point

	aim aim // where a duration or a bare month looks
}

// An aim is the direction in which a time is seen from publication.
type aim int8

const (
	past   aim = -1
	open   aim = 0
	future aim = 1
)

// Options is what the text does not say itself.
type Options struct {
	Published time.Time // the day of publication; zero if unknown: then nothing relative to it is resolved
	Events    Events    // the named events that are known; may be nil

	// FiscalStart is the first month of the fiscal year of the publisher, and
	// FiscalYear N is the one that ends in year N. Zero means October, the
	// fiscal year of the United States.
	FiscalStart time.Month

	// LeadIn is the words that govern the text, if any ("The United States
	// will:"): they give the tense where the text has none.
	LeadIn string
}

// Find returns the dates of one block of running text, in order; they do not
// overlap. A soft line break of the source is one space in the text. The time
// is linear in the length of the text.
func Find(text string, o Options) []Date {
	p := newReader(text, o)
	p.find()
	return p.found
}

// find reads the text from end to end.
func (p *reader) find() {
	for i := 0; i < len(p.tokens); {
		if p.tokens[i].class&starts == 0 {
			i++
			continue
		}
		i = max(p.step(i), i+1)
	}
}
