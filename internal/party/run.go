package party

import (
	"strings"
)

// A run is a maximal stretch of capitalised words with the small words that
// names hold: "Ministry of Land, Infrastructure and Transport".
type run struct{ first, stop int }

// heads are the nouns that make a run the name of a body, and of which kind.
var heads = func() map[string]Kind {
	m := map[string]Kind{}
	add := func(k Kind, list string) {
		for _, w := range strings.Fields(list) {
			m[w] = k
		}
	}
	add(Agency, `Department Departments Ministry Ministries Agency Agencies Administration Office Bureau Commission Embassy Consulate Congress Parliament
		Senate Council Corps Service Authority Institute Institutes Treasury Army Navy Force Forces Command Guard Cabinet House Board
		Laboratory Laboratories Mission Directorate Centers Centre Center Division Unit Government Committee Reserve Survey Court`)
	add(Intergovernmental, `Organization Organisation Bank Union Forum Community Secretariat`)
	add(Company, `Inc Incorporated Corp Corporation Ltd Limited LLC LLP LP Company Companies PLC Plc plc AG GmbH Group Holdings Technologies Motors Motor
		Airlines Airways Electronics Pharmaceuticals Industries Ventures Capital Foundation Alliance Association Federation University College Philanthropies`)
	add(Programme, `Program Programme Initiative Act Law Plan Strategy Project Facility Partnership Framework Agreement Compact Fund Package Accelerator
		Dialogue Summit Deal Treaty Accord Accords Declaration Pact Platform Roadmap Agenda Scheme Mechanism Corridor Challenge Scholarship Scholarships
		Programs Programmes Projects Charter Memorandum Understanding Conference Meeting Statement Order Ministerial Consultations Resolutions
		Resolution Taskforce Fellowship Directive`)
	return m
}()

// inner are the small words within a name.
var inner = set("of", "and", "for", "the", "on", "to", "in", "&", "de", "des", "du", "di", "against", "with", "under")

// longestRun is how many words a name has at most.
const longestRun = 24

// run reads the run of capitalised words at word i.
func (t *Table) run(ws []Word, i int) (run, bool) {
	if ws[i].Mark || !ws[i].Capital || function[ws[i].Low] && !upper(ws[i].Text) {
		return run{}, false
	}
	listing := false
	end := i + 1
	for end < len(ws) && end < i+longestRun {
		w := &ws[end]
		switch {
		case w.Mark && w.Hyphen() && end+1 < len(ws) && ws[end+1].Glued && ws[end+1].Capital:
			end += 2
			continue
		case w.Mark && (w.Text == "&" || w.Text == "." && w.Glued && abbreviated(ws[end-1].Text)) && end+1 < len(ws) && ws[end+1].Capital:
			end += 2
			continue
		case w.Text == "," && w.Glued && (listing || listHead(ws, i, end)):
			if next := t.joined(ws, end+1); next > 0 {
				listing, end = true, next
				continue
			}
		case w.Text == "," && w.Glued && end+1 < len(ws) && corporate[ws[end+1].Text]:
			end += 2
			continue
		case w.Mark, w.Possessive:
		case w.Capital && titleEnd(ws, end) > 0:
		case w.Capital:
			if a, n := t.lookup(ws, end); n > 0 && !a.adjective && a.party.Kind == Government && heads[ws[end-1].Text] != 0 && !inner[ws[end-1].Low] {
				return run{i, end}, true
			}
			end++
			continue
		case inner[w.Low] && !w.Glued:
			if next := t.across(ws, i, end); next > 0 {
				end = next
				continue
			}
		}
		break
	}
	return run{i, end}, true
}

var corporate = set("Inc", "Ltd", "LLC", "LLP", "LP", "Corp", "PLC", "Limited", "Incorporated")

func abbreviated(w string) bool { return w == "St" || w == "Dr" || len(w) == 1 }

// listHead reports whether a comma after the words of a run may continue it:
// only in names such as "Ministry of Land, Infrastructure and Transport".
func listHead(ws []Word, first, end int) bool {
	for k := first; k < end-1; k++ {
		switch ws[k].Text {
		case "Ministry", "Department", "Departments", "Ministries", "Office", "Committee", "Bureau", "Fund":
			return ws[k+1].Low == "of" || ws[k+1].Low == "for" || ws[k+1].Low == "on" || ws[k+1].Low == "to"
		case "Foreign":
			return true
		}
	}
	return false
}

// joined returns the word after one more member of such a list, if an "and"
// still follows to close it.
func (t *Table) joined(ws []Word, i int) int {
	if i >= len(ws) || !ws[i].Capital && ws[i].Low != "and" {
		return 0
	}
	if ws[i].Low == "and" {
		i++
	}
	k := i
	for k < len(ws) && k < i+4 && ws[k].Capital && !ws[k].Mark {
		if _, n := t.lookup(ws, k); n > 0 {
			return 0
		}
		k++
	}
	if k == i || k >= len(ws) {
		return 0
	}
	for n := k; n < len(ws) && n < k+8; n++ {
		switch {
		case ws[n].Low == "and" || ws[n].Text == "&":
			return k
		case ws[n].Capital || ws[n].Text == ",":
			continue
		}
		break
	}
	if ws[i-1].Low == "and" {
		return k
	}
	return 0
}

