// Package asset owns the files that are the same for every page: styles,
// scripts, pictures and what hosts look for at the root of a site.
//
// In goes the static folder, out come finished files and the paths at which
// they stand. It is laid out so:
//
//	css/*.css   joined in the order of their names into one sheet, site.css,
//	            but for those that are for something else: *-find.css goes into
//	            find.css, which search and lists have beside it;
//	            *-pictures.css into pictures.css, for pages that draw;
//	            *-print.css into print.css, for paper alone; *-rtl.css into
//	            rtl.css, for pages written from the right; *-embed.css goes
//	            with all that come before 40, what every page needs, into
//	            embed.css, the sheet of pages in frames; *-single.css with
//	            site.css and those for pictures, paper and the right into
//	            single.css, that of a document on one page; and *-book.css
//	            alone into book.css, that of a book
//	js/*.js     classic scripts, each for itself: js/search.js is search.js
//	root/…      put at the root of the site under their own names: robots.txt,
//	            and embed.js, whose address other sites write down
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

// sheets are the assets that style sheets become, and which of them go into
// each, by their names in the folder css.
var sheets = []struct {
	name string
	own  string // the end of the names of those that are for it alone; empty for none
	has  func(string) bool
}{
	{"site.css", "", func(name string) bool { return !special(name) }},
	{"find.css", forLists, func(name string) bool { return strings.HasSuffix(name, forLists) }},
	{"pictures.css", forPictures, func(name string) bool { return strings.HasSuffix(name, forPictures) }},
	{"print.css", forPaper, func(name string) bool { return strings.HasSuffix(name, forPaper) }},
	{"rtl.css", forRight, func(name string) bool { return strings.HasSuffix(name, forRight) }},
	{"embed.css", forFrames, func(name string) bool { return strings.HasSuffix(name, forFrames) || name < "40" && !special(name) }},
	{"single.css", forSingle, func(name string) bool {
		return endsIn(name, forSingle, forRight, forPictures, forPaper) || !special(name)
	}},
	{"book.css", forBooks, func(name string) bool { return strings.HasSuffix(name, forBooks) }},
}

// The names of style sheets that are not for all pages end so.
const (
	forLists    = "-find.css"
	forPictures = "-pictures.css"
	forPaper    = "-print.css"
	forRight    = "-rtl.css"
	forFrames   = "-embed.css"
	forSingle   = "-single.css"
	forBooks    = "-book.css"
)

// special reports whether a style sheet is not for every page of the site.
func special(name string) bool {
	return endsIn(name, forLists, forPictures, forPaper, forRight, forFrames, forSingle, forBooks)
}

func endsIn(name string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(name, end) })
}

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

// Bytes returns the bytes of an asset, which are not to be changed. The error
// is that of [Set.Path].
func (s *Set) Bytes(name string) ([]byte, error) {
	if _, err := s.Path(name); err != nil {
		return nil, err
	}
	return s.files[name].data, nil
}

// Without returns a set that lacks some assets, for a site that has no use for
// them.
func (s *Set) Without(names ...string) *Set {
	files := maps.Clone(s.files)
	for _, name := range names {
		delete(files, name)
	}
	return &Set{files: files}
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
	if path.Ext(name) == ".js" {
		if data, err = l.minifier.JS(data); err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
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

// join makes the sheets, as far as there is anything for them. One that is not
// for the site is made only where something is for it alone.
func (l *loader) join() error {
	for _, sheet := range sheets {
		var parts []string
		for _, source := range l.sheets {
			if sheet.has(path.Base(source)) {
				parts = append(parts, source)
			}
		}
		own := func(source string) bool { return strings.HasSuffix(source, sheet.own) }
		if !slices.ContainsFunc(parts, own) {
			continue
		}
		if err := l.joined(sheet.name, parts); err != nil {
			return err
		}
	}
	return nil
}

// joined makes one sheet of some. Minified together, they need no care for what
// one of them leaves open to the next: each has been seen to close.
func (l *loader) joined(name string, sources []string) error {
	var joined bytes.Buffer
	for _, source := range sources {
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
	return l.add(name, fingerprinted(name, data), "css", data)
}

// address resolves what a sheet names to an address relative to the sheet.
// Data and parts of the page itself stay; all else must be an asset, so that no
// page asks another host for anything.
func (l *loader) address(reference string) (string, error) {
	if reference == "" {
		return "", fmt.Errorf("url() without an address")
	}
	if !outside(reference) {
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

// outside reports whether an address leads to another file.
func outside(address string) bool {
	return address != "" && address[0] != '#' && (len(address) < 5 || !strings.EqualFold(address[:5], "data:"))
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
