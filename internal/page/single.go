package page

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"communique/internal/asset"
	"communique/internal/site"
)

// InnerAssets are the assets that stand within what [Renderer.Single] and
// [Renderer.Book] make, and beside no page.
var InnerAssets = []string{"single.css", "single.js", "book.css"}

// A singleSet is what a document on one page is made of.
type singleSet struct {
	page, funding, deadlines, parties *set

	// The texts of our own assets, which the page holds. The policy lets them
	// through by their hashes, and nothing else.
	sheet       template.CSS
	symbol      template.URL // the icon of the site, within its address
	early, late template.JS
	policy      string
}

// newSingleSet loads the templates of the page, and those of the sides of the
// document, whose headings are one level lower than on pages of their own.
func newSingleSet(l *loader, assets *asset.Set) (*singleSet, error) {
	s := new(singleSet)
	if err := s.findAssets(assets); err != nil {
		return nil, err
	}
	base, err := l.base()
	if err != nil {
		return nil, err
	}
	if s.page, err = l.set(base, "single.html"); err != nil {
		return nil, err
	}
	l = &loader{files: l.files, minifier: l.minifier, lower: true, texts: map[string]string{}, interpret: l.interpret}
	for _, side := range []struct {
		file string
		set  **set
	}{
		{"funding.html", &s.funding}, {"deadlines.html", &s.deadlines}, {"parties.html", &s.parties},
	} {
		base, err := l.base()
		if err != nil {
			return nil, err
		}
		if *side.set, err = l.set(base, side.file, "single-side.html"); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *singleSet) findAssets(assets *asset.Set) error {
	sheet, err := assets.Inlined("single.css")
	if err != nil {
		return err
	}
	texts := [4]string{string(sheet)}
	for i, name := range []string{"theme.js", "single.js", "copy.js"} {
		data, err := assets.Bytes(name)
		if err != nil {
			return err
		}
		texts[i+1] = string(data)
	}
	s.sheet, s.early, s.late = template.CSS(texts[0]), template.JS(texts[1]), template.JS(texts[2]+";\n"+texts[3]) // minified scripts have no last semicolon
	for _, text := range append(texts[:], string(s.late)) {
		if endsElement.MatchString(text) {
			return fmt.Errorf("a style sheet or script holds the end of its own element, and cannot stand in a page")
		}
	}
	symbol, err := assets.Bytes("favicon.svg")
	if err != nil {
		return err
	}
	s.symbol = template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(symbol))
	s.policy = fmt.Sprintf("default-src 'none'; style-src %s; script-src %s %s; img-src data:; base-uri 'none'; form-action 'none'",
		allowed(string(s.sheet)), allowed(string(s.early)), allowed(string(s.late)))
	return nil
}

// endsElement finds what would end a style or script element, or hide its end.
var endsElement = regexp.MustCompile(`(?i)</(style|script)|<!--`)

// allowed names a text in a Content-Security-Policy.
func allowed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// lowered returns the text of a template with its headings one level lower.
func lowered(text string) string { return headings.Replace(text) }

var headings = strings.NewReplacer("<h1", "<h2", "</h1", "</h2", "<h2", "<h3", "</h2", "</h3", "<h3", "<h4", "</h3", "</h4", "<h4", "<h5", "</h4", "</h5")

// singleView is the view of single.html.
type singleView struct {
	frame
	Policy      string
	Sheet       template.CSS
	Symbol      template.URL
	Early, Late template.JS
	Views       []link
	Title       string
	Long        bool
	Origin      origin
	Counts      string
	Glance      []glance
	Intro       []block
	Pillars     []wholePillar
	Notes       []block
	Sides       []side
	Cite        citation
}

// A side is a section that is else a page of its own.
type side struct {
	ID   string
	HTML template.HTML // by one of our own templates
}

// Single renders a document as one page that needs no other file: its words,
// each once, and what was found in them. Links stay within the page, or lead to
// the original. The findings name no files of data.
func (r *Renderer) Single(doc *site.Document, f Findings) ([]byte, error) {
	sets, err := r.single()
	if err != nil {
		return nil, err
	}
	f.Data = nil
	real := r.documentWriter(nil, doc, f)
	w := r.documentWriter(nil, site.Single(doc.Model, f.Views()...), f)
	fr, err := real.frame(doc.Path)
	if err != nil {
		return nil, err
	}
	path := w.doc.Path
	flow := w.flow(path)
	v := singleView{
		frame:  fr.at(r, doc.Path, doc.Model.Title, firstWords(doc.Model.Intro)),
		Policy: sets.policy, Sheet: sets.sheet, Symbol: sets.symbol, Early: sets.early, Late: sets.late,
		Title: display(doc.Model.Title), Long: isLong(doc.Model.Title), Origin: w.origin,
		Counts: contents(doc.Commitments, realPillars(doc)),
		Glance: w.singleGlance(),
		Intro:  flow.blocks(doc.Model.Intro), Notes: flow.blocks(doc.Model.Notes),
		Views: w.singleViews(),
		Cite:  real.documentCitation(),
	}
	for _, p := range w.doc.Pillars {
		whole := w.wholePillar(p, 3)
		whole.ID = strings.TrimPrefix(p.Path, "#")
		v.Pillars = append(v.Pillars, whole)
	}
	if v.Sides, err = w.sides(sets); err != nil {
		return nil, err
	}
	w.buf.Reset()
	if err := sets.page.execute(&w.buf, "single", v); err != nil {
		return nil, fmt.Errorf("rendering %s on one page: %w", doc.Model.Source.Name, err)
	}
	return w.buf.Bytes(), nil
}

// singleGlance is what the document's page shows first.
func (w *documentWriter) singleGlance() []glance {
	d := w.doc
	list := append(glanceCounts(d.Commitments, realPillars(d)), glanceMoney(w.totals.payers, d.Funding)...)
	var v documentView
	w.dueOn(&v)
	return worthwhile(append(list, w.glanceDue(v.Next, v.Times.URL)...))
}

// singleViews leads to the sections of the page.
func (w *documentWriter) singleViews() []link {
	list := []link{{URL: w.doc.Path, Label: "Document"}, {URL: "#pillars", Label: "Contents"}}
	for _, l := range w.views(w.doc.Path) {
		if l.URL != w.doc.Path {
			list = append(list, l)
		}
	}
	return list
}

// sides renders the sections on money, deadlines and parties, as far as there
// is anything to say.
func (w *documentWriter) sides(sets *singleSet) ([]side, error) {
	d := w.doc
	var list []side
	add := func(path string, set *set, view func(string) any) error {
		if path == "" {
			return nil
		}
		w.buf.Reset()
		if err := set.execute(&w.buf, "main", view(path)); err != nil {
			return fmt.Errorf("rendering the section %s: %w", path, err)
		}
		list = append(list, side{strings.TrimPrefix(path, "#"), template.HTML(w.buf.String())})
		return nil
	}
	if err := add(d.Funding, sets.funding, func(p string) any { return w.fundingView(p) }); err != nil {
		return nil, err
	}
	if err := add(d.Deadlines, sets.deadlines, func(p string) any { return w.deadlinesView(p) }); err != nil {
		return nil, err
	}
	if err := add(d.Parties, sets.parties, func(p string) any { return w.partiesView(p) }); err != nil {
		return nil, err
	}
	return list, nil
}
