// Package communique turns government fact sheets into a static site on which
// each commitment has a page of its own.
//
// A document goes this way, each step a package that takes a value and returns
// a new one:
//
//	seeds/x.md
//	   │ source      front matter apart from the body; offsets and lines
//	   │ correction  what content/corrections/x.yaml says against a guess
//	   │ factsheet   pillars, lead-ins, commitments, each word with its place;
//	   │             proves from the spans that no word is lost or shown twice
//	   │ ledger, party, role, deadline
//	   │             who pays how much, who promises what, what falls due
//	   │ site        which pages the document has, every address and link
//	   │ data        money and dates as tables, a workbook, a calendar
//	   │ page        templates and the model make HTML, minified
//	   │ check       reads the finished pages as a browser does and finds each
//	   │             word of the source once, in order
//	   │ output      takes the files into a stage beside the destination
//	   ▼
//	public/          replaced by the stage in one step, if all went well
//
// Documents pass through several at a time and are forgotten; a small summary
// of each (site.Summary) stays for the pages across documents: the home page,
// the site map. What comes out depends on the input alone, not on the number
// of workers, the clock, the time zone or the machine.
//
// Problems of documents are values ([Problem]), collected and sorted. An error
// among them, or anything that fails, and nothing is written: the old site
// stays whole. [Check] holds a site on disk against its documents, [Inspect]
// tells what was found in them. To hand on, [Bundle] packs a site into a zip,
// which [Verify] checks; [Single] and [Book] make a page and an EPUB of a
// document, by way of the same steps.
//
// Package workspace finds what an editor keeps, package pipeline takes it
// through the steps. This file, and cmd/communique, are where the program
// touches the world; everything in internal/ but output works on values.
package communique

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"communique/internal/bundle"
	"communique/internal/cache"
	"communique/internal/diag"
	"communique/internal/outline"
	"communique/internal/output"
	"communique/internal/pipeline"
	"communique/internal/site"
	"communique/internal/workspace"
)

// carried is what the program carries, so that the binary alone builds a site
// anywhere.
//
//go:embed templates static content/*.md content/events.yaml
var carried embed.FS

// Options say what to read and where to write. The zero value builds the site
// of the working folder: seeds/ into public/.
type Options struct {
	// Source is the file system that all is read from; nil means the working
	// folder. Names in it appear in messages as they are.
	Source fs.FS

	// Root is the folder of the site in Source. seeds/, content/, templates/
	// and static/ are looked for there. Empty means the top of Source.
	Root string

	// Paths are documents, and folders of documents, in Source. Empty means
	// seeds under Root.
	Paths []string

	// Destination is the folder of the finished site, as the operating system
	// names it; empty means "public".
	Destination string

	// BaseURL is the address at which the site will stand, http or https; it
	// takes the place of base_url in the settings. With neither, what needs an
	// absolute address, such as a site map, is left out.
	BaseURL string

	// Without are families of files that are left out; they take the place of
	// without in the settings. Empty leaves that.
	Without []Family

	// Config is a file of settings in Source that takes the place of
	// content/site.yaml under Root; it must exist. Empty means that one, which
	// need not.
	Config string

	// Clock is the day that counts as today. A document that is dated later
	// gets a warning; zero means that none does.
	Clock time.Time

	// Strict makes warnings stop a build.
	Strict bool

	// Fresh builds all of the site, and keeps nothing for the next build. It
	// changes nothing but the time taken.
	Fresh bool

	// Interpret lets html/template render every page, as the reference for the
	// compiled templates. It changes nothing but the time taken.
	Interpret bool

	// Workers is the number of documents that are worked on at a time; 0 means
	// one for each processor. It changes nothing but the time taken.
	Workers int

	// Cache is a folder in which what costs more than a page (social cards,
	// workbooks) is kept between builds, as the operating system names it; empty
	// keeps nothing. It changes nothing but the time taken.
	Cache string

	// Progress is told how many documents are done, of how many, after each
	// one. It is called from one goroutine at a time, and may be nil.
	Progress func(done, total int)
}

