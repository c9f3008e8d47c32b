// Package correction reads the files by which an editor overrules what the
// parser makes of a document, without touching the document.
//
// Such a file is content/corrections/NAME.yaml for the document NAME.md, a
// list in YAML. Each entry quotes the words that begin a paragraph, item or
// heading, and says what is to hold of it; it may say several things at once:
//
//	# what to put right in the fact sheet of May
//	- quote: "Increase the interconnectedness"
//	  is: commitment
//	  title: "Join up the two space agencies"
//	  kind: pledge
//	- quote: "Korea will provide expanded"
//	  child-of: "Establish a comprehensive"
//	- quote: "For more information"
//	  is: note
//
// In go a file system and a name, out comes a [List] or diagnostics. The
// package refuses what cannot be meant whatever the document says: keys and
// values that there are not, entries that change nothing or contradict
// themselves or each other. That a quotation occurs in the document, and only
// once, is for the parser to find out.
package correction

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/internal/diag"
	"communique/internal/tree"
)

// What a block can be said to be.
const (
	Heading      = "heading"
	Introduction = "introduction"
	LeadIn       = "lead-in"
	Commitment   = "commitment"
	Note         = "note"
)

// What a commitment can be said to amount to.
const (
	Pledge          = "pledge"
	Acknowledgement = "acknowledgement"
	Principle       = "principle"
	Existing        = "existing"
)

// None in place of a quotation makes a commitment the child of no other.
const None = "none"

// MaxTitle is how long a title can be, in characters.
const MaxTitle = 90

// A Correction is one entry. All but the quotation may be empty, which leaves
// the parser's guess as it is; at least one is not. Text is on one line.
type Correction struct {
	Quote   string // words of the document, markup and line breaks aside, that begin a block
	Is      string // what the block is: Heading, Introduction, LeadIn, Commitment or Note
	ChildOf string // words that begin the commitment it belongs to, or None
	Title   string // its headline, at most MaxTitle characters
	Kind    string // what it amounts to: Pledge, Acknowledgement, Principle or Existing

	Pos        diag.Pos // of the quotation
	IsPos      diag.Pos // of what Is says; these four are zero where nothing is said
	ChildOfPos diag.Pos
	TitlePos   diag.Pos
	KindPos    diag.Pos
}

// A List is the corrections of one document in the order of the file, no two
// with one quotation.
type List []Correction

// Read reads a file of corrections. All that is wrong with it is in the list
// of diagnostics, sorted by place; the corrections are nil where one of them
// is an error. The error is for the machine; it is [fs.ErrNotExist] where there
// is no such file.
func Read(fsys fs.FS, name string) (List, diag.List, error) {
	text, err := readAll(fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("read corrections: %w", err)
	}
	value, problems := tree.YAML(text, diag.Pos{File: name})
	if problems.Errors() > 0 {
		problems.Sort()
		return nil, problems, nil
	}
	r := &reader{problems: problems}
	list := r.list(value)
	r.problems.Sort()
	if r.problems.Errors() > 0 {
		return nil, r.problems, nil
	}
	return list, r.problems, nil
}

// readAll reads a file up to one byte more than is taken.
func readAll(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, tree.MaxSize+1))
}

// A reader gathers corrections and what is wrong with them.
type reader struct{ problems diag.List }

func (r *reader) fail(pos diag.Pos, hint, format string, args ...any) {
	d := diag.Errorf(pos, format, args...)
	d.Hint = hint
	r.problems = append(r.problems, d)
}

const entryHint = `begin each entry with - quote: "…", and put the other keys beneath "quote"`

func (r *reader) list(v tree.Value) List {
	switch v.Kind {
	case tree.Null:
		return nil
	case tree.List:
	default:
		r.fail(v.Pos, entryHint, "corrections must be a list, not %s", v.Kind)
		return nil
	}
	list := make(List, 0, len(v.Items))
	first := map[string]diag.Pos{}
	for _, item := range v.Items {
		c, ok := r.entry(item)
		if !ok {
			continue
		}
		if p, twice := first[c.Quote]; twice {
			r.fail(c.Pos, "put both into one entry, or quote more words", "the quotation of line %d again", p.Line)
			continue
		}
		first[c.Quote] = c.Pos
		list = append(list, c)
	}
	return list
}

// A key is something that an entry can say.
type key struct {
	name  string
	words []string // the values there are; none where it is free text
	ours  func(*Correction) (*string, *diag.Pos)
}

