package tests

import (
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"communique/internal/output"
)

// A hoster is a server that "communique help hosting" has a snippet for.
type hoster struct {
	title   string // of the section of the help topic
	program string
	// config writes what the server needs around the snippet for a folder and an
	// address, and returns the arguments with which it stays in the foreground.
	config func(t *testing.T, snippet, folder, address string) []string
}

var hosters = []hoster{
	{"nginx", "nginx", nginxConfig},
	{"Apache", "apache2", apacheConfig},
	{"Caddy", "caddy", caddyConfig},
}

// TestHosting runs each server with the snippet of the help topic and asks it
// for files of each kind: it says what the topic promises, and what _headers
// says to hosts that read that.
func TestHosting(t *testing.T) {
	folder := seedSite(t)
	for _, h := range hosters {
		t.Run(h.title, func(t *testing.T) {
			base := h.serve(t, folder)
			for _, r := range requestsFor(t, folder) {
				r.check(t, base)
			}
			checkRules(t, base, folder)
			checkRevalidation(t, base+"/index.html")
			checkFolder(t, base+"/us-rok-partnership-2021")
		})
	}
}

// snippet returns the indented lines of a section of the help topic.
func snippet(t *testing.T, title string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "cmd/communique/help/hosting.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(data), "\n## "+title+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var b strings.Builder
	for line := range strings.Lines(section) {
		if code, ok := strings.CutPrefix(line, "    "); ok || line == "\n" && b.Len() > 0 {
			b.WriteString(strings.TrimSuffix(code, "\n") + "\n")
		}
	}
	if !found || b.Len() < 200 {
		t.Fatalf("help hosting has no snippet for %s", title)
	}
	return b.String()
}

// replaced changes what stands once in a snippet.
func replaced(t *testing.T, snippet, old, new string) string {
	t.Helper()
	if strings.Count(snippet, old) != 1 {
		t.Fatalf("the snippet has %q %d times, want once:\n%s", old, strings.Count(snippet, old), snippet)
	}
	return strings.Replace(snippet, old, new, 1)
}

// serve runs the server until the end of the test and returns its address.
// Where it is not installed, the test is skipped, or fails where that is
// required.
func (h hoster) serve(t *testing.T, folder string) string {
	t.Helper()
	program, err := exec.LookPath(h.program)
	if err != nil {
		program, err = exec.LookPath("/usr/sbin/" + h.program) // where only the superuser looks
	}
	if err != nil {
		lacking(t, "%s is not installed", h.program)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	command := exec.Command(program, h.config(t, snippet(t, h.title), folder, address)...)
	command.Env = append(os.Environ(), "HOME="+t.TempDir(), "XDG_CONFIG_HOME=", "XDG_DATA_HOME=")
	var said strings.Builder
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { command.Process.Kill(); command.Wait() })
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return "http://" + address
		}
	}
	command.Process.Kill()
	command.Wait()
	t.Fatalf("%s does not listen:\n%s", h.program, said.String())
	return ""
}

// written writes a file of configuration and returns its name.
func written(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func nginxConfig(t *testing.T, snippet, folder, address string) []string {
	snippet = replaced(t, snippet, "listen 80;", "listen "+address+";")
	snippet = replaced(t, snippet, "root /srv/commitments;", "root "+folder+";")
	types, err := os.ReadFile("/etc/nginx/mime.types")
	if err != nil {
		t.Fatal(err)
	}
	name := written(t, "nginx.conf", "")
	here := filepath.Dir(name)
	var b strings.Builder
	// One process, so that it reads what only its user may.
	fmt.Fprintf(&b, "daemon off; master_process off; pid %s/pid; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n", here)
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&b, "%s_temp_path %s/%s;\n", kind, here, kind)
	}
	b.WriteString(snippet + "}\n")
	for file, text := range map[string]string{name: b.String(), filepath.Join(here, "mime.types"): string(types)} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return []string{"-e", "stderr", "-p", here, "-c", name}
}

