package main

import (
	"fmt"
	"io"
	"time"
)

// A progress shows on a terminal how far a long build is: one line that is
// written over and over, and is gone when something else is to be said.
type progress struct {
	out   io.Writer        // the terminal; nil where there is none to show it on
	now   func() time.Time // the clock
	start time.Time
	last  time.Time // when the line was written; zero while there is none
}

const (
	// patience is how long a build may take before somebody wants to know.
	patience = time.Second
	// often is the time between two lines: faster than that, nobody can read.
	often = 100 * time.Millisecond
	// erase takes the line away: to its start, and all that is on it.
	erase = "\r\x1b[K"
)

// progress returns one that shows itself where a person watches: on a terminal
// that understands more than lines, and not where silence was asked for.
func (c *command) progress() *progress {
	p := &progress{now: time.Now}
	if c.voice.live && !c.quiet && !c.json && !c.sarif {
		p.out = c.voice.err
	}
	p.start = p.now()
	return p
}

// tell takes in how many documents are done, of how many.
func (p *progress) tell(done, total int) {
	if p.out == nil {
		return
	}
	now := p.now()
	taken := now.Sub(p.start)
	if taken < patience || now.Sub(p.last) < often || done == 0 {
		return
	}
	p.last = now
	rate := float64(done) / taken.Seconds()
	left := time.Duration(float64(total-done) / rate * float64(time.Second))
	fmt.Fprintf(p.out, "%s%s of %s, %.0f a second, %s left", erase, grouped(done), count(total, "document"), rate, roughly(left))
}

// end takes the line away, if there is one.
func (p *progress) end() {
	if p.out != nil && !p.last.IsZero() {
		fmt.Fprint(p.out, erase)
	}
	p.last = time.Time{}
}

// roughly gives a time to wait, no finer than it can be known.
func roughly(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%.1f h", d.Hours())
}
