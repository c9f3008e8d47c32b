package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"communique/internal/diag"
	"communique/internal/tree"
)

// Pages for frames stand under embed/, each at the path of the page of which it
// shows the essence:
//
//	embed/<document>/index.html             the document at a glance
//	embed/<document>/funding.html           the totals of its money
//	embed/<document>/funding-by-payer.html  those by payer alone
//	embed/<document>/funding/<pillar>.html  those of one pillar, if it has any
//	embed/<document>/deadlines.html         what falls due, if anything does
//	embed/<document>/<pillar>/index.html    the commitments of a pillar
//	embed/<document>/<pillar>/<name>.html   a commitment
const embeds = "embed/"

const (
	Loader  = "embed.js" // the script for other sites that show such pages; its address never changes
	Headers = "_headers" // what hosts are to say with the files
)

// Embed returns the path of the page for frames of what the page at a path
// shows.
func Embed(path string) string { return embeds + path }

// OEmbed returns the path of the description of a page for frames, by the path
// of that page.
func OEmbed(page string) string { return strings.TrimSuffix(page, ".html") + ".json" }

// PayersEmbed returns the path of the page for frames of the totals by payer.
func (d *Document) PayersEmbed() string { return Embed(d.Model.Slug + "/funding-by-payer.html") }

// FundingEmbed returns the path of the page for frames of the totals of the
// pillar.
func (p *Pillar) FundingEmbed() string {
	return Embed(p.Document.Model.Slug + "/" + funding + "/" + path.Base(path.Dir(p.Path)) + ".html")
}

// setFrameAncestors reads a list of sites that may show our pages, or one.
func setFrameAncestors(s *Settings, v tree.Value) (problems diag.List) {
	items := v.Items
	if v.Kind != tree.List {
		items = []tree.Value{v}
	}
	var list []string
	for _, item := range items {
		text, ok := item.Line()
		source, err := parseAncestor(text)
		switch {
		case !ok:
			problems = append(problems, item.Wrong(ancestorHint, "frame_ancestors must be a list of words")...)
		case err != nil:
			problems = append(problems, item.Wrong(ancestorHint, "frame_ancestors: %v", err)...)
		case !slices.Contains(list, source):
			list = append(list, source)
		}
	}
	switch {
	case len(problems) > 0:
	case len(list) == 0:
		problems = v.Wrong(ancestorHint, "frame_ancestors is empty")
	case len(list) > 1 && slices.Contains(list, "'none'"):
		problems = v.Wrong("leave out none, or all others", "frame_ancestors: none stands beside others")
	default:
		s.FrameAncestors = list
	}
	return problems
}

const ancestorHint = `write [self, "https://portal.example.org"], or "*" for all, or none`

// ancestor is the form of a host as a source of Content-Security-Policy, as far
// as a frame's ancestor can have it: a path means nothing there.
var ancestor = regexp.MustCompile(`^(https?://)?(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:([0-9]{1,5}|\*))?$`)

// parseAncestor checks the source of one ancestor. The keywords, which a policy
// wants in quotes, may stand without them.
func parseAncestor(text string) (string, error) {
	word := strings.ToLower(strings.Trim(text, "'"))
	switch word {
	case "self", "none":
		return "'" + word + "'", nil
	case "*", "https:", "http:":
		return word, nil
	}
	host := strings.TrimSuffix(strings.ToLower(text), "/")
	if !ancestor.MatchString(host) {
		return "", fmt.Errorf("%q is not the address of a site", text)
	}
	return host, nil
}
