package data

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"slices"
)

// A sortedZip is a zip archive whose bytes depend on its entries alone, not on
// the order in which they were made nor on the time: they are kept, and written
// at the end in the order of their names with one fixed time.
type sortedZip struct {
	out     io.Writer
	entries []zipEntry
}

type zipEntry struct {
	name string
	data *bytes.Buffer
}

// Create begins an entry.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	e := zipEntry{name, new(bytes.Buffer)}
	z.entries = append(z.entries, e)
	return e.data, nil
}

// AddFS is not supported; nothing here has files to add.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// contentTypes is the entry that programs look for at the start of an Office
// file to know what it is.
const contentTypes = "[Content_Types].xml"

// Close writes the archive.
func (z *sortedZip) Close() error {
	slices.SortStableFunc(z.entries, func(a, b zipEntry) int {
		if (a.name == contentTypes) != (b.name == contentTypes) {
			if a.name == contentTypes {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.name, b.name)
	})
	w := zip.NewWriter(z.out)
	for _, e := range z.entries {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: earliest})
		if err != nil {
			return err
		}
		if _, err := e.data.WriteTo(entry); err != nil {
			return err
		}
	}
	return w.Close()
}
