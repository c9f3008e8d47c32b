package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique/internal/factsheet"
)

// schemaFor returns the schema as it is published, with one thing more: no
// object may hold a key that it does not name, so that each key is explained.
var schemaFor = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		return nil, err
	}
	closeObjects(doc)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("https://example.org/schema/document.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("https://example.org/schema/document.json")
})

func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v["properties"].(map[string]any); ok {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range v {
			closeObjects(inner)
		}
	}
}

// checkDocument holds the whole document to its schema, and its numbers to one
// another.
func checkDocument(t *testing.T, name string, list map[string][]byte) {
	t.Helper()
	if strings.HasPrefix(name, "random") {
		return // rows without a document
	}
	schema, err := schemaFor()
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(list[DocumentJSON]))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if bytes.Count(list[DocumentJSON], []byte("\n")) != 1 {
		t.Errorf("%s: the JSON stands on more than one line", name)
	}
	var d jsonWhole
	strict(t, list[DocumentJSON], &d)
	if words := d.words(); words != d.Counts.Words {
		t.Errorf("%s: %d words, and the document has %d", name, words, d.Counts.Words)
	}
	d.checkNumbers(t, name)
}

// words counts the words of the document, each in its place. A lead-in that
// stands with a commitment is a second showing.
func (d *jsonWhole) words() int {
	n := 0
	var count func(blocks []jsonBlock)
	count = func(blocks []jsonBlock) {
		for _, b := range blocks {
			n += countWords(b.Mark)
			if b.Text != nil {
				n += countWords(*b.Text)
			}
			if b.Rows != nil {
				for _, row := range *b.Rows {
					n += countWords(strings.Join(row, " "))
				}
			}
			if b.LeadIn != nil {
				count([]jsonBlock{*b.LeadIn})
			}
		}
	}
	count(d.Introduction)
	count(d.Notes)
	for _, p := range d.Pillars {
		if p.Printed != nil {
			n += countWords(*p.Printed)
		}
		count(p.Blocks)
	}
	for _, c := range d.Commitments {
		count(c.Body)
	}
	return n
}

// countWords counts maximal runs of letters, digits and marks, as the parser
// says that it does; characters without width part nothing.
func countWords(s string) int {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }))
}

// checkNumbers follows each number to what it names.
func (d *jsonWhole) checkNumbers(t *testing.T, name string) {
	t.Helper()
	pillars, commitments := map[string]bool{}, map[string]int{}
	for _, p := range d.Pillars {
		pillars[p.Number] = true
	}
	for _, c := range d.Commitments {
		commitments[c.Number]++
	}
	listed := map[string]int{}
	for _, p := range d.Pillars {
		for _, b := range p.Blocks {
			if b.Commitments != nil {
				for _, n := range *b.Commitments {
					listed[n]++
				}
			}
		}
	}
	for _, c := range d.Commitments {
		for _, child := range c.Children {
			listed[child]++
		}
		if !pillars[c.Pillar] || c.Parent != nil && commitments[*c.Parent] != 1 {
			t.Errorf("%s: %s is in no pillar or commitment", name, c.Number)
		}
		for _, n := range c.Funding {
			if e := d.Funding.Entries[n-1]; e.Number != n || *e.Commitment != c.Number {
				t.Errorf("%s: %s does not hold row %d", name, c.Number, n)
			}
		}
		for _, n := range c.Deadlines {
			if e := d.Deadlines[n-1]; e.Number != n || *e.Commitment != c.Number {
				t.Errorf("%s: %s does not hold deadline %d", name, c.Number, n)
			}
		}
	}
	if diff := cmp.Diff(commitments, listed); diff != "" {
		t.Errorf("%s: the lists do not hold each commitment once: %s", name, diff)
	}
}

// A schema that takes everything would say nothing.
func TestSchemaRefuses(t *testing.T) {
	schema, err := schemaFor()
	if err != nil {
		t.Fatal(err)
	}
	good := string(files(t, read(t, rich, Options{}))[DocumentJSON])
	for _, c := range []struct{ name, old, new string }{
		{"another version", `"version":1`, `"version":2`},
		{"a date that is none", `"published":"2023-03-01"`, `"published":"March"`},
		{"a key too many", `"counts":{`, `"counts":{"pages":1,`},
		{"a key too few", `"kind":"pledge",`, ``},
		{"another kind", `"kind":"pledge"`, `"kind":"promise"`},
		{"a float for a decimal", `"min":"60000000"`, `"min":60000000`},
		{"another currency", `"currency":"JPY"`, `"currency":"yen"`},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%s: nothing to change", c.name)
			continue
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s: the schema takes it", c.name)
		}
	}
}

