package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"communique/internal/output"
	"communique/internal/workspace"
)

// A lateSink counts the files that reach it once the build is over.
type lateSink struct {
	*output.Memory
	after atomic.Int64
	over  atomic.Bool
}

func (s *lateSink) Add(name string, data []byte) error {
	if s.over.Load() {
		s.after.Add(1)
	}
	return s.Memory.Add(name, data)
}

// A slow system takes as long to read one file as a test wants.
type slow struct {
	fs.FS
	name string
	let  chan struct{}
}

func (s slow) Open(name string) (fs.File, error) {
	if path.Base(name) == s.name {
		<-s.let
	}
	return s.FS.Open(name)
}

func (s slow) Stat(name string) (fs.FileInfo, error) { return fs.Stat(s.FS, name) }

const document = "---\ntitle: Quays %\n---\n\nThe cities will:\n\n- Open the quay.\n"

// TestDocumentTakesTooLong: a document that never ends is named, the others do
// not wait for it, and when it ends after all it writes nothing.
func TestDocumentTakesTooLong(t *testing.T) {
	site := fstest.MapFS{}
	for _, name := range []string{"a", "b", "c"} {
		site["seeds/"+name+".md"] = &fstest.MapFile{Data: []byte(strings.Replace(document, "%", name, 1))}
	}
	let := make(chan struct{})
	o := Options{
		Workspace: &workspace.Workspace{FS: slow{site, "b.md", let}, Carried: os.DirFS("../..")},
		Workers:   1,
		Limit: func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeoutCause(ctx, 2*time.Second, errors.New("it takes too long"))
		},
	}
	sink := &lateSink{Memory: output.NewMemory()}
	report, err := Render(t.Context(), o, sink)
	sink.over.Store(true)
	if !errors.Is(err, ErrProblems) || len(report.Problems) != 1 || report.Documents != 2 {
		t.Fatalf("%v, %d documents, %v", err, report.Documents, report.Problems)
	}
	if p := report.Problems[0]; p.Pos.File != "seeds/b.md" || p.Text != "it takes too long" || p.Hint == "" {
		t.Errorf("said %v (%s)", p, p.Hint)
	}
	close(let)
	time.Sleep(200 * time.Millisecond) // long enough for the document to be rendered
	if n := sink.after.Load(); n > 0 {
		t.Errorf("%d files were written after the build", n)
	}
}

// TestInterruptedWhileStuck: who interrupts a build does not wait for a
// document that never ends.
func TestInterruptedWhileStuck(t *testing.T) {
	site := fstest.MapFS{"seeds/b.md": {Data: []byte(document)}}
	let := make(chan struct{})
	defer close(let)
	o := Options{
		Workspace: &workspace.Workspace{FS: slow{site, "b.md", let}, Carried: os.DirFS("../..")},
		Workers:   1,
		Limit:     func(ctx context.Context) (context.Context, context.CancelFunc) { return context.WithCancel(ctx) },
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := Render(ctx, o, output.NewMemory()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want it interrupted", err)
	}
}

func TestGate(t *testing.T) {
	m := output.NewMemory()
	g := &gate{sink: m}
	if err := g.Add("a.html", nil); err != nil {
		t.Fatal(err)
	}
	g.close()
	if err := g.Add("b.html", nil); !errors.Is(err, errClosed) || len(m.Paths()) != 1 {
		t.Errorf("%v, files %v", err, m.Paths())
	}
}