// What callers need of the packages beneath.
type (
	Report            = pipeline.Report
	Problem           = diag.Diagnostic // file, line, column, what is wrong, what to do
	Problems          = diag.List
	Outline           = outline.Outline // one document as inspect shows it
	OutlinePillar     = outline.Pillar
	OutlineCommitment = outline.Commitment
	Sink              = output.Sink             // takes the files of a site
	Family            = site.Family             // a kind of files that a site may do without
	DestinationError  = output.DestinationError // why a destination is refused
)

const (
	Warning = diag.Warning
	Error   = diag.Error
)

// ErrProblems says that the problems in the report stood in the way: an error
// among them, or a warning where Strict is set.
var ErrProblems = pipeline.ErrProblems

// ErrNoBundle says that a zip or folder is none that could be verified.
var ErrNoBundle = bundle.ErrNoBundle

// ErrNoDocument says that a page or a book was to be verified without the
// document that it was made of.
var ErrNoDocument = errors.New("it does not hold the document that it was made of")

// ParseBaseURL checks the address at which a site is to stand and returns it
// with a slash at its end.
func ParseBaseURL(text string) (string, error) { return site.ParseBaseURL(text) }

// ParseFamily returns the family of a name: data, search, feeds, embeds, cards.
func ParseFamily(name string) (Family, error) { return site.ParseFamily(name) }

// destination is the folder of the finished site.
func (o Options) destination() string {
	if o.Destination == "" {
		return "public"
	}
	return o.Destination
}

// pipeline fills in what the zero values stand for.
func (o Options) pipeline() pipeline.Options {
	if o.Source == nil {
		o.Source = workingFolder()
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return pipeline.Options{
		Workspace: &workspace.Workspace{
			FS: o.Source, Root: o.Root, Carried: carried, Paths: o.Paths, Config: o.Config, BaseURL: o.BaseURL, Without: o.Without, Clock: o.Clock,
		},
		Strict:    o.Strict,
		Workers:   o.Workers,
		Interpret: o.Interpret,
		Progress:  o.Progress,
		Limit: func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeoutCause(ctx, DocumentTime, errTime)
		},
	}
}

// workingFolder is the working folder as a file system, out of which no symbolic
// link leads.
func workingFolder() fs.FS {
	root, err := os.OpenRoot(".")
	if err != nil {
		return os.DirFS(".") // each file will say why
	}
	return root.FS()
}

// DocumentTime is how long one document may take. The longest fact sheet takes
// a second on a slow machine; a document that takes this long is made to.
const DocumentTime = time.Minute

var errTime = fmt.Errorf("this document takes longer than %v", DocumentTime)

// Build builds the site and puts it in the place of the one before it. The
// error is [ErrProblems] where the documents do not allow it. Then, and with
// any other error, and when the context ends first, the destination is as it
// was. The report is nil where nothing was read.
//
// What has not changed since the last build is not made again: see
// [output.Revision]. Where nothing has, nothing is written.
func Build(ctx context.Context, o Options) (report *Report, err error) {
	if o.Fresh {
		return o.buildFresh(ctx)
	}
	begun := time.Now()
	store, err := output.NewRevision(o.destination())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Abort()) }() // does nothing after Commit
	p := o.pipeline()
	p.Begun, p.Program = begun, version()+executable()
	defer o.openCache(&p)()
	report, tell, err := pipeline.Revise(ctx, p, store)
	if err != nil || tell == nil {
		return report, err
	}
	if err := ctx.Err(); err != nil {
		return report, err
	}
	return report, store.Commit(tell)
}

// buildFresh builds the site out of nothing, and keeps nothing for the next build.
func (o Options) buildFresh(ctx context.Context) (report *Report, err error) {
	stage, err := output.NewStage(o.destination())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stage.Abort()) }() // does nothing after Commit
	if report, err = Render(ctx, o, stage); err != nil {
		return report, err
	}
	report.Files, report.Bytes = stage.Files(), stage.Bytes()
	if err := ctx.Err(); err != nil {
		return report, err
	}
	return report, stage.Commit()
}

// Render builds the site into a sink, which several goroutines use at once.
// With an error, what is in the sink is not to be used. The report leaves out
// the number of files and bytes.
func Render(ctx context.Context, o Options, sink Sink) (*Report, error) {
	p := o.pipeline()
	defer o.openCache(&p)()
	return pipeline.Render(ctx, p, sink)
}

