package main

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"github.com/spf13/cobra"
)

// texts are the help topics: Markdown that reads well as it stands, one file a
// topic. The first line is the title.
//
//go:embed help/*.md
var texts embed.FS

// topics returns a verb for each help topic that does nothing but be read.
func (c *command) topics() []*cobra.Command {
	entries, err := fs.ReadDir(texts, "help")
	if err != nil {
		panic("communique: the program carries help topics: " + err.Error())
	}
	var list []*cobra.Command
	for _, e := range entries {
		data, err := fs.ReadFile(texts, path.Join("help", e.Name()))
		if err != nil {
			panic("communique: the program carries " + e.Name() + ": " + err.Error())
		}
		title, body, _ := strings.Cut(strings.TrimPrefix(string(data), "# "), "\n")
		topic := &cobra.Command{
			Use:   strings.TrimSuffix(e.Name(), ".md"),
			Short: title,
			Long:  strings.TrimSpace(body),
		}
		topic.SetHelpFunc(func(cmd *cobra.Command, _ []string) { c.topic(cmd) })
		list = append(list, topic)
	}
	return list
}

// isTopic tells a help topic from a verb.
func isTopic(cmd *cobra.Command) bool { return !cmd.Runnable() && !cmd.HasSubCommands() }

// topic prints a topic: titles in bold, the rest as it is written.
func (c *command) topic(cmd *cobra.Command) {
	var out strings.Builder
	out.WriteString(paint(c.voice.colourOut, bold, cmd.Short) + "\n\n")
	for line := range strings.Lines(cmd.Long) {
		if title, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "## "); ok {
			line = paint(c.voice.colourOut, bold, title) + "\n"
		}
		out.WriteString(line)
	}
	out.WriteString("\n")
	cmd.Print(out.String())
}
