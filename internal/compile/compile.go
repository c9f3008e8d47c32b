// Package compile turns templates of html/template into closures that append
// bytes.
//
// html/template stays the language and the reference: it parses the templates
// and works out which escaper each action needs. This package reads the tree
// that html/template is left with after that, and makes of each node, for views
// of one type, a closure that looks a field up by its index and appends it
// through an escaper of the same effect. What it does not know (a function, a
// map, a method, an interface) it does not guess at: [New] says so, and the
// caller renders with html/template. The two agree byte for byte; tests hold
// that on the pages of the site, and fuzzing on each escaper.
//
// A program fails where html/template might: at a nil pointer on the way to a
// field, or at JSON that is none. Its error is then [ErrUnsure], and html/template says
// what is wrong.
//
// Why it is worth its code is measured: see BenchmarkPage of package page.
package compile

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"
)

// ErrUnknown says that a template holds what this package does not compile.
var ErrUnknown = errors.New("not known to the compiler of templates")

// ErrUnsure says that a program met a value that only html/template can judge.
var ErrUnsure = errors.New("a value that the compiled template cannot render")

// A Program renders views of one type by one template. It may be used by
// several goroutines at once.
type Program struct {
	root   *body
	view   reflect.Type
	states sync.Pool
}

// New compiles a template of a set, and all that it calls, for views of a type.
// The set is escaped by this, as by its first use, and cannot be added to any
// more. The error is [ErrUnknown], with what it was, where html/template has to
// render; any other error is that of html/template about the set.
func New(set *template.Template, name string, view reflect.Type) (p *Program, err error) {
	if err := escape(set, name); err != nil {
		return nil, err
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case unknown:
			p, err = nil, fmt.Errorf("%w: template %s: %s", ErrUnknown, name, string(r))
		default:
			panic(r)
		}
	}()
	c := &compiler{set: set, bodies: map[call]*body{}, derived: map[string]*parse.Tree{}}
	p = &Program{root: c.body(name, view), view: view}
	p.states.New = func() any { return new(state) }
	return p, nil
}

// escape makes html/template escape a template and all that it calls. It does
// so before it executes, which fails at once, for want of a view.
func escape(set *template.Template, name string) error {
	var wrong *template.Error
	if err := set.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &wrong) {
		return err
	}
	return nil
}

// Append renders a view and appends it to out. The error is [ErrUnsure]; what
// is returned with it is not to be used.
func (p *Program) Append(out []byte, view any) (_ []byte, err error) {
	v := reflect.ValueOf(view)
	if !v.IsValid() || v.Type() != p.view {
		return out, fmt.Errorf("%w: a view of another type", ErrUnsure)
	}
	s := p.states.Get().(*state)
	s.out = out
	defer func() {
		switch r := recover().(type) {
		case nil:
		case unsure:
			err = fmt.Errorf("%w: %s", ErrUnsure, string(r))
		default:
			panic(r)
		}
		clear(s.vars[:cap(s.vars)])
		*s = state{vars: s.vars[:0]}
		p.states.Put(s)
	}()
	s.call(p.root, v)
	return s.out, nil
}

// unknown ends compiling, unsure ends rendering.
type (
	unknown string
	unsure  string
)

// A state is one rendering.
type state struct {
	out  []byte
	vars []reflect.Value // of the calls that are under way
	base int             // of the variables of the innermost call
}

// call renders a template with a dot of its own.
func (s *state) call(b *body, dot reflect.Value) {
	outer := s.base
	s.base = len(s.vars)
	for range b.slots {
		s.vars = append(s.vars, reflect.Value{})
	}
	s.vars[s.base] = dot
	b.run(s, dot)
	s.vars = s.vars[:s.base]
	s.base = outer
}

// A step is a node of a template: it appends what the node comes to.
type step func(s *state, dot reflect.Value)

// steps are a list of nodes.
type steps []step

func (l steps) run(s *state, dot reflect.Value) {
	for _, run := range l {
		run(s, dot)
	}
}

// A body is a template for dots of one type. The first slot is $.
type body struct {
	steps
	slots int
}

// A call names a body.
type call struct {
	name string
	dot  reflect.Type
}

