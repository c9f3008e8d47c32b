package page

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"slices"
	"strings"
	"unicode"

	"communique/internal/asset"
	"communique/internal/embed"
	"communique/internal/factsheet"
	"communique/internal/site"
)

// Pages for frames show the essence of a page on other sites: they have no
// chrome, their links open tabs, and each says whose words it shows, of what
// day, and in which edition. They are second showings and hold no primary
// place. Beside each stands its oEmbed description, if the site knows where it
// is published; the page that it is of offers the snippets.

// A frameSet is the template sets of pages for frames, and the assets that they
// and the pages that offer them use.
type frameSet struct {
	commitment, list, funding, deadlines *set

	style, script string // paths
	headers       bool   // the site has rules for hosts of its own
}

// embedFrame is what every page for frames has around its own content.
type embedFrame struct {
	tongue
	Ours       *tongue
	Hue        string
	Window     string
	Canonical  string        // absolute address of the page that shows it in full; empty without a base URL
	Twin       string        // absolute address of its oEmbed description; empty without a base URL
	Head, Foot template.HTML // the partials "frame-head" and "frame-foot"
}

// frameEnds is the view of the partials "frame-head" and "frame-foot".
type frameEnds struct {
	Ours           *tongue
	Style, Script  string
	Icon           string
	Document, Home link
	Origin         origin
	Edition        string
}

// edition tells one text of a document from another: the first digits of the
// SHA-256 of its source, as the data of the document gives it in full.
func edition(source []byte) string {
	sum := sha256.Sum256(source)
	return hex.EncodeToString(sum[:4])
}

// embedFrame makes the frame for pages of a folder; path is one of them.
func (w *documentWriter) embedFrame(path string) (e embedFrame, err error) {
	if !w.settings.Has(site.Embeds) {
		return e, nil
	}
	f := w.Renderer.frame(path).in(w.origin.Language)
	e.tongue, e.Ours = f.tongue, f.Ours
	ends := frameEnds{
		Ours: f.Ours, Style: site.Rel(path, w.frames.style), Script: site.Rel(path, w.frames.script), Icon: f.Icon,
		Document: w.documentLink(path), Home: f.Home, Origin: w.origin, Edition: w.edition,
	}
	if e.Head, err = w.fragment("frame-head", ends); err != nil {
		return e, err
	}
	e.Foot, err = w.fragment("frame-foot", ends)
	return e, err
}

// at returns the frame for another page of the folder.
func (e embedFrame) at(w *documentWriter, path, page, title string) embedFrame {
	e.Window = title + " – " + w.doc.Model.Title
	e.Canonical, e.Twin = w.settings.URL(page), w.settings.URL(site.OEmbed(path))
	return e
}

// An offer is a page for frames and what other sites need to show it.
type offer struct {
	what  string // it shows: "The money of this pillar"
	path  string
	page  string // path of the page that shows it in full
	set   *set
	view  any
	piece embed.Piece
}

// embedSection is what a page says of showing it on other sites.
type embedSection struct {
	Known  bool // the site knows where it is published
	Pieces []embedPiece
}

// An embedPiece is one thing that other sites can show.
type embedPiece struct {
	What     string
	Preview  string // address of its page for frames
	Snippets []embedSnippet
}

// An embedSnippet is code to be copied.
type embedSnippet struct {
	Name, Note, Copy string
	Code             template.HTML // as text
	Shown            template.HTML // what it shows; empty for a frame
}

// embed renders the pages for frames that a page offers, and what it says of
// them; nil where there are none. The first is what the page itself is found by.
func (w *documentWriter) embed(page string, m *meta, offers ...offer) (*embedSection, error) {
	if !w.settings.Has(site.Embeds) || len(offers) == 0 {
		return nil, nil
	}
	s := &embedSection{Known: w.settings.BaseURL != ""}
	for i, o := range offers {
		if err := w.page(o.path, o.set, "frame", o.view); err != nil {
			return nil, err
		}
		p := w.addressed(o)
		if err := w.describe(o.path, p); err != nil {
			return nil, err
		}
		p.Near = func(url string) string { return w.near(page, url) }
		snippets := p.Snippets()
		if i > 0 && s.Known {
			snippets = p.Framed()
		}
		s.Pieces = append(s.Pieces, embedPiece{o.what, site.Rel(page, o.path), snippetsFor(snippets, o.what, i > 0)})
	}
	if s.Known {
		m.OEmbed = w.settings.URL(site.OEmbed(offers[0].path))
	}
	m.Copy = site.Rel(page, w.copyScript)
	return s, nil
}

// preview takes over what a snippet looks like, which package embed has escaped.
// Characters that HTML does not allow become U+FFFD, as in appendEscaped.
func preview(snippet string) template.HTML {
	return template.HTML(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' || r&0xfffe == 0xfffe || 0xfdd0 <= r && r <= 0xfdef {
			return '\ufffd'
		}
		return r
	}, snippet))
}

