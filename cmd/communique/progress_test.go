package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestProgress(t *testing.T) {
	var out strings.Builder
	clock := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	p := &progress{out: &out, now: func() time.Time { return clock }, start: clock}
	for i := 1; i <= 4; i++ { // within the first second, nothing
		clock = clock.Add(200 * time.Millisecond)
		p.tell(i, 1000)
	}
	clock = clock.Add(time.Second)
	p.tell(90, 1000) // 1.8 s: 50 a second
	clock = clock.Add(50 * time.Millisecond)
	p.tell(95, 1000) // too soon
	clock = clock.Add(8150 * time.Millisecond)
	p.tell(999, 1000)
	p.end()
	p.end() // once is enough
	want := []string{"", "90 of 1,000 documents, 50 a second, 18 s left", "999 of 1,000 documents, 100 a second, 0 s left", ""}
	if diff := cmp.Diff(want, strings.Split(out.String(), erase)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// A short build leaves no trace on the terminal.
func TestProgressShort(t *testing.T) {
	var out strings.Builder
	clock := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	p := &progress{out: &out, now: func() time.Time { return clock }, start: clock}
	p.tell(1, 1)
	p.end()
	if out.Len() > 0 {
		t.Errorf("printed %q", out.String())
	}
	(&progress{now: time.Now}).tell(1, 1) // without a terminal
}

func TestRoughly(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 59 * time.Second: "59 s", 90 * time.Second: "2 min", 3 * time.Hour: "3.0 h",
	} {
		if got := roughly(d); got != want {
			t.Errorf("roughly(%v) = %q, want %q", d, got, want)
		}
	}
}
