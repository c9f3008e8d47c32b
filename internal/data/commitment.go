package data

import (
	"strconv"
	"strings"

	"communique/internal/factsheet"
	"communique/internal/role"
)

// A Commitment is one commitment of a document.
type Commitment struct {
	Spot              // its sentence is empty; bytes and lines are those of its own words
	Title    string   // ours, cut from its words
	Parent   string   // number of the commitment that it is part of; empty at the top
	Children []string // numbers of those that are part of it
	Kind     string   // "pledge"
	Strength string   // "firm"
	Verb     string   // as printed, that decided kind or strength; empty if none
	LeadIn   string   // the words that govern it; they belong to the pillar
	Text     string   // its own words in one line, those of tables cell by cell
	Body     []Block  // the same, block by block
	Rule     string   // that found it
	URL      string   // absolute address of its page; empty without a base URL
	within   string   // number of the pillar, one that the document does not have included

	Parties   [3][]string // names by role, in the order of role.Role
	Funding   []int       // numbers of its rows of funding
	Deadlines []int       // numbers of its deadlines
}

// A Block is one block of the document's words.
type Block struct {
	Kind        string // "paragraph", "table" or "group": a lead-in with the commitments that it governs
	Role        string // of a paragraph: "introduction", "lead-in", "commitment", "note", "end mark"
	Mark        string // of a paragraph, as printed ahead of it; empty for none
	Text        string // of a paragraph
	Depth       int    // of a paragraph: in how many lists it stands
	Quote       bool   // a paragraph of a block quote
	Links       []Link // of a paragraph
	Header      bool   // the first row of a table holds the heads
	Rows        [][]string
	LeadIn      *Block   // of a group; nil for none
	Commitments []string // numbers of those of a group, without their children
	Lines       [2]int   // first and last in the source, from 1
	Bytes       [2]int   // half open
}

// A Link is a link in the words of a document.
type Link struct{ Text, URL string }

// commitments makes the commitments of the book; its rows and deadlines are
// made already.
func (m *maker) commitments(b *Book, roles []role.Part) []Commitment {
	var list []Commitment
	at := map[string]int{}
	for _, p := range m.plan.Pillars {
		for _, planned := range p.Commitments {
			at[planned.Model.Number] = len(list)
			list = append(list, m.commitment(b, planned.Model, planned.Path))
		}
	}
	for _, part := range roles {
		if i, ok := at[part.Commitment.Number]; ok {
			list[i].Parties[part.Role] = append(list[i].Parties[part.Role], line(part.Party.Name))
		}
	}
	for i := range b.Rows {
		if c, ok := at[b.Rows[i].Commitment]; ok {
			list[c].Funding = append(list[c].Funding, b.Rows[i].Number)
		}
	}
	for i := range b.Deadlines {
		if c, ok := at[b.Deadlines[i].Commitment]; ok {
			list[c].Deadlines = append(list[c].Deadlines, b.Deadlines[i].Number)
		}
	}
	return list
}

func (m *maker) commitment(b *Book, model *factsheet.Commitment, path string) Commitment {
	c := Commitment{
		Spot: m.spot(model, model.Pillar, model.Span()), Title: line(model.Title), Kind: model.Kind.String(), Strength: model.Strength.String(),
		within: model.Pillar.Number, Verb: line(model.Verb), LeadIn: line(model.LeadIn.String()), Body: m.blocks(model.Body), Rule: line(string(model.Guess)),
	}
	if b.base != "" {
		c.URL = b.base + path
	}
	if model.Parent != nil {
		c.Parent = model.Parent.Number
	}
	for _, child := range model.Children {
		c.Children = append(c.Children, child.Number)
	}
	var words []string
	for i := range c.Body {
		words = append(words, c.Body[i].words()...)
	}
	c.Text = strings.Join(words, " ")
	return c
}

// words returns the words of a paragraph or a table.
func (b *Block) words() []string {
	if b.Kind == "paragraph" {
		return []string{b.Text}
	}
	var words []string
	for _, row := range b.Rows {
		for _, cell := range row {
			if cell != "" {
				words = append(words, cell)
			}
		}
	}
	return words
}

// blocks makes the blocks of parts; a rule has no words and is none.
func (m *maker) blocks(parts []factsheet.Part) []Block {
	var list []Block
	for _, part := range parts {
		var b Block
		switch part := part.(type) {
		case *factsheet.Paragraph:
			if part.Role == factsheet.Rule {
				continue
			}
			b = m.paragraph(part)
		case *factsheet.Table:
			b = Block{Kind: "table", Header: part.Header}
			for _, row := range part.Rows {
				cells := make([]string, 0, len(row))
				for _, cell := range row {
					cells = append(cells, line(cell.Text.String()))
				}
				b.Rows = append(b.Rows, cells)
			}
		case *factsheet.Group:
			b = Block{Kind: "group"}
			if part.LeadIn != nil {
				lead := m.paragraph(part.LeadIn)
				b.LeadIn = &lead
			}
			for _, c := range part.Items {
				b.Commitments = append(b.Commitments, c.Number)
			}
		}
		b.Lines, b.Bytes = m.lines(part.Span())
		list = append(list, b)
	}
	return list
}

