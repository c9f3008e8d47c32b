package party

import (
	"strings"
)

// find returns the mentions in the words of a text.
func (t *Table) find(ws []Word) []Mention {
	var out []Mention
	for i := 0; i < len(ws); {
		m, end := t.mention(ws, i)
		if end <= i {
			i++
			continue
		}
		out = append(out, m)
		i = end
	}
	return out
}

// mention reads the name at word i, if one stands there, and returns the word
// after it.
func (t *Table) mention(ws []Word, i int) (Mention, int) {
	if !ws[i].Capital || ws[i].Mark {
		return Mention{}, 0
	}
	if m, end := t.official(ws, i); end > 0 {
		return m, end
	}
	a, end := t.lookup(ws, i)
	if r, ok := t.run(ws, i); ok && r.stop > end {
		if p := t.runParty(ws, r); p != nil {
			return Mention{Party: p, Start: ws[r.first].Start, End: ws[r.stop-1].End}, r.stop
		}
	}
	if end == 0 {
		return Mention{}, 0
	}
	m := Mention{Party: a.party, Start: ws[i].Start, End: ws[end-1].End, Adjective: a.adjective}
	if !m.Adjective && a.party.Kind == Government {
		m.Adjective = attributive(ws, i, end)
	}
	if a.party.Kind == Government {
		if m2, end2 := t.governmentOf(ws, i, end, m); end2 > end {
			return m2, end2
		}
	}
	return m, end
}

// lookup finds the longest alias at word i.
func (t *Table) lookup(ws []Word, i int) (alias, int) {
	if a, end := t.named1(ws[i].Text, ws, i); end > 0 {
		return a, end
	}
	// A heading in capitals: "UNITED STATES".
	if w := ws[i].Text; len(w) > 3 && upper(w) {
		return t.named1(capitalise(w), ws, i)
	}
	return alias{}, 0
}

// named1 looks under a first word: what the document says goes ahead of what
// all know, a longer form ahead of a shorter one.
func (t *Table) named1(first string, ws []Word, i int) (alias, int) {
	own, end := match(t.names[first], ws, i)
	known, knownEnd := match(commonTable().names[first], ws, i)
	if end >= knownEnd {
		return own, end
	}
	known.party = t.shared(known.common)
	return known, knownEnd
}

func match(list []alias, ws []Word, i int) (alias, int) {
	for _, a := range list {
		if sameWords(a.words, ws, i) {
			return a, i + len(a.words)
		}
	}
	return alias{}, 0
}

func sameWords(form []string, ws []Word, i int) bool {
	if i+len(form) > len(ws) {
		return false
	}
	for k, f := range form {
		w := ws[i+k].Text
		if w != f && (len(w) < 3 || !strings.EqualFold(w, f) || !(upper(w) || k > 0 && ws[i+k].Low == w && ws[i].Text != ws[i].Low && len(f) > 0 && f == strings.ToLower(f))) {
			return false
		}
	}
	return true
}

func capitalise(s string) string { return s[:1] + strings.ToLower(s[1:]) }

// attributive reports whether a country's name stands ahead of a noun that it
// only qualifies: "U.S. assistance", "ROK companies".
func attributive(ws []Word, i, end int) bool {
	if end >= len(ws) || ws[end].Possessive {
		return false
	}
	next := &ws[end]
	if next.Hyphen() {
		return end+1 < len(ws) && ws[end+1].Glued && !ws[end+1].Mark
	}
	if next.Mark || function[next.Low] {
		return false
	}
	// Only the forms that are used as adjectives: "U.S. leadership", but not
	// "Japan pledged".
	switch ws[i].Text {
	case "U.S.", "US", "UK", "U.K.", "EU", "ROK", "UAE", "U.S":
		return !verbLike(next)
	}
	return false
}

// verbLike reports words that after a name are its verb: auxiliaries, and past
// or third-person forms of common verbs.
func verbLike(w *Word) bool {
	return auxiliary[w.Low] || finiteForm(w.Low) || adverb(w.Low) && !strings.HasSuffix(w.Low, "friendly")
}

// governmentOf widens a country's name to the words for its government:
// "Government of Canada" is found by the run; here "UK government",
// "Australian Government", "the Government of the Republic of Korea".
func (t *Table) governmentOf(ws []Word, i, end int, m Mention) (Mention, int) {
	if end >= len(ws) || ws[end].Glued {
		return m, 0
	}
	switch ws[end].Low {
	case "government", "governments", "administration":
		m.End, m.Adjective = ws[end].End, false
		return m, end + 1
	case "federal":
		if end+1 < len(ws) && ws[end+1].Low == "government" {
			m.End, m.Adjective = ws[end+1].End, false
			return m, end + 2
		}
	}
	return m, 0
}

// titles of people who speak for a government.
var titles = set("President", "Vice President", "Prime Minister", "Deputy Prime Minister", "Chancellor", "Taoiseach", "King", "Queen", "Emperor",
	"Crown Prince", "Sultan", "Emir", "Foreign Minister", "Premier", "Foreign Secretary", "Home Secretary", "Defence Secretary", "Health Secretary",
	"Energy Secretary", "Business Secretary", "Secretary", "Treasurer")

