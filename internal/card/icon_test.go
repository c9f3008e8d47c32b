package card

import (
	"bytes"
	"encoding/binary"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

var update = flag.Bool("update", false, "draw the icons of static/root anew from static/favicon.svg")

const static = "../../static"

// mark is what favicon.svg shows: rectangles on a grid of 16 by 16, of one
// colour.
type mark struct {
	parts  []image.Rectangle
	colour color.RGBA
}

var (
	oneColour = regexp.MustCompile(`fill="#([0-9a-f]{6})"`)
	onePart   = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v(\d+)H(\d+)z`)
)

func readMark(t *testing.T) mark {
	t.Helper()
	svg, err := os.ReadFile(filepath.Join(static, "favicon.svg"))
	if err != nil {
		t.Fatal(err)
	}
	fill := oneColour.FindAllSubmatch(svg, -1)
	if len(fill) != 1 {
		t.Fatalf("favicon.svg has %d colours, want one", len(fill))
	}
	rgb, _ := strconv.ParseUint(string(fill[0][1]), 16, 32)
	m := mark{colour: color.RGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 0xff}}
	for _, part := range onePart.FindAllSubmatch(svg, -1) {
		var n [5]int
		for i := range n {
			n[i], _ = strconv.Atoi(string(part[i+1]))
		}
		if n[0] != n[4] {
			t.Fatalf("%s is no rectangle", part[0])
		}
		m.parts = append(m.parts, image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]))
	}
	return m
}

// draw draws the mark on a square of a ground, some pixels to a unit of its
// grid.
func (m mark) draw(size, unit int, ground color.Color) image.Image {
	picture := image.NewNRGBA(image.Rect(0, 0, size, size))
	draw.Draw(picture, picture.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	margin := image.Pt((size-16*unit)/2, (size-16*unit)/2)
	for _, p := range m.parts {
		area := image.Rectangle{p.Min.Mul(unit), p.Max.Mul(unit)}.Add(margin)
		draw.Draw(picture, area, image.NewUniform(m.colour), image.Point{}, draw.Src)
	}
	return picture
}

func encode(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// icoSizes are those that tabs, lists of bookmarks and desktops ask for.
var icoSizes = []int{16, 32, 48}

// ico packs pictures as a file of icons: a head of three words, 16 bytes for
// each picture, the pictures.
func ico(pictures [][]byte) []byte {
	data := binary.LittleEndian.AppendUint16([]byte{0, 0, 1, 0}, uint16(len(pictures)))
	offset := 6 + 16*len(pictures)
	for i, p := range pictures {
		data = append(data, byte(icoSizes[i]), byte(icoSizes[i]), 0, 0, 1, 0, 32, 0)
		data = binary.LittleEndian.AppendUint32(data, uint32(len(p)))
		data = binary.LittleEndian.AppendUint32(data, uint32(offset))
		offset += len(p)
	}
	return append(data, bytes.Join(pictures, nil)...)
}

// TestIcons holds the icons for programs that do not read SVG against
// favicon.svg, pixel by pixel.
func TestIcons(t *testing.T) {
	m := readMark(t)
	touch := m.draw(180, 8, ground) // on paper: a telephone puts black under what is clear
	if *update {
		var pictures [][]byte
		for _, size := range icoSizes {
			pictures = append(pictures, encode(t, m.draw(size, size/16, color.Transparent)))
		}
		for name, data := range map[string][]byte{"favicon.ico": ico(pictures), "apple-touch-icon.png": encode(t, touch)} {
			if err := os.WriteFile(filepath.Join(static, "root", name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(static, "root", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	same(t, "apple-touch-icon.png", read("apple-touch-icon.png"), touch)
	icons := read("favicon.ico")
	for i, size := range icoSizes {
		entry := icons[6+16*i:]
		length, offset := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		same(t, "favicon.ico at "+strconv.Itoa(size), icons[offset:offset+length], m.draw(size, size/16, color.Transparent))
	}
}

func same(t *testing.T, name string, data []byte, want image.Image) {
	t.Helper()
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s is %v, want %v", name, got.Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if color.RGBAModel.Convert(got.At(x, y)) != color.RGBAModel.Convert(want.At(x, y)) {
				t.Fatalf("%s differs from favicon.svg at %d, %d", name, x, y)
			}
		}
	}
}

// TestMarkReadable wants the mark to fall on whole pixels at 16 and to stand
// out from the bars of browsers in light and dark: 3 to 1, as WCAG 2.2 asks of
// pictures (1.4.11).
func TestMarkReadable(t *testing.T) {
	m := readMark(t)
	if len(m.parts) != 6 {
		t.Fatalf("the mark has %d parts on whole pixels, want 6", len(m.parts))
	}
	for _, p := range m.parts {
		if !p.In(image.Rect(0, 0, 16, 16)) || p.Dx() < 4 || p.Dy() < 4 {
			t.Errorf("the part %v is out of the grid or too fine", p)
		}
	}
	light := luminance(m.colour) + 0.05
	for name, c := range map[string]color.RGBA{"white": {255, 255, 255, 255}, "a dark tab": {0x35, 0x36, 0x3a, 255}, "a dark window": {0x20, 0x21, 0x24, 255}} {
		other := luminance(c) + 0.05
		if ratio := max(light, other) / min(light, other); ratio < 3 {
			t.Errorf("on %s the contrast is %.2f, want 3", name, ratio)
		}
	}
}

// luminance is that of WCAG 2.2.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
