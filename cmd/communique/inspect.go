package main

import (
	"bufio"
	"errors"

	"github.com/spf13/cobra"

	"communique"
)

func (c *command) inspectCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "inspect FILE…",
		Short: "Show what is found in documents, and by which rule",
		Long: `inspect prints the outline of each document: its pillars, the lead-ins and the
commitments beneath them, and for each the rule that found it. What a rule got
wrong can be put right in content/corrections/ under --source, in a YAML file
that is named for the document.`,
		Example: `  communique inspect seeds/statement.md
  communique inspect --json seeds > outlines.jsonl`,
		Args: wantsDocument,
		RunE: c.inspect,
	}
	c.sourceFlag(cmd)
	c.strictFlag(cmd)
	cmd.Flags().BoolVar(&c.json, "json", false, "print one JSON object a document, one a line")
	return cmd
}

func wantsDocument(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name a document, as in: communique inspect seeds/x.md")
	}
	return nil
}

func (c *command) inspect(cmd *cobra.Command, paths []string) error {
	out := bufio.NewWriterSize(c.voice.out, 1<<16)
	print := c.printer(out)
	found, first := false, true
	err := communique.Inspect(cmd.Context(), c.options(paths), func(o *communique.Outline, problems communique.Problems) error {
		found = found || problems.Errors() > 0 || c.strict && len(problems) > 0
		if !c.json && !first {
			out.WriteString("\n")
		}
		first = false
		if err := print(o); err != nil {
			return err
		}
		if !c.json && problems.Errors() == 0 {
			return nil // the outline shows its warnings itself
		}
		// What is on paper so far belongs above the problem.
		if err := out.Flush(); err != nil {
			return err
		}
		c.voice.problems(problems, true)
		return nil
	})
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if found {
		return errFindings
	}
	return nil
}
