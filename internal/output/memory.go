package output

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Memory is a tree of files in memory, for tests and for serving.
type Memory struct {
	mu      sync.Mutex
	files   map[string][]byte
	folders map[string]bool
	size    int64
}

// NewMemory returns an empty tree.
func NewMemory() *Memory {
	return &Memory{files: map[string][]byte{}, folders: map[string]bool{}}
}

// Add keeps a copy of the data.
func (m *Memory) Add(name string, data []byte) error {
	if err := ValidPath(name); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.files[name]; ok {
		return &CollisionError{name, name}
	}
	if m.folders[name] {
		return &CollisionError{name, name + "/"}
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, ok := m.files[dir]; ok {
			return &CollisionError{name, dir}
		}
	}
	for dir := path.Dir(name); dir != "." && !m.folders[dir]; dir = path.Dir(dir) {
		m.folders[dir] = true
	}
	m.files[name] = bytes.Clone(data)
	m.size += int64(len(data))
	return nil
}

// Paths returns the paths of all files, sorted.
func (m *Memory) Paths() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	paths := make([]string, 0, len(m.files))
	for name := range m.files {
		paths = append(paths, name)
	}
	slices.Sort(paths)
	return paths
}

// Size returns the number of bytes in all files.
func (m *Memory) Size() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.size
}

// FS returns the tree as it is now; files added later are not in it. Its files
// can seek, so that net/http can serve them.
func (m *Memory) FS() fs.FS {
	paths := m.Paths()
	m.mu.Lock()
	defer m.mu.Unlock()
	tree := memoryFS{".": &node{name: ".", folder: true}}
	for _, name := range paths {
		tree.insert(name, &node{name: path.Base(name), data: m.files[name]})
	}
	for _, n := range tree {
		slices.SortFunc(n.entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return tree
}

// A memoryFS has an entry for each file and each folder, "." included.
type memoryFS map[string]*node

// insert hangs a node under its folder, and the folder under its own.
func (t memoryFS) insert(name string, n *node) {
	t[name] = n
	dir := path.Dir(name)
	if t[dir] == nil {
		t.insert(dir, &node{name: path.Base(dir), folder: true})
	}
	t[dir].entries = append(t[dir].entries, n)
}

// Open implements [fs.FS].
func (t memoryFS) Open(name string) (fs.File, error) {
	n := t[name]
	if n == nil || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if n.folder {
		return &openFolder{node: n}, nil
	}
	return &openFile{node: n, Reader: bytes.NewReader(n.data)}, nil
}

// A node is a file or a folder; it is its own [fs.FileInfo] and [fs.DirEntry].
type node struct {
	name    string
	data    []byte
	folder  bool
	entries []fs.DirEntry
}

func (n *node) Name() string               { return n.name }
func (n *node) Size() int64                { return int64(len(n.data)) }
func (n *node) IsDir() bool                { return n.folder }
func (n *node) ModTime() time.Time         { return time.Time{} }
func (n *node) Sys() any                   { return nil }
func (n *node) Type() fs.FileMode          { return n.Mode().Type() }
func (n *node) Info() (fs.FileInfo, error) { return n, nil }

func (n *node) Mode() fs.FileMode {
	if n.folder {
		return fs.ModeDir | folderMode
	}
	return fileMode
}

type openFile struct {
	*node
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *openFile) Size() int64                { return f.node.Size() } // both embedded types have one
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	*node
	next int
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir implements [fs.ReadDirFile].
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.entries[f.next:]
	if n > 0 {
		if len(rest) == 0 {
			return nil, io.EOF
		}
		rest = rest[:min(n, len(rest))]
	}
	f.next += len(rest)
	return slices.Clone(rest), nil
}
