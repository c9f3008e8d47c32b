package search

import (
	"compress/gzip"
	"container/heap"
	"slices"
	"strings"
	"unicode/utf16"
)

// Limits, in bytes of our files unless they say otherwise. The directory repeats
// what the script must know.
const (
	// maxSmall is the length of all text up to which there are no files of
	// terms: the script reads everything.
	maxSmall = 96_000
	maxFiles = 40 // results of a small site, at most

	// maxTerms is the length of one file of terms, unless one term is longer.
	maxTerms = 14_000
	// alone is the length from which a term has a file of its own, so that no
	// other term brings it along.
	alone = 5_000
	// common is the length from which a term is not indexed at all: it stands
	// nearly everywhere, and finding it helps nobody.
	common = 22_000
	// budget is what all files of terms that one query loads may come to,
	// compressed. A word that would take more is left out, the commonest first,
	// and the page says so.
	budget = 36_000
)

// A Sink takes finished files.
type Sink interface {
	Add(path string, data []byte) error
}

// Build writes the index over all parts, and returns the path of its directory,
// which leads to all other files. Things are numbered in the order given.
func Build(sink Sink, parts []*Part) (directory string, err error) {
	d := newDirectory(parts)
	if !d.small(parts) {
		if err := d.terms(sink, parts); err != nil {
			return "", err
		}
	}
	body := literal(d)
	file := script("i-"+fingerprint(body), body)
	return file.Path, sink.Add(file.Path, file.Data)
}

// A directory is the first file that a reader loads.
type directory struct {
	Counts  [kinds]int `json:"counts"` // of entries, by kind
	Docs    string     `json:"docs"`   // names of the documents' files, 8 characters each
	Files   string     `json:"files"`  // for each document the number of its files, and for each of these the counts by kind
	Follow  string     `json:"follow"` // numbers of entries that go on with the one before, each less the last
	Budget  int        `json:"budget"`
	First   string     `json:"first"`   // the beginning of the first term of each file of terms, parted by spaces
	Names   string     `json:"names"`   // of these files, 8 characters each
	Lengths string     `json:"lengths"` // of these files when compressed, in units of lengthUnit, rounded up
	Common  string     `json:"common"`  // terms that are not indexed, parted by spaces

	start [][kinds]int // for each part, the number of its first entry of each kind
	cuts  []string     // what First joins
}

const lengthUnit = 64

func newDirectory(parts []*Part) *directory {
	d := &directory{Budget: budget, start: make([][kinds]int, len(parts))}
	var names, files []byte
	for i, p := range parts {
		names = append(names, p.name...)
		files = appendNumber(files, len(p.files))
		d.start[i] = d.Counts
		for _, counts := range p.files {
			for k, n := range counts {
				files = appendNumber(files, n)
				d.Counts[k] += n
			}
		}
	}
	d.Docs, d.Files = string(names), string(files)
	base := 0
	for k, n := range d.Counts {
		for i := range d.start {
			d.start[i][k] += base
		}
		base += n
	}
	d.follow(parts)
	return d
}

// follow lists the entries that go on with the one before.
func (d *directory) follow(parts []*Part) {
	var list []byte
	from := 0
	for k := range kinds {
		for i, p := range parts {
			for _, n := range p.follow[k] {
				at := d.start[i][k] + n
				list = appendNumber(list, at-from)
				from = at
			}
		}
	}
	d.Follow = string(list)
}

// small reports whether the script shall read everything.
func (d *directory) small(parts []*Part) bool {
	words, files := 0, 0
	for _, p := range parts {
		words += p.words
		files += len(p.files)
	}
	return words <= maxSmall && files <= maxFiles
}

