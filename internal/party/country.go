package party

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// A country is one row of the table below: what CLDR does not give. CLDR has
// the everyday name of each region in English; the formal names, the short
// forms and the words for what belongs to a country are ours.
type country struct {
	code       string // ISO 3166-1 alpha-2, or EU
	name       string // as shown, where not the name of CLDR
	forms      string // other names, parted by commas; those in brackets count only where the text has another form too
	adjectives string // "Korean", "Koreans", parted by commas
}

// countries lists the sovereign states and the European Union, and the few
// territories that publish or receive funds under their own name. Sources: the
// United Nations' list of member states for formal names, the style guide of
// the European Union (annex A5) for adjectives.
var countries = []country{
	{"AD", "", "", "Andorran"},
	{"AE", "", "UAE, U.A.E., Emirates", "Emirati, Emiratis"},
	{"AF", "", "Islamic Republic of Afghanistan", "Afghan, Afghans"},
	{"AG", "Antigua and Barbuda", "Antigua & Barbuda", "Antiguan"},
	{"AL", "", "Republic of Albania", "Albanian, Albanians"},
	{"AM", "", "Republic of Armenia", "Armenian, Armenians"},
	{"AO", "", "Republic of Angola", "Angolan, Angolans"},
	{"AR", "", "Argentine Republic, Republic of Argentina", "Argentine, Argentinian, Argentines"},
	{"AT", "", "Republic of Austria", "Austrian, Austrians"},
	{"AU", "", "Commonwealth of Australia", "Australian, Australians"},
	{"AZ", "", "Republic of Azerbaijan", "Azerbaijani, Azerbaijanis"},
	{"BA", "Bosnia and Herzegovina", "Bosnia & Herzegovina, Bosnia", "Bosnian, Bosnians"},
	{"BB", "", "", "Barbadian, Barbadians"},
	{"BD", "", "People's Republic of Bangladesh", "Bangladeshi, Bangladeshis"},
	{"BE", "", "Kingdom of Belgium", "Belgian, Belgians"},
	{"BF", "", "", "Burkinabe"},
	{"BG", "", "Republic of Bulgaria", "Bulgarian, Bulgarians"},
	{"BH", "", "Kingdom of Bahrain", "Bahraini, Bahrainis"},
	{"BI", "", "Republic of Burundi", "Burundian"},
	{"BJ", "", "Republic of Benin", "Beninese"},
	{"BN", "", "Brunei Darussalam", "Bruneian"},
	{"BO", "", "Plurinational State of Bolivia", "Bolivian, Bolivians"},
	{"BR", "", "Federative Republic of Brazil", "Brazilian, Brazilians"},
	{"BS", "", "Commonwealth of The Bahamas", "Bahamian"},
	{"BT", "", "Kingdom of Bhutan", "Bhutanese"},
	{"BW", "", "Republic of Botswana", "Botswanan"},
	{"BY", "", "Republic of Belarus", "Belarusian, Belarusians"},
	{"BZ", "", "", "Belizean"},
	{"CA", "", "", "Canadian, Canadians"},
	{"CD", "Democratic Republic of the Congo", "Democratic Republic of Congo, DRC, DR Congo", "Congolese"},
	{"CF", "", "", "Central African"},
	{"CG", "Republic of the Congo", "Republic of Congo", ""},
	{"CH", "", "Swiss Confederation", "Swiss"},
	{"CI", "Côte d’Ivoire", "Côte d'Ivoire, Cote d'Ivoire, Cote d’Ivoire, Ivory Coast", "Ivorian, Ivorians"},
	{"CL", "", "Republic of Chile", "Chilean, Chileans"},
	{"CM", "", "Republic of Cameroon", "Cameroonian"},
	{"CN", "", "People's Republic of China, PRC, P.R.C.", "Chinese"},
	{"CO", "", "Republic of Colombia", "Colombian, Colombians"},
	{"CR", "", "Republic of Costa Rica", "Costa Rican, Costa Ricans"},
	{"CU", "", "Republic of Cuba", "Cuban, Cubans"},
	{"CV", "Cabo Verde", "Cape Verde", "Cabo Verdean"},
	{"CY", "", "Republic of Cyprus", "Cypriot, Cypriots"},
	{"CZ", "Czechia", "Czech Republic", "Czech, Czechs"},
	{"DE", "", "Federal Republic of Germany", "German, Germans"},
	{"DJ", "", "Republic of Djibouti", "Djiboutian"},
	{"DK", "", "Kingdom of Denmark", "Danish, Danes"},
	{"DM", "", "Commonwealth of Dominica", ""},
	{"DO", "", "", "Dominican, Dominicans"},
	{"DZ", "", "", "Algerian, Algerians"},
	{"EC", "", "Republic of Ecuador", "Ecuadorian, Ecuadorians"},
	{"EE", "", "Republic of Estonia", "Estonian, Estonians"},
	{"EG", "", "Arab Republic of Egypt", "Egyptian, Egyptians"},
	{"ER", "", "", "Eritrean"},
	{"ES", "", "Kingdom of Spain", "Spanish"},
	{"ET", "", "", "Ethiopian, Ethiopians"},
	{"EU", "European Union", "EU, E.U., Team Europe", "European"},
	{"FI", "", "Republic of Finland", "Finnish, Finns"},
	{"FJ", "", "Republic of Fiji", "Fijian, Fijians"},
	{"FM", "Federated States of Micronesia", "Micronesia, FSM", "Micronesian"},
	{"FR", "", "French Republic", "French"},
	{"GA", "", "", "Gabonese"},
	{"GB", "", "United Kingdom of Great Britain and Northern Ireland, UK, U.K., Great Britain, Britain", "British, Britons"},
	{"GD", "", "", "Grenadian"},
	{"GE", "", "(Georgia), Republic of Georgia, Tbilisi", "Georgian, Georgians"},
	{"GH", "", "Republic of Ghana", "Ghanaian, Ghanaians"},
	{"GL", "", "", "Greenlandic"},
	{"GM", "The Gambia", "Gambia", "Gambian"},
	{"GN", "", "Republic of Guinea", "Guinean"},
	{"GQ", "", "", ""},
	{"GR", "", "Hellenic Republic", "Greek, Greeks"},
	{"GT", "", "Republic of Guatemala", "Guatemalan, Guatemalans"},
	{"GW", "", "", ""},
	{"GY", "", "", "Guyanese"},
	{"HK", "Hong Kong", "Hong Kong SAR", ""},
	{"HN", "", "Republic of Honduras", "Honduran, Hondurans"},
	{"HR", "", "Republic of Croatia", "Croatian, Croatians"},
	{"HT", "", "Republic of Haiti", "Haitian, Haitians"},
	{"HU", "", "", "Hungarian, Hungarians"},
	{"ID", "", "Republic of Indonesia", "Indonesian, Indonesians"},
	{"IE", "", "Republic of Ireland", "Irish"},
	{"IL", "", "State of Israel", "Israeli, Israelis"},
	{"IN", "", "Republic of India", "Indian, Indians"},
	{"IQ", "", "Republic of Iraq", "Iraqi, Iraqis"},
	{"IR", "", "Islamic Republic of Iran", "Iranian, Iranians"},
	{"IS", "", "", "Icelandic"},
	{"IT", "", "Italian Republic", "Italian, Italians"},
	{"JM", "", "", "Jamaican, Jamaicans"},
	{"JO", "", "Hashemite Kingdom of Jordan", "Jordanian, Jordanians"},
	{"JP", "", "", "Japanese"},
	{"KE", "", "Republic of Kenya", "Kenyan, Kenyans"},
	{"KG", "Kyrgyz Republic", "Kyrgyzstan", "Kyrgyz"},
	{"KH", "", "Kingdom of Cambodia", "Cambodian, Cambodians"},
	{"KI", "", "Republic of Kiribati", "I-Kiribati"},
	{"KM", "", "Union of the Comoros", "Comorian"},
	{"KN", "Saint Kitts and Nevis", "St. Kitts and Nevis, St. Kitts & Nevis", ""},
	{"KP", "Democratic People’s Republic of Korea", "Democratic People's Republic of Korea, DPRK, D.P.R.K., North Korea", "North Korean, North Koreans"},
	{"KR", "Republic of Korea", "ROK, R.O.K., South Korea, (Korea)", "South Korean, South Koreans, (Korean), (Koreans)"},
	{"KW", "", "State of Kuwait", "Kuwaiti, Kuwaitis"},
	{"KZ", "", "Republic of Kazakhstan", "Kazakhstani, Kazakh"},
	{"LA", "", "Lao People's Democratic Republic, Lao PDR", "Lao, Laotian"},
	{"LB", "", "Lebanese Republic", "Lebanese"},
	{"LC", "Saint Lucia", "St. Lucia", "Saint Lucian"},
	{"LI", "", "", ""},
	{"LK", "", "Democratic Socialist Republic of Sri Lanka", "Sri Lankan, Sri Lankans"},
	{"LR", "", "Republic of Liberia", "Liberian, Liberians"},
	{"LS", "", "Kingdom of Lesotho", "Basotho"},
	{"LT", "", "Republic of Lithuania", "Lithuanian, Lithuanians"},
	{"LU", "", "Grand Duchy of Luxembourg", "Luxembourgish"},
	{"LV", "", "Republic of Latvia", "Latvian, Latvians"},
	{"LY", "", "State of Libya", "Libyan, Libyans"},
	{"MA", "", "Kingdom of Morocco", "Moroccan, Moroccans"},
	{"MC", "", "", ""},
	{"MD", "", "Republic of Moldova", "Moldovan, Moldovans"},
	{"ME", "", "", "Montenegrin"},
	{"MG", "", "Republic of Madagascar", "Malagasy"},
	{"MH", "", "Republic of the Marshall Islands, RMI", "Marshallese"},
	{"MK", "North Macedonia", "Republic of North Macedonia", "North Macedonian"},
	{"ML", "", "Republic of Mali", "Malian"},
	{"MM", "Myanmar", "Burma", "Burmese"},
	{"MN", "", "", "Mongolian, Mongolians"},
	{"MR", "", "", "Mauritanian"},
	{"MT", "", "Republic of Malta", "Maltese"},
	{"MU", "", "Republic of Mauritius", "Mauritian"},
	{"MV", "", "Republic of Maldives", "Maldivian"},
	{"MW", "", "Republic of Malawi", "Malawian"},
	{"MX", "", "United Mexican States", "Mexican, Mexicans"},
	{"MY", "", "", "Malaysian, Malaysians"},
	{"MZ", "", "Republic of Mozambique", "Mozambican"},
	{"NA", "", "Republic of Namibia", "Namibian, Namibians"},
	{"NE", "", "Republic of Niger, Republic of the Niger", "Nigerien"},
	{"NG", "", "Federal Republic of Nigeria", "Nigerian, Nigerians"},
	{"NI", "", "Republic of Nicaragua", "Nicaraguan, Nicaraguans"},
	{"NL", "", "Kingdom of the Netherlands", "Dutch"},
	{"NO", "", "Kingdom of Norway", "Norwegian, Norwegians"},
	{"NP", "", "", "Nepali, Nepalese"},
	{"NR", "", "Republic of Nauru", "Nauruan"},
	{"NZ", "", "Aotearoa New Zealand", "New Zealander, New Zealanders"},
	{"OM", "", "Sultanate of Oman", "Omani, Omanis"},
	{"PA", "", "Republic of Panama", "Panamanian, Panamanians"},
	{"PE", "", "Republic of Peru", "Peruvian, Peruvians"},
	{"PG", "", "PNG, Independent State of Papua New Guinea", "Papua New Guinean"},
	{"PH", "", "Republic of the Philippines", "Philippine, Filipino, Filipinos"},
	{"PK", "", "Islamic Republic of Pakistan", "Pakistani, Pakistanis"},
	{"PL", "", "Republic of Poland", "Polish, Poles"},
	{"PS", "Palestinian Authority", "Palestinian Territories, State of Palestine, Palestine", "Palestinian, Palestinians"},
	{"PT", "", "Portuguese Republic", "Portuguese"},
	{"PW", "", "Republic of Palau", "Palauan"},
	{"PY", "", "Republic of Paraguay", "Paraguayan"},
	{"QA", "", "State of Qatar", "Qatari, Qataris"},
	{"RO", "", "", "Romanian, Romanians"},
	{"RS", "", "Republic of Serbia", "Serbian, Serbs"},
	{"RU", "", "Russian Federation", "Russian, Russians"},
	{"RW", "", "Republic of Rwanda", "Rwandan, Rwandans"},
	{"SA", "", "Kingdom of Saudi Arabia, KSA", "Saudi, Saudis"},
	{"SB", "", "", ""},
	{"SC", "", "Republic of Seychelles", "Seychellois"},
	{"SD", "", "Republic of the Sudan", "Sudanese"},
	{"SE", "", "Kingdom of Sweden", "Swedish, Swedes"},
	{"SG", "", "Republic of Singapore", "Singaporean, Singaporeans"},
	{"SI", "", "Republic of Slovenia", "Slovenian, Slovenes"},
	{"SK", "", "Slovak Republic", "Slovak, Slovaks"},
	{"SL", "", "Republic of Sierra Leone", "Sierra Leonean"},
	{"SM", "", "", ""},
	{"SN", "", "Republic of Senegal", "Senegalese"},
	{"SO", "", "Federal Republic of Somalia", "Somali, Somalis"},
	{"SR", "", "Republic of Suriname", "Surinamese"},
	{"SS", "", "Republic of South Sudan", "South Sudanese"},
	{"ST", "São Tomé and Príncipe", "Sao Tome and Principe", ""},
	{"SV", "", "Republic of El Salvador", "Salvadoran, Salvadorans"},
	{"SY", "", "Syrian Arab Republic", "Syrian, Syrians"},
	{"SZ", "Eswatini", "Kingdom of Eswatini", ""},
	{"TD", "", "Republic of Chad", "Chadian"},
	{"TG", "", "Togolese Republic", "Togolese"},
	{"TH", "", "Kingdom of Thailand", "Thai, Thais"},
	{"TJ", "", "Republic of Tajikistan", "Tajik, Tajiks"},
	{"TL", "Timor-Leste", "Timor Leste, East Timor", "Timorese"},
	{"TM", "", "", "Turkmen"},
	{"TN", "", "Republic of Tunisia", "Tunisian, Tunisians"},
	{"TO", "", "Kingdom of Tonga", "Tongan, Tongans"},
	{"TR", "Türkiye", "Turkiye, Turkey, Republic of Türkiye", "Turkish, Turks"},
	{"TT", "Trinidad and Tobago", "Trinidad & Tobago", "Trinidadian"},
	{"TV", "", "", "Tuvaluan"},
	{"TW", "", "", "Taiwanese"},
	{"TZ", "", "United Republic of Tanzania", "Tanzanian, Tanzanians"},
	{"UA", "", "", "Ukrainian, Ukrainians"},
	{"UG", "", "Republic of Uganda", "Ugandan, Ugandans"},
	{"US", "", "United States of America, U.S., US, USA, U.S.A., U.S, America", "American, Americans"},
	{"UY", "", "", "Uruguayan"},
	{"UZ", "", "Republic of Uzbekistan", "Uzbek, Uzbeks"},
	{"VA", "Holy See", "Vatican City, Vatican", ""},
	{"VC", "Saint Vincent and the Grenadines", "St. Vincent and the Grenadines", ""},
	{"VE", "", "Bolivarian Republic of Venezuela", "Venezuelan, Venezuelans"},
	{"VN", "", "Socialist Republic of Vietnam, Viet Nam", "Vietnamese"},
	{"VU", "", "Republic of Vanuatu", "Ni-Vanuatu"},
	{"WS", "", "Independent State of Samoa", "Samoan, Samoans"},
	{"XK", "", "Republic of Kosovo", "Kosovar, Kosovars"},
	{"YE", "", "Republic of Yemen", "Yemeni, Yemenis"},
	{"ZA", "", "Republic of South Africa, RSA", "South African, South Africans"},
	{"ZM", "", "Republic of Zambia", "Zambian, Zambians"},
	{"ZW", "", "Republic of Zimbabwe", "Zimbabwean"},
}

