package output

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A record is what is known of a tree. It stands beside it under the time of
// the tree's marker file, which no other tree has: it follows the tree wherever
// that is moved, and fits no other.
type record struct {
	Format int
	Marker int64 // time of the marker file, in nanoseconds since 1970
	Files  map[string]stamp

	behind int64 // where the record ends in its file, and what the builder wrote begins
}

// A stamp is what is known of a file without reading it, and of its bytes.
type stamp struct {
	Size int64
	Time int64 // of its last change, in nanoseconds since 1970
	Sum  uint64
}

// recordFormat is the version of what a record holds. One of another version is
// none.
const recordFormat = 1

// record returns the name of the record of the tree whose marker has a time.
func (p place) record(marker int64) string { return fmt.Sprintf("%s%x", p.records, marker) }

// markerTime returns the time of the marker of a tree.
func (p place) markerTime(tree string) (int64, error) {
	info, err := p.disk.lstat(filepath.Join(tree, Marker))
	if err != nil {
		return 0, err
	}
	return info.ModTime().UnixNano(), nil
}

// touchMarker gives the marker of the stage a time a little later than that of
// the site, by as much as the file system can tell.
func (p place) touchMarker(site *record) (at int64, err error) {
	if site == nil {
		return p.markerTime(p.stage) // there is no other tree
	}
	name := filepath.Join(p.stage, Marker)
	for later := time.Microsecond; later < time.Minute; later *= 10 {
		t := time.Unix(0, site.Marker).Add(later)
		if err := p.disk.do("chtimes", name, func() error { return os.Chtimes(name, t, t) }); err != nil {
			return 0, err
		}
		if at, err = p.markerTime(p.stage); err != nil || at != site.Marker {
			return at, err
		}
	}
	return 0, fmt.Errorf("%s: its time cannot be set", name)
}

// readRecord returns the record of a tree; nil where there is none, or none
// that can be read.
func (p place) readRecord(tree string) *record {
	at, err := p.markerTime(tree)
	if err != nil {
		return nil
	}
	var f *os.File
	err = p.disk.do("open", p.record(at), func() (err error) { f, err = os.Open(p.record(at)); return err })
	if err != nil {
		return nil
	}
	defer f.Close()
	r := new(record)
	read := &counter{r: f}
	in := bufio.NewReaderSize(read, 1<<16) // of which the decoder takes no more than its own part
	if err := gob.NewDecoder(in).Decode(r); err != nil || r.Format != recordFormat || r.Marker != at {
		return nil
	}
	r.behind = read.n - int64(in.Buffered())
	if r.Files == nil {
		r.Files = map[string]stamp{}
	}
	return r
}

// readPayload gives what follows the record of a tree to whoever reads it.
func (p place) readPayload(r *record, read func(io.Reader) error) error {
	f, err := os.Open(p.record(r.Marker))
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Seek(r.behind, io.SeekStart); err != nil {
		return err
	}
	return read(bufio.NewReaderSize(f, 1<<16))
}

// A counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// writeRecord writes a record, and behind it what the builder has to tell the
// next build.
func (p place) writeRecord(r *record, payload func(io.Writer) error) error {
	var f *os.File
	name := p.record(r.Marker)
	err := p.disk.do("create", name, func() (err error) {
		f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		return err
	})
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	err = p.disk.do("write", name, func() error {
		return errors.Join(gob.NewEncoder(w).Encode(r), payload(w), w.Flush())
	})
	return errors.Join(err, f.Close())
}

// removeRecords removes the records of all trees but those whose markers have
// one of the times.
func (p place) removeRecords(but ...int64) error {
	folder, begin := filepath.Split(p.records)
	entries, err := p.disk.readDir(folder)
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, at := range but {
		keep[p.record(at)] = true
	}
	for _, e := range entries {
		if name := folder + e.Name(); strings.HasPrefix(e.Name(), begin) && !keep[name] {
			err = errors.Join(err, p.disk.remove(name))
		}
	}
	return err
}
