package money

import "strings"

// codes are the codes of ISO 4217 that are told from other words in capitals
// by a number beside them. Left out are ALL and TOP, which are words.
var codes = set(`USD EUR GBP JPY KRW CNY INR AUD CAD NZD CHF SGD HKD NOK SEK DKK BRL MXN ZAR THB TWD
	AED AFN AMD ANG AOA ARS AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BSD BTN BWP BYN BZD CDF CLP COP CRC CUP
	CVE CZK DJF DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HNL HTG HUF IDR ILS IQD IRR ISK JMD JOD
	KES KGS KHR KMF KPW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MYR MZN
	NAD NGN NIO NPR OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SHP SLE SOS SRD SSP STN
	SVC SYP SZL TJS TMT TND TRY TTD TZS UAH UGX UYU UZS VES VND VUV WST XAF XCD XDR XOF XPF YER ZMW ZWL`)

// plain are the codes that a small whole number beside them makes a sum. The
// others ("50 PLN", "COP 26", "IDR plans") need a scale word or separators.
var plain = set("USD EUR GBP JPY KRW CNY INR AUD NZD CHF SGD HKD NOK SEK DKK BRL MXN ZAR THB TWD")

// aliases are other abbreviations before (or after) a number. They need what
// codes that are not plain need.
var aliases = map[string]string{
	"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "SDR": "XDR", "SDRs": "XDR", "CFA": "XOF", "FCFA": "XOF",
	"Rs": "INR", "Rp": "IDR", "RM": "MYR", "R": "ZAR", "Tk": "BDT", "SFr": "CHF", "Sfr": "CHF",
	"KSh": "KES", "Ksh": "KES", "Kč": "CZK", "zł": "PLN", "Ft": "HUF",
}

// signs are the currency signs. Only the dollar sign is shared so widely that
// the publisher decides.
var signs = map[string]string{
	"$": "", "＄": "", "﹩": "", "€": "EUR", "£": "GBP", "￡": "GBP", "¥": "JPY", "￥": "JPY", "₩": "KRW", "￦": "KRW",
	"₹": "INR", "₨": "PKR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND", "฿": "THB", "₱": "PHP", "₦": "NGN",
	"₴": "UAH", "₵": "GHS", "₡": "CRC", "₸": "KZT", "₮": "MNT", "₭": "LAK", "₲": "PYG", "៛": "KHR", "₾": "GEL",
	"₼": "AZN", "֏": "AMD", "৳": "BDT", "﷼": "SAR",
}

// prefixes are the letters before a sign that say whose it is. The press also
// writes those of the dollar behind it: "$A5 million".
var prefixes = map[string]string{
	"US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "Au$": "AUD", "AUS$": "AUD", "Aus$": "AUD",
	"C$": "CAD", "CA$": "CAD", "CAN$": "CAD", "Can$": "CAD", "CDN$": "CAD", "Cdn$": "CAD", "NZ$": "NZD", "S$": "SGD",
	"SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "TW$": "TWD", "R$": "BRL", "BR$": "BRL", "Mex$": "MXN", "MEX$": "MXN",
	"MX$": "MXN", "AR$": "ARS", "CLP$": "CLP", "Col$": "COP", "COL$": "COP", "RD$": "DOP", "J$": "JMD", "JA$": "JMD",
	"TT$": "TTD", "EC$": "XCD", "BZ$": "BZD", "Bds$": "BBD", "BDS$": "BBD", "FJ$": "FJD", "F$": "FJD", "N$": "NAD",
	"G$": "GYD", "GY$": "GYD", "B$": "BND", "SI$": "SBD", "WS$": "WST", "L$": "LRD", "CN¥": "CNY", "RMB¥": "CNY",
	"JP¥": "JPY", "GB£": "GBP", "UK£": "GBP", "STG£": "GBP", "Stg£": "GBP", "E£": "EGP", "LE£": "EGP", "EGP£": "EGP",
}

// apart are the prefixes that count with a space before the sign as well.
// Single letters do not: "A $5 million grant" is not Australian.
var apart = set("US U.S. NZ HK SG CDN Cdn AUS RMB")

// trailing are the signs that some countries write after the figure.
var trailing = set("€ ₽ ₫ ₴ zł kč ft")

// A name is a word for a currency or for its hundredth.
type name struct {
	family string // the name that it shares with the currencies of other countries
	code   string // where the text names no country; empty if that leaves it open
	minor  bool   // a hundredth
	weak   bool   // also another word: it needs a scale, separators or a nationality
	weight bool   // also a weight
}