// near turns an absolute address within the site into that from one of its
// pages, and leaves all others.
func (w *documentWriter) near(page, url string) string {
	if path, ours := strings.CutPrefix(url, w.settings.BaseURL); ours && w.settings.BaseURL != "" {
		return site.Rel(page, path)
	}
	return url
}

// addressed gives a piece its addresses. Without a base URL the one address that
// means anything elsewhere is that of the original.
func (w *documentWriter) addressed(o offer) embed.Piece {
	p := o.piece
	p.Source.Label, p.Origin = oneLine(w.doc.Model.Title), w.provenance
	if w.settings.BaseURL == "" {
		p.Source.URL = w.origin.Original
		if p.Page == "" {
			p.Page = w.origin.Original
		}
		return p
	}
	p.Source.URL = w.settings.URL(w.doc.Path)
	p.Page, p.Frame, p.Loader = w.settings.URL(o.page), w.settings.URL(o.path), w.settings.URL(site.Loader)
	return p
}

// describe writes the oEmbed description of a page for frames, which needs
// absolute addresses.
func (w *documentWriter) describe(path string, p embed.Piece) error {
	if p.Frame == "" {
		return nil
	}
	data, err := p.OEmbed(embed.Provider{Name: w.settings.Title, URL: w.settings.URL(site.Home)}, w.origin.Publisher)
	if err != nil {
		return err
	}
	w.buf.Reset()
	w.buf.Write(data)
	return w.add(site.OEmbed(path))
}

// provenance says whose words a document is, of what day and edition, after its
// title.
func provenance(o origin, edition string) string {
	s := ""
	if o.Publisher != "" {
		s += ", " + oneLine(o.Publisher)
	}
	if o.Published.Text != "" {
		s += ", " + o.Published.Text
	}
	if o.Modified.Text != "" {
		s += ", changed " + o.Modified.Text
	}
	return s + ", edition " + edition + "."
}

// snippetsFor prepares snippets for a page; one that is not of the page as a whole
// says what is copied.
func snippetsFor(list []embed.Snippet, what string, named bool) []embedSnippet {
	out := make([]embedSnippet, 0, len(list))
	for _, s := range list {
		if named {
			s.Copy += ": " + what
		}
		out = append(out, embedSnippet{s.Name, s.Note, s.Copy, code(s.Code), preview(s.Shown)})
	}
	return out
}

// code turns code into HTML that shows it. Every character goes through
// appendEscaped or is the reference for an ampersand, which is written by its
// number: code that holds "&amp;" is no text that was escaped twice.
func code(s string) template.HTML {
	b := make([]byte, 0, len(s)+len(s)/4)
	for from := 0; ; {
		i := from
		for i < len(s) && s[i] != '&' && s[i] != '"' {
			i++
		}
		b = appendEscaped(b, s[from:i])
		if i == len(s) {
			return template.HTML(b)
		}
		if s[i] == '"' {
			b = append(b, '"') // it means nothing in text
		} else {
			b = append(b, "&#38;"...)
		}
		from = i + 1
	}
}

// unlinked returns a text without its links. In a frame a link of the document
// would replace the page.
func unlinked(t factsheet.Text) factsheet.Text {
	if !slices.ContainsFunc(t, func(r factsheet.Run) bool { return r.Link != "" }) {
		return t
	}
	t = slices.Clone(t)
	for i := range t {
		t[i].Link = ""
	}
	return t
}

// headers writes what hosts are to say with the files, unless the site has such
// rules of its own.
func (w *writer) headers() error {
	if w.frames.headers {
		return nil
	}
	rules := embed.Rules{Forever: "assets/"}
	if w.settings.Has(site.Embeds) {
		rules.Frames, rules.Ancestors, rules.Loader = site.Embed(""), w.settings.FrameAncestors, site.Loader
	}
	if w.follows() {
		rules.Open = append(rules.Open, site.Atom, site.JSONFeed)
	}
	rules.Open = append(rules.Open, site.Schema)
	if w.settings.Has(site.Data) {
		var names []string
		for _, t := range twins {
			names = append(names, t.name)
		}
		for _, t := range takeaways {
			names = append(names, t.name)
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			rules.Open = append(rules.Open, ":document/"+name)
		}
	}
	w.buf.Reset()
	w.buf.Write(embed.Headers(rules))
	return w.add(site.Headers)
}

// findAssets looks up what pages for frames use, if the site has any.
func (s *frameSet) findAssets(assets *asset.Set, settings site.Settings) (err error) {
	_, own := assets.Path(site.Headers)
	s.headers = own == nil
	if !settings.Has(site.Embeds) {
		return nil
	}
	if s.style, err = assets.Path("embed.css"); err != nil {
		return err
	}
	if s.script, err = assets.Path("frame.js"); err != nil {
		return err
	}
	_, err = assets.Path(site.Loader)
	return err
}
