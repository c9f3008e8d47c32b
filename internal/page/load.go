package page

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"sync"

	"communique/internal/compile"
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
		set  **set
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
		if *kind.set, err = l.set(clone, kind.file); err != nil {
			return err
		}
	}
	r.notFound, err = l.set(template.New("page"), "404.html")
	return err
}

// A set is the templates of a kind of page. They are compiled when they are
// first used.
type set struct {
	html      *template.Template
	interpret bool // html/template renders, always

	mu       sync.Mutex
	programs sync.Map // of a use, a *compile.Program: nil where html/template has to render
}

// A use is a template of a set and the type of what it shows.
type use struct {
	name string
	view reflect.Type
}

// execute renders a view by a template of the set into a buffer.
func (s *set) execute(buf *bytes.Buffer, name string, view any) error {
	if p := s.program(use{name, reflect.TypeOf(view)}); p != nil {
		if out, err := p.Append(buf.AvailableBuffer(), view); err == nil {
			buf.Write(out)
			return nil
		}
	}
	return s.html.ExecuteTemplate(buf, name, view)
}

// program returns the compiled template, if there is one.
func (s *set) program(u use) *compile.Program {
	if s.interpret {
		return nil
	}
	if p, ok := s.programs.Load(u); ok {
		return p.(*compile.Program)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.programs.Load(u); ok {
		return p.(*compile.Program)
	}
	p, err := compile.New(s.html, u.name, u.view)
	if err != nil {
		p = nil // html/template renders what can be rendered, and says what cannot
	}
	s.programs.Store(u, p)
	return p
}

// A loader reads templates and minifies each file once.
type loader struct {
	files    fs.FS
	minifier *minify.Minifier
	lower    bool              // headings are to be a level lower
	texts    map[string]string // minified, by file

	interpret bool
}

func newLoader(o Options) *loader {
	return &loader{files: o.Templates, minifier: o.Minifier, texts: map[string]string{}, interpret: o.Interpret}
}

// base makes a set of what all kinds of pages share.
func (l *loader) base() (*template.Template, error) {
	return l.add(template.New("page"), "base.html", "partials/*.html")
}

// set adds files to templates and makes a set of them.
func (l *loader) set(templates *template.Template, files ...string) (*set, error) {
	html, err := l.add(templates, files...)
	return &set{html: html, interpret: l.interpret}, err
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
