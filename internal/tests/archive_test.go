package tests

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"communique"
)

// corpus returns the folder of real documents that COMMUNIQUE_CORPUS names, or
// skips.
func corpus(t *testing.T) fs.FS {
	t.Helper()
	dir := os.Getenv("COMMUNIQUE_CORPUS")
	if dir == "" {
		t.Skip("skipped: COMMUNIQUE_CORPUS is not set; it names a folder of real documents")
	}
	return os.DirFS(dir)
}

// glob returns the names that match, and fails if none does.
func glob(t *testing.T, fsys fs.FS, pattern string) []string {
	t.Helper()
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skipf("skipped: COMMUNIQUE_CORPUS holds no %s", pattern)
	}
	return names
}

// TestArchiveBuilds builds one site of all documents of the archive and holds
// it against them: every word placed, every link leads somewhere. It prints
// how many commitments the documents have, and which have none.
func TestArchiveBuilds(t *testing.T) {
	fsys := corpus(t)
	names := glob(t, fsys, "archive/*.md")
	o, report := archiveOptions(t), archiveReport(t)
	if report.Documents != len(names) {
		t.Errorf("built %d documents, want %d", report.Documents, len(names))
	}
	checked, err := communique.Check(t.Context(), o)
	if err != nil {
		t.Error(problems(checked, err))
	}
	if checked.Pages != report.Pages || checked.Words != report.Words {
		t.Errorf("checked %d pages and %d words, built %d and %d", checked.Pages, checked.Words, report.Pages, report.Words)
	}
	t.Logf("%d documents, %d commitments in %d pillars, %d pages, %d words, every one placed",
		report.Documents, report.Commitments, report.Pillars, report.Pages, report.Words)
	distribution(t, fsys, names)
}

// archiveReport builds one site of the archive, once, and returns what came of it.
func archiveReport(t *testing.T) *communique.Report {
	t.Helper()
	o := archiveOptions(t)
	archive.Do(func() {
		report, err := communique.Build(context.Background(), o)
		if err != nil {
			archive.failed = problems(report, err)
		}
		archive.report = report
	})
	if archive.failed != "" {
		t.Fatal(archive.failed)
	}
	return archive.report
}

var archive struct {
	sync.Once
	report *communique.Report
	failed string
}

// archiveOptions say what is read for the site of the archive and where it stands.
func archiveOptions(t *testing.T) communique.Options {
	t.Helper()
	fsys := corpus(t)
	folder, err := scratch()
	if err != nil {
		t.Fatal(err)
	}
	return communique.Options{
		Source: fsys, Paths: glob(t, fsys, "archive/*.md"),
		Destination: filepath.Join(folder, "archive"), BaseURL: "https://example.org/site/",
	}
}

// archiveSite returns the folder of the archive's site.
func archiveSite(t *testing.T) string {
	t.Helper()
	archiveReport(t)
	return archiveOptions(t).Destination
}

// problems lists the errors of a report; there may be very many warnings.
func problems(report *communique.Report, err error) string {
	var b strings.Builder
	fmt.Fprintln(&b, err)
	if report == nil {
		return b.String()
	}
	for _, p := range report.Problems {
		if p.Severity == communique.Error {
			fmt.Fprintln(&b, p)
		}
	}
	return b.String()
}

// TestArchiveTemplates renders the whole archive with compiled templates and
// with html/template as it is: the same bytes.
func TestArchiveTemplates(t *testing.T) {
	o := archiveOptions(t)
	o.Without = []communique.Family{"data", "search", "cards"} // none of which is made of templates
	var sinks [2]digests
	for i := range sinks {
		o.Interpret = i == 1
		if report, err := communique.Render(t.Context(), o, &sinks[i]); err != nil {
			t.Fatal(problems(report, err))
		}
	}
	if n := len(sinks[0].sums); n < 1000 || n != len(sinks[1].sums) {
		t.Errorf("%d files, and %d by html/template", n, len(sinks[1].sums))
	}
	for name, sum := range sinks[0].sums {
		if sinks[1].sums[name] != sum {
			t.Errorf("%s differs", name)
		}
	}
}

// digests keeps the checksum of each file.
type digests struct {
	mu   sync.Mutex
	sums map[string][sha256.Size]byte
}

func (d *digests) Add(name string, data []byte) error {
	sum := sha256.Sum256(data)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sums == nil {
		d.sums = map[string][sha256.Size]byte{}
	}
	d.sums[name] = sum
	return nil
}

// bullet is a line that Markdown, or a conversion to it, begins an item with.
var bullet = regexp.MustCompile(`(?m)^\s*([-*+•]|\\-)\s+\S`)

// distribution prints the numbers of commitments and fails where too many
// documents with bullets have none.
func distribution(t *testing.T, fsys fs.FS, names []string) {
	t.Helper()
	bounds := []int{0, 1, 2, 5, 10, 20, 50, 100}
	counts := make([]int, len(bounds))
	var none, noneWithBullets []string
	withBullets := 0
	err := communique.Inspect(t.Context(), communique.Options{Source: fsys, Paths: names}, func(o *communique.Outline, _ communique.Problems) error {
		n := len(o.Commitments)
		i := len(bounds) - 1
		for n < bounds[i] {
			i--
		}
		counts[i]++
		data, err := fs.ReadFile(fsys, o.Source)
		if err != nil {
			return err
		}
		has := bullet.Match(data)
		if has {
			withBullets++
		}
		if n == 0 {
			none = append(none, path.Base(o.Source))
		}
		if n == 0 && has {
			noneWithBullets = append(noneWithBullets, path.Base(o.Source))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("commitments  documents")
	for i, n := range counts {
		label := fmt.Sprint(bounds[i])
		switch {
		case i == len(bounds)-1:
			label += " or more"
		case bounds[i+1]-1 > bounds[i]:
			label += fmt.Sprintf(" to %d", bounds[i+1]-1)
		}
		t.Logf("%-12s %9d", label, n)
	}
	t.Logf("%d documents without a commitment: %s", len(none), strings.Join(none, "\n    "))
	t.Logf("%d of %d documents with bullets have no commitment", len(noneWithBullets), withBullets)
	if len(noneWithBullets)*100 >= withBullets {
		t.Errorf("1 %% or more of the documents with bullets have no commitment:\n    %s", strings.Join(noneWithBullets, "\n    "))
	}
}

// TestLabelledDocumentsBuild builds the documents that have labels; how well
// they are understood is for the score to say.
func TestLabelledDocumentsBuild(t *testing.T) {
	fsys := corpus(t)
	var names []string
	for _, gold := range glob(t, fsys, "*.gold.json") {
		names = append(names, strings.TrimSuffix(gold, ".gold.json")+".md")
	}
	o := communique.Options{Source: fsys, Paths: names, Destination: filepath.Join(t.TempDir(), "labelled")}
	report, err := communique.Build(t.Context(), o)
	if err != nil {
		t.Fatal(problems(report, err))
	}
	if checked, err := communique.Check(t.Context(), o); err != nil {
		t.Error(problems(checked, err))
	}
	if report.Documents != len(names) {
		t.Errorf("built %d documents, want %d", report.Documents, len(names))
	}
}
