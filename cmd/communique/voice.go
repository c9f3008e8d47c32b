package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"communique"
)

// How the command speaks. Everything that it prints keeps to this:
//
//   - The answer goes to standard output, problems go to standard error.
//   - A problem in a document is "file:line:column: what is wrong", a warning
//     has "warning: " before the text, and what to do stands beneath, after
//     "hint: ". Files are named as they were given.
//   - What is wrong with the call or the machine is "communique: what is wrong".
//   - Where a problem has a line, check and build show it, with a mark under
//     the place.
//   - Words of a document are printed without what a terminal would obey.
//   - Lower case, no full stop, no exclamation, no apology; say what to write
//     instead.
//   - One closing line says what the outcome is for the site.
//   - Colour only on a terminal, and never where NO_COLOR is set or TERM is
//     "dumb"; colour adds nothing that the words do not say.
//   - --quiet leaves problems only; --json leaves one JSON value a line on
//     standard output, and problems for people on standard error.

// A style is the number of an ANSI "select graphic rendition" sequence.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	yellow style = "33"
)

// A voice prints for a person, or for a program that reads standard output.
type voice struct {
	out, err             io.Writer
	colourOut, colourErr bool
	live                 bool // standard error is a terminal on which lines can be written over
	width                int  // columns of standard output
}

// proseWidth is the width of lines where nobody says how wide the screen is,
// and the greatest that is comfortable to read.
const proseWidth = 100

func newVoice(out, err *os.File) *voice {
	v := &voice{out: out, err: err, width: proseWidth}
	wanted := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if columns, ok := terminalWidth(out); ok {
		v.width = min(max(columns, 40), proseWidth)
		v.colourOut = wanted
	}
	_, terminal := terminalWidth(err)
	v.colourErr = terminal && wanted
	v.live = terminal && os.Getenv("TERM") != "dumb"
	return v
}

func paint(on bool, s style, text string) string {
	if !on || s == plain {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// problem prints a problem of a document. The excerpt, and a hint that was
// just given, may be left out.
func (v *voice) problem(p communique.Problem, excerpt string, hint bool) {
	kind, colour := "", red
	if p.Severity == communique.Warning {
		kind, colour = "warning: ", yellow
	}
	place := ""
	if p.Pos.File != "" {
		place = paint(v.colourErr, bold, visible(p.Pos.String())+":") + " "
	}
	fmt.Fprintf(v.err, "%s%s%s\n", place, paint(v.colourErr, colour, kind), visible(p.Text))
	for line := range strings.Lines(excerpt) {
		fmt.Fprintln(v.err, paint(v.colourErr, dim, strings.TrimRight(line, " \n")))
	}
	if hint {
		v.hint(visible(p.Hint))
	}
}

// warningsShown is how many warnings a person gets to see at once.
const warningsShown = 20

// problems prints all errors, and warnings until there are too many to read.
func (v *voice) problems(list communique.Problems, all bool) {
	var shown communique.Problems
	warnings := 0
	for _, p := range list {
		if p.Severity == communique.Warning {
			warnings++
			if warnings > warningsShown && !all {
				continue
			}
		}
		shown = append(shown, p)
	}
	v.list(shown)
	if more := warnings - warningsShown; more > 0 && !all {
		v.say("%s more not shown", count(more, "warning"))
		v.hint("communique inspect FILE shows those of a file")
	}
}

// list prints problems, each with its line. Of several in a row with the same
// hint, the last has it.
func (v *voice) list(list communique.Problems) {
	lines := newExcerpts(v.width)
	for i, p := range list {
		last := i+1 == len(list) || list[i+1].Hint != p.Hint
		v.problem(p, lines.of(p), last)
	}
}

// findings prints problems in groups, the worst first: errors before warnings,
// then the files with the most.
func (v *voice) findings(list communique.Problems) {
	groups := grouping(list)
	for i, g := range groups {
		if len(groups) > 1 {
			if i > 0 {
				fmt.Fprintln(v.err)
			}
			fmt.Fprintln(v.err, paint(v.colourErr, bold, g.title()))
		}
		v.list(g.problems)
	}
}

// say prints a line about the call or its outcome. What others wrote in it, such
// as the name of a file, gives the terminal no orders; a few errors have lines.
func (v *voice) say(format string, args ...any) {
	lines := strings.Split(fmt.Sprintf(format, args...), "\n")
	for i, line := range lines {
		lines[i] = visible(line)
	}
	fmt.Fprintf(v.err, "%s %s\n", paint(v.colourErr, bold, "communique:"), strings.Join(lines, "\n"))
}

func (v *voice) hint(text string) {
	if text != "" {
		fmt.Fprintln(v.err, paint(v.colourErr, dim, "    hint: "+text))
	}
}

// print puts one value on standard output, as JSON on one line.
func (v *voice) print(value any) error {
	e := json.NewEncoder(v.out)
	e.SetEscapeHTML(false)
	return e.Encode(value)
}

// errFindings says that all there is to say has been printed.
var errFindings = errors.New("findings")

// exit prints what is left to say about an error and returns the exit code.
func (v *voice) exit(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
	case errors.Is(err, context.Canceled):
		v.say("interrupted; nothing was written")
	default:
		v.say("%s", err)
		v.hint(hintFor(err))
	}
	return exitFindings
}

// misuse prints what is wrong with a call of a verb and returns the exit code.
func (v *voice) misuse(err error, verb string) int {
	v.say("%s", strings.TrimRight(err.Error(), "\n"))
	var known *misuse
	if errors.As(err, &known) && known.hint != "" {
		v.hint(known.hint)
	}
	v.hint(verb + " --help shows how it is called")
	return exitMisuse
}

// An advice is an error of which it is known what to do about it.
type advice struct {
	error
	hint string
}

func (a *advice) Unwrap() error { return a.error }

// hintFor says what to do about a failure of the machine, if that is known.
func hintFor(err error) string {
	var destination *communique.DestinationError
	var known *advice
	var own interface{ Hint() string }
	switch {
	case errors.As(err, &known):
		return known.hint
	case errors.As(err, &destination):
		return destination.Hint
	case errors.As(err, &own):
		return own.Hint()
	case errors.Is(err, fs.ErrPermission):
		return "look at who may read and write there"
	}
	return ""
}

// count gives "1 page", "2 pages".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return grouped(n) + " " + stem + "ies"
	}
	return grouped(n) + " " + noun + "s"
}

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// size gives bytes in the unit that a person would choose. What rounds to a
// thousand of a unit is one of the next.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 999_500:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	case n < 999_950_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// seconds gives a duration as people read it off a clock.
func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
