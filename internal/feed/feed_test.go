package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
)

var zone = time.FixedZone("", -4*3600)

func example() Feed {
	return Feed{
		Title: "Promises & <kept>", Description: "What \"was\" promised", Author: "Office", Language: "en",
		Home: "https://example.org/p/index.html", Atom: "https://example.org/p/feed.xml", JSON: "https://example.org/p/feed.json",
		Entries: []Entry{
			{URL: "https://example.org/p/b/index.html", Original: "https://www.example.gov/?a=1&b=2", Title: "B ]]> </title> \x00\u2028\uFFFE\uFFFF 𝔘", Summary: "First words.\nMore.",
				Note: "3 commitments", Author: "Canada", Language: "fr", Published: time.Date(2021, 5, 21, 20, 45, 13, 0, zone), Updated: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)},
			{URL: "https://example.org/p/undated/index.html", Title: "No date", Note: "1 commitment"},
			{URL: "https://example.org/p/a/index.html", Title: "A", Note: "2 commitments", Published: time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)},
		},
	}
}

// Both forms are read by a program that follows feeds, and say the same.
func TestReadByAFeedReader(t *testing.T) {
	f := example()
	for name, write := range map[string]func(Feed) ([]byte, error){"Atom": Atom, "JSON": JSON} {
		data, err := write(f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Title != f.Title || got.Description != f.Description || got.Link != f.Home || got.Language != "en" || got.Authors[0].Name != "Office" {
			t.Errorf("%s: the head is %+v", name, got)
		}
		if len(got.Items) != 2 {
			t.Fatalf("%s: %d entries, want the two with a date", name, len(got.Items))
		}
		for i, want := range []Entry{f.Entries[0], f.Entries[2]} {
			item := got.Items[i]
			if item.GUID != want.URL || item.Link != want.URL || item.Title != clean(want.Title) || !item.PublishedParsed.Equal(want.Published) {
				t.Errorf("%s: entry %+v", name, item)
			}
			text := item.Description + item.Content
			if text != want.text() {
				t.Errorf("%s: the text is %q", name, text)
			}
			if want.Author != "" && item.Authors[0].Name != want.Author {
				t.Errorf("%s: the author is %+v", name, item.Authors)
			}
			if !want.Updated.IsZero() && !item.UpdatedParsed.Equal(want.Updated) {
				t.Errorf("%s: changed at %v", name, item.UpdatedParsed)
			}
		}
	}
}

// A feed of old documents has the time of the latest of them, whatever order
// they stand in; one without entries the first instant of Unix.
func TestLatest(t *testing.T) {
	day := func(year int) time.Time { return time.Date(year, 6, 5, 0, 0, 0, 0, time.UTC) }
	for _, test := range []struct {
		name    string
		entries []Entry
		want    string
	}{
		{"none", nil, "1970-01-01T00:00:00Z"},
		{"without a date", []Entry{{URL: "a"}}, "1970-01-01T00:00:00Z"},
		{"before Unix", []Entry{{Published: day(1947)}, {Published: day(1948)}, {Published: day(1945)}}, "1948-06-05T00:00:00Z"},
		{"changed after the latest came", []Entry{{Published: day(2022)}, {Published: day(2021), Updated: day(2024)}, {Published: day(2023)}}, "2024-06-05T00:00:00Z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := Feed{Entries: test.entries}
			if _, latest := f.dated(); stamp(latest) != test.want {
				t.Errorf("the feed changed at %s, want %s", stamp(latest), test.want)
			}
		})
	}
}

