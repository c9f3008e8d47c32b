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

// What a zip may hold. A bundle of a hundred thousand pages stays far below.
const (
	maxFile  = 1 << 30 // bytes of one file, unpacked
	maxFree  = 1 << 28 // bytes of all files, below which the ratio is not looked at
	maxRatio = 250     // of all files to the zip; pages come to between 5 and 30
)

// Open returns the files of a bundle that is a zip, without the folder that
// holds them all; see [Zip].
func Open(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := Zip(r, size)
	if err != nil {
		return nil, err
	}
	return Inner(z)
}

// Zip returns the files of a zip. It reads the directory of the zip alone, and
// refuses:
//
//   - names that could leave the folder, or that a system reads in another way
//     than this one: absolute, with "..", a backslash, a colon or a control
//     character, or not in UTF-8;
//   - two files of one name, capitals aside;
//   - a file of more than 1 GB, and a zip that unpacks to 250 times its size,
//     as none does that was not made to fill a disk;
//   - files that are encrypted.
func Zip(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("cannot be read as a zip: %w", err)
	}
	if err := admit(z.File, size); err != nil {
		return nil, err
	}
	return z, nil
}

// admit refuses a zip by its directory.
func admit(files []*zip.File, size int64) error {
	seen := make(map[string]bool, len(files))
	var total uint64
	for _, f := range files {
		name := strings.TrimSuffix(f.Name, "/")
		folded := strings.ToLower(name)
		switch {
		case !safe(name):
			return fmt.Errorf("the zip holds the name %q, which could leave its folder", f.Name)
		case seen[folded]:
			return fmt.Errorf("the zip holds the name %q twice", f.Name)
		case f.Flags&1 != 0:
			return fmt.Errorf("%s in the zip is encrypted", f.Name)
		case f.UncompressedSize64 > maxFile:
			return fmt.Errorf("%s in the zip would unpack to more than 1 GB", f.Name)
		}
		seen[folded] = true
		total += f.UncompressedSize64 // at most 2^30 each, so that no number of files overflows
	}
	if total > maxFree && total/maxRatio > uint64(size) {
		return fmt.Errorf("the zip would unpack to %d times its size, as no site does", total/uint64(max(size, 1)))
	}
	return nil
}

// Inner steps into the one folder that a bundle has at its top, where the
// manifest does not stand beside it. The error is [ErrNoBundle] where there is
// no such folder.
func Inner(tree fs.FS) (fs.FS, error) {
	if _, err := fs.Stat(tree, Sums); err == nil {
		return tree, nil
	}
	entries, err := fs.ReadDir(tree, ".")
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return strayed(e.Name()) })
	if len(entries) != 1 || !entries[0].IsDir() {
		return nil, ErrNoBundle
	}
	return fs.Sub(tree, entries[0].Name())
}

// safe reports whether a name stays in its folder on every system.
func safe(name string) bool {
	return fs.ValidPath(name) && !strings.ContainsFunc(name, func(r rune) bool {
		return r == '\\' || r == ':' || r < ' ' || r == 0x7f
	})
}

// strayed reports whether a name is one that systems leave in any folder that
// was looked at, which says nothing of the bundle.
func strayed(name string) bool {
	return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini"
}

// Verify holds the files of a bundle against its manifest. What systems leave
// in a folder that was looked at (.DS_Store and the like) is passed over. The
// error is [ErrNoBundle] where there is no manifest, or says what is wrong with
// the manifest itself.
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
		case d.IsDir() || name == Sums || strayed(path.Base(name)):
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
