package tree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/diag"
)

// at is where the texts of the tests begin: in the second line of a file.
var at = diag.Pos{File: "x.md", Line: 2, Column: 1}

// show writes a value on one line, the place of each key and value after it.
func show(v Value) string {
	var b strings.Builder
	switch v.Kind {
	case Null:
		b.WriteString("null")
	case Text:
		fmt.Fprintf(&b, "%q", v.Text)
	case List:
		b.WriteString("[")
		for i, item := range v.Items {
			b.WriteString(strings.Repeat(" ", min(i, 1)) + show(item))
		}
		b.WriteString("]")
	case Map:
		b.WriteString("{")
		for i, f := range v.Fields {
			fmt.Fprintf(&b, "%s%s@%d:%d %s", strings.Repeat(" ", min(i, 1)), f.Key, f.Pos.Line, f.Pos.Column, show(f.Value))
		}
		b.WriteString("}")
	default:
		b.WriteString(v.Text)
	}
	fmt.Fprintf(&b, "@%d:%d", v.Pos.Line, v.Pos.Column)
	return b.String()
}

// values are texts that are taken, by the decoder that takes them.
var values = []struct {
	name   string
	decode Decoder
	text   string
	want   string
}{
	{"yaml nothing", YAML, "", `null@2:1`},
	{"yaml comment", YAML, "# nothing\n", `null@2:1`},
	{"yaml plain, single and double quotes", YAML, "a: b c\nd: 'it''s'\ne: \"x\\u2013\\_y\"\n",
		`{a@2:1 "b c"@2:4 d@3:1 "it's"@3:4 e@4:1 "x–\u00a0y"@4:4}@2:1`},
	{"yaml spaces around a value do not move it", YAML, "a:    b   \nc :   d e   # f\n",
		`{a@2:1 "b"@2:7 c@3:1 "d e"@3:7}@2:1`},
	{"yaml value equal to part of the line", YAML, "aa: a aa   \n", `{aa@2:1 "a aa"@2:5}@2:1`},
	{"yaml columns are characters", YAML, "é: ü\n“a”: [ñ, ö]\n", `{é@2:1 "ü"@2:4 “a”@3:1 ["ñ"@3:7 "ö"@3:10]@3:6}@2:1`},
	{"yaml quoted value over two lines", YAML, "a: \"America\\u2019\\\n  s Place\"\nb: c\n",
		`{a@2:1 "America’s Place"@2:4 b@4:1 "c"@4:4}@2:1`},
	{"yaml block scalars", YAML, "a: |\n  b\n  c\nd: >-\n  e\n  f\ng: h\n",
		`{a@2:1 "b\nc\n"@2:4 d@5:1 "e f"@5:4 g@8:1 "h"@8:4}@2:1`},
	{"yaml dates and no are text", YAML, "a: 2021-05-21\nb: 2021-05-21 20:45:14-04:00\nc: no\n",
		`{a@2:1 "2021-05-21"@2:4 b@3:1 "2021-05-21 20:45:14-04:00"@3:4 c@4:1 "no"@4:4}@2:1`},
	{"yaml numbers, truth and nothing", YAML, "a: 12\nb: 1.5\nc: true\nd:\ne: ~\nf: .inf\ng: 0x1F\n",
		`{a@2:1 12@2:4 b@3:1 1.5@3:4 c@4:1 true@4:4 d@5:1 null@5:3 e@6:1 null@6:4 f@7:1 .inf@7:4 g@8:1 0x1F@8:4}@2:1`},
	{"yaml lists", YAML, "a:\n  - b   \n  - c: d\n    e: f\nh: [i, \"j\"]\nk: []\nl: {}\n",
		`{a@2:1 ["b"@3:5 {c@4:5 "d"@4:8 e@5:5 "f"@5:8}@4:5]@3:3 h@6:1 ["i"@6:5 "j"@6:8]@6:4 k@7:1 []@7:4 l@8:1 {}@8:4}@2:1`},
	{"yaml list at the top", YAML, "- a\n- b: c\n", `["a"@2:3 {b@3:3 "c"@3:6}@3:3]@2:1`},
	{"yaml in braces", YAML, "{\"a\": \"b\", c: 1}\n", `{a@2:2 "b"@2:7 c@2:12 1@2:15}@2:1`},
	{"yaml keys that are no text", YAML, "1: a\ntrue: b\n? c\n: d\n", `{1@2:1 "a"@2:4 true@3:1 "b"@3:7 c@4:3 "d"@5:3}@2:1`},
	{"yaml with its own marks", YAML, "---\na: b\n...\n", `{a@3:1 "b"@3:4}@3:1`},
	{"yaml prose", YAML, "just prose\nof two lines\n", `"just prose of two lines"@2:1`},
	{"yaml with other line breaks", YAML, "\uFEFFa: b\r\nc: d\re: f\r\n", `{a@2:1 "b"@2:4 c@3:1 "d"@3:4 e@4:1 "f"@4:4}@2:1`},

	{"toml nothing", TOML, "# nothing\n", `null@2:1`},
	{"toml text", TOML, "a = \"é\"\n  b='c'\n\"d e\" = \"\"\n", `{a@2:1 "é"@2:5 b@3:3 "c"@3:5 d e@4:1 ""@4:9}@2:1`},
	{"toml text of lines", TOML, "a = \"\"\"\nb\nc\"\"\"\nd = '''e'''\n", `{a@2:1 "b\nc"@2:5 d@5:1 "e"@5:5}@2:1`},
	{"toml times", TOML, "a = 2021-05-21\nb = 2021-05-21 20:45:14\nc = 2021-05-21T20:45:14.5-04:00\nd = 12:30:00\n",
		`{a@2:1 "2021-05-21"@2:5 b@3:1 "2021-05-21T20:45:14"@3:5 c@4:1 "2021-05-21T20:45:14.5-04:00"@4:5 d@5:1 "12:30:00"@5:5}@2:1`},
	{"toml lists", TOML, "a = [ \"b\",\n  1 ]\nc = []\n", `{a@2:1 ["b"@2:5 1@2:5]@2:5 c@4:1 []@4:5}@2:1`},
	{"toml truth and numbers", TOML, "a = true\nb = 1.5\nc = -7\n", `{a@2:1 true@2:5 b@3:1 1.5@3:5 c@4:1 -7@4:5}@2:1`},
	{"toml tables", TOML, "a = {b = 1}\n[c]\nd = 2\n[e.f]\ng = 3\n[[h]]\ni = 4\n",
		`{a@2:1 {b@2:5 1@2:5}@2:5 c@3:1 {d@3:1 2@3:1}@3:1 e@5:1 {f@5:1 {g@5:1 3@5:1}@5:1}@5:1 h@7:1 [{i@7:1 4@7:1}@7:1]@7:1}@2:1`},
	{"toml dotted keys", TOML, "\na.b = 1\nc = 2\na.d = 3\n", `{a@3:1 {b@3:7 1@3:7 d@3:7 3@3:7}@3:7 c@4:1 2@4:5}@2:1`},

	{"json nothing", JSON, " \n", `null@2:1`},
	{"json", JSON, "{\"é\": \"ü\",\n \"a\" : [1, true, null, {\"b\": \"\\u2013\"}],\n\"c\":1.50}",
		`{é@2:2 "ü"@2:7 a@3:2 [1@3:9 true@3:12 null@3:18 {b@3:25 "–"@3:30}@3:24]@3:8 c@4:1 1.50@4:5}@2:1`},
	{"json list", JSON, "[]", `[]@2:1`},
}

