//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package output

import (
	"errors"
	"io/fs"
	"os"
)

// A lock is a file that exists as long as a build runs: these systems have no
// lock that ends with its process, so a killed build leaves one behind.
type lock struct{ path string }

// acquireLock takes the lock or fails with ErrBusy at once.
func acquireLock(_ disk, path string) (*lock, error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if errors.Is(err, fs.ErrExist) {
		return nil, ErrBusy
	}
	if err != nil {
		return nil, err
	}
	return &lock{path}, file.Close()
}

func (l *lock) release() { os.Remove(l.path) }

func busyHint(path string) string { return "; if none is running, remove " + path }
