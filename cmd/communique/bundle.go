package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"communique"
)

// A form is something to hand on that bundle can make.
type form struct {
	ending string
	flag   string // that asks for it; empty where none does
	make   func(context.Context, communique.Options, string) (*communique.Packed, *communique.Report, error)
	ofOne  bool // it is made of one document
}

var forms = []form{
	{ending: ".zip", make: communique.Bundle},
	{ending: ".html", flag: "single", make: communique.Single, ofOne: true},
	{ending: ".epub", flag: "epub", make: communique.Book, ofOne: true},
}

func (c *command) bundleCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bundle [PATH…]",
		Short: "Pack the finished site, or a document, to hand on",
		Long: `bundle packs the site that stands in the destination, with the documents that it
was made from, into one zip: for an archive, a memory stick, a reader without a
network. Unpacked, START-HERE.html tells where to begin, and SHA256SUMS holds the
checksum of every file; "communique verify" compares them. The same site makes
the same bytes. A site that shows other words than its documents hold now is
refused: build it first.

--single makes one HTML file of a document instead: all its pillars, commitments,
money, deadlines and parties on one page, with search, that can be mailed and
opened anywhere. --epub makes a book of it for e-readers. Both are made of the
document itself and need no built site; a site with several documents wants one
of them named.`,
		Example: `  communique build && communique bundle
  communique bundle --output site.zip
  communique bundle --single seeds/statement.md
  communique bundle --epub --output statement.epub`,
		Args: c.oneForm,
		RunE: c.bundle,
	}
	cmd.Flags().StringVarP(&c.output, "output", "o", "", "`file` to write (default: the name of the site or the document)")
	cmd.Flags().BoolVar(&c.single, "single", false, "make one HTML file of a document")
	cmd.Flags().BoolVar(&c.epub, "epub", false, "make an EPUB of a document")
	c.sourceFlag(cmd)
	c.destinationFlag(cmd)
	c.settingsFlags(cmd)
	c.clockFlag(cmd)
	c.quietFlag(cmd)
	c.jsonFlag(cmd)
	return cmd
}

// form returns what is asked for.
func (c *command) form() form {
	switch {
	case c.single:
		return forms[1]
	case c.epub:
		return forms[2]
	}
	return forms[0]
}

// oneForm refuses to make two things at once, and a name that does not fit.
func (c *command) oneForm(cmd *cobra.Command, args []string) error {
	if c.single && c.epub {
		return &misuse{"--single and --epub make two files", "choose one"}
	}
	f := c.form()
	if f.ofOne && len(args) > 1 {
		return &misuse{fmt.Sprintf("--%s makes one file of one document, and %d are named", f.flag, len(args)), "name one at a time"}
	}
	return c.fitting(f)
}

// fitting refuses a name for the file that ends as those of other files do: a
// slip of the pen would write over a document.
func (c *command) fitting(f form) error {
	if c.output == "" || strings.EqualFold(filepath.Ext(c.output), f.ending) {
		return nil
	}
	for _, other := range forms {
		if strings.EqualFold(filepath.Ext(c.output), other.ending) && other.flag != "" {
			return &misuse{fmt.Sprintf("--output %s: the name ends in %s, and a %s file would be written", c.output, other.ending, f.ending),
				"did you mean --" + other.flag + "?"}
		}
	}
	return &misuse{fmt.Sprintf("--output %s: the name should end in %s", c.output, f.ending), ""}
}

func (c *command) bundle(cmd *cobra.Command, paths []string) error {
	f := c.form()
	if err := c.fitting(f); err != nil { // the name may have come from a variable
		return err
	}
	if c.output != "" && !f.ofOne && within(c.destination, c.output) {
		return &advice{fmt.Errorf("%s is in %s, which it is to pack", c.output, c.destination), "write it elsewhere: the next build would remove it"}
	}
	progress, o := c.progress(), c.options(paths)
	o.Progress = progress.tell
	packed, report, err := f.make(cmd.Context(), o, c.output)
	progress.end()
	if report != nil {
		c.voice.problems(report.Problems, false)
	}
	switch {
	case errors.Is(err, communique.ErrProblems):
		c.voice.say("%s; nothing was written", c.tally(report.Problems))
		return errors.Join(errFindings, c.printReport(report))
	case err != nil:
		return err
	case c.json:
		return c.voice.print(packed)
	case !c.quiet:
		c.packed(f, packed)
	}
	return nil
}

// packed says what was made: name, size, and what to compare it by.
func (c *command) packed(f form, p *communique.Packed) {
	held := ""
	if !f.ofOne {
		held = count(p.Files, "file") + ", "
	}
	fmt.Fprintf(c.voice.out, "%s: %s%s\nSHA-256 %s\n", paint(c.voice.colourOut, bold, visible(filepath.ToSlash(p.File))), held, size(p.Bytes), p.SHA256)
}

// within reports whether a file stands somewhere below a folder.
func within(folder, file string) bool {
	a, err := filepath.Abs(folder)
	if err != nil {
		return false
	}
	b, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(a, b)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
