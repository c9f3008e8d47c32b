package tests

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPagesAreValid gives every page and drawing of the two sites to the Nu
// HTML checker. COMMUNIQUE_VNU names its vnu.jar.
func TestPagesAreValid(t *testing.T) {
	library, err := builtLibrary()
	if err != nil {
		t.Fatal(err)
	}
	for site, folder := range map[string]string{"seed": seedSite(t), "library": library} {
		t.Run(site, func(t *testing.T) {
			valid(t, folder, append(filesOf(t, folder, ".html"), filesOf(t, folder, ".svg")...))
		})
	}
}

// TestArchiveIsValid gives some pages of the archive to the Nu HTML checker:
// one in some dozens, and of each kind the largest.
func TestArchiveIsValid(t *testing.T) {
	folder := archiveSite(t)
	const most = 600
	all := filesOf(t, folder, ".html")
	documents := documentsOf(t, os.DirFS(folder))
	largest := map[string]string{}
	sizes := map[string]int64{}
	var some []string
	for i, name := range all {
		info, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if kind := kindOf(name, documents); info.Size() > sizes[kind] {
			largest[kind], sizes[kind] = name, info.Size()
		}
		if i%(len(all)/most+1) == 0 {
			some = append(some, name)
		}
	}
	for _, name := range largest {
		some = append(some, name)
	}
	slices.Sort(some)
	some = slices.Compact(some)
	t.Logf("%d of %d pages", len(some), len(all))
	valid(t, folder, some)
}

// filesOf returns the files of a site that end in a way, sorted.
func filesOf(t *testing.T, folder, ending string) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ending {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A finding is what the checker says of a file.
type finding struct {
	Type, SubType, URL, Message, Extract string // SubType is "warning" or "fatal", or nothing
	LastLine, LastColumn                 int
}

// valid fails for each kind of error and warning, with the places of some.
func valid(t *testing.T, folder string, names []string) {
	t.Helper()
	jar := named(t, "COMMUNIQUE_VNU", "vnu.jar of the Nu HTML checker")
	if _, err := exec.LookPath("java"); err != nil {
		lacking(t, "java is not installed")
	}
	arguments := []string{"-Xss2m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--also-check-svg"}
	for _, name := range names {
		arguments = append(arguments, filepath.Join(folder, filepath.FromSlash(name)))
	}
	out, err := exec.Command("java", arguments...).Output()
	if err != nil {
		t.Fatalf("the checker: %v\n%s", err, out)
	}
	var said struct{ Messages []finding }
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("the checker said no JSON: %v\n%.2000s", err, out)
	}
	places, bad := map[string][]string{}, map[string]bool{}
	for _, f := range said.Messages {
		// The checker takes 'self' to shut out files beside a page on the disk, and data for scripts. Browsers are
		// asked in TestReaderVisit.
		if strings.Contains(f.Message, "Content Security Policy") {
			continue
		}
		name := f.URL
		if at, err := url.Parse(f.URL); err == nil {
			name, _ = filepath.Rel(folder, at.Path)
		}
		kind := cmp.Or(f.SubType, f.Type)
		text := kind + ": " + f.Message
		bad[text] = kind != "info"
		places[text] = append(places[text], fmt.Sprintf("%s:%d:%d: %.160q", name, f.LastLine, f.LastColumn, f.Extract))
	}
	for _, text := range sortedKeys(places) {
		list := places[text]
		tell := t.Logf // what should not be, and may
		if bad[text] {
			tell = t.Errorf
		}
		tell("%s (%d times)\n    %s", text, len(list), strings.Join(list[:min(len(list), 3)], "\n    "))
	}
}
