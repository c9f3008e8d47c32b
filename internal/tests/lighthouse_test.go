package tests

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"communique"
)

// categories are what Lighthouse gives marks for.
var categories = []string{"performance", "accessibility", "best-practices", "seo"}

// TestLighthouse wants 100 in every category, on a phone, for the pages that
// are read most. COMMUNIQUE_LIGHTHOUSE names the program.
//
// A machine that is busy makes a page slower, and nothing makes it faster than
// it is: where performance alone falls short, the best of three runs counts.
func TestLighthouse(t *testing.T) {
	program := named(t, "COMMUNIQUE_LIGHTHOUSE", "the program lighthouse")
	chromium, err := browserProgram(browserNames)
	if err != nil {
		lacking(t, "%v", err)
	}
	base, folder := servedSite(t)
	documents := documentsOf(t, os.DirFS(folder))
	left := []string{"home", "pillar", "commitment", "funding of a document"}
	for _, s := range choose(t, "seed", folder, map[string]bool{}) {
		i := slices.Index(left, kindOf(s.name, documents))
		if i < 0 {
			continue
		}
		left = slices.Delete(left, i, i+1)
		t.Run(s.kind, func(t *testing.T) {
			var problems []string
			for range 3 {
				var report lighthouse
				report.run(t, program, chromium, base+s.name)
				if problems = report.problems(); len(problems) == 0 || !report.slow() {
					break
				}
				t.Logf("another run, as this one was slow: %s", strings.Join(problems, "\n"))
			}
			for _, p := range problems {
				t.Errorf("%s: %s", s.name, p)
			}
		})
	}
	if len(left) > 0 {
		t.Errorf("the site has no page of these kinds: %v", left)
	}
}

// servedSite builds the seed's site for the address at which it then serves
// it, compressed, as a host does.
func servedSite(t *testing.T) (base, folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "site")
	files := host(folder)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		r.URL.Path = strings.TrimPrefix(r.URL.Path, "/")
		files.ServeHTTP(answer, r)
		var b bytes.Buffer
		zip := gzip.NewWriter(&b)
		zip.Write(answer.Body.Bytes())
		zip.Close()
		w.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Cache-Control", "max-age=31536000")
		w.WriteHeader(answer.Code)
		w.Write(b.Bytes())
	}))
	t.Cleanup(server.Close)
	base = server.URL + "/"
	if err := build(t.Context(), communique.Options{Destination: folder, BaseURL: base}); err != nil {
		t.Fatal(err)
	}
	return base, folder
}

// A lighthouse is what the program reports.
type lighthouse struct {
	RuntimeError *struct{ Code, Message string }
	Categories   map[string]struct {
		Score     *float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Title        string
		Score        *float64
		DisplayValue string
		Details      struct {
			Items json.RawMessage // mostly a list
		}
	}
}

func (l *lighthouse) run(t *testing.T, program, chromium, address string) {
	t.Helper()
	flags := "--headless --no-first-run --disable-background-networking --disable-component-update --disable-sync"
	if os.Geteuid() == 0 {
		flags += " --no-sandbox" // it does not work for the superuser
	}
	command := exec.Command(program, address, "--quiet", "--output=json", "--only-categories="+strings.Join(categories, ","),
		"--no-enable-error-reporting", "--chrome-flags="+flags)
	command.Env = append(os.Environ(), "CHROME_PATH="+chromium)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("lighthouse: %v\n%s", err, said.Bytes())
	}
	if err := json.Unmarshal(out, l); err != nil {
		t.Fatalf("lighthouse said no JSON: %v\n%.2000s", err, out)
	}
}

// problems returns what keeps a category from full marks.
func (l *lighthouse) problems() []string {
	var list []string
	if l.RuntimeError != nil {
		list = append(list, l.RuntimeError.Code+": "+l.RuntimeError.Message)
	}
	for _, name := range categories {
		c := l.Categories[name]
		if c.Score == nil {
			list = append(list, name+" has no mark")
			continue
		}
		if *c.Score >= 1 {
			continue
		}
		text := fmt.Sprintf("%s %.0f, want 100", name, *c.Score*100)
		for _, ref := range c.AuditRefs {
			audit := l.Audits[ref.ID]
			if ref.Weight == 0 || audit.Score == nil || *audit.Score >= 1 {
				continue
			}
			text += fmt.Sprintf("\n    %s: %s %s", ref.ID, audit.Title, audit.DisplayValue)
			text += selectors(audit.Details.Items)
		}
		list = append(list, text)
	}
	return list
}

// selectors returns the elements that an audit names, of those the first five.
func selectors(items json.RawMessage) string {
	var list []struct{ Node struct{ Selector string } }
	if json.Unmarshal(items, &list) != nil {
		return "" // some audits have other details
	}
	text := ""
	for _, item := range list[:min(len(list), 5)] {
		text += "\n        " + item.Node.Selector
	}
	return text
}

// slow reports whether performance, and nothing else, fell short.
func (l *lighthouse) slow() bool {
	for _, name := range categories[1:] {
		if c := l.Categories[name]; c.Score == nil || *c.Score < 1 {
			return false
		}
	}
	return l.RuntimeError == nil
}
