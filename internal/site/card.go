package site

import "strings"

// AddCards gives paths to the social cards that the setting asks for: a card
// for the document, for each of its pillars, for each of its commitments.
func (d *Document) AddCards(c Cards) {
	if c == NoCards {
		return
	}
	d.Card = strings.TrimSuffix(d.Path, index) + cardName
	if c == DocumentCards {
		return
	}
	for _, p := range d.Pillars {
		p.Card = strings.TrimSuffix(p.Path, index) + cardName
		if c != CommitmentCards {
			continue
		}
		for _, m := range p.Commitments {
			m.Card = strings.TrimSuffix(m.Path, ".html") + ".png"
		}
	}
}

// cardName is the card of a folder. Beside it stand pages, whose names end in
// another way, and folders, none of which may be named so.
const cardName = "card.png"
