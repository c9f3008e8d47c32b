package check

import "bytes"

// table adds the cells of text[start:end], where that is a table as GitHub
// has them: a row of heads, a row of dashes with at least as many cells, and
// rows. What stands before the heads is prose. Cells beyond the last head are
// words like any other.
func (b *blocks) table(start, end int) bool {
	head, dashes, body := start, -1, -1
	for at := start; at < end; {
		stop := lineEnd(b.text, at, end)
		if at > start {
			if columns := delimiters(b.text[at:stop]); columns > 0 {
				dashes, body = at, min(stop+1, end)
				if columns < len(cells(b.text, head, at)) {
					return false
				}
				break
			}
			head = at
		}
		at = stop + 1
	}
	if dashes < 0 {
		return false
	}
	b.tabled = head == start
	b.add(prose, start, head)
	b.row(head, dashes)
	for at := body; at < end; {
		stop := lineEnd(b.text, at, end)
		b.row(at, stop)
		at = stop + 1
	}
	return true
}

func (b *blocks) row(start, end int) {
	for _, c := range cells(b.text, start, end) {
		b.add(prose, c[0], c[1])
	}
}

// delimiters returns the number of columns that a row of dashes sets, or 0.
func delimiters(line []byte) int {
	margin := cursor{text: line, end: len(line)}
	if columns, _ := margin.indent(); columns > 3 || len(bytes.Trim(line, " \t|:-")) > 0 || len(bytes.Trim(line, "-")) == 0 {
		return 0
	}
	columns := 0
	for _, c := range cells(line, 0, len(line)) {
		cell := bytes.TrimSpace(line[c[0]:c[1]])
		cell = bytes.TrimSuffix(bytes.TrimPrefix(cell, []byte(":")), []byte(":"))
		if len(cell) == 0 || len(bytes.Trim(cell, "-")) > 0 {
			return 0
		}
		columns++
	}
	return columns
}

// cells returns the range of each cell of a row: it is cut at each pipe that
// has no backslash before it, even one in code.
func cells(text []byte, start, end int) [][2]int {
	for start < end && isBlank(text[start]) {
		start++
	}
	for end > start && isBlank(text[end-1]) {
		end--
	}
	if start < end && text[start] == '|' {
		start++
	}
	if end > start && text[end-1] == '|' {
		end--
	}
	var out [][2]int
	from := start
	for i := start; i < end; i++ {
		if text[i] == '|' && (i == 0 || text[i-1] != '\\') {
			out = append(out, [2]int{from, i})
			from = i + 1
		}
	}
	return append(out, [2]int{from, end})
}
