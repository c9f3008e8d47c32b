// Package article reads the site's own pages of prose: about, method and the
// like, written by its editors in Markdown.
//
// In goes one file of Markdown with a title, out comes an [Article]: finished
// HTML for the body of a page, without its heading. An editor is trusted with
// words, not with markup: raw HTML, pictures, and links that are neither
// relative nor http, https or mailto are refused at their place. Headings are
// shifted so that the page's title is its only h1 and no level is skipped.
//
// It knows nothing of documents, and nothing of the site around the article.
package article

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"communique/internal/diag"
	"communique/internal/source"
)

// An Article is a page of our own prose.
type Article struct {
	File        string // the source file, for messages
	Path        string // of the page, at the root of the site: "about.html"
	Title       string
	Language    string    // BCP 47, empty if not given
	Description string    // the words of the first paragraph, empty if there is none
	Changed     time.Time // when it was last changed, as far as its front matter says; zero if it does not
	Order       int       // its place in the menu, from 1; 0 if not given
	HTML        []byte    // the body, safe by construction: see the package comment
}

// Read reads the article in a file. Without diagnostics that are errors, the
// article is not nil.
func Read(fsys fs.FS, name string) (*Article, diag.List, error) {
	file, problems, err := source.Read(fsys, name)
	if err != nil || problems.Errors() > 0 {
		return nil, problems, err
	}
	a, more := parse(file)
	problems = append(problems, more...)
	problems.Sort()
	if problems.Errors() > 0 {
		return nil, problems, nil
	}
	return a, problems, nil
}

// Sort puts articles in the order of the menu: those that have a place by it,
// then the others, each by the names of their pages.
func Sort(list []*Article) {
	place := func(a *Article) int {
		if a.Order == 0 {
			return math.MaxInt
		}
		return a.Order
	}
	slices.SortStableFunc(list, func(a, b *Article) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Path, b.Path))
	})
}

// markdown is CommonMark and tables, in goldmark's safe mode.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(tables{}, 100))),
)

// tables renders tables with their names, which goldmark's own renderer drops:
// it knows no attribute that begins with aria-.
type tables struct{}

// RegisterFuncs takes tables over. What is in one is left to goldmark.
func (tables) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(table.KindTable, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			_, err := w.WriteString("</table>\n")
			return ast.WalkContinue, err
		}
		name, _ := n.AttributeString(tableName)
		_, err := fmt.Fprintf(w, "<table aria-label=\"%s\">\n", util.EscapeHTML(name.([]byte)))
		return ast.WalkContinue, err
	})
}

const tableName = "aria-label"

// parse reads the article in a file that has been read.
func parse(file *source.File) (*Article, diag.List) {
	r := &reader{file: file, text: file.Text()}
	a := &Article{
		File:     file.Name,
		Title:    file.Meta.Title,
		Language: file.Meta.Language,
		Path:     r.path(),
		Changed:  cmp.Or(file.Meta.Modified, file.Meta.Published),
		Order:    file.Meta.Order,
	}
	tree := markdown.Parser().Parse(text.NewReader(r.text), parser.WithContext(parser.NewContext(parser.WithIDs(ids{}))))
	if a.Title == "" {
		a.Title = r.takeTitle(tree)
	}
	r.shiftHeadings(tree)
	r.nameTables(tree, a.Title)
	r.inspect(tree)
	a.Description = r.description(tree)

	var html bytes.Buffer
	if err := markdown.Renderer().Render(&html, r.text, tree); err != nil {
		r.refuse(file.Body, "cannot be rendered: %v", err)
	}
	a.HTML = html.Bytes()
	return a, r.problems
}

// A reader holds what the passes over one article share.
type reader struct {
	file     *source.File
	text     []byte
	problems diag.List
}

// refuse adds an error at a byte of the file.
func (r *reader) refuse(offset int, format string, args ...any) *diag.Diagnostic {
	r.problems = append(r.problems, diag.Errorf(r.file.Pos(offset), format, args...))
	return &r.problems[len(r.problems)-1]
}

// path makes the page's path of the file's name.
func (r *reader) path() string {
	name := strings.TrimSuffix(path.Base(r.file.Name), ".md")
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		r.problems = append(r.problems, diag.Errorf(diag.Pos{File: r.file.Name}, "the name of the file becomes an address").
			WithHint("use lower-case letters, digits and hyphens, as in about.md"))
	}
	return name + ".html"
}

// takeTitle removes the heading of the first level that the article begins
// with and returns its words.
func (r *reader) takeTitle(tree ast.Node) string {
	h, ok := tree.FirstChild().(*ast.Heading)
	if !ok || h.Level != 1 {
		r.refuse(r.file.Body, "the article has no title").Hint = "give it one with title: in its front matter, or begin with a line # Title"
		return ""
	}
	tree.RemoveChild(tree, h)
	return r.words(h)
}

