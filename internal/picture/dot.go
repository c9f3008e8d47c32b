package picture

import (
	"math"
	"strconv"
)

// Radii of dots in pixels.
const (
	minRadius = 2
	maxRadius = 11
)

// Radius returns the radius, in pixels and as SVG writes it, of a dot whose
// area stands for n of at most most. A dot that stands for anything can be
// seen; none stands for nought, and for it the radius is "0".
func Radius(n, most int) string {
	if n <= 0 || most <= 0 {
		return "0"
	}
	r := maxRadius * math.Sqrt(float64(n)/float64(most))
	return strconv.FormatFloat(math.Round(max(r, minRadius)*10)/10, 'f', -1, 64)
}
