package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"communique/internal/starter"
)

func (c *command) newCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new TITLE|FILE.md",
		Short: "Start a document, its front matter filled in",
		Long: `new makes a document in the folder seeds under --source and names it for its
title; or it makes the file that you name, and takes the title from the name.
Today is the date, or --clock. A file that exists is never overwritten.`,
		Example: `  communique new "Fact Sheet: Harbours of the North"
  communique new seeds/harbours.md --clock 2025-03-14`,
		Args: wantsOne(`give the title in quotes, as in: communique new "Fact Sheet: Harbours"`),
		RunE: c.new,
	}
	c.sourceFlag(cmd)
	c.clockFlag(cmd)
	c.quietFlag(cmd)
	return cmd
}

func (c *command) new(_ *cobra.Command, args []string) error {
	day := c.clock.Time
	if day.IsZero() {
		day = time.Now()
	}
	title, name := args[0], ""
	switch strings.ToLower(filepath.Ext(title)) {
	case ".md", ".markdown":
		name, title = title, starter.Title(filepath.ToSlash(title))
	}
	file, err := starter.Document(title, day)
	if err != nil {
		return &advice{err, `give one in quotes, as in: communique new "Fact Sheet: Harbours"`}
	}
	if name == "" {
		name = filepath.Join(c.source, "seeds", file.Name)
	}
	if err := create(name, file.Data); err != nil {
		return err
	}
	if c.quiet {
		return nil
	}
	_, err = fmt.Fprintf(c.voice.out, `%s: write or paste the text below the front matter

next:
  communique inspect %s
`, paint(c.voice.colourOut, bold, filepath.ToSlash(name)), quoted(filepath.ToSlash(name)))
	return err
}

// quoted puts a name in quotes if a shell would take it for more than one word.
func quoted(name string) string {
	if name == "" || strings.ContainsAny(name, " \t\n'\"\\$&()*;<>?[]`{|}~!#") {
		return `'` + strings.ReplaceAll(name, `'`, `'\''`) + `'`
	}
	return name
}
