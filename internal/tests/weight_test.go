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

// TestArchiveFitsTheFirstRoundTrip weighs every page of the archive. A long
// document cannot be cut, so that a few may be heavier: one page in a hundred
// at most, and one commitment in a thousand. It prints how heavy they are.
func TestArchiveFitsTheFirstRoundTrip(t *testing.T) {
	folder := archiveSite(t)
	tree := os.DirFS(folder)
	documents := documentsOf(t, tree)
	weights := map[string][]int{} // by kind
	var heavy []string
	all := weighAll(t, tree)
	for _, name := range sortedKeys(all) {
		kind := kindOf(name, documents)
		weights[kind] = append(weights[kind], all[name])
		if all[name] > firstRoundTrip {
			heavy = append(heavy, name)
		}
	}
	t.Logf("%-28s %6s %8s %8s %8s  bytes compressed, with style", "kind", "pages", "median", "99 %", "most")
	for _, kind := range sortedKeys(weights) {
		list := weights[kind]
		slices.Sort(list)
		t.Logf("%-28s %6d %8d %8d %8d", kind, len(list), list[len(list)/2], list[len(list)*99/100], list[len(list)-1])
	}
	t.Logf("%d of %d pages are heavier than %d bytes", len(heavy), len(all), firstRoundTrip)
	slices.SortStableFunc(heavy, func(a, b string) int { return all[b] - all[a] })
	for _, name := range heavy[:min(len(heavy), 20)] {
		t.Logf("%8d  %s", all[name], name)
	}
	if len(heavy)*100 > len(all) {
		t.Errorf("%d of %d pages are heavier than %d bytes, want one in a hundred at most", len(heavy), len(all), firstRoundTrip)
	}
	light := func(kind string) int { return count(weights[kind], func(n int) bool { return n <= firstRoundTrip }) }
	if n := len(weights["commitment"]); (n-light("commitment"))*1000 > n {
		t.Errorf("%d of %d commitments are heavier than %d bytes, want one in a thousand at most", n-light("commitment"), n, firstRoundTrip)
	}
}

func count[T any](list []T, is func(T) bool) int {
	n := 0
	for _, v := range list {
		if is(v) {
			n++
		}
	}
	return n
}
