package tests

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport states who may import whom: for each package of the module, the
// packages of the module that its code (not its tests) may use. A package that
// is not listed may not exist.
var mayImport = map[string][]string{
	"internal/diag":       {},
	"internal/money":      {},
	"internal/minify":     {},
	"internal/picture":    {},
	"internal/bundle":     {},
	"internal/epub":       {},
	"internal/fragment":   {},
	"internal/related":    {},
	"internal/card":       {},
	"internal/cache":      {},
	"internal/output":     {},
	"internal/overlay":    {},
	"internal/pattern":    {},
	"internal/compile":    {},
	"internal/slug":       {},
	"internal/tree":       {"internal/diag"},
	"internal/deadline":   {"internal/diag", "internal/tree"},
	"internal/source":     {"internal/diag", "internal/tree"},
	"internal/correction": {"internal/diag", "internal/tree"},
	"internal/factsheet":  {"internal/diag", "internal/source", "internal/correction", "internal/pattern", "internal/slug"},
	"internal/article":    {"internal/diag", "internal/source"},
	"internal/passage":    {"internal/factsheet"},
	"internal/party":      {"internal/diag", "internal/slug", "internal/tree"},
	"internal/clause":     {"internal/factsheet", "internal/party"},
	"internal/ledger":     {"internal/diag", "internal/factsheet", "internal/clause", "internal/money", "internal/party"},
	"internal/role":       {"internal/clause", "internal/factsheet", "internal/party"},
	"internal/number":     {"internal/deadline", "internal/factsheet", "internal/money"},
	"internal/cite":       {"internal/site"},
	"internal/feed":       {},
	"internal/embed":      {},
	"internal/data":       {"internal/cite", "internal/deadline", "internal/factsheet", "internal/ledger", "internal/money", "internal/party", "internal/passage", "internal/role", "internal/site"},
	"internal/site":       {"internal/diag", "internal/factsheet", "internal/article", "internal/tree"},
	"internal/asset":      {"internal/minify", "internal/output"},
	"internal/search":     {},
	"internal/page": {
		"internal/card", "internal/slug",
		"internal/search",
		"internal/fragment", "internal/related",
		"internal/compile", "internal/picture",
		"internal/cite", "internal/embed", "internal/feed",
		"internal/deadline", "internal/ledger", "internal/money", "internal/party", "internal/passage", "internal/role",
		"internal/factsheet", "internal/source", "internal/article", "internal/site", "internal/asset", "internal/minify", "internal/output",
	},
	"internal/outline": {"internal/diag", "internal/factsheet", "internal/ledger", "internal/money", "internal/deadline", "internal/passage"},
	// The proof that nothing is lost shares no code with what it proves.
	"internal/check": {"internal/diag"},
	"internal/workspace": {
		"internal/diag", "internal/tree", "internal/source", "internal/correction", "internal/factsheet", "internal/article",
		"internal/deadline", "internal/party", "internal/site", "internal/overlay",
	},
	"internal/pipeline": {
		"internal/bundle", "internal/cache", "internal/card", "internal/epub",
		"internal/diag", "internal/workspace", "internal/factsheet", "internal/money", "internal/deadline", "internal/number",
		"internal/ledger", "internal/role", "internal/data", "internal/site", "internal/asset", "internal/minify", "internal/page",
		"internal/output", "internal/outline", "internal/check",
	},
	".": {
		"internal/bundle", "internal/cache", "internal/diag", "internal/site", "internal/output", "internal/outline", "internal/pipeline", "internal/workspace",
	},
	"internal/preview": {"internal/diag", "internal/output"},
	"internal/starter": {"internal/factsheet"},
	"internal/webpage": {},
	"cmd/communique": {
		".", "internal/diag", "internal/preview", "internal/site", "internal/starter", "internal/tree", "internal/webpage",
	},
	"internal/tests": {},
}

// effects are packages of the standard library that reach out of the program,
// and the packages of the module that may use them. The two ends of the
// program touch the world, and nothing between them.
var effects = map[string][]string{
	"os":            {"cmd/communique", ".", "internal/output", "internal/cache", "internal/preview"},
	"os/exec":       {"cmd/communique"},
	"os/signal":     {"cmd/communique"},
	"os/user":       {},
	"io/ioutil":     {},
	"log":           {},
	"log/slog":      {},
	"math/rand":     {},
	"math/rand/v2":  {},
	"net":           {"cmd/communique", "internal/preview"},
	"net/http":      {"internal/preview"},
	"plugin":        {},
	"syscall":       {"cmd/communique", "internal/output", "internal/preview"},
	"text/template": {}, // html/template escapes; its parse trees are another matter
	"unsafe":        {},
}

// confined are modules that only some packages of the module may import.
var confined = map[string][]string{
	"github.com/yuin/goldmark":                        {"internal/factsheet", "internal/article", "internal/webpage"},
	"github.com/tdewolff/minify/v2":                   {"internal/minify"},
	"github.com/tdewolff/parse/v2":                    {"internal/minify"},
	"github.com/spf13/cobra":                          {"cmd/communique"},
	"github.com/fsnotify/fsnotify":                    {"internal/preview"},
	"github.com/JohannesKaufmann/html-to-markdown/v2": {"internal/webpage"},
	"github.com/adrg/frontmatter":                     {"internal/source"},
	"golang.org/x/sys":                                {"cmd/communique", "internal/output"},
}

