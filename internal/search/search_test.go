package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// files is a sink.
type files map[string]string

func (f files) Add(path string, data []byte) error {
	if _, ok := f[path]; ok {
		return fmt.Errorf("%s: two files have this path", path)
	}
	f[path] = string(data)
	return nil
}

// site indexes documents, in the order in which a schedule takes them, and
// builds the index in the order given.
func index(t testing.TB, documents []Document, schedule []int) (files, string) {
	t.Helper()
	out, parts := files{}, make([]*Part, len(documents))
	for _, i := range schedule {
		part, results := Index(documents[i])
		for _, f := range results {
			if err := out.Add(f.Path, f.Data); err != nil {
				t.Fatal(err)
			}
		}
		parts[i] = part
	}
	directory, err := Build(out, parts)
	if err != nil {
		t.Fatal(err)
	}
	return out, directory
}

func inOrder(n int) []int {
	var list []int
	for i := range n {
		list = append(list, i)
	}
	return list
}

// A reader reads an index as the script does.
type reader struct {
	t     testing.TB
	files files
	directory
	results [][]any // rows in the order of their numbers
}

func read(t testing.TB, out files, path string) *reader {
	t.Helper()
	r := &reader{t: t, files: out}
	r.call(path, &r.directory)
	var byKind [kinds][][]any
	counts := numbers(r.Files)
	for doc, i := 0, 0; i < len(counts); doc++ {
		n := counts[i]
		i++
		for part := range n {
			var file []any
			r.call(fmt.Sprintf("search/%s-%d.js", r.Docs[8*doc:8*doc+8], part), &file)
			var seen [kinds]int
			for _, row := range file[4].([]any) {
				k := int(row.([]any)[0].(float64))
				byKind[k] = append(byKind[k], append(row.([]any), file[2]))
				seen[k]++
			}
			if diff := cmp.Diff(counts[i:i+int(kinds)], seen[:]); diff != "" {
				t.Errorf("counts of a file (-directory +file):\n%s", diff)
			}
			i += int(kinds)
		}
	}
	r.results = slices.Concat(byKind[:]...)
	return r
}

// call reads the data of a script.
func (r *reader) call(path string, into any) {
	r.t.Helper()
	data, ok := r.files[path]
	key := strings.TrimSuffix(strings.TrimPrefix(path, "search/"), ".js")
	data, found := strings.CutPrefix(data, `communiqueSearch("`+key+`",`)
	data, closed := strings.CutSuffix(data, ")\n")
	if !ok || !found || !closed {
		r.t.Fatalf("%s is no call of communiqueSearch with its own name", path)
	}
	if err := json.Unmarshal([]byte(data), into); err != nil {
		r.t.Fatalf("%s: %v", path, err)
	}
}

// numbers reads what appendNumber wrote.
func numbers(s string) []int {
	var list []int
	sum, by := 0, 1
	for _, c := range []byte(s) {
		v := int(c) - '#'
		if c > '\\' {
			v--
		}
		sum += by * v
		if by *= more; v < last {
			list = append(list, sum)
			sum, by = 0, 1
		}
	}
	return list
}

// An occurrence is a posting as the files say it.
type occurrence struct {
	Number, Class int
	Title         bool
	Places        []int
}

// postings reads all files of terms.
func (r *reader) postings() map[string][]occurrence {
	all := map[string][]occurrence{}
	for i := range len(r.Names) / 8 {
		path := "search/t-" + r.Names[8*i:8*i+8] + ".js"
		var text string
		r.call(path, &text)
		fields := strings.Split(text, " ")
		term := []uint16{}
		for f := 0; f < len(fields); f += 4 {
			term = append(slices.Clone(term[:numbers(fields[f][:1])[0]]), utf16.Encode([]rune(fields[f][1:]))...)
			word := string(utf16.Decode(term))
			if lo, hi := strings.Split(r.First, " ")[i], ""; compare(word, lo) < 0 {
				r.t.Errorf("%q stands in a file that begins with %q, %q", word, lo, hi)
			}
			all[word] = occurrences(fields[f+1], fields[f+2], fields[f+3])
		}
	}
	return all
}

