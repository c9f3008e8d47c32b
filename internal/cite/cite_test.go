package cite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique/internal/factsheet"
	"communique/internal/site"
	"communique/internal/source"
)

const treaty = `---
title: A treaty on rivers & seas
publisher: Ministry of Waters
date: 2024-03-05
permalink: https://www.example.gov/treaty?a=1&b=2_%7E
language: en-GB
slug: treaty
---

**<u>Rivers</u>**

Canada will:

- Restore rivers.
- Share data.
`

// plan reads a document and plans its pages.
func plan(t testing.TB, text string) *site.Document {
	t.Helper()
	f, problems, err := source.Read(fstest.MapFS{"x.md": {Data: []byte(text)}}, "x.md")
	if err != nil || problems.Errors() > 0 {
		t.Fatal(err, problems)
	}
	doc, problems := factsheet.Parse(f, factsheet.Options{})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return site.Plan(doc)
}

func TestWorks(t *testing.T) {
	d := plan(t, treaty)
	got := All(d, Options{Author: "Canada", Site: "Promises", BaseURL: "https://example.org/p/"})
	document := Work{
		Key: "treaty", Title: "A treaty on rivers & seas", Author: "Ministry of Waters", Language: "en-GB", Site: "Promises",
		Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC), URL: "https://example.org/p/treaty/index.html",
		Original: "https://www.example.gov/treaty?a=1&b=2_%7E",
	}
	first, second := document, document
	first.Key, first.Title, first.Number = "treaty:restore-rivers", "Restore rivers", "1.1"
	second.Key, second.Title, second.Number = "treaty:share-data", "Share data", "1.2"
	first.Container, second.Container = document.Title, document.Title
	first.URL, second.URL = "https://example.org/p/treaty/rivers/restore-rivers.html", "https://example.org/p/treaty/rivers/share-data.html"
	if diff := cmp.Diff([]Work{document, first, second}, got); diff != "" {
		t.Error(diff)
	}
	bare := OfDocument(plan(t, "# A plan\n\nCanada will help."), Options{Author: "Canada", Language: "fr"})
	if bare.Author != "Canada" || bare.Language != "fr" || bare.URL != "" || !bare.Published.IsZero() {
		t.Errorf("what the document does not say: %+v", bare)
	}
}

