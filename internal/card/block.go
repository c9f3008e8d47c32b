package card

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// A text is lines set at one size.
type text struct {
	size  int // pixels to the em
	lines [][]glyph
}

// leading returns the distance of lines in pixels: closer for titles than for
// what is small.
func leading(size int) int {
	if size > 40 {
		return size * 114 / 100
	}
	return size * 130 / 100
}

// height returns what the lines take up, in pixels.
func (t text) height() int { return len(t.lines) * leading(t.size) }

// width returns the width of the widest line in pixels.
func (t *typeface) width(block text) int { return (widest(block.lines)*block.size + t.em - 1) / t.em }

// block breaks a text into lines at the largest size at which it fits into a
// width and a height in pixels without a word being broken, and balances them.
// At the last size words are broken that are wider than a line, and what goes
// beyond the height is cut off with an ellipsis; one line always stands.
func (t *typeface) block(line string, sizes []int, width, height int) text {
	glyphs := t.spell(line)
	if len(glyphs) == 0 {
		return text{}
	}
	ends := breaks(glyphs)
	for _, size := range sizes {
		room := width * t.em / size
		if lines := wrap(glyphs, ends, room); len(lines) <= height/leading(size) && widest(lines) <= room {
			return text{size, balance(glyphs, ends, room)}
		}
	}
	size := sizes[len(sizes)-1]
	room := width * t.em / size
	lines := wrap(glyphs, t.broken(glyphs, ends, room), room)
	if most := max(1, height/leading(size)); len(lines) > most {
		lines = append(lines[:most-1], t.cut(lines[most-1:], room))
	}
	return text{size, lines}
}

// breaks returns where lines may end, the end of the text included.
func breaks(glyphs []glyph) []int {
	var ends []int
	for i := 1; i < len(glyphs); i++ {
		if mayBreak(glyphs, i) {
			ends = append(ends, i)
		}
	}
	return append(ends, len(glyphs))
}

// mayBreak reports whether a line may end ahead of the glyph at i: after a
// space, and after a dash or a slash between letters. Figures stay together:
// 2021–2025 is one word, and so is F-35.
func mayBreak(glyphs []glyph, i int) bool {
	switch glyphs[i-1].letter {
	case ' ':
		return true
	case '-', '–', '—', '/':
		return i > 1 && unicode.IsLetter(glyphs[i-2].letter) && unicode.IsLetter(glyphs[i].letter)
	}
	return false
}

// wrap fills lines of a width in units, each with as much as it takes. What has
// no place to break in stays whole, however wide.
func wrap(glyphs []glyph, ends []int, width int) [][]glyph {
	var lines [][]glyph
	start, end := 0, 0
	for _, next := range ends {
		if end > start && long(glyphs[start:next]) > width {
			lines = append(lines, trimmed(glyphs[start:end]))
			start = end
		}
		end = next
	}
	return append(lines, trimmed(glyphs[start:end]))
}

// balance wraps to the least width that makes no more lines, so that no line
// is left with a word.
func balance(glyphs []glyph, ends []int, width int) [][]glyph {
	n := len(wrap(glyphs, ends, width))
	least := sort.Search(width, func(w int) bool {
		lines := wrap(glyphs, ends, w)
		return len(lines) <= n && widest(lines) <= w
	})
	return wrap(glyphs, ends, least)
}

// broken adds to the places where lines may end those within words that are
// wider than a line.
func (t *typeface) broken(glyphs []glyph, ends []int, width int) []int {
	all := slices.Clone(ends)
	start := 0
	for _, end := range ends {
		if long(glyphs[start:end]) > width {
			for i := start + 1; i < end; i++ {
				all = append(all, i)
			}
		}
		start = end
	}
	slices.Sort(all)
	return all
}

// cut returns the first of some lines with an ellipsis after its last whole
// word; after a letter where that would leave less than half of the line.
func (t *typeface) cut(lines [][]glyph, width int) []glyph {
	line := slices.Clone(lines[0])
	mark := t.glyphs['…']
	width -= mark.advance
	end := len(line)
	for end > 0 && long(line[:end]) > width {
		end--
	}
	if word := lastWord(line, end); long(line[:word]) > width/2 {
		end = word
	}
	for end > 0 && !unicode.In(line[end-1].letter, unicode.L, unicode.N, unicode.Pe, unicode.Sc) {
		end--
	}
	return append(line[:end], mark)
}

// lastWord returns the end of the last whole word that ends at or before an
// index.
func lastWord(line []glyph, end int) int {
	if end == len(line) || line[end].letter == ' ' {
		return end
	}
	for end > 0 && line[end-1].letter != ' ' {
		end--
	}
	return end
}

// long returns the width of glyphs in units, without what is trimmed.
func long(glyphs []glyph) int {
	n := 0
	for _, g := range trimmed(glyphs) {
		n += g.advance
	}
	return n
}

func widest(lines [][]glyph) int {
	n := 0
	for _, line := range lines {
		n = max(n, long(line))
	}
	return n
}

// trimmed returns a line without the space, or the separator, at its end.
func trimmed(glyphs []glyph) []glyph {
	for len(glyphs) > 0 && strings.ContainsRune(separator, glyphs[len(glyphs)-1].letter) {
		glyphs = glyphs[:len(glyphs)-1]
	}
	return glyphs
}
