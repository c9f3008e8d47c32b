package minify

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"testing"

	"github.com/google/go-cmp/cmp"
)

//go:embed testdata/commitment.html
var commitmentPage string

type link struct {
	URL, Title, Number string
	Current            bool
}

// commitmentData is what a page of middling size is made of.
func commitmentData() map[string]any {
	links := func(n int) []link {
		var all []link
		for i := range n {
			all = append(all, link{
				URL:     fmt.Sprintf("strengthen-the-supply-chains-of-kind-%d.html", i),
				Title:   fmt.Sprintf("Strengthen the supply chains of critical goods, kind %d", i),
				Number:  fmt.Sprintf("2.%d", i),
				Current: i == 1,
			})
		}
		return all
	}
	type run struct {
		Text   string
		Strong bool
	}
	type paragraph struct {
		Start, End int
		Runs       []run
	}
	words := "The two governments will work together on the supply of goods that neither of them can make alone, and will say each year what has come of it. "
	paragraphs := []paragraph{}
	for i := range 4 {
		paragraphs = append(paragraphs, paragraph{1000 * i, 1000*i + 500, []run{{"Supply. ", true}, {words + words, false}}})
	}
	return map[string]any{
		"Language": "en", "Title": "Strengthen the supply chains of critical goods", "Site": "Fact sheets",
		"Description": words, "Canonical": "https://example.org/a/b/c.html", "Root": "../../",
		"Crumbs": links(3), "Siblings": links(12), "Children": links(2), "Number": "2.1",
		"Paragraphs": paragraphs, "Previous": links(1)[0], "Next": links(1)[0],
		"Facts": []map[string]string{
			{"Name": "Kind", "Value": "pledge"}, {"Name": "By", "Value": "2030", "Class": "deadline"},
			{"Name": "Money", "Value": "more than USD 25 billion", "Class": "money"}, {"Name": "Part of", "Value": "2"},
		},
		"First": 10, "Last": 12, "Source": "https://example.org/original",
	}
}

// Pages of a template that was minified once are at most 1.5 % larger than
// pages that are minified each, and show the same.
func TestTemplateSize(t *testing.T) {
	m := New()
	small, err := m.Template("page.html", commitmentPage)
	if err != nil {
		t.Fatal(err)
	}
	datas := map[string]map[string]any{"full": commitmentData(), "spare": commitmentData()}
	for _, key := range []string{"Description", "Canonical", "Children", "Siblings", "Previous", "Source"} {
		delete(datas["spare"], key)
	}
	for name, data := range datas {
		t.Run(name, func(t *testing.T) {
			before, after := render(t, commitmentPage, data), render(t, small, data)
			if diff := cmp.Diff(canonical(t, before), canonical(t, after)); diff != "" {
				t.Errorf("the page shows something else (-before +after):\n%s", diff)
			}
			each, err := m.HTML([]byte(before))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d bytes as written, %d from the minified template, %d minified itself", len(before), len(after), len(each))
			if 1000*len(after) > 1015*len(each) {
				t.Errorf("%d bytes from the minified template, %d minified itself: more than 1.5 %% apart\n%s\n%s",
					len(after), len(each), after, each)
			}
		})
	}
}

func BenchmarkHTML(b *testing.B) {
	page := finishedPage(b)
	m := New()
	b.ReportAllocs()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := m.HTML(page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTemplate(b *testing.B) {
	m := New()
	b.ReportAllocs()
	b.SetBytes(int64(len(commitmentPage)))
	for b.Loop() {
		if _, err := m.Template("page.html", commitmentPage); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSS(b *testing.B) {
	sheet := bytes.Repeat([]byte("@layer parts { .money > b { color: var(--ink); margin-block: 0 1rem; } }\n"), 200)
	m := New()
	b.ReportAllocs()
	b.SetBytes(int64(len(sheet)))
	for b.Loop() {
		if _, err := m.CSS(sheet); err != nil {
			b.Fatal(err)
		}
	}
}

func finishedPage(b *testing.B) []byte {
	var page bytes.Buffer
	if err := template.Must(template.New("").Parse(commitmentPage)).Execute(&page, commitmentData()); err != nil {
		b.Fatal(err)
	}
	return page.Bytes()
}
