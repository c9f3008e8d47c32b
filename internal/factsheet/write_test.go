package factsheet

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func writeArchive(t *testing.T, file string, a *txtar.Archive) {
	t.Helper()
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
