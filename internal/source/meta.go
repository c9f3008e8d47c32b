package source

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"communique/internal/diag"
	"communique/internal/tree"
)

// A key is something that front matter can say, in each of its spellings.
type key struct {
	spellings []string
	read      func(*metaReader, tree.Field)
}

// keys lists what is read from front matter; every other key is left alone.
// Letter case and "-" for "_" do not matter.
var keys = []key{
	{[]string{"title"}, (*metaReader).title},
	{[]string{"slug"}, (*metaReader).slug},
	{[]string{"date"}, (*metaReader).date},
	{[]string{"published_time"}, (*metaReader).publishedTime},
	{[]string{"modified_time"}, (*metaReader).modifiedTime},
	{[]string{"permalink", "source_url"}, (*metaReader).permalink},
	{[]string{"archive_url", "archived_url", "archive"}, (*metaReader).archive},
	{[]string{"category", "categories"}, (*metaReader).categories},
	{[]string{"tags"}, (*metaReader).categories},
	{[]string{"language", "lang"}, (*metaReader).language},
	{[]string{"publisher"}, (*metaReader).publisher},
	{[]string{"order"}, (*metaReader).order},
}

func spelling(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }

// indexOf returns the place in keys of a key in any spelling, or -1.
func indexOf(name string) int {
	name = spelling(name)
	return slices.IndexFunc(keys, func(k key) bool { return slices.Contains(k.spellings, name) })
}

func known(name string) bool { return indexOf(name) >= 0 }

// A metaReader gathers what the keys say.
type metaReader struct {
	meta      Meta
	day       *moment // date
	published *moment // published_time
	problems  diag.List
}

// readMeta reads the values of front matter and notes all that is wrong.
func readMeta(v tree.Value) (Meta, diag.List) {
	r := &metaReader{}
	switch v.Kind {
	case tree.Null:
		return Meta{}, nil
	case tree.Map:
	default:
		r.fail(v.Pos, `write "key: value" lines between "---", or key = "value" lines between "+++"`, "front matter must be keys and values, not %s", v.Kind)
		return Meta{}, r.problems
	}
	first := map[int]tree.Field{}
	for _, f := range v.Fields {
		i := indexOf(f.Key)
		if i < 0 {
			continue
		}
		if other, twice := first[i]; twice {
			r.rival(other, f)
			continue
		}
		first[i] = f
		keys[i].read(r, f)
	}
	r.publish()
	return r.meta, r.problems
}

// fail notes an error. The hint comes first, since the text has the arguments.
func (r *metaReader) fail(pos diag.Pos, hint, format string, args ...any) {
	d := diag.Errorf(pos, format, args...)
	d.Hint = hint
	r.problems = append(r.problems, d)
}

// rival warns of a second spelling of a key that says something else.
func (r *metaReader) rival(first, second tree.Field) {
	a, b := first.Value, second.Value
	if a.Kind == tree.Text && b.Kind == tree.Text && a.Text == b.Text || b.Kind == tree.Null {
		return
	}
	r.problems = append(r.problems, diag.Warnf(second.Pos, "%s is left out: %s in line %d says the same thing otherwise",
		tree.Quote(second.Key), tree.Quote(first.Key), first.Pos.Line).WithHint("keep one of the two"))
}

// text returns the words of a value on one line, and whether there are any.
func (r *metaReader) text(name string, v tree.Value) (string, bool) {
	switch v.Kind {
	case tree.Null:
		return "", false
	case tree.Text:
		s := tree.OneLine(v.Text)
		return s, s != ""
	case tree.Number, tree.Bool:
		r.fail(v.Pos, `put it in quotes: "`+v.Text+`"`, "%s must be text, not %s", name, v.Kind)
	default:
		r.fail(v.Pos, "write one value in quotes", "%s must be text, not %s", name, v.Kind)
	}
	return "", false
}

func (r *metaReader) title(f tree.Field) {
	s, ok := r.text(f.Key, f.Value)
	if !ok && (f.Value.Kind == tree.Null || f.Value.Kind == tree.Text) {
		r.fail(f.Value.Pos, "write the title as published, in quotes; or leave the key out, and the first heading serves", "the title is empty")
	}
	r.meta.Title = s
}

