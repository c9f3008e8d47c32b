// Package cache keeps between builds what costs more to make than to read:
// pictures and workbooks.
//
// In goes a key, which is a digest of all that a file is made from, and the
// file; out comes the file, or nothing. A file is never out of date, since
// other input has another key; what is not asked for is in time put out.
//
// A cache never makes a build fail and never changes what it makes: an entry
// that is damaged counts as missing, what cannot be written is not kept, and a
// nil *Cache keeps nothing. Several processes may use one folder at once.
//
// The folder holds nothing but
//
//	CACHEDIR.TAG   tells programs that make copies to pass it over
//	used           whose time is that of the last build
//	ab/cdef…       entries by the digits of their keys, each with its checksum
//	….tmp          what a process writes at the moment
//
// and whatever else is found in it is left alone. It refuses to be opened where
// there is a file of its name; links that lead out of the folder are not
// followed.
package cache

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"sync"
	"time"
)

// A Key names an entry: the digest of what it is made from.
type Key [sha256.Size]byte

// NewKey returns the key of what is made from an input. The kind tells cards
// from workbooks; the version is of what makes them, and must change when the
// same input comes to make other bytes: the program's, with that of Go, whose
// compressors change.
//
//	key := cache.NewKey("card", version, card.Input())
//	data, ok := kept.Get(key)
//	if !ok {
//		if data, err = drawer.PNG(card); err != nil {
//			return err
//		}
//		kept.Put(key, data)
//	}
func NewKey(kind, version string, input []byte) Key {
	var head []byte
	for _, text := range []string{kind, version} {
		head = binary.AppendUvarint(head, uint64(len(text)))
		head = append(head, text...)
	}
	digest := sha256.New()
	digest.Write(head)
	digest.Write(input)
	return Key(digest.Sum(nil))
}

// path returns the place of an entry in the folder.
func (k Key) path() string {
	name := hex.EncodeToString(k[:])
	return name[:2] + "/" + name[2:]
}

// A Cache is an open folder. It may be used by several goroutines at once; nil
// is one that keeps nothing.
type Cache struct {
	root     *os.Root
	maxBytes int64
	now      time.Time // of this build; zero when the folder cannot be written

	mu    sync.Mutex
	wrote bool
	err   error // the first in writing; after it nothing more is written
}

const (
	tagName  = "CACHEDIR.TAG"
	usedName = "used"

	// tag is the text by which programs know a cache (bford.info/cachedir).
	tag = "Signature: 8a477f597d28d172789f06886806bc55\n# Files of communique that can be made again. The whole folder may be deleted.\n"
)

// temporary ends the names of entries that are being written.
const temporary = ".tmp"

// Open opens the cache in a folder, which is made if need be, for its owner
// alone. After a build that put something in, it comes to at most maxBytes;
// with none to spare the cache is nil. A folder that can be read and not
// written serves for what it holds.
//
// A build goes on without a cache: the caller may take note of the error and
// use the nil that comes with it.
func Open(dir string, maxBytes int64) (*Cache, error) {
	if maxBytes <= 0 {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	c := &Cache{root: root, maxBytes: maxBytes}
	c.err = c.begin()
	return c, nil
}

// begin marks the folder as a cache and learns the time: that which the file
// system gives to a file written now, so that it can be compared with those of
// the entries, whatever this machine's clock says.
func (c *Cache) begin() error {
	if _, err := c.root.Stat(tagName); err != nil {
		if err := c.root.WriteFile(tagName, []byte(tag), 0o600); err != nil {
			return err
		}
	}
	if err := c.root.WriteFile(usedName, []byte{'\n'}, 0o600); err != nil {
		return err
	}
	info, err := c.root.Stat(usedName)
	if err != nil {
		return err
	}
	c.now = info.ModTime()
	return nil
}

// Get returns the bytes kept under a key. They are the caller's own.
func (c *Cache) Get(key Key) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	name := key.path()
	entry, err := c.root.ReadFile(name)
	if err != nil {
		return nil, false
	}
	data, ok := unseal(key, entry)
	if !ok {
		return nil, false // Put writes over it
	}
	c.touch(name)
	return data, true
}

// touch gives an entry the time of this build, by which Close knows what was
// asked for last. It does not matter whether it succeeds.
func (c *Cache) touch(name string) {
	if !c.now.IsZero() {
		_ = c.root.Chtimes(name, time.Time{}, c.now)
	}
}

// Put keeps bytes under a key, which readers see whole or not at all.
func (c *Cache) Put(key Key, data []byte) {
	if c == nil || int64(len(data))+sealSize > c.maxBytes {
		return
	}
	c.mu.Lock()
	failed := c.err != nil
	c.mu.Unlock()
	if failed {
		return
	}
	err := c.write(key.path(), seal(key, data))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrote = true
	c.err = cmp.Or(c.err, err)
}

// write puts a file in its place in one step. Nothing is forced to the disk:
// what a fall of the machine cuts short is seen by its checksum.
func (c *Cache) write(name string, entry []byte) error {
	if err := c.root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	// Two processes may write the same entry, hence a name of its own.
	passing := path.Dir(name) + "/" + rand.Text() + temporary
	if err := c.root.WriteFile(passing, entry, 0o600); err != nil {
		return errors.Join(err, c.drop(passing))
	}
	if err := c.root.Rename(passing, name); err != nil {
		return errors.Join(err, c.drop(passing))
	}
	return nil
}

// drop removes a file that another process may have removed.
func (c *Cache) drop(name string) error {
	if err := c.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Close brings the folder down to its bound, the entries that were not asked
// for longest first, and lets go of it; nothing may be asked of the cache after
// it. The error is the first that stood in the way of keeping something; it
// spoils no build.
func (c *Cache) Close() error {
	if c == nil {
		return nil
	}
	if c.wrote {
		c.err = cmp.Or(c.err, c.trim())
	}
	if err := cmp.Or(c.err, c.root.Close()); err != nil {
		return fmt.Errorf("cache: %w", err)
	}
	return nil
}
