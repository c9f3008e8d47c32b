package output

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A Revision is a stage that makes the next site out of the last one: what stays
// the same is neither written nor removed.
//
// Beside the site stands a second tree, hidden, that of the build before it. It
// is brought up to date, file by file, then the two change places. A file that
// both have is one file with two names, where the file system has such, and
// none is written to again: one that changes is another file. A record of each
// tree, beside it, says which files it has, their sizes and times, so that
// whatever somebody else does to one of them is seen; and what the builder
// wants to be told by the next build.
//
// A tree without a record that fits it is made anew. The record of a tree goes
// before the tree is touched and comes back when it is whole: a build that is
// killed costs time, and never a page. To a reader it is a [Stage]. Add and Keep
// may be called from several goroutines.
type Revision struct {
	*Stage
	site *record // nil where none fits the site

	open  sync.Once
	begun atomic.Bool // the tree beside the site has been taken
	wrong error       // that it could not be
	again bool        // it was there, with its record

	mu   sync.Mutex
	tree map[string]stamp // what is known to be in the tree
	now  map[string]bool  // what belongs to the next site, so far
}

// NewRevision opens a revision of a destination, as [NewStage] opens a stage.
func NewRevision(destination string) (*Revision, error) { return newRevision(destination, disk{}) }

func newRevision(destination string, d disk) (*Revision, error) {
	s, err := lockStage(destination, d)
	if err != nil {
		return nil, err
	}
	return &Revision{Stage: s, site: s.place.readRecord(s.place.site), tree: map[string]stamp{}, now: map[string]bool{}}, nil
}

// Recall reads what the builder of the site wrote when it was committed. The
// error is [fs.ErrNotExist] where nothing is known of it.
func (r *Revision) Recall(read func(io.Reader) error) error {
	if r.site == nil {
		return fs.ErrNotExist
	}
	return r.place.readPayload(r.site, read)
}

// Intact reports whether each file of the site is there, of the size and the
// time that it was given.
func (r *Revision) Intact() bool {
	if r.site == nil {
		return false
	}
	names := slices.Collect(maps.Keys(r.site.Files))
	var damaged atomic.Bool
	var all sync.WaitGroup
	for part := range slices.Chunk(names, len(names)/runtime.GOMAXPROCS(0)+1) {
		all.Go(func() {
			for _, name := range part {
				if damaged.Load() || !r.place.disk.is(r.place.site, name, r.site.Files[name]) {
					damaged.Store(true)
					return
				}
			}
		})
	}
	all.Wait()
	return !damaged.Load()
}

// is reports whether a file of a tree is as it was written.
func (d disk) is(tree, name string, want stamp) bool {
	info, err := d.lstat(filepath.Join(tree, filepath.FromSlash(name)))
	return err == nil && info.Mode().IsRegular() && info.Size() == want.Size && info.ModTime().UnixNano() == want.Time
}

// begin takes the tree beside the site, or makes one.
func (r *Revision) begin() error {
	r.open.Do(func() {
		r.begun.Store(true)
		r.wrong = r.take()
	})
	return r.wrong
}

func (r *Revision) take() error {
	p := r.place
	there, err := p.disk.exists(p.spare)
	if err != nil {
		return err
	}
	var last *record
	if there {
		last = p.readRecord(p.spare)
	}
	if last == nil {
		if err := p.disk.removeOurs(p.spare); err != nil {
			return err
		}
		return r.Stage.make()
	}
	if err := p.disk.remove(p.record(last.Marker)); err != nil {
		return err
	}
	if err := p.disk.rename(p.spare, p.stage); err != nil {
		return err
	}
	strip, err := p.disk.fixMode(p.stage)
	if err != nil {
		return err
	}
	if r.folder, err = openFolderAt(p.disk, p.stage, strip); err != nil {
		return err
	}
	r.again, r.tree = true, last.Files
	return nil
}

// Add brings one file into the next site. One that the tree has already is not
// written. After a failure the revision can only be aborted.
func (r *Revision) Add(name string, data []byte) error {
	err := r.put(name, data)
	if err != nil {
		r.Stage.failed.CompareAndSwap(nil, &err)
	}
	return err
}

