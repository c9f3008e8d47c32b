// Package workspace reads what an editor keeps: the folder of a site.
//
//	seeds/                    documents                         [Workspace.Inputs], [Workspace.Read]
//	content/site.yaml         settings                          [Workspace.Settings]
//	content/*.md              pages of our own prose            [Workspace.Articles]
//	content/events.yaml       what the documents do not say     [Workspace.Knowledge]
//	content/organisations.yaml
//	content/corrections/      what they say against a guess     [Workspace.Read], [Workspace.Strays]
//	templates/, static/       in place of the program's own     [Workspace.Folder]
//
// What is not there is taken from what the program carries, file by file. In
// go a file system and names in it, out come values and the problems of each
// file, at their places in it. It writes nothing, and it knows of no page.
//
// It refuses what is named like a document and is no plain file, whatever is
// neither a file nor a folder, files larger than [MaxFile], folders that hold
// more than [MaxEntries], files of corrections that nothing reads, and settings
// that were asked for by name and are not there.
package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"communique/internal/article"
	"communique/internal/deadline"
	"communique/internal/diag"
	"communique/internal/overlay"
	"communique/internal/party"
	"communique/internal/site"
)

// A Workspace says where things are. Names are of files in FS.
type Workspace struct {
	FS      fs.FS
	Root    string        // the folder of the site in FS; empty for the top
	Carried fs.FS         // what the program carries: templates, static, content
	Paths   []string      // documents and folders of documents; empty for seeds under Root
	Config  string        // a file of settings that must exist; empty for content/site.yaml, which need not
	BaseURL string        // takes the place of base_url in the settings; empty for none
	Without []site.Family // takes the place of without in the settings; empty leaves that

	// Clock is the day that counts as today: a document dated later gets a
	// warning. Zero means that none does.
	Clock time.Time
}

// in returns the name in FS of a file or folder of the site.
func (w *Workspace) in(name string) string { return path.Join(w.Root, name) }

// Folder returns a folder of the site laid over the one that the program
// carries.
func (w *Workspace) Folder(name string) fs.FS {
	lower, err := fs.Sub(w.Carried, name)
	if err != nil {
		panic("workspace: the program carries " + name + ": " + err.Error())
	}
	return overlay.New(w.files(), w.in(name), lower)
}

// pick returns the file system and the name of a file of the site, or of the
// one that the program carries in its place.
func (w *Workspace) pick(name string) (fs.FS, string) {
	own := w.in(name)
	if _, err := fs.Stat(w.FS, own); errors.Is(err, fs.ErrNotExist) {
		return w.Carried, name
	}
	return w.files(), own
}

// Settings reads the settings of the site.
func (w *Workspace) Settings() (site.Settings, diag.List, error) {
	name := w.in("content/site.yaml")
	if w.Config != "" {
		name = w.Config
		if _, err := fs.Stat(w.FS, name); err != nil {
			return site.Settings{}, diag.List{unread(name, err, "name a file of settings with --config, or leave it out")}, nil
		}
	}
	s, problems, err := site.ReadSettings(w.files(), name)
	if len(w.Without) > 0 {
		s = s.LeaveOut(w.Without)
	}
	if err != nil || w.BaseURL == "" {
		return s, problems, err
	}
	s.BaseURL, err = site.ParseBaseURL(w.BaseURL)
	return s, problems, err
}

// Articles reads the pages of prose in content/, and those that the program
// carries where the site has none of that name.
func (w *Workspace) Articles() (list []*article.Article, problems diag.List, err error) {
	entries, err := fs.ReadDir(w.Folder("content"), ".")
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".md" {
			continue
		}
		a, more, err := article.Read(w.pick("content/" + e.Name()))
		if err != nil {
			return nil, nil, fmt.Errorf("reading %s: %w", e.Name(), err)
		}
		problems = append(problems, more...)
		if a != nil {
			list = append(list, a)
		}
	}
	article.Sort(list)
	return list, problems, nil
}

// A Knowledge is what a site knows that its documents do not say.
type Knowledge struct {
	Events        deadline.Events
	Organisations party.Organisations
}

// Knowledge reads named events and organisations, the site's own or those that
// the program carries.
func (w *Workspace) Knowledge() (k Knowledge, problems diag.List, err error) {
	fsys, name := w.pick("content/events.yaml")
	k.Events, problems, err = deadline.ReadEvents(fsys, name)
	if err != nil {
		return k, problems, err
	}
	organisations, more, err := party.ReadOrganisations(w.files(), w.in("content/organisations.yaml"))
	k.Organisations = organisations
	return k, append(problems, more...), err
}

// reason gives what went wrong with a file, without its name.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
