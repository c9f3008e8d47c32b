package minify

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestMinify(t *testing.T) {
	m := New()
	tests := []struct {
		name         string
		minify       func([]byte) ([]byte, error)
		source, want string
	}{
		{"page keeps document and end tags", m.HTML,
			"<!DOCTYPE html>\n<html>\n<head>\n<title> a </title>\n</head>\n<body>\n<ul>\n<li> b </li>\n</ul>\n<p>c</p>\n</body>\n</html>\n",
			"<!doctype html><html><head><title>a</title></head><body><ul><li>b</li></ul><p>c</p></body></html>"},
		{"page keeps what was written", m.HTML, `<input type="text"> <a  href="x.html" class="b c">d</a>`, `<input type=text> <a href=x.html class="b c">d</a>`},
		{"page keeps a head without a body in its table", m.HTML,
			"<table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>",
			"<table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>"},
		{"JSON-LD in a page", m.HTML, `<script type="application/ld+json">{ "a": [ 1, 2500000000 ] }</script>`,
			`<script type=application/ld+json>{"a":[1,2500000000]}</script>`},
		{"drawing in a page", m.HTML, `<svg viewBox="0 0 9 9"> <path d="M 1.0 1.0 L 2 2"/> </svg>`,
			`<svg viewBox="0 0 9 9"><path d="M1 1 2 2"/></svg>`},

		{"layers", m.CSS, "@layer reset, tokens;\n@layer reset {\n  * { margin: 0 }\n}\n", "@layer reset,tokens;@layer reset{*{margin:0}}"},
		{"nesting", m.CSS, ".a { color: red; & > b { color: blue; } .c & { top: 0; } }", ".a{color:red;& > b{color:blue}.c &{top:0}}"},
		{"modern functions", m.CSS, "a { color: light-dark(#112233, oklch(50% 0.1 200 / 50%)); inline-size: calc(100% - 2rem); }",
			"a{color:light-dark(#112233,oklch(50% .1 200/50%));inline-size:calc(100% - 2rem)}"},
		{"custom properties", m.CSS, ":root { --gap:  1rem; --none: ; }", ":root{--gap:1rem;--none: }"},
		{"queries", m.CSS, "@media (width >= 40rem) and (prefers-color-scheme: dark) { a:has(> b) { top: 0px } }",
			"@media(width >= 40rem) and (prefers-color-scheme:dark){a:has(>b){top:0}}"},

		{"script", m.JS, "// why\n(function () {\n  'use strict';\n  const first = document.querySelector('a');\n  if (!first) { return; }\n  first.focus();\n})();\n",
			`(function(){"use strict";const e=document.querySelector("a");if(!e)return;e.focus()})()`},

		{"JSON", m.JSON, "{\n  \"a\": [ 1.50, 2500000000 ],\n  \"b  c\": null\n}\n", `{"a":[1.50,2500000000],"b  c":null}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source := []byte(test.source)
			got, err := test.minify(source)
			if err != nil || string(got) != test.want {
				t.Errorf("%q\n got %q, %v\nwant %q", test.source, got, err, test.want)
			}
			if string(source) != test.source {
				t.Errorf("the input was changed to %q", source)
			}
		})
	}
}

// What a script gets wrong is found by whoever builds, not by whoever reads.
func TestJSErrors(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"syntax", "let a = 1;\nlet = = 2;\n", "line 2"},
		{"import", "import a from './a.js';\na();", "import or export"},
		{"export", "export const a = 1;", "import or export"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := New().JS([]byte(test.source))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("JS(%q) = %q, %v, want an error with %q", test.source, got, err, test.want)
			}
		})
	}
}

func TestReferences(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"plain", "a{background:url(img/a.svg)}", "a{background:url(<img/a.svg>)}"},
		{"quotes", `a{background:URL( "img/a.svg" )}`, "a{background:url(<img/a.svg>)}"},
		{"single quotes and a fragment", "a{mask:url('img/a.svg#b')}", "a{mask:url(<img/a.svg#b>)}"},
		{"several", "a{background:image-set(url(a.png) 1x, url(b.png) 2x)}", "a{background:image-set(url(<a.png>) 1x, url(<b.png>) 2x)}"},
		{"left alone", `a{background:url( "data:image/svg+xml;utf8,\3c" )}`, `a{background:url( "data:image/svg+xml;utf8,\3c" )}`},
		{"not in comments or strings", `/* url(a) */ a::before{content:"url(b) }"}`, `/* url(a) */ a::before{content:"url(b) }"}`},
		{"brackets of all kinds", "@media (width>1px){a[b='c']:is(d){e:calc((1px + 2px)*3)}}", "@media (width>1px){a[b='c']:is(d){e:calc((1px + 2px)*3)}}"},
	}
	resolve := func(address string) (string, error) {
		if strings.HasPrefix(address, "data:") {
			return address, nil
		}
		return "<" + address + ">", nil
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := References([]byte(test.source), resolve)
			if err != nil || string(got) != test.want {
				t.Errorf("References(%q)\n got %q, %v\nwant %q", test.source, got, err, test.want)
			}
		})
	}
}

func TestReferencesErrors(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"unknown", "a{}\nb{background:url(none.svg)}", "2: no none.svg"},
		{"block not closed", "a{\nb{}", "1: { is not closed"},
		{"function not closed", "a{\nb:calc(1px}", "2: } closes nothing"},
		{"bracket too many", "a{}\n}", "2: } closes nothing"},
		{"comment not closed", "a{}\n\n/* b", "3: a comment is not closed"},
		{"string not closed", "a{content:\"b\n}", "1: \"\\\"b"},
		{"address not closed", "a{background:url(b", "1: "},
		{"address with a space", "a{background:url(b c)}", "1: "},
		{"import", "@import 'b.css';", "1: @import has no place"},
		{"import of an address", "@IMPORT url(b.css);", "1: @import has no place"},
		{"charset", "@charset 'utf-8';", "1: @charset has no place"},
		{"string in image-set", "a{background:-webkit-image-set('b.png' 1x)}", "1: write url('b.png')"},
		{"src", "a{background:src('b.png')}", "1: write url()"},
		{"escape in an address", `a{background:url(\2f\2f evil)}`, "1: "},
		{"escape in url itself", `a{background:\url(b.png)}`, "1: "},
		{"address that needs quotes", "a{background:url(space)}", "1: the address"},
	}
	resolve := func(address string) (string, error) {
		if address == "space" {
			return "a b", nil
		}
		return "", fmt.Errorf("no %s", address)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := References([]byte(test.source), resolve)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("References(%q) = %q, %v, want an error that begins with %q", test.source, got, err, test.want)
			}
		})
	}
}

// One minifier serves all workers, and bytes beyond the input's end are none
// of its business.
func TestConcurrentUse(t *testing.T) {
	m := New()
	whole := []byte("<P>  a  </P>BEYOND")
	part := whole[:len(whole)-len("BEYOND")]
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if got, err := m.HTML(part); err != nil || string(got) != "<p>a</p>" {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
	group.Wait()
	if !bytes.Equal(whole, []byte("<P>  a  </P>BEYOND")) {
		t.Errorf("the input was changed to %q", whole)
	}
}
