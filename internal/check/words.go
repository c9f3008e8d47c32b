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

	src        string // what offsets refer to
	start, end int    // of the open word
	open       bool
	joined     []byte // the open word, where it does not stand in src byte for byte
	loose      bool   // joined is in use
	wide       bool   // the open word has a character outside ASCII
	maybe      bool   // of the words to come
	glued      bool   // of the open word
	glue       bool   // of the next word
}

// verbatim adds src[start:end].
func (c *collector) verbatim(start, end int) {
	for i := start; i < end; {
		b := c.src[i]
		if b < utf8.RuneSelf {
			if !asciiWord[b] {
				c.part()
				i++
				continue
			}
			from := i
			for i++; i < end && asciiWord[c.src[i]]; i++ {
			}
			c.extend(c.src[from:i], from, i)
			continue
		}
		r, size := utf8.DecodeRuneInString(c.src[i:end])
		c.character(r, c.src[i:i+size], i, i+size)
		i += size
	}
}

// decoded adds the meaning of an entity that stands in src[start:end].
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
		c.loose = end-start != len(s) || c.src[start:end] != s
		c.joined = c.joined[:0]
		if c.loose {
			c.joined = append(c.joined, s...)
		}
	case c.loose:
		c.joined = append(c.joined, s...)
	case start != c.end || c.src[start:end] != s:
		c.loose = true
		c.joined = append(append(c.joined[:0], c.src[c.start:c.end]...), s...)
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
	text := c.src[c.start:c.end]
	if c.loose {
		text = string(c.joined)
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
