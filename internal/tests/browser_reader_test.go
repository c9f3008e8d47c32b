package tests

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// eachPage opens pages one after the other on each of some screens, from a
// host, and reports what look finds wrong.
func eachPage(t *testing.T, list []specimen, screens []screen, look func(*tab, specimen, screen) []string) {
	b := newTab(t)
	hosts := map[string]string{}
	for _, s := range list {
		if hosts[s.folder] == "" {
			hosts[s.folder] = hosted(t, s.folder)
		}
		t.Run(s.site+" "+s.kind, func(t *testing.T) {
			in := *b
			in.t = t
			for _, screen := range screens {
				in.open(hosts[s.folder]+s.name, screen)
				for _, problem := range look(&in, s, screen) {
					t.Errorf("%s at %s: %s", s.name, screen.name, problem)
				}
			}
		})
	}
}

// TestReaderAxe holds each kind of page to WCAG 2.2 AA and good practice, as
// far as axe-core can tell. COMMUNIQUE_AXE names its axe.min.js.
func TestReaderAxe(t *testing.T) {
	axe, err := os.ReadFile(named(t, "COMMUNIQUE_AXE", "axe.min.js of axe-core"))
	if err != nil {
		t.Fatal(err)
	}
	eachPage(t, specimens(t), []screen{narrow, narrow.dark(), wide, wide.dark()}, barriers(string(axe)))
}

// barriers returns what looks for barriers with axe-core.
func barriers(axe string) func(*tab, specimen, screen) []string {
	type result struct{ Problems, Rules []string }
	return func(b *tab, _ specimen, _ screen) []string {
		// The protocol puts it past the policy of the page, which lets no other script in.
		if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[*json.RawMessage](axe+";null")); err != nil {
			b.t.Fatal(err)
		}
		got := ask[result](b, "axe.js")
		for _, rule := range []string{"target-size", "color-contrast", "heading-order", "landmark-one-main"} {
			if !slices.Contains(got.Rules, rule) {
				got.Problems = append(got.Problems, "axe did not run the rule "+rule)
			}
		}
		return got.Problems
	}
}

// TestReaderStructure looks at headings, landmarks and tables.
func TestReaderStructure(t *testing.T) {
	eachPage(t, specimens(t), []screen{narrow, wide}, func(b *tab, _ specimen, _ screen) []string {
		return ask[[]string](b, "structure.js")
	})
}

// TestReaderReflow wants nothing to stick out or be cut off: on the smallest
// screen, with the spacing of text that readers may ask for, with text of
// double size, and on a very large screen.
func TestReaderReflow(t *testing.T) {
	spaced := narrow.with("spaced", "prefers-contrast", "more")
	screens := []screen{
		narrow, spaced, {name: "text of 200 %", width: 640, height: 900, text: 32}, {name: "3840 px", width: 3840, height: 2160},
	}
	eachPage(t, specimens(t), screens, func(b *tab, _ specimen, s screen) []string {
		if s.name == spaced.name {
			ask[[]string](b, "spacing.js")
		}
		return ask[[]string](b, "reflow.js")
	})
}

// A focus is where the Tab key has led.
type focus struct {
	At       int // place among what must be reached, or -1
	None     bool
	Name     string
	InMain   bool
	InHead   bool // before main, although there is something to reach from there on
	Href     string
	Problems []string
}

// TestReaderKeyboard presses Tab through each kind of page: everything that
// can be followed or pressed is reached, in the order of the page, in sight
// and with a visible outline. The first stop leads past what stands on every
// page.
func TestReaderKeyboard(t *testing.T) {
	still := func(s screen) screen { return s.with("still", "prefers-reduced-motion", "reduce") }
	eachPage(t, ofEachKind(t), []screen{still(wide), still(narrow).dark()}, func(b *tab, _ specimen, _ screen) []string {
		want := ask[[]string](b, "reachable.js")
		var problems []string
		var got []string
		for range 2*len(want) + 10 {
			b.press(kb.Tab)
			f := ask[focus](b, "focus.js")
			if f.None || f.At >= 0 && len(got) > 0 && f.Name == got[0] {
				break // past the end
			}
			if f.At >= 0 {
				got = append(got, f.Name)
			}
			for _, p := range f.Problems {
				problems = append(problems, f.Name+": "+p)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			problems = append(problems, "the Tab key reaches (-want +got):\n"+diff)
		}
		return problems
	})
}

// press presses a key.
func (b *tab) press(key string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.KeyEvent(key)); err != nil {
		b.t.Fatal(err)
	}
}

