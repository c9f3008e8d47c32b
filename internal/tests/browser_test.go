package tests

import (
	"context"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browserNames are the programs under which Chromium is known.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// newBrowser starts a browser without a window and returns its context. Where
// there is none, the test is skipped, or fails if COMMUNIQUE_REQUIRE_BROWSER
// is set.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	program := ""
	for _, name := range browserNames {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		if os.Getenv("COMMUNIQUE_REQUIRE_BROWSER") != "" {
			t.Fatalf("no browser: none of %v is installed", browserNames)
		}
		t.Skipf("skipped: none of %v is installed", browserNames)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir()))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // its sandbox does not work for the superuser
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// A visit is what a browser does and says while a site is read.
type visit struct {
	mu       sync.Mutex
	requests []string
	said     []string // errors and warnings on the console
}

// listen notes requests and messages. It may not block.
func (v *visit) listen(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		v.requests = append(v.requests, e.Request.URL)
	case *network.EventLoadingFailed:
		v.said = append(v.said, "loading failed: "+e.ErrorText)
	case *runtime.EventExceptionThrown:
		v.said = append(v.said, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		v.said = append(v.said, "console: "+string(e.Type))
	case *log.EventEntryAdded:
		v.said = append(v.said, string(e.Entry.Level)+": "+e.Entry.Text)
	}
}

// TestBrowser reads the site as a person does, from the disk and from a host:
// home, document, pillar, commitment, next, by clicking links alone.
func TestBrowser(t *testing.T) {
	folder := seedSite(t)
	server := httptest.NewServer(http.StripPrefix("/deep/base/", host(folder)))
	defer server.Close()
	disk := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String()
	for name, base := range map[string]string{"from disk": disk, "from a host": server.URL + "/deep/base"} {
		t.Run(name, func(t *testing.T) { readSite(t, newBrowser(t), base+"/") })
	}
}

// host serves the files of a folder as they are. [http.FileServer] would send
// those who ask for index.html to the folder's name.
func host(folder string) http.Handler {
	tree := os.DirFS(folder)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := fs.ReadFile(tree, r.URL.Path)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
		w.Write(data)
	})
}

// steps lead through the site. On each page the first link within main (or a
// pager) that matches is clicked.
var steps = []struct {
	link  string // a CSS selector
	page  string // what the address of the page it leads to matches, after the base
	title string // what its title holds
}{
	{`main a[href$="/index.html"]`, `^us-rok-partnership-2021/index\.html$`, "Republic of Korea Partnership"},
	{`main a[href^="technology"]`, `^us-rok-partnership-2021/technology-and-innovation/index\.html$`, "Technology and Innovation"},
	{`main a[href^="facilitate"]`, `^us-rok-partnership-2021/technology-and-innovation/facilitate[a-z-]*\.html$`, "Facilitate mutual"},
	{`a[rel="next"]`, `^us-rok-partnership-2021/technology-and-innovation/encourage[a-z0-9-]*\.html$`, "Encourage joint R&D"},
	{`a[rel="prev"]`, `/facilitate[a-z-]*\.html$`, "Facilitate mutual"},
	{`nav.crumbs li:first-child a`, `^index\.html$`, "Republic of Korea"},
}

func readSite(t *testing.T, ctx context.Context, base string) {
	v := &visit{}
	if err := chromedp.Listen(ctx, v.listen); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"index.html")); err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		follow(t, ctx, s.link)
		address, title := where(t, ctx)
		rest, within := strings.CutPrefix(address, base)
		if !within || !regexp.MustCompile(s.page).MatchString(rest) {
			t.Fatalf("the link %s led to %s, want %s", s.link, address, s.page)
		}
		if !strings.Contains(title, s.title) {
			t.Errorf("%s has the title %q, want %q in it", address, title, s.title)
		}
	}
	styled(t, ctx)

	v.mu.Lock()
	defer v.mu.Unlock()
	for _, said := range v.said {
		t.Errorf("the browser said: %s", said)
	}
	for _, r := range v.requests {
		if !strings.HasPrefix(r, base) && !strings.HasPrefix(r, "data:") {
			t.Errorf("a request left the site: %s", r)
		}
	}
	if len(v.requests) < len(steps) {
		t.Errorf("saw %d requests, want one for each page at least", len(v.requests))
	}
}

// follow clicks a link and waits for the page that it leads to.
func follow(t *testing.T, ctx context.Context, link string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(link))); err != nil {
		address, _ := where(t, ctx)
		t.Fatalf("clicking %s on %s: %v", link, address, err)
	}
}

func where(t *testing.T, ctx context.Context) (address, title string) {
	t.Helper()
	address, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		t.Fatal(err)
	}
	if title, err = chromedp.Run(ctx, chromedp.Title()); err != nil {
		t.Fatal(err)
	}
	return address, title
}

// styled asks whether the style sheet was let through and took effect: the
// body of our pages has not the margin that browsers give it.
func styled(t *testing.T, ctx context.Context) {
	t.Helper()
	margin, err := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.body).marginLeft`))
	if err != nil {
		t.Fatal(err)
	}
	if margin == "8px" {
		t.Error("the style sheet took no effect")
	}
}
