package data

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// line returns a text on one line: white space of any kind, no-break spaces
// included, is one space, and what XML 1.0 cannot hold is U+FFFD (section 2.2,
// Char).
func line(text string) string {
	return strings.Map(xmlRune, strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " "))
}

func xmlRune(r rune) rune {
	if r < ' ' || r == 0xFFFE || r == 0xFFFF {
		return utf8.RuneError
	}
	return r // surrogates come as utf8.RuneError already
}

// formulaStarts are the characters with which a cell is a formula, or may be
// taken for one, where a spreadsheet opens a CSV file: those of OWASP's note on
// CSV injection with their full-width forms. White space of its list cannot
// begin a line.
const formulaStarts = "=+-@＝＋－＠"

// inert returns a text that no spreadsheet takes for a formula: one apostrophe
// is put ahead of a text that begins, apostrophes aside, with one of
// formulaStarts. To undo it, take one apostrophe
// away where the same holds.
func inert(text string) string {
	if startsFormula(text) {
		return "'" + text
	}
	return text
}

func startsFormula(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "'"))
	return strings.ContainsRune(formulaStarts, r)
}

// plain writes a decimal without an exponent, and nothing where there is none.
func plain(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}

// numbers writes the numbers of rows with spaces between them.
func numbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, " ")
}