// across returns the word after the capital that follows small words at i, or
// 0 where the name ends before them.
func (t *Table) across(ws []Word, first, i int) int {
	small := i
	for i < len(ws) && inner[ws[i].Low] && !ws[i].Mark && i < small+3 {
		i++
	}
	if i >= len(ws) || !ws[i].Capital || ws[i].Mark {
		return 0
	}
	switch ws[small].Low {
	case "of", "for":
		return i + 1
	case "and", "&":
		// "Health and Human Services" goes on; "Department of State and USAID"
		// and "Canada and Mexico" are two.
		if _, n := t.lookup(ws, i); n > 0 || i > small+1 || !hasInner(ws, first, small) && !headAhead(ws, i) || hasCompany(ws, first, small) {
			return 0
		}
		if k, isHead := heads[ws[i].Text]; isHead && k == Agency && i+1 < len(ws) && inner[ws[i+1].Low] {
			return 0
		}
		return i + 1
	case "the":
		return 0
	}
	if !linked[ws[small].Low+" "+ws[small-1].Text] {
		return 0
	}
	return i + 1
}

// linked are the small words that only some heads take within a name: "the
// Committee on Foreign Investment", "the U.S. Mission to ASEAN".
var linked = set("on Committee", "on Commission", "on Council", "on Office", "on Subcommittee", "on Fund", "to Fund", "to Mission", "in Embassy", "in Consulate")

func hasInner(ws []Word, first, end int) bool {
	for k := first; k < end; k++ {
		if inner[ws[k].Low] && k+1 < end {
			return true
		}
	}
	return false
}

func hasCompany(ws []Word, first, end int) bool {
	for k := first; k < end; k++ {
		if kind, ok := heads[ws[k].Text]; ok && kind == Company {
			return true
		}
	}
	return false
}

// headAhead reports whether the capitals from i on come to a head noun:
// "Food and Drug Administration".
func headAhead(ws []Word, i int) bool {
	for k := i; k < len(ws) && k < i+4 && ws[k].Capital && !ws[k].Mark; k++ {
		if kind, ok := heads[ws[k].Text]; ok {
			return k > i && kind <= Intergovernmental
		}
	}
	return false
}

// runParty returns the party that a run names, nil if it names none.
func (t *Table) runParty(ws []Word, r run) *Party {
	first, end := r.first, r.stop
	if end-first < 2 {
		return nil
	}
	key := runKey(ws, first, end)
	if p := t.get(key); p != nil {
		return p
	}
	head, kind, ok := headOf(ws, first, end)
	if !ok {
		return nil
	}
	a, prefix := t.lookup(ws, first)
	if prefix >= end || prefix > 0 && a.party.Kind != Government {
		return nil // "USAID Clean Air Catalyst", "UN Security Council"
	}
	if p := t.ofGovernment(ws, r, prefix); p != nil {
		return p
	}
	country := t.countryIn(ws, first, end)
	if prefix > 0 {
		country = a.party.Country
	}
	switch kind {
	case Programme:
		return nil
	case Company:
		return t.companyRun(ws, r, prefix, head, country)
	case Intergovernmental:
		if ws[head].Text == "Bank" && ws[first].Text == "West" {
			return nil
		}
		if country != "" && country != "EU" {
			kind = Agency // "Bank of Canada", "Korea Development Bank"
		}
		return &Party{Name: runName(ws, first, end), Kind: kind, Country: country}
	}
	return t.agencyRun(ws, r, prefix, head, country)
}

// ofGovernment reads runs that are a government under another name:
// "Government of Canada", "Australian Government", "Biden-Harris
// Administration", or a known agency behind its country: "U.S. White House".
func (t *Table) ofGovernment(ws []Word, r run, prefix int) *Party {
	first, end := r.first, r.stop
	switch {
	case ws[first].Text == "Government" || ws[first].Text == "Kingdom":
		at := first + 1
		for at < end && inner[ws[at].Low] {
			at++
		}
		if at < end {
			if b, n := t.lookup(ws, at); n == end && b.party.Kind == Government {
				return b.party
			}
		}
	case prefix > 0:
		a, _ := t.lookup(ws, first)
		if prefix == end-1 && (ws[prefix].Text == "Government" || ws[prefix].Text == "Administration") {
			return a.party
		}
		if b, n := t.lookup(ws, prefix); n == end && t.Of(b.party) == a.party {
			return b.party
		}
	case presidential(ws, first, end):
		return t.get("US")
	}
	return nil
}

