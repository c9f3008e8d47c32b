package embed

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A Provider is the site that offers a piece.
type Provider struct {
	Name string
	URL  string // of its first page
}

// A response is what oEmbed 1.0 defines for the type "rich", and no more (see
// sections 2.3.4 and 2.3.4.4 of the specification).
type response struct {
	Version      string `json:"version"`
	Type         string `json:"type"`
	Title        string `json:"title"`
	AuthorName   string `json:"author_name,omitempty"`
	ProviderName string `json:"provider_name"`
	ProviderURL  string `json:"provider_url"`
	HTML         string `json:"html"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
}

// OEmbed returns the description of a piece as JSON. The author is whoever
// published its words, empty if not known.
//
// Its html is a quotation with a link, then a frame, and no script: what
// WordPress lets through from a site that it has never heard of, and what still
// means something where the frame is taken out. A file cannot answer to a
// maxwidth; the page within fits any width.
func (p Piece) OEmbed(from Provider, author string) ([]byte, error) {
	r := response{
		Version: "1.0", Type: "rich", Title: p.Title, AuthorName: author, ProviderName: from.Name, ProviderURL: from.URL,
		HTML: "<blockquote>" + p.link() + `</blockquote><iframe src="` + escape.Replace(p.Frame) + `" width="` + fmt.Sprint(Width) +
			`" height="` + fmt.Sprint(p.Height) + `" title="` + escape.Replace(p.Title) + `" frameborder="0"></iframe>`,
		Width: Width, Height: p.Height,
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // it is a file of its own, never part of a page
	if err := encoder.Encode(r); err != nil {
		return nil, fmt.Errorf("writing oEmbed: %w", err)
	}
	return b.Bytes(), nil
}
