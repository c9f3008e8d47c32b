package source

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Each row is the lines of front matter, from line 2 of the file.
func TestWhatKeysSay(t *testing.T) {
	for _, test := range []struct {
		name, lines string
		want        Meta
	}{
		{"title with typographic signs", `title: "FACT SHEET:\_A\u2060 \u2013\x20\u00ADB\u2019s\nPartnership "`,
			Meta{Title: "FACT SHEET: A – B’s Partnership"}},
		{"title of lines", "title: >\n  Fact\n  Sheet\n", Meta{Title: "Fact Sheet"}},
		{"title in another script", "title: می\u200cخواهم", Meta{Title: "می\u200cخواهم"}},
		{"slug of 60 bytes", "slug: " + strings.Repeat("a", 60), Meta{Slug: strings.Repeat("a", 60)}},
		{"both dialects at once", "category: a\ntags: [b, a, \"\"]\npermalink: https://a.example\nsource_url: https://a.example",
			Meta{Categories: []string{"a", "b"}, Permalink: "https://a.example"}},
		{"addresses", "permalink: HTTP://EXAMPLE.org:8080/a?b=c#d\narchive: https://example.org/(a)/é",
			Meta{Permalink: "HTTP://EXAMPLE.org:8080/a?b=c#d", Archive: "https://example.org/(a)/é"}},
		{"language", "lang: no", Meta{Language: "no"}},
		{"order", "Order: 12", Meta{Order: 12}},
		{"order without value", "order:", Meta{}},
		{"language with a script", "language: sr_latn_rs", Meta{Language: "sr-Latn-RS"}},
		{"bare date", "date: 2021-05-21", Meta{Published: time.Date(2021, 5, 21, 0, 0, 0, 0, time.UTC)}},
		{"date with a time", "date: 2021-05-21T10:30:00+09:00",
			Meta{Published: time.Date(2021, 5, 21, 10, 30, 0, 0, time.FixedZone("", 9*3600))}},
		{"time alone", "published_time: 2021-05-22 00:45:13Z", Meta{Published: time.Date(2021, 5, 22, 0, 45, 13, 0, time.UTC)}},
		{"time and date agree", "date: 2021-05-21\npublished_time: 2021-05-21 20:45:13-04:00",
			Meta{Published: time.Date(2021, 5, 21, 20, 45, 13, 0, eastern)}},
		{"time on the next day in UTC", "date: 2021-05-21\npublished_time: 2021-05-22T00:45:13Z",
			Meta{Published: time.Date(2021, 5, 21, 23, 45, 13, 0, time.FixedZone("", -3600))}},
		{"time on the day before in UTC", "published_time: 2021-05-20T22:30:00Z\ndate: 2021-05-21",
			Meta{Published: time.Date(2021, 5, 21, 0, 30, 0, 0, time.FixedZone("", 2*3600))}},
		{"modified on another day", "date: 2021-05-21\nmodified_time: 2022-01-01",
			Meta{Published: time.Date(2021, 5, 21, 0, 0, 0, 0, time.UTC), Modified: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, problems := read(t, "---\n"+test.lines+"\n---\nText.\n")
			if len(problems) > 0 {
				t.Fatalf("problems: %v", said(problems))
			}
			if diff := cmp.Diff(test.want, f.Meta); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatKeysCannotSay(t *testing.T) {
	const (
		asText = `hint: write one value in quotes`
		whole  = `hint: write the whole address, such as https://www.example.org/fact-sheet`
		asTime = `hint: write 2021-05-21, or with a time 2021-05-21 20:45:14-04:00`
		check  = `hint: check the day, the hour and the zone`
		letter = `: lower-case letters a to z, digits, and single hyphens between words`
		title  = `hint: write the title as published, in quotes; or leave the key out, and the first heading serves`
		long   = `us-rok-partnership-on-critical-and-emerging-technologies-of-2021`
	)
	for _, test := range []struct {
		name, lines string
		want        []string
	}{
		{"title empty", `title: ""`, []string{`x.md:2:8: the title is empty`, title}},
		{"title without value", `title:`, []string{`x.md:2:7: the title is empty`, title}},
		{"title of nothing that prints", `title: "\u200B \u2060"`, []string{`x.md:2:8: the title is empty`, title}},
		{"title a number", "date: 2021-05-21\ntitle: 2021", []string{
			`x.md:3:8: title must be text, not a number`, `hint: put it in quotes: "2021"`}},
		{"title true", `title: true`, []string{`x.md:2:8: title must be text, not true or false`, `hint: put it in quotes: "true"`}},
		{"order a word", "order: first", []string{`x.md:2:8: warning: order is left out: it is no whole number from 1`,
			`hint: write order: 1 for the first page of the menu, or leave the line out`}},
		{"order of nothing", "order: 0", []string{`x.md:2:8: warning: order is left out: it is no whole number from 1`,
			`hint: write order: 1 for the first page of the menu, or leave the line out`}},
		{"title a list", `title: [a]`, []string{`x.md:2:8: title must be text, not a list`, asText}},
		{"publisher keys", "publisher:\n  name: a", []string{`x.md:3:3: publisher must be text, not keys and values`, asText}},
		{"tag a number", "tags:\n  - a\n  - 2021\n  - [b]", []string{
			`x.md:4:5: tags must be text, not a number`, `hint: put it in quotes: "2021"`,
			`x.md:5:5: tags must be text, not a list`, asText}},
		{"category keys", "category: {a: b}", []string{
			`x.md:2:11: category must be text or a list, not keys and values`, `hint: write one word or a list of words`}},

		{"date in words", `date: "May 21, 2021"`, []string{`x.md:2:7: date "May 21, 2021" is not in the form of a date`, `hint: write 2021-05-21`}},
		{"date without zeros", `date: 2021-5-1`, []string{`x.md:2:7: date "2021-5-1" is not in the form of a date`, `hint: write 2021-05-01`}},
		{"date in digits", `date: 20210521`, []string{`x.md:2:7: date "20210521" is not in the form of a date`, `hint: write 2021-05-21`}},
		{"date that can be two", `date: 05/06/2021`, []string{`x.md:2:7: date "05/06/2021" is not in the form of a date`, asTime}},
		{"date of a month", `date: 2021-05`, []string{`x.md:2:7: date "2021-05" is not in the form of a date`, asTime}},
		{"day that there is not", `date: 2021-02-29`, []string{`x.md:2:7: date "2021-02-29" is a day or a time that there is not`, check}},
		{"hour that there is not", `published_time: 2021-02-28 24:01`, []string{
			`x.md:2:17: published_time "2021-02-28 24:01" is a day or a time that there is not`, check}},
		{"zone that there is not", `modified_time: 2021-02-28T20:00:00+15:00`, []string{
			`x.md:2:16: modified_time "2021-02-28T20:00:00+15:00" is a day or a time that there is not`, check}},
		{"date a list", `date: [2021-05-21]`, []string{`x.md:2:7: date must be a date, not a list`, asTime}},
		{"date and time far apart", "date: 2021-05-21\npublished_time: 2022-05-21T20:00:00Z", []string{
			`x.md:3:17: warning: published_time is 2022-05-21, but date is 2021-05-21, which is believed`,
			`hint: put the wrong one of the two right`}},

		{"address without http", `permalink: www.example.org/a`, []string{
			`x.md:2:12: permalink "www.example.org/a" is not an address with http or https`, `hint: write "https://www.example.org/a"`}},
		{"address of a file", `source_url: ftp://example.org/a`, []string{
			`x.md:2:13: source_url "ftp://example.org/a" is not an address with http or https`, whole}},
		{"address of a script", `permalink: "javascript:alert(1)"`, []string{
			`x.md:2:12: permalink "javascript:alert(1)" is not an address with http or https`, whole}},
		{"address without a host", `archive_url: "https:///a"`, []string{
			`x.md:2:14: archive_url "https:///a" is not an address with http or https`, whole}},
		{"address that is a path", `permalink: /a/b`, []string{
			`x.md:2:12: permalink "/a/b" is not an address with http or https`, whole}},
		{"address with a space", `archive: https://example.org/a b`, []string{
			`x.md:2:10: archive "https://example.org/a b" is not an address with http or https`, whole}},
		{"address a list", `permalink: [a]`, []string{`x.md:2:12: permalink must be text, not a list`, asText}},

		{"slug with capitals", `slug: US–ROK  Partnership!`, []string{
			`x.md:2:7: the slug "US–ROK Partnership!" has characters that addresses do without`, `hint: write "us-rok-partnership"` + letter}},
		{"slug with slashes", `slug: ../a`, []string{`x.md:2:7: the slug "../a" has characters that addresses do without`, `hint: write "a"` + letter}},
		{"slug without letters", `slug: "—"`, []string{`x.md:2:7: the slug "—" has characters that addresses do without`,
			`hint: use lower-case letters a to z, digits, and single hyphens between words, 60 characters at most`}},
		{"slug too long", `slug: ` + long, []string{
			`x.md:2:7: the slug has 64 characters, which is more than 60`,
			`hint: write "us-rok-partnership-on-critical-and-emerging-technologies-of"` + letter}},
		{"slug of a device", `slug: con`, []string{
			`x.md:2:7: the slug "con" is a name that Windows keeps for itself`, `hint: add a word, such as "con-document"`}},
		{"slug a number", `slug: 2021`, []string{`x.md:2:7: slug must be text, not a number`, `hint: put it in quotes: "2021"`}},

		{"language in words", `language: French`, []string{`x.md:2:11: language "French" is not a language tag`, `hint: write a tag such as en, fr or pt-BR`}},
		{"language that there is not", `lang: xx`, []string{`x.md:2:7: lang "xx" is not a language tag`, `hint: write a tag such as en, fr or pt-BR`}},

		{"two spellings", "permalink: https://a.example\nsource_url: https://b.example", []string{
			`x.md:3:1: warning: "source_url" is left out: "permalink" in line 2 says the same thing otherwise`, `hint: keep one of the two`}},
		{"two cases", "Title: a\ntitle: b", []string{
			`x.md:3:1: warning: "title" is left out: "Title" in line 2 says the same thing otherwise`, `hint: keep one of the two`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := read(t, "---\n"+test.lines+"\n---\nText.\n")
			if diff := cmp.Diff(test.want, said(problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Where date and time are far apart, the day is that of date.
func TestDateIsBelieved(t *testing.T) {
	f, _ := read(t, "---\ndate: 2021-05-21\npublished_time: 2022-05-21T20:00:00Z\n---\nText.\n")
	if want := time.Date(2021, 5, 21, 0, 0, 0, 0, time.UTC); !f.Meta.Published.Equal(want) {
		t.Errorf("published %v, want %v", f.Meta.Published, want)
	}
}

// Problems have their place in TOML and JSON too.
func TestPlacesInOtherFormats(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"toml", "+++\ntitle = \"\"\ndate = [2021-05-21]\n  slug = \"É\"\n+++\nText.\n", []string{
			"x.md:2:9", "x.md:3:8", "x.md:4:10"}},
		{"json", "{\n\"title\": \"\",\n\"é\": 1, \"date\": 2021, \"tags\": [\"a\",\n 1]\n}\n\nText.\n", []string{
			"x.md:2:10", "x.md:3:17", "x.md:4:2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := read(t, test.data)
			var got []string
			for _, d := range problems {
				got = append(got, d.Pos.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%v (-want +got):\n%s", said(problems), diff)
			}
		})
	}
}
