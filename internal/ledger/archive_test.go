package ledger

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestArchive reads many real documents: no panic, no sum outside its
// commitment, totals that equal their rows. It reports how long that takes.
func TestArchive(t *testing.T) {
	folder := os.Getenv("COMMUNIQUE_CORPUS")
	if folder == "" {
		t.Skip("COMMUNIQUE_CORPUS does not name a folder of documents")
	}
	files, err := filepath.Glob(filepath.Join(folder, "archive", "*.md"))
	if err != nil || len(files) == 0 {
		t.Skipf("no archive in %s", folder)
	}
	var spent, slowest time.Duration
	var bytes, entries, others int
	slow := ""
	for _, file := range files {
		d := readDocument(t, file)
		start := time.Now()
		l := Extract(d, Options{})
		took := time.Since(start)
		spent += took
		if took > slowest {
			slowest, slow = took, filepath.Base(file)
		}
		bytes, entries, others = bytes+len(d.Source.Data), entries+len(l.Entries), others+len(l.Others)
		checkLedger(t, filepath.Base(file), l)
	}
	t.Logf("%d documents, %d entries, %d sums that are no funding; %.1f MB/s, %v a document, slowest %v (%s)",
		len(files), entries, others, float64(bytes)/spent.Seconds()/1e6, spent/time.Duration(len(files)), slowest, slow)
}

func checkLedger(t *testing.T, name string, l *Ledger) {
	t.Helper()
	known := map[*Entry]bool{}
	for _, e := range l.Entries {
		known[e] = true
	}
	for i, e := range l.Entries {
		if i > 0 && l.Entries[i-1].Span.Start > e.Span.Start {
			t.Errorf("%s: entry %d stands ahead of the one before", name, e.Number)
		}
		if e.Commitment != nil && !e.Commitment.Span().Contains(e.Span) {
			t.Errorf("%s: entry %d (%s) is outside its commitment", name, e.Number, e.Quote)
		}
		if e.Lines[0] < 1 || e.Lines[1] < e.Lines[0] {
			t.Errorf("%s: entry %d is on lines %v", name, e.Number, e.Lines)
		}
		if e.Relation != New && len(e.Of) == 0 && e.Relation != Includes {
			t.Errorf("%s: entry %d %v nothing", name, e.Number, e.Relation)
		}
		for _, o := range e.Of {
			if o == e || !known[o] {
				t.Errorf("%s: entry %d refers to itself or to no entry", name, e.Number)
			}
		}
	}
	rows := l.Rows()
	for _, total := range Sum(rows) {
		checkTotal(t, total, rows)
	}
}
