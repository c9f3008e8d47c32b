package data

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// cells returns the values of a sheet as they are stored, each row as long as
// the first.
func cells(t testing.TB, data []byte, sheet string) [][]string {
	t.Helper()
	rows, err := open(t, data).GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		for len(rows[i]) < len(rows[0]) {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// inSheet returns how a spreadsheet stores the value of a CSV cell.
func inSheet(form form, value string) string {
	switch {
	case value == "":
		return ""
	case form == formBoolean:
		return map[string]string{"true": "1", "false": "0"}[value]
	case form == formDate:
		day, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return value
		}
		return strconv.Itoa(int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()) / 24)
	}
	return cut(value)
}

func TestXLSXForm(t *testing.T) {
	for name, b := range books(t) {
		data := files(t, b)[FundingXLSX]
		if data == nil {
			continue
		}
		f := open(t, data)
		if got := f.GetSheetList(); !slices.Equal(got, []string{sheetFunding, sheetTotals, sheetReading}) {
			t.Errorf("%s: sheets %v", name, got)
		}
		for _, sheet := range []string{sheetFunding, sheetTotals} {
			panes, err := f.GetPanes(sheet)
			if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
				t.Errorf("%s: the header of %s does not stay in view: %+v, %v", name, sheet, panes, err)
			}
		}
		entries := unzip(t, data)
		for _, sheet := range []string{"sheet1", "sheet2"} {
			if !strings.Contains(entries["xl/worksheets/"+sheet+".xml"], "<autoFilter ref=\"$A$1:") {
				t.Errorf("%s: %s has no filter", name, sheet)
			}
		}
		for entry, text := range entries {
			wellFormed(t, name+": "+entry, text)
		}
		for sheet := range 3 {
			for i, row := range cells(t, data, []string{sheetFunding, sheetTotals, sheetReading}[sheet]) {
				for _, cell := range row {
					if n := len(utf16.Encode([]rune(cell))); n > cellSize {
						t.Errorf("%s: row %d has a cell of %d characters", name, i+1, n)
					}
				}
			}
		}
	}
}

