package deadline

import (
	"testing"
	"time"
)

func TestPointString(t *testing.T) {
	for want, p := range map[string]Point{
		"": {}, "2021": {Year: 2021}, "2021-11": {2021, time.November, 0}, "2021-11-02": {2021, time.November, 2},
	} {
		if got := p.String(); got != want {
			t.Errorf("%#v is %q, want %q", p, got, want)
		}
	}
}

func TestPointDays(t *testing.T) {
	for _, c := range []struct {
		p           Point
		first, last string
	}{
		{Point{Year: 2024}, "2024-01-01", "2024-12-31"},
		{Point{2024, time.February, 0}, "2024-02-01", "2024-02-29"},
		{Point{2024, time.February, 3}, "2024-02-03", "2024-02-03"},
		{Point{2024, time.December, 0}, "2024-12-01", "2024-12-31"},
	} {
		if first, last := c.p.First().Format(time.DateOnly), c.p.Last().Format(time.DateOnly); first != c.first || last != c.last {
			t.Errorf("%s covers %s to %s, want %s to %s", c.p, first, last, c.first, c.last)
		}
	}
}

// TestBounds reads what words can mean for a reader of 21 May 2021.
func TestBounds(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"in early 2022", "2022-01..2022-04"},
		{"in mid-2022", "2022-05..2022-08"},
		{"in late June", "2021-06-21..2021-06-30"},
		{"in late February 2023", "2023-02-21..2023-02-28"},
		{"in the early 2030s", "2030..2033"},
		{"by the end of the decade", "2029..2029"},
		{"by the end of fiscal year 2023", "2023-09-30..2023-09-30"},
		{"by mid-century", "2050..2050"},
		{"in the third quarter of 2022", "2022-07..2022-09"},
		{"in H1 2022", "2022-01..2022-06"},
		{"in Q1 FY2024", "2023-10..2023-12"},
		{"in the first half of fiscal year 2022", "2021-10..2022-03"},
		{"this winter", "2021-12..2022-02"},
		{"next week", "2021-05-24..2021-05-30"},
		{"later this year", "2021-05-21..2021"},
		{"earlier this year", "2021..2021-05-21"},
		{"in the past decade", "2011..2021"},
		{"over the next 18 months", "2021-05..2022-11"},
		{"over the next two weeks", "2021-05-21..2021-06-04"},
		{"within 48 hours", "2021-05-23..2021-05-23"},
		{"since 2017", "2017.."},
		{"through 2028", "..2028"},
		{"from June 30 to July 2", "2021-06-30..2021-07-02"},
		{"five years", ".."},
		{"annually", ".."},
	} {
		dates := Find(c.text, Options{Published: day})
		if len(dates) != 1 {
			t.Errorf("%q: %d dates, want one", c.text, len(dates))
			continue
		}
		if got := dates[0].Earliest.String() + ".." + dates[0].Latest.String(); got != c.want {
			t.Errorf("%q can mean %s, want %s", c.text, got, c.want)
		}
	}
}

// TestFiscalStart: the same words mean other months to other publishers.
func TestFiscalStart(t *testing.T) {
	for start, want := range map[time.Month]string{
		0:            "2021-10..2022-09",
		time.October: "2021-10..2022-09",
		time.July:    "2021-07..2022-06",
		time.April:   "2021-04..2022-03",
		time.January: "2022-01..2022-12",
	} {
		d := Find("in fiscal year 2022", Options{Published: day, FiscalStart: start})[0]
		if got := d.Earliest.String() + ".." + d.Latest.String(); got != want {
			t.Errorf("from %v: %s, want %s", start, got, want)
		}
	}
	for start, want := range map[time.Month]string{0: "FY2021", time.April: "FY2022", time.January: "FY2021"} {
		if got := Find("this fiscal year", Options{Published: day, FiscalStart: start})[0].ISO; got != want {
			t.Errorf("this fiscal year from %v is %s, want %s", start, got, want)
		}
	}
}

// TestUnpublished: without a day of publication nothing relative is resolved,
// and what the words say themselves still is.
func TestUnpublished(t *testing.T) {
	for text, want := range map[string]string{
		"this year": "", "in May": "", "by May 2022": "2022-05", "on Friday": "", "in the second half of the year": "", "last summer": "",
		"by the end of 2022": "2022-12-31", "within 90 days": "P90D", "two years ago": "", "by COP26": "event:COP26", "this fiscal year": "",
	} {
		dates := Find(text, Options{})
		if len(dates) != 1 || dates[0].ISO != want {
			t.Errorf("%q: %+v, want one date %q", text, dates, want)
		}
	}
}
