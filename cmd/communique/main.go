// Command communique turns government fact sheets into a static site on which
// each commitment has a page of its own.
//
// It reads flags, calls the package communique, prints what came of it and
// chooses the exit code: 0 done, 1 failed or findings, 2 misuse. It knows
// nothing of Markdown or HTML. How it speaks is written down in voice.go.
package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitDone     = 0
	exitFindings = 1 // something failed, or something was found
	exitMisuse   = 2 // the command line makes no sense
)

func main() {
	// A second interrupt kills at once, because the first restores the default.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:]))
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string) int {
	v := newVoice(os.Stdout, os.Stderr)
	root, c := newCommand(v)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !c.started {
		return v.misuse(err, cmd.CommandPath())
	}
	return v.exit(err)
}

// A command holds the flags, which have one meaning in every verb.
type command struct {
	voice   *voice
	started bool              // the command line made sense; what fails from here on is no misuse
	origins map[string]string // from where flags have their values; see origin

	source      string
	destination string
	config      string
	baseURL     baseURL
	cache       string
	noCache     bool
	without     families
	interpret   bool
	fresh       bool
	clock       clock
	strict      bool
	quiet       bool
	json        bool
	sarif       bool
	bind        string
	port        uint16
	open        bool
	output      string
	single      bool
	epub        bool
	proof       bool
}

func newCommand(v *voice) (*cobra.Command, *command) {
	c := &command{voice: v}
	root := &cobra.Command{
		Use:   "communique",
		Short: "Turn government fact sheets into a site of commitments",
		Long: `communique reads fact sheets and joint statements written in Markdown, finds the
commitments in them, and writes a static site on which each commitment has a
page of its own. Without a verb it builds.

Exit codes: 0 done, 1 failed or something was found, 2 misuse.`,
		Example: `  communique init my-site        start a site, with an example
  communique                     build seeds/ into public/
  communique serve --open        show the site while you write
  communique inspect FILE.md     show what is found in a document, and why`,
		Args:          c.noVerb,
		RunE:          c.build,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.environment(cmd); err != nil {
				return err
			}
			if c.json && c.sarif {
				return &misuse{"--json and --sarif cannot both have standard output", "choose one"}
			}
			c.started = true
			return nil
		},
	}
	root.SetOut(v.out)
	root.SetErr(v.err)
	c.buildFlags(root)
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title + ":"})
		for _, verb := range g.verbs {
			cmd := verb(c)
			cmd.GroupID = g.title
			root.AddCommand(cmd)
		}
	}
	root.AddCommand(c.topics()...)
	root.SetHelpCommandGroupID(groups[2].title)
	root.SetCompletionCommandGroupID(groups[2].title)
	root.SuggestionsMinimumDistance = near
	root.SetFlagErrorFunc(unknownFlag)
	strictDefaults(root)
	return root, c
}

// groups are the verbs in the order in which a site meets them.
var groups = []struct {
	title string
	verbs []func(*command) *cobra.Command
}{
	{"Write", []func(*command) *cobra.Command{
		(*command).initCommand, (*command).newCommand, (*command).importCommand, (*command).inspectCommand, (*command).serveCommand,
	}},
	{"Publish", []func(*command) *cobra.Command{(*command).buildCommand, (*command).checkCommand, (*command).bundleCommand, (*command).verifyCommand}},
	{"Look up", []func(*command) *cobra.Command{(*command).configCommand, (*command).versionCommand, (*command).manCommand}},
}

// sourceFlag, destinationFlag and printFlags declare flags that several verbs share.
func (c *command) sourceFlag(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&c.source, "source", "s", ".", "`folder` of the site: seeds/, content/, templates/, static/")
	cmd.MarkFlagDirname("source")
}

func (c *command) destinationFlag(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&c.destination, "destination", "d", "public", "`folder` of the finished site")
	cmd.MarkFlagDirname("destination")
}

func (c *command) printFlags(cmd *cobra.Command) {
	c.strictFlag(cmd)
	c.quietFlag(cmd)
	c.jsonFlag(cmd)
}

func (c *command) strictFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.strict, "strict", false, "let warnings fail")
}

func (c *command) quietFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.quiet, "quiet", false, "print problems only")
}

func (c *command) jsonFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.json, "json", false, "print JSON for programs")
}

func (c *command) settingsFlags(cmd *cobra.Command) {
	cmd.Flags().VarP(&c.baseURL, "base-url", "b", "`address` at which the site will stand; a site map needs one")
	cmd.Flags().Var(&c.without, "without", "`families` of files to leave out: data, search, feeds, embeds, cards")
	cmd.Flags().StringVar(&c.config, "config", "", "settings `file` in place of content/site.yaml")
	cmd.MarkFlagFilename("config", "yaml")
}

// cacheFlags declare where to keep what is slow to make.
func (c *command) cacheFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.cache, "cache", "", "`folder` in which social cards and workbooks are kept between builds (default: the user's cache folder)")
	cmd.Flags().BoolVar(&c.noCache, "no-cache", false, "keep nothing between builds")
	cmd.MarkFlagDirname("cache")
	cmd.MarkFlagsMutuallyExclusive("cache", "no-cache")
}

// cacheFolder is empty where nothing is to be kept, or there is no place for it.
// Of a flag and the variable of the other, the flag wins.
func (c *command) cacheFolder() string {
	switch {
	case c.noCache && c.origin("cache") != "--cache":
		return ""
	case c.cache != "":
		return c.cache
	}
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "communique")
}

func (c *command) renderFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.fresh, "fresh", false, "build everything, whatever was built before")
	cmd.Flags().BoolVar(&c.interpret, "interpret", false, "render with html/template as it is, which gives the same pages more slowly")
}

func (c *command) clockFlag(cmd *cobra.Command) {
	cmd.Flags().Var(&c.clock, "clock", "`day` that counts as today: 2021-05-21, or an RFC 3339 time")
}
