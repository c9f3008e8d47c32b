package card

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"
)

func drawer(t testing.TB) *Drawer {
	t.Helper()
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sentence is a title of 300 letters.
const sentence = "Launch a joint initiative with partners in the region to expand secure, resilient, and diversified supply chains for " +
	"critical minerals, semiconductors, large-capacity batteries, and pharmaceuticals, with a first ministerial review by the " +
	"end of 2022 and an annual public report to both legislatures, and more."

// specimens are cards of every shape.
var specimens = []struct {
	name string
	card Card
}{
	{"document", Card{"Commitments", "The Example Office · 21 May 2021", "Example – Sample Partnership", "38 commitments in 4 pillars · more than $3.7 billion", []int{255, 45, 195, 345}}},
	{"short", Card{"Commitments", "Pillar 2 of 4", "Health", "12 commitments", []int{45}}},
	{"sentence", Card{"Commitments", "Pillar 4 of 4", sentence, "38 commitments in 4 pillars · more than $3.7 billion", []int{345}}},
	{"one word", Card{"Commitments", "Pillar 4 of 4", strings.Repeat("Betriebs", 40), "3 commitments", []int{345}}},
	{"wide letters", Card{strings.Repeat("Щ", 200), strings.Repeat("W", 200), strings.Repeat("W ", 200), strings.Repeat("W", 300), nil}},
	{"long lines", Card{sentence, sentence, sentence, sentence, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}}},
	{"Cyrillic and Greek", Card{"Обязательства", "Υπουργείο", "Совместное заявление · Κοινή δήλωση", "", []int{255}}},
	{"descenders", Card{"gjpqy", "gjpqy", "Ågypjq, Ǻgypjq ÅÅ gjpqyç", "gjpqy,;", nil}},
	{"title alone", Card{Title: "Health"}},
	{"figures alone", Card{Figures: "12 commitments"}},
	{"site alone", Card{Site: "Commitments"}},
	{"kicker alone", Card{Kicker: "Pillar 2 of 4"}},
}

// drawn draws a card and reads it back.
func drawn(t testing.TB, d *Drawer, c Card) image.Image {
	t.Helper()
	data, err := d.PNG(c)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if picture.Bounds() != image.Rect(0, 0, 1200, 630) {
		t.Fatalf("the card is %v", picture.Bounds())
	}
	return picture
}

var ground = color.RGBA{0xfc, 0xfb, 0xf8, 0xff}

