package data

import (
	"bytes"
	_ "embed"
	"encoding/json"

	"communique/internal/role"
	"communique/internal/site"
)

// Schema is what [Book.DocumentJSON] writes, as a JSON Schema of draft 2020-12.
// It belongs at [SchemaPath] of the site, beside all documents.
//
//go:embed document.schema.json
var Schema []byte

// SchemaPath is the path of the schema from the root of the site.
const SchemaPath = site.Schema

// version is that of the schema. A key that joins leaves it; one that goes or
// means something else raises it.
const version = 1

// The forms of the whole document.
type (
	jsonWhole struct {
		Schema       string           `json:"$schema"`
		Version      int              `json:"version"`
		Document     jsonAbout        `json:"document"`
		Counts       jsonCounts       `json:"counts"`
		Introduction []jsonBlock      `json:"introduction"`
		Pillars      []jsonPillar     `json:"pillars"`
		Commitments  []jsonCommitment `json:"commitments"`
		Notes        []jsonBlock      `json:"notes"`
		Parties      []jsonParty      `json:"parties"`
		Funding      jsonFunding      `json:"funding"`
		Deadlines    []jsonDeadline   `json:"deadlines"`
	}

	jsonAbout struct {
		jsonDocument
		Archive    *string  `json:"archive"`
		Publisher  *string  `json:"publisher"`
		Categories []string `json:"categories"`
	}

	jsonCounts struct {
		Pillars     int `json:"pillars"` // that have a heading
		Commitments int `json:"commitments"`
		Words       int `json:"words"`
	}

	jsonPillar struct {
		Number  string      `json:"number"`
		Heading string      `json:"heading"`
		Printed *string     `json:"printed"` // null where the heading is ours
		Level   int         `json:"level"`
		Page    string      `json:"page"`
		URL     *string     `json:"url"`
		Rule    *string     `json:"rule"`
		Blocks  []jsonBlock `json:"blocks"`
	}

	jsonBlock struct {
		Kind        string      `json:"kind"`
		Role        string      `json:"role,omitempty"`
		Mark        string      `json:"mark,omitempty"`
		Text        *string     `json:"text,omitempty"`
		Depth       int         `json:"depth,omitempty"`
		Quote       bool        `json:"quote,omitempty"`
		Links       []jsonLink  `json:"links,omitempty"`
		Header      *bool       `json:"header,omitempty"`
		Rows        *[][]string `json:"rows,omitempty"`
		LeadIn      *jsonBlock  `json:"lead_in,omitempty"`
		Commitments *[]string   `json:"commitments,omitempty"`
		Lines       [2]int      `json:"lines"`
		Bytes       [2]int      `json:"bytes"`
	}

	jsonLink struct {
		Text string `json:"text"`
		URL  string `json:"url"`
	}

	jsonCommitment struct {
		Number    string      `json:"number"`
		Pillar    string      `json:"pillar"` // number of it, an implicit one included
		Parent    *string     `json:"parent"`
		Children  []string    `json:"children"`
		Kind      string      `json:"kind"`
		Strength  string      `json:"strength"`
		Verb      *string     `json:"verb"`
		Title     string      `json:"title"`
		LeadIn    *string     `json:"lead_in"`
		Body      []jsonBlock `json:"body"`
		Promises  []string    `json:"promised_by"`
		Receives  []string    `json:"received_by"`
		Named     []string    `json:"also_named"`
		Funding   []int       `json:"funding"`
		Deadlines []int       `json:"deadlines"`
		Page      string      `json:"page"`
		URL       *string     `json:"url"`
		Rule      *string     `json:"rule"`
		Lines     [2]int      `json:"lines"`
		Bytes     [2]int      `json:"bytes"`
	}

	jsonParty struct {
		Name    string   `json:"name"`
		Kind    string   `json:"kind"`
		Short   []string `json:"short"`
		Country *string  `json:"country"`
		URL     *string  `json:"url"`
	}

	jsonFunding struct {
		Entries    []jsonEntry    `json:"entries"`
		Others     []jsonOther    `json:"others"`
		Totals     []jsonTotal    `json:"totals"`
		Assertions []jsonAsserted `json:"assertions"`
	}

	jsonDeadline struct {
		Number int `json:"number"`
		jsonSpot
		Quote    string  `json:"quote"`
		Kind     string  `json:"kind"`
		Target   bool    `json:"target"`
		ISO      *string `json:"iso"`
		Event    *string `json:"event"`
		Earliest *string `json:"earliest"`
		Latest   *string `json:"latest"`
		jsonWords
	}
)

