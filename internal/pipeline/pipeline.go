// Package pipeline takes documents through the program, several at a time: to
// a finished site ([Render]), to a verdict on one ([Check]), to what was found
// in them ([Inspect]).
//
// In goes a workspace, out come files in a sink, a [Report], outlines. Each
// document is read, rendered, proved and forgotten; a small summary of it stays
// for the pages across documents. What comes out does not depend on the number
// of workers. The package knows no disk: the sink, and the tree that is
// checked, are given.
//
// Problems of documents are values, collected and sorted. With an error among
// them, or a warning where Strict is set, it ends with [ErrProblems], and what
// is in the sink is not to be used.
package pipeline

import (
	"cmp"
	"context"
	"errors"
	"time"

	"communique/internal/cache"
	"communique/internal/diag"
	"communique/internal/site"
	"communique/internal/workspace"
)

// Options say what to work on, and how.
type Options struct {
	Workspace *workspace.Workspace
	Strict    bool // warnings end it as errors do
	Workers   int  // documents that are worked on at a time, at least 1
	Interpret bool // html/template renders every page, without compiled templates

	Cache   *cache.Cache // what costs more than a page, from earlier builds; may be nil
	Version string       // of the program and of Go; what is kept by one is not used by another

	// Begun is when the call began, and the zero time where nobody asks what
	// has changed since an earlier one.
	Begun   time.Time
	Program string // tells the program from every other one, for what is kept of a site

	// Limit ends the context that it is given when a document has had its time,
	// with a cause that says so; nil lets each take as long as it does. Only the
	// edge has a clock.
	Limit func(context.Context) (context.Context, context.CancelFunc)

	// Progress is told how many documents are done, of how many, after each
	// one. It is called from one goroutine at a time, and may be nil.
	Progress func(done, total int)
}

// ErrProblems says that the problems in the report stood in the way.
var ErrProblems = errors.New("problems were found")

// A Report says what came of a build or a check. A build that ended with
// [ErrProblems] wrote nothing.
type Report struct {
	Documents   int       `json:"documents"`
	Pillars     int       `json:"pillars"` // that have a heading in their document
	Commitments int       `json:"commitments"`
	Words       int       `json:"words"`     // visible words of all documents
	Pages       int       `json:"pages"`     // of HTML
	Files       int       `json:"files"`     // pages included
	Bytes       int64     `json:"bytes"`     // in all files
	Kept        int       `json:"kept"`      // documents of which everything stayed as it was
	Unchanged   bool      `json:"unchanged"` // the whole site stayed as it was
	Bare        []string  `json:"bare"`      // documents in which no commitment was found
	Problems    diag.List `json:"-"`         // in order of place
}

// add takes in what is known of one document.
func (r *Report) add(s site.Summary) {
	r.Documents++
	r.Commitments += s.Commitments
	r.Words += s.Words
	for _, p := range s.Pillars {
		if !p.Implicit {
			r.Pillars++
		}
	}
	if s.Commitments == 0 {
		r.Bare = append(r.Bare, s.File)
	}
}

// verdict is ErrProblems where the problems stand in the way.
func (r *Report) verdict(strict bool) error {
	r.Problems.Sort()
	if r.Problems.Errors() > 0 || strict && len(r.Problems) > 0 {
		return ErrProblems
	}
	return nil
}

// inputs lists the documents and what is wrong with the list.
func (o Options) inputs() ([]workspace.Input, diag.List) {
	var problems diag.List
	inputs := o.Workspace.Inputs()
	for _, in := range inputs {
		problems = append(problems, in.Problems...)
	}
	return inputs, append(problems, o.Workspace.Strays(inputs)...)
}

// counting tells of progress ahead of each call of take.
func counting[T any](o Options, total int, take func(T) error) func(T) error {
	done := 0
	return func(value T) error {
		done++
		if o.Progress != nil {
			o.Progress(done, total)
		}
		return take(value)
	}
}

// inOrder calls work for 0 to n-1, several at a time, and take with each
// result in order. It ends early where take fails or the context ends, and
// returns when no work is left running.
func inOrder[T any](ctx context.Context, workers, n int, work func(int) T, take func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// As many results wait as there are places in the queue: one slow document
	// does not let the others pile up.
	queue := make(chan chan T, workers)
	go func() {
		defer close(queue)
		for i := range n {
			result := make(chan T, 1)
			select {
			case queue <- result:
				go func() { result <- work(i) }()
			case <-ctx.Done():
				return
			}
		}
	}()
	var err error
	for result := range queue {
		value := <-result
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = take(value)
		}
		if err != nil {
			cancel()
		}
	}
	return cmp.Or(err, ctx.Err())
}
