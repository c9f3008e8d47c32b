package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"communique"
)

func (c *command) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Check a finished site against its documents",
		Long: `check reads a finished site as a browser would and holds it against the documents
that it was built from: every word of a document stands once, in order, on its
pages; every link and fragment leads somewhere; nothing is fetched from outside.
A number that no rule knows is a warning, since a sum or a date may have been
overlooked.

What is found is printed in groups, the worst first, with the line that it is
about. --sarif prints it in the form that code hosts read (SARIF 2.1.0).`,
		Example: `  communique check
  communique check statement.md -d site
  communique check --sarif > findings.sarif`,
		RunE: c.check,
	}
	c.sourceFlag(cmd)
	c.destinationFlag(cmd)
	c.printFlags(cmd)
	c.clockFlag(cmd)
	cmd.Flags().BoolVar(&c.sarif, "sarif", false, "print SARIF for code hosts")
	return cmd
}

func (c *command) check(cmd *cobra.Command, paths []string) error {
	start := time.Now()
	progress, o := c.progress(), c.options(paths)
	o.Progress = progress.tell
	report, err := communique.Check(cmd.Context(), o)
	progress.end()
	if report != nil {
		c.voice.findings(report.Problems)
	}
	switch {
	case errors.Is(err, communique.ErrProblems):
		c.voice.say("%s in %s", c.tally(report.Problems), c.destination)
		return errors.Join(errFindings, c.printReport(report))
	case err != nil:
		return err
	case c.json, c.sarif:
		return c.printReport(report)
	case !c.quiet:
		fmt.Fprintf(c.voice.out, "%s: %s, every link leads somewhere, every word of %s in its place (%s)\n",
			paint(c.voice.colourOut, bold, c.destination), count(report.Pages, "page"),
			count(report.Documents, "document"), seconds(time.Since(start)))
	}
	return nil
}
