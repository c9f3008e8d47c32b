package card

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The colours of a card: a ramp from paper to ink, whose middle serves for the
// edges of letters and for quieter words, then the hues.
const (
	levels = 12 // of the ramp
	paper  = 0
	ink    = levels - 1
	quiet  = levels * 76 / 100 // as dark as the site's colour of that name
	line   = levels * 14 / 100

	// most is how many hues there can be: with more the equal parts of the bar
	// would be slivers.
	most = 24
)

// A sheet is what a card is drawn on, with the tools for it. It serves one
// card at a time.
type sheet struct {
	image  *image.Paletted
	mask   *image.Alpha
	vector vector.Rasterizer
	buffer sfnt.Buffer
}

func newSheet() *sheet {
	return &sheet{
		image: image.NewPaletted(image.Rect(0, 0, Width, Height), nil),
		mask:  image.NewAlpha(image.Rect(0, 0, maskSize, maskSize)),
	}
}

// clear makes the sheet blank but for the bar.
func (s *sheet) clear(hues []int) {
	hues = hues[:min(len(hues), most)]
	s.image.Palette = append(s.image.Palette[:0], ramp[:]...)
	clear(s.image.Pix)
	s.fill(image.Rect(0, 0, barWidth, Height), ink)
	for i, hue := range hues {
		s.image.Palette = append(s.image.Palette, hueColour(hue))
		part := image.Rect(0, Height*i/len(hues), barWidth, Height*(i+1)/len(hues))
		s.fill(part, uint8(levels+i))
	}
}

// fill paints an area with a colour of the palette.
func (s *sheet) fill(area image.Rectangle, colour uint8) {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := s.image.Pix[s.image.PixOffset(area.Min.X, y):s.image.PixOffset(area.Max.X, y)]
		for i := range row {
			row[i] = colour
		}
	}
}

// draw sets a text, its upper left corner in pixels, in a tone of the ramp.
func (s *sheet) draw(t *typeface, block text, x, y int, tone uint8) {
	base := y + (leading(block.size)-t.capital(block.size))/2 + t.capital(block.size)
	for _, line := range block.lines {
		// Blank ahead of the first letter grows with the size; without it large
		// lines would stand in from small ones.
		units := -line[0].bearing
		for _, g := range line {
			// Places are rounded from the start of the line, not from letter to
			// letter, so that roundings do not add up.
			at := fixed.I(x) + fixed.Int26_6(units*64*block.size/t.em)
			s.glyph(t, g, block.size, at, base, tone)
			units += g.advance
		}
		base += leading(block.size)
	}
}

// maskSize is the largest glyph in pixels that can be drawn, both ways: three
// times the largest size, as no letter is wider. The library draws larger ones
// in another arithmetic.
const maskSize = 288

// glyph draws one letter.
func (s *sheet) glyph(t *typeface, g glyph, size int, x fixed.Int26_6, base int, tone uint8) {
	outline, err := t.font.LoadGlyph(&s.buffer, g.index, fixed.I(size), nil)
	if err != nil || len(outline) == 0 {
		return // a space; glyphs were tried when the face was read
	}
	bounds := outline.Bounds()
	area := image.Rect((x + bounds.Min.X).Floor(), base+bounds.Min.Y.Floor(), (x + bounds.Max.X).Ceil(), base+bounds.Max.Y.Ceil())
	s.vector.Reset(area.Dx(), area.Dy())
	s.vector.DrawOp = draw.Src
	s.trace(outline, x-fixed.I(area.Min.X), fixed.I(base-area.Min.Y))
	mask := image.Rect(0, 0, area.Dx(), area.Dy())
	s.vector.Draw(s.mask, mask, image.Opaque, image.Point{})
	s.blend(area, tone)
}

// trace adds an outline to the rasterizer, moved by (x, y).
//
// Curves are made lines here, in whole numbers: the library does it with
// floating point, whose last bit may differ from one machine to another.
func (s *sheet) trace(outline sfnt.Segments, x, y fixed.Int26_6) {
	offset := fixed.Point26_6{X: x, Y: y}
	var pen fixed.Point26_6
	for _, segment := range outline {
		switch a := segment.Args; segment.Op {
		case sfnt.SegmentOpMoveTo:
			s.vector.ClosePath()
			pen = a[0].Add(offset)
			s.vector.MoveTo(pixels(int(pen.X)*8), pixels(int(pen.Y)*8))
		case sfnt.SegmentOpLineTo:
			pen = a[0].Add(offset)
			s.vector.LineTo(pixels(int(pen.X)*8), pixels(int(pen.Y)*8))
		case sfnt.SegmentOpQuadTo:
			b, c := a[0].Add(offset), a[1].Add(offset)
			s.curve(pen, b, c)
			pen = c
		default:
			panic("card: TrueType outlines have no cubic curves")
		}
	}
	s.vector.ClosePath()
}

// curve adds a quadratic curve as lines that stray from it by less than a
// thirtieth of a pixel.
func (s *sheet) curve(a, b, c fixed.Point26_6) {
	// Of n lines, the farthest from the curve is |a-2b+c| / 4n² away.
	bend := max(abs(int(a.X-2*b.X+c.X)), abs(int(a.Y-2*b.Y+c.Y)))
	n := 1
	for 8*n*n < bend {
		n++
	}
	for i := 1; i <= n; i++ {
		p, q, r := (n-i)*(n-i), 2*i*(n-i), i*i
		s.vector.LineTo(
			pixels((p*int(a.X)+q*int(b.X)+r*int(c.X))*8/(n*n)),
			pixels((p*int(a.Y)+q*int(b.Y)+r*int(c.Y))*8/(n*n)))
	}
}

// pixels turns a length in 512ths of a pixel, the grid of the rasterizer, into
// pixels, exactly.
func pixels(n int) float32 { return float32(n) / 512 }

func abs(n int) int { return max(n, -n) }

// blend puts the mask on an area. Letters that touch do not wear each other
// thin: the darker tone stays.
func (s *sheet) blend(area image.Rectangle, tone uint8) {
	visible := area.Intersect(s.image.Rect)
	for y := visible.Min.Y; y < visible.Max.Y; y++ {
		mask := s.mask.Pix[s.mask.PixOffset(visible.Min.X-area.Min.X, y-area.Min.Y):]
		row := s.image.Pix[s.image.PixOffset(visible.Min.X, y):s.image.PixOffset(visible.Max.X, y)]
		for i := range row {
			row[i] = max(row[i], uint8((int(mask[i])*int(tone)+127)/255))
		}
	}
}

// ramp is the tones from paper to ink, in even steps as screens mix them.
var ramp = func() (tones [levels]color.Color) {
	from, to := color.RGBA{0xfc, 0xfb, 0xf8, 0xff}, color.RGBA{0x1b, 0x1a, 0x17, 0xff}
	for i := range tones {
		mix := func(a, b uint8) uint8 { return uint8((int(a)*(ink-i) + int(b)*i + ink/2) / ink) }
		tones[i] = color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 0xff}
	}
	return tones
}()
