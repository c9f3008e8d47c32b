package card

import (
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// A typeface is one weight of the face, with what setting a line asks of it.
// It is not changed after it has been made.
type typeface struct {
	font   *sfnt.Font
	em     int            // units to the em
	caps   int            // height of capitals, in units
	glyphs map[rune]glyph // of every letter that it has
}

// A glyph is a letter to be set.
type glyph struct {
	index   sfnt.GlyphIndex
	advance int  // in units
	bearing int  // of blank ahead of its ink, in units
	letter  rune // what is drawn, not what was written
}

// The last letter of the face, save the ligatures and variants that stand in
// compatibility forms and that no text should hold.
const lastLetter = 0x25FF

// parse reads a typeface. All widths are read at once, so that setting a line
// needs none of the library's buffers.
func parse(data []byte) (*typeface, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	t := &typeface{font: f, em: int(f.UnitsPerEm()), glyphs: map[rune]glyph{}}
	var buffer sfnt.Buffer
	// Asked at a size of one em in units, the library answers in units.
	units := fixed.Int26_6(t.em)
	m, err := f.Metrics(&buffer, units, font.HintingNone)
	if err != nil {
		return nil, err
	}
	t.caps = int(m.CapHeight)
	read := func(r rune, index sfnt.GlyphIndex) error {
		bounds, advance, err := f.GlyphBounds(&buffer, index, units, font.HintingNone)
		t.glyphs[r] = glyph{index, int(advance), int(bounds.Min.X), r}
		return err
	}
	for r := rune(' '); r <= lastLetter; r++ {
		index, err := f.GlyphIndex(&buffer, r)
		if err == nil && index != 0 {
			err = read(r, index)
		}
		if err != nil {
			return nil, err
		}
	}
	return t, read('0', plainZero(f, &buffer))
}

// plainZero finds the nought without a stroke. That with one, which the face
// gives unasked, tells it from O in programs; in a sum of money it only looks
// odd.
func plainZero(f *sfnt.Font, buffer *sfnt.Buffer) sfnt.GlyphIndex {
	for index := sfnt.GlyphIndex(f.NumGlyphs()) - 1; index > 0; index-- {
		if name, err := f.GlyphName(buffer, index); err == nil && name == "zero.empty" {
			return index
		}
	}
	panic("card: the typeface has no plain nought")
}

// capital returns the height of capitals in pixels.
func (t *typeface) capital(size int) int { return t.caps * size / t.em }

// equivalents are plain ways to write signs that the face may lack. Currencies
// have their ISO 4217 code, which fact sheets use as well.
var equivalents = map[rune]string{
	'\u2010': "-", '\u2011': "-", // hyphen, no-break hyphen
	'\u2002': " ", '\u2003': " ", '\u2004': " ", '\u2005': " ", '\u2006': " ", '\u2009': " ", '\u200A': " ",
	'\u2007': "\u00A0", '\u202F': "\u00A0", // figure space, narrow no-break space
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl",
	'\u2103': "°C", '\u2109': "°F",
	'₩': "KRW\u00A0", '₹': "INR\u00A0", '₱': "PHP\u00A0", '₫': "\u00A0VND", '₪': "ILS\u00A0", '₺': "TRY\u00A0", '₽': "\u00A0RUB",
	'₴': "\u00A0UAH", '₸': "\u00A0KZT", '₦': "NGN\u00A0", '₵': "GHS\u00A0", '₡': "CRC\u00A0", '₲': "PYG\u00A0", '₮': "\u00A0MNT",
	'₭': "\u00A0LAK", '₼': "\u00A0AZN", '₾': "\u00A0GEL", '฿': "THB\u00A0", '৳': "BDT\u00A0", '៛': "\u00A0KHR",
}

// spell turns a line into glyphs, or into none when it has a letter that the
// face cannot draw. The package comment says what is replaced and left out. Of
// white space one space stays, and none at the ends.
func (t *typeface) spell(text string) []glyph {
	var line []glyph
	for _, r := range norm.NFC.String(text) {
		spelt, ok := t.letter(r)
		if !ok {
			return nil
		}
		for _, g := range spelt {
			if g.letter != ' ' || len(line) > 0 && line[len(line)-1].letter != ' ' {
				line = append(line, g)
			}
		}
	}
	if n := len(line); n > 0 && line[n-1].letter == ' ' {
		line = line[:n-1]
	}
	return line
}

// letter returns what is drawn for one letter, which may be nothing.
func (t *typeface) letter(r rune) (line []glyph, ok bool) {
	// A no-break space is no place to part words and stays what it is.
	if unicode.IsSpace(r) && r != '\u00A0' && equivalents[r] == "" {
		r = ' '
	}
	// The face has a hyphen for the soft one, which is not to be seen.
	if unicode.In(r, unicode.Cf, unicode.Cc) {
		return nil, true
	}
	if g, ok := t.glyphs[r]; ok {
		return []glyph{g}, true
	}
	if plain := equivalents[r]; plain != "" {
		return t.all(plain)
	}
	if unicode.In(r, unicode.Mn, unicode.Me) || pictured(r) {
		return nil, true
	}
	return t.unaccented(r)
}

// unaccented returns a letter with as many of its accents as the face has.
func (t *typeface) unaccented(r rune) (line []glyph, ok bool) {
	parts := []rune(norm.NFD.String(string(r)))
	for _, mark := range parts[1:] {
		if !unicode.Is(unicode.Mn, mark) {
			return nil, false
		}
	}
	for n := len(parts) - 1; n > 0; n-- {
		if line, ok := t.all(norm.NFC.String(string(parts[:n]))); ok {
			return line, true
		}
	}
	return nil, false
}

// pictured reports whether a sign is a picture (emoji, dingbats) rather than
// one that is read.
func pictured(r rune) bool {
	return 0x1F000 <= r && r <= 0x1FAFF || 0x2600 <= r && r <= 0x27BF || 0x2B00 <= r && r <= 0x2BFF
}

// all returns the glyphs of a text every letter of which must be there.
func (t *typeface) all(text string) (line []glyph, ok bool) {
	for _, r := range text {
		g, ok := t.glyphs[r]
		if !ok {
			return nil, false
		}
		line = append(line, g)
	}
	return line, true
}
