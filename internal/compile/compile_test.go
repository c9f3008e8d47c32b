package compile

import (
	"bytes"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"reflect"
	"strings"
	"testing"
)

// A thing has fields of the kinds that views have.
type thing struct {
	frame
	Title  string
	Kind   kind
	HTML   template.HTML
	URL    template.URL
	Link   string
	Count  int
	Deep   int64
	Yes    bool
	Share  share
	Data   json.RawMessage
	One    *thing
	Things []thing
	Ways   []*thing
	Words  []string
	Any    any
	Map    map[string]string
	Err    error
	Float  float64
}

type frame struct{ Lang string }

type kind string

type share int

func (s share) String() string { return strings.Repeat("<", int(s)) }

// Method is a method that a template might call.
func (t thing) Method() string { return t.Title }

// Repeat is one that none could.
func (t thing) Repeat(n int) string { return strings.Repeat(t.Title, n) }

func parsed(t testing.TB, text string) *template.Template {
	t.Helper()
	set, err := template.New("main").Option("missingkey=error").Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// awkward are texts in which each escaper finds something to do.
var awkward = []string{
	"", "plain", `<b>"it's" & +1</b>`, "a\x00b", "\xff\xfe", "한국", "\u2028\ufdd0", "https://e.org/a b?c=d&e=%41%zz#f", "javascript:alert(1)",
	"HTTPS://E.org/", "mailto:a@b.c", "a/b:c", ":", "x:y", "//e.org", "data:text/html,x", "%", "%4", "(')!*",
}

func things() (list []thing) {
	for i, text := range awkward {
		list = append(list, thing{
			frame: frame{text}, Title: text, Kind: kind(text), HTML: template.HTML(text), URL: template.URL(text), Link: text, Count: i - 3, Deep: int64(i) << 40,
			Yes: i%2 == 0, Share: share(i), Data: json.RawMessage(`{"a":"b"}`), One: &thing{Title: text, Words: awkward[:i]},
			Things: []thing{{Title: "inner " + text, Count: i}, {Things: []thing{{Title: text}}}}, Ways: []*thing{{Title: text}}, Words: awkward[:i],
		})
	}
	return append(list, thing{Data: json.RawMessage(`{}`)})
}

// TestAgrees renders templates of each construct both ways.
func TestAgrees(t *testing.T) {
	for name, text := range map[string]string{
		"text":                  `plain <b>text</b>`,
		"field":                 `<p>{{.Title}}</p>`,
		"named string":          `<p class="{{.Kind}}">{{.Kind}}</p>`,
		"embedded field":        `<p lang="{{.Lang}}">`,
		"number":                `<p data-a="{{.Count}}">{{.Count}}{{.Deep}}</p>`,
		"bool":                  `{{.Yes}}`,
		"one that prints":       `<p data-a="{{.Share}}">{{.Share}}`,
		"HTML":                  `<p>{{.HTML}}</p>`,
		"URL as text":           `<p title="{{.URL}}">{{.URL}}</p>`,
		"link":                  `<a href="{{.Link}}">`,
		"URL as link":           `<a href="{{.URL}}">`,
		"title":                 `<title>{{.Title}}</title>`,
		"data":                  `<script type="application/ld+json">{{.Data}}</script>`,
		"if":                    `{{if .Title}}{{.Title}}{{else}}none{{end}}`,
		"if else if":            `{{if .Yes}}yes{{else if .Count}}{{.Count}}{{else}}none{{end}}`,
		"if of each kind":       `{{if .Count}}a{{end}}{{if .Words}}b{{end}}{{if .Ways}}d{{end}}{{if .HTML}}e{{end}}{{if .Float}}f{{end}}`,
		"with":                  `{{with .Title}}<p>{{.}}</p>{{else}}{{.Count}}{{end}}`,
		"with a variable":       `{{with $x := .Title}}{{$x}}{{$.Title}}{{end}}`,
		"with a pointer":        `{{with .One}}{{.Title}}{{range .Words}}{{.}}{{end}}{{end}}`,
		"range":                 `<ul>{{range .Things}}<li>{{.Title}}{{range .Things}}{{.Title}}{{end}}{{else}}none{{end}}</ul>`,
		"range with variables":  `{{range $i, $x := .Words}}{{if $i}}, {{end}}{{$i}}{{$x}}{{$.Title}}{{end}}`,
		"range with a variable": `{{range $x := .Things}}{{$x.Title}}{{.Title}}{{end}}`,
		"range over pointers":   `{{range .Ways}}{{.Title}}{{end}}`,
		"variable":              `{{$x := .Title}}{{if .Yes}}{{$x := .Lang}}{{$x}}{{end}}{{$x}}`,
		"eq":                    `{{if eq .Kind "plain" "x:y"}}a{{end}}{{if eq .Title .Link}}b{{end}}{{if eq .Count 1}}c{{end}}{{if eq .Yes true}}d{{end}}`,
		"and, or, not":          `{{if and .Title .Yes}}a{{end}}{{if or .Title .Yes}}b{{end}}{{if not .Title}}c{{end}}{{if not (and .Yes (or .Title .Words))}}d{{end}}`,
		"or as a value":         `{{with or .Title .Lang}}{{.}}{{end}}{{and .Title .Lang}}`,
		"eq as a value":         `{{eq .Title "plain"}}`,
		"template":              `{{define "a"}}<b>{{.Title}}</b>{{end}}{{template "a" .}}{{range .Things}}{{template "a" .}}{{end}}{{template "b"}}{{define "b"}}x{{end}}`,
		"recursion":             `{{define "tree"}}<li>{{.Title}}{{range .Things}}{{template "tree" .}}{{end}}</li>{{end}}{{template "tree" .}}`,
		"template with $":       `{{define "a"}}{{$.Title}}{{range .Words}}{{.}}{{$.Lang}}{{end}}{{end}}{{range .Things}}{{template "a" .}}{{end}}`,
		"template in a tag":     `{{define "l"}}{{with .Lang}} lang="{{.}}"{{end}}{{end}}<p{{template "l" .}}>{{range .Things}}<b class="x"{{template "l" .}}>{{end}}`,
		"in a quoted value":     `<p class='a {{if .Yes}}b{{end}} {{.Kind}}'>`,
		"method":                `{{.Method}}{{.Share.String}}{{if eq .Share.String "<"}}one{{end}}{{range .Things}}{{.Method}}{{end}}`,
		"part of a link":        `<a href="a/b.html?q={{.Title}}"></a><a href='#{{.URL}}'></a>`,
		"comment":               `a{{/* b */}}c`,
	} {
		t.Run(name, func(t *testing.T) {
			set := parsed(t, text)
			p, err := New(set, "main", reflect.TypeFor[thing]())
			if err != nil {
				t.Fatal(err)
			}
			for _, view := range things() {
				var want bytes.Buffer
				if err := set.ExecuteTemplate(&want, "main", view); err != nil {
					t.Fatal(err)
				}
				got, err := p.Append([]byte("ahead "), view)
				if err != nil || string(got) != "ahead "+want.String() {
					t.Errorf("%q: %v\n%q\nwant\n%q", view.Title, err, got, want.String())
				}
			}
		})
	}
}

// TestUnknown holds that what is not compiled is said, and never guessed at.
func TestUnknown(t *testing.T) {
	for name, text := range map[string]string{
		"method of a pointer": `{{range .Ways}}{{.Method}}{{end}}`,
		"method that takes":   `{{.Repeat}}`,
		"map":                 `{{.Map.a}}`,
		"range over a map":    `{{range .Map}}{{end}}`,
		"interface":           `{{.Any}}`,
		"interface in if":     `{{if .Any}}{{end}}`,
		"error":               `{{.Err}}`,
		"float":               `{{.Float}}`,
		"function":            `{{len .Title}}`,
		"printf":              `{{printf "%s" .Title}}`,
		"index":               `{{index .Words 0}}`,
		"break":               `{{range .Words}}{{break}}{{end}}`,
		"no such field":       `{{.Nothing}}`,
		"slice":               `{{.Words}}`,
		"HTML in a value":     `<p title="{{.HTML}}">`,
		"HTML in a title":     `<title>{{.HTML}}</title>`,
		"text in a script":    `<script>a = {{.Title}}</script>`,
		"style":               `<p style="color: {{.Title}}">`,
		"no quotes":           `<p class={{.Title}}>`,
		"assignment":          `{{$x := .Title}}{{$x = .Lang}}{{$x}}`,
		"range over a number": `{{range .Count}}{{end}}`,
		"eq of two kinds":     `{{if eq .Title .Count}}{{end}}`,
		"called in a script":  `{{define "a"}}{{.Title}}{{end}}<script>{{template "a" .}}</script>`,
	} {
		set := parsed(t, text)
		if p, err := New(set, "main", reflect.TypeFor[thing]()); !errors.Is(err, ErrUnknown) || p != nil {
			t.Errorf("%s: %v, want it unknown", name, err)
		}
		_ = set.ExecuteTemplate(io.Discard, "main", thing{}) // the set is as good as before: this does not panic
	}
}

// TestWrongTemplate: what html/template refuses is refused with its words.
func TestWrongTemplate(t *testing.T) {
	_, err := New(parsed(t, `<a href="{{.Link}}>`), "main", reflect.TypeFor[thing]())
	var wrong *template.Error
	if !errors.As(err, &wrong) || wrong.ErrorCode != template.ErrEndContext {
		t.Errorf("%v", err)
	}
}

// TestUnsure holds that a program gives up where only html/template can tell.
func TestUnsure(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		view any
	}{
		"nil pointer":         {`{{.One.Title}}`, thing{}},
		"nil in a list":       {`a{{range .Ways}}{{.Title}}{{end}}`, thing{Ways: []*thing{nil}}},
		"another type":        {`{{.Lang}}`, frame{}},
		"no view":             {`{{.Lang}}`, nil},
		"JSON with space":     {`<script type="application/ld+json">{{.Data}}</script>`, thing{Data: json.RawMessage(`{"a": 1}`)}},
		"JSON with a tag":     {`<script type="application/ld+json">{{.Data}}</script>`, thing{Data: json.RawMessage(`{"a":"</script>"}`)}},
		"JSON with U+2028":    {`<script type="application/ld+json">{{.Data}}</script>`, thing{Data: json.RawMessage("{\"a\":\"\u2028\"}")}},
		"JSON that is broken": {`<script type="application/ld+json">{{.Data}}</script>`, thing{Data: json.RawMessage(`{"a":`)}},
		"JSON without object": {`<script type="application/ld+json">{{.Data}}</script>`, thing{Data: json.RawMessage(`1`)}},
		"no JSON":             {`<script type="application/ld+json">{{.Data}}</script>`, thing{}},
	} {
		p, err := New(parsed(t, tt.text), "main", reflect.TypeFor[thing]())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Append(nil, tt.view); !errors.Is(err, ErrUnsure) {
			t.Errorf("%s: %v, want it unsure", name, err)
		}
		if got, err := p.Append(nil, thing{frame: frame{"a"}, One: &thing{}, Data: json.RawMessage(`{}`)}); err != nil {
			t.Errorf("%s: after that: %s, %v", name, got, err)
		}
	}
}

