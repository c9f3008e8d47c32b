package deadline

import (
	"strings"
	"time"
)

// A class is a set of things that a token can be.
type class uint32

const (
	digits class = 1 << iota // value: the number, or notWhole
	punctuation
	starts         // an expression may begin here
	proper         // means something only with a capital letter
	month          // value: 1 to 12
	weekday        // value: as time.Weekday
	season         // value: 21 to 24, as EDTF numbers them
	unitWord       // value: a unit
	ordinal        // value: 1 to 31
	cardinal       // value: twice the number, so that a half is 1
	direction      // next, last; value: an aim
	scale          // million: what follows a count, never a year
	measure        // tons, people: what follows a count, never a year
	label          // Resolution, Section: what comes before the number of a thing
	occasion       // conference, summit: happens at a time
	occasions      // assembly, council: an occasion or a body
	goal           // target, pathway: what a year can be the name of
	function       // prepositions, conjunctions, auxiliaries: no part of a name
	determiner     // the, our
	adverbEvery    // annually; value: an index of repeats
	adjectiveEvery // annual; value: an index of repeats
)

type entry struct {
	word  string
	class class
	value int
}

// A unit is a length of time.
type unit int

const (
	noUnit unit = iota
	minute
	hour
	dayUnit
	week
	fortnight
	monthUnit
	quarter
	half
	seasonUnit
	year
	decade
	century
	event
)

var monthNames = []string{
	"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
	"september sept sep", "october oct", "november nov", "december dec",
}

var weekdayNames = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

var seasonNames = []string{"spring springtime", "summer summertime", "autumn fall", "winter wintertime"}

// unitNames lists the plural after the singular.
var unitNames = map[unit]string{
	minute: "minute minutes", hour: "hour hours", dayUnit: "day days", week: "week weeks",
	fortnight: "fortnight fortnights", monthUnit: "month months", quarter: "quarter quarters",
	half: "half halves", year: "year years yr yrs", decade: "decade decades", century: "century centuries",
}

var plurals = words("minutes hours days weeks fortnights months quarters halves years yrs decades centuries")

var ordinalNames = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth " +
	"thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")

var cardinalNames = strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen " +
	"fifteen sixteen seventeen eighteen nineteen")

var tensNames = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")

// A repeat is a frequency in ISO 8601.
type repeat struct{ adverb, adjective, iso string }

var repeats = []repeat{
	{"daily", "", "R/P1D"},
	{"weekly", "weekly", "R/P1W"},
	{"biweekly fortnightly", "biweekly fortnightly", "R/P2W"},
	{"monthly", "monthly", "R/P1M"},
	{"bimonthly", "bimonthly", "R/P2M"},
	{"quarterly", "quarterly", "R/P3M"},
	{"semiannually biannually", "semiannual biannual", "R/P6M"},
	{"annually yearly", "annual yearly", "R/P1Y"},
	{"biennially", "biennial", "R/P2Y"},
	{"triennially", "triennial", "R/P3Y"},
}

