package main

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A misuse is a command line that makes no sense, and what was meant perhaps.
type misuse struct{ text, hint string }

func (m *misuse) Error() string { return m.text }

// near is how many letters may be wrong in a name for it to be recognised.
const near = 2

// didYouMean asks for the first of the names, if there is one.
func didYouMean(mark string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "did you mean " + mark + names[0] + "?"
}

// noVerb refuses words where no verb is among them. A document is told from a
// verb by its name.
func (c *command) noVerb(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	m := &misuse{fmt.Sprintf("unknown command %q for %q", args[0], root.Name()), didYouMean("", root.SuggestionsFor(args[0]))}
	if strings.Contains(args[0], "/") || path.Ext(args[0]) != "" {
		m.hint = "to build a document, write: communique build " + args[0]
	}
	return m
}

// unknownFlag adds the flag whose name comes nearest.
func unknownFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return &misuse{err.Error(), didYouMean("--", nearTo(unknown.GetSpecifiedName(), names))}
}

// nearTo returns those of the names that a word was probably meant to be.
// Verbs of these names lend them the suggestions that verbs get.
func nearTo(word string, names []string) []string {
	list := &cobra.Command{SuggestionsMinimumDistance: near}
	for _, name := range names {
		list.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return list.SuggestionsFor(word)
}

// strictDefaults makes the verbs that cobra adds refuse what they do not know;
// by themselves they would print help and end well.
func strictDefaults(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = func(_ *cobra.Command, args []string) error {
				if _, rest, err := root.Find(args); err == nil && len(rest) == 0 {
					return nil
				}
				var names []string // of verbs and topics
				for _, sub := range root.Commands() {
					names = append(names, sub.Name())
				}
				return &misuse{fmt.Sprintf("no help on %q", strings.Join(args, " ")), didYouMean("", nearTo(args[0], names))}
			}
		case "completion":
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
}
