package tree

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"communique/internal/diag"
)

// TOML is the [Decoder] of TOML 1.0. A date is text, written as in TOML. All
// that stands within a list or table has the place of the whole.
func TOML(text []byte, at diag.Pos) (Value, diag.List) {
	return decode(text, at, (*reader).toml)
}

// tomlRemarks explains what BurntSushi/toml says.
var tomlRemarks = []remark{
	{"strings cannot contain newlines", "the quotation mark opened in this line is not closed", `end the value with "`},
	{"unexpected EOF", "the value ends too early", "close what is opened in the last value: a quotation mark or bracket"},
	{"expected value but found", "", `put the value in quotes: key = "value"`},
	{"expected '.' or '='", "", `write key = "value"; a key other than letters, digits, "-" and "_" goes in quotes`},
	{"already been defined", "", "keep one of the two"},
	{"invalid escape", "", `write \\ for a backslash, or use single quotes`},
	{"invalid datetime", "", "write a day of the calendar as 2021-05-21"},
	{"", "", `write one key = "value" a line`},
}

func (r *reader) toml() Value {
	v := Value{Pos: r.at}
	// The decoder's time and memory grow with the square of the parts of a
	// dotted key and of the tables within each other.
	signs := 0
	for _, sign := range []string{"[", "{", ".", "="} {
		signs += strings.Count(r.text, sign)
	}
	if signs > maxNesting {
		r.fail(r.at, "more than %d keys, dots and brackets", maxNesting).hint("keep the few keys that are needed")
		return v
	}
	var raw map[string]toml.Primitive
	meta, err := toml.Decode(r.text, &raw)
	if err != nil {
		offset, message := r.tomlError(err)
		r.explain(r.pos(offset), message, tomlRemarks)
		return v
	}
	seen := map[string]bool{}
	for _, key := range meta.Keys() {
		if name := key[0]; !seen[name] {
			seen[name] = true
			v.Fields = append(v.Fields, r.tomlField(meta, key, raw[name]))
		}
	}
	if len(v.Fields) > 0 {
		v.Kind = Map
	}
	return v
}

// tomlField makes a field of a key at the top of the file; path is the key as
// it occurs first, with what follows its dots.
func (r *reader) tomlField(meta toml.MetaData, path toml.Key, raw toml.Primitive) Field {
	var decoded any
	// An empty interface takes all that has been parsed.
	_ = meta.PrimitiveDecode(raw, &decoded)
	start := r.tomlStart(meta, path, raw)
	line := strings.LastIndexByte(r.text[:start], '\n') + 1
	key := line + len(r.text[line:]) - len(strings.TrimLeft(r.text[line:], " \t"))
	return Field{Key: path[0], Pos: r.pos(key), Value: tomlValue(decoded, r.pos(start))}
}

// A refuser takes no value.
type refuser struct{}

func (refuser) UnmarshalTOML(any) error { return errors.New("refused") }

// tomlStart returns the offset of a value. The decoder tells it only in an
// error, so it is made to give one; it knows none of "a" in "a.b = 1", which
// is then that of "a.b".
func (r *reader) tomlStart(meta toml.MetaData, path toml.Key, raw toml.Primitive) int {
	var located toml.ParseError
	errors.As(meta.PrimitiveDecode(raw, refuser{}), &located)
	var inner map[string]toml.Primitive
	if located.Position.Line == 0 && len(path) > 1 && meta.PrimitiveDecode(raw, &inner) == nil {
		return r.tomlStart(meta, path[1:], inner[path[1]])
	}
	return r.tomlOpening(max(0, min(located.Position.Start, len(r.text))))
}

// tomlOpening moves an offset within opening quotation marks or a bracket,
// which is what the decoder gives for text and lists, to the first of them.
func (r *reader) tomlOpening(start int) int {
	head := r.text[:start]
	if above := strings.TrimSuffix(head, "\n"); strings.HasSuffix(above, `"""`) || strings.HasSuffix(above, "'''") {
		head = above
	}
	return len(strings.TrimRight(head, `"'[{`))
}

// tomlError gives the offset and the message of an error.
func (r *reader) tomlError(err error) (int, string) {
	var located toml.ParseError
	if !errors.As(err, &located) {
		return 0, fmt.Sprint(err)
	}
	return max(0, min(located.Position.Start, len(r.text))), located.Message
}

// tomlValue makes a value of what the decoder gives, which is one of the types
// below.
func tomlValue(decoded any, pos diag.Pos) Value {
	v := Value{Pos: pos}
	switch d := decoded.(type) {
	case string:
		v.Kind, v.Text = Text, d
	case time.Time:
		v.Kind, v.Text = Text, tomlTime(d)
	case bool:
		v.Kind, v.Text = Bool, fmt.Sprint(d)
	case int64, float64:
		v.Kind, v.Text = Number, fmt.Sprint(d)
	case []any:
		v.Kind = List
		for _, item := range d {
			v.Items = append(v.Items, tomlValue(item, pos))
		}
	case []map[string]any:
		v.Kind = List
		for _, item := range d {
			v.Items = append(v.Items, tomlValue(item, pos))
		}
	case map[string]any:
		v.Kind = Map
		for _, key := range slices.Sorted(maps.Keys(d)) {
			v.Fields = append(v.Fields, Field{Key: key, Pos: pos, Value: tomlValue(d[key], pos)})
		}
	}
	return v
}

// tomlLayouts are the forms of times without a zone, by the name of the zone
// that the decoder gives them: that of the machine, so it is not written.
var tomlLayouts = map[string]string{
	"date-local":     "2006-01-02",
	"datetime-local": "2006-01-02T15:04:05.999999999",
	"time-local":     "15:04:05.999999999",
}

func tomlTime(t time.Time) string {
	if layout, ok := tomlLayouts[t.Location().String()]; ok {
		return t.Format(layout)
	}
	return t.Format(time.RFC3339Nano)
}
