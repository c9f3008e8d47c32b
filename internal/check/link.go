package check

import (
	"bytes"
	"strings"
)

// maxLabel is how long a link label may be, in bytes; CommonMark counts
// characters.
const maxLabel = 999

// linkLabel reads a label in brackets whose "[" is at at. It returns the label
// as it is compared, and the offset after its "]".
func linkLabel(text []byte, at, end int) (label string, after int, ok bool) {
	for i := at + 1; i < end && i-at <= maxLabel+1; i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			return "", 0, false
		case ']':
			label = normalise(text[at+1 : i])
			return label, i + 1, label != ""
		}
	}
	return "", 0, false
}

// normalise folds case and white space of a label.
func normalise(label []byte) string {
	return strings.ToLower(strings.ToUpper(strings.Join(strings.Fields(string(label)), " ")))
}

// inlineTarget returns the end of "(address "title")" at at, or 0.
func inlineTarget(text []byte, at, end int, known *angled) int {
	if at >= end || text[at] != '(' {
		return 0
	}
	at = skipBlank(text, at+1, end)
	if at < end && text[at] == ')' {
		return at + 1
	}
	at, ok := linkDestination(text, at, end, known)
	if !ok {
		return 0
	}
	if gap := skipBlank(text, at, end); gap > at && gap < end {
		if title, found := linkTitle(text, gap, end); found {
			at = title
		}
	}
	at = skipBlank(text, at, end)
	if at < end && text[at] == ')' {
		return at + 1
	}
	return 0
}

// linkDestination returns the end of an address at at.
func linkDestination(text []byte, at, end int, known *angled) (after int, ok bool) {
	if at < end && text[at] == '<' {
		return angleDestination(text, at, end, known)
	}
	const maxDepth = 32 // of brackets in an address, as the reference parser has it
	depth := 0
	i := at
scan:
	for ; i < end && text[i] > ' ' && text[i] != 0x7f; i++ {
		switch text[i] {
		case '\\':
			if i+1 < end && isPunctuation(text[i+1]) {
				i++
			}
		case '(':
			if depth++; depth > maxDepth {
				return 0, false
			}
		case ')':
			if depth == 0 {
				break scan
			}
			depth--
		}
	}
	// A bracket left open ("(https://example.org/a( )") breaks the rule that
	// brackets balance, but nobody would take such an address for words.
	return i, i > at
}

// An angled is where the last address in angle brackets begins and ends. One
// that begins within it ends there too, so that text full of them is read once.
type angled struct {
	start, end int
	closed     bool
}

// angleDestination returns the end of an address in angle brackets.
func angleDestination(text []byte, at, end int, known *angled) (after int, ok bool) {
	if known.start < at && at < known.end {
		return known.end, known.closed
	}
	i := at + 1
	for ; i < end && text[i] != '\n' && text[i] != '>'; i++ { // "<" within does not end it to the parser that makes the pages
		if text[i] == '\\' {
			i++
		}
	}
	i = min(i, end)
	*known = angled{at, i, i < end && text[i] == '>'}
	if known.closed {
		known.end++
	}
	return known.end, known.closed
}

// linkTitle returns the end of a title in quotes or brackets at at.
func linkTitle(text []byte, at, end int) (after int, ok bool) {
	shut := text[at]
	switch shut {
	case '"', '\'':
	case '(':
		shut = ')'
	default:
		return 0, false
	}
	for i := at + 1; i < end; i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == shut:
			return i + 1, true
		case c == '(' && shut == ')':
			return 0, false
		}
	}
	return 0, false
}

// autolink returns the end of an address in angle brackets, "<https://…>" or
// "<name@host>", or 0.
func autolink(text []byte, at, end int) int {
	i := at + 1
	for i < end && (asciiWord[text[i]] || bytes.IndexByte([]byte("+.-"), text[i]) >= 0) {
		i++
	}
	if n := i - at - 1; i < end && text[i] == ':' && n >= 2 && n <= 32 && isLetter(text[at+1]) {
		for i < end && text[i] > ' ' && text[i] != '<' && text[i] != '>' {
			i++
		}
		if i < end && text[i] == '>' {
			return i + 1
		}
		return 0
	}
	return mailAddress(text, at+1, end)
}

// mailAddress returns the end of "name@host>" at at, or 0.
func mailAddress(text []byte, at, end int) int {
	i := at
	for i < end && (asciiWord[text[i]] || bytes.IndexByte([]byte(".!#$%&'*+/=?^_`{|}~-"), text[i]) >= 0) {
		i++
	}
	if i == at || i == end || text[i] != '@' {
		return 0
	}
	for {
		i++
		label := i
		for i < end && (asciiWord[text[i]] || text[i] == '-') {
			i++
		}
		if n := i - label; i == end || n == 0 || n > 63 || text[label] == '-' || text[i-1] == '-' {
			return 0
		}
		switch text[i] {
		case '>':
			return i + 1
		case '.':
		default:
			return 0
		}
	}
}

// rawTag returns the end of a tag as Markdown understands them within prose
// (CommonMark 0.31, section 6.6), or 0.
func rawTag(text []byte, at, end int) int {
	i := at + 1
	closing := i < end && text[i] == '/'
	if closing {
		i++
	}
	if i == end || !isLetter(text[i]) {
		return 0
	}
	for i < end && (isLetter(text[i]) || isDigit(text[i]) || text[i] == '-') {
		i++
	}
	if !closing {
		for {
			next := rawAttribute(text, i, end)
			if next == i {
				break
			}
			i = next
		}
	}
	i = skipBlank(text, i, end)
	if !closing && i < end && text[i] == '/' {
		i++
	}
	if i < end && text[i] == '>' {
		return i + 1
	}
	return 0
}

// rawAttribute returns the end of the white space and attribute at at, or at.
func rawAttribute(text []byte, at, end int) int {
	name := skipBlank(text, at, end)
	if name == at || name == end || !isLetter(text[name]) && text[name] != '_' && text[name] != ':' {
		return at
	}
	i := name
	for i < end && (asciiWord[text[i]] || bytes.IndexByte([]byte("_:.-"), text[i]) >= 0) {
		i++
	}
	value := skipBlank(text, i, end)
	if value == end || text[value] != '=' {
		return i
	}
	value = skipBlank(text, value+1, end)
	if value == end {
		return i
	}
	switch c := text[value]; c {
	case '"', '\'':
		if j := bytes.IndexByte(text[value+1:end], c); j >= 0 {
			return value + 1 + j + 1
		}
		return i
	}
	stop := value
	for stop < end && text[stop] > ' ' && bytes.IndexByte([]byte("\"'=<>`"), text[stop]) < 0 {
		stop++
	}
	if stop == value {
		return i
	}
	return stop
}

// tagName returns the name of a tag in lower case.
func tagName(tag, room []byte) []byte {
	at := 1
	if tag[at] == '/' {
		at++
	}
	end := at
	for end < len(tag) && (isLetter(tag[end]) || isDigit(tag[end]) || tag[end] == '-') {
		end++
	}
	return lowerCase(tag[at:end], room)
}
