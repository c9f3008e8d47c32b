package source

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// eastern is the zone of the times in dialects.
var eastern = time.FixedZone("", -4*3600)

// both is what each of dialects says of itself.
var both = Meta{
	Title:      "FACT SHEET: A – B Partnership",
	Slug:       "a-b-partnership-2021",
	Published:  time.Date(2021, 5, 21, 20, 45, 13, 0, eastern),
	Modified:   time.Date(2021, 5, 21, 20, 45, 14, 0, eastern),
	Permalink:  "https://www.example.org/a/",
	Archive:    "https://archive.example.org/a/",
	Categories: []string{"statements-releases"},
	Language:   "en-GB",
	Publisher:  "The Office",
}

// dialects are one front matter in each format and dialect, body "Text.\n".
var dialects = []struct{ name, data string }{
	{"yaml, category and permalink", `---
category: statements-releases
date: '2021-05-21'
modified_time: 2021-05-21 20:45:14-04:00
permalink: https://www.example.org/a/
published_time: 2021-05-21 20:45:13-04:00
title: "FACT SHEET: A \u2013 B\
  \ Partnership"
slug: a-b-partnership-2021
archive_url: https://archive.example.org/a/
language: en-GB
publisher: The Office
note: "whatever else: there is"
---
Text.
`},
	{"yaml, tags and source_url", `---yaml
date: 2021-05-21
modified_time: "2021-05-21T20:45:14-04:00"
published_time: '2021-05-21T20:45:13-0400'
source_url: https://www.example.org/a/
tags:
- statements-releases
title: "FACT SHEET: A \u2013 B\_Partnership"
slug: 'a-b-partnership-2021'
archived_url: https://archive.example.org/a/
lang: en-gb
publisher: |
  The
  Office
---
Text.
`},
	{"yaml in braces", `---
{"title": "FACT SHEET: A – B Partnership", "date": "2021-05-21", "published_time": "2021-05-21T20:45:13-04:00",
 "modified_time": "2021-05-21T20:45:14-04:00", "tags": ["statements-releases"], "slug": "a-b-partnership-2021",
 "permalink": "https://www.example.org/a/", "archive": "https://archive.example.org/a/",
 "lang": "en-GB", "publisher": "The Office"}
---
Text.
`},
	{"yaml, letter case and hyphens", `---
Title: "FACT SHEET: A – B Partnership"
Slug: a-b-partnership-2021
Date: 2021-05-21
Published-Time: 2021-05-21 20:45:13 -04:00
Modified-Time: 2021-05-21 20:45:14 -04
Permalink: https://www.example.org/a/
Archive-URL: https://archive.example.org/a/
Categories: [statements-releases, statements-releases]
Language: EN-gb
Publisher: The Office
---
Text.
`},
	{"toml", `+++
title = "FACT SHEET: A \u2013 B Partnership"
slug = 'a-b-partnership-2021'
date = 2021-05-21
published_time = 2021-05-21T20:45:13-04:00
modified_time = "2021-05-21 20:45:14-04:00"
permalink = "https://www.example.org/a/"
archive_url = "https://archive.example.org/a/"
category = "statements-releases"
language = "en-GB"
publisher = "The Office"
[other]
title = "not this"
+++
Text.
`},
	{"toml with a label", `---toml
title = """
FACT SHEET:
A – B Partnership"""
slug = "a-b-partnership-2021"
date = "2021-05-21"
published_time = 2021-05-21 20:45:13-04:00
modified_time = 2021-05-21 20:45:14-04:00
source_url = "https://www.example.org/a/"
archive = "https://archive.example.org/a/"
tags = ["statements-releases"]
lang = "en-GB"
publisher = "The Office"
---
Text.
`},
	{"json in braces", `{
  "title": "FACT SHEET: A \u2013 B Partnership",
  "slug": "a-b-partnership-2021",
  "date": "2021-05-21",
  "published_time": "2021-05-21T20:45:13-04:00",
  "modified_time": "2021-05-21T20:45:14-04:00",
  "permalink": "https://www.example.org/a/",
  "archive_url": "https://archive.example.org/a/",
  "category": ["statements-releases"],
  "language": "en-GB",
  "publisher": "The Office",
  "other": {"title": "not this"}
}

Text.
`},
	{"json with a label", `---json
{"title": "FACT SHEET: A – B Partnership", "slug": "a-b-partnership-2021", "date": "2021-05-21",
"published_time": "2021-05-21T20:45:13-04:00", "modified_time": "2021-05-21T20:45:14-04:00",
"source_url": "https://www.example.org/a/", "archive_url": "https://archive.example.org/a/",
"tags": "statements-releases", "lang": "en-GB", "publisher": "The Office"}
---
Text.
`},
	{"json between semicolons", `;;;
{"title": "FACT SHEET: A – B Partnership", "slug": "a-b-partnership-2021", "date": "2021-05-21",
"published_time": "2021-05-21T20:45:13-04:00", "modified_time": "2021-05-21T20:45:14-04:00",
"source_url": "https://www.example.org/a/", "archive_url": "https://archive.example.org/a/",
"tags": "statements-releases", "lang": "en-GB", "publisher": "The Office"}
;;;
Text.
`},
}