var keys = []key{
	{"quote", nil, func(c *Correction) (*string, *diag.Pos) { return &c.Quote, &c.Pos }},
	{"is", []string{Heading, Introduction, LeadIn, Commitment, Note}, func(c *Correction) (*string, *diag.Pos) { return &c.Is, &c.IsPos }},
	{"child-of", nil, func(c *Correction) (*string, *diag.Pos) { return &c.ChildOf, &c.ChildOfPos }},
	{"title", nil, func(c *Correction) (*string, *diag.Pos) { return &c.Title, &c.TitlePos }},
	{"kind", []string{Pledge, Acknowledgement, Principle, Existing}, func(c *Correction) (*string, *diag.Pos) { return &c.Kind, &c.KindPos }},
}

// keyNames lists the keys in the order in which to name them.
func keyNames() []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return names
}

// entry reads one entry; false where it cannot be used.
func (r *reader) entry(v tree.Value) (Correction, bool) {
	if v.Kind != tree.Map {
		r.fail(v.Pos, entryHint, "an entry must be keys and values, not %s", v.Kind)
		return Correction{}, false
	}
	before := len(r.problems)
	var c Correction
	for _, f := range v.Fields {
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == f.Key })
		if i < 0 {
			r.fail(f.Pos, choice(f.Key, keyNames()), "there is no key %s", tree.Quote(f.Key))
			continue
		}
		text, pos := keys[i].ours(&c)
		*text, *pos = r.value(keys[i], f.Value), f.Value.Pos
	}
	if c.Pos == (diag.Pos{}) {
		r.fail(v.Pos, `add quote: "…" with words that begin the paragraph, item or heading`, "the entry quotes no words")
	}
	if len(r.problems) == before {
		r.sense(c, v.Pos)
	}
	return c, len(r.problems) == before
}

// value reads what stands at a key.
func (r *reader) value(k key, v tree.Value) string {
	if v.Kind != tree.Text {
		hint := "write it as text in quotes"
		switch {
		case v.Kind == tree.Null:
			hint = "write it, or take the key out"
		case v.Kind == tree.Number || v.Kind == tree.Bool:
			hint = `put it in quotes: "` + v.Text + `"`
		}
		r.fail(v.Pos, hint, "%s must be text, not %s", k.name, v.Kind)
		return ""
	}
	s := tree.OneLine(v.Text)
	switch {
	case !strings.ContainsFunc(s, isWord):
		r.fail(v.Pos, "write it, or take the key out", "%s holds no words", k.name)
	case k.words != nil && !slices.Contains(k.words, s):
		r.fail(v.Pos, choice(s, k.words), "%s cannot be %s", k.name, tree.Quote(s))
	case k.name == "title" && utf8.RuneCountInString(s) > MaxTitle:
		r.fail(v.Pos, "shorten it to a headline", "the title has %d characters, which is more than %d", utf8.RuneCountInString(s), MaxTitle)
	}
	return s
}

// choice says what there is to choose from, and what was probably meant.
func choice(given string, words []string) string {
	last := len(words) - 1
	list := "one of " + strings.Join(words[:last], ", ") + " and " + words[last]
	if near := tree.Nearest(given, words); near != "" {
		return `did you mean "` + near + `"? It must be ` + list
	}
	return "write " + list
}

// sense notes an entry that is well written, but cannot be meant.
func (r *reader) sense(c Correction, pos diag.Pos) {
	if c.Is == "" && c.ChildOf == "" && c.Title == "" && c.Kind == "" {
		r.fail(pos, "add one of is, child-of, title and kind", "the entry changes nothing")
	}
	if c.ChildOf == c.Quote {
		r.fail(c.ChildOfPos, "quote the commitment it belongs to, or write none", "a commitment cannot be a child of itself")
	}
	if c.Is == "" || c.Is == Commitment {
		return
	}
	for _, said := range []struct {
		name, text string
		pos        diag.Pos
	}{{"child-of", c.ChildOf, c.ChildOfPos}, {"title", c.Title, c.TitlePos}, {"kind", c.Kind, c.KindPos}} {
		if said.text != "" {
			r.fail(said.pos, "take out one of the two", "only a commitment has %s, and this is said to be: %s", said.name, c.Is)
		}
	}
}

// isWord reports whether c can be part of a word.
func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
