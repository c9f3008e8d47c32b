package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"communique"
)

// The part of SARIF 2.1.0 (OASIS, 27 March 2020) that findings need. Names and
// meanings of the properties are those of its section 3.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string        `json:"id"`
		ShortDescription sarifMessage  `json:"shortDescription"`
		Help             *sarifMessage `json:"help,omitempty"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifOf puts problems into the form that code hosts read. Our columns count
// characters, which SARIF calls code points.
func sarifOf(problems communique.Problems) sarifLog {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "communique", Version: version(), Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	for _, p := range problems {
		id := ruleOf(p.Text)
		i, known := index[id]
		if !known {
			i = len(run.Tool.Driver.Rules)
			index[id] = i
			rule := sarifRule{ID: id, ShortDescription: sarifMessage{strings.ReplaceAll(id, "-", " ")}}
			if p.Hint != "" {
				rule.Help = &sarifMessage{p.Hint}
			}
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
		}
		run.Results = append(run.Results, sarifResultOf(p, id, i))
	}
	return sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}}
}

func sarifResultOf(p communique.Problem, id string, rule int) sarifResult {
	text := p.Text
	if p.Hint != "" {
		text += "\nHint: " + p.Hint
	}
	// Without the line: a finding that moves stays the same finding.
	sum := sha256.Sum256([]byte(id + "\x00" + p.Pos.File + "\x00" + p.Text))
	r := sarifResult{
		RuleID: id, RuleIndex: rule, Level: p.Severity.String(), Message: sarifMessage{text},
		Fingerprints: map[string]string{"communique/v1": hex.EncodeToString(sum[:16])},
	}
	if p.Pos.File == "" {
		return r
	}
	place := sarifPhysical{Artifact: sarifArtifact{uriOf(p.Pos.File)}}
	if p.Pos.Line > 0 {
		place.Region = &sarifRegion{p.Pos.Line, p.Pos.Column}
	}
	r.Locations = []sarifLocation{{place}}
	return r
}

// uriOf writes the name of a file as a reference: relative to the working
// folder, or a file address where the name is absolute.
func uriOf(name string) string {
	name = filepath.ToSlash(name)
	if path.IsAbs(name) || filepath.VolumeName(name) != "" {
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(name, "/")}).String()
	}
	return (&url.URL{Path: path.Clean(name)}).String()
}

var (
	// particulars are what differs between two problems of a kind: words of the
	// document, in quotation marks.
	particulars = regexp.MustCompile(`“[^”]*”|"[^"]*"|‘[^’]*’`)
	plainWord   = regexp.MustCompile(`^[a-z]+$`)
)

// ruleOf makes the name of a rule of what a problem says: its first words
// without names, numbers and quotations.
func ruleOf(text string) string {
	const most = 10
	text, _, _ = strings.Cut(particulars.ReplaceAllString(text, " "), ": ")
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) })
	words = slices.DeleteFunc(words, func(w string) bool { return !plainWord.MatchString(w) })
	if len(words) == 0 {
		return "problem"
	}
	return strings.Join(words[:min(len(words), most)], "-")
}
