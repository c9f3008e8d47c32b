package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"communique/internal/diag"
	"communique/internal/output"
	"communique/internal/page"
	"communique/internal/workspace"
)

// A Store is a sink that has the site of an earlier build.
type Store interface {
	output.Sink

	// Keep takes files of that site into the next one, all or none, and reports
	// which.
	Keep(names []string) bool

	// Intact reports whether every file of that site is as it was written.
	Intact() bool

	// Recall reads what was told when that site was built; it fails where that
	// is not known.
	Recall(read func(io.Reader) error) error

	Files() int   // that were added or kept so far
	Bytes() int64 // in them
}

// Revise makes the site of a store that of the inputs, as [Render] would into
// an empty one, and renders only documents that have changed. Tell writes what
// the store is to recall the next time; it is nil where the site stays as it is,
// to the last byte.
func Revise(ctx context.Context, o Options, store Store) (report *Report, tell func(io.Writer) error, err error) {
	inputs, problems := o.inputs()
	m := &memory{o: o, store: store, next: past{pastHead: pastHead{Format: pastFormat, Begun: o.Begun}}, sources: map[string][]sourceState{}}
	if m.next.Identity, err = o.identity(); err != nil { // whoever reads that file next says what is wrong with it
		m.next.Identity = nil
	}
	m.recall()
	if problems.Errors() == 0 && m.unchanged(inputs) && store.Intact() {
		report := m.last.Report
		report.Unchanged, report.Kept = true, report.Documents
		return &report, nil, nil
	}
	m.recallSummaries()
	report, err = o.render(ctx, store, inputs, problems, m)
	if err != nil {
		return report, nil, err
	}
	report.Files, report.Bytes = store.Files(), store.Bytes()
	m.next.Report = *report
	return report, m.tell, nil
}

// A past is what a build tells the next one.
//
// It is written as a head, the documents, and their summaries, each a value of
// its own, so that no more than one is in memory twice, and that whoever finds
// nothing changed reads no summary.
type past struct {
	pastHead
	Documents []pastDocument
}

type pastHead struct {
	Format    int
	Identity  []byte    // of all that the pages are made of besides the documents; empty if not known
	Begun     time.Time // when the build began
	Documents int
	Report    Report
}

const pastFormat = 1

type pastDocument struct {
	Name     string
	Sources  []sourceState
	Files    []string
	Pages    int
	Problems diag.List

	summary page.Kept
}

// A sourceState is what a build saw of a file that a document is read from.
type sourceState struct {
	Missing bool
	Size    int64
	Time    int64 // of its last change, in nanoseconds since 1970
	Sum     [sha256.Size]byte
}

// same reports whether two states are of the same bytes.
func (s sourceState) same(other sourceState) bool {
	return s.Missing == other.Missing && s.Sum == other.Sum
}

// identity returns a checksum of all that pages are made of besides documents:
// the program, what it was told, and the files around the documents.
func (o Options) identity() ([]byte, error) {
	h := sha256.New()
	w := o.Workspace
	fmt.Fprintf(h, "%q %q %q %q %q %v %v\n", o.Program, w.Root, w.Config, w.BaseURL, w.Without, w.Clock.UTC().UnixNano(), o.Strict)
	err := w.Surroundings(func(name string, data []byte) {
		fmt.Fprintf(h, "%q %x\n", name, sha256.Sum256(data))
	})
	return h.Sum(nil), err
}

// A memory knows the documents of an earlier build, and remembers those of this
// one. A nil one knows and remembers nothing.
type memory struct {
	o     Options
	store Store
	last  past
	known map[string]*pastDocument // of the last build, where it was of the same program and settings
	next  past

	mu      sync.Mutex
	sources map[string][]sourceState // of documents, as this build saw them
}

// recall reads what the last build told.
func (m *memory) recall() {
	m.known = map[string]*pastDocument{}
	err := m.store.Recall(func(r io.Reader) (err error) { m.last, err = readPast(gob.NewDecoder(r)); return err })
	if err != nil {
		m.last = past{}
		return
	}
	if len(m.next.Identity) == 0 || !bytes.Equal(m.last.Identity, m.next.Identity) {
		return
	}
	for i := range m.last.Documents {
		d := &m.last.Documents[i]
		m.known[d.Name] = d
	}
}

// tell writes what the next build is to know.
func (m *memory) tell(w io.Writer) error {
	m.next.pastHead.Documents = len(m.next.Documents)
	out := gob.NewEncoder(w)
	err := out.Encode(m.next.pastHead)
	for i := range m.next.Documents {
		err = errors.Join(err, out.Encode(&m.next.Documents[i]))
	}
	for i := range m.next.Documents {
		err = errors.Join(err, out.Encode(&m.next.Documents[i].summary))
	}
	return err
}

