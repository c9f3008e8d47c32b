package main

import (
	"runtime/debug"
	"testing"
)

func TestHeap(t *testing.T) {
	for live, want := range map[uint64]int{0: 800, 4 << 20: 800, 8 << 20: 700, 16 << 20: 300, 32 << 20: 100, 60 << 20: 100, 1 << 30: 100} {
		if got := percentFor(live); got != want {
			t.Errorf("%d bytes in use: may grow by %d %%, want %d", live, got, want)
		}
	}
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	h := &heap{}
	for _, step := range [][2]int{{700, 700}, {690, 700}, {600, 600}, {100, 100}, {105, 100}} {
		h.set(step[0])
		if got := debug.SetGCPercent(step[1]); got != step[1] {
			t.Errorf("after %d it is %d, want %d", step[0], got, step[1])
		}
	}
	h.tell(1, 1)
	if h.percent == 0 {
		t.Error("nothing was set")
	}
}
