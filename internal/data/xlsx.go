package data

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// The sheets of the workbook.
const (
	sheetFunding = "Funding"
	sheetTotals  = "Totals"
	sheetReading = "How to read"
)

// FundingXLSX returns the workbook: a sheet with the rows, one with the totals
// and one that tells how to read them. Amounts are numbers, days are dates; the
// headers stay in view and can be filtered by. The sheet of the totals computes
// each once more from the rows, whatever their order.
//
// Texts are cells of the type text, which no program takes for formulas, so
// that nothing is put ahead of them as in the CSV file.
func (b *Book) FundingXLSX() (data []byte, err error) {
	f := excelize.NewFile()
	defer func() { err = cmp.Or(err, f.Close()) }()
	var out bytes.Buffer
	// The library would read the theme of its template and write it anew.
	f.Theme = nil
	w := &workbook{file: f, funding: fundingColumns()}
	w.properties(&b.Document)
	w.styles()
	w.sheet(sheetFunding, true, w.fundingWidths(), b.fundingRows(w))
	w.sheet(sheetTotals, true, totalWidths(), b.totalRows(w))
	w.sheet(sheetReading, false, []float64{24, 110}, b.readingRows(w))
	if w.err != nil {
		return nil, w.err
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &sortedZip{out: &out} })
	if _, err := f.WriteToBuffer(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// A workbook makes a file; after the first error it does nothing more.
type workbook struct {
	file    *excelize.File
	funding []column[Row]
	err     error

	header, text, wrapped, whole, fraction, day int // styles
}

func (w *workbook) try(err error) { w.err = cmp.Or(w.err, err) }

// The core properties (ECMA-376, part 2, section 11), with the prefixes that
// programs expect though any would do: of those that the library writes, some
// readers fail.
const coreProperties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
	`<dc:title>%s</dc:title><dc:creator>communique</dc:creator>` +
	`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%[2]s</dcterms:modified>` +
	`</cp:coreProperties>`

// properties fixes what the library would fill in, and names the sheets.
func (w *workbook) properties(d *Document) {
	var title bytes.Buffer
	w.try(xml.EscapeText(&title, []byte(d.Title)))
	core := fmt.Sprintf(coreProperties, title.String(), d.stamp().Format(time.RFC3339))
	w.file.Pkg.Store("docProps/core.xml", []byte(core))
	w.try(w.file.SetSheetName("Sheet1", sheetFunding))
	for _, name := range []string{sheetTotals, sheetReading} {
		_, err := w.file.NewSheet(name)
		w.try(err)
	}
}

// The numbers of formats that every spreadsheet program knows (ECMA-376, part
// 1, section 18.8.30).
const (
	formatWhole    = 3 // #,##0
	formatFraction = 4 // #,##0.00
)

func (w *workbook) styles() {
	top := &excelize.Alignment{Vertical: "top"}
	day := "yyyy-mm-dd"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&w.header, excelize.Style{
			Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
			Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		}},
		{&w.text, excelize.Style{Alignment: top}},
		{&w.wrapped, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&w.whole, excelize.Style{NumFmt: formatWhole, Alignment: top}},
		{&w.fraction, excelize.Style{NumFmt: formatFraction, Alignment: top}},
		{&w.day, excelize.Style{CustomNumFmt: &day, Alignment: top}},
	} {
		id, err := w.file.NewStyle(&s.style)
		w.try(err)
		*s.id = id
	}
}

// sheet writes a sheet. One that is a list has a header, which stays in view
// and carries filters.
func (w *workbook) sheet(name string, list bool, widths []float64, rows [][]any) {
	if w.err != nil {
		return
	}
	s, err := w.file.NewStreamWriter(name)
	if err != nil {
		w.try(err)
		return
	}
	w.widths(s, widths)
	if list {
		w.try(s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
		w.try(w.file.AutoFilter(name, "A1:"+columnName(len(widths))+strconv.Itoa(max(len(rows), 2)), nil))
	}
	for i, row := range rows {
		w.try(s.SetRow("A"+strconv.Itoa(i+1), row))
	}
	w.try(s.Flush())
}

// widths sets the widths of columns: those of equal neighbours at once, since
// for each call the library copies all that it has, and the last first, since it
// puts each call ahead of those before and a sheet lists its columns in order
// (ECMA-376, part 1, section 18.3.1.17).
func (w *workbook) widths(s *excelize.StreamWriter, widths []float64) {
	for last := len(widths); last > 0; {
		first := last
		for first > 1 && widths[first-2] == widths[last-1] {
			first--
		}
		w.try(s.SetColWidth(first, last, widths[last-1]))
		last = first - 1
	}
}

// columnName returns the letters of a column from 1.
func columnName(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		panic("data: a table has no column " + strconv.Itoa(n))
	}
	return name
}

