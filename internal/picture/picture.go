// Package picture computes where the parts of a picture stand: bars of sums of
// money on a scale, times on a line of years, dots that stand for counts.
//
// In go plain values: bounds of sums, days, numbers. Out come plain values:
// shares of the width of a picture, lanes, radii. The package knows neither
// documents nor HTML, adds nothing up, and draws no more than it is told: a sum
// that has only a lower bound gets an open end, never a length of its own
// making.
//
//	scale.go     sums → one scale, and each sum as a bar on it
//	timeline.go  times → a line of years, and each time as a mark on it
//	dot.go       counts → radii
//
// Lengths along a picture are shares of its width, not pixels, so that one
// drawing serves a phone and a wall. All arithmetic is on whole numbers and
// decimals (the radius apart, whose square root is the same on every machine):
// the same input gives the same coordinates.
package picture

import "strconv"

// A Share is a length or a place along the width of a picture, in hundredths
// of a per cent: from 0 to Whole.
type Share int

// Whole is the full width.
const Whole Share = 10_000

// String gives the share as SVG and CSS write it: "62.5%".
func (s Share) String() string {
	return strconv.FormatFloat(float64(s)/100, 'f', -1, 64) + "%"
}
