package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// records reads a CSV file, header first, with the apostrophes still there.
func records(t testing.TB, data []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(data))
	list, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// checkCSV holds the CSV files to the letter of RFC 4180, less line breaks in
// cells, and to the promise about formulas.
func checkCSV(t *testing.T, name string, list map[string][]byte) {
	t.Helper()
	for _, file := range []string{CommitmentsCSV, FundingCSV, DeadlinesCSV} {
		data := list[file]
		if data == nil {
			continue
		}
		text := string(data)
		if !utf8.ValidString(text) || strings.HasPrefix(text, "\ufeff") {
			t.Errorf("%s: %s is not plain UTF-8", name, file)
		}
		lines := strings.Count(text, "\r\n")
		if lines != strings.Count(text, "\n") || lines != strings.Count(text, "\r") || !strings.HasSuffix(text, "\r\n") {
			t.Errorf("%s: %s has lines that do not end in CR LF", name, file)
		}
		all := records(t, data)
		if len(all) != lines {
			t.Errorf("%s: %s has %d records on %d lines", name, file, len(all), lines)
		}
		for _, record := range all {
			for _, cell := range record {
				if cell != "" && strings.ContainsRune(formulaStarts+"\t\r", []rune(cell)[0]) {
					t.Errorf("%s: %s: a cell begins like a formula: %.40q", name, file, cell)
				}
			}
		}
	}
}

// The rows of the first document, figure for figure.
func TestCSVOfTheSeed(t *testing.T) {
	all := records(t, files(t, seed(t, Options{}))[FundingCSV])
	column := func(name string) int { return slices.Index(all[0], name) }
	want := [][]string{
		{"1", "25000000000", "", "USD", "more-than", "", "", "private", "private investment", "new"},
		{"2", "2500000000", "2500000000", "USD", "exact", "", "United States", "public", "commitment", "new"},
		{"3", "1000000000", "1000000000", "USD", "exact", "", "Republic of Korea", "public", "commitment", "new"},
		{"4", "200000000", "200000000", "USD", "exact", "P5Y", "Republic of Korea", "public", "commitment", "new"},
	}
	for i, row := range want {
		for j, name := range []string{"number", "amount_min", "amount_max", "currency", "qualifier", "period", "summed_under", "payer_class", "flow", "relation"} {
			if got := all[i+1][column(name)]; got != row[j] && (name != "summed_under" || i > 0) {
				t.Errorf("row %d: %s is %q, want %q", i+1, name, got, row[j])
			}
		}
	}
	if len(all) != 5 {
		t.Errorf("%d rows, want 4", len(all)-1)
	}
}

// checkTwins: the CSV, the JSON and the workbook say the same of each row.
func checkTwins(t *testing.T, name string, list map[string][]byte) {
	t.Helper()
	if list[FundingCSV] == nil {
		return
	}
	all := records(t, list[FundingCSV])
	sheet := cells(t, list[FundingXLSX], sheetFunding)
	var ledger struct{ Entries []map[string]any }
	if err := json.Unmarshal(list[FundingJSON], &ledger); err != nil {
		t.Fatal(err)
	}
	if len(ledger.Entries) != len(all)-1 || len(sheet) != len(all) {
		t.Fatalf("%s: %d rows in CSV, %d in JSON, %d in XLSX", name, len(all)-1, len(ledger.Entries), len(sheet)-1)
	}
	for i, record := range all[1:] {
		for j, column := range fundingColumns() {
			want := record[j]
			if column.form == formText {
				want = active(want)
			}
			if got := sheet[i+1][j]; got != inSheet(column.form, want) {
				t.Errorf("%s: row %d: %s is %.80q in CSV and %.80q in XLSX", name, i+1, column.name, want, got)
			}
			if got, ok := inJSON(ledger.Entries[i], column.name); ok && got != want {
				t.Errorf("%s: row %d: %s is %.80q in CSV and %.80q in JSON", name, i+1, column.name, want, got)
			}
		}
	}
}

// inJSON returns the value of a column in an entry as the CSV has it; ok is
// false for columns that are told once for the document.
func inJSON(entry map[string]any, column string) (text string, ok bool) {
	lines := entry["lines"].([]any)
	switch column {
	case "source", "document", "published":
		return "", false
	case "first_line":
		return fmt.Sprint(lines[0]), true
	case "last_line":
		return fmt.Sprint(lines[1]), true
	case "amount_min", "amount_max":
		column = strings.TrimPrefix(column, "amount_")
	}
	value, ok := entry[column]
	if !ok {
		return "no such key", true
	}
	switch value := value.(type) {
	case nil:
		return "", true
	case []any:
		texts := make([]string, len(value))
		for i, v := range value {
			texts[i] = fmt.Sprint(v)
		}
		return strings.Join(texts, " "), true
	}
	return fmt.Sprint(value), true
}

// A tableSchema is what the descriptor says of a table, read back.
type tableSchema struct {
	Fields []struct {
		Name, Type, Description string
		Constraints             struct {
			Required, Unique bool
			Minimum          *int
			Pattern          string
			Enum             []string
		}
	}
	PrimaryKey    []string
	MissingValues []string
}

// obeys holds a table against its schema, cell by cell.
func (s tableSchema) obeys(t *testing.T, data []byte) {
	t.Helper()
	all := records(t, data)
	for j, f := range s.Fields {
		if all[0][j] != f.Name {
			t.Errorf("column %d is %q, the schema has %q", j+1, all[0][j], f.Name)
		}
		seen := map[string]bool{}
		for i, record := range all[1:] {
			cell := record[j]
			if problem := s.problem(j, cell); problem != "" {
				t.Errorf("row %d: %s is %.60q: %s", i+1, f.Name, cell, problem)
			}
			if f.Constraints.Unique && seen[cell] {
				t.Errorf("row %d: %s is %q again", i+1, f.Name, cell)
			}
			seen[cell] = true
		}
	}
	if len(all[0]) != len(s.Fields) {
		t.Errorf("%d columns, the schema has %d", len(all[0]), len(s.Fields))
	}
}

func (s tableSchema) problem(j int, cell string) string {
	f := s.Fields[j]
	if slices.Contains(s.MissingValues, cell) {
		if f.Constraints.Required {
			return "missing"
		}
		return ""
	}
	if !hasType(f.Type, cell) {
		return "no " + f.Type
	}
	if f.Constraints.Enum != nil && !slices.Contains(f.Constraints.Enum, cell) {
		return "not in the list"
	}
	if p := f.Constraints.Pattern; p != "" && !regexp.MustCompile("^(?:"+p+")$").MatchString(cell) {
		return "not of the pattern " + p
	}
	if m := f.Constraints.Minimum; m != nil && decimal.RequireFromString(cell).LessThan(decimal.NewFromInt(int64(*m))) {
		return "below the minimum"
	}
	return ""
}

func hasType(name, cell string) bool {
	var err error
	switch name {
	case "integer":
		_, err = strconv.Atoi(cell)
	case "number":
		return regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`).MatchString(cell)
	case "boolean":
		return cell == "true" || cell == "false"
	case "date":
		_, err = time.Parse(time.DateOnly, cell)
	case "string":
	default:
		return false
	}
	return err == nil
}