// DocumentJSON returns the whole model of the document as JSON on one line: its
// words in their places, the commitments, who and what is named in them. What
// each key means stands in [Schema].
func (b *Book) DocumentJSON() ([]byte, error) {
	d := &b.Document
	out := jsonWhole{
		Schema: "../" + SchemaPath, Version: version,
		Document:     jsonAbout{b.jsonDocument(), said(d.Archive), said(d.Publisher), list(d.Categories)},
		Counts:       jsonCounts{Commitments: len(b.Commitments), Words: b.words},
		Introduction: jsonBlocks(b.Introduction), Notes: jsonBlocks(b.Notes),
		Pillars: []jsonPillar{}, Commitments: []jsonCommitment{}, Parties: []jsonParty{}, Deadlines: []jsonDeadline{},
		Funding: b.jsonFunding(),
	}
	if b.base != "" {
		out.Schema = b.base + SchemaPath
	}
	for i := range b.Pillars {
		p := &b.Pillars[i]
		out.Pillars = append(out.Pillars, jsonPillar{p.Number, p.Heading, said(p.Printed), p.Level, p.Page, said(p.URL), said(p.Rule), jsonBlocks(p.Blocks)})
		if p.Printed != "" {
			out.Counts.Pillars++
		}
	}
	for i := range b.Commitments {
		out.Commitments = append(out.Commitments, b.Commitments[i].json())
	}
	for _, p := range b.Parties {
		out.Parties = append(out.Parties, jsonParty{p.Name, p.Kind, list(p.Short), said(p.Country), said(p.URL)})
	}
	for i := range b.Deadlines {
		out.Deadlines = append(out.Deadlines, b.Deadlines[i].json())
	}
	return compact(out)
}

func (c *Commitment) json() jsonCommitment {
	return jsonCommitment{
		Number: c.Commitment, Pillar: c.within, Parent: said(c.Parent), Children: list(c.Children),
		Kind: c.Kind, Strength: c.Strength, Verb: said(c.Verb), Title: c.Title, LeadIn: said(c.LeadIn), Body: jsonBlocks(c.Body),
		Promises: list(c.Parties[role.Promises]), Receives: list(c.Parties[role.Receives]), Named: list(c.Parties[role.TakesPart]),
		Funding: list(c.Funding), Deadlines: list(c.Deadlines), Page: c.Page, URL: said(c.URL), Rule: said(c.Rule), Lines: c.Lines, Bytes: c.Bytes,
	}
}

func jsonBlocks(blocks []Block) []jsonBlock {
	out := make([]jsonBlock, len(blocks))
	for i := range blocks {
		out[i] = blocks[i].json()
	}
	return out
}

func (b *Block) json() jsonBlock {
	out := jsonBlock{Kind: b.Kind, Role: b.Role, Mark: b.Mark, Depth: b.Depth, Quote: b.Quote, Lines: b.Lines, Bytes: b.Bytes}
	for _, l := range b.Links {
		out.Links = append(out.Links, jsonLink(l))
	}
	switch b.Kind {
	case "paragraph":
		out.Text = &b.Text
	case "table":
		rows := list(b.Rows)
		out.Header, out.Rows = &b.Header, &rows
	case "group":
		numbers := list(b.Commitments)
		out.Commitments = &numbers
		if b.LeadIn != nil {
			lead := b.LeadIn.json()
			out.LeadIn = &lead
		}
	}
	return out
}

func (d *Deadline) json() jsonDeadline {
	return jsonDeadline{
		Number: d.Number, jsonSpot: d.Spot.json(), Quote: d.Quote, Kind: d.Form.String(), Target: d.Target, ISO: said(d.ISO), Event: said(d.Event),
		Earliest: said(d.Earliest.String()), Latest: said(d.Latest.String()), jsonWords: d.words(),
	}
}

// compact writes a value as JSON on one line that ends in a line feed.
func compact(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return out.Bytes(), err
}
