package check

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is a page of HTML, or a drawing, while it is read tag by tag.
type page struct {
	*file
	drawing bool // SVG by itself, which has no headings, language or title to look for
	at      int  // offset of the token
	tag     string
	attrs   []attribute

	element string // whose text follows: "title", "style", "script" (a program), "data" (a script of JSON), or none
	svg     int    // depth of svg elements
	policy  string // the Content-Security-Policy of the page

	lang, title bool // seen and not empty
	first       int  // offset of the html tag
	heads       int  // number of h1
	level       int  // of the last heading
}

// An attribute is one of a tag, its value with entities resolved. Both are
// valid until the next tag.
type attribute struct{ key, value []byte }

// page checks a page of HTML.
func (f *file) page() {
	p := &page{file: f}
	p.read()
	p.wholePage()
}

// drawing checks an SVG file, which a page shows as a picture.
func (f *file) drawing() {
	p := &page{file: f, drawing: true}
	p.read()
}

func (p *page) read() {
	p.leftovers()
	p.escapedTwice()
	clear(p.seen)
	z := html.NewTokenizer(bytes.NewReader(p.data))
	for offset := 0; ; {
		kind := z.Next()
		p.at = offset
		offset += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				p.problem(p.at, "", "the HTML cannot be read: %v", z.Err())
			}
			p.settle()
			return
		case html.TextToken:
			p.text(z.Raw())
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == "svg" {
				p.svg--
			}
			p.element = ""
		case html.StartTagToken, html.SelfClosingTagToken:
			p.readTag(z)
			if p.tag == "noscript" {
				z.NextIsNotRawText() // what it holds is markup to most readers
			}
			if p.tag == "svg" && kind == html.StartTagToken {
				p.svg++
			}
			p.startTag()
		}
	}
}

func (p *page) readTag(z *html.Tokenizer) {
	name, more := z.TagName()
	p.tag = atom.String(name) // the names of HTML are not made anew
	p.attrs = p.attrs[:0]
	for more {
		var a attribute
		a.key, a.value, more = z.TagAttr()
		p.attrs = append(p.attrs, a)
	}
}

// value returns the value of an attribute, and whether it is there.
func (p *page) value(key string) (string, bool) {
	for _, a := range p.attrs {
		if string(a.key) == key {
			return string(a.value), true
		}
	}
	return "", false
}

