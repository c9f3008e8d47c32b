// Package bundle packs a finished site into one zip that can be mailed, kept
// and checked years later, and checks one.
//
// In go the tree of a site and the documents that it was made from; out comes
// a zip of one folder:
//
//	NAME/START-HERE.html    what this is, and where to begin
//	NAME/SHA256SUMS         the SHA-256 of every other file, as sha256sum writes it
//	NAME/sources/…          the documents
//	NAME/…                  the tree, as it stands on a host
//
// Entries are in the order of their names, after the two that people look for,
// with one fixed time, so that the same site makes the same bytes. [Verify]
// reads a zip, or a folder into which one was unpacked, and lists each file
// that is changed, missing or was not there.
//
// It refuses a tree that holds what the bundle adds, names that would leave the
// folder, and zips that are no bundle but a trap: see [Open].
package bundle

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

const (
	// Start is the page for people who have unpacked a bundle.
	Start = "START-HERE.html"
	// Sums is the manifest. Its form is that of sha256sum of the GNU coreutils:
	// 64 hexadecimal digits, two spaces, a path; one file a line.
	Sums = "SHA256SUMS"
	// Sources is the folder of the documents.
	Sources = "sources"
)

// stamp is the time of every entry: the first that a zip can tell, in UTC.
var stamp = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// A Source is a document that the site was made from.
type Source struct {
	Name  string // without folders: "us-rok-partnership-2021.md"
	Title string // of the document; where it is empty, the start page names the file
	Data  []byte
}

// Contents is what goes into a bundle.
type Contents struct {
	Name    string   // of its folder; lower-case ASCII
	Title   string   // of the site, for the page to start at
	Tree    fs.FS    // the finished site
	Sources []Source // of different names
	Skip    []string // files at the root of the tree that are no part of the site
}

// A Summary says what was packed.
type Summary struct {
	Files  int    // in the bundle, the two that it adds included
	Bytes  int64  // of the zip
	SHA256 string // of the zip, in hexadecimal digits
}

// Write packs the contents.
func Write(w io.Writer, c Contents) (Summary, error) {
	entries, err := c.entries()
	if err != nil {
		return Summary{}, err
	}
	out := &counter{w: bufio.NewWriterSize(w, 1<<20), sum: sha256.New()}
	p := packer{contents: c, zip: zip.NewWriter(out)}
	p.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	if err := p.pack(entries); err != nil {
		return Summary{}, err
	}
	if err := p.zip.Close(); err != nil {
		return Summary{}, err
	}
	return Summary{p.files, out.n, hex.EncodeToString(out.sum.Sum(nil))}, out.w.Flush()
}

// A counter counts and sums what goes through it.
type counter struct {
	w   *bufio.Writer
	sum hash.Hash
	n   int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.sum.Write(b[:n])
	return n, err
}

// An entry is one file to pack, by its name in the folder of the bundle.
type entry func() ([]byte, error)

// entries lists the files of the tree and the documents by name.
func (c Contents) entries() (map[string]entry, error) {
	list := map[string]entry{}
	err := fs.WalkDir(c.Tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() || slices.Contains(c.Skip, name):
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is not a plain file", name)
		case reserved(name):
			return fmt.Errorf("the site holds %s, a name that a bundle needs for itself", name)
		}
		list[name] = func() ([]byte, error) { return fs.ReadFile(c.Tree, name) }
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, s := range c.Sources {
		name := path.Join(Sources, s.Name)
		if list[name] != nil {
			return nil, fmt.Errorf("two documents are named %s", s.Name)
		}
		if path.Base(s.Name) != s.Name || !safe(name) {
			return nil, fmt.Errorf("%q cannot be the name of a document in a bundle", s.Name)
		}
		list[name] = func() ([]byte, error) { return s.Data, nil }
	}
	return list, nil
}

// reserved reports whether a bundle puts something of its own at a name, on any
// file system.
func reserved(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return strings.EqualFold(top, Start) || strings.EqualFold(top, Sums) || strings.EqualFold(top, Sources)
}

// A packer writes entries one after the other.
type packer struct {
	contents Contents
	zip      *zip.Writer
	files    int
}

// pack writes the start page and the sums, which need the sums of all others,
// and then those. Each file is read twice rather than kept.
func (p *packer) pack(entries map[string]entry) error {
	names := slices.Sorted(maps.Keys(entries))
	start, err := p.contents.start()
	if err != nil {
		return err
	}
	sums := sumLine(start, Start)
	for _, name := range names {
		data, err := entries[name]()
		if err != nil {
			return err
		}
		sums += sumLine(data, name)
	}
	if err := p.add(Start, start); err != nil {
		return err
	}
	if err := p.add(Sums, []byte(sums)); err != nil {
		return err
	}
	for _, name := range names {
		data, err := entries[name]()
		if err != nil {
			return err
		}
		if err := p.add(name, data); err != nil {
			return err
		}
	}
	return nil
}

func sumLine(data []byte, name string) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]) + "  " + name + "\n"
}

func (p *packer) add(name string, data []byte) error {
	h := &zip.FileHeader{Name: p.contents.Name + "/" + name, Method: zip.Deflate, Modified: stamp}
	h.SetMode(0o644)
	w, err := p.zip.CreateHeader(h)
	if err != nil {
		return fmt.Errorf("packing %s: %w", name, err)
	}
	p.files++
	_, err = w.Write(data)
	return err
}
