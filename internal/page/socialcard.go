package page

import (
	"fmt"
	"strings"

	"communique/internal/card"
	"communique/internal/site"
)

// A Draw draws a social card, or finds the picture of one that was drawn
// before.
type Draw func(card.Card) ([]byte, error)

// hues are the angles of the classes hue-1, hue-2 and so on in 20-tokens.css.
var hues = [...]int{255, 45, 195, 345, 135, 285, 75, 225, 15, 165, 315, 105}

// cards draws the cards that the plan has paths for.
func (w *documentWriter) cards() error {
	d := w.doc
	if err := w.socialCard(d.Card, w.documentCard()); err != nil {
		return err
	}
	for i, p := range d.Pillars {
		if err := w.socialCard(p.Card, w.pillarCard(i, p)); err != nil {
			return err
		}
		for _, c := range p.Commitments {
			if err := w.socialCard(c.Card, w.commitmentCard(i, c)); err != nil {
				return err
			}
		}
	}
	return nil
}

// socialCard draws one card, if it has a path.
func (w *documentWriter) socialCard(path string, c card.Card) error {
	if path == "" {
		return nil
	}
	data, err := w.draw(c)
	if err != nil {
		return fmt.Errorf("card %s: %w", path, err) // never for its letters: the figures are ours
	}
	return w.sink.Add(path, data)
}

func (w *documentWriter) documentCard() card.Card {
	c := card.Card{
		Site: w.settings.Title, Kicker: byline(w.origin), Title: w.doc.Model.Title,
		Figures: figures(w.doc.Commitments, realPillars(w.doc), glanceMoney(w.totals.payers, "")),
	}
	for i, p := range w.doc.Pillars {
		if !p.Model.Implicit && len(c.Hues) < len(hues) {
			c.Hues = append(c.Hues, hues[i%len(hues)])
		}
	}
	return c
}

func (w *documentWriter) pillarCard(i int, p *site.Pillar) card.Card {
	return card.Card{
		Site: w.settings.Title, Kicker: w.doc.Model.Title, Title: headingOf(p),
		Figures: figures(len(p.Commitments), 0, nil), Hues: pillarHues(i, p),
	}
}

func (w *documentWriter) commitmentCard(i int, c *site.Commitment) card.Card {
	return card.Card{
		Site: w.settings.Title, Kicker: w.doc.Model.Title, Title: c.Model.Number + " " + c.Model.Title,
		Figures: c.Model.Kind.String(), Hues: pillarHues(i, c.Pillar),
	}
}

func pillarHues(i int, p *site.Pillar) []int {
	if p.Model.Implicit {
		return nil
	}
	return []int{hues[i%len(hues)]}
}

func headingOf(p *site.Pillar) string {
	if p.Model.Implicit {
		return p.Model.Heading
	}
	return p.Model.Number + " " + p.Model.Heading
}

// byline says who published a document, and when.
func byline(o origin) string {
	var parts []string
	for _, part := range []string{o.Publisher, o.Published.Text} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// figures is a line of figures: "38 commitments in 4 pillars · $2.5 billion
// committed, United States".
func figures(commitments, pillars int, money []glance) string {
	line := contents(commitments, pillars)
	for _, m := range money {
		line += " · " + m.Value + " " + m.Label
	}
	return line
}