// unzip returns the entries of an archive and checks that they are in order
// with one time.
func unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]string{}
	for i, f := range z.File {
		if !f.Modified.Equal(earliest) {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
		if i == 0 && f.Name != contentTypes || i > 1 && f.Name <= z.File[i-1].Name {
			t.Errorf("%s is out of order", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		entries[f.Name] = string(text)
	}
	return entries
}

func wellFormed(t testing.TB, name, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func TestXLSXTypes(t *testing.T) {
	f := open(t, files(t, seed(t, Options{}))[FundingXLSX])
	for _, c := range []struct {
		column string
		kind   excelize.CellType
		shown  string
	}{
		{"number", excelize.CellTypeUnset, "2"}, // a number has no type of its own
		{"commitment", excelize.CellTypeInlineString, "1.5"},
		{"amount_min", excelize.CellTypeUnset, "2,500,000,000"},
		{"payer_inferred", excelize.CellTypeBool, "FALSE"},
		{"first_line", excelize.CellTypeUnset, "67"},
		{"published", excelize.CellTypeUnset, "2021-05-21"},
	} {
		at := slices.IndexFunc(fundingColumns(), func(x column[Row]) bool { return x.name == c.column })
		cell := columnName(at+1) + "3"
		kind, err := f.GetCellType(sheetFunding, cell)
		if err != nil || kind != c.kind {
			t.Errorf("%s has the type %v, %v", c.column, kind, err)
		}
		if shown, err := f.GetCellValue(sheetFunding, cell); err != nil || shown != c.shown {
			t.Errorf("%s shows %q, %v, want %q", c.column, shown, err, c.shown)
		}
	}
}

// The formulas come to the totals beside them, also when the program computes
// them anew.
func TestXLSXFormulas(t *testing.T) {
	computed := 0
	for name, b := range books(t) {
		data := files(t, b)[FundingXLSX]
		if data == nil {
			continue
		}
		f := open(t, data)
		stored := cells(t, data, sheetTotals)
		for i := range b.Totals {
			for _, pair := range [][2]string{{"minimum", "minimum_again"}, {"maximum", "maximum_again"}} {
				from, to := slices.Index(stored[0], pair[0]), slices.Index(stored[0], pair[1])
				cell := columnName(to+1) + strconv.Itoa(i+2)
				formula, err := f.GetCellFormula(sheetTotals, cell)
				if err != nil || formula == "" {
					continue
				}
				got, err := f.CalcCellValue(sheetTotals, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatalf("%s: %s: %v", name, formula, err)
				}
				want := decimal.RequireFromString(stored[i+1][from])
				if d, err := decimal.NewFromString(got); err != nil || d.Sub(want).Abs().GreaterThan(want.Shift(-14)) {
					t.Errorf("%s: %s comes to %s, want %s", name, formula, got, want)
				}
				if stored[i+1][to] != stored[i+1][from] {
					t.Errorf("%s: the stored value of %s is %s, want %s", name, formula, stored[i+1][to], want)
				}
				computed++
			}
		}
	}
	if computed < 50 {
		t.Errorf("only %d formulas were computed", computed)
	}
}

func TestNumbersThatASpreadsheetHolds(t *testing.T) {
	for text, want := range map[string]bool{
		"2500000000": true, "12345678901234500000": true, "123456789012345": true, "0.5": true, "0": true,
		"1234567890123456": false, "12345678901234.56": false,
	} {
		if got := representable(decimal.RequireFromString(text)); got != want {
			t.Errorf("representable(%s) = %v", text, got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		name, text string
		whole      bool
	}{
		{"short", "words", true},
		{"just fits", strings.Repeat("x", cellSize), true},
		{"bytes, not characters", strings.Repeat("é", cellSize), true},
		{"too long", strings.Repeat("x", cellSize+1), false},
		{"pairs of units", strings.Repeat("𝔘", cellSize/2+1), false},
	} {
		got := cut(c.text)
		units := len(utf16.Encode([]rune(got)))
		if (got == c.text) != c.whole || units > cellSize {
			t.Errorf("%s: %d units, whole %v", c.name, units, got == c.text)
		}
		if !c.whole && (!strings.HasSuffix(got, cutMark) || !strings.HasPrefix(c.text, strings.TrimSuffix(got, cutMark)) || units < cellSize-2) {
			t.Errorf("%s: cut to %d units, ends in %q", c.name, units, got[len(got)-20:])
		}
	}
}

// TestXLSXColumns wants each column of a sheet once, in order, as wide as its
// table says.
func TestXLSXColumns(t *testing.T) {
	w := &workbook{funding: fundingColumns()}
	for name, b := range books(t) {
		data := files(t, b)[FundingXLSX]
		if data == nil {
			continue
		}
		entries := unzip(t, data)
		for sheet, want := range map[string][]float64{"sheet1": w.fundingWidths(), "sheet2": totalWidths()} {
			var got struct {
				Columns []struct {
					Min   int     `xml:"min,attr"`
					Max   int     `xml:"max,attr"`
					Width float64 `xml:"width,attr"`
				} `xml:"cols>col"`
			}
			if err := xml.Unmarshal([]byte(entries["xl/worksheets/"+sheet+".xml"]), &got); err != nil {
				t.Fatal(err)
			}
			next := 1
			for _, c := range got.Columns {
				if c.Min != next || c.Max < c.Min || c.Max > len(want) || c.Width != want[c.Min-1] {
					t.Fatalf("%s, %s: column %+v after %d", name, sheet, c, next-1)
				}
				next = c.Max + 1
			}
			if next != len(want)+1 {
				t.Errorf("%s, %s: %d columns have a width, want %d", name, sheet, next-1, len(want))
			}
		}
	}
}
