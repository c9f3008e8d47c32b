package workspace

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"communique/internal/diag"
)

// An Input is one document to read, or what is wrong with a path.
type Input struct {
	Name     string
	Problems diag.List // errors only; there is nothing to read then
}

// Inputs lists the documents in the order of the paths, those of a folder in
// the order of their names, each once.
func (w *Workspace) Inputs() []Input {
	paths, hint := w.Paths, ""
	if len(paths) == 0 {
		paths = []string{w.in("seeds")}
		hint = "put fact sheets there, Markdown in files that end in .md, or name them: communique build FILE.md"
	}
	var list []Input
	seen := map[string]bool{}
	for _, p := range paths {
		for _, in := range w.inputsAt(path.Clean(p), hint) {
			if !seen[in.Name] {
				seen[in.Name] = true
				list = append(list, in)
			}
		}
	}
	return list
}

// inputsAt lists the documents at a path: itself, or those in the folder.
func (w *Workspace) inputsAt(name, hint string) []Input {
	info, err := fs.Stat(w.FS, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return []Input{refused(name, "no such file or folder", hint)}
	case err != nil:
		return []Input{{name, diag.List{unread(name, err, hint)}}}
	case !info.IsDir():
		return []Input{w.regular(name)}
	}
	var list []Input
	_ = fs.WalkDir(w.files(), name, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			list = append(list, Input{at, diag.List{unread(at, err, "")}})
		case strings.HasPrefix(d.Name(), ".") && at != name:
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && isDocument(at):
			list = append(list, w.regular(at))
		}
		return nil
	})
	if len(list) == 0 {
		if hint == "" {
			hint = "documents are Markdown, in files that end in .md"
		}
		return []Input{refused(name, "no documents in this folder", hint)}
	}
	return list
}

// regular refuses what is named like a document and is no file, such as a pipe,
// which could keep a reader waiting for ever.
func (w *Workspace) regular(name string) Input {
	switch info, err := fs.Stat(w.FS, name); {
	case err != nil: // a link that leads nowhere, or out of the site
		return Input{name, diag.List{unread(name, err, "")}}
	case !info.Mode().IsRegular():
		return refused(name, "not a regular file", "documents are Markdown, in files that end in .md")
	}
	return Input{Name: name}
}

func refused(name, text, hint string) Input {
	return Input{name, diag.List{diag.Errorf(diag.Pos{File: name}, "%s", text).WithHint("%s", hint)}}
}

// isDocument tells the documents in a folder from what else is there.
func isDocument(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	return false
}
