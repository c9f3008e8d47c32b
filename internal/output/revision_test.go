//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Three sites in a row: a file stays, one changes, one goes, one comes, and a
// name that was a file is a folder.
var sites = []map[string]string{
	{"index.html": "one", "a/stays.html": "stays", "a/gone.html": "gone", "b": "file", "c/d/deep.html": "deep"},
	{"index.html": "two", "a/stays.html": "stays", "b/now.html": "folder", "c/d/deep.html": "deep"},
	{"index.html": "three", "a/stays.html": "stays", "b": "file again", "e/new.html": "new"},
}

// revise makes a site of a destination, and keeps what has not changed since
// the last one without its bytes.
func revise(site string, d disk, renames bool, last, next map[string]string) error {
	r, err := newRevision(site, d)
	if err != nil {
		return err
	}
	defer r.lock.file.Close()
	if renames {
		r.exchange = func(a, b string) error { return fmt.Errorf("exchange: %w", errors.ErrUnsupported) }
	}
	for _, name := range slices.Sorted(maps.Keys(next)) {
		if old, ok := last[name]; ok && old == next[name] && r.Keep([]string{name}) {
			continue
		}
		if err := r.Add(name, []byte(next[name])); err != nil {
			return errors.Join(err, r.Abort())
		}
	}
	return r.Commit(func(w io.Writer) error { _, err := io.WriteString(w, next["index.html"]); return err })
}

// recalled is what the last build told.
func recalled(r *Revision) string {
	var told []byte
	if err := r.Recall(func(in io.Reader) (err error) { told, err = io.ReadAll(in); return err }); err != nil {
		return err.Error()
	}
	return string(told)
}

func mustRevise(t *testing.T, site string, last, next map[string]string) {
	t.Helper()
	if err := revise(site, disk{}, false, last, next); err != nil {
		t.Fatal(err)
	}
}

// wantSite holds that the destination has the files, and no others, and that
// a revision knows it for what it is.
func wantSite(t *testing.T, site string, want map[string]string) {
	t.Helper()
	wantTree(t, site, want)
	r, err := NewRevision(site)
	if err != nil {
		t.Fatal(err)
	}
	if recalled(r) != want["index.html"] || !r.Intact() {
		t.Errorf("told %q of the last build, intact: %v", recalled(r), r.Intact())
	}
	if err := r.Abort(); err != nil {
		t.Error(err)
	}
}

func TestRevisions(t *testing.T) {
	for _, renames := range []bool{false, true} {
		site := filepath.Join(t.TempDir(), "public")
		var last map[string]string
		for i := range 7 {
			next := sites[i%len(sites)]
			if err := revise(site, disk{}, renames, last, next); err != nil {
				t.Fatal(err)
			}
			wantSite(t, site, next)
			last = next
		}
	}
}

// What stays the same is the same file on disk, whether it is kept or added.
func TestRevisionWritesOnlyChanges(t *testing.T) {
	site := filepath.Join(t.TempDir(), "public")
	page := filepath.Join(site, "a", "stays.html")
	var last map[string]string
	var first os.FileInfo
	for i := range 6 {
		next := sites[i%len(sites)]
		mustRevise(t, site, last, next)
		last = next
		if i == 2 { // both trees have it
			last = nil // all is added now
		}
		info, err := os.Stat(page)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = info
		}
		if i < 3 && !os.SameFile(first, info) {
			t.Errorf("build %d wrote a page that had not changed", i)
		}
		if i > 2 && !first.ModTime().Equal(info.ModTime()) {
			t.Errorf("build %d wrote a page again that the tree had", i)
		}
	}
}

