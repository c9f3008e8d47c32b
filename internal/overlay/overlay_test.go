package overlay

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

var (
	upper = fstest.MapFS{
		"site/static/css/a.css": file("upper a"),
		"site/static/css/z.css": file("upper z"),
		"static/css/b.css":      file("not under the root"),
	}
	lower = fstest.MapFS{
		"static/css/a.css":   file("lower a"),
		"static/css/b.css":   file("lower b"),
		"templates/one.html": file("lower one"),
	}
)

func TestFileByFile(t *testing.T) {
	tests := []struct {
		name  string
		upper fs.FS
		root  string
		file  string
		want  string
	}{
		{"the upper file hides the lower", upper, "site", "static/css/a.css", "upper a"},
		{"the lower file shows through", upper, "site", "static/css/b.css", "lower b"},
		{"a file that only the upper has", upper, "site", "static/css/z.css", "upper z"},
		{"a folder that only the lower has", upper, "site", "templates/one.html", "lower one"},
		{"a root that does not exist hides nothing", upper, "elsewhere", "static/css/a.css", "lower a"},
		{"no upper at all", nil, "", "static/css/a.css", "lower a"},
		{"the top as root", upper, "", "static/css/b.css", "not under the root"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := fs.ReadFile(New(tt.upper, tt.root, lower), tt.file)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("%s holds %q, want %q", tt.file, got, tt.want)
			}
		})
	}
}

func TestWalkMeetsEveryFileOnce(t *testing.T) {
	var got []string
	err := fs.WalkDir(New(upper, "site", lower), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			got = append(got, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"static/css/a.css", "static/css/b.css", "static/css/z.css", "templates/one.html"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

// A locked system refuses everything.
type locked struct{}

func (locked) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestAnUnreadableFileIsNoMissingOne(t *testing.T) {
	o := New(locked{}, "", lower)
	if got, err := fs.ReadFile(o, "static/css/a.css"); err == nil {
		t.Errorf("got %q from below an unreadable file, want an error", got)
	}
	if _, err := fs.ReadDir(o, "static/css"); err == nil {
		t.Error("listing below an unreadable folder succeeded, want an error")
	}
	if _, err := o.Open("../secret"); err == nil {
		t.Error("a name that leaves the system was opened")
	}
}
