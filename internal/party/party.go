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
	"sync/atomic"

	"communique/internal/slug"
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
	names     map[string][]alias      // by first word; what the document and the editor say
	parties   map[string]*Party       // by key; bodies that the document or the editor adds
	common    []atomic.Pointer[Party] // the document's own copies of those known to all, made when they are named
	publisher *Party                  // government whose text it is; nil if unknown
	people    map[string]*Party       // surname to the government of the person
	byName    map[string]*Party       // of the bodies that the text names in full
	ids       map[string]bool
	read      map[string]reading // of the texts given to New
	options   Options
}

// A reading is what there is to know of one text.
type reading struct {
	words    []Word
	mentions []Mention
}

// An alias is one form of a name.
type alias struct {
	words     []string
	party     *Party
	common    int // index of the party among those known to all, where party is nil
	adjective bool
}

// New reads the texts of a document, in order, and returns its parties. Time
// grows with the length of the texts.
func New(texts []string, o Options) *Table {
	t := &Table{names: map[string][]alias{}, parties: map[string]*Party{}, people: map[string]*Party{}, byName: map[string]*Party{}, ids: map[string]bool{},
		read: make(map[string]reading, len(texts)), options: o}
	t.common = make([]atomic.Pointer[Party], len(commonTable().parties))
	t.findPublisher()
	t.addOwn()
	t.addConditional(texts)
	t.addOrganisations(o.Organisations)
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
		mentions := t.find(all[i])
		t.read[text] = reading{all[i], mentions}
		for _, m := range mentions {
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
	for i := range t.common {
		if p := t.common[i].Load(); p != nil && p.used {
			seen[p] = true // a key of the table may name it again
			out = append(out, p)
		}
	}
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
func (t *Table) Government(code string) *Party { return t.get(code) }

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
		return t.get(p.Country)
	}
	return nil
}

// get returns the party of a key, nil if there is none.
func (t *Table) get(key string) *Party {
	if p, ok := t.parties[key]; ok {
		return p
	}
	if i, ok := commonTable().keys[key]; ok {
		return t.shared(i)
	}
	return nil
}

// shared returns the document's own copy of a party that is known to all.
func (t *Table) shared(i int) *Party {
	if p := t.common[i].Load(); p != nil {
		return p
	}
	p := commonTable().parties[i]
	t.common[i].CompareAndSwap(nil, &p)
	return t.common[i].Load()
}

// alias enters one form of a name; the first party to claim a form keeps it.
func (t *Table) alias(form string, p *Party, adjective bool) {
	forms := formWords(form)
	if len(forms) == 0 || t.holds(t.names, forms) || t.holds(commonTable().names, forms) {
		return
	}
	enterForm(t.names, alias{words: forms, party: p, adjective: adjective})
}

func (t *Table) holds(names map[string][]alias, forms []string) bool {
	return slices.ContainsFunc(names[forms[0]], func(a alias) bool { return slices.Equal(a.words, forms) })
}

// formWords returns the words of a form, without "the" ahead of it.
func formWords(form string) []string {
	var forms []string
	for _, w := range Words(form) {
		forms = append(forms, w.Text)
	}
	if len(forms) > 1 && (forms[0] == "the" || forms[0] == "The") && forms[1] != "Gambia" {
		forms = forms[1:]
	}
	return forms
}

// enterForm adds a form, the longest of those with one first word ahead.
func enterForm(names map[string][]alias, a alias) {
	list := append(names[a.words[0]], a)
	slices.SortStableFunc(list, func(a, b alias) int { return len(b.words) - len(a.words) })
	names[a.words[0]] = list
}

// addConditional enters the forms that count only in some texts: plain "Korea"
// where the Republic is named, Georgia the country where the text has it in
// another form or is not of the United States.
func (t *Table) addConditional(texts []string) {
	for i := range countries {
		c := &countries[i]
		if !c.conditional() || !t.introduces(c, texts) {
			continue
		}
		p := t.get(c.code)
		for _, f := range list(c.forms) {
			if f[0] == '(' {
				t.alias(strings.Trim(f, "()"), p, false)
			}
		}
		for _, f := range list(c.adjectives) {
			if f[0] == '(' {
				t.alias(strings.Trim(f, "()"), p, true)
			}
		}
	}
}

// introduces reports whether the texts name a country in a form that can mean
// nothing else, or are of its own government.
func (t *Table) introduces(c *country, texts []string) bool {
	if t.publisher != nil && (t.publisher.Country == c.code || c.code == "GE" && t.publisher.Country != "US") {
		return true
	}
	forms := append(list(c.forms), list(c.adjectives)...)
	if c.name != "" {
		forms = append(forms, c.name)
	}
	return slices.ContainsFunc(forms, func(f string) bool { return f[0] != '(' && inAny(texts, f) })
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

// findPublisher takes the government of the address or of the publisher's name.
func (t *Table) findPublisher() {
	if code := hostCountry(t.options.Host); code != "" && t.get(code) != nil {
		t.publisher = t.get(code)
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
		t.alias("Commission", t.get("known:European Commission"), false)
	}
	for _, form := range own {
		t.alias(form, t.publisher, false)
	}
}

// Find returns the mentions in a text, in order, none overlapping another.
// Programmes are among them; see [Kind.Actor].
func (t *Table) Find(text string) []Mention {
	_, mentions := t.Read(text)
	return mentions
}

// Read returns the words of a text and the mentions in it. Those of a text
// given to New are known already; no caller may change them.
func (t *Table) Read(text string) ([]Word, []Mention) {
	if r, ok := t.read[text]; ok {
		return r.words, r.mentions
	}
	words := Words(text)
	return words, t.find(words)
}
