package related

import "strings"

// general are the words of English in which promises of any subject are made:
// verbs of promising, words of degree and time, and the little words. Those of
// fewer than four letters need no entry.
var general = set(`
	about above across after again against ahead along already also although among amid another around because been
	before began begin being below beneath between beyond both cannot could during each either else even every first
	following from further given have having here however include included includes including into itself just later
	least less like many more most much must near need never next none only onto other others over part past per same
	second several shall should since some soon still such than that their them then there these they third this those
	three through throughout thus together toward towards under unless until upon very well were what when where whether
	which while whom whose will with within without would your

	able accelerate accelerating achieve achieving across action actions active activities additional address addressing
	advance advanced advancing affirm agree agreed agreement aim aimed aiming announce announced announces area areas
	assist assistance based become begin better bilateral bolster bring broad build building call carry challenge
	challenges clear close closely collaborate collaboration commit commitment commitments committed common community
	complete comprehensive conduct continue continued continues continuing contribute contribution cooperate cooperation
	coordinate coordination country countries create creating current deepen deepening deliver demonstrate deploy develop
	developing development discuss drive early effective effort efforts enable encourage end engage engagement enhance
	enhanced enhancing ensure ensuring establish established establishing exchange exchanges expand expanded expanding
	explore exploring expected facilitate facilitating field focus focused forward foster fostering full future global
	goal goals government governments great greater group grow growing growth help helping high highest identify impact
	implement implementation implementing important improve improved improving increase increased increasing individual
	initiative initiatives intend intends international invest issue issues joint jointly key large largest launch
	launched launching lead leader leaders leadership leading level levels like long maintain major make making matter
	mean means measure measures meet meeting member members million billion trillion mutual nation national nations
	necessary number offer ongoing open opportunity opportunities order organization organisation parties partner
	partners partnership partnerships people place plan plans pledge pledged policy policies positive possible practice
	practices president prevent priority process produce program programme project projects promote promoting protect
	provide provided provides providing public pursue purpose range reach reaffirm recognize recognise reduce region
	regional related relation relationship relevant remain report require research resource resources respond response
	result results role safe scale sector sectors secure seek seeks serve service services share shared sharing sides
	significant soon special specific standard standards state states statement step steps strategic strategy strength
	strengthen strengthened strengthening strong stronger support supported supporting sustain sustainable system systems
	take taking target technical time today total track under undertake united update urge value vision visit welcome
	welcomed welcomes welcoming whole wide widely work working world worldwide year years
`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
