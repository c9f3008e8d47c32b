package check

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unique"

	"communique/internal/diag"
)

// A Size says how large a tree is.
type Size struct {
	Files int   // pages included
	Pages int   // of HTML
	Bytes int64 // in all files
}

// Tree holds a finished site to what every file of it promises:
//
//   - each link within the site is relative, names a file that is there, and a
//     fragment that is an id on that page;
//   - nothing is loaded from elsewhere; a page holds no script, no style that
//     its policy does not name, no handler, no base;
//   - ids are unique, headings in order under one h1, language and title given;
//   - nothing is left of a template that went wrong;
//   - names differ by more than case, and each file is linked from another.
//
// Problems are in order of place, at most twenty of one file. The place is the
// path of the file in the tree, and the tag concerned.
func Tree(fsys fs.FS) (Size, diag.List) { return checkTree(fsys, runtime.GOMAXPROCS(0)) }

const (
	maxProblems = 20 // told of one file
	maxOrphans  = 20 // told in all
)

// A tree is a site while it is checked. What a worker finds in a file stays in
// the record of that file, so that the number of workers changes nothing.
type tree struct {
	fsys    fs.FS
	names   []string // the files, sorted
	index   map[string]int32
	folders map[string]bool
	folded  map[string]string // names of files and folders by their folded form
	records []record          // of each file
	linked  []atomic.Bool     // by another file
	seed    maphash.Seed
	size    Size
	general diag.List
}

// A record is what is kept of a file after it has been read.
type record struct {
	ids      []uint64   // hashes of the ids of a page, sorted
	outward  []crossing // links to ids of other pages
	problems diag.List
	dropped  int           // problems beyond maxProblems
	worst    diag.Severity // of those
}

// A crossing is a link from one page to an id of another.
type crossing struct {
	to     int32 // index of the other page
	offset int32 // of the tag
	id     unique.Handle[string]
}

func checkTree(fsys fs.FS, workers int) (Size, diag.List) {
	t := &tree{
		fsys: fsys, index: make(map[string]int32), folders: make(map[string]bool), folded: make(map[string]string),
		seed: maphash.MakeSeed(),
	}
	t.walk()
	t.records = make([]record, len(t.names))
	t.linked = make([]atomic.Bool, len(t.names))
	t.readAll(workers)
	t.resolveCrossings()
	t.orphans()
	problems := t.general
	for i, r := range t.records {
		problems = append(problems, r.problems...)
		if r.dropped > 0 {
			more := diag.Errorf(diag.Pos{File: t.names[i]}, "%d more problems in this file", r.dropped)
			more.Severity = r.worst
			problems = append(problems, more)
		}
	}
	problems.Sort()
	return t.size, problems
}

// walk gathers the names.
func (t *tree) walk() {
	err := fs.WalkDir(t.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			t.fail(name, err)
			return nil
		}
		t.fold(name)
		if d.IsDir() {
			t.folders[name] = true
			return nil
		}
		t.index[name] = int32(len(t.names))
		t.names = append(t.names, name)
		t.count(name, d)
		return nil
	})
	if err != nil {
		t.fail(".", err)
	}
}

func (t *tree) fail(name string, err error) {
	t.general = append(t.general, unreadable(name, err))
}

// unreadable says what keeps a file or folder from being read.
func unreadable(name string, err error) diag.Diagnostic {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return diag.Errorf(diag.Pos{File: name}, "cannot be read: %v", err)
}

// fold notes a name that another differs from in case alone.
func (t *tree) fold(name string) {
	key := strings.ToLower(name)
	if other, taken := t.folded[key]; taken && path.Dir(other) == path.Dir(name) {
		t.general = append(t.general, diag.Errorf(diag.Pos{File: name}, "differs from %s in case alone", other).
			WithHint("where case does not count, one of the two replaces the other; rename one"))
		return
	}
	t.folded[key] = name
}

func (t *tree) count(name string, d fs.DirEntry) {
	t.size.Files++
	if path.Ext(name) == ".html" {
		t.size.Pages++
	}
	info, err := d.Info()
	if err != nil {
		t.fail(name, err)
		return
	}
	t.size.Bytes += info.Size()
	if !info.Mode().IsRegular() {
		t.general = append(t.general, diag.Errorf(diag.Pos{File: name}, "is no regular file").
			WithHint("a site holds files only: no links, pipes or devices"))
	}
}

// readAll reads each file that is text.
func (t *tree) readAll(workers int) {
	var next atomic.Int32
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			f := &file{tree: t, seen: make(map[uint64]int)}
			for {
				i := next.Add(1) - 1
				if int(i) >= len(t.names) {
					return
				}
				f.read(i)
			}
		})
	}
	group.Wait()
}

