package number

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number or a mark.
type token struct {
	start, end int
	low        string
	figure     bool // a number in figures, with its separators
	letters    bool
	capital    bool
	glued      bool
}

func tokenize(s string) []token {
	var out []token
	end := -1
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' {
			i += n
			continue
		}
		t := token{start: i, glued: i == end}
		switch {
		case digit(r):
			t.figure = true
			for i < len(s) && (digit(rune(s[i])) || (s[i] == '.' || s[i] == ',') && i+1 < len(s) && digit(rune(s[i+1]))) {
				i++
			}
		case unicode.IsLetter(r):
			t.letters, t.capital = true, unicode.IsUpper(r)
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) && !(r == '.' && i+1 < len(s) && i-t.start <= 3 && unicode.IsUpper(rune(s[i-1])) && unicode.IsLetter(rune(s[i+1]))) {
					break
				}
				i += n
			}
		default:
			i += n
		}
		t.end, end = i, i
		t.low = strings.ToLower(s[t.start:t.end])
		out = append(out, t)
	}
	return out
}

type finder struct {
	text   string
	tokens []token
	kinds  map[int]Kind
}

// take gives the numbers in a range of bytes a kind, if they have none yet.
func (f *finder) take(start, end int, k Kind) {
	for i := range f.tokens {
		if t := &f.tokens[i]; t.figure && t.start < end && t.end > start {
			if _, ok := f.kinds[i]; !ok {
				f.kinds[i] = k
			}
		}
	}
}

func (f *finder) low(i int) string {
	if i < 0 || i >= len(f.tokens) {
		return ""
	}
	return f.tokens[i].low
}

func (f *finder) at(i int) token {
	if i < 0 || i >= len(f.tokens) {
		return token{}
	}
	return f.tokens[i]
}

// kind finds what a number is that is neither money nor a date.
func (f *finder) kind(i int) Kind {
	for _, rule := range []func(int) Kind{f.mark, f.share, f.ordinal, f.reference, f.address, f.label, f.clock, f.quantity, f.series} {
		if k := rule(i); k != Unclassified {
			return k
		}
	}
	return Unclassified
}

// mark reads "1)" and "(2)" and "1." at the start of a text, and "1)" within.
func (f *finder) mark(i int) Kind {
	t := f.at(i)
	if len(t.low) > 2 || strings.ContainsAny(t.low, ".,") {
		return Unclassified
	}
	next := f.at(i + 1)
	if next.glued && next.low == ")" {
		return ListMark
	}
	if i == 0 && (next.low == "." || next.low == ":") && next.glued {
		return ListMark
	}
	if i == 0 && next.capital && !next.glued && len(t.low) == 1 {
		return ListMark // "1 The cluster will be established."
	}
	return Unclassified
}

func (f *finder) share(i int) Kind {
	next := i + 1
	if f.low(next) == "-" && f.at(next).glued {
		next++
	}
	switch f.low(next) {
	case "%", "percent", "pct", "percentage":
		return Percentage
	case "per":
		if f.low(next+1) == "cent" {
			return Percentage
		}
	case "basis":
		return Percentage
	}
	// "10 to 15 percent", "10-15%", "5 or 6 percent"
	switch f.low(i + 1) {
	case "to", "-", "–", "or", "and":
		if f.at(i+2).figure && f.kinds[i+2] == Percentage {
			return Percentage
		}
	}
	if f.low(i+1) == "–" && f.at(i+2).figure && f.kinds[i+2] == Percentage {
		return Percentage
	}
	return Unclassified
}

func (f *finder) ordinal(i int) Kind {
	next := f.at(i + 1)
	switch next.low {
	case "st", "nd", "rd", "th":
		if next.glued || len(next.low) == 2 {
			return Ordinal
		}
	}
	return Unclassified
}

var referring = words(`section sections sec article articles resolution resolutions order orders law laws no nos number title chapter part rule regulation
	regulations directive form page pages paragraph para item annex schedule clause act appendix figure table note footnote docket goal target sdg
	proclamation memorandum flight route highway category tier level phase stage pillar group track step priority theme session protocol convention
	subtitle notice docket lot round class grade iso unscr unsc res eo pl hr h.r s box room suite line lines version edition volume chapters §`)

// reference reads "Section 301", "Resolution 2397 (2017)", "E.O. 14008", "[3]".
func (f *finder) reference(i int) Kind {
	prev := i - 1
	for prev > i-4 && (f.low(prev) == "." || f.low(prev) == "-" || f.low(prev) == "#" || f.low(prev) == "(" && f.low(prev-1) != "" && !f.at(prev-1).letters) {
		prev--
	}
	low := strings.ReplaceAll(f.low(prev), ".", "")
	if referring[low] || referring[f.low(prev)] {
		return Reference
	}
	if codes[f.code(i+1)] || codes[f.code(i-1)] || codes[f.code(i-2)] && f.low(i-1) == "." {
		return Reference
	}
	if f.telephone(i) {
		return Reference
	}
	if f.low(i-1) == "[" || f.low(i-1) == "^" {
		return Reference
	}
	// The second of "Sections 232 and 301", "Resolutions 1718, 2397".
	if (f.low(i-1) == "and" || f.low(i-1) == "," || f.low(i-1) == "or" || f.low(i-1) == "–" || f.low(i-1) == "-") && f.at(i-2).figure && i > 2 && f.listed(i-2) {
		return Reference
	}
	// "2014/53/EU", "117-58"
	if n := f.low(i + 1); (n == "/" || n == "-") && f.at(i+2).figure && f.at(i+1).glued && f.at(i+2).glued && (f.low(i+3) == "/" || f.low(i+3) == "eu") {
		return Reference
	}
	if f.low(i+1) == "/" && f.low(i+2) == "eu" {
		return Reference
	}
	if p := f.low(i - 1); (p == "/" || p == "-") && f.at(i-2).figure && f.at(i).glued && f.kinds[i-2] == Reference {
		return Reference
	}
	return Unclassified
}

