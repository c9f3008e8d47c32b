//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// The modes of a site are those of a public one under any umask, even one that
// denies its owner everything.
func TestUmask(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o077, 0o277, 0o777} {
		old := unix.Umask(umask)
		site := filepath.Join(t.TempDir(), "public")
		func() {
			defer unix.Umask(old)
			s, err := NewStage(site)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Add("a/b/c.html", []byte("text")); err != nil {
				t.Fatal(err)
			}
			if err := s.Commit(); err != nil {
				t.Fatal(err)
			}
		}()
		err := filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			want := fileMode
			if d.IsDir() {
				want = folderMode
			}
			if info.Mode().Perm() != want {
				t.Errorf("umask %03o: %s has mode %v, want %v", umask, name, info.Mode().Perm(), want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// The system that runs the tests is one that can exchange, so that a fallback
// by mistake would show.
func TestExchange(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	writeFile(t, filepath.Join(a, "in-a"), "")
	writeFile(t, filepath.Join(b, "in-b"), "")
	err := exchange(a, b)
	if errors.Is(err, errors.ErrUnsupported) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	wantNames(t, a, "in-b")
	wantNames(t, b, "in-a")
	if err := exchange(a, filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("exchange with nothing: %v, want fs.ErrNotExist", err)
	}
}

// A full disk ends a build with its error and leaves the old site. A limit on
// the size of files stands in for the disk.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	build(t, site, oldSite)
	s := mustStage(t, site)
	mustAdd(t, s, newSite)

	err := withFileLimit(t, func() error { return s.Add("big.html", make([]byte, 5000)) })
	if !errors.Is(err, unix.EFBIG) {
		t.Errorf("Add on a full disk: %v, want EFBIG", err)
	}
	if err := s.Commit(); !errors.Is(err, unix.EFBIG) {
		t.Errorf("Commit: %v, want the failure of Add", err)
	}
	wantTree(t, site, oldSite)
	wantNames(t, dir, "public")
}

// withFileLimit runs a function while no file may grow past 1000 bytes.
func withFileLimit(t *testing.T, run func() error) error {
	t.Helper()
	signal.Ignore(unix.SIGXFSZ)
	defer signal.Reset(unix.SIGXFSZ)
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	tight := old
	tight.Cur = 1000
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &tight); err != nil {
		t.Fatal(err)
	}
	defer unix.Setrlimit(unix.RLIMIT_FSIZE, &old)
	return run()
}

// Somebody tidies the hidden folder away under a running build.
func TestStageVanishes(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	build(t, site, oldSite)
	s := mustStage(t, site)
	if err := os.RemoveAll(s.place.stage); err != nil {
		t.Fatal(err)
	}
	if err := s.Add("index.html", []byte("new")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Add without a stage: %v, want fs.ErrNotExist", err)
	}
	if err := s.Commit(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Commit: %v, want the failure of Add", err)
	}
	wantTree(t, site, oldSite)
	wantNames(t, dir, "public")
}
