package tree

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"communique/internal/diag"
)

// YAML is the [Decoder] of YAML 1.2. A bare date is text, as "no" and "yes"
// are.
func YAML(text []byte, at diag.Pos) (Value, diag.List) {
	return decode(text, at, (*reader).yaml)
}

// yamlRemarks explains what goccy/go-yaml says, with what usually lies behind.
var yamlRemarks = []remark{
	{"mapping value is not allowed", `": " within a value that is not in quotes`,
		"put the whole value in quotes; if this is a key, begin it in the column of the keys above"},
	{"could not find end character of double-quoted", "the quotation mark opened here is not closed",
		`end the value with "`},
	{"could not find end character of single-quoted", "the quotation mark opened here is not closed",
		"end the value with '; an apostrophe within is written twice"},
	{"map key-value is pre-defined", "text after the end of a value",
		`put the whole value in quotes, and write \" for a quotation mark within`},
	{"sequence end token", `"[" is not closed`, `add "]", or put the value in quotes`},
	{"could not find flow map", `"{" is not closed`, `add "}", or put the value in quotes`},
	{"is a reserved character", "", "put the whole value in quotes"},
	{"unknown escape character", "", `write \\ for a backslash, or use single quotes`},
	{"tab character", "a tab ahead of a key", "indent with spaces"},
	{"unexpected key name", "a line without a key", `write "key: value", with a space after the colon`},
	{"", "", `write "key: value" lines; a value with special characters goes in quotes`},
}

func (r *reader) yaml() Value {
	tokens := lexer.Tokenize(r.text)
	if !r.yamlPlain(tokens) {
		return Value{}
	}
	// Keys that occur twice are told by unique, all of them and with both places.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	var located yaml.Error
	switch {
	case errors.As(err, &located):
		r.explain(r.tokenPos(located.GetToken()), located.GetMessage(), yamlRemarks)
		return Value{}
	case err != nil:
		r.explain(r.at, err.Error(), yamlRemarks)
		return Value{}
	}
	return r.yamlFile(file)
}

// yamlPlain refuses, ahead of the parser, what is not taken: it would report
// "title: *Fact* sheet" as something else, and its time grows with the square
// of the nesting.
func (r *reader) yamlPlain(tokens token.Tokens) bool {
	brackets, dashes, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			dashes, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEntryType, token.MappingKeyType:
			dashes++
		case token.AliasType, token.AnchorType:
			r.fail(r.tokenPos(t), `a value that begins with "%s" refers to another, which is not taken here`, t.Value).
				hint("put the whole value in quotes, or write out what is meant")
		case token.MergeKeyType:
			r.fail(r.tokenPos(t), `"<<" merges keys, which is not taken here`).hint("write the keys out")
		case token.DirectiveType:
			r.fail(r.tokenPos(t), `"%%" begins a directive, which is not taken here`).
				hint("put the whole value in quotes, or leave the line out")
		case token.TagType:
			r.fail(r.tokenPos(t), "the tag %s is not taken here", Quote(t.Value)).
				hint("leave it out; text goes in quotes")
		}
		if brackets > maxNesting || dashes > 8 {
			r.fail(r.tokenPos(t), "lists and keys within each other, too many to be meant").
				hint(`write plain "key: value" lines; text with brackets goes in quotes`)
			break
		}
		if len(r.problems) == maxProblems {
			break
		}
	}
	return len(r.problems) == 0
}

// yamlFile returns the value of the one document of a file.
func (r *reader) yamlFile(file *ast.File) Value {
	var found ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case found != nil:
			r.fail(r.nodePos(doc.Body), "a second YAML document").hint(`take out the line "---" or "..." ahead of it`)
			return Value{}
		default:
			found = doc.Body
		}
	}
	if found == nil {
		return Value{Pos: r.at}
	}
	return r.yamlValue(found)
}

func (r *reader) yamlValue(n ast.Node) Value {
	v := Value{Pos: r.nodePos(n)}
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.BoolNode:
		v.Kind, v.Text = Bool, n.Token.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.Kind, v.Text = Number, n.GetToken().Value
	case *ast.StringNode:
		v.Kind, v.Text = Text, n.Value
	case *ast.LiteralNode:
		v.Kind, v.Text = Text, n.Value.Value
	case *ast.SequenceNode:
		v.Kind = List
		for _, item := range n.Values {
			v.Items = append(v.Items, r.yamlValue(item))
		}
	case *ast.MappingNode:
		v.Kind, v.Fields = Map, r.yamlFields(n.Values)
	case *ast.MappingValueNode:
		v.Kind, v.Fields = Map, r.yamlFields([]*ast.MappingValueNode{n})
	default:
		r.fail(v.Pos, "this part of YAML is not taken here").hint(`write plain "key: value" lines`)
	}
	return v
}

func (r *reader) yamlFields(pairs []*ast.MappingValueNode) []Field {
	fields := make([]Field, 0, len(pairs))
	for _, pair := range pairs {
		var key ast.Node = pair.Key
		if k, ok := key.(*ast.MappingKeyNode); ok {
			key = k.Value
		}
		name, ok := key.(ast.ScalarNode)
		if !ok {
			r.fail(r.nodePos(pair.Key), "a key that is not text").hint(`write "key: value"`)
			continue
		}
		f := Field{Key: name.GetToken().Value, Pos: r.nodePos(key), Value: r.yamlValue(pair.Value)}
		fields = append(fields, f)
	}
	r.unique(fields)
	return fields
}

// nodePos gives the place where a node begins. The token of a block mapping is
// its first colon, so its first key is taken.
func (r *reader) nodePos(n ast.Node) diag.Pos {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return r.nodePos(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return r.nodePos(m.Key)
	}
	return r.tokenPos(n.GetToken())
}

// tokenPos gives the place of a token. Its line is to be trusted; its column
// is too far right where spaces follow a plain value, so the line is looked at.
func (r *reader) tokenPos(t *token.Token) diag.Pos {
	if t == nil || t.Position == nil {
		return r.at
	}
	number := max(0, min(t.Position.Line-1, len(r.lines)-1))
	line := r.line(number)
	column := max(0, min(t.Position.Column-1, utf8.RuneCountInString(line)))
	word, _, _ := strings.Cut(strings.TrimSpace(t.Origin), "\n")
	if t.Type == token.StringType && word != "" && !strings.HasPrefix(string([]rune(line)[column:]), word) {
		if i := strings.LastIndex(line[:min(len(line), byteOffset(line, column)+len(word))], word); i >= 0 {
			column = utf8.RuneCountInString(line[:i])
		}
	}
	return r.place(number, column)
}

// byteOffset returns where a column of the line, from 0, begins.
func byteOffset(line string, column int) int {
	for i := range line {
		if column == 0 {
			return i
		}
		column--
	}
	return len(line)
}
