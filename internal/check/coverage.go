package check

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"communique/internal/diag"
)

// A Report says how much of a document the finished pages hold.
type Report struct {
	Words  int // words in primary places
	Pages  int // pages with a primary place
	Places int // elements with data-source
}

const maxDifferences = 10 // after so many the pages show another document

// Coverage proves from the finished pages below a folder of the tree that each
// visible word of a source file stands in exactly one primary place; see
// [Proof].
func Coverage(tree fs.FS, folder, name string, source []byte) (Report, diag.List) {
	p := NewProof(name, source)
	folder = path.Clean(folder)
	err := fs.WalkDir(tree, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		p.Page(name, data)
		return nil
	})
	if err != nil {
		p.problems = append(p.problems, unreadable(folder, err))
	}
	return p.Result()
}

// A Proof holds one source file against the finished pages that show it: each
// visible word stands in exactly one primary place, an element with
// data-source, and in the order of the source. It reads the source with its
// own reader of Markdown. It is shown the pages one by one, and keeps the words
// of their places alone.
type Proof struct {
	lines    lineTable
	source   []word
	places   []place
	problems diag.List

	words collector // of the pages
	found []difference
	more  bool // there are further differences
}

// NewProof reads a source file. Differences will have their place in it, under
// the given name.
func NewProof(name string, source []byte) *Proof {
	p := &Proof{lines: newLineTable(name, source), source: readWords(source)}
	p.words.words = make([]word, 0, len(p.source)) // as many, where all is well
	return p
}

// Page takes a finished page, once. The data is not kept. Faults of the
// attributes will have their place on the page, under the given name.
func (c *Proof) Page(name string, data []byte) {
	places, problems := readPlaces(name, data, &c.words)
	c.places = append(c.places, places...)
	c.problems = append(c.problems, problems[:min(len(problems), max(maxDifferences-len(c.problems), 0))]...)
}

// Result tells what is wrong with the pages, at most ten differences.
func (c *Proof) Result() (Report, diag.List) {
	c.sort()
	c.compare()
	c.tell()
	c.problems.Sort()
	return c.report(), c.problems
}

// sort puts the places into the order of the source, and leaves out those
// whose range is not in it. On each page they must be in that order already.
func (c *Proof) sort() {
	slices.SortStableFunc(c.places, func(a, b place) int { return byPath(a.page, b.page) })
	size := len(c.lines.data)
	kept := c.places[:0]
	for i, p := range c.places {
		switch {
		case p.end > size:
			c.problem(size, "the pages and the source are not of one build; build again",
				"%s shows bytes %d to %d, but the file has %d", p.page, p.start, p.end, size)
			continue
		case i > 0 && len(kept) > 0 && kept[len(kept)-1].page == p.page && kept[len(kept)-1].start > p.start:
			c.problem(p.start, "put the places of a page into the order of the source",
				"%s stands on %s after what follows it in the source", quote(c.within(p)), p.page)
		}
		kept = append(kept, p)
	}
	c.places = kept
	slices.SortStableFunc(c.places, func(a, b place) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
}

// byPath orders pages as they stand in their folders.
func byPath(a, b string) int {
	if a == b {
		return 0
	}
	return slices.Compare(strings.Split(a, "/"), strings.Split(b, "/"))
}

// problem notes a fault of the places, as long as there are few.
func (c *Proof) problem(offset int, hint, format string, args ...any) {
	if len(c.problems) < maxDifferences {
		c.problems = append(c.problems, diag.Errorf(c.lines.position(offset), format, args...).WithHint("%s", hint))
	}
}

// span returns the indexes of the source words that a place shows a part of.
func (c *Proof) span(p place) (first, last int) {
	first = sort.Search(len(c.source), func(i int) bool { return c.source[i].end > p.start })
	last = first + sort.Search(len(c.source)-first, func(i int) bool { return c.source[first+i].start >= p.end })
	return first, last
}

func (c *Proof) within(p place) []word {
	first, last := c.span(p)
	return c.source[first:last]
}

// compare finds the differences, place by place.
func (c *Proof) compare() {
	shown := 0 // source words that a place has shown, or that are known to be lost
	var before place
	for _, p := range c.places {
		first, last := c.span(p)
		if p.start < before.end {
			c.overlap(before, p)
		}
		if first > shown {
			c.lost(shown, first)
		}
		c.align(first, c.source[first:last], p)
		shown = max(shown, last)
		if p.end > before.end {
			before = p
		}
		if c.more {
			return
		}
	}
	if shown < len(c.source) {
		c.lost(shown, len(c.source))
	}
}

// overlap reports two places that share bytes.
func (c *Proof) overlap(a, b place) {
	shared := place{start: b.start, end: min(a.end, b.end)}
	what := quote(c.within(shared))
	if len(c.within(shared)) == 0 {
		what = fmt.Sprintf("%q", c.lines.data[shared.start:shared.end])
	}
	where := fmt.Sprintf("on %s and on %s", a.page, b.page)
	if a.page == b.page {
		where = "both on " + a.page
	}
	c.problem(shared.start, "only one of the two may carry data-source; the other is a second showing",
		"%s has two primary places, %s", what, where)
}

func (c *Proof) report() Report {
	r := Report{Places: len(c.places)}
	pages := make(map[string]bool)
	for _, p := range c.places {
		r.Words += len(p.words)
		pages[p.page] = true
	}
	r.Pages = len(pages)
	return r
}