// The words below have a class and no value of their own.
var classWords = map[class]string{
	scale: "hundred hundreds thousand thousands million millions billion billions trillion trillions crore lakh dozen bn mn tn",

	measure: "percent pct per cent point points people persons children men women youth personnel troops staff faculty police others " +
		"km kilometer kilometers kilometre kilometres mile miles meter meters metre metres foot feet acre acres hectare hectares " +
		"ton tons tonne tonnes tonnage kg kilogram kilograms pound pounds barrel barrels gallon gallons mw gw kw kwh mwh gwh " +
		"megawatt megawatts gigawatt gigawatts mt bcm degrees dollars euros yen won yuan usd eur dose doses beds jobs " +
		"square cubic nautical metric additional more new such bps mhz ghz mg ml mm cm",

	label: "resolution resolutions section sections sec room rooms order orders law laws no nos number numbers article articles " +
		"title chapter rule directive regulation regulations proclamation flight route highway suite page pages pp paragraph " +
		"paragraphs para paras docket item annex clause code decree version",

	occasion: "conference conferences summit summits meeting meetings olympics paralympics games expo ministerial session " +
		"election elections midterms inauguration referendum symposium convention roundtable workshop talks " +
		"negotiations launch review exhibition festival championship championships tournament exercise",

	occasions: "assembly forum dialogue council week cup cycle round consultations parties",

	goal: "target targets goal goals pathway pathways ambition ambitions objective objectives ndc ndcs milestone milestones",

	function: "in of on at by to for from with without and or nor but as if than that which who whose when while where whereby " +
		"into onto upon under over above below between among against across along around about after before since until till " +
		"through throughout during within via per toward towards versus vs is are was were be been being am has have had do does " +
		"did will would shall should can could may might must not also both either neither then there here so because including " +
		"include includes included following despite near unlike",

	determiner: "the a an our its their his her your my this that these those each every any some no all whose",

	starts: "mid midcentury early late later earlier end beginning start middle close coming upcoming this next last past previous " +
		"current financial fys latter every each once twice three four six on an no not fiscal fy jfy calendar cy q h halfway first final half couple dozen " +
		"semi bi year month week decade century",

	proper: "q h fy fys jfy cy",
}

var directions = map[string]aim{
	"next": future, "coming": future, "upcoming": future, "following": open, "ensuing": future, "forthcoming": future,
	"last": past, "past": past, "previous": past, "prior": past, "preceding": past, "recent": past, "intervening": past,
}

// plainWords are the other words that the rules name: here so that they are
// known with a capital letter too.
const plainWords = "thanksgiving christmas easter ramadan advance agreement ago ahead aged ages announcement and basis beyond capital commencing course date day effective end enactment " +
	"enforcement entry era few force full forward going initial issuance later latest lead many now number of older old onward onwards or order " +
	"period plus post pre prior publication quarter ratification receipt remainder rest run said same school academic business working " +
	"several signature signing sooner span st nd rd th starting time today turn until up well whole year years entire additional another " +
	"levels level baseline baselines prices i ii s u long adoption memorandum approval completion launch this order proclamation sometime " +
	"half times time every other experience age thereafter dollars earliest immediately first subsequent consecutive successive thru hence " +
	"about around approximately roughly nearly almost some more less fewer least most just under estimated only exceeding present mou treaty release decisive critical crucial important pivotal vital coming event run"

var vocabulary = buildVocabulary()

func buildVocabulary() map[string]entry {
	v := make(map[string]entry, 800)
	add := func(c class, value int, list string) {
		for _, w := range strings.Fields(list) {
			e := v[w]
			e.word, e.class = w, e.class|c
			if value != 0 {
				e.value = value
			}
			v[w] = e
		}
	}
	for c, list := range classWords {
		if c == label {
			c |= starts
		}
		add(c, 0, list)
	}
	add(0, 0, plainWords)
	for first, list := range governorsOf {
		add(starts, 0, first)
		for _, g := range list {
			for _, word := range g.words[1:] {
				add(0, 0, word)
			}
		}
	}
	add(starts, 0, "between")
	for i, names := range monthNames {
		add(month|starts|proper, i+1, names)
	}
	for i, name := range weekdayNames {
		add(weekday|starts|proper, i, name)
	}
	for i, names := range seasonNames {
		add(season|starts, 21+i, names)
	}
	for u, names := range unitNames {
		add(unitWord, int(u), names)
	}
	for i, name := range ordinalNames {
		add(ordinal|starts, i+1, name)
	}
	for i, name := range cardinalNames {
		add(cardinal|starts, 2*(i+1), name)
	}
	for i, name := range tensNames {
		add(cardinal|starts, 20*(i+2), name)
	}
	add(ordinal, 20, "twentieth")
	add(ordinal|starts, 30, "thirtieth")
	for i, r := range repeats {
		add(adverbEvery|starts, i, r.adverb)
		add(adjectiveEvery|starts, i, r.adjective)
	}
	for w, a := range directions {
		add(direction, int(a), w)
	}
	return v
}

// words returns a set.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// monthDays returns the number of days of a month, and 29 for February of a
// year that is not known.
func monthDays(year int, m time.Month) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
