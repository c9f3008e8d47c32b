// Package overlay lays one file system over another, file by file.
//
// It owns the rule by which a site's own templates, styles and pages take the
// place of those that the program carries: a file of the upper system hides
// the file of the same name below, and all others show through. In go two
// [fs.FS], out comes one; nothing is copied or kept.
package overlay

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
)

// New returns the system in which the files under root in upper hide those of
// lower. A root that does not exist hides nothing; an upper that is nil
// neither. A file of one that is a folder of the other is hidden by it.
func New(upper fs.FS, root string, lower fs.FS) fs.FS {
	return &overlay{upper, root, lower}
}

type overlay struct {
	upper fs.FS
	root  string
	lower fs.FS
}

// Open opens the upper file, or the lower one where there is none. A folder
// opened lists only the system that it comes from; ReadDir lists both.
func (o *overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if o.upper != nil {
		f, err := o.upper.Open(path.Join(o.root, name))
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return o.lower.Open(name)
}

// ReadDir lists the entries of both systems, in order of their names.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	below, err := fs.ReadDir(o.lower, name)
	if o.upper == nil {
		return below, err
	}
	above, upperErr := fs.ReadDir(o.upper, path.Join(o.root, name))
	if errors.Is(upperErr, fs.ErrNotExist) {
		return below, err
	}
	if upperErr != nil {
		return nil, upperErr
	}
	entries := slices.Concat(above, below)
	slices.SortStableFunc(entries, byName)
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

func byName(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) }
