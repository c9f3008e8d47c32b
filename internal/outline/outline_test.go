package outline

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/deadline"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/source"
)

const harbour = `---
title: "The harbour"
date: 2022-03-04
---

The harbour of today is old.

**<u>Quays</u>**

The cities will:

- **Rebuild the quay.** It opens by the Harbour Games, with up to $2 billion over five years.
- Light the tower:
  - The ports will give oil.
`

// want is the whole of the promise to other programs: its keys may be added
// to, and never renamed.
const want = `{
 "source": "a.md", "title": "The harbour", "date": "2022-03-04", "words": 35,
 "pillars": [{"number": "1", "heading": "Quays", "implicit": false, "rule": "heading: whole paragraph bold and underlined"}],
 "commitments": [
  {"number": "1.1", "pillar": "1", "parent": null, "kind": "pledge", "strength": "firm", "title": "Rebuild the quay",
   "lead_in": "The cities will:",
   "text": "Rebuild the quay. It opens by the Harbour Games, with up to $2 billion over five years.",
   "lines": [12, 12], "rule": "item of a list",
   "amounts": [{"quote": "up to $2 billion", "min": null, "max": "2000000000", "currency": "USD", "qualifier": "up-to", "period": "P5Y"}],
   "dates": [{"quote": "by the Harbour Games", "kind": "deadline", "iso": "event:Harbour Games"},
             {"quote": "over five years", "kind": "period", "iso": "P5Y"}]},
  {"number": "1.2", "pillar": "1", "parent": null, "kind": "pledge", "strength": "firm", "title": "Light the tower",
   "lead_in": "The cities will:", "text": "Light the tower:", "lines": [13, 13], "rule": "item of a list",
   "amounts": [], "dates": []},
  {"number": "1.2.1", "pillar": "1", "parent": "1.2", "kind": "pledge", "strength": "firm", "title": "The ports will give oil",
   "lead_in": "Light the tower:", "text": "The ports will give oil.", "lines": [14, 14], "rule": "item of a nested list",
   "amounts": [], "dates": []}
 ],
 "ledger": [],
 "deadlines": [
  {"commitment": "1.1", "quote": "by the Harbour Games", "kind": "deadline", "earliest": "2022-07-01", "latest": "2022-07-09", "lines": [12, 12]},
  {"commitment": "1.1", "quote": "over five years", "kind": "period", "earliest": null, "latest": null, "lines": [12, 12]}
 ],
 "warnings": [{"line": 6, "column": 1, "severity": "warning", "text": "old", "hint": "look"}]
}`

func parse(t *testing.T, text string) *factsheet.Document {
	t.Helper()
	src, problems, err := source.Read(fstest.MapFS{"a.md": {Data: []byte(text)}}, "a.md")
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	doc, problems := factsheet.Parse(src, factsheet.Options{})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return doc
}

// values decodes JSON so that two texts can be compared by meaning.
func values(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

func TestJSON(t *testing.T) {
	events, problems, err := deadline.ReadEvents(fstest.MapFS{"e.yaml": {Data: []byte(
		"events:\n  - name: Harbour Games\n    start: 2022-07-01\n    end: 2022-07-09\n    source: the cities\n")}}, "e.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	warnings := diag.List{diag.Warnf(diag.Pos{File: "a.md", Line: 6, Column: 1}, "old").WithHint("look")}
	got, err := json.Marshal(Of(parse(t, harbour), warnings, Options{Events: events}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(values(t, []byte(want)), values(t, got)); diff != "" {
		t.Errorf("outline (-want +got):\n%s", diff)
	}
}

// TestWithoutPillars wants null where the document has no heading, and what
// the terminal shows, which is not in the JSON form.
func TestWithoutPillars(t *testing.T) {
	o := Of(parse(t, "The cities will:\n\n- Meet.\n- Dance:\n  - by night.\n"), nil, Options{})
	if o.Date != nil {
		t.Errorf("date %q, want none", *o.Date)
	}
	if len(o.Pillars) != 1 || !o.Pillars[0].Implicit {
		t.Errorf("pillars %v, want an implicit one", o.Pillars)
	}
	type row struct {
		Number  string
		Pillar  *string
		Section int
		Depth   int
	}
	var got []row
	for _, c := range o.Commitments {
		got = append(got, row{c.Number, c.Pillar, c.Section, c.Depth})
	}
	want := []row{{"1", nil, 0, 0}, {"2", nil, 0, 0}, {"2.1", nil, 0, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commitments (-want +got):\n%s", diff)
	}
}

func TestRefused(t *testing.T) {
	o := Refused("b.md", diag.List{diag.Errorf(diag.Pos{File: "b.md"}, "the file is empty")})
	got, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"source":"b.md","title":"","date":null,"words":0,"pillars":[],"commitments":[],"ledger":[],"deadlines":[],` +
		`"warnings":[{"line":0,"column":0,"severity":"error","text":"the file is empty","hint":""}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !o.Refused {
		t.Error("it is not marked as refused")
	}
}

// TestAnOldDateIsNoDeadline keeps the two lists apart.
func TestAnOldDateIsNoDeadline(t *testing.T) {
	o := Of(parse(t, "---\ntitle: A\ndate: 2022-03-04\n---\n\nThe city will:\n\n- Mend the bridge that fell in 2019.\n"), nil, Options{})
	if len(o.Commitments) != 1 || len(o.Commitments[0].Dates) != 1 || len(o.Deadlines) != 0 {
		t.Errorf("dates and deadlines %v, %v; want one date and no deadline", o.Commitments, o.Deadlines)
	}
}

func BenchmarkOf(b *testing.B) {
	src, _, err := source.Read(fstest.MapFS{"a.md": {Data: []byte(harbour)}}, "a.md")
	if err != nil {
		b.Fatal(err)
	}
	doc, _ := factsheet.Parse(src, factsheet.Options{})
	b.SetBytes(int64(len(harbour)))
	b.ReportAllocs()
	for b.Loop() {
		Of(doc, nil, Options{})
	}
}
