package deadline

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique/internal/tree"
)

func readText(t *testing.T, text string) (Events, []string) {
	t.Helper()
	events, problems, err := ReadEvents(fstest.MapFS{"events.yaml": {Data: []byte(text)}}, "events.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, strings.SplitN(p.String(), "\n", 2)[0])
	}
	return events, lines
}

func TestReadEvents(t *testing.T) {
	events, problems := readText(t, `# what we know
events:
  - name: COP26
    aliases: [Glasgow Climate Change Conference, "26th UN Climate Change Conference"]
    start: 2021-10-31
    end: 2021-11-12
    source: https://unfccc.int/cop26
  - name: NATO Summit in Brussels
    start: 2021-06-14
    source: North Atlantic Treaty Organization, 14 June 2021
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []string{"COP26 2021-10-31 2021-11-12", "NATO Summit in Brussels 2021-06-14 2021-06-14"}
	var got []string
	for _, e := range events {
		got = append(got, e.Name+" "+e.Start.String()+" "+e.End.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e := events.lookup("glasgow climate-change conference", 0, day); e == nil || e.Name != "COP26" {
		t.Errorf("the alias gives %v", e)
	}
}

func TestReadEventsRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no YAML", "events: [", `events.yaml:1:9: "[" is not closed`},
		{"a bare list", "- name: X", "events.yaml:1:1: a list where lines of the form key: value are expected"},
		{"another key", "meetings: []", `events.yaml:1:1: unknown key "meetings"`},
		{"a text for a list", "events: none", "events.yaml:1:9: events must be a list"},
		{"a text for an event", "events:\n  - COP26", "events.yaml:2:5: text where lines of the form key: value are expected"},
		{"no name", "events:\n  - start: 2021-01-02\n    source: us", "events.yaml:2:5: an event without a name"},
		{"no start", "events:\n  - name: X\n    source: us", "events.yaml:2:5: X has no start"},
		{"no source", "events:\n  - name: X\n    start: 2021-01-02", "events.yaml:2:5: X has no source"},
		{"no day", "events:\n  - name: X\n    start: 2021-13-02\n    source: us", `events.yaml:3:12: start: "2021-13-02" is no day`},
		{"an end before the start", "events:\n  - name: X\n    start: 2021-01-02\n    end: 2021-01-01\n    source: us", "events.yaml:2:5: X ends before it starts"},
		{"an unknown field", "events:\n  - name: X\n    place: here\n    start: 2021-01-02\n    source: us", `events.yaml:3:5: unknown key "place"`},
		{"a list for a text", "events:\n  - name: [X]\n    start: 2021-01-02\n    source: us", "events.yaml:2:11: name must be one line of text"},
		{"a text for aliases", "events:\n  - name: X\n    aliases: Y\n    start: 2021-01-02\n    source: us", "events.yaml:3:14: aliases must be a list"},
		{"no web address", "events:\n  - name: X\n    start: 2021-01-02\n    source: ftp://x.org/", "events.yaml:4:13: source: no web address"},
		{"the same twice", "events:\n  - {name: X, start: 2021-01-02, source: us}\n  - {name: x, start: 2021-05-02, source: us}", "events.yaml: x in 2021 stands in the list twice"},
		{"too much", strings.Repeat("#", tree.MaxSize+1), "events.yaml:1:1: more than 64 KiB of keys and values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got := readText(t, c.text)
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadEventsWithoutFile(t *testing.T) {
	events, problems, err := ReadEvents(fstest.MapFS{}, "events.yaml")
	if events != nil || problems != nil || err != nil {
		t.Errorf("got %v, %v, %v", events, problems, err)
	}
}

// TestLookup: a name that several events share means the next that is not over.
func TestLookup(t *testing.T) {
	at := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, c := range []struct {
		name      string
		year      int
		published string
		want      string
	}{
		{"G20 Summit", 0, "2020-05-01", "G20 Summit in Riyadh"},
		{"G20 Summit", 0, "2021-05-01", "G20 Summit in Rome"},
		{"G20 Summit", 0, "2021-10-31", "G20 Summit in Rome"},
		{"G20 Summit", 0, "2021-11-01", "G20 Summit in Bali"},
		{"G20 Summit", 0, "2023-01-01", ""},
		{"G20 Summit", 2022, "2021-05-01", "G20 Summit in Bali"},
		{"G20 Summit", 2024, "2021-05-01", ""},
		{"COP26", 0, "2023-01-01", "COP26"},
		{"COP26", 0, "2009-01-01", ""},
		{"COP27", 0, "2021-05-01", ""},
	} {
		got := ""
		if e := knownEvents.lookup(c.name, c.year, at(c.published)); e != nil {
			got = e.Name
		}
		if got != c.want {
			t.Errorf("%s of %d on %s is %q, want %q", c.name, c.year, c.published, got, c.want)
		}
	}
	if e := Events(nil).lookup("COP26", 0, day); e != nil {
		t.Errorf("no events give %v", e)
	}
}

// TestContent: the events that the program comes with are in order.
func TestContent(t *testing.T) {
	events, problems, err := ReadEvents(os.DirFS("../../content"), "events.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	if len(events) < 40 {
		t.Errorf("only %d events", len(events))
	}
	for _, e := range events {
		if days := e.End.Last().Sub(e.Start.First()).Hours() / 24; days > 200 {
			t.Errorf("%s lasts %.0f days", e.Name, days)
		}
	}
}
