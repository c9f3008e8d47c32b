package party

import "strings"

// function words never belong to a name when they stand before or after it.
var function = set(strings.Fields(`a an the this that these those its their our his her my your each every some any all both no another such
	in of on at by to for from with without within under through via over during since until between among across into onto toward towards upon
	about against after before as than per and or but nor so if when while where which who whom whose whereas because although though
	we it they he she i you us them him will would shall should can could may might must has have had is are was were be been being am do does did
	not also today together following including additionally`)...)

// auxiliary words are or begin a verb.
var auxiliary = set(strings.Fields(`will would shall should can could may might must has have had is are was were be been do does did`)...)

// finiteForm reports past and third-person forms of the verbs with which
// texts of this kind say what a party did.
func finiteForm(w string) bool {
	if finite[w] {
		return true
	}
	base, ok := strings.CutSuffix(w, "ed")
	return ok && (finite[base+"es"] || finite[base+"s"] || finite[base+"ing"])
}

var finite = set(strings.Fields(`announces announced provides provided commits committed pledges pledged contributes contributed invests invested
	welcomes welcomed intends intended plans planned supports supported launches launched agrees agreed reaffirms reaffirmed recognizes recognises
	joined joins signed signs made makes gave gives took takes led leads issued issues awarded awards approved approves granted donated allocated
	expects expected seeks sought works worked continues continued remains commends applauds notes noted stands looks hosted hosts established
	believes calls called urges urged mobilized raised raises pays paid builds acts lends hopes aims spent spends received receives delivered delivers extended extends finalized`)...)

// adverb reports words that stand between a name and its verb.
func adverb(w string) bool {
	switch w {
	case "also", "today", "together", "now", "recently", "already", "further", "then", "currently", "soon", "not", "both", "each", "never", "again":
		return true
	}
	return len(w) > 4 && strings.HasSuffix(w, "ly") && w != "supply" && w != "rely" && w != "apply" && w != "italy" && w != "family" && w != "july"
}
