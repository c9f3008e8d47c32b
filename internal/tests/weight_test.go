package tests

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// firstRoundTrip is what a server may send before it hears from the reader
// again: a page should need no more to be drawn.
const firstRoundTrip = 14 * 1024

// A scale weighs pages with all that must be there before they are drawn.
type scale struct {
	tree  fs.FS
	files map[string]int // compressed size of style sheets and scripts by name
}

// weigh returns the compressed size of a page with its style sheets and the
// scripts that hold up drawing, in bytes.
func (s *scale) weigh(t *testing.T, name string) int {
	t.Helper()
	data, err := fs.ReadFile(s.tree, name)
	if err != nil {
		t.Fatal(err)
	}
	sum := compressed(t, data)
	for _, link := range blocking(data) {
		file := path.Join(path.Dir(name), link)
		if s.files[file] == 0 {
			data, err := fs.ReadFile(s.tree, file)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			s.files[file] = compressed(t, data)
		}
		sum += s.files[file]
	}
	return sum
}

// compressed returns the size of data as a host sends it.
func compressed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// blocking returns the addresses of style sheets that apply to screens, and of
// scripts that hold up the page.
func blocking(page []byte) []string {
	var list []string
	for tokens := html.NewTokenizer(bytes.NewReader(page)); ; {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return list
		}
		token := tokens.Token()
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		a := map[string]string{}
		for _, attribute := range token.Attr {
			a[attribute.Key] = attribute.Val
		}
		_, deferred := a["defer"]
		_, async := a["async"]
		switch {
		case token.Data == "link" && slices.Contains(strings.Fields(a["rel"]), "stylesheet") && a["media"] != "print":
			list = append(list, a["href"])
		case token.Data == "script" && a["src"] != "" && !deferred && !async && a["type"] != "module":
			list = append(list, a["src"])
		}
	}
}

// TestBlocking keeps the scale honest.
func TestBlocking(t *testing.T) {
	const page = `<link rel=stylesheet href=a.css><link rel="alternate stylesheet" href=b.css><link rel=stylesheet media=print href=c.css>
<link rel=icon href=i.svg><script src=d.js></script><script defer src=e.js></script><script async src=f.js></script><p>text`
	if got, want := strings.Join(blocking([]byte(page)), " "), "a.css b.css d.js"; got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}

// TestPagesFitTheFirstRoundTrip weighs every page of the two sites.
func TestPagesFitTheFirstRoundTrip(t *testing.T) {
	library, err := builtLibrary()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{seedSite(t), library} {
		weights := weighAll(t, os.DirFS(folder))
		for _, name := range sortedKeys(weights) {
			if weights[name] > firstRoundTrip {
				t.Errorf("%s comes to %d bytes compressed, with its style; want %d at most", name, weights[name], firstRoundTrip)
			}
		}
	}
}

// weighAll weighs each page of a tree.
func weighAll(t *testing.T, tree fs.FS) map[string]int {
	t.Helper()
	s := &scale{tree, map[string]int{}}
	weights := map[string]int{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".html" {
			weights[name] = s.weigh(t, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return weights
}

// ownWords returns the words of the document on a page, in their primary places.
func ownWords(t *testing.T, page []byte) []byte {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words bytes.Buffer
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-source" }) {
			for d := range n.Descendants() {
				if d.Type == html.TextNode {
					words.WriteString(d.Data + "\n")
				}
			}
		}
	}
	return words.Bytes()
}

// TestArchiveFitsTheFirstRoundTrip weighs every page of the archive. None may be
// heavier, but for those of a pillar, a document or a commitment whose own words
// would not fit on any page of the kind: words of a document stand on one page,
// in order. How many words fit is what half of the pages of the kind leave of
// the round trip, without theirs. It prints how heavy pages are.
func TestArchiveFitsTheFirstRoundTrip(t *testing.T) {
	tree := os.DirFS(archiveSite(t))
	documents := documentsOf(t, tree)
	weights := map[string][]int{} // by kind
	around := map[string][]int{}  // without the words of the document
	own := map[string]int{}       // the words of the document, by page
	var heavy []string
	all := weighAll(t, tree)
	for _, name := range sortedKeys(all) {
		kind := kindOf(name, documents)
		weights[kind] = append(weights[kind], all[name])
		if heavier := all[name] > firstRoundTrip; heavier {
			heavy = append(heavy, name)
		} else if !slices.Contains(wordy, kind) {
			continue
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		own[name] = compressed(t, ownWords(t, data))
		around[kind] = append(around[kind], all[name]-own[name])
	}
	t.Logf("%-32s %6s %8s %8s %8s  bytes compressed, with style", "kind", "pages", "median", "99 %", "most")
	for _, kind := range sortedKeys(weights) {
		list := weights[kind]
		slices.Sort(list)
		t.Logf("%-32s %6d %8d %8d %8d", kind, len(list), list[len(list)/2], list[len(list)*99/100], list[len(list)-1])
	}
	fits := map[string]int{} // how many bytes of words, by kind
	for _, kind := range wordy {
		slices.Sort(around[kind])
		fits[kind] = firstRoundTrip - around[kind][len(around[kind])/2]
		t.Logf("the words on a page of a %s fit up to %d bytes compressed", kind, fits[kind])
	}
	t.Logf("%d of %d pages are heavier than %d bytes", len(heavy), len(all), firstRoundTrip)
	for _, name := range heavy {
		kind := kindOf(name, documents)
		if bound, ok := fits[kind]; ok && own[name] > bound {
			t.Logf("%s comes to %d bytes: its own words alone to %d, more than %d", name, all[name], own[name], bound)
			continue
		}
		t.Errorf("%s comes to %d bytes compressed, with its style; want %d at most", name, all[name], firstRoundTrip)
	}
}

// wordy are the kinds of pages on which words of a document have their place.
var wordy = []string{"document", "pillar", "commitment"}
