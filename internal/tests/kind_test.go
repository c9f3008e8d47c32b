package tests

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"communique"
)

// A specimen is a page that is looked at for others of its kind.
type specimen struct {
	site   string // which of the sites it is of
	kind   string // such as "commitment"; see kindOf
	name   string // its path in the site, with slashes
	folder string // of the site
}

func (s specimen) String() string { return s.site + ": " + s.kind + " (" + s.name + ")" }

// builtLibrary builds, once, a site of several documents: one with tables,
// nested items and sums of every bound, one of prose alone, and one that is
// written from right to left.
var builtLibrary = sync.OnceValues(func() (string, error) {
	folder, err := scratch()
	if err != nil {
		return "", err
	}
	o := communique.Options{
		Source: os.DirFS("testdata/library"), Destination: filepath.Join(folder, "library"), BaseURL: "https://example.org/site/",
	}
	report, err := communique.Build(context.Background(), o)
	return o.Destination, explained(report, err)
})

// specimens returns the pages to look at: of the seed's site and of a small
// library, so many that each kind of page of either in each language, and each
// element, class and attribute that occurs anywhere, occurs on one of them.
func specimens(t *testing.T) []specimen {
	t.Helper()
	library, err := builtLibrary()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	list := choose(t, "seed", seedSite(t), seen)
	list = append(list, choose(t, "library", library, seen)...)
	if len(list) < 15 {
		t.Fatalf("only %d pages to look at: %v", len(list), list)
	}
	return list
}

// ofEachKind returns one page of each kind: what holds of a template holds of
// the other pages that it makes.
func ofEachKind(t *testing.T) []specimen {
	t.Helper()
	seen := map[string]bool{}
	return slices.DeleteFunc(specimens(t), func(s specimen) bool {
		again := seen[s.kind]
		seen[s.kind] = true
		return again
	})
}

// choose takes the page with the most features that are not seen yet, kind by
// kind and then of all, until it has seen every one.
func choose(t *testing.T, site, folder string, seen map[string]bool) []specimen {
	t.Helper()
	tree := os.DirFS(folder)
	documents := documentsOf(t, tree)
	features := map[string]map[string]bool{}
	kinds := map[string][]string{}
	for name := range pages(contents(t, folder)) {
		kind := kindOf(name, documents)
		kinds[kind] = append(kinds[kind], name)
		features[name] = featuresOf(t, tree, specimen{site, kind, name, folder})
	}
	var list []specimen
	take := func(names []string) bool {
		name := richest(features, names, seen)
		for f := range features[name] {
			seen[f] = true
		}
		if name != "" {
			list = append(list, specimen{site, kindOf(name, documents), name, folder})
		}
		return name != ""
	}
	for _, kind := range sortedKeys(kinds) {
		slices.Sort(kinds[kind])
		take(kinds[kind])
	}
	for take(sortedKeys(features)) {
	}
	return list
}

