package minify

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
)

// Template minifies the source of an html/template and returns the source of
// one that renders the same pages, smaller: they are what they would be after
// [Minifier.HTML], but for the quotes around values that actions fill. The
// name is that of the file, for errors, which begin with name:line.
//
// What the contextual escaper goes by stays: quotes around values with actions
// in them, the order and the text of all actions, where each of them stands.
// Comments go, of the template and of HTML. White space goes where no branch
// of the template can show it: it is followed through if, range and with, as
// a page that is finished would be read. White space that may matter to
// whoever includes the template, at its ends, is kept as one space.
//
// A template with no tag in it may be included anywhere, in a script or in an
// attribute, and is left as it is, as is one that begins with an attribute. So
// are scripts, styles, text areas and preformatted text with actions in them;
// JSON loses its white space, and so does SVG.
//
// Refused are: an action in an HTML comment; a branch that begins in a tag, a
// value or a script and does not end in the same; a template that ends inside a tag
// or a script.
//
// The result is one long line, so that errors at execution no longer tell the
// line; they still quote the action.
func (m *Minifier) Template(name, text string) (string, error) {
	body, sets, err := parseTemplate(name, text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, tree := range defined(body, sets) {
		small, err := m.tree(name, text, tree)
		if err != nil {
			return "", err
		}
		if tree == body {
			out.WriteString(small)
			continue
		}
		out.WriteString("{{define " + strconv.Quote(tree.Name) + "}}" + small + "{{end}}")
	}
	if _, _, err := parseTemplate(name, out.String()); err != nil {
		return "", fmt.Errorf("%s: minified, it is no template any more: %w", name, err)
	}
	return out.String(), nil
}

// parseTemplate gives the body of a template file and all that is defined in
// it. Functions need not be known.
func parseTemplate(name, text string) (*parse.Tree, map[string]*parse.Tree, error) {
	body := parse.New(name)
	body.Mode = parse.SkipFuncCheck
	sets := map[string]*parse.Tree{}
	body, err := body.Parse(text, "", "", sets)
	return body, sets, err
}

// defined lists the definitions in the order of the source and the body after
// them. A body of nothing but space is what is left between definitions;
// html/template ignores it, so it is left out.
func defined(body *parse.Tree, sets map[string]*parse.Tree) []*parse.Tree {
	var trees []*parse.Tree
	for _, tree := range sets {
		if tree != body {
			trees = append(trees, tree)
		}
	}
	slices.SortFunc(trees, func(a, b *parse.Tree) int { return int(a.Root.Pos - b.Root.Pos) })
	if !parse.IsEmptyTree(body.Root) {
		trees = append(trees, body)
	}
	return trees
}

// tree minifies one template.
func (m *Minifier) tree(name, text string, tree *parse.Tree) (string, error) {
	f := flatten(tree.Root, func(pos parse.Pos) string {
		return fmt.Sprintf("%s:%d", name, 1+strings.Count(text[:pos], "\n"))
	})
	if stray(f.text.String()) {
		return "", fmt.Errorf("%s: a comment stands between two braces", name)
	}
	if f.fragment() {
		return f.restore(f.text.String()), nil
	}
	guarded, err := f.guard()
	if err != nil {
		return "", err
	}
	small, err := m.bytes(typeTemplate, []byte(guarded))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if stray(string(small)) || !slices.Equal(mark.FindAllString(guarded, -1), mark.FindAllString(string(small), -1)) {
		return "", fmt.Errorf("%s: the minifier lost or made an action in template %q", name, tree.Name)
	}
	squeezed, err := f.squeeze(string(small))
	if err != nil {
		return "", err
	}
	return f.restore(squeezed), nil
}

// An actionKind says what an action does to the text around it.
type actionKind uint8

const (
	output    actionKind = iota // prints something, we cannot know what
	silent                      // prints nothing: an assignment
	branch                      // if or with: what follows may be skipped
	loop                        // range: what follows may be skipped or repeated
	otherwise                   // else
	end                         // of a branch or loop
	jump                        // break or continue
	edge                        // the beginning or end of the template; prints nothing, anything may be beyond
)

// An action is one {{…}} of the source, or a stretch of text that the minifier
// must not see.
type action struct {
	kind   actionKind
	source string // as it is written back
	text   bool   // the source is hidden text, which may have marks of its own
	place  string // name:line
}

// errorf makes an error at the action.
func (a action) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %s: %s", a.place, a.source, fmt.Sprintf(format, args...))
}

// A flat is a template as one text in which a mark stands for each action: its
// number between the delimiters. So no lexer needs to know what a pipeline
// may hold, quotes and braces for instance.
type flat struct {
	text    strings.Builder
	actions []action
	last    string // the mark of the end
	at      func(parse.Pos) string
}

var mark = regexp.MustCompile(`\{\{(\d+)\}\}`)

func flatten(root *parse.ListNode, at func(parse.Pos) string) *flat {
	f := &flat{at: at}
	ends := action{kind: edge, place: at(root.Pos), text: true}
	f.text.WriteString(f.mark(ends))
	f.list(root)
	f.last = f.mark(ends)
	f.text.WriteString(f.last)
	return f
}

