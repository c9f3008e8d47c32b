package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// A watcher tells of changes to some files and folders and all that is in
// them. It watches folders, never files: an editor that saves by renaming puts
// another file in the place of the one that was watched.
type watcher struct {
	notify  *fsnotify.Watcher
	inputs  []string    // absolute
	names   []string    // the same as they were given
	changes chan string // what changed, named as the inputs are
}

func newWatcher(inputs []string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching for changes: %w", err)
	}
	w := &watcher{notify: notify, names: inputs, changes: make(chan string)}
	for _, in := range inputs {
		abs, err := filepath.Abs(in)
		if err != nil {
			return nil, errors.Join(err, notify.Close())
		}
		w.inputs = append(w.inputs, abs)
	}
	for _, in := range w.inputs {
		if err := w.cover(in); err != nil {
			return nil, errors.Join(fmt.Errorf("watching %s: %w", in, err), notify.Close())
		}
	}
	return w, nil
}

// cover watches an input: the folder that it is, and the one that it is in,
// which tells when it comes and goes. Where that is not there either, the
// nearest one above it is watched.
func (w *watcher) cover(input string) error {
	if err := w.folders(input); err != nil {
		return err
	}
	for dir := filepath.Dir(input); ; dir = filepath.Dir(dir) {
		err := w.notify.Add(dir)
		if err == nil || !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return err
		}
	}
}

// folders watches a folder and all below it, and the one that a link at root
// leads to, as those who read an input do. Each is watched before it is listed,
// so that what comes to be in it meanwhile is listed or told of.
func (w *watcher) folders(root string) error {
	if info, err := os.Stat(root); err == nil && info.IsDir() {
		root += string(filepath.Separator) // or the walk ends at the link
	}
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone again
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case name != root && passing(d.Name()):
			return fs.SkipDir
		}
		if err := w.notify.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// run tells of changes until the context ends. An error of the watcher means
// that some changes were lost, which is as good as a change.
func (w *watcher) run(ctx context.Context) {
	defer w.notify.Close()
	for {
		name := ""
		select {
		case <-ctx.Done():
			return
		case <-w.notify.Errors:
			for _, in := range w.inputs {
				_ = w.cover(in)
			}
		case e := <-w.notify.Events:
			in := w.concerns(e)
			if in < 0 {
				continue
			}
			w.follow(e, in)
			name = w.named(e.Name, in)
		}
		select {
		case w.changes <- name:
		case <-ctx.Done():
			return
		}
	}
}

// concerns returns the number of the input that an event is about, or -1.
func (w *watcher) concerns(e fsnotify.Event) int {
	if e.Op == fsnotify.Chmod {
		return -1
	}
	for i, in := range w.inputs {
		switch {
		case e.Name == in:
			return i
		case passing(filepath.Base(e.Name)):
		case within(e.Name, in):
			return i
		case within(in, e.Name) && !e.Has(fsnotify.Write): // a folder above it came or went
			return i
		}
	}
	return -1
}

// follow watches folders that came to be. If that fails, changes in them go
// unnoticed; those elsewhere do not.
func (w *watcher) follow(e fsnotify.Event, in int) {
	if !e.Has(fsnotify.Create) {
		return
	}
	if !within(e.Name, w.inputs[in]) {
		_ = w.cover(w.inputs[in])
		return
	}
	if info, err := os.Lstat(e.Name); err == nil && info.IsDir() { // nobody reads through links in an input
		_ = w.folders(e.Name)
	}
}

// named gives a changed file the name that the user would: that of the input,
// and what follows.
func (w *watcher) named(file string, in int) string {
	rest, err := filepath.Rel(w.inputs[in], file)
	if err != nil || !within(file, w.inputs[in]) {
		return w.names[in]
	}
	return filepath.Join(w.names[in], rest)
}

// within reports whether a file is below a folder. Both are absolute.
func within(file, folder string) bool {
	return strings.HasPrefix(file, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}

// passing tells the files that editors and version control make for
// themselves by their names.
func passing(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") || name == "4913"
}
