package check

import (
	"bytes"
	"strings"
)

// An htmlEnd says what ends a block of HTML (CommonMark 0.31, section 4.6).
type htmlEnd uint8

const (
	blankLine htmlEnd = iota
	commentEnd
	instructionEnd
	declarationEnd
	cdataEnd
	rawTextEnd
)

var htmlEnds = [...][]string{
	commentEnd:     {"-->"},
	instructionEnd: {"?>"},
	declarationEnd: {">"},
	cdataEnd:       {"]]>"},
	rawTextEnd:     {"</script>", "</pre>", "</style>", "</textarea>"},
}

// in reports whether the line ends the block.
func (e htmlEnd) in(line []byte) bool {
	for _, s := range htmlEnds[e] {
		if containsFold(line, s) {
			return true
		}
	}
	return false
}

// containsFold reports whether the ASCII string s, in lower case, is in line
// in whatever case.
func containsFold(line []byte, s string) bool {
	for {
		i := bytes.IndexByte(line, s[0])
		if i < 0 || len(line)-i < len(s) {
			return false
		}
		if strings.EqualFold(string(line[i:i+len(s)]), s) {
			return true
		}
		line = line[i+1:]
	}
}

// htmlStart reports whether a block of HTML begins with the line, which begins
// with "<", and what ends it.
func htmlStart(line []byte, inParagraph bool) (htmlEnd, bool) {
	switch {
	case bytes.HasPrefix(line, []byte("<!--")):
		return commentEnd, true
	case bytes.HasPrefix(line, []byte("<?")):
		return instructionEnd, true
	case bytes.HasPrefix(line, []byte("<![CDATA[")):
		return cdataEnd, true
	case len(line) > 2 && line[1] == '!' && isUpper(line[2]):
		return declarationEnd, true
	}
	at := 1
	if at < len(line) && line[at] == '/' {
		at++
	}
	end := at
	for end < len(line) && (isLetter(line[end]) || end > at && (isDigit(line[end]) || line[end] == '-')) {
		end++
	}
	if end == at {
		return 0, false
	}
	var room [16]byte
	name := lowerCase(line[at:end], room[:0])
	rest := line[end:]
	switch {
	case at == 1 && rawTextBlocks[string(name)] && (len(rest) == 0 || isBlank(rest[0]) || startsTagEnd(rest)):
		return rawTextEnd, true
	case htmlBlocks[string(name)] && (len(rest) == 0 || rest[0] == ' ' || startsTagEnd(rest)):
		return blankLine, true
	}
	// Where the specification allows tabs after a tag, the parser that makes
	// the pages does not, and it excepts three ends of raw text.
	tagEnd := rawTag(line, 0, len(line))
	whole := tagEnd > 0 && len(bytes.TrimLeft(line[tagEnd:], " ")) == 0
	if !whole || inParagraph && !htmlBlocks[string(name)] {
		return 0, false
	}
	return blankLine, !rawTextBlocks[string(name)] || at > 1 && string(name) == "textarea"
}

// startsTagEnd reports whether what follows the name of a tag is its end.
func startsTagEnd(rest []byte) bool {
	return rest[0] == '>' || bytes.HasPrefix(rest, []byte("/>"))
}

var rawTextBlocks = map[string]bool{"script": true, "pre": true, "style": true, "textarea": true}

// htmlBlocks lists the elements that begin a block even within a paragraph.
var htmlBlocks = func() map[string]bool {
	t := make(map[string]bool)
	for name := range strings.FieldsSeq(`
		address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt
		fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li
		link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th
		thead title tr track ul`) {
		t[name] = true
	}
	return t
}()

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