// cell makes a cell from the value of a CSV cell.
func (w *workbook) cell(form form, width float64, value string) any {
	if value == "" {
		return nil
	}
	switch form {
	case formInteger:
		if n, err := strconv.Atoi(value); err == nil {
			return excelize.Cell{StyleID: w.text, Value: n}
		}
	case formNumber:
		if d, err := decimal.NewFromString(value); err == nil {
			return w.number(d)
		}
	case formBoolean:
		return excelize.Cell{StyleID: w.text, Value: value == "true"}
	case formDate:
		// The calendar of spreadsheets begins in 1900; its first two months have
		// a day too many.
		if t, err := time.Parse(time.DateOnly, value); err == nil && t.Year() > 1900 {
			return excelize.Cell{StyleID: w.day, Value: t}
		}
	}
	style := w.text
	if width >= wrap {
		style = w.wrapped
	}
	return excelize.Cell{StyleID: style, Value: cut(value)}
}

// number makes a cell of a decimal: a number where the spreadsheet can hold it
// exactly, else a text.
func (w *workbook) number(d decimal.Decimal) any {
	switch {
	case !representable(d):
		return excelize.Cell{StyleID: w.text, Value: d.String()}
	case d.IsInteger():
		return excelize.Cell{StyleID: w.whole, Value: d.InexactFloat64()}
	}
	return excelize.Cell{StyleID: w.fraction, Value: d.InexactFloat64()}
}

// representable reports whether a spreadsheet shows a number to its last
// figure: it keeps 15.
func representable(d decimal.Decimal) bool {
	return len(strings.Trim(strings.ReplaceAll(d.String(), ".", ""), "0")) <= 15
}

// The most characters that a cell holds, in UTF-16 units, and what stands at
// the end of a text that is cut.
const (
	cellSize = 32767
	cutMark  = " … [cut here: a cell holds no more; the whole is in " + FundingJSON + "]"
)

// cut shortens a text to what a cell holds.
func cut(text string) string {
	if len(text) <= cellSize {
		return text
	}
	room := cellSize - len(utf16.Encode([]rune(cutMark)))
	fits, units := 0, 0
	for i, r := range text {
		if units <= room {
			fits = i
		}
		units += utf16.RuneLen(r)
	}
	if units <= cellSize {
		return text
	}
	return text[:fits] + cutMark
}

func (w *workbook) headers(names []string) []any {
	row := make([]any, len(names))
	for i, name := range names {
		row[i] = excelize.Cell{StyleID: w.header, Value: name}
	}
	return row
}

func (w *workbook) fundingWidths() []float64 {
	var widths []float64
	for _, c := range w.funding {
		widths = append(widths, c.width)
	}
	return widths
}

func (b *Book) fundingRows(w *workbook) [][]any {
	names := make([]string, len(w.funding))
	for i, c := range w.funding {
		names[i] = c.name
	}
	rows := [][]any{w.headers(names)}
	for i := range b.Rows {
		row := make([]any, len(w.funding))
		for j, c := range w.funding {
			row[j] = w.cell(c.form, c.width, c.value(b, &b.Rows[i]))
		}
		rows = append(rows, row)
	}
	return rows
}

// totalColumns are the columns of the totals.
var totalColumns = []struct {
	name  string
	width float64
	form  form
	value func(*Book, *Total) string // nil for a formula
	means string
}{
	{"total", 8, formText, func(_ *Book, t *Total) string { return t.ID }, "Name of the total, as in the column counted_in of the rows."},
	{"scope", 11, formText, func(_ *Book, t *Total) string { return t.Scope }, "What it is a total of: the document, a payer, a pillar."},
	{"of", 30, formText, func(_ *Book, t *Total) string { return t.Name }, "Which document, payer or pillar. Empty where no payer is known, or outside pillars."},
	{"currency", 10, formText, func(_ *Book, t *Total) string { return t.Currency }, "ISO 4217 code."},
	{"payer_class", 11, formText, func(_ *Book, t *Total) string { return t.Class }, "Whose money it is."},
	{"flow", 18, formText, func(_ *Book, t *Total) string { return t.Flow }, "Kind of money."},
	{"rate", 11, formText, func(_ *Book, t *Total) string { return t.Rate }, "Empty for lump sums; /P1Y for sums that come each year; \"per case\" and the like."},
	{"minimum", 19, formNumber, func(_ *Book, t *Total) string { return plain(t.Min) }, "The least that the rows come to. Empty for a total of upper bounds."},
	{"maximum", 19, formNumber, func(_ *Book, t *Total) string { return plain(t.Max) }, "The most that the rows come to. Empty where one of them is a lower bound."},
	{"in_words", 36, formText, func(_ *Book, t *Total) string { return t.Words }, "The total as it must be said, with its bound."},
	{"minimum_again", 19, formNumber, nil, "A formula: the minimum computed from the sheet of the rows."},
	{"maximum_again", 19, formNumber, nil, "A formula: the maximum computed from the sheet of the rows."},
	{"rows_added", 16, formText, func(_ *Book, t *Total) string { return numbers(t.Added) }, "Numbers of the rows that are added."},
	{"arithmetic", 44, formText, (*Book).shown, "The sum written out."},
	{"rows_left_out", 60, formText, leftOut, "Rows of the same scope and currency that are not added, with the reason."},
}

