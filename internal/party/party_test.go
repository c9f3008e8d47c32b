package party

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// mentions lists what is found in a text: "words=Name", with "~" where the
// words only belong to the party and "@" for an office.
func mentions(t *Table, text string) []string {
	var out []string
	for _, m := range t.Find(text) {
		mark := "="
		switch {
		case m.Office:
			mark = "@"
		case m.Adjective:
			mark = "~"
		}
		out = append(out, text[m.Start:m.End]+mark+m.Party.Name)
	}
	return out
}

var us = Options{Host: "www.whitehouse.gov"}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		want []string
		o    Options
	}{
		{"a country and its adjective", "Japan and the Japanese people", []string{"Japan=Japan", "Japanese~Japan"}, us},
		{"a short form that the text introduces", "The Republic of Korea (ROK) acts, and the ROK pays.", []string{"Republic of Korea=Republic of Korea", "ROK=Republic of Korea", "ROK=Republic of Korea"}, us},
		{"plain Korea where the Republic is named", "The Republic of Korea acts. Korea pays.", []string{"Republic of Korea=Republic of Korea", "Korea=Republic of Korea"}, us},
		{"plain Korea where it is not", "Peace in Korea is near.", nil, us},
		{"plain Korea in a text of its own", "Korea will pay.", []string{"Korea=Republic of Korea"}, Options{Host: "www.motie.go.kr"}},
		{"the North is another", "North Korea and the DPRK", []string{"North Korea=Democratic People’s Republic of Korea", "DPRK=Democratic People’s Republic of Korea"}, us},
		{"Georgia in a text of the United States", "A plant in Georgia, and the Georgian Dream.", []string{"Georgia=Georgia", "Georgian~Georgia"}, us},
		{"the state of Georgia", "A plant in Georgia opened.", nil, us},
		{"a possessive stays outside", "Canada’s plan", []string{"Canada=Canada"}, us},
		{"us in lower case is nobody", "It helps us all.", nil, us},
		{"parted by a hyphen", "the U.S.-ROK alliance", []string{"U.S.~United States", "ROK~Republic of Korea"}, us},
		{"government spelled out", "the Government of Canada and the UK government", []string{"Government of Canada=Canada", "UK government=United Kingdom"}, us},
		{"an adjective before Government", "The Australian Government pays.", []string{"Australian Government=Australia"}, us},
		{"an administration", "the Biden-Harris Administration", []string{"Biden-Harris Administration=United States"}, us},
		{"an agency named in full", "the Ministry of Land, Infrastructure and Transport of Japan", []string{"Ministry of Land, Infrastructure and Transport of Japan=Ministry of Land, Infrastructure and Transport of Japan"}, us},
		{"two agencies joined", "the Department of State and USAID", []string{"Department of State=U.S. Department of State", "USAID=United States Agency for International Development"}, us},
		{"and within one name", "the Department of Health and Human Services acts", []string{"Department of Health and Human Services=U.S. Department of Health and Human Services"}, us},
		{"a country at the end of the name", "The Department of Natural Resources Canada also", []string{"Department of Natural Resources Canada=Department of Natural Resources Canada"}, us},
		{"a company of two names", "HD Hyundai and Cerberus Capital Management Inc. will", []string{"Cerberus Capital Management Inc=Cerberus Capital Management Inc"}, us},
		{"an organisation of states", "the United Nations (UN) and the WHO", []string{"United Nations=United Nations", "UN=United Nations", "WHO=World Health Organization"}, us},
		{"a programme is none that acts", "the Mattei Plan for Africa (MPA)", []string{"Mattei Plan for Africa=Mattei Plan for Africa", "MPA=Mattei Plan for Africa"}, us},
		{"a president by name", "President Biden said", []string{"President Biden@United States"}, us},
		{"a president by country", "Guatemalan President Giammattei met. President Giammattei left.", []string{"Guatemalan~Guatemala", "President Giammattei@Guatemala", "President Giammattei@Guatemala"}, us},
		{"a prime minister of somewhere", "Prime Minister Meloni of Italy spoke.", []string{"Prime Minister Meloni@Italy", "Italy=Italy"}, us},
		{"an office alone in a text of its own", "the Prime Minister has announced", []string{"Prime Minister@United Kingdom"}, Options{Host: "www.gov.uk"}},
		{"a person nobody knows", "Prime Minister Nobody spoke.", nil, us},
		{"the government of whose text it is", "The Government will pay.", []string{"Government=Australia"}, Options{Host: "www.pm.gov.au"}},
		{"a heading in capitals", "UNITED STATES AND MEXICO", []string{"UNITED STATES=United States", "MEXICO=Mexico"}, us},
		{"a title ends a name before it", "Forum Chair Prime Minister Frank Bainimarama of Fiji", []string{"Prime Minister Frank Bainimarama@Fiji", "Fiji=Fiji"}, us},
		{"no bank", "the West Bank and Gaza", nil, us},
		{"nothing", "", nil, us},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mentions(New([]string{c.text}, c.o), c.text)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

// TestOneEntity wants all names of a body to lead to one party, whichever text
// has them.
func TestOneEntity(t *testing.T) {
	texts := []string{
		"The U.S. International Development Finance Corporation (DFC) will lend.",
		"DFC and the United States Agency for International Development (USAID) work with Fortune Minerals Limited (“Fortune”).",
		"USAID gives. Fortune builds. The U.S. Department of Energy and the Department of Energy agree.",
	}
	table := New(texts, us)
	var got []string
	for _, p := range table.Parties() {
		got = append(got, p.ID+" "+p.Kind.String()+" "+p.Country)
	}
	want := []string{
		"u-s-international-development-finance-corporation agency US",
		"united-states-agency-for-international-development agency US",
		"fortune-minerals-limited company ",
		"u-s-department-of-energy agency US",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parties (-want +got):\n%s", diff)
	}
	if p := table.Parties()[0]; table.Of(p) != table.Government("US") {
		t.Errorf("the government of %s is %v", p.Name, table.Of(p))
	}
	if p := table.Parties()[2]; table.Of(p) != nil || p.ShortForm() != "Fortune" {
		t.Errorf("%s: government %v, short form %q", p.Name, table.Of(p), p.ShortForm())
	}
}

func TestPublisher(t *testing.T) {
	for host, want := range map[string]string{
		"www.whitehouse.gov": "United States", "www.gov.uk": "United Kingdom", "pmtranscripts.pmc.gov.au": "Australia", "ec.europa.eu": "European Union",
		"www.mofa.go.jp": "Japan", "example.org": "", "": "",
	} {
		got := ""
		if p := New(nil, Options{Host: host}).Publisher(); p != nil {
			got = p.Name
		}
		if got != want {
			t.Errorf("the publisher at %q is %q, want %q", host, got, want)
		}
	}
	if p := New(nil, Options{Publisher: "Government of Canada"}).Publisher(); p == nil || p.Country != "CA" {
		t.Errorf("the publisher by name is %v", p)
	}
}

func TestCountriesHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range countries {
		if seen[c.code] {
			t.Errorf("%s is listed twice", c.code)
		}
		seen[c.code] = true
		if c.title() == "" {
			t.Errorf("%s has no name", c.code)
		}
	}
}

