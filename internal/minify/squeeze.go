package minify

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"
)

// set makes a set of the words in a text.
func set(words string) map[string]bool {
	s := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		s[word] = true
	}
	return s
}

var (
	// blocks are the elements beside whose tags white space is never shown.
	blocks = set(`address article aside blockquote body br caption center col colgroup dd details dir div dl dt
		fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu
		nav noscript ol optgroup option p pre search section summary table tbody td tfoot th thead title tr ul`)
	// objects are shown themselves, as a word is.
	objects = set(`audio button canvas embed iframe img input meter object progress q rt select template
		textarea video wbr`)
	// unseen elements are not shown at all.
	unseen = set("base link meta param script source style track")
)

// A squeezer reads a template that is minified but for the white space beside
// actions. It cuts the text into pieces and records in which orders they can
// come.
type squeezer struct {
	*flat
	pieces []piece
	flows  []*flow // of the text and of each tag
	text   *flow   // the first of them
	began  []int   // for each open branch, the place in which it began
	places int     // how many tags and values there were
	pre    bool
	jumps  bool // the template has a break or continue, whose ways are not followed
}

// A piece is a stretch of the template as it will be written, or will not.
type piece struct {
	text   string
	pinned bool // white space that is kept, shown or not
	gone   bool
}

// squeeze takes out the white space that is not shown whichever branches of
// the template are taken.
func (f *flat) squeeze(text string) (string, error) {
	s := &squeezer{flat: f, text: &flow{}}
	s.flows = append(s.flows, s.text)
	if err := s.read(html.NewTemplateLexer(parse.NewInputString(text), html.GoTemplate)); err != nil {
		return "", err
	}
	var out strings.Builder
	for _, flow := range s.flows {
		if !s.jumps {
			flow.drop(s.pieces)
		}
	}
	for _, p := range s.pieces {
		if !p.gone {
			out.WriteString(p.text)
		}
	}
	return out.String(), nil
}

func (s *squeezer) read(lexer *html.Lexer) error {
	var tag strings.Builder // the start tag that is being read
	name := ""              // of the last start tag, as long as nothing has come behind it
	for {
		kind, data := lexer.Next()
		var err error
		switch kind {
		case html.ErrorToken:
			return nil
		case html.StartTagToken:
			name = string(lexer.Text())
			tag.Write(data)
		case html.AttributeToken:
			tag.Write(data)
		case html.StartTagCloseToken, html.StartTagVoidToken:
			tag.Write(data)
			err = s.startTag(name, tag.String())
			tag.Reset()
		case html.EndTagToken:
			err = s.endTag(string(lexer.Text()), string(data))
		case html.TextToken:
			if name == "title" || verbatim[name] {
				err = s.value(string(data))
			} else {
				s.words(string(data))
			}
		case html.TemplateToken:
			err = s.control(string(data), s.text, 0)
		case html.DoctypeToken:
			s.text.add(wall, none)
			err = s.value(string(data))
		default: // a drawing or a formula
			s.text.add(solid, none)
			err = s.value(string(data))
		}
		if err != nil {
			return err
		}
		if kind != html.StartTagToken && kind != html.AttributeToken && kind != html.StartTagCloseToken {
			name = ""
		}
	}
}

// put adds a piece and its spot in a flow.
func (s *squeezer) put(f *flow, kind spotKind, text string) {
	s.pieces = append(s.pieces, piece{text: text})
	f.add(kind, len(s.pieces)-1)
}

// words adds running text: its inside, and the white space at its ends.
func (s *squeezer) words(text string) {
	if s.pre {
		s.put(s.text, solid, text)
		return
	}
	inside := strings.Trim(text, " \t\n\f\r")
	if inside == "" {
		s.put(s.text, space, text)
		return
	}
	before, after, _ := strings.Cut(text, inside)
	if before != "" {
		s.put(s.text, space, before)
	}
	s.put(s.text, solid, inside)
	if after != "" {
		s.put(s.text, space, after)
	}
}

