// Package asset owns the files that are the same for every page: styles,
// scripts, pictures and what hosts look for at the root of a site.
//
// In goes the static folder, out come finished files and the paths at which
// they stand. It is laid out so:
//
//	css/*.css   joined in the order of their names into one sheet, site.css
//	js/*.js     classic scripts, each for itself: js/search.js is search.js
//	root/…      put at the root of the site under their own names: robots.txt
//	the rest    copied: img/seal.svg, favicon.svg
//
// Sheets and scripts are minified. All but those of root/ stand under assets/
// with a fingerprint of their bytes in the name, so that a host may tell
// browsers to keep them for ever. Sheets name other assets as templates do,
// url(img/seal.svg), and get their addresses.
//
// It refuses what does not parse, addresses in sheets that are not assets,
// names that could not be written, and two files of one name. Hidden files,
// which editors and systems leave behind, are passed over.
package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"communique/internal/minify"
	"communique/internal/output"
)

// folder is where fingerprinted files stand in the site.
const folder = "assets/"

// sheetName is the asset that all style sheets become.
const sheetName = "site.css"

// A Set is all assets of a site. It is not changed after it has been loaded.
type Set struct {
	files map[string]file // by name
}

// A file is one finished asset.
type file struct {
	source string // in the static folder, for errors
	path   string // in the site
	data   []byte
}

// Load reads and finishes all assets. The file system is the static folder
// itself.
func Load(fsys fs.FS, m *minify.Minifier) (*Set, error) {
	l := loader{fsys: fsys, minifier: m, set: &Set{files: map[string]file{}}}
	if err := fs.WalkDir(fsys, ".", l.visit); err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	if err := l.join(); err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	return l.set, nil
}

// Path returns the path in the site at which an asset stands:
// assets/site.1a2b3c4d.css for site.css. The error for a name that is not
// there lists those that are.
func (s *Set) Path(name string) (string, error) {
	f, ok := s.files[name]
	if !ok {
		return "", fmt.Errorf("no asset %q; there are: %s", name, strings.Join(s.names(), ", "))
	}
	return f.path, nil
}

// Write adds all assets to a sink, in the order of their names.
func (s *Set) Write(sink output.Sink) error {
	for _, name := range s.names() {
		if err := sink.Add(s.files[name].path, s.files[name].data); err != nil {
			return err
		}
	}
	return nil
}

func (s *Set) names() []string { return slices.Sorted(maps.Keys(s.files)) }

// A loader fills a set. Sheets wait until all that they may name is there.
type loader struct {
	fsys     fs.FS
	minifier *minify.Minifier
	set      *Set
	sheets   []string // in the order of the walk, which is that of their names
}

// visit takes in one file.
func (l *loader) visit(source string, d fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	if leftOut(source) {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.IsDir() {
		return nil
	}
	if !d.Type().IsRegular() {
		return fmt.Errorf("%s is not a plain file", source)
	}
	top, rest, _ := strings.Cut(source, "/")
	switch {
	case top == "css" && path.Ext(source) == ".css":
		if strings.Contains(rest, "/") {
			return fmt.Errorf("%s: style sheets stand in css itself, so that their order is plain", source)
		}
		l.sheets = append(l.sheets, source)
		return nil
	case top == "js" && path.Ext(source) == ".js":
		return l.script(rest, source)
	case top == "root" && rest != "":
		return l.rooted(rest, source)
	}
	return l.copied(source)
}

// leftOut reports whether a file or folder is hidden, unless it is one of
// those that a site may have at its root.
func leftOut(source string) bool {
	if source == "." || !strings.HasPrefix(path.Base(source), ".") {
		return false
	}
	name, ok := strings.CutPrefix(source, "root/")
	return !ok || output.ValidPath(name) != nil
}

func (l *loader) script(name, source string) error {
	data, err := fs.ReadFile(l.fsys, source)
	if err != nil {
		return err
	}
	data, err = l.minifier.JS(data)
	if err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	return l.add(name, fingerprinted(name, data), source, data)
}

func (l *loader) rooted(name, source string) error {
	data, err := fs.ReadFile(l.fsys, source)
	if err != nil {
		return err
	}
	return l.add(name, name, source, data)
}

func (l *loader) copied(source string) error {
	data, err := fs.ReadFile(l.fsys, source)
	if err != nil {
		return err
	}
	return l.add(source, fingerprinted(source, data), source, data)
}

// join makes one sheet of all. Minified together, they need no care for what
// one of them leaves open to the next: each has been seen to close.
func (l *loader) join() error {
	if len(l.sheets) == 0 {
		return nil
	}
	var joined bytes.Buffer
	for _, source := range l.sheets {
		sheet, err := fs.ReadFile(l.fsys, source)
		if err != nil {
			return err
		}
		sheet = bytes.TrimPrefix(sheet, []byte("\ufeff"))
		sheet, err = minify.References(sheet, l.address)
		if err != nil {
			return fmt.Errorf("%s:%w", source, err)
		}
		joined.Write(sheet)
		joined.WriteByte('\n')
	}
	data, err := l.minifier.CSS(joined.Bytes())
	if err != nil {
		return fmt.Errorf("css: %w", err)
	}
	return l.add(sheetName, fingerprinted(sheetName, data), "css", data)
}

// address resolves what a sheet names to an address relative to the sheet.
// Data and parts of the page itself stay; all else must be an asset, so that no
// page asks another host for anything.
func (l *loader) address(reference string) (string, error) {
	if reference == "" {
		return "", fmt.Errorf("url() without an address")
	}
	if reference[0] == '#' || len(reference) >= 5 && strings.EqualFold(reference[:5], "data:") {
		return reference, nil
	}
	if strings.Contains(reference, ":") || reference[0] == '/' {
		return "", fmt.Errorf("url(%s): only assets and data: may be named", reference)
	}
	name, fragment, _ := strings.Cut(reference, "#")
	target, err := l.set.Path(name)
	if err != nil {
		return "", err
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	if inside, ok := strings.CutPrefix(target, folder); ok {
		return inside + fragment, nil
	}
	return "../" + target + fragment, nil
}

// add puts a file into the set under a name of its own.
func (l *loader) add(name, at, source string, data []byte) error {
	if err := output.ValidPath(at); err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	if other, ok := l.set.files[name]; ok {
		return fmt.Errorf("%s and %s: two assets have the name %s", other.source, source, name)
	}
	l.set.files[name] = file{source: source, path: at, data: data}
	return nil
}

// fingerprinted gives the path of a file: before the extension of its name
// come the first 8 hexadecimal digits of the SHA-256 of its bytes.
func fingerprinted(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return folder + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}
