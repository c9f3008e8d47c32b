package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"communique"
	"communique/internal/preview"
)

// usualPort is where the preview is found when nothing else has it.
const usualPort = 4000

func (c *command) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve [PATH…]",
		Short: "Show the site in a browser while you write",
		Long: `serve builds the site in memory and shows it in a browser. When a document, a
setting, a template or a style is saved, it builds again, and the open pages
load anew. What is wrong stands on the page, over the last version that could be
built, and in the terminal. Nothing is written to the disk.

Only this machine can reach the preview, unless --bind says otherwise. Where
another program has the usual port, a free one is taken.`,
		Example: `  communique serve --open
  communique serve draft.md
  communique serve --port 8080`,
		RunE: c.serve,
	}
	c.sourceFlag(cmd)
	c.settingsFlags(cmd)
	c.cacheFlags(cmd)
	c.clockFlag(cmd)
	c.strictFlag(cmd)
	c.quietFlag(cmd)
	c.addressFlags(cmd)
	cmd.Flags().BoolVarP(&c.open, "open", "o", false, "open the site in the browser")
	return cmd
}

func (c *command) addressFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.bind, "bind", "127.0.0.1", "`address` to listen on")
	cmd.Flags().Uint16VarP(&c.port, "port", "p", usualPort, "`port` to listen on; 0 takes any free one")
}

func (c *command) serve(cmd *cobra.Command, paths []string) error {
	listener, err := c.listen()
	if err != nil {
		return err
	}
	address := preview.Address(listener)
	c.announce(listener, address)
	p := &previewing{command: c, paths: paths}
	server := preview.New(preview.Options{Build: p.build, Inputs: c.watched(paths), Host: c.bind, Built: p.built})
	if c.open {
		if err := openBrowser(address); err != nil {
			c.voice.say("cannot open a browser: %s", err)
			c.voice.hint("open " + address + " yourself")
		}
	}
	return server.Serve(cmd.Context(), listener)
}

// listen takes the port. That of another program is no reason to fail unless
// somebody asked for it.
func (c *command) listen() (net.Listener, error) {
	l, err := preview.Listen(c.bind, int(c.port), c.origin("port") == "")
	if err != nil && preview.InUse(err) {
		return nil, &advice{fmt.Errorf("port %d is taken by another program", c.port), "name another port, or leave --port out and a free one is taken"}
	}
	var name *net.DNSError
	if errors.As(err, &name) {
		return nil, &advice{fmt.Errorf("no address is known for %q", c.bind), "name an address of this machine with --bind, such as 127.0.0.1"}
	}
	return l, err
}

// announce says where the site is to be seen, and by whom.
func (c *command) announce(l net.Listener, address string) {
	port := l.Addr().(*net.TCPAddr).Port
	if c.port != 0 && port != int(c.port) {
		c.voice.say("port %d is taken by another program, so this is port %d", c.port, port)
	}
	if !preview.Loopback(c.bind) {
		c.voice.say("whoever can reach this machine by the network can read this site, drafts included")
	}
	if !c.quiet {
		fmt.Fprintf(c.voice.out, "%s shows the site; Ctrl+C ends it\n", paint(c.voice.colourOut, bold, address))
	}
}

// watched lists what a site is made from.
func (c *command) watched(paths []string) []string {
	list := append([]string{}, paths...)
	if len(paths) == 0 {
		list = append(list, filepath.Join(c.source, "seeds"))
	}
	for _, folder := range []string{"content", "templates", "static"} {
		list = append(list, filepath.Join(c.source, folder))
	}
	if c.config != "" {
		list = append(list, c.config)
	}
	return list
}

// A previewing holds what one build says to the one that tells of it.
type previewing struct {
	*command
	paths  []string
	report *communique.Report
	took   time.Duration
	shown  bool // some build has gone well
}

func (p *previewing) build(ctx context.Context, sink communique.Sink) (problems communique.Problems, err error) {
	start := time.Now()
	p.report, err = communique.Render(ctx, p.options(p.paths), sink)
	p.took = time.Since(start)
	if p.report != nil {
		problems = p.report.Problems
	}
	return problems, err
}

// built says what came of a build: a line, or what is wrong.
func (p *previewing) built(o preview.Outcome) {
	what, v := "the site", p.voice
	if n := len(o.Changed); n == 1 && o.Changed[0] != "" {
		what = visible(filepath.ToSlash(o.Changed[0]))
	} else if n > 1 {
		what = count(n, "file")
	}
	v.problems(o.Problems, p.strict)
	if o.Err == nil {
		p.shown = true
		if !p.quiet {
			fmt.Fprintf(v.out, "%s: %s in %s\n", visible(what), count(p.report.Pages, "page"), seconds(p.took))
		}
		return
	}
	text := o.Err.Error()
	if errors.Is(o.Err, communique.ErrProblems) {
		text = p.tally(o.Problems)
	}
	if p.shown {
		text += "; the last good version stays up"
	}
	v.say("%s: %s", what, text)
	v.hint(hintFor(o.Err))
}
