package workspace

import (
	"errors"
	"fmt"
	"io/fs"

	"communique/internal/diag"
)

// Bounds of what a folder of a site may hold. They are far beyond what any
// site has, and keep a mistaken one, such as a whole disk, from being read.
const (
	// MaxEntries is how many files and folders one folder may hold. The fact
	// sheets of twenty years are 2,000.
	MaxEntries = 100_000

	// MaxFile is the largest file in bytes, a picture or a sheet of styles. The
	// packages that read text have smaller bounds of their own.
	MaxFile = 64 << 20
)

// A refusal is why a file or folder is not read. It brings its own hint.
type refusal struct{ text, hint string }

func (r *refusal) Error() string { return r.text }

// Hint says what to do about it.
func (r *refusal) Hint() string { return r.hint }

var (
	errNotRegular = &refusal{"it is neither a file nor a folder", "take it out; pipes, devices and sockets are not read, since they may never end"}
	errLargeFile  = &refusal{fmt.Sprintf("it is larger than %d MiB", MaxFile>>20), "make it smaller, or host it elsewhere and link to it"}
	errManyFiles  = &refusal{fmt.Sprintf("it holds more than %d files and folders", MaxEntries), "is this the right folder?"}
)

// A guard refuses to open what could keep a reader waiting for ever, such as a
// pipe, and what nobody would put into a site.
type guard struct{ fs.FS }

// files is the file system of the site, guarded.
func (w *Workspace) files() fs.FS { return guard{w.FS} }

func (g guard) Open(name string) (fs.File, error) {
	info, err := fs.Stat(g.FS, name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNotRegular}
	case info.Size() > MaxFile:
		return nil, &fs.PathError{Op: "open", Path: name, Err: errLargeFile}
	}
	return g.FS.Open(name)
}

func (g guard) Stat(name string) (fs.FileInfo, error) { return fs.Stat(g.FS, name) }

func (g guard) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(g.FS, name)
	if err == nil && len(entries) > MaxEntries {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errManyFiles}
	}
	return entries, err
}

// unread says why a file or folder is not read, and what to do about it: an
// error may bring its own advice.
func unread(name string, err error, hint string) diag.Diagnostic {
	var advice interface{ Hint() string }
	if errors.As(err, &advice) {
		hint = advice.Hint()
	}
	return diag.Errorf(diag.Pos{File: name}, "%s", reason(err)).WithHint("%s", hint)
}
