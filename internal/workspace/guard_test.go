package workspace

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"communique/internal/diag"
)

// A sized file says that it is larger than it is.
type sized struct {
	fstest.MapFS
	name string
	size int64
}

type sizedInfo struct {
	fs.FileInfo
	size int64
}

func (i sizedInfo) Size() int64 { return i.size }

func (s sized) Stat(name string) (fs.FileInfo, error) {
	info, err := s.MapFS.Stat(name)
	if err == nil && name == s.name {
		info = sizedInfo{info, s.size}
	}
	return info, err
}

// said gives problems as they are printed.
func said(problems diag.List) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

const notRegular = "it is neither a file nor a folder\n    hint: take it out; pipes, devices and sockets are not read, since they may never end"

// TestPipes: whatever is neither a file nor a folder is refused unopened,
// wherever it stands.
func TestPipes(t *testing.T) {
	pipe := &fstest.MapFile{Mode: fs.ModeNamedPipe | 0o600}
	carried := fstest.MapFS{"static/a.css": {}, "templates/a.html": {}, "content/events.yaml": {}}
	w := func(name string) *Workspace { return &Workspace{FS: fstest.MapFS{name: pipe}, Carried: carried} }
	for name, read := range map[string]func(w *Workspace) error{
		"content/site.yaml":          func(w *Workspace) error { _, _, err := w.Settings(); return err },
		"content/about.md":           func(w *Workspace) error { _, _, err := w.Articles(); return err },
		"content/events.yaml":        func(w *Workspace) error { _, _, err := w.Knowledge(); return err },
		"content/organisations.yaml": func(w *Workspace) error { _, _, err := w.Knowledge(); return err },
		"static/a.css":               func(w *Workspace) error { _, err := fs.ReadFile(w.Folder("static"), "a.css"); return err },
		"templates/a.html":           func(w *Workspace) error { _, err := fs.ReadFile(w.Folder("templates"), "a.html"); return err },
	} {
		err := read(w(name))
		if err == nil || !strings.Contains(err.Error(), name+": it is neither a file nor a folder") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, problems := w("seeds/a.md").Read("seeds/a.md"); said(problems) != "seeds/a.md: "+notRegular {
		t.Errorf("a document: %v", problems)
	}
	if in := w("seeds/a.md").Inputs(); len(in) != 1 || !strings.Contains(said(in[0].Problems), "seeds/a.md: not a regular file") {
		t.Errorf("a document in a folder: %v", in)
	}
	both := &Workspace{FS: fstest.MapFS{"seeds/a.md": {Data: []byte("a")}, "content/corrections/a.yaml": pipe}, Carried: carried}
	if _, problems := both.Read("seeds/a.md"); !strings.Contains(said(problems), "content/corrections/a.yaml: "+notRegular) {
		t.Errorf("corrections: %v", problems)
	}
}

func TestLargeFile(t *testing.T) {
	site := fstest.MapFS{"static/a.png": {Data: []byte("x")}}
	for size, want := range map[int64]string{MaxFile: "", MaxFile + 1: "open static/a.png: it is larger than 64 MiB"} {
		w := &Workspace{FS: sized{site, "static/a.png", size}, Carried: fstest.MapFS{"static/b": {}}}
		_, err := fs.ReadFile(w.Folder("static"), "a.png")
		if got := fmt.Sprint(err); err == nil && want != "" || err != nil && got != want {
			t.Errorf("%d bytes: %v, want %q", size, err, want)
		}
	}
}

// A wide system has one folder of so many documents.
type wide struct {
	fstest.MapFS
	n int
}

func (w wide) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := w.MapFS.ReadDir(name)
	if name != "seeds" || err != nil {
		return entries, err
	}
	list := make([]fs.DirEntry, w.n)
	for i := range list {
		list[i] = entries[0]
	}
	return list, nil
}

func TestManyFiles(t *testing.T) {
	site := fstest.MapFS{"seeds/a.md": {Data: []byte("a")}}
	at := &Workspace{FS: wide{site, MaxEntries}}
	if in := at.Inputs(); len(in) != 1 || len(in[0].Problems) > 0 {
		t.Errorf("at the bound: %d inputs, %v", len(in), in[0].Problems)
	}
	beyond := &Workspace{FS: wide{site, MaxEntries + 1}}
	const want = "seeds: it holds more than 100000 files and folders\n    hint: is this the right folder?"
	if in := beyond.Inputs(); len(in) != 1 || said(in[0].Problems) != want {
		t.Errorf("beyond it: %v, want %s", in, want)
	}
}
