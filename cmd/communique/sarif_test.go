package main

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique"
)

// schema is the script command "schema FILE": the file holds SARIF as the
// standard wants it, and each result names its own rule.
func schema(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: schema FILE")
	}
	ts.Check(validSARIF([]byte(ts.ReadFile(args[0]))))
}

// sarifSchemaFile is found from the folder of the tests, not of a script.
var sarifSchemaFile, _ = os.ReadFile("testdata/sarif.schema.json")

func validSARIF(data []byte) error {
	definition, err := jsonschema.UnmarshalJSON(bytes.NewReader(sarifSchemaFile))
	if err != nil {
		return err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("sarif.json", definition); err != nil {
		return err
	}
	schema, err := compiler.Compile("sarif.json")
	if err != nil {
		return err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(document)
}

func TestSARIF(t *testing.T) {
	place := func(file string, line, column int) (p communique.Problem) {
		p.Pos.File, p.Pos.Line, p.Pos.Column = file, line, column
		p.Text, p.Hint = "the number 12 is odd: “x”", "look"
		return p
	}
	failed := place("a b/ü.md", 0, 0)
	failed.Severity = communique.Error
	log := sarifOf(communique.Problems{place("a.md", 3, 4), place("c:/x.md", 3, 0), failed, {Text: "“all” is: lost"}})
	data, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	if err := validSARIF(data); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	var got []string
	for _, r := range log.Runs[0].Results {
		line := r.RuleID + " " + r.Level
		if log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %d is not %s", r.RuleIndex, r.RuleID)
		}
		for _, l := range r.Locations {
			place, _ := json.Marshal(l.Physical)
			line += " " + string(place)
		}
		got = append(got, line)
	}
	want := []string{
		`the-number-is-odd warning {"artifactLocation":{"uri":"a.md"},"region":{"startLine":3,"startColumn":4}}`,
		`the-number-is-odd warning {"artifactLocation":{"uri":"./c:/x.md"},"region":{"startLine":3}}`,
		`the-number-is-odd error {"artifactLocation":{"uri":"a%20b/%C3%BC.md"}}`,
		`is warning`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	if n := len(log.Runs[0].Tool.Driver.Rules); n != 2 {
		t.Errorf("%d rules, want 2", n)
	}
}

// A finding that moves to another line stays the same finding for a code host.
func TestFingerprints(t *testing.T) {
	p := communique.Problem{Text: "x"}
	p.Pos.File, p.Pos.Line = "a.md", 3
	moved, other := p, p
	moved.Pos.Line = 9
	other.Pos.File = "b.md"
	r := sarifOf(communique.Problems{p, moved, other}).Runs[0].Results
	const key = "communique/v1"
	if r[0].Fingerprints[key] == "" || r[0].Fingerprints[key] != r[1].Fingerprints[key] {
		t.Errorf("moved: %v became %v", r[0].Fingerprints, r[1].Fingerprints)
	}
	if r[0].Fingerprints[key] == r[2].Fingerprints[key] {
		t.Error("problems of two files have one fingerprint")
	}
}

func TestRuleOf(t *testing.T) {
	for text, want := range map[string]string{
		"the number 4711 is neither money: “x”": "the-number-is-neither-money",
		`"none.html" leads to no file`:          "leads-to-no-file",
		"no document is named x.md":             "no-document-is-named",
		"“1”":                                   "problem",
		"":                                      "problem",
	} {
		if got := ruleOf(text); got != want {
			t.Errorf("ruleOf(%q) = %q, want %q", text, got, want)
		}
	}
}