// titleFirst are the first words of titles.
var titleFirst = func() map[string]bool {
	m := set("Deputy")
	for t := range titles {
		first, _, _ := strings.Cut(t, " ")
		m[first] = true
	}
	return m
}()

// domesticTitles are those that a text gives to its own ministers; of others it
// says whose they are.
var domesticTitles = set("Foreign Secretary", "Home Secretary", "Defence Secretary", "Health Secretary", "Energy Secretary", "Business Secretary",
	"Secretary", "Treasurer")

// official reads a person with a title, or an office alone, as the government
// spoken for.
func (t *Table) official(ws []Word, i int) (Mention, int) {
	end := titleEnd(ws, i)
	if end == 0 {
		return Mention{}, 0
	}
	m := Mention{Start: ws[i].Start, Office: true}
	name := end
	for name < len(ws) && name < end+5 && ws[name].Capital && !ws[name].Mark && t.noAlias(ws, name) {
		name++
		if name+1 < len(ws) && ws[name].Text == "." && ws[name].Glued {
			name++
		}
		if name+1 < len(ws) && ws[name].Hyphen() && ws[name+1].Capital {
			name++
		}
	}
	if name > end {
		p := t.people[ws[name-1].Text]
		if p == nil && knownPresidents[ws[name-1].Text] {
			p = t.get("US")
		}
		if p == nil && domesticTitles[strings.Join(texts(ws[i:end]), " ")] && ws[end].Text != "General" && t.countryBefore(ws, i) == nil {
			p = t.publisher
		}
		if p == nil {
			return Mention{}, 0
		}
		m.Party, m.End = p, ws[name-1].End
		return m, name
	}
	// "the President" in a text of a government with one.
	if t.publisher != nil && i > 0 && (ws[i-1].Low == "the") && ownOffice(t.publisher.Country, ws[i].Text) && !ofFollows(ws, end) {
		m.Party, m.End = t.publisher, ws[end-1].End
		return m, end
	}
	return Mention{}, 0
}

func ofFollows(ws []Word, i int) bool { return i < len(ws) && (ws[i].Low == "of" || ws[i].Capital) }

func (t *Table) noAlias(ws []Word, i int) bool {
	a, end := t.lookup(ws, i)
	return end == 0 || a.adjective && end < len(ws) && ws[end].Capital
}

// titleEnd returns the word after a title at word i, or 0.
func titleEnd(ws []Word, i int) int {
	if !ws[i].Capital || !titleFirst[ws[i].Text] {
		return 0
	}
	if i+1 < len(ws) && titles[ws[i].Text+" "+ws[i+1].Text] {
		return i + 2
	}
	if i+2 < len(ws) && ws[i].Text == "Deputy" && titles[ws[i+1].Text+" "+ws[i+2].Text] {
		return i + 3
	}
	if titles[ws[i].Text] {
		return i + 1
	}
	return 0
}

// ownOffice reports whether a country is led by such an office, so that a text
// of its government needs no name.
func ownOffice(code, title string) bool {
	switch title {
	case "President", "Vice":
		return code == "US" || code == "KR" || code == "FR" || code == "MX" || code == "BR" || code == "ID" || code == "PH"
	case "Prime":
		return code == "GB" || code == "AU" || code == "CA" || code == "NZ" || code == "JP" || code == "IN" || code == "IT"
	}
	return false
}

// learn notes which government the people of a text speak for: "Guatemalan
// President Giammattei", "President Yoon of the Republic of Korea", "Fumio
// Kishida, Prime Minister of Japan".
func (t *Table) learn(ws []Word) {
	for i := range ws {
		end := titleEnd(ws, i)
		if end == 0 {
			continue
		}
		name := end
		for name < len(ws) && ws[name].Capital && !ws[name].Mark && t.noAlias(ws, name) {
			name++
		}
		p := t.countryBefore(ws, i)
		if p == nil {
			p = t.countryAfter(ws, name)
		}
		if p == nil {
			continue
		}
		switch {
		case name > end:
			t.person(ws[name-1].Text, p)
		case i >= 2 && ws[i-1].Text == "," && ws[i-2].Capital:
			t.person(ws[i-2].Text, p)
		}
	}
}

func (t *Table) person(surname string, p *Party) {
	if _, known := t.people[surname]; !known && len(surname) > 2 {
		t.people[surname] = p
	}
}

func (t *Table) countryBefore(ws []Word, i int) *Party {
	for k := max(0, i-3); k < i; k++ {
		if a, end := t.lookup(ws, k); end > 0 && a.party.Kind == Government && (end == i || end == i-1 && ws[i-1].Possessive) {
			return a.party
		}
	}
	return nil
}

// countryAfter reads "of the Republic of Korea" after a title or name.
func (t *Table) countryAfter(ws []Word, i int) *Party {
	if i >= len(ws) || ws[i].Low != "of" {
		return nil
	}
	i++
	if i < len(ws) && ws[i].Low == "the" {
		i++
	}
	if i < len(ws) && ws[i].Capital {
		if a, end := t.lookup(ws, i); end > 0 && a.party.Kind == Government {
			return a.party
		}
	}
	return nil
}