// has reports whether a value that is a list of words holds one of them.
func (p *page) has(key string, words ...string) bool {
	list, _ := p.value(key)
	for word := range strings.FieldsSeq(list) {
		if slices.Contains(words, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// startTag checks one tag.
func (p *page) startTag() {
	p.element = ""
	switch p.tag {
	case "html":
		lang, _ := p.value("lang")
		p.first, p.lang = p.at, strings.TrimSpace(lang) != ""
	case "title":
		if p.svg == 0 {
			p.element = "title"
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.heading(int(p.tag[1] - '0'))
	case "base":
		p.problem(p.at, "write each address relative to its page", "a base element changes what every address means")
	case "style":
		p.element = "style"
	case "script":
		p.script()
	case "meta":
		p.meta()
	case "a", "area":
		p.anchor()
	}
	for _, a := range p.attrs {
		p.attribute(a)
	}
}

// heading checks the order of headings.
func (p *page) heading(level int) {
	if level == 1 {
		if p.heads++; p.heads == 2 {
			p.problem(p.at, "a page has one h1, what it is about; make this one an h2", "a second h1")
		}
	}
	if level > p.level+1 {
		above := "no heading"
		if p.level > 0 {
			above = "h" + string(rune('0'+p.level))
		}
		p.problem(p.at, "go down one level at a time, from h1", "h%d follows %s", level, above)
	}
	p.level = level
}

// script checks a script element: a program comes from a file of the site, and
// only data stands on the page.
func (p *page) script() {
	kind, _ := p.value("type")
	kind = strings.ToLower(strings.TrimSpace(kind))
	_, source := p.value("src")
	switch {
	case source && kind == "module":
		p.fromDisk("a module")
	case source:
	case kind == "application/json" || strings.HasSuffix(kind, "+json"):
		p.element = "data"
	default:
		p.element = "script"
	}
	for _, key := range []string{"crossorigin", "integrity"} {
		if _, found := p.value(key); found {
			p.fromDisk("a script with " + key)
		}
	}
}

func (p *page) fromDisk(what string) {
	p.warning(p.at, "browsers refuse it there; use a classic script of the site", "%s does not load where the page is opened from disk", what)
}

// meta checks a redirect, and keeps the policy.
func (p *page) meta() {
	equivalent, _ := p.value("http-equiv")
	content, _ := p.value("content")
	switch strings.ToLower(equivalent) {
	case "content-security-policy":
		p.policy += " " + content
	case "refresh":
		if target, ok := refreshTarget(content); ok {
			p.address(p.at, load, []byte(target))
		}
	}
}

// refreshTarget returns the address in "5; url=name.html".
func refreshTarget(content string) (string, bool) {
	i := strings.IndexAny(content, ";,")
	if i < 0 {
		return "", false
	}
	target := strings.TrimSpace(content[i+1:])
	if len(target) > 3 && strings.EqualFold(target[:3], "url") {
		if rest := strings.TrimSpace(target[3:]); strings.HasPrefix(rest, "=") {
			target = strings.TrimSpace(rest[1:])
		}
	}
	return strings.Trim(target, `"'`), true
}

// anchor checks that another site learns nothing of the window it is opened
// from.
func (p *page) anchor() {
	href, _ := p.value("href")
	if scheme, _ := schemeOf(tidy([]byte(href))); scheme != "http" && scheme != "https" {
		return
	}
	if !p.has("rel", "noopener") {
		p.problem(p.at, `add rel="noopener noreferrer"`, "a link to another site without rel=noopener")
	}
}

// attribute checks one attribute.
func (p *page) attribute(a attribute) {
	key := atom.String(a.key)
	switch key {
	case "id":
		p.id(a.value)
	case "style":
		p.problem(p.at, "move it into a style sheet, under a class", "a style attribute, which a strict policy refuses")
	case "srcdoc":
		p.problem(p.at, "make the page a file", "a page within an attribute")
	case "srcset", "imagesrcset":
		p.sources(a.value)
	default:
		if len(key) > 2 && strings.HasPrefix(key, "on") {
			p.problem(p.at, "attach the handler in a script of the site", "the handler %s, which a strict policy refuses", key)
			return
		}
		if u, ok := p.use(key); ok {
			p.address(p.at, u, a.value)
			if u == declare && p.has("rel", "alternate") {
				p.linkAbsolute(string(a.value))
			}
		}
	}
}

// use says what the browser does with an attribute, where that is an address.
func (p *page) use(key string) (use, bool) {
	switch key {
	case "href", "xlink:href":
		switch p.tag {
		case "a", "area":
			return follow, true
		case "link":
			return p.linkUse(), true
		case "base":
			return 0, false
		case "use":
			if href, _ := p.value(key); !strings.HasPrefix(href, "#") {
				p.fromDisk("a part of another drawing")
			}
		case "image":
			return picture, true
		}
		return load, true
	case "src":
		switch p.tag {
		case "img", "input", "source":
			return picture, true
		}
		return load, true
	case "data":
		return load, p.tag == "object"
	case "manifest":
		return load, p.tag == "html"
	case "poster", "background":
		return picture, true
	case "action", "formaction":
		return submit, true
	case "ping", "data-src", "data-href": // the latter two are for scripts of the site
		return load, true
	}
	return 0, false
}

// linkUse says what the browser does with the address of a link element.
func (p *page) linkUse() use {
	switch {
	case p.has("rel", "preconnect", "dns-prefetch"):
		p.problem(p.at, "a site that loads nothing from outside needs none", "a connection to another site")
		return load
	case p.has("rel", "stylesheet", "preload", "modulepreload", "prefetch", "prerender", "manifest"):
		return load
	case p.has("rel", "icon", "apple-touch-icon", "mask-icon"):
		return picture
	case p.has("rel", "canonical", "alternate", "me"):
		return declare
	}
	return refer
}

// sources checks the addresses of a srcset.
func (p *page) sources(value []byte) {
	for len(value) > 0 {
		value = bytes.TrimLeft(value, " \t\n\r\f,")
		end := bytes.IndexAny(value, " \t\n\r\f")
		if end < 0 {
			end = len(value)
		}
		address := value[:end]
		value = value[end:]
		if trimmed := bytes.TrimRight(address, ","); len(trimmed) < len(address) {
			address = trimmed
		} else if comma := bytes.IndexByte(value, ','); comma >= 0 {
			value = value[comma+1:]
		} else {
			value = nil
		}
		if len(address) > 0 {
			p.address(p.at, picture, address)
		}
	}
}

// id notes the id of an element.
func (p *page) id(value []byte) {
	switch {
	case len(value) == 0:
		p.problem(p.at, "give it a name or leave it out", "an empty id")
		return
	case bytes.ContainsAny(value, " \t\n\r\f"):
		p.problem(p.at, "an id is one word", "the id %q holds white space", value)
	}
	h := p.tree.hash(string(value))
	if first, taken := p.seen[h]; taken {
		p.problem(p.at, "each id is the address of one place on a page", "the id %q is taken in line %d",
			value, positionIn(p.name, p.data, first).Line)
		return
	}
	p.seen[h] = p.at
}

// text checks the text of an element that is not shown as it stands.
func (p *page) text(raw []byte) {
	element := p.element
	p.element = ""
	switch element {
	case "title":
		p.title = p.title || !blank(raw)
	case "style":
		if !p.permitted(raw) {
			p.problem(p.at, "move it into a style sheet, or name its hash in the policy of the page", "a style element, which a strict policy refuses")
		}
		p.css(p.at, raw)
	case "script":
		if !blank(raw) && !p.permitted(raw) {
			p.problem(p.at, "move it into a file of the site", "a script on the page, which a strict policy refuses")
		}
	case "data":
		p.jsonAt(p.at, raw)
	}
}

// permitted reports whether the policy of the page names the hash of a text.
func (p *page) permitted(text []byte) bool {
	sum := sha256.Sum256(text)
	return strings.Contains(p.policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
}

// settle keeps the ids, and resolves the links of the page to itself.
func (p *page) settle() {
	for h := range p.seen {
		p.record.ids = append(p.record.ids, h)
	}
	slices.Sort(p.record.ids)
	outward := p.record.outward[:0]
	for _, c := range p.record.outward {
		if c.to != p.self {
			outward = append(outward, c)
		} else if _, found := p.seen[p.tree.hash(c.id.Value())]; !found {
			p.problem(int(c.offset), "correct the fragment, or give the element its id", "no element of this page has the id %q", c.id.Value())
		}
	}
	p.record.outward = slices.Clip(outward)
}

// wholePage checks what a page must have.
func (p *page) wholePage() {
	if !p.lang {
		p.problem(p.first, `write <html lang="en">, with the language of the page`, "no language is given")
	}
	if !p.title {
		p.problem(p.first, "put a title element into the head", "no title")
	}
	if p.heads == 0 {
		p.problem(p.first, "write what the page is about as its h1", "no h1")
	}
}
