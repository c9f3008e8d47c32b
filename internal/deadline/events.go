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

	"communique/internal/diag"
	"communique/internal/tree"
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
	v, problems := tree.YAML(data, diag.Pos{File: name, Line: 1, Column: 1})
	if problems.Errors() > 0 || v.Kind == tree.Null {
		return nil, problems, nil
	}
	var events Events
	problems = append(problems, eventsForm.Read(v, &events)...)
	problems = append(problems, events.repeated(name)...)
	problems.Sort()
	return events, problems, nil
}

// eventsForm is what an events file may hold.
var eventsForm = tree.Form[Events]{Noun: "key", Keys: []tree.Key[Events]{{Name: "events", Set: setEvents}}}

// eventForm is what is said of one event.
var eventForm = tree.Form[Event]{Noun: "key", Keys: []tree.Key[Event]{
	tree.Line("name", func(e *Event, v string) error { e.Name = v; return nil }),
	{Name: "aliases", Set: setAliases},
	tree.Line("start", func(e *Event, v string) (err error) { e.Start, err = readDay(v); return err }),
	tree.Line("end", func(e *Event, v string) (err error) { e.End, err = readDay(v); return err }),
	tree.Line("source", setSource),
}}

// setEvents reads the list of events. One that is not good is left out, and
// what is wrong with it is told.
func setEvents(events *Events, v tree.Value) (problems diag.List) {
	if v.Kind != tree.List {
		return v.Wrong(`begin each event with "- name:"`, "events must be a list")
	}
	for _, item := range v.Items {
		var e Event
		wrong := eventForm.Read(item, &e)
		if wrong.Errors() == 0 {
			wrong = e.complete(item)
		}
		if wrong.Errors() == 0 {
			e.index()
			*events = append(*events, e)
		}
		problems = append(problems, wrong...)
	}
	return problems
}

// index prepares the names of an event for the lookup.
func (e *Event) index() {
	e.keys = []string{fold(e.Name)}
	for _, name := range e.Aliases {
		e.keys = append(e.keys, fold(name))
	}
}

// complete checks an event as a whole and fills in its last day.
func (e *Event) complete(v tree.Value) diag.List {
	switch {
	case e.Name == "":
		return v.Wrong("add name:", "an event without a name")
	case e.Start.IsZero():
		return v.Wrong("write it as 2021-10-31", "%s has no start", e.Name)
	case e.Source == "":
		return v.Wrong("give the address of a page, or a citation in words", "%s has no source", e.Name)
	case e.End.IsZero():
		e.End = e.Start
	case e.End.Compare(e.Start) < 0:
		return v.Wrong("", "%s ends before it starts", e.Name)
	}
	return nil
}

// setAliases reads a list of names.
func setAliases(e *Event, v tree.Value) (problems diag.List) {
	if v.Kind != tree.List {
		return v.Wrong("write [one, two]", "aliases must be a list")
	}
	for _, item := range v.Items {
		name, ok := item.Line()
		if !ok || fold(name) == "" {
			problems = append(problems, item.Wrong("", "an alias must be one line of text")...)
			continue
		}
		e.Aliases = append(e.Aliases, name)
	}
	return problems
}

// setSource takes an address or a citation in words.
func setSource(e *Event, v string) error {
	e.Source = v
	if u, err := url.Parse(v); strings.Contains(v, "://") && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return tree.Hint(errors.New("no web address"), "an address begins with https://")
	}
	return nil
}

// readDay reads a day in ISO 8601.
func readDay(v string) (Point, error) {
	t, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return Point{}, tree.Hint(fmt.Errorf("%q is no day", v), "write it as 2021-10-31")
	}
	return dayOf(t), nil
}

// repeated reports events that stand in the file twice.
func (events Events) repeated(file string) (problems diag.List) {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int {
		return cmp.Or(cmp.Compare(fold(a.Name), fold(b.Name)), a.Start.Compare(b.Start))
	})
	for i := 1; i < len(sorted); i++ {
		a, b := sorted[i-1], sorted[i]
		if fold(a.Name) == fold(b.Name) && a.Start.Year == b.Start.Year {
			problems = append(problems, diag.Errorf(diag.Pos{File: file}, "%s in %d stands in the list twice", b.Name, b.Start.Year))
		}
	}
	return problems
}
