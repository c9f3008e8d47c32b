package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

// A Stage is a tree that is being written, in a hidden folder beside its
// destination. Add may be called from several goroutines; Commit and Abort
// once they have ended. After Commit or Abort it takes no more files.
type Stage struct {
	place   place
	lock    *lock
	folder  *folder
	parents []string // folders above the destination that did not exist, the deepest first

	mu   sync.RWMutex
	made map[string]bool // folders that are there, by their path in the tree

	files, bytes atomic.Int64
	failed       atomic.Pointer[error] // the first Add that failed
	closed       bool

	exchange func(a, b string) error // the system's, but in tests
}

// NewStage opens a stage for a destination, which may not exist yet or may
// hold an earlier site. It fails with a [*DestinationError] if the destination
// must not be replaced (a folder that this program did not make, a file, a
// symbolic link, a mount point, the working folder or a folder above it) or if
// another build of it is running. What a killed build left beside the
// destination is removed. The caller ends the stage with Commit or Abort.
func NewStage(destination string) (*Stage, error) { return newStage(destination, disk{}) }

func newStage(destination string, d disk) (*Stage, error) {
	s, err := lockStage(destination, d)
	if err != nil {
		return nil, err
	}
	if err := s.make(); err != nil {
		s.leave()
		return nil, err
	}
	return s, nil
}

// lockStage takes the lock of a destination, with what a killed build left put
// right, and makes no folder for the files yet.
func lockStage(destination string, d disk) (*Stage, error) {
	p, err := newPlace(destination, d)
	if err != nil {
		return nil, err
	}
	if err := p.check(); err != nil { // before anything is made
		return nil, err
	}
	parents, err := p.makeParents()
	if err != nil {
		return nil, err
	}
	l, err := p.acquire()
	if err != nil {
		d.removeEmpty(parents)
		return nil, err
	}
	s := &Stage{place: p, lock: l, parents: parents, made: map[string]bool{}, exchange: d.exchange}
	if err = p.heal(); err == nil {
		err = p.check() // again: the old site may be back
	}
	if err != nil {
		s.leave()
		return nil, err
	}
	return s, nil
}

// leave gives the lock back, and removes folders that were made above the
// destination and are empty.
func (s *Stage) leave() {
	s.lock.release()
	s.place.disk.removeEmpty(s.parents)
}

// make makes the folder with its marker in it, so that a killed build leaves
// nothing that the next one would not know.
func (s *Stage) make() error {
	if err := s.place.disk.mkdir(s.place.stage); err != nil {
		return err
	}
	err := s.mark()
	if err != nil {
		err = errors.Join(err, s.place.disk.removeOurs(s.place.stage))
	}
	return err
}

func (s *Stage) mark() error {
	strip, err := s.place.disk.fixMode(s.place.stage)
	if err != nil {
		return err
	}
	f, err := openFolderAt(s.place.disk, s.place.stage, strip)
	if err != nil {
		return err
	}
	if err := f.write(Marker, markerData()); err != nil {
		f.close()
		return err
	}
	s.folder = f
	return nil
}

// fixMode gives a new folder its mode and reports whether it had another: then
// the umask strips whatever is made below it, too. The umask cannot be asked
// for without being changed for the whole process.
func (d disk) fixMode(folder string) (strip bool, err error) {
	info, err := d.lstat(folder)
	if err != nil || info.Mode().Perm() == folderMode {
		return false, err
	}
	return true, d.chmod(folder, folderMode)
}

// acquire takes the lock of a destination.
func (p place) acquire() (*lock, error) {
	l, err := acquireLock(p.disk, p.lock)
	if errors.Is(err, ErrBusy) {
		return nil, &DestinationError{Path: p.site, Err: ErrBusy, Hint: "wait until it has ended" + busyHint(p.lock)}
	}
	return l, err
}

// Add writes one file into the stage. After a failure the stage can only be
// aborted, since a file is missing.
func (s *Stage) Add(name string, data []byte) error {
	err := s.add(name, data)
	if err != nil {
		s.failed.CompareAndSwap(nil, &err)
	}
	return err
}

func (s *Stage) add(name string, data []byte) error {
	if err := ValidPath(name); err != nil {
		return err
	}
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		if err := s.makeFolder(name[:i]); err != nil {
			return s.explain(name, err)
		}
	}
	if err := s.folder.write(name, data); err != nil {
		return s.explain(name, err)
	}
	s.files.Add(1)
	s.bytes.Add(int64(len(data)))
	return nil
}

