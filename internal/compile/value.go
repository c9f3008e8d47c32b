package compile

import (
	"reflect"
	"text/template/parse"
)

// A value is an expression: the type of what it comes to, and how.
type value struct {
	typ reflect.Type
	get getter
}

// A getter works an expression out.
type getter func(s *state, dot reflect.Value) reflect.Value

// constant is a value that is known.
func constant(v any) value {
	c := reflect.ValueOf(v)
	return value{c.Type(), func(*state, reflect.Value) reflect.Value { return c }}
}

// pipe compiles a pipe of one command; what it declares is not looked at.
func (s *scope) pipe(p *parse.PipeNode) value {
	if len(p.Cmds) != 1 {
		panic(unknown(p.String()))
	}
	return s.command(p.Cmds[0])
}

// command compiles a command as a value.
func (s *scope) command(c *parse.CommandNode) value {
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		if len(c.Args) > 1 {
			panic(unknown(c.String()))
		}
		return s.argument(c.Args[0])
	}
	if name.Ident == "and" || name.Ident == "or" {
		return s.choice(name.Ident == "or", c)
	}
	holds := s.test(c)
	return value{reflect.TypeFor[bool](), func(s *state, dot reflect.Value) reflect.Value { return reflect.ValueOf(holds(s, dot)) }}
}

// choice compiles and, or: the first value that decides, else the last.
func (s *scope) choice(or bool, c *parse.CommandNode) value {
	if len(c.Args) < 2 {
		panic(unknown(c.String()))
	}
	var list []value
	for _, a := range c.Args[1:] {
		v := s.argument(a)
		if v.typ != s.argument(c.Args[1]).typ {
			panic(unknown(c.String()))
		}
		list = append(list, v)
	}
	holds := truth(list[0].typ)
	return value{list[0].typ, func(s *state, dot reflect.Value) (v reflect.Value) {
		for _, l := range list {
			if v = l.get(s, dot); holds(v) == or {
				return v
			}
		}
		return v
	}}
}

// argument compiles what can be given to a function.
func (s *scope) argument(n parse.Node) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.dotValue(n)
	case *parse.FieldNode:
		return s.fields(s.dotValue(n), n.Ident, n)
	case *parse.VariableNode:
		return s.fields(s.variable(n), n.Ident[1:], n)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt && int64(int(n.Int64)) == n.Int64 && !n.IsComplex && n.Text[0] != '\'' {
			return constant(int(n.Int64))
		}
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return s.pipe(n)
		}
	}
	panic(unknown(n.String()))
}

func (s *scope) dotValue(n parse.Node) value {
	if s.dot == nil {
		panic(unknown(n.String()))
	}
	return value{s.dot, func(_ *state, dot reflect.Value) reflect.Value { return dot }}
}

func (s *scope) variable(n *parse.VariableNode) value {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if v := s.vars[i]; v.name == n.Ident[0] && v.typ != nil {
			slot := v.slot
			return value{v.typ, func(s *state, _ reflect.Value) reflect.Value { return s.vars[s.base+slot] }}
		}
	}
	panic(unknown(n.String()))
}

// A move goes from a value to a part of it.
type move struct {
	index  int // of a field; of no use where a pointer is followed
	follow bool
}

// fields compiles a chain of names of fields.
func (s *scope) fields(from value, names []string, n parse.Node) value {
	if len(names) == 0 {
		return from
	}
	typ := from.typ
	var way []move
	follow := func() {
		if typ.Kind() == reflect.Pointer {
			typ, way = typ.Elem(), append(way, move{follow: true})
		}
	}
	for i, name := range names {
		if hasMethod(typ, name) {
			called := s.method(value{typ, steppedFrom(from.get, way)}, name, n)
			return s.fields(called, names[i+1:], n)
		}
		follow()
		if typ.Kind() != reflect.Struct || hasMethod(typ, name) {
			panic(unknown(n.String()))
		}
		field, ok := typ.FieldByName(name)
		if !ok || !field.IsExported() {
			panic(unknown(n.String()))
		}
		for i, index := range field.Index {
			if i > 0 {
				follow()
			}
			typ, way = typ.Field(index).Type, append(way, move{index: index})
		}
	}
	return value{typ, steppedFrom(from.get, way)}
}

// steppedFrom goes on from a value.
func steppedFrom(get getter, way []move) getter {
	switch {
	case len(way) == 0:
		return get
	case len(way) == 1 && !way[0].follow:
		index := way[0].index
		return func(s *state, dot reflect.Value) reflect.Value { return get(s, dot).Field(index) }
	}
	return func(s *state, dot reflect.Value) reflect.Value { return walk(get(s, dot), way) }
}

