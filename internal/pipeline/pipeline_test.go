package pipeline

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestInOrder(t *testing.T) {
	for _, workers := range []int{1, 3, 100} {
		var got []int
		slowFirst := func(i int) int { time.Sleep(time.Duration(10-i) * time.Millisecond / 5); return i * i }
		err := inOrder(t.Context(), workers, 10, slowFirst, func(n int) error { got = append(got, n); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int{0, 1, 4, 9, 16, 25, 36, 49, 64, 81}, got); diff != "" {
			t.Errorf("%d workers:\n%s", workers, diff)
		}
	}
}

func TestInOrderEndsAtTheFirstError(t *testing.T) {
	full := errors.New("full")
	var started, taken atomic.Int64
	err := inOrder(t.Context(), 4, 1000, func(i int) int { started.Add(1); return i }, func(i int) error {
		if taken.Add(1) == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	if taken.Load() != 3 {
		t.Errorf("took %d results, want 3", taken.Load())
	}
	if n := started.Load(); n > 20 {
		t.Errorf("started %d pieces of work, want few after the third", n)
	}
}
