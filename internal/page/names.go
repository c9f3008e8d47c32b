package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"communique/internal/search"
	"communique/internal/site"
)

// namesView is the view of a-z.html: what a document or the site is about, by
// name.
type namesView struct {
	frame
	Views   []link
	Of      string // the title of the document; empty where it is about all
	Title   string
	Finding string
	Letters []link // to the sections or the pages
	Pages   []countedLink
	Parts   []nameSection
}

// A nameSection lists names that begin with one letter.
type nameSection struct {
	ID, Letter string
	Names      []name
}

// A name is an entry of an index.
type name struct {
	link
	Note string // what is named: "party", "commitment 2.1"
	key  string // that it is sorted by
}

// Bounds of one page of an index.
const (
	manyNames     = 64  // names of a site, each with its document
	manyNamesHere = 100 // names of a document
)

// namesPage renders the index of a document: its pillars, parties and
// commitments by name.
func (w *documentWriter) namesPage() error {
	path := w.doc.Names
	if path == "" {
		return nil
	}
	f, err := w.frame(path, w.documentLink(path))
	if err != nil {
		return err
	}
	parts := namesParts(nameSections(w.documentNames()))
	for n, part := range parts {
		if err := w.namesPart(f, parts, n, part); err != nil {
			return err
		}
	}
	return nil
}

// documentNames lists what has a name in the document. Addresses are paths.
func (w *documentWriter) documentNames() []name {
	lang := w.origin.Language
	var list []name
	for _, k := range w.known {
		list = append(list, name{link{URL: w.doc.Party(idOf(k.party)), Label: k.party.Name}, "party", sortKey(k.party.Name, lang)})
	}
	for _, p := range w.doc.Pillars {
		if l := pillarLink("", p); !p.Model.Implicit {
			list = append(list, name{link{URL: p.Path, Label: l.Label}, "pillar " + l.Number, sortKey(l.Label, lang)})
		}
		for _, c := range p.Commitments {
			list = append(list, name{link{URL: c.Path, Label: c.Model.Title}, "commitment " + c.Model.Number, sortKey(c.Model.Title, lang)})
		}
	}
	return list
}