func (r *metaReader) publisher(f tree.Field) { r.meta.Publisher, _ = r.text(f.Key, f.Value) }

// order takes a whole number from 1. Other programs keep other things under so
// plain a key: what is no such number is left out with a warning.
func (r *metaReader) order(f tree.Field) {
	n, err := strconv.Atoi(f.Value.Text)
	if f.Value.Kind == tree.Null {
		return
	}
	if err != nil || n < 1 || f.Value.Kind != tree.Number {
		r.problems = append(r.problems, diag.Warnf(f.Value.Pos, "order is left out: it is no whole number from 1").
			WithHint("write order: 1 for the first page of the menu, or leave the line out"))
		return
	}
	r.meta.Order = n
}

// maxSlug is how long a slug can be, in bytes.
const maxSlug = 60

var (
	slugForm  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	slugOther = regexp.MustCompile(`[^a-z0-9]+`)
	// slugDevice matches names that Windows keeps for devices.
	slugDevice = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
)

func (r *metaReader) slug(f tree.Field) {
	s, ok := r.text(f.Key, f.Value)
	if !ok {
		return
	}
	switch {
	case len(s) > maxSlug:
		r.fail(f.Value.Pos, slugHint(s), "the slug has %d characters, which is more than %d", len([]rune(s)), maxSlug)
	case !slugForm.MatchString(s):
		r.fail(f.Value.Pos, slugHint(s), "the slug %s has characters that addresses do without", tree.Quote(s))
	case slugDevice.MatchString(s):
		r.fail(f.Value.Pos, `add a word, such as "`+s+`-document"`, "the slug %s is a name that Windows keeps for itself", tree.Quote(s))
	}
	r.meta.Slug = s
}

// slugHint proposes a slug that can be used, where the letters give one.
func slugHint(s string) string {
	s = strings.Trim(slugOther.ReplaceAllString(strings.ToLower(s), "-"), "-")
	if len(s) > maxSlug {
		s = s[:maxSlug]
		s = s[:max(strings.LastIndexByte(s, '-'), 0)]
	}
	if !slugForm.MatchString(s) {
		return "use lower-case letters a to z, digits, and single hyphens between words, 60 characters at most"
	}
	return `write "` + s + `": lower-case letters a to z, digits, and single hyphens between words`
}

func (r *metaReader) permalink(f tree.Field) { r.meta.Permalink = r.address(f) }

func (r *metaReader) archive(f tree.Field) { r.meta.Archive = r.address(f) }

// hostFirst matches an address that lacks only its beginning.
var hostFirst = regexp.MustCompile(`^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\.[a-z]{2,}(/\S*)?$`)

func (r *metaReader) address(f tree.Field) string {
	s, ok := r.text(f.Key, f.Value)
	if !ok {
		return ""
	}
	u, err := url.Parse(s)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.Contains(s, " ") {
		return s
	}
	hint := "write the whole address, such as https://www.example.org/fact-sheet"
	if hostFirst.MatchString(s) {
		hint = `write "https://` + s + `"`
	}
	r.fail(f.Value.Pos, hint, "%s %s is not an address with http or https", f.Key, tree.Quote(s))
	return ""
}

// categories reads category as well as tags; a document with both has all.
func (r *metaReader) categories(f tree.Field) {
	items := f.Value.Items
	switch f.Value.Kind {
	case tree.Map:
		r.fail(f.Value.Pos, "write one word or a list of words", "%s must be text or a list, not %s", f.Key, f.Value.Kind)
		return
	case tree.List:
	default:
		items = []tree.Value{f.Value}
	}
	for _, v := range items {
		if s, ok := r.text(f.Key, v); ok && !slices.Contains(r.meta.Categories, s) {
			r.meta.Categories = append(r.meta.Categories, s)
		}
	}
}

func (r *metaReader) language(f tree.Field) {
	s, ok := r.text(f.Key, f.Value)
	if !ok {
		return
	}
	tag, err := language.Raw.Parse(s)
	if err != nil {
		r.fail(f.Value.Pos, "write a tag such as en, fr or pt-BR", "%s %s is not a language tag", f.Key, tree.Quote(s))
		return
	}
	r.meta.Language = tag.String()
}
