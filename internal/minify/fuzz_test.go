package minify

import (
	"html/template"
	"io"
	"testing"
)

// Whatever the source, Template ends with an error or with a template; and one
// that the escaper of html/template accepts stays one that it accepts.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{
		commitmentPage, "", "{{", "<", "<a {{if .}}b{{end}}", "<script>{{.}}", "<a b={{.}}{{.}}c>", "{{define `a`}}<p>{{end}}",
		"<svg>{{range .}} <a b='{{.}}'>{{end}}</svg>", "<!-- {{.}} -->", "<textarea>{ {{- .}}", "<p>&amp;{{.}}</p>",
		`<script type="application/json">{"a":"\"{{.}}"}</script>`, "<pre> {{.}}</pre><title> {{.}} </title>",
		`<a b="c"d="{{.}}">`, "</a{{with .}}>{{end}}",
	} {
		f.Add(seed)
	}
	m := New()
	f.Fuzz(func(t *testing.T, source string) {
		small, err := m.Template("page.html", source)
		if err != nil {
			return
		}
		if accepts(source) && !accepts(small) {
			t.Errorf("html/template accepts %q\nbut not the minified %q", source, small)
		}
	})
}

// accepts reports whether html/template can parse and escape a source.
func accepts(source string) bool {
	tmpl, err := template.New("page.html").Parse(source)
	if err != nil {
		return false
	}
	// Data of nothing at all: what fails at execution has been escaped.
	err = tmpl.Execute(io.Discard, nil)
	_, escape := err.(*template.Error)
	return !escape
}
