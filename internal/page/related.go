package page

import (
	"strings"

	"communique/internal/factsheet"
	"communique/internal/fragment"
	"communique/internal/passage"
	"communique/internal/related"
	"communique/internal/site"
)

// A kin is a commitment that has to do with another.
type kin struct {
	link
	Why string // what they share: "ASEAN, supply chains"
}

// kinOf finds which commitments of the document have to do with one another.
func (w *documentWriter) kinOf() map[*factsheet.Commitment][]related.Relation {
	var items []related.Item
	var list []*factsheet.Commitment
	families := map[*factsheet.Commitment]int{}
	for c := range w.doc.Model.Commitments() {
		family := len(items)
		if c.Parent != nil {
			family = families[c.Parent]
		}
		families[c] = family
		item := related.Item{Text: c.Text(), Family: family}
		for _, part := range w.roles[c] {
			item.Names = append(item.Names, related.Name{ID: idOf(part.Party), Words: part.Party.Name, Short: part.Party.Short})
		}
		items, list = append(items, item), append(list, c)
	}
	out := make(map[*factsheet.Commitment][]related.Relation, len(items))
	for i, relations := range related.Find(items) {
		out[list[i]] = relations
	}
	w.order = list
	return out
}

// kin lists the commitments that have to do with one, for its page.
func (w *documentWriter) kin(c *site.Commitment) []kin {
	var out []kin
	for _, r := range w.relations[c.Model] {
		to := w.doc.Commitment(w.order[r.To])
		out = append(out, kin{*commitmentLink(c, to), strings.Join(r.Shared, ", ")})
	}
	return out
}

// directives returns for each commitment the text directive that finds its
// first words in the original, as far as there is one (see package fragment).
func directives(doc *factsheet.Document) map[*factsheet.Commitment]string {
	var blocks []string
	var firsts []int
	var owners []*factsheet.Commitment
	var last *factsheet.Commitment
	for p := range passage.All(doc) {
		if p.Commitment != nil && p.Commitment != last {
			firsts, owners = append(firsts, len(blocks)), append(owners, p.Commitment)
		}
		last = p.Commitment
		blocks = append(blocks, p.Text)
	}
	text := fragment.New(blocks)
	out := make(map[*factsheet.Commitment]string, len(owners))
	for i, c := range owners {
		if _, seen := out[c]; seen {
			continue // words that go on behind those of a child
		}
		if d, ok := text.Directive(firsts[i]); ok {
			out[c] = d
		}
	}
	return out
}

// sameWords returns the address of the words of a commitment in the original,
// empty where its address is not known or no directive finds them.
func (w *documentWriter) sameWords(c *site.Commitment) string {
	d, ok := w.directives[c.Model]
	if !ok || w.origin.Original == "" {
		return ""
	}
	page, _, _ := strings.Cut(w.origin.Original, "#")
	return page + d
}
