package preview

import (
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
)

// headersFile is the file in which a site tells its host which headers to
// send, in the form that Netlify and Cloudflare Pages share.
const headersFile = "_headers"

// A rule says which headers go out with the addresses that it matches.
type rule struct {
	path []string // the segments of the address; see matches
	set  [][2]string
	drop []string // headers of earlier rules that are taken away
}

// unsettable are headers that a host does not let a site set, or that would
// outlast the preview in the browser.
var unsettable = map[string]bool{
	"Connection": true, "Content-Length": true, "Content-Encoding": true, "Content-Range": true, "Date": true,
	"Server": true, "Trailer": true, "Transfer-Encoding": true, "Upgrade": true,
	"Strict-Transport-Security": true, "Clear-Site-Data": true, "Alt-Svc": true,
}

// parseHeaders reads a _headers file. A line without margin is an address,
// with "*" for the rest and ":name" for a segment; the indented lines below it
// are headers, or "! Name" to take one away. What makes no sense is left out,
// as hosts do.
func parseHeaders(text string) []rule {
	var rules []rule
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case line[0] != ' ' && line[0] != '\t':
			rules = append(rules, rule{path: segments(pathOf(trimmed))})
		case len(rules) > 0:
			rules[len(rules)-1].add(trimmed)
		}
	}
	return rules
}

// pathOf drops the scheme and the host of an address that has them.
func pathOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Path
	}
	return address
}

func segments(address string) []string { return strings.Split(strings.TrimPrefix(address, "/"), "/") }

// add reads one indented line.
func (r *rule) add(line string) {
	if name, ok := strings.CutPrefix(line, "!"); ok {
		r.drop = append(r.drop, textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name)))
		return
	}
	name, value, ok := strings.Cut(line, ":")
	name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
	if !ok || name == "" || strings.ContainsAny(name, " \t") || unsettable[name] {
		return
	}
	r.set = append(r.set, [2]string{name, strings.TrimSpace(value)})
}

// matches reports whether a rule is for an address.
func (r rule) matches(address []string) bool {
	for i, want := range r.path {
		switch {
		case want == "*":
			return true
		case i >= len(address):
			return false
		case strings.HasPrefix(want, ":") && address[i] != "":
		case strings.HasSuffix(want, "*") && strings.HasPrefix(address[i], strings.TrimSuffix(want, "*")):
			return true
		case want != address[i]:
			return false
		}
	}
	return len(address) == len(r.path)
}

// apply sets the headers for an address, those of all rules that match, in
// their order. A header set twice is joined, as hosts do it.
func apply(rules []rule, address string, h http.Header) {
	parts := segments(address)
	for _, r := range rules {
		if !r.matches(parts) {
			continue
		}
		for _, name := range r.drop {
			h.Del(name)
		}
		for _, pair := range r.set {
			value := pair[1]
			if before := h.Get(pair[0]); before != "" {
				value = before + ", " + value
			}
			h.Set(pair[0], value)
		}
	}
}
