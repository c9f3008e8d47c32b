package tests

import (
	"context"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

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

// ask notes a request.
func (v *visit) ask(address string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.requests = append(v.requests, address)
}

// say notes a message.
func (v *visit) say(what string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.said = append(v.said, what)
}

// messages returns what the browser said.
func (v *visit) messages() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.said)
}

// forget makes it a new visit.
func (v *visit) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.requests, v.said = nil, nil
}

// complaints returns what the browser said, and requests that left a site: none
// should.
func (v *visit) complaints(base string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var list []string
	for _, said := range v.said {
		list = append(list, "the browser said: "+said)
	}
	for _, r := range v.requests {
		if !strings.HasPrefix(r, base) && !strings.HasPrefix(r, "data:") {
			list = append(list, "a request left the site: "+r)
		}
	}
	if len(v.requests) == 0 {
		list = append(list, "the browser asked for nothing")
	}
	return list
}

// TestBrowser reads a hosted site as a person does: home, document, pillar,
// commitment, next, by clicking links alone. TestWithoutNetwork does so from
// the disk.
func TestBrowser(t *testing.T) {
	b := newTab(t)
	readSite(finder{t, chromium{b.ctx, b.said}}, hosted(t, seedSite(t)))
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

func readSite(f finder, base string) {
	f.open(base + "index.html")
	for _, s := range steps {
		address := f.leads(func() { f.click(s.link) })
		rest, within := strings.CutPrefix(address, base)
		if !within || !regexp.MustCompile(s.page).MatchString(rest) {
			f.t.Fatalf("the link %s led to %s, want %s", s.link, address, s.page)
		}
		if title := evaluate[string](f, "document.title"); !strings.Contains(title, s.title) {
			f.t.Errorf("%s has the title %q, want %q in it", address, title, s.title)
		}
	}
	// The body of our pages has not the margin that browsers give it.
	if evaluate[string](f, `getComputedStyle(document.body).marginLeft`) == "8px" {
		f.t.Error("the style sheet took no effect")
	}
	f.complain(base)
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
