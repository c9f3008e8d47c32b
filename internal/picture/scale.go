package picture

import "github.com/shopspring/decimal"

// A Sum is what a bar stands for. A bound that is not valid is open; a sum
// without any bound cannot be drawn and gives an empty bar.
type Sum struct {
	Min, Max decimal.NullDecimal // never negative, Min not above Max
	About    bool                // the figures are only about right
}

// End returns the largest figure that the sum has: where its bar ends.
func (s Sum) End() decimal.Decimal {
	if s.Max.Valid {
		return s.Max.Decimal
	}
	return s.Min.Decimal
}

// A Shape says how a bar ends.
type Shape uint8

const (
	Exact   Shape = iota // a straight edge
	Open                 // a torn edge: at least so much, and nobody says how much more
	Upper                // a dashed outline: so much at most, perhaps nothing
	Span                 // full to the lower figure, pale to the upper
	About                // a soft end: about so much
	Nothing              // no figure, or nought: no bar at all
)

var shapeNames = [...]string{"exact", "open", "upper", "span", "about", "nothing"}

// String gives the name of the shape, as templates and styles use it.
func (s Shape) String() string { return shapeNames[s] }

// A Bar is a sum on a scale.
type Bar struct {
	Shape Shape
	End   Share // of Span, its lower figure
	To    Share // of Span, its upper figure; elsewhere the same as End
	Tiny  bool  // too short to be seen for what it is: it must be drawn as a line, and said to be one
}

// Width returns the length of the pale part of a Span.
func (b Bar) Width() Share { return b.To - b.End }

// tiny is the share under which a bar cannot be told from a line: less than
// three pixels on a phone.
const tiny = 100

// A Scale runs from nought in equal steps.
type Scale struct {
	Step  decimal.Decimal // above nought
	Steps int             // from 1 to maxSteps
}

// maxSteps bounds the steps of a scale, so that their labels find room.
const maxSteps = 4

// beyond is how much longer than its figure the scale of an open sum is, so
// that its torn edge does not stand at the end of the scale.
var beyond = decimal.New(103, -2)

// mantissas are the steps that a reader can count in, times a power of ten.
var mantissas = []decimal.Decimal{decimal.New(1, 0), decimal.New(2, 0), decimal.New(25, -1), decimal.New(5, 0)}

// NewScale returns the scale with the finest steps on which all sums have
// room. Without a sum above nought it is one step of 1.
func NewScale(sums []Sum) Scale {
	top := decimal.Zero
	for _, s := range sums {
		end := s.End()
		if !s.Max.Valid {
			end = end.Mul(beyond)
		}
		top = decimal.Max(top, end)
	}
	if !top.IsPositive() {
		return Scale{decimal.New(1, 0), 1}
	}
	// The power of ten of the first digit; a step of a tenth of it is always too
	// fine, so the search begins there.
	power := int32(top.NumDigits()) + top.Exponent() - 2
	for {
		for _, m := range mantissas {
			step := m.Shift(power)
			if n := top.DivRound(step, 16).Ceil().IntPart(); n <= maxSteps {
				return Scale{step, int(n)}
			}
		}
		power++
	}
}

// Top returns the figure at the end of the scale.
func (s Scale) Top() decimal.Decimal { return s.Step.Mul(decimal.NewFromInt(int64(s.Steps))) }

// Ticks returns the figures at the steps, nought included.
func (s Scale) Ticks() []decimal.Decimal {
	out := make([]decimal.Decimal, s.Steps+1)
	for i := range out {
		out[i] = s.Step.Mul(decimal.NewFromInt(int64(i)))
	}
	return out
}

// Grid returns the places of the steps between nought and the end.
func (s Scale) Grid() []Share {
	var out []Share
	for i := 1; i < s.Steps; i++ {
		out = append(out, Whole*Share(i)/Share(s.Steps))
	}
	return out
}

// at returns the place of a figure.
func (s Scale) at(d decimal.Decimal) Share {
	n := d.Mul(decimal.NewFromInt(int64(Whole))).DivRound(s.Top(), 0).IntPart()
	return min(max(Share(n), 0), Whole)
}

// Bar returns a sum as a bar on the scale.
func (s Scale) Bar(sum Sum) Bar {
	b := Bar{Shape: sum.shape(), End: s.at(sum.End())}
	b.To = b.End
	if b.Shape == Span {
		b.End = s.at(sum.Min.Decimal)
	}
	b.Tiny = b.Shape != Nothing && b.To < tiny
	return b
}

// shape says how the bar of a sum ends. A bound weighs more than that a figure
// is about right.
func (s Sum) shape() Shape {
	switch {
	case !s.Min.Valid && !s.Max.Valid, s.Max.Valid && s.Max.Decimal.IsZero():
		return Nothing
	case !s.Max.Valid:
		return Open
	case !s.Min.Valid:
		return Upper
	case !s.Min.Decimal.Equal(s.Max.Decimal):
		return Span
	case s.About:
		return About
	}
	return Exact
}
