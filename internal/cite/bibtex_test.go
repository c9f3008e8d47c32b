package cite

import (
	"fmt"
	"regexp"
	"strings"
)

// A bibEntry is an entry as BibTeX reads it, with TeX's names of signs
// resolved.
type bibEntry struct {
	kind, key string
	fields    map[string]string
}

// readBibTeX reads a file by the rules of BibTeX (btxdoc; the web of its
// source): an entry is @, a name, a pair of braces with a key and fields; a
// value is a macro or stands in braces, which are counted whatever is ahead of
// them. What BibTeX would pass over between entries is an error here.
func readBibTeX(text string) ([]bibEntry, error) {
	r := &bibReader{text: text}
	var list []bibEntry
	for r.space(); r.text != ""; r.space() {
		e, err := r.entry()
		if err != nil {
			return nil, fmt.Errorf("%w, ahead of %.40q", err, r.text)
		}
		list = append(list, e)
	}
	return list, nil
}

type bibReader struct{ text string }

func (r *bibReader) space() { r.text = strings.TrimLeft(r.text, " \t\r\n") }

func (r *bibReader) sign(s string) error {
	r.space()
	rest, ok := strings.CutPrefix(r.text, s)
	if !ok {
		return fmt.Errorf("no %q", s)
	}
	r.text = rest
	return nil
}

// name reads an identifier: no white space and none of "#%'(),={}.
func (r *bibReader) name() (string, error) {
	r.space()
	n := strings.IndexAny(r.text, " \t\r\n\"#%'(),={}")
	if n <= 0 {
		return "", fmt.Errorf("no name")
	}
	name := r.text[:n]
	r.text = r.text[n:]
	return name, nil
}

func (r *bibReader) entry() (e bibEntry, err error) {
	e.fields = map[string]string{}
	if err = r.sign("@"); err != nil {
		return e, err
	}
	if e.kind, err = r.name(); err != nil {
		return e, err
	}
	if err = r.sign("{"); err != nil {
		return e, err
	}
	if e.key, err = r.name(); err != nil {
		return e, err
	}
	for r.sign(",") == nil {
		name, err := r.name()
		if err != nil {
			return e, err
		}
		if err := r.sign("="); err != nil {
			return e, err
		}
		value, err := r.value(name)
		if err != nil {
			return e, err
		}
		if _, twice := e.fields[name]; twice {
			return e, fmt.Errorf("%s stands twice", name)
		}
		e.fields[name] = value
	}
	return e, r.sign("}")
}

func (r *bibReader) value(name string) (string, error) {
	if r.sign("{") != nil {
		macro, err := r.name()
		if err == nil && !strings.Contains(" "+strings.Join(months[:], " ")+" ", " "+macro+" ") {
			err = fmt.Errorf("no style defines %s", macro)
		}
		return macro, err
	}
	depth := 1
	for i := range len(r.text) {
		switch r.text[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			value := r.text[:i]
			r.text = r.text[i+1:]
			if name == "url" { // taken as it stands
				return value, nil
			}
			return untex(value)
		}
	}
	return "", fmt.Errorf("the value of %s does not end", name)
}

var (
	texCommand = regexp.MustCompile(`\\([a-z]+)\{\}|\\([$&%#_])`)
	texNames   = map[string]string{"textbackslash": `\`, "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
		"textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|"}
)

// untex returns what TeX prints, and an error for a sign that has a meaning to
// it. The outer braces that keep capitals are left.
func untex(s string) (string, error) {
	inner, outer := strings.CutPrefix(s, "{")
	if outer {
		inner = strings.TrimSuffix(inner, "}")
	}
	if left := texCommand.ReplaceAllString(inner, ""); strings.ContainsAny(left, `\{}$&%#_~^<>|`) {
		return "", fmt.Errorf("signs that TeX takes for its own in %q", s)
	}
	inner = texCommand.ReplaceAllStringFunc(inner, func(c string) string {
		m := texCommand.FindStringSubmatch(c)
		return texNames[m[1]] + m[2]
	})
	if outer {
		inner = "{" + inner + "}"
	}
	return inner, nil
}
