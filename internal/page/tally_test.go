package page

import (
	"testing"

	"github.com/shopspring/decimal"
)

// What is rounded stays true: a lower bound is not raised, an upper one not
// lowered, and a sum that is no longer exact says so.
func TestRoughly(t *testing.T) {
	for _, test := range []struct {
		name, min, max   string // empty for none
		nearly           bool
		low, high, about string
	}{
		{"a lower bound", "27387115165517.67", "", false, "27380000000000", "", ""},
		{"an upper bound", "", "49923540405", false, "", "49930000000", ""},
		{"a range", "12345", "12345.5", false, "12340", "12350", ""},
		{"exact", "2052500000", "2052500000", false, "2053000000", "2053000000", "about"},
		{"exact in four digits", "2052000000", "2052000000", false, "2052000000", "2052000000", ""},
		{"small", "280", "280", true, "280", "280", "about"},
	} {
		t.Run(test.name, func(t *testing.T) {
			null := func(s string) decimal.NullDecimal {
				if s == "" {
					return decimal.NullDecimal{}
				}
				return decimal.NewNullDecimal(decimal.RequireFromString(s))
			}
			low, high, about := roughly(null(test.min), null(test.max), test.nearly)
			text := func(d decimal.NullDecimal) string {
				if !d.Valid {
					return ""
				}
				return d.Decimal.String()
			}
			if text(low) != test.low || text(high) != test.high || about != (test.about != "") {
				t.Errorf("got %s to %s, about: %v; want %s to %s, %q", text(low), text(high), about, test.low, test.high, test.about)
			}
		})
	}
}
