package tests

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A driver drives a browser, so that the same steps can be taken in several:
// [chromium], [firefox].
type driver interface {
	// open reads an address and returns when everything on it is there.
	open(address string) error
	// evaluate returns what a script, an expression of a promise of text, gives.
	evaluate(script string) (string, error)
	// press presses keys one after the other, as chromedp/kb writes them.
	press(keys string) error
	// click clicks the first element that a CSS selector finds.
	click(selector string) error
	// paste pastes what is on the clipboard where the focus is.
	paste() error
	// print returns the page as a PDF.
	print() ([]byte, error)
	// frame returns the only frame on the page.
	frame() (driver, error)
	// said returns what was asked for and complained of.
	said() *visit
}

// chromium drives a tab, or a frame within one.
type chromium struct {
	ctx  context.Context
	seen *visit
}

// newChromium starts a browser of the test's own.
func newChromium(t *testing.T, options ...chromedp.ExecAllocatorOption) driver {
	t.Helper()
	b := chromium{newBrowser(t, options...), &visit{}}
	if err := chromedp.Listen(b.ctx, b.seen.listen); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b chromium) open(address string) error {
	return chromedp.Do(b.ctx, chromedp.EmulateViewport(wide.width, wide.height), chromedp.Navigate(address))
}

func (b chromium) evaluate(script string) (string, error) {
	return chromedp.Run(b.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
}

func (b chromium) press(keys string) error { return chromedp.Do(b.ctx, chromedp.KeyEvent(keys)) }

func (b chromium) click(selector string) error {
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector)))
}

// paste has the effect of the keys by which people paste, which differ between
// systems.
func (b chromium) paste() error {
	_, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: "v", Commands: []string{"paste"}})
	return err
}

func (b chromium) print() ([]byte, error) {
	return chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
}

// frame finds a frame that is a target of its own, as one without an origin is.
func (b chromium) frame() (driver, error) {
	infos, err := chromedp.Targets(b.ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(infos, func(i *target.Info) bool { return i.Type == "iframe" })
	if at < 0 {
		return nil, fmt.Errorf("no frame among %d targets", len(infos))
	}
	seen := &visit{}
	ctx, _ := chromedp.NewContext(b.ctx, chromedp.WithTargetID(infos[at].TargetID), chromedp.WithListener(seen.listen))
	return chromium{ctx, seen}, chromedp.Do(ctx)
}

func (b chromium) said() *visit { return b.seen }

// A finder is a page in a browser.
type finder struct {
	t *testing.T
	driver
}

// evaluate returns the value of an expression of the page, or of what it
// promises.
func evaluate[T any](f finder, expression string) (value T) {
	f.t.Helper()
	value, err := try[T](f, expression)
	if err != nil {
		f.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

func try[T any](f finder, expression string) (value T, err error) {
	text, err := f.driver.evaluate("(async () => JSON.stringify(await (" + expression + ") ?? null))()")
	if err == nil {
		err = json.Unmarshal([]byte(text), &value)
	}
	return value, err
}

func (f finder) open(addresses ...string) {
	f.t.Helper()
	for _, address := range addresses {
		if err := f.driver.open(address); err != nil {
			f.t.Fatalf("opening %s: %v", address, err)
		}
	}
}

func (f finder) press(keys ...string) {
	f.t.Helper()
	for _, k := range keys {
		if err := f.driver.press(k); err != nil {
			f.t.Fatalf("pressing %q: %v", k, err)
		}
	}
}

func (f finder) click(selector string) {
	f.t.Helper()
	if err := f.driver.click(selector); err != nil {
		f.t.Fatalf("clicking %s: %v", selector, err)
	}
}

// focus gives the focus to the first element that a CSS selector finds.
func (f finder) focus(selector string) {
	f.t.Helper()
	at := "document.querySelector(" + quoted(selector) + ")"
	if !evaluate[bool](f, "("+at+"?.focus(), "+at+" != null && document.activeElement === "+at+")") {
		f.t.Fatalf("%s does not take the focus", selector)
	}
}

// until waits for an expression of the page to become true. The page may change
// meanwhile.
func (f finder) until(expression string) {
	f.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if yes, err := try[bool](f, "!!("+expression+")"); err == nil && yes {
			return
		}
		if time.Now().After(deadline) {
			f.t.Fatalf("never: %s\nthe page says: %s", expression, evaluate[string](f, `location.href + " | " + document.body.innerText.slice(0, 500)`))
		}
	}
}

// leads does what leads to another page, waits for that, and returns its
// address.
func (f finder) leads(act func()) (address string) {
	f.t.Helper()
	here := quoted(evaluate[string](f, "location.href"))
	act()
	f.until(`![` + here + `, "about:blank"].includes(location.href) && document.readyState === "complete"`)
	return evaluate[string](f, "location.href")
}

// complain fails the test for what the browser said and for requests that left
// a site. Firefox tells of no request for a file: there [finder.read] looks.
func (f finder) complain(base string) {
	f.t.Helper()
	if _, ok := f.driver.(firefox); ok {
		f.said().ask(base)
	}
	for _, complaint := range f.said().complaints(base) {
		f.t.Error(complaint)
	}
}

// A lookout notes requests that nobody should have made.
type lookout struct {
	mu     sync.Mutex
	strays []string
}

func (l *lookout) note(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.strays = append(l.strays, what)
}

// take returns what was noted since the last time.
func (l *lookout) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	strays := l.strays
	l.strays = nil
	return strays
}

// makers are domains to which browsers talk by themselves, whatever the page is.
// What a page asks of them is seen by [finder.complain] and [finder.read].
var makers = regexp.MustCompile(`(^|\.)(google\.com|googleapis\.com|gvt1\.com|gstatic\.com|mozilla\.(org|com|net)|firefox\.com)$`)

// network stands in for the network: a proxy that notes who wants out, and
// lets nobody. It returns the proxy's address. Browsers do not ask a proxy for
// addresses of this machine.
func (l *lookout) network(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "there is no network", http.StatusBadGateway)
		if makers.MatchString(r.URL.Hostname()) {
			return
		}
		l.note("a request for the network: " + r.Method + " " + r.URL.String())
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}