func (r *Revision) put(name string, data []byte) error {
	if err := ValidPath(name); err != nil {
		return err
	}
	if err := r.begin(); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	had, first := r.claim(name)
	if !first {
		return &CollisionError{name, name}
	}
	want := stamp{Size: int64(len(data)), Sum: checksum(data)}
	if had.Size == want.Size && had.Sum == want.Sum && r.place.disk.is(r.place.stage, name, had) {
		r.count(want.Size)
		return nil
	}
	err := r.renew(name, had, func() error { return r.folder.write(name, data) })
	if err != nil {
		return r.explain(name, err)
	}
	info, err := r.place.disk.lstat(filepath.Join(r.place.stage, filepath.FromSlash(name)))
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	want.Time = info.ModTime().UnixNano()
	r.learn(name, want)
	r.count(want.Size)
	return nil
}

// claim gives a path out, once, and returns what the tree has there.
func (r *Revision) claim(name string) (had stamp, first bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now[name] {
		return stamp{}, false
	}
	name = strings.Clone(name) // it may be part of a page's text
	r.now[name] = true
	return r.tree[name], true
}

func (r *Revision) learn(name string, s stamp) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tree[strings.Clone(name)] = s
}

func (r *Revision) count(size int64) {
	r.files.Add(1)
	r.bytes.Add(size)
}

// renew makes a file where the tree may have another one. Whatever is in the
// way and does not belong to the next site goes first.
func (r *Revision) renew(name string, had stamp, make func() error) error {
	if had != (stamp{}) {
		r.forget(name)
		if err := r.place.disk.remove(filepath.Join(r.place.stage, filepath.FromSlash(name))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	err := r.within(name, make)
	if err == nil || !r.again || !isCollision(err) || !r.clear(name) {
		return err
	}
	return r.within(name, make)
}

func (r *Revision) within(name string, make func() error) error {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		if err := r.makeFolder(name[:i]); err != nil {
			return err
		}
	}
	return make()
}

func (r *Revision) forget(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.tree, name)
}

// clear removes what is in the way of a file: a file of the last site where it
// needs a folder, or a folder where it stands. It reports whether the way is
// free.
func (r *Revision) clear(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for at := name; at != "."; at = path.Dir(at) {
		full := filepath.Join(r.place.stage, filepath.FromSlash(at))
		info, err := r.place.disk.lstat(full)
		if err != nil || info.IsDir() && at != name {
			continue
		}
		belongs := r.now[at] // a file where this one needs a folder
		if at == name {
			belongs = info.IsDir() && r.holds(at)
		}
		if belongs || r.place.disk.removeAll(full) != nil {
			return false
		}
		maps.DeleteFunc(r.tree, func(in string, _ stamp) bool { return in == at || strings.HasPrefix(in, at+"/") })
	}
	return true
}

