package embed

import "strings"

// Rules are what a host is to say with the files of a site. All paths are
// relative to its root; a name that begins with a colon stands for any folder.
type Rules struct {
	Frames    string   // the folder of the pages for frames, ending in a slash; empty for none
	Ancestors []string // who may show them, as sources of Content-Security-Policy; none means all
	Loader    string   // path of the script for other sites; empty for none
	Open      []string // files that scripts of other sites may read
	Forever   string   // the folder whose files never change, ending in a slash
}

// Headers writes the rules as the file _headers of Netlify, Cloudflare Pages and
// others that follow them.
//
// Both send all headers of all rules that match, those of one name joined by a
// comma: so no two rules here name one header for one path. Both have browsers
// ask again for every page by themselves, which is why no rule says it. The path
// of a request may lack its .html, and a star is safe at the end alone.
//
// X-Frame-Options is never sent: it cannot name a portal, and would keep all of
// them out.
func Headers(r Rules) []byte {
	var b strings.Builder
	b.WriteString("# Read by Netlify, Cloudflare Pages and others; for other servers see the notes on hosting.\n")
	rule := func(path string, headers ...string) {
		b.WriteString("/" + path + "\n")
		for _, h := range headers {
			b.WriteString("  " + h + "\n")
		}
	}
	rule("*", "X-Content-Type-Options: nosniff")
	if r.Forever != "" {
		rule(r.Forever+"*", "Cache-Control: public, max-age=31536000, immutable")
	}
	const open = "Access-Control-Allow-Origin: *"
	if r.Frames != "" {
		ancestors := "*"
		if len(r.Ancestors) > 0 {
			ancestors = strings.Join(r.Ancestors, " ")
		}
		rule(r.Frames+"*", "Content-Security-Policy: frame-ancestors "+ancestors, open)
	}
	if r.Loader != "" {
		rule(r.Loader, open, "Cache-Control: public, max-age=0, must-revalidate")
	}
	for _, path := range r.Open {
		rule(path, open)
	}
	return []byte(b.String())
}
