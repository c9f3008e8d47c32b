package page

import (
	"slices"
	"strings"

	"communique/internal/cite"
	"communique/internal/site"
)

// A citation says how a page is cited, and on the page of a document which
// files there are to take away.
type citation struct {
	Plain string
	Forms []citeForm
	Files []link // of citations, for a document
	Data  []link // other files of a document, and our words about them
}

// A citeForm is a citation for a program.
type citeForm struct{ Name, Text string }

// guide is the article that tells what the files of a document hold.
const guide = "using-the-data.html"

// takeaways are the files that may stand beside the page of a document and are
// not linked from the pages of its money and its deadlines.
var takeaways = []struct {
	name, label string
	cites       bool
}{
	{"commitments.csv", "All commitments, CSV", false},
	{"document.json", "The whole document, JSON", false},
	{"datapackage.json", "What the columns of the tables mean", false},
	{"cite.bib", "BibTeX", true},
	{"cite.ris", "RIS", true},
	{"cite.json", "CSL-JSON", true},
}

// citeOptions is what the document does not say of itself.
func (w *documentWriter) citeOptions() cite.Options {
	author, _ := w.publisher()
	return cite.Options{Author: author, Language: w.settings.Language, Site: w.settings.Title, BaseURL: w.settings.BaseURL}
}

func cited(work cite.Work) citation {
	return citation{
		Plain: work.Plain(),
		Forms: []citeForm{{"BibTeX", work.BibTeX()}, {"RIS", strings.ReplaceAll(work.RIS(), "\r\n", "\n")}, {"CSL-JSON", work.CSL()}},
	}
}

// documentCitation is that of the page of the document.
func (w *documentWriter) documentCitation() citation {
	path := w.doc.Path
	c := cited(cite.OfDocument(w.doc, w.citeOptions()))
	for _, f := range takeaways {
		if !slices.Contains(w.found.Data, f.name) {
			continue
		}
		l := link{URL: f.name, Label: f.label}
		if f.cites {
			c.Files = append(c.Files, l)
			continue
		}
		c.Data = append(c.Data, l)
		if f.name == "document.json" {
			c.Data = append(c.Data, link{URL: site.Rel(path, site.Schema), Label: "What its keys mean, JSON Schema"})
		}
	}
	for _, a := range w.articles {
		if a.Path == guide && len(c.Data) > 0 {
			c.Data = append(c.Data, link{URL: site.Rel(path, a.Path), Label: a.Title})
		}
	}
	return c
}

// commitmentCitation is that of the page of a commitment.
func (w *documentWriter) commitmentCitation(c *site.Commitment) citation {
	o := w.citeOptions()
	return cited(cite.OfDocument(w.doc, o).OfCommitment(c, o))
}
