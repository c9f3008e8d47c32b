package party

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"communique/internal/diag"
	"communique/internal/tree"
)

// An Organisation is what an editor says of one party: it adds a name that the
// rules do not know, gives more names to a party (and so merges parties that
// the rules keep apart), or splits off forms that are not this party.
type Organisation struct {
	Name    string   // as shown; the party that has this name, or a new one
	Kind    Kind     // of a new party; Organisation if the file does not say
	Country string   // ISO 3166-1 alpha-2 or EU, of a government or agency
	URL     string   // http or https
	Aliases []string // further names; they name this party in every document
	Except  []string // forms that hold one of its names but are not it
	kindSet bool
}

// Organisations is an editor's file of parties. The zero value says nothing.
type Organisations []Organisation

// ReadOrganisations reads a YAML list of organisations:
//
//   - name: Republic of Korea
//     aliases: [Seoul]
//     url: https://www.korea.net/
//   - name: Korea Zinc
//     kind: company
//
// A file that does not exist is no error and gives none. A key that is not
// known, a value of the wrong kind, a kind or country that does not exist and
// a name given twice are errors at their place.
func ReadOrganisations(fsys fs.FS, name string) (Organisations, diag.List, error) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading organisations: %w", err)
	}
	v, problems := tree.YAML(data, diag.Pos{File: name, Line: 1, Column: 1})
	if problems.Errors() > 0 || v.Kind == tree.Null {
		return nil, problems, nil
	}
	r := &organisationReader{names: map[string]diag.Pos{}, problems: problems}
	all := r.list(v)
	r.problems.Sort()
	return all, r.problems, nil
}

type organisationReader struct {
	names    map[string]diag.Pos
	problems diag.List
}

func (r *organisationReader) fail(pos diag.Pos, hint, format string, args ...any) {
	r.problems = append(r.problems, diag.Errorf(pos, format, args...).WithHint("%s", hint))
}

func (r *organisationReader) list(v tree.Value) Organisations {
	if v.Kind != tree.List {
		r.fail(v.Pos, `begin each organisation with "- name: …"`, "%s where a list of organisations is expected", v.Kind)
		return nil
	}
	var all Organisations
	for _, item := range v.Items {
		if o, ok := r.organisation(item); ok {
			all = append(all, o)
		}
	}
	return all
}

func (r *organisationReader) organisation(v tree.Value) (Organisation, bool) {
	o := Organisation{Kind: Intergovernmental}
	if v.Kind != tree.Map {
		r.fail(v.Pos, `write "name: …", and below it the other keys`, "%s where an organisation is expected", v.Kind)
		return o, false
	}
	before := len(r.problems)
	for _, f := range v.Fields {
		r.field(&o, f)
	}
	if o.Name == "" && len(r.problems) == before {
		r.fail(v.Pos, `add "name: …"`, "an organisation without a name")
	}
	return o, len(r.problems) == before
}

func (r *organisationReader) field(o *Organisation, f tree.Field) {
	switch f.Key {
	case "name":
		if o.Name = r.text(f.Value); o.Name == "" {
			return
		}
		if first, twice := r.names[o.Name]; twice {
			r.fail(f.Value.Pos, "keep one of the two", "%q is in line %d already", o.Name, first.Line)
		}
		r.names[o.Name] = f.Value.Pos
	case "kind":
		r.kind(o, f.Value)
	case "country":
		o.Country = strings.ToUpper(r.text(f.Value))
		if o.Country != "" && !isCountry(o.Country) {
			r.fail(f.Value.Pos, "two letters as in ISO 3166-1, such as KR, or EU", "no country has the code %q", o.Country)
		}
	case "url":
		o.URL = r.text(f.Value)
		if u, err := url.Parse(o.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			r.fail(f.Value.Pos, "write it out, beginning with https://", "%q is no address of a site", o.URL)
		}
	case "aliases":
		o.Aliases = r.texts(f.Value)
	case "except":
		o.Except = r.texts(f.Value)
	default:
		r.fail(f.Pos, "known are name, kind, country, url, aliases, except", "the key %q is not known", f.Key)
	}
}

func (r *organisationReader) kind(o *Organisation, v tree.Value) {
	text := r.text(v)
	for k, name := range kindNames {
		if name == text {
			o.Kind, o.kindSet = Kind(k), true
			return
		}
	}
	r.fail(v.Pos, "one of government, agency, organisation, company, programme", "%q is no kind of party", text)
}

func (r *organisationReader) text(v tree.Value) string {
	if v.Kind != tree.Text && v.Kind != tree.Number && v.Kind != tree.Bool || strings.TrimSpace(v.Text) == "" {
		r.fail(v.Pos, "put a name in quotes if it has special characters", "%s where text is expected", v.Kind)
		return ""
	}
	return strings.Join(strings.Fields(v.Text), " ")
}

func (r *organisationReader) texts(v tree.Value) []string {
	if v.Kind != tree.List {
		return []string{r.text(v)}
	}
	var out []string
	for _, item := range v.Items {
		out = append(out, r.text(item))
	}
	return out
}

func isCountry(code string) bool {
	for _, c := range countries {
		if c.code == code {
			return true
		}
	}
	return false
}

// addOrganisations lets the editor's file overrule what is known.
func (t *Table) addOrganisations(all Organisations) {
	for _, o := range all {
		p := t.named(o.Name)
		if p == nil {
			p = &Party{Name: o.Name, Kind: o.Kind, Country: o.Country}
			t.parties["editor:"+o.Name] = p
		} else if o.kindSet {
			p.Kind = o.Kind
		}
		if o.Country != "" {
			p.Country = o.Country
		}
		p.URL = o.URL
		for _, form := range append([]string{o.Name}, o.Aliases...) {
			t.claim(form, p)
		}
		for _, form := range o.Except {
			t.claim(form, &Party{Name: form, Kind: Programme})
		}
	}
}

// named returns the party of which this is a name.
func (t *Table) named(name string) *Party {
	ws := Words(name)
	if len(ws) == 0 {
		return nil
	}
	if a, end := t.lookup(ws, 0); end == len(ws) && !a.adjective {
		return a.party
	}
	return nil
}

// claim gives a form to a party, whoever had it.
func (t *Table) claim(form string, p *Party) {
	forms := formWords(form)
	if len(forms) == 0 {
		return
	}
	for k, a := range t.names[forms[0]] {
		if slices.Equal(a.words, forms) {
			t.names[forms[0]][k].party, t.names[forms[0]][k].adjective = p, false
			return
		}
	}
	enterForm(t.names, alias{words: forms, party: p})
}
