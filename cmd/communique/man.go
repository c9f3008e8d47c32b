package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (c *command) manCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "man DIR",
		Short: "Write manual pages into a folder",
		Long: `man writes a manual page for each verb (section 1) and each help topic (section
7), from the same words as --help. Pages of an older version are overwritten.`,
		Example: `  communique man ~/.local/share/man`,
		Args:    wantsOne("name a folder, as in: communique man ~/.local/share/man"),
		RunE: func(cmd *cobra.Command, args []string) error {
			pages := manPages(cmd.Root())
			for _, p := range pages {
				folder := filepath.Join(args[0], "man"+p.section)
				if err := os.MkdirAll(folder, 0o777); err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(folder, p.name+"."+p.section), []byte(p.text), 0o666); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintf(c.voice.out, "%s: %s\n", args[0], count(len(pages), "manual page"))
			return err
		},
	}
	return cmd
}

// A manPage is one page in the language of man(7).
type manPage struct{ name, section, text string }

// manPages returns the pages of a verb and all below it. They carry no date,
// so that the same program writes the same bytes.
func manPages(cmd *cobra.Command) []manPage {
	if cmd.Name() == "help" || cmd.Hidden {
		return nil
	}
	section := "1"
	if isTopic(cmd) {
		section = "7"
	}
	p := &roff{}
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	p.line(fmt.Sprintf(`.TH "%s" "%s" "" "communique %s" "communique"`, roffText(strings.ToUpper(name)), section, roffText(version())))
	p.section("Name")
	p.line(roffText(name) + ` \- ` + roffText(lowerFirst(cmd.Short)))
	if section == "7" {
		p.markdown(cmd.Long)
	} else {
		p.verb(cmd)
	}
	pages := []manPage{{name, section, p.String()}}
	for _, sub := range cmd.Commands() {
		pages = append(pages, manPages(sub)...)
	}
	return pages
}

// A roff is a page being written.
type roff struct{ strings.Builder }

func (p *roff) line(text string) { p.WriteString(text + "\n") }

func (p *roff) section(title string) { p.line(".SH " + roffText(strings.ToUpper(title))) }

// verb writes what there is to know of a verb.
func (p *roff) verb(cmd *cobra.Command) {
	p.section("Synopsis")
	p.line(`.B ` + roffText(cmd.UseLine()))
	p.section("Description")
	p.markdown(cmd.Long)
	if cmd.Flags().HasAvailableFlags() {
		p.section("Options")
		cmd.Flags().VisitAll(p.flag)
	}
	if cmd.Example != "" {
		p.section("Examples")
		p.verbatim(cmd.Example)
	}
	var related []string
	if cmd.HasParent() {
		related = append(related, strings.ReplaceAll(cmd.Parent().CommandPath(), " ", "-")+"(1)")
	}
	for _, sub := range cmd.Commands() {
		if sub.Name() != "help" && !sub.Hidden {
			section := "(1)"
			if isTopic(sub) {
				section = "(7)"
			}
			related = append(related, strings.ReplaceAll(sub.CommandPath(), " ", "-")+section)
		}
	}
	p.section("See also")
	p.line(roffText(strings.Join(related, ", ")))
}

func (p *roff) flag(f *pflag.Flag) {
	if f.Hidden {
		return
	}
	kind, usage := pflag.UnquoteUsage(f)
	names := "--" + f.Name
	if f.Shorthand != "" {
		names = "-" + f.Shorthand + ", " + names
	}
	p.line(".TP")
	p.line(strings.TrimSpace(`\fB` + roffText(names) + `\fR ` + roffText(kind)))
	if f.DefValue != "" && f.DefValue != "false" {
		usage += " (default: " + f.DefValue + ")"
	}
	p.line(roffText(usage))
}

// markdown writes paragraphs, titles, and lines that are indented because they
// are to stay as they are.
func (p *roff) markdown(text string) {
	for block := range strings.SplitSeq(text, "\n\n") {
		title, isTitle := strings.CutPrefix(block, "## ")
		switch {
		case strings.TrimSpace(block) == "":
		case isTitle:
			p.section(title)
		case strings.HasPrefix(block, "    "), strings.HasPrefix(block, "| "):
			p.verbatim(block)
		default:
			p.line(".PP")
			for line := range strings.Lines(block) {
				if strings.HasPrefix(line, "- ") {
					p.line(".br")
				}
				p.line(roffText(strings.TrimSpace(line)))
			}
		}
	}
}

func (p *roff) verbatim(text string) {
	p.line(".PP\n.nf")
	for line := range strings.Lines(text) {
		p.line(roffText(strings.TrimRight(line, "\n")))
	}
	p.line(".fi")
}

// roffText keeps text from being read as requests: a backslash begins an
// escape, a dot or an apostrophe at the start of a line a request, and a bare
// hyphen would become a dash that no shell understands.
func roffText(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}
