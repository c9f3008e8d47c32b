package tests

import (
	"context"
	"embed"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browserNames are the programs under which Chromium is known.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// lightBrowser is Chromium without the parts that only a window needs. It does
// the same with a third less of the processor, but gives a frame without an
// origin no process of its own, which some tests look for.
const lightBrowser = "chromium-headless-shell"

var errNoBrowser = errors.New("no browser: none of " + strings.Join(browserNames, ", ") + " is installed")

// sharedBrowser is one browser without a window, for all who need no other.
// closeBrowser ends it.
var (
	sharedBrowser = sync.OnceValues(func() (context.Context, error) {
		folder, err := scratch()
		if err != nil {
			return nil, err
		}
		ctx, end, err := startBrowser(context.Background(), filepath.Join(folder, "profile"), append([]string{lightBrowser}, browserNames...))
		if err == nil {
			closeBrowser = end
		}
		return ctx, err
	})
	closeBrowser = func() {}
)

// startBrowser starts a browser without a window that keeps what it keeps in a
// folder.
func startBrowser(ctx context.Context, profile string, names []string, more ...chromedp.ExecAllocatorOption) (context.Context, func(), error) {
	program, err := browserProgram(names)
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(profile))
	options = append(options, more...)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // its sandbox does not work for the superuser
	}
	ctx, end := chromedp.NewExecAllocator(ctx, options...)
	ctx, leave := chromedp.NewContext(ctx)
	return ctx, func() { leave(); end() }, chromedp.Do(ctx)
}

// newBrowser starts a browser of the test's own and returns its context. Where
// there is none, the test is skipped, or fails where one is required.
func newBrowser(t *testing.T, options ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, end, err := startBrowser(ctx, t.TempDir(), browserNames, options...)
	orLack(t, err)
	t.Cleanup(end)
	return ctx
}

// orLack fails a test for an error; for want of a browser it skips it, unless
// one is required.
func orLack(t *testing.T, err error) {
	t.Helper()
	if errors.Is(err, errNoBrowser) {
		lacking(t, "%v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// browserProgram finds Chromium.
func browserProgram(names []string) (string, error) {
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errNoBrowser
}

// required reports whether what a machine lacks is a failure.
func required() bool { return os.Getenv("COMMUNIQUE_REQUIRE_BROWSER") != "" }

// lacking skips a test for want of something, or fails it where that is
// required.
func lacking(t *testing.T, format string, args ...any) {
	t.Helper()
	if required() {
		t.Fatalf(format, args...)
	}
	t.Skipf("skipped: "+format, args...)
}

// named returns the file that a variable of the environment names, which a
// test needs and a machine may lack.
func named(t *testing.T, variable, what string) string {
	t.Helper()
	name := os.Getenv(variable)
	if name == "" {
		lacking(t, "%s is not set; it names %s", variable, what)
	}
	return name
}

// A tab is one tab of the browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	said *visit // what it asked for and complained of since the last page was opened
}

// newTab opens a tab, which lives as long as the test, at most five minutes.
// Without a browser the test is skipped, or fails where one is required.
func newTab(t *testing.T) *tab {
	t.Helper()
	parent, err := sharedBrowser()
	orLack(t, err)
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, said: &visit{}}
	if err := chromedp.Listen(ctx, b.said.listen); err != nil {
		t.Fatal(err)
	}
	return b
}

// A screen is what a page is read on, and how.
type screen struct {
	name   string
	width  int64             // in CSS pixels
	height int64             // in CSS pixels
	prefer map[string]string // media features by name
	text   int64             // the size of text that the reader has set, in pixels; 0 means the browser's own
	mobile bool
}

// with returns the screen as another reader has set it.
func (s screen) with(name, feature, value string) screen {
	prefer := map[string]string{feature: value}
	maps.Copy(prefer, s.prefer)
	s.name, s.prefer = s.name+", "+name, prefer
	return s
}

// dark returns the screen of a reader who prefers it dark.
func (s screen) dark() screen { return s.with("dark", "prefers-color-scheme", "dark") }

var (
	narrow = screen{name: "320 px", width: 320, height: 640}
	phone  = screen{name: "phone", width: 390, height: 844, mobile: true}
	wide   = screen{name: "1280 px", width: 1280, height: 900}
)

// open reads an address on a screen.
func (b *tab) open(address string, s screen) {
	b.t.Helper()
	text := s.text
	if text == 0 {
		text = 16
	}
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.mobile,
	})
	b.prefer(s.prefer)
	call(b, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: text, Fixed: text * 13 / 16}})
	b.said.forget()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(address)); err != nil {
		b.t.Fatalf("opening %s: %v", address, err)
	}
}

// prefer sets what the reader prefers, by media feature, and takes back what
// was set before.
func (b *tab) prefer(features map[string]string) {
	b.t.Helper()
	all := map[string]string{"prefers-color-scheme": "light", "forced-colors": "none", "prefers-reduced-motion": "no-preference"}
	maps.Copy(all, features)
	var list []*emulation.MediaFeature
	for name, value := range all {
		list = append(list, &emulation.MediaFeature{Name: name, Value: value})
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: list})
}

//go:embed testdata/reader/*.js
var reader embed.FS

// ask runs one of the scripts in testdata/reader on the page and returns what
// it returns.
func ask[T any](b *tab, name string) T {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](readerScript(b.t, name), chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
	return got
}

// readerScript returns one of the scripts in testdata/reader as an expression.
func readerScript(t *testing.T, name string) string {
	t.Helper()
	var text [2]string
	for i, file := range []string{"common.js", name} {
		data, err := reader.ReadFile("testdata/reader/" + file)
		if err != nil {
			t.Fatal(err)
		}
		text[i] = string(data)
	}
	return "(() => {\n" + text[0] + "return (\n" + text[1] + ")();\n})()"
}

// hosted serves a site on this machine, below a path, and returns the address
// of that path.
func hosted(t *testing.T, folder string) string {
	server := httptest.NewServer(http.StripPrefix("/deep/base/", host(folder)))
	t.Cleanup(server.Close)
	return server.URL + "/deep/base/"
}

// onDisk returns the address of a folder.
func onDisk(folder string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String() + "/"
}

// keep writes what a person may want to look at into the folder that
// COMMUNIQUE_ARTEFACTS names, if any.
func keep(t *testing.T, s specimen, suffix string, data []byte) {
	t.Helper()
	folder := os.Getenv("COMMUNIQUE_ARTEFACTS")
	if folder == "" {
		return
	}
	leaf := strings.TrimSuffix(strings.TrimSuffix(s.name, ".html"), "/index")
	leaf = path.Base(leaf)
	leaf = leaf[:min(len(leaf), 30)]
	name := strings.NewReplacer(" ", "-", "/", "-", ",", "").Replace(s.site + " " + s.kind + " " + leaf + " " + suffix)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// call sends a command of the browser's protocol to the tab.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}
