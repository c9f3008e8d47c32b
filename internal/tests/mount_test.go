//go:build linux

package tests

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"communique"
)

// inMounts is set in the environment of the process that has file systems of
// its own to mount.
const inMounts = "COMMUNIQUE_TEST_MOUNTS"

// TestFileSystems builds onto file systems that are full, read-only, and other
// than that of the documents. They are mounted where only a process that this
// test starts of itself sees them; a machine that does not allow it skips.
func TestFileSystems(t *testing.T) {
	if os.Getenv(inMounts) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFileSystems$", "-test.v")
		cmd.Env = append(os.Environ(), inMounts+"=1")
		cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
		out, err := cmd.CombinedOutput()
		switch {
		case errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) || strings.Contains(string(out), "--- SKIP"):
			t.Skipf("file systems cannot be mounted here: %v %s", err, out)
		case err != nil:
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	dir := t.TempDir()
	folders, sites := twoSites(t, dir, 2)
	small := filepath.Join(dir, "small")
	if err := os.Mkdir(small, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=64m"); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, syscall.MNT_DETACH) })
	remount := func(flags uintptr, size string) {
		t.Helper()
		if err := syscall.Mount("tmpfs", small, "tmpfs", syscall.MS_REMOUNT|flags, "size="+size); err != nil {
			t.Fatal(err)
		}
	}
	build := func(i int) error {
		_, err := communique.Build(t.Context(), communique.Options{
			Source: os.DirFS(folders[i]), Destination: filepath.Join(small, "public"),
		})
		return err
	}
	holds := func(what string, i int, beside ...string) {
		t.Helper()
		if !maps.Equal(sums(t, filepath.Join(small, "public")), sites[i]) {
			t.Fatalf("%s: the site is not whole", what)
		}
		wantBeside(t, small, beside...)
	}
	if err := build(0); err != nil {
		t.Fatalf("a file system other than that of the documents: %v", err)
	}
	holds("another file system", 0, "public")

	used := usedBytes(t, small)
	for _, spare := range []int64{1, 20, 60} { // pages: it ends sooner or later
		remount(0, strconv.FormatInt(used+spare*int64(os.Getpagesize()), 10))
		if err := build(1); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%d pages to spare: %v, want no space", spare, err)
		}
		holds("no space", 0, "public")
	}
	remount(syscall.MS_RDONLY, "64m")
	if err := build(1); !errors.Is(err, syscall.EROFS) {
		t.Errorf("a read-only file system: %v", err)
	}
	holds("a read-only file system", 0, "public")
	remount(0, "64m")
	if err := build(1); err != nil {
		t.Errorf("with space again: %v", err)
	}
	holds("with space again", 1, "public")

	var refused *communique.DestinationError
	_, err := communique.Build(t.Context(), communique.Options{Source: os.DirFS(folders[0]), Destination: small})
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "another file system is mounted on it") {
		t.Errorf("a mount point as destination: %v", err)
	}
}

func usedBytes(t *testing.T, folder string) int64 {
	t.Helper()
	var stat syscall.Statfs_t
	if err := syscall.Statfs(folder, &stat); err != nil {
		t.Fatal(err)
	}
	return int64(stat.Blocks-stat.Bfree) * int64(stat.Bsize)
}
