package site

import (
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"communique/internal/diag"
	"communique/internal/tree"
)

// Settings is what an editor fixes for the whole site. The zero value is not
// ready for use: start from [Defaults].
type Settings struct {
	Title       string   // name of the site; never empty
	Description string   // one sentence on what the site is; empty for none
	Publisher   string   // who runs the site; empty for none
	BaseURL     string   // where the site is published: http or https, ending in a slash; empty if not known
	Language    string   // BCP 47; of our own words, and of documents that do not say
	Contact     string   // an address of mail, or of a page (http or https); empty for none
	Cards       Cards    // what has a picture for social networks
	Without     []Family // what is left out; see [Settings.Has]

	// FrameAncestors are the sites that may show the pages under embed/ in a
	// frame, as sources of Content-Security-Policy: "*" for all, "'self'",
	// "'none'", "https:", "https://*.example.org:8443". Never empty.
	FrameAncestors []string
}

// A Cards says which pages have a social card of their own; the pages below
// them show the card above.
type Cards string

const (
	DocumentCards   Cards = "documents" // a card for each document: the default
	PillarCards     Cards = "pillars"   // and for each pillar
	CommitmentCards Cards = "commitments"
	NoCards         Cards = "none"
)

var cards = []Cards{DocumentCards, PillarCards, CommitmentCards, NoCards}

// A Family is a kind of files that a site may do without. The pages are none:
// they are always made.
type Family string

const (
	Data   Family = "data"   // tables, workbooks, JSON, calendars, citations as files
	Search Family = "search" // the index and the page that searches it
	Feeds  Family = "feeds"  // Atom and JSON Feed
	Embeds Family = "embeds" // pages for frames, oEmbed
)

var families = []Family{Data, Search, Feeds, Embeds}

// Has reports whether the site has the files of a family. Cards have a setting
// of their own.
func (s Settings) Has(f Family) bool { return !slices.Contains(s.Without, f) }

// SocialCards are the social cards as a family, for those who leave out
// families by name; among settings they have one of their own.
const SocialCards Family = "cards"

// ParseFamily returns the family of a name; the error says which there are.
func ParseFamily(name string) (Family, error) {
	all := append(slices.Clone(families), SocialCards)
	if f := Family(name); slices.Contains(all, f) {
		return f, nil
	}
	return "", fmt.Errorf("%q is nothing that can be left out: there are %s", name, joined(all))
}

// LeaveOut returns the settings of a site that does without the families, and
// has all others but cards that it is set to have none of.
func (s Settings) LeaveOut(list []Family) Settings {
	s.Without = nil
	for _, f := range list {
		if f == SocialCards {
			s.Cards = NoCards
		} else {
			s.Without = append(s.Without, f)
		}
	}
	return s
}

// Defaults returns the settings of a site without a settings file.
func Defaults() Settings {
	return Settings{Title: "Communique", Language: "en", Cards: DocumentCards, FrameAncestors: []string{"*"}}
}

// URL returns the absolute address of a path of the site, empty where the site
// has no base URL.
func (s Settings) URL(path string) string {
	if s.BaseURL == "" {
		return ""
	}
	return s.BaseURL + path
}

// ContactURL returns the contact as the address of a link, empty for none.
func (s Settings) ContactURL() string {
	if s.Contact == "" || strings.Contains(s.Contact, "://") {
		return s.Contact
	}
	return "mailto:" + s.Contact
}

// form is what a settings file may hold.
var form = tree.Form[Settings]{Noun: "setting", Keys: []tree.Key[Settings]{
	tree.Line("title", func(s *Settings, v string) error { s.Title = v; return nil }),
	tree.Line("description", func(s *Settings, v string) error { s.Description = v; return nil }),
	tree.Line("publisher", func(s *Settings, v string) error { s.Publisher = v; return nil }),
	tree.Line("base_url", func(s *Settings, v string) (err error) { s.BaseURL, err = ParseBaseURL(v); return err }),
	tree.Line("language", func(s *Settings, v string) error { s.Language = v; return checkLanguage(v) }),
	tree.Line("contact", func(s *Settings, v string) error { s.Contact = v; return checkContact(v) }),
	tree.Line("cards", setCards),
	tree.Line("analytics", checkAnalytics),
	{Name: "without", Set: setWithout},
	{Name: "frame_ancestors", Set: setFrameAncestors},
}}

