package page

import (
	"cmp"
	"slices"
	"strings"

	"communique/internal/picture"
	"communique/internal/role"
	"communique/internal/site"
)

// A matrix says who promises how much in which pillar.
type matrix struct {
	Title   string // its finding, as a sentence
	Pillars []link // of the columns
	Dense   bool   // too many columns for their names: the heads show numbers, and a list below the names
	Single  bool   // one column has it all
	Rows    []matrixRow
	Rest    string // what is left out, and where it is; empty for nothing
}

// A matrixRow says how much a party promises in each pillar.
type matrixRow struct {
	Party link
	Cells []matrixCell
	Total string
}

// A matrixCell is a count that leads to its commitments.
type matrixCell struct {
	link          // no URL where the count is none
	Head   string // the pillar, for a narrow page
	Radius string // of the dot, in pixels
	Hue    string // class of the pillar's colour
}

// Bounds of a matrix; what it leaves out stands below it.
const (
	maxMatrixRows    = 30
	maxMatrixColumns = 24
	maxMatrixCells   = 200
	maxNamedHeads    = 6
)

// matrix counts the promises of each party in each pillar, the parties that
// promise most first. Pillars in which nobody promises have no column.
func (w *documentWriter) matrix(path string) *matrix {
	counts := w.promises()
	if len(counts) == 0 {
		return nil
	}
	m := &matrix{Title: w.matrixTitle(counts)}
	most := 0
	var columns []int // indexes of the pillars
	for i := range w.doc.Pillars {
		used := false
		for _, c := range counts {
			most = max(most, c.in[i])
			used = used || c.in[i] > 0
		}
		if used {
			columns = append(columns, i)
			m.Pillars = append(m.Pillars, pillarLink(path, w.doc.Pillars[i]))
		}
	}
	used := len(columns)
	m.Single = used == 1
	if len(columns) > maxMatrixColumns {
		columns, m.Pillars = columns[:maxMatrixColumns], m.Pillars[:maxMatrixColumns]
	}
	shown := counts[:min(maxMatrixRows, maxMatrixCells/len(columns), len(counts))]
	m.Dense = len(columns) > maxNamedHeads
	for _, c := range shown {
		row := matrixRow{Party: link{URL: w.partyURL(path, partyID(c.party)), Label: c.party.Name}, Total: number(c.all)}
		for _, i := range columns {
			row.Cells = append(row.Cells, w.matrixCell(path, c, i, most))
		}
		m.Rows = append(m.Rows, row)
	}
	m.Rest = matrixRest(len(counts)-len(shown), len(w.doc.Pillars)-used)
	if n := used - len(columns); n > 0 {
		m.Rest = strings.TrimSpace(m.Rest + " " + capital(count(n, "later pillar")) + " " + plural(n, "has", "have") + " no column and " + plural(n, "stands", "stand") + " only below.")
	}
	return m
}

func (w *documentWriter) matrixCell(path string, c promiser, pillar, most int) matrixCell {
	p := w.doc.Pillars[pillar].Model
	n := c.in[pillar]
	cell := matrixCell{Head: p.Heading, Hue: pillarColour(pillar, p.Implicit), Radius: picture.Radius(n, most)}
	if n > 0 {
		cell.link = link{URL: w.partyURL(path, cellID(c.party, p.Number)), Label: number(n)}
	}
	return cell
}

// A promiser is a party with its promises counted.
type promiser struct {
	*known
	in  []int // by index of the pillar
	all int
}

// promises counts the promises of the parties that make any, those that make
// most first.
func (w *documentWriter) promises() []promiser {
	at := map[*site.Pillar]int{}
	for i, p := range w.doc.Pillars {
		at[p] = i
	}
	var list []promiser
	for _, k := range w.known {
		promised := k.parts[role.Promises]
		if len(promised) == 0 {
			continue
		}
		c := promiser{known: k, in: make([]int, len(w.doc.Pillars)), all: len(promised)}
		for _, m := range promised {
			c.in[at[w.doc.Commitment(m).Pillar]]++
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b promiser) int { return cmp.Compare(b.all, a.all) })
	return list
}

// matrixTitle says who promises most: "The United States promises something in
// 36 commitments, the Republic of Korea in 32."
func (w *documentWriter) matrixTitle(list []promiser) string {
	said := capital(definite(list[0].party)) + " promises something in " + count(list[0].all, "commitment")
	if len(list) > 1 {
		said += ", " + definite(list[1].party) + " in " + number(list[1].all)
	}
	if n := len(list) - 2; n > 0 {
		said += "; " + number(n) + " more " + plural(n, "party promises", "parties promise") + " in " + number(list[2].all) + plural(n, "", " or fewer")
	}
	return said + "."
}

// matrixRest says what a matrix leaves out.
func matrixRest(parties, pillars int) string {
	var said []string
	if parties > 0 {
		said = append(said, countParties(parties)+" that "+plural(parties, "promises", "promise")+" no more than these "+plural(parties, "stands", "stand")+" only below")
	}
	if pillars > 0 {
		said = append(said, count(pillars, "pillar")+" in which no party promises anything "+plural(pillars, "has", "have")+" no column")
	}
	if len(said) == 0 {
		return ""
	}
	return capital(enumerate(said)) + "."
}
