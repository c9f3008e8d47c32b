package minify

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTemplate(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"list", "<ul>\n  {{range .}}\n  <li>{{.}}</li>\n  {{end}}\n</ul>\n",
			"<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>"},
		{"running text keeps its spaces", "<p>\n  Hello,   {{.Name}} !\n  {{if .X}} more {{end}}\n</p>",
			"<p>Hello, {{.Name}} !{{if .X}} more{{end}}</p>"},
		{"space between inline elements", "<p><b>{{.A}}</b> <i>{{.B}}</i></p>",
			"<p><b>{{.A}}</b> <i>{{.B}}</i></p>"},
		{"space between actions", "<p>{{.A}} {{.B}}\n{{.C}}</p>", "<p>{{.A}} {{.B}}\n{{.C}}</p>"},
		{"space that one branch shows", "<p>a {{if .X}}b{{else}}<br>{{end}} c</p>", "<p>a {{if .X}}b{{else}}<br>{{end}} c</p>"},
		{"space that no branch shows", "<p>a {{if .X}}<br>{{else}}<hr>{{end}} c</p>", "<p>a{{if .X}}<br>{{else}}<hr>{{end}}c</p>"},
		{"loop whose turns need a space", "<p>{{range .}} {{.}} {{end}}</p>", "<p>{{range .}}{{.}} {{end}}</p>"},
		{"assignment is not there", "<p> {{$x := 1}} a</p>", "<p>{{$x := 1}}a</p>"},
		{"icon without text", `<p><i class="icon"></i> {{.}}</p>`, `<p><i class=icon></i> {{.}}</p>`},
		{"break is not followed", "<p> {{range .}} {{if .}}{{break}}{{end}} {{end}} </p>",
			"<p>{{range .}} {{if .}}{{break}}{{end}} {{end}}</p>"},
		{"preformatted text", "<pre>\n {{range .}}  {{.}}\n{{end}} </pre>", "<pre>\n {{range .}}  {{.}}\n{{end}} </pre>"},
		{"text area", "<p><textarea>\n {{.}}  x\n</textarea>", "<p><textarea>\n {{.}}  x\n</textarea>"},

		{"static attribute", `<a class="x" href="a.html">b</a>`, `<a class=x href=a.html>b</a>`},
		{"quotes around actions stay", `<a  href="{{.}}"   title='{{.}}'>b</a>`, `<a href="{{.}}" title='{{.}}'>b</a>`},
		{"quotes inside a pipeline", `<a title="{{printf "a \"b\"  %s" .}}">b</a>`, `<a title="{{printf "a \"b\"  %s" .}}">b</a>`},
		{"raw string in a pipeline", "<a title=\"{{print `a\"'}b`}}\">b  c</a>", "<a title=\"{{print `a\"'}b`}}\">b c</a>"},
		{"entity inside a pipeline", `<p>{{print "&amp;  <b>"}}</p>`, `<p>{{print "&amp;  <b>"}}</p>`},
		{"branch of attributes", "<a\n  {{if .}}\n  class=\"x\" {{end}}\n  href=\"y\">b</a>", `<a{{if .}} class=x {{end}} href=y>b</a>`},
		{"branch of an attribute, tight", `<li{{if .}} aria-current="page"{{end}} class="y z">b</li>`, `<li{{if .}} aria-current="page"{{end}} class="y z">b</li>`},
		{"branch inside a value", `<a class="x{{if .}} y{{end}}">b</a>`, `<a class="x{{if .}} y{{end}}">b</a>`},
		{"boolean attribute", `<details {{if .}}open{{end}} ><summary>a</summary></details>`, `<details {{if .}}open{{end}}><summary>a</summary></details>`},
		{"value without quotes", "<p  data-a={{.A}}-{{.B}}  class={{if .C}}c{{else}}d{{end}} >a</p>", "<p data-a={{.A}}-{{.B}} class={{if .C}}c{{else}}d{{end}}>a</p>"},
		{"value without quotes before a branch", "<p data-a=x-{{.A}} {{if .B}} hidden{{end}} id=\"y\">a</p>", "<p data-a=x-{{.A}} {{if .B}}hidden{{end}} id=y>a</p>"},
		{"static value before a branch", "<p id=\"y\" {{if .B}}hidden{{end}}>a</p>", "<p id=y {{if .B}}hidden{{end}}>a</p>"},
		{"level of a heading", `<h{{.}}> a </h{{.}}>`, `<h{{.}}> a </h{{.}}>`},
		{"default value of an attribute stays", `<button type="submit">a</button>`, `<button type=submit>a</button>`},

		{"comments", "<p>a<!-- b -->{{/* it's \"here */}} c</p>", "<p>a c</p>"},
		{"trim markers", "<p>\n a {{- .B -}} c </p>", "<p>a{{.B}}c</p>"},
		{"else if", "<p>{{if .A}} a {{else if .B}} b {{end}}</p>", "<p>{{if .A}}a{{else}}{{if .B}}b{{end}}{{end}}</p>"},
		{"entity before an action", "<p>&amp;{{.A}} &lt;{{.B}} &quot; {{.C}}</p>", `<p>&amp;{{.A}} &lt;{{.B}} " {{.C}}</p>`},
		{"brace before an action", "<p>{ {{- .A}}}</p>", "<p>{ {{- .A}}}</p>"},
		{"document", "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{{if .D}}\n<meta name=\"description\" content=\"{{.D}}\">\n{{end}}\n<title> {{.T}} – a &amp; b </title>\n</head>\n<body>\n{{template \"main\" .}}\n</body>\n</html>\n",
			"<!doctype html><html lang=en><head><meta charset=utf-8>{{if .D}}<meta name=description content=\"{{.D}}\">{{end}}<title>{{.T}} – a & b</title></head><body>{{template \"main\" .}}</body></html>"},

		{"JSON in a script", "<script type=\"application/ld+json\">\n{ \"a  b\": {{.A}},\n  \"c\": [ {{range .L}} { \"d\": {{.}} }, {{end}} {} ] }\n</script>",
			`<script type=application/ld+json>{"a  b":{{.A}},"c":[{{range .L}}{"d":{{.}}},{{end}}{}]}</script>`},
		{"JSON with an action in a string", `<script type="application/json">{ "a": "b  {{.A}} c" }</script>`,
			`<script type=application/json>{"a":"b  {{.A}} c"}</script>`},
		{"JSON with a brace before an action", `<script type="application/json">{ {{.A}}: 1 }</script>`,
			`<script type=application/json>{ {{- .A}}:1}</script>`},
		{"JSON whose branches split a string", `<script type="application/json">{ "a": "b{{if .}} c" {{else}} d" {{end}} }</script>`,
			`<script type=application/json>{ "a": "b{{if .}} c" {{else}} d" {{end}} }</script>`},
		{"JSON without actions", `<script type="application/ld+json">{ "a": 2500000000, "b": 1.50 }</script>`,
			`<script type=application/ld+json>{"a":2500000000,"b":1.50}</script>`},
		{"script without actions", "<script>\n// why\nlet one = 1;\n</script>", "<script>let one=1</script>"},
		{"script with actions", "<script>\n// why\nlet one = {{.}};\n</script>", "<script>\n// why\nlet one = {{.}};\n</script>"},
		{"style with actions", "<style>\n a { color: {{.}} }\n</style>", "<style>\n a { color: {{.}} }\n</style>"},
		{"drawing with actions", "<svg viewBox=\"0 0 9 9\">\n {{range .}}\n <rect  x=\"{{.}}\"\n y=\"1\" />\n {{end}}\n</svg>",
			`<svg viewBox="0 0 9 9">{{range .}}<rect x="{{.}}" y="1"/>{{end}}</svg>`},
		{"drawing with words", "<svg>\n <text> a <tspan>{{.}}</tspan> b </text></svg>", "<svg> <text> a <tspan>{{.}}</tspan> b </text></svg>"},

		{"definitions", "{{define \"a\"}}\n<p>\n{{.}}\n</p>\n{{end}}\n\n{{define \"b\"}}<hr>{{end}}\n",
			`{{define "a"}}<p>{{.}}</p>{{end}}{{define "b"}}<hr>{{end}}`},
		{"block", `<main> {{block "main" .}} <p>a</p> {{end}} </main>`,
			`{{define "main"}}<p>a</p>{{end}}<main>{{template "main" .}}</main>`},
		{"paragraph at the end keeps its end tag", `<p>a</p>`, `<p>a</p>`},
		{"partial that begins with an end tag", " </div>\n<p> {{.}} </p>", "</div><p>{{.}}</p>"},
		{"partial that leaves an element open", `<div class="x"> {{.}} `, `<div class=x>{{.}} `},
		{"partial inside a tag", "  class=\"a  &quot;{{.}}\" >b<i>", "  class=\"a  &quot;{{.}}\" >b<i>"},
		{"partial of attributes", " data-x=\"{{.}}\"  {{if .}} hidden{{end}}", " data-x=\"{{.}}\"  {{if .}} hidden{{end}}"},
		{"no tags", "User-agent: *\nSitemap: {{.}}\n", "User-agent: *\nSitemap: {{.}}\n"},
		{"nothing", "", ""},
	}
	m := New()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := m.Template("page.html", test.source)
			if err != nil {
				t.Fatalf("Template(%q): %v", test.source, err)
			}
			if got != test.want {
				t.Errorf("Template(%q)\n got %q\nwant %q", test.source, got, test.want)
			}
			again, err := m.Template("page.html", got)
			if err != nil || again != got {
				t.Errorf("a second time\n got %q, %v\nwant %q", again, err, got)
			}
		})
	}
}

