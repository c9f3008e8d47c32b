package main

import "communique"

// A problemJSON is a problem as --json prints it.
type problemJSON struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
	Hint     string `json:"hint"`
}

// A reportJSON is a report as --json prints it: one object on one line.
type reportJSON struct {
	*communique.Report
	Problems []problemJSON `json:"problems"`
}

// printReport prints a report for programs, where they asked for one.
func (c *command) printReport(r *communique.Report) error {
	if c.sarif {
		return c.voice.print(sarifOf(r.Problems))
	}
	if !c.json {
		return nil
	}
	return c.voice.print(reportJSON{r, problemsJSON(r.Problems)})
}

// problemsJSON is never nil: no problem is an empty list.
func problemsJSON(list communique.Problems) []problemJSON {
	out := []problemJSON{}
	for _, p := range list {
		out = append(out, problemJSON{p.Pos.File, p.Pos.Line, p.Pos.Column, p.Severity.String(), p.Text, p.Hint})
	}
	return out
}
