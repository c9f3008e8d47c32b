package factsheet

import (
	"cmp"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
	xhtml "golang.org/x/net/html"
)

// An inliner turns the inline nodes of one block into a Text. Inline HTML is
// recognised for what it means; the tags go, their text stays.
type inliner struct {
	view    *view
	out     Text
	last    int // where in the view the last run of out began, if it stands there
	open    []openTag
	waiting map[string]int // how many of open have a name
	tags    bool           // the words stand in a block of HTML, where a backslash is one
	image   string         // address of the last picture without a description
	alt     string
	bad     func(offset int, link string) // told of a link that is not followed
}

// An openTag is an HTML tag that waits for its end.
type openTag struct {
	name  string
	marks Mark   // those of the tags around it too
	link  string // of the outermost tag that has one
}

// tagMarks says what inline tags mean; others mean nothing here.
var tagMarks = map[string]Mark{
	"b": Strong, "strong": Strong,
	"i": Emphasis, "em": Emphasis, "cite": Emphasis, "dfn": Emphasis,
	"u": Underline, "ins": Underline,
	"s": Strike, "del": Strike, "strike": Strike,
	"sup": Superscript, "sub": Subscript,
	"code": Code, "tt": Code, "kbd": Code, "samp": Code,
}

// styleMarks reads the few declarations of a style attribute that mean what a
// tag would.
func styleMarks(style string) Mark {
	style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
	var m Mark
	if strings.Contains(style, "text-decoration:underline") {
		m |= Underline
	}
	if strings.Contains(style, "font-weight:bold") || strings.Contains(style, "font-weight:700") {
		m |= Strong
	}
	if strings.Contains(style, "font-style:italic") {
		m |= Emphasis
	}
	return m
}

// children adds the inline children of a node.
func (in *inliner) children(n ast.Node, marks Mark, link string) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		in.node(c, marks, link)
	}
}

func (in *inliner) node(n ast.Node, marks Mark, link string) {
	switch n := n.(type) {
	case *ast.Text:
		seg := n.Segment
		in.words(seg.Start, seg.Stop, marks, link, n.IsRaw())
		switch {
		case n.HardLineBreak():
			in.white("\n", seg.Stop)
		case n.SoftLineBreak():
			in.white(" ", seg.Stop)
		}
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				in.words(t.Segment.Start, t.Segment.Stop, marks|Code, link, true)
			}
		}
	case *ast.Emphasis:
		m := Emphasis
		if n.Level == 2 {
			m = Strong
		}
		in.children(n, marks|m, link)
	case *ast.Link:
		if t, ok := n.FirstChild().(*ast.Text); ok && t.Segment.Len() > 1 && in.view.text[t.Segment.Start] == '^' {
			in.children(n, marks|Superscript, "") // a footnote mark, [^1]
			return
		}
		in.children(n, marks, in.allowed(string(n.Destination), n))
	case *ast.Image:
		before := len(in.out)
		in.children(n, marks, in.allowed(string(n.Destination), n))
		if len(in.out) == before {
			in.image = in.allowed(string(n.Destination), n)
		}
	case *ast.AutoLink:
		in.autoLink(n, marks)
	case *ast.RawHTML:
		in.rawHTML(n, marks, link)
	default:
		in.children(n, marks, link)
	}
}

func (in *inliner) autoLink(n *ast.AutoLink, marks Mark) {
	label := n.Label(in.view.text)
	address := string(n.URL(in.view.text))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(address, "mailto:") {
		address = "mailto:" + address
	}
	start := offsetIn(in.view.text, label)
	in.words(start, start+len(label), marks, in.allowed(address, n), true)
}

// offsetIn returns where in text the slice part of it begins.
func offsetIn(text, part []byte) int {
	if len(part) == 0 {
		return 0
	}
	return cap(text) - cap(part)
}

// tag takes a start or end tag that begins at off in the view.
func (in *inliner) tag(t xhtml.Token, kind xhtml.TokenType, off int) {
	if blockTags[t.Data] || t.Data == "td" || t.Data == "th" || t.Data == "tr" {
		in.join() // a tag that parts blocks parts words too
	}
	if kind == xhtml.EndTagToken {
		in.close(t.Data)
		return
	}
	switch t.Data {
	case "br":
		in.space("\n", in.view.source(off))
		return
	case "img":
		in.join()
		in.image, in.alt = in.safe(attribute(t, "src")), attribute(t, "alt")
		return
	case "wbr", "hr", "col", "input", "meta", "link", "area", "base", "embed", "source", "track", "param":
		return
	}
	if kind == xhtml.SelfClosingTagToken {
		return
	}
	o := openTag{name: t.Data, marks: tagMarks[t.Data] | styleMarks(attribute(t, "style"))}
	if t.Data == "a" {
		o.link = in.safe(attribute(t, "href"))
	}
	if n := len(in.open); n > 0 {
		o.marks |= in.open[n-1].marks
		o.link = cmp.Or(in.open[n-1].link, o.link)
	}
	if in.waiting == nil {
		in.waiting = map[string]int{}
	}
	in.waiting[o.name]++
	in.open = append(in.open, o)
}

// close ends the last open tag of a name, and those within it. An end without
// a beginning is passed over.
func (in *inliner) close(name string) {
	if in.waiting[name] == 0 {
		return
	}
	for {
		last := in.open[len(in.open)-1].name
		in.open = in.open[:len(in.open)-1]
		in.waiting[last]--
		if last == name {
			return
		}
	}
}

