package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// environment gives flags that are not on the command line the value of their
// variable, and notes from where each has its value. An empty variable is as
// good as none.
func (c *command) environment(cmd *cobra.Command) error {
	c.origins = map[string]string{}
	var wrong error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name := variable(f.Name)
		value := os.Getenv(name)
		switch {
		case f.Changed:
			c.origins[f.Name] = "--" + f.Name
		case value == "" || f.Name == "help" || f.Annotations[ownMeant] != nil:
		default:
			if err := f.Value.Set(value); err != nil && wrong == nil {
				wrong = &misuse{fmt.Sprintf("the variable %s: invalid value %q: %v", name, value, err), "mend it, or unset it"}
				return
			}
			c.origins[f.Name] = name
		}
	})
	return wrong
}

// origin says from where a flag has its value: "--flag", the name of a
// variable, or nothing where it has the one that it starts with.
func (c *command) origin(flag string) string { return c.origins[flag] }

// variable returns the name of the environment variable of a flag.
func variable(flag string) string {
	return "COMMUNIQUE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// ownMeant marks a flag that means in one verb what it means in no other.
const ownMeant = "communique_own_meaning"

// ownMeaning keeps a flag of a verb from taking the value of the variable that
// belongs to the flags of that name of other verbs.
func ownMeaning(cmd *cobra.Command, flag string) {
	cmd.Flags().Lookup(flag).Annotations = map[string][]string{ownMeant: {}}
}
