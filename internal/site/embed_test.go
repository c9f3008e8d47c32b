package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// Every page for frames has a path of its own, whatever pillars and commitments
// are called.
func TestEmbedPaths(t *testing.T) {
	model := treaty()
	model.Pillars = append(model.Pillars, pillar("funding-by-payer", "funding", "index"), pillar("deadlines", "by-payer"), pillar("funding"))
	d := Plan(model, Deadlines)
	seen := map[string]bool{}
	note := func(path string) {
		for _, p := range []string{path, OEmbed(path)} {
			if seen[p] || !strings.HasPrefix(p, "embed/treaty/") {
				t.Errorf("%s is taken, or outside its folder", p)
			}
			seen[p] = true
		}
	}
	for _, path := range []string{Embed(d.Path), Embed(d.Funding), Embed(d.Deadlines), d.PayersEmbed()} {
		note(path)
	}
	for _, p := range d.Pillars {
		note(Embed(p.Path))
		note(p.FundingEmbed())
		for _, c := range p.Commitments {
			note(Embed(c.Path))
		}
	}
	for _, want := range []string{"embed/treaty/index.json", "embed/treaty/health/give-doses.html", "embed/treaty/funding/health.html"} {
		if !seen[want] {
			t.Errorf("%s is missing", want)
		}
	}
}

func TestFrameAncestors(t *testing.T) {
	for text, want := range map[string][]string{
		"":                        {"*"},
		`frame_ancestors: "*"`:    {"*"},
		"frame_ancestors: none":   {"'none'"},
		"frame_ancestors: [self]": {"'self'"},
		`frame_ancestors: ["'self'", "https://Portal.example.org/", "*.example.net", "http://10.0.0.1:8080", "https://*.example.org:*", "https:", self]`: {
			"'self'", "https://portal.example.org", "*.example.net", "http://10.0.0.1:8080", "https://*.example.org:*", "https:",
		},
	} {
		s, problems, err := ReadSettings(fstest.MapFS{"s.yaml": {Data: []byte(text)}}, "s.yaml")
		if err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", text, problems, err)
		}
		if diff := cmp.Diff(want, s.FrameAncestors); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	for text, want := range map[string]string{
		`["https://example.org; script-src *"]`:  "s.yaml:1:19: frame_ancestors: \"https://example.org; script-src *\" is not the address of a site",
		`["https://example.org/path"]`:           "is not the address of a site",
		`["https://example.org, https://b.org"]`: "is not the address of a site",
		`"a b"`:                                  "is not the address of a site",
		`[none, self]`:                           "none stands beside others",
		`[]`:                                     "frame_ancestors is empty",
		`{a: b}`:                                 "must be a list of words",
		`["data:"]`:                              "is not the address of a site",
	} {
		s, problems, err := ReadSettings(fstest.MapFS{"s.yaml": {Data: []byte("frame_ancestors: " + text)}}, "s.yaml")
		if err != nil || problems.Errors() == 0 || !strings.Contains(problems[0].String(), want) {
			t.Errorf("%s: %v %v, want %q", text, problems, err, want)
		}
		if diff := cmp.Diff([]string{"*"}, s.FrameAncestors); diff != "" {
			t.Errorf("%s took effect:\n%s", text, diff)
		}
	}
}
