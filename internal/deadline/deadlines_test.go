package deadline

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// deadlineCases are sentences of our own with what binds the reader of 21 May
// 2021: the words, the form, the earliest and the latest that they can mean.
var deadlineCases = []struct {
	name   string
	leadIn string
	text   string
	want   []string
}{
	{"a limit", "", "The parties will finish by the end of 2022.", []string{"by the end of 2022 | deadline | 2022-12-31..2022-12-31"}},
	{"a limit in days", "", "The agency will report within 90 days.", []string{"within 90 days | deadline | 2021-08-19..2021-08-19"}},
	{"a limit from signing", "", "They will rescind it within 100 days of signing.", []string{"within 100 days of signing | deadline | 2021-08-29..2021-08-29"}},
	{"a limit from something unknown", "", "They will answer within 30 days of receipt.", []string{"within 30 days of receipt | deadline | .."}},
	{"a limit that is over", "", "They promised it by March 2020.", nil},
	{"an event that is known", "", "It will be published by COP26.", []string{"by COP26 | deadline | 2021-10-31..2021-11-12"}},
	{"an event that is not", "", "It will be settled before our next meeting.", []string{"before our next meeting | deadline | .."}},
	{"an event with its date", "", "It will be settled before our next meeting, in February 2022.",
		[]string{"before our next meeting, in February 2022 | deadline | 2022-02..2022-02"}},
	{"a name that several events share", "", "It will be settled ahead of the G20 Summit.", []string{"ahead of the G20 Summit | deadline | 2021-10-30..2021-10-31"}},
	{"an event at which something will happen", "", "They will announce more at COP26.", []string{"at COP26 | event | 2021-10-31..2021-11-12"}},
	{"an event of the past", "", "They announced more at the G20 Summit.", nil},
	{"a year with its occasion", "", "For the success of the 2022 Conference in Busan, they will cooperate.",
		[]string{"2022 Conference in Busan | event | 2022-09-18..2022-09-23"}},
	{"a planned date", "", "The ministers will meet in November.", []string{"November | event | 2021-11..2021-11"}},
	{"a day told of", "", "On May 3, the ministers met.", nil},
	{"the day of publication", "", "On May 21, the President will travel.", []string{"May 21 | event | 2021-05-21..2021-05-21"}},
	{"part of a month", "", "The party will release it early in October.", []string{"early in October | event | 2021-10-01..2021-10-10"}},
	{"this year, to be done", "The two sides will:", "Establish a joint fund this year.", []string{"this year | event | 2021..2021"}},
	{"this year, done", "", "This year, the President signed a law.", nil},
	{"earlier this year", "", "The strategy was released earlier this year.", nil},
	{"a decade", "", "They will cut emissions in the 2020s.", []string{"the 2020s | period | 2020..2029"}},
	{"a duration", "", "The fund will provide $5 million over three years.", []string{"over three years | period | .."}},
	{"a duration from now on", "", "The fund will provide $5 million over the next three years.", []string{"over the next three years | period | 2021..2024"}},
	{"a duration with its end", "", "They plan to invest for the next 5 years to 2026.", []string{"for the next 5 years to 2026 | period | 2021..2026"}},
	{"a duration as an adjective", "", "A $5 million, three-year programme for farmers.", []string{"three-year | period | .."}},
	{"a duration that is known already", "", "The three-year programme helps farmers.", nil},
	{"a duration that looks back", "", "For 33 years, the treaty has kept the peace.", nil},
	{"a duration of a bond", "", "They are proud of their 30-year partnership.", nil},
	{"a duration of history", "", "It builds on five decades of cooperation.", nil},
	{"a stretch", "", "They will provide funds between 2022 and 2026.", []string{"between 2022 and 2026 | period | 2022..2026"}},
	{"a stretch that is over", "", "They provided funds from 2010 to 2015.", nil},
	{"an end", "", "The company will buy gas through 2028.", []string{"through 2028 | period | ..2028"}},
	{"a start to come", "", "The rate applies from 1 July 2022.", []string{"from 1 July 2022 | deadline | 2022-07-01.."}},
	{"a start long ago", "", "Trade has grown since 2012.", nil},
	{"the name of a goal", "", "They will meet their 2030 targets; the 2030 targets matter.", []string{"2030 targets | deadline | 2030..2030"}},
	{"a meeting every year", "", "The leaders will continue to meet annually.", []string{"annually | period | .."}},
	{"a rate", "", "The plant uses 5 million barrels each year.", nil},
	{"a term of comparison", "", "Emissions will fall 50 percent below 2005 levels by 2030.", []string{"by 2030 | deadline | 2030..2030"}},
	{"the name of a budget", "", "The FY2022 budget request supports farmers.", nil},
	{"a fiscal year", "", "They will spend more in fiscal year 2022.", []string{"fiscal year 2022 | period | 2021-10..2022-09"}},
	{"the title of a law", "", "The law follows the Clean Rivers Act of 2021.", nil},
	{"a season", "", "The report is expected this summer.", []string{"this summer | event | 2021-06..2021-08"}},
	{"an item under what has been done", "The administration has:", "Opened three offices in May.", nil},
}

// knownEvents are enough events to test with.
var knownEvents = func() Events {
	at := func(y int, m time.Month, d int) Point { return Point{y, m, d} }
	events := Events{
		{Name: "COP26", Start: at(2021, 10, 31), End: at(2021, 11, 12)},
		{Name: "G20 Summit in Riyadh", Aliases: []string{"G20 Summit"}, Start: at(2020, 11, 21), End: at(2020, 11, 22)},
		{Name: "G20 Summit in Rome", Aliases: []string{"G20 Summit"}, Start: at(2021, 10, 30), End: at(2021, 10, 31)},
		{Name: "G20 Summit in Bali", Aliases: []string{"G20 Summit"}, Start: at(2022, 11, 15), End: at(2022, 11, 16)},
		{Name: "7th International Marine Debris Conference", Aliases: []string{"2022 Conference in Busan"}, Start: at(2022, 9, 18), End: at(2022, 9, 23)},
	}
	for i := range events {
		events[i].index()
	}
	return events
}()

func TestDeadlines(t *testing.T) {
	for _, c := range deadlineCases {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Published: day, Events: knownEvents, LeadIn: c.leadIn}
			var got []string
			for _, d := range Deadlines(c.text, Find(c.text, o), o) {
				got = append(got, fmt.Sprintf("%s | %s | %s..%s", c.text[d.Start:d.End], d.Form, d.Earliest, d.Latest))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestOver(t *testing.T) {
	on := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		latest Point
		day    string
		want   bool
	}{
		{Point{2021, 5, 21}, "2021-05-21", false},
		{Point{2021, 5, 21}, "2021-05-22", true},
		{Point{2021, 2, 0}, "2021-02-28", false},
		{Point{2021, 2, 0}, "2021-03-01", true},
		{Point{Year: 2030}, "2030-12-31", false},
		{Point{Year: 2030}, "2031-01-01", true},
		{Point{}, "2099-01-01", false},
	} {
		if got := (Deadline{Latest: c.latest}).Over(on(c.day)); got != c.want {
			t.Errorf("latest %q on %s: over is %v, want %v", c.latest, c.day, got, c.want)
		}
	}
}