// names are the names of currencies, in the singular and the plural.
var names = map[string]name{
	"dollar": {family: "dollar"}, "dollars": {family: "dollar"},
	"cent": {family: "cent", minor: true}, "cents": {family: "cent", minor: true}, "¢": {family: "cent", minor: true},
	"euro": {code: "EUR"}, "euros": {code: "EUR"},
	"pound":  {family: "pound", code: "GBP", weight: true},
	"pounds": {family: "pound", code: "GBP", weight: true},
	"pence":  {code: "GBP", minor: true}, "sterling": {code: "GBP"},
	"yen": {code: "JPY"}, "won": {family: "won", code: "KRW", weak: true},
	"yuan": {code: "CNY"}, "renminbi": {code: "CNY"},
	"rupee": {family: "rupee", code: "INR"}, "rupees": {family: "rupee", code: "INR"},
	"peso": {family: "peso", code: "MXN"}, "pesos": {family: "peso", code: "MXN"},
	"franc": {family: "franc", code: "CHF"}, "francs": {family: "franc", code: "CHF"},
	"krone": {family: "krona", code: "NOK"}, "kroner": {family: "krona", code: "NOK"},
	"krona": {family: "krona", code: "SEK"}, "kronor": {family: "krona", code: "SEK"},
	"kronur": {family: "krona", code: "ISK"}, "koruna": {code: "CZK"}, "korunas": {code: "CZK"},
	"crown": {family: "krona", weak: true}, "crowns": {family: "krona", weak: true},
	"rand":  {code: "ZAR", weak: true},
	"reais": {code: "BRL"}, "real": {family: "real", weak: true}, "reals": {family: "real", weak: true},
	"riyal": {family: "riyal", code: "SAR"}, "riyals": {family: "riyal", code: "SAR"},
	"rial": {family: "riyal", code: "IRR"}, "rials": {family: "riyal", code: "IRR"},
	"dirham": {family: "dirham", code: "AED"}, "dirhams": {family: "dirham", code: "AED"},
	"dinar": {family: "dinar"}, "dinars": {family: "dinar"},
	"lira": {family: "lira", code: "TRY"}, "liras": {family: "lira", code: "TRY"},
	"ruble": {family: "ruble", code: "RUB"}, "rubles": {family: "ruble", code: "RUB"},
	"rouble": {family: "ruble", code: "RUB"}, "roubles": {family: "ruble", code: "RUB"},
	"shilling": {family: "shilling", code: "KES"}, "shillings": {family: "shilling", code: "KES"},
	"rupiah": {code: "IDR"}, "rupiahs": {code: "IDR"}, "ringgit": {code: "MYR"}, "ringgits": {code: "MYR"},
	"baht": {code: "THB"}, "dong": {code: "VND", weak: true},
	"zloty": {code: "PLN"}, "zlotys": {code: "PLN"}, "zloties": {code: "PLN"}, "złoty": {code: "PLN"}, "złotys": {code: "PLN"},
	"forint": {code: "HUF"}, "forints": {code: "HUF"},
	"lei": {family: "leu", code: "RON", weak: true}, "leu": {family: "leu", code: "RON", weak: true},
	"lev": {code: "BGN", weak: true}, "leva": {code: "BGN", weak: true},
	"hryvnia": {code: "UAH"}, "hryvnias": {code: "UAH"}, "hryvnya": {code: "UAH"},
	"shekel": {code: "ILS"}, "shekels": {code: "ILS"}, "taka": {code: "BDT", weak: true},
	"kyat": {code: "MMK"}, "kyats": {code: "MMK"}, "kina": {code: "PGK", weak: true}, "vatu": {code: "VUV"},
	"tugrik": {code: "MNT"}, "tugriks": {code: "MNT"}, "tögrög": {code: "MNT"}, "tenge": {code: "KZT"},
	"lari": {code: "GEL", weak: true}, "dram": {code: "AMD", weak: true}, "drams": {code: "AMD", weak: true},
	"manat": {code: "AZN"}, "naira": {code: "NGN"}, "cedi": {code: "GHS"}, "cedis": {code: "GHS"},
	"birr": {code: "ETB", weak: true}, "kwacha": {family: "kwacha", code: "ZMW"}, "metical": {code: "MZN"},
	"meticais": {code: "MZN"}, "pula": {code: "BWP", weak: true}, "kwanza": {code: "AOA"}, "kwanzas": {code: "AOA"},
	"soles": {code: "PEN", weak: true}, "guarani": {code: "PYG", weak: true}, "guaranies": {code: "PYG"},
	"boliviano": {code: "BOB"}, "bolivianos": {code: "BOB"}, "quetzal": {code: "GTQ", weak: true}, "quetzales": {code: "GTQ"},
	"lempira": {code: "HNL"}, "lempiras": {code: "HNL"}, "colones": {code: "CRC"}, "cordobas": {code: "NIO"},
	"bolivares": {code: "VES"}, "riel": {code: "KHR"}, "riels": {code: "KHR"}, "kip": {code: "LAK", weak: true},
	"afghani": {code: "AFN", weak: true}, "afghanis": {code: "AFN"}, "gourdes": {code: "HTG"}, "tala": {code: "WST", weak: true},
}

