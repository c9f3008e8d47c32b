// Package party finds who is named in a document, and who does what in a
// sentence.
//
// In go the texts of one document in their order; out comes a [Table] of its
// parties: governments, agencies, organisations, companies, each one entity
// under all its names. The names come from a kept table of countries (CLDR,
// with formal names and adjectives of our own), from a table of well-known
// bodies, from the definitions of the text itself ("the Republic of Korea
// (ROK)"), from runs of capitalised words with a head noun such as Ministry
// or Bank, and from the editor's file of organisations. [Table.Find] gives the
// mentions in a text, [Table.Analyze] the sentences with their verbs and
// subjects.
//
// It refuses to guess: a name without capitals is no party, a short form
// counts only where it is known or was introduced, "Korea" is the Republic of
// Korea only in a text that names the Republic, and a person is the government
// for which the title speaks or nobody.
package party

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gosimple/slug"
)

// A Kind says what a party is.
type Kind uint8

const (
	Government        Kind = iota // a state, or the European Union
	Agency                        // a ministry, agency, bank or corporation of a government
	Intergovernmental             // of several states: the United Nations, development banks
	Company                       // a business, a foundation, any other private body
	Programme                     // a programme, law or fund with a name: no actor, but named like one
)

var kindNames = [...]string{"government", "agency", "organisation", "company", "programme"}

// String gives the name in data: "government", "agency" and so on.
func (k Kind) String() string { return kindNames[k] }

// Public reports whether money of such a party is public money.
func (k Kind) Public() bool { return k <= Intergovernmental }

// Actor reports whether such a party can act at all.
func (k Kind) Actor() bool { return k != Programme }

// A Party is one entity that documents name.
type Party struct {
	ID      string   // lower-case ASCII, for addresses; unique in its table
	Name    string   // "Republic of Korea"
	Short   []string // other names that the text uses or introduces, in the order first seen
	Kind    Kind
	Country string // ISO 3166-1 alpha-2 or EU, of a government or its agency; empty for others
	URL     string // address of its own site, from the editor's file; empty if unknown
	Unsure  bool   // a name that the text introduces, and nothing says of what; its kind is Programme

	first int // order of first mention
	used  bool
}

// A Mention is one place where a party is named.
type Mention struct {
	Party      *Party
	Start, End int  // bytes in the text, half open, without "the" and without a possessive ending
	Adjective  bool // "Korean", or "U.S." ahead of a noun: belongs to the party rather than names it
	Office     bool // a person or an office that speaks for the party: "President Biden"
}

// Options says what a document tells about itself outside its text.
type Options struct {
	Host          string        // of its original address: "www.gov.uk"; empty if unknown
	Publisher     string        // who published it, as the front matter says; empty if unknown
	Organisations Organisations // the editor's file; the zero value adds nothing
}

// A Table holds the parties of one document. After New it is not changed, so
// any number of goroutines may use it.
type Table struct {
	names     map[string][]alias // by first word
	parties   map[string]*Party  // by key
	publisher *Party             // government whose text it is; nil if unknown
	people    map[string]*Party  // surname to the government of the person
	byName    map[string]*Party  // of the bodies that the text names in full
	ids       map[string]bool
	options   Options
}

// An alias is one form of a name.
type alias struct {
	words     []string
	party     *Party
	adjective bool
}

// New reads the texts of a document, in order, and returns its parties. Time
// grows with the length of the texts.
func New(texts []string, o Options) *Table {
	t := &Table{names: map[string][]alias{}, parties: map[string]*Party{}, people: map[string]*Party{}, byName: map[string]*Party{}, ids: map[string]bool{}, options: o}
	t.addCountries(texts)
	t.addKnown()
	t.addOrganisations(o.Organisations)
	t.findPublisher()
	t.addOwn()
	all := make([][]Word, len(texts))
	for i, text := range texts {
		all[i] = Words(text)
		t.define(all[i])
	}
	for i := range all {
		t.learn(all[i])
	}
	n := 0
	for i, text := range texts {
		for _, m := range t.find(all[i]) {
			t.use(m, text, &n)
		}
	}
	t.name()
	return t
}

// use notes a mention: the order of parties, and the forms in use.
func (t *Table) use(m Mention, text string, n *int) {
	*n++
	p := m.Party
	if !p.used {
		p.used, p.first = true, *n
	}
	form := strings.Join(strings.Fields(text[m.Start:m.End]), " ")
	if m.Adjective || m.Office || form == p.Name || len(p.Short) >= 8 || slices.Contains(p.Short, form) {
		return
	}
	p.Short = append(p.Short, form)
}

// name gives each party that is used its ID, in the order of first mention.
func (t *Table) name() {
	for _, p := range t.Parties() {
		base := slug.Make(strings.ReplaceAll(p.Name, "’", ""))
		if len(base) > 60 {
			base = strings.TrimRight(base[:60], "-")
		}
		if base == "" {
			base = "party"
		}
		id := base
		for n := 2; t.ids[id]; n++ {
			id = base + "-" + string(rune('0'+n%10))
			if n > 9 {
				id = base + "-" + strings.Repeat("x", n)
			}
		}
		t.ids[id], p.ID = true, id
	}
}

// ShortForm returns the short form to set beside the name: the first one in
// capitals that the text has, else the first; empty where it has none.
func (p *Party) ShortForm() string {
	first := ""
	for _, s := range p.Short {
		switch {
		case upper(strings.Trim(s, "s")) && len(s) < 10:
			return s
		case first == "" && !bareForms[s]:
			first = s
		}
	}
	return first
}

