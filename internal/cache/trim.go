package cache

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// A kept is an entry as trim sees it.
type kept struct {
	name string
	size int64
	used time.Time
}

// leftOver is the age at which a file that is being written is taken for one
// whose process ended.
const leftOver = time.Hour

// trim removes entries, the longest unused first, until the rest is within the
// bound.
func (c *Cache) trim() error {
	entries, total, err := c.entries()
	if total <= c.maxBytes {
		return err
	}
	slices.SortFunc(entries, func(a, b kept) int {
		return cmp.Or(a.used.Compare(b.used), cmp.Compare(a.name, b.name))
	})
	for _, e := range entries {
		if total <= c.maxBytes {
			break
		}
		err = errors.Join(err, c.drop(e.name))
		total -= e.size
	}
	return err
}

// entries lists what is kept, and removes what processes left over that ended
// while they wrote.
func (c *Cache) entries() (list []kept, total int64, err error) {
	files := c.root.FS()
	folders, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, 0, err
	}
	for _, folder := range folders {
		if !folder.IsDir() || len(folder.Name()) != 2 || !isDigits(folder.Name()) {
			continue
		}
		inside, readErr := fs.ReadDir(files, folder.Name())
		err = errors.Join(err, readErr)
		for _, f := range inside {
			name := folder.Name() + "/" + f.Name()
			info, infoErr := f.Info()
			switch {
			case infoErr != nil || !info.Mode().IsRegular():
				// Another process has removed it, or it is none of ours.
			case len(f.Name()) == 2*len(Key{})-2 && isDigits(f.Name()):
				list = append(list, kept{name, info.Size(), info.ModTime()})
				total += info.Size()
			case strings.HasSuffix(name, temporary) && c.now.Sub(info.ModTime()) > leftOver:
				err = errors.Join(err, c.drop(name))
			}
		}
	}
	return list, total, err
}

// isDigits reports whether a name is in the digits in which keys are written.
func isDigits(name string) bool {
	return strings.Trim(name, "0123456789abcdef") == ""
}
