package passage

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/factsheet"
	"communique/internal/source"
)

const text = `---
title: A pact
---

The harbour of today is *old*.

**<u>Quays</u>**

The cities will:

1. Rebuild the&nbsp;quay
   with **all** speed, under [the
   plan](https://example.org/plan).
2. Light the tower:
   - with oil.

| Quay | Cost |
| --- | --- |
| North | much |

\###

Contact: the office.
`

func document(t testing.TB) *factsheet.Document {
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

func TestAll(t *testing.T) {
	type row struct{ Text, Pillar, Commitment string }
	var got []row
	for p := range All(document(t)) {
		r := row{Text: p.Text}
		if p.Pillar != nil {
			r.Pillar = p.Pillar.Number
		}
		if p.Commitment != nil {
			r.Commitment = p.Commitment.Number
		}
		got = append(got, r)
	}
	want := []row{
		{"The harbour of today is old.", "", ""},
		{"Quays", "1", ""},
		{"The cities will:", "1", ""},
		{"Rebuild the\u00a0quay with all speed, under the plan.", "1", "1.1"},
		{"Light the tower:", "1", "1.2"},
		{"with oil.", "1", "1.2.1"},
		{"Quay", "1", ""}, {"Cost", "1", ""}, {"North", "1", ""}, {"much", "1", ""},
		{"###", "", ""},
		{"Contact: the office.", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
}

// TestAllEndsEarly stops after each passage in turn.
func TestAllEndsEarly(t *testing.T) {
	doc := document(t)
	total := 0
	for range All(doc) {
		total++
	}
	for stop := range total {
		n := 0
		for range All(doc) {
			if n++; n > stop {
				break
			}
		}
		if n != stop+1 {
			t.Errorf("stopped at passage %d, got %d", stop+1, n)
		}
	}
}

func TestSpan(t *testing.T) {
	tests := []struct{ name, words, want string }{
		{"within one run", "Light", "Light"},
		{"over an entity", "the\u00a0quay", "the&nbsp;quay"},
		{"from the middle of an entity on", "\u00a0quay", "&nbsp;quay"},
		{"over a line break and marks", "quay with all", "quay\n   with **all"},
		{"over a link", "under the plan.", "under [the\n   plan](https://example.org/plan)."},
		{"a whole cell", "much", "much"},
	}
	doc := document(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for p := range All(doc) {
				i := strings.Index(p.Text, tt.words)
				if i < 0 {
					continue
				}
				s := p.Span(i, i+len(tt.words))
				if got := text[s.Start:s.End]; got != tt.want {
					t.Errorf("%q stands at %q, want %q", tt.words, got, tt.want)
				}
				return
			}
			t.Errorf("no passage holds %q", tt.words)
		})
	}
}

func TestContext(t *testing.T) {
	const text, sum = "The cities will spend $5 million on the – harbour\nby spring.", "$5 million"
	start := strings.Index(text, sum)
	tests := []struct {
		name          string
		n             int
		before, after string
	}{
		{"all of it", 100, "The cities will spend ", " on the – harbour by spring."},
		{"cut between words", 12, "… will spend ", " on the – …"},
		{"one word fits", 3, "… ", " on …"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, after := Passage{Text: text}.Context(start, start+len(sum), tt.n)
			if before != tt.before || after != tt.after {
				t.Errorf("got %q and %q, want %q and %q", before, after, tt.before, tt.after)
			}
		})
	}
}

func BenchmarkAll(b *testing.B) {
	d := document(b)
	b.SetBytes(int64(len(d.Source.Data)))
	b.ReportAllocs()
	for b.Loop() {
		for range All(d) {
		}
	}
}
