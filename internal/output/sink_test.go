package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sinks runs a test on a fresh sink of each kind.
func sinks(t *testing.T, run func(t *testing.T, s Sink)) {
	t.Run("memory", func(t *testing.T) { run(t, NewMemory()) })
	t.Run("stage", func(t *testing.T) { run(t, mustStage(t, filepath.Join(t.TempDir(), "public"))) })
}

func TestCollision(t *testing.T) {
	tests := []struct {
		name          string
		first, second string
		other         string
	}{
		{"same path", "a/b.html", "a/b.html", "a/b.html"},
		{"file where a folder is", "a/b.html", "a", "a/"},
		{"folder where a file is", "a", "a/b.html", "a"},
		{"folder deep below a file", "a", "a/b/c/d.html", "a"},
		{"folder below a file in a folder", "x/a", "x/a/b", "x/a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sinks(t, func(t *testing.T, s Sink) {
				if err := s.Add(test.first, []byte("1")); err != nil {
					t.Fatal(err)
				}
				var got *CollisionError
				if err := s.Add(test.second, []byte("2")); !errors.As(err, &got) {
					t.Fatalf("Add(%q) after %q: %v, want a CollisionError", test.second, test.first, err)
				}
				want := &CollisionError{test.second, test.other}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("collision (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestAddRefusesPaths(t *testing.T) {
	for _, name := range []string{"../a", "/etc/passwd", "a/../../b", "A.html", "nul.html", ".communique"} {
		sinks(t, func(t *testing.T, s Sink) {
			var want *PathError
			if err := s.Add(name, nil); !errors.As(err, &want) {
				t.Errorf("Add(%q) = %v, want a PathError", name, err)
			}
		})
	}
}

// Many goroutines add files to the same folders; each file arrives once.
func TestAddConcurrently(t *testing.T) {
	const workers, files = 8, 60
	sinks(t, func(t *testing.T, s Sink) {
		var collisions sync.Map
		var group sync.WaitGroup
		for worker := range workers {
			group.Go(func() {
				for i := range files {
					own := fmt.Sprintf("d%d/e%d/w%d.html", i%5, i, worker)
					if err := s.Add(own, []byte(own)); err != nil {
						t.Errorf("Add(%q): %v", own, err)
					}
					shared := fmt.Sprintf("d%d/shared%d.html", i%5, i)
					if err := s.Add(shared, nil); err == nil {
						if _, twice := collisions.LoadOrStore(shared, true); twice {
							t.Errorf("%s was taken twice", shared)
						}
					}
				}
			})
		}
		group.Wait()
		won := 0
		collisions.Range(func(any, any) bool { won++; return true })
		if won != files {
			t.Errorf("%d of the contested files were taken, want %d", won, files)
		}
	})
}

func mustStage(t *testing.T, destination string) *Stage {
	t.Helper()
	s, err := NewStage(destination)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Abort() })
	return s
}

func mustAdd(t *testing.T, s Sink, files map[string]string) {
	t.Helper()
	for name, data := range files {
		if err := s.Add(name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
}

// build makes a site in one go.
func build(t *testing.T, destination string, files map[string]string) {
	t.Helper()
	s := mustStage(t, destination)
	mustAdd(t, s, files)
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

// contents reads a folder as a map from path to text, folders with a slash
// and no text, links with their targets.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == folder {
			return err
		}
		short, _ := filepath.Rel(folder, name)
		short = filepath.ToSlash(short)
		if d.IsDir() {
			got[short+"/"] = ""
			return nil
		}
		if d.Type() == fs.ModeSymlink {
			got[short], err = os.Readlink(name)
			return err
		}
		data, err := os.ReadFile(name)
		got[short] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// wantTree compares a folder with the files that it should hold, folders and
// the marker left out.
func wantTree(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	got := contents(t, folder)
	for name := range got {
		if name == Marker || name[len(name)-1] == '/' {
			delete(got, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files in %s (-want +got):\n%s", filepath.Base(folder), diff)
	}
}

// wantNames compares the names in a folder, hidden ones included: what a build
// leaves beside its site.
func wantNames(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names beside the site (-want +got):\n%s", diff)
	}
}