// shiftHeadings makes the outermost headings those of the second level and
// closes gaps, so that the headings of the page form an outline.
func (r *reader) shiftHeadings(tree ast.Node) {
	var headings []*ast.Heading
	outermost := 6
	walk(tree, func(n ast.Node) {
		if h, ok := n.(*ast.Heading); ok {
			headings = append(headings, h)
			outermost = min(outermost, h.Level)
		}
	})
	last := 1
	for _, h := range headings {
		h.Level = min(h.Level-outermost+2, last+1, 6)
		last = h.Level
	}
}

// nameTables names each table for those who hear it, by the heading above it
// or else the title of the page, and says that the heads of its columns are
// such.
func (r *reader) nameTables(tree ast.Node, title string) {
	name := title
	walk(tree, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Heading:
			name = r.words(n)
		case *table.Table:
			n.SetAttributeString(tableName, []byte(name))
		case *table.TableCell:
			if n.Parent().Kind() == table.KindTableHeader {
				n.SetAttributeString("scope", []byte("col"))
			}
		}
	})
}

// inspect refuses what an article may not hold, and marks links that leave
// the site.
func (r *reader) inspect(tree ast.Node) {
	walk(tree, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.RawHTML:
			r.refuse(n.Segments.At(0).Start, "HTML is not allowed here").Hint = "write it in Markdown; a < that is meant as a sign is written \\<"
		case *ast.HTMLBlock:
			r.refuse(n.Lines().At(0).Start, "HTML is not allowed here").Hint = "write it in Markdown; a < that is meant as a sign is written \\<"
		case *ast.Image:
			r.refuse(n.Pos(), "pictures are not carried over").Hint = "link to the picture instead"
		case *ast.Link:
			r.link(n)
		case *ast.AutoLink:
			if !external(string(n.URL(r.text))) && n.AutoLinkType == ast.AutoLinkURL {
				r.refuse(n.Pos(), "a link to %q is not allowed", n.URL(r.text)).Hint = linkHint
			}
			n.SetAttributeString("rel", []byte(rel))
		}
	})
}

const (
	rel      = "noopener noreferrer"
	linkHint = "link with http:, https: or mailto:, or to a file of the site, as in about.html or treaty/index.html"
)

// link checks one link. A link to another article by the name of its file is
// turned into one to its page, so that links work in the source too.
func (r *reader) link(l *ast.Link) {
	to := string(l.Destination)
	if external(to) {
		l.SetAttributeString("rel", []byte(rel))
		return
	}
	if strings.HasPrefix(to, "#") && len(to) > 1 {
		return
	}
	file, fragment, found := strings.Cut(to, "#")
	if stem, ok := strings.CutSuffix(file, ".md"); ok {
		file = stem + ".html"
	}
	if !local(file) {
		r.refuse(max(l.Pos(), r.file.Body), "a link to %q is not allowed", to).Hint = linkHint
		return
	}
	if found {
		file += "#" + fragment
	}
	l.Destination = []byte(file)
}

// external reports whether an address leaves the site in a way that is allowed.
func external(to string) bool {
	scheme, rest, ok := strings.Cut(to, ":")
	if !ok {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto":
		return rest != ""
	}
	return false
}

// local reports whether an address is a file of the site as seen from its root.
func local(to string) bool {
	return fs.ValidPath(to) && !strings.ContainsAny(to, `:\?`) && strings.Contains(path.Base(to), ".")
}

// description returns the words of the first paragraph.
func (r *reader) description(tree ast.Node) string {
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		if p, ok := n.(*ast.Paragraph); ok {
			return r.words(p)
		}
	}
	return ""
}

// words returns the text of a node without its markup, a line break as a space.
func (r *reader) words(n ast.Node) string {
	var b strings.Builder
	walk(n, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(plain(n.Value(r.text)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(r.text))
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// plain resolves escapes and character references.
func plain(text []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(text)))
}

// walk calls f for a node and all below it, in reading order.
func walk(n ast.Node, f func(ast.Node)) {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			f(n)
		}
		return ast.WalkContinue, nil
	})
}

// ids makes the ids of headings from their words. The prefix keeps them apart
// from the ids of the page around the article.
type ids map[string]bool

// Generate returns an id that was not given before.
func (s ids) Generate(value []byte, _ ast.NodeKind) []byte {
	words := strings.FieldsFunc(strings.ToLower(string(value)), func(r rune) bool {
		return (r < 'a' || 'z' < r) && (r < '0' || '9' < r)
	})
	base := "h-" + strings.Join(words, "-")
	id := base
	for i := 2; s[id]; i++ {
		id = fmt.Sprintf("%s-%d", base, i)
	}
	s[id] = true
	return []byte(id)
}

// Put takes note of an id that was given elsewhere.
func (s ids) Put(value []byte) { s[string(value)] = true }
