package output

import (
	"io/fs"
	"os"
	"path/filepath"
)

// A disk is the file system under a destination. Every operation on it that
// can fail goes through here, so that a test can let the n-th one fail, or the
// process die before it, for every n.
type disk struct {
	// before, if it is set, is called ahead of each operation with the name of
	// the system call that it stands for; an error of it takes the place of the
	// operation.
	before func(op, path string) error
}

// do runs an operation.
func (d disk) do(op, path string, run func() error) error {
	if d.before != nil {
		if err := d.before(op, path); err != nil {
			return &fs.PathError{Op: op, Path: path, Err: err}
		}
	}
	return run()
}

func (d disk) lstat(path string) (info fs.FileInfo, err error) {
	err = d.do("lstat", path, func() (err error) { info, err = os.Lstat(path); return err })
	return info, err
}

func (d disk) readFile(path string) (data []byte, err error) {
	err = d.do("read", path, func() (err error) { data, err = os.ReadFile(path); return err })
	return data, err
}

func (d disk) readDir(path string) (entries []fs.DirEntry, err error) {
	err = d.do("readdir", path, func() (err error) { entries, err = os.ReadDir(path); return err })
	return entries, err
}

func (d disk) mkdir(path string) error {
	return d.do("mkdir", path, func() error { return os.Mkdir(path, folderMode) })
}

func (d disk) chmod(path string, mode fs.FileMode) error {
	return d.do("chmod", path, func() error { return os.Chmod(path, mode) })
}

func (d disk) rename(from, to string) error {
	return d.do("rename", to, func() error { return os.Rename(from, to) })
}

func (d disk) remove(path string) error {
	return d.do("remove", path, func() error { return os.Remove(path) })
}

// removeAll removes a file or a tree. Under test it does so one by one, as the
// system would, so that it can end between any two.
func (d disk) removeAll(path string) error {
	if d.before == nil {
		return os.RemoveAll(path)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		entries, err := d.readDir(path)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := d.removeAll(filepath.Join(path, e.Name())); err != nil {
				return err
			}
		}
	}
	return d.remove(path)
}

// exchange lets two folders change places in one step.
func (d disk) exchange(a, b string) error {
	return d.do("exchange", b, func() error { return exchange(a, b) })
}