// readPast reads a past without its summaries.
func readPast(in *gob.Decoder) (p past, err error) {
	if err := in.Decode(&p.pastHead); err != nil || p.Format != pastFormat {
		return past{}, errors.Join(err, fs.ErrNotExist)
	}
	for range p.pastHead.Documents {
		var d pastDocument
		if err := in.Decode(&d); err != nil {
			return past{}, err
		}
		p.Documents = append(p.Documents, d)
	}
	return p, nil
}

// recallSummaries reads the summaries of the last build. Without them no
// document is known.
func (m *memory) recallSummaries() {
	if len(m.known) == 0 {
		return
	}
	err := m.store.Recall(func(r io.Reader) error {
		in := gob.NewDecoder(r)
		p, err := readPast(in)
		if err != nil || len(p.Documents) != len(m.last.Documents) {
			return errors.Join(err, fs.ErrNotExist)
		}
		for i := range m.last.Documents {
			if err := in.Decode(&m.last.Documents[i].summary); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		clear(m.known)
	}
}

// unchanged reports whether the documents are those of the last build, with the
// same words.
func (m *memory) unchanged(inputs []workspace.Input) bool {
	if len(m.known) == 0 || len(inputs) != len(m.last.Documents) {
		return false
	}
	for i, in := range inputs {
		if m.last.Documents[i].Name != in.Name || !m.fresh(in.Name) {
			return false
		}
	}
	return true
}

// fresh reports whether a document has the same words as in the last build.
func (m *memory) fresh(name string) bool {
	last := m.known[name]
	return last != nil && slices.EqualFunc(m.look(name, last), last.Sources, sourceState.same)
}

// look returns the states of the files of a document, as they were when this
// build first looked. A file that has the size and the time which it had in the
// last build is not read, unless it could have changed in the same moment.
func (m *memory) look(name string, last *pastDocument) []sourceState {
	m.mu.Lock()
	list, seen := m.sources[name]
	m.mu.Unlock()
	if seen {
		return list
	}
	for i, file := range m.o.Workspace.Sources(name) {
		s, before := m.state(file), sourceState{}
		if last != nil && i < len(last.Sources) {
			before = last.Sources[i]
		}
		switch {
		case s.Missing || s.Size < 0:
		case s.Size == before.Size && s.Time == before.Time && time.Unix(0, s.Time).Add(moment).Before(m.last.Begun):
			s.Sum = before.Sum
		case last != nil || i > 0: // a document that is new is read once, and its sum follows
			s.sum(m.o.Workspace.FS, file)
		}
		list = append(list, s)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sources[name] = list
	return list
}

// moment is how near to one another two changes of a file can be and have one
// time: two seconds on FAT, the coarsest file system in use.
const moment = 2 * time.Second

func (m *memory) state(file string) sourceState {
	info, err := fs.Stat(m.o.Workspace.FS, file)
	if errors.Is(err, fs.ErrNotExist) {
		return sourceState{Missing: true}
	}
	if err != nil {
		return sourceState{Size: -1} // as that of nothing that was ever read
	}
	return sourceState{Size: info.Size(), Time: info.ModTime().UnixNano()}
}

// sum reads the file.
func (s *sourceState) sum(files fs.FS, name string) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		s.Size = -1
		return
	}
	s.Sum = sha256.Sum256(data)
}

// kept returns what the last build made of a document, if it stays.
func (m *memory) kept(r *renderer, name string) (rendered, bool) {
	if m == nil {
		return rendered{}, false
	}
	last := m.known[name]
	if last == nil {
		m.look(name, nil) // before the document is read
		return rendered{}, false
	}
	if !m.fresh(name) || slices.ContainsFunc(m.look(name, last), func(s sourceState) bool { return s.Size < 0 }) {
		return rendered{}, false
	}
	summary := last.summary.Restore()
	if !r.take(summary.Slug) { // a new document has the name; that both are there is told at the end
		return rendered{name: name, summary: &summary, problems: last.Problems}, true
	}
	if !m.store.Keep(last.Files) {
		r.giveBack(summary.Slug)
		return rendered{}, false
	}
	return rendered{name: name, summary: &summary, pages: last.Pages, files: last.Files, problems: last.Problems, kept: true}, true
}

// remember keeps what the next build is to know of a document. It is called in
// the order of the documents.
func (m *memory) remember(d rendered) {
	if m == nil || d.summary == nil || d.err != nil {
		return
	}
	m.mu.Lock()
	sources := m.sources[d.name]
	m.mu.Unlock()
	if !d.kept {
		sources[0].Sum = d.sum
	}
	m.next.Documents = append(m.next.Documents, pastDocument{
		Name: d.name, Sources: sources, Files: d.files, Pages: d.pages, Problems: d.problems, summary: d.summary.Keep(),
	})
}
