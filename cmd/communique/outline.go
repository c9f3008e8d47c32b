package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"communique"
)

// printer returns what prints an outline in the form that the flags ask for.
func (c *command) printer(out *bufio.Writer) func(*communique.Outline) error {
	if c.json {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		return func(o *communique.Outline) error { return e.Encode(o) }
	}
	p := page{out, c.voice.width, c.voice.colourOut}
	return func(o *communique.Outline) error { p.outline(o); return nil }
}

// A page is paper of a certain width. What fails to be written fails again
// when the writer is flushed.
type page struct {
	out    *bufio.Writer
	width  int
	colour bool
}

// outline prints a document as a person would want to read it.
func (p page) outline(o *communique.Outline) {
	p.text("", bold, o.Source)
	if o.Refused {
		return
	}
	p.text("", plain, o.Title)
	p.text("", dim, facts(o))
	list := o.Commitments
	for i, pillar := range o.Pillars {
		n := 0
		for n < len(list) && list[n].Section == i {
			n++
		}
		p.pillar(pillar, list[:n])
		list = list[n:]
	}
	p.money(o)
	p.deadlines(o)
	p.warnings(o)
}

// money prints the sums that are funding: who pays, how firmly, where.
func (p page) money(o *communique.Outline) {
	if len(o.Ledger) == 0 {
		return
	}
	p.out.WriteByte('\n')
	p.text("", bold, "Money")
	for _, e := range o.Ledger {
		p.text("  ", plain, e.Quote)
		facts := []string{"payer not named"}
		switch {
		case e.Payer != nil:
			facts[0] = *e.Payer
		case e.PayerWords != nil:
			facts[0] = *e.PayerWords
		}
		facts = append(facts, e.Class+", "+e.Status)
		if e.Relation != "new" {
			facts = append(facts, e.Relation+": "+e.Why)
		}
		p.text("    ", dim, strings.Join(append(facts, place(e.Commitment, e.Lines)), " · "))
	}
}

// deadlines prints what falls due, and where it is said.
func (p page) deadlines(o *communique.Outline) {
	if len(o.Deadlines) == 0 {
		return
	}
	p.out.WriteByte('\n')
	p.text("", bold, "Deadlines")
	for _, d := range o.Deadlines {
		p.text("  ", plain, d.Quote)
		facts := []string{d.Kind}
		if d.Latest != nil {
			facts = append(facts, *d.Latest)
		}
		p.text("    ", dim, strings.Join(append(facts, place(d.Commitment, d.Lines)), " · "))
	}
}

// place says where words stand: the commitment, if any, and the lines.
func place(commitment *string, lines [2]int) string {
	if commitment == nil {
		return lineRange(lines)
	}
	return *commitment + ", " + lineRange(lines)
}

func lineRange(lines [2]int) string {
	if lines[0] == lines[1] {
		return fmt.Sprintf("line %d", lines[0])
	}
	return fmt.Sprintf("lines %d–%d", lines[0], lines[1])
}

// facts is the line beneath the title.
func facts(o *communique.Outline) string {
	date := "no date"
	if o.Date != nil {
		date = *o.Date
	}
	pillars := 0
	for _, p := range o.Pillars {
		if !p.Implicit {
			pillars++
		}
	}
	return strings.Join([]string{date, count(pillars, "pillar"), count(len(o.Commitments), "commitment"), count(o.Words, "word")}, " · ")
}

// pillar prints a pillar and the commitments in it. An implicit one without
// commitments is not worth a line.
func (p page) pillar(pillar communique.OutlinePillar, list []communique.OutlineCommitment) {
	if pillar.Implicit && len(list) == 0 {
		return
	}
	p.out.WriteByte('\n')
	if pillar.Implicit {
		p.text("", dim, "(no heading)")
	} else {
		p.text(pillar.Number+"  ", bold, pillar.Heading)
		p.text(blank(pillar.Number)+"  ", dim, pillar.Rule)
	}
	leadIn := ""
	for _, c := range list {
		if c.Depth == 0 && c.LeadIn != leadIn {
			leadIn = c.LeadIn
			p.text("  ", plain, leadIn)
		}
		p.commitment(c)
	}
}

func (p page) commitment(c communique.OutlineCommitment) {
	margin := strings.Repeat("  ", c.Depth+2)
	p.text(margin+c.Number+"  ", plain, c.Title)
	kind := c.Kind
	if c.Strength != "unstated" {
		kind += ", " + c.Strength
	}
	p.text(margin+blank(c.Number)+"  ", dim, strings.Join([]string{kind, c.Rule, lineRange(c.Lines)}, " · "))
}

// warnings prints the warnings; errors are printed as such, with their places.
func (p page) warnings(o *communique.Outline) {
	first := true
	for _, w := range o.Warnings {
		if w.Severity != communique.Warning.String() {
			continue
		}
		if first {
			p.out.WriteByte('\n')
			first = false
		}
		place := ""
		if w.Line > 0 {
			place = fmt.Sprintf("line %d  ", w.Line)
		}
		p.text(place, yellow, "warning: "+w.Text)
		if w.Hint != "" {
			p.text(blank(place), dim, "hint: "+w.Hint)
		}
	}
}

// text prints words wrapped to the width, a prefix before the first line and
// as much white space before the others. A word longer than a line stays whole.
// What a terminal would obey is not printed as it is.
func (p page) text(prefix string, s style, text string) {
	width := max(p.width-utf8.RuneCountInString(prefix), 20)
	for _, line := range wrap(text, width) {
		p.out.WriteString(prefix + paint(p.colour, s, visible(line)) + "\n")
		prefix = blank(prefix)
	}
}

// blank gives white space as wide as the text.
func blank(text string) string { return strings.Repeat(" ", utf8.RuneCountInString(text)) }

// wrap breaks text into lines of at most width characters. No text gives no
// line.
func wrap(text string, width int) []string {
	var lines []string
	line, length := "", 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case line == "":
			line, length = word, n
		case length+1+n > width:
			lines = append(lines, line)
			line, length = word, n
		default:
			line, length = line+" "+word, length+1+n
		}
	}
	if line == "" {
		return nil
	}
	return append(lines, line)
}