func (s *squeezer) startTag(name, tag string) error {
	s.pre = s.pre || name == "pre"
	s.text.add(tagKind(name, open), none)
	return s.inside(tag)
}

func (s *squeezer) endTag(name, tag string) error {
	if name == "pre" {
		s.pre = false
	}
	s.text.add(tagKind(name, shut), none)
	return s.value(tag)
}

// tagKind tells how a tag acts on the white space beside it; those of inline
// elements are of the kind given.
func tagKind(name string, inline spotKind) spotKind {
	switch {
	case blocks[name]:
		return wall
	case objects[name]:
		return solid
	case unseen[name]:
		return hollow
	}
	return inline
}

// inside adds the pieces of a start tag, in a flow of their own.
func (s *squeezer) inside(tag string) error {
	s.places++
	place, f := s.places, &flow{}
	s.flows = append(s.flows, f)
	before := ""
	for rest := tag; rest != ""; {
		n := attributePart(rest)
		part := rest[:n]
		rest = rest[n:]
		bare := strings.HasSuffix(before, "=") || strings.Contains(strings.TrimSuffix(part, "="), "=")
		before = part
		var err error
		switch {
		case part == ">":
			s.put(f, wall, part)
		case strings.HasPrefix(part, "{{"):
			err = s.control(part, f, place)
		case part[0] == '"' || part[0] == '\'':
			f.add(solid, none)
			err = s.value(part)
		case parse.IsWhitespace(part[0]):
			s.put(f, space, part)
		default:
			s.put(f, solid, part)
		}
		if err != nil {
			return err
		}
		if bare && part[0] != '"' && part[0] != '\'' && strings.HasPrefix(rest, " {{") {
			// Without the space the value would go on in the action.
			s.put(f, space, " ")
			s.pieces[len(s.pieces)-1].pinned = true
			rest = rest[1:]
		}
	}
	return nil
}

// attributePart returns the length of the first part of what is left of a tag:
// a mark, a quoted value, white space, the end of the tag, or what is between
// those.
func attributePart(tag string) int {
	switch c := tag[0]; {
	case strings.HasPrefix(tag, "{{"):
		return strings.Index(tag, "}}") + 2
	case c == '"' || c == '\'':
		return 2 + strings.IndexByte(tag[1:], c)
	case parse.IsWhitespace(c), c == '>':
		return 1
	}
	for i := 1; i < len(tag); i++ {
		if strings.IndexByte(" \t\n\f\r>\"'", tag[i]) >= 0 || strings.HasPrefix(tag[i:], "{{") {
			return i
		}
	}
	return len(tag)
}

// value adds the value of an attribute, an end tag or text in which no tag can
// be, as one piece that is kept. Branches in it must end in it.
func (s *squeezer) value(text string) error {
	s.places++
	for _, found := range mark.FindAllStringSubmatch(text, -1) {
		if err := s.follow(s.action(found[1]), s.places); err != nil {
			return err
		}
	}
	s.pieces = append(s.pieces, piece{text: text})
	return nil
}

// control adds an action to a flow.
func (s *squeezer) control(text string, f *flow, place int) error {
	a := s.firstIn(text)
	if err := s.follow(a, place); err != nil {
		return err
	}
	s.pieces = append(s.pieces, piece{text: text})
	f.action(a.kind)
	return nil
}

// follow holds the rule by which the flows can be drawn: a branch ends in the
// tag or value in which it began, or in the text.
func (s *squeezer) follow(a action, place int) error {
	last := len(s.began) - 1
	switch a.kind {
	case jump:
		s.jumps = true
	case branch, loop:
		s.began = append(s.began, place)
	case otherwise, end:
		if s.began[last] != place {
			return a.errorf("its branch began in another tag or value, or outside of tags")
		}
		if a.kind == end {
			s.began = s.began[:last]
		}
	}
	return nil
}
