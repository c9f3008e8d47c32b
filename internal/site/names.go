package site

import (
	"slices"
	"strconv"
	"strings"

	"communique/internal/diag"
)

const (
	index   = "index.html"
	funding = "funding"
)

// reservedAtRoot are the names at the root of the site that no document and no
// article may take, those of views that are still to come included, so that an
// address given today holds tomorrow.
var reservedAtRoot = []string{
	"404", "a-z", "assets", "commitments", "data", "deadlines", "documents", "embed", "feed", "funding", "index", "ledger",
	"parties", "robots", "schema", "search", "sitemap", "sitemap-pages", "start-here",
}

// about is left for an article, so that every site can have that page.
const about = "about"

// reservedInDocument are the names beside a document's page that no pillar may
// take. A pillar is a folder and the views are files, but many hosts answer
// "funding" with either.
var reservedInDocument = []string{
	"a-z", "card", "cite", "commitments", "data", "datapackage", "deadlines", "document", "embed", "feed", "funding", "index", "ledger",
	"ledger-proof", "parties", "search", "sitemap", "source",
}

// reservedInPillar are the names in a pillar's folder that no commitment may take.
var reservedInPillar = []string{"card", "index"}

// windows reports whether Windows reserves a name for a device, whatever its
// ending. See "Naming Files, Paths, and Namespaces" in Microsoft's reference.
func windows(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && '0' <= name[3] && name[3] <= '9'
}

// names gives out the names of one folder, each once.
//
// A name that is true is given or reserved, one that is false is kept.
type names map[string]bool

func newNames(reserved []string) names {
	n := make(names, len(reserved))
	for _, r := range reserved {
		n[r] = true
	}
	return n
}

// keep marks a name as wanted by the one whose own it is, so that no other is
// given it as a way out.
func (n names) keep(want string) {
	if _, taken := n[want]; !taken {
		n[want] = false
	}
}

// give returns want, or where that name is not to be had, want with the kind
// of thing behind it.
func (n names) give(want, kind string) string {
	name := want
	for i := 1; !n.free(name, want); i++ {
		name = want + "-" + kind
		if i > 1 {
			name += "-" + strconv.Itoa(i)
		}
	}
	n[name] = true
	return name
}

// free reports whether the one who wants a name may have this one.
func (n names) free(name, want string) bool {
	given, known := n[name]
	return !given && !windows(name) && (!known || name == want)
}

// Collisions reports documents and articles that cannot stand beside one
// another: a document named as the site names something of its own, two with
// one name. Each message is an error at one file and names the other.
func Collisions(documents []Summary, articles []ArticleSummary) diag.List {
	const hint = "give the document another name with slug: in its front matter, or rename the file"
	var problems diag.List
	owner := make(map[string]string, len(documents)+len(articles))
	for _, a := range articles {
		slug := strings.TrimSuffix(a.Path, ".html")
		if slices.Contains(reservedAtRoot, slug) || windows(slug) {
			problems = append(problems, diag.Errorf(diag.Pos{File: a.File},
				"the site needs the name %q for itself", slug).WithHint("rename the file"))
		}
		owner[slug] = a.File
	}
	for _, d := range documents {
		if slices.Contains(reservedAtRoot, d.Slug) || d.Slug == about || windows(d.Slug) {
			problems = append(problems, diag.Errorf(diag.Pos{File: d.File},
				"the site needs the name %q for itself", d.Slug).WithHint(hint))
			continue
		}
		if first, taken := owner[d.Slug]; taken {
			problems = append(problems, diag.Errorf(diag.Pos{File: d.File},
				"the name %q is already taken by %s", d.Slug, first).WithHint(hint))
			continue
		}
		owner[d.Slug] = d.File
	}
	problems.Sort()
	return problems
}
