package page

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"communique/internal/minify"
)

// loadSets makes one template set for each kind of page.
func (r *Renderer) loadSets(l *loader) error {
	base, err := l.base()
	if err != nil {
		return err
	}
	for _, kind := range []struct {
		file string
		set  **template.Template
	}{
		{"home.html", &r.home},
		{"document.html", &r.document},
		{"pillar.html", &r.pillar},
		{"commitment.html", &r.commitment},
		{"funding.html", &r.funding},
		{"sums.html", &r.sums},
		{"deadlines.html", &r.deadlines},
		{"parties.html", &r.parties},
		{"all-funding.html", &r.allFunding},
		{"all-parties.html", &r.entities},
		{"party.html", &r.entity},
		{"search.html", &r.finder},
		{"commitments.html", &r.listing},
		{"lists.html", &r.listings},
		{"a-z.html", &r.naming},
		{"article.html", &r.article},
		{"month.html", &r.month},
		{"embed-commitment.html", &r.frames.commitment},
		{"embed-list.html", &r.frames.list},
		{"embed-funding.html", &r.frames.funding},
		{"embed-deadlines.html", &r.frames.deadlines},
	} {
		clone, err := base.Clone()
		if err != nil {
			return fmt.Errorf("cloning the base template: %w", err)
		}
		if *kind.set, err = l.add(clone, kind.file); err != nil {
			return err
		}
	}
	r.notFound, err = l.add(template.New("page"), "404.html")
	return err
}

// A loader reads templates and minifies each file once.
type loader struct {
	files    fs.FS
	minifier *minify.Minifier
	lower    bool              // headings are to be a level lower
	texts    map[string]string // minified, by file
}

func newLoader(o Options) *loader {
	return &loader{files: o.Templates, minifier: o.Minifier, texts: map[string]string{}}
}

// base makes a set of what all kinds of pages share.
func (l *loader) base() (*template.Template, error) {
	return l.add(template.New("page"), "base.html", "partials/*.html")
}

// add adds the template files that match the patterns to a set, each under its
// name without folder and ending.
func (l *loader) add(set *template.Template, patterns ...string) (*template.Template, error) {
	for _, pattern := range patterns {
		files, err := fs.Glob(l.files, pattern)
		if err != nil || len(files) == 0 {
			// A file that cannot be opened is none to Glob.
			if _, err := fs.Stat(l.files, pattern); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("reading a template: %w", err)
			}
			return nil, fmt.Errorf("no template %s", pattern)
		}
		for _, file := range files {
			text, err := l.text(file)
			if err != nil {
				return nil, err
			}
			name := strings.TrimSuffix(path.Base(file), ".html")
			if _, err := set.New(name).Option("missingkey=error").Parse(text); err != nil {
				return nil, fmt.Errorf("template %s: %w", file, err)
			}
		}
	}
	return set, nil
}

// text returns a template file, minified.
func (l *loader) text(file string) (string, error) {
	if text, ok := l.texts[file]; ok {
		return text, nil
	}
	data, err := fs.ReadFile(l.files, file)
	if err != nil {
		return "", fmt.Errorf("reading a template: %w", err)
	}
	if l.lower {
		data = []byte(lowered(string(data)))
	}
	text, err := l.minifier.Template(file, string(data))
	if err != nil {
		return "", fmt.Errorf("minifying a template: %w", err)
	}
	l.texts[file] = text
	return text, nil
}