// richest returns the page with the most features that are not seen yet, or
// nothing if none has any. Of equals it is the first.
func richest(features map[string]map[string]bool, names []string, seen map[string]bool) string {
	best, most := "", 0
	for _, name := range names {
		n := 0
		for f := range features[name] {
			if !seen[f] {
				n++
			}
		}
		if n > most {
			best, most = name, n
		}
	}
	return best
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// featuresOf returns the site, kind and language of a page as one feature, and
// its elements, classes and names of attributes.
func featuresOf(t *testing.T, tree fs.FS, s specimen) map[string]bool {
	t.Helper()
	data, err := fs.ReadFile(tree, s.name)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for tokens := html.NewTokenizer(bytes.NewReader(data)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		token := tokens.Token()
		found[token.Data] = true
		for _, a := range token.Attr {
			found[token.Data+" "+a.Key] = true
			if token.Data == "html" && a.Key == "lang" {
				found[s.site+": "+s.kind+" in "+a.Val] = true
			}
			for _, class := range strings.Fields(a.Val) {
				if a.Key == "class" {
					found["."+class] = true
				}
			}
		}
	}
}

// documentsOf returns the folders that hold a document: each has a page of its
// money.
func documentsOf(t *testing.T, tree fs.FS) map[string]bool {
	t.Helper()
	names, err := fs.Glob(tree, "*/funding.html")
	if err != nil || len(names) == 0 {
		t.Fatalf("no document in the site: %v", err)
	}
	found := map[string]bool{}
	for _, name := range names {
		found[path.Dir(name)] = true
	}
	return found
}

// kindOf tells by its place in the tree what kind of page one is. A page at the
// top of the site, or of a document, is of a kind of its own, so that a page
// that is new is looked at unasked.
func kindOf(name string, documents map[string]bool) string {
	top, rest, within := strings.Cut(name, "/")
	leaf := strings.TrimSuffix(path.Base(name), ".html")
	switch {
	case !within && leaf == "index":
		return "home"
	case !within:
		return leaf
	case top == "embed" && path.Base(path.Dir(name)) == "funding": // no pillar has that name
		return "embedded funding of a pillar"
	case top == "embed":
		return "embedded " + kindOf(rest, documents)
	case strings.Trim(leaf, "0123456789") == "" && (top == "funding" || top == "parties" && strings.Contains(rest, "/") ||
		documents[top] && ofParts[path.Base(path.Dir(name))]):
		return "part of " + kindOf(path.Dir(name)+".html", documents)
	case !documents[top] && leaf == "index":
		return path.Dir(name)
	case !documents[top]:
		return "one of " + path.Dir(name)
	case rest == "index.html":
		return "document"
	case !strings.Contains(rest, "/"):
		return leaf + " of a document"
	case leaf == "index":
		return "pillar"
	case path.Dir(rest) == "funding":
		return "table of funding of a document"
	}
	return "commitment"
}

// ofParts are the folders of a document that hold further pages of the page of their name; no
// pillar has such a name.
var ofParts = map[string]bool{"commitments": true, "a-z": true, "funding": true, "deadlines": true, "parties": true}

func TestKindOf(t *testing.T) {
	documents := map[string]bool{"doc": true}
	for name, want := range map[string]string{
		"index.html":                "home",
		"404.html":                  "404",
		"search.html":               "search",
		"parties/index.html":        "parties",
		"parties/x.html":            "one of parties",
		"doc/index.html":            "document",
		"parties/x/2.html":          "part of one of parties",
		"funding/2.html":            "part of funding",
		"commitments/2023.html":     "one of commitments",
		"doc/commitments/2.html":    "part of commitments of a document",
		"doc/funding/1.html":        "part of funding of a document",
		"doc/funding/by-payer.html": "table of funding of a document",
		"doc/funding/stated-2.html": "table of funding of a document",
		"doc/deadlines/2.html":      "part of deadlines of a document",
		"doc/parties/2.html":        "part of parties of a document",
		"doc/funding.html":          "funding of a document",
		"doc/pillar/index.html":     "pillar",
		"doc/pillar/x.html":         "commitment",
		"embed/doc/index.html":      "embedded document",
		"embed/doc/pillar/x.html":   "embedded commitment",
		"embed/index.html":          "embedded home",
		"embed/doc/funding/x.html":  "embedded funding of a pillar",
	} {
		if got := kindOf(name, documents); got != want {
			t.Errorf("kindOf(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestSpecimensShowEverything wants nothing on the seed's site to go unseen.
func TestSpecimensShowEverything(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range specimens(t) {
		for f := range featuresOf(t, os.DirFS(s.folder), s) {
			seen[f] = true
		}
	}
	tree := os.DirFS(seedSite(t))
	documents := documentsOf(t, tree)
	for name := range pages(contents(t, seedSite(t))) {
		for f := range featuresOf(t, tree, specimen{"seed", kindOf(name, documents), name, ""}) {
			if !seen[f] {
				t.Errorf("no page that is looked at has %q, which %s has", f, name)
			}
		}
	}
}
