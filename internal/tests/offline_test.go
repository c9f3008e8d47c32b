package tests

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestWithoutNetwork does on a site on the disk, in both browsers, what a reader
// can do: follow links, search, narrow a list, make it dark, copy, print. There
// is no network; that nobody asks for it is seen, too.
func TestWithoutNetwork(t *testing.T) {
	strays := &lookout{}
	network := strays.network(t)
	base := onDisk(seedSite(t))
	t.Run("Chromium", func(t *testing.T) {
		useAll(t, newChromium(t, chromedp.ProxyServer(network)), base, strays)
	})
	t.Run("Firefox", func(t *testing.T) {
		useAll(t, newFirefox(t, network), base, strays)
	})
}

// uses are what a reader does with a site.
var uses = []struct {
	name string
	do   func(f finder, base string)
}{
	{"links", readSite},
	{"search", searchSite},
	{"filters", filterList},
	{"dark", switchLight},
	{"copy", func(f finder, base string) { copyOnDisk(f, base, "") }},
	{"copy, refused", func(f finder, base string) {
		copyOnDisk(f, base, `navigator.clipboard.writeText = () => Promise.reject(new Error("refused")),`)
	}},
	{"print", printSome},
}

func useAll(t *testing.T, b driver, base string, strays *lookout) {
	for _, use := range uses {
		t.Run(use.name, func(t *testing.T) {
			b.said().forget()
			use.do(finder{t, b}, base)
			for _, stray := range strays.take() {
				t.Error(stray)
			}
		})
	}
}

// copyOnDisk copies what a commitment offers. It looks at the clipboard by
// pasting into the field of the search.
func copyOnDisk(f finder, base, before string) {
	copyFrom(f, base+citedPage(f.t, seedSite(f.t)), before, func() string {
		f.open(base + "search.html")
		f.focus("#query")
		if err := f.paste(); err != nil {
			f.t.Fatal(err)
		}
		const value = `document.querySelector("#query").value`
		f.until(value)
		return evaluate[string](f, value)
	})
	f.complain(base)
}

// printSome prints a page of prose and two of tables: the words of each are in
// the PDF.
func printSome(f finder, base string) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		lacking(f.t, "pdftotext of Poppler is not installed")
	}
	for _, page := range []string{"index.html", "commitments.html", "funding.html"} {
		f.open(base + "us-rok-partnership-2021/" + page)
		words := f.read(base).Paper.Words
		pdf, err := f.print()
		if err != nil {
			f.t.Fatal(err)
		}
		if len(words) < 10 || !strings.HasPrefix(string(pdf), "%PDF-") {
			f.t.Fatalf("%s: %d words, and a print of %d bytes", page, len(words), len(pdf))
		}
		for _, problem := range (sheet{Texts: words}).missing(readPDF(f.t, pdf)) {
			f.t.Errorf("%s: %s", page, problem)
		}
	}
	f.complain(base)
}