// modules are the modules that may stand in go.mod as required directly, and
// what each saves.
var modules = map[string]string{
	"github.com/JohannesKaufmann/html-to-markdown/v2": "writes the Markdown of a saved web page",
	"github.com/fsnotify/fsnotify":                    "tells the preview of files that changed, on every system",
	"github.com/BurntSushi/toml":                      "TOML front matter, with the place of an error",
	"github.com/adrg/frontmatter":                     "splits front matter from the body",
	"github.com/arran4/golang-ical":                   "calendars",
	"github.com/xuri/excelize/v2":                     "workbooks with real numbers",
	"github.com/chromedp/cdproto":                     "what a browser says, in tests",
	"github.com/chromedp/chromedp":                    "drives a browser, in tests",
	"github.com/goccy/go-yaml":                        "YAML with the place of an error",
	"github.com/google/go-cmp":                        "differences, in tests",
	"github.com/gosimple/slug":                        "transliterates names for addresses",
	"github.com/gosimple/unidecode":                   "transliterates names for addresses",
	"github.com/mmcdole/gofeed":                       "reads feeds as programs do that follow them, in tests",
	"github.com/piprate/json-gold":                    "reads JSON-LD by its processing rules, in tests",
	"github.com/santhosh-tekuri/jsonschema/v6":        "holds JSON against a schema, in tests",
	"github.com/rogpeppe/go-internal":                 "scripts that test the command; text archives",
	"github.com/shopspring/decimal":                   "exact sums of money",
	"github.com/spf13/cobra":                          "verbs, flags, completion",
	"github.com/spf13/pflag":                          "flags, cobra's own",
	"github.com/tdewolff/minify/v2":                   "minifies HTML, CSS, JavaScript, JSON",
	"github.com/tdewolff/parse/v2":                    "the minifier's own lexers",
	"github.com/yuin/goldmark":                        "reads Markdown",
	"go.yaml.in/yaml/v3":                              "YAML",
	"golang.org/x/image":                              "reads a typeface and fills outlines, for cards",
	"golang.org/x/net":                                "reads HTML as a browser does, for the check that shares no code with the renderer",
	"golang.org/x/sys":                                "exchanges folders in one step; the width of a terminal",
	"golang.org/x/text":                               "folds case, knows languages",
}

const root = "../.."

// A file is one source file of the module.
type file struct {
	name   string // relative to the root of the module, with slashes
	folder string // of its package
	test   bool
	syntax *ast.File
	set    *token.FileSet
}

// files parses every Go file of the module.
func files(t *testing.T) []file {
	t.Helper()
	var list []file
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && rel != ".") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(rel) != ".go" {
			return nil
		}
		syntax, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		list = append(list, file{rel, path.Dir(rel), strings.HasSuffix(rel, "_test.go"), syntax, set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// imports returns what a file imports.
func (f file) imports(t *testing.T) []string {
	var list []string
	for _, spec := range f.syntax.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, name)
	}
	return list
}

func TestImports(t *testing.T) {
	for _, f := range files(t) {
		allowed, known := mayImport[f.folder]
		if !known {
			t.Errorf("%s: the package %s is not in the table of packages", f.name, f.folder)
			continue
		}
		if f.test {
			continue
		}
		for _, name := range f.imports(t) {
			if name == "communique" || strings.HasPrefix(name, "communique/") {
				ours := path.Clean(strings.TrimPrefix(strings.TrimPrefix(name, "communique"), "/"))
				if !slices.Contains(allowed, ours) {
					t.Errorf("%s imports %s, which it may not", f.name, name)
				}
			}
			if users, limited := effects[name]; limited && !slices.Contains(users, f.folder) {
				t.Errorf("%s imports %s: effects belong to the two ends of the program", f.name, name)
			}
			for module, users := range confined {
				if (name == module || strings.HasPrefix(name, module+"/")) && !slices.Contains(users, f.folder) {
					t.Errorf("%s imports %s, which is for %v alone", f.name, name, users)
				}
			}
		}
	}
}

// TestTableOfPackages keeps the tables from naming what is no more.
func TestTableOfPackages(t *testing.T) {
	found := map[string]bool{}
	for _, f := range files(t) {
		found[f.folder] = true
	}
	for folder := range mayImport {
		if !found[folder] {
			t.Errorf("the table of packages names %s, which does not exist", folder)
		}
	}
}

// TestReadmeTable wants each package in the README's table of packages.
func TestReadmeTable(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for folder := range mayImport {
		if strings.HasPrefix(folder, "internal/") && !strings.Contains(string(data), "`"+folder+"`") {
			t.Errorf("README.md does not tell of %s", folder)
		}
	}
}

// TestNoClock finds calls of the clock and of the environment within
// internal/. The day is an option, and so is everything else.
func TestNoClock(t *testing.T) {
	forbidden := map[string][]string{
		"time": {"Now", "Since", "Until", "Sleep", "Tick", "After", "Local"},
		"os":   {"Getenv", "LookupEnv", "Environ", "ExpandEnv"},
	}
	for _, f := range files(t) {
		if f.test || !strings.HasPrefix(f.folder, "internal/") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && slices.Contains(forbidden[x.Name], s.Sel.Name) {
				t.Errorf("%s uses %s.%s", f.set.Position(s.Pos()), x.Name, s.Sel.Name)
			}
			return true
		})
	}
}

// TestPackageComments wants each package to say what it owns.
func TestPackageComments(t *testing.T) {
	said := map[string]bool{}
	for _, f := range files(t) {
		said[f.folder] = said[f.folder] || f.syntax.Doc != nil
	}
	for folder, ok := range said {
		if !ok {
			t.Errorf("no file of %s has a package comment", folder)
		}
	}
}

func TestModules(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "require "))
		name, version, ok := strings.Cut(line, " v")
		if !ok || strings.Contains(version, "// indirect") {
			continue
		}
		n++
		if modules[name] == "" {
			t.Errorf("go.mod requires %s, which nobody has given a reason for", name)
		}
	}
	if n == 0 {
		t.Error("found no module in go.mod")
	}
}