type compiler struct {
	set     *template.Template
	bodies  map[call]*body
	derived map[string]*parse.Tree
}

// body compiles a template for a type of dot, once. It may call itself.
func (c *compiler) body(name string, dot reflect.Type) *body {
	key := call{name, dot}
	if b := c.bodies[key]; b != nil {
		return b
	}
	b := new(body)
	c.bodies[key] = b
	s := &scope{compiler: c, dot: dot, vars: []variable{{"$", 0, dot}}, slots: new(int)}
	*s.slots = 1
	b.steps = s.list(c.tree(name).Root)
	b.slots = *s.slots
	return b
}

// tree returns the escaped tree of a template.
func (c *compiler) tree(name string) *parse.Tree {
	if t := c.set.Lookup(name); t != nil && t.Tree != nil {
		return t.Tree
	}
	if t := c.derived[name]; t != nil {
		return t
	}
	plain, where, ok := strings.Cut(name, derivedMark)
	if !ok || where != "stateTag" {
		panic(unknown("the template " + name))
	}
	t := c.derive(plain)
	c.derived[name] = t
	return t
}

// derivedMark stands between the name of a template and that of the context, in
// the name that html/template gives to a template which is called where its
// escaping is another than in the text of a page. It keeps the trees of those
// to itself.
const derivedMark = "$htmltemplate_"

// derive escapes a template for the inside of a tag, between attributes. There
// it is escaped by nobody else, or its actions would name their escapers.
func (c *compiler) derive(name string) *parse.Tree {
	const before, after = "<a", ">"
	plain := c.set.Lookup(name)
	if plain == nil || plain.Tree == nil {
		panic(unknown("the template " + name))
	}
	text := plain.Tree.Root.String()
	if strings.Contains(text, "_html_template_") || strings.Contains(text, "{{template ") {
		panic(unknown("the template " + name + ", which is called in a tag"))
	}
	set, err := template.New(name).Parse(before + text + after)
	if err != nil {
		panic(unknown("the template " + name + ": " + err.Error()))
	}
	if err := escape(set, name); err != nil {
		panic(unknown("the template " + name + ": " + err.Error()))
	}
	nodes := set.Tree.Root.Nodes
	first, _ := nodes[0].(*parse.TextNode)
	last, _ := nodes[len(nodes)-1].(*parse.TextNode)
	if first == nil || last == nil || !strings.HasPrefix(string(first.Text), before) || !strings.HasSuffix(string(last.Text), after) {
		panic(unknown("the template " + name + ", which is called in a tag"))
	}
	first.Text = first.Text[len(before):]
	last.Text = last.Text[:len(last.Text)-len(after)]
	return set.Tree
}

// A scope is where a node stands: the type of dot, and the variables.
type scope struct {
	*compiler
	dot   reflect.Type // nil where a template is called without a value
	vars  []variable
	slots *int // of the template, so far
}

type variable struct {
	name string
	slot int
	typ  reflect.Type
}

// within returns a scope for what a node encloses.
func (s *scope) within(dot reflect.Type) *scope {
	inner := *s
	inner.dot, inner.vars = dot, s.vars[:len(s.vars):len(s.vars)]
	return &inner
}

// declare gives a variable a slot of its own.
func (s *scope) declare(name string, typ reflect.Type) (slot int) {
	slot = *s.slots
	*s.slots++
	s.vars = append(s.vars, variable{name, slot, typ})
	return slot
}

// list compiles the nodes of a list, which may be nil.
func (s *scope) list(l *parse.ListNode) (out steps) {
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		if one := s.node(n); one != nil {
			out = append(out, one)
		}
	}
	return out
}

// node compiles a node; nil if nothing comes of it.
func (s *scope) node(n parse.Node) step {
	switch n := n.(type) {
	case *parse.TextNode:
		if len(n.Text) == 0 {
			return nil
		}
		text := string(n.Text)
		return func(s *state, _ reflect.Value) { s.out = append(s.out, text...) }
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return s.action(n.Pipe)
	case *parse.IfNode:
		return s.branch(n.Pipe, n.List, n.ElseList)
	case *parse.WithNode:
		return s.with(n)
	case *parse.RangeNode:
		return s.each(n)
	case *parse.TemplateNode:
		return s.template(n)
	}
	panic(unknown(n.String()))
}

