package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"communique"
)

func (c *command) verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify ZIP|FOLDER|HTML|EPUB [--source [DOCUMENT…]]",
		Short: "Check that what was handed on is whole and unchanged",
		Long: `verify compares a bundle, the zip or the folder into which it was unpacked, with
its manifest SHA256SUMS: each file that has changed, is missing or was not there
is named. It needs nothing but the bundle.

--source holds the pages against the documents in the bundle too: every word of
each stands once, in its place. Where documents are named, it is those; so anyone
can hold the bundle against the text that a government published.

A page or a book that "communique bundle" made of one document, with --single or
--epub, holds neither a manifest nor the document. It is held against the one that
is named with --source. The headings, totals and lists that stand around the words
of the document are the program's, and are not proved by this.

The manifest is part of the bundle. That nobody has made another, with another
manifest, is told by the checksum of the zip alone: compare that with the one its
publisher gave.`,
		Example: `  communique verify site.zip
  communique verify . --source
  communique verify site.zip --source seeds/statement.md
  communique verify statement.html --source seeds/statement.md`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("name a bundle, as in: communique verify site.zip")
			case len(args) > 1 && !c.proof:
				return &misuse{fmt.Sprintf("%d arguments where there can be one", len(args)), "documents to hold it against are named with --source"}
			}
			return nil
		},
		RunE: c.verify,
	}
	cmd.Flags().BoolVar(&c.proof, "source", false, "hold the pages against the documents, those in the bundle or those named")
	ownMeaning(cmd, "source")
	c.quietFlag(cmd)
	c.jsonFlag(cmd)
	return cmd
}

func (c *command) verify(cmd *cobra.Command, args []string) error {
	name := args[0]
	progress, o := c.progress(), c.options(args[1:])
	o.Progress = progress.tell
	v, err := communique.Verify(cmd.Context(), o, name, c.proof)
	progress.end()
	if v != nil {
		c.voice.findings(v.Problems)
	}
	switch {
	case errors.Is(err, communique.ErrProblems):
		c.voice.say("%s in %s", c.tally(v.Problems), visible(name))
		return errors.Join(errFindings, c.printVerdict(v))
	case errors.Is(err, communique.ErrNoBundle):
		return &advice{err, "name a zip that communique bundle made, or the folder into which it was unpacked"}
	case errors.Is(err, communique.ErrNoDocument):
		return &advice{err, "name that document: communique verify " + name + " --source DOCUMENT"}
	case err != nil:
		return err
	case c.json:
		return c.printVerdict(v)
	case !c.quiet:
		fmt.Fprintf(c.voice.out, "%s: %s\n", paint(c.voice.colourOut, bold, visible(name)), c.verified(v))
	}
	return nil
}

// verified says what was found to be as it should.
func (c *command) verified(v *communique.Verdict) string {
	var list []string
	if v.Files > 0 || !c.proof { // a page or a book has no manifest
		list = append(list, count(v.Files, "file"), "all as the manifest says")
	}
	if c.proof {
		list = append(list, "every word of "+count(v.Documents, "document")+" in its place")
	}
	return strings.Join(list, ", ")
}

// printVerdict prints a verdict for programs, where they asked for one.
func (c *command) printVerdict(v *communique.Verdict) error {
	if !c.json {
		return nil
	}
	return c.voice.print(struct {
		*communique.Verdict
		Problems []problemJSON `json:"problems"`
	}{v, problemsJSON(v.Problems)})
}