// codes are the collections that laws and rulings are cited from: "85 Fed.
// Reg. 25472", "19 U.S.C. 1862", "48 CFR 552".
var codes = words("fed reg usc cfr stat")

func (f *finder) code(i int) string { return strings.ReplaceAll(f.low(i), ".", "") }

// telephone reads "1-800-985-5990" and "(855) 411-2372".
func (f *finder) telephone(i int) bool {
	first, last := i, i
	for f.joined(last) && last-i < 12 {
		last += 2
	}
	for first >= 2 && f.joined(first-2) && i-first < 12 {
		first -= 2
	}
	if last-first >= 4 {
		return true
	}
	return last-first == 2 && f.low(first-1) == ")" && len(f.low(first)) == 3 || f.low(i-1) == "(" && f.low(i+1) == ")" && f.at(i+2).figure && dash(f.low(i+3))
}

// joined reports a number that a tight hyphen ties to the next.
func (f *finder) joined(i int) bool {
	return f.at(i).figure && dash(f.low(i+1)) && f.at(i+1).glued && f.at(i+2).figure && f.at(i+2).glued
}

// listed reports whether a list of numbers that ends at i begins behind a word
// of reference.
func (f *finder) listed(i int) bool {
	for n := 0; n < 12; n++ {
		if referring[strings.ReplaceAll(f.low(i-1), ".", "")] {
			return true
		}
		if low := f.low(i - 1); !(low == "," || low == "and" || low == "or" || dash(low)) || !f.at(i-2).figure {
			return false
		}
		i -= 2
	}
	return false
}

// address reads numbers within addresses of the web, hours and telephones.
func (f *finder) address(i int) Kind {
	a, b := f.at(i).start, f.at(i).end
	for a > 0 && !unicode.IsSpace(rune(f.text[a-1])) && f.at(i).start-a < 200 {
		a--
	}
	for b < len(f.text) && !unicode.IsSpace(rune(f.text[b])) && b-f.at(i).end < 200 {
		b++
	}
	if w := f.text[a:b]; strings.Contains(w, "://") || strings.Contains(w, "www.") || strings.Contains(w, "@") {
		return Reference
	}
	return Unclassified
}

// label reads numbers glued to letters or to a name: "5G", "F-35", "COVID-19",
// "C919", "Artemis 2", "G7+", "Fund II 3".
func (f *finder) label(i int) Kind {
	t, prev, next := f.at(i), f.at(i-1), f.at(i+1)
	switch {
	case t.glued && prev.letters:
		return Label
	case next.glued && next.capital && (next.low == "g" || next.low == "d"):
		return Label // "5G", "3D"; grams are written small
	case next.glued && next.letters && !scaleLetters[next.low] && unitNames[next.low] == Unclassified:
		return Label
	case t.glued && dash(prev.low) && prev.glued && f.at(i-2).letters && !counted[f.low(i-2)]:
		return Label
	case prev.letters && prev.capital && !t.glued && i-1 > 0 && !strings.ContainsAny(t.low, ",.") && !f.sentenceStart(i-1) && !f.counts(i):
		return Label // "Horizon 2", "Artemis 3", "Pillar 1"
	case t.glued && prev.low == "/" && f.at(i-2).letters, t.glued && (prev.low == "." || prev.low == "_" || prev.low == "+") && f.at(i-2).letters && prev.glued:
		return Label
	case next.glued && dash(next.low) && f.at(i+2).glued && f.at(i+2).capital && len(f.low(i+2)) <= 3:
		return Label // "737-MAX", "24-H"
	}
	return Unclassified
}

var scaleLetters = words("k m b bn mn tn t mm")
var counted = words("top post pre mid under over sub")

func dash(s string) bool { return s == "-" || s == "‑" || s == "‐" || s == "–" }

func (f *finder) sentenceStart(i int) bool {
	switch f.low(i - 1) {
	case "", ".", "?", "!", ":", ";", "•":
		return true
	}
	return false
}