// openCache opens the cache for a build, and returns what closes it. A build
// goes on without one; it is only slower.
func (o Options) openCache(p *pipeline.Options) (done func()) {
	p.Cache, _ = cache.Open(o.Cache, o.cacheSize())
	p.Version = version()
	return func() { _ = p.Cache.Close() }
}

// maxCache bounds the cache, in bytes: cards and workbooks of some thousand
// documents.
const maxCache = 256 << 20

// cacheSize is nought where there is to be no cache.
func (o Options) cacheSize() int64 {
	if o.Cache == "" {
		return 0
	}
	return maxCache
}

// version tells this program from every other one as far as it was built from
// other source: the versions of Go and of all modules, and the commit.
var version = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return runtime.Version()
	}
	return info.String()
})

// executable tells this program from one that was built of changed source since
// the last commit: the size and the time of its file.
func executable() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(name)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" %d %d", info.Size(), info.ModTime().UnixNano())
}

// Check holds the site in the destination against its documents: every word
// in its place, every link and fragment leads somewhere, nothing from outside.
// The error is [ErrProblems] where that does not hold.
func Check(ctx context.Context, o Options) (*Report, error) {
	folder := o.destination()
	tree := os.DirFS(folder)
	if _, err := fs.Stat(tree, output.Marker); err != nil {
		return &Report{Bare: []string{}, Problems: Problems{noSite(folder)}}, ErrProblems
	}
	return pipeline.Check(ctx, o.pipeline(), tree, filepath.ToSlash(folder))
}

func noSite(folder string) Problem {
	if _, err := os.Stat(folder); err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return diag.Errorf(diag.Pos{File: folder}, "%s", err).WithHint("build the site first, or name its folder with --destination")
	}
	return diag.Errorf(diag.Pos{File: folder}, "not a site that communique made").WithHint("name the folder of one with --destination")
}

// Inspect calls show with the outline of each document and its problems, in
// the order of the paths. A document that cannot be read has an outline too,
// which says why. What show returns ends it.
func Inspect(ctx context.Context, o Options, show func(*Outline, Problems) error) error {
	return pipeline.Inspect(ctx, o.pipeline(), show)
}

// A Packed tells of a file that was made to be handed on.
type Packed struct {
	File   string `json:"file"`  // as the operating system names it
	Files  int    `json:"files"` // in it
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // of its bytes, in hexadecimal digits
}

// Bundle packs the site in the destination and its documents into one zip. The
// file is that of the given name; empty gives it the name of the site, in the
// working folder. The error is [ErrProblems] where the destination holds no
// site of these documents as they are now; then nothing is written.
func Bundle(ctx context.Context, o Options, file string) (*Packed, *Report, error) {
	folder := o.destination()
	tree := os.DirFS(folder)
	if _, err := fs.Stat(tree, output.Marker); err != nil {
		return nil, &Report{Bare: []string{}, Problems: Problems{noSite(folder)}}, ErrProblems
	}
	contents, report, err := pipeline.Bundle(ctx, o.pipeline(), tree, filepath.ToSlash(folder))
	if err != nil {
		return nil, report, err
	}
	file = cmp.Or(file, contents.Name+".zip")
	var s bundle.Summary
	err = output.WriteFile(file, func(w io.Writer) (err error) {
		s, err = bundle.Write(w, contents)
		return errors.Join(err, ctx.Err())
	})
	return &Packed{File: file, Files: s.Files, Bytes: s.Bytes, SHA256: s.SHA256}, report, err
}

// Single makes one HTML file of the only document of the paths, or of the site:
// its words and all that was found in them, with search, without any other
// file. An empty name gives it that of the document, in the working folder. The
// error is [ErrProblems] where there are several documents, or the one does not
// allow it; then nothing is written.
func Single(ctx context.Context, o Options, file string) (*Packed, *Report, error) {
	data, name, report, err := pipeline.Single(ctx, o.pipeline())
	if err != nil {
		return nil, report, err
	}
	packed, err := pack(cmp.Or(file, name+".html"), data)
	return packed, report, err
}

