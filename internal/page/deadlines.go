package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"communique/internal/deadline"
	"communique/internal/site"
)

// deadlinesView is the view of deadlines.html.
type deadlinesView struct {
	frame
	viewHead
	Picture *timePicture // nil where it would show too little
	Next    []whenRow    // what falls due next; empty without a clock
	Years   []whenYear   // in order
	Undated []whenRow    // that the words alone do not date
	Parts   []link
	Embed   *embedSection
}

// A whenYear holds what falls due in one year.
type whenYear struct {
	ID    string
	URL   string // of the first of its rows' sections
	Year  string
	Count string
	Rows  []whenRow
}

// A whenRow is one deadline.
type whenRow struct {
	ID     string
	When   string // "12 November 2021", "October to December 2021"; empty where not known
	ISO    string // of When; empty where it is no single time
	Form   string // "deadline", "period", "event"
	Event  string
	State  string // "past", "open"; empty without a clock
	Quote  string
	Before string
	After  string
	Place  link
	Pillar link
	Lines  string
}

// maxNext bounds what is called next.
const maxNext = 3

func (w *documentWriter) deadlinesPage() error {
	path := w.doc.Deadlines
	if path == "" {
		return nil
	}
	f, err := w.frame(path, w.documentLink(path))
	if err != nil {
		return err
	}
	v := w.deadlinesView(path)
	v.frame = f.at(w.Renderer, path, "Deadlines – "+w.doc.Model.Title, v.Finding)
	if v.Picture != nil {
		v.Sheet = site.Rel(path, w.drawn)
	}
	frames, err := w.embedFrame(site.Embed(path))
	if err != nil {
		return err
	}
	if v.Embed, err = w.embed(path, &v.Meta, w.deadlinesOffer(frames)); err != nil {
		return err
	}
	if err := w.page(path, w.deadlines, "base", v); err != nil {
		return err
	}
	return w.deadlineParts()
}

