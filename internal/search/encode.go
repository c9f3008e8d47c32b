package search

// Numbers are written in printable ASCII without quotation mark and backslash,
// so that they stand in a JavaScript string as they are, and so that the
// compression of the host works on them: small numbers, which are frequent, are
// one character each.
//
// There are 91 digits. A number below 64 is one digit. Of any other, less 64,
// the rest by 27 makes a digit from 64, and the quotient follows in the same
// way.
const (
	last = 64 // digits that end a number
	more = 27 // digits after which it goes on
)

func appendNumber(b []byte, n int) []byte {
	for n >= last {
		n -= last
		b = append(b, digit(last+n%more))
		n /= more
	}
	return append(b, digit(n))
}

// digit returns the character of a value below last+more.
func digit(v int) byte {
	if c := byte('#' + v); c < '\\' {
		return c
	}
	return byte('#' + v + 1)
}
