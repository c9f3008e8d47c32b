package preview

import (
	"net/http"
	"slices"
	"strings"
)

const policyHeader = "Content-Security-Policy"

// needed are the directives that the client's script, its style and its stream
// of events are subject to.
var needed = []string{"script-src", "style-src", "connect-src"}

// widen returns a policy that also lets in what the preview adds to a page:
// its own origin, and nothing else. A policy that says nothing of a directive
// and has no default lets it in already. The order to ask for everything by
// HTTPS is dropped: the preview speaks HTTP.
func widen(policy string) string {
	var names []string
	sources := map[string][]string{}
	for directive := range strings.SplitSeq(policy, ";") {
		words := strings.Fields(directive)
		if len(words) == 0 {
			continue
		}
		name := strings.ToLower(words[0])
		if _, twice := sources[name]; twice || name == "upgrade-insecure-requests" {
			continue // of two of a name, browsers heed the first
		}
		names = append(names, name)
		sources[name] = words[1:]
	}
	for _, name := range needed {
		list, said := sources[name]
		if !said {
			fallback, any := sources["default-src"]
			if !any {
				continue
			}
			names, list = append(names, name), fallback
		}
		sources[name] = withSelf(list)
	}
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strings.Join(append([]string{name}, sources[name]...), " ")
	}
	return strings.Join(out, "; ")
}

// withSelf adds the page's own origin to a list of sources; 'none' may only
// stand alone.
func withSelf(list []string) []string {
	const self = "'self'"
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return strings.EqualFold(s, "'none'") })
	if slices.Contains(list, self) {
		return list
	}
	return append(list, self)
}

// widenHeader widens the policies of a response. Several of them, with commas
// between, all have to allow a thing.
func widenHeader(h http.Header) {
	for i, value := range h[policyHeader] {
		policies := strings.Split(value, ",")
		for j := range policies {
			policies[j] = widen(policies[j])
		}
		h[policyHeader][i] = strings.Join(policies, ", ")
	}
}
