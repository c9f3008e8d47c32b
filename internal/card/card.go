// Package card owns the picture that other programs show beside a link to a
// page: a social card, drawn from text alone.
//
// In goes a Card, the words and the hues; out comes a PNG of 1200 by 630
// pixels. Nothing is read from outside: the typeface (Go, by Bigelow & Holmes)
// comes with a Go module. The same card has the same bytes on every platform,
// for outlines, curves and colours are computed in whole numbers or in steps
// that no compiler may fuse; another version of Go may pack them differently.
//
// The typeface covers the alphabets of Windows' old list of 652 letters, WGL4:
// Latin with the accents of Europe, Greek, Cyrillic. What it lacks is treated
// so, in this order (see spell):
//
//   - signs that have a plain equivalent are written with it: ₩ as KRW;
//   - accents that it cannot draw are left off their letters: ạ as a;
//   - pictures (emoji) and marks without a shape are left out;
//   - a line with anything else, such as Arabic, Hangul or Chinese, is left off
//     as a whole, since half a title is worse than none. In the place of a
//     title that is left off stand the figures.
//
// The page itself carries every word as it is printed; the card is only its
// sign. It refuses to draw a card with no line at all: ErrNothing.
package card

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
)

// The size of a card in pixels, which is what Open Graph, and so all who show
// cards, expect: about 1.91 to 1.
const (
	Width  = 1200
	Height = 630
)

// Format is the number of the design. It is raised when the same card comes to
// look different, and is part of Card.Input.
const Format = 1

// A Card is what stands on a card. Each line is plain text of any length; an
// empty one takes no room. White space of any kind counts as one space, save
// the no-break space, which is kept.
type Card struct {
	Site    string // who publishes the site: at the head
	Kicker  string // over the title: "Pillar 2 of 4", "The White House · 21 May 2021"
	Title   string // the subject, as large as it fits
	Figures string // one line of figures at the foot: "38 commitments in 4 pillars"

	// Hues colours the bar at the edge, from the top down in equal parts: one for
	// a pillar and what belongs to it, one for each pillar for a document. Each
	// is an angle of OKLCH in degrees, taken round the circle. With none the bar
	// is in ink.
	Hues []int
}

// Input returns bytes that are equal for equal cards of one design and differ
// for others: what the picture is kept by.
func (c Card) Input() []byte {
	data := binary.AppendUvarint(nil, Format)
	for _, line := range []string{c.Site, c.Kicker, c.Title, c.Figures} {
		data = binary.AppendUvarint(data, uint64(len(line)))
		data = append(data, line...)
	}
	for _, hue := range c.Hues {
		data = binary.AppendVarint(data, int64(hue))
	}
	return data
}

// ErrNothing is the error for a card of which no line can be set: all are
// empty, or in letters that the typeface lacks.
var ErrNothing = errors.New("the typeface of cards covers no line of this card")

// A Drawer draws cards. It may be used by several goroutines at once; each in
// work holds about a megabyte, which is used again.
type Drawer struct {
	regular, medium, bold *typeface

	sheets sync.Pool // of *sheet
	coder  png.Encoder
}

// New reads the typefaces, which takes two milliseconds: one Drawer serves a whole
// build.
func New() (*Drawer, error) {
	d := &Drawer{coder: png.Encoder{CompressionLevel: compression, BufferPool: new(buffers)}}
	for _, f := range []struct {
		face **typeface
		data []byte
	}{{&d.regular, goregular.TTF}, {&d.medium, gomedium.TTF}, {&d.bold, gobold.TTF}} {
		face, err := parse(f.data)
		if err != nil {
			return nil, fmt.Errorf("typeface of cards: %w", err)
		}
		*f.face = face
	}
	d.sheets.New = func() any { return newSheet() }
	return d, nil
}

// Covers reports whether the typeface can set a line; an empty one it cannot.
func (d *Drawer) Covers(line string) bool {
	return len(d.bold.spell(line)) > 0
}

