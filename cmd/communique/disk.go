package main

import (
	"io/fs"
	"os"
	"path/filepath"
)

// A disk is the machine's file system under the names that people type:
// relative, with "..", or absolute, slashes for separators. [os.DirFS] would
// refuse the last two, and messages could not name a file as it was given.
type disk struct{}

func (disk) Open(name string) (fs.File, error)          { return os.Open(filepath.FromSlash(name)) }
func (disk) ReadFile(name string) ([]byte, error)       { return os.ReadFile(filepath.FromSlash(name)) }
func (disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(filepath.FromSlash(name)) }
func (disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(filepath.FromSlash(name)) }

// slashes turns paths from the command line into names of the disk.
func slashes(paths []string) []string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.ToSlash(p)
	}
	return names
}
