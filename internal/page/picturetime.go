package page

import (
	"strconv"

	"communique/internal/deadline"
	"communique/internal/picture"
)

// A timePicture shows the deadlines of a document on a line of years. The list
// of years beside it is its text.
type timePicture struct {
	Title   string // its finding, as a sentence
	Height  string // pixels
	Marks   []timeMark
	Grid    []picture.Share
	Axis    []string // the beginnings of the steps: "2021", "Oct 2021"
	Crowded bool     // the labels of the axis need the width of a desk
	Today   string   // place of the day that counts as today; empty where it is not on the line
	Clock   string   // that day in words
	Years   []whenYear
	Key     []timeKey
	Rest    string // what is not drawn; empty for nothing
}

// A timeMark is one deadline on the line.
type timeMark struct {
	Shape string // "day", "stretch", "since", "until"
	Glyph string // the sign at the place; empty for a stretch that is wide enough
	Class string // "past", "period"; may be empty
	X     picture.Share
	Width picture.Share
	Y     string // pixels
}

// A timeKey explains a mark, with a sample at a place in pixels.
type timeKey struct{ Shape, At, Words string }

// Heights of the lanes of a picture of times in pixels, and the number of lanes
// from which they are narrow and at which a picture ends.
const (
	laneHeight, narrowLane = 15, 9
	manyLanes, maxLanes    = 20, 60
)

// What a line of time comes to, in bytes as a scale weighs, and the marks at
// which it ends.
const (
	costPicture, costMark = 600, 7
	maxMarks              = 120
)

// narrow is the width under which a stretch could not be seen on a phone.
const narrow picture.Share = 110

// markWords explain the marks of a line of time.
var markWords = []timeKey{
	{"day", "8", "a day"},
	{"stretch", "3", "a time not fixed to the day"},
	{"until", "28", "until then, from no fixed beginning"},
	{"since", "3", "from then on"},
}

// timePicture draws the deadlines that have a date; nil where there are fewer
// than three.
func (w *documentWriter) timePicture(years []whenYear, undated int) *timePicture {
	var times []picture.Time
	var of []int
	for _, i := range w.due() {
		if d := w.found.Deadlines[i].Deadline; dueYear(d) != "" {
			times, of = append(times, timeOf(d)), append(of, i)
		}
	}
	if len(times) < 3 {
		return nil
	}
	line := picture.NewTimeline(times)
	p := &timePicture{Grid: line.Grid(), Years: years, Title: timeTitle(years)}
	height := laneHeight
	if line.Lanes > manyLanes {
		height = narrowLane
	}
	p.Height = strconv.Itoa(height*min(line.Lanes, maxLanes) + 4)
	seen := map[string]bool{}
	for k, m := range line.Marks {
		if m.Lane >= maxLanes || len(p.Marks) == maxMarks {
			continue
		}
		mark := timeMark{Shape: markShape(m), Class: w.markClass(of[line.Of[k]]), X: m.From, Width: m.To - m.From, Y: strconv.Itoa(m.Lane*height + 4)}
		switch {
		case mark.Shape != "stretch":
			mark.Glyph = mark.Shape
		case mark.Width < narrow:
			mark.Glyph = "short"
		}
		seen[mark.Shape] = true
		p.Marks = append(p.Marks, mark)
	}
	for _, k := range markWords {
		if seen[k.Shape] {
			p.Key = append(p.Key, k)
		}
	}
	layout := "2006"
	if line.Step < 12 {
		layout = "Jan 2006"
	}
	for _, tick := range line.Ticks() {
		p.Axis = append(p.Axis, tick.Format(layout))
	}
	p.Crowded = len(p.Axis) > 5 || line.Step < 12 && len(p.Axis) > 3
	if at, on := line.At(w.found.Clock); on && !w.found.Clock.IsZero() {
		p.Today, p.Clock = at.String(), date(w.found.Clock).Text
	}
	if n := len(line.Marks) - len(p.Marks) + undated; n > 0 {
		p.Rest = number(n) + " more " + plural(n, "stands", "stand") + " only in the list below"
		if n == undated {
			p.Rest += ", without a date"
		}
		p.Rest += "."
	}
	return p
}

// timeOf returns the first and the last day of a deadline.
func timeOf(d deadline.Deadline) (t picture.Time) {
	if !d.Earliest.IsZero() {
		t.First = d.Earliest.First()
	}
	if !d.Latest.IsZero() {
		t.Last = d.Latest.Last()
	}
	return t
}

func markShape(m picture.Mark) string {
	switch {
	case m.Day:
		return "day"
	case m.Since:
		return "since"
	case m.Until:
		return "until"
	}
	return "stretch"
}

// markClass says what the colour of a mark tells, beside its row in the list.
func (w *documentWriter) markClass(i int) string {
	if d := w.found.Deadlines[i]; !w.found.Clock.IsZero() && !d.Latest.IsZero() && d.Over(w.found.Clock) {
		return "past"
	}
	return ""
}

// timeTitle is the finding of a picture of times: how far they reach, and the
// year in which most fall due.
func timeTitle(years []whenYear) string {
	first, last := years[0].Year, years[len(years)-1].Year
	if first == last {
		return "All fall due in " + first + "."
	}
	said := "They fall due from " + first + " to " + last
	most, ties := 0, 0
	for i, y := range years {
		switch n := len(y.Rows); {
		case n > len(years[most].Rows):
			most, ties = i, 0
		case i != most && n == len(years[most].Rows):
			ties++
		}
	}
	if n := len(years[most].Rows); ties == 0 && n > 1 {
		said += "; " + number(n) + " in " + years[most].Year + ", more than in any other year"
	}
	return said + "."
}
