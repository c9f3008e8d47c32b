package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/text/width"

	"communique"
)

// excerpts shows the lines that problems are about. It reads each file once.
type excerpts struct {
	lines map[string][]string // by name; nil for a file that cannot be read
	width int                 // columns to use
}

// maxExcerpt bounds the files from which lines are shown, in bytes.
const maxExcerpt = 16 << 20

func newExcerpts(width int) *excerpts { return &excerpts{map[string][]string{}, width} }

// of returns the line of a problem with its number, and a mark beneath the
// place in it; empty where there is no line to show.
func (x *excerpts) of(p communique.Problem) string {
	lines := x.read(p.Pos.File)
	if p.Pos.Line < 1 || p.Pos.Line > len(lines) {
		return ""
	}
	number := fmt.Sprintf("%5d", p.Pos.Line)
	text, before := window([]rune(visible(lines[p.Pos.Line-1])), p.Pos.Column, x.width-len(number)-4)
	if strings.TrimSpace(text) == "" {
		return ""
	}
	out := number + " | " + text + "\n"
	if p.Pos.Column > 0 {
		out += blank(number) + " | " + strings.Repeat(" ", before) + "^\n"
	}
	return out
}

func (x *excerpts) read(name string) []string {
	if lines, ok := x.lines[name]; ok {
		return lines
	}
	x.lines[name] = nil
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxExcerpt {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(data), "\ufeff"))
	x.lines[name] = strings.Split(text, "\n")
	return x.lines[name]
}

// window cuts a line so that it fits into so many columns with the character
// number column (from 1) in it, and returns how many columns are ahead of that.
func window(line []rune, column, columns int) (text string, before int) {
	const gap = "… "
	at := min(max(column-1, 0), len(line))
	columns = max(columns, 20)
	start := 0
	if columnsOf(line[:at]) > columns*2/3 {
		room := columns / 2
		for start = at; start > 0 && room > 0; start-- {
			room -= columnsOf(line[start-1 : start])
		}
		text, before = gap, len([]rune(gap))
	}
	end, room := start, columns-before
	for end < len(line) && room > 0 {
		room -= columnsOf(line[end : end+1])
		end++
	}
	before += columnsOf(line[start:at])
	text += strings.TrimRight(string(line[start:end]), " ")
	if end < len(line) {
		text += " …"
	}
	return text, before
}

// columnsOf says how many columns characters take on a screen: two for those
// of East Asian scripts, none for marks that sit on the one before.
func columnsOf(text []rune) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !combining(r) {
				n++
			}
		}
	}
	return n
}