// terms merges the postings of all parts and writes the files of terms.
func (d *directory) terms(sink Sink, parts []*Part) error {
	w := &termWriter{directory: d, sink: sink}
	queue := make(queue, 0, len(parts))
	for i, p := range parts {
		if c := (&source{cursor: cursor{data: p.postings}, part: i}); c.next() {
			queue = append(queue, c)
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		term := string(queue[0].term)
		var m merged
		for len(queue) > 0 && string(queue[0].term) == term {
			at := queue[0]
			at.postings(func(p posting) { m.add(p, d.start[at.part][p.kind]+p.number) })
			if at.next() {
				heap.Fix(&queue, 0)
			} else {
				heap.Pop(&queue)
			}
		}
		if err := w.term(term, &m); err != nil {
			return err
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	d.First = strings.Join(d.cuts, " ")
	return nil
}

// A source is the postings of one part, at one of its terms.
type source struct {
	cursor
	part int
}

// A queue gives the sources in the order of their terms, and of the parts
// where these are equal.
type queue []*source

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue) Less(i, j int) bool {
	if c := compare(string(q[i].term), string(q[j].term)); c != 0 {
		return c < 0
	}
	return q[i].part < q[j].part
}
func (q *queue) Push(x any) { *q = append(*q, x.(*source)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

// A merged is the postings of one term over all parts, kind by kind.
type merged [kinds]struct {
	last                  int // the number that was added last, from the first of the kind
	first                 int
	numbers, info, places []byte
}

func (m *merged) add(p posting, number int) {
	k := &m[p.kind]
	if k.info == nil {
		k.first = number
	} else {
		k.numbers = appendNumber(k.numbers, number-k.last)
	}
	k.last = number
	k.info = appendNumber(k.info, (len(p.places)-1)*8+p.info)
	from := 0
	for _, at := range p.places {
		k.places = appendNumber(k.places, at-from)
		from = at
	}
}

// append writes the three lists of a term.
func (m *merged) append(b []byte) []byte {
	last := 0
	for _, k := range m {
		if k.info != nil {
			b = append(appendNumber(b, k.first-last), k.numbers...)
			last = k.last
		}
	}
	b = append(b, ' ')
	for _, k := range m {
		b = append(b, k.info...)
	}
	b = append(b, ' ')
	for _, k := range m {
		b = append(b, k.places...)
	}
	return b
}

// A termWriter gathers terms into files.
type termWriter struct {
	*directory
	sink   Sink
	data   []byte // of the file at hand
	before string // the last term in it
	last   string // the last term of the file ahead of it
}

// term takes the next term in order.
func (w *termWriter) term(term string, m *merged) error {
	postings := m.append(nil)
	if len(postings) > common {
		if w.Common != "" {
			w.Common += " "
		}
		w.Common += term
		return nil
	}
	own := len(postings) > alone
	if len(w.data) > 0 && (own || len(w.data)+len(postings) > maxTerms) {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if len(w.data) == 0 {
		w.cuts = append(w.cuts, beginning(w.last, term))
	} else {
		w.data = append(w.data, ' ')
	}
	n := shared(w.before, term)
	w.data = appendNumber(w.data, len(utf16.Encode([]rune(term[:n]))))
	w.data = append(append(append(w.data, term[n:]...), ' '), postings...)
	w.before, w.last = term, term
	if own {
		return w.flush()
	}
	return nil
}

// beginning returns as much of a term as sets it apart from the one before it.
func beginning(before, term string) string {
	n := shared(before, term)
	for i := range term[n:] {
		if i > 0 {
			return term[:n+i]
		}
	}
	return term
}

// compressed returns the length of data as most hosts send it.
func compressed(data []byte) int {
	var n counter
	w := gzip.NewWriter(&n)
	if _, err := w.Write(data); err != nil {
		panic("search: a counter refuses bytes: " + err.Error())
	}
	if err := w.Close(); err != nil {
		panic("search: a counter refuses bytes: " + err.Error())
	}
	return int(n)
}

// A counter counts bytes.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// flush writes the file at hand.
func (w *termWriter) flush() error {
	if len(w.data) == 0 {
		return nil
	}
	body := slices.Concat([]byte{'"'}, w.data, []byte{'"'})
	name := fingerprint(body)
	w.Names += name
	w.data, w.before = w.data[:0], ""
	file := script("t-"+name, body)
	w.Lengths = string(appendNumber([]byte(w.Lengths), (compressed(file.Data)+lengthUnit-1)/lengthUnit))
	return w.sink.Add(file.Path, file.Data)
}
