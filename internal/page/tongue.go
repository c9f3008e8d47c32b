package page

import "golang.org/x/text/language"

// A tongue is a language and the direction in which it is written, as HTML
// wants them.
type tongue struct {
	Lang string // BCP 47
	Dir  string // "rtl" or "ltr"
}

// fromTheRight are the scripts in use that run from right to left.
var fromTheRight = map[string]bool{
	"Adlm": true, "Arab": true, "Aran": true, "Hebr": true, "Mand": true, "Mend": true, "Nkoo": true, "Rohg": true, "Samr": true, "Syrc": true, "Thaa": true, "Yezi": true,
}

// speak returns the tongue of a language. The script is that which the tag
// names, else the one in which the language is most often written; a tag that
// cannot be read is taken to run from left to right.
func speak(tag string) tongue {
	t := tongue{Lang: tag, Dir: "ltr"}
	parsed, err := language.Parse(tag)
	if err != nil {
		return t
	}
	if script, _ := parsed.Script(); fromTheRight[script.String()] {
		t.Dir = "rtl"
	}
	return t
}