// Each key of the schema is explained, but those that only lead to others.
func TestSchemaExplains(t *testing.T) {
	var doc any
	if err := json.Unmarshal(Schema, &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok {
				for key, p := range properties {
					p := p.(map[string]any)
					if n++; p["description"] == nil && p["$ref"] == nil && p["const"] == nil {
						t.Errorf("%s is not explained", key)
					}
				}
			}
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(doc)
	if n < 100 {
		t.Errorf("only %d keys were seen", n)
	}
}

// The values that columns and schema name are those of the types.
func TestValuesOfCommitments(t *testing.T) {
	for i, want := range kinds {
		if got := factsheet.Kind(i).String(); got != want {
			t.Errorf("kind %d is %q, want %q", i, got, want)
		}
	}
	for i, want := range strengths {
		if got := factsheet.Strength(i).String(); got != want {
			t.Errorf("strength %d is %q, want %q", i, got, want)
		}
	}
}

func TestCommitmentsOfRich(t *testing.T) {
	list := files(t, read(t, rich, Options{BaseURL: "https://example.org/"}))
	all, err := csv.NewReader(bytes.NewReader(list[CommitmentsCSV])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := func(row int, name string) string { return all[row][slices.Index(all[0], name)] }
	for column, want := range map[string]string{
		"number": "1.1", "pillar_heading": "Rivers", "kind": "pledge", "strength": "firm", "verb": "will",
		"title": "Restore rivers", "lead_in": "Together, Canada and Japan will:",
		"text":        "Restore rivers. Canada will provide $60 million over three years, including $15 million for dams, and Japan will provide ¥123 million each year.",
		"promised_by": "Canada; Japan", "sums": "3", "amounts": "$60 million; $15 million; ¥123 million",
		"url": "https://example.org/plan/rivers/restore-rivers.html", "page": "rivers/restore-rivers.html", "document": `Joint plan, "as agreed"`, "published": "2023-03-01",
	} {
		if got := cell(1, column); got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	if got := cell(2, "next_deadline"); got != "2024-06-30" {
		t.Errorf("the next deadline of 1.2 is %q", got)
	}
	rows, _ := csv.NewReader(bytes.NewReader(list[FundingCSV])).ReadAll()
	for _, n := range strings.Fields(cell(1, "funding")) {
		if i, err := strconv.Atoi(n); err != nil || rows[i][slices.Index(rows[0], "commitment")] != "1.1" {
			t.Errorf("row %s of the funding is not one of 1.1", n)
		}
	}
}

// Parties stand in the commitment under what each does in it.
func TestPartiesByRole(t *testing.T) {
	const text = `---
title: Plan
date: 2021-05-21
---

- Canada will provide $2 million to Kenya for wells, in consultation with Norway.
- Japan will restore its rivers.
`
	var d jsonWhole
	strict(t, files(t, read(t, text, Options{}))[DocumentJSON], &d)
	got := map[string][]string{}
	for _, c := range d.Commitments {
		got[c.Number+" promises"], got[c.Number+" receives"], got[c.Number+" named"] = c.Promises, c.Receives, c.Named
	}
	want := map[string][]string{
		"1 promises": {"Canada"}, "1 receives": {"Kenya"}, "1 named": {"Norway"},
		"2 promises": {"Japan"}, "2 receives": {}, "2 named": {},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What belongs to a document and not to its numbers is kept.
func TestDocumentKeepsWhatIsKnown(t *testing.T) {
	const text = `---
title: Plan
date: 2021-05-21
publisher: Ministry of Waters
archive_url: https://archive.example.org/plan
category: statements
language: en-GB
---

See [the *older* plan](https://example.org/old) first, R&D <b> too.

***

| who | what |
| --- | --- |
| Canada | rivers |

Canada will:

- Restore rivers.

\###
`
	var d jsonWhole
	strict(t, files(t, read(t, text, Options{}))[DocumentJSON], &d)
	want := jsonAbout{Archive: said("https://archive.example.org/plan"), Publisher: said("Ministry of Waters"), Categories: []string{"statements"}}
	want.jsonDocument = d.Document.jsonDocument
	if diff := cmp.Diff(want, d.Document, cmp.AllowUnexported(jsonAbout{})); diff != "" {
		t.Error(diff)
	}
	if want := (jsonCounts{Commitments: 1, Words: d.Counts.Words}); d.Counts != want {
		t.Errorf("counts %+v, want %+v: the one pillar has no heading", d.Counts, want)
	}
	for _, b := range d.Introduction {
		first, last := 1+strings.Count(text[:b.Bytes[0]], "\n"), 1+strings.Count(text[:b.Bytes[1]-1], "\n")
		if b.Lines != [2]int{first, last} {
			t.Errorf("the %s of bytes %v stands in lines %v, want %d to %d", b.Kind, b.Bytes, b.Lines, first, last)
		}
		if b.Text != nil && *b.Text == "" {
			t.Errorf("a paragraph without words in lines %v", b.Lines)
		}
	}
	if diff := cmp.Diff([]jsonLink{{"the older plan", "https://example.org/old"}}, d.Introduction[0].Links); diff != "" {
		t.Error(diff)
	}
	all := string(files(t, read(t, text, Options{}))[DocumentJSON])
	for _, part := range []string{`"rows":[["who","what"],["Canada","rivers"]]`, `"role":"end mark"`, `first, R&D`, `"lead_in":{"kind":"paragraph","role":"lead-in"`, `"$schema":"../schema/document.json"`} {
		if !strings.Contains(all, part) {
			t.Errorf("the JSON has no %s", part)
		}
	}
	if d.Document.Modified != nil || *d.Document.Published != time.Date(2021, 5, 21, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) {
		t.Errorf("times: %v %v", d.Document.Modified, d.Document.Published)
	}
}

func BenchmarkDocumentJSON(b *testing.B) {
	book := seed(b, Options{})
	out, err := book.DocumentJSON()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(out)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := book.DocumentJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
