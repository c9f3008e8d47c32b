package tree

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"communique/internal/diag"
)

// JSON is the [Decoder] of JSON. Unlike the standard library's it refuses a
// key that occurs twice.
func JSON(text []byte, at diag.Pos) (Value, diag.List) {
	return decode(text, at, (*reader).json)
}

// jsonRemarks explains what encoding/json says.
var jsonRemarks = []remark{
	{"unexpected end", "the value ends too early", "close what is opened: a quotation mark, a bracket or a brace"},
	{"looking for beginning of object key", "", `write keys in double quotes; no comma after the last`},
	{"'\\n' in string literal", "the quotation mark opened in this line is not closed", `end the value with ", and write \n for a line break`},
	{"in string escape code", "", `write \\ for a backslash`},
	{"after object key:value pair", "", "put a comma between two keys"},
	{"after array element", "", "put a comma between two values"},
	{"after top-level value", "", "take out what follows the last brace"},
	{"looking for beginning of value", "", `put text in double quotes; no comma after the last value`},
	{"", "", `write {"key": "value", "key": "value"}`},
}

func (r *reader) json() Value {
	if strings.TrimSpace(r.text) == "" {
		return Value{Pos: r.at}
	}
	// Checked as a whole first: a decoder that goes token by token tells
	// places in two different ways.
	if err := json.Unmarshal([]byte(r.text), new(json.RawMessage)); err != nil {
		pos := r.at
		var located *json.SyntaxError
		if errors.As(err, &located) {
			pos = r.pos(jsonOffset(located))
		}
		r.explain(pos, err.Error(), jsonRemarks)
		return Value{}
	}
	w := &jsonWalk{reader: r, tokens: json.NewDecoder(strings.NewReader(r.text))}
	w.tokens.UseNumber()
	return w.value()
}

// jsonOffset returns the offset of the character that an error is about.
func jsonOffset(err *json.SyntaxError) int {
	if strings.Contains(err.Error(), "unexpected end") {
		return int(err.Offset)
	}
	return int(err.Offset) - 1
}

// A jsonWalk goes through text known to be valid JSON.
type jsonWalk struct {
	*reader
	tokens *json.Decoder
}

// next returns the next token and its place.
func (w *jsonWalk) next() (json.Token, diag.Pos) {
	start := int(w.tokens.InputOffset())
	start += len(w.text[start:]) - len(strings.TrimLeft(w.text[start:], " \t\r\n,:"))
	t, _ := w.tokens.Token()
	return t, w.pos(start)
}

func (w *jsonWalk) value() Value {
	t, pos := w.next()
	v := Value{Pos: pos}
	switch t := t.(type) {
	case bool:
		v.Kind, v.Text = Bool, strconv.FormatBool(t)
	case json.Number:
		v.Kind, v.Text = Number, t.String()
	case string:
		v.Kind, v.Text = Text, t
	case json.Delim:
		if t == '[' {
			v.Kind, v.Items = List, w.items()
		} else {
			v.Kind, v.Fields = Map, w.fields()
		}
	}
	return v
}

func (w *jsonWalk) items() []Value {
	var items []Value
	for w.tokens.More() {
		items = append(items, w.value())
	}
	w.next()
	return items
}

func (w *jsonWalk) fields() []Field {
	var fields []Field
	for w.tokens.More() {
		key, pos := w.next()
		name, _ := key.(string)
		fields = append(fields, Field{Key: name, Pos: pos, Value: w.value()})
	}
	w.next()
	w.unique(fields)
	return fields
}
