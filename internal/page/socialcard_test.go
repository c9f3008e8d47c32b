package page

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/output"
	"communique/internal/site"
)

// TestCards: which cards a setting makes, and what stands on them.
func TestCards(t *testing.T) {
	for setting, want := range map[site.Cards][]string{
		site.NoCards:         nil,
		site.DocumentCards:   {"treaty/card.png"},
		site.PillarCards:     {"treaty/card.png", "treaty/water/card.png", "treaty/land/card.png", "treaty/annex/card.png"},
		site.CommitmentCards: nil, // counted below
	} {
		_, settings := everything(t)
		settings.Title = "Rivers"
		doc := full(t, harmless)
		f := findingsOf(t, doc, harmless)
		plan := site.Plan(doc, f.Views()...)
		plan.AddCards(setting)
		sink := &pictures{}
		if _, err := renderer(t, settings).Document(sink, plan, f); err != nil {
			t.Fatal(err)
		}
		if setting == site.CommitmentCards {
			if n := len(sink.names); n != 1+3+plan.Commitments {
				t.Errorf("%s: %d cards, want one for the document, three pillars and %d commitments", setting, n, plan.Commitments)
			}
			continue
		}
		if diff := cmp.Diff(want, sink.names); diff != "" {
			t.Errorf("%s: %s", setting, diff)
		}
		want := "Rivers|Ministry of Waters · 5 March 2024|A treaty on rivers harmless|6 commitments in 2 pillars"
		if setting == site.DocumentCards && !strings.HasPrefix(sink.first, want) {
			t.Errorf("on the card of the document: %s, want it to begin as %s", sink.first, want)
		}
	}
}

// pictures keeps the names of pictures alone, in the order in which they come.
type pictures struct {
	names []string
	first string
}

func (p *pictures) Add(name string, data []byte) error {
	if strings.HasSuffix(name, ".png") {
		p.names = append(p.names, name)
		if name == "treaty/card.png" {
			p.first = string(data)
		}
	}
	return nil
}

var _ output.Sink = (*pictures)(nil)

// TestHues holds the angles of cards against those of the style sheet.
func TestHues(t *testing.T) {
	sheet, err := os.ReadFile("../../static/css/20-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`\.hue-(\d+) \{ --hue: (\d+); \}`).FindAllStringSubmatch(string(sheet), -1) {
		want = append(want, m[1]+":"+m[2])
	}
	var got []string
	for i, h := range hues {
		got = append(got, fmt.Sprintf("%d:%d", i+1, h))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
