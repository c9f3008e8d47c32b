package output

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	oldSite = map[string]string{"index.html": "old", "a/gone.html": "old"}
	newSite = map[string]string{"index.html": "new", "b/c/page.html": "new", ".nojekyll": ""}
)

func TestCommit(t *testing.T) {
	tests := []struct {
		name  string
		setup func(t *testing.T, site string)
	}{
		{"first build", func(*testing.T, string) {}},
		{"into an empty folder", func(t *testing.T, site string) { mkdir(t, site) }},
		{"over an older site", func(t *testing.T, site string) { build(t, site, oldSite) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			site := filepath.Join(dir, "public")
			test.setup(t, site)

			s := mustStage(t, site)
			mustAdd(t, s, newSite)
			if s.Files() != 3 || s.Bytes() != 6 {
				t.Errorf("counted %d files, %d bytes, want 3 and 6", s.Files(), s.Bytes())
			}
			if err := s.Commit(); err != nil {
				t.Fatal(err)
			}
			wantTree(t, site, newSite)
			wantNames(t, dir, "public")
			if err := s.Abort(); err != nil {
				t.Errorf("Abort after Commit: %v", err)
			}
			wantTree(t, site, newSite)
			if err := s.Commit(); !errors.Is(err, fs.ErrClosed) {
				t.Errorf("second Commit: %v, want fs.ErrClosed", err)
			}
		})
	}
}

