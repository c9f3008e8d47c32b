package pipeline

import (
	"context"
	"errors"
	"sync"

	"communique/internal/diag"
	"communique/internal/output"
)

// within calls work, which is about one document, and waits for it as long as
// o.Limit allows. Work that takes longer is left to itself, since nothing can
// end it from outside: what it returns is dropped. Then, and where the context
// ends, late says what takes its place.
func within[T any](ctx context.Context, o Options, work func() T, late func(diag.List) T, name string) T {
	if o.Limit == nil {
		return work()
	}
	limited, cancel := o.Limit(ctx)
	defer cancel()
	done := make(chan T, 1)
	go func() { done <- work() }()
	select {
	case result := <-done:
		return result
	case <-limited.Done():
	}
	if ctx.Err() != nil {
		return late(nil) // the call as a whole has ended, and says so itself
	}
	return late(diag.List{diag.Errorf(diag.Pos{File: name}, "%s", context.Cause(limited)).
		WithHint("make several documents of it; if it is like others, please report it")})
}

// errClosed is what a closed gate says.
var errClosed = errors.New("the build is over")

// A gate passes files on until it is closed, so that a document which was left
// to itself writes nothing into a sink that somebody has taken away.
type gate struct {
	sink   output.Sink
	mu     sync.RWMutex
	closed bool
}

func (g *gate) Add(name string, data []byte) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.closed {
		return errClosed
	}
	return g.sink.Add(name, data)
}

// close waits for files that are being passed on.
func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
}
