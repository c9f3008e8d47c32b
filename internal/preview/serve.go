package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// types are the media types of what a site holds, by extension. Those that the
// operating system knows differ from machine to machine.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".jsonld":      "application/ld+json",
	".webmanifest": "application/manifest+json",
	".xml":         "application/xml",
	".csv":         "text/csv; charset=utf-8",
	".md":          "text/markdown; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".bib":         "text/plain; charset=utf-8",
	".ris":         "application/x-research-info-systems",
	".ics":         "text/calendar; charset=utf-8",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pdf":         "application/pdf",
	".zip":         "application/zip",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".gif":         "image/gif",
	".webp":        "image/webp",
	".avif":        "image/avif",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
}

// ServeHTTP answers as a host would. It answers only reading requests, and
// only those for a name of this machine.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case !admits(s.options.Host, r.Host):
		http.Error(w, "This server does not go by the name "+printable(r.Host)+".", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This server is for reading only.", http.StatusMethodNotAllowed)
	case r.URL.Path == eventsPath:
		s.events(w, r)
	case strings.HasPrefix(r.URL.Path, clientPath):
		serveClient(w, r)
	default:
		s.file(w, r)
	}
}

// file serves a file of the site, a redirect to a folder, or the page for what
// is not there.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	now, _ := s.state()
	if now.tree == nil {
		w.Header().Set("Content-Type", types[".html"])
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write(inject([]byte(waitingPage), now.version))
		return
	}
	name, status := find(now.tree, r.URL.Path)
	if status == http.StatusMovedPermanently {
		http.Redirect(w, r, slashed(r.URL), status)
		return
	}
	apply(now.headers, r.URL.Path, w.Header())
	data, err := fs.ReadFile(now.tree, name)
	if err != nil {
		name, data = "404.txt", []byte("There is no page at this address, and the site has no 404.html.\n")
	}
	now.write(w, r, name, data, status)
}

// write sends a file, unless the browser has it already. A page goes out with
// the script that listens for changes.
func (st *state) write(w http.ResponseWriter, r *http.Request, name string, data []byte, status int) {
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", typeOf(name))
	}
	if strings.HasPrefix(h.Get("Content-Type"), "text/html") {
		data = inject(data, st.version)
		widenHeader(h)
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	if status != http.StatusOK {
		w.WriteHeader(status)
		w.Write(data)
		return
	}
	sum := sha256.Sum256(data)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

func typeOf(name string) string {
	if t := types[path.Ext(name)]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// find returns the name of the file at an address and the status to serve it
// with: 200; 301 where the address is that of a folder without its slash; 404
// with the page for that.
func find(tree fs.FS, address string) (name string, status int) {
	const missing = "404.html"
	rest, ok := strings.CutPrefix(address, "/")
	folder := rest == "" || strings.HasSuffix(rest, "/")
	name = strings.TrimSuffix(rest, "/")
	if name == "" {
		name = "."
	}
	// The last two are for hosts: no page of the site.
	if !ok || !fs.ValidPath(name) || rest == "/" || name == headersFile || name == "_redirects" {
		return missing, http.StatusNotFound
	}
	info, err := fs.Stat(tree, name)
	switch {
	case err != nil, folder && !info.IsDir():
		return missing, http.StatusNotFound
	case !info.IsDir():
		return name, http.StatusOK
	}
	index := path.Join(name, "index.html")
	if info, err := fs.Stat(tree, index); err != nil || info.IsDir() {
		return missing, http.StatusNotFound
	}
	if !folder {
		return "", http.StatusMovedPermanently
	}
	return index, http.StatusOK
}

// slashed returns the address of a folder with its slash, relative to the one
// without. The dot keeps a name with a colon from being read as a scheme.
func slashed(u *url.URL) string {
	to := url.URL{Path: "./" + path.Base(u.Path) + "/", RawQuery: u.RawQuery}
	return to.String()
}

// printable keeps what a stranger sent from doing more than being read.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s[:min(len(s), 100)])
}
