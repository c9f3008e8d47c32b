package tests

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"communique"
)

// childFolder names, in the environment of a process that this test binary
// starts of itself, the folder whose site it is to build into public beside it.
const childFolder = "COMMUNIQUE_TEST_BUILD"

// buildAsChild builds a site and ends the process, if that is what it was
// started for. It is called ahead of all tests.
func buildAsChild() {
	folder := os.Getenv(childFolder)
	if folder == "" {
		return
	}
	_, err := communique.Build(context.Background(), communique.Options{Source: os.DirFS(folder), Destination: publicBeside(folder)})
	var refused *communique.DestinationError
	switch {
	case errors.As(err, &refused):
		fmt.Println(err)
		os.Exit(3)
	case err != nil:
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

func publicBeside(folder string) string { return filepath.Join(filepath.Dir(folder), "public") }

// startBuild starts a process that builds the site of a folder.
func startBuild(t *testing.T, folder string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+folder)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// twoSites writes two folders of documents beside one another and returns what
// the site of each holds.
func twoSites(t *testing.T, dir string, n int) (folders [2]string, sites [2]map[string]string) {
	t.Helper()
	for i, verb := range []string{"Open", "Close"} {
		folders[i] = filepath.Join(dir, verb)
		seeds := filepath.Join(folders[i], "seeds")
		if err := os.MkdirAll(seeds, 0o755); err != nil {
			t.Fatal(err)
		}
		for j := range n {
			text := fmt.Sprintf("---\ntitle: Quays %d\ndate: 2022-03-04\n---\n\n**<u>Harbour</u>**\n\nThe two cities will:\n\n", j)
			for k := range 12 {
				text += fmt.Sprintf("- %s quay %d for $%d million by 2025.\n", verb, k, j+k+1)
			}
			if err := os.WriteFile(filepath.Join(seeds, fmt.Sprintf("quays-%d.md", j)), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := startBuild(t, folders[i]).Wait(); err != nil {
			t.Fatal(err)
		}
		sites[i] = sums(t, publicBeside(folders[i]))
	}
	if len(sites[0]) < 50 || maps.Equal(sites[0], sites[1]) {
		t.Fatalf("%d files, and both sites alike: %v", len(sites[0]), maps.Equal(sites[0], sites[1]))
	}
	return folders, sites
}

// sums returns the checksum of each file of a folder.
func sums(t *testing.T, folder string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		got[strings.TrimPrefix(name, folder)] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestKilled kills builds without warning at random moments: the site is then
// that of one build, whole, and the next build ends well.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	folders, sites := twoSites(t, dir, 6)
	start := time.Now()
	if err := startBuild(t, folders[1]).Wait(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(start)
	random := rand.New(rand.NewPCG(1, 2))
	cut := 0
	for round := range 40 {
		child := startBuild(t, folders[round%2])
		time.Sleep(time.Duration(random.Int64N(int64(whole * 12 / 10))))
		if err := child.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if child.Wait() != nil {
			cut++
		}
		if got := sums(t, filepath.Join(dir, "public")); !maps.Equal(got, sites[0]) && !maps.Equal(got, sites[1]) {
			t.Fatalf("round %d: the site is of no single build: %d files", round, len(got))
		}
	}
	if cut < 5 {
		t.Errorf("only %d builds were cut short", cut)
	}
	if err := startBuild(t, folders[0]).Wait(); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(sums(t, filepath.Join(dir, "public")), sites[0]) {
		t.Error("the build after them is not whole")
	}
	wantBeside(t, dir, "Close", "Open", "public")
}

// wantBeside holds what is in a folder, hidden names too. Of what a build leaves
// for the next one there may be one tree, and the records of two.
func wantBeside(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	records, spare := 0, 0
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, ".public.communique-record-"):
			records++
		case name == ".public.communique-spare":
			spare++
		default:
			got = append(got, name)
		}
	}
	if records > spare+1 {
		t.Errorf("beside the site: %d records of %d trees", records, spare+1)
	}
	if !slices.Equal(got, want) {
		t.Errorf("beside the site: %v, want %v", got, want)
	}
}

// TestTwoBuilds starts two builds of one destination at once: one at least ends
// well, one that is refused says so, and the site is that of one of them.
func TestTwoBuilds(t *testing.T) {
	dir := t.TempDir()
	folders, sites := twoSites(t, dir, 2)
	refused := 0
	for range 10 {
		a, b := startBuild(t, folders[0]), startBuild(t, folders[1])
		a.Wait()
		b.Wait()
		codes := []int{a.ProcessState.ExitCode(), b.ProcessState.ExitCode()}
		for _, code := range codes {
			if code == 3 {
				refused++
			} else if code != 0 {
				t.Errorf("exit codes %v, want 0, or 3 for one that is refused", codes)
			}
		}
		if !slices.Contains(codes, 0) {
			t.Errorf("both were refused")
		}
		if got := sums(t, filepath.Join(dir, "public")); !maps.Equal(got, sites[0]) && !maps.Equal(got, sites[1]) {
			t.Fatalf("the site is of no single build: %d files", len(got))
		}
	}
	if refused == 0 {
		t.Log("no two builds met")
	}
	wantBeside(t, dir, "Close", "Open", "public")
}

// A once counts how often each file is opened.
type once struct {
	fs.FS
	opened map[string]*atomic.Int32
}

func (o once) Open(name string) (fs.File, error) {
	if n := o.opened[name]; n != nil {
		n.Add(1)
	}
	return o.FS.Open(name)
}

// TestDocumentsAreReadOnce: a build reads each document a single time, so that
// one which changes meanwhile is the old or the new one, and never a mixture of
// words from one and offsets from the other.
func TestDocumentsAreReadOnce(t *testing.T) {
	site := fstest.MapFS{}
	o := once{site, map[string]*atomic.Int32{}}
	for _, name := range []string{"seeds/a.md", "seeds/b.md"} {
		site[name] = &fstest.MapFile{Data: []byte("---\ntitle: Quays " + path.Base(name) + "\n---\n\nThe cities will:\n\n- Open the quay.\n")}
		o.opened[name] = new(atomic.Int32)
	}
	destination := filepath.Join(t.TempDir(), "public")
	if _, err := communique.Build(t.Context(), communique.Options{Source: o, Destination: destination}); err != nil {
		t.Fatal(err)
	}
	for name, n := range o.opened {
		// Three openings ask of what kind, size and time it is, as a file system
		// without a Stat of its own needs it.
		if got := n.Load(); got > 4 {
			t.Errorf("%s was opened %d times", name, got)
		}
	}
}
