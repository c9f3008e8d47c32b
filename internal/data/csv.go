package data

import (
	"bytes"
	"encoding/csv"
)

// FundingCSV returns the rows as CSV: RFC 4180, UTF-8, a header, one record a
// line, lines ending in CR LF.
//
// There is no byte order mark. RFC 4180 and the Data Package standard do not
// know it, and csv of Python, read.csv of R, COPY of PostgreSQL and
// encoding/csv take it for a part of the first column's name; the readers whom
// it helps are those of Excel, for whom there is a workbook.
//
// A text that a spreadsheet would take for a formula has an apostrophe ahead
// of it ([formulaStarts]). Amounts are plain decimals, never negative.
func (b *Book) FundingCSV() ([]byte, error) { return table(b, fundingColumns(), b.Rows) }

// DeadlinesCSV returns the deadlines in the same form as [Book.FundingCSV].
func (b *Book) DeadlinesCSV() ([]byte, error) { return table(b, deadlineColumns(), b.Deadlines) }

func table[T any](b *Book, columns []column[T], rows []T) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.name
	}
	if err := w.Write(record); err != nil {
		return nil, err
	}
	for i := range rows {
		for j, c := range columns {
			record[j] = c.value(b, &rows[i])
			if c.form == formText {
				record[j] = inert(record[j])
			}
		}
		if err := w.Write(record); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