func (f *finder) clock(i int) Kind {
	if f.low(i+1) == ":" && f.at(i+2).figure && f.at(i+2).glued || f.low(i-1) == ":" && f.at(i-2).figure && f.at(i).glued {
		return Date
	}
	switch strings.ReplaceAll(f.low(i+1), ".", "") {
	case "am", "pm", "hrs", "gmt", "utc":
		return Date
	}
	switch {
	case f.low(i+1) == "a" && f.low(i+3) == "m", f.low(i+1) == "p" && f.low(i+3) == "m", f.low(i-1) == "'" || f.low(i-1) == "’" || f.low(i-1) == "‘":
		return Date
	case f.low(i+1) == "/" && f.low(i+2) == "7" || f.low(i-1) == "/" && f.low(i) == "7" && f.low(i-2) == "24":
		return Label
	}
	// A year that governs nothing: "2023 Budget", "(1998)", "2021-2022".
	if s := f.low(i); len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20")) && !f.counts(i) {
		return Date
	}
	return Unclassified
}

var unitNames = func() map[string]Kind {
	m := map[string]Kind{}
	for w := range words(`km m kg g mg mm cm gw mw kw gwh mwh kwh twh w bcm mt mtpa t tons ton tonne tonnes lb lbs oz ft mi mph kv hz ghz mhz tb gb mb kb bps
		gbps mbps c f °c °f ° degrees degree ha x bbl bpd tcf bcf mmbtu btu teu gt co2e nm sq cubic square mtco2e gwe mwe kt v ml l cc rpm kmh km2 dwt psi ppm ppb`) {
		m[w] = Quantity
	}
	return m
}()

// counts reports whether a number is followed by what it counts.
func (f *finder) counts(i int) bool {
	k := i + 1
	for dash(f.low(k)) && f.at(k).glued {
		k++
	}
	for n := 0; n < 8 && k < len(f.tokens); n, k = n+1, k+1 {
		t := f.at(k)
		switch {
		case t.low == "." && t.glued && strings.Contains(f.low(k-1), "."), t.glued && t.letters && dash(f.low(k-1)) && stop[t.low]:
			continue
		case dash(t.low) && t.glued || t.low == "'" || t.low == "’":
			continue
		case !t.letters:
			return unitNames[t.low] == Quantity
		case unitNames[t.low] == Quantity && n == 0, scales[t.low], nouns[t.low]:
			return true
		case stop[t.low]:
			return false
		case strings.HasSuffix(t.low, "s") && len(t.low) > 3 && !strings.HasSuffix(t.low, "ss"):
			return true
		}
	}
	return false
}

var scales = words("hundred thousand million billion trillion dozen crore lakh hundreds thousands millions billions")

var nouns = words(`people women men children percent personnel staff staffers police faculty youth year month week day hour minute second mile acre foot feet
	inch meter metre kilometer kilometre person participant country nation member partner state point time fold unit ton dollar aircraft equipment
	workforce series species degree story bed seat dose gallon barrel page member times plus mile gauge word vote horsepower watt volt headcount
	student teacher worker family household square cubic metric nautical board generation megawatt gigawatt kilowatt terawatt star man woman
	alumni media cattle sheep fish livestock additional new other different separate more less fewer individual female male active total`)

var stop = words(`in of on at by to for from with without and or the a an is are was were will would has have had that which who as than per but this these
	those its their our through under over during since until between among across into it we they`)

func (f *finder) quantity(i int) Kind {
	if f.counts(i) {
		return Quantity
	}
	next := f.low(i + 1)
	if next == "of" && (f.low(i+2) == "whom" || f.low(i+2) == "which" || f.low(i+2) == "the" || f.low(i+2) == "these" || f.low(i+2) == "our") || next == "+" {
		return Quantity
	}
	if unitNames[next] == Quantity || scales[next] {
		return Quantity
	}
	// "from 28 to 38 students", "5 or 6 sites", "1 in 5"
	switch next {
	case "to", "-", "–", "or", "and", "of", "in", "out", "×", "x", "by", "/", ",":
		k := i + 2
		if next == "out" {
			k++
		}
		for f.low(k) == "more" || f.low(k) == "than" || f.low(k) == "the" || f.low(k) == "over" || f.low(k) == "nearly" {
			k++
		}
		if f.at(k).figure && (f.counts(k) || next == "in" || next == "of" || next == "out" || f.kinds[k] == Percentage) {
			return Quantity
		}
	}
	switch f.low(i - 1) {
	case "~", "x", "×", "≈", "<", ">", "+", "≥", "≤":
		return Quantity
	}
	prev := f.low(i - 1)
	if approximators[prev] || approximators[f.low(i-2)] && prev == "than" || prev == "to" && (f.low(i-2) == "up" || f.counts(i-2)) {
		return Quantity
	}
	switch prev {
	case "age", "aged", "ages", "top", "grade", "grades", "by", "of", "all", "these", "other", "another", "every", "first", "last", "next", "past", "some":
		return Quantity
	}
	return Unclassified
}

var approximators = words("about approximately roughly nearly almost around over exceeding least most only than estimated totaling total reached below above under")

// series reads the members of a list of numbers of one kind: "5, 6 and 7 percent".
func (f *finder) series(i int) Kind {
	if n := f.low(i + 1); (n == "," || n == "and" || n == "or" || dash(n)) && f.at(i+2).figure {
		return f.kinds[i+2]
	}
	return Unclassified
}

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
