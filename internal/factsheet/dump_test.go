package factsheet

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"communique/internal/source"
)

var update = flag.Bool("update", false, "rewrite the expected outlines in testdata; read the diff before you keep it")

// parse reads and parses one document.
func parse(t testing.TB, name, text string, o Options) (*Document, string) {
	t.Helper()
	src, problems, err := source.Read(fstest.MapFS{name: {Data: []byte(text)}}, name)
	if err != nil {
		t.Fatal(err)
	}
	if src == nil {
		t.Fatalf("%s is refused: %v", name, problems)
	}
	d, list := Parse(src, o)
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintln(&b, p)
	}
	return d, b.String()
}

// dump writes an outline as the cases show it: who is where, and why.
func dump(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", d.Title)
	dumpParts(&b, d.Intro, "")
	for _, p := range d.Pillars {
		fmt.Fprintf(&b, "## %s %s (level %d; %s)\n", p.Number, p.Heading, p.Level, p.Guess)
		dumpParts(&b, p.Parts, "")
	}
	if len(d.Notes) > 0 {
		b.WriteString("-- after the end\n")
	}
	dumpParts(&b, d.Notes, "")
	for _, w := range d.Warnings {
		fmt.Fprintf(&b, "warning at line %d: %s\n", w.Pos.Line, w.Text)
	}
	return b.String()
}

func dumpParts(b *strings.Builder, list []Part, indent string) {
	for _, part := range list {
		switch part := part.(type) {
		case *Paragraph:
			fmt.Fprintf(b, "%s%s: %s%s\n", indent, part.Role, markOf(part), show(part.Text))
		case *Table:
			fmt.Fprintf(b, "%stable: %d rows, header %t\n", indent, len(part.Rows), part.Header)
			for _, row := range part.Rows {
				b.WriteString(indent + "  ")
				for _, c := range row {
					fmt.Fprintf(b, "[%s]", show(c.Text))
				}
				b.WriteByte('\n')
			}
		case *Group:
			if part.LeadIn != nil {
				fmt.Fprintf(b, "%slead-in: %s\n", indent, show(part.LeadIn.Text))
			}
			for _, c := range part.Items {
				dumpCommitment(b, c, indent+"  ")
			}
		}
	}
}

func dumpCommitment(b *strings.Builder, c *Commitment, indent string) {
	fmt.Fprintf(b, "%s%s %s, %s %q: %s (%s; %s)\n", indent, c.Number, c.Kind, c.Strength, c.Verb, c.Title, c.Slug, c.Guess)
	dumpParts(b, c.Body, indent+"  | ")
	for _, child := range c.Children {
		dumpCommitment(b, child, indent+"  ")
	}
}

func markOf(p *Paragraph) string {
	if len(p.Mark) == 0 {
		return ""
	}
	return "«" + p.Mark.String() + "» "
}

// show writes a text with its marks, so that a case pins them down.
func show(t Text) string {
	var b strings.Builder
	for _, r := range t {
		s := strings.ReplaceAll(r.Text, "\n", "⏎")
		for _, m := range []struct {
			mark Mark
			name string
		}{{Strong, "b"}, {Emphasis, "i"}, {Underline, "u"}, {Strike, "s"}, {Superscript, "sup"}, {Subscript, "sub"}, {Code, "code"}} {
			if r.Marks&m.mark != 0 {
				s = "<" + m.name + ">" + s + "</" + m.name + ">"
			}
		}
		if r.Link != "" {
			s = "[" + s + "](" + r.Link + ")"
		}
		b.WriteString(s)
	}
	return fold(b.String())
}

// TestOutline holds the parser to the cases in testdata: NAME.md beside
// NAME.outline in each archive.
func TestOutline(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		outlines(t, file, archive)
	}
}

func outlines(t *testing.T, file string, archive *txtar.Archive) {
	want := map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".outline"); ok {
			want[name] = string(f.Data)
		}
	}
	var out []txtar.File
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		got := ""
		t.Run(filepath.Base(file)+"/"+name, func(t *testing.T) {
			text := strings.ReplaceAll(string(f.Data), "␠", " ")
			d, problems := parse(t, f.Name, text, Options{})
			if problems != "" {
				t.Errorf("problems:\n%s", problems)
			}
			got = dump(d)
			if *update {
				return
			}
			if diff := cmp.Diff(want[name], got); diff != "" {
				t.Errorf("outline of %s (-want +got):\n%s", f.Name, diff)
			}
		})
		out = append(out, f, txtar.File{Name: name + ".outline", Data: []byte(got)})
	}
	if *update {
		archive.Files = out
		writeArchive(t, file, archive)
	}
}
