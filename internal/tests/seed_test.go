package tests

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique"
)

// inspectSeed returns the outline of the project's first document.
func inspectSeed(t *testing.T) *communique.Outline {
	t.Helper()
	var outline *communique.Outline
	o := communique.Options{Source: os.DirFS(root), Paths: []string{"seeds/us-rok-partnership-2021.md"}}
	err := communique.Inspect(t.Context(), o, func(found *communique.Outline, problems communique.Problems) error {
		if len(problems) > 0 {
			t.Errorf("problems: %v", problems)
		}
		outline = found
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return outline
}

func TestFirstDocument(t *testing.T) {
	o := inspectSeed(t)
	var headings []string
	for _, p := range o.Pillars {
		if p.Implicit {
			t.Errorf("pillar %s is implicit", p.Number)
		}
		headings = append(headings, p.Heading)
	}
	want := []string{
		"Technology and Innovation",
		"Deepening Cooperation on COVID-19 Response, Global Health, and Health Security",
		"Advancing Shared Goals on Climate and Clean Energy",
		"Expanding our partnership",
	}
	if diff := cmp.Diff(want, headings); diff != "" {
		t.Errorf("pillars (-want +got):\n%s", diff)
	}
	if n := len(o.Commitments); n != 38 {
		t.Errorf("%d commitments, want 38", n)
	}

	var acknowledged, children []string
	partnership := number(t, o, "Establish a comprehensive KORUS Global Vaccine Partnership")
	for _, c := range o.Commitments {
		if c.Kind == "acknowledgement" {
			acknowledged = append(acknowledged, c.Number)
		}
		if c.Parent != nil && *c.Parent != partnership {
			t.Errorf("%s is a child of %s; only %s has children", c.Number, *c.Parent, partnership)
		}
		if c.Parent != nil {
			children = append(children, c.Number)
		}
		if strings.Contains(c.Text, "##") || strings.Contains(c.Title, "##") {
			t.Errorf("%s holds the end mark: %s", c.Number, c.Text)
		}
	}
	if diff := cmp.Diff([]string{number(t, o, "The announcements of significant investments")}, acknowledged); diff != "" {
		t.Errorf("acknowledgements (-want +got):\n%s", diff)
	}
	if len(children) != 5 {
		t.Errorf("children %v, want five", children)
	}
	number(t, o, "baggage screening")
}

// number returns the number of the one commitment whose text holds some words.
func number(t *testing.T, o *communique.Outline, words string) string {
	t.Helper()
	var found []string
	for _, c := range o.Commitments {
		if strings.Contains(strings.ToLower(c.Text), strings.ToLower(words)) {
			found = append(found, c.Number)
		}
	}
	if len(found) != 1 {
		t.Fatalf("commitments %v hold %q, want one", found, words)
	}
	return found[0]
}

// TestFirstDocumentNamesItsSums finds the sums where they are printed.
func TestFirstDocumentNamesItsSums(t *testing.T) {
	o := inspectSeed(t)
	var got []string
	for _, c := range o.Commitments {
		for _, a := range c.Amounts {
			got = append(got, c.Number+" "+a.Quote+" "+a.Currency)
		}
	}
	want := []string{"1.1 more than $25 billion USD", "1.5 $2.5 billion USD", "1.5 $1 billion USD", "2.1 $200 million USD"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sums (-want +got):\n%s", diff)
	}
}