func TestTemplateErrors(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"syntax", "<p>\n{{if .}}</p>", "page.html:2: unexpected EOF"},
		{"unclosed action", "<p>\n{{.A", "page.html:2: unclosed action"},
		{"action in a comment", "<p>\n<!-- {{.A}} --></p>", "page.html:2: {{.A}}: an action in an HTML comment"},
		{"branch out of a value without quotes", "<p>\n<a href=b{{if .A}} rel=c{{end}}>d</a>", "page.html:2: {{if .A}}: the branch does not end in the script, drawing or value"},
		{"branch out of a tag", `<a {{if .A}}href="b">c{{else}}>{{end}}</a>`, "page.html:1: {{else}}: its branch began in another tag"},
		{"branch out of a value", `<a class="b{{if .A}}">{{else}} c">{{end}}d</a>`, "page.html:1: {{else}}: its branch began in another tag"},
		{"branch into a script", "{{if .A}}<script>{{else}}</script>{{end}}", "page.html:1: {{else}}: its branch began outside of this script"},
		{"branch out of a script", "<b></b><script>{{if .A}}</script>{{end}}", "page.html:1: {{if .A}}: the branch does not end in the script"},
		{"end in a tag", `<b></b><a class="b"`, "page.html:1: the template ends inside a tag"},
		{"end in a value", `<b></b><a class="b`, "page.html:1: the template ends inside a tag"},
		{"end in a script", `<b></b><script>`, "page.html:1: the template ends inside a tag, a script"},
		{"script that makes braces", "<script>a={ get b(){ {let c=1;d(c,c)} {let c=2;d(c,c)} } }</script>", "lost or made an action"},
		{"script that is none", "<script>let = = 1</script>", "page.html: minifying"},
	}
	m := New()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := m.Template("page.html", test.source)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Template(%q) = %q, %v, want an error with %q", test.source, got, err, test.want)
			}
		})
	}
}

