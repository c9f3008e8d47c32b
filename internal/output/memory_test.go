package output

import (
	"io"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestMemory(t *testing.T) {
	m := NewMemory()
	data := []byte("page")
	for _, name := range []string{"b/c/d.html", "index.html", "b/a.html", "_headers"} {
		if err := m.Add(name, data); err != nil {
			t.Fatal(err)
		}
	}
	data[0] = 'X' // a sink keeps no data of its caller

	if diff := cmp.Diff([]string{"_headers", "b/a.html", "b/c/d.html", "index.html"}, m.Paths()); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if m.Size() != 16 {
		t.Errorf("size is %d, want 16", m.Size())
	}
	tree := m.FS()
	if err := fstest.TestFS(tree, "_headers", "b/a.html", "b/c/d.html", "index.html"); err != nil {
		t.Error(err)
	}
	got, err := fs.ReadFile(tree, "b/c/d.html")
	if err != nil || string(got) != "page" {
		t.Errorf("b/c/d.html reads %q, %v", got, err)
	}
	if err := m.Add("later.html", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(tree, "later.html"); err == nil {
		t.Error("a tree handed out has a file that was added later")
	}
}

func TestMemoryEmpty(t *testing.T) {
	if err := fstest.TestFS(NewMemory().FS()); err != nil {
		t.Error(err)
	}
}

// An HTTP server needs to seek in what it serves.
func TestMemoryFilesSeek(t *testing.T) {
	m := NewMemory()
	if err := m.Add("a", []byte("0123")); err != nil {
		t.Fatal(err)
	}
	f, err := m.FS().Open("a")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.(io.Seeker).Seek(2, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if rest, _ := io.ReadAll(f); string(rest) != "23" {
		t.Errorf("after Seek(2) the file reads %q, want 23", rest)
	}
}
