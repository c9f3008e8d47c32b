package output

import (
	"os"

	"golang.org/x/sys/windows"
)

// A lock is a file that is locked as long as the process lives; a killed build
// leaves the file but not the lock.
type lock struct{ file *os.File }

// acquireLock takes the lock or fails with ErrBusy at once.
func acquireLock(_ disk, path string) (*lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, err
	}
	const now = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(file.Fd()), now, 0, 1, 0, new(windows.Overlapped))
	if err == nil {
		return &lock{file}, nil
	}
	file.Close()
	if err == windows.ERROR_LOCK_VIOLATION || err == windows.ERROR_IO_PENDING {
		return nil, ErrBusy
	}
	return nil, &os.PathError{Op: "lock", Path: path, Err: err}
}

// release gives the lock back. An open file cannot be removed here, so that
// the removal fails, rightly, if another build has opened it meanwhile.
func (l *lock) release() {
	l.file.Close()
	os.Remove(l.file.Name())
}

func busyHint(string) string { return "" }
