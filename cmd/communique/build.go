package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"communique"
)

func (c *command) buildCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build [PATH…]",
		Short: "Build the site",
		Long: `build reads documents and writes the site. PATH is a document or a folder of
documents; without one, the folder seeds under --source is read. The site that
stood in the destination is replaced in one step, and only when all went well.
What has not changed since the last build is not made again: see
"communique help archives".`,
		Example: `  communique build
  communique build statement.md -d site -b https://example.org/statements/`,
		RunE: c.build,
	}
	c.buildFlags(cmd)
	return cmd
}

func (c *command) buildFlags(cmd *cobra.Command) {
	c.sourceFlag(cmd)
	c.destinationFlag(cmd)
	c.printFlags(cmd)
	c.settingsFlags(cmd)
	c.cacheFlags(cmd)
	c.renderFlags(cmd)
	c.clockFlag(cmd)
}

// options gathers what the flags say.
func (c *command) options(paths []string) communique.Options {
	paths = slashes(paths)
	return communique.Options{
		Source:      c.disk(paths),
		Root:        slashes([]string{c.source})[0],
		Paths:       paths,
		Destination: c.destination,
		BaseURL:     string(c.baseURL),
		Without:     c.without,
		Interpret:   c.interpret,
		Fresh:       c.fresh,
		Config:      slashes([]string{c.config})[0],
		Clock:       c.clock.Time,
		Strict:      c.strict,
		Cache:       c.cacheFolder(),
	}
}

// disk is what the site, and what else was named, is read from.
func (c *command) disk(paths []string) disk {
	return newDisk(filepath.ToSlash(c.source), append([]string{filepath.ToSlash(c.config)}, paths...)...)
}

func (c *command) build(cmd *cobra.Command, paths []string) error {
	start := time.Now()
	progress, memory, o := c.progress(), new(heap), c.options(paths)
	memory.set(percentFor(0))
	o.Progress = func(done, total int) {
		memory.tell(done, total)
		progress.tell(done, total)
	}
	report, err := communique.Build(cmd.Context(), o)
	progress.end()
	if report != nil {
		c.voice.problems(report.Problems, c.strict)
	}
	switch {
	case errors.Is(err, communique.ErrProblems):
		c.voice.say("%s; nothing was written to %s", c.tally(report.Problems), c.destination)
		return errors.Join(errFindings, c.printReport(report))
	case errors.Is(err, context.Canceled):
		c.voice.say("interrupted; nothing was written to %s", c.destination)
		return errFindings
	case err != nil:
		return err
	}
	if c.json {
		return c.printReport(report)
	}
	if !c.quiet {
		c.summary(report, time.Since(start))
	}
	return nil
}

// tally names the problems that stood in the way.
func (c *command) tally(problems communique.Problems) string {
	errors := problems.Errors()
	warnings := len(problems) - errors
	if !c.strict || warnings == 0 {
		return count(errors, "error")
	}
	if errors == 0 {
		return count(warnings, "warning")
	}
	return count(errors, "error") + " and " + count(warnings, "warning")
}

// summary says in a few lines what was built and what is left to do.
func (c *command) summary(r *communique.Report, took time.Duration) {
	v := c.voice
	found := count(r.Commitments, "commitment")
	if r.Pillars > 0 {
		found += " in " + count(r.Pillars, "pillar")
	}
	fmt.Fprintf(v.out, "%s: %s, every word placed\n", count(r.Documents, "document"), found)
	kept := ""
	switch {
	case r.Unchanged:
		kept = "; nothing has changed"
	case r.Kept > 0:
		kept = fmt.Sprintf("; %s as before", count(r.Kept, "document"))
	}
	fmt.Fprintf(v.out, "%s: %s (%s, %s) in %s%s\n", paint(v.colourOut, bold, c.destination),
		count(r.Pages, "page"), count(r.Files, "file"), size(r.Bytes), seconds(took), kept)
	for _, line := range c.leftToDo(r) {
		fmt.Fprintf(v.out, "%s %s\n", paint(v.colourOut, yellow, "left to do:"), line)
	}
}

// leftToDo lists what a person could still improve.
func (c *command) leftToDo(r *communique.Report) []string {
	var lines []string
	if n := len(r.Problems); n > 0 {
		lines = append(lines, "look at "+count(n, "warning"))
	}
	if n := len(r.Bare); n > 0 {
		lines = append(lines, fmt.Sprintf("look at %s without a commitment: %s", count(n, "document"), some(r.Bare)))
	}
	if c.baseURL == "" {
		lines = append(lines, "say where the site will stand, and it gets a site map: --base-url https://…")
	}
	return lines
}

// some gives the names of the first few files of a list, without their folders.
func some(files []string) string {
	const shown = 3
	var names []string
	for _, f := range files[:min(len(files), shown)] {
		names = append(names, visible(path.Base(f)))
	}
	text := strings.Join(names, ", ")
	if more := len(files) - shown; more > 0 {
		text += " and " + grouped(more) + " more"
	}
	return text
}
