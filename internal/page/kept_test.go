package page

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"

	"communique/internal/output"
	"communique/internal/site"
)

// TestKept: a summary that was kept in a file is the one that went in, whatever
// it holds, and makes the same pages.
func TestKept(t *testing.T) {
	articles, settings := everything(t)
	r := renderer(t, settings, articles...)
	var plain, kept []Summary
	filled := map[string]bool{}
	for _, doc := range append(hundreds(t, 3), full(t, nil), rich(t), arabic(t)) {
		f := findingsOf(t, doc, nil)
		s, err := r.Document(output.NewMemory(), site.Plan(doc, f.Views()...), f)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(s.Keep()); err != nil {
			t.Fatal(err)
		}
		var k Kept
		if err := gob.NewDecoder(&b).Decode(&k); err != nil {
			t.Fatal(err)
		}
		plain, kept = append(plain, s), append(kept, k.Restore())
		for i := range reflect.TypeFor[Summary]().NumField() {
			if v := reflect.ValueOf(kept[len(kept)-1]).Field(i); !v.IsZero() {
				filled[reflect.TypeFor[Summary]().Field(i).Name] = true
			}
		}
	}
	if want := reflect.TypeFor[Summary]().NumField() - 1; len(filled) < want { // no clock
		t.Errorf("only %d of %d fields are filled: %v", len(filled), want+1, filled)
	}
	Order(plain)
	Order(kept)
	a, b := output.NewMemory(), output.NewMemory()
	if err := r.Root(a, plain); err != nil {
		t.Fatal(err)
	}
	if err := r.Root(b, kept); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("the pages across documents differ")
	}
}
