package deadline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// prose has neither digits nor the names of months, as most of a text has not.
const prose = "The partners will deepen cooperation on resilient supply chains, support small businesses and workers, and invite " +
	"the private sector to join. They share the view that open markets, the rule of law and respect for human rights are the " +
	"foundation of prosperity, and they will work with likeminded partners in the region to protect them. "

// dated is as full of dates as a list of commitments gets.
const dated = "The fund will provide $200 million over the next five years, from 2022 to 2026, and report annually by March 31. " +
	"Talks conclude ahead of COP26 in November; the parties aim for net zero no later than 2050 and review their 2030 targets every two years. "

func BenchmarkFind(b *testing.B) {
	for name, text := range map[string]string{"prose": prose, "dated": dated} {
		text := strings.Repeat(text, 40)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Find(text, Options{Published: day})
			}
		})
	}
}

// TestDue holds the one reading of a text against the two steps.
func TestDue(t *testing.T) {
	o := Options{Published: day, Events: knownEvents}
	for _, c := range deadlineCases {
		if diff := cmp.Diff(Deadlines(c.text, Find(c.text, o), o), Due(c.text, o), cmp.AllowUnexported(Deadline{})); diff != "" {
			t.Errorf("%q (-two steps +one):\n%s", c.text, diff)
		}
	}
}

// TestWork: twice the text takes twice the work, counted in allocations.
func TestWork(t *testing.T) {
	work := func(n int) float64 {
		text := strings.Repeat("We will meet by May 2030, in the spring of next year, and at COP28, every two years. ", n)
		return testing.AllocsPerRun(5, func() { Due(text, Options{Published: day, Events: knownEvents}) })
	}
	if one, two := work(100), work(200); two > 2.2*one {
		t.Errorf("twice the text takes %.0f allocations, not twice %.0f", two, one)
	}
}