func occurrences(ns, infos, places string) []occurrence {
	var list []occurrence
	n, info, at := 0, numbers(infos), numbers(places)
	for i, delta := range numbers(ns) {
		n += delta
		o := occurrence{Number: n, Class: info[i] >> 1 & 3, Title: info[i]&1 == 1}
		from := 0
		for range info[i]>>3 + 1 {
			from += at[0]
			o.Places = append(o.Places, from)
			at = at[1:]
		}
		list = append(list, o)
	}
	return list
}

func TestNumbers(t *testing.T) {
	want := []int{0, 1, 63, 64, 65, 90, 91, 64 + 27*64 - 1, 64 + 27*64, 5000, 1 << 20, 1<<31 - 1}
	var b []byte
	for _, n := range want {
		b = appendNumber(b, n)
	}
	if diff := cmp.Diff(want, numbers(string(b))); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
	if bytes.ContainsAny(b, "\"\\ \n") {
		t.Errorf("%q holds what parts fields or ends a string", b)
	}
	for n := range 20_000 {
		if got := numbers(string(appendNumber(nil, n))); len(got) != 1 || got[0] != n {
			t.Fatalf("%d comes back as %v", n, got)
		}
	}
}

// vocabulary is made of syllables, its first words far more frequent than its
// last, as in a language.
func vocabulary(n int) []string {
	syllables := []string{"ka", "ro", "mi", "ten", "su", "lo", "ver", "ni", "pa", "do", "é", "한", "gra", "st", "ze"}
	var list []string
	for i := range n {
		word := ""
		for m := i + 15; m > 0; m /= len(syllables) {
			word += syllables[m%len(syllables)]
		}
		list = append(list, word)
	}
	return list
}

// archive invents documents: each with pillars of commitments of some dozens
// of words.
func archive(n int) []Document {
	random := rand.New(rand.NewPCG(1, 2))
	words := vocabulary(24_000)
	zipf := rand.NewZipf(random, 1.07, 6, uint64(len(words)-1))
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[zipf.Uint64()])
			b.WriteByte(' ')
		}
		return strings.TrimSpace(b.String())
	}
	var list []Document
	for i := range n {
		d := Document{Title: text(9), Day: "5 March 2024", Folder: fmt.Sprintf("document-%d/", i), Language: "en"}
		d.Items = append(d.Items, Item{Kind: Page, Title: d.Title, Path: d.Folder + "index.html", Text: text(random.IntN(700))})
		for p := range 1 + random.IntN(4) {
			d.Items = append(d.Items, Item{Kind: Pillar, Number: fmt.Sprint(p), Title: text(4), Path: fmt.Sprintf("%sp%d/index.html", d.Folder, p), Text: text(30)})
			for c := range random.IntN(14) {
				body := text(20 + random.IntN(60))
				title := strings.Join(strings.Fields(body)[:6], " ")
				if c%3 == 0 {
					title = text(5)
				}
				d.Items = append(d.Items, Item{Kind: Commitment, Number: fmt.Sprintf("%d.%d", p, c), Title: title,
					Path: fmt.Sprintf("%sp%d/c%d.html", d.Folder, p, c), Text: body, Where: "1 " + title})
			}
		}
		list = append(list, d)
	}
	return append(list, Document{Folder: "parties/", Items: []Item{{Kind: Party, Title: text(2), Path: "parties/a.html", Text: text(3), Where: "Company"}}})
}