func TestPlain(t *testing.T) {
	day := time.Date(2021, 5, 21, 23, 0, 0, 0, time.FixedZone("", -4*3600))
	for _, c := range []struct {
		name string
		work Work
		want string
	}{
		{"a document", Work{Title: "Joint plan", Author: "United States", Published: day, Site: "Promises", URL: "https://example.org/a/index.html", Original: "https://www.example.gov/a/"},
			"United States. “Joint plan”. 21 May 2021. Promises, https://example.org/a/index.html – Original at https://www.example.gov/a/"},
		{"a commitment", Work{Title: "Help", Container: "Joint plan", Number: "2.4", Author: "Japan", Published: day, Site: "Promises", URL: "https://example.org/a/b/c.html"},
			"Japan. “Help”. Commitment 2.4 in “Joint plan”. 21 May 2021. Promises, https://example.org/a/b/c.html"},
		{"without a base URL", Work{Title: "Joint plan", Published: day, Original: "https://www.example.gov/a/"},
			"“Joint plan”. 21 May 2021. Original at https://www.example.gov/a/"},
		{"nothing but a title", Work{Title: "Joint plan"}, "“Joint plan”"},
		{"a stop too many", Work{Title: "It ends.", Author: "Widgets Inc.", Published: day}, "Widgets Inc. “It ends.” 21 May 2021"},
	} {
		if got := c.work.Plain(); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// The address is that of our page, the original then a note; without our page
// it is that of the original, which is not said twice.
func TestWhere(t *testing.T) {
	const ours, original = "https://example.org/a/index.html", "https://www.example.gov/a/"
	for _, c := range []struct{ name, url, original, address, note string }{
		{"both", ours, original, ours, "Original at " + original},
		{"the original alone", "", original, original, ""},
		{"ours alone", ours, "", ours, ""},
		{"neither", "", "", "", ""},
	} {
		var got []struct{ URL, Note string }
		if err := json.Unmarshal(CSL([]Work{{Title: "T", URL: c.url, Original: c.original}}), &got); err != nil {
			t.Fatal(err)
		}
		if got[0].URL != c.address || got[0].Note != c.note {
			t.Errorf("%s: at %q, note %q; want %q, %q", c.name, got[0].URL, got[0].Note, c.address, c.note)
		}
	}
}

// hostile are works whose texts hold what the forms give a meaning.
func hostile() []Work {
	signs := `50% of $1 & #2_a {b} }{ \ ~^ <c> | "d" 'e' @f, and "g" ` + "\u2028 – ü 한국 𝔘"
	w := Work{Key: "x", Title: line(signs), Author: line("Ministry, and { Sons"), Site: line(signs), Language: "ko",
		Published: time.Date(987, 1, 2, 0, 0, 0, 0, time.UTC), URL: "https://example.org/a_b%20c#d", Original: `https://example.gov/?a=%7B{b}\`}
	part := w
	part.Key, part.Container, part.Number = "x:y", line("}}"+signs+"\r\nER  - \t\x07"), "1.2"
	bare := Work{Key: "z", Title: "Z"}
	unsigned := Work{Key: "u", Title: "U", Site: "Promises"}
	return []Work{w, part, bare, unsigned, {Key: "z:a", Title: "A", Container: "Z", Number: "1"}}
}

// examples are the works over which the forms are tested.
func examples(t *testing.T) map[string][]Work {
	seed, err := os.ReadFile("../../seeds/us-rok-partnership-2021.md")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Author: "United States", Site: "Promises", BaseURL: "https://example.org/", Language: "en"}
	return map[string][]Work{"hostile": hostile(), "treaty": All(plan(t, treaty), Options{}), "seed": All(plan(t, string(seed)), o)}
}

func TestBibTeX(t *testing.T) {
	for name, works := range examples(t) {
		entries, err := readBibTeX(string(BibTeX(works)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(entries) != len(works) {
			t.Fatalf("%s: %d entries of %d works", name, len(entries), len(works))
		}
		seen := map[string]bool{}
		for i, e := range entries {
			w := works[i]
			want := map[string]string{"title": "{" + w.Title + "}"}
			put(want, "url", bareAddress.Replace(w.address()))
			put(want, "note", w.origin())
			put(want, "chapter", w.Number)
			if w.Author != "" {
				want["author"] = "{" + w.Author + "}"
			}
			kind := "misc"
			if w.Container != "" {
				kind = "incollection"
				want["booktitle"] = "{" + w.Container + "}"
				if w.publisher() != "" {
					want["publisher"] = "{" + w.publisher() + "}"
				}
			}
			if y, m, d, known := w.day(); known {
				want["year"], want["month"], want["day"] = fmt.Sprint(y), months[m-1], fmt.Sprint(d)
			}
			if diff := cmp.Diff(want, e.fields); diff != "" || e.kind != kind || e.key != w.Key || seen[e.key] {
				t.Errorf("%s: %s %s: %s", name, e.kind, e.key, diff)
			}
			seen[e.key] = true
		}
	}
}

func put(m map[string]string, key, value string) {
	if value != "" {
		m[key] = value
	}
}

func TestRIS(t *testing.T) {
	line := regexp.MustCompile(`^[A-Z][A-Z0-9]  - (.*)$`)
	for name, works := range examples(t) {
		records := strings.Split(string(RIS(works)), "\r\n\r\n")
		if len(records) != len(works) {
			t.Fatalf("%s: %d records of %d works", name, len(records), len(works))
		}
		for i, record := range records {
			w := works[i]
			got := map[string]string{}
			lines := strings.Split(strings.TrimSuffix(record, "\r\n"), "\r\n")
			for _, l := range lines {
				m := line.FindStringSubmatch(l)
				if m == nil || strings.ContainsAny(l, "\r\n") {
					t.Fatalf("%s: %q is no line of RIS", name, l)
				}
				if _, twice := got[l[:2]]; twice {
					t.Errorf("%s: %s stands twice", name, l[:2])
				}
				got[l[:2]] = m[1]
			}
			if !strings.HasPrefix(lines[0], "TY  - ") || lines[len(lines)-1] != "ER  - " {
				t.Errorf("%s: a record must go from TY to ER: %q", name, lines)
			}
			want := map[string]string{"TY": "RPRT", "ID": w.Key, "TI": w.Title, "ER": ""}
			if w.Container != "" {
				want["TY"] = "CHAP"
			}
			body := w.Author
			if body == "" {
				body = w.Site // somebody publishes what nobody signs
			}
			for tag, value := range map[string]string{"AU": w.Author, "T2": w.Container, "SE": w.Number, "PB": body, "LA": w.Language, "UR": w.address(), "N1": w.origin()} {
				put(want, tag, value)
			}
			if !w.Published.IsZero() {
				want["PY"], want["DA"] = w.Published.Format("2006"), w.Published.Format("2006/01/02")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

// cslTypes are the types of csl-data.json that are used, with the variables
// that it allows and that styles print for them.
var cslTypes = map[string]string{
	"report":  "id type title author publisher issued language URL note",
	"chapter": "id type title container-title chapter-number author publisher issued language URL note",
}

func TestCSL(t *testing.T) {
	for name, works := range examples(t) {
		var items []map[string]any
		if err := json.Unmarshal(CSL(works), &items); err != nil || len(items) != len(works) {
			t.Fatalf("%s: %d items: %v", name, len(items), err)
		}
		for i, item := range items {
			w := works[i]
			allowed := strings.Fields(cslTypes[fmt.Sprint(item["type"])])
			for key := range item {
				if !strings.Contains(" "+strings.Join(allowed, " ")+" ", " "+key+" ") {
					t.Errorf("%s: %s is no variable of the type %v", name, key, item["type"])
				}
			}
			want := map[string]any{"id": w.Key, "type": "report", "title": w.Title}
			if w.Container != "" {
				want["type"] = "chapter"
			}
			for key, value := range map[string]string{"container-title": w.Container, "chapter-number": w.Number, "publisher": w.publisher(), "language": w.Language, "URL": w.address(), "note": w.origin()} {
				if value != "" {
					want[key] = value
				}
			}
			if w.Author != "" {
				want["author"] = []any{map[string]any{"literal": w.Author}}
			}
			if y, m, d, known := w.day(); known {
				want["issued"] = map[string]any{"date-parts": []any{[]any{float64(y), float64(m), float64(d)}}}
			}
			if diff := cmp.Diff(want, item); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

// One work is written as it is in a file of many.
func TestOneOfMany(t *testing.T) {
	works := hostile()
	for _, w := range works {
		if !bytes.Contains(BibTeX(works), []byte(w.BibTeX())) || !bytes.Contains(RIS(works), []byte(w.RIS())) {
			t.Errorf("%s differs where it stands alone", w.Key)
		}
		var one, all []map[string]any
		if json.Unmarshal([]byte(w.CSL()), &one) != nil || json.Unmarshal(CSL(works), &all) != nil || len(one) != 1 {
			t.Fatalf("%s: no list of one", w.Key)
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, w := range hostile() {
		f.Add(w.Title, w.Author, w.Original)
	}
	f.Fuzz(func(t *testing.T, title, author, original string) {
		if strings.ContainsAny(original, "\r\n") || line(title) == "" { // package source takes no such address, and each document has a title
			return
		}
		w := Work{Key: "k", Title: line(title), Author: line(author), Original: original}
		entries, err := readBibTeX(w.BibTeX())
		if err != nil || len(entries) != 1 || entries[0].fields["title"] != "{"+w.Title+"}" {
			t.Fatalf("%v: %q", err, w.BibTeX())
		}
		if n := strings.Count(w.RIS(), "\r\n"); n != strings.Count(w.RIS(), "\n") {
			t.Errorf("%q", w.RIS())
		}
		if !json.Valid([]byte(w.CSL())) {
			t.Errorf("%q", w.CSL())
		}
	})
}
