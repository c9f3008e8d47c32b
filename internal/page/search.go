package page

import (
	"slices"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/search"
	"communique/internal/site"
)

// searchView is the view of search.html.
type searchView struct {
	frame
	Title  string
	Index  string // address of the directory of the index
	Many   bool   // the site has several documents
	Engine string // address of the script
	Count  string // what can be found: "38 commitments, 4 pillars and 41 parties"
	Lists  []link // where to look without script
}

// indexWords writes the result files of the document and keeps the rest of its
// index for the end.
func (w *documentWriter) indexWords() (*search.Part, error) {
	if !w.settings.Has(site.Search) {
		return nil, nil
	}
	part, files := search.Index(w.searched())
	for _, f := range files {
		if err := w.sink.Add(f.Path, f.Data); err != nil {
			return nil, err
		}
	}
	return part, nil
}

// searched lists what can be found in a document. Each of its words stands in
// one thing, that on whose page a reader finds it.
func (w *documentWriter) searched() search.Document {
	m := w.doc.Model
	d := search.Document{Title: m.Title, Day: w.origin.Published.Text, Folder: m.Slug + "/", Language: w.origin.Language}
	d.Items = append(d.Items, search.Item{Kind: search.Page, Title: m.Title, Path: w.doc.Path, Text: strings.TrimSpace(partsText(m.Intro) + " " + partsText(m.Notes))})
	for _, p := range w.doc.Pillars {
		where := pillarLink("", p)
		item := search.Item{Kind: search.Pillar, Number: where.Number, Title: where.Label, Path: p.Path, Text: partsText(p.Model.Parts)}
		if p.Model.Implicit {
			item.Number, item.Title = "", m.Title
		}
		if item.Text != "" || !p.Model.Implicit {
			d.Items = append(d.Items, item)
		}
		for _, c := range p.Commitments {
			d.Items = append(d.Items, search.Item{
				Kind: search.Commitment, Number: c.Model.Number, Title: c.Model.Title, Path: c.Path,
				Text: partsText(c.Model.Body), Where: strings.TrimSpace(item.Number + " " + where.Label),
			})
		}
	}
	return d
}

// partsText returns the words of parts on one line, those of commitments and
// end marks left out.
func partsText(parts []factsheet.Part) string {
	var b strings.Builder
	add := func(t factsheet.Text) {
		if words := oneLine(t.String()); words != "" {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words)
		}
	}
	for _, part := range parts {
		switch p := part.(type) {
		case *factsheet.Paragraph:
			if p.Role != factsheet.EndMark {
				add(p.Text)
			}
		case *factsheet.Table:
			for _, row := range p.Rows {
				for _, cell := range row {
					add(cell.Text)
				}
			}
		case *factsheet.Group:
			if p.LeadIn != nil {
				add(p.LeadIn.Text)
			}
		}
	}
	return b.String()
}

// searchPage writes the index of the whole site and the page that searches it.
func (w *writer) searchPage(documents []Summary, parties []*entity) error {
	if !w.settings.Has(site.Search) {
		return nil
	}
	parts := make([]*search.Part, 0, len(documents)+1)
	for i := range documents {
		parts = append(parts, documents[i].search)
	}
	if len(parties) > 0 {
		part, files := search.Index(searchedParties(parties))
		for _, f := range files {
			if err := w.sink.Add(f.Path, f.Data); err != nil {
				return err
			}
		}
		parts = append(parts, part)
	}
	index, err := search.Build(w.sink, parts)
	if err != nil {
		return err
	}
	path := site.SearchPage
	v := searchView{
		Title: "Search", Index: site.Rel(path, index), Many: len(documents) > 1, Engine: site.Rel(path, w.engine),
		Count: searchable(documents, len(parties)),
	}
	for _, l := range slices.Concat(w.across, w.only) {
		v.Lists = append(v.Lists, link{URL: site.Rel(path, l.URL), Label: l.Label})
	}
	v.frame = w.rootFrame(path).at(w.Renderer, path, "Search – "+w.settings.Title, "Search in "+v.Count+".")
	if v.Crumbs, err = w.fragment("crumbs", []link{{URL: v.Home.URL, Label: "Home"}}); err != nil {
		return err
	}
	v.Sheet = site.Rel(path, w.find)
	return w.page(path, w.finder, "base", v)
}

// searchedParties lists the parties of all documents.
func searchedParties(list []*entity) search.Document {
	d := search.Document{Folder: "parties/"}
	for _, e := range list {
		d.Items = append(d.Items, search.Item{
			Kind: search.Party, Title: e.name, Path: site.Party(e.id), Text: strings.Join(e.short, ", "),
			Where: kindWords[e.kind] + " · " + count(e.all, "commitment"),
		})
	}
	return d
}

// searchable says how much there is to find.
func searchable(documents []Summary, parties int) string {
	commitments, pillars := 0, 0
	for i := range documents {
		commitments += documents[i].Commitments
		pillars += namedPillars(documents[i].Pillars)
	}
	list := []string{count(commitments, "commitment")}
	if pillars > 0 {
		list = append(list, count(pillars, "pillar"))
	}
	if parties > 0 {
		list = append(list, countParties(parties))
	}
	return enumerate(list)
}
