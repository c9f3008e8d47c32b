package ledger

import (
	"strings"

	"communique/internal/clause"
	"communique/internal/factsheet"
	"communique/internal/money"
	"communique/internal/party"
)

// A block is one text of a document with its surroundings.
type block struct {
	text       factsheet.Text
	string     string
	place      Place
	commitment *factsheet.Commitment
	pillar     *factsheet.Pillar
	leadIn     *block // the words that govern it, nil if none
	parent     *block // the first block of the commitment above
	before     *block // the block ahead of it in the same commitment, else nil
	head       string // of the table column in which it stands
	label      string // the first cell of its row
	row        int    // of its table, from 0
	table      *factsheet.Table
	strong     bool // the cell is set in bold

	read_ *clause.Text
}

// documentBlocks returns the texts of a document in the order of the source.
func documentBlocks(d *factsheet.Document) []*block {
	w := &walker{first: map[*factsheet.Commitment]*block{}}
	w.parts(d.Intro, InIntro)
	for _, p := range d.Pillars {
		w.pillar = p
		if len(p.Title) > 0 {
			w.add(p.Title, InHead)
		}
		w.parts(p.Parts, InIntro)
	}
	w.pillar = nil
	w.parts(d.Notes, InNote)
	return w.blocks
}

type walker struct {
	blocks []*block
	pillar *factsheet.Pillar
	first  map[*factsheet.Commitment]*block
}

func (w *walker) add(t factsheet.Text, place Place) *block {
	b := &block{text: t, string: t.String(), place: place, pillar: w.pillar}
	w.blocks = append(w.blocks, b)
	return b
}

func (w *walker) parts(parts []factsheet.Part, place Place) {
	for _, part := range parts {
		switch part := part.(type) {
		case *factsheet.Paragraph:
			w.add(part.Text, place)
		case *factsheet.Table:
			w.table(part, nil)
		case *factsheet.Group:
			w.group(part)
		}
	}
}

func (w *walker) group(g *factsheet.Group) {
	var lead *block
	if g.LeadIn != nil {
		lead = w.add(g.LeadIn.Text, InLeadIn)
	}
	for _, c := range g.Items {
		w.commitment(c, lead)
	}
}

func (w *walker) commitment(c *factsheet.Commitment, lead *block) {
	var before *block
	if lead == nil && len(c.LeadIn) > 0 {
		lead = &block{text: c.LeadIn, string: c.LeadIn.String(), place: InLeadIn, pillar: w.pillar}
	}
	for _, part := range c.Body {
		switch part := part.(type) {
		case *factsheet.Paragraph:
			b := w.add(part.Text, InItem)
			b.commitment, b.leadIn, b.before = c, lead, before
			if c.Parent != nil {
				b.parent = w.first[c.Parent]
			}
			if before == nil {
				w.first[c] = b
			}
			before = b
		case *factsheet.Table:
			w.table(part, c)
		}
	}
	for _, child := range c.Children {
		w.commitment(child, nil)
	}
}

// table adds the cells of a table, each under the head of its column.
func (w *walker) table(t *factsheet.Table, c *factsheet.Commitment) {
	var heads []string
	for r, row := range t.Rows {
		column := 0
		head := t.Header && r == 0 || r == 0 && !t.Header && headRow(row)
		for _, cell := range row {
			s := cell.Text.String()
			if len(cell.Text) > 0 {
				b := w.add(cell.Text, InCell)
				b.commitment, b.table, b.row = c, t, r
				b.strong = bold(cell.Text)
				if !head && column < len(heads) {
					b.head = heads[column]
				}
				if column > 0 {
					b.label = row[0].Text.String()
				}
			}
			for range max(cell.Columns, 1) {
				if head {
					heads = append(heads, s)
				}
				column++
			}
		}
	}
}

// headRow reports a first row that holds no figures but in a unit: "Amount
// (billions)".
func headRow(row factsheet.Row) bool {
	any := false
	for _, cell := range row {
		s := cell.Text.String()
		if strings.ContainsAny(s, "0123456789") && len(money.Find(s, money.Options{})) > 0 {
			return false
		}
		any = any || s != ""
	}
	return any
}

func bold(t factsheet.Text) bool {
	for _, r := range t {
		if r.Marks&factsheet.Strong == 0 && strings.TrimSpace(r.Text) != "" {
			return false
		}
	}
	return len(t) > 0
}

// unit returns what the head of the column says of the figures of a cell.
func (b *block) unit(dollar string) money.Unit {
	if b.head == "" {
		return money.Unit{}
	}
	u, _ := money.Heading(b.head, money.Options{Dollar: dollar})
	return u
}

// read returns the sentences of the block, the sums as one word each. A sum
// that only says the one before it in another currency is in the same word.
func (b *block) read(parties *party.Table, amounts []money.Amount, twins []bool) *clause.Text {
	if b.read_ == nil {
		spans := make([]clause.Span, 0, len(amounts))
		for i, a := range amounts {
			if twins[i] {
				end := a.QuoteEnd
				if rest := b.string[end:]; strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, "]") {
					end++
				}
				spans[len(spans)-1].End = end
				continue
			}
			spans = append(spans, clause.Span{Start: a.QuoteStart, End: a.QuoteEnd})
		}
		b.read_ = clause.Read(b.string, parties, spans)
	}
	return b.read_
}

// plain returns the sentences of a block that holds no sums, or whose sums do
// not matter.
func (b *block) plain(parties *party.Table) *clause.Text { return b.read(parties, nil, nil) }
