package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// A member is an entry of a zip made by hand. A size that is not 0 is claimed,
// whatever the data is.
type member struct {
	name  string
	size  uint64
	flags uint16
}

// packed writes members as they stand, without any care.
func packed(t *testing.T, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, UncompressedSize64: m.size, Flags: m.flags}
		if _, err := z.CreateRaw(h); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenRefuses(t *testing.T) {
	sums := member{name: "x/SHA256SUMS"}
	many := []member{sums}
	for i := range 300 { // together 300 GB
		many = append(many, member{name: fmt.Sprintf("x/%d", i), size: maxFile})
	}
	for _, tt := range []struct {
		name    string
		members []member
		want    string
	}{
		{"a way out", []member{sums, {name: "x/../../y"}}, "leave its folder"},
		{"an absolute name", []member{sums, {name: "/etc/x"}}, "leave its folder"},
		{"a backslash", []member{sums, {name: `x\..\y`}}, "leave its folder"},
		{"a drive", []member{sums, {name: "c:/x"}}, "leave its folder"},
		{"a control character", []member{sums, {name: "x/a\x1b[2J"}}, "leave its folder"},
		{"a zero byte", []member{sums, {name: "x/a\x00.html"}}, "leave its folder"},
		{"no UTF-8", []member{sums, {name: "x/\xff"}}, "leave its folder"},
		{"one name twice", []member{sums, {name: "x/a"}, {name: "x/a"}}, "twice"},
		{"one name twice but for capitals", []member{sums, {name: "x/a"}, {name: "x/A"}}, "twice"},
		{"encrypted", []member{sums, {name: "x/a", flags: 1}}, "encrypted"},
		{"one huge file", []member{sums, {name: "x/a", size: maxFile + 1}}, "more than 1 GB"},
		{"a size that overflows", []member{sums, {name: "x/a", size: 1<<64 - 1}}, "more than 1 GB"},
		{"many large files", many, "times its size"},
		{"two folders", []member{sums, {name: "y/a"}}, "not a bundle"},
		{"no manifest, no folder", []member{{name: "a"}}, "not a bundle"},
		{"nothing", nil, "not a bundle"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := packed(t, tt.members...)
			_, err := Open(bytes.NewReader(data), int64(len(data)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// A zip whose directory tells less than its entries hold ends at what it tells.
func TestEntryLongerThanItSays(t *testing.T) {
	data := pack(t, contents())
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		h := f.FileHeader
		if strings.HasSuffix(h.Name, "/quays/index.html") {
			h.UncompressedSize64 = 10
		}
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(out, raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(open(t, b.Bytes()))
	if err != nil || len(v.Findings) != 1 || !strings.HasPrefix(v.Findings[0].Text, "cannot be read") {
		t.Errorf("%+v, %v", v, err)
	}
}

// Every byte that is flipped is found, wherever in the zip it stands: as a
// changed file, or as a zip that cannot be read.
func TestDamage(t *testing.T) {
	whole := pack(t, contents())
	unnoticed := 0
	for i := range whole {
		data := bytes.Clone(whole)
		data[i] ^= 0x20
		tree, err := Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			continue
		}
		v, err := Verify(tree)
		if err == nil && len(v.Findings) == 0 && v.Files == 7 {
			unnoticed++ // times, modes and local headers that nothing reads
			for name := range contents().Tree.(fstest.MapFS) {
				if name == ".communique" {
					continue
				}
				want, _ := fs.ReadFile(contents().Tree, name)
				if got, err := fs.ReadFile(tree, name); err != nil || !bytes.Equal(got, want) {
					t.Fatalf("byte %d: %s is another, and nobody says so (%v)", i, name, err)
				}
			}
		}
	}
	if unnoticed > len(whole)/3 {
		t.Errorf("%d of %d bytes can change without notice", unnoticed, len(whole))
	}
}

// What systems leave in a folder says nothing of the bundle.
func TestStrayed(t *testing.T) {
	whole := open(t, pack(t, contents()))
	outer := fstest.MapFS{".DS_Store": {}, "b/.DS_Store": {}, "b/quays/Thumbs.db": {}}
	if err := fs.WalkDir(whole, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(whole, name)
			outer["b/"+name] = &fstest.MapFile{Data: data}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	tree, err := Inner(outer)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := Verify(tree); err != nil || len(v.Findings) > 0 || v.Files != 7 {
		t.Errorf("%+v, %v", v, err)
	}
}

// The zip is one for programs that know nothing of Go.
func TestUnzip(t *testing.T) {
	if _, err := exec.LookPath("unzip"); err != nil {
		t.Skip("unzip is not installed")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "q.zip")
	if err := os.WriteFile(name, pack(t, contents()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-tq", name}, {"-q", name, "-d", dir}} {
		if out, err := exec.Command("unzip", args...).CombinedOutput(); err != nil || strings.Contains(string(out), "warning") {
			t.Fatalf("unzip %v: %v\n%s", args, err, out)
		}
	}
	if v, err := Verify(os.DirFS(filepath.Join(dir, "quays"))); err != nil || len(v.Findings) > 0 || v.Files != 7 {
		t.Errorf("%+v, %v", v, err)
	}
}

// The style of the start page is the one that its policy lets through.
func TestStartPage(t *testing.T) {
	c := contents()
	c.Sources = append(c.Sources, Source{Name: "docks.md", Title: `Docks & "quays"`})
	for i := range 29 {
		c.Sources = append(c.Sources, Source{Name: fmt.Sprintf("quay-%d.md", i)})
	}
	page, err := c.start()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	policy := html.UnescapeString(string(page)) // "+" is written as a reference
	if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
		t.Errorf("the start page lacks %s", want)
	}
	for _, want := range []string{
		`<li><a href="sources/quays.md">quays.md</a></li>`, `<li><a href="sources/docks.md">Docks &amp; &#34;quays&#34;</a></li>`, `<p class="quiet">11 more are`, `<h1>Quays &amp; &#34;docks&#34; &lt;2022&gt;</h1>`,
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the start page lacks %s", want)
		}
	}
	c.Sources = nil
	if page, err := c.start(); err != nil || strings.Contains(string(page), "made from") {
		t.Errorf("a bundle without documents tells of some (%v)", err)
	}
}
