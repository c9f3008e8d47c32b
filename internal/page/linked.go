package page

import (
	"encoding/json"
	"unicode/utf8"

	"communique/internal/ledger"
	"communique/internal/party"
	"communique/internal/site"
)

// Facts about a page as JSON-LD, in the words of schema.org. A document is a
// Report, a pillar a Chapter of it, a commitment a Statement; sums of money are
// mentioned, as a MonetaryGrant where public money is given or announced, else
// as a bare MonetaryAmount. Only what the model holds is said: what it does not
// know is left out. Addresses are absolute where the site knows its own, else
// relative to the page.
type (
	linkedGraph struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}

	linkedWork struct {
		Type        string        `json:"@type"`
		ID          string        `json:"@id"`
		URL         string        `json:"url,omitempty"`
		Name        string        `json:"name"`
		Position    string        `json:"position,omitempty"`
		Description string        `json:"description,omitempty"`
		Text        string        `json:"text,omitempty"`
		Language    string        `json:"inLanguage,omitempty"`
		Published   string        `json:"datePublished,omitempty"`
		Modified    string        `json:"dateModified,omitempty"`
		Publisher   *linkedBody   `json:"publisher,omitempty"`
		Image       string        `json:"image,omitempty"`
		BasedOn     string        `json:"isBasedOn,omitempty"`
		ArchivedAt  string        `json:"archivedAt,omitempty"`
		PartOf      []any         `json:"isPartOf,omitempty"`
		Parts       []linkedWork  `json:"hasPart,omitempty"`
		Mentions    []linkedMoney `json:"mentions,omitempty"`
	}

	linkedBody struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}

	linkedMoney struct {
		Type        string       `json:"@type"`
		Description string       `json:"description,omitempty"` // as printed
		URL         string       `json:"url,omitempty"`
		Funder      []linkedBody `json:"funder,omitempty"`
		Amount      *linkedMoney `json:"amount,omitempty"`
		linkedBounds
	}

	linkedBounds struct {
		Currency string      `json:"currency,omitempty"`
		Value    json.Number `json:"value,omitempty"`
		Min      json.Number `json:"minValue,omitempty"`
		Max      json.Number `json:"maxValue,omitempty"`
	}

	linkedList struct {
		Type  string       `json:"@type"`
		Items []linkedItem `json:"itemListElement"`
	}

	linkedItem struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item"`
	}
)

// Bounds on what a page says, so that its size does not grow with what it is a
// part of.
const (
	maxLinkedParts = 40
	maxLinkedMoney = 20
	maxLinkedText  = 2000 // bytes
)

// linked writes facts. The error could only be one of our own types.
func linked(facts ...any) json.RawMessage {
	out, err := json.Marshal(linkedGraph{"https://schema.org", facts})
	if err != nil {
		panic("page: facts have a JSON form: " + err.Error())
	}
	return out
}

// address returns the absolute address of a path, else the one from a page.
func (r *Renderer) address(from, to string) string {
	if url := r.settings.URL(to); url != "" {
		return url
	}
	return site.Rel(from, to)
}

// trail is the way to a page as a list, from the home page.
func (r *Renderer) trail(from string, steps ...linkedWork) linkedList {
	l := linkedList{Type: "BreadcrumbList", Items: []linkedItem{{"ListItem", 1, r.settings.Title, r.address(from, site.Home)}}}
	for i, s := range steps {
		l.Items = append(l.Items, linkedItem{"ListItem", i + 2, s.Name, s.ID})
	}
	return l
}

// siteFacts are those of the home page.
func (r *Renderer) siteFacts() json.RawMessage {
	home := r.address(site.Home, site.Home)
	w := linkedWork{
		Type: "WebSite", ID: home, URL: home, Name: r.settings.Title,
		Description: r.settings.Description, Language: r.settings.Language,
	}
	if r.settings.Publisher != "" {
		w.Publisher = &linkedBody{"Organization", r.settings.Publisher}
	}
	return linked(w)
}

// report is the document as a page of a folder names it.
func (w *documentWriter) report(from string) linkedWork {
	return linkedWork{Type: "Report", ID: w.address(from, w.doc.Path), Name: w.doc.Model.Title}
}

// dated adds what is known of the document as a whole.
func (w *documentWriter) dated(work linkedWork) linkedWork {
	source := w.doc.Model.Source.Meta
	work.Published, work.Modified = instant(source.Published), instant(source.Modified)
	work.Language = source.Language
	if name, public := w.publisher(); name != "" {
		work.Publisher = &linkedBody{bodyType(public), name}
	}
	return work
}

// publisher returns who published the document, and whether that is known to be
// a body of a state: whom it names, else the government behind its address.
func (w *documentWriter) publisher() (name string, public bool) {
	var known *party.Party
	if w.found.Parties != nil {
		known = w.found.Parties.Publisher()
	}
	if name = w.origin.Publisher; name != "" {
		return name, known != nil
	}
	if known == nil {
		return "", false
	}
	return known.Name, true
}

func bodyType(public bool) string {
	if public {
		return "GovernmentOrganization"
	}
	return "Organization"
}

