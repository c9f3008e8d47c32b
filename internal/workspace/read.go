package workspace

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"communique/internal/correction"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/source"
)

// Read reads a document as far as its model, which is nil where a problem does
// not allow it. Whatever keeps a file from being read is a problem of it.
func (w *Workspace) Read(name string) (*factsheet.Document, diag.List) {
	src, problems, err := source.Read(w.files(), name)
	if err != nil {
		return nil, diag.List{unread(name, err, "")}
	}
	if src == nil {
		return nil, problems
	}
	file := path.Join(w.in(correctionsFolder), correctionsName(name))
	corrections, more, err := correction.Read(w.files(), file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		more = append(more, unread(file, err, ""))
	}
	problems = append(problems, more...)
	doc, more := factsheet.Parse(src, factsheet.Options{Corrections: corrections})
	problems = append(problems, more...)
	problems = append(problems, doc.Warnings...)
	problems = append(problems, w.early(src)...)
	problems.Sort()
	return doc, problems
}

// early warns of a document from after the day that counts as today.
func (w *Workspace) early(src *source.File) diag.List {
	day, today := src.Meta.Published.Format(time.DateOnly), w.Clock.Format(time.DateOnly)
	if w.Clock.IsZero() || src.Meta.Published.IsZero() || day <= today {
		return nil
	}
	return diag.List{diag.Warnf(src.Pos(0), "published on %s, which is after %s", day, today).
		WithHint("mend the date in the front matter, or say with --clock which day it is")}
}

// correctionsFolder holds what editors say against a guess, one file for each
// document that needs it.
const correctionsFolder = "content/corrections"

// correctionsName returns the name of the file of corrections of a document.
func correctionsName(document string) string {
	return strings.TrimSuffix(path.Base(document), path.Ext(document)) + ".yaml"
}

// Strays finds files of corrections that nothing reads: an editor's word may
// not be lost in silence. Where the documents were picked one by one, the file
// of another is none.
func (w *Workspace) Strays(inputs []Input) (problems diag.List) {
	folder := w.in(correctionsFolder)
	entries, err := fs.ReadDir(w.files(), folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diag.List{unread(folder, err, "")}
	}
	all, wanted := len(w.Paths) == 0, map[string]bool{}
	for _, in := range inputs {
		all = all && len(in.Problems) == 0
		wanted[correctionsName(in.Name)] = true
	}
	for _, e := range entries {
		stem, ext := strings.TrimSuffix(e.Name(), path.Ext(e.Name())), path.Ext(e.Name())
		at := diag.Pos{File: path.Join(folder, e.Name())}
		switch {
		case e.IsDir():
		case ext == ".yml":
			problems = append(problems, diag.Errorf(at, "corrections are read from files that end in .yaml only").
				WithHint("name it %s.yaml", stem))
		case ext == ".yaml" && all && !wanted[e.Name()]:
			problems = append(problems, diag.Errorf(at, "no document is named %s.md", stem).
				WithHint("name it for the document: NAME.yaml for NAME.md"))
		}
	}
	return problems
}