func totalWidths() []float64 {
	var widths []float64
	for _, c := range totalColumns {
		widths = append(widths, c.width)
	}
	return widths
}

// shown writes the arithmetic of a total.
func (b *Book) shown(t *Total) string {
	proof := b.proven(t)
	switch {
	case proof.Min == nil:
		return proof.Max.Sum
	case proof.Max == nil || proof.Max.Sum == proof.Min.Sum:
		return proof.Min.Sum
	}
	return proof.Min.Sum + "; " + proof.Max.Sum
}

func leftOut(_ *Book, t *Total) string {
	texts := make([]string, len(t.LeftOut))
	for i, o := range t.LeftOut {
		texts[i] = "row " + strconv.Itoa(o.Row) + ": " + o.Reason
	}
	return strings.Join(texts, "; ")
}

func (b *Book) totalRows(w *workbook) [][]any {
	names := make([]string, len(totalColumns))
	for i, c := range totalColumns {
		names[i] = c.name
	}
	rows := [][]any{w.headers(names)}
	for i := range b.Totals {
		t := &b.Totals[i]
		row := make([]any, len(totalColumns))
		for j, c := range totalColumns {
			switch c.name {
			case "minimum_again":
				row[j] = b.again(w, t, t.Min, "amount_min")
			case "maximum_again":
				row[j] = b.again(w, t, t.Max, "amount_max")
			default:
				row[j] = w.cell(c.form, c.width, c.value(b, t))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// formulaSize is the most characters that a formula holds.
const formulaSize = 8192

// again makes a cell that adds a column of the rows of a total by their
// numbers, so that it holds when the rows are sorted. There is none where the
// bound is not set, where a figure is too long for a number, or where the rows
// are too many for a formula (some 170).
func (b *Book) again(w *workbook, t *Total, bound decimal.NullDecimal, column string) any {
	if !bound.Valid || !representable(bound.Decimal) {
		return nil
	}
	for _, n := range t.Added {
		if r := b.row(n); !representable(r.Min.Decimal) || !representable(r.Max.Decimal) {
			return nil
		}
	}
	numbers, amounts := b.columnRange(w, "number"), b.columnRange(w, column)
	var terms []string
	for _, n := range t.Added {
		terms = append(terms, "SUMIF("+numbers+","+strconv.Itoa(n)+","+amounts+")")
	}
	formula := strings.Join(terms, "+")
	if len(formula) > formulaSize {
		return nil
	}
	cell := w.number(bound.Decimal).(excelize.Cell)
	cell.Formula = formula
	return cell
}

// columnRange returns the cells of a column of the rows: Funding!$A$2:$A$5.
func (b *Book) columnRange(w *workbook, name string) string {
	for i, c := range w.funding {
		if c.name == name {
			letters := "$" + columnName(i+1) + "$"
			return sheetFunding + "!" + letters + "2:" + letters + strconv.Itoa(len(b.Rows)+1)
		}
	}
	panic("data: no column " + name)
}

func (b *Book) readingRows(w *workbook) [][]any {
	var rows [][]any
	add := func(term, text string) {
		if text != "" {
			rows = append(rows, []any{excelize.Cell{StyleID: w.wrapped, Value: cut(term)}, excelize.Cell{StyleID: w.wrapped, Value: cut(text)}})
		}
	}
	head := func(text string) { rows = append(rows, nil, w.headers([]string{text, ""})) }

	rows = append(rows, w.headers([]string{"Document", b.Document.Title}))
	add("Published", b.Document.day())
	add("Original", b.Document.Permalink)
	add("Pages", b.Document.home())
	add("Source file", b.Document.Source)
	add("SHA-256 of the source", b.Document.SHA256)
	head("Rules")
	for _, text := range reading {
		add("", text)
	}
	add("", "A number of more than 15 figures is a text, since a spreadsheet would round it.")
	head("Sheet " + sheetFunding)
	for _, c := range w.funding {
		add(c.name, c.means)
	}
	head("Sheet " + sheetTotals)
	for _, c := range totalColumns {
		add(c.name, c.means)
	}
	return rows
}