func (t *Table) companyRun(ws []Word, r run, prefix, head int, country string) *Party {
	if coordinating(ws, head) || prefix == r.stop-1 && !strongCompany[ws[head].Text] {
		return nil
	}
	p := &Party{Name: runName(ws, r.first, r.stop), Kind: Company}
	if ws[head].Text == "Corporation" && country != "" && head > r.first && !corporate[ws[head-1].Text] {
		p.Kind, p.Country = Agency, country // "Korea Gas Corporation"
	}
	return p
}

func (t *Table) agencyRun(ws []Word, r run, prefix, head int, country string) *Party {
	name := ws[head].Text
	named := country != "" || prefix > 0
	if name == "Government" || ws[head].Text == "Force" && head > r.first && ws[head-1].Text == "Task" {
		return nil
	}
	if !named && (bare[name] || weakAgency[name] && !hasInner(ws, r.first, r.stop)) {
		return nil
	}
	kind := Agency
	if country == "" {
		if t.publisher != nil && domestic(ws, r, name) {
			country = t.publisher.Country
		} else {
			kind = Intergovernmental
		}
	}
	return &Party{Name: runName(ws, r.first, r.stop), Kind: kind, Country: country}
}

// domestic reports whether a body named without a country is taken to be the
// publisher's own.
func domestic(ws []Word, r run, head string) bool {
	switch head {
	case "Department", "Departments", "Ministry", "Administration", "Bureau", "Office", "Corps", "Service", "Treasury", "Army", "Navy", "Senate",
		"Congress", "Parliament", "Cabinet", "Laboratory":
		return true
	}
	for k := r.first; k < r.stop; k++ {
		switch ws[k].Text {
		case "Federal", "National", "State", "Foreign", "Royal":
			return true
		}
	}
	return false
}

// strongCompany are heads that make even "American Inc" a company.
var strongCompany = set("Inc", "Corp", "Ltd", "LLC", "Limited", "PLC")

// bare are heads that name bodies only with a country: "the U.S. Mission".
var bare = set("House", "Board", "Center", "Centre", "Centers", "Division", "Unit", "Mission", "Force", "Forces", "Command", "Guard", "Reserve", "Court",
	"Ministries", "Agencies", "Institutes", "Laboratories", "Embassy", "Consulate")

// weakAgency are heads that name bodies only with a country or an "of".
var weakAgency = set("Service", "Office", "Council", "Institute", "Authority", "Committee", "Survey", "Commission", "Administration", "Department",
	"Departments", "Ministry", "Cabinet")

func coordinating(ws []Word, head int) bool {
	return head > 0 && ws[head].Text == "Group" && (ws[head-1].Text == "Coordination" || ws[head-1].Text == "Working" || ws[head-1].Text == "Contact" || ws[head-1].Text == "Action")
}

// presidential reports "the Biden-Harris Administration".
func presidential(ws []Word, first, end int) bool {
	if ws[end-1].Text != "Administration" {
		return false
	}
	for k := first; k < end-1; k++ {
		if !ws[k].Mark && !knownPresidents[ws[k].Text] {
			return false
		}
	}
	return end-1 > first
}

// headOf finds the head noun of a run: the last one before an inner word, or
// else the last word.
func headOf(ws []Word, first, end int) (int, Kind, bool) {
	stop := end
	for k := first + 1; k < end; k++ {
		if inner[ws[k].Low] && ws[k].Low != "and" && ws[k].Low != "&" {
			stop = k
			break
		}
	}
	if kind, ok := heads[ws[stop-1].Text]; ok {
		return stop - 1, kind, true
	}
	// A place after the body: "U.S. Embassy Seoul".
	if k := stop - 2; k >= first && (ws[k].Text == "Embassy" || ws[k].Text == "University") {
		return k, heads[ws[k].Text], true
	}
	if kind, ok := heads[ws[end-1].Text]; ok {
		return end - 1, kind, true
	}
	if kind, ok := heads[ws[first].Text]; ok && kind == Agency {
		return first, kind, true
	}
	return 0, 0, false
}

// countryIn looks for a country within a run: "Department of Natural Resources
// Canada", "Bank of Korea".
func (t *Table) countryIn(ws []Word, first, end int) string {
	for k := first; k < end; k++ {
		if a, n := t.lookup(ws, k); n > 0 && n <= end && a.party.Kind == Government {
			return a.party.Country
		}
	}
	return ""
}

func runKey(ws []Word, first, end int) string {
	var b strings.Builder
	b.WriteString("run:")
	for k := first; k < end; k++ {
		if ws[k].Low == "the" || ws[k].Mark && ws[k].Text != "&" {
			continue
		}
		b.WriteString(ws[k].Low)
		b.WriteByte(' ')
	}
	return b.String()
}

// runName returns the words of a run as a name.
func runName(ws []Word, first, end int) string {
	var b strings.Builder
	for k := first; k < end; k++ {
		if k > first && !ws[k].Glued {
			b.WriteByte(' ')
		}
		b.WriteString(ws[k].Text)
	}
	return strings.ReplaceAll(b.String(), "'", "’")
}
