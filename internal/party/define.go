package party

import "strings"

// define notes the short forms that a text introduces: "the Republic of Korea
// (ROK)", "Fortune Minerals Limited (“Fortune”)", and new bodies with them.
func (t *Table) define(ws []Word) {
	for i := range ws {
		if ws[i].Text != "(" || i < 2 {
			continue
		}
		if short, ok := introduced(ws, i); ok {
			t.introduce(ws, i, short)
		}
	}
	t.enter(ws)
}

// enter adds the bodies that the text names in full, so that every later
// mention is of the same party.
func (t *Table) enter(ws []Word) {
	for i := 0; i < len(ws); i++ {
		if !ws[i].Capital || ws[i].Mark {
			continue
		}
		r, ok := t.run(ws, i)
		if !ok {
			continue
		}
		_, end := t.lookup(ws, i)
		if end < r.stop {
			if p := t.runParty(ws, r); p != nil {
				t.enterRun(ws, r, p)
				i = r.stop - 1
				continue
			}
		}
		if end > 0 {
			i = end - 1
		}
	}
}

// enterRun enters the party of a run. The country ahead of an agency is left
// out of its key, so that "the U.S. Department of Energy" and "the Department
// of Energy" in a text of the United States are one.
func (t *Table) enterRun(ws []Word, r run, p *Party) *Party {
	key := runKey(ws, r.first, r.stop)
	if old, ok := t.parties[key]; ok {
		return old
	}
	if p.Kind == Agency {
		if a, end := t.lookup(ws, r.first); end > 0 && end < r.stop && a.party.Kind == Government && t.publisher == a.party {
			bare := runKey(ws, end, r.stop)
			if old, ok := t.parties[bare]; ok && old.Country == p.Country {
				t.parties[key] = old
				t.alias(p.Name, old, false)
				return old
			}
			t.parties[bare] = p
			t.alias(runName(ws, end, r.stop), p, false)
		}
	}
	if old, ok := t.byName[p.Name]; ok {
		t.parties[key] = old
		return old
	}
	t.parties[key], t.byName[p.Name] = p, p
	t.alias(p.Name, p, false)
	return p
}

// introduced reads the short form in the brackets that open at word i.
func introduced(ws []Word, i int) (string, bool) {
	k := i + 1
	if k < len(ws) && ws[k].Low == "hereinafter" || k < len(ws) && ws[k].Low == "hereafter" {
		k++
	}
	if k < len(ws) && ws[k].Low == "the" {
		k++
	}
	quoted := k < len(ws) && strings.Contains(`“"‘`, ws[k].Text) && ws[k].Mark
	if quoted {
		k++
		if k < len(ws) && ws[k].Low == "the" {
			k++
		}
	}
	from := k
	for k < len(ws) && k < from+4 && (ws[k].Capital && !ws[k].Mark || ws[k].Hyphen() || ws[k].Text == "&") {
		k++
	}
	if k == from || k >= len(ws) {
		return "", false
	}
	short := runName(ws, from, k)
	if ws[k].Possessive {
		k++
	}
	if k >= len(ws) {
		return "", false
	}
	if quoted {
		return short, k < len(ws) && strings.Contains(`”"’,`, ws[k].Text)
	}
	capitals := 0
	for _, r := range short {
		if 'A' <= r && r <= 'Z' {
			capitals++
		}
	}
	return short, ws[k].Text == ")" && k == from+1 && capitals >= 2 && len(short) <= 12
}

// introduce ties a short form to the name before the bracket at word i.
func (t *Table) introduce(ws []Word, i int, short string) {
	end := i
	if ws[end-1].Possessive {
		end--
	}
	first := t.longName(ws, end, short)
	if first < 0 {
		return
	}
	for k := first; k < end; k++ {
		if a, n := t.lookup(ws, k); n == end && a.party.Kind != Programme && !a.adjective {
			if k == first || fits(ws, k, end, short) {
				t.redefine(short, a.party)
				return
			}
		}
	}
	r := run{first, end}
	p := t.runParty(ws, r)
	if p == nil {
		if end-first < 2 {
			return
		}
		p = t.unknownBody(ws, first, end, short)
	}
	p = t.enterRun(ws, r, p)
	t.redefine(short, p)
}

