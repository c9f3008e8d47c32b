package tests

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestCopy copies citations by keyboard: from a host, and in a sandbox without
// an origin, where the clipboard is refused and the words are copied as a
// selection. The words that arrive are those of the page. TestWithoutNetwork
// does so from the disk.
func TestCopy(t *testing.T) {
	folder := seedSite(t)
	site := http.StripPrefix("/", host(folder))
	plain := httptest.NewServer(site)
	defer plain.Close()
	strict := httptest.NewServer(sandboxed(site))
	defer strict.Close()
	page := citedPage(t, folder)
	for name, base := range map[string]string{"from a host": plain.URL, "in a sandbox": strict.URL} {
		t.Run(name, func(t *testing.T) {
			b := newChromium(t).(chromium)
			copyFrom(finder{t, b}, base+"/"+page, "", clipboard(t, b, plain.URL+"/"+page))
		})
	}
}

// citedPage returns the path of a commitment of the project's own site.
func citedPage(t *testing.T, folder string) string {
	t.Helper()
	pages, err := fs.Glob(os.DirFS(folder), "*/technology-and-innovation/facilitate*.html")
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	return pages[0]
}

// clipboard returns a function that reads the clipboard, on a page that may.
func clipboard(t *testing.T, b chromium, address string) func() string {
	t.Helper()
	return func() string {
		allow(t, b.ctx, address)
		f := finder{t, b}
		f.open(address)
		return evaluate[string](f, `navigator.clipboard.readText()`)
	}
}

// copyFrom copies whatever a page offers to copy, citations and more, and looks
// at what is on the clipboard, but for spaces. Before, it runs the beginning of
// an expression on the page.
func copyFrom(f finder, address, before string, clipboard func() string) {
	open := func() {
		f.open(address)
		f.until(`document.querySelector(".cite button.copy")`)
		evaluate[bool](f, `document.querySelectorAll("details").forEach((d) => (d.open = true)) ?? true`)
		evaluate[any](f, "("+before+" null)")
	}
	open()
	names := evaluate[[]string](f, `[...document.querySelectorAll("[data-copy]")].map(e => e.dataset.copy)`)
	if len(names) != 4+5 { // four citations, and five ways to show it elsewhere
		f.t.Fatalf("the page offers %v", names)
	}
	for i, name := range names {
		open()
		want := evaluate[string](f, fmt.Sprintf(`document.querySelectorAll("[data-copy]")[%d].textContent`, i))
		evaluate[bool](f, fmt.Sprintf(`(document.querySelectorAll("button.copy")[%d].focus(), true)`, i))
		f.press(kb.Enter)
		const status = `[...document.querySelectorAll("[role=status]")].map((e) => e.textContent).join("")`
		f.until(status)
		if said := evaluate[string](f, status); said != "Copied "+name+"." {
			f.t.Errorf("%s: the page says %q", name, said)
		}
		if got := clipboard(); spaceless(got) != spaceless(want) || want == "" {
			f.t.Errorf("%s: copied %q, want %q", name, got, want)
		}
	}
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// allow lets the pages of a host read the clipboard, which only the page that
// has the focus may.
func allow(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	_, err = chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{
		Permission: &browser.PermissionDescriptor{Name: "clipboard-read"}, Setting: browser.PermissionSettingGranted, Origin: u.Scheme + "://" + u.Host,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// do runs one action and returns what it gives.
func do[T any](t *testing.T, ctx context.Context, a chromedp.Action[T]) T {
	t.Helper()
	out, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
