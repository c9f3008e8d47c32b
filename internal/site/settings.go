package site

import (
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"communique/internal/diag"
)

// Settings is what an editor fixes for the whole site. The zero value is not
// ready for use: start from [Defaults].
type Settings struct {
	Title       string // name of the site; never empty
	Description string // one sentence on what the site is; empty for none
	Publisher   string // who runs the site; empty for none
	BaseURL     string // where the site is published: http or https, ending in a slash; empty if not known
	Language    string // BCP 47; of our own words, and of documents that do not say
	Contact     string // an address of mail, or of a page (http or https); empty for none
}

// Defaults returns the settings of a site without a settings file.
func Defaults() Settings {
	return Settings{Title: "Communique", Language: "en"}
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

// maxSettings bounds the settings file, in bytes.
const maxSettings = 64 << 10

// A setting reads one key of the settings file, or says what is wrong with it.
type setting struct {
	key string
	set func(*Settings, string) error
}

var settings = []setting{
	{"title", func(s *Settings, v string) error { s.Title = v; return nil }},
	{"description", func(s *Settings, v string) error { s.Description = v; return nil }},
	{"publisher", func(s *Settings, v string) error { s.Publisher = v; return nil }},
	{"base_url", func(s *Settings, v string) (err error) { s.BaseURL, err = ParseBaseURL(v); return err }},
	{"language", func(s *Settings, v string) error { s.Language = v; return checkLanguage(v) }},
	{"contact", func(s *Settings, v string) error { s.Contact = v; return checkContact(v) }},
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
	problems := parseSettings(&s, name, data)
	problems.Sort()
	return s, problems, nil
}

func parseSettings(s *Settings, name string, data []byte) diag.List {
	if len(data) > maxSettings {
		return diag.List{diag.Errorf(diag.Pos{File: name}, "the file is larger than %d KiB", maxSettings>>10).
			WithHint("settings are a few lines; is this the right file?")}
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return diag.List{syntaxError(name, err)}
	}
	var problems diag.List
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		entries, ok := mapping(doc.Body)
		if !ok {
			problems = append(problems, diag.Errorf(at(name, doc.Body.GetToken()), "settings are lines of the form key: value"))
			continue
		}
		for _, e := range entries {
			problems = append(problems, readSetting(s, name, e)...)
		}
	}
	return problems
}

// mapping returns the entries of a node, which the parser gives in another
// form where there is only one.
func mapping(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func readSetting(s *Settings, name string, e *ast.MappingValueNode) diag.List {
	key := e.Key.GetToken().Value
	for _, known := range settings {
		if known.key != key {
			continue
		}
		value, ok := scalar(e.Value)
		if !ok {
			return diag.List{diag.Errorf(at(name, e.Value.GetToken()), "%s must be one line of text", key)}
		}
		if value == "" {
			return nil
		}
		if err := known.set(s, value); err != nil {
			return diag.List{diag.Errorf(at(name, e.Value.GetToken()), "%s: %v", key, err)}
		}
		return nil
	}
	return diag.List{diag.Errorf(at(name, e.Key.GetToken()), "unknown setting %q", key).WithHint("%s", suggest(key))}
}

// scalar returns the words of a value that is text, or that YAML takes for
// something else because of its form ("no", "2021").
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *ast.LiteralNode:
		return strings.Join(strings.Fields(n.Value.Value), " "), true
	case *ast.NullNode:
		return "", true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func at(name string, t *token.Token) diag.Pos {
	if t == nil || t.Position == nil {
		return diag.Pos{File: name}
	}
	return diag.Pos{File: name, Line: t.Position.Line, Column: t.Position.Column}
}

func syntaxError(name string, err error) diag.Diagnostic {
	var located yaml.Error
	if !errors.As(err, &located) {
		return diag.Errorf(diag.Pos{File: name}, "%v", err)
	}
	return diag.Errorf(at(name, located.GetToken()), "%s", located.GetMessage()).
		WithHint("put quotes around a value that holds a colon, a quote or a #")
}

// suggest names the setting that was probably meant, else all of them.
func suggest(key string) string {
	folded := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(key))
	var all []string
	for _, s := range settings {
		plain := strings.ReplaceAll(s.key, "_", "")
		if strings.HasPrefix(plain, folded) || strings.HasPrefix(folded, plain) || distance(plain, folded) <= 2 {
			return fmt.Sprintf("did you mean %q?", s.key)
		}
		all = append(all, s.key)
	}
	return "the settings are " + strings.Join(all, ", ")
}

// distance counts the letters to change, insert or remove to make b of a
// (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
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
