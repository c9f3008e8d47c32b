package data

import (
	"strconv"
	"strings"
)

// A form says what a column holds, by the name of the type in Table Schema.
type form string

const (
	formText    form = "string"
	formNumber  form = "number"
	formInteger form = "integer"
	formBoolean form = "boolean"
	formDate    form = "date"
)

// A column is one column of a table, in all its formats.
type column[T any] struct {
	name    string
	form    form
	width   float64 // in a spreadsheet, in characters
	must    bool    // no cell is empty
	count   bool    // an integer that may be 0
	allowed []string
	pattern string                 // that a cell which is not empty follows whole
	value   func(*Book, *T) string // in the form of a CSV cell, empty for a missing value
	means   string                 // what it holds, for a reader
}

// wrap is the width from which on the text of a column is broken over lines.
const wrap = 28

// The values that the types of the ledger print. Tests hold them against these
// types.
var (
	qualifiers = []string{"exact", "more-than", "at-least", "up-to", "less-than", "nearly", "approximately", "range", "vague"}
	classes    = []string{"public", "private", "mixed", "unclear"}
	statuses   = []string{"committed", "announced", "requested", "welcomed", "historical", "target"}
	flows      = []string{"commitment", "announcement", "private investment", "loan", "request", "target", "historical figure"}
	relations  = []string{"new", "restates", "part", "includes"}
	places     = []string{"commitment", "introduction", "lead-in", "heading", "table", "note"}
	forms      = []string{"deadline", "event", "period"}
)

const (
	listOfNumbers = `[1-9][0-9]*( [1-9][0-9]*)*`
	listOfTotals  = `T[1-9][0-9]*( T[1-9][0-9]*)*`
	pointInTime   = `[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?`
)

// spotStart returns the columns of both tables that say where something stands.
func spotStart[T any](of func(*T) *Spot) []column[T] {
	return []column[T]{
		{name: "commitment", form: formText, width: 12, value: func(_ *Book, t *T) string { return of(t).Commitment },
			means: "Number of the commitment in the document, such as 2.4; a text, as 2.1 and 2.10 are two commitments. Empty outside commitments."},
		{name: "page", form: formText, width: 20, must: true, value: func(_ *Book, t *T) string { return of(t).Page },
			means: "Address of its page, from the folder of this file."},
		{name: "pillar", form: formText, width: 8, value: func(_ *Book, t *T) string { return of(t).Pillar },
			means: "Number of the pillar, a section of the document. Empty outside pillars and where the document has none."},
		{name: "pillar_heading", form: formText, width: 28, value: func(_ *Book, t *T) string { return of(t).Heading },
			means: "Heading of the pillar."},
	}
}

// spotEnd returns those that give its words and the document.
func spotEnd[T any](of func(*T) *Spot) []column[T] {
	return []column[T]{
		{name: "sentence", form: formText, width: 60, must: true, value: func(_ *Book, t *T) string { return of(t).Sentence },
			means: "The words in context, with an ellipsis where they are cut."},
		{name: "first_line", form: formInteger, width: 10, must: true, value: func(_ *Book, t *T) string { return strconv.Itoa(of(t).Lines[0]) },
			means: "First line of the quoted words in the source file, from 1."},
		{name: "last_line", form: formInteger, width: 10, must: true, value: func(_ *Book, t *T) string { return strconv.Itoa(of(t).Lines[1]) },
			means: "Last line of the quoted words in the source file."},
		{name: "source", form: formText, width: 24, must: true, value: func(b *Book, _ *T) string { return b.Document.Source },
			means: "Source file of the document."},
		{name: "document", form: formText, width: 40, must: true, value: func(b *Book, _ *T) string { return b.Document.Title },
			means: "Title of the document."},
		{name: "published", form: formDate, width: 12, value: func(b *Book, _ *T) string { return b.Document.day() },
			means: "Day of publication. Empty if not known."},
	}
}

