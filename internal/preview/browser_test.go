package preview

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// newBrowser starts a browser without a window. Where there is none, the test
// is skipped, or fails if COMMUNIQUE_REQUIRE_BROWSER is set.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		if os.Getenv("COMMUNIQUE_REQUIRE_BROWSER") != "" {
			t.Fatal("no browser is installed")
		}
		t.Skip("skipped: no browser is installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir()))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // its sandbox does not work for the superuser
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// strict is a page under the policy of a finished site.
func strict(words string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:">` +
		`<title>T</title><link rel="icon" href="data:,"></head><body><p id="words">` + words + `</p></body></html>`
}

// panel is the heading of what is shown over a page; empty where nothing is.
const panel = `(() => { const host = document.querySelector("[data-preview]");
	return host ? host.shadowRoot.querySelector("section").innerText + getComputedStyle(host.shadowRoot.querySelector("section")).position : ""; })()`

// TestBrowser has a real browser open, under the policy of the site, while a
// page is saved, broken and mended.
func TestBrowser(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("seeds/index.html", strict("first"))
	address, l := start(t, f, "seeds")
	l.until("the first site", built)
	ctx := newBrowser(t)
	var mu sync.Mutex
	var said []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *log.EventEntryAdded:
			if !strings.HasSuffix(e.Entry.URL, "/favicon.ico") { // some ask for it whatever the page says
				said = append(said, string(e.Entry.Level)+": "+e.Entry.Text+" "+e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			said = append(said, "exception: "+e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"seeds/")); err != nil {
		t.Fatal(err)
	}
	words := func(text string) string { return `document.querySelector("#words")?.innerText === "` + text + `"` }
	for _, step := range []struct{ name, write, shows string }{
		{"as it was", strict("first"), words("first")},
		{"saved", strict("second"), words("second")},
		{"broken", "BROKEN", `(text => ["cannot be built", "it is broken", "mend it", "fixed"].every(w => text.includes(w)))(` + panel + `)`},
		{"over the last good version", "BROKEN", words("second")},
		{"mended", strict("second"), panel + ` === ""`},
		{"saved again", strict("third"), words("third")},
	} {
		f.write("seeds/index.html", step.write)
		await(t, ctx, step.name, step.shows)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, line := range said {
		t.Errorf("the browser says %s", line)
	}
}

// await evaluates an expression until it holds. While a page is being loaded
// anew there is nothing to ask.
func await(t *testing.T, ctx context.Context, name, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && ok {
			return
		}
	}
	t.Fatalf("%s: never came: %s", name, expression)
}
