package minify

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// References puts something else in the place of each address in a style sheet,
// which is what stands in url(…): resolve gets it without quotes and returns
// the new one, or the same to leave it.
//
// Sheets that are to be joined must not depend on where they begin and end, so
// it refuses those whose brackets, strings or comments do not close. It also
// refuses addresses that it cannot see to the end of: @import, strings in
// image-set(), src(), escapes. Errors begin with the line.
func References(sheet []byte, resolve func(address string) (string, error)) ([]byte, error) {
	r := &references{resolve: resolve, line: 1}
	input := parse.NewInputBytes(bytes.Clone(sheet))
	lexer := css.NewLexer(input)
	for {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			break
		}
		if err := r.token(kind, string(data)); err != nil {
			return nil, fmt.Errorf("%d: %w", r.line, err)
		}
		r.line += bytes.Count(data, []byte("\n"))
	}
	if len(r.open) > 0 {
		last := r.open[len(r.open)-1]
		return nil, fmt.Errorf("%d: %s is not closed", last.line, last.text)
	}
	return r.out.Bytes(), nil
}

type references struct {
	out     bytes.Buffer
	line    int
	open    []bracket
	resolve func(string) (string, error)
}

// A bracket is one that has not been closed yet, with the name of its function.
type bracket struct {
	text string
	line int
}

// closing pairs the kinds of brackets.
var closing = map[css.TokenType]string{
	css.RightBraceToken: "{", css.RightParenthesisToken: "(", css.RightBracketToken: "[",
}

func (r *references) token(kind css.TokenType, data string) error {
	switch kind {
	case css.URLToken:
		return r.url(data)
	case css.BadURLToken, css.BadStringToken:
		return fmt.Errorf("%.20q is not closed", data)
	case css.CommentToken:
		if !strings.HasSuffix(data, "*/") || len(data) < 4 {
			return fmt.Errorf("a comment is not closed")
		}
	case css.AtKeywordToken:
		if name := strings.ToLower(data); name == "@import" || name == "@charset" {
			return fmt.Errorf("%s has no place in a sheet that is joined with others", name)
		}
	case css.StringToken:
		if len(data) < 2 || data[len(data)-1] != data[0] {
			return fmt.Errorf("%.20q is not closed", data)
		}
		if r.inImageSet() {
			return fmt.Errorf("write url(%s) in image-set()", data)
		}
	case css.FunctionToken:
		if strings.EqualFold(data, "src(") {
			return fmt.Errorf("write url() for src()")
		}
		r.open = append(r.open, bracket{strings.ToLower(data), r.line})
	case css.LeftBraceToken, css.LeftParenthesisToken, css.LeftBracketToken:
		r.open = append(r.open, bracket{data, r.line})
	case css.RightBraceToken, css.RightParenthesisToken, css.RightBracketToken:
		last := len(r.open) - 1
		if last < 0 || !strings.HasSuffix(r.open[last].text, closing[kind]) {
			return fmt.Errorf("%s closes nothing", data)
		}
		r.open = r.open[:last]
	}
	r.out.WriteString(data)
	return nil
}

// inImageSet reports whether a string stands where image-set() wants addresses.
func (r *references) inImageSet() bool {
	return len(r.open) > 0 && strings.HasSuffix(r.open[len(r.open)-1].text, "image-set(")
}

func (r *references) url(data string) error {
	inside, closed := strings.CutSuffix(data[len("url("):], ")")
	if !closed || strings.Contains(data[:len("url(")], `\`) {
		return fmt.Errorf("%.20q is not closed, or written with an escape", data)
	}
	address := strings.Trim(inside, " \t\n\r\f")
	if quoted := len(address) >= 2 && (address[0] == '"' || address[0] == '\''); quoted {
		address = address[1 : len(address)-1]
	}
	if strings.Contains(address, `\`) && !strings.HasPrefix(address, "data:") {
		return fmt.Errorf("an escape in the address %q", address)
	}
	resolved, err := r.resolve(address)
	if err != nil {
		return err
	}
	if resolved == address {
		r.out.WriteString(data)
		return nil
	}
	if strings.ContainsAny(resolved, " \t\n\r\f\"'()\\") {
		return fmt.Errorf("the address %q would need escapes", resolved)
	}
	r.out.WriteString("url(" + resolved + ")")
	return nil
}
