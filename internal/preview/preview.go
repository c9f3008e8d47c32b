// Package preview serves a site that is built in memory, builds it again when
// its inputs change, and has the browsers that show it load it anew.
//
// In go a function that builds the site into a sink, and the files and folders
// that it reads. Out comes an HTTP server that answers as a host of static
// files would: index.html for a folder, 404.html for what is not there, types
// by extension, the headers that a _headers file asks for. Pages that it
// serves carry one script more than those of the finished site, its own, which
// listens for changes; their policy is widened by what that script needs. The
// site itself never sees it.
//
// A build that fails leaves the last good site up, with what is wrong shown
// over it. The server answers only those who ask for it by a name or number of
// this machine, so that a page from elsewhere cannot read a draft by pointing
// its own name here (DNS rebinding), and it writes nothing.
//
// Data flows one way: watcher (changes) → loop (builds) → state → handlers.
package preview

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"sync"
	"time"

	"communique/internal/diag"
	"communique/internal/output"
)

// Options say what to serve.
type Options struct {
	// Build builds the whole site into the sink. It returns the problems of
	// the inputs, and an error where the site cannot be used. It is called
	// from one goroutine at a time, and its context ends when an input changes
	// meanwhile.
	Build func(ctx context.Context, sink output.Sink) (diag.List, error)

	// Inputs are the files and folders, as the operating system names them,
	// that Build reads. Those that do not exist yet are waited for.
	Inputs []string

	// Host is a name or address that requests may ask for besides those of the
	// loopback interface: the one that the server is bound to. An address
	// that stands for all ("0.0.0.0", "::") lets in any address, but no name.
	Host string

	// Built is told of each build that came to an end, from one goroutine at a
	// time. It may be nil.
	Built func(Outcome)
}

// An Outcome is what came of a build.
type Outcome struct {
	Changed  []string  // the inputs that changed since the last one, sorted; none before the first
	Problems diag.List // of the inputs, in the order that Build gave them
	Err      error     // why the site cannot be used; nil if it is now served
}

// A Server serves the last good site.
type Server struct {
	options Options

	mu      sync.Mutex
	current state
	next    chan struct{} // closed when the state is replaced
}

// A state is what the server shows at one time. It is replaced as a whole.
type state struct {
	tree     fs.FS  // the last good site; nil before there is one
	version  string // of its bytes; empty before there is one
	headers  []rule
	problems diag.List // of the last build, where it failed
	failure  string    // why the last build failed, where no problem says so
}

// New returns a server that has built nothing yet.
func New(o Options) *Server {
	return &Server{options: o, next: make(chan struct{})}
}

// Serve builds the site and serves it on the listener until the context ends,
// which is no error. It closes the listener.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	watch, err := newWatcher(s.options.Inputs)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second,
	}
	// Listeners to events never end by themselves, so no waiting for them.
	context.AfterFunc(ctx, func() { server.Close() })
	var work sync.WaitGroup
	work.Go(func() { watch.run(ctx) })
	work.Go(func() { s.loop(ctx, watch.changes) })
	err = server.Serve(l)
	cancel()
	work.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// A save is a handful of events within some milliseconds. The loop waits until
// there has been none for quiet, but not longer than patience.
const (
	quiet    = 20 * time.Millisecond
	patience = 100 * time.Millisecond
)

// loop builds, waits for a change, and builds again. A change during a build
// ends it: what it would show is out of date.
func (s *Server) loop(ctx context.Context, changes <-chan string) {
	changed := map[string]bool{}
	for ctx.Err() == nil {
		build, cancel := context.WithCancel(ctx)
		done := make(chan bool, 1)
		go func() { done <- s.rebuild(build, changed) }()
		name := ""
		select {
		case finished := <-done:
			if finished {
				changed = map[string]bool{}
			}
			select {
			case name = <-changes:
			case <-ctx.Done():
			}
			cancel()
		case name = <-changes:
			cancel()
			if <-done {
				changed = map[string]bool{}
			}
		}
		changed[name] = true
		settle(ctx, changes, changed)
	}
}

// settle gathers changes until they pause.
func settle(ctx context.Context, changes <-chan string, into map[string]bool) {
	longest := time.NewTimer(patience)
	defer longest.Stop()
	for {
		pause := time.NewTimer(quiet)
		select {
		case name := <-changes:
			into[name] = true
			pause.Stop()
		case <-pause.C:
			return
		case <-longest.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// rebuild builds once and shows what came of it. It reports whether the build
// came to its end.
func (s *Server) rebuild(ctx context.Context, changed map[string]bool) bool {
	sink := newDigest()
	problems, err := s.options.Build(ctx, sink)
	if ctx.Err() != nil {
		return false
	}
	s.publish(sink, problems, err)
	if s.options.Built != nil {
		s.options.Built(Outcome{sortedKeys(changed), problems, err})
	}
	return true
}

// publish replaces the state and wakes all who wait for the next.
func (s *Server) publish(built *digest, problems diag.List, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.current.problems, s.current.failure = problems, ""
		if len(problems) == 0 {
			s.current.failure = err.Error()
		}
	} else {
		tree := built.memory.FS()
		text, _ := fs.ReadFile(tree, headersFile) // without the file there are no rules
		s.current = state{tree: tree, version: built.version(), headers: parseHeaders(string(text))}
	}
	close(s.next)
	s.next = make(chan struct{})
}

// state returns what is shown now, and a channel that is closed when that
// changes.
func (s *Server) state() (state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.next
}