// render runs a template of html/template, with its escaper.
func render(t *testing.T, source string, data any) string {
	t.Helper()
	tmpl, err := template.New("page.html").Parse(source)
	if err != nil {
		t.Fatalf("parsing %q: %v", source, err)
	}
	var out bytes.Buffer
	if err := tmpl.Execute(&out, data); err != nil {
		t.Fatalf("executing %q: %v", source, err)
	}
	return out.String()
}

// What data says is escaped for the same place as in the source.
func TestTemplateKeepsContexts(t *testing.T) {
	const source = `<!DOCTYPE html>
<html><head><title> {{.Evil}} </title>
<style> p { color: {{.Evil}} } </style>
<script type="application/ld+json"> { "name" : {{.Evil}} , "text" : "{{.Evil}}" } </script>
<script> let a = {{.Evil}} ; // {{.Evil}}
let b = 1 </script></head>
<body> <p title = "{{.Evil}}" data-a='{{.Evil}}'> {{.Evil}} </p>
<a href="{{.URL}}"> a </a> <a href="/x?a={{.Evil}}#{{.Evil}}"> b </a>
<img srcset="{{.URL}} 2x" src="{{.URL}}" alt="{{.Evil}}" >
<div {{if .Yes}} onclick="f({{.Evil}})" {{end}} style="color:{{.Evil}}"> <textarea> {{.Evil}} </textarea> </div>
</body></html>`
	data := map[string]any{"Evil": `"><script>'x'</script> & <b>`, "URL": "javascript:alert(1)", "Yes": true}
	small, err := New().Template("page.html", source)
	if err != nil {
		t.Fatal(err)
	}
	want, got := render(t, source, data), render(t, small, data)
	if diff := cmp.Diff(canonical(t, want), canonical(t, got)); diff != "" {
		t.Errorf("escaped in another way (-want +got):\n%s", diff)
	}
	if strings.Contains(got, `"><script>'x'`) {
		t.Errorf("data became markup: %s", got)
	}
}
