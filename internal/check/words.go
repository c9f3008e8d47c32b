package check

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is a run of letters, digits and marks as a reader sees it: composed
// (NFC) and without characters of no width. It begins with a letter or a
// digit, so that the mark of an emoji is no word.
type word struct {
	text       string
	start, end int  // bytes of the text it was read from, half-open
	maybe      bool // nobody can say whether it is visible, so both answers are right
	glued      bool // only a mark that matches nothing parts it from the word before, so both answers are right
}

// A collector cuts text into words. Text may come in pieces: what is between
// two pieces joins them, until part is called.
type collector struct {
	words []word

	src        string // the text at hand
	base       int    // the offset of its first byte
	start, end int    // of the open word
	open       bool
	joined     []byte // the open word, where it does not stand in src byte for byte
	loose      bool   // joined is in use
	wide       bool   // the open word has a character outside ASCII
	maybe      bool   // of the words to come
	glued      bool   // of the open word
	glue       bool   // of the next word
}

// move takes another stretch of text at hand, data[start:end]; the open word
// goes on into it.
func (c *collector) move(data []byte, start, end int) {
	if c.open && !c.loose {
		c.loose = true
		c.joined = append(c.joined[:0], c.text(c.start, c.end)...)
	}
	c.src, c.base = string(data[start:end]), start
}

// text returns the bytes of the text at hand between two offsets.
func (c *collector) text(start, end int) string { return c.src[start-c.base : end-c.base] }

// verbatim adds the text between two offsets.
func (c *collector) verbatim(start, end int) {
	src := c.text(start, end)
	for i := 0; i < len(src); {
		b := src[i]
		if b < utf8.RuneSelf {
			if !asciiWord[b] {
				c.part()
				i++
				continue
			}
			from := i
			for i++; i < len(src) && asciiWord[src[i]]; i++ {
			}
			c.extend(src[from:i], start+from, start+i)
			continue
		}
		r, size := utf8.DecodeRuneInString(src[i:])
		c.character(r, src[i:i+size], start+i, start+i+size)
		i += size
	}
}

// decoded adds the meaning of an entity that stands between two offsets.
func (c *collector) decoded(s string, start, end int) {
	for _, r := range s {
		c.character(r, string(r), start, end)
	}
}

func (c *collector) character(r rune, s string, start, end int) {
	switch {
	case unicode.IsLetter(r) || unicode.IsNumber(r) || c.open && unicode.IsMark(r) && r != graphemeJoiner:
		c.wide = c.wide || r >= utf8.RuneSelf
		c.extend(s, start, end)
	case unicode.Is(unicode.Cf, r) || r == graphemeJoiner:
		// No width: soft hyphen, joiners, byte order mark, directional marks.
	default:
		c.part()
	}
}

// graphemeJoiner is the one mark that neither shows nor combines.
const graphemeJoiner = '\u034f'

func (c *collector) extend(s string, start, end int) {
	switch {
	case !c.open:
		c.open, c.start = true, start
		c.glued, c.glue = c.glue, false
		c.loose = end-start != len(s) || c.text(start, end) != s
		c.joined = c.joined[:0]
		if c.loose {
			c.joined = append(c.joined, s...)
		}
	case c.loose:
		c.joined = append(c.joined, s...)
	case start != c.end || c.text(start, end) != s:
		c.loose = true
		c.joined = append(append(c.joined[:0], c.text(c.start, c.end)...), s...)
	}
	c.end = end
}

// part ends the open word.
func (c *collector) part() {
	c.finish()
	c.glue = false
}

// stray ends the open word at a mark that matches nothing: a reader sees it,
// but it was meant to join.
func (c *collector) stray() {
	c.glue = c.glue || c.open
	c.finish()
}

func (c *collector) finish() {
	if !c.open {
		return
	}
	var text string
	if c.loose {
		text = string(c.joined)
	} else {
		text = c.text(c.start, c.end)
	}
	if c.wide && !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	c.words = append(c.words, word{text, c.start, c.end, c.maybe, c.glued})
	c.open, c.wide = false, false
}

// asciiWord says which ASCII characters belong to words.
var asciiWord = func() (t [256]bool) {
	for b := range t {
		t[b] = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	}
	return t
}()
