package clause

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/party"
)

var sums = regexp.MustCompile(`\$[\d.]+( [mb]illion)?`)

func read(t testing.TB, text string) *Text {
	t.Helper()
	var at []Span
	for _, m := range sums.FindAllStringIndex(text, -1) {
		at = append(at, Span{m[0], m[1]})
	}
	return Read(text, party.New([]string{text, "the Republic of Korea (ROK)"}, party.Options{Host: "www.whitehouse.gov"}), at)
}

// TestAgent tells of each verb who does it: "verb: agent", "-" for nobody
// that the sentence names.
func TestAgent(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"coordinated clauses", "The United States has committed $2 billion to this effort, and the ROK has committed $1 billion.",
			"has committed: The United States; has committed: the ROK"},
		{"no comma between clauses", "Japan has provided $5 million in support of the people and the United States has contributed $7 million.",
			"has provided: Japan; has contributed: the United States"},
		{"a purpose ahead", "To facilitate this the ROK has committed $200 million.", "To facilitate: the ROK; has committed: the ROK"},
		{"words between commas", "The Department of Defense, via its Investment Office, announced $14 million.", "announced: The Department of Defense"},
		{"a date ahead", "In February, Canada issued a $4 billion bond.", "issued: Canada"},
		{"a participle ahead", "Under the partnership announced today Australia will provide $2 billion.", "announced: -; will provide: Australia"},
		{"the decision by another", "The United States welcomed the decision by the Arab Coordination Group (ACG), which includes ten bodies, to provide $10 billion.",
			"welcomed: The United States; includes: the Arab Coordination Group (ACG); to provide: the Arab Coordination Group (ACG)"},
		{"the pledge of another", "President Biden noted Canada’s pledge to provide $100 million.", "noted: President Biden; to provide: Canada"},
		{"a clause told", "We welcomed the announcement that some partners plan to invest $3 billion.",
			"welcomed: We; plan: some partners; to invest: some partners"},
		{"an announcement of one's own", "President Biden will announce the intent to provide $102 million.", "will announce: President Biden; to provide: President Biden"},
		{"what is expected of others", "European companies are expected to invest $600 billion.", "are expected: European companies; to invest: European companies"},
		{"a gerund behind to", "The UK government committed to buying $80 billion of goods.", "committed: The UK government; buying: The UK government"},
		{"a goal has no agent", "We support the goal of mobilizing $600 billion.", "support: We; mobilizing: -"},
		{"a passive with its agent", "A fund of $75 million will be provided by the Japanese government.", "will be provided: the Japanese government"},
		{"a passive without", "A fund of $75 million will be provided.", "will be provided: -"},
		{"joined verbs", "USAID will provide $7 million and launch a programme.", "will provide: USAID; launch: USAID"},
		{"joined names", "HD Hyundai and Cerberus will partner on a $5 billion programme.", "will partner: HD Hyundai and Cerberus"},
		{"a list of names", "Japan, Australia, and Canada will give $5 million.", "will give: Japan, Australia, and Canada"},
		{"each of two", "France and Germany each pledged $5 million.", "pledged: France and Germany"},
		{"who is asked", "We call on partners to contribute $5 million.", "call: We; to contribute: partners"},
		{"a relative clause", "We note the Reduction Programme, which will invest $1 billion.", "note: We; will invest: the Reduction Programme"},
		{"partners that include", "The partners include Shell, Total and Equinor which have committed $5 million.", "include: The partners; have committed: The partners"},
		{"an apposition", "Cirba Solutions, a battery recycling company, is building a $200 million plant.", "is building: Cirba Solutions"},
		{"a name before its subsidiary", "The company’s subsidiary, LS Greenlink, is building a $681 million plant.", "is building: LS Greenlink"},
		{"a clause between name and verb", "Conecta, the platform that holds the investments of the group, committed $260 million.", "holds: the platform; committed: Conecta"},
		{"leaders of", "Leaders of Japan and the ROK agreed to provide $5 million.", "agreed: Leaders of Japan and the ROK; to provide: Leaders of Japan and the ROK"},
		{"an item with a bare verb", "Provide $5 million to clinics and launch a programme.", "Provide: -; launch: -"},
		{"gratitude", "Israel appreciates the U.S. commitment to the plan and for providing $1 billion.", "appreciates: Israel; providing: U.S."},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := read(t, c.text)
			var got []string
			for v, verb := range text.Verbs {
				agent := "-"
				if p, ok := text.Agent(v); ok {
					agent = text.Quote(p)
				}
				got = append(got, text.Quote(Phrase{verb.First, verb.Last})+": "+agent)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		text, verb string
		form       Form
		passive    bool
	}{
		{"Japan provided $5 million.", "provide", Past, false},
		{"Japan provides $5 million.", "provide", Present, false},
		{"Japan has provided $5 million.", "provide", Perfect, false},
		{"Japan is providing $5 million.", "provide", Progressive, false},
		{"Japan will also provide $5 million.", "provide", Future, false},
		{"Japan would provide $5 million.", "provide", Modal, false},
		{"Japan has been given $5 million.", "give", Perfect, true},
		{"funds given by Japan", "give", Participle, true},
		{"to help co-finance the plan", "help", Infinitive, false},
		{"Expand the programme.", "expand", Bare, false},
		{"Expanding the programme.", "expand", Gerund, false},
	} {
		text := read(t, c.text)
		if len(text.Verbs) == 0 {
			t.Errorf("%q: no verb found", c.text)
			continue
		}
		if v := text.Verbs[0]; v.Lemma != c.verb || v.Form != c.form || v.Passive != c.passive {
			t.Errorf("%q: got %s, form %d, passive %t", c.text, v.Lemma, v.Form, v.Passive)
		}
	}
}

// TestNouns wants nouns that look like verbs left alone.
func TestNouns(t *testing.T) {
	for _, text := range []string{
		"the proposed funding for training and manufacturing",
		"our leading companies and their plans",
		"U.S. support for new projects",
		"an estimated total",
	} {
		if v := read(t, text).Verbs; len(v) > 0 {
			t.Errorf("%q: %q is taken for a verb", text, v[0].Lemma)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"The U.S. has committed $5 million, which (it said) to provide and, to", "of by to by and, , and", "X’s (Y’s) – to be – been being", "who which that"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x := read(t, text)
		for v := range x.Verbs {
			for _, find := range []func(int) (Phrase, bool){x.Subject, x.Agent} {
				if p, ok := find(v); ok && (p.First < 0 || p.Last >= len(x.Words) || p.First > p.Last) {
					t.Fatalf("%q: phrase %v of %d words", text, p, len(x.Words))
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("The United States has committed $2 billion to this effort, and the ROK, which welcomed it, will provide $1 billion to clinics. ", 30)
	parties := party.New([]string{text}, party.Options{})
	var at []Span
	for _, m := range sums.FindAllStringIndex(text, -1) {
		at = append(at, Span{m[0], m[1]})
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(text, parties, at)
	}
}

// TestWork: twice the text takes twice the work, counted in allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		text := strings.Repeat("The United States has committed to building plants in Kenya, which includes some in the north, to supply power. ", n)
		parties := party.New(nil, party.Options{})
		return testing.AllocsPerRun(5, func() { Read(text, parties, nil) })
	}
	if one, two := work(200), work(400); two > 2.2*one {
		t.Errorf("twice the text takes %.0f allocations, not twice %.0f", two, one)
	}
}
