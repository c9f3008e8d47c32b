// Package starter holds what an editor begins with: the files of a small site
// of our own invention, which builds without a warning, and the beginning of a
// new document.
//
// In go a title and a day; out come names and bytes. It writes nothing: the
// caller does, and decides what may be overwritten. It refuses a title without
// words.
package starter

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"communique/internal/factsheet"
)

//go:embed site
var carried embed.FS

// renamed are the files whose names cannot be carried as they are: a folder
// with the real one would be read by version control.
var renamed = map[string]string{"gitignore": ".gitignore"}

// A File is one file of a site, its name relative to the site's folder, with
// slashes.
type File struct {
	Name string
	Data []byte
}

// Site returns the files of the example, in the order of their names.
func Site() []File {
	var files []File
	err := fs.WalkDir(carried, "site", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := carried.ReadFile(name)
		name = strings.TrimPrefix(name, "site/")
		if real, ok := renamed[name]; ok {
			name = real
		}
		files = append(files, File{name, data})
		return err
	})
	if err != nil {
		panic("starter: the program carries an example: " + err.Error())
	}
	return files
}

// ErrNoTitle says that a title has no words.
var ErrNoTitle = errors.New("the title is empty")

// Document returns a new document: front matter, with what could not be known
// turned off, and no text. Its name has the words of the title in it, in
// letters that every file system takes.
func Document(title string, day time.Time) (File, error) {
	title = strings.Join(strings.Fields(title), " ")
	if title == "" {
		return File{}, ErrNoTitle
	}
	var text bytes.Buffer
	text.WriteString("---\ntitle: ")
	e := json.NewEncoder(&text) // a string of JSON is one of YAML
	e.SetEscapeHTML(false)      // an editor reads it
	if err := e.Encode(title); err != nil {
		return File{}, err
	}
	text.WriteString("date: " + day.Format(time.DateOnly) + more)
	return File{fileName(title), text.Bytes()}, nil
}

// more ends the front matter.
const more = `
# The address at which it was published, and who published it:
# permalink: https://www.example.org/fact-sheet
# publisher: Office of the Example
---

`

// devices are names that Windows keeps for itself.
const devices = " con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 "

func fileName(title string) string {
	slug := factsheet.Slug(title)
	if slug == "" || strings.Contains(devices, " "+slug+" ") {
		slug = strings.TrimPrefix(slug+"-document", "-")
	}
	return slug + ".md"
}

// Title makes a title of the name of a file: "harbour-plan.md" becomes
// "Harbour plan".
func Title(name string) string {
	name = path.Base(name)
	words := strings.Fields(strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSuffix(name, path.Ext(name))))
	if len(words) == 0 {
		return ""
	}
	first := []rune(words[0])
	words[0] = strings.ToUpper(string(first[0])) + string(first[1:])
	return strings.Join(words, " ")
}
