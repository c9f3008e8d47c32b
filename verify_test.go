package communique

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// TestVerifyBook changes a book as somebody could who passes it on, and wants
// each change to the words of the document to be found, and nothing else.
func TestVerifyBook(t *testing.T) {
	o := Options{Source: fstest.MapFS{"harbour.md": {Data: []byte(statement)}}, Paths: []string{"harbour.md"}}
	file := filepath.Join(t.TempDir(), "harbour.epub")
	if _, _, err := Book(t.Context(), o, file); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(name, text string) string // of a file of the book; empty leaves it out
		want   string                         // in what is said first; empty for nothing
	}{
		{"nothing", func(_, text string) string { return text }, ""},
		{"the style", func(name, text string) string {
			if strings.HasSuffix(name, ".css") {
				return text + "p{color:red}"
			}
			return text
		}, ""},
		{"a word", func(_, text string) string { return strings.ReplaceAll(text, "The two cities", "The two states") },
			`harbour.md:8:9: "cities" is shown as "states"`},
		{"a word twice", func(_, text string) string { return strings.ReplaceAll(text, "The two cities", "The two two cities") },
			`"two"`},
		{"all chapters with words", func(_, text string) string {
			if strings.Contains(text, "data-source") {
				return ""
			}
			return text
		}, "is on no page"},
		{"an attribute", func(_, text string) string {
			return strings.Replace(text, `data-source="`, `data-source="x`, 1)
		}, "which is no range of bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changed := filepath.Join(t.TempDir(), "changed.epub")
			repack(t, file, changed, tt.change)
			v, err := Verify(t.Context(), o, changed, true)
			if tt.want == "" {
				if err != nil || v.Documents != 1 || v.Words == 0 {
					t.Errorf("%+v, %v", v, err)
				}
				return
			}
			if !errors.Is(err, ErrProblems) || len(v.Problems) == 0 || !strings.Contains(v.Problems[0].String(), tt.want) {
				t.Errorf("%v: %+v, want %s", err, v, tt.want)
			}
		})
	}
}

// repack writes a zip anew, with each of its files as change returns it.
func repack(t *testing.T, from, to string, change func(name, text string) string) {
	t.Helper()
	z, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text := change(f.Name, string(data))
		if text == "" {
			continue
		}
		entry, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
