package page

import (
	"cmp"
	"math"
	"strconv"

	"communique/internal/factsheet"
	"communique/internal/party"
	"communique/internal/role"
	"communique/internal/site"
)

// partiesView is the view of parties.html.
type partiesView struct {
	frame
	viewHead
	Matrix *matrix // nil where nobody promises anything
	Kinds  []partyKind
	Parts  []link
}

// A partyKind holds the parties of one kind.
type partyKind struct {
	Head    string
	Parties []partyEntry
}

// A partyEntry is a party with what it does in one document.
type partyEntry struct {
	ID        string
	Party     link // its page
	Short     string
	Roles     []partyRole
	Sums      []sumLink
	Continued bool // it begins on the page before
}

// A partyRole lists the commitments in which a party has one role.
type partyRole struct {
	Head   string // "Promises"
	Count  string
	Groups []partyGroup
}

// A partyGroup lists commitments of one pillar.
type partyGroup struct {
	ID     string // the target of a cell of the matrix; empty for none
	Pillar link   // nothing where the document has only one
	Items  []link
	More   link // to the pillar, where some are left out; no URL where none is
	left   int
}

// maxTogether bounds the commitments of one party in one role and one pillar
// where a document has many roles: else its page would name each commitment
// many times.
const (
	maxTogether = 6
	manyRoles   = 150
)

// roleHeads are the heads of lists of commitments by role.
var roleHeads = [...]string{role.Promises: "Promises", role.Receives: "Receives", role.TakesPart: "Takes part"}

func (w *documentWriter) partiesPage() error {
	path := w.doc.Parties
	if path == "" {
		return nil
	}
	f, err := w.frame(path, w.documentLink(path))
	if err != nil {
		return err
	}
	v := w.partiesView(path)
	v.More = link{URL: site.Rel(path, site.AllParties), Label: "All parties on this site"}
	v.frame = f.at(w.Renderer, path, "Parties – "+w.doc.Model.Title, v.Finding)
	if v.Matrix != nil {
		v.Sheet = site.Rel(path, w.drawn)
	}
	if err := w.page(path, w.Renderer.parties, "base", v); err != nil {
		return err
	}
	return w.partyParts()
}

// partiesView prepares all but the frame and what leads to other documents.
func (w *documentWriter) partiesView(path string) partiesView {
	v := partiesView{viewHead: w.viewHead(path, "Parties", w.partiesFinding(), site.Parties), Matrix: w.matrix(path), Parts: w.partyLinks(path)}
	if len(w.parts.parties) > 0 {
		v.Kinds = w.partyKinds(path, w.parts.parties[0])
		return v
	}
	var whole []piece
	for _, k := range w.known {
		whole = append(whole, piece{k, 0, math.MaxInt})
	}
	v.Kinds = w.partyKinds(path, whole)
	return v
}

// partiesFinding counts the parties.
func (w *documentWriter) partiesFinding() string {
	promising := 0
	for _, k := range w.known {
		if len(k.parts[role.Promises]) > 0 {
			promising++
		}
	}
	return capital(countParties(len(w.known))) + " " + plural(len(w.known), "has", "have") + " a part in the commitments of this document; " +
		number(promising) + " of them " + plural(promising, "promises", "promise") + " something."
}

// countParties writes a number of parties.
func countParties(n int) string {
	if n == 1 {
		return "1 party"
	}
	return number(n) + " parties"
}

func (w *documentWriter) partyEntry(path string, k *known) partyEntry {
	e := partyEntry{
		ID:    partyID(k.party),
		Party: link{URL: site.Rel(path, w.doc.Party(idOf(k.party))), Label: k.party.Name},
		Short: shortForms(k.party),
	}
	for r, list := range k.parts {
		if len(list) > 0 {
			e.Roles = append(e.Roles, partyRole{Head: roleHeads[r], Count: count(len(list), "commitment"), Groups: w.partyGroups(path, k, role.Role(r), list)})
		}
	}
	for _, s := range k.sums {
		e.Sums = append(e.Sums, sumLink{link: link{URL: w.sumURL(path, s), Label: entryFigure(s), Number: strconv.Itoa(w.numbers[s])}, Why: s.Status.String()})
	}
	return e
}

// partyGroups parts the commitments of a party by pillar.
func (w *documentWriter) partyGroups(path string, k *known, r role.Role, list []*factsheet.Commitment) []partyGroup {
	var groups []partyGroup
	var at *site.Pillar
	for _, m := range list {
		c := w.doc.Commitment(m)
		if c.Pillar != at {
			at = c.Pillar
			var g partyGroup
			if len(w.doc.Pillars) > 1 {
				g.Pillar = pillarLink(path, at)
			}
			if r == role.Promises {
				g.ID = cellID(k.party, at.Model.Number)
			}
			groups = append(groups, g)
		}
		last := &groups[len(groups)-1]
		if len(w.found.Roles) > manyRoles && len(last.Items) == maxTogether {
			last.left++
			last.More = link{URL: site.Rel(path, at.Path), Label: "and " + number(last.left) + " more of this part"}
			continue
		}
		last.Items = append(last.Items, link{URL: site.Rel(path, c.Path), Number: m.Number, Label: m.Title})
	}
	return groups
}

// shortForms lists the other names of a party in the text: "also “the ROK”".
func shortForms(p *party.Party) string {
	var out []string
	for _, s := range p.Short {
		out = append(out, "“"+oneLine(s)+"”")
	}
	return enumerate(out)
}

// compareParties orders parties by kind and name.
func compareParties(a, b party.Kind, x, y string) int {
	return cmp.Or(cmp.Compare(a, b), cmp.Compare(x, y))
}
