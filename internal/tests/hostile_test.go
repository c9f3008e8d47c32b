package tests

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"communique"
	"communique/internal/output"
)

// hostile is a folder of documents that try to run something, to send
// something, to leave the tree, or to break the program.
const hostile = "testdata/hostile"

// TestHostile builds each hostile document, or sees it refused with a message
// at its place, and opens every page in a browser with a trap: nothing runs,
// nothing is asked for, no markup of the document is in the page. That its
// words are all there is proved by the build itself.
func TestHostile(t *testing.T) {
	names, refused := hostileNames(t)
	if len(names) < 100 {
		t.Fatalf("%d hostile documents, want 100 at least", len(names))
	}
	trees := map[string]fs.FS{}
	for _, name := range names {
		sink := output.NewMemory()
		report, err := communique.Render(t.Context(), communique.Options{
			Source: os.DirFS("."), Root: hostile, Paths: []string{path.Join(hostile, name)}, BaseURL: "https://example.org/",
		}, sink)
		switch want, no := refused[name]; {
		case no:
			wantRefused(t, name, want, report, err)
		case err != nil:
			t.Errorf("%s: %v, %v", name, err, report.Problems)
		default:
			trees[strings.TrimSuffix(name, ".md")] = sink.FS()
		}
	}
	openAll(t, trees)
}

// hostileNames lists the documents, and what is to be said of those that are
// refused.
func hostileNames(t *testing.T) (names []string, refused map[string]string) {
	t.Helper()
	refused = map[string]string{}
	list, err := os.ReadFile(path.Join(hostile, "refused.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "#") {
			name, _, _ := strings.Cut(line, ":")
			refused[name] = strings.ReplaceAll(line, `\"`, `"`)
		}
	}
	entries, err := os.ReadDir(hostile)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if path.Ext(e.Name()) == ".md" {
			names = append(names, e.Name())
		}
	}
	for name := range refused {
		if !slices.Contains(names, name) {
			t.Errorf("refused.txt names %s, which is not there", name)
		}
	}
	return names, refused
}

func wantRefused(t *testing.T, name, want string, report *communique.Report, err error) {
	t.Helper()
	if !errors.Is(err, communique.ErrProblems) {
		t.Errorf("%s: %v, want it refused: %s", name, err, want)
		return
	}
	first := report.Problems[0]
	if said := strings.TrimPrefix(first.String(), hostile+"/"); !strings.HasPrefix(said, want) || first.Hint == "" {
		t.Errorf("%s: said\n%s (hint %q), want\n%s", name, said, first.Hint, want)
	}
}

// trap is in each page before anything else: whoever calls it, shows a dialog,
// or is kept from something by the policy of the page, is noted.
const trap = `
	window.caught = [];
	for (const name of ["trap", "alert", "confirm", "prompt", "print", "open", "eval", "fetch"])
		window[name] = function () { window.caught.push(name + " was called") };
	document.addEventListener("securitypolicyviolation", function (e) {
		window.caught.push("the policy kept it from " + e.effectiveDirective + " " + e.blockedURI)
	});
`

func setTrap(t *testing.T, ctx context.Context) {
	t.Helper()
	params := page.AddScriptToEvaluateOnNewDocumentParams{Source: trap}
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, params); err != nil {
		t.Fatal(err)
	}
}

// sprung stirs every element of each frame, and tells what the trap has caught
// and what stands in the page that our templates never write.
const sprung = `(function () {
	const strange = "iframe, frame, object, embed, applet, base, video, audio, marquee, math, xmp, plaintext, template, " +
		"[href^='javascript:' i], [href^='data:' i]:not(link), [href^='vbscript:' i], [href^='file:' i], [src*='trap.invalid'], " +
		"link[href*='trap.invalid'], meta[http-equiv=refresh]";
	const found = [];
	for (const frame of document.querySelectorAll("iframe")) {
		const win = frame.contentWindow, doc = frame.contentDocument;
		const say = function (text) { found.push(win.location.pathname + ": " + text.slice(0, 200)) };
		if (!doc.querySelector("main")) say("the page did not load");
		for (const e of doc.querySelectorAll("*"))
			for (const name of ["mouseover", "pointerenter", "focus", "toggle", "animationstart"])
				e.dispatchEvent(new win.Event(name, {bubbles: true}));
		win.caught.forEach(say);
		for (const e of doc.querySelectorAll("*"))
			for (const a of e.attributes)
				if (/^on|^style$|^srcdoc$|^formaction$/i.test(a.name)) say(e.outerHTML);
		for (const e of doc.querySelectorAll(strange)) say(e.outerHTML);
		for (const e of doc.querySelectorAll("script"))
			if (e.src ? !/\/assets\/[a-z]+\.[0-9a-f]{8}\.js$/.test(e.src) : e.type !== "application/ld+json") say(e.outerHTML);
	}
	return JSON.stringify(found);
})()`