// unknownBody makes a party, or a programme, of a name without a head noun
// that tells.
func (t *Table) unknownBody(ws []Word, first, end int, short string) *Party {
	p := &Party{Name: runName(ws, first, end), Kind: Programme, Unsure: true}
	if head, kind, ok := headOf(ws, first, end); ok && !(ws[head].Text == "Force" && head > first && ws[head-1].Text == "Task") {
		p.Kind, p.Unsure = kind, ws[head].Text == "Fund" && t.countryIn(ws, first, end) == ""
		switch {
		case kind != Agency:
		case t.publisher != nil && domestic(ws, run{first, end}, ws[head].Text):
			p.Country = t.publisher.Country
		default:
			p.Kind = Intergovernmental
		}
	}
	if coordinating(ws, end-1) {
		p.Kind, p.Unsure = Intergovernmental, false
	}
	return p
}

// redefine gives a short form a meaning; what the document says goes ahead of
// what we know.
func (t *Table) redefine(short string, p *Party) {
	var forms []string
	for _, w := range Words(short) {
		forms = append(forms, w.Text)
	}
	if len(forms) == 0 {
		return
	}
	old := t.named(short)
	switch {
	case old == nil:
	case old.Kind == Government && p.Kind != Government:
		return // "(US)" and "(UK)" keep their meaning
	case old.Kind.Actor() && !p.Kind.Actor():
		return
	case old.Kind.Actor() && strings.EqualFold(strings.TrimPrefix(old.Name, "U.S. "), strings.TrimPrefix(p.Name, "U.S. ")):
		return // the body itself
	}
	t.claim(short, p)
}

// longName returns the first word of the name that ends before word end and
// has the short form, or -1.
func (t *Table) longName(ws []Word, end int, short string) int {
	first := end
	for k := end - 1; k >= 0 && end-k < 14; k-- {
		w := &ws[k]
		switch {
		case w.Capital && !w.Mark:
			first = k
			continue
		case inner[w.Low] || w.Text == "&" || w.Hyphen() || w.Text == "," && listed(ws, k) || w.Possessive && k+1 < end && ws[k+1].Capital || w.Text == "." && w.Glued:
			continue
		}
		break
	}
	if first >= end {
		return -1
	}
	// A name of ours, if it is known by this short form or is all there is.
	for k := first; k < end; k++ {
		a, n := t.lookup(ws, k)
		if n == end && !a.adjective && (k == first || t.named(short) == a.party) {
			return k
		}
	}
	for k := first; k < end; k++ {
		if ws[k].Capital && fits(ws, k, end, short) {
			return k
		}
	}
	if !upper(strings.TrimRight(short, "s")) && strings.Contains(strings.Join(texts(ws[first:end]), " "), strings.Fields(short)[0]) {
		// “Fortune” of Fortune Minerals Limited.
		for k := first; k < end; k++ {
			if ws[k].Text == strings.Fields(short)[0] {
				return k
			}
		}
	}
	// A body known under this name, whatever its letters.
	for k := first; k < end; k++ {
		if a, n := t.lookup(ws, k); n == end && !a.adjective {
			return k
		}
	}
	return -1
}

func listed(ws []Word, k int) bool { return k+1 < len(ws) && ws[k+1].Capital }

func texts(ws []Word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.Text
	}
	return out
}

// fits reports whether the initials of the words from first on spell the short
// form, small words counted or not.
func fits(ws []Word, first, end int, short string) bool {
	want := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == ' ' || r == '&' {
			return -1
		}
		return r
	}, short))
	var with, without strings.Builder
	for k := first; k < end; k++ {
		w := ws[k].Text
		if ws[k].Mark || ws[k].Possessive {
			continue
		}
		if initials(strings.TrimSuffix(w, ".")) && strings.Contains(w, ".") || upper(w) && len(w) <= 4 {
			w = strings.ReplaceAll(w, ".", "")
			with.WriteString(w)
			without.WriteString(w)
			continue
		}
		c := strings.ToUpper(w[:1])
		with.WriteString(c)
		if !inner[ws[k].Low] {
			without.WriteString(c)
		}
	}
	return with.String() == want || without.String() == want
}