// documentFacts are those of the page of a document.
func (w *documentWriter) documentFacts() json.RawMessage {
	path := w.doc.Path
	work := w.dated(w.report(path))
	work.URL, work.BasedOn, work.ArchivedAt = work.ID, w.origin.Original, w.origin.Archive
	work.Image = w.card(w.doc.Card).URL
	for _, p := range w.doc.Pillars {
		if !p.Model.Implicit {
			work.Parts = append(work.Parts, w.chapter(path, p))
			continue
		}
		work.Parts = append(work.Parts, w.statements(path, p)...)
	}
	work.Parts = work.Parts[:min(maxLinkedParts, len(work.Parts))]
	home := w.address(path, site.Home)
	work.PartOf = []any{linkedWork{Type: "WebSite", ID: home, Name: w.settings.Title}}
	return linked(work, w.trail(path, work))
}

// chapter is a pillar as a page of a folder names it.
func (w *documentWriter) chapter(from string, p *site.Pillar) linkedWork {
	return linkedWork{Type: "Chapter", ID: w.address(from, p.Path), Name: p.Model.Heading, Position: p.Model.Number}
}

// pillarFacts are those of the page of a pillar. One that the document does not
// have is no part of it.
func (w *documentWriter) pillarFacts(p *site.Pillar) json.RawMessage {
	if p.Model.Implicit {
		return linked(w.trail(p.Path, w.report(p.Path), w.chapter(p.Path, p)))
	}
	work, report := w.chapter(p.Path, p), w.report(p.Path)
	trail := w.trail(p.Path, report, work)
	work.URL, work.PartOf, work.Language = work.ID, []any{w.dated(report)}, w.doc.Model.Source.Meta.Language
	work.Parts = w.statements(p.Path, p)
	return linked(work, trail)
}

// statements are the first commitments of a pillar that are no part of another.
func (w *documentWriter) statements(from string, p *site.Pillar) []linkedWork {
	var list []linkedWork
	for _, c := range p.Commitments {
		if c.Parent == nil && len(list) < maxLinkedParts {
			list = append(list, w.statement(from, c))
		}
	}
	return list
}

// statement is a commitment as a page of a folder names it.
func (w *documentWriter) statement(from string, c *site.Commitment) linkedWork {
	return linkedWork{Type: "Statement", ID: w.address(from, c.Path), Name: c.Model.Title, Position: c.Model.Number}
}

// A pillarLinks is what the pages of a pillar's commitments say alike.
type pillarLinks struct {
	within json.RawMessage // the pillar and the document, or the latter alone where it does not have the former
	trail  linkedList
}

// pillarLinks makes it; all pages of a pillar stand in one folder.
func (w *documentWriter) pillarLinks(p *site.Pillar) pillarLinks {
	chapter, report := w.chapter(p.Path, p), w.report(p.Path)
	l := pillarLinks{trail: w.trail(p.Path, report, chapter)}
	whole := w.dated(report)
	if !p.Model.Implicit {
		chapter.PartOf = []any{whole}
		whole = chapter
	}
	within, err := json.Marshal(whole)
	if err != nil {
		panic("page: facts have a JSON form: " + err.Error())
	}
	l.within = within
	return l
}

// commitmentFacts are those of the page of a commitment.
func (w *documentWriter) commitmentFacts(l pillarLinks, c *site.Commitment) json.RawMessage {
	work := w.statement(c.Path, c)
	trail := linkedList{l.trail.Type, append(l.trail.Items[:len(l.trail.Items):len(l.trail.Items)], linkedItem{"ListItem", len(l.trail.Items) + 1, work.Name, work.ID})}
	work.URL, work.Language, work.Text = work.ID, w.doc.Model.Source.Meta.Language, clipped(c.Model.Text())
	work.PartOf = []any{l.within}
	if c.Parent != nil {
		work.PartOf = append(work.PartOf, w.statement(c.Path, c.Parent))
	}
	for _, child := range c.Children[:min(maxLinkedParts, len(c.Children))] {
		work.Parts = append(work.Parts, w.statement(c.Path, child))
	}
	for _, e := range w.sums[c.Model] {
		if m, ok := w.money(c, e); ok && len(work.Mentions) < maxLinkedMoney {
			work.Mentions = append(work.Mentions, m)
		}
	}
	return linked(work, trail)
}

// clipped cuts a text where it is too long to be said twice on a page.
func clipped(text string) string {
	if len(text) <= maxLinkedText {
		return text
	}
	n := maxLinkedText
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n] + "…"
}

// money is a sum that has a figure.
func (w *documentWriter) money(c *site.Commitment, e *ledger.Entry) (linkedMoney, bool) {
	low, high := e.Amount.Min, e.Amount.Max
	if !low.Valid && !high.Valid {
		return linkedMoney{}, false
	}
	bounds := linkedBounds{Currency: e.Amount.Currency}
	switch {
	case low.Valid && high.Valid && low.Decimal.Equal(high.Decimal):
		bounds.Value = json.Number(low.Decimal.String())
	default:
		if low.Valid {
			bounds.Min = json.Number(low.Decimal.String())
		}
		if high.Valid {
			bounds.Max = json.Number(high.Decimal.String())
		}
	}
	m := linkedMoney{Type: "MonetaryAmount", Description: oneLine(e.Quote), linkedBounds: bounds}
	if e.Class != ledger.Public || e.Flow != ledger.Commitment && e.Flow != ledger.Announcement {
		return m, true
	}
	grant := linkedMoney{Type: "MonetaryGrant", Description: m.Description, URL: w.address(c.Path, w.sumPath(w.numbers[e])), Amount: &m}
	m.Description = ""
	for _, p := range e.Payer.Parties {
		grant.Funder = append(grant.Funder, linkedBody{bodyType(p.Kind == party.Government || p.Kind == party.Agency), p.Name})
	}
	return grant, true
}
