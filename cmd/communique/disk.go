package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A disk is the machine's file system under the names that people type:
// relative, with "..", or absolute, slashes for separators. [os.DirFS] would
// refuse the last two, and messages could not name a file as it was given.
//
// What is found in a folder stays in it: a symbolic link there that leads out
// of the folder is not followed. What was named on the command line may be
// anywhere, and be a link.
type disk struct {
	folders []string        // as they were named, clean; the first that a name is in counts
	named   map[string]bool // files
}

// newDisk returns the disk for a site and what else was named, the empty name
// aside.
func newDisk(source string, paths ...string) disk {
	d := disk{folders: []string{path.Clean(source)}, named: map[string]bool{}}
	for _, p := range paths {
		if p == "" {
			continue
		}
		info, err := os.Stat(filepath.FromSlash(p))
		if err != nil || !info.IsDir() {
			d.named[path.Clean(p)] = true
			continue
		}
		var stray *strayLink
		if _, err := d.Stat(p); errors.As(err, &stray) {
			d.folders = slices.Insert(d.folders, 0, path.Clean(p)) // a link that leads elsewhere
		} else {
			d.folders = append(d.folders, path.Clean(p))
		}
	}
	return d
}

func (d disk) Open(name string) (f fs.File, err error) {
	err = d.do("open", name, func(r *os.Root, rest string) error { f, err = r.Open(rest); return err },
		func(name string) error { f, err = os.Open(name); return err })
	if err != nil {
		return nil, err // and no file that is a nil pointer
	}
	return f, nil
}

func (d disk) ReadFile(name string) (data []byte, err error) {
	err = d.do("open", name, func(r *os.Root, rest string) error { data, err = r.ReadFile(rest); return err },
		func(name string) error { data, err = os.ReadFile(name); return err })
	return data, err
}

func (d disk) Stat(name string) (info fs.FileInfo, err error) {
	err = d.do("stat", name, func(r *os.Root, rest string) error { info, err = r.Stat(rest); return err },
		func(name string) error { info, err = os.Stat(name); return err })
	return info, err
}

func (d disk) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.(*os.File).ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}

// do calls inside with the folder that a name is in, or else outside with the
// name as the system writes it. An error names the file as it was given.
func (d disk) do(op, name string, inside func(r *os.Root, rest string) error, outside func(name string) error) error {
	folder, rest, found := d.folder(path.Clean(name))
	if !found {
		return outside(filepath.FromSlash(name))
	}
	r, err := os.OpenRoot(filepath.FromSlash(folder))
	if err == nil {
		defer r.Close()
		err = inside(r, filepath.FromSlash(rest))
	}
	var at *fs.PathError
	if !errors.As(err, &at) {
		return err
	}
	if strings.Contains(at.Err.Error(), "escapes") { // package os has no name for this error
		return &fs.PathError{Op: op, Path: name, Err: &strayLink{folder}}
	}
	return &fs.PathError{Op: op, Path: name, Err: at.Err}
}

// folder returns the folder that a clean name is in, and its name there. A
// folder that was named itself, or a file, is in none.
func (d disk) folder(name string) (folder, rest string, found bool) {
	if d.named[name] || slices.Contains(d.folders, name) {
		return "", "", false
	}
	for _, folder := range d.folders {
		rest, found := strings.CutPrefix(name, strings.TrimSuffix(folder, "/")+"/")
		if folder == "." {
			rest, found = name, filepath.IsLocal(filepath.FromSlash(name))
		}
		if found {
			return folder, rest, true
		}
	}
	return "", "", false
}

// A strayLink is a symbolic link that leads out of a folder.
type strayLink struct{ folder string }

func (s *strayLink) Error() string {
	if s.folder == "." {
		return "a symbolic link here leads out of the folder of the site"
	}
	return fmt.Sprintf("a symbolic link here leads out of %s", s.folder)
}

// Hint says what to do about it.
func (s *strayLink) Hint() string {
	return "put the file itself there, or name a document on the command line; a relative link within the folder is fine"
}

// slashes turns paths from the command line into names of the disk.
func slashes(paths []string) []string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.ToSlash(p)
	}
	return names
}