// An entry in another language than the feed says so, in both forms.
func TestLanguages(t *testing.T) {
	f := example()
	f.Entries[2].Language = ""
	atom, err := Atom(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := JSON(f)
	if err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int{`<entry xml:lang="fr">`: 1, `<entry>`: 1, `Atom" xml:lang="en">`: 1} {
		if got := strings.Count(string(atom), what); got != n {
			t.Errorf("Atom has %s %d times, want %d:\n%s", what, got, n, atom)
		}
	}
	for what, n := range map[string]int{`"language": "fr"`: 1, `"language": "en"`: 1} {
		if got := strings.Count(string(text), what); got != n {
			t.Errorf("JSON has %s %d times, want %d", what, got, n)
		}
	}
}

// The letter of RFC 4287: what a feed and an entry must hold, and how often.
func TestAtomByTheRules(t *testing.T) {
	for name, f := range map[string]Feed{"example": example(), "empty": {Title: "Empty", Author: "X", Home: "https://example.org/", Atom: "https://example.org/feed.xml"}} {
		data, err := Atom(f)
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		var path []string
		counts := map[string]int{}
		check := func() { // at the end of an entry, and of the feed
			at := strings.Join(path, "/")
			for element, want := range map[string]int{"id": 1, "title": 1, "updated": 1, "link alternate": 1} {
				if got := counts[at+"/"+element]; got != want {
					t.Errorf("%s: %s has %d of %s, want %d", name, at, got, element, want)
				}
			}
			if at == "feed" && (counts["feed/link self"] != 1 || counts["feed/author"] != 1) {
				t.Errorf("%s: a feed has an author and a link to itself: %v", name, counts)
			}
			for key := range counts {
				if strings.HasPrefix(key, at+"/") {
					delete(counts, key)
				}
			}
		}
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if token.Name.Space != "http://www.w3.org/2005/Atom" {
					t.Errorf("%s: %s is of %q", name, token.Name.Local, token.Name.Space)
				}
				key := strings.Join(append(path[:len(path):len(path)], token.Name.Local), "/")
				for _, a := range token.Attr {
					if a.Name.Local == "rel" {
						key += " " + a.Value
					}
					if u, err := url.Parse(a.Value); a.Name.Local == "href" && (err != nil || !u.IsAbs()) {
						t.Errorf("%s: %q is not absolute", name, a.Value)
					}
				}
				counts[key]++
				path = append(path, token.Name.Local)
			case xml.CharData:
				if last := path; len(last) > 0 && (last[len(last)-1] == "updated" || last[len(last)-1] == "published") {
					if _, err := time.Parse(time.RFC3339, string(token)); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
			case xml.EndElement:
				if token.Name.Local == "entry" || token.Name.Local == "feed" {
					check()
				}
				path = path[:len(path)-1]
			}
		}
	}
}

// The times are those of the documents: the feed changed when one of them did.
func TestTimes(t *testing.T) {
	data, err := Atom(example())
	if err != nil {
		t.Fatal(err)
	}
	var p atom.Parser
	got, err := p.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	times := []string{got.Updated}
	for _, e := range got.Entries {
		times = append(times, e.Published, e.Updated)
	}
	want := []string{"2021-06-01T00:00:00Z", "2021-05-21T20:45:13-04:00", "2021-06-01T00:00:00Z", "2020-01-02T00:00:00Z", "2020-01-02T00:00:00Z"}
	if diff := cmp.Diff(want, times); diff != "" {
		t.Error(diff)
	}
}

// What JSON Feed 1.1 asks for, key by key.
func TestJSONByTheRules(t *testing.T) {
	data, err := JSON(example())
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	items := got["items"].([]any)
	delete(got, "items")
	want := map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": "Promises & <kept>", "home_page_url": "https://example.org/p/index.html",
		"feed_url": "https://example.org/p/feed.json", "description": `What "was" promised`, "language": "en", "authors": []any{map[string]any{"name": "Office"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	first := map[string]any{
		"id": "https://example.org/p/b/index.html", "url": "https://example.org/p/b/index.html", "external_url": "https://www.example.gov/?a=1&b=2",
		"title": "B ]]> </title> \u2028 𝔘", "content_text": "First words.\nMore.\n\n3 commitments", "date_published": "2021-05-21T20:45:13-04:00",
		"date_modified": "2021-06-01T00:00:00Z", "authors": []any{map[string]any{"name": "Canada"}}, "language": "fr",
	}
	if diff := cmp.Diff(first, items[0]); diff != "" {
		t.Error(diff)
	}
	second := map[string]any{
		"id": "https://example.org/p/a/index.html", "url": "https://example.org/p/a/index.html", "title": "A", "content_text": "2 commitments",
		"date_published": "2020-01-02T00:00:00Z",
	}
	if diff := cmp.Diff(second, items[1]); diff != "" {
		t.Error(diff)
	}
}

func FuzzAtom(f *testing.F) {
	f.Add("a", "b")
	f.Add("\x00\x1f\ufffe ]]>", "&#0; \xff")
	f.Fuzz(func(t *testing.T, title, summary string) {
		feed := Feed{Title: title, Author: summary, Home: "https://example.org/", Entries: []Entry{{URL: "https://example.org/a", Title: title, Summary: summary, Published: time.Unix(1, 0)}}}
		data, err := Atom(feed)
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(fmt.Errorf("%w in %q", err, data))
			}
		}
	})
}
