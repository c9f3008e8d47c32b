package tests

import (
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"golang.org/x/text/unicode/norm"
)

// A sheet is a page as it is laid out for print; see testdata/reader/paper.js.
type sheet struct {
	Problems  []string   // words that are missing, or should not be there
	Texts     []string   // all words, node by node
	Rows      [][]string // of tables; each must be on one page
	Addresses []string   // of links to other sites; each must be on paper
}

// TestReaderPrint prints each kind of page to PDF: the words that a reader
// sees are on paper, with the addresses of links, and what serves to find
// one's way on a screen is not; no row of a table is split over pages. It
// reads the PDF with Poppler's pdftotext.
func TestReaderPrint(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		lacking(t, "pdftotext of Poppler is not installed")
	}
	paper := screen{name: "A4", width: 643, height: 960} // less margins of 20 mm
	eachPage(t, specimens(t), []screen{paper.dark()}, func(b *tab, of specimen, _ screen) []string {
		if ask[int](b, "screen.js") == 0 {
			return []string{"no words on the screen"}
		}
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		paper := ask[sheet](b, "paper.js")
		if of.kind == "404" {
			paper.Addresses = nil // it alone links to its own site by full addresses
		}
		pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
		if err != nil {
			b.t.Fatal(err)
		}
		keep(b.t, of, "print.pdf", pdf)
		return append(paper.Problems, paper.missing(readPDF(b.t, pdf))...)
	})
}

// readPDF returns the words of each page in the order in which they are drawn.
func readPDF(t *testing.T, pdf []byte) []string {
	t.Helper()
	command := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", "-", "-")
	command.Stdin = bytes.NewReader(pdf)
	text, err := command.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// missing returns what a PDF, given as the words of each page, lacks of a
// sheet.
func (s sheet) missing(pdf []string) []string {
	var problems []string
	pages := make([]string, len(pdf))
	for i, page := range pdf {
		pages[i] = bare(page)
	}
	all := strings.Join(pages, "")
	for _, text := range append(slices.Clone(s.Texts), s.Addresses...) {
		if !drawn(all, text) {
			problems = append(problems, fmt.Sprintf("not in the PDF: %.90q", strings.TrimSpace(text)))
		}
	}
	if got, want := lettersLeftwards(pdf), lettersLeftwards(s.Texts); got < want {
		problems = append(problems, fmt.Sprintf("%d letters written from right to left in the PDF, want %d or more", got, want))
	}
	for _, row := range s.Rows {
		whole := func(page string) bool {
			return !slices.ContainsFunc(row, func(text string) bool { return !drawn(page, text) })
		}
		if !slices.ContainsFunc(pages, whole) {
			problems = append(problems, fmt.Sprintf("a row of a table is split over pages: %.90q", strings.Join(row, " ")))
		}
	}
	return problems
}

// drawn reports whether a text stands in the bare text of a PDF: as a whole,
// or, where a page ends within it, word by word.
func drawn(paper, text string) bool {
	if strings.Contains(paper, bare(text)) {
		return true
	}
	for word := range strings.FieldsSeq(text) {
		if !strings.Contains(paper, bare(word)) {
			return false
		}
	}
	return len(strings.Fields(text)) > 1
}

// bare leaves the letters and digits of a text, without case, so that how
// lines are broken and words divided does not count. It leaves out letters
// that are written from right to left: their order in a PDF is that of the eye.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !leftwards(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

func leftwards(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }

// lettersLeftwards counts letters that are written from right to left.
func lettersLeftwards(texts []string) int {
	n := 0
	for _, text := range texts {
		for _, r := range norm.NFKC.String(text) {
			if leftwards(r) && unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}

// TestPDFsAreRead keeps the reading of prints honest.
func TestPDFsAreRead(t *testing.T) {
	page := sheet{
		Texts:     []string{"Money", "Each sum of money, by who gives it", "Norland", "$2.5 million", "Sudland", "€ 3"},
		Rows:      [][]string{{"Norland", "$2.5 million"}, {"Sudland", "€ 3"}},
		Addresses: []string{"https://example.org/sums"},
	}
	const head = "Money Each sum of money, by who gives it (https://example.org/sums) "
	for _, c := range []struct {
		name string
		pdf  []string
		want string // in the only problem; nothing where there is none
	}{
		{"whole", []string{head + "Norland $2.5 mil-\nlion Sudland € 3"}, ""},
		{"two pages", []string{head + "Norland $2.5 million", "Who How much Sudland € 3"}, ""},
		{"a text over two pages", []string{"Money Each sum of", "1 money, by who gives it https://example.org/sums Norland $2.5 million Sudland € 3"}, ""},
		{"a text is missing", []string{"Money https://example.org/sums Norland $2.5 million Sudland € 3"}, `not in the PDF: "Each sum`},
		{"an address is missing", []string{"Money Each sum of money, by who gives it Norland $2.5 million Sudland € 3"}, `not in the PDF: "https`},
		{"a row over two pages", []string{head + "Norland", "$2.5 million Sudland € 3"}, `split over pages: "Norland`},
	} {
		got := page.missing(c.pdf)
		if c.want == "" && len(got) == 0 || len(got) == 1 && c.want != "" && strings.Contains(got[0], c.want) {
			continue
		}
		t.Errorf("%s: %q, want %q", c.name, got, c.want)
	}
}
