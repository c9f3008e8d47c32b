package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"communique/internal/tree"
)

func TestReadSettings(t *testing.T) {
	const file = `# our site
title: Promises kept
description: >
  What was promised,
  and by whom.
publisher: "Office: Archives"
base_url: https://example.org/treaties
language: en-GB
contact: desk@example.org
cards: commitments
analytics: none
without: [search, feeds, search]
`
	got, problems, err := ReadSettings(fstest.MapFS{"site.yaml": {Data: []byte(file)}}, "site.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatalf("err %v, problems %v", err, problems)
	}
	want := Settings{
		Title: "Promises kept", Description: "What was promised, and by whom.", Publisher: "Office: Archives",
		BaseURL: "https://example.org/treaties/", Language: "en-GB", Contact: "desk@example.org",
		Cards: CommitmentCards, Without: []Family{Search, Feeds}, FrameAncestors: []string{"*"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	if got.Has(Feeds) || !got.Has(Data) || !Defaults().Has(Feeds) {
		t.Error("what is left out is not what the file says")
	}
	if got := want.URL("a/index.html"); got != "https://example.org/treaties/a/index.html" {
		t.Errorf("URL = %q", got)
	}
	if got := want.ContactURL(); got != "mailto:desk@example.org" {
		t.Errorf("ContactURL = %q", got)
	}
}

func TestReadSettingsDefaults(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"no file":       {},
		"an empty file": {"site.yaml": {}},
		"comments only": {"site.yaml": {Data: []byte("# title: x\n")}},
		"empty values":  {"site.yaml": {Data: []byte("title:\nlanguage: \"\"\n")}},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems, err := ReadSettings(fsys, "site.yaml")
			if err != nil || len(problems) > 0 {
				t.Fatalf("err %v, problems %v", err, problems)
			}
			if diff := cmp.Diff(Defaults(), got); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		})
	}
	if d := Defaults(); d.URL("index.html") != "" || d.ContactURL() != "" {
		t.Error("without a base URL there are no absolute addresses, without a contact no link to it")
	}
}

