package bundle

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
)

// startStyle is the style of the start page, which stands beside the site and
// must look like it even where the site was unpacked without it.
const startStyle = `:root{color-scheme:light dark;--paper:#fcfbf8;--ink:#1b1a17;--quiet:#524e48;--line:#857f74;--accent:#0b4f9e;--tint:#f3f0e8}
@media(prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e9e5dc;--quiet:#b4afa4;--line:#7d8189;--accent:#9cc4ff;--tint:#20242a}}
body{margin:0;min-height:100vh;box-sizing:border-box;border-top:.3125rem solid var(--ink);padding:1rem clamp(1rem,4vw,3rem) 3rem;font:1.0625rem/1.55 -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
main{max-width:42rem;margin:8vh auto 0}
h1{margin:0 0 1.5rem;font:600 clamp(1.625rem,1.4rem + 1.1vw,2.375rem)/1.15 ui-serif,"Iowan Old Style",Charter,"Bitstream Charter",Cambria,Georgia,serif;letter-spacing:-.014em;text-wrap:balance}
h2{margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line);font-size:1.1875rem;line-height:1.2}
p,ul,pre{margin:0 0 .75rem}
ul{padding:0;list-style:none}
a{color:var(--accent);text-underline-offset:.16em}
li a{display:inline-block;padding:.1rem 0}
.open{display:inline-block;padding:.7rem 1.25rem;border-radius:2px;font-weight:650;text-decoration:none;color:var(--paper);background:var(--accent)}
.quiet{color:var(--quiet);font-size:.9375rem}
pre{padding:.75rem 1rem;overflow-x:auto;background:var(--tint);font:.9375rem/1.6 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media print{body{border:0;padding:0}.open{padding:0;color:inherit;background:none}}
`

// startPage needs nothing but the files beside it. Documents are named one by
// one while they are few.
var startPage = template.Must(template.New("start").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{.Hash}}'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<title>Start here: {{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
<p><a class="open" href="index.html">Open the site</a></p>
<p class="quiet">It is complete: every page, the search and all data work from this folder, without a network.</p>
{{with .Documents}}<h2>The documents it was made from</h2>
<ul>
{{range .}}<li><a href="{{.Path}}">{{.Name}}</a></li>
{{end}}</ul>
{{with $.More}}<p class="quiet">{{.}} more are in the folder “sources”.</p>
{{end}}<p class="quiet">As they were published, unchanged; plain text.</p>
{{end}}<h2>Is everything as it was?</h2>
<p>The file <a href="SHA256SUMS">SHA256SUMS</a> holds the checksum of every file here. In a terminal, in this folder, either of these compares them:</p>
<pre>sha256sum --check SHA256SUMS
communique verify .</pre>
<p class="quiet">A checksum tells damage, not who made the folder: compare that of the zip with the one its publisher gave.</p>
</main>
</body>
</html>
`))

// maxListed bounds the documents that the start page names.
const maxListed = 20

// A listed is a document on the start page.
type listed struct{ Path, Name string }

// start renders the start page.
func (c Contents) start() ([]byte, error) {
	sum := sha256.Sum256([]byte(startStyle))
	view := struct {
		Title, Hash string
		Style       template.CSS // ours, above
		Documents   []listed
		More        int
	}{Title: c.Title, Hash: base64.StdEncoding.EncodeToString(sum[:]), Style: startStyle}
	for _, s := range c.Sources[:min(len(c.Sources), maxListed)] {
		view.Documents = append(view.Documents, listed{Sources + "/" + s.Name, cmp.Or(s.Title, s.Name)})
	}
	view.More = len(c.Sources) - len(view.Documents)
	var b bytes.Buffer
	err := startPage.Execute(&b, view)
	return b.Bytes(), err
}
