// Package slug writes words in the characters that addresses are made of.
//
// In go words of any script; out comes what github.com/gosimple/slug makes of
// them in English, byte for byte: letters and digits of ASCII in lower case,
// with hyphens and underscores between them. It does so in one pass, and
// transliterates only what is not ASCII, whose tables take longer to unpack
// than a whole document to read. It does not shorten, and gives no names: two
// texts may have one slug, or an empty one.
package slug

import (
	"strings"
	"unicode/utf8"

	"github.com/gosimple/unidecode"
)

// Make returns the slug of some words.
func Make(words string) string {
	b := make([]byte, 0, len(words))
	for _, r := range words {
		switch {
		case r == '"' || r == '\'' || r == '’':
		case r == '&':
			b = append(b, "and"...)
		case r == '@':
			b = append(b, "at"...)
		case r < utf8.RuneSelf:
			b = add(b, byte(r))
		case strings.ContainsRune("\u00a0‒–—―“”…", r):
			b = add(b, '-')
		default:
			for _, c := range []byte(unidecode.Unidecode(string(r))) {
				b = add(b, c)
			}
		}
	}
	return strings.Trim(string(b), "-_")
}

// add adds a character of ASCII: a letter in lower case, a digit, an
// underscore, or a hyphen for anything else, unless one stands there already.
func add(b []byte, c byte) []byte {
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_':
		return append(b, c)
	case c >= 'A' && c <= 'Z':
		return append(b, c|0x20)
	case len(b) > 0 && b[len(b)-1] != '-':
		return append(b, '-')
	}
	return b
}