// holds reports whether a file of the next site is in a folder.
func (r *Revision) holds(folder string) bool {
	for name := range r.now {
		if strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}

// Keep takes files of the site as it stands into the next one. It reports
// whether it could: where one of them is not as it was written, or is not known,
// or the file system knows no second names, none counts as kept.
func (r *Revision) Keep(names []string) bool {
	if r.site == nil || r.begin() != nil {
		return false
	}
	for i, name := range names {
		want, known := r.site.Files[name]
		if !known || !r.keep(name, want) {
			r.mu.Lock()
			for _, name := range names[:i] {
				delete(r.now, name)
			}
			r.mu.Unlock()
			return false
		}
	}
	for _, name := range names {
		r.count(r.site.Files[name].Size)
	}
	return true
}

func (r *Revision) keep(name string, want stamp) bool {
	had, first := r.claim(name)
	if !first {
		return false
	}
	d := r.place.disk
	if had.Size == want.Size && had.Sum == want.Sum && d.is(r.place.stage, name, had) {
		return true
	}
	if d.is(r.place.site, name, want) && r.renew(name, had, func() error { return d.link(r.place.site, r.place.stage, filepath.FromSlash(name)) }) == nil {
		r.learn(name, want)
		return true
	}
	r.mu.Lock()
	delete(r.now, name)
	r.mu.Unlock()
	return false
}

// link gives a file of one tree a second name in another.
func (d disk) link(from, to, name string) error {
	return d.do("link", name, func() error { return os.Link(filepath.Join(from, name), filepath.Join(to, name)) })
}

// Commit puts the next site in the place of the last one, as that of a [Stage],
// and keeps the last one for the next build. What payload writes that can
// [Revision.Recall].
func (r *Revision) Commit(payload func(io.Writer) error) error {
	if r.closed {
		return fs.ErrClosed
	}
	err := r.begin()
	if failed := r.Stage.failed.Load(); failed != nil {
		err = *failed
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s is incomplete: %w", r.place.site, err), r.Abort())
	}
	next, err := r.finish(payload)
	if err == nil {
		err = r.replace()
	}
	if err != nil {
		r.Stage.failed.CompareAndSwap(nil, &err)
		return errors.Join(fmt.Errorf("replacing %s: %w", r.place.site, err), r.Abort())
	}
	r.closed = true
	err = r.settle(next)
	r.lock.release()
	if err != nil {
		return fmt.Errorf("%s is up to date, but %w: %w", r.place.site, ErrLeftover, err)
	}
	return nil
}

// finish takes out of the tree what is not in the next site, and writes its
// record.
func (r *Revision) finish(payload func(io.Writer) error) (*record, error) {
	if err := r.removeStale(); err != nil {
		return nil, err
	}
	next, err := r.mark(payload)
	r.folder.close()
	return next, err
}

// mark gives the tree a marker of a time of its own, and writes the record that
// names it. Without room for the record there is none, which costs time.
func (r *Revision) mark(payload func(io.Writer) error) (*record, error) {
	p := r.place
	at, err := p.touchMarker(r.site)
	if err != nil {
		return nil, err
	}
	next := &record{Format: recordFormat, Marker: at, Files: r.tree}
	if p.writeRecord(next, payload) != nil {
		_ = p.disk.remove(p.record(at))
	}
	return next, nil
}

// removeStale removes files of the tree that are not in the next site, and the
// folders that are empty then.
func (r *Revision) removeStale() error {
	folders := map[string]bool{}
	for name := range r.tree {
		if r.now[name] {
			continue
		}
		err := r.place.disk.remove(filepath.Join(r.place.stage, filepath.FromSlash(name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		delete(r.tree, name)
		for at := path.Dir(name); at != "." && !folders[at]; at = path.Dir(at) {
			folders[at] = true
		}
	}
	// The deepest first; one that is not empty stays.
	deep := slices.SortedFunc(maps.Keys(folders), func(a, b string) int { return strings.Count(b, "/") - strings.Count(a, "/") })
	for _, folder := range deep {
		_ = r.place.disk.remove(filepath.Join(r.place.stage, filepath.FromSlash(folder)))
	}
	return nil
}

// settle keeps the last site for the next build, if its record is known.
func (r *Revision) settle(next *record) error {
	p := r.place
	known := []int64{next.Marker}
	for _, last := range []string{p.stage, p.old} {
		there, err := p.disk.exists(last)
		if err != nil {
			return err
		}
		switch {
		case !there:
		case r.site == nil:
			if err := p.disk.removeOurs(last); err != nil {
				return err
			}
		default:
			if err := p.disk.rename(last, p.spare); err != nil {
				return errors.Join(err, p.disk.removeOurs(last))
			}
			known = append(known, r.site.Marker)
		}
	}
	return p.removeRecords(known...)
}

// Abort leaves the site as it was. A tree that was there before stays, with
// what is known of it.
func (r *Revision) Abort() error {
	if r.closed {
		return nil
	}
	if r.begun.Load() && r.again && r.Stage.failed.Load() == nil && r.wrong == nil {
		if _, err := r.mark(func(io.Writer) error { return nil }); err == nil && r.place.disk.rename(r.place.stage, r.place.spare) == nil {
			r.closed = true
			r.folder.close()
			r.lock.release()
			return nil
		}
	}
	if r.folder != nil {
		return r.Stage.Abort()
	}
	r.closed = true
	var err error
	if r.begun.Load() {
		err = r.place.disk.removeOurs(r.place.stage)
	}
	r.leave()
	return err
}

// checksum returns a checksum of 64 bits: two of 32 whose polynomials have
// nothing in common, each of which the processor has instructions for.
func checksum(data []byte) uint64 {
	return uint64(crc32.Checksum(data, castagnoli))<<32 | uint64(crc32.ChecksumIEEE(data))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)