// cldrName returns the everyday name of a country in English.
func cldrName(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(r)
}

// title returns the name by which a country is shown.
func (c *country) title() string {
	if c.name != "" {
		return c.name
	}
	return cldrName(c.code)
}

// conditional reports a country with forms that count only in some texts.
func (c *country) conditional() bool {
	return strings.Contains(c.forms, "(") || strings.Contains(c.adjectives, "(")
}

// list parts a list of the table.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ", ")
}

// hosts tells from the end of a publisher's address whose government it is;
// the longest that fits decides. Other addresses with a country's own ending
// are of that country.
var hosts = map[string]string{
	"gov": "US", "mil": "US", "europa.eu": "EU", "uk": "GB", "nato.int": "", "un.org": "",
}

// hostCountry returns the country of an address such as "www.gov.uk", or "".
func hostCountry(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for h := host; h != ""; {
		if code, ok := hosts[h]; ok {
			return code
		}
		_, rest, _ := strings.Cut(h, ".")
		if rest == "" {
			break
		}
		h = rest
	}
	end := host[strings.LastIndexByte(host, '.')+1:]
	if code, ok := hosts[end]; ok {
		return code
	}
	if len(end) != 2 {
		return ""
	}
	for _, c := range countries {
		if strings.EqualFold(c.code, end) {
			return c.code
		}
	}
	return ""
}

// SharedName reports whether a word is a name that a text must introduce
// before it names one country ("Korea", "Georgia"): a country's all the same,
// and no company's.
func SharedName(word string) bool { return sharedNames[word] }

var sharedNames = func() map[string]bool {
	names := map[string]bool{}
	for i := range countries {
		for _, f := range list(countries[i].forms) {
			if f[0] == '(' {
				names[strings.Trim(f, "()")] = true
			}
		}
	}
	return names
}()
