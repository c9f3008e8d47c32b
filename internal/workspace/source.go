package workspace

import (
	"errors"
	"io/fs"
	"path"
)

// Sources returns the names of the files that a document is read from. Not all
// need be there.
func (w *Workspace) Sources(document string) []string {
	return []string{document, path.Join(w.in(correctionsFolder), correctionsName(document))}
}

// Surroundings calls add with each file that the site is made of besides its
// documents and what the program carries, in the order of their names.
func (w *Workspace) Surroundings(add func(name string, data []byte)) error {
	files := w.files()
	take := func(name string) error {
		data, err := fs.ReadFile(files, name)
		if err == nil {
			add(name, data)
		}
		return err
	}
	if w.Config != "" {
		if err := take(w.Config); err != nil {
			return err
		}
	}
	for _, folder := range []string{"content", "static", "templates"} {
		err := fs.WalkDir(files, w.in(folder), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && name == w.in(folder) && errors.Is(err, fs.ErrNotExist):
				return fs.SkipDir
			case err != nil:
				return err
			case d.IsDir() && name == w.in(correctionsFolder):
				return fs.SkipDir
			case d.IsDir():
				return nil
			}
			return take(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
