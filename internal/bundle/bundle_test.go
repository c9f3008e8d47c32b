package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// tree is a small site with a file that is no part of it.
func tree() fstest.MapFS {
	return fstest.MapFS{
		"index.html":        {Data: []byte("<!doctype html><title>Quays</title>")},
		"quays/index.html":  {Data: []byte(strings.Repeat("quay ", 5000))},
		"assets/x.css":      {Data: []byte("body{margin:0}")},
		".communique":       {Data: []byte("marker")},
		".nojekyll":         {},
		"quays/funding.csv": {Data: []byte("a,b\r\n")},
	}
}

func contents() Contents {
	return Contents{
		Name: "quays", Title: `Quays & "docks" <2022>`, Tree: tree(), Skip: []string{".communique"},
		Sources: []Source{{Name: "quays.md", Data: []byte("- Open the quay.\n")}},
	}
}

func pack(t *testing.T, c Contents) []byte {
	t.Helper()
	var b bytes.Buffer
	s, err := Write(&b, c)
	if err != nil {
		t.Fatal(err)
	}
	if s.Bytes != int64(b.Len()) || s.Files != 8 {
		t.Errorf("%+v of %d bytes", s, b.Len())
	}
	return b.Bytes()
}

func open(t *testing.T, data []byte) fs.FS {
	t.Helper()
	got, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWrite(t *testing.T) {
	data := pack(t, contents())
	if again := pack(t, contents()); !bytes.Equal(data, again) {
		t.Error("the same site makes other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if !f.Modified.Equal(stamp) || f.Mode() != 0o644 {
			t.Errorf("%s: %v, %v", f.Name, f.Modified, f.Mode())
		}
	}
	want := []string{"quays/START-HERE.html", "quays/SHA256SUMS", "quays/.nojekyll", "quays/assets/x.css", "quays/index.html",
		"quays/quays/funding.csv", "quays/quays/index.html", "quays/sources/quays.md"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	start, err := fs.ReadFile(open(t, data), Start)
	if err != nil || !strings.Contains(string(start), "<h1>Quays &amp; &#34;docks&#34; &lt;2022&gt;</h1>") {
		t.Errorf("%s, %v", start, err)
	}
	if len(data) > 4000 {
		t.Errorf("%d bytes: not compressed", len(data))
	}
}

func TestVerify(t *testing.T) {
	whole := open(t, pack(t, contents()))
	unpack := func(change func(m fstest.MapFS)) fs.FS {
		m := fstest.MapFS{}
		err := fs.WalkDir(whole, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				var data []byte
				data, err = fs.ReadFile(whole, name)
				m[name] = &fstest.MapFile{Data: data}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		change(m)
		return m
	}
	for _, tt := range []struct {
		name   string
		change func(m fstest.MapFS)
		want   []Finding
		files  int
	}{
		{"whole", func(m fstest.MapFS) {}, nil, 7},
		{"one byte changed", func(m fstest.MapFS) { m["index.html"].Data[3] ^= 1 }, []Finding{{"index.html", "has changed"}}, 6},
		{"one file gone", func(m fstest.MapFS) { delete(m, "sources/quays.md") }, []Finding{{"sources/quays.md", "is missing"}}, 6},
		{"one file more", func(m fstest.MapFS) { m["a.html"] = &fstest.MapFile{} }, []Finding{{"a.html", "is not in the manifest"}}, 7},
		{"a link", func(m fstest.MapFS) { m["index.html"].Mode = fs.ModeSymlink }, []Finding{{"index.html", "is not a plain file"}}, 6},
		{"several, by name", func(m fstest.MapFS) {
			delete(m, "index.html")
			m["z"] = &fstest.MapFile{}
			m["assets/x.css"].Data = nil
		},
			[]Finding{{"assets/x.css", "has changed"}, {"index.html", "is missing"}, {"z", "is not in the manifest"}}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, err := Verify(unpack(tt.change))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(Verdict{tt.files, tt.want}, v); diff != "" {
				t.Error(diff)
			}
		})
	}
	for name, sums := range map[string]string{
		"no checksum": "x  index.html\n", "one space": strings.Repeat("0", 64) + " index.html\n",
		"a way out": strings.Repeat("0", 64) + "  ../x\n", "twice": strings.Repeat(strings.Repeat("0", 64)+"  a\n", 2), "empty": "",
	} {
		if _, err := Verify(fstest.MapFS{Sums: {Data: []byte(sums)}}); err == nil || !strings.HasPrefix(err.Error(), "SHA256SUMS:") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Verify(fstest.MapFS{}); !errors.Is(err, ErrNoBundle) {
		t.Errorf("nothing at all: %v", err)
	}
}

// TestOthers: unzip and sha256sum, which people have, read a bundle.
func TestOthers(t *testing.T) {
	for _, tool := range []string{"unzip", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("skipped: %s is not installed", tool)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "b.zip"), pack(t, contents()), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"unzip", "-tq", "b.zip"}, {"unzip", "-q", "b.zip"}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	cmd := exec.Command("sha256sum", "--check", "--strict", Sums)
	cmd.Dir = filepath.Join(dir, "quays")
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(out), ": OK\n") != 7 {
		t.Errorf("%v\n%s", err, out)
	}
	v, err := Verify(os.DirFS(cmd.Dir))
	if err != nil || len(v.Findings) > 0 || v.Files != 7 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestRefused(t *testing.T) {
	for name, change := range map[string]func(*Contents){
		"a name that the bundle needs": func(c *Contents) { c.Tree.(fstest.MapFS)["start-here.html"] = &fstest.MapFile{} },
		"a folder that it needs":       func(c *Contents) { c.Tree.(fstest.MapFS)["sources/x"] = &fstest.MapFile{} },
		"two documents of one name":    func(c *Contents) { c.Sources = append(c.Sources, c.Sources[0]) },
		"a document with a folder":     func(c *Contents) { c.Sources[0].Name = "../quays.md" },
		"a document with a drive":      func(c *Contents) { c.Sources[0].Name = "c:quays.md" },
		"a link in the tree":           func(c *Contents) { c.Tree.(fstest.MapFS)["l"] = &fstest.MapFile{Mode: fs.ModeSymlink} },
	} {
		c := contents()
		change(&c)
		if _, err := Write(new(bytes.Buffer), c); err == nil {
			t.Errorf("%s: packed", name)
		}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"x/SHA256SUMS", "x/../../y"} {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil {
		t.Error("a zip with a way out was opened")
	}
	if _, err := Open(strings.NewReader("no zip"), 6); err == nil {
		t.Error("what is no zip was opened")
	}
}
