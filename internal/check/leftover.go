package check

import (
	"bytes"
	"encoding/json"
)

// marks are what templates leave behind where they went wrong.
var marks = []struct {
	text, problem, hint string
}{
	{"ZgotmplZ", "html/template refused a value here", "the value does not fit where the template puts it, such as an address with an unknown scheme"},
	{"<no value>", "a template found no value here", "the template names a field or key that is not there"},
	{"&lt;no value&gt;", "a template found no value here", "the template names a field or key that is not there"},
}

// leftovers looks for what is left of a template that went wrong.
func (f *file) leftovers() {
	for _, m := range marks {
		for at := 0; ; at += len(m.text) {
			i := bytes.Index(f.data[at:], []byte(m.text))
			if i < 0 {
				break
			}
			at += i
			f.problem(at, m.hint, "%s", m.problem)
		}
	}
}

// escapedTwice looks for entities whose "&" was escaped once more. It only
// warns, since a document may have been escaped twice before we got it, and is
// shown as it is.
func (f *file) escapedTwice() {
	const escaped = "&amp;"
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte(escaped))
		if i < 0 {
			return
		}
		at += i + len(escaped) - 1
		f.data[at] = '&' // borrowed: with the ";" put back below, the file is as it was
		n, _ := entity(f.data[at:])
		f.data[at] = ';'
		if n > 0 {
			f.warning(at-len(escaped)+1, "escape text once; if the source itself is escaped twice, leave it",
				"%q is escaped twice", string(f.data[at-len(escaped)+1:at+n]))
		}
	}
}

// json checks that a file of JSON is that.
func (f *file) json() {
	f.leftovers()
	f.jsonAt(0, f.data)
}

func (f *file) jsonAt(offset int, data []byte) {
	if json.Valid(data) {
		return
	}
	var value any
	err := json.Unmarshal(data, &value)
	if at, ok := err.(*json.SyntaxError); ok {
		offset += int(max(at.Offset-1, 0)) // it counts the byte that is wrong
	}
	f.problem(offset, "", "this is no JSON: %v", err)
}
