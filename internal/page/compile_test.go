package page

import (
	"reflect"
	"testing"

	"communique/internal/compile"
	"communique/internal/factsheet"
)

// TestTemplatesAreCompiled holds that each template that the fixtures use is
// compiled: html/template renders none of our own.
func TestTemplatesAreCompiled(t *testing.T) {
	articles, settings := everything(t)
	r := renderer(t, settings, articles...)
	render(t, r, nil, full(t, nil), bare(t), long(t, 90), arabic(t), rich(t))
	render(t, r, nil, hundreds(t, 65)...)
	for _, doc := range []*factsheet.Document{full(t, nil), rich(t)} {
		folded(t, r, doc)
	}
	used := 0
	look := func(name string, s *set) {
		s.programs.Range(func(key, program any) bool {
			used++
			if u := key.(use); program.(*compile.Program) == nil {
				_, err := compile.New(s.html, u.name, u.view)
				t.Errorf("%s: %v", name, err)
			}
			return true
		})
	}
	sets := 0
	for _, holder := range []reflect.Value{reflect.ValueOf(r).Elem(), reflect.ValueOf(r.frames)} {
		for i := range holder.NumField() {
			if field := holder.Field(i); field.Type() == reflect.TypeFor[*set]() {
				sets++
				look(holder.Type().Field(i).Name, (*set)(field.UnsafePointer()))
			}
		}
	}
	if used < sets || sets < 20 {
		t.Errorf("%d uses of %d sets of templates: the fixtures leave some out", used, sets)
	}
}
