package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// ErrNoBundle says that there is nothing that could be verified.
var ErrNoBundle = errors.New("not a bundle: it holds no " + Sums)

// maxSums bounds the manifest, in bytes: a million files.
const maxSums = 256 << 20

// A Finding is one file that is not as the manifest says.
type Finding struct {
	File string
	Text string // "has changed", "is missing", "is not in the manifest"
}

// A Verdict says what came of holding a bundle against its manifest.
type Verdict struct {
	Files    int       // that are as the manifest says
	Findings []Finding // in the order of the names
}

// Open returns the files of a zip, without the folder that holds them all.
func Open(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if !safe(strings.TrimSuffix(f.Name, "/")) {
			return nil, fmt.Errorf("the zip holds the name %q, which could leave its folder", f.Name)
		}
	}
	return inner(z)
}

// inner steps into the one folder that a bundle has at its top.
func inner(tree fs.FS) (fs.FS, error) {
	if _, err := fs.Stat(tree, Sums); err == nil {
		return tree, nil
	}
	entries, err := fs.ReadDir(tree, ".")
	if err != nil {
		return nil, err
	}
	if len(entries) != 1 || !entries[0].IsDir() {
		return nil, ErrNoBundle
	}
	return fs.Sub(tree, entries[0].Name())
}

// safe reports whether a name stays in its folder on every system.
func safe(name string) bool {
	return fs.ValidPath(name) && !strings.ContainsAny(name, "\\:\x00")
}

// Verify holds the files of a bundle against its manifest. The error is
// [ErrNoBundle] where there is none, or says what is wrong with the manifest
// itself.
func Verify(tree fs.FS) (Verdict, error) {
	sums, err := readSums(tree)
	if err != nil {
		return Verdict{}, err
	}
	var v Verdict
	say := func(name, text string) { v.Findings = append(v.Findings, Finding{name, text}) }
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			say(name, "cannot be read: "+reason(err))
			return nil
		case d.IsDir() || name == Sums:
			return nil
		case !d.Type().IsRegular():
			say(name, "is not a plain file")
			delete(sums, name)
			return nil
		}
		want, listed := sums[name]
		delete(sums, name)
		got, err := sum(tree, name)
		switch {
		case !listed:
			say(name, "is not in the manifest")
		case err != nil:
			say(name, "cannot be read: "+reason(err))
		case got != want:
			say(name, "has changed")
		default:
			v.Files++
		}
		return nil
	})
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		say(name, "is missing")
	}
	slices.SortStableFunc(v.Findings, func(a, b Finding) int { return strings.Compare(a.File, b.File) })
	return v, err
}

// readSums reads the manifest: checksums by name.
func readSums(tree fs.FS) (map[string]string, error) {
	f, err := tree.Open(Sums)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoBundle
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSums+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxSums {
		return nil, fmt.Errorf("%s is larger than %d MB", Sums, maxSums>>20)
	}
	sums := map[string]string{}
	for i, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
		digits, name, ok := strings.Cut(strings.TrimSuffix(string(line), "\r"), "  ")
		if b, err := hex.DecodeString(digits); err != nil || len(b) != sha256.Size || !ok || !safe(name) {
			return nil, fmt.Errorf("%s:%d: want a checksum, two spaces and a path", Sums, i+1)
		}
		if _, twice := sums[name]; twice {
			return nil, fmt.Errorf("%s:%d: %s stands there twice", Sums, i+1, name)
		}
		sums[name] = strings.ToLower(digits)
	}
	return sums, nil
}

func sum(tree fs.FS, name string) (string, error) {
	f, err := tree.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// reason gives what went wrong with a file, without its name.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// SourcesOf lists the documents in a bundle, in the order of their names.
func SourcesOf(tree fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(tree, Sources)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, e := range entries {
		if !e.IsDir() {
			list = append(list, path.Join(Sources, e.Name()))
		}
	}
	return list, nil
}
