//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"os"

	"golang.org/x/sys/unix"
)

// A lock is a file that is locked as long as the process lives; a killed build
// leaves the file but not the lock.
type lock struct {
	disk disk
	file *os.File
}

// acquireLock takes the lock or fails with ErrBusy at once.
func acquireLock(d disk, path string) (*lock, error) {
	for {
		var file *os.File
		err := d.do("lock", path, func() (err error) { file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode); return err })
		if err != nil {
			return nil, err
		}
		err = retry(func() error { return unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB) })
		if err != nil {
			file.Close()
			if err == unix.EWOULDBLOCK {
				return nil, ErrBusy
			}
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		}
		if current(file, path) {
			return &lock{d, file}, nil
		}
		file.Close()
	}
}

// current reports whether the file is still the one at the path. The holder
// before us may have removed it between our opening and our locking it, and a
// third build may hold a new one.
func current(file *os.File, path string) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, there)
}

// release removes the file while it is still locked.
func (l *lock) release() {
	_ = l.disk.remove(l.file.Name())
	l.file.Close()
}

func busyHint(string) string { return "" }
