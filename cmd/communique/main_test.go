package main

import (
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"communique": main})
}

// TestCommand runs the scripts in testdata, each in a folder of its own.
func TestCommand(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("NO_COLOR", "")
			e.Setenv("TERM", "xterm")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes":   writeBytes,
			"exits":   exits,
			"fetch":   fetch,
			"schema":  schema,
			"replace": replace,
			"same":    same,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" { // permissions do not stop the superuser
				return os.Geteuid() <= 0, nil
			}
			return false, nil
		},
	})
}

// writeBytes is the script command "bytes FILE HEX…": it writes a file that a
// text archive cannot hold.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: bytes FILE HEX…")
	}
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}

// exits is the script command "exits CODE COMMAND…": it runs a command that
// must end with that code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("running %s: %v", args[1], err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// fetch is the script command "fetch FILE PATH STATUS WORDS": it waits until
// the file holds the address of a server, and until the server gives that
// status, with those words in the body.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: fetch FILE PATH STATUS WORDS")
	}
	got := "the file never came"
	for range 200 {
		time.Sleep(25 * time.Millisecond)
		address, err := os.ReadFile(ts.MkAbs(args[0]))
		if err != nil || len(address) == 0 {
			continue
		}
		r, err := http.Get(strings.TrimSpace(string(address)) + strings.TrimPrefix(args[1], "/"))
		if err != nil {
			got = err.Error()
			continue
		}
		text := readUntil(r.Body, args[3])
		r.Body.Close()
		if strconv.Itoa(r.StatusCode) == args[2] && strings.Contains(text, args[3]) {
			return
		}
		got = r.Status + "\n" + text
	}
	ts.Fatalf("%s: want status %s and %q; got %s", args[1], args[2], args[3], got)
}

// readUntil reads until some words have come, or the end. A stream of events
// has none.
func readUntil(r io.Reader, words string) string {
	var text strings.Builder
	buffer := make([]byte, 4096)
	for {
		n, err := r.Read(buffer)
		text.Write(buffer[:n])
		if err != nil || strings.Contains(text.String(), words) {
			return text.String()
		}
	}
}

// replace is the script command "replace FILE OLD NEW": OLD must be there.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s holds no %q:\n%s", args[0], args[1], text)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o666))
}

// same is the script command "same A B": two folders hold the same files.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: same A B")
	}
	a, b := contents(ts, args[0]), contents(ts, args[1])
	if diff := cmp.Diff(a, b); diff != "" {
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], diff)
	}
}

// contents returns the files below a folder by their names.
func contents(ts *testscript.TestScript, folder string) map[string]string {
	files := map[string]string{}
	tree := os.DirFS(ts.MkAbs(folder))
	ts.Check(fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		files[name] = string(data)
		return err
	}))
	return files
}

func TestGrouped(t *testing.T) {
	tests := map[int]string{0: "0", 999: "999", 1000: "1,000", 53266: "53,266", 1234567: "1,234,567"}
	for n, want := range tests {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 999_499: "999 kB", 999_500: "1.0 MB", 1_250_000: "1.2 MB",
		999_949_999: "999.9 MB", 999_950_000: "1.0 GB", 12_000_000_000: "12.0 GB",
	} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}

// What is printed to be typed again is one word to a shell.
func TestQuoted(t *testing.T) {
	for name, want := range map[string]string{
		"seeds/plan.md": "seeds/plan.md", "my plan.md": "'my plan.md'", `a\b.md`: `'a\b.md'`, "it's.md": `'it'\''s.md'`, "$(x).md": "'$(x).md'", "": "''",
	} {
		if got := quoted(name); got != want {
			t.Errorf("quoted(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestSome(t *testing.T) {
	for _, test := range []struct {
		files []string
		want  string
	}{
		{[]string{"seeds/a.md"}, "a.md"},
		{[]string{"a.md", "b.md", "c.md"}, "a.md, b.md, c.md"},
		{[]string{"a.md", "b.md", "c.md", "d.md", "e.md"}, "a.md, b.md, c.md and 2 more"},
		{[]string{"seeds/a\x1b[31m.md"}, "a\ufffd[31m.md"},
	} {
		if got := some(test.files); got != test.want {
			t.Errorf("some(%q) = %q, want %q", test.files, got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		width int
		want  string
	}{
		{"fits", "one two", 7, "one two"},
		{"breaks at a space", "one two three", 8, "one two|three"},
		{"counts characters, not bytes", "– – – –", 7, "– – – –"},
		{"keeps a word that is too long", "a incomprehensible b", 6, "a|incomprehensible|b"},
		{"folds line feeds", "one\ntwo", 20, "one two"},
		{"nothing", "", 20, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(wrap(tt.text, tt.width), "|"); got != tt.want {
				t.Errorf("wrap(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
			}
		})
	}
}
