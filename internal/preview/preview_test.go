package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
	"communique/internal/output"
)

// published returns a server that shows a tree.
func published(t *testing.T, files map[string]string) *Server {
	t.Helper()
	s := New(Options{Host: "127.0.0.1"})
	sink := newDigest()
	for name, text := range files {
		if err := sink.Add(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	s.publish(sink, nil, nil)
	return s
}

// ask sends a request to a handler.
func ask(s http.Handler, method, address string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:4000"+address, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const page = `<!doctype html><html><head><meta http-equiv=Content-Security-Policy content="default-src 'none'; style-src 'self'"><title>T</title></head><body>here</body></html>`

func TestServe(t *testing.T) {
	s := published(t, map[string]string{
		"index.html": page, "404.html": "<!doctype html><title>Lost</title>", "plan/index.html": page, "plan/one.html": page,
		"plan/funding.csv": "a,b\n", "a.xlsx": "x", "assets/site.css": "a{}", "feed.xml": "<feed/>", "empty/x.txt": "x",
		"_headers": "/plan/*\n  X-Plan: yes\n", "odd.thing": "?",
	})
	tests := []struct {
		name, address string
		status        int
		header, want  string
		body          string
	}{
		{"the root is its index", "/", 200, "Content-Type", "text/html; charset=utf-8", "here"},
		{"a folder is its index", "/plan/", 200, "Content-Type", "text/html; charset=utf-8", "here"},
		{"a page by its name", "/plan/one.html", 200, "Content-Type", "text/html; charset=utf-8", "here"},
		{"an index by its name", "/plan/index.html", 200, "X-Plan", "yes", "here"},
		{"a folder without its slash", "/plan?x=1", 301, "Location", "/plan/?x=1", ""},
		{"a page with a slash too many", "/plan/one.html/", 404, "", "", "Lost"},
		{"a folder without an index", "/empty/", 404, "", "", "Lost"},
		{"what is not there", "/no/such/page.html", 404, "Content-Type", "text/html; charset=utf-8", "Lost"},
		{"the 404 page by its name", "/404.html", 200, "", "", "Lost"},
		{"out of the tree", "/../preview.go", 404, "", "", "Lost"},
		{"two slashes", "//plan/", 404, "", "", "Lost"},
		{"the file of headers", "/_headers", 404, "", "", "Lost"},
		{"a table", "/plan/funding.csv", 200, "Content-Type", "text/csv; charset=utf-8", "a,b"},
		{"a workbook", "/a.xlsx", 200, "Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "x"},
		{"a feed", "/feed.xml", 200, "Content-Type", "application/xml", "<feed/>"},
		{"an unknown type", "/odd.thing", 200, "Content-Type", "application/octet-stream", "?"},
		{"no guessing", "/assets/site.css", 200, "X-Content-Type-Options", "nosniff", "a{}"},
		{"no keeping", "/assets/site.css", 200, "Cache-Control", "no-cache", "a{}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := ask(s, "GET", tt.address)
			if r.StatusCode != tt.status {
				t.Errorf("GET %s: status %d, want %d", tt.address, r.StatusCode, tt.status)
			}
			if tt.header != "" && r.Header.Get(tt.header) != tt.want {
				t.Errorf("GET %s: %s is %q, want %q", tt.address, tt.header, r.Header.Get(tt.header), tt.want)
			}
			if got := body(t, r); !strings.Contains(got, tt.body) {
				t.Errorf("GET %s gives %q, want %q in it", tt.address, got, tt.body)
			}
		})
	}
}

// Nothing but pages is changed on its way out.
func TestServedBytes(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><head></head></svg>`
	s := published(t, map[string]string{"a.svg": svg, "index.html": page})
	if got := body(t, ask(s, "GET", "/a.svg")); got != svg {
		t.Errorf("a.svg is served as %q", got)
	}
	if got := body(t, ask(s, "GET", "/")); !strings.Contains(got, `<script defer src="/.preview/client.js"`) {
		t.Errorf("a page is served without the script: %s", got)
	}
	if got := body(t, ask(s, "HEAD", "/")); got != "" {
		t.Errorf("HEAD has a body: %q", got)
	}
}

func TestUnchanged(t *testing.T) {
	s := published(t, map[string]string{"index.html": page})
	tag := ask(s, "GET", "/").Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	if got := ask(s, "GET", "/", "If-None-Match", tag).StatusCode; got != http.StatusNotModified {
		t.Errorf("with the tag that was given: status %d, want 304", got)
	}
	if got := ask(published(t, map[string]string{"index.html": page + "!"}), "GET", "/", "If-None-Match", tag).StatusCode; got != 200 {
		t.Errorf("after a change: status %d, want 200", got)
	}
}

func TestWithoutNotFoundPage(t *testing.T) {
	r := ask(published(t, map[string]string{"index.html": page}), "GET", "/no")
	if r.StatusCode != 404 || r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("status %d, type %q; want 404, plain text", r.StatusCode, r.Header.Get("Content-Type"))
	}
}

func TestRefusals(t *testing.T) {
	s := published(t, map[string]string{"index.html": page})
	if r := ask(s, "POST", "/"); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") == "" {
		t.Errorf("POST: status %d, Allow %q; want 405 and what is allowed", r.StatusCode, r.Header.Get("Allow"))
	}
	for _, address := range []string{"/", "/.preview/events", "/.preview/client.js"} {
		r := httptest.NewRequest("GET", "http://rebound.example"+address, nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "here") {
			t.Errorf("%s under a foreign name: status %d, want 403", address, w.Code)
		}
	}
}

func TestClientFiles(t *testing.T) {
	s := published(t, nil)
	for address, want := range map[string]int{
		"/.preview/client.js": 200, "/.preview/client.css": 200, "/.preview/waiting.html": 404, "/.preview/": 404, "/.preview/../index.html": 404,
	} {
		if got := ask(s, "GET", address).StatusCode; got != want {
			t.Errorf("GET %s: status %d, want %d", address, got, want)
		}
	}
}

func TestBeforeTheFirstSite(t *testing.T) {
	r := ask(New(Options{}), "GET", "/plan/")
	if r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %d, want 503", r.StatusCode)
	}
	if got := body(t, r); !strings.Contains(got, "being built") || !strings.Contains(got, `data-version=""`) || !strings.Contains(got, "script-src &#39;self&#39;") {
		t.Errorf("the page for waiting is %s", got)
	}
}

func TestAdmits(t *testing.T) {
	tests := []struct {
		bound, host string
		want        bool
	}{
		{"127.0.0.1", "127.0.0.1:4000", true},
		{"127.0.0.1", "localhost:4000", true},
		{"127.0.0.1", "LOCALHOST", true},
		{"127.0.0.1", "site.localhost:4000", true},
		{"127.0.0.1", "[::1]:4000", true},
		{"127.0.0.1", "[::1]", true},
		{"127.0.0.1", "127.5.5.5", true},
		{"127.0.0.1", "example.org:4000", false},
		{"127.0.0.1", "localhost.example.org", false},
		{"127.0.0.1", "192.0.2.7:4000", false},
		{"127.0.0.1", "", false},
		{"192.0.2.7", "192.0.2.7:4000", true},
		{"192.0.2.7", "192.0.2.8:4000", false},
		{"192.0.2.7", "[::ffff:192.0.2.7]:4000", true},
		{"0.0.0.0", "192.0.2.7:4000", true},
		{"::", "[2001:db8::1]:4000", true},
		{"", "192.0.2.7", true},
		{"0.0.0.0", "example.org", false},
		{"desk.example.org", "desk.example.org:4000", true},
		{"desk.example.org", "other.example.org:4000", false},
	}
	for _, tt := range tests {
		if got := admits(tt.bound, tt.host); got != tt.want {
			t.Errorf("bound to %q, asked for %q: %v, want %v", tt.bound, tt.host, got, tt.want)
		}
	}
}

func TestListen(t *testing.T) {
	first, err := Listen("127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	if l, err := Listen("127.0.0.1", port, false); err == nil {
		l.Close()
		t.Error("a port that somebody asked for was had twice")
	} else if !InUse(err) {
		t.Errorf("the port is taken: %v, which InUse does not know", err)
	}
	second, err := Listen("127.0.0.1", port, true)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if got := second.Addr().(*net.TCPAddr).Port; got == port || got == 0 {
		t.Errorf("the usual port is taken: got %d, want another", got)
	}
	if got, want := Address(second), "http://127.0.0.1:"; !strings.HasPrefix(got, want) {
		t.Errorf("address %q, want it to begin with %q", got, want)
	}
}

// A folder is a site: what is in it is what is served.
type folder struct {
	t    *testing.T
	path string
}

func (f folder) write(name, text string) {
	f.t.Helper()
	path := filepath.Join(f.path, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		f.t.Fatal(err)
	}
}

// build is a build that copies the folder and fails where a file says so.
func (f folder) build(ctx context.Context, sink output.Sink) (diag.List, error) {
	var problems diag.List
	tree := os.DirFS(f.path)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return ctx.Err()
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return ctx.Err() // an editor is at it
		}
		if strings.Contains(string(data), "BROKEN") {
			problems = append(problems, diag.Errorf(diag.Pos{File: name, Line: 3}, "it is broken").WithHint("mend it"))
		}
		if err := output.ValidPath(name); err != nil {
			return nil
		}
		return sink.Add(name, data)
	})
	if len(problems) > 0 {
		return problems, errors.New("problems were found")
	}
	return nil, err
}

// A listener reads the stream of events.
type listener struct {
	t        *testing.T
	messages chan message
}

// next returns the next message, which must come soon.
func (l listener) next() message {
	l.t.Helper()
	select {
	case m := <-l.messages:
		return m
	case <-time.After(5 * time.Second):
		l.t.Fatal("no message within five seconds")
	}
	return message{}
}

// until returns the first message that a condition holds for.
func (l listener) until(what string, ok func(message) bool) message {
	l.t.Helper()
	for range 20 {
		if m := l.next(); ok(m) {
			return m
		}
	}
	l.t.Fatalf("never came: %s", what)
	return message{}
}

// start serves a folder and returns the address and a listener to its events.
func start(t *testing.T, f folder, inputs ...string) (address string, l listener) {
	t.Helper()
	socket, err := Listen("127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range inputs {
		inputs[i] = filepath.Join(f.path, filepath.FromSlash(in))
	}
	s := New(Options{Build: f.build, Inputs: inputs, Host: "127.0.0.1"})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	address = Address(socket)
	go func() { ended <- s.Serve(ctx, socket) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serving ended with %v", err)
		}
	})
	return address, listen(t, address)
}

func listen(t *testing.T, address string) listener {
	r, err := http.Get(address + ".preview/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	if got := r.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("events come as %q", got)
	}
	l := listener{t, make(chan message, 100)}
	go func() {
		lines := bufio.NewScanner(r.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var m message
				if json.Unmarshal([]byte(data), &m) == nil {
					l.messages <- m
				}
			}
		}
	}()
	return l
}

func get(t *testing.T, address string) string {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	return body(t, r)
}

func built(m message) bool { return m.Version != "" }

// TestReload saves files in the ways that editors do, and waits for the event.
func TestReload(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("seeds/index.html", "first")
	address, l := start(t, f, "seeds", "content", "templates/deep")
	version := l.until("the first site", built).Version
	steps := []struct {
		name string
		do   func()
	}{
		{"written in place", func() { f.write("seeds/index.html", "second") }},
		{"saved by renaming", func() {
			f.write("seeds/.index.html.swp", "third")
			if err := os.Rename(filepath.Join(f.path, "seeds/.index.html.swp"), filepath.Join(f.path, "seeds/index.html")); err != nil {
				t.Fatal(err)
			}
		}},
		{"written in place after that", func() { f.write("seeds/index.html", "fourth") }},
		{"a file in new folders", func() { f.write("seeds/a/b/c.txt", "c") }},
		{"and another there", func() { f.write("seeds/a/b/d.txt", "d") }},
		{"an input that was not there", func() { f.write("content/about.txt", "about") }},
		{"an input in a folder that was not there", func() { f.write("templates/deep/x.txt", "x") }},
		{"a file is removed", func() {
			if err := os.Remove(filepath.Join(f.path, "seeds/a/b/d.txt")); err != nil {
				t.Fatal(err)
			}
		}},
		{"a folder is removed", func() {
			if err := os.RemoveAll(filepath.Join(f.path, "content")); err != nil {
				t.Fatal(err)
			}
		}},
		{"and comes back", func() { f.write("content/about.txt", "about again") }},
	}
	for _, step := range steps {
		step.do()
		version = l.until(step.name, func(m message) bool { return m.Version != version }).Version
	}
	if got := get(t, address+"seeds/index.html"); !strings.Contains(got, "fourth") {
		t.Errorf("served: %q", got)
	}
}

// What an input that is a link leads to is watched, also when the link is put
// there later.
func TestLinkedInput(t *testing.T) {
	f, elsewhere := folder{t, t.TempDir()}, folder{t, t.TempDir()}
	elsewhere.write("deep/x.txt", "first")
	link := filepath.Join(f.path, "seeds")
	if err := os.Symlink(elsewhere.path, link); err != nil {
		t.Skip(err)
	}
	changes := watching(t, link)
	step := func(what, want string, do func()) {
		t.Helper()
		do()
		select {
		case got := <-changes:
			if got != want {
				t.Errorf("%s: changed %q, want %q", what, got, want)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%s: nothing was told within five seconds", what)
		}
	}
	step("behind the link", filepath.Join(link, "y.txt"), func() { elsewhere.write("y.txt", "") })
	step("deeper", filepath.Join(link, "deep", "y.txt"), func() { elsewhere.write("deep/y.txt", "") })
	step("the link goes", link, func() {
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
	})
	step("and comes back", link, func() {
		if err := os.Symlink(elsewhere.path, link); err != nil {
			t.Fatal(err)
		}
	})
	step("behind the new link", filepath.Join(link, "deep", "z.txt"), func() { elsewhere.write("deep/z.txt", "") })
}

// watching runs a watcher and returns what it tells.
func watching(t *testing.T, inputs ...string) <-chan string {
	t.Helper()
	w, err := newWatcher(inputs)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { w.run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	return w.changes
}

func TestConcerns(t *testing.T) {
	root := t.TempDir()
	at := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	w := &watcher{inputs: []string{at("a/seeds"), at("a/.site.yaml")}}
	for _, test := range []struct {
		name, file string
		op         fsnotify.Op
		want       int
	}{
		{"the input", "a/seeds", fsnotify.Create, 0},
		{"in the input", "a/seeds/b/x.md", fsnotify.Write, 0},
		{"an input that editors would not name so", "a/.site.yaml", fsnotify.Write, 1},
		{"a name that begins alike", "a/seeds2/x.md", fsnotify.Write, -1},
		{"what an editor makes for itself", "a/seeds/.x.md.swp", fsnotify.Create, -1},
		{"a folder above came", "a", fsnotify.Create, 0},
		{"something beside the inputs was written", "a", fsnotify.Write, -1},
		{"rights alone", "a/seeds/x.md", fsnotify.Chmod, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := w.concerns(fsnotify.Event{Name: at(test.file), Op: test.op}); got != test.want {
				t.Errorf("%s %s concerns input %d, want %d", test.op, test.file, got, test.want)
			}
		})
	}
}

// TestFailure breaks a document and mends it.
func TestFailure(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("seeds/index.html", "good")
	address, l := start(t, f, "seeds")
	good := l.until("the first site", built).Version

	f.write("seeds/index.html", "BROKEN")
	m := l.until("the problem", func(m message) bool { return len(m.Problems) > 0 })
	want := message{good, []problem{{Place: "seeds/index.html:3", Text: "it is broken", Hint: "mend it"}}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("what browsers are told (-want +got):\n%s", diff)
	}
	if got := get(t, address+"seeds/"); !strings.Contains(got, "good") {
		t.Errorf("while it is broken, %q is served", got)
	}
	if m := listen(t, address).next(); len(m.Problems) != 1 {
		t.Errorf("who comes later is told of %d problems, want 1", len(m.Problems))
	}

	f.write("seeds/index.html", "good")
	m = l.until("it is mended", func(m message) bool { return len(m.Problems) == 0 })
	if m.Version != good {
		t.Errorf("the same bytes have another version: pages would load anew for nothing")
	}
}

// TestWithin200ms holds the promise of the preview. A busy machine may miss it
// now and then, so the best of some saves counts.
func TestWithin200ms(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("seeds/index.html", "0")
	_, l := start(t, f, "seeds")
	version := l.until("the first site", built).Version
	best := time.Hour
	for i := range 5 {
		begin := time.Now()
		f.write("seeds/index.html", strings.Repeat("x", i+1))
		version = l.until("the event", func(m message) bool { return m.Version != version }).Version
		best = min(best, time.Since(begin))
	}
	if best > 200*time.Millisecond {
		t.Errorf("from save to event: %v at best, want 200 ms", best)
	}
}

// TestOvertaken lets changes come faster than builds end: what is shown last
// is what was saved last.
func TestOvertaken(t *testing.T) {
	changes := make(chan string)
	started, cancelled := make(chan bool, 10), make(chan bool, 10)
	n := 0
	s := New(Options{Build: func(ctx context.Context, sink output.Sink) (diag.List, error) {
		n++
		started <- true
		if n == 1 { // a build without end
			<-ctx.Done()
			cancelled <- true
			return nil, ctx.Err()
		}
		return nil, sink.Add("index.html", []byte("newest"))
	}})
	outcomes := make(chan Outcome, 10)
	s.options.Built = func(o Outcome) { outcomes <- o }
	go s.loop(t.Context(), changes)
	<-started
	changes <- "seeds/b.md"
	<-cancelled
	<-started
	if diff := cmp.Diff(Outcome{Changed: []string{"seeds/b.md"}}, <-outcomes); diff != "" {
		t.Errorf("outcome (-want +got):\n%s", diff)
	}
	if got := body(t, ask(s, "GET", "/")); !strings.Contains(got, "newest") {
		t.Errorf("served: %q", got)
	}
}

func TestSlashed(t *testing.T) {
	for address, want := range map[string]string{
		"/plan": "./plan/", "/a/plan?x=1&y": "./plan/?x=1&y", "/a/b:c": "./b:c/", "/a/50%25": "./50%25/",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := slashed(u); got != want {
			t.Errorf("slashed(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestPassing(t *testing.T) {
	for name, want := range map[string]bool{".x.md.swp": true, "x.md~": true, "#x.md#": true, "4913": true, "x.md": false, "_headers": false} {
		if got := passing(name); got != want {
			t.Errorf("passing(%q) = %v, want %v", name, got, want)
		}
	}
}
