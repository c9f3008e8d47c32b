package page

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"communique/internal/deadline"
	"communique/internal/money"
	"communique/internal/party"
)

// signs are the signs that stand ahead of a figure; a currency without one is
// named by its code. A bare dollar sign is the dollar of the United States, so
// that no two currencies look alike.
var signs = map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "KRW": "₩", "INR": "₹"}

// scales are the words for large numbers, the largest first.
var scales = []struct {
	power int32
	word  string
}{{12, "trillion"}, {9, "billion"}, {6, "million"}}

// figure writes a sum exactly: "$2.5 billion", "AUD 1,234". A figure that would
// need more than three decimals of a scale is written out.
func figure(currency string, d decimal.Decimal) string {
	head := signs[currency]
	if head == "" && currency != "" {
		head = currency + "\u00a0"
	}
	for _, s := range scales {
		if d.Cmp(decimal.New(1, s.power)) < 0 {
			continue
		}
		if short := d.Shift(-s.power); short.Equal(short.Truncate(3)) {
			return head + digits(short) + "\u00a0" + s.word
		}
		break
	}
	return head + digits(d)
}

// digits writes a decimal with commas between thousands.
func digits(d decimal.Decimal) string {
	whole, rest, _ := strings.Cut(d.String(), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}

// bounded writes a sum with its bounds as bounds: "more than $25 billion",
// "up to $2 million", "$2 million to $3 million".
func bounded(currency string, min, max decimal.NullDecimal, q money.Qualifier) string {
	switch {
	case !min.Valid && !max.Valid:
		return "a sum without figures"
	case !max.Valid && q == money.AtLeast:
		return "at least " + figure(currency, min.Decimal)
	case !max.Valid:
		return "more than " + figure(currency, min.Decimal)
	case !min.Valid && q == money.LessThan:
		return "less than " + figure(currency, max.Decimal)
	case !min.Valid:
		return "up to " + figure(currency, max.Decimal)
	case !min.Decimal.Equal(max.Decimal):
		return figure(currency, min.Decimal) + " to " + figure(currency, max.Decimal)
	case q == money.Nearly:
		return "nearly " + figure(currency, max.Decimal)
	case q == money.Approximately:
		return "about " + figure(currency, max.Decimal)
	}
	return figure(currency, max.Decimal)
}

// periodWords writes the time to which a sum belongs, as package money gives
// it: "over 5 years", "a year, until 2025"; empty for none.
func periodWords(period string) string {
	if period == "" {
		return ""
	}
	var out []string
	for part := range strings.SplitSeq(period, ";") {
		out = append(out, periodPart(part))
	}
	return strings.Join(out, ", ")
}

func periodPart(p string) string {
	from, to, stretch := strings.Cut(p, "/")
	switch {
	case stretch && from == "":
		if n, unit := duration(to); n == "1" {
			return "per " + unit
		}
		return "every " + durationWords(to)
	case stretch && from == "..":
		return "until " + isoWords(to)
	case stretch && to == "..":
		return "since " + isoWords(from)
	case stretch:
		return isoWords(from) + " to " + isoWords(to)
	case strings.HasPrefix(p, "P"):
		return "over " + durationWords(p)
	}
	return isoWords(p)
}

// duration reads an ISO 8601 duration of one unit; the unit is empty for
// anything else.
func duration(p string) (n, unit string) {
	units := map[byte]string{'Y': "year", 'M': "month", 'W': "week", 'D': "day"}
	if len(p) < 3 || p[0] != 'P' {
		return "", ""
	}
	return p[1 : len(p)-1], units[p[len(p)-1]]
}

// durationWords writes "P5Y" as "5 years".
func durationWords(p string) string {
	n, unit := duration(p)
	switch {
	case unit == "" || strings.Trim(n, "0123456789.") != "":
		return p
	case n == "1":
		return "1 " + unit
	}
	return n + " " + unit + "s"
}

// isoWords writes a year, a month, a day, a fiscal year or a decade; anything
// else as it is.
func isoWords(iso string) string {
	if year, ok := strings.CutPrefix(iso, "FY"); ok {
		return "fiscal year " + year
	}
	if decade, ok := strings.CutSuffix(iso, "X"); ok && len(decade) == 3 {
		return "the " + decade + "0s"
	}
	if p, ok := parsePoint(iso); ok {
		return pointWords(p)
	}
	return iso
}

// parsePoint reads "2021", "2021-11" or "2021-11-12".
func parsePoint(iso string) (deadline.Point, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if p, ok := pointOf(layout, iso); ok {
			return p, true
		}
	}
	return deadline.Point{}, false
}

// pointWords writes a point in time: "2021", "November 2021", "12 November
// 2021"; empty for an unknown one.
func pointWords(p deadline.Point) string {
	switch {
	case p.IsZero():
		return ""
	case p.Month == 0:
		return p.String()
	case p.Day == 0:
		return p.First().Format("January 2006")
	}
	return p.First().Format("2 January 2006")
}

// definite gives a name the article that English wants: "the United States",
// "Japan", "the World Bank", "USAID".
func definite(p *party.Party) string {
	if takesArticle(p) {
		return "the " + p.Name
	}
	return p.Name
}

func takesArticle(p *party.Party) bool {
	name := p.Name
	if strings.HasPrefix(name, "The ") || strings.HasPrefix(name, "the ") {
		return false
	}
	first, _, several := strings.Cut(name, " ")
	if p.Kind != party.Government {
		last := name[strings.LastIndexByte(name, ' ')+1:]
		return several && (articled[first] || articledLast[last])
	}
	for _, end := range []string{"Republic", "Islands", "States", "Union", "Kingdom", "Emirates", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles", "Federation"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return several && articled[first]
}

// articled are the words at the head of a name before which English puts "the".
var articled = map[string]bool{
	"Republic": true, "Democratic": true, "Federated": true, "Kingdom": true, "People’s": true, "State": true,
	"Department": true, "Ministry": true, "Office": true, "Bureau": true, "Agency": true, "Government": true, "National": true, "World": true,
	"African": true, "Asian": true, "European": true, "International": true, "Inter-American": true, "United": true, "U.S.": true,
	"Millennium": true, "Organisation": true, "Organization": true, "Green": true, "Global": true, "Association": true, "Bank": true,
}

// articledLast are the words at the end of the name of a body before which
// English puts "the".
var articledLast = map[string]bool{
	"Group": true, "Council": true, "Bank": true, "Union": true, "Fund": true, "Organization": true, "Organisation": true, "Programme": true,
	"Program": true, "Agency": true, "Authority": true, "Corporation": true, "Commission": true, "Facility": true, "Initiative": true, "Forum": true,
	"Administration": true, "Foundation": true, "Service": true, "Secretariat": true, "Nations": true, "Community": true,
}

func pointOf(layout, iso string) (deadline.Point, bool) {
	t, err := time.Parse(layout, iso)
	if err != nil {
		return deadline.Point{}, false
	}
	p := deadline.Point{Year: t.Year(), Month: t.Month(), Day: t.Day()}
	if len(layout) < 10 {
		p.Day = 0
	}
	if len(layout) < 7 {
		p.Month = 0
	}
	return p, true
}