// resolveCrossings looks up the ids to which links from other pages lead.
func (t *tree) resolveCrossings() {
	for i := range t.records {
		r := &t.records[i]
		f := &file{tree: t, record: r, name: t.names[i]}
		for _, c := range r.outward {
			if _, found := slices.BinarySearch(t.records[c.to].ids, t.hash(c.id.Value())); found {
				continue
			}
			if f.data == nil {
				f.data, _ = fs.ReadFile(t.fsys, f.name) // read before; only the line number is wanted
			}
			f.problem(min(int(c.offset), len(f.data)), "correct the fragment, or give the element its id",
				"%s has no element with the id %q", t.names[c.to], c.id.Value())
		}
		r.outward = nil
	}
}

func (t *tree) hash(id string) uint64 { return maphash.String(t.seed, id) }

// atRoot are files that are found at the root of a site without a link.
var atRoot = map[string]bool{
	"index.html": true, "404.html": true, "robots.txt": true, "humans.txt": true, "_headers": true, "_redirects": true,
	".nojekyll": true, ".communique": true, "embed.js": true, "CNAME": true, "apple-touch-icon.png": true,
}

// foundAnyway reports whether a file is found without a link.
func foundAnyway(name string) bool {
	return atRoot[name] || strings.HasPrefix(name, ".well-known/") || strings.HasPrefix(name, "favicon.") ||
		strings.HasPrefix(name, "search/") && path.Ext(name) == ".js" || // the index, which a script loads by need
		strings.HasPrefix(name, "assets/") && (path.Ext(name) == ".js" || path.Ext(name) == ".css") || // of a kind of page that this site may not have
		strings.HasPrefix(path.Base(name), "sitemap") && path.Ext(name) == ".xml" // the root's names the others
}

// orphans warns of files that nothing in the tree links to.
func (t *tree) orphans() {
	n := 0
	for i, name := range t.names {
		if t.linked[i].Load() || foundAnyway(name) || t.isCard(name) {
			continue
		}
		if n++; n <= maxOrphans {
			t.general = append(t.general, diag.Warnf(diag.Pos{File: name}, "no page links to this file").
				WithHint("link to it, or leave it out"))
		}
	}
	if n > maxOrphans {
		t.general = append(t.general, diag.Warnf(diag.Pos{}, "no page links to %d further files", n-maxOrphans))
	}
}

// isCard reports whether a file is the social card of a page beside it, which
// names it by an absolute address, for other programs.
func (t *tree) isCard(name string) bool {
	page := strings.TrimSuffix(name, ".png") + ".html"
	if path.Base(name) == "card.png" {
		page = path.Join(path.Dir(name), "index.html")
	}
	_, there := t.index[page]
	return there && path.Ext(name) == ".png"
}

// A file is the one that a worker is at. It is used again for the next.
type file struct {
	tree   *tree
	record *record
	self   int32
	name   string
	data   []byte
	room   []byte         // for an address
	seen   map[uint64]int // offset of the tag for each id of a page
}

// problem notes an error at an offset.
func (f *file) problem(offset int, hint, format string, args ...any) {
	f.note(diag.Error, offset, hint, format, args...)
}

func (f *file) warning(offset int, hint, format string, args ...any) {
	f.note(diag.Warning, offset, hint, format, args...)
}

func (f *file) note(severity diag.Severity, offset int, hint, format string, args ...any) {
	if len(f.record.problems) == maxProblems {
		if f.record.dropped++; f.record.dropped == 1 || severity == diag.Error {
			f.record.worst = severity
		}
		return
	}
	f.record.problems = append(f.record.problems, diag.Diagnostic{
		Pos: positionIn(f.name, f.data, offset), Severity: severity, Text: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// read reads one file by its kind. Pictures and archives are not looked into.
func (f *file) read(i int32) {
	f.self, f.name, f.record = i, f.tree.names[i], &f.tree.records[i]
	examine := examiners[path.Ext(f.name)]
	if examine == nil {
		return
	}
	if err := f.load(); err != nil {
		f.record.problems = append(f.record.problems, unreadable(f.name, err))
		return
	}
	examine(f)
}

// load reads the file into the room of the one before.
func (f *file) load() error {
	in, err := f.tree.fsys.Open(f.name)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	f.data = slices.Grow(f.data[:0], int(info.Size()))[:info.Size()]
	_, err = io.ReadFull(in, f.data)
	return err
}

// examiners say how files are read, by the end of their names.
var examiners = map[string]func(*file){
	".html":        (*file).page,
	".svg":         (*file).drawing,
	".css":         (*file).styleSheet,
	".js":          (*file).leftovers,
	".xml":         (*file).leftovers,
	".txt":         (*file).leftovers,
	".csv":         (*file).leftovers,
	".ics":         (*file).leftovers,
	".json":        (*file).json,
	".webmanifest": (*file).json,
}