// Each format and dialect says the same, with each kind of line break, with and
// without a byte order mark and empty lines ahead.
func TestDialects(t *testing.T) {
	forms := []struct {
		name string
		of   func(string) string
	}{
		{"LF", func(s string) string { return s }},
		{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
		{"CR", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
		{"byte order mark", func(s string) string { return "\uFEFF" + s }},
		{"byte order mark and CRLF", func(s string) string { return "\uFEFF" + strings.ReplaceAll(s, "\n", "\r\n") }},
		{"empty lines", func(s string) string { return "\n  \n" + s }},
		{"no line break at the end", func(s string) string { return strings.TrimSuffix(s, "\n") }},
	}
	for _, test := range dialects {
		for _, form := range forms {
			t.Run(test.name+"/"+form.name, func(t *testing.T) {
				data := form.of(test.data)
				f, problems := read(t, data)
				if len(problems) > 0 {
					t.Fatalf("problems: %v", said(problems))
				}
				if diff := cmp.Diff(both, f.Meta); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if got, want := f.Body, strings.Index(data, "Text."); got != want {
					t.Errorf("body at %d, want %d", got, want)
				}
				if got, want := f.Line(f.Body), f.Lines(); got != want {
					t.Errorf("body on line %d, want %d", got, want)
				}
			})
		}
	}
}

// withoutMatter are documents that have no front matter, or an empty one.
var withoutMatter = []struct {
	name, data string
	body       int
}{
	{"prose", "Fact sheet\n\ntitle: a\n---\n", 0},
	{"byte order mark", "\uFEFF# Fact sheet\n", 3},
	{"heading", "# Fact sheet\n---\ntitle: a\n---\n", 0},
	{"break and prose", "---\nProse, and: more.\n\ntitle: a\n\n---\nEnd.\n", 0},
	{"break, empty line and prose", "---\n\nProse.\n\n---\n\nEnd.\n", 0},
	{"break and a remark", "---\nNote: under embargo until noon.\n---\nText.\n", 0},
	{"break, empty line and a remark", "---\n\nnote: under embargo until noon\n---\nText.\n", 0},
	{"break and heading", "---\n# Fact sheet\n---\nText.\n", 0},
	{"break and list", "---\n- a\n- b\n---\nText.\n", 0},
	{"break alone", "---", 0},
	{"break at the end", "---\n", 0},
	{"two breaks with text", "---\nText\n---\n", 0},
	{"longer break", "----\ntitle: a\n----\n", 0},
	{"other label", "---xml\n<title/>\n---\n", 0},
	{"indented key", "---\nProse\n  title: a\n\n---\n", 0},
	{"brace of text", "{Embargoed}\n\nText.\n", 0},
	{"empty front matter", "---\n---\nText.\n", 8},
	{"blank front matter", "---\n\n---\nText.\n", 9},
	{"empty toml", "+++\n+++\nText.\n", 8},
	{"empty json", ";;;\n;;;\nText.\n", 8},
	{"comment in toml", "+++\n# nothing\n+++\nText.\n", 18},
	{"keys we do not know", "---\nlayout: page\nauthor: B\n---\nText.\n", 31},
	{"nothing said", "---\n# for later\ndate:\ntags: []\npermalink: \"\"\nslug: ~\n---\nText.\n", 57},
}

func TestWithoutMatter(t *testing.T) {
	for _, test := range withoutMatter {
		t.Run(test.name, func(t *testing.T) {
			f, problems := read(t, test.data)
			if len(problems) > 0 {
				t.Fatalf("problems: %v", said(problems))
			}
			if diff := cmp.Diff(Meta{}, f.Meta); diff != "" || f.Body != test.body {
				t.Errorf("body at %d, want %d; meta (-want +got):\n%s", f.Body, test.body, diff)
			}
		})
	}
}

// broken is front matter that cannot be read, and what is said of it.
var broken = []struct {
	name, data string
	want       []string
}{
	{"yaml not closed", "---\ntitle: a\n\nText.\n", []string{
		`x.md:1:1: the front matter opened with "---" is not closed`,
		`hint: write "---" on a line of its own after the last key; if this is a line across the page, write "***"`}},
	{"yaml not closed after empty lines", "\n\n---yaml\ntitle: a\n", []string{
		`x.md:3:1: the front matter opened with "---yaml" is not closed`,
		`hint: write "---" on a line of its own after the last key`}},
	{"closed with another line", "+++\ntitle = \"a\"\n---\nText.\n", []string{
		`x.md:1:1: the front matter opened with "+++" is not closed`,
		`hint: write "+++" on a line of its own after the last key`}},
	{"last line of the file opens", "+++", []string{
		`x.md:1:1: the front matter opened with "+++" is not closed`,
		`hint: write "+++" on a line of its own after the last key`}},
	{"json not closed", "{\n\"title\": \"a\"\n}\nText.\n", []string{
		`x.md:1:1: the front matter opened with "{" is not closed`,
		`hint: end it with a line that holds only "}", and an empty line after it`}},
	{"json on one line", "\n{\"title\": \"a\"}\n\nText.\n", []string{
		`x.md:2:1: front matter in JSON begins with a line that holds more than the brace`,
		`hint: put "{" and "}" each on a line of its own, and an empty line after "}"`}},
	{"yaml colon", "---\ndate: 2021-05-21\ntitle: Fact sheet: a\n---\nText.\n", []string{
		`x.md:3:8: ": " within a value that is not in quotes`,
		`hint: put the whole value in quotes; if this is a key, begin it in the column of the keys above`}},
	{"yaml with CRLF", "---\r\ndate: 2021-05-21\r\ntitle: 'a\r\n---\r\nText.\r\n", []string{
		`x.md:3:8: the quotation mark opened here is not closed`,
		`hint: end the value with '; an apostrophe within is written twice`}},
	{"yaml with a byte order mark", "\uFEFF---\ntitle: \"é\" x\n---\nText.\n", []string{
		`x.md:2:12: text after the end of a value`,
		`hint: put the whole value in quotes, and write \" for a quotation mark within`}},
	{"yaml bomb", "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nText.\n", []string{
		`x.md:2:4: a value that begins with "&" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:3:4: a value that begins with "&" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:3:8: a value that begins with "*" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:3:12: a value that begins with "*" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:4:8: a value that begins with "*" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`}},
	{"yaml key twice", "---\ntitle: a\ntitle: a\n---\nText.\n", []string{
		`x.md:3:1: "title" is written twice`, `hint: keep one of the two; the first is in line 2`}},
	{"first line without a colon", "---\nFact sheet\ndate: 2021-05-21\n---\nText.\n", []string{
		`x.md:2:1: a line without a key`, `hint: write "key: value", with a space after the colon`}},
	{"toml between dashes", "---\ntitle = \"a\"\n---\nText.\n", []string{
		`x.md:2:1: front matter must be keys and values, not text`, `hint: write "key: value" lines between "---", or key = "value" lines between "+++"`}},
	{"toml", "\n+++\ntitle = a\n+++\nText.\n", []string{
		`x.md:3:9: expected value but found "a" instead`, `hint: put the value in quotes: key = "value"`}},
	{"json list", ";;;\n[\"title\"]\n;;;\nText.\n", []string{
		`x.md:2:1: front matter must be keys and values, not a list`, `hint: write "key: value" lines between "---", or key = "value" lines between "+++"`}},
	{"json in braces", "{\n  \"title\": \"é\"\n  \"date\": 1\n}\n\nText.\n", []string{
		`x.md:3:3: invalid character '"' after object key:value pair`, `hint: put a comma between two keys`}},
	{"too long", "---\ntitle: a\n" + strings.Repeat("# a comment\n", 6000) + "---\nText.\n", []string{
		`x.md:2:1: more than 64 KiB of keys and values`,
		`hint: keep the text of the document out of them; is a closing line missing?`}},
	{"no text", "---\ntitle: a\n---\n\n", []string{
		`x.md:4:1: warning: no text after the front matter`, `hint: put the text of the document after the line "---"`}},
}

func TestBrokenMatter(t *testing.T) {
	for _, test := range broken {
		t.Run(test.name, func(t *testing.T) {
			_, problems := read(t, test.data)
			if diff := cmp.Diff(test.want, said(problems)); diff != "" {
				t.Errorf("%.200q (-want +got):\n%s", test.data, diff)
			}
		})
	}
}
