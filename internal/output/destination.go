package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The modes of everything written, whatever the umask: a site is public.
const (
	fileMode   fs.FileMode = 0o644
	folderMode fs.FileMode = 0o755
)

// markerFormat is the version of the layout of a finished tree and of what the
// builder keeps about it. A builder that meets a higher one than its own still
// knows the folder for one of ours.
const markerFormat = 1

// A marker is the content of the marker file. It holds nothing that differs
// between two builds of the same input.
type marker struct {
	Generator string `json:"generator"`
	Format    int    `json:"format"`
}

const generator = "communique"

func markerData() []byte {
	data, err := json.Marshal(marker{generator, markerFormat})
	if err != nil {
		panic("output: a marker always marshals: " + err.Error())
	}
	return append(data, '\n')
}

// hasMarker reports whether a folder carries a marker of this program. What
// cannot be read is an error, and not a folder of somebody else.
func (d disk) hasMarker(folder string) (bool, error) {
	name := filepath.Join(folder, Marker)
	info, err := d.lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || !info.Mode().IsRegular() || info.Size() > 4096 {
		return false, err
	}
	data, err := d.readFile(name)
	if err != nil {
		return false, err
	}
	var m marker
	return json.Unmarshal(data, &m) == nil && m.Generator == generator, nil
}

// A place is a destination and its hidden neighbours. They share a folder, and
// so a file system, and only the holder of the lock touches them.
type place struct {
	disk  disk
	site  string // the destination, absolute
	stage string // where the next site is gathered; after an exchange, the old site until it is removed
	old   string // the old site between two renames, where there is no exchange
	lock  string // a file that is locked while a build runs

	spare   string // the site before, from which a [Revision] makes the next one
	records string // how the names of the records of trees begin
}

// newPlace makes the destination absolute. It refuses the root of a file
// system, which has no neighbours.
func newPlace(destination string, d disk) (place, error) {
	if destination == "" {
		return place{}, unfit(`""`, "it is empty", "name a folder, such as public")
	}
	site, err := filepath.Abs(destination)
	if err != nil {
		return place{}, fmt.Errorf("destination: %w", err)
	}
	dir, base := filepath.Split(site)
	if base == "" {
		return place{}, unfit(site, "it is the root of a file system", "name a folder of its own for the site, such as public")
	}
	hidden := filepath.Join(dir, "."+base+".communique-")
	return place{disk: d, site: site, stage: hidden + "stage", old: hidden + "old", lock: hidden + "lock", spare: hidden + "spare", records: hidden + "record-"}, nil
}

func unfit(path, detail, hint string) error {
	return &DestinationError{Path: path, Err: ErrUnfit, Detail: detail, Hint: hint}
}

// check refuses a destination that must not be replaced. One that does not
// exist is fine.
func (p place) check() error {
	info, err := p.disk.lstat(p.site)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("destination: %w", err)
	}
	switch {
	case info.Mode().Type() == fs.ModeSymlink:
		// To follow it would put the hidden folders where nobody looks for
		// them; to replace it would cut whatever it was made for.
		return unfit(p.site, "it is a symbolic link", "name the folder that it points to")
	case !info.IsDir():
		return unfit(p.site, "it is not a folder", "name a folder that does not exist yet")
	}
	if err := p.checkWorkingFolder(info); err != nil {
		return err
	}
	if mounted(p.site) {
		return unfit(p.site, "another file system is mounted on it, so it cannot be replaced in one step", "name a folder inside it")
	}
	return p.disk.checkOurs(p.site)
}

// checkWorkingFolder refuses a destination that holds the working folder:
// replaced, it would leave the shell in a folder that no longer exists.
func (p place) checkWorkingFolder(site fs.FileInfo) error {
	dir, err := os.Getwd()
	if err != nil {
		return nil // no working folder, none to lose
	}
	for {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, site) {
			return unfit(p.site, "it is the working folder or holds it", "name a folder inside the working folder, such as public")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return nil
		}
		dir = parent
	}
}

// checkOurs refuses whatever may hold work of somebody else: all but an empty
// folder and one that carries the marker.
func (d disk) checkOurs(folder string) error {
	foreign := &DestinationError{
		Path: folder, Err: ErrForeign,
		Hint: "name another folder, or look through this one and remove it if nothing in it is wanted",
	}
	if info, err := d.lstat(folder); err != nil {
		return err
	} else if !info.IsDir() {
		return foreign
	}
	if ours, err := d.hasMarker(folder); ours || err != nil {
		return err
	}
	entries, err := d.readDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() != Marker { // a marker half written is that of a killed build
			return foreign
		}
	}
	return nil
}

// heal takes away what a killed build left, and puts the old site back if
// that build died between its two renames. The lock must be held, or the
// build may be alive.
func (p place) heal() error {
	if err := p.restore(); err != nil {
		return err
	}
	return p.disk.removeOurs(p.stage)
}

// restore undoes or ends a replacement by two renames. The old site returns
// when nothing has taken its place, and is removed when the new one has.
func (p place) restore() error {
	if there, err := p.disk.exists(p.old); !there || err != nil {
		return err
	}
	there, err := p.disk.exists(p.site)
	if err != nil {
		return err
	}
	if there {
		return p.disk.removeOurs(p.old)
	}
	if err := p.disk.checkOurs(p.old); err != nil {
		return err
	}
	return p.disk.rename(p.old, p.site)
}

// removeOurs removes a tree of this program, if there is one. The marker goes
// last, so that a removal that is cut short leaves a folder that the next
// build still knows.
func (d disk) removeOurs(folder string) error {
	if there, err := d.exists(folder); !there || err != nil {
		return err
	}
	if err := d.checkOurs(folder); err != nil {
		return err
	}
	entries, err := d.readDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == Marker {
			continue
		}
		if err := d.removeAll(filepath.Join(folder, entry.Name())); err != nil {
			return err
		}
	}
	return d.removeAll(folder)
}

// exists reports whether there is anything at all at the path.
func (d disk) exists(path string) (bool, error) {
	_, err := d.lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// makeParents makes the missing folders above the destination and returns
// them, the deepest first, for the case that the build fails.
func (p place) makeParents() (made []string, err error) {
	var missing []string
	for dir := filepath.Dir(p.site); ; dir = filepath.Dir(dir) {
		there, err := p.disk.exists(dir)
		if err != nil {
			return nil, err
		}
		if there {
			break
		}
		missing = append(missing, dir)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		// Another build may make it at the same time.
		if err := p.disk.mkdir(missing[i]); err != nil && !errors.Is(err, fs.ErrExist) {
			p.disk.removeEmpty(missing[i+1:])
			return nil, err
		}
	}
	return missing, nil
}

// removeEmpty removes folders that are empty. What has been put into one of
// them meanwhile is a reason to leave it.
func (d disk) removeEmpty(folders []string) {
	for _, dir := range folders {
		_ = d.remove(dir)
	}
}