// bareForms say nothing away from the text that has them.
var bareForms = set("Government", "Federal Government", "Federal government", "Administration", "Union", "Commission", "Team Europe")

// Parties returns the parties that the document names, in the order of their
// first mention.
func (t *Table) Parties() []*Party {
	var out []*Party
	seen := map[*Party]bool{}
	for _, p := range t.parties {
		if p.used && !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *Party) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.Name, b.Name)) })
	return out
}

// Publisher returns the government whose text the document is, nil if that is
// not known.
func (t *Table) Publisher() *Party { return t.publisher }

// Government returns the government of a country, nil for an unknown code.
func (t *Table) Government(code string) *Party { return t.parties[code] }

// Of returns the government behind a party: of a government itself, of an
// agency its state, of others nil.
func (t *Table) Of(p *Party) *Party {
	if p == nil {
		return nil
	}
	switch p.Kind {
	case Government:
		return p
	case Agency:
		return t.parties[p.Country]
	}
	return nil
}

// add enters a party under a key and its names as aliases.
func (t *Table) add(key string, p *Party, names ...string) *Party {
	if old, ok := t.parties[key]; ok {
		p = old
	} else {
		t.parties[key] = p
	}
	for _, n := range names {
		t.alias(n, p, false)
	}
	return p
}

// alias enters one form of a name; the first party to claim a form keeps it.
func (t *Table) alias(form string, p *Party, adjective bool) {
	var forms []string
	for _, w := range Words(form) {
		forms = append(forms, w.Text)
	}
	if len(forms) > 0 && (forms[0] == "the" || forms[0] == "The") && len(forms) > 1 && forms[1] != "Gambia" {
		forms = forms[1:]
	}
	if len(forms) == 0 {
		return
	}
	for _, a := range t.names[forms[0]] {
		if slices.Equal(a.words, forms) {
			return
		}
	}
	list := append(t.names[forms[0]], alias{forms, p, adjective})
	slices.SortStableFunc(list, func(a, b alias) int { return len(b.words) - len(a.words) })
	t.names[forms[0]] = list
}

// addCountries enters all governments. A form in brackets, and a name that is
// as often something else, is taken only where the texts hold another form.
func (t *Table) addCountries(texts []string) {
	for _, c := range countries {
		name := c.title()
		p := t.add(c.code, &Party{Name: name, Kind: Government, Country: c.code}, name)
		if cldr := cldrName(c.code); cldr != "" && c.code != "EU" {
			t.alias(cldr, p, false)
			t.alias(strings.ReplaceAll(cldr, "St. ", "Saint "), p, false)
		}
		introduced := false
		for _, f := range list(c.forms) {
			if f[0] != '(' {
				t.alias(f, p, false)
				introduced = introduced || inAny(texts, f)
			}
		}
		introduced = introduced || c.name != "" && inAny(texts, name) || hostCountry(t.options.Host) == c.code
		for _, f := range list(c.forms) {
			if f[0] == '(' && introduced {
				t.alias(strings.Trim(f, "()"), p, false)
			}
		}
		for _, f := range list(c.adjectives) {
			if f[0] != '(' || introduced {
				t.alias(strings.Trim(f, "()"), p, true)
			}
		}
	}
}

func inAny(texts []string, form string) bool {
	for _, text := range texts {
		for at := 0; ; {
			i := strings.Index(text[at:], form)
			if i < 0 {
				break
			}
			i += at
			if (i == 0 || !wordAt(text, i-1)) && !wordAt(text, i+len(form)) {
				return true
			}
			at = i + len(form)
		}
	}
	return false
}

func (t *Table) addKnown() {
	for _, k := range knownParties {
		p := t.add("known:"+k.name, &Party{Name: k.name, Kind: k.kind, Country: k.country}, k.name)
		for _, f := range list(k.short) {
			t.alias(f, p, false)
		}
		if rest, ok := strings.CutPrefix(k.name, "U.S. "); ok {
			for _, prefix := range []string{"", "United States ", "US "} {
				t.alias(prefix+rest, p, false)
			}
		}
		if rest, ok := strings.CutPrefix(k.name, "United Nations "); ok {
			t.alias("UN "+rest, p, false)
			t.alias("U.N. "+rest, p, false)
		}
	}
}

// findPublisher takes the government of the address or of the publisher's name.
func (t *Table) findPublisher() {
	if code := hostCountry(t.options.Host); code != "" {
		t.publisher = t.parties[code]
	}
	for _, m := range t.find(Words(t.options.Publisher)) {
		if g := t.Of(m.Party); g != nil && t.publisher == nil {
			t.publisher = g
		}
	}
}

// addOwn lets a government speak of itself: "the Administration" in a text of
// the United States, "the Government" in one of Australia.
func (t *Table) addOwn() {
	if t.publisher == nil {
		return
	}
	own := []string{"Government", "Federal Government"}
	switch t.publisher.Country {
	case "US":
		own = []string{"Administration", "Federal Government", "Federal government"}
	case "EU":
		own = []string{"Union"}
		t.alias("Commission", t.parties["known:European Commission"], false)
	}
	for _, form := range own {
		t.alias(form, t.publisher, false)
	}
}

// Find returns the mentions in a text, in order, none overlapping another.
// Programmes are among them; see [Kind.Actor].
func (t *Table) Find(text string) []Mention { return t.find(Words(text)) }
