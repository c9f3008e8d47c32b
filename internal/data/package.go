package data

import (
	"crypto/sha256"
	"encoding/hex"
)

// The forms of a Data Package, version 2.0, which took the place of the profile
// "tabular-data-package" of version 1: a resource of the type "table" says as
// much (https://datapackage.org/overview/changelog/, "Tabular Data Package
// (removed)"). The old name of that type stands beside the new one, which the
// standard allows, and nothing else here is new in version 2: programs that know
// version 1 only read the package too. The form of the CSV files is the default
// of both (RFC 4180), so that no dialect is told.
const (
	packageProfile  = "https://datapackage.org/profiles/2.0/datapackage.json"
	resourceProfile = "https://datapackage.org/profiles/2.0/dataresource.json"
	tableProfile    = "tabular-data-resource" // in version 1
)

type (
	jsonPackage struct {
		Schema      string         `json:"$schema"`
		Name        string         `json:"name"`
		Title       string         `json:"title"`
		Description string         `json:"description"`
		Homepage    string         `json:"homepage,omitempty"`
		Sources     []jsonSource   `json:"sources"`
		Licenses    []jsonLicense  `json:"licenses,omitempty"`
		Resources   []jsonResource `json:"resources"`
	}

	jsonSource struct {
		Title string `json:"title"`
		Path  string `json:"path,omitempty"`
	}

	jsonLicense struct {
		Name  string `json:"name,omitempty"`
		Path  string `json:"path,omitempty"`
		Title string `json:"title,omitempty"`
	}

	jsonResource struct {
		Schema      string     `json:"$schema"`
		Name        string     `json:"name"`
		Type        string     `json:"type"`
		Profile     string     `json:"profile"`
		Path        string     `json:"path"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Format      string     `json:"format"`
		MediaType   string     `json:"mediatype"`
		Encoding    string     `json:"encoding"`
		Bytes       int        `json:"bytes"`
		Hash        string     `json:"hash"` // "sha256:" and hexadecimal digits
		Table       jsonSchema `json:"schema"`
	}

	jsonSchema struct {
		Fields     []jsonField `json:"fields"`
		PrimaryKey []string    `json:"primaryKey"`
		Missing    []string    `json:"missingValues"`
	}

	jsonField struct {
		Name        string           `json:"name"`
		Type        string           `json:"type"`
		Description string           `json:"description"`
		Constraints *jsonConstraints `json:"constraints,omitempty"`
	}

	jsonConstraints struct {
		Required bool     `json:"required,omitempty"`
		Unique   bool     `json:"unique,omitempty"`
		Minimum  any      `json:"minimum,omitempty"`
		Pattern  string   `json:"pattern,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
)

// tables are the files that a package describes, those that are tables in a
// form that the standard knows. The rest are twins of them; a reader of
// packages that goes through all resources would trip over a workbook.
var tables = map[string]struct {
	name, title string
	schema      func() jsonSchema
}{
	FundingCSV:     {"funding", "Funding, one row for each sum", func() jsonSchema { return schema(fundingColumns()) }},
	CommitmentsCSV: {"commitments", "Commitments, one row for each", func() jsonSchema { return schema(commitmentColumns()) }},
	DeadlinesCSV:   {"deadlines", "Deadlines, one row for each", func() jsonSchema { return schema(deadlineColumns()) }},
}

// defused tells the reader of a table what was done to it.
const defused = "Words are those of the document on one line. A text that a spreadsheet would take for a formula, " +
	"one that begins with " + formulaStarts + ", has one apostrophe ahead of it, and so has one that begins with apostrophes and then such a character."

// Package returns the descriptor of those of the files that are tables: what
// each column holds, and size and hash of the file.
func (b *Book) Package(files []File) ([]byte, error) {
	d := &b.Document
	out := jsonPackage{
		Schema: packageProfile, Name: d.Slug, Title: d.Title,
		Description: "Commitments of the document, with the funding and the deadlines that it names.",
		Homepage:    d.home(), Sources: []jsonSource{{d.Title, d.Permalink}}, Resources: []jsonResource{},
	}
	if l := b.license; l.Name != "" || l.Path != "" {
		out.Licenses = []jsonLicense{jsonLicense(l)}
	}
	for _, f := range files {
		if t, ok := tables[f.Name]; ok {
			sum := sha256.Sum256(f.Bytes)
			out.Resources = append(out.Resources, jsonResource{
				Schema: resourceProfile, Name: t.name, Type: "table", Profile: tableProfile, Path: f.Name, Title: t.title, Description: defused,
				Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
				Bytes: len(f.Bytes), Hash: "sha256:" + hex.EncodeToString(sum[:]), Table: t.schema(),
			})
		}
	}
	return encode(out)
}

// schema describes the columns of a table whose first column is its key.
func schema[T any](columns []column[T]) jsonSchema {
	s := jsonSchema{PrimaryKey: []string{columns[0].name}, Missing: []string{""}}
	for i, c := range columns {
		limits := jsonConstraints{Required: c.must, Unique: i == 0, Pattern: c.pattern, Enum: c.allowed}
		switch {
		case c.form == formInteger && !c.count:
			limits.Minimum = 1
		case c.form == formInteger, c.form == formNumber:
			limits.Minimum = 0
		}
		f := jsonField{Name: c.name, Type: string(c.form), Description: c.means}
		if c.must || i == 0 || c.pattern != "" || c.allowed != nil || limits.Minimum != nil {
			f.Constraints = &limits
		}
		s.Fields = append(s.Fields, f)
	}
	return s
}
