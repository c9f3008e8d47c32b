package starter

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
	"communique/internal/site"
	"communique/internal/source"
)

func TestSite(t *testing.T) {
	var names []string
	for _, f := range Site() {
		names = append(names, f.Name)
		if len(f.Data) == 0 {
			t.Errorf("%s is empty", f.Name)
		}
	}
	want := []string{"content/organisations.yaml", "content/site.yaml", ".gitignore", "seeds/fact-sheet-sound-compact.md"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("files of the example (-want +got):\n%s", diff)
	}
}

var off = regexp.MustCompile(`(?m)^# ([a-z_]+: .*)$`)

// Settings that are off in the example must be ones that exist: whoever turns
// one on may not get an error.
func TestSettings(t *testing.T) {
	for _, f := range Site() {
		if f.Name != "content/site.yaml" {
			continue
		}
		on := off.ReplaceAll(f.Data, []byte("$1"))
		fsys := fstest.MapFS{"site.yaml": {Data: on}}
		s, problems, err := site.ReadSettings(fsys, "site.yaml")
		if err != nil || len(problems) > 0 {
			t.Errorf("all settings turned on: %v, %v", problems, err)
		}
		if s.Publisher == "" || s.BaseURL == "" || s.Contact == "" {
			t.Errorf("settings that were turned on are not set: %+v", s)
		}
	}
}

func TestDocument(t *testing.T) {
	day := time.Date(2025, 3, 14, 23, 0, 0, 0, time.UTC)
	tests := []struct{ name, title, file string }{
		{"plain", "Fact Sheet: Harbours", "fact-sheet-harbours.md"},
		{"quotes, colons, a backslash", `"A": 'b' \ # c`, "a-b-c.md"},
		{"what YAML would take for something else", "2025", "2025.md"},
		{"an accent", "Déclaration conjointe", "declaration-conjointe.md"},
		{"line ends", "One\n  two", "one-two.md"},
		{"a way out of the folder", "../../etc/passwd", "etc-passwd.md"},
		{"a device of Windows", "Con", "con-document.md"},
		{"no letters", "!!!", "document.md"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Document(tt.title, day)
			if err != nil {
				t.Fatal(err)
			}
			if f.Name != tt.file {
				t.Errorf("Document(%q) is named %q, want %q", tt.title, f.Name, tt.file)
			}
			src, problems, err := source.Read(fstest.MapFS{f.Name: {Data: append(f.Data, "The city will meet.\n"...)}}, f.Name)
			if err != nil || len(problems) > 0 {
				t.Fatalf("its front matter: %v, %v\n%s", problems, err, f.Data)
			}
			if want := strings.Join(strings.Fields(tt.title), " "); src.Meta.Title != want {
				t.Errorf("title %q, want %q", src.Meta.Title, want)
			}
			if got := src.Meta.Published.Format(time.DateOnly); got != "2025-03-14" {
				t.Errorf("date %s, want 2025-03-14", got)
			}
		})
	}
	if f, err := Document("R&D <2>", day); err != nil || !strings.Contains(string(f.Data), `title: "R&D <2>"`) {
		t.Errorf("signs that HTML would escape: %v\n%s", err, f.Data)
	}
	if _, err := Document(" \n", day); !errors.Is(err, ErrNoTitle) {
		t.Errorf("a title without words: %v, want ErrNoTitle", err)
	}
}

// Lines that are off in the front matter must be right when they are turned on.
func TestDocumentTurnedOn(t *testing.T) {
	f, err := Document("A", time.Date(2025, 3, 14, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	on := off.ReplaceAll(f.Data, []byte("$1"))
	src, problems, err := source.Read(fstest.MapFS{"a.md": {Data: append(on, "Words.\n"...)}}, "a.md")
	if err != nil || diag.List(problems).Errors() > 0 {
		t.Fatalf("%v, %v", problems, err)
	}
	if src.Meta.Permalink == "" || src.Meta.Publisher == "" {
		t.Errorf("not read: %+v", src.Meta)
	}
}

func TestTitle(t *testing.T) {
	for name, want := range map[string]string{
		"seeds/harbour-plan.md": "Harbour plan", "a.md": "A", "élan_vital.markdown": "Élan vital", "-.md": "", ".md": "",
	} {
		if got := Title(name); got != want {
			t.Errorf("Title(%q) = %q, want %q", name, got, want)
		}
	}
}
