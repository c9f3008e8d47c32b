package deadline

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A goldDate is a deadline as it was labelled by hand.
type goldDate struct {
	Quote string
	Date  *string
	Kind  string
	Weak  bool
}

type goldDocument struct {
	Date      *string
	Deadlines []goldDate
}

var (
	frontMatter = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	comments    = regexp.MustCompile(`(?s)<!--.*?-->`)
	breaks      = regexp.MustCompile(`(?i)<br\s*/?>|</(p|td|th|tr|li|div|h\d)>`)
	tags        = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)
	links       = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	listMark    = regexp.MustCompile(`^\s*([-*+•]|\d+[.)])\s+`)
	headMark    = regexp.MustCompile(`^\s*(#+\s|>)`)
)

// blocks takes a document apart at blank lines and list marks, and takes its
// markup away: far less than the program does, but enough for running text.
func blocks(data string) []block {
	data = strings.ReplaceAll(strings.TrimPrefix(data, "\ufeff"), "\r\n", "\n")
	data = frontMatter.ReplaceAllString(data, "")
	data = comments.ReplaceAllString(data, "")
	data = breaks.ReplaceAllString(data, "\n\n")
	data = tags.ReplaceAllString(data, "")
	data = links.ReplaceAllString(data, "$1")
	data = strings.NewReplacer("*", "", `\`, "").Replace(html.UnescapeString(data))
	var out []block
	var b strings.Builder
	item := false
	flush := func() {
		if s := strings.TrimSpace(b.String()); s != "" {
			out = append(out, block{text: s, item: item})
		}
		b.Reset()
		item = false
	}
	for _, line := range strings.Split(data, "\n") {
		mark := listMark.FindString(line)
		if strings.TrimSpace(line) == "" || mark != "" || headMark.MatchString(line) {
			flush()
			item = mark != ""
		}
		b.WriteString(strings.TrimSpace(strings.TrimPrefix(line, mark)) + " ")
	}
	flush()
	return out
}

// A block is a paragraph or an item of a list.
type block struct {
	text string
	item bool
}

// leadIn returns the words that govern what follows the block: itself if it
// ends in a colon, the old ones inside a list.
func (b block) leadIn(old string) string {
	switch {
	case strings.HasSuffix(b.text, ":"):
		return b.text
	case b.item:
		return old
	}
	return ""
}

func readGold(t *testing.T, path string) goldDocument {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g goldDocument
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return g
}

func testEvents(t *testing.T) Events {
	t.Helper()
	events, problems, err := ReadEvents(os.DirFS("../../content"), "events.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatalf("content/events.yaml: %v %v", err, problems)
	}
	return events
}

// TestDocuments measures the deadlines against labels made by hand. A deadline
// is found if its words overlap those of a label; weak labels count on neither
// side.
func TestDocuments(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "*.gold.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled documents: %v", err)
	}
	events := testEvents(t)
	var hits, found, gold, dated, datedRight int
	for _, file := range files {
		g := readGold(t, file)
		data, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".md")
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Events: events}
		if g.Date != nil {
			o.Published, _ = time.Parse(time.DateOnly, *g.Date)
		}
		type hit struct {
			Deadline
			quote, context string
			taken          bool
		}
		var got []hit
		for _, block := range blocks(string(data)) {
			own := o
			if !block.item {
				own.LeadIn = ""
			}
			for _, d := range Deadlines(block.text, Find(block.text, own), own) {
				got = append(got, hit{Deadline: d, quote: block.text[d.Start:d.End], context: around(block.text, d.Start, d.End)})
			}
			o.LeadIn = block.leadIn(o.LeadIn)
		}
		found += len(got)
		for _, w := range g.Deadlines {
			at := -1
			for i := range got {
				if !got[i].taken && overlap(w.Quote, got[i].quote) {
					at = i
					got[i].taken = true
					break
				}
			}
			switch {
			case w.Weak:
				if at >= 0 {
					found--
				}
				continue
			case at < 0:
				gold++
				t.Logf("%s: missed %q (%s)", filepath.Base(file), w.Quote, w.Kind)
				continue
			}
			gold++
			hits++
			if w.Date != nil {
				dated++
				want := strings.TrimSuffix(*w.Date, "s")
				if strings.HasPrefix(got[at].Earliest.String(), want) || strings.HasPrefix(got[at].Latest.String(), want) {
					datedRight++
				} else {
					t.Logf("%s: %q is %s..%s, not %s", filepath.Base(file), w.Quote, got[at].Earliest, got[at].Latest, *w.Date)
				}
			}
			if got[at].Form.String() != w.Kind {
				t.Logf("%s: %q is a %s, not a %s", filepath.Base(file), w.Quote, got[at].Form, w.Kind)
			}
		}
		for _, h := range got {
			if !h.taken {
				t.Logf("%s: invented %s", filepath.Base(file), h.context)
			}
		}
	}
	precision, recall := float64(hits)/float64(max(found, 1)), float64(hits)/float64(max(gold, 1))
	f1 := 2 * precision * recall / max(precision+recall, 1e-9)
	t.Logf("deadlines: F1 %.3f, precision %.3f, recall %.3f (%d of %d); dates right %d of %d", f1, precision, recall, hits, gold, datedRight, dated)
	const floor = 0.92
	if f1 < floor {
		t.Errorf("F1 %.3f is below %.2f", f1, floor)
	}
}

// around shows a date with the words beside it.
func around(text string, start, end int) string {
	a, b := max(0, start-70), min(len(text), end+50)
	return strings.ToValidUTF8(text[a:start]+"«"+text[start:end]+"»"+text[end:b], "")
}

// TestArchive reads a large number of documents: nothing may panic, and places
// must be in order.
func TestArchive(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "archive", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archive: %v", err)
	}
	events := testEvents(t)
	dates, deadlines, bytes := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		published, _ := time.Parse(time.DateOnly, filepath.Base(file)[:len(time.DateOnly)])
		o := Options{Published: published, Events: events}
		for _, b := range blocks(string(data)) {
			found := Find(b.text, o)
			checkDates(t, b.text, found)
			dates, deadlines, bytes = dates+len(found), deadlines+len(Deadlines(b.text, found, o)), bytes+len(b.text)
		}
	}
	t.Logf("%d files, %d bytes: %d dates, %d deadlines", len(files), bytes, dates, deadlines)
}
