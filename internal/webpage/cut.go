package webpage

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unread are elements whose content is not read by those who see the page.
// They go without a word.
var unread = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Math: true,
	atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Video: true, atom.Audio: true, atom.Canvas: true, atom.Map: true,
	atom.Input: true, atom.Select: true, atom.Textarea: true, atom.Datalist: true, atom.Progress: true, atom.Meter: true,
	atom.Link: true, atom.Meta: true, atom.Base: true, atom.Source: true, atom.Track: true, atom.Frame: true, atom.Frameset: true,
}

// byElement are elements that are never the text of a page.
var byElement = map[atom.Atom]string{
	atom.Nav: "navigation", atom.Aside: "aside", atom.Form: "form", atom.Dialog: "dialog", atom.Menu: "menu", atom.Button: "button",
	atom.Footer: "footer",
}

// byRole are the landmarks of WAI-ARIA that are not.
var byRole = map[string]string{
	"navigation": "navigation", "complementary": "aside", "contentinfo": "footer", "banner": "banner", "search": "search",
	"dialog": "dialog", "alertdialog": "dialog", "menu": "menu", "menubar": "menu", "toolbar": "toolbar", "form": "form", "button": "button",
}

// byWord are words that makers of pages use in classes and ids for what stands
// around the text, in any site. They count for little: see cutter.named.
var byWord = map[string]string{
	"nav": "navigation", "navigation": "navigation", "navbar": "navigation", "menu": "navigation", "pagination": "navigation", "pager": "navigation",
	"breadcrumb": "breadcrumbs", "breadcrumbs": "breadcrumbs",
	"share": "share bar", "sharing": "share bar", "social": "share bar", "sharethis": "share bar", "addtoany": "share bar",
	"related": "related links", "recommended": "related links", "recirculation": "related links",
	"footer": "footer", "masthead": "banner", "banner": "banner", "skip": "skip link", "skiplink": "skip link",
	"sidebar": "side bar", "cookie": "cookie notice", "cookies": "cookie notice", "consent": "cookie notice",
	"newsletter": "sign-up", "subscribe": "sign-up", "subscription": "sign-up", "signup": "sign-up",
	"feedback": "feedback", "survey": "feedback", "comments": "comments", "toolbar": "toolbar", "print": "toolbar",
	"promo": "advertisement", "advertisement": "advertisement", "modal": "dialog", "popup": "dialog", "overlay": "dialog",
	"meta": "page data", "metadata": "page data", "byline": "page data", "posted": "page data", "timestamp": "page data", "tags": "page data",
}

// forReaders are classes that hide words from the eye and leave them to
// programs that read aloud.
var forReaders = regexp.MustCompile(`(^|[\s_-])(visually-?hidden|sr-only|screen-reader(-text)?|screenreader|element-invisible|a11y-hidden|show-for-sr)($|[\s_])`)

var invisible = regexp.MustCompile(`(?i)(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)`)

// A cutter takes from a page what is not its text.
type cutter struct {
	root    *html.Node
	sizes   map[*html.Node]size
	layouts map[*html.Node]bool // what forLayout found, by table
	left    []Part
}

// A size is the number of words below a node, and how many of them are links.
type size struct{ words, linked, links int }

func (s size) share() float64 { return float64(s.linked) / float64(max(s.words, 1)) }

// A region is the part of the page in which the text is.
type region struct {
	node *html.Node
	name string
}

func newCutter(root *html.Node) *cutter {
	c := &cutter{root: root, sizes: map[*html.Node]size{}, layouts: map[*html.Node]bool{}}
	c.silence(root)
	c.measure(root, false)
	return c
}

// silence removes what nobody sees.
func (c *cutter) silence(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		switch {
		case child.Type == html.TextNode: // references give characters too: "&#7;"
			child.Data = withoutControls(child.Data)
		case child.Type == html.CommentNode, child.Type == html.ElementNode && child.DataAtom != atom.Head && unread[child.DataAtom]:
			n.RemoveChild(child)
		case child.Type == html.ElementNode && hidden(child):
			c.drop(child, "hidden text")
		case child.Type == html.ElementNode && forReaders.MatchString(attribute(child, "class")):
			c.drop(child, "text for programs that read aloud")
		default:
			c.silence(child)
		}
		child = next
	}
}