// issuers are the countries, and the adjectives for them, whose currencies
// share a name.
var issuers = issuerTable(map[string]string{
	"dollar": `USD us,u.s.,american,united states; AUD australian,australia; CAD canadian,canada; NZD new zealand;
		SGD singapore,singaporean; HKD hong kong; TWD taiwan,taiwanese,new taiwan; JMD jamaican,jamaica; FJD fijian,fiji;
		NAD namibian,namibia; BBD barbadian,barbados; BSD bahamian; BZD belize,belizean; TTD trinidadian,trinidad and tobago;
		XCD east caribbean,eastern caribbean; GYD guyanese,guyana; SRD surinamese; LRD liberian; BND brunei;
		SBD solomon islands; ZWL zimbabwean,zimbabwe; BMD bermudian,bermuda; KYD cayman`,
	"cent": `USD us,u.s.,american; AUD australian; CAD canadian; NZD new zealand; SGD singapore; HKD hong kong; EUR euro`,
	"pound": `GBP british,uk,u.k.,britain,united kingdom,england,english,scotland,scottish,wales,welsh,london;
		EGP egyptian,egypt; LBP lebanese,lebanon; SYP syrian,syria; SDG sudanese,sudan; SSP south sudanese,south sudan`,
	"won": `KRW korean,south korean,korea,south korea; KPW north korean,north korea`,
	"rupee": `INR indian,india; PKR pakistani,pakistan; LKR sri lankan,sri lanka; NPR nepali,nepalese,nepal;
		MUR mauritian,mauritius; SCR seychellois,seychelles`,
	"peso": `MXN mexican,mexico; ARS argentine,argentinian,argentina; CLP chilean,chile; COP colombian,colombia;
		PHP philippine,philippines,filipino; UYU uruguayan,uruguay; DOP dominican,dominican republic; CUP cuban,cuba`,
	"franc": `CHF swiss,switzerland; XOF cfa,west african cfa,senegal,mali,niger,benin,togo,burkina faso,côte d'ivoire;
		XAF central african cfa,cameroon,gabon,chad; RWF rwandan,rwanda; CDF congolese,congo; GNF guinean,guinea;
		DJF djiboutian,djibouti; BIF burundian,burundi; KMF comorian,comoros; XPF cfp`,
	"krona":    `NOK norwegian,norway; SEK swedish,sweden; DKK danish,denmark; ISK icelandic,iceland; CZK czech,czechia,czech republic`,
	"real":     `BRL brazilian,brazil`,
	"riyal":    `SAR saudi,saudi arabian,saudi arabia; QAR qatari,qatar; OMR omani,oman; IRR iranian,iran; YER yemeni,yemen`,
	"dirham":   `AED emirati,uae,u.a.e.,united arab emirates; MAD moroccan,morocco`,
	"dinar":    `KWD kuwaiti,kuwait; JOD jordanian,jordan; IQD iraqi,iraq; BHD bahraini,bahrain; TND tunisian,tunisia; DZD algerian,algeria; LYD libyan,libya; RSD serbian,serbia`,
	"lira":     `TRY turkish,turkey,türkiye,turkiye; LBP lebanese,lebanon; SYP syrian,syria`,
	"ruble":    `RUB russian,russia; BYN belarusian,belarus`,
	"shilling": `KES kenyan,kenya; TZS tanzanian,tanzania; UGX ugandan,uganda; SOS somali,somalia`,
	"leu":      `RON romanian,romania; MDL moldovan,moldova`,
	"kwacha":   `ZMW zambian,zambia; MWK malawian,malawi`,
})

// issuerTable turns lines of "CODE country,adjective; …" into a look-up by
// "country family".
func issuerTable(families map[string]string) map[string]string {
	m := make(map[string]string)
	for family, line := range families {
		for entry := range strings.SplitSeq(line, ";") {
			code, who, _ := strings.Cut(strings.TrimSpace(entry), " ")
			for w := range strings.SplitSeq(who, ",") {
				m[strings.TrimSpace(w)+" "+family] = code
			}
		}
	}
	return m
}

// payers' words may stand before a name without saying whose currency it is.
var neutral = set("taxpayer taxpayer's taxpayers' federal public")