// branch compiles an if.
func (s *scope) branch(pipe *parse.PipeNode, list, other *parse.ListNode) step {
	if len(pipe.Decl) > 0 {
		panic(unknown(pipe.String()))
	}
	holds := s.condition(pipe)
	yes, no := s.within(s.dot).list(list), s.within(s.dot).list(other)
	return func(s *state, dot reflect.Value) {
		if holds(s, dot) {
			yes.run(s, dot)
		} else {
			no.run(s, dot)
		}
	}
}

func (s *scope) with(n *parse.WithNode) step {
	value := s.pipe(n.Pipe)
	inner := s.within(value.typ)
	store := inner.store(n.Pipe, value.typ)
	holds := truth(value.typ)
	yes, no := inner.list(n.List), s.within(s.dot).list(n.ElseList)
	get := value.get
	return func(s *state, dot reflect.Value) {
		v := get(s, dot)
		store(s, v)
		if holds(v) {
			yes.run(s, v)
		} else {
			no.run(s, dot)
		}
	}
}

// each compiles a range over a slice or an array.
func (s *scope) each(n *parse.RangeNode) step {
	value := s.pipe(n.Pipe)
	if k := value.typ.Kind(); k != reflect.Slice && k != reflect.Array || len(n.Pipe.Decl) > 2 || n.Pipe.IsAssign {
		panic(unknown(n.Pipe.String()))
	}
	elem := value.typ.Elem()
	inner := s.within(elem)
	index, item := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		item = inner.declare(d[0].Ident[0], elem)
	case 2:
		index = inner.declare(d[0].Ident[0], reflect.TypeFor[int]())
		item = inner.declare(d[1].Ident[0], elem)
	}
	list, other := inner.list(n.List), s.within(s.dot).list(n.ElseList)
	get := value.get
	return func(s *state, dot reflect.Value) {
		v := get(s, dot)
		size := v.Len()
		for i := range size {
			e := v.Index(i)
			if item >= 0 {
				s.vars[s.base+item] = e
			}
			if index >= 0 {
				s.vars[s.base+index] = reflect.ValueOf(i)
			}
			list.run(s, e)
		}
		if size == 0 {
			other.run(s, dot)
		}
	}
}

// template compiles a call.
func (s *scope) template(n *parse.TemplateNode) step {
	if n.Pipe == nil {
		b := s.body(n.Name, nil)
		return func(s *state, _ reflect.Value) { s.call(b, reflect.Value{}) }
	}
	if len(n.Pipe.Decl) > 0 {
		panic(unknown(n.String()))
	}
	value := s.pipe(n.Pipe)
	b := s.body(n.Name, value.typ)
	get := value.get
	return func(s *state, dot reflect.Value) { s.call(b, get(s, dot)) }
}

// action compiles what is printed, or stored in a variable.
func (s *scope) action(pipe *parse.PipeNode) step {
	if len(pipe.Decl) > 0 {
		value := s.pipe(pipe)
		store := s.store(pipe, value.typ)
		return func(s *state, dot reflect.Value) { store(s, value.get(s, dot)) }
	}
	var chain []string
	for _, cmd := range pipe.Cmds[1:] {
		name, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || len(cmd.Args) > 1 {
			panic(unknown(pipe.String()))
		}
		chain = append(chain, name.Ident)
	}
	value := s.command(pipe.Cmds[0])
	write := writer(strings.Join(chain, "|"), value.typ)
	get := value.get
	return func(s *state, dot reflect.Value) { s.out = write(s.out, get(s, dot)) }
}

// store compiles the declaration of a pipe, or an assignment, if it has one.
func (s *scope) store(pipe *parse.PipeNode, typ reflect.Type) func(*state, reflect.Value) {
	switch {
	case len(pipe.Decl) == 0:
		return func(*state, reflect.Value) {}
	case len(pipe.Decl) > 1 || pipe.IsAssign:
		panic(unknown(pipe.String()))
	}
	slot := s.declare(pipe.Decl[0].Ident[0], typ)
	return func(s *state, v reflect.Value) { s.vars[s.base+slot] = v }
}
