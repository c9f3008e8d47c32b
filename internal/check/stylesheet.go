package check

import "bytes"

// styleSheet checks a CSS file.
func (f *file) styleSheet() {
	f.leftovers()
	f.css(0, f.data)
}

// css checks each address in a style sheet that begins at offset in the file.
// Addresses are url(…), and the strings of @import and image-set(…).
func (f *file) css(offset int, sheet []byte) {
	s := cssScanner{data: sheet}
	for s.next() {
		u := picture
		if s.imported {
			u = load
		}
		f.address(offset+s.start, u, s.address)
	}
}

// A cssScanner finds the addresses in a style sheet.
type cssScanner struct {
	data     []byte
	at       int
	start    int    // where the address that was found begins
	address  []byte // as written, without quotes
	imported bool   // it is that of @import

	rule    string // the at-rule in which we are: "import", "namespace" or none
	strings int    // depth of brackets of image-set(…), in which strings are addresses
	depth   int    // of brackets
}

// next finds an address.
func (s *cssScanner) next() bool {
	for s.at < len(s.data) {
		rest := s.data[s.at:]
		switch c := rest[0]; {
		case bytes.HasPrefix(rest, []byte("/*")):
			s.at += skipTo(rest, "*/")
		case c == '"' || c == '\'':
			start := s.at + 1
			s.at += quoted(rest)
			if s.rule == "import" || s.strings > 0 {
				return s.found(start, max(start, s.at-1))
			}
		case c == '@':
			s.rule = ""
			if hasFold(rest, "@import") {
				s.rule = "import"
			} else if hasFold(rest, "@namespace") {
				s.rule = "namespace" // its address is a name, and is not loaded
			}
			s.at++
		case c == ';' || c == '{' || c == '}':
			s.rule = ""
			s.at++
		case c == '(':
			s.depth++
			s.at++
		case c == ')':
			s.depth = max(0, s.depth-1)
			if s.depth < s.strings {
				s.strings = 0
			}
			s.at++
		case hasFold(rest, "url("):
			if s.url(len("url(")) {
				return true
			}
		case hasFold(rest, "image-set("):
			s.depth++
			s.strings = s.depth
			s.at += len("image-set(")
		case c == '\\':
			s.at += 2
		case nameByte(c):
			s.at += nameLength(rest)
		default:
			s.at++
		}
	}
	return false
}

// url reads what follows "url(".
func (s *cssScanner) url(n int) bool {
	s.at += n
	for s.at < len(s.data) && isBlank(s.data[s.at]) {
		s.at++
	}
	start, end := s.at, 0
	if start < len(s.data) && (s.data[start] == '"' || s.data[start] == '\'') {
		start++
		s.at += quoted(s.data[s.at:])
		end = max(start, s.at-1)
	} else {
		s.at += skipTo(s.data[s.at:], ")") - 1
		s.at = max(s.at, start)
		end = s.at
	}
	if s.rule == "namespace" {
		return false
	}
	return s.found(start, min(end, len(s.data)))
}

func (s *cssScanner) found(start, end int) bool {
	s.start, s.address = start, bytes.TrimSpace(s.data[start:end])
	s.imported = s.rule == "import"
	return true
}

// skipTo returns the offset after the next end in b, or the length of b.
func skipTo(b []byte, end string) int {
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return len(b)
}

// quoted returns the length of the string in quotes that b begins with.
func quoted(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case b[0]:
			return i + 1
		case '\n':
			return i // a string that is not closed ends with the line
		}
	}
	return len(b)
}

func nameByte(c byte) bool { return asciiWord[c] || c == '-' || c == '_' || c >= 0x80 }

// nameLength returns how much of b is a name, up to and without a bracket.
func nameLength(b []byte) int {
	n := 1
	for n < len(b) && nameByte(b[n]) {
		n++
	}
	return n
}

// hasFold reports whether b begins with the ASCII string s in whatever case.
func hasFold(b []byte, s string) bool {
	return len(b) >= len(s) && bytes.EqualFold(b[:len(s)], []byte(s))
}