// namesPart renders the nth part of the index of a document.
func (w *documentWriter) namesPart(f frame, parts [][]nameSection, n int, part []nameSection) error {
	path, title := w.doc.NamesPart(n), "A–Z"
	v := namesView{
		Of: w.doc.Model.Title, Title: title, Views: w.views(path), Parts: relative(path, part),
		Finding: "The pillars, parties and commitments of this document by name.",
	}
	if n > 0 { // another folder
		title += ", part " + number(n+1)
		var err error
		if f, err = w.frame(path, w.documentLink(path)); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	for i, other := range parts {
		for _, s := range other {
			to := "#" + s.ID
			if i != n {
				to = site.Rel(path, w.doc.NamesPart(i)) + to
			}
			if k := len(v.Letters); k == 0 || v.Letters[k-1].Label != s.Letter {
				v.Letters = append(v.Letters, link{URL: to, Label: s.Letter})
			}
		}
	}
	v.frame = f.at(w.Renderer, path, title+" – "+w.doc.Model.Title, v.Finding)
	v.Sheet = site.Rel(path, w.find)
	return w.page(path, w.naming, "base", v)
}

// namesParts parts the sections of an index into pages. A letter that is too
// much for the rest of a page begins the next; one that is too much for a page
// goes on on further ones.
func namesParts(sections []nameSection) [][]nameSection {
	var pieces []nameSection
	for _, s := range sections {
		for _, names := range divide(s.Names, roomFound, roomFound, manyNamesHere) {
			pieces = append(pieces, nameSection{s.ID, s.Letter, names})
		}
	}
	var parts [][]nameSection
	names, onPage, weight := 0, newScale(), 0
	for _, s := range pieces {
		n := onPage.weigh(s.Names)
		if k := len(parts); k == 0 || names+len(s.Names) > manyNamesHere || weight+n > roomFound {
			parts, names, onPage, weight = append(parts, nil), 0, newScale(), 0
			n = onPage.weigh(s.Names)
		}
		last := &parts[len(parts)-1]
		*last = append(*last, s)
		names, weight = names+len(s.Names), weight+n
	}
	return parts
}

// namesPages renders the index of several documents: parties, and pillars with
// their documents. Their commitments are indexed document by document, since
// thousands of titles that begin with the same few verbs help nobody.
func (w *writer) namesPages(documents []Summary, parties []*entity) error {
	if !w.has(site.AllNames) {
		return nil
	}
	sections := nameSections(siteNames(documents, parties, w.settings.Language))
	v := namesView{Title: "A–Z", Finding: "Parties, and the pillars of all documents, by name. Commitments are in the lists of each document."}
	total := 0
	for _, s := range sections {
		total += len(s.Names)
	}
	if total <= manyNames {
		v.Parts = relative(site.AllNames, sections)
		for _, s := range v.Parts {
			v.Letters = append(v.Letters, link{URL: "#" + s.ID, Label: s.Letter})
		}
		return w.namesRoot(site.AllNames, v)
	}
	for _, s := range sections {
		pages, err := w.letterPages(s, sections)
		if err != nil {
			return err
		}
		v.Pages = append(v.Pages, pages...)
	}
	return w.namesRoot(site.AllNames, v)
}

// siteNames lists parties, and pillars with their documents.
func siteNames(documents []Summary, parties []*entity, lang string) []name {
	var list []name
	for _, e := range parties {
		list = append(list, name{link{URL: site.Party(e.id), Label: e.name}, "party, " + count(e.all, "commitment"), sortKey(e.name, lang)})
	}
	for i := range documents {
		d := &documents[i]
		for _, p := range d.Pillars {
			if !p.Implicit {
				list = append(list, name{link{URL: p.Path, Label: p.Heading}, "in " + excerpt(d.Title, 70), sortKey(p.Heading, cmp.Or(d.Language, lang))})
			}
		}
	}
	return list
}

// letterPages renders the pages of one letter.
func (w *writer) letterPages(s nameSection, all []nameSection) ([]countedLink, error) {
	var links []countedLink
	parts := divide(s.Names, roomFound, roomFound, manyNames)
	for n, part := range parts {
		path, label := letterPath(s.ID, n), s.Letter
		if len(parts) > 1 {
			label += ", " + excerpt(part[0].Label, 24) + " – " + excerpt(part[len(part)-1].Label, 24)
		}
		v := namesView{Title: "A–Z: " + label, Finding: count(len(part), "name") + "."}
		v.Parts = relative(path, []nameSection{{ID: s.ID, Letter: s.Letter, Names: part}})
		for _, other := range all {
			v.Letters = append(v.Letters, link{URL: site.Rel(path, letterPath(other.ID, 0)), Label: other.Letter, Current: other.ID == s.ID && n == 0})
		}
		if err := w.namesRoot(path, v); err != nil {
			return nil, err
		}
		links = append(links, countedLink{link{URL: site.Rel(site.AllNames, path), Label: label}, count(len(part), "name")})
	}
	return links, nil
}

// letterPath returns the path of the nth page of a letter, from 0.
func letterPath(id string, n int) string {
	id = strings.TrimPrefix(id, "letter-")
	if n > 0 {
		id = fmt.Sprintf("%s-%d", id, n+1)
	}
	return site.Names(id)
}

// relative makes the addresses of names, which are paths, those of links on a
// page.
func relative(path string, sections []nameSection) []nameSection {
	out := slices.Clone(sections)
	for i := range out {
		out[i].Names = slices.Clone(out[i].Names)
		for j := range out[i].Names {
			n := &out[i].Names[j]
			n.URL = site.Rel(path, n.URL)
		}
	}
	return out
}

func (w *writer) namesRoot(path string, v namesView) error {
	above := []link{{URL: site.Rel(path, site.Home), Label: "Home"}}
	if path != site.AllNames {
		above = append(above, link{URL: site.Rel(path, site.AllNames), Label: "A–Z"})
		w.further = append(w.further, path)
	}
	v.frame = w.rootFrame(path).at(w.Renderer, path, v.Title+" – "+w.settings.Title, v.Finding)
	var err error
	if v.Crumbs, err = w.fragment("crumbs", above); err != nil {
		return err
	}
	v.Sheet = site.Rel(path, w.find)
	return w.page(path, w.naming, "base", v)
}

// nameSections sorts names and parts them by their first letters.
func nameSections(list []name) []nameSection {
	slices.SortStableFunc(list, func(a, b name) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.Label, b.Label), cmp.Compare(a.URL, b.URL))
	})
	var out []nameSection
	for _, n := range list {
		letter, id := letterOf(n.key)
		if k := len(out); k == 0 || out[k-1].ID != "letter-"+id {
			out = append(out, nameSection{ID: "letter-" + id, Letter: letter})
		}
		last := &out[len(out)-1]
		last.Names = append(last.Names, n)
	}
	return out
}

// initialConsonants are those of Korean syllables in the order of Unicode,
// under which Korean words are looked up.
var initialConsonants = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")

// letterOf returns the letter under which a key stands, and its name in ASCII.
func letterOf(key string) (letter, id string) {
	for _, r := range key {
		switch {
		case 0xAC00 <= r && r <= 0xD7A3:
			r = initialConsonants[(r-0xAC00)/588]
		case unicode.IsNumber(r):
			return "0–9", "0-9"
		case !unicode.IsLetter(r):
			continue
		}
		upper := unicode.ToUpper(r)
		if r < 0x80 {
			return string(upper), string(r)
		}
		return string(upper), fmt.Sprintf("u%04x", r)
	}
	return "#", "other"
}

// articles are the words at the head of a name that do not count in an index,
// by language.
var articles = map[string][]string{
	"en": {"the", "a", "an"},
	"fr": {"le", "la", "les", "l", "un", "une"},
	"de": {"der", "die", "das", "ein", "eine"},
	"es": {"el", "la", "los", "las", "un", "una"},
	"it": {"il", "lo", "la", "i", "gli", "le", "l", "un", "una"},
	"pt": {"o", "a", "os", "as", "um", "uma"},
	"nl": {"de", "het", "een"},
}

// sortKey returns what a name is sorted by: its words folded, without an
// article at their head.
func sortKey(name, lang string) string {
	words := slices.Collect(search.Terms(name))
	base, _ := language.Make(lang).Base()
	if len(words) > 1 && slices.Contains(articles[base.String()], words[0]) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}