func TestMarker(t *testing.T) {
	site := filepath.Join(t.TempDir(), "public")
	build(t, site, newSite)
	got, err := os.ReadFile(filepath.Join(site, Marker))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"generator":"communique","format":1}` + "\n"; string(got) != want {
		t.Errorf("marker is %q, want %q", got, want)
	}
}

// Two builds of the same files are the same bytes with the same modes.
func TestDeterministic(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	build(t, one, newSite)
	build(t, two, oldSite)
	build(t, two, newSite)
	if diff := cmp.Diff(contents(t, one), contents(t, two)); diff != "" {
		t.Errorf("two builds differ (-one +two):\n%s", diff)
	}
}

func TestAbort(t *testing.T) {
	t.Run("old site stays", func(t *testing.T) {
		dir := t.TempDir()
		site := filepath.Join(dir, "public")
		build(t, site, oldSite)
		s := mustStage(t, site)
		mustAdd(t, s, newSite)
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		wantTree(t, site, oldSite)
		wantNames(t, dir, "public")
	})
	t.Run("folders made for the site go", func(t *testing.T) {
		dir := t.TempDir()
		s := mustStage(t, filepath.Join(dir, "a", "b", "public"))
		mustAdd(t, s, newSite)
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		wantNames(t, dir)
	})
}

// A build that lost a file must not replace a whole site.
func TestCommitAfterFailedAdd(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	build(t, site, oldSite)
	s := mustStage(t, site)
	mustAdd(t, s, newSite)
	if err := s.Add("index.html", nil); err == nil {
		t.Fatal("the same path was taken twice")
	}
	var collision *CollisionError
	if err := s.Commit(); !errors.As(err, &collision) {
		t.Errorf("Commit: %v, want the failure of Add", err)
	}
	wantTree(t, site, oldSite)
	wantNames(t, dir, "public")
}

func TestRefusedDestination(t *testing.T) {
	tests := []struct {
		name   string
		setup  func(t *testing.T, dir string) string // returns the destination
		want   error
		detail string
	}{
		{"folder with files of somebody else", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "public", "thesis.txt"), "years of work")
			return filepath.Join(dir, "public")
		}, ErrForeign, ""},
		{"marker of another program", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "public", Marker), `{"generator":"other"}`)
			writeFile(t, filepath.Join(dir, "public", "index.html"), "")
			return filepath.Join(dir, "public")
		}, ErrForeign, ""},
		{"folder for a marker", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "public", Marker, "a"), "")
			writeFile(t, filepath.Join(dir, "public", "index.html"), "")
			return filepath.Join(dir, "public")
		}, ErrForeign, ""},
		{"file", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, "public"), "")
			return filepath.Join(dir, "public")
		}, ErrUnfit, "not a folder"},
		{"symbolic link to a site", func(t *testing.T, dir string) string {
			build(t, filepath.Join(dir, "real"), oldSite)
			link := filepath.Join(dir, "public")
			if err := os.Symlink("real", link); err != nil {
				t.Skip(err)
			}
			return link
		}, ErrUnfit, "symbolic link"},
		{"root", func(*testing.T, string) string { return "/" }, ErrUnfit, "root"},
		{"no name", func(*testing.T, string) string { return "" }, ErrUnfit, "empty"},
		{"working folder", func(t *testing.T, dir string) string {
			t.Chdir(dir)
			return "."
		}, ErrUnfit, "working folder"},
		{"folder that holds the working folder", func(t *testing.T, dir string) string {
			build(t, filepath.Join(dir, "public"), map[string]string{"a/b/index.html": ""})
			t.Chdir(filepath.Join(dir, "public", "a", "b"))
			return "../.."
		}, ErrUnfit, "working folder"},
		{"leftover of somebody else", func(t *testing.T, dir string) string {
			writeFile(t, filepath.Join(dir, ".public.communique-stage", "thesis.txt"), "")
			return filepath.Join(dir, "public")
		}, ErrForeign, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			destination := test.setup(t, dir)
			before := contents(t, dir)
			s, err := NewStage(destination)
			if err == nil {
				s.Abort()
				t.Fatalf("%s was taken for a destination", destination)
			}
			var refused *DestinationError
			if !errors.As(err, &refused) || !errors.Is(err, test.want) {
				t.Fatalf("got %v, want a DestinationError with %q", err, test.want)
			}
			if !strings.Contains(refused.Detail, test.detail) || refused.Hint == "" {
				t.Errorf("detail %q, hint %q; want a hint, and %q in the detail", refused.Detail, refused.Hint, test.detail)
			}
			if diff := cmp.Diff(before, contents(t, dir)); diff != "" {
				t.Errorf("a refusal changed the disk (-before +after):\n%s", diff)
			}
		})
	}
}

// What appears at the destination during a build is not lost either.
func TestForeignAtCommit(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	s := mustStage(t, site)
	mustAdd(t, s, newSite)
	writeFile(t, filepath.Join(site, "thesis.txt"), "years of work")
	if err := s.Commit(); !errors.Is(err, ErrForeign) {
		t.Errorf("Commit: %v, want ErrForeign", err)
	}
	wantTree(t, site, map[string]string{"thesis.txt": "years of work"})
	wantNames(t, dir, "public")
}

func TestBusy(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	first := mustStage(t, site)
	mustAdd(t, first, newSite)
	if _, err := NewStage(site); !errors.Is(err, ErrBusy) {
		t.Fatalf("second build: %v, want ErrBusy", err)
	}
	if err := Recover(site); !errors.Is(err, ErrBusy) {
		t.Errorf("Recover during a build: %v, want ErrBusy", err)
	}
	mustStage(t, filepath.Join(dir, "other")).Abort() // another destination is free
	if err := first.Commit(); err != nil {
		t.Fatalf("the first build suffered: %v", err)
	}
	wantTree(t, site, newSite)
	build(t, site, oldSite)
	wantNames(t, dir, "public")
}

// The other process of the tests below: it builds and is killed.
func TestMain(m *testing.M) {
	if site := os.Getenv("OUTPUT_TEST_SITE"); site != "" {
		s, err := NewStage(site)
		if err == nil {
			err = s.Add("half/page.html", []byte("half"))
		}
		fmt.Println("ready", err)
		select {}
	}
	os.Exit(m.Run())
}

// startBuild starts a build in another process and returns when it has written
// a file.
func startBuild(t *testing.T, site string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "OUTPUT_TEST_SITE="+site)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if line != "ready <nil>\n" {
		t.Fatalf("the other build says %q, %v", line, err)
	}
	return cmd
}

func TestKilledBuild(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	build(t, site, oldSite)
	other := startBuild(t, site)
	if _, err := NewStage(site); !errors.Is(err, ErrBusy) {
		t.Fatalf("beside a build in another process: %v, want ErrBusy", err)
	}
	other.Process.Kill()
	other.Wait()
	wantNames(t, dir, ".public.communique-lock", ".public.communique-stage", "public")
	wantTree(t, site, oldSite)

	build(t, site, newSite)
	wantTree(t, site, newSite)
	wantNames(t, dir, "public")
}

// The states in which a build can die, made by hand, and what Recover makes
// of them. The next build starts with the same.
func TestRecover(t *testing.T) {
	tests := []struct {
		name  string
		setup func(t *testing.T, p place)
		want  map[string]string // nil: no site
	}{
		{"nothing happened", func(t *testing.T, p place) { build(t, p.site, oldSite) }, oldSite},
		{"died before the marker", func(t *testing.T, p place) { mkdir(t, p.stage) }, nil},
		{"died in the marker", func(t *testing.T, p place) { writeFile(t, filepath.Join(p.stage, Marker), `{"gen`) }, nil},
		{"died while writing", func(t *testing.T, p place) {
			build(t, p.site, oldSite)
			build(t, p.stage, newSite)
		}, oldSite},
		{"died between the renames", func(t *testing.T, p place) {
			build(t, p.old, oldSite)
			build(t, p.stage, newSite)
		}, oldSite},
		{"died after the renames", func(t *testing.T, p place) {
			build(t, p.old, oldSite)
			build(t, p.site, newSite)
		}, newSite},
		{"died after the exchange", func(t *testing.T, p place) {
			build(t, p.stage, oldSite)
			build(t, p.site, newSite)
		}, newSite},
		{"died while removing the old site", func(t *testing.T, p place) {
			build(t, p.stage, map[string]string{"left.html": ""})
			build(t, p.site, newSite)
		}, newSite},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			p, err := newPlace(filepath.Join(dir, "public"), disk{})
			if err != nil {
				t.Fatal(err)
			}
			test.setup(t, p)
			writeFile(t, p.lock, "") // a killed build leaves the file, not the lock
			if err := Recover(p.site); err != nil {
				t.Fatal(err)
			}
			if test.want == nil {
				wantNames(t, dir)
				return
			}
			wantNames(t, dir, "public")
			wantTree(t, p.site, test.want)
		})
	}
}