// batch is the number of pages that are opened at a time, in frames of one.
const batch = 25

// openAll opens each page of each tree.
func openAll(t *testing.T, trees map[string]fs.FS) {
	ctx := newBrowser(t)
	server := httptest.NewServer(hostAll(trees))
	defer server.Close()
	v := &visit{}
	if err := chromedp.Listen(ctx, v.listen); err != nil {
		t.Fatal(err)
	}
	setTrap(t, ctx)
	pages := pagesOf(t, trees)
	t.Logf("%d pages of %d documents", len(pages), len(trees))
	if len(pages) < 500 {
		t.Errorf("%d pages, want 500 at least", len(pages))
	}
	for list := range slices.Chunk(pages, batch) {
		for _, f := range spring(t, ctx, server.URL+"/?"+strings.Join(list, "&")) {
			t.Error(f)
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range v.requests {
		if !strings.HasPrefix(r, server.URL) && !strings.HasPrefix(r, "data:image/") {
			t.Errorf("a request left the site: %s", r)
		}
	}
	for _, said := range v.said {
		t.Errorf("the browser said: %s", said)
	}
}

// pagesOf lists the pages of all trees, each with the name of its tree.
func pagesOf(t *testing.T, trees map[string]fs.FS) (pages []string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		err := fs.WalkDir(trees[name], ".", func(at string, d fs.DirEntry, err error) error {
			ours := !strings.HasPrefix(at, name+"/") && at != "index.html" // pages that no word of a document is on
			if err == nil && !d.IsDir() && path.Ext(at) == ".html" && !ours {
				pages = append(pages, name+"/"+at)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// spring opens a page of frames and looks into the trap of each.
func spring(t *testing.T, ctx context.Context, address string) (found []string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[string](sprung))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return found
}

// framed is a page that shows others in frames.
func framed(w http.ResponseWriter, list []string) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<!doctype html><title>frames</title>")
	for _, at := range list {
		fmt.Fprintf(w, "<iframe src=%q></iframe>", at)
	}
}

// hostAll serves each tree under its name, and at the root the frames for the
// pages that the query names.
func hostAll(trees map[string]fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		tree, ok := trees[name]
		if !ok {
			framed(w, strings.Split(r.URL.RawQuery, "&"))
			return
		}
		data, err := fs.ReadFile(tree, file)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(file)))
		_, _ = bytes.NewReader(data).WriteTo(w)
	})
}

// TestTrap holds the trap itself: a page that does what the documents try is
// caught in each way.
func TestTrap(t *testing.T) {
	const bad = `<!doctype html><meta http-equiv="Content-Security-Policy" content="img-src 'none'">
		<body><main><script>trap(1)</script><img src="/x.png"><p onmouseover="trap(2)" style="color:red">x</p><base href="/">`
	server := httptest.NewServer(hostAll(map[string]fs.FS{"bad": fstest.MapFS{"index.html": {Data: []byte(bad)}}}))
	defer server.Close()
	ctx := newBrowser(t)
	setTrap(t, ctx)
	found := strings.Join(spring(t, ctx, server.URL+"/?bad/index.html"), "\n")
	for _, want := range []string{"trap was called", "kept it from img-src", "<p onmouseover", "<script>", "<base"} {
		if !strings.Contains(found, want) {
			t.Errorf("not caught: %s in\n%s", want, found)
		}
	}
	if n := strings.Count(found, "trap was called"); n < 2 {
		t.Errorf("caught %d calls, want that of the script and that of the handler", n)
	}
}