// method compiles the call of a method that wants nothing and gives one value.
// Of pointers, which may be nil, none is called.
func (s *scope) method(of value, name string, n parse.Node) value {
	m, ok := of.typ.MethodByName(name)
	if !ok || of.typ.Kind() == reflect.Pointer || of.typ.Kind() == reflect.Interface || m.Type.NumIn() != 1 || m.Type.NumOut() != 1 {
		panic(unknown(n.String()))
	}
	index := m.Index
	return value{m.Type.Out(0), func(s *state, dot reflect.Value) reflect.Value { return of.get(s, dot).Method(index).Call(nil)[0] }}
}

func walk(v reflect.Value, way []move) reflect.Value {
	for _, m := range way {
		if !m.follow {
			v = v.Field(m.index)
			continue
		}
		if v.IsNil() {
			panic(unsure("a nil pointer"))
		}
		v = v.Elem()
	}
	return v
}

// hasMethod reports whether a name may be that of a method.
func hasMethod(t reflect.Type, name string) bool {
	if _, ok := t.MethodByName(name); ok {
		return true
	}
	if t.Kind() == reflect.Pointer {
		return false
	}
	_, ok := reflect.PointerTo(t).MethodByName(name)
	return ok
}

// A condition is an expression of which only the truth matters.
type condition func(s *state, dot reflect.Value) bool

// condition compiles a pipe as a condition.
func (s *scope) condition(p *parse.PipeNode) condition {
	if len(p.Cmds) != 1 || len(p.Decl) > 0 {
		panic(unknown(p.String()))
	}
	return s.test(p.Cmds[0])
}

// test compiles a command as a condition.
func (s *scope) test(c *parse.CommandNode) condition {
	name, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		if len(c.Args) > 1 {
			panic(unknown(c.String()))
		}
		return s.truthOf(c.Args[0])
	}
	args := c.Args[1:]
	switch {
	case name.Ident == "not" && len(args) == 1:
		holds := s.truthOf(args[0])
		return func(s *state, dot reflect.Value) bool { return !holds(s, dot) }
	case name.Ident == "eq" && len(args) >= 2:
		return s.equal(args, c)
	case (name.Ident == "and" || name.Ident == "or") && len(args) >= 1:
		or := name.Ident == "or"
		var list []condition
		for _, a := range args {
			list = append(list, s.truthOf(a))
		}
		return func(s *state, dot reflect.Value) bool {
			for _, holds := range list {
				if holds(s, dot) == or {
					return or
				}
			}
			return !or
		}
	}
	panic(unknown(c.String()))
}

// truthOf compiles an argument as a condition.
func (s *scope) truthOf(n parse.Node) condition {
	if p, ok := n.(*parse.PipeNode); ok {
		return s.condition(p)
	}
	v := s.argument(n)
	holds, get := truth(v.typ), v.get
	return func(s *state, dot reflect.Value) bool { return holds(get(s, dot)) }
}

// equal compiles eq: the first argument is one of the others. Only values of
// one kind are compared, texts, numbers or booleans.
func (s *scope) equal(args []parse.Node, c *parse.CommandNode) condition {
	first := s.argument(args[0])
	var same func(a, b reflect.Value) bool
	switch first.typ.Kind() {
	case reflect.String:
		same = func(a, b reflect.Value) bool { return a.String() == b.String() }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		same = func(a, b reflect.Value) bool { return a.Int() == b.Int() }
	case reflect.Bool:
		same = func(a, b reflect.Value) bool { return a.Bool() == b.Bool() }
	default:
		panic(unknown(c.String()))
	}
	var list []value
	for _, a := range args[1:] {
		v := s.argument(a)
		if kindOf(v.typ) != kindOf(first.typ) {
			panic(unknown(c.String()))
		}
		list = append(list, v)
	}
	return func(s *state, dot reflect.Value) bool {
		a := first.get(s, dot)
		for _, v := range list {
			if same(a, v.get(s, dot)) {
				return true
			}
		}
		return false
	}
}

// kindOf takes all signed integers for one kind, as eq does.
func kindOf(t reflect.Type) reflect.Kind {
	if t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 {
		return reflect.Int
	}
	return t.Kind()
}

// truth returns how the truth of a value of a type is told.
func truth(t reflect.Type) func(reflect.Value) bool {
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(v reflect.Value) bool { return v.Uint() != 0 }
	case reflect.Float32, reflect.Float64:
		return func(v reflect.Value) bool { return v.Float() != 0 }
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	}
	panic(unknown("whether a " + t.String() + " is true"))
}