func TestValues(t *testing.T) {
	for _, test := range values {
		t.Run(test.name, func(t *testing.T) {
			v, problems := test.decode([]byte(test.text), at)
			if len(problems) > 0 {
				t.Fatalf("%q: %v", test.text, problems)
			}
			if diff := cmp.Diff(test.want, show(v)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// refusals are texts that are not taken, and what is said of them.
var refusals = []struct {
	name   string
	decode Decoder
	text   string
	want   []string
}{
	{"yaml colon in a value", YAML, "title: Fact: sheet\n", []string{
		`x.md:2:8: ": " within a value that is not in quotes`,
		`hint: put the whole value in quotes; if this is a key, begin it in the column of the keys above`}},
	{"yaml key that is indented", YAML, "a: b\n c: d\n", []string{
		`x.md:2:4: ": " within a value that is not in quotes`,
		`hint: put the whole value in quotes; if this is a key, begin it in the column of the keys above`}},
	{"yaml double quote not closed", YAML, "a: b\ntitle: \"é\n", []string{
		`x.md:3:8: the quotation mark opened here is not closed`, `hint: end the value with "`}},
	{"yaml single quote not closed", YAML, "title: 'it\n", []string{
		`x.md:2:8: the quotation mark opened here is not closed`, `hint: end the value with '; an apostrophe within is written twice`}},
	{"yaml text after a quotation", YAML, "title: \"Build\" better\n", []string{
		`x.md:2:16: text after the end of a value`, `hint: put the whole value in quotes, and write \" for a quotation mark within`}},
	{"yaml bracket not closed", YAML, "tags: [a, b\n", []string{
		`x.md:2:7: "[" is not closed`, `hint: add "]", or put the value in quotes`}},
	{"yaml brace not closed", YAML, "tags: {a: b\n", []string{
		`x.md:2:7: "{" is not closed`, `hint: add "}", or put the value in quotes`}},
	{"yaml reserved character", YAML, "title: @x\n", []string{
		`x.md:2:8: '@' is a reserved character`, `hint: put the whole value in quotes`}},
	{"yaml directive", YAML, "title: %x\n", []string{
		`x.md:2:8: "%" begins a directive, which is not taken here`, `hint: put the whole value in quotes, or leave the line out`}},
	{"yaml escape", YAML, `title: "a\q"`, []string{
		`x.md:2:11: found unknown escape character 'q'`, `hint: write \\ for a backslash, or use single quotes`}},
	{"yaml tab", YAML, "\ttitle: x\n", []string{
		`x.md:2:6: a tab ahead of a key`, `hint: indent with spaces`}},
	{"yaml line without a key", YAML, "title\ndate: x\n", []string{
		`x.md:2:1: a line without a key`, `hint: write "key: value", with a space after the colon`}},
	{"yaml list after a value", YAML, "a: b\n- c\n", []string{
		`x.md:3:1: non-map value is specified`, `hint: write "key: value" lines; a value with special characters goes in quotes`}},
	{"yaml emphasis is an alias", YAML, "title: *Fact* sheet\n", []string{
		`x.md:2:8: a value that begins with "*" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`}},
	{"yaml anchors, aliases, merges and tags", YAML, "a: &b [c]\nd: *b\n<<: *b\ne: !!str 5\n", []string{
		`x.md:2:4: a value that begins with "&" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:3:4: a value that begins with "*" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:4:1: "<<" merges keys, which is not taken here`, `hint: write the keys out`,
		`x.md:4:5: a value that begins with "*" refers to another, which is not taken here`,
		`hint: put the whole value in quotes, or write out what is meant`,
		`x.md:5:4: the tag "!!str" is not taken here`, `hint: leave it out; text goes in quotes`}},
	{"yaml keys twice", YAML, "a: b\nc:\n  d: 1\n  d: 2\na: e\n", []string{
		`x.md:5:3: "d" is written twice`, `hint: keep one of the two; the first is in line 4`,
		`x.md:6:1: "a" is written twice`, `hint: keep one of the two; the first is in line 2`}},
	{"yaml second document", YAML, "a: b\n---\nc: d\n", []string{
		`x.md:4:1: a second YAML document`, `hint: take out the line "---" or "..." ahead of it`}},
	{"yaml key that is a list", YAML, "? [a]\n: b\n", []string{
		`x.md:3:1: found an invalid key for this map`, `hint: write "key: value" lines; a value with special characters goes in quotes`}},
	{"yaml lists in lists", YAML, strings.Repeat("- ", 9) + "a\n", []string{
		`x.md:2:17: lists and keys within each other, too many to be meant`,
		`hint: write plain "key: value" lines; text with brackets goes in quotes`}},

	{"toml quote not closed", TOML, "a = \"x\nb = 1", []string{
		`x.md:2:7: the quotation mark opened in this line is not closed`, `hint: end the value with "`}},
	{"toml without quotes", TOML, "title = x\n", []string{
		`x.md:2:9: expected value but found "x" instead`, `hint: put the value in quotes: key = "value"`}},
	{"toml with a colon", TOML, "title: x\n", []string{
		`x.md:2:6: expected '.' or '=', but got ':' instead`,
		`hint: write key = "value"; a key other than letters, digits, "-" and "_" goes in quotes`}},
	{"toml key twice", TOML, "a=1\na=2\n", []string{
		`x.md:3:1: key 'a' has already been defined`, `hint: keep one of the two`}},
	{"toml bracket not closed", TOML, "a = [1,\n", []string{
		`x.md:2:8: the value ends too early`, `hint: close what is opened in the last value: a quotation mark or bracket`}},
	{"toml escape", TOML, `a = "\q"`, []string{
		`x.md:2:6: invalid escape in string '\q'`, `hint: write \\ for a backslash, or use single quotes`}},
	{"toml date", TOML, "a = 2021-02-30\n", []string{
		`x.md:2:5: invalid datetime: "2021-02-30"`, `hint: write a day of the calendar as 2021-05-21`}},
	{"toml control character", TOML, "a = \"\x01\"\n", []string{
		`x.md:2:5: TOML files cannot contain control characters: '0x01'`, `hint: write one key = "value" a line`}},
	{"toml two on a line", TOML, "a = 1 b = 2\n", []string{
		`x.md:2:6: expected a top-level item to end with a newline, comment, or EOF, but got 'b' instead`, `hint: write one key = "value" a line`}},

	{"json comma at the end", JSON, "{\"a\": 1,}", []string{
		`x.md:2:9: invalid character '}' looking for beginning of object key string`, `hint: write keys in double quotes; no comma after the last`}},
	{"json single quotes", JSON, "{\"é\": 'b'}", []string{
		`x.md:2:7: invalid character '\'' looking for beginning of value`, `hint: put text in double quotes; no comma after the last value`}},
	{"json line break in text", JSON, "{\"a\": \"b\n\"}", []string{
		`x.md:2:9: the quotation mark opened in this line is not closed`, `hint: end the value with ", and write \n for a line break`}},
	{"json too short", JSON, "{\"a\": \"b\"\n", []string{
		`x.md:3:1: the value ends too early`, `hint: close what is opened: a quotation mark, a bracket or a brace`}},
	{"json without a comma", JSON, "{\"a\": 1\n\"b\": 2}", []string{
		`x.md:3:1: invalid character '"' after object key:value pair`, `hint: put a comma between two keys`}},
	{"json list without a comma", JSON, "[1 2]", []string{
		`x.md:2:4: invalid character '2' after array element`, `hint: put a comma between two values`}},
	{"json escape", JSON, `{"a": "\q"}`, []string{
		`x.md:2:9: invalid character 'q' in string escape code`, `hint: write \\ for a backslash`}},
	{"json and more", JSON, "{} x", []string{
		`x.md:2:4: invalid character 'x' after top-level value`, `hint: take out what follows the last brace`}},
	{"json key twice", JSON, "{\"a\": 1,\n \"a\": 2}", []string{
		`x.md:3:2: "a" is written twice`, `hint: keep one of the two; the first is in line 2`}},

	{"zero byte", YAML, "a: b\nc: \x00\n", []string{
		`x.md:3:4: a zero byte, which no text has`, `hint: save the file as plain text in UTF-8`}},
	{"not UTF-8", YAML, "a: é\xE9\n", []string{
		`x.md:2:5: byte 0xE9 is not UTF-8`, `hint: save the file as UTF-8`}},
	{"too large", YAML, strings.Repeat("# comment\n", MaxSize/10+1), []string{
		`x.md:2:1: more than 64 KiB of keys and values`,
		`hint: keep the text of the document out of them; is a closing line missing?`}},
}

func TestRefusals(t *testing.T) {
	for _, test := range refusals {
		t.Run(test.name, func(t *testing.T) {
			_, problems := test.decode([]byte(test.text), at)
			problems.Sort()
			var got []string
			for _, d := range problems {
				got = append(got, strings.Split(strings.ReplaceAll(d.String(), "\n    hint", "\nhint"), "\n")...)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%.200q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// The place where the text begins moves the first line to the right, and all
// lines down.
func TestPlaceOfTheText(t *testing.T) {
	v, _ := YAML([]byte("a: b\nc: d\n"), diag.Pos{File: "x.md", Line: 7, Column: 3})
	if got, want := show(v), `{a@7:3 "b"@7:6 c@8:1 "d"@8:4}@7:3`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReplacementCharacterIsText(t *testing.T) {
	v, problems := YAML([]byte("a: \uFFFD\n"), at)
	if len(problems) > 0 || show(v) != "{a@2:1 \"\uFFFD\"@2:4}@2:1" {
		t.Errorf("got %s and %v", show(v), problems)
	}
}

func TestPanicIsAProblem(t *testing.T) {
	_, problems := decode([]byte("a: b"), at, func(*reader) Value { panic("a fault of a decoder") })
	if got, want := fmt.Sprint(problems), "[x.md:2:1: this cannot be read\n    hint: write plain \"key: value\" lines]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Each of these takes a decoder without bounds tens of seconds.
func TestTangledInput(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, MaxSize/len(s)) }
	for name, test := range map[string]struct {
		decode Decoder
		text   string
	}{
		"yaml brackets":     {YAML, fill("[")},
		"yaml braces":       {YAML, fill("{a: ")},
		"yaml dashes":       {YAML, fill("- ")},
		"yaml questions":    {YAML, fill("? ")},
		"yaml anchors":      {YAML, fill("&a ")},
		"yaml tags":         {YAML, fill("!a ")},
		"yaml documents":    {YAML, fill("a: b\n---\n")},
		"yaml block lines":  {YAML, fill("a: |\n")},
		"toml brackets":     {TOML, "a = " + fill("[")[8:]},
		"toml dotted key":   {TOML, fill("a.")[8:] + "a = 1"},
		"toml inline table": {TOML, "a = " + fill("{a=")[8:]},
		"json brackets":     {JSON, fill("[")},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := test.decode([]byte(test.text), at)
			if problems.Errors() == 0 {
				t.Error("taken")
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, test := range values {
		f.Add(test.text)
	}
	for _, test := range refusals[:len(refusals)-1] {
		f.Add(test.text)
	}
	f.Add("\x80") // no character at all
	f.Add("\"謼")  // an error in the middle of a character
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(string(Newlines([]byte(text))), "\n")
		inside := func(p diag.Pos) {
			if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len([]rune(lines[p.Line-1]))+1 {
				t.Errorf("%q has no place %v", text, p)
			}
		}
		for _, decode := range []Decoder{YAML, TOML, JSON} {
			v, problems := decode([]byte(text), diag.Pos{File: "x", Line: 1, Column: 1})
			for _, d := range problems {
				inside(d.Pos)
				if d.Text == "" || d.Hint == "" || strings.Contains(d.Text, "\n") {
					t.Errorf("%q: problem without words or hint, or of two lines: %v", text, d)
				}
			}
			if len(problems) == 0 {
				each(v, func(v Value) { inside(v.Pos) })
			}
		}
	})
}

// each calls f for a value and all within it.
func each(v Value, f func(Value)) {
	f(v)
	for _, item := range v.Items {
		each(item, f)
	}
	for _, field := range v.Fields {
		f(Value{Pos: field.Pos})
		each(field.Value, f)
	}
}
