package cite

import (
	"fmt"
	"strings"
)

// RIS returns one record for each work: a tag of two signs, two spaces, a
// hyphen and a space, and a value to the end of the line, which is CR LF. The
// first tag of a record is TY, the last ER; between records is an empty line.
// The text is UTF-8.
//
// Of a name with a comma, programs take what is ahead of it for a family name;
// the format has no way to say that it is not.
func RIS(works []Work) []byte {
	var b strings.Builder
	for i, w := range works {
		if i > 0 {
			b.WriteString("\r\n")
		}
		w.ris(&b)
	}
	return []byte(b.String())
}

// RIS returns the record of one work.
func (w Work) RIS() string { return string(RIS([]Work{w})) }

func (w Work) ris(b *strings.Builder) {
	kind := "RPRT"
	if w.Container != "" {
		kind = "CHAP"
	}
	tag := func(name, value string) {
		if value != "" {
			b.WriteString(name + "  - " + value + "\r\n")
		}
	}
	tag("TY", kind)
	tag("ID", w.Key)
	tag("AU", w.Author)
	tag("TI", w.Title)
	tag("T2", w.Container)
	tag("SE", w.Number)
	if y, m, d, known := w.day(); known {
		tag("PY", fmt.Sprintf("%04d", y))
		tag("DA", fmt.Sprintf("%04d/%02d/%02d", y, m, d))
	}
	tag("PB", w.publisher())
	tag("LA", w.Language)
	tag("UR", w.address())
	tag("N1", w.origin())
	b.WriteString("ER  - \r\n")
}