// inked returns the least area that holds all ink beside the bar within an
// area.
func inked(picture image.Image, within image.Rectangle) image.Rectangle {
	var area image.Rectangle
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := max(within.Min.X, barWidth); x < within.Max.X; x++ {
			if color.RGBAModel.Convert(picture.At(x, y)) != color.Color(ground) {
				area = area.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return area
}

// TestMargins wants every word within the margins: at the left edge to the
// pixel, and nowhere closer than 60 pixels to the edges of the card.
func TestMargins(t *testing.T) {
	d := drawer(t)
	for _, s := range specimens {
		t.Run(s.name, func(t *testing.T) {
			picture := drawn(t, d, s.card)
			area := inked(picture, picture.Bounds())
			if area.Min.X < left || area.Min.X > left+1 {
				t.Errorf("the lines begin at %d, want %d", area.Min.X, left)
			}
			if area.Max.X > right || area.Min.Y < 60 || area.Max.Y > Height-60 {
				t.Errorf("the ink covers %v", area)
			}
		})
	}
}

// TestSize wants cards that load at once.
func TestSize(t *testing.T) {
	d := drawer(t)
	for _, s := range specimens {
		data, err := d.PNG(s.card)
		if err != nil {
			t.Fatal(err)
		}
		limit := 30_000
		if s.name == "long lines" || s.name == "wide letters" { // nobody has such
			limit = 45_000
		}
		if len(data) > limit {
			t.Errorf("%s: %d bytes, want at most %d", s.name, len(data), limit)
		}
	}
}

// TestLinesApart wants blank rows between the lines of a card.
func TestLinesApart(t *testing.T) {
	d := drawer(t)
	for _, s := range specimens {
		c := s.card
		c.Site, c.Kicker = "Commitments", "Pillar 2 of 4"
		if c.Title == "" || c.Figures == "" {
			continue
		}
		picture := drawn(t, d, c)
		gaps, blank := 0, 0
		area := inked(picture, picture.Bounds())
		for y := area.Min.Y; y < area.Max.Y; y++ {
			if inked(picture, image.Rect(left, y, Width, y+1)).Empty() {
				blank++
				continue
			}
			if blank >= 12 {
				gaps++
			}
			blank = 0
		}
		// Under the head, over and under the rule.
		if gaps < 3 {
			t.Errorf("%s: %d gaps between head, title, rule and figures, want 3 or more", s.name, gaps)
		}
	}
}

func TestEveryWordCounts(t *testing.T) {
	d := drawer(t)
	whole := specimens[0].card
	seen := map[string]string{}
	for name, change := range map[string]func(*Card){
		"whole":      func(*Card) {},
		"no site":    func(c *Card) { c.Site = "" },
		"no kicker":  func(c *Card) { c.Kicker = "" },
		"no title":   func(c *Card) { c.Title = "" },
		"no figures": func(c *Card) { c.Figures = "" },
		"no hues":    func(c *Card) { c.Hues = nil },
		"site":       func(c *Card) { c.Site += "!" },
		"kicker":     func(c *Card) { c.Kicker += "!" },
		"title":      func(c *Card) { c.Title += "!" },
		"figures":    func(c *Card) { c.Figures += "!" },
		"hue":        func(c *Card) { c.Hues = []int{255, 45, 195, 344} },
	} {
		c := whole
		change(&c)
		data, err := d.PNG(c)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[string(data)]; ok {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[string(data)] = name
		key := "input " + string(c.Input())
		if other, ok := seen[key]; ok {
			t.Errorf("%s has the input of %s", name, other)
		}
		seen[key] = name
	}
}

// TestInputLines wants inputs that tell where one line ends and the next
// begins.
func TestInputLines(t *testing.T) {
	a, b := Card{Site: "ab", Kicker: "c"}, Card{Site: "a", Kicker: "bc"}
	if bytes.Equal(a.Input(), b.Input()) {
		t.Errorf("the inputs of %+v and %+v are the same", a, b)
	}
	if !bytes.Equal(a.Input(), a.Input()) {
		t.Error("the input of one card differs from itself")
	}
}

// TestAtOnce draws from several goroutines with one drawer and compares with
// what drawers of their own draw.
func TestAtOnce(t *testing.T) {
	one := drawer(t)
	var group sync.WaitGroup
	for range 3 {
		for _, s := range specimens[:6] {
			group.Go(func() {
				got, err := one.PNG(s.card)
				if err != nil {
					t.Error(err)
				}
				want, err := drawer(t).PNG(s.card)
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s: the card differs from that of another drawer (%v)", s.name, err)
				}
			})
		}
	}
	group.Wait()
}

func TestBar(t *testing.T) {
	d := drawer(t)
	const title = "Health"
	bar := func(hues ...int) []color.Color {
		picture := drawn(t, d, Card{Title: title, Hues: hues})
		var colours []color.Color
		for y := range Height {
			c := picture.At(0, y)
			if picture.At(barWidth-1, y) != c || picture.At(barWidth, y) == c {
				t.Fatalf("%v: the bar is not %d pixels wide at %d", hues, barWidth, y)
			}
			if len(colours) == 0 || colours[len(colours)-1] != c {
				colours = append(colours, c)
			}
		}
		return colours
	}
	if got := bar(); len(got) != 1 || got[0] != color.Color(color.RGBA{0x1b, 0x1a, 0x17, 0xff}) {
		t.Errorf("without hues the bar is %v, want ink", got)
	}
	for _, hues := range [][]int{{255}, {255, 45}, {255, 45, 195, 345}, {0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330}} {
		if got := bar(hues...); len(got) != len(hues) {
			t.Errorf("hues %v make %d parts", hues, len(got))
		}
	}
	if a, b := bar(-15)[0], bar(345)[0]; a != b {
		t.Errorf("-15 degrees are %v, 345 degrees are %v", a, b)
	}
	if got := len(bar(make([]int, 300)...)); got != 1 {
		t.Errorf("300 times one hue makes %d parts", got)
	}
}

func TestNothing(t *testing.T) {
	d := drawer(t)
	for _, c := range []Card{
		{},
		{Title: " \n\t"},
		{Title: "\u200b\ufeff"},
		{Site: "협정", Kicker: "協定", Title: "اتفاق", Figures: "समझौता", Hues: []int{45}},
	} {
		if data, err := d.PNG(c); !errors.Is(err, ErrNothing) || data != nil {
			t.Errorf("%+v: %d bytes, error %v", c, len(data), err)
		}
	}
}

// TestTitleLeftOff wants the figures in the place of a title that cannot be
// set, and what remains as it is.
func TestTitleLeftOff(t *testing.T) {
	d := drawer(t)
	c := Card{Site: "Commitments", Kicker: "21 May 2021", Title: "한미 정상회담", Figures: "38 commitments · more than $3.7 billion"}
	got := drawn(t, d, c)
	head := image.Rect(0, 0, Width, 120)
	c.Title = "Health"
	with := drawn(t, d, c)
	for y := range head.Max.Y {
		for x := range Width {
			if got.At(x, y) != with.At(x, y) {
				t.Fatalf("the head differs at %d, %d", x, y)
			}
		}
	}
	if area := inked(got, image.Rect(0, 130, Width, 400)); area.Dx() < 500 {
		t.Errorf("the figures cover %v, want them large", area)
	}
	if area := inked(got, image.Rect(0, 450, Width, Height)); !area.Empty() {
		t.Errorf("there is ink at the foot: %v", area)
	}
	for _, c := range []Card{{Site: "Commitments", Title: "한미", Kicker: "21 May 2021"}, {Site: "公告", Title: "Health", Kicker: "اتفاق"}} {
		if area := inked(drawn(t, d, c), image.Rect(0, 0, Width, Height)); area.Empty() {
			t.Errorf("%+v: there is nothing on the card", c)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	d := drawer(b)
	for _, s := range specimens[:3] {
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				data, err := d.PNG(s.card)
				if err != nil {
					b.Fatal(err)
				}
				size = len(data)
			}
			b.ReportMetric(float64(size), "bytes/card")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}

// Letters that touch do not wear each other thin: what is dark stays dark.
func TestBlendKeepsInk(t *testing.T) {
	d, s := drawer(t), newSheet()
	s.clear(nil)
	s.fill(s.image.Rect, ink)
	s.draw(d.bold, d.bold.block("Health", headSizes, measure, 0), left, top, quiet)
	for i, tone := range s.image.Pix {
		if tone != ink {
			t.Fatalf("pixel %d is %d, want %d", i, tone, ink)
		}
	}
}
