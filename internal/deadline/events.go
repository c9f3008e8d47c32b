package deadline

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	yamltoken "github.com/goccy/go-yaml/token"

	"communique/internal/diag"
)

// An Event is an occasion whose days are known.
type Event struct {
	Name       string   // as it is shown
	Aliases    []string // other names; several events may share one ("G20 Summit"), and the text's time tells them apart
	Start, End Point    // the first and the last day
	Source     string   // where the days are from: an address, or a citation in words

	keys []string // name and aliases, folded
}

// Events are the events known, in the order of the file. Nil knows none.
type Events []Event

// horizon is how many years may lie between a text and an event that it names:
// "COP15" of 2009 is not that of 2021.
const horizon = 6

// lookup returns the event that is called name: the one of that year if a year
// is given; otherwise the only one, or of several with one name the next that
// is not over on the day of publication.
func (e Events) lookup(name string, year int, published time.Time) *Event {
	var best *Event
	named := 0
	for i, key := 0, fold(name); i < len(e); i++ {
		ev := &e[i]
		if !slices.Contains(ev.keys, key) {
			continue
		}
		if year != 0 && (ev.Start.Year == year || ev.End.Year == year) {
			return ev
		}
		named++
		if best == nil || ev.nearer(best, published) {
			best = ev
		}
	}
	switch {
	case best == nil || year != 0 || named > 1 && best.over(published):
		return nil
	case !published.IsZero() && best.Start.Year > published.Year()+horizon:
		return nil
	}
	return best
}

// over reports whether the event has ended before the day.
func (e *Event) over(day time.Time) bool { return e.End.Last().Before(day) }

// nearer reports whether e is the better reading of a name than b: not yet over
// and early, or else late.
func (e *Event) nearer(b *Event, published time.Time) bool {
	if e.over(published) != b.over(published) {
		return b.over(published)
	}
	return e.Start.Compare(b.Start) < 0 != e.over(published)
}

// fold returns the letters and digits of a name in lower case.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// maxEvents bounds the events file, in bytes.
const maxEvents = 1 << 20

// ReadEvents reads a YAML file of named events:
//
//	events:
//	  - name: COP26
//	    aliases: [Glasgow Climate Change Conference]
//	    start: 2021-10-31
//	    end: 2021-11-12
//	    source: https://unfccc.int/conference/glasgow-climate-change-conference-october-november-2021
//
// An event that lasts a day needs no end. A file that does not exist is no
// error and gives no events. What is wrong with the file is told with its
// place; such an event is left out.
func ReadEvents(fsys fs.FS, name string) (Events, diag.List, error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading events: %w", err)
	}
	r := eventReader{file: name}
	events := r.read(data)
	r.problems.Sort()
	return events, r.problems, nil
}

// An eventReader collects what is wrong with an events file.
type eventReader struct {
	file     string
	problems diag.List
}

func (r *eventReader) errorf(t *yamltoken.Token, hint, format string, args ...any) {
	pos := diag.Pos{File: r.file}
	if t != nil && t.Position != nil {
		pos.Line, pos.Column = t.Position.Line, t.Position.Column
	}
	d := diag.Errorf(pos, format, args...)
	d.Hint = hint
	r.problems = append(r.problems, d)
}

func (r *eventReader) read(data []byte) Events {
	if len(data) > maxEvents {
		r.errorf(nil, "is this the right file?", "the file is larger than %d KiB", maxEvents>>10)
		return nil
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		r.syntax(err)
		return nil
	}
	var events Events
	for _, doc := range file.Docs {
		if doc.Body != nil {
			events = append(events, r.document(doc.Body)...)
		}
	}
	r.repeated(events)
	return events
}

// syntax reports a file that is no YAML.
func (r *eventReader) syntax(err error) {
	var located yaml.Error
	if errors.As(err, &located) {
		r.errorf(located.GetToken(), "", "%s", located.GetMessage())
		return
	}
	r.errorf(nil, "", "%v", err)
}