// TestRevisionSeesDamage: what somebody else did to a file, in the site or in
// the tree beside it, is undone.
func TestRevisionSeesDamage(t *testing.T) {
	damages := map[string]func(t *testing.T, page string){
		"written to": func(t *testing.T, page string) { writeFile(t, page, "hacked") },
		"same size": func(t *testing.T, page string) {
			writeFile(t, page, "STAYS")
			if err := os.Chtimes(page, time.Time{}, time.Now().Add(time.Second)); err != nil {
				t.Fatal(err)
			}
		},
		"removed": func(t *testing.T, page string) {
			if err := os.Remove(page); err != nil {
				t.Fatal(err)
			}
		},
		"a folder": func(t *testing.T, page string) {
			if err := errors.Join(os.Remove(page), os.Mkdir(page, 0o755)); err != nil {
				t.Fatal(err)
			}
		},
		"a link": func(t *testing.T, page string) {
			if err := errors.Join(os.Remove(page), os.Symlink("/etc/passwd", page)); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, damage := range damages {
		for _, in := range []string{"public", ".public.communique-spare"} {
			t.Run(name+" in "+in, func(t *testing.T) {
				dir := t.TempDir()
				site := filepath.Join(dir, "public")
				mustRevise(t, site, nil, sites[0])
				mustRevise(t, site, sites[0], sites[1])
				damage(t, filepath.Join(dir, in, "a", "stays.html"))
				if in == "public" {
					r, err := NewRevision(site)
					if err != nil {
						t.Fatal(err)
					}
					if r.Intact() {
						t.Error("it is not seen")
					}
					if err := r.Abort(); err != nil {
						t.Fatal(err)
					}
				}
				mustRevise(t, site, sites[1], sites[2])
				wantSite(t, site, sites[2])
				mustRevise(t, site, sites[2], sites[0])
				wantSite(t, site, sites[0])
			})
		}
	}
}

// A record that is torn, of another version, or of another tree is none.
func TestRevisionWithoutRecord(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, record string){
		"torn":     func(t *testing.T, record string) { os.Truncate(record, 40) },
		"empty":    func(t *testing.T, record string) { os.Truncate(record, 0) },
		"gone":     func(t *testing.T, record string) { os.Remove(record) },
		"nonsense": func(t *testing.T, record string) { writeFile(t, record, "{}") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			site := filepath.Join(dir, "public")
			mustRevise(t, site, nil, sites[0])
			mustRevise(t, site, sites[0], sites[1])
			records, err := filepath.Glob(filepath.Join(dir, ".public.communique-record-*"))
			if err != nil || len(records) != 2 {
				t.Fatal(records, err)
			}
			for _, record := range records {
				change(t, record)
			}
			r, err := NewRevision(site)
			if err != nil {
				t.Fatal(err)
			}
			if recalled(r) != fs.ErrNotExist.Error() || r.Intact() || r.Keep([]string{"a/stays.html"}) {
				t.Error("something is known without a record")
			}
			if err := r.Abort(); err != nil {
				t.Fatal(err)
			}
			mustRevise(t, site, sites[1], sites[2])
			wantSite(t, site, sites[2])
		})
	}
}

func TestRevisionRefuses(t *testing.T) {
	site := filepath.Join(t.TempDir(), "public")
	r, err := NewRevision(site)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Add("a.html", nil); err != nil {
		t.Fatal(err)
	}
	var collision *CollisionError
	if err := r.Add("a.html", nil); !errors.As(err, &collision) {
		t.Errorf("a path twice: %v", err)
	}
	if _, err := NewRevision(site); !errors.Is(err, ErrBusy) {
		t.Errorf("two at once: %v", err)
	}
	if err := r.Commit(func(io.Writer) error { return nil }); err == nil {
		t.Error("an incomplete site was put in place")
	}
	wantNames(t, filepath.Dir(site))

	mustRevise(t, site, nil, sites[0])
	mustRevise(t, site, sites[0], sites[1])
	for _, pair := range [][2]string{{"x", "x/y.html"}, {"x/y.html", "x"}} {
		r, err := NewRevision(site)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Add(pair[0], nil); err != nil {
			t.Fatal(err)
		}
		if err := r.Add(pair[1], nil); !errors.As(err, &collision) {
			t.Errorf("%v: %v", pair, err)
		}
		if err := r.Abort(); err != nil {
			t.Fatal(err)
		}
	}
	wantSite(t, site, sites[1])
}

