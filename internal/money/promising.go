package money

import (
	"iter"
	"maps"
	"strings"
)

// promising reports whether a text has anything in it that makes a number a
// sum. It is to be fast on the text that has not, which is most text.
func promising(text string) bool {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '$' || c >= 0xC2 && signBytes(text[i:]):
			return true
		case !ascii(c):
			i++
			continue
		}
		start := i
		for i < len(text) && ascii(text[i]) {
			i++
		}
		if n := i - start; n <= longestName && currencyWord(text[start:i]) {
			return true
		}
		if i < len(text) && text[i] >= 0x80 && i-start < longestName {
			if rest := text[start:min(len(text), start+longestName)]; namedBeyondASCII(rest) {
				return true
			}
		}
	}
	return false
}

func ascii(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// longestName bounds the bytes of a name or code.
const longestName = 10

// signBytes reports the UTF-8 of a currency sign: those of Latin-1, Armenian,
// Bengali, Thai, Khmer, the block of currency symbols and the wide forms.
func signBytes(s string) bool {
	if len(s) < 2 {
		return false
	}
	switch s[0] {
	case 0xC2:
		return s[1] >= 0xA2 && s[1] <= 0xA5
	case 0xD6:
		return s[1] == 0x8F
	case 0xE2:
		return s[1] == 0x82 || s[1] == 0x83
	case 0xE0, 0xE1, 0xEF:
		for sign := range signs {
			if strings.HasPrefix(s, sign) {
				return true
			}
		}
	}
	return false
}

// currencyWord reports whether a word in ASCII letters names a currency.
func currencyWord(w string) bool {
	if lengths[w[0]|0x20]&(1<<len(w)) == 0 {
		return false
	}
	if w[0] >= 'A' && w[0] <= 'Z' {
		if codes[w] || aliases[w] != "" {
			return true
		}
	} else if _, ok := names[w]; ok {
		return true
	}
	var buf [longestName]byte
	for i := range len(w) {
		buf[i] = w[i] | 0x20
	}
	_, ok := names[string(buf[:len(w)])]
	return ok
}

// lengths has for each letter, in lower case, a bit for each length that names
// and codes which begin with it have. Most words of a text are none of them.
var lengths = func() (t [0x80]uint16) {
	for _, list := range []iter.Seq[string]{maps.Keys(codes), maps.Keys(aliases), maps.Keys(names)} {
		for w := range list {
			if len(w) <= longestName && w[0] < 0x80 {
				t[w[0]|0x20] |= 1 << len(w)
			}
		}
	}
	return t
}()

// namedBeyondASCII reports the few names with letters of other alphabets.
func namedBeyondASCII(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "złot") || strings.HasPrefix(s, "tögr") || strings.HasPrefix(s, "zł") || strings.HasPrefix(s, "kč")
}
