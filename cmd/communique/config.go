package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"communique"
	"communique/internal/diag"
	"communique/internal/site"
	"communique/internal/tree"
)

func (c *command) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the settings that hold, and from where",
		Long: `config prints each setting with its value and where that was set: by a flag, by a
variable of the environment, or in a line of content/site.yaml. Flags win over
variables, and variables over the file. What nobody sets has its default.`,
		Example: `  communique config
  COMMUNIQUE_PORT=8080 communique config --source my-site`,
		Args: cobra.NoArgs,
		RunE: c.showConfig,
	}
	c.sourceFlag(cmd)
	c.destinationFlag(cmd)
	c.settingsFlags(cmd)
	c.clockFlag(cmd)
	c.printFlags(cmd)
	c.addressFlags(cmd)
	return cmd
}

// A settingJSON is a setting as it is printed.
type settingJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"` // a flag, a variable, file:line, or "default"
}

const fromDefault = "default"

func (c *command) showConfig(cmd *cobra.Command, _ []string) error {
	settings, problems, err := c.settingsInFile()
	if err != nil {
		return err
	}
	c.voice.problems(problems, true)
	if problems.Errors() > 0 {
		return errFindings
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		switch f.Name {
		case "help", "quiet", "json": // about this call alone
		case "base-url", "without": // take the place of those in the file
			key := strings.ReplaceAll(f.Name, "-", "_")
			for i := range settings {
				if settings[i].Name == key && c.origin(f.Name) != "" {
					settings[i] = settingJSON{key, f.Value.String(), c.origin(f.Name)}
				}
			}
		default:
			from := c.origin(f.Name)
			if from == "" {
				from = fromDefault
			}
			settings = append(settings, settingJSON{f.Name, f.Value.String(), from})
		}
	})
	if c.json {
		return c.voice.print(settings)
	}
	return c.settingsTable(settings)
}

// settingsInFile reads the file of settings, the keys first that the program
// knows, then any others.
func (c *command) settingsInFile() ([]settingJSON, communique.Problems, error) {
	name := c.config
	if name == "" {
		name = path.Join(filepath.ToSlash(c.source), "content/site.yaml")
	}
	defaults := site.Defaults()
	values := map[string]settingJSON{
		"title":           {"title", defaults.Title, fromDefault},
		"language":        {"language", defaults.Language, fromDefault},
		"cards":           {"cards", string(defaults.Cards), fromDefault},
		"analytics":       {"analytics", "none", fromDefault},
		"frame_ancestors": {"frame_ancestors", strings.Join(defaults.FrameAncestors, ", "), fromDefault},
	}
	order := site.SettingNames()
	files := c.disk(nil)
	if info, err := files.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s is not a regular file", name)
	}
	data, err := files.ReadFile(name)
	if err != nil && (c.config != "" || !errors.Is(err, fs.ErrNotExist)) {
		return nil, nil, err
	}
	_, problems, err := site.ReadSettings(files, name)
	if err != nil || problems.Errors() > 0 {
		return nil, problems, err
	}
	file, _ := tree.YAML(data, diag.Pos{File: name, Line: 1, Column: 1}) // its problems are among those above
	for _, f := range file.Fields {
		if _, known := values[f.Key]; !known && !slices.Contains(order, f.Key) {
			order = append(order[:len(order):len(order)], f.Key)
		}
		if f.Value.Kind != tree.Null {
			values[f.Key] = settingJSON{f.Key, valueText(f.Value), fmt.Sprintf("%s:%d", name, f.Pos.Line)}
		}
	}
	var list []settingJSON
	for _, key := range order {
		s, ok := values[key]
		if !ok {
			s = settingJSON{Name: key, From: fromDefault}
		}
		list = append(list, s)
	}
	return list, problems, nil
}

// valueText writes a value on one line.
func valueText(v tree.Value) string {
	if v.Kind != tree.List {
		return tree.OneLine(v.Text)
	}
	words := make([]string, len(v.Items))
	for i, item := range v.Items {
		words[i] = valueText(item)
	}
	return strings.Join(words, ", ")
}

// settingsTable prints settings in columns; a long value goes beyond its own.
func (c *command) settingsTable(settings []settingJSON) error {
	const widest = 44
	names, values := 0, 0
	for _, s := range settings {
		names = max(names, utf8.RuneCountInString(s.Name))
		values = max(values, min(utf8.RuneCountInString(shownValue(s)), widest))
	}
	for _, s := range settings {
		value, from := shownValue(s), s.From
		if from == fromDefault {
			from = paint(c.voice.colourOut, dim, from)
		}
		if _, err := fmt.Fprintf(c.voice.out, "%-*s  %-*s  %s\n", names, s.Name, values, value, from); err != nil {
			return err
		}
	}
	return nil
}

func shownValue(s settingJSON) string {
	if s.Value == "" {
		return "–"
	}
	return visible(s.Value)
}
