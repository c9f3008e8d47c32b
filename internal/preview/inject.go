package preview

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inject returns a page with the client's script in its head, and with
// policies that let it in. The version says which site the page is of. Every
// other byte stays as it is.
func inject(page []byte, version string) []byte {
	edits := headEdits(page)
	var out bytes.Buffer
	out.Grow(len(page) + 256)
	at := 0
	for _, e := range edits.policies {
		out.Write(page[at:e.start])
		out.WriteString(`<meta http-equiv="` + policyHeader + `" content="` + html.EscapeString(widen(e.policy)) + `">`)
		at = e.end
	}
	// The place for the script is never ahead of the last policy.
	out.Write(page[at:edits.script])
	out.WriteString(`<script defer src="` + clientPath + `client.js" data-version="` + html.EscapeString(version) + `"></script>`)
	out.Write(page[edits.script:])
	return out.Bytes()
}

// edits are the places in a head to change, as offsets in the page.
type edits struct {
	policies []policyEdit // in order
	script   int          // where the script goes: behind the last policy, else as early as can be
}

type policyEdit struct {
	start, end int
	policy     string
}

// inHead are the elements that do not end a head whose tags are left out.
var inHead = map[atom.Atom]bool{
	atom.Html: true, atom.Head: true, atom.Meta: true, atom.Title: true, atom.Link: true, atom.Base: true,
	atom.Style: true, atom.Script: true, atom.Noscript: true, atom.Template: true,
}

// headEdits reads a page up to the end of its head.
func headEdits(page []byte) edits {
	var found edits
	z := html.NewTokenizer(bytes.NewReader(page))
	for start := 0; ; {
		kind := z.Next()
		end := start + len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return found
		case html.DoctypeToken:
			found.script = end
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == atom.Head {
				return found
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if !inHead[t.DataAtom] {
				return found
			}
			if policy, ok := policyOf(t); ok {
				found.policies = append(found.policies, policyEdit{start, end, policy})
				found.script = end
			}
			if t.DataAtom == atom.Html || t.DataAtom == atom.Head {
				found.script = end
			}
		}
		start = end
	}
}

// policyOf returns the policy that a meta element sets.
func policyOf(t html.Token) (policy string, ok bool) {
	for _, a := range t.Attr {
		switch a.Key {
		case "http-equiv":
			ok = strings.EqualFold(a.Val, policyHeader)
		case "content":
			policy = a.Val
		}
	}
	return policy, ok && t.DataAtom == atom.Meta
}
