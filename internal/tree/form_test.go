package tree

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
)

type boat struct {
	Name  string
	Masts []string
}

var boatForm = Form[boat]{Noun: "key", Keys: []Key[boat]{
	Line("name", func(b *boat, v string) error {
		if v == "Titanic" {
			return Hint(errors.New("taken"), "take another")
		}
		b.Name = v
		return nil
	}),
	{"masts", func(b *boat, v Value) diag.List {
		if v.Kind == Null {
			return v.Wrong("", "a key without a value is not to be taken in")
		}
		for _, item := range v.Items {
			line, ok := item.Line()
			if !ok {
				return item.Wrong("", "a mast is a word")
			}
			b.Masts = append(b.Masts, line)
		}
		return nil
	}},
}}

func TestForm(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       boat
		problems   []string
	}{
		{"all", "name: 'Sea \n  Horse'\nmasts: [fore, 2, true]", boat{"Sea Horse", []string{"fore", "2", "true"}}, nil},
		{"keys without a value", "name:\nmasts: null", boat{}, nil},
		{"an empty line is no value", `name: ""`, boat{}, nil},
		{"a key that is near", "Name: x", boat{}, []string{`f:1:1: unknown key "Name" (did you mean "name"?)`}},
		{"a key that is far", "colour: red", boat{}, []string{`f:1:1: unknown key "colour" (the keys are name, masts)`}},
		{"no map", "- a", boat{}, []string{"f:1:1: a list where lines of the form key: value are expected (the keys are name, masts)"}},
		{"no line", "name: {a: b}", boat{}, []string{"f:1:7: name must be one line of text ()"}},
		{"an error with a hint", "masts: []\nname: Titanic", boat{}, []string{"f:2:7: name: taken (take another)"}},
		{"an error further in", "masts:\n  - fore\n  - [x]", boat{Masts: []string{"fore"}}, []string{"f:3:5: a mast is a word ()"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, problems := YAML([]byte(c.text), diag.Pos{File: "f"})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			var got boat
			var messages []string
			for _, p := range boatForm.Read(v, &got) {
				hint := p.Hint
				p.Hint = ""
				messages = append(messages, p.String()+" ("+hint+")")
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.problems, messages); diff != "" {
				t.Error(diff)
			}
		})
	}
}
