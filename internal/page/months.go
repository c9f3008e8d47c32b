package page

import (
	"cmp"
	"slices"
	"time"

	"communique/internal/site"
)

// Where there are many documents, the home page shows the latest, and each month
// has a page with its own.
const (
	maxHome   = 60 // documents that the home page shows all of
	maxLatest = 15 // documents that it shows where there are more
)

// A month holds the documents that were published in one; the zero time holds
// those without a date.
type month struct {
	time.Time
	documents []Summary
}

// months parts documents in the order of the home page by their months, the
// latest first.
func months(documents []Summary) []month {
	var list []month
	for _, d := range documents {
		at := d.Published
		if !at.IsZero() {
			at = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
		}
		if n := len(list); n == 0 || !list[n-1].Equal(at) {
			list = append(list, month{Time: at})
		}
		last := &list[len(list)-1]
		last.documents = append(last.documents, d)
	}
	slices.SortStableFunc(list, func(a, b month) int { return cmp.Compare(b.Unix(), a.Unix()) })
	return list
}

// name writes the month: "May 2021".
func (m month) name() string {
	if m.IsZero() {
		return "Without a date"
	}
	return m.Format("January 2006")
}

func (m month) path() string {
	if m.IsZero() {
		return site.Month("undated")
	}
	return site.Month(m.Format("2006-01"))
}

// A homeYear leads to the months of one year.
type homeYear struct {
	Year   string
	Months []homeMonth
}

type homeMonth struct {
	link
	Count string
}

// years gathers months for the home page.
func years(list []month) []homeYear {
	var out []homeYear
	for _, m := range list {
		year, label := "Undated", "Without a date"
		if !m.IsZero() {
			year, label = m.Format("2006"), m.Format("January")
		}
		if n := len(out); n == 0 || out[n-1].Year != year {
			out = append(out, homeYear{Year: year})
		}
		last := &out[len(out)-1]
		last.Months = append(last.Months, homeMonth{link{URL: site.Rel(site.Home, m.path()), Label: label}, number(len(m.documents))})
	}
	return out
}

// monthView is the view of month.html, the documents of one month.
type monthView struct {
	frame
	Title      string
	Count      string
	Documents  []homeDocument
	Prev, Next *link
}

// monthPages renders a page for each month, where there are many documents.
func (w *writer) monthPages(documents []Summary) error {
	if len(documents) <= maxHome {
		return nil
	}
	list := months(documents)
	for i, m := range list {
		path := m.path()
		v := monthView{Title: m.name(), Count: count(len(m.documents), "document")}
		for _, d := range m.documents {
			v.Documents = append(v.Documents, homeSummary(path, d, 0))
		}
		if i > 0 {
			v.Next = &link{URL: site.Rel(path, list[i-1].path()), Label: list[i-1].name()}
		}
		if i+1 < len(list) {
			v.Prev = &link{URL: site.Rel(path, list[i+1].path()), Label: list[i+1].name()}
		}
		v.frame = w.rootFrame(path).at(w.Renderer, path, "Documents, "+v.Title+" – "+w.settings.Title, v.Count+".")
		var err error
		if v.Crumbs, err = w.fragment("crumbs", []link{{URL: v.Home.URL, Label: "Home"}}); err != nil {
			return err
		}
		if err := w.page(path, w.month, "base", v); err != nil {
			return err
		}
		w.further = append(w.further, path)
	}
	return nil
}