// makeFolder makes a folder of the tree and those above it. It asks the disk
// only about folders that it has not seen: most files join a folder that is
// there.
func (s *Stage) makeFolder(name string) error {
	s.mu.RLock()
	made := s.made[name]
	s.mu.RUnlock()
	if made {
		return nil
	}
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		if err := s.makeFolder(name[:i]); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made[name] {
		return nil
	}
	if err := s.folder.mkdir(name); err != nil {
		return err
	}
	s.made[strings.Clone(name)] = true // the path may be part of a page's text
	return nil
}

// explain turns a refusal by the file system into a collision where it is one.
// The files on disk are the memory of what was added, so that a million pages
// cost none of ours.
func (s *Stage) explain(name string, err error) error {
	if isCollision(err) {
		for at := name; at != "."; at = path.Dir(at) {
			info, statErr := os.Lstat(s.place.stage + "/" + at)
			switch {
			case statErr != nil:
			case info.IsDir() && at == name:
				return &CollisionError{name, name + "/"}
			case !info.IsDir():
				return &CollisionError{name, at}
			}
		}
	}
	return fmt.Errorf("writing %s: %w", name, err)
}

// Files returns the number of files added so far.
func (s *Stage) Files() int { return int(s.files.Load()) }

// Bytes returns the number of bytes in them.
func (s *Stage) Bytes() int64 { return s.bytes.Load() }

// Commit puts the tree in the place of the destination and removes the tree
// that was there.
//
// Where the system can exchange two folders (Linux, macOS) a reader sees the
// old site or the new one at every moment. Elsewhere it takes two renames, between
// which there is no site for an instant; a build that dies there leaves the
// old site hidden, and the next NewStage, or Recover, puts it back.
//
// When Commit fails the stage is gone and the old site is there, whole, but
// for one case, [ErrLeftover].
func (s *Stage) Commit() error {
	if s.closed {
		return fs.ErrClosed
	}
	if err := s.failed.Load(); err != nil {
		return errors.Join(fmt.Errorf("%s is incomplete: %w", s.place.site, *err), s.Abort())
	}
	s.folder.close()
	if err := s.replace(); err != nil {
		return errors.Join(fmt.Errorf("replacing %s: %w", s.place.site, err), s.Abort())
	}
	s.closed = true
	d := s.place.disk
	err := errors.Join(d.removeOurs(s.place.stage), d.removeOurs(s.place.old))
	s.lock.release()
	if err != nil {
		return fmt.Errorf("%s is up to date, but %w: %w", s.place.site, ErrLeftover, err)
	}
	return nil
}

// replace brings the stage to the destination.
func (s *Stage) replace() error {
	if err := s.place.check(); err != nil { // what is there may have changed while we wrote
		return err
	}
	there, err := s.place.disk.exists(s.place.site)
	if err != nil {
		return err
	}
	if !there {
		return s.place.disk.rename(s.place.stage, s.place.site)
	}
	err = s.exchange(s.place.stage, s.place.site)
	if errors.Is(err, errors.ErrUnsupported) {
		return s.replaceByRenames()
	}
	return err
}

func (s *Stage) replaceByRenames() error {
	if err := s.place.disk.rename(s.place.site, s.place.old); err != nil {
		return err
	}
	err := s.place.disk.rename(s.place.stage, s.place.site)
	if err != nil {
		return errors.Join(err, s.place.restore())
	}
	return nil
}

// Abort removes the stage and leaves the destination as it was. After Commit
// or another Abort it does nothing, so that it can be deferred.
func (s *Stage) Abort() error {
	if s.closed {
		return nil
	}
	s.closed = true
	s.folder.close()
	err := s.place.disk.removeOurs(s.place.stage)
	s.leave()
	return err
}

// Recover heals a destination whose build was killed: the old site is put back
// if nothing is in its place, and leftovers are removed. It fails with
// ErrBusy, as a [*DestinationError], if a build of it is running.
func Recover(destination string) error {
	p, err := newPlace(destination, disk{})
	if err != nil {
		return err
	}
	left := false
	for _, path := range []string{p.stage, p.old, p.lock} {
		there, err := p.disk.exists(path)
		if err != nil {
			return err
		}
		left = left || there
	}
	if !left {
		return nil
	}
	l, err := p.acquire()
	if err != nil {
		return err
	}
	defer l.release()
	return p.heal()
}
