package tree

import (
	"errors"
	"fmt"
	"strings"

	"communique/internal/diag"
)

// A Form is the keys that a map may have, for those who read one into a T.
type Form[T any] struct {
	Noun string // what a key is called in messages: "setting"
	Keys []Key[T]
}

// A Key is one key of a form. Set takes its value in and says what is wrong
// with it; a key without a value is not given to it.
type Key[T any] struct {
	Name string
	Set  func(*T, Value) diag.List
}

// Read reads a map into a T, key by key. What is wrong is told with its place:
// a value that is no map, and a key that is not in the form, each with a hint
// that names the keys.
func (f Form[T]) Read(v Value, into *T) diag.List {
	if v.Kind != Map {
		return v.Wrong(f.listed(), "%s where lines of the form key: value are expected", v.Kind)
	}
	var problems diag.List
	for _, field := range v.Fields {
		key := f.key(field.Key)
		switch {
		case key == nil:
			problems = append(problems, diag.Errorf(field.Pos, "unknown %s %s", f.Noun, Quote(field.Key)).WithHint("%s", f.suggest(field.Key)))
		case field.Value.Kind != Null:
			problems = append(problems, key.Set(into, field.Value)...)
		}
	}
	return problems
}

func (f Form[T]) key(name string) *Key[T] {
	for i := range f.Keys {
		if f.Keys[i].Name == name {
			return &f.Keys[i]
		}
	}
	return nil
}

func (f Form[T]) names() []string {
	names := make([]string, len(f.Keys))
	for i, k := range f.Keys {
		names[i] = k.Name
	}
	return names
}

func (f Form[T]) listed() string {
	return fmt.Sprintf("the %ss are %s", f.Noun, strings.Join(f.names(), ", "))
}

// suggest names the key that was probably meant, or all there are.
func (f Form[T]) suggest(name string) string {
	if near := Nearest(name, f.names()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return f.listed()
}

// Line makes a key whose value is one line of text. An empty one is not given
// to set. An error of set is told at the value; [Hint] adds what to do.
func Line[T any](name string, set func(*T, string) error) Key[T] {
	return Key[T]{name, func(into *T, v Value) diag.List {
		line, ok := v.Line()
		if !ok {
			return v.Wrong("", "%s must be one line of text", name)
		}
		if line == "" {
			return nil
		}
		if err := set(into, line); err != nil {
			return v.Fault(name+": ", err)
		}
		return nil
	}}
}

// Line returns a scalar as one line: text, and what YAML takes for something
// else because of its form ("2021", "true") as it is written. Nothing is empty.
func (v Value) Line() (string, bool) {
	switch v.Kind {
	case Null, Bool, Number, Text:
		return strings.Join(strings.Fields(v.Text), " "), true
	}
	return "", false
}

// Wrong is one error at the place of the value. The hint may be empty.
func (v Value) Wrong(hint, format string, args ...any) diag.List {
	d := diag.Errorf(v.Pos, format, args...)
	d.Hint = hint
	return diag.List{d}
}

// Fault is an error at the place of the value, with its hint if it has one.
func (v Value) Fault(prefix string, err error) diag.List {
	var h hinted
	if errors.As(err, &h) {
		return v.Wrong(h.hint, "%s%v", prefix, err)
	}
	return v.Wrong("", "%s%v", prefix, err)
}

// A hinted error knows what to do about it.
type hinted struct {
	error
	hint string
}

// Hint adds to an error what to do about it.
func Hint(err error, hint string) error { return hinted{err, hint} }
