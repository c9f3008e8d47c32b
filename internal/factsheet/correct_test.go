package factsheet

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/correction"
)

const corrected = `---
title: Plan
---

**Health**

The parties shared a meal of three courses.

Together, the two countries will:

-   Fund clinics in the north.
-   Build a plant in the south.
-   Enjoy the evening together.

Ministers of *both* sides are to meet each year.

A plain line
`

// correct parses the document with a corrections file.
func correct(t *testing.T, yaml string) (*Document, string) {
	t.Helper()
	list, problems, err := correction.Read(fstest.MapFS{"c.yaml": {Data: []byte(yaml)}}, "c.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return parse(t, "plan.md", corrected, Options{Corrections: list})
}

func TestCorrections(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"a paragraph is a commitment", `
- quote: Ministers of both sides
  is: commitment
  title: A meeting each year`, `
# Plan
## 1 Health (level 1; heading: whole paragraph bold)
introduction: The parties shared a meal of three courses.
lead-in: Together, the two countries will:
  1.1 pledge, firm "will": Fund clinics in the north (fund-clinics-in-the-north; item of a list)
    | commitment: Fund clinics in the north.
  1.2 pledge, firm "will": Build a plant in the south (build-a-plant-in-the-south; item of a list)
    | commitment: Build a plant in the south.
  1.3 pledge, firm "will": Enjoy the evening together (enjoy-the-evening-together; item of a list)
    | commitment: Enjoy the evening together.
  1.4 statement of principle, unstated "are": A meeting each year (a-meeting-each-year; correction: a commitment)
    | commitment: Ministers of <i>both</i> sides are to meet each year.
introduction: A plain line
`},
		{"an item is none, a line is a heading", `
- quote: Enjoy the evening
  is: note
- quote: A plain line
  is: heading`, `
# Plan
## 1 Health (level 1; heading: whole paragraph bold)
introduction: The parties shared a meal of three courses.
lead-in: Together, the two countries will:
  1.1 pledge, firm "will": Fund clinics in the north (fund-clinics-in-the-north; item of a list)
    | commitment: Fund clinics in the north.
  1.2 pledge, firm "will": Build a plant in the south (build-a-plant-in-the-south; item of a list)
    | commitment: Build a plant in the south.
note: Enjoy the evening together.
introduction: Ministers of <i>both</i> sides are to meet each year.
## 2 A plain line (level 2; correction: a heading)
`},
		{"the first item is none", `
- quote: Fund clinics
  is: introduction`, `
# Plan
## 1 Health (level 1; heading: whole paragraph bold)
introduction: The parties shared a meal of three courses.
introduction: Together, the two countries will:
introduction: Fund clinics in the north.
  1.1 pledge, firm "will": Build a plant in the south (build-a-plant-in-the-south; item of a list)
    | commitment: Build a plant in the south.
  1.2 pledge, firm "will": Enjoy the evening together (enjoy-the-evening-together; item of a list)
    | commitment: Enjoy the evening together.
introduction: Ministers of <i>both</i> sides are to meet each year.
introduction: A plain line
`},
		{"a child and a kind", `
- quote: Build a plant
  child-of: Fund clinics
  kind: existing
- quote: Health
  is: introduction`, `
# Plan
introduction: <b>Health</b>
introduction: The parties shared a meal of three courses.
## 0 Commitments (level 1; no heading: an implicit pillar)
lead-in: Together, the two countries will:
  1 pledge, firm "will": Fund clinics in the north (fund-clinics-in-the-north; item of a list)
    | commitment: Fund clinics in the north.
    1.1 existing programme, firm "Build": Build a plant in the south (build-a-plant-in-the-south; correction: a child)
      | commitment: Build a plant in the south.
  2 pledge, firm "will": Enjoy the evening together (enjoy-the-evening-together; item of a list)
    | commitment: Enjoy the evening together.
introduction: Ministers of <i>both</i> sides are to meet each year.
introduction: A plain line
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := correct(t, tt.yaml)
			if problems != "" {
				t.Errorf("problems: %s", problems)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), dump(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			promisesHold(t, d)
		})
	}
}

func TestCorrectionsThatDoNotFit(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"not found", "- quote: no such words\n  is: note", `c.yaml:1:10: the words "no such words" are not in the document`},
		{"found twice", "- quote: in the\n  is: note", `c.yaml:1:10: the words "in the" are in the document 2 times`},
		{"parent not found", "- quote: Fund clinics\n  child-of: nobody", `c.yaml:2:13: the words "nobody" are not in the document`},
		{"child of itself", "- quote: Fund clinics\n  child-of: clinics in the north", `c.yaml:2:13: "Fund clinics" cannot be a child of "clinics in the north"`},
		{"one title twice", "- quote: Fund clinics\n  title: A plan\n- quote: Build a plant\n  title: a plan", `c.yaml:4:10: another commitment has the title "a plan"`},
		{"title of no commitment", "- quote: The parties shared\n  title: A meal", `c.yaml:1:10: the correction of "The parties shared" changes nothing`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := correct(t, tt.yaml)
			if !strings.HasPrefix(problems, tt.want) || strings.Count(problems, "hint:") != 1 {
				t.Errorf("got %q, want one problem that begins with %q", problems, tt.want)
			}
		})
	}
}