// TestRevisionAborted: a build that ends early leaves the site, and the tree
// beside it for the next build.
func TestRevisionAborted(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	mustRevise(t, site, nil, sites[0])
	mustRevise(t, site, sites[0], sites[1])
	r, err := NewRevision(site)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Add("index.html", []byte("never seen")); err != nil {
		t.Fatal(err)
	}
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	wantSite(t, site, sites[1])
	if _, err := os.Stat(filepath.Join(dir, ".public.communique-spare")); err != nil {
		t.Error("the tree beside the site is gone")
	}
	mustRevise(t, site, sites[1], sites[2])
	wantSite(t, site, sites[2])
}

// TestEveryOperationOfARevisionFails lets each operation fail in turn, or the
// process die there: the site is the last one or the next one, whole, and the
// next build ends well whatever is left.
func TestEveryOperationOfARevisionFails(t *testing.T) {
	for _, renames := range []bool{false, true} {
		for _, err := range []error{syscall.ENOSPC, syscall.EACCES, errDead} {
			for _, builds := range []int{0, 1, 2} { // that went before
				t.Run(fmt.Sprintf("%d builds/renames=%v/%v", builds, renames, err), func(t *testing.T) {
					everyOperationOfARevision(t, builds, renames, err)
				})
			}
		}
	}
}

func everyOperationOfARevision(t *testing.T, builds int, renames bool, failure error) {
	prepare := func() (site string, last map[string]string) {
		site = filepath.Join(t.TempDir(), "public")
		for i := range builds {
			mustRevise(t, site, last, sites[i])
			last = sites[i]
		}
		return site, last
	}
	clean := fault{n: -1}
	site, last := prepare()
	if err := revise(site, disk{before: clean.before}, renames, last, sites[2]); err != nil {
		t.Fatal(err)
	}
	if len(clean.ops) < 20 {
		t.Fatalf("only %d operations were seen: %v", len(clean.ops), clean.ops)
	}
	for n := range clean.ops {
		site, last := prepare()
		f := fault{n: n, err: failure, torn: failure != syscall.EACCES, folder: filepath.Join(filepath.Dir(site), ".public.communique-stage")}
		err := revise(site, disk{before: f.before}, renames, last, sites[2])
		at := fmt.Sprintf("operation %d, %s: %v", n, clean.ops[n], err)
		if failure == errDead {
			if err := Recover(site); err != nil {
				t.Fatalf("%s: Recover: %v", at, err)
			}
		}
		now := map[string]string{}
		if _, statErr := os.Lstat(site); statErr == nil {
			now = contents(t, site)
			maps.DeleteFunc(now, func(name, _ string) bool { return name == Marker || strings.HasSuffix(name, "/") })
		}
		isLast, isNext := maps.Equal(now, last), maps.Equal(now, sites[2])
		if !isLast && !isNext || err == nil && !isNext {
			t.Fatalf("%s: the site is %v", at, now)
		}
		if err := revise(site, disk{}, renames, nil, sites[2]); err != nil {
			t.Fatalf("%s: the next build: %v", at, err)
		}
		wantSite(t, site, sites[2])
		for _, left := range []string{"stage", "old", "lock"} {
			if _, err := os.Lstat(filepath.Join(filepath.Dir(site), ".public.communique-"+left)); err == nil {
				t.Fatalf("%s: the %s is left", at, left)
			}
		}
	}
}

// TestRandomRevisions makes site after site of a few names, each a file or a
// folder by chance, some builds given up half way.
func TestRandomRevisions(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	names := []string{"a", "a/b", "a/b/c", "a/c", "d", "d/e", "f"}
	site := filepath.Join(t.TempDir(), "public")
	var last map[string]string
	for round := range 150 {
		next := map[string]string{"index.html": fmt.Sprint(round)}
		for _, name := range names {
			inTheWay := slices.ContainsFunc(slices.Collect(maps.Keys(next)), func(other string) bool { return strings.HasPrefix(name, other+"/") })
			if !inTheWay && random.IntN(2) == 0 {
				next[name] = fmt.Sprint(random.IntN(3))
			}
		}
		if random.IntN(5) == 0 {
			r, err := NewRevision(site)
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range next {
				if err := r.Add(name, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			if err := r.Abort(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		mustRevise(t, site, last, next)
		wantSite(t, site, next)
		last = next
		if t.Failed() {
			t.Fatalf("round %d: %v", round, next)
		}
	}
}
