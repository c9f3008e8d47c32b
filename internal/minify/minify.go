// Package minify owns the one configured minifier: whatever the program makes
// small, it makes small in the same way.
//
// In go the bytes of an HTML page, a style sheet, a script or a JSON text, out
// come fewer bytes that mean the same. [Minifier.Template] does that for the
// source of an html/template, once at load, so that the pages rendered from it
// need no minifying of their own.
//
// It refuses scripts that do not parse or are modules, sheets whose addresses
// it cannot see, and templates whose markup it cannot follow. Nothing in it
// knows what the pages say.
package minify

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/parse/v2"
	jsparse "github.com/tdewolff/parse/v2/js"
)

// The media types under which the minifiers are known to each other: a page
// asks for the one of a script in it by the script's type.
const (
	typeHTML     = "text/html"
	typeTemplate = "text/x-go-template" // ours: html with actions in it
	typeCSS      = "text/css"
	typeJS       = "application/javascript"
	typeJSON     = "application/json"
)

// A Minifier minifies each of the kinds of text that a site is made of. It may
// be used from several goroutines at once. What it is given is not changed.
type Minifier struct{ m *minify.M }

// New returns the configured minifier.
func New() *Minifier {
	m := minify.New()
	page := htmlOptions()
	template := htmlOptions()
	template.TemplateDelims = html.GoTemplateDelims
	m.Add(typeHTML, page)
	m.Add(typeTemplate, template)
	m.Add(typeCSS, &css.Minifier{})
	m.AddRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$|^module$`), &js.Minifier{})
	// Figures keep the form in which they are published: 2500000000, not 25e8.
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true})
	m.Add("image/svg+xml", &svg.Minifier{})
	return &Minifier{m}
}

func htmlOptions() *html.Minifier {
	return &html.Minifier{
		// <html>, <head> and <body> may be left out, but crawlers and portals
		// that look for them with a regular expression are many.
		KeepDocumentTags: true,
		// Which end tags may be left out depends on what follows, and in a
		// template that may be an action or the page that includes it.
		// </thead> is left out even where no <tbody> follows, which moves
		// rows; and what is copied into a portal meets parsers that are not
		// HTML5's. Compressed, they cost next to nothing.
		KeepEndTags: true,
		// An attribute that was written may be what a selector looks for:
		// input[type=text], button[type=submit].
		KeepDefaultAttrVals: true,
		// Quotes go where the value allows it. Values with actions in them
		// keep theirs: the escaper of html/template chooses by them.
		KeepQuotes: false,
		// White space goes where no browser shows it.
		KeepWhitespace: false,
	}
}

// HTML minifies a whole page or a fragment of one, with the styles, scripts
// and drawings in it.
func (m *Minifier) HTML(page []byte) ([]byte, error) { return m.bytes(typeHTML, page) }

// CSS minifies a style sheet.
func (m *Minifier) CSS(sheet []byte) ([]byte, error) { return m.bytes(typeCSS, sheet) }

// JS minifies a classic script. An error names line and column. It refuses
// import and export: browsers load no modules for a page opened from disk.
func (m *Minifier) JS(script []byte) ([]byte, error) {
	tree, err := jsparse.Parse(parse.NewInputBytes(bytes.Clone(script)), jsparse.Options{})
	if err != nil {
		return nil, fmt.Errorf("minifying %s: %w", typeJS, err)
	}
	for _, statement := range tree.List {
		switch statement.(type) {
		case *jsparse.ImportStmt, *jsparse.ExportStmt:
			return nil, fmt.Errorf("minifying %s: import or export in a classic script", typeJS)
		}
	}
	return m.bytes(typeJS, script)
}

// JSON takes the white space out of a JSON text. It does not check it.
func (m *Minifier) JSON(text []byte) ([]byte, error) { return m.bytes(typeJSON, text) }

func (m *Minifier) bytes(mediaType string, b []byte) ([]byte, error) {
	// The lexers put a zero byte after their input and lower the case of tags
	// in place; a copy with room for the byte keeps the caller's as it was.
	own := append(make([]byte, 0, len(b)+1), b...)
	var out bytes.Buffer
	out.Grow(len(b))
	if err := m.m.Minify(mediaType, &out, bytes.NewBuffer(own)); err != nil {
		return nil, fmt.Errorf("minifying %s: %w", mediaType, err)
	}
	return out.Bytes(), nil
}