// What went in comes out: each term with each of its places, each thing with
// what is shown of it.
func TestRoundTrip(t *testing.T) {
	documents := archive(60)
	out, directory := index(t, documents, inOrder(len(documents)))
	r := read(t, out, directory)

	var entries [kinds][]entry
	for _, d := range documents {
		for _, e := range cut(d.Items) {
			entries[e.Kind] = append(entries[e.Kind], e)
		}
	}
	want := map[string][]occurrence{}
	n := 0
	for _, list := range entries {
		for _, e := range list {
			row := r.results[n]
			if row[2] != e.Title || row[6].(string)+row[3].(string) != e.Path || row[4] != e.Text || row[5] != e.Where {
				t.Fatalf("thing %d is shown as %v, want %v", n, row, e)
			}
			title := e.Title
			if e.follows {
				title = ""
			}
			var c collector
			c.add(e.Kind, 0, title, e.Text)
			for term, list := range c.terms {
				want[term] = append(want[term], occurrence{n, list[0].info >> 1, list[0].info&1 == 1, list[0].places})
			}
			n++
		}
	}
	for term := range strings.FieldsSeq(r.Common) {
		delete(want, term)
	}
	if diff := cmp.Diff(want, r.postings()); diff != "" {
		t.Errorf("postings (-want +got):\n%.2000s", diff)
	}
}