// deadlineParts renders the further parts of the deadlines.
func (w *documentWriter) deadlineParts() error {
	for n := 1; n < len(w.parts.deadlines); n++ {
		path := w.doc.DeadlinesPart(n)
		f, err := w.frame(path, w.documentLink(path), link{URL: site.Rel(path, w.doc.Deadlines), Label: "Deadlines"})
		if err != nil {
			return err
		}
		v := deadlinesView{Parts: w.deadlineLinks(path)}
		v.Years, v.Undated = w.years(path, slicePart(w.due(), w.parts.deadlines, n))
		v.viewHead = viewHead{
			Views: w.views(path), Of: w.doc.Model.Title, Title: "Deadlines " + v.Parts[n].Label, Finding: w.deadlineFinding(),
			More: link{URL: site.Rel(path, w.doc.Deadlines), Label: "From the first"},
		}
		v.frame = f.at(w.Renderer, path, v.Title+" – "+w.doc.Model.Title, v.Finding)
		if err := w.page(path, w.deadlines, "base", v); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	return nil
}

// deadlineLinks leads to the parts of the deadlines.
func (w *documentWriter) deadlineLinks(path string) []link {
	return partLinks(path, w.parts.deadlines, len(w.found.Deadlines), w.doc.DeadlinesPart)
}

// deadlinesView prepares all but the frame.
func (w *documentWriter) deadlinesView(path string) deadlinesView {
	v := deadlinesView{viewHead: w.viewHead(path, "Deadlines", w.deadlineFinding(), site.Deadlines)}
	years, undated := w.years(path, w.due())
	v.Picture = w.timePicture(years, len(undated))
	v.Years, v.Undated = w.years(path, slicePart(w.due(), w.parts.deadlines, 0))
	v.Next, v.Parts = w.nextRows(path), w.deadlineLinks(path)
	return v
}

// nextRows are the rows of what falls due next; they stand again in their years.
func (w *documentWriter) nextRows(path string) []whenRow {
	var rows []whenRow
	for _, i := range w.next() {
		row := w.whenRow(path, i)
		row.ID = ""
		rows = append(rows, row)
	}
	return rows
}

// years lists deadlines by the year in which they fall due, and those that have
// none; list holds their indexes as they fall due.
func (w *documentWriter) years(path string, list []int) (years []whenYear, undated []whenRow) {
	for _, i := range list {
		row := w.whenRow(path, i)
		year := dueYear(w.found.Deadlines[i].Deadline)
		if year == "" {
			undated = append(undated, row)
			continue
		}
		if n := len(years); n == 0 || years[n-1].Year != year {
			years = append(years, whenYear{ID: "year-" + year, URL: w.yearURL(path, i, year), Year: year})
		}
		last := &years[len(years)-1]
		last.Rows = append(last.Rows, row)
		last.Count = number(len(last.Rows))
	}
	return years, undated
}

// yearURL leads to the section of a year, which begins with a deadline.
func (w *documentWriter) yearURL(path string, i int, year string) string {
	page := w.doc.DeadlinesPart(w.parts.due[i])
	if w.doc.Folded() || page == path {
		return "#year-" + year
	}
	return site.Rel(path, site.At(page, "year-"+year))
}

// deadlineFinding counts the deadlines.
func (w *documentWriter) deadlineFinding() string {
	n := len(w.found.Deadlines)
	said := "This document sets " + count(n, "time") + " by which, at which or over which something is to happen"
	if w.found.Clock.IsZero() {
		return said + "."
	}
	past := 0
	for _, d := range w.found.Deadlines {
		if d.Over(w.found.Clock) {
			past++
		}
	}
	switch past {
	case 0:
		return said + "; on " + date(w.found.Clock).Text + " all of them are open."
	case n:
		return said + "; on " + date(w.found.Clock).Text + " all of them are past."
	}
	return said + "; on " + date(w.found.Clock).Text + " " + number(past) + " of them " + plural(past, "is", "are") + " past."
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// due returns the indexes of the deadlines as they fall due: by their last
// day, those without one after all others.
func (w *documentWriter) due() []int {
	list := make([]int, len(w.found.Deadlines))
	for i := range list {
		list[i] = i
	}
	slices.SortStableFunc(list, func(a, b int) int {
		x, y := w.found.Deadlines[a].Deadline, w.found.Deadlines[b].Deadline
		return cmp.Or(cmp.Compare(undated(x), undated(y)), lastDay(x).Compare(lastDay(y)))
	})
	return list
}

func undated(d deadline.Deadline) int {
	if dueYear(d) == "" {
		return 1
	}
	return 0
}

// lastDay is the day on which a deadline falls due, as late as it can be.
func lastDay(d deadline.Deadline) time.Time {
	switch {
	case !d.Latest.IsZero():
		return d.Latest.Last()
	case !d.Earliest.IsZero():
		return d.Earliest.First()
	}
	return time.Time{}
}

func dueYear(d deadline.Deadline) string {
	if t := lastDay(d); !t.IsZero() {
		return strconv.Itoa(t.Year())
	}
	return ""
}

// next returns the indexes of what falls due next by the clock, none without
// one.
func (w *documentWriter) next() []int {
	if w.found.Clock.IsZero() {
		return nil
	}
	var list []int
	for _, i := range w.due() {
		d := w.found.Deadlines[i].Deadline
		if dueYear(d) != "" && !d.Latest.IsZero() && !d.Over(w.found.Clock) && len(list) < maxNext {
			list = append(list, i)
		}
	}
	return list
}

// Bounds of the words shown on either side of a deadline, in characters: where
// there are many, the page would be too long to be read.
const (
	maxContext    = 120
	lessContext   = 60
	manyDeadlines = 40
)

func (w *documentWriter) context() int {
	if len(w.found.Deadlines) > manyDeadlines {
		return lessContext
	}
	return maxContext
}

func (w *documentWriter) whenRow(path string, i int) whenRow {
	d := w.found.Deadlines[i]
	before, after := d.Passage.Context(d.Start, d.End, w.context())
	row := whenRow{
		ID: deadlineID(i), When: when(d.Deadline), ISO: machineTime(d.Deadline), Form: d.Form.String(), Event: d.Event,
		Quote: d.quote(), Before: before, After: after, Lines: lines(w.doc.Model.Source, d.span()),
	}
	if strings.EqualFold(row.Event, row.When) || strings.Contains(row.Quote, row.Event) {
		row.Event = ""
	}
	if !w.found.Clock.IsZero() && !d.Latest.IsZero() {
		row.State = "open"
		if d.Over(w.found.Clock) {
			row.State = "past"
		}
	}
	row.Place, row.Pillar = w.place(path, d.Passage.Commitment, d.Passage.Pillar)
	return row
}

// beyond writes the time of a deadline as far as its own words do not say it:
// nothing for "over five years" or "by 2030".
func (d Deadline) beyond() string {
	words := when(d.Deadline)
	if d.Earliest.IsZero() && d.Latest.IsZero() || strings.Contains(d.quote(), words) {
		return ""
	}
	return words
}

// when writes the time that a deadline can mean, from the earliest to the
// latest; empty where neither is known.
func when(d deadline.Deadline) string {
	from, to := d.Earliest, d.Latest
	switch {
	case to.IsZero() && from.IsZero():
		if strings.HasPrefix(d.ISO, "P") {
			return durationWords(d.ISO)
		}
		return ""
	case to.IsZero():
		return "from " + pointWords(from)
	case from.IsZero():
		return "until " + pointWords(to)
	case from == to:
		return pointWords(to)
	case from.Year == to.Year && from.Month == to.Month && from.Day != 0 && to.Day != 0:
		return strconv.Itoa(from.Day) + "–" + pointWords(to)
	case from.Year == to.Year && from.Day == 0 && to.Day == 0 && from.Month != 0 && to.Month != 0:
		return from.First().Format("January") + " to " + pointWords(to)
	case from.Year == to.Year && from.Day != 0 && to.Day != 0:
		return from.First().Format("2 January") + " to " + pointWords(to)
	}
	return pointWords(from) + " to " + pointWords(to)
}
