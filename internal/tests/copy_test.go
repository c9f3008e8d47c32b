package tests

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestCopy copies citations by keyboard: from the disk, from a host, and in a
// sandbox without an origin, where the clipboard is refused and the words are
// copied as a selection. The words that arrive are those of the page.
func TestCopy(t *testing.T) {
	folder := seedSite(t)
	site := http.StripPrefix("/", host(folder))
	plain := httptest.NewServer(site)
	defer plain.Close()
	sandboxed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "sandbox allow-scripts")
		site.ServeHTTP(w, r)
	}))
	defer sandboxed.Close()
	pages, err := filepath.Glob(filepath.Join(folder, "*", "technology-and-innovation", "facilitate*.html"))
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	page, err := filepath.Rel(folder, pages[0])
	if err != nil {
		t.Fatal(err)
	}
	page = filepath.ToSlash(page)
	disk := (&url.URL{Scheme: "file", Path: path.Join(filepath.ToSlash(folder), page)}).String()
	for name, address := range map[string]string{"from disk": disk, "from a host": plain.URL + "/" + page, "in a sandbox": sandboxed.URL + "/" + page} {
		t.Run(name, func(t *testing.T) { copyFrom(t, address, plain.URL+"/"+page) })
	}
}

// copyFrom copies each citation of a page and reads the clipboard on another,
// which may.
func copyFrom(t *testing.T, address, other string) {
	ctx := newBrowser(t)
	open := func() {
		do(t, ctx, chromedp.Navigate(address))
		do(t, ctx, chromedp.WaitReady(chromedp.CSS(".cite button.copy")))
		do(t, ctx, chromedp.Evaluate[bool](`document.querySelector('.cite').open = true`))
	}
	open()
	allow(t, ctx, other)
	names := do(t, ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('[data-copy]')].map(e => e.dataset.copy)`))
	if len(names) != 4 {
		t.Fatalf("the page offers %v", names)
	}
	for i, name := range names {
		open()
		want := do(t, ctx, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelectorAll('[data-copy]')[%d].textContent`, i)))
		do(t, ctx, chromedp.Evaluate[bool](fmt.Sprintf(`document.querySelectorAll('button.copy')[%d].focus(), true`, i)))
		do(t, ctx, chromedp.KeyEvent("\r"))
		if said := do(t, ctx, chromedp.Poll[string](`document.querySelector('[role=status]').textContent`)); said != "Copied "+name+"." {
			t.Errorf("%s: the page says %q", name, said)
		}
		do(t, ctx, chromedp.Navigate(other))
		got := do(t, ctx, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
		if strings.TrimSpace(got) != strings.TrimSpace(want) || want == "" {
			t.Errorf("%s: copied %q, want %q", name, got, want)
		}
	}
}

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