// fundingColumns returns the columns of the funding.
func fundingColumns() []column[Row] {
	of := func(r *Row) *Spot { return &r.Spot }
	list := []column[Row]{{name: "number", form: formInteger, width: 9, must: true, value: func(_ *Book, r *Row) string { return strconv.Itoa(r.Number) },
		means: "Number of the row, from 1, in the order of the document; rows without a figure follow the others. Other columns and the totals refer to it."}}
	list = append(list, spotStart(of)...)
	list = append(list, []column[Row]{
		{name: "place", form: formText, width: 13, must: true, allowed: places, value: func(_ *Book, r *Row) string { return r.Place },
			means: "Kind of text in which the sum stands."},
		{name: "quote", form: formText, width: 28, must: true, value: func(_ *Book, r *Row) string { return r.Quote },
			means: "The sum as printed, with its qualifying words."},
		{name: "amount_min", form: formNumber, width: 19, value: func(_ *Book, r *Row) string { return plain(r.Min) },
			means: "The least that the words can mean, in units of the currency. Empty where they set no such bound, as in \"up to\", and where they give no figure, as in \"millions of euros\"."},
		{name: "amount_max", form: formNumber, width: 19, value: func(_ *Book, r *Row) string { return plain(r.Max) },
			means: "The most that the words can mean. Empty where they set no such bound, as in \"more than\"."},
		{name: "currency", form: formText, width: 10, must: true, pattern: "[A-Z]{3}", value: func(_ *Book, r *Row) string { return r.Currency },
			means: "ISO 4217 code. Nothing is converted."},
		{name: "qualifier", form: formText, width: 13, must: true, allowed: qualifiers, value: func(_ *Book, r *Row) string { return r.Qualifier },
			means: "How the printed figure bounds the sum. The figure of \"nearly\" and \"approximately\" is both the least and the most."},
		{name: "period", form: formText, width: 14, value: func(_ *Book, r *Row) string { return r.Period },
			means: "Time to which the sum belongs, as ISO 8601 parts joined by semicolons: /P1Y each year, P5Y over five years, 2021/2025, ../2025 by or through 2025, 2017/.. since 2017, FY2023 fiscal year, 202X decade."},
		{name: "unit", form: formText, width: 10, value: func(_ *Book, r *Row) string { return r.Unit },
			means: "What the sum is for one of: \"case\" for \"per case\". Empty for a sum as a whole."},
		{name: "payer", form: formText, width: 28, value: func(_ *Book, r *Row) string { return r.Payer },
			means: "Who pays, by name, with the short form of the document in brackets. A joint sum is not split. Empty where no party is named."},
		{name: "summed_under", form: formText, width: 24, value: func(_ *Book, r *Row) string { return r.Group },
			means: "The payer to whose totals it belongs: of an agency, its government; who pays jointly is a payer of its own."},
		{name: "payer_words", form: formText, width: 20, value: func(_ *Book, r *Row) string { return r.Words },
			means: "Who pays, as printed."},
		{name: "payer_inferred", form: formBoolean, width: 10, must: true, value: func(_ *Book, r *Row) string { return strconv.FormatBool(r.Inferred) },
			means: "True where the clause itself does not name the payer, and the words before it or the document as a whole do."},
		{name: "payer_class", form: formText, width: 11, must: true, allowed: classes, value: func(_ *Book, r *Row) string { return r.Class },
			means: "Whose money it is: of governments and their bodies, of companies and other private bodies, of both together, or not said."},
		{name: "status", form: formText, width: 12, must: true, allowed: statuses, value: func(_ *Book, r *Row) string { return r.Status },
			means: "How firm the sum is."},
		{name: "flow", form: formText, width: 18, must: true, allowed: flows, value: func(_ *Book, r *Row) string { return r.Flow },
			means: "Kind of money. No total adds two."},
		{name: "purpose", form: formText, width: 40, value: func(_ *Book, r *Row) string { return r.Purpose },
			means: "For whom or for what, in the words of the document. Empty if not said."},
		{name: "relation", form: formText, width: 11, must: true, allowed: relations, value: func(_ *Book, r *Row) string { return r.Relation },
			means: "What the sum has to do with other rows: new money, the same money said again, a part of another, a total that includes others. Only new rows enter totals."},
		{name: "related", form: formText, width: 9, pattern: listOfNumbers, value: func(_ *Book, r *Row) string { return numbers(r.Related) },
			means: "Numbers of the rows that the relation refers to, with spaces between them."},
		{name: "why", form: formText, width: 30, value: func(_ *Book, r *Row) string { return r.Why },
			means: "The words or the rule that decided the relation."},
		{name: "counted_in", form: formText, width: 12, pattern: listOfTotals, value: func(_ *Book, r *Row) string { return strings.Join(r.Counted, " ") },
			means: "The totals that add the row, by their names in ledger-proof.json, with spaces between them. Empty for a row that no total adds."},
	}...)
	return append(list, spotEnd(of)...)
}

// deadlineColumns returns the columns of the deadlines.
func deadlineColumns() []column[Deadline] {
	of := func(d *Deadline) *Spot { return &d.Spot }
	list := []column[Deadline]{{name: "number", form: formInteger, must: true, value: func(_ *Book, d *Deadline) string { return strconv.Itoa(d.Number) },
		means: "Number of the row, from 1, in the order of the document."}}
	list = append(list, spotStart(of)...)
	list = append(list, []column[Deadline]{
		{name: "quote", form: formText, must: true, value: func(_ *Book, d *Deadline) string { return d.Quote },
			means: "The time as printed."},
		{name: "kind", form: formText, must: true, allowed: forms, value: func(_ *Book, d *Deadline) string { return d.Form.String() },
			means: "How it binds: a last day (or a first one), something that takes place, or a time over which something runs."},
		{name: "target", form: formBoolean, must: true, value: func(_ *Book, d *Deadline) string { return strconv.FormatBool(d.Target) },
			means: "True where the year is the name of a goal, as in \"2030 targets\"."},
		{name: "iso", form: formText, value: func(_ *Book, d *Deadline) string { return d.ISO },
			means: "The words alone, as ISO 8601 or EDTF, or event:NAME. Empty where they do not say."},
		{name: "event", form: formText, value: func(_ *Book, d *Deadline) string { return d.Event },
			means: "The event that the time hangs on. Empty for none."},
		{name: "earliest", form: formText, pattern: pointInTime, value: func(_ *Book, d *Deadline) string { return d.Earliest.String() },
			means: "The earliest that the words can mean on the day of publication: a year, a month or a day, no finer than they are. Empty if open."},
		{name: "latest", form: formText, pattern: pointInTime, value: func(_ *Book, d *Deadline) string { return d.Latest.String() },
			means: "The latest that the words can mean. Empty if open."},
		{name: "first_day", form: formDate, value: func(_ *Book, d *Deadline) string { return firstDay(d.Earliest) },
			means: "The first day of the earliest."},
		{name: "last_day", form: formDate, value: func(_ *Book, d *Deadline) string { return lastDay(d.Latest) },
			means: "The last day of the latest."},
	}...)
	return append(list, spotEnd(of)...)
}