func TestReadSettingsProblems(t *testing.T) {
	tests := []struct{ name, file, want, hint string }{
		{"a misspelt key", "title: x\npublsher: y\n", `site.yaml:2:1: unknown setting "publsher"`, `did you mean "publisher"?`},
		{"another spelling", "baseURL: https://example.org\n", `site.yaml:1:1: unknown setting "baseURL"`, `did you mean "base_url"?`},
		{"a key that is nothing like ours", "theme: dark\n", `site.yaml:1:1: unknown setting "theme"`,
			"the settings are title, description, publisher, base_url, language, contact, cards, analytics, without, frame_ancestors"},
		{"analytics", "title: x\nanalytics: matomo\n", `site.yaml:2:12: analytics: "matomo" is not possible: the site never carries analytics`,
			"write none, or leave the line out"},
		{"analytics by a switch", "analytics: true\n", `site.yaml:1:12: analytics: "true" is not possible: the site never carries analytics`,
			"write none, or leave the line out"},
		{"cards of another kind", "cards: all\n", `site.yaml:1:8: cards: "all" is not a choice`, "the choices are documents, pillars, commitments, none"},
		{"without the pages", "without: pages\n", `site.yaml:1:10: without: the pages are always made`, "leave it out"},
		{"without cards", "without: [cards]\n", `site.yaml:1:11: without: cards have a setting of their own`, "write cards: none"},
		{"without what there is not", "without:\n  - feeds\n  - music\n", `site.yaml:3:5: without: "music" is nothing that can be left out`,
			"there are data, search, feeds, embeds"},
		{"without a list of lists", "without: [[feeds]]\n", `site.yaml:1:11: without must be a list of words`, "write [search, feeds]"},
		{"a list for a value", "title:\n  - a\n  - b\n", `site.yaml:2:3: title must be one line of text`, ""},
		{"a list for a file", "- a\n- b\n", `site.yaml:1:1: a list where lines of the form key: value are expected`,
			"the settings are title, description, publisher, base_url, language, contact, cards, analytics, without, frame_ancestors"},
		{"not an address", "base_url: example.org\n", `site.yaml:1:11: base_url: "example.org" must begin with https:// or http://`, ""},
		{"a script for an address", "base_url: \"javascript:alert(1)\"\n",
			`site.yaml:1:11: base_url: "javascript:alert(1)" must begin with https:// or http://`, ""},
		{"no host", "base_url: https:///x\n", `site.yaml:1:11: base_url: "https:///x" names no host`, ""},
		{"a password", "base_url: https://a:b@example.org\n", `site.yaml:1:11: base_url: the address must not hold a user name or password`, ""},
		{"a query", "base_url: https://example.org/?a=b\n",
			`site.yaml:1:11: base_url: "https://example.org/?a=b" must not hold a ? or a #`, ""},
		{"not a language", "language: english language\n",
			`site.yaml:1:11: language: "english language" is not a language tag such as en or ko-KR`, ""},
		{"not a contact", "contact: call us\n",
			`site.yaml:1:10: contact: "call us" is neither an address of mail nor one of the web`, ""},
		{"a contact without a host", "contact: https:///x\n",
			`site.yaml:1:10: contact: "https:///x" is not an address of the web`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems, err := ReadSettings(fstest.MapFS{"site.yaml": {Data: []byte(test.file)}}, "site.yaml")
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) != 1 || problems.Errors() != 1 {
				t.Fatalf("problems %v, want one error", problems)
			}
			got := problems[0]
			if got.Hint != test.hint {
				t.Errorf("hint %q, want %q", got.Hint, test.hint)
			}
			got.Hint = ""
			if got.String() != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestReadSettingsSyntax(t *testing.T) {
	for name, file := range map[string]string{
		"an open quote":  "title: \"x\nlanguage: en\n",
		"a key twice":    "title: a\ntitle: b\n",
		"a tab":          "title: a\n\t- b\n",
		"far too large":  strings.Repeat("# nothing\n", tree.MaxSize/10+1),
		"a bare mapping": "title: {a: b\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, problems, err := ReadSettings(fstest.MapFS{"site.yaml": {Data: []byte(file)}}, "site.yaml")
			if err != nil || problems.Errors() == 0 {
				t.Fatalf("err %v, problems %v, want an error at a place", err, problems)
			}
			for _, p := range problems {
				if p.Pos.File != "site.yaml" || p.Hint == "" || strings.Contains(p.Text, "\n") {
					t.Errorf("message %q, hint %q", p.Text, p.Hint)
				}
			}
		})
	}
}

func TestParseBaseURL(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"a host", "https://example.org", "https://example.org/"},
		{"a slash already", "https://example.org/", "https://example.org/"},
		{"many slashes", "https://example.org/a//", "https://example.org/a/"},
		{"a port and a path", "http://localhost:8080/a/b", "http://localhost:8080/a/b/"},
		{"letters that need escaping", "https://example.org/é", "https://example.org/%C3%A9/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseBaseURL(test.in)
			if err != nil || got != test.want {
				t.Errorf("ParseBaseURL(%q) = %q, %v, want %q", test.in, got, err, test.want)
			}
		})
	}
}

func FuzzReadSettings(f *testing.F) {
	for _, seed := range []string{"title: x", "a: &a [*a]", "title: |\n  x\n  y", "? a\n: b", "--- \n...\n---\ntitle: z", "{a: b}", "<<: x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		s, problems, err := ReadSettings(fstest.MapFS{"s.yaml": {Data: []byte(data)}}, "s.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if s.Title == "" || s.Language == "" {
			t.Errorf("empty title or language from %q", data)
		}
		for _, p := range problems {
			if p.Pos.Line < 0 || p.Pos.Column < 0 {
				t.Errorf("bad place %v for %q", p.Pos, data)
			}
		}
	})
}
