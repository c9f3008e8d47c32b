package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"
	"golang.org/x/net/html"

	"communique/internal/site"
)

const schemaOrg = "http://schema.org/"

// vocabulary are the types that are used, each with the properties that
// schema.org gives it (CreativeWork's are those of its kinds too).
var vocabulary = map[string]string{
	"WebSite":                "name url description inLanguage publisher",
	"Report":                 "name url inLanguage datePublished dateModified publisher image isBasedOn archivedAt isPartOf hasPart",
	"Chapter":                "name url position inLanguage isPartOf hasPart",
	"Statement":              "name url position text inLanguage isPartOf hasPart mentions",
	"Organization":           "name",
	"GovernmentOrganization": "name",
	"MonetaryGrant":          "description url funder amount",
	"MonetaryAmount":         "description currency value minValue maxValue",
	"BreadcrumbList":         "itemListElement",
	"ListItem":               "position name item",
}

// A contextLoader stands for schema.org: the terms are its own, and those whose
// values are addresses say so, as in its context.
type contextLoader struct{}

func (contextLoader) LoadDocument(u string) (*ld.RemoteDocument, error) {
	if u != "https://schema.org" {
		return nil, errors.New("nothing else is loaded: " + u)
	}
	context := map[string]any{"@vocab": schemaOrg}
	for _, term := range []string{"url", "image", "isBasedOn", "archivedAt", "item"} {
		context[term] = map[string]any{"@id": schemaOrg + term, "@type": "@id"}
	}
	return &ld.RemoteDocument{DocumentURL: u, Document: map[string]any{"@context": context}}, nil
}

// data returns the JSON of the scripts of a page.
func data(t testing.TB, page string) (list []string) {
	t.Helper()
	dom(t, page, func(n *html.Node) {
		if kind, _ := attribute(n, "type"); n.Data == "script" && kind == "application/ld+json" {
			list = append(list, n.FirstChild.Data)
		}
	})
	return list
}

// Facts are read by the rules of JSON-LD: every type and property is one of
// schema.org, and every address of ours is a page.
func TestFactsByTheRules(t *testing.T) {
	articles, settings := everything(t)
	bareSettings := settings
	bareSettings.BaseURL = ""
	for name, s := range map[string]site.Settings{"with a base URL": settings, "without": bareSettings} {
		t.Run(name, func(t *testing.T) {
			tree := render(t, renderer(t, s, articles...), nil, full(t, nil), bare(t))
			seen := map[string]int{}
			pages(tree, func(p, page string) {
				for _, text := range data(t, page) {
					var doc any
					if err := json.Unmarshal([]byte(text), &doc); err != nil {
						t.Fatalf("%s: %v", p, err)
					}
					const base = "https://example.org/rivers/"
					o := ld.NewJsonLdOptions(base + p)
					o.DocumentLoader = contextLoader{}
					expanded, err := ld.NewJsonLdProcessor().Expand(doc, o)
					if err != nil {
						t.Fatalf("%s: %v", p, err)
					}
					c := factChecker{t: t, page: p, tree: tree, base: base, seen: seen}
					c.value(expanded)
				}
			})
			for kind := range vocabulary {
				if kind != "Organization" && seen[kind] == 0 {
					t.Errorf("no page speaks of a %s", kind)
				}
			}
		})
	}
}

// A factChecker goes through expanded JSON-LD.
type factChecker struct {
	t          *testing.T
	page, base string
	tree       map[string]string
	seen       map[string]int
}

func (c *factChecker) value(v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			c.value(one)
		}
	case map[string]any:
		c.node(v)
	}
}

func (c *factChecker) node(n map[string]any) {
	allowed := ""
	if types, ok := n["@type"].([]any); ok {
		kind := strings.TrimPrefix(fmt.Sprint(types[0]), schemaOrg)
		c.seen[kind]++
		allowed = vocabulary[kind]
		if allowed == "" || len(types) != 1 {
			c.t.Errorf("%s: the type %v", c.page, types)
		}
	}
	if id, ok := n["@id"].(string); ok {
		c.address(id)
	}
	for key, value := range n {
		if strings.HasPrefix(key, "@") {
			continue
		}
		property, ours := strings.CutPrefix(key, schemaOrg)
		if !ours || !slices.Contains(strings.Fields(allowed), property) {
			c.t.Errorf("%s: %q is no property of %v", c.page, key, n["@type"])
		}
		c.value(value)
	}
}

// address wants each address of ours to be a page and an id on it.
func (c *factChecker) address(id string) {
	p, ours := strings.CutPrefix(id, c.base)
	if !ours {
		if !strings.HasPrefix(id, "https://") {
			c.t.Errorf("%s: the address %q", c.page, id)
		}
		return
	}
	p, fragment, found := strings.Cut(p, "#")
	content, ok := c.tree[p]
	if !ok || found && !strings.Contains(content, `id="`+fragment+`"`) && !strings.Contains(content, "id="+fragment) {
		c.t.Errorf("%s: %q leads nowhere", c.page, id)
	}
}

