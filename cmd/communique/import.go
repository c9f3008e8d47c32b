package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"communique/internal/webpage"
)

func (c *command) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE.html|-",
		Short: "Make a document of a saved web page",
		Long: `import reads a web page of a government that you saved from a browser, and writes
its text as a document: Markdown, with the title, the date of publication, the
address and the publisher as front matter. "-" reads standard input. Nothing is
fetched.

The text is found by the structure of the page. What was taken, and what was left
out as navigation, footer, share bar and the like, is said on standard error:
look it over, and compare the document with the page.`,
		Example: `  communique import saved.html --output seeds/statement.md
  communique import - < saved.html | less`,
		Args: wantsOne("name a saved page, as in: communique import saved.html"),
		RunE: c.importPage,
	}
	cmd.Flags().StringVarP(&c.output, "output", "o", "", "`file` for the document, in place of standard output")
	cmd.MarkFlagFilename("output", "md")
	c.quietFlag(cmd)
	return cmd
}

func (c *command) importPage(cmd *cobra.Command, args []string) error {
	name := args[0]
	data, err := readPage(name, cmd.InOrStdin())
	if err != nil {
		return err
	}
	page, err := webpage.Read(data)
	if err != nil {
		return &advice{fmt.Errorf("%s: %w", name, err), "save the page from a browser as HTML, and name that file"}
	}
	if c.output == "" {
		if _, err := c.voice.out.Write(page.Document()); err != nil {
			return err
		}
	} else if err := create(c.output, page.Document()); err != nil {
		return err
	}
	if !c.quiet {
		c.imported(name, page)
	}
	return nil
}

// readPage reads no more than a page may have, and a little, by which the
// excess is seen.
func readPage(name string, stdin io.Reader) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		stdin = f
	}
	return io.ReadAll(io.LimitReader(stdin, webpage.MaxSize+1))
}

// imported says what was taken and what was left out.
func (c *command) imported(name string, p *webpage.Page) {
	v := c.voice
	v.say("%s: %s of text, from %s", visible(name), count(p.Words, "word"), p.Region)
	for _, f := range p.Fields {
		fmt.Fprintf(v.err, "    %-15s %s %s\n", f.Key, visible(f.Value), paint(v.colourErr, dim, "("+f.From+")"))
	}
	for _, key := range []string{"title", "date", "permalink"} {
		if !slices.ContainsFunc(p.Fields, func(f webpage.Field) bool { return f.Key == key }) {
			fmt.Fprintf(v.err, "    %-15s %s\n", key, paint(v.colourErr, yellow, "not found: write it in the front matter"))
		}
	}
	if len(p.Left) > 0 {
		fmt.Fprintln(v.err, "left out:")
	}
	for _, l := range p.Left {
		fmt.Fprintf(v.err, "    %-15s %s %s\n", l.What, visible(l.Words), paint(v.colourErr, dim, "("+count(l.Count, "word")+")"))
	}
	if c.output != "" {
		v.hint("compare the document with the page, then: communique inspect " + quoted(filepath.ToSlash(c.output)))
	}
}
