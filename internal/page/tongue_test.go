package page

import (
	"os"
	"strings"
	"testing"

	"communique/internal/site"
)

func TestSpeak(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "ltr", "en-GB": "ltr", "ko": "ltr", "ar": "rtl", "ar-EG": "rtl", "he": "rtl", "fa": "rtl", "ur": "rtl", "ps": "rtl", "dv": "rtl", "yi": "rtl",
		"az-Arab": "rtl", "az": "ltr", "ur-Latn": "ltr", "": "ltr", "no language": "ltr",
	} {
		if got := speak(tag); got.Dir != want || got.Lang != tag {
			t.Errorf("%q: %+v, want direction %s", tag, got, want)
		}
	}
}

// A page in a language of the right says so, and says of our own words that
// they are not in it.
func TestFromTheRight(t *testing.T) {
	page := render(t, renderer(t, site.Defaults()), nil, arabic(t))["twice/index.html"]
	for _, want := range []string{`<html lang="ar" dir="rtl">`, `<footer class="foot" lang="en" dir="ltr">`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %.200s", want, page)
		}
	}
	if page := render(t, renderer(t, site.Defaults()), nil, bare(t))["bare/index.html"]; strings.Contains(page, "dir=") {
		t.Error("a page from left to right names a direction")
	}
}

// Each colour that a pillar can have is in the style sheet, and each is used
// before one comes again.
func TestPillarColours(t *testing.T) {
	sheet, err := os.ReadFile("../../static/css/20-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i := range 24 {
		class := pillarColour(i, false)
		if !strings.Contains(string(sheet), "."+class+" ") {
			t.Errorf("the style sheet has no .%s", class)
		}
		seen[class]++
	}
	if len(seen) != 12 {
		t.Errorf("24 pillars have the colours %v", seen)
	}
	if got := pillarColour(3, true); got != "" {
		t.Errorf("a pillar that is not named has the colour %q", got)
	}
}