// What a commitment's page says, and from where it says it.
func TestFactsOfACommitment(t *testing.T) {
	articles, settings := everything(t)
	tree := render(t, renderer(t, settings, articles...), nil, full(t, nil))
	const at = "https://example.org/rivers/treaty/"
	type object = map[string]any
	var got struct {
		Graph []object `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(data(t, tree["treaty/water/build-a-dam.html"])[0]), &got); err != nil {
		t.Fatal(err)
	}
	work := got.Graph[0]
	for key, want := range map[string]any{
		"@type": "Statement", "@id": at + "water/build-a-dam.html", "name": "Build a dam", "position": "1.1", "inLanguage": "en-GB",
		"isPartOf": []any{object{
			"@type": "Chapter", "@id": at + "water/index.html", "name": "Water", "position": "1",
			"isPartOf": []any{object{
				"@type": "Report", "@id": at + "index.html", "name": "A treaty on rivers", "datePublished": "2024-03-05T00:00:00Z",
				"dateModified": "2024-04-01T10:00:00+02:00", "inLanguage": "en-GB", "publisher": object{"@type": "Organization", "name": "Ministry of Waters"},
			}},
		}},
	} {
		if diff := cmp.Diff(want, work[key]); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
	trail := got.Graph[1]["itemListElement"].([]any)
	var names []any
	for i, item := range trail {
		item := item.(object)
		names = append(names, item["name"])
		if item["position"] != float64(i+1) {
			t.Errorf("step %d stands at %v", i+1, item["position"])
		}
	}
	if diff := cmp.Diff([]any{"Rivers", "A treaty on rivers", "Water", "Build a dam"}, names); diff != "" {
		t.Error(diff)
	}
	if work["mentions"] == nil {
		t.Error("the money is not mentioned")
	}
}

// A figure is a value, a lower or an upper bound; money that is not promised by
// a state is no grant.
func TestFactsOfMoney(t *testing.T) {
	tree := seedSite(t)
	var got []string
	for _, p := range tree.Paths() {
		if path.Ext(p) != ".html" {
			continue
		}
		content, err := tree.FS().Open(p)
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(content)
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if kind, _ := attribute(n, "type"); kind != "application/ld+json" {
				continue
			}
			var doc struct {
				Graph []struct {
					Mentions []linkedMoney `json:"mentions"`
				} `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &doc); err != nil {
				t.Fatal(err)
			}
			for _, node := range doc.Graph {
				for _, m := range node.Mentions {
					amount := m
					if m.Amount != nil {
						amount = *m.Amount
					}
					who := ""
					for _, f := range m.Funder {
						who += f.Type + " " + f.Name
					}
					got = append(got, fmt.Sprintf("%s %s %s %s [%s,%s] by %s", m.Type, m.Description, amount.Currency, amount.Value, amount.Min, amount.Max, who))
				}
			}
		}
	}
	slices.Sort(got)
	want := []string{
		"MonetaryAmount more than $25 billion USD  [25000000000,] by ",
		"MonetaryGrant $1 billion USD 1000000000 [,] by GovernmentOrganization Republic of Korea",
		"MonetaryGrant $2.5 billion USD 2500000000 [,] by GovernmentOrganization United States",
		"MonetaryGrant $200 million USD 200000000 [,] by GovernmentOrganization Republic of Korea",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Words that would end the script, or are no white space in JSON but were in
// JavaScript, stay words.
func TestHostileFacts(t *testing.T) {
	const evil = "</script><!-- <script> \u2028\u2029 ]]> \" \\ &amp; {{.}}"
	articles, settings := everything(t)
	change := func(s string) string { return s + evil }
	tree := render(t, renderer(t, settings, articles...), change, full(t, change))
	n := 0
	pages(tree, func(p, page string) {
		for _, text := range data(t, page) {
			if strings.ContainsAny(text, "<>&\u2028\u2029") {
				t.Errorf("%s: not escaped: %.200q", p, text)
			}
			var doc struct {
				Graph []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(text), &doc); err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			if name, _ := doc.Graph[0]["name"].(string); strings.HasSuffix(name, evil) {
				n++
			}
		}
	})
	if n < 5 {
		t.Errorf("only %d pages say the words", n)
	}
}

// Facts stay small, however large a document is.
func TestFactsAreBounded(t *testing.T) {
	_, settings := everything(t)
	tree := render(t, renderer(t, settings), nil, long(t, 400))
	pages(tree, func(p, page string) {
		for _, text := range data(t, page) {
			if len(text) > 12_000 {
				t.Errorf("%s says %d bytes of facts", p, len(text))
			}
		}
	})
}
