package output

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestWriteFile(t *testing.T) {
	say := func(words string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, _ = io.WriteString(w, words)
			return err
		}
	}
	full := errors.New("disk full")
	folder := t.TempDir()
	name := filepath.Join(folder, "x.zip")
	for _, step := range []struct {
		name  string
		file  string
		write func(io.Writer) error
		want  string // what the file holds afterwards
		err   string
	}{
		{"new", name, say("one", nil), "one", ""},
		{"replaced", name, say("two", nil), "two", ""},
		{"failed, and left", name, say("three", full), "two", "writing " + name + ": disk full"},
		{"a folder", folder, say("four", nil), "two", "is not a plain file"},
		{"no folder above it", filepath.Join(folder, "a", "x.zip"), say("five", nil), "two", "no such file"},
	} {
		err := WriteFile(step.file, step.write)
		if step.err == "" && err != nil || step.err != "" && (err == nil || !strings.Contains(err.Error(), step.err)) {
			t.Errorf("%s: error %v, want %q", step.name, err, step.err)
		}
		if data, err := os.ReadFile(name); err != nil || string(data) != step.want {
			t.Errorf("%s: the file holds %q, want %q (%v)", step.name, data, step.want, err)
		}
	}
	if info, err := os.Stat(name); err != nil {
		t.Error(err)
	} else if mode := info.Mode().Perm(); mode != fileMode && runtime.GOOS != "windows" { // which knows no such modes
		t.Errorf("the file has the mode %v", mode)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v: something was left behind (%v)", entries, err)
	}
}