// add puts the mark of an action into the text.
func (f *flat) add(kind actionKind, source string, pos parse.Pos) {
	f.text.WriteString(f.mark(action{kind: kind, source: source, place: f.at(pos)}))
}

// mark gives an action its number.
func (f *flat) mark(a action) string {
	f.actions = append(f.actions, a)
	return "{{" + strconv.Itoa(len(f.actions)-1) + "}}"
}

func (f *flat) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		text, ok := node.(*parse.TextNode)
		if !ok {
			f.node(node)
			continue
		}
		last := i+1 == len(list.Nodes)
		f.addText(string(text.Text), text.Pos, last || list.Nodes[i+1].Type() != parse.NodeText)
	}
}

// addText adds text. What an action would change the meaning of, if it came
// right after it, is hidden in an action of its own: the minifier would make
// &amp; a mere & because it sees no letter behind it, and a brace would
// belong to the mark.
func (f *flat) addText(text string, pos parse.Pos, beforeAction bool) {
	hide := ""
	for _, tail := range []string{"&amp;", "&AMP;", "&#38;", "&#x26;", "{"} {
		if beforeAction && strings.HasSuffix(text, tail) {
			hide = tail
		}
	}
	f.text.WriteString(strings.TrimSuffix(text, hide))
	if hide != "" {
		f.text.WriteString(f.mark(action{source: hide, place: f.at(pos), text: true}))
	}
}

func (f *flat) node(node parse.Node) {
	switch node := node.(type) {
	case *parse.IfNode:
		f.branch(branch, "if", &node.BranchNode)
	case *parse.WithNode:
		f.branch(branch, "with", &node.BranchNode)
	case *parse.RangeNode:
		f.branch(loop, "range", &node.BranchNode)
	case *parse.BreakNode, *parse.ContinueNode:
		f.add(jump, node.String(), node.Position())
	case *parse.ActionNode:
		kind := output
		if len(node.Pipe.Decl) > 0 {
			kind = silent
		}
		f.add(kind, node.String(), node.Pos)
	case *parse.CommentNode: // not parsed, and of no use
	default:
		f.add(output, node.String(), node.Position())
	}
}

func (f *flat) branch(kind actionKind, word string, node *parse.BranchNode) {
	f.add(kind, "{{"+word+" "+node.Pipe.String()+"}}", node.Pos)
	f.list(node.List)
	if node.ElseList != nil {
		f.add(otherwise, "{{else}}", node.ElseList.Pos)
		f.list(node.ElseList)
	}
	f.add(end, "{{end}}", node.Pos)
}

// attributeFirst matches the text of a template that is to be included inside
// a tag: it begins with an attribute or the end of the tag.
var attributeFirst = regexp.MustCompile(`^\s*(/?>|[A-Za-z_:][-A-Za-z0-9_:.]*\s*=\s*["'])`)

// fragment reports whether the template may be included elsewhere than between
// tags, where white space and entities mean something else.
func (f *flat) fragment() bool {
	text := mark.ReplaceAllString(f.text.String(), "")
	return !strings.Contains(text, "<") || attributeFirst.MatchString(text)
}

// stray reports whether a text has the delimiter of an action that is no mark.
func stray(text string) bool { return strings.Contains(mark.ReplaceAllString(text, " "), "{{") }

// restore puts the actions back, those within hidden text too.
func (f *flat) restore(text string) string {
	var out strings.Builder
	brace := false // the last byte written is an opening brace
	write := func(s string) {
		if s != "" {
			out.WriteString(s)
			brace = s[len(s)-1] == '{'
		}
	}
	var put func(string)
	put = func(text string) {
		for {
			at := mark.FindStringSubmatchIndex(text)
			if at == nil {
				write(text)
				return
			}
			write(text[:at[0]])
			a := f.action(text[at[2]:at[3]])
			text = text[at[1]:]
			switch {
			case a.text:
				put(a.source)
			case brace:
				write(" {{- " + a.source[2:]) // three braces in a row would be cut wrongly
			default:
				write(a.source)
			}
		}
	}
	put(text)
	return out.String()
}

// markAt returns the action whose mark a text begins with, and the length of
// the mark, which is 0 where there is none.
func (f *flat) markAt(text string) (action, int) {
	if !strings.HasPrefix(text, "{{") {
		return action{}, 0
	}
	number, _, ok := strings.Cut(text[2:], "}}")
	if !ok {
		return action{}, 0
	}
	return f.action(number), len(number) + 4
}

// firstIn returns the action of the first mark in a text that has one.
func (f *flat) firstIn(text string) action {
	return f.action(mark.FindStringSubmatch(text)[1])
}

// action returns the action with a number, as it stands in a mark.
func (f *flat) action(number string) action {
	n, err := strconv.Atoi(number)
	if err != nil {
		panic("minify: a mark holds a number: " + err.Error())
	}
	return f.actions[n]
}