func (r *eventReader) document(body ast.Node) Events {
	entries, ok := pairs(body)
	if !ok {
		r.errorf(body.GetToken(), "begin with a line \"events:\"", "a file of events is a list under the key events")
		return nil
	}
	var events Events
	for _, e := range entries {
		if key := e.Key.GetToken(); key.Value != "events" {
			r.errorf(key, "the only key is events", "unknown key %q", key.Value)
			continue
		}
		list, ok := e.Value.(*ast.SequenceNode)
		if !ok {
			if _, empty := e.Value.(*ast.NullNode); !empty {
				r.errorf(e.Value.GetToken(), "begin each event with \"- name:\"", "events must be a list")
			}
			continue
		}
		for _, item := range list.Values {
			if event, ok := r.event(item); ok {
				events = append(events, event)
			}
		}
	}
	return events
}

// pairs returns the entries of a node, which the parser gives in another form
// where there is only one.
func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// event reads one event; what is wrong with it has been reported where it is
// not good.
func (r *eventReader) event(n ast.Node) (e Event, good bool) {
	entries, ok := pairs(n)
	if !ok {
		r.errorf(n.GetToken(), "give name, start and source", "an event is a set of keys")
		return e, false
	}
	before := len(r.problems)
	for _, entry := range entries {
		r.field(&e, entry)
	}
	at := n.GetToken()
	if len(entries) > 0 {
		at = entries[0].Key.GetToken()
	}
	if len(r.problems) == before {
		r.complete(&e, at)
	}
	e.index()
	return e, len(r.problems) == before
}

// index prepares the names of an event for the lookup.
func (e *Event) index() {
	e.keys = []string{fold(e.Name)}
	for _, name := range e.Aliases {
		e.keys = append(e.keys, fold(name))
	}
}

// complete checks an event as a whole and fills in its last day.
func (r *eventReader) complete(e *Event, at *yamltoken.Token) {
	switch {
	case e.Name == "":
		r.errorf(at, "", "an event without a name")
	case e.Start.IsZero():
		r.errorf(at, "write it as 2021-10-31", "%s has no start", e.Name)
	case e.Source == "":
		r.errorf(at, "give the address of a page, or a citation in words", "%s has no source", e.Name)
	case e.End.IsZero():
		e.End = e.Start
	case e.End.Compare(e.Start) < 0:
		r.errorf(at, "", "%s ends before it starts", e.Name)
	}
}

func (r *eventReader) field(e *Event, entry *ast.MappingValueNode) {
	key := entry.Key.GetToken()
	if key.Value == "aliases" {
		e.Aliases = r.list(entry.Value)
		return
	}
	value, ok := text(entry.Value)
	if !ok {
		r.errorf(entry.Value.GetToken(), "", "%s must be one line of text", key.Value)
		return
	}
	switch key.Value {
	case "name":
		e.Name = value
	case "start":
		e.Start = r.day(entry.Value, value)
	case "end":
		e.End = r.day(entry.Value, value)
	case "source":
		e.Source = value
		if u, err := url.Parse(value); strings.Contains(value, "://") && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
			r.errorf(entry.Value.GetToken(), "an address begins with https://", "source is no web address")
		}
	default:
		r.errorf(key, "the keys of an event are name, aliases, start, end and source", "unknown key %q", key.Value)
	}
}

// list reads a list of names.
func (r *eventReader) list(n ast.Node) []string {
	sequence, ok := n.(*ast.SequenceNode)
	if !ok {
		r.errorf(n.GetToken(), "write [one, two]", "aliases must be a list")
		return nil
	}
	var names []string
	for _, item := range sequence.Values {
		name, ok := text(item)
		if !ok || fold(name) == "" {
			r.errorf(item.GetToken(), "", "an alias must be one line of text")
			continue
		}
		names = append(names, name)
	}
	return names
}

// day reads a day in ISO 8601.
func (r *eventReader) day(n ast.Node, value string) Point {
	t, err := time.Parse(time.DateOnly, value)
	if err != nil {
		r.errorf(n.GetToken(), "write it as 2021-10-31", "%q is no day", value)
		return Point{}
	}
	return dayOf(t)
}

// text returns the words of a value that is text, or that YAML takes for
// something else because of its form.
func text(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// repeated reports events that stand in the file twice.
func (r *eventReader) repeated(events Events) {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int {
		return cmp.Or(cmp.Compare(fold(a.Name), fold(b.Name)), a.Start.Compare(b.Start))
	})
	for i := 1; i < len(sorted); i++ {
		a, b := sorted[i-1], sorted[i]
		if fold(a.Name) == fold(b.Name) && a.Start.Year == b.Start.Year {
			r.errorf(nil, "", "%s in %d stands in the list twice", b.Name, b.Start.Year)
		}
	}
}