func apacheConfig(t *testing.T, snippet, folder, address string) []string {
	// It serves as another user than root, who could not read our folder.
	open := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(open, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	for at := filepath.Dir(open); strings.HasPrefix(at, filepath.Clean(os.TempDir())+string(filepath.Separator)); at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	for _, module := range []string{"mpm_event", "authz_core", "dir", "alias", "mime", "headers", "filter", "deflate"} {
		fmt.Fprintf(&b, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", module, module)
	}
	name := written(t, "apache.conf", "")
	here := filepath.Dir(name)
	if os.Geteuid() == 0 {
		b.WriteString("User www-data\nGroup www-data\n")
	}
	fmt.Fprintf(&b, "ServerName localhost\nListen %s\nPidFile %s/pid\nDefaultRuntimeDir %s\nErrorLog %s/errors\nTypesConfig /etc/mime.types\n", address, here, here, here)
	fmt.Fprintf(&b, "DocumentRoot %s\n<Directory %s>\nRequire all granted\n</Directory>\n<VirtualHost %s>\nDocumentRoot %s\n%s</VirtualHost>\n", open, open, address, open, snippet)
	if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return []string{"-X", "-f", name}
}

func caddyConfig(t *testing.T, snippet, folder, address string) []string {
	snippet = replaced(t, snippet, "commitments.example.org {", "http://"+address+" {")
	snippet = replaced(t, snippet, "/srv/commitments", folder)
	return []string{"run", "--adapter", "caddyfile", "--config", written(t, "Caddyfile", "{\nadmin off\n}\n"+snippet)}
}

// A request is for a file, and what the answer is to be.
type request struct {
	path    string
	kind    string // what the content type is, an expression
	forever bool   // whether browsers keep it without asking
	framed  bool   // whether it is a page for frames
	open    bool   // whether scripts of other sites may read it
	plain   bool   // whether it may be sent as it is: it is small, or would not get smaller
	status  int    // 0 for 200
}

// requestsFor returns requests for a file of each kind in the project's own
// site, and for what is not there.
func requestsFor(t *testing.T, folder string) []request {
	t.Helper()
	const page, script = `text/html; charset=utf-8`, `(application|text)/javascript; charset=utf-8`
	one := func(pattern string) string {
		names, err := fs.Glob(os.DirFS(folder), pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s in the site: %v", pattern, err)
		}
		return "/" + names[0]
	}
	const document = "/us-rok-partnership-2021/"
	return []request{
		{path: "/", kind: page},
		{path: document, kind: page},
		{path: document + "index.html", kind: page},
		{path: one("assets/*.css"), kind: `text/css; charset=utf-8`, forever: true},
		{path: one("assets/*.js"), kind: script, forever: true},
		{path: one("assets/*.svg"), kind: `image/svg\+xml`, forever: true, plain: true},
		{path: one("search/*.js"), kind: script},
		{path: "/embed" + document + "funding.html", kind: page, framed: true, open: true},
		{path: "/embed.js", kind: script, open: true},
		{path: document + "funding.csv", kind: `text/csv; charset=utf-8`, open: true},
		{path: document + "funding.json", kind: `application/json`, open: true},
		{path: document + "funding.xlsx", kind: `application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet`, open: true, plain: true},
		{path: document + "deadlines.ics", kind: `text/calendar; charset=utf-8`, open: true},
		{path: document + "cite.bib", kind: `application/x-bibtex(; charset=utf-8)?`, open: true, plain: true},
		{path: document + "cite.ris", kind: `application/x-research-info-systems(; charset=utf-8)?`, open: true, plain: true},
		{path: "/feed.xml", kind: `(text|application)/xml(; charset=utf-8)?`, open: true},
		{path: "/sitemap.xml", kind: `(text|application)/xml(; charset=utf-8)?`, open: true, plain: true},
		{path: "/robots.txt", kind: `text/plain; charset=utf-8`, plain: true},
		{path: "/nothing/here.html", kind: page, plain: true, status: http.StatusNotFound},
		{path: "/" + output.Marker, kind: page, plain: true, status: http.StatusNotFound},
		{path: "/_headers", kind: page, plain: true, status: http.StatusNotFound},
	}
}

// askFor asks for an address as a browser does, and follows no redirection.
func askFor(t *testing.T, address string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var body io.Reader = answer.Body
	if answer.Header.Get("Content-Encoding") == "gzip" {
		if body, err = gzip.NewReader(body); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return answer, string(data)
}

func (r request) check(t *testing.T, base string) {
	t.Helper()
	answer, body := askFor(t, base+r.path)
	header := func(name, want string) {
		if got := strings.Join(answer.Header.Values(name), ", "); !regexp.MustCompile(`(?i)^(` + want + `)$`).MatchString(got) {
			t.Errorf("%s: %s is %q, want %q", r.path, name, got, want)
		}
	}
	status, cache, framed, open := http.StatusOK, `no-cache`, ``, ``
	if r.status != 0 {
		status = r.status
	}
	if r.forever {
		cache = `public, max-age=31536000, immutable`
	}
	if r.framed {
		framed = `frame-ancestors \*`
	}
	if r.open {
		open = `\*`
	}
	if answer.StatusCode != status {
		t.Errorf("%s: status %d, want %d", r.path, answer.StatusCode, status)
	}
	if found := strings.Contains(body, "There is no page at this address"); found != (status == http.StatusNotFound) {
		t.Errorf("%s: whether the page says that there is none: %t", r.path, found)
	}
	header("Content-Type", r.kind)
	header("Cache-Control", cache)
	header("Content-Security-Policy", framed)
	header("Access-Control-Allow-Origin", open)
	header("X-Content-Type-Options", "nosniff")
	header("X-Frame-Options", "")
	if !r.plain {
		header("Content-Encoding", "gzip")
		header("Vary", ".*accept-encoding.*")
	}
}

// checkRules holds what the server says against the rules in _headers: of each
// rule, for a file that it is for.
func checkRules(t *testing.T, base, folder string) {
	t.Helper()
	rules, err := os.ReadFile(filepath.Join(folder, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	names := sortedKeys(contents(t, folder))
	checked := 0
	var answer *http.Response
	for line := range strings.Lines(string(rules)) {
		name, want, isHeader := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "/"):
			answer = nil
			if file := matching(names, strings.TrimSpace(line)); file != "" {
				answer, _ = askFor(t, base+file)
			}
		case !isHeader:
			t.Errorf("_headers: %q", line)
		case answer != nil:
			checked++
			want = strings.Replace(want, "public, max-age=0, must-revalidate", "no-cache", 1) // which says the same in a word
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, and _headers says %q", answer.Request.URL.Path, name, got, want)
			}
		}
	}
	if checked < 8 {
		t.Errorf("%d rules of _headers are about files of the site, want more:\n%s", checked, rules)
	}
}

// matching returns the address of the first file that a rule is for.
func matching(names []string, rule string) string {
	pattern := strings.NewReplacer(`\*`, `.*`, `:document`, `[^/]+`).Replace(regexp.QuoteMeta(rule))
	for _, name := range names {
		if name != output.Marker && name != "_headers" && regexp.MustCompile("^"+pattern+"$").MatchString("/"+name) {
			return "/" + name
		}
	}
	return ""
}

// checkRevalidation asks again for a page that has not changed.
func checkRevalidation(t *testing.T, address string) {
	t.Helper()
	first, _ := askFor(t, address)
	tag := first.Header.Get("ETag")
	if tag == "" {
		t.Fatalf("%s has no ETag", address)
	}
	if again, body := askFor(t, address, "If-None-Match", tag); again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("%s, asked for again with the ETag %s: status %d with %d bytes, want %d", address, tag, again.StatusCode, len(body), http.StatusNotModified)
	}
}

// checkFolder asks for a folder by its bare name, as people type it: it leads to
// the folder, on the same host.
func checkFolder(t *testing.T, address string) {
	t.Helper()
	answer, _ := askFor(t, address)
	to, err := answer.Location()
	if err != nil || answer.StatusCode/100 != 3 || to.String() != address+"/" {
		t.Errorf("%s: status %d, to %v (%v), want %s/", address, answer.StatusCode, to, err, address)
	}
}