// Book makes an EPUB of the only document, as [Single] makes a page.
func Book(ctx context.Context, o Options, file string) (*Packed, *Report, error) {
	data, name, report, err := pipeline.Book(ctx, o.pipeline())
	if err != nil {
		return nil, report, err
	}
	packed, err := pack(cmp.Or(file, name+".epub"), data)
	return packed, report, err
}

// pack writes a finished file.
func pack(file string, data []byte) (*Packed, error) {
	sum := sha256.Sum256(data)
	err := output.WriteFile(file, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return &Packed{File: file, Files: 1, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}, err
}

// A Verdict is what came of verifying a bundle.
type Verdict struct {
	Files     int      `json:"files"`     // that are as the manifest says
	Documents int      `json:"documents"` // that were held against the pages
	Words     int      `json:"words"`     // of them
	Problems  Problems `json:"-"`         // in order of place
}

// Verify holds a bundle, a zip or the folder into which one was unpacked,
// against its manifest; and its pages against documents, if proof is set:
// against those of the paths in o, or without paths against those that the
// bundle holds. What [Single] or [Book] made has no manifest and no document: a
// file of such a name is held against that of the paths, and the error is
// [ErrNoDocument] where none is named. It is [ErrProblems] where something is not
// as it should be.
func Verify(ctx context.Context, o Options, name string, proof bool) (*Verdict, error) {
	if prove := prover(name); prove != nil {
		return o.verifyOne(ctx, name, proof, prove)
	}
	tree, done, err := openBundle(name)
	if err != nil {
		return nil, err
	}
	defer done()
	found, err := bundle.Verify(tree)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	v := &Verdict{Files: found.Files}
	at := filepath.ToSlash(name)
	for _, f := range found.Findings {
		v.Problems = append(v.Problems, diag.Errorf(diag.Pos{File: path.Join(at, f.File)}, "%s", f.Text))
	}
	if proof {
		inside := len(o.Paths) == 0
		if inside {
			o.Source, o.Root, o.Paths = tree, ".", []string{bundle.Sources}
		}
		report, err := pipeline.Prove(ctx, o.pipeline(), tree, at, inside)
		if err != nil && !errors.Is(err, ErrProblems) {
			return nil, err
		}
		v.Documents, v.Words = report.Documents, report.Words
		v.Problems = append(v.Problems, report.Problems...)
	}
	v.Problems.Sort()
	if len(v.Problems) > 0 {
		return v, ErrProblems
	}
	return v, nil
}

// A prove holds what was made of one document against that of the options. In
// messages it has the given name.
type prove func(ctx context.Context, o pipeline.Options, data []byte, name string) (*Report, error)

// prover returns what holds a file against its document; nil for a bundle.
func prover(name string) prove {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html":
		return pipeline.ProvePage
	case ".epub":
		return proveBook
	}
	return nil
}

// proveBook opens an EPUB as far as it is safe to.
func proveBook(ctx context.Context, o pipeline.Options, data []byte, name string) (*Report, error) {
	files, err := bundle.Zip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return pipeline.ProveBook(ctx, o, files, name)
}

// verifyOne holds a page or a book against the document of the paths.
func (o Options) verifyOne(ctx context.Context, name string, proof bool, hold prove) (*Verdict, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if !proof || len(o.Paths) == 0 {
		return nil, fmt.Errorf("%s: %w", name, ErrNoDocument)
	}
	report, err := hold(ctx, o.pipeline(), data, filepath.ToSlash(name))
	if report == nil {
		return nil, err
	}
	return &Verdict{Documents: report.Documents, Words: report.Words, Problems: report.Problems}, err
}

// openBundle opens a zip or a folder; done closes it.
func openBundle(name string) (tree fs.FS, done func(), err error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	done = func() {}
	if info.IsDir() {
		tree, err = bundle.Inner(os.DirFS(name))
	} else {
		f, failed := os.Open(name)
		if failed != nil {
			return nil, nil, failed
		}
		done = func() { _ = f.Close() } // it was only read
		tree, err = bundle.Open(f, info.Size())
	}
	if err != nil {
		done()
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return tree, done, nil
}
