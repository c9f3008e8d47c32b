package cite

import (
	"bytes"
	"encoding/json"
)

// The forms of CSL-JSON, version 1.0.2 of the schema csl-data.json.
type (
	cslItem struct {
		ID        string    `json:"id"`
		Type      string    `json:"type"`
		Title     string    `json:"title"`
		Container string    `json:"container-title,omitempty"`
		Chapter   string    `json:"chapter-number,omitempty"`
		Author    []cslName `json:"author,omitempty"`
		Publisher string    `json:"publisher,omitempty"`
		Issued    *cslDate  `json:"issued,omitempty"`
		Language  string    `json:"language,omitempty"`
		URL       string    `json:"URL,omitempty"`
		Note      string    `json:"note,omitempty"`
	}

	cslName struct {
		Literal string `json:"literal"`
	}

	cslDate struct {
		Parts [1][3]int `json:"date-parts"`
	}
)

// CSL returns the works as a list in CSL-JSON.
func CSL(works []Work) []byte {
	items := make([]cslItem, len(works))
	for i, w := range works {
		items[i] = w.csl()
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // a file, not a script
	e.SetIndent("", " ")
	if err := e.Encode(items); err != nil {
		panic("cite: texts and numbers have a JSON form: " + err.Error())
	}
	return b.Bytes()
}

// CSL returns a list of one work.
func (w Work) CSL() string { return string(CSL([]Work{w})) }

func (w Work) csl() cslItem {
	item := cslItem{
		ID: w.Key, Type: "report", Title: w.Title, Container: w.Container, Chapter: w.Number,
		Publisher: w.publisher(), Language: w.Language, URL: w.address(), Note: w.origin(),
	}
	if w.Container != "" {
		item.Type = "chapter"
	}
	if w.Author != "" {
		item.Author = []cslName{{w.Author}}
	}
	if y, m, d, known := w.day(); known {
		item.Issued = &cslDate{[1][3]int{{y, m, d}}}
	}
	return item
}
