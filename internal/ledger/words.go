package ledger

import "strings"

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// givingNouns name what is given or the giving of it.
var givingNouns = words(`investment investments contribution contributions commitment commitments pledge pledges grant grants loan loans funding fund
	funds financing finance assistance aid support award awards package packages contract contracts deal deals announcement announcements donation
	donations budget appropriation appropriations allocation allocations tranche tranches guarantee guarantees equity credit credits facility
	payment payments project projects program programs programme programmes plan initiative purchase purchases order orders capital insurance
	compact bond bonds spending offer proposal request total disbursement disbursements agreement agreements envelope mou drawdown resources money
	programming expenditure expenditures subsidy subsidies stake reimbursement relief sale scholarship scholarships partnership`)

// pledging words bind whoever says them.
var pledging = words(`commit pledge promise vow commitment commitments pledge pledges committed pledged guarantee`)

// announcing verbs and nouns tell of a sum without giving it.
var announcing = words(`announce plan intend seek propose unveil aim expect hope consider explore anticipate outline reveal want look project
	announcement announcements plan plans intent intention intentions proposal proposals letter letters interest`)

// mobilising verbs bring in the money of others.
var mobilising = words(`mobilize mobilise catalyze catalyse unlock leverage attract raise crowd generate spur facilitate yield`)

// receiving verbs have the receiver as subject.
var receiving = words(`receive secure win obtain get gain attract raise benefit earn collect recover attain net garner access draw need require cost
	use utilize utilise spend lose owe qualify`)

// buying verbs: the money goes for goods.
var buying = words(`purchase buy procure acquire import order`)

// measuring verbs tell the size of what stands before them.
var measuring = words(`value total estimate amount exceed reach equal represent comprise surpass top worth number average cost range be price include
	contain involve`)

// givers are the verbs of giving; others have an agent just the same, but a
// sum that is their subject is not given by them.
var givers = words(`provide contribute invest give grant award allocate donate lend loan fund finance commit pledge deliver disburse dedicate devote
	direct allot earmark appropriate inject deploy spend reimburse pay extend offer approve issue make announce authorize authorise reauthorize
	supply put channel capitalize underwrite guarantee add set release increase expand double triple mobilize back support cover launch sign
	establish create build purchase buy procure acquire transfer subscribe match repay forgive bring include request propose`)

var privateNouns = words(`company companies firm firms investor investors business businesses corporation corporations foundation foundations industry
	industries philanthropy philanthropies philanthropic manufacturer manufacturers enterprise enterprises bank banks developer developers startup
	startups start-ups automaker automakers airline airlines lender lenders producer producers supplier suppliers utility utilities subsidiary
	conglomerate consortium private employers employer entrepreneurs entrepreneur exporters retailers farmers landlords`)

var publicNouns = words(`government governments administration ministry ministries department departments agency agencies minister ministers country
	countries nation nations state states parliament congress treasury authority authorities embassy council city cities municipality taxpayers
	taxpayer council federal leaders president republic kingdom commonwealth service commission corps bureau office center centre board guard command directorate
	senate house presidents ministers chancellors sides delegations co-chairs county commissioner mayor governor secretary ambassador tribe
	tribes province provinces`)

// programmeNouns end the names of laws and programmes, which give only what a
// government put into them.
var programmeNouns = words(`act law program programme initiative plan strategy framework package fund project facility partnership agreement compact bill
	legislation budget investment investments funding policy scheme rule order deal program's programs programmes initiatives projects`)

// ourselves are pronouns by which the parties of a text speak of themselves.
var ourselves = words("we our us i my")