const organisations = `
- name: Republic of Korea
  aliases: [Seoul]
  url: https://www.korea.net/
- name: Korea Zinc
  kind: company
- name: World Bank
  aliases: [The Bank]
  except: [World Bank Annual Meeting]
`

func TestOrganisations(t *testing.T) {
	all, problems, err := ReadOrganisations(fstest.MapFS{"o.yaml": {Data: []byte(organisations)}}, "o.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	text := "Seoul pays. Korea Zinc builds in South Korea. The Bank lends at the World Bank Annual Meeting."
	table := New([]string{text}, Options{Organisations: all})
	want := []string{"Seoul=Republic of Korea", "Korea Zinc=Korea Zinc", "South Korea=Republic of Korea", "Bank=World Bank", "World Bank Annual Meeting=World Bank Annual Meeting"}
	if diff := cmp.Diff(want, mentions(table, text)); diff != "" {
		t.Errorf("mentions (-want +got):\n%s", diff)
	}
	for _, p := range table.Parties() {
		if p.Name == "Republic of Korea" && p.URL != "https://www.korea.net/" {
			t.Errorf("the address is %q", p.URL)
		}
		if p.Name == "Korea Zinc" && p.Kind != Company {
			t.Errorf("Korea Zinc is a %s", p.Kind)
		}
	}
}

func TestOrganisationsErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no list", "name: x\n", "o.yaml:1:1: keys and values where a list of organisations is expected"},
		{"no name", "- kind: agency\n", "o.yaml:1:3: an organisation without a name"},
		{"unknown key", "- name: X\n  colour: red\n", `o.yaml:2:3: the key "colour" is not known`},
		{"unknown kind", "- name: X\n  kind: club\n", `o.yaml:2:9: "club" is no kind of party`},
		{"unknown country", "- name: X\n  country: ZZ\n", `o.yaml:2:12: no country has the code "ZZ"`},
		{"no address", "- name: X\n  url: korea\n", `o.yaml:2:8: "korea" is no address of a site`},
		{"twice", "- name: X\n- name: X\n", `o.yaml:2:9: "X" is in line 1 already`},
		{"a list for a name", "- name: [a]\n", "o.yaml:1:9: a list where text is expected"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems, err := ReadOrganisations(fstest.MapFS{"o.yaml": {Data: []byte(c.text)}}, "o.yaml")
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) == 0 {
				t.Fatalf("%q gave no problem", c.text)
			}
			if got, _, _ := strings.Cut(problems[0].String(), "\n"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if all, problems, err := ReadOrganisations(fstest.MapFS{}, "o.yaml"); all != nil || problems != nil || err != nil {
		t.Errorf("a missing file gave %v, %v, %v", all, problems, err)
	}
}

// TestKnownNames keeps the table of bodies from claiming one form twice.
func TestKnownNames(t *testing.T) {
	seen := map[string]string{}
	for _, k := range knownParties {
		for _, f := range append(list(k.short), k.name) {
			if other, twice := seen[f]; twice && other != k.name {
				t.Errorf("%q is both %s and %s", f, other, k.name)
			}
			seen[f] = k.name
		}
		if k.kind == Agency && k.country == "" && k.short != "MOFA" {
			t.Errorf("%s is an agency of no country", k.name)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"The Republic of Korea (ROK) and “the Bank” (“Bank”)", "Ministry of A, B and C (MABC)", "U.S.-UK’s (X)", "(", "A (B", "000 00(A’s", "President of the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		table := New([]string{text}, us)
		end := 0
		for _, m := range table.Find(text) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || m.Party == nil {
				t.Fatalf("%q: mention %+v after byte %d", text, m, end)
			}
			end = m.End
		}
		ids := map[string]bool{}
		for _, p := range table.Parties() {
			if p.ID == "" || ids[p.ID] || strings.ContainsFunc(p.ID, func(r rune) bool { return r >= 0x80 }) {
				t.Errorf("%q: the ID %q of %q is empty, double or not ASCII", text, p.ID, p.Name)
			}
			ids[p.ID] = true
		}
		// What was found when the table was made is what it finds in the words.
		if !slices.Equal(table.Find(text), table.find(Words(text))) {
			t.Errorf("%q: two answers", text)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	text := strings.Repeat("The United States and the Republic of Korea (ROK) will work with the Ministry of Health and Welfare to provide vaccines to Vietnam. ", 40)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		New([]string{text}, us)
	}
}

// TestWork: twice the text takes twice the work, counted in allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		texts := make([]string, n)
		for i := range texts {
			texts[i] = fmt.Sprintf("In year %d the Ministry of Health and the Republic of Korea (ROK) met President Biden. The Bank %c will help.", i, 'A'+i%26)
		}
		return testing.AllocsPerRun(2, func() { New(texts, us) })
	}
	if one, two := work(200), work(400); two > 2.2*one {
		t.Errorf("twice the text takes %.0f allocations, not twice %.0f", two, one)
	}
}

// BenchmarkFind reads a text that the document does not have; those that it
// has are read when the table is made.
func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The United States and the Republic of Korea (ROK) will work with the Ministry of Health and Welfare to provide vaccines to Vietnam. ", 40)
	table := New([]string{text}, us)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		table.Find(text[1:])
	}
}

// TestIDs: a party that several keys of a table lead to is one party.
func TestIDs(t *testing.T) {
	table := New([]string{"The Biden-Harris Administration and the United States will work with the Republic of Korea (ROK)."}, Options{Host: "www.whitehouse.gov"})
	seen := map[string]bool{}
	for _, p := range table.Parties() {
		if seen[p.ID] || strings.HasSuffix(p.ID, "-2") {
			t.Errorf("%s has the ID %q", p.Name, p.ID)
		}
		seen[p.ID] = true
	}
	if !seen["united-states"] || !seen["republic-of-korea"] {
		t.Errorf("IDs: %v", seen)
	}
}
