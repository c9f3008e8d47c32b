//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A folder is the root of a stage.
type folder struct {
	disk disk
	path string
}

// openFolderAt has no use for strip: these systems have no umask to undo.
func openFolderAt(d disk, path string, strip bool) (*folder, error) { return &folder{d, path}, nil }

func (f *folder) close() {}

// mkdir makes one folder; one that is there already is fine.
func (f *folder) mkdir(name string) error {
	full := filepath.Join(f.path, filepath.FromSlash(name))
	err := f.disk.mkdir(full)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if info, statErr := os.Lstat(full); statErr != nil || !info.IsDir() {
		return err
	}
	return nil
}

// write makes a file, which must not be there yet.
func (f *folder) write(name string, data []byte) error {
	full := filepath.Join(f.path, filepath.FromSlash(name))
	var file *os.File
	err := f.disk.do("create", full, func() (err error) {
		file, err = os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
		return err
	})
	if err != nil {
		return err
	}
	err = f.disk.do("write", full, func() error { _, err := file.Write(data); return err })
	return errors.Join(err, file.Close())
}

// isCollision reports whether the error can mean that a file or folder is in
// the way. These systems have several errors for it, so the caller looks.
func isCollision(err error) bool { return err != nil }

func mounted(string) bool { return false }