func attribute(t xhtml.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words adds the text between two offsets of the view, with escapes and
// entities resolved unless it is raw.
func (in *inliner) words(start, stop int, marks Mark, link string, raw bool) {
	text := in.view.text
	from := start
	for i := start; i < stop && !raw; {
		n, s := resolve(text[i:stop])
		if n == 0 || in.tags && text[i] == '\\' {
			i++
			continue
		}
		in.verbatim(from, i, marks, link)
		in.add(Run{Text: s, Span: Span{in.view.source(i), in.view.source(i+n-1) + 1}}, marks, link)
		i += n
		from = i
	}
	in.verbatim(from, stop, marks, link)
}

// resolve returns the length and meaning of the escape or entity that b
// begins with, or 0.
func resolve(b []byte) (int, string) {
	switch {
	case b[0] == '\\' && len(b) > 1 && util.IsPunct(b[1]):
		return 2, string(b[1:2])
	case b[0] != '&':
		return 0, ""
	}
	end := 1
	for end < len(b) && end < 40 && (util.IsAlphaNumeric(b[end]) || b[end] == '#' && end == 1) {
		end++
	}
	if end == len(b) || b[end] != ';' || end == 1 {
		return 0, ""
	}
	if b[1] == '#' && (end < 3 || end > 9 || b[2]|0x20 != 'x' && end > 9 || b[2]|0x20 == 'x' && (end < 4 || end > 9)) {
		return 0, "" // CommonMark allows seven decimal digits and six hexadecimal ones
	}
	entity := string(b[:end+1])
	s := html.UnescapeString(entity)
	if s == entity || strings.HasSuffix(s, ";") && entity != "&semi;" && len(s) > 1 {
		return 0, ""
	}
	return end + 1, s
}

func (in *inliner) verbatim(start, stop int, marks Mark, link string) {
	if start < stop {
		in.from(start, Run{Text: in.view.string()[start:stop], Span: Span{in.view.source(start), in.view.source(stop-1) + 1}}, marks, link)
	}
}

// white adds a line break that stands at off in the view.
func (in *inliner) white(s string, off int) {
	src := in.view.source(off)
	in.add(Run{Text: s, Span: Span{src, src + 1}}, 0, "")
}

// join parts what follows from what is there.
func (in *inliner) join() {
	if n := len(in.out); n > 0 {
		in.space(" ", in.out[n-1].Span.End)
	}
}

// space adds white space that stands for no byte of the source.
func (in *inliner) space(s string, src int) {
	in.add(Run{Text: s, Span: Span{src, src}}, 0, "")
}

// add appends a run that stands nowhere in the view as it is.
func (in *inliner) add(r Run, marks Mark, link string) { in.from(-1, r, marks, link) }

// from appends a run with the marks of the open tags, and joins it to the last
// one where the two are one stretch of the source. It stands in the view at
// off, or nowhere if that is negative.
func (in *inliner) from(off int, r Run, marks Mark, link string) {
	r.Marks, r.Link = marks, link
	if n := len(in.open); n > 0 && !hardBreak(r) {
		r.Marks |= in.open[n-1].marks
		if r.Link == "" {
			r.Link = in.open[n-1].link
		}
	}
	if n := len(in.out); n > 0 && in.out[n-1].joins(r) {
		last := &in.out[n-1]
		if off >= 0 && in.last+len(last.Text) == off && in.view.source(in.last) == last.Span.Start {
			last.Text = in.view.string()[in.last : off+len(r.Text)] // copies nothing, however often
		} else {
			last.Text += r.Text
		}
		last.Span.End = r.Span.End
		return
	}
	in.last = max(off, 0)
	in.out = append(in.out, r)
}

// joins reports whether two runs are one stretch of the source.
func (r Run) joins(next Run) bool {
	return r.Marks == next.Marks && r.Link == next.Link && r.Span.End == next.Span.Start && r.verbatim() && next.verbatim() &&
		!hardBreak(next) && !hardBreak(r) && next.Text != " " && r.Text != " "
}

// allowed returns the destination where it may be followed, and else reports
// it and returns nothing: text of a document never becomes a script.
func (in *inliner) allowed(link string, n ast.Node) string {
	safe := in.safe(link)
	if safe == "" && link != "" && !strings.HasPrefix(link, "#") && in.bad != nil {
		in.bad(in.position(n), link)
	}
	return safe
}

// safe returns a link of a scheme that starts no program (http, https,
// mailto), and nothing for any other, relative ones included: they pointed
// into the site that published the document.
func (in *inliner) safe(link string) string {
	link = strings.TrimSpace(link)
	lower := strings.ToLower(link)
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if strings.HasPrefix(lower, scheme) && !strings.ContainsFunc(link, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return link
		}
	}
	return ""
}

// position returns the offset in the source of the first text in n.
func (in *inliner) position(n ast.Node) int {
	for c := n.FirstChild(); c != nil; c = c.FirstChild() {
		if t, ok := c.(*ast.Text); ok {
			return in.view.source(t.Segment.Start)
		}
	}
	if len(in.out) > 0 {
		return in.out[len(in.out)-1].Span.End
	}
	return in.view.source(0)
}
