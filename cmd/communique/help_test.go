package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"communique/internal/site"
	"communique/internal/starter"
)

// readTopic returns the text of a help topic.
func readTopic(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(texts, path.Join("help", name+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestSettingsAreTold wants every setting in the help and in the file that
// somebody begins with, there on or off.
func TestSettingsAreTold(t *testing.T) {
	topic, first := readTopic(t, "settings"), ""
	for _, f := range starter.Site() {
		if f.Name == "content/site.yaml" {
			first = string(f.Data)
		}
	}
	names := site.SettingNames()
	if len(names) < 8 {
		t.Fatalf("only %d settings: %v", len(names), names)
	}
	for _, name := range names {
		if !regexp.MustCompile(`(?m)^    ` + name + `: \S`).MatchString(topic) {
			t.Errorf("help settings does not show %s", name)
		}
		if !regexp.MustCompile(`(?m)^(# )?` + name + `: \S`).MatchString(first) {
			t.Errorf("the settings of a new site do not show %s", name)
		}
	}
}

var namedTest = regexp.MustCompile(`(?m)^    (\S+) ((?:Test|Fuzz)\w+)(?:/(\w+))?$`)

// promise begins each of the promises of the threat model, up to the tests.
var promise = regexp.MustCompile(`(?m)^- (?:.+\n(?:  \S.*\n)*)((?:    .+\n)*)`)

// TestPromisesHaveTests wants each test that the threat model names to exist
// in the package that it names.
func TestPromisesHaveTests(t *testing.T) {
	named := namedTest.FindAllStringSubmatch(readTopic(t, "security"), -1)
	if len(named) < 20 {
		t.Fatalf("only %d tests are named", len(named))
	}
	promises, _, _ := strings.Cut(readTopic(t, "security"), "## What is not promised")
	for _, m := range promise.FindAllStringSubmatch(promises, -1) {
		if !namedTest.MatchString(m[1]) {
			t.Errorf("no test is named for the promise\n%s", m[0])
		}
	}
	for _, m := range named {
		files, err := filepath.Glob(filepath.Join("../..", m[1], "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			found = found || strings.Contains(string(data), "\nfunc "+m[2]+"(")
		}
		if m[3] != "" { // a script
			_, err := os.Stat(filepath.Join("../..", m[1], "testdata", m[3]+".txtar"))
			found = found && err == nil
		}
		if !found {
			t.Errorf("help security names %s in %s, which is not there", m[2], m[1])
		}
	}
}

// TestTopics wants help that a narrow terminal can show, under a title, and
// that is told of by the topic's name.
func TestTopics(t *testing.T) {
	entries, err := fs.ReadDir(texts, "help")
	if err != nil || len(entries) == 0 {
		t.Fatalf("no topics: %v", err)
	}
	for _, e := range entries {
		text := readTopic(t, strings.TrimSuffix(e.Name(), ".md"))
		if !strings.HasPrefix(text, "# ") {
			t.Errorf("%s has no title", e.Name())
		}
		for i, line := range strings.Split(text, "\n") {
			if n := utf8.RuneCountInString(line); n > 84 {
				t.Errorf("%s:%d: %d characters, want 84 at most", e.Name(), i+1, n)
			}
		}
	}
}

// TestManPages renders no page by itself, but holds what breaks one: a line
// that begins like a request, and a hyphen that becomes a dash.
func TestManPages(t *testing.T) {
	root, _ := newCommand(&voice{})
	root.InitDefaultHelpCmd()
	pages := manPages(root)
	names := map[string]string{}
	build := ""
	for _, p := range pages {
		names[p.name] = p.section
		if p.name == "communique-build" {
			build = p.text
		}
		for line := range strings.Lines(p.text) {
			if strings.HasPrefix(line, "'") {
				t.Errorf("%s: %q is read as a request", p.name, line)
			}
			if strings.HasPrefix(line, ".") && !request.MatchString(line) {
				t.Errorf("%s: %q is no request that we write", p.name, line)
			}
		}
		if !strings.Contains(p.text, ".SH NAME\n"+strings.ReplaceAll(p.name, "-", `\-`)+` \- `) {
			t.Errorf("%s does not say its name", p.name)
		}
	}
	for name, section := range map[string]string{"communique": "1", "communique-serve": "1", "communique-ledger": "7", "communique-security": "7"} {
		if names[name] != section {
			t.Errorf("%s is in section %q, want %s", name, names[name], section)
		}
	}
	for _, want := range []string{"\\fB\\-d, \\-\\-destination\\fR folder\n", "(default: public)", ".SH EXAMPLES"} {
		if !strings.Contains(build, want) {
			t.Errorf("the page of build lacks %q:\n%s", want, build)
		}
	}
}

var request = regexp.MustCompile(`^\.(TH|SH|B|PP|TP|nf|fi|br)\b`)

// TestSay: what is said of the name of a file gives the terminal no orders.
func TestSay(t *testing.T) {
	var b strings.Builder
	v := &voice{err: &b}
	v.say("%s", errors.New("static: a\x1b[31mb\u202e.txt\n    1: while("))
	if got, want := b.String(), "communique: static: a�[31mb�.txt\n    1: while(\n"; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestVisible(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "Ports – 한국", "Ports – 한국"},
		{"a sequence of the terminal", "\x1b]0;title\x07x", "�]0;title�x"},
		{"one of eight bits", "\u009b31m", "�31m"},
		{"line feeds", "a\nb\rc", "a�b�c"},
		{"direction", "a\u202eb\u2066c", "a�b�c"},
		{"separators", "a\u2028b", "a�b"},
		{"a tab", "a\tb", "a b"},
	}
	for _, tt := range tests {
		if got := visible(tt.text); got != tt.want {
			t.Errorf("%s: visible(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}
