package card

import (
	"image/color"
	"math"
)

// The lightness and chroma of the bar: those of the site's pillars on paper.
const (
	lightness = 0.43
	chroma    = 0.09
)

// hueColour returns the colour of a hue in degrees. The few that screens cannot
// show are brought to the nearest of each channel, as browsers do.
func hueColour(degrees int) color.RGBA {
	linear := hueLinear(degrees)
	channel := func(i int) uint8 { return uint8(math.Round(255 * encoded(linear[i]))) }
	return color.RGBA{channel(0), channel(1), channel(2), 0xff}
}

// hueLinear returns red, green and blue of a hue in linear light, where 0 to 1
// can be shown. The matrices are those of CSS Color 4, section 10, from OKLab.
func hueLinear(degrees int) [3]float64 {
	h := float64((degrees%360+360)%360) * math.Pi / 180
	a, b := chroma*math.Cos(h), chroma*math.Sin(h)
	l := cube(lightness + 0.3963377773761749*a + 0.2158037573099136*b)
	m := cube(lightness - 0.1055613458156586*a - 0.0638541728258133*b)
	s := cube(lightness - 0.0894841775298119*a - 1.2914855480194092*b)
	return [3]float64{
		4.0767416360759574*l - 3.3077115392580616*m + 0.2309699031821044*s,
		-1.2684379732850317*l + 2.6097573492876887*m - 0.3413193760026573*s,
		-0.0041960761386756*l - 0.7034186179359363*m + 1.7076146940746117*s,
	}
}

func cube(x float64) float64 { return x * x * x }

// encoded returns a linear value as sRGB, 0 to 1.
func encoded(linear float64) float64 {
	if linear <= 0.0031308 {
		return max(0, 12.92*linear)
	}
	return min(1, 1.055*math.Pow(linear, 1/2.4)-0.055)
}
