package data

import (
	"time"

	"github.com/shopspring/decimal"

	"communique/internal/cite"
)

// A Book is all that the files of one document say, in finished values. Texts
// are on one line. [NewBook] makes one; it is not changed after that.
type Book struct {
	Document     Document
	Introduction []Block      // ahead of the first pillar
	Pillars      []Pillar     // at least one
	Commitments  []Commitment // in reading order, a parent ahead of its children
	Notes        []Block      // behind the end mark, which is one of them
	Parties      []Party      // that have a part in a commitment or pay a sum, in the order of their names
	Rows         []Row        // funding; each stands at its number less one
	Others       []Other      // money that is no funding
	Totals       []Total      // of the document, of each payer, of each pillar
	Asserted     []Asserted   // totals that the text itself states
	Deadlines    []Deadline   // in the order of the source

	license License
	keep    func(kind string, input []byte, make func() ([]byte, error)) ([]byte, error)
	base    string // address of the site, ending in a slash; empty if not known
	words   int    // visible words of the document
	works   []cite.Work
}

// A Pillar is a section of a document.
type Pillar struct {
	Number  string
	Heading string // without its number and its closing colon; ours where the document has none
	Printed string // as printed; empty where the document has none
	Level   int    // 1 for the outermost
	Page    string // address of its page, from the document's folder
	URL     string // the same, absolute; empty without a base URL
	Rule    string // that found it
	Blocks  []Block
}

// A Party is a party as the document names it.
type Party struct {
	Name    string
	Kind    string   // "government"
	Short   []string // further names that the document uses
	Country string   // ISO 3166-1 alpha-2 or EU; empty if none
	URL     string   // of its own site; empty if not known
}

// A Document says what the files are about.
type Document struct {
	Slug       string // folder of the files
	Title      string
	Source     string // name of the file, without its folder, which differs from machine to machine
	SHA256     string // of the source, in hexadecimal digits
	Permalink  string // address of the original; empty if unknown
	Archive    string // address of an archived copy; empty if unknown
	Publisher  string // empty if the document does not say
	Categories []string
	Published  time.Time // zero if unknown
	Modified   time.Time // zero if unknown
	Language   string    // BCP 47; empty if unknown
	URL        string    // absolute address of the folder, ending in a slash; empty without a base URL
}

// day returns the day of publication, ISO 8601; empty if unknown.
func (d *Document) day() string {
	if d.Published.IsZero() {
		return ""
	}
	return d.Published.Format(time.DateOnly)
}

// home returns the absolute address of the document's page, empty without a
// base URL.
func (d *Document) home() string {
	if d.URL == "" {
		return ""
	}
	return d.URL + "index.html"
}

// stamp returns when the document was last changed, as far as is known: the
// time that stands in files whose format wants one. Where nothing is known it
// is the first instant that a zip archive can tell.
func (d *Document) stamp() time.Time {
	switch {
	case !d.Modified.IsZero():
		return d.Modified.UTC()
	case !d.Published.IsZero():
		return d.Published.UTC()
	}
	return earliest
}

var earliest = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// A Spot is where in the document something stands.
type Spot struct {
	Commitment string // its number; empty outside commitments
	Page       string // address of its page, from the document's folder; of the pillar or the document outside commitments
	Pillar     string // its number; empty outside pillars, and for one that the document does not have
	Heading    string // of the pillar, in the same cases
	Sentence   string // the words in context
	Lines      [2]int // first and last in the source, from 1
	Bytes      [2]int // of the quoted words in the source, half open
}

// A Row is one sum that is funding.
type Row struct {
	Spot
	Number    int    // from 1, in the order of the source; rows without a figure follow the others
	Place     string // kind of text: "commitment", "heading", "table"
	Quote     string
	Min, Max  decimal.NullDecimal // not valid where the text sets no such bound
	Currency  string              // ISO 4217
	Qualifier string              // "exact", "more-than"
	Period    string              // ISO 8601 parts joined by semicolons; empty for none
	Unit      string              // "case" of "per case"; empty for a sum as a whole

	Payer    string   // names joined; empty where no party is meant
	Payers   []string // the names, one by one
	Group    string   // name of the payer under which it is summed: of an agency, its government
	Words    string   // the payer as printed; empty where the sentence does not name it
	Inferred bool     // the payer is from the lead-in, the sentences before, or the document
	Class    string   // "public", "private", "mixed", "unclear"
	Status   string   // "committed", "announced"
	Flow     string   // "commitment", "loan"
	Purpose  string   // empty if not said

	Relation    string   // "new", "restates", "part", "includes"
	Related     []int    // numbers of the rows that the relation refers to
	Why         string   // what decided the relation
	Equivalents []Sum    // the same sum in other currencies, as printed; never added
	Counted     []string // IDs of the totals that add it
}

// A Sum is an amount without its words.
type Sum struct {
	Min, Max decimal.NullDecimal
	Currency string
}

// An Other is a sum of money that is no funding.
type Other struct {
	Spot
	Quote string
	Sum
	Qualifier string
	Reason    string // for a reader: "price", "trade"
}

// A Total is a sum of rows that are alike, with its proof.
type Total struct {
	ID        string // "T1": its place in the book
	Scope     string // what it is a total of: "document", "payer", "pillar"
	Name      string // whose: title, name, heading; empty where the payer is not known, or outside pillars
	Currency  string
	Class     string
	Flow      string
	Rate      string // "/P1Y" a year, "per case"; empty for lump sums
	Qualifier string // "exact", "more-than", "range"
	About     bool   // a figure is only about right
	Min, Max  decimal.NullDecimal
	Words     string // for a reader: "more than USD 3,700,000,000"
	Added     []int  // numbers of the rows, in order
	LeftOut   []Omission
	Vague     int // how many of those left out are of its kind and have no figure
}

// An Omission is a row that a total leaves out.
type Omission struct {
	Row    int
	Reason string
}

// An Asserted is a total that the text states, held against its parts.
type Asserted struct {
	Row        int   // that states it
	Parts      []int // the rows that it is said to hold
	Sum        decimal.Decimal
	Difference decimal.Decimal // stated less sum
	Complete   bool            // the parts are meant to be all there is
	Holds      bool            // the figures agree, as far as bounds allow
}

// row returns the row with a number, nil if there is none.
func (b *Book) row(number int) *Row {
	if i := number - 1; i >= 0 && i < len(b.Rows) {
		return &b.Rows[i]
	}
	return nil
}