// PNG draws a card.
func (d *Drawer) PNG(c Card) ([]byte, error) {
	s := d.sheets.Get().(*sheet)
	defer d.sheets.Put(s)
	s.clear(c.Hues)
	if !d.compose(s, c) {
		return nil, ErrNothing
	}
	var out bytes.Buffer
	if err := d.coder.Encode(&out, s.image); err != nil {
		return nil, fmt.Errorf("card of %q: %w", c.Title, err)
	}
	return out.Bytes(), nil
}

// compression is chosen by measure. On the benchmark's cards the fastest saves
// a third of the time and adds a fifth to the size.
const compression = png.DefaultCompression

// buffers keeps the compressor's tables between cards.
type buffers struct{ pool sync.Pool }

func (b *buffers) Get() *png.EncoderBuffer {
	buffer, _ := b.pool.Get().(*png.EncoderBuffer)
	return buffer
}

func (b *buffers) Put(buffer *png.EncoderBuffer) { b.pool.Put(buffer) }

// The layout, in pixels. All lines begin at one edge; the bar is apart from
// them, at the edge of the card.
const (
	barWidth = 24
	left     = 96
	right    = Width - 72
	top      = 70
	bottom   = Height - 70
	measure  = right - left

	headGap    = 40 // between the head and the title
	wordGap    = 26 // between the site and what is beside it
	footGap    = 30 // between the foot's rule and what is about it
	ruleHeight = 2
)

// The sizes at which lines are tried, the largest first.
var (
	titleSizes   = []int{88, 76, 66, 58, 50}
	figuresSizes = []int{36, 32}
	headSizes    = []int{30}
)

// compose sets the lines of a card from both ends, the title in what is left.
// It reports whether there was a line to set.
func (d *Drawer) compose(s *sheet, c Card) bool {
	if !d.Covers(c.Title) {
		c.Title, c.Figures = together(c.Figures), ""
	}
	y := d.head(s, c)
	low := d.foot(s, c)
	title := d.bold.block(c.Title, titleSizes, measure, low-y)
	s.draw(d.bold, title, left, y, ink)
	return len(title.lines) > 0 || y > top || low < bottom
}

// head draws the site and, beside it if there is room, the kicker. It returns
// where the title may begin.
func (d *Drawer) head(s *sheet, c Card) int {
	site := d.bold.block(c.Site, headSizes, measure, 0)
	s.draw(d.bold, site, left, top, ink)
	kicker := d.regular.block(c.Kicker, headSizes, measure, 0)
	if beside := d.bold.width(site) + wordGap; beside+d.regular.width(kicker) <= measure && len(site.lines) > 0 {
		s.draw(d.regular, kicker, left+beside, top, quiet)
		return top + site.height() + headGap
	}
	s.draw(d.regular, kicker, left, top+site.height(), quiet)
	if y := top + site.height() + kicker.height(); y > top {
		return y + headGap
	}
	return top
}

// foot draws the figures under a rule. It returns where the title must end.
func (d *Drawer) foot(s *sheet, c Card) int {
	t := d.medium.block(c.Figures, figuresSizes, measure, 2*leading(figuresSizes[0]))
	if len(t.lines) == 0 {
		return bottom
	}
	y := bottom - t.height()
	s.draw(d.medium, t, left, y, ink)
	y -= footGap
	s.fill(image.Rect(left, y-ruleHeight, right, y), line)
	return y - ruleHeight - footGap
}

// together keeps the words of each of several figures on one line, unless they
// are too many for that.
func together(figures string) string {
	parts := strings.Split(figures, separator)
	for i, part := range parts {
		if utf8.RuneCountInString(part) < 36 {
			parts[i] = strings.ReplaceAll(part, " ", "\u00A0")
		}
	}
	return strings.Join(parts, separator)
}

// separator stands between figures of one line. It is not seen where a line
// ends with it.
const separator = " · "