func hidden(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false // pages are hidden until a script shows them
	}
	return has(n, "hidden") || attribute(n, "aria-hidden") == "true" || invisible.MatchString(attribute(n, "style"))
}

// measure notes the size of each element, once for all.
func (c *cutter) measure(n *html.Node, linked bool) size {
	var s size
	switch {
	case n.Type == html.TextNode:
		s.words = len(strings.Fields(n.Data))
		if linked {
			s.linked = s.words
		}
		return s
	case unread[n.DataAtom]:
		return s
	case n.DataAtom == atom.A && has(n, "href"):
		linked = true
		s.links = 1
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		sub := c.measure(child, linked)
		s.words, s.linked, s.links = s.words+sub.words, s.linked+sub.linked, s.links+sub.links
	}
	c.sizes[n] = s
	return s
}

// cut takes away what is not the text and returns where the text is.
func (c *cutter) cut() region {
	body := c.first(func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return region{c.root, "the page"}
	}
	found := c.landmark(body)
	c.outside(body, found.node)
	c.trim(found.node, c.sizes[found.node].words)
	if found.node == body {
		found = c.densest(body)
	}
	return found
}

// landmark returns the element that the page itself calls its main part: the
// main element, the one article, or the role. A part with little of the prose
// of the page is not believed.
func (c *cutter) landmark(body *html.Node) region {
	const least = 0.25
	prose := c.prose(body)
	candidates := []struct {
		name string
		is   func(*html.Node) bool
	}{
		{"the main element", func(n *html.Node) bool { return n.DataAtom == atom.Main || attribute(n, "role") == "main" }},
		{"the article", func(n *html.Node) bool { return n.DataAtom == atom.Article || attribute(n, "role") == "article" }},
		{"the body of the article", func(n *html.Node) bool { return strings.EqualFold(attribute(n, "itemprop"), "articleBody") }},
	}
	for _, candidate := range candidates {
		var best *html.Node
		for n := range elements(body) {
			if candidate.is(n) && (best == nil || c.prose(n) > c.prose(best)) {
				best = n
			}
		}
		if best != nil && float64(c.prose(best)) >= least*float64(prose) && c.prose(best) > 0 {
			return region{best, candidate.name}
		}
	}
	return region{body, "the page"}
}

// prose is the number of words below a node that are no links.
func (c *cutter) prose(n *html.Node) int { return c.sizes[n].words - c.sizes[n].linked }

func (c *cutter) first(is func(*html.Node) bool) *html.Node {
	for n := range elements(c.root) {
		if is(n) {
			return n
		}
	}
	return nil
}

// outside notes what stands around the region, block by block.
func (c *cutter) outside(n, region *html.Node) {
	if n == region {
		return
	}
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		switch {
		case child == region, child.DataAtom == atom.H1: // the title, most likely
		case contains(child, region):
			c.outside(child, region)
		case child.Type == html.ElementNode:
			what := c.kind(child)
			if what == "" {
				what = "beside the text"
			}
			c.drop(child, what)
		}
		child = next
	}
}

func contains(n, other *html.Node) bool {
	for ; other != nil; other = other.Parent {
		if other == n {
			return true
		}
	}
	return false
}

// trim removes from the region what is marked as something else. whole is the
// number of words in the region.
func (c *cutter) trim(n *html.Node, whole int) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if child.Type == html.ElementNode {
			if what := c.judge(child, whole); what != "" {
				c.drop(child, what)
			} else {
				c.trim(child, whole)
			}
		}
		child = next
	}
}

// judge says what an element is if it is not text; empty if it is.
func (c *cutter) judge(n *html.Node, whole int) string {
	if n.DataAtom == atom.Img || n.DataAtom == atom.Picture {
		return "picture"
	}
	what := c.kind(n)
	if what == "form" && c.sizes[n].words*2 > whole {
		return "" // some servers put the whole page into a form
	}
	if what == "" && c.list(n) {
		return "list of links"
	}
	return what
}

// kind says by element, role and class what an element is, if not text.
func (c *cutter) kind(n *html.Node) string {
	if what := byElement[n.DataAtom]; what != "" && !(n.DataAtom == atom.Footer && quoting(n)) {
		return what
	}
	if what := byRole[strings.ToLower(attribute(n, "role"))]; what != "" {
		return what
	}
	return c.named(n)
}