func (m *maker) paragraph(p *factsheet.Paragraph) Block {
	b := Block{Kind: "paragraph", Role: p.Role.String(), Mark: line(p.Mark.String()), Text: line(p.Text.String()), Depth: p.Depth, Quote: p.Quote}
	b.Lines, b.Bytes = m.lines(p.Span())
	for i := 0; i < len(p.Text); {
		first := i
		for to := p.Text[first].Link; i < len(p.Text) && p.Text[i].Link == to; i++ { // a link may have several runs
		}
		if to := p.Text[first].Link; to != "" {
			b.Links = append(b.Links, Link{line(p.Text[first:i].String()), to})
		}
	}
	return b
}

// lines returns the lines and bytes of a span.
func (m *maker) lines(s factsheet.Span) (lines, bytes [2]int) {
	src := m.plan.Model.Source
	return [2]int{src.Line(s.Start), src.Line(max(s.Start, s.End-1))}, [2]int{s.Start, s.End}
}

// CommitmentsCSV returns the commitments in the same form as [Book.FundingCSV].
func (b *Book) CommitmentsCSV() ([]byte, error) { return table(b, commitmentColumns(), b.Commitments) }

// The values that the model prints. Tests hold them against its types.
var (
	kinds     = []string{"pledge", "acknowledgement", "statement of principle", "existing programme"}
	strengths = []string{"unstated", "firm", "intended", "sought", "explored", "done"}
)

// partsOf is what stands between the parts of a cell with several; no name of a
// party holds it.
const partsOf = "; "

// commitmentColumns returns the columns of the commitments.
func commitmentColumns() []column[Commitment] {
	of := func(c *Commitment) *Spot { return &c.Spot }
	spot := spotStart(of)
	spot[0].name, spot[0].must, spot[0].means = "number", true, "Number in the document, such as 2.4, of a part of it 2.4.1; a text, as 2.1 and 2.10 are two."
	list := append(spot, []column[Commitment]{
		{name: "parent", form: formText, value: func(_ *Book, c *Commitment) string { return c.Parent },
			means: "Number of the commitment that it is part of. Empty at the top."},
		{name: "kind", form: formText, must: true, allowed: kinds, value: func(_ *Book, c *Commitment) string { return c.Kind },
			means: "What it amounts to."},
		{name: "strength", form: formText, must: true, allowed: strengths, value: func(_ *Book, c *Commitment) string { return c.Strength },
			means: "How firmly it binds, by its verb."},
		{name: "verb", form: formText, value: func(_ *Book, c *Commitment) string { return c.Verb },
			means: "The word that decided kind or strength, as printed."},
		{name: "title", form: formText, must: true, value: func(_ *Book, c *Commitment) string { return c.Title },
			means: "Title, ours, cut from its words."},
		{name: "lead_in", form: formText, value: func(_ *Book, c *Commitment) string { return c.LeadIn },
			means: "Words that stand above a list and complete the sentence, such as \"Canada will:\". They belong to all of the list."},
		{name: "text", form: formText, value: func(_ *Book, c *Commitment) string { return c.Text },
			means: "Its own words, whole, without those of its parts."},
		{name: "promised_by", form: formText, value: func(_ *Book, c *Commitment) string { return strings.Join(c.Parties[role.Promises], partsOf) },
			means: "Parties that promise it, with a semicolon and a space between them."},
		{name: "received_by", form: formText, value: func(_ *Book, c *Commitment) string { return strings.Join(c.Parties[role.Receives], partsOf) },
			means: "Parties for whom it is, in the same form."},
		{name: "also_named", form: formText, value: func(_ *Book, c *Commitment) string { return strings.Join(c.Parties[role.TakesPart], partsOf) },
			means: "Parties that are named in any other way, in the same form."},
		{name: "sums", form: formInteger, must: true, count: true, value: func(_ *Book, c *Commitment) string { return strconv.Itoa(len(c.Funding)) },
			means: "How many sums of money stand in it."},
		{name: "funding", form: formText, pattern: listOfNumbers, value: func(_ *Book, c *Commitment) string { return numbers(c.Funding) },
			means: "Numbers of their rows in funding.csv, with spaces between them."},
		{name: "amounts", form: formText, value: func(b *Book, c *Commitment) string { return b.quotes(c.Funding) },
			means: "The sums as printed, with a semicolon and a space between them. Not to be added: funding.csv says which are the same money."},
		{name: "deadlines", form: formText, pattern: listOfNumbers, value: func(_ *Book, c *Commitment) string { return numbers(c.Deadlines) },
			means: "Numbers of its rows in deadlines.csv, with spaces between them."},
		{name: "next_deadline", form: formDate, value: func(b *Book, c *Commitment) string { return b.first(c.Deadlines) },
			means: "The earliest last day of its deadlines. Empty where none has one."},
		{name: "url", form: formText, value: func(_ *Book, c *Commitment) string { return c.URL },
			means: "Absolute address of its page. Empty where the site does not know its own."},
	}...)
	return append(list, spotEnd(of)[1:]...)
}

// quotes returns the sums of rows as printed.
func (b *Book) quotes(rows []int) string {
	list := make([]string, len(rows))
	for i, n := range rows {
		list[i] = b.row(n).Quote
	}
	return strings.Join(list, partsOf)
}

// first returns the earliest last day of deadlines, ISO 8601; empty for none.
func (b *Book) first(deadlines []int) string {
	day := ""
	for _, n := range deadlines {
		if last := lastDay(b.Deadlines[n-1].Latest); last != "" && (day == "" || last < day) {
			day = last
		}
	}
	return day
}