// SettingNames returns the keys that a settings file may hold.
func SettingNames() []string {
	names := make([]string, len(form.Keys))
	for i, key := range form.Keys {
		names[i] = key.Name
	}
	return names
}

// ReadSettings reads a YAML file of settings, a flat list of keys. A file that
// does not exist is no error and gives the defaults. A key that is not known,
// or a value of the wrong kind, is an error at its place.
func ReadSettings(fsys fs.FS, name string) (Settings, diag.List, error) {
	s := Defaults()
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil, nil
	}
	if err != nil {
		return s, nil, fmt.Errorf("reading settings: %w", err)
	}
	v, problems := tree.YAML(data, diag.Pos{File: name, Line: 1, Column: 1})
	if problems.Errors() == 0 && v.Kind != tree.Null {
		problems = append(problems, form.Read(v, &s)...)
	}
	problems.Sort()
	return s, problems, nil
}

func setCards(s *Settings, v string) error {
	if !slices.Contains(cards, Cards(v)) {
		return tree.Hint(fmt.Errorf("%q is not a choice", v), "the choices are "+joined(cards))
	}
	s.Cards = Cards(v)
	return nil
}

// checkAnalytics accepts one word only: the key is there so that whoever looks
// for it learns that there is nothing to set.
func checkAnalytics(_ *Settings, v string) error {
	if v != "none" {
		return tree.Hint(fmt.Errorf("%q is not possible: the site never carries analytics", v), "write none, or leave the line out")
	}
	return nil
}

// setWithout reads a list of families, or one.
func setWithout(s *Settings, v tree.Value) (problems diag.List) {
	items := v.Items
	if v.Kind != tree.List {
		items = []tree.Value{v}
	}
	for _, item := range items {
		name, ok := item.Line()
		switch f := Family(name); {
		case !ok:
			problems = append(problems, item.Wrong("write [search, feeds]", "without must be a list of words")...)
		case f == "pages":
			problems = append(problems, item.Wrong("leave it out", "without: the pages are always made")...)
		case f == "cards":
			problems = append(problems, item.Wrong("write cards: none", "without: cards have a setting of their own")...)
		case !slices.Contains(families, f):
			problems = append(problems, item.Wrong("there are "+joined(families), "without: %q is nothing that can be left out", name)...)
		case s.Has(f):
			s.Without = append(s.Without, f)
		}
	}
	return problems
}

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}

// ParseBaseURL checks the address at which a site is published and returns it
// with a slash at its end.
func ParseBaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "", fmt.Errorf("%q is not an address", s)
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%q must begin with https:// or http://", s)
	case u.Host == "":
		return "", fmt.Errorf("%q names no host", s)
	case u.User != nil:
		return "", fmt.Errorf("the address must not hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", fmt.Errorf("%q must not hold a ? or a #", s)
	}
	return strings.TrimRight(u.String(), "/") + "/", nil
}

// checkLanguage accepts what has the form of a BCP 47 tag.
func checkLanguage(s string) error {
	for i, part := range strings.Split(s, "-") {
		if len(part) == 0 || len(part) > 8 || i == 0 && len(part) < 2 || strings.Trim(part, alphanumeric) != "" {
			return fmt.Errorf("%q is not a language tag such as en or ko-KR", s)
		}
	}
	return nil
}

const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

func checkContact(s string) error {
	if strings.Contains(s, "://") {
		u, err := url.Parse(s)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("%q is not an address of the web", s)
		}
		return nil
	}
	if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
		return fmt.Errorf("%q is neither an address of mail nor one of the web", s)
	}
	return nil
}
