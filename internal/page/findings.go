package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/passage"
	"communique/internal/role"
	"communique/internal/site"
	"communique/internal/slug"
)

// Findings are what was found in the words of one document. The zero value
// finds nothing.
type Findings struct {
	Ledger    *ledger.Ledger // may be nil
	Deadlines []Deadline     // in the order of the source
	Parties   *party.Table   // to link names; may be nil
	Roles     []role.Part    // who does what, commitment by commitment
	Clock     time.Time      // the day that counts as today; zero: nothing is called past or open
	Data      []string       // names of the files in the document's folder with the same data: "funding.csv"
}

// twins are the files with the data of a page that may stand beside it, in the
// order in which they are linked.
var twins = []struct {
	name, label string
	view        site.View // the page; empty for that of the money
}{
	{"funding.csv", "CSV", ""},
	{"funding.xlsx", "Excel", ""},
	{"funding.json", "JSON", ""},
	{"ledger-proof.json", "Proof of the totals", ""},
	{"datapackage.json", "Description of the columns", ""},
	{"deadlines.ics", "Calendar file", site.Deadlines},
	{"deadlines.csv", "CSV", site.Deadlines},
}

// A Deadline is a deadline with the text in which it stands; its offsets are
// of that text.
type Deadline struct {
	deadline.Deadline
	Passage passage.Passage
}

// quote returns the words of the deadline as printed.
func (d Deadline) quote() string { return oneLine(d.Passage.Text[d.Start:d.End]) }

// span returns the place of the words in the source.
func (d Deadline) span() factsheet.Span { return d.Passage.Span(d.Start, d.End) }

// Views returns the pages that the findings fill, for [site.Plan].
func (f Findings) Views() []site.View {
	var views []site.View
	if len(f.Deadlines) > 0 {
		views = append(views, site.Deadlines)
	}
	if len(f.Roles) > 0 {
		views = append(views, site.Parties)
	}
	return views
}

// entries returns the sums that are funding, those without a figure included,
// in the order of the source.
func (f Findings) entries() []*ledger.Entry {
	if f.Ledger == nil {
		return nil
	}
	all := make([]*ledger.Entry, 0, len(f.Ledger.Entries)+len(f.Ledger.Vague))
	vague := f.Ledger.Vague
	for _, e := range f.Ledger.Entries {
		for len(vague) > 0 && vague[0].Span.Start < e.Span.Start {
			all, vague = append(all, vague[0]), vague[1:]
		}
		all = append(all, e)
	}
	return append(all, vague...)
}

// tableRows returns the rows of the ledger for totals. The ledger does not number
// sums without a figure; here they go on where the others end, as they do in
// the files with the same data.
func (f Findings) tableRows() []ledger.Row {
	if f.Ledger == nil {
		return nil
	}
	rows := f.Ledger.Rows()
	for i := range rows {
		rows[i].Number = i + 1
	}
	return rows
}

// numbers returns the number of the row of each sum, from 1.
func (f Findings) numbers() map[*ledger.Entry]int {
	n := map[*ledger.Entry]int{}
	if f.Ledger != nil {
		for i, e := range slices.Concat(f.Ledger.Entries, f.Ledger.Vague) {
			n[e] = i + 1
		}
	}
	return n
}

func entryID(n int) string                        { return "sum-" + strconv.Itoa(n) }
func otherID(i int) string                        { return "other-" + strconv.Itoa(i+1) }
func deadlineID(i int) string                     { return "when-" + strconv.Itoa(i+1) }
func partyID(p *party.Party) string               { return "party-" + idOf(p) }
func cellID(p *party.Party, pillar string) string { return "party-" + idOf(p) + "-in-" + pillar }

// idOf returns the ID of a party. One that the document does not name, such as
// the publisher who says only "we", has none of its own and gets it from its
// name, as it would have been made.
func idOf(p *party.Party) string {
	if p.ID != "" {
		return p.ID
	}
	if id := slug.Make(strings.ReplaceAll(p.Name, "’", "")); id != "" {
		return id
	}
	return "party"
}

// A known is what a document has found out about one party.
type known struct {
	party *party.Party
	parts [3][]*factsheet.Commitment // by role
	sums  []*ledger.Entry            // that it pays
}

// gather collects what is known of each party that has a role, in the order in
// which they are first named with one.
func (f Findings) gather() []*known {
	byParty := map[*party.Party]*known{}
	var list []*known
	for _, part := range f.Roles {
		k := byParty[part.Party]
		if k == nil {
			k = &known{party: part.Party}
			byParty[part.Party] = k
			list = append(list, k)
		}
		k.parts[part.Role] = append(k.parts[part.Role], part.Commitment)
	}
	for _, e := range f.entries() {
		for _, p := range e.Payer.Parties {
			if k := byParty[p]; k != nil {
				k.sums = append(k.sums, e)
			}
		}
	}
	return list
}

// sortKnown sorts parties as lists show them: by kind, then by name.
func sortKnown(list []*known) {
	slices.SortStableFunc(list, func(a, b *known) int {
		return compareParties(a.party.Kind, b.party.Kind, a.party.Name, b.party.Name)
	})
}

// kindHeads are the heads of lists of parties of one kind.
var kindHeads = map[party.Kind]string{
	party.Government:        "Governments",
	party.Agency:            "Agencies of governments",
	party.Intergovernmental: "Organisations of governments",
	party.Company:           "Companies and other private bodies",
	party.Programme:         "Programmes",
}