// quoting reports whether a footer names the source of a quotation.
func quoting(n *html.Node) bool {
	return n.Parent != nil && (n.Parent.DataAtom == atom.Blockquote || n.Parent.DataAtom == atom.Figure)
}

// boxes are the elements whose classes and ids are believed. Headings, items
// and cells carry such words for their looks.
var boxes = map[atom.Atom]bool{
	atom.Div: true, atom.Section: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.P: true, atom.Header: true, atom.Span: true, atom.A: true,
}

// named says what an element is by the words in its class and id. A name alone
// is weak: what it names must be short, or mostly links.
func (c *cutter) named(n *html.Node) string {
	const short = 25
	if !boxes[n.DataAtom] || c.holdsTitle(n) {
		return ""
	}
	s := c.sizes[n]
	if s.words > short && s.share() < 0.5 {
		return ""
	}
	for _, word := range strings.FieldsFunc(attribute(n, "class")+" "+attribute(n, "id"), notLetter) {
		if what := byWord[strings.ToLower(word)]; what != "" {
			return what
		}
	}
	return ""
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func (c *cutter) holdsTitle(n *html.Node) bool {
	if n.DataAtom == atom.H1 {
		return true
	}
	for e := range elements(n) {
		if e.DataAtom == atom.H1 {
			return true
		}
	}
	return false
}

// list reports whether a box holds hardly anything but links, three or more,
// and no list of them that stands among paragraphs: such a list is text.
func (c *cutter) list(n *html.Node) bool {
	s := c.sizes[n]
	if s.links < 3 || s.share() < 0.75 {
		return false
	}
	if n.DataAtom != atom.Div && n.DataAtom != atom.Section && !(n.DataAtom == atom.Td && c.forLayout(n)) {
		return false
	}
	for sibling := range n.Parent.ChildNodes() {
		if sibling.DataAtom == atom.P && c.prose(sibling) > 0 {
			return false
		}
	}
	return true
}

// forLayout reports whether a cell belongs to a table that puts parts of a
// page side by side: one that holds a heading or paragraphs.
func (c *cutter) forLayout(cell *html.Node) bool {
	table := cell
	for table != nil && table.DataAtom != atom.Table {
		table = table.Parent
	}
	if table == nil {
		return false
	}
	known, ok := c.layouts[table]
	if ok {
		return known
	}
	for n := range elements(table) {
		if n.DataAtom == atom.H1 || n.DataAtom == atom.P {
			known = true
			break
		}
	}
	c.layouts[table] = known
	return known
}

// densest goes down into the page as long as one element holds most of the
// prose, and leaves out what stands beside it.
func (c *cutter) densest(body *html.Node) region {
	const most = 0.7
	at := body
	c.measure(body, false)
	for {
		var next *html.Node
		for child := range at.ChildNodes() {
			if child.Type == html.ElementNode && float64(c.prose(child)) > most*float64(c.prose(at)) && !textual[child.DataAtom] {
				next = child
			}
		}
		if next == nil {
			break
		}
		c.outside(at, next)
		at = next
	}
	if at == body {
		return region{body, "the page"}
	}
	return region{at, "the block with most of the prose"}
}

// textual are elements that are text themselves and hold no page.
var textual = map[atom.Atom]bool{
	atom.P: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Table: true, atom.Blockquote: true, atom.Dl: true, atom.Pre: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Figure: true,
}

// drop removes an element and notes it, unless it has neither words nor, for a
// picture, a description.
func (c *cutter) drop(n *html.Node, what string) {
	text := loosely(n)
	if what == "picture" {
		text = pictureText(n)
	}
	count := len(strings.Fields(text))
	if heading := headingOf(n); heading != "" {
		text = heading
	}
	if label := attribute(n, "aria-label"); label != "" {
		text = label
	}
	n.Parent.RemoveChild(n)
	if count > 0 {
		c.left = append(c.left, Part{what, some(text), count})
	}
}

func pictureText(n *html.Node) string {
	if alt := attribute(n, "alt"); alt != "" {
		return alt
	}
	for e := range elements(n) {
		if alt := attribute(e, "alt"); alt != "" {
			return alt
		}
	}
	return ""
}

func headingOf(n *html.Node) string {
	for e := range elements(n) {
		switch e.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if text := words(e); text != "" {
				return text
			}
		}
	}
	return ""
}
