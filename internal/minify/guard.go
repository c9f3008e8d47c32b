package minify

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"
)

// verbatim are the elements whose text is no markup. The minifier would fold
// the white space of theirs that have actions in it, comments to the end of a
// line included.
var verbatim = map[string]bool{
	"script": true, "style": true, "textarea": true, "iframe": true, "xmp": true, "plaintext": true,
}

// A guard writes a template again with what the minifier would spoil hidden in
// marks.
type guard struct {
	*flat
	out  strings.Builder
	tag  string // the last start tag
	json bool   // its type is one of JSON's
	bare string // the value without quotes that is being read
	last html.TokenType
}

// guard returns the template as the minifier may have it, or the error for
// markup that cannot be minified.
func (f *flat) guard() (string, error) {
	g := &guard{flat: f}
	lexer := html.NewTemplateLexer(parse.NewInputString(f.text.String()), html.GoTemplate)
	for {
		kind, data := lexer.Next()
		if kind == html.ErrorToken {
			break
		}
		if err := g.token(kind, string(data), lexer); err != nil {
			return "", err
		}
		g.last = kind
	}
	if err := lexer.Err(); !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%s: %w", f.actions[0].place, err)
	}
	guarded := g.out.String()
	if g.last != html.TemplateToken || !strings.HasSuffix(guarded, f.last) {
		return "", fmt.Errorf("%s: the template ends inside a tag, a script or the like", f.actions[0].place)
	}
	return guarded, nil
}

func (g *guard) token(kind html.TokenType, data string, lexer *html.Lexer) error {
	if g.bare != "" {
		// The lexer ends a value without quotes after an action.
		if kind == html.AttributeToken && !parse.IsWhitespace(data[0]) {
			g.bare += data
			return nil
		}
		if err := g.hide(g.bare); err != nil {
			return err
		}
		g.bare = ""
	}
	marked := mark.MatchString(data)
	switch kind {
	case html.StartTagToken:
		g.tag, g.json = string(lexer.Text()), false
	case html.AttributeToken:
		g.attribute(data, string(lexer.AttrKey()), string(lexer.AttrVal()))
		return nil
	case html.CommentToken:
		if marked {
			return g.firstIn(data).errorf("an action in an HTML comment; a comment of the template is {{/* … */}}")
		}
	case html.TextToken:
		raw := verbatim[g.tag] && (g.last == html.StartTagCloseToken || g.last == html.StartTagVoidToken)
		switch {
		case raw && marked && g.json:
			return g.hide(g.squeezeJSON(data))
		case raw && marked:
			return g.hide(data)
		}
	case html.SVGToken:
		if marked {
			return g.hide(g.squeezeSVG(data))
		}
	case html.MathToken, html.XMLToken:
		if marked {
			return g.hide(data)
		}
	}
	g.out.WriteString(data)
	return nil
}

// hide lets one mark stand for a text with marks in it. Branches in the text
// must end in it.
func (g *guard) hide(text string) error {
	var began []action
	for _, found := range mark.FindAllStringSubmatch(text, -1) {
		a := g.action(found[1])
		if len(began) == 0 && (a.kind == otherwise || a.kind == end) {
			return a.errorf("its branch began outside of this script, drawing or value")
		}
		switch a.kind {
		case branch, loop:
			began = append(began, a)
		case end:
			began = began[:len(began)-1]
		}
	}
	if len(began) > 0 {
		return began[0].errorf("the branch does not end in the script, drawing or value in which it begins")
	}
	g.out.WriteString(g.mark(action{source: text, place: g.actions[0].place, text: true}))
	return nil
}

// attribute writes an attribute with the white space around it made one space.
// The minifier leaves those that have actions as they are.
func (g *guard) attribute(data, name, value string) {
	if strings.EqualFold(name, "type") && strings.Contains(value, "json") {
		g.json = true
	}
	if !mark.MatchString(data) {
		g.out.WriteString(data)
		return
	}
	if parse.IsWhitespace(data[0]) || !strings.HasPrefix(data, "{{") {
		g.out.WriteByte(' ') // where quotes part attributes now, there may be none later
	}
	g.out.WriteString(name)
	switch {
	case value == "":
		_, rest, _ := strings.Cut(data, name)
		g.out.WriteString(rest)
	case value[0] == '"' || value[0] == '\'' || !mark.MatchString(value):
		g.out.WriteString("=" + data[strings.LastIndex(data, value):])
	default:
		g.out.WriteByte('=')
		g.bare = data[strings.LastIndex(data, value):]
	}
}
