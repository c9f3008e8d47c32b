package check

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"unique"
)

// A use says what a browser does with an address.
type use uint8

const (
	follow  use = iota // a reader clicks it
	load               // the browser loads it by itself
	picture            // the same for a picture, which may be in the address itself
	submit             // a form is sent there
	refer              // nobody loads it, but it belongs to the site
	declare            // a standard wants it absolute: canonical, alternate, me
)

// outside says what is wrong with an address beyond the site.
var outside = [...]string{
	load:    "%q is loaded from outside",
	picture: "%q is loaded from outside",
	submit:  "a form is sent to %q",
	refer:   "%q leads out of the site",
}

const relativeHint = `write a relative address that ends in a file name, such as "../name.html"`

// address checks an address in a tag or rule at offset.
func (f *file) address(offset int, u use, written []byte) {
	s := tidy(written)
	if s == "" {
		f.problem(offset, relativeHint, "the address is empty")
		return
	}
	scheme, _ := schemeOf(s)
	switch {
	case scheme == "" && strings.HasPrefix(s, "//"):
		f.problem(offset, "write https:// before the address of another site", "%q leaves the scheme out", clip(s))
	case scheme == "":
		f.relative(offset, s)
	case scheme == "http" || scheme == "https":
		f.absolute(offset, u, s)
	case scheme == "mailto" && u == follow:
	case scheme == "data" && u == picture:
	case u == follow:
		f.problem(offset, "a link may lead to http, https and mailto addresses", "the link has the scheme %q", scheme)
	default:
		f.problem(offset, relativeHint, "the address has the scheme %q", scheme)
	}
}

// tidy does to an address what browsers do: white space and control characters
// at its ends go, and so do tabs and line ends within.
func tidy(b []byte) string {
	b = bytes.TrimFunc(b, func(r rune) bool { return r <= ' ' })
	if bytes.ContainsAny(b, "\t\n\r") {
		b = bytes.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return -1
			}
			return r
		}, b)
	}
	return string(b)
}

// schemeOf returns the scheme of an address in lower case, or nothing.
func schemeOf(s string) (scheme, rest string) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isLetter(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(s[:i]), s[i+1:]
		default:
			return "", s
		}
	}
	return "", s
}

func (f *file) absolute(offset int, u use, s string) {
	if u != follow && u != declare {
		f.problem(offset, relativeHint, outside[u], clip(s))
		return
	}
	if a, err := url.Parse(s); err == nil && a.Host != "" {
		return
	}
	// A link of the document may have been wrong when it was published.
	if u == follow {
		f.warning(offset, "correct the address, unless the document itself has it so", "%q is no address", clip(s))
	} else {
		f.problem(offset, "correct the address", "%q is no address", clip(s))
	}
}

// relative checks an address within the site.
func (f *file) relative(offset int, s string) {
	name, fragment, hasFragment := strings.Cut(s, "#")
	name, _, hasQuery := strings.Cut(name, "?")
	switch {
	case name == "" && !hasQuery && hasFragment:
		f.fragment(offset, f.self, fragment, s)
		return
	case strings.HasPrefix(name, "/"):
		f.problem(offset, relativeHint, "%q begins with a slash, and so depends on where the site stands", clip(s))
		return
	case strings.Contains(name, `\`):
		f.problem(offset, "part the names of folders with /", "%q holds a backslash", clip(s))
		return
	}
	if strings.Contains(name, "%") {
		plain, err := url.PathUnescape(name)
		if err != nil {
			f.problem(offset, "correct the address", "%q is no address", clip(s))
			return
		}
		name = plain
	}
	target, ok := f.resolve(name)
	if !ok {
		f.problem(offset, "a link may lead to files of the site only", "%q leads out of the tree", clip(s))
		return
	}
	to, found := f.tree.index[string(target)]
	if !found {
		f.missing(offset, s, string(target), name)
		return
	}
	if to != f.self {
		f.tree.linked[to].Store(true)
	}
	if hasFragment {
		f.fragment(offset, to, fragment, s)
	}
}

// resolve returns the path in the tree that a relative name stands for. It is
// false for one that leaves the tree. The result is valid until the next call.
func (f *file) resolve(name string) (target []byte, ok bool) {
	f.room = f.room[:0]
	if i := strings.LastIndexByte(f.name, '/'); i >= 0 {
		f.room = append(f.room, f.name[:i]...)
	}
	for more := true; more; {
		var step string
		step, name, more = strings.Cut(name, "/")
		switch step {
		case "", ".":
		case "..":
			if len(f.room) == 0 {
				return nil, false
			}
			f.room = f.room[:max(bytes.LastIndexByte(f.room, '/'), 0)]
		default:
			if len(f.room) > 0 {
				f.room = append(f.room, '/')
			}
			f.room = append(f.room, step...)
		}
	}
	return f.room, true
}

// missing reports an address that no file has.
func (f *file) missing(offset int, s, target, name string) {
	base := path.Base("/" + name)
	folder := target == "" || f.tree.folders[target]
	switch {
	case folder || strings.HasSuffix(name, "/") || base == "." || base == "..":
		f.problem(offset, "end it with the name of a file, such as index.html: opened from disk, a folder shows a listing",
			"%q names a folder", clip(s))
	default:
		hint := "correct the address, or make the file"
		if other, ok := f.tree.folded[strings.ToLower(target)]; ok {
			hint = "the file is named " + other + ", and case counts"
		}
		f.problem(offset, hint, "%q leads to no file of the site", clip(s))
	}
}

// fragment checks or notes the id to which a link leads.
func (f *file) fragment(offset int, to int32, fragment, s string) {
	id, _, _ := strings.Cut(fragment, ":~:") // a text fragment names no id
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	switch {
	case fragment == "":
		f.problem(offset, "name an id after the #, or leave the link out", "%q leads nowhere", clip(s))
	case id == "" || strings.EqualFold(id, "top"):
	case path.Ext(f.tree.names[to]) != ".html" && path.Ext(f.tree.names[to]) != ".svg":
		// What a fragment means in another format is not for us to say.
	default:
		f.record.outward = append(f.record.outward, crossing{to: to, offset: int32(offset), id: unique.Make(id)})
	}
}

// linkAbsolute marks the file that an absolute address of the site stands for.
// Where the site will stand is not known, so each end of the path is tried,
// the longest first.
func (f *file) linkAbsolute(s string) {
	a, err := url.Parse(s)
	if err != nil {
		return
	}
	name := strings.TrimPrefix(a.Path, "/")
	for more := name != ""; more; _, name, more = strings.Cut(name, "/") {
		if to, ok := f.tree.index[name]; ok && to != f.self {
			f.tree.linked[to].Store(true)
			return
		}
	}
}

// clip shortens an address for a message.
func clip(s string) string {
	const most = 100
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