// The places of a title and of a text do not touch, and a title with which the
// text begins is counted once.
func TestPlaces(t *testing.T) {
	for _, test := range []struct {
		name, title, text string
		want              map[string][]int
	}{
		{"a title apart", "Trees", "Plant trees", map[string][]int{"trees": {0, 3}, "plant": {2}}},
		{"a title at the head of the text", "Plant trees", "Plant trees, many trees", map[string][]int{"plant": {0}, "trees": {1, 3}, "many": {2}}},
		{"no text", "Plant", "", map[string][]int{"plant": {0}}},
		{"no title", "", "Plant", map[string][]int{"plant": {0}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var c collector
			c.add(Commitment, 0, test.title, test.text)
			got := map[string][]int{}
			for term, list := range c.terms {
				got[term] = list[0].places
				inTitle := slices.Contains(slices.Collect(Terms(test.title)), term)
				if list[0].info&1 == 1 != inTitle {
					t.Errorf("%q is marked as in the title: %v", term, !inTitle)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
		})
	}
}

// Long texts go on in entries of their own, without losing a word.
func TestLongText(t *testing.T) {
	for name, text := range map[string]string{
		"sentences":            strings.Repeat("One two three four. ", 900),
		"one word":             strings.Repeat("é", 4000),
		"no sentence ends":     strings.Repeat("word ", 3000),
		"exactly the length":   strings.Repeat("a", maxEntry),
		"one more":             strings.Repeat("a ", maxEntry/2) + "b",
		"letters of their own": strings.Repeat("中", 3000),
		"no text at all":       strings.Repeat("\xff", 3*maxEntry),
		"half a letter ahead":  "\xb8" + strings.Repeat("中", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			text = strings.TrimSpace(text)
			joined := ""
			for i, e := range cut([]Item{{Text: text}}) {
				if len(e.Text) > maxEntry || e.follows != (i > 0) {
					t.Errorf("entry %d has %d bytes, follows: %v", i, len(e.Text), e.follows)
				}
				if strings.HasPrefix(text, "中") && !utf8.ValidString(e.Text) {
					t.Errorf("entry %d is cut within a letter", i)
				}
				joined += e.Text
			}
			if strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(text, " ", "") {
				t.Error("words are lost")
			}
		})
	}
}

// A text is cut behind a sentence that ends in its second half, else at a space.
func TestSplit(t *testing.T) {
	for _, test := range []struct{ name, text, head, rest string }{
		{"short", "One two.", "One two.", ""},
		{"behind a sentence", "One two three. Four five six", "One two three.", "Four five six"},
		{"a sentence that ends too early", "One. Two three four five six", "One. Two three four", "five six"},
		{"no sentence", "One two three four five six", "One two three four", "five six"},
		{"no space", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrst", "uvwxyz"},
		{"within a letter", "abcdefghijklmnopqrsüvwxyz", "abcdefghijklmnopqrs", "üvwxyz"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if head, rest := split(test.text, 20); head != test.head || rest != test.rest {
				t.Errorf("split(%q, 20) = %q, %q, want %q, %q", test.text, head, rest, test.head, test.rest)
			}
		})
	}
}

// The index depends on the documents and their order, not on when each was
// read.
func TestDeterminism(t *testing.T) {
	documents := archive(120)
	want, directory := index(t, documents, inOrder(len(documents)))
	random := rand.New(rand.NewPCG(3, 4))
	for range 3 {
		got, other := index(t, documents, random.Perm(len(documents)))
		if other != directory || !maps.Equal(got, want) {
			t.Fatal("another order of arrival gives another index")
		}
	}
	parts := make([]*Part, len(documents))
	var work sync.WaitGroup
	for i := range documents {
		work.Go(func() { parts[i], _ = Index(documents[i]) })
	}
	work.Wait()
	if got, err := Build(files{}, parts); err != nil || got != directory {
		t.Errorf("read side by side, the directory is %s, want %s (%v)", got, directory, err)
	}
}

// shownAtFirst is how many results the script shows at first, each of which may
// stand in a file of its own; see SHOWN in static/js/search.js.
const shownAtFirst = 8 + 3 + 3 + 3

// No query downloads more than 100 KB: the directory, terms within the budget,
// and the documents of what is shown.
func TestBound(t *testing.T) {
	documents := archive(1000)
	out, directory := index(t, documents, inOrder(len(documents)))
	r := read(t, out, directory)

	var results []int
	lengths := numbers(r.Lengths)
	for i, n := range lengths {
		path := "search/t-" + r.Names[8*i:8*i+8] + ".js"
		if size := compressed([]byte(out[path])); size > n*lengthUnit || size <= (n-1)*lengthUnit {
			t.Errorf("%s has %d bytes compressed, the directory says %d", path, size, n*lengthUnit)
		}
		if n*lengthUnit > budget {
			t.Errorf("%s can never be loaded", path)
		}
	}
	for i := range lengths {
		var text string
		r.call("search/t-"+r.Names[8*i:8*i+8]+".js", &text)
		fields := strings.Split(text, " ")
		for f := 0; f < len(fields); f += 4 {
			if n := len(strings.Join(fields[f+1:f+4], " ")); n > alone && len(fields) > 4 {
				t.Errorf("%q has %d bytes and brings %d other terms along", fields[f], n, len(fields)/4-1)
			}
		}
	}
	for path, data := range out {
		if !strings.HasPrefix(path, "search/t-") && path != directory {
			results = append(results, compressed([]byte(data)))
		}
	}
	slices.Sort(results)
	largest := 0
	for _, n := range results[len(results)-shownAtFirst:] {
		largest += n
	}
	total := compressed([]byte(out[directory])) + budget + largest
	t.Logf("directory %d, terms at most %d in %d files, results at most %d in %d files: %d bytes at most",
		compressed([]byte(out[directory])), budget, len(lengths), largest, len(results), total)
	if total > 100_000 {
		t.Errorf("a query may download %d bytes", total)
	}
	if r.Common == "" || len(strings.Fields(r.Common)) > 40 {
		t.Errorf("too common to be indexed: %q", r.Common)
	}
}

// An empty site has an index all the same.
func TestEmpty(t *testing.T) {
	for name, documents := range map[string][]Document{"no document": nil, "no words": {{Title: "x", Items: []Item{{Kind: Page, Path: "x"}}}}} {
		t.Run(name, func(t *testing.T) {
			out, directory := index(t, documents, inOrder(len(documents)))
			if r := read(t, out, directory); len(r.results) != len(documents) || r.Names != "" {
				t.Errorf("%d results, files of terms %q", len(r.results), r.Names)
			}
		})
	}
}

func BenchmarkIndex(b *testing.B) {
	documents := archive(20)
	b.ReportAllocs()
	size := 0
	for _, d := range documents {
		for _, item := range d.Items {
			size += len(item.Text)
		}
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, d := range documents {
			Index(d)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	documents := archive(300)
	parts := make([]*Part, len(documents))
	size := 0
	for i, d := range documents {
		parts[i], _ = Index(d)
		size += len(parts[i].postings)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(files{}, parts); err != nil {
			b.Fatal(err)
		}
	}
}
