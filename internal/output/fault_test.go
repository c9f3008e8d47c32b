//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// errDead is what every operation gives once the process counts as dead.
var errDead = errors.New("the process is dead")

// A fault lets the n-th operation fail.
type fault struct {
	n    int   // from 0; negative for none
	err  error // errDead: nothing is done from the n-th on
	torn bool  // a file whose writing fails is left half written

	folder string // of the stage, for torn files
	count  int
	ops    []string
}

func (f *fault) before(op, path string) error {
	at := f.count
	f.count++
	f.ops = append(f.ops, op)
	switch {
	case f.n < 0 || at < f.n:
		return nil
	case at > f.n && f.err != errDead:
		return nil
	}
	if f.torn && op == "write" && at == f.n {
		if err := os.WriteFile(filepath.Join(f.folder, path), []byte("hal"), fileMode); err != nil {
			return err
		}
	}
	return f.err
}

// A situation is what a build finds where its site is to stand.
type situation struct {
	name   string
	site   string                               // below the test's folder
	setup  func(t *testing.T, dir, site string) // nil: nothing is there
	old    bool                                 // a site is there
	hidden bool                                 // but under its hidden name
}

var situations = []situation{
	{name: "first build, folders missing", site: "a/b/public"},
	{name: "over an old site", site: "public", old: true,
		setup: func(t *testing.T, dir, site string) { build(t, site, oldSite) }},
	{name: "over what a killed build left", site: "public", old: true,
		setup: func(t *testing.T, dir, site string) {
			build(t, site, oldSite)
			build(t, filepath.Join(dir, ".public.communique-stage"), map[string]string{"x/left.html": "left"})
			writeFile(t, filepath.Join(dir, ".public.communique-lock"), "")
		}},
	{name: "after a death between two renames", site: "public", old: true, hidden: true,
		setup: func(t *testing.T, dir, site string) {
			build(t, filepath.Join(dir, ".public.communique-old"), oldSite)
			build(t, filepath.Join(dir, ".public.communique-stage"), newSite)
		}},
}

// attempt builds the new site with a fault, and lets a dead process lose its
// lock, as the system would.
func attempt(site string, f *fault, renames bool) error {
	f.folder = filepath.Join(filepath.Dir(site), "."+filepath.Base(site)+".communique-stage")
	s, err := newStage(site, disk{before: f.before})
	if err != nil {
		return err
	}
	defer s.lock.file.Close()
	if renames {
		s.exchange = func(a, b string) error { return fmt.Errorf("exchange: %w", errors.ErrUnsupported) }
	}
	var failed error
	for _, name := range []string{"index.html", "b/c/page.html", ".nojekyll"} {
		if failed == nil {
			failed = s.Add(name, []byte(newSite[name]))
		}
	}
	if failed != nil {
		return errors.Join(failed, s.Abort())
	}
	return s.Commit()
}

// TestEveryOperationFails lets each file operation of a build fail in turn,
// with each error, and the process die before each: the site is then the old
// one or the new one, whole, the error says which, and the next build heals
// whatever is left.
func TestEveryOperationFails(t *testing.T) {
	for _, s := range situations {
		for _, renames := range []bool{false, true} {
			for _, f := range []fault{
				{err: syscall.ENOSPC, torn: true}, {err: syscall.EIO}, {err: syscall.EACCES}, {err: errDead, torn: true},
			} {
				// With two renames only the way of the site into its place is another;
				// which error a failing write has makes no difference to it.
				if renames && (f.err == syscall.ENOSPC || f.err == syscall.EACCES || !s.old) {
					continue
				}
				name := fmt.Sprintf("%s/renames=%v/%v torn=%v", s.name, renames, f.err, f.torn)
				t.Run(name, func(t *testing.T) { everyOperation(t, s, renames, f) })
			}
		}
	}
}

func everyOperation(t *testing.T, s situation, renames bool, f fault) {
	clean := fault{n: -1}
	site := s.prepare(t)
	if err := attempt(site, &clean, renames); err != nil {
		t.Fatal(err)
	}
	if len(clean.ops) < 20 || !slices.Contains(clean.ops, "write") {
		t.Fatalf("only %d operations were seen: %v", len(clean.ops), clean.ops)
	}
	for n := range clean.ops {
		f := f
		f.n = n
		site := s.prepare(t)
		err := attempt(site, &f, renames)
		at := fmt.Sprintf("operation %d, %s: %v", n, clean.ops[n], err)
		if f.err == errDead {
			if err := Recover(site); err != nil {
				t.Fatalf("%s: Recover: %v", at, err)
			}
		}
		f.verdict(t, s, site, at, err)
		if err := attempt(site, &fault{n: -1}, renames); err != nil {
			t.Fatalf("%s: the next build: %v", at, err)
		}
		wantTree(t, site, newSite)
		wantNames(t, filepath.Dir(site), filepath.Base(site))
		if t.Failed() {
			t.Fatalf("at %s", at)
		}
	}
}

// prepare sets a situation up in a folder of its own.
func (s situation) prepare(t *testing.T) (site string) {
	dir := t.TempDir()
	site = filepath.Join(dir, filepath.FromSlash(s.site))
	if s.setup != nil {
		s.setup(t, dir, site)
	}
	return site
}

// verdict holds the site against what the build said of it.
func (f *fault) verdict(t *testing.T, s situation, site, at string, err error) {
	t.Helper()
	if _, there := os.Lstat(site); errors.Is(there, fs.ErrNotExist) {
		switch {
		case err == nil:
			t.Errorf("%s: a build that went well left no site", at)
		case s.hidden && f.err != errDead && restorable(site):
			// It was hidden before; to bring it back is what failed.
		case s.old:
			t.Errorf("%s: the old site is gone", at)
		}
		return
	}
	got := contents(t, site)
	for name := range got {
		if name == Marker || name[len(name)-1] == '/' {
			delete(got, name)
		}
	}
	isNew, isOld := equal(got, newSite), s.old && equal(got, oldSite)
	switch {
	case !isNew && !isOld:
		t.Errorf("%s: the site is neither the old one nor the new one: %v", at, got)
	case err == nil && !isNew:
		t.Errorf("%s: no error, and the old site", at)
	case err != nil && f.err != errDead && isNew && !upToDate(err):
		t.Errorf("%s: an error, and the new site", at)
	}
}

// upToDate reports the one error with which the new site is there.
func upToDate(err error) bool { return errors.Is(err, ErrLeftover) }

// restorable reports whether the old site stands where the next build finds it.
func restorable(site string) bool {
	old := filepath.Join(filepath.Dir(site), "."+filepath.Base(site)+".communique-old")
	for name, text := range oldSite {
		data, err := os.ReadFile(filepath.Join(old, filepath.FromSlash(name)))
		if err != nil || string(data) != text {
			return false
		}
	}
	return true
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			return false
		}
	}
	return true
}
