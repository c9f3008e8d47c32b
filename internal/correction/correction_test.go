package correction

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"communique/internal/diag"
	"communique/internal/tree"
)

func read(t testing.TB, data string) (List, diag.List) {
	t.Helper()
	list, problems, err := Read(fstest.MapFS{"c.yaml": {Data: []byte(data)}}, "c.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return list, problems
}

func at(line, column int) diag.Pos { return diag.Pos{File: "c.yaml", Line: line, Column: column} }

const whole = `# what to put right
- quote: "Increase the
    interconnectedness"
  is: commitment
  child-of: none
  title: 'Join up the agencies – all of them'
  kind: pledge
- quote: Korea will provide expanded
  child-of: Establish a comprehensive
`

func TestRead(t *testing.T) {
	want := List{
		{Quote: "Increase the interconnectedness", Is: Commitment, ChildOf: None, Title: "Join up the agencies – all of them", Kind: Pledge,
			Pos: at(2, 10), IsPos: at(4, 7), ChildOfPos: at(5, 13), TitlePos: at(6, 10), KindPos: at(7, 9)},
		{Quote: "Korea will provide expanded", ChildOf: "Establish a comprehensive", Pos: at(8, 10), ChildOfPos: at(9, 13)},
	}
	for name, data := range map[string]string{
		"LF": whole, "CRLF": strings.ReplaceAll(whole, "\n", "\r\n"), "byte order mark": "\uFEFF" + whole,
	} {
		list, problems := read(t, data)
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		if diff := cmp.Diff(want, list); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestReadEachValue(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       List
	}{
		{"nothing", "", nil},
		{"comment", "# none yet\n", nil},
		{"empty list", "[]\n", List{}},
		{"heading", "- {quote: a, is: heading}\n", List{{Quote: "a", Is: Heading}}},
		{"introduction", "- {quote: a, is: introduction}\n", List{{Quote: "a", Is: Introduction}}},
		{"lead-in", "- {quote: a, is: lead-in}\n", List{{Quote: "a", Is: LeadIn}}},
		{"note", "- {quote: a, is: note}\n", List{{Quote: "a", Is: Note}}},
		{"acknowledgement", "- {quote: a, kind: acknowledgement}\n", List{{Quote: "a", Kind: Acknowledgement}}},
		{"principle", "- {quote: a, kind: principle}\n", List{{Quote: "a", Kind: Principle}}},
		{"existing", "- {quote: a, kind: existing}\n", List{{Quote: "a", Kind: Existing}}},
		{"title of 90 characters", "- {quote: a, title: " + strings.Repeat("é", MaxTitle) + "}\n",
			List{{Quote: "a", Title: strings.Repeat("é", MaxTitle)}}},
		{"spaces folded", "- quote: \"a\\_\\u2060 b\\n c\"\n  title: |\n    d\n    e\n", List{{Quote: "a b c", Title: "d e"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, problems := read(t, test.data)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if diff := cmp.Diff(test.want, list, cmpopts.IgnoreTypes(diag.Pos{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	const (
		entry  = `hint: begin each entry with - quote: "…", and put the other keys beneath "quote"`
		write  = `hint: write it, or take the key out`
		either = `hint: take out one of the two`
	)
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"text", "note\n", []string{`c.yaml:1:1: corrections must be a list, not text`, entry}},
		{"keys without a list", "# a\nquote: a\nis: note\n", []string{`c.yaml:2:1: corrections must be a list, not keys and values`, entry}},
		{"entry that is text", "- a\n- quote: b\n  is: note\n", []string{`c.yaml:1:3: an entry must be keys and values, not text`, entry}},
		{"entry of nothing", "- quote: a\n  is: note\n-\n", []string{`c.yaml:3:2: an entry must be keys and values, not nothing`, entry}},
		{"no quotation", "- is: note\n", []string{
			`c.yaml:1:3: the entry quotes no words`, `hint: add quote: "…" with words that begin the paragraph, item or heading`}},
		{"empty quotation", "- quote: \"\"\n  is: note\n", []string{`c.yaml:1:10: quote holds no words`, write}},
		{"quotation without words", "- quote: \"—\"\n  is: note\n", []string{`c.yaml:1:10: quote holds no words`, write}},
		{"quotation of nothing", "- quote:\n  is: note\n", []string{`c.yaml:1:9: quote must be text, not nothing`, write}},
		{"quotation that is a number", "- quote: 1.5\n  is: note\n", []string{
			`c.yaml:1:10: quote must be text, not a number`, `hint: put it in quotes: "1.5"`}},
		{"value that is a list", "- quote: a\n  is: [note]\n", []string{`c.yaml:2:7: is must be text, not a list`, `hint: write it as text in quotes`}},
		{"nothing changed", "- quote: a\n", []string{`c.yaml:1:3: the entry changes nothing`, `hint: add one of is, child-of, title and kind`}},
		{"unknown key, near", "- quote: a\n  childof: none\n  kind: pledge\n", []string{
			`c.yaml:2:3: there is no key "childof"`,
			`hint: did you mean "child-of"? It must be one of quote, is, child-of, title and kind`}},
		{"unknown key, far", "- quote: a\n  reason: it is\n  is: note\n", []string{
			`c.yaml:2:3: there is no key "reason"`, `hint: write one of quote, is, child-of, title and kind`}},
		{"unknown value, near", "- quote: a\n  is: leadin\n", []string{
			`c.yaml:2:7: is cannot be "leadin"`,
			`hint: did you mean "lead-in"? It must be one of heading, introduction, lead-in, commitment and note`}},
		{"unknown value, far", "- quote: a\n  is: not a commitment\n", []string{
			`c.yaml:2:7: is cannot be "not a commitment"`,
			`hint: write one of heading, introduction, lead-in, commitment and note`}},
		{"unknown value, begun", "- quote: a\n  kind: ack\n", []string{
			`c.yaml:2:9: kind cannot be "ack"`,
			`hint: did you mean "acknowledgement"? It must be one of pledge, acknowledgement, principle and existing`}},
		{"letter case", "- quote: a\n  kind: Pledge\n", []string{
			`c.yaml:2:9: kind cannot be "Pledge"`,
			`hint: did you mean "pledge"? It must be one of pledge, acknowledgement, principle and existing`}},
		{"title too long", "- quote: a\n  title: " + strings.Repeat("é", 91) + "\n", []string{
			`c.yaml:2:10: the title has 91 characters, which is more than 90`, `hint: shorten it to a headline`}},
		{"own child", "- quote: \"a  b\"\n  child-of: a b\n", []string{
			`c.yaml:2:13: a commitment cannot be a child of itself`, `hint: quote the commitment it belongs to, or write none`}},
		{"contradictions", "- quote: a\n  is: note\n  kind: pledge\n  title: b\n  child-of: none\n", []string{
			`c.yaml:3:9: only a commitment has kind, and this is said to be: note`, either,
			`c.yaml:4:10: only a commitment has title, and this is said to be: note`, either,
			`c.yaml:5:13: only a commitment has child-of, and this is said to be: note`, either}},
		{"quotation twice", "- quote: a b\n  is: note\n- quote: 'a\n    b'\n  is: heading\n", []string{
			`c.yaml:3:10: the quotation of line 1 again`, `hint: put both into one entry, or quote more words`}},
		{"key twice", "- quote: a\n  is: note\n  is: heading\n", []string{
			`c.yaml:3:3: "is" is written twice`, `hint: keep one of the two; the first is in line 2`}},
		{"all at once", "- quote: a\n  is: table\n- quote: b\n- kind: pledge\n", []string{
			`c.yaml:2:7: is cannot be "table"`, `hint: write one of heading, introduction, lead-in, commitment and note`,
			`c.yaml:3:3: the entry changes nothing`, `hint: add one of is, child-of, title and kind`,
			`c.yaml:4:3: the entry quotes no words`, `hint: add quote: "…" with words that begin the paragraph, item or heading`}},
		{"not YAML", "- quote: \"a\n  is: note\n", []string{
			`c.yaml:1:10: the quotation mark opened here is not closed`, `hint: end the value with "`}},
		{"colon in words", "- quote: Together: we\n  is: note\n", []string{
			`c.yaml:1:10: ": " within a value that is not in quotes`,
			`hint: put the whole value in quotes; if this is a key, begin it in the column of the keys above`}},
		{"alias", "- quote: *a\n  is: note\n", []string{
			`c.yaml:1:10: a value that begins with "*" refers to another, which is not taken here`,
			`hint: put the whole value in quotes, or write out what is meant`}},
		{"not UTF-8", "- quote: \xE9\n", []string{`c.yaml:1:10: byte 0xE9 is not UTF-8`, `hint: save the file as UTF-8`}},
		{"too large", strings.Repeat("# a\n", tree.MaxSize), []string{
			`c.yaml:1:1: more than 64 KiB of keys and values`,
			`hint: keep the text of the document out of them; is a closing line missing?`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, problems := read(t, test.data)
			if list != nil {
				t.Errorf("taken: %v", list)
			}
			var got []string
			for _, d := range problems {
				got = append(got, strings.Split(strings.ReplaceAll(d.String(), "\n    hint", "\nhint"), "\n")...)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%.200q (-want +got):\n%s", test.data, diff)
			}
		})
	}
}

func TestReadFails(t *testing.T) {
	fsys := fstest.MapFS{"folder/c.yaml": {}}
	if list, problems, err := Read(fsys, "c.yaml"); !errors.Is(err, fs.ErrNotExist) || list != nil || problems != nil {
		t.Errorf("a missing file gives %v, %v, %v", list, problems, err)
	}
	if _, _, err := Read(fsys, "folder"); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder gives %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(whole)
	for _, s := range []string{"", "- a", "quote: a", "- quote: a\n  is: leadin\n", "- {quote: a, title: b, child-of: none}", "- quote: *a", "\uFEFF- quote: é\r\n  kind: x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		list, problems := read(t, data)
		if list != nil && problems.Errors() > 0 {
			t.Errorf("%q gives %v with errors %v", data, list, problems)
		}
		lines := strings.Split(string(tree.Newlines([]byte(data))), "\n")
		for _, d := range problems {
			if d.Hint == "" || d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Column > len([]rune(lines[d.Pos.Line-1]))+1 {
				t.Errorf("%q: no hint, or no such place: %v", data, d)
			}
		}
		for _, c := range list {
			if c.Quote == "" || c.Is+c.ChildOf+c.Title+c.Kind == "" || len([]rune(c.Title)) > MaxTitle || c.Pos.Line == 0 {
				t.Errorf("%q gives %+v", data, c)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := range 200 {
		fmt.Fprintf(&s, "- quote: \"Words that begin the paragraph %d\"\n  is: commitment\n  title: \"A headline of number %d\"\n", i, i)
	}
	fsys := fstest.MapFS{"c.yaml": {Data: []byte(s.String())}}
	b.ReportAllocs()
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		if list, _, err := Read(fsys, "c.yaml"); len(list) != 200 || err != nil {
			b.Fatal(len(list), err)
		}
	}
}