// TestReaderSkipLink follows the first stop of the Tab key where that stands
// before the text: it must lead into the text.
func TestReaderSkipLink(t *testing.T) {
	followed := 0
	eachPage(t, ofEachKind(t), []screen{narrow, wide}, func(b *tab, _ specimen, _ screen) []string {
		if len(ask[[]string](b, "reachable.js")) == 0 {
			return nil
		}
		b.press(kb.Tab)
		first := ask[focus](b, "focus.js")
		if first.InMain {
			return nil // nothing to skip
		}
		if !strings.HasPrefix(first.Href, "#") {
			return []string{"the first stop of the Tab key is no link past the head: " + first.Name}
		}
		b.press(kb.Enter)
		b.press(kb.Tab)
		followed++
		if next := ask[focus](b, "focus.js"); next.InHead {
			return []string{"after " + first.Name + " the next stop is " + next.Name + ", in the head still"}
		}
		return first.Problems
	})
	if followed == 0 && !t.Failed() && !t.Skipped() {
		t.Error("no page has a link past its head")
	}
}

// TestReaderPreferences reads each kind of page as readers who force their
// own colours on it, and who want no motion: all words are there still.
func TestReaderPreferences(t *testing.T) {
	screens := []screen{
		wide.with("forced colours", "forced-colors", "active"), wide.dark().with("forced colours", "forced-colors", "active"),
		wide.with("reduced motion", "prefers-reduced-motion", "reduce"),
	}
	eachPage(t, ofEachKind(t), screens, func(b *tab, _ specimen, s screen) []string {
		script := "still.js"
		if s.prefer["forced-colors"] != "" {
			script = "forced.js"
		}
		problems := ask[[]string](b, script)
		with := ask[[]string](b, "words.js")
		b.prefer(nil)
		if diff := cmp.Diff(ask[[]string](b, "words.js"), with); diff != "" {
			problems = append(problems, "words that are seen (-otherwise +so):\n"+diff)
		}
		return problems
	})
}

// TestReaderVisit opens each kind of page from the disk and from a host: the
// browser complains of nothing, asks nobody else for anything, and nothing on
// the page moves by itself.
func TestReaderVisit(t *testing.T) {
	b := newTab(t)
	for _, s := range specimens(t) {
		t.Run(s.site+" "+s.kind, func(t *testing.T) {
			in := *b
			in.t = t
			for from, base := range map[string]string{"from disk": onDisk(s.folder), "from a host": hosted(t, s.folder)} {
				for _, screen := range []screen{phone, wide.dark()} {
					in.open(base+s.name, screen)
					problems := ask[[]string](&in, "shift.js")
					for _, problem := range append(problems, in.said.complaints(base)...) {
						t.Errorf("%s %s at %s: %s", s.name, from, screen.name, problem)
					}
				}
			}
		})
	}
}

// TestReaderDark wants a page that is dark where that is preferred.
func TestReaderDark(t *testing.T) {
	eachPage(t, ofEachKind(t), []screen{wide, wide.dark()}, func(b *tab, _ specimen, s screen) []string {
		got := ask[float64](b, "ground.js")
		if dark := s.prefer["prefers-color-scheme"] == "dark"; dark != (got < 0.2) {
			return []string{fmt.Sprintf("the ground has a luminance of %.2f", got)}
		}
		return nil
	})
}

// TestReaderSwitch turns the dark on and off by the switch at the head of the
// page, as somebody without a mouse does, and wants it to hold on the next
// page. TestWithoutNetwork does so from the disk.
func TestReaderSwitch(t *testing.T) {
	b := newTab(t)
	b.prefer(nil)
	switchLight(finder{t, chromium{b.ctx, b.said}}, hosted(t, seedSite(t)))
}

func switchLight(f finder, base string) {
	f.open(base + "index.html")
	for _, want := range []string{"dark", "light", "dark"} {
		f.focus("header button[aria-pressed]")
		f.press(kb.Enter)
		f.isLit(want)
	}
	f.open(base + "about.html")
	f.isLit("dark")
	f.focus("header button[aria-pressed]")
	f.press(" ")
	f.isLit("light")
	f.complain(base)
}

// isLit wants the page, and what the switch says of it, to be "dark" or "light".
func (f finder) isLit(want string) {
	f.t.Helper()
	address := evaluate[string](f, "location.href")
	if got := evaluate[float64](f, readerScript(f.t, "ground.js")); (want == "dark") != (got < 0.2) {
		f.t.Errorf("%s has a ground of luminance %.2f, want it %s", address, got, want)
	}
	pressed := evaluate[string](f, `document.querySelector("header button[aria-pressed]").ariaPressed`)
	if pressed != strconv.FormatBool(want == "dark") {
		f.t.Errorf("%s is %s, and the switch says %q", address, want, pressed)
	}
}

// TestReaderPictures takes pictures of each kind of page for people to look at; see
// keep. No test compares them.
func TestReaderPictures(t *testing.T) {
	if os.Getenv("COMMUNIQUE_ARTEFACTS") == "" {
		lacking(t, "COMMUNIQUE_ARTEFACTS is not set; it names a folder for pictures of the pages")
	}
	screens := []screen{phone, phone.dark(), wide, wide.dark()}
	eachPage(t, ofEachKind(t), screens, func(b *tab, of specimen, s screen) []string {
		whole, fast := true, true
		picture := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole, OptimizeForSpeed: &fast})
		keep(b.t, of, s.name+".png", picture.Data)
		return nil
	})
}