// FuzzEscapers holds each escaper against that of html/template.
func FuzzEscapers(f *testing.F) {
	set := parsed(f, `<title>{{.Title}}</title><p class="{{.Title}}" title='{{.URL}}'>{{.Title}}{{.HTML}}{{.URL}}<a href="{{.Link}}"></a><a href='{{.URL}}'></a><img src="{{.Kind}}"><a href="#{{.Link}}"></a><a href="a?b={{.URL}}&amp;c={{.Kind}}"></a>`)
	p, err := New(set, "main", reflect.TypeFor[thing]())
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range awkward {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		view := thing{Title: text, HTML: template.HTML(text), URL: template.URL(text), Link: text, Kind: kind(text)}
		var want bytes.Buffer
		if err := set.ExecuteTemplate(&want, "main", view); err != nil {
			t.Fatal(err)
		}
		if got, err := p.Append(nil, view); err != nil || string(got) != want.String() {
			t.Errorf("%v\n%q\nwant\n%q", err, got, want.String())
		}
	})
}

// FuzzData holds JSON in a script against html/template, where the program is sure.
func FuzzData(f *testing.F) {
	set := parsed(f, `<script type="application/ld+json">{{.Data}}</script>`)
	p, err := New(set, "main", reflect.TypeFor[thing]())
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{`{}`, `{"a":"b"}`, `{"a": 1}`, `{"a":"\u2028 \" \\ </"}`, "{\"a\":\"\u2029\"}", `{`, `[]`, `{"a":"\\"}`, `{"\"":" "}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		view := thing{Data: json.RawMessage(text)}
		got, err := p.Append(nil, view)
		if err != nil {
			t.Skip()
		}
		var want bytes.Buffer
		if err := set.ExecuteTemplate(&want, "main", view); err != nil || string(got) != want.String() {
			t.Errorf("%v\n%q\nwant\n%q", err, got, want.String())
		}
	})
}

// BenchmarkPage renders a small page both ways.
func BenchmarkPage(b *testing.B) {
	set := parsed(b, `<title>{{.Title}}</title>{{range .Things}}<li class="{{.Kind}}"><a href="{{.Link}}">{{.Title}}</a>{{with .One}}{{.Title}}{{end}}{{if eq .Kind "x"}}y{{end}}{{end}}`)
	view := thing{Title: "A page"}
	for range 50 {
		view.Things = append(view.Things, thing{Title: "A commitment & its words", Kind: "x", Link: "a/b.html#c", One: &thing{Title: "one"}})
	}
	p, err := New(set, "main", reflect.TypeFor[thing]())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("compiled", func(b *testing.B) {
		var out []byte
		b.ReportAllocs()
		for b.Loop() {
			if out, err = p.Append(out[:0], view); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(len(out)))
	})
	b.Run("html-template", func(b *testing.B) {
		var out bytes.Buffer
		b.ReportAllocs()
		for b.Loop() {
			out.Reset()
			if err := set.ExecuteTemplate(&out, "main", view); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(out.Len()))
	})
}