// Without an exchange two renames do the work, and undo it when the second
// fails.
func TestReplaceByRenames(t *testing.T) {
	unsupported := func(a, b string) error { return fmt.Errorf("exchange: %w", errors.ErrUnsupported) }
	t.Run("replaces", func(t *testing.T) {
		dir := t.TempDir()
		site := filepath.Join(dir, "public")
		build(t, site, oldSite)
		s := mustStage(t, site)
		s.exchange = unsupported
		mustAdd(t, s, newSite)
		if err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		wantTree(t, site, newSite)
		wantNames(t, dir, "public")
	})
	t.Run("puts the old site back", func(t *testing.T) {
		dir := t.TempDir()
		site := filepath.Join(dir, "public")
		build(t, site, oldSite)
		s := mustStage(t, site)
		s.exchange = func(a, b string) error {
			os.RemoveAll(s.place.stage) // so that the second rename fails
			return unsupported(a, b)
		}
		mustAdd(t, s, newSite)
		if err := s.Commit(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Commit: %v, want the failure of the rename", err)
		}
		wantTree(t, site, oldSite)
		wantNames(t, dir, "public")
	})
	t.Run("other failures are not tried again", func(t *testing.T) {
		dir := t.TempDir()
		site := filepath.Join(dir, "public")
		build(t, site, oldSite)
		s := mustStage(t, site)
		s.exchange = func(a, b string) error { return fs.ErrPermission }
		mustAdd(t, s, newSite)
		if err := s.Commit(); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("Commit: %v, want fs.ErrPermission", err)
		}
		wantTree(t, site, oldSite)
		wantNames(t, dir, "public")
	})
}

func mkdir(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(name, 0o755); err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, name, data string) {
	t.Helper()
	mkdir(t, filepath.Dir(name))
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkStage(b *testing.B) {
	page := make([]byte, 8<<10)
	s, err := NewStage(filepath.Join(b.TempDir(), "public"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Abort()
	b.ReportAllocs()
	b.SetBytes(int64(len(page)))
	for i := 0; b.Loop(); i++ {
		if err := s.Add(fmt.Sprintf("document-%d/pillar/commitment-%d.html", i/50, i%50), page); err != nil {
			b.Fatal(err)
		}
	}
}
