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
// tells what was found in them.
//
// This file, and cmd/communique, are where the program touches the world;
// everything in internal/ but output works on values.
package communique

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"communique/internal/article"
	"communique/internal/asset"
	"communique/internal/check"
	"communique/internal/correction"
	"communique/internal/data"
	"communique/internal/deadline"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/minify"
	"communique/internal/money"
	"communique/internal/number"
	"communique/internal/outline"
	"communique/internal/output"
	"communique/internal/overlay"
	"communique/internal/page"
	"communique/internal/party"
	"communique/internal/role"
	"communique/internal/site"
	"communique/internal/source"
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

	// Config is a file of settings in Source that takes the place of
	// content/site.yaml under Root; it must exist. Empty means that one, which
	// need not.
	Config string

	// Clock is the day that counts as today. A document that is dated later
	// gets a warning; zero means that none does.
	Clock time.Time

	// Strict makes warnings stop a build.
	Strict bool

	// Workers is the number of documents that are worked on at a time; 0 means
	// one for each processor. It changes nothing but the time taken.
	Workers int
}

// What callers need of the packages beneath.
type (
	Problem           = diag.Diagnostic // file, line, column, what is wrong, what to do
	Problems          = diag.List
	Outline           = outline.Outline // one document as inspect shows it
	OutlinePillar     = outline.Pillar
	OutlineCommitment = outline.Commitment
	DestinationError  = output.DestinationError // why a destination is refused
)

const (
	Warning = diag.Warning
	Error   = diag.Error
)

// ErrProblems says that the problems in the report stood in the way: an error
// among them, or a warning where Strict is set.
var ErrProblems = errors.New("problems were found")

// A Report says what came of a build or a check. A build that ended with
// [ErrProblems] wrote nothing.
type Report struct {
	Documents   int      `json:"documents"`
	Pillars     int      `json:"pillars"` // that have a heading in their document
	Commitments int      `json:"commitments"`
	Words       int      `json:"words"` // visible words of all documents
	Pages       int      `json:"pages"` // of HTML
	Files       int      `json:"files"` // pages included
	Bytes       int64    `json:"bytes"` // in all files
	Bare        []string `json:"bare"`  // documents in which no commitment was found
	Problems    Problems `json:"-"`     // in order of place
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

// ParseBaseURL checks the address at which a site is to stand and returns it
// with a slash at its end.
func ParseBaseURL(text string) (string, error) { return site.ParseBaseURL(text) }

// defaults fills in what the zero values stand for.
func (o Options) defaults() Options {
	if o.Source == nil {
		o.Source = os.DirFS(".")
	}
	if o.Destination == "" {
		o.Destination = "public"
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return o
}

// Build builds the site and puts it in the place of the one before it. The
// error is [ErrProblems] where the documents do not allow it. Then, and with
// any other error, and when the context ends first, the destination is as it
// was. The report is nil where nothing was read.
func Build(ctx context.Context, o Options) (report *Report, err error) {
	o = o.defaults()
	stage, err := output.NewStage(o.Destination)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stage.Abort()) }() // does nothing after Commit
	report = &Report{Bare: []string{}}
	if err := o.build(ctx, stage, report); err != nil {
		return report, err
	}
	report.Files, report.Bytes = stage.Files(), stage.Bytes()
	if err := ctx.Err(); err != nil {
		return report, err
	}
	return report, stage.Commit()
}

// build renders the whole site into a sink.
func (o Options) build(ctx context.Context, sink output.Sink, report *Report) error {
	inputs := o.inputs()
	for _, in := range inputs {
		report.Problems = append(report.Problems, in.problems...)
	}
	report.Problems = append(report.Problems, o.strays(inputs)...)
	b, problems, err := o.builder(sink)
	if err != nil {
		return err
	}
	report.Problems = append(report.Problems, problems...)
	if report.Problems.Errors() > 0 {
		return report.verdict(o.Strict)
	}
	var summaries []page.Summary
	var plans []site.Summary
	work := func(i int) built { return b.document(inputs[i].name) }
	err = inOrder(ctx, o.Workers, len(inputs), work, func(d built) error {
		report.Problems = append(report.Problems, d.problems...)
		if d.summary != nil {
			report.add(d.summary.Summary)
			report.Pages += d.pages
			summaries = append(summaries, *d.summary)
			plans = append(plans, d.summary.Summary)
		}
		return d.err
	})
	if err != nil {
		return err
	}
	report.Problems = append(report.Problems, site.Collisions(plans, b.articles)...)
	if err := report.verdict(o.Strict); err != nil {
		return err
	}
	page.Order(summaries)
	root := &counter{sink: sink}
	err = b.renderer.Root(root, summaries)
	report.Pages += root.pages
	return err
}

// A counter passes files on and counts the pages among them.
type counter struct {
	sink  output.Sink
	pages int
}

func (c *counter) Add(name string, data []byte) error {
	if path.Ext(name) == ".html" {
		c.pages++
	}
	return c.sink.Add(name, data)
}

// A builder holds what all documents share.
type builder struct {
	Options
	sink     output.Sink
	settings site.Settings
	know     knowledge
	renderer *page.Renderer
	articles []site.ArticleSummary

	mu    sync.Mutex
	taken map[string]bool // names of documents that are being rendered
}

// builder reads what surrounds the documents: settings, articles, templates
// and assets, which it writes.
func (o Options) builder(sink output.Sink) (*builder, diag.List, error) {
	settings, problems, err := o.settings()
	if err != nil {
		return nil, nil, err
	}
	articles, more, err := o.articles()
	problems = append(problems, more...)
	if err != nil {
		return nil, nil, err
	}
	know, more, err := o.knowledge()
	problems = append(problems, more...)
	if err != nil {
		return nil, nil, err
	}
	minifier := minify.New()
	for _, a := range articles {
		if a.HTML, err = minifier.HTML(a.HTML); err != nil {
			return nil, nil, fmt.Errorf("minifying %s: %w", a.File, err)
		}
	}
	assets, err := asset.Load(o.folder("static"), minifier)
	if err != nil {
		return nil, nil, err
	}
	renderer, err := page.New(page.Options{
		Templates: o.folder("templates"), Assets: assets, Minifier: minifier, Settings: settings, Articles: articles,
	})
	if err != nil {
		return nil, nil, err
	}
	b := &builder{Options: o, sink: sink, settings: settings, know: know, renderer: renderer, taken: map[string]bool{}}
	for _, a := range articles {
		b.articles = append(b.articles, site.ArticleSummary{File: a.File, Path: a.Path, Title: a.Title})
	}
	return b, problems, assets.Write(sink)
}

// folder returns a folder of the site laid over the one that the program
// carries.
func (o Options) folder(name string) fs.FS {
	lower, err := fs.Sub(carried, name)
	if err != nil {
		panic("communique: the program carries " + name + ": " + err.Error())
	}
	return overlay.New(o.Source, o.in(name), lower)
}

// in returns the name in Source of a file or folder of the site.
func (o Options) in(name string) string { return path.Join(o.Root, name) }

func (o Options) settings() (site.Settings, diag.List, error) {
	name := o.in("content/site.yaml")
	if o.Config != "" {
		name = o.Config
		if _, err := fs.Stat(o.Source, name); err != nil {
			return site.Settings{}, diag.List{diag.Errorf(diag.Pos{File: name}, "%s", reason(err)).
				WithHint("name a file of settings with --config, or leave it out")}, nil
		}
	}
	s, problems, err := site.ReadSettings(o.Source, name)
	if err != nil || o.BaseURL == "" {
		return s, problems, err
	}
	s.BaseURL, err = site.ParseBaseURL(o.BaseURL)
	return s, problems, err
}

// articles reads the pages of prose in content/, and those that the program
// carries where the site has none of that name.
func (o Options) articles() (list []*article.Article, problems diag.List, err error) {
	entries, err := fs.ReadDir(o.folder("content"), ".")
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".md" {
			continue
		}
		a, more, err := article.Read(o.pick("content/" + e.Name()))
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, more...)
		if a != nil {
			list = append(list, a)
		}
	}
	return list, problems, nil
}

// An input is one document to read, or what is wrong with a path.
type input struct {
	name     string
	problems diag.List // errors only; there is nothing to read then
}

// inputs lists the documents in the order of the paths, those of a folder in
// the order of their names, each once.
func (o Options) inputs() []input {
	paths, hint := o.Paths, ""
	if len(paths) == 0 {
		paths = []string{o.in("seeds")}
		hint = "put fact sheets there, Markdown in files that end in .md, or name them: communique build FILE.md"
	}
	var list []input
	seen := map[string]bool{}
	for _, p := range paths {
		for _, in := range o.inputsAt(path.Clean(p), hint) {
			if !seen[in.name] {
				seen[in.name] = true
				list = append(list, in)
			}
		}
	}
	return list
}

// inputsAt lists the documents at a path: itself, or those in the folder.
func (o Options) inputsAt(name, hint string) []input {
	info, err := fs.Stat(o.Source, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return []input{refused(name, "no such file or folder", hint)}
	case err != nil:
		return []input{refused(name, reason(err), hint)}
	case !info.IsDir():
		return []input{o.regular(name)}
	}
	var list []input
	_ = fs.WalkDir(o.Source, name, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			list = append(list, refused(at, reason(err), ""))
		case strings.HasPrefix(d.Name(), ".") && at != name:
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && isDocument(at):
			list = append(list, o.regular(at))
		}
		return nil
	})
	if len(list) == 0 {
		if hint == "" {
			hint = "documents are Markdown, in files that end in .md"
		}
		return []input{refused(name, "no documents in this folder", hint)}
	}
	return list
}

// regular refuses what is named like a document and is no file, such as a pipe,
// which could keep a reader waiting for ever.
func (o Options) regular(name string) input {
	if info, err := fs.Stat(o.Source, name); err == nil && !info.Mode().IsRegular() {
		return refused(name, "not a regular file", "documents are Markdown, in files that end in .md")
	}
	return input{name: name}
}

func refused(name, text, hint string) input {
	return input{name, diag.List{diag.Errorf(diag.Pos{File: name}, "%s", text).WithHint("%s", hint)}}
}

// isDocument tells the documents in a folder from what else is there.
func isDocument(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}
	return false
}

// reason gives what went wrong with a file, without its name.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// read reads a document as far as its model, which is nil where a problem does
// not allow it. Whatever keeps a file from being read is a problem of it.
func (o Options) read(name string) (*factsheet.Document, diag.List) {
	src, problems, err := source.Read(o.Source, name)
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Pos{File: name}, "%s", reason(err))}
	}
	if src == nil {
		return nil, problems
	}
	file := path.Join(o.in(correctionsFolder), correctionsName(name))
	corrections, more, err := correction.Read(o.Source, file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		more = append(more, diag.Errorf(diag.Pos{File: file}, "%s", reason(err)))
	}
	problems = append(problems, more...)
	doc, more := factsheet.Parse(src, factsheet.Options{Corrections: corrections})
	problems = append(problems, more...)
	problems = append(problems, doc.Warnings...)
	problems = append(problems, o.early(src)...)
	problems.Sort()
	return doc, problems
}

// correctionsFolder holds what editors say against a guess, one file for each
// document that needs it.
const correctionsFolder = "content/corrections"

// correctionsName returns the name of the file of corrections of a document.
func correctionsName(document string) string {
	return strings.TrimSuffix(path.Base(document), path.Ext(document)) + ".yaml"
}

// strays finds files of corrections that nothing reads: an editor's word may
// not be lost in silence. Where the documents were picked one by one, the file
// of another is none.
func (o Options) strays(inputs []input) (problems diag.List) {
	folder := o.in(correctionsFolder)
	entries, err := fs.ReadDir(o.Source, folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diag.List{diag.Errorf(diag.Pos{File: folder}, "%s", reason(err))}
	}
	all, wanted := len(o.Paths) == 0, map[string]bool{}
	for _, in := range inputs {
		all = all && len(in.problems) == 0
		wanted[correctionsName(in.name)] = true
	}
	for _, e := range entries {
		stem, ext := strings.TrimSuffix(e.Name(), path.Ext(e.Name())), path.Ext(e.Name())
		at := diag.Pos{File: path.Join(folder, e.Name())}
		switch {
		case e.IsDir():
		case ext == ".yml":
			problems = append(problems, diag.Errorf(at, "corrections are read from files that end in .yaml only").
				WithHint("name it %s.yaml", stem))
		case ext == ".yaml" && all && !wanted[e.Name()]:
			problems = append(problems, diag.Errorf(at, "no document is named %s.md", stem).
				WithHint("name it for the document: NAME.yaml for NAME.md"))
		}
	}
	return problems
}

// early warns of a document from after the day that counts as today.
func (o Options) early(src *source.File) diag.List {
	day, today := src.Meta.Published.Format(time.DateOnly), o.Clock.Format(time.DateOnly)
	if o.Clock.IsZero() || src.Meta.Published.IsZero() || day <= today {
		return nil
	}
	return diag.List{diag.Warnf(src.Pos(0), "published on %s, which is after %s", day, today).
		WithHint("mend the date in the front matter, or say with --clock which day it is")}
}

// built is what is left of a document when its pages are written.
type built struct {
	summary  *page.Summary // nil where there is no document
	pages    int
	problems diag.List
	err      error
}

// document reads one document, renders its pages, and proves that they hold
// its words. Pages of a document with errors, or with the name of another, are
// not rendered: nothing will be written, and the problems say why.
func (b *builder) document(name string) built {
	doc, problems := b.read(name)
	if doc == nil {
		return built{problems: problems}
	}
	found, due := b.findings(doc)
	plan := site.Plan(doc, found.Views()...)
	summary := page.Summary{Summary: plan.Summary()}
	out := built{summary: &summary, problems: append(problems, found.Ledger.Warnings...)}
	if problems.Errors() > 0 || !b.take(doc.Slug) {
		return out
	}
	if found.Data, out.err = b.twins(plan, found.Ledger, due); out.err != nil {
		return out
	}
	pages := &tee{sink: b.sink, kept: output.NewMemory()}
	if summary, out.err = b.renderer.Document(pages, plan, found); out.err != nil {
		return out
	}
	out.pages = pages.n
	_, more := check.Coverage(pages.kept.FS(), doc.Slug, doc.Source.Name, doc.Source.Data)
	out.problems = append(out.problems, more...)
	return out
}

// findings reads what is in the words of a document.
func (b *builder) findings(doc *factsheet.Document) (page.Findings, []data.Due) {
	l := b.know.ledger(doc)
	f := page.Findings{Ledger: l, Parties: l.Parties, Roles: role.Find(doc, l.Parties), Clock: b.Clock}
	due := data.FindDue(doc, b.know.dates(doc))
	for _, d := range due {
		f.Deadlines = append(f.Deadlines, page.Deadline(d))
	}
	return f, due
}

// twins writes the funding and the deadlines of a document as data, and returns
// the names of the files.
func (b *builder) twins(plan *site.Document, l *ledger.Ledger, due []data.Due) (names []string, err error) {
	files, err := data.NewBook(plan, l, due, data.Options{BaseURL: b.settings.BaseURL}).Files()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := b.sink.Add(path.Join(path.Dir(plan.Path), f.Name), f.Bytes); err != nil {
			return nil, err
		}
		names = append(names, f.Name)
	}
	return names, nil
}

// take gives out the name of a document once.
func (b *builder) take(slug string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.taken[slug]
	b.taken[slug] = true
	return !taken
}

// A tee passes files on and keeps the pages among them.
type tee struct {
	sink output.Sink
	kept *output.Memory
	n    int
}

// Add is called from one goroutine, as a document is rendered by one.
func (t *tee) Add(name string, data []byte) error {
	if path.Ext(name) == ".html" {
		t.n++
		if err := t.kept.Add(name, data); err != nil {
			return err
		}
	}
	return t.sink.Add(name, data)
}

// Check holds the site in the destination against its documents: every word
// in its place, every link and fragment leads somewhere, nothing from outside.
// The error is [ErrProblems] where that does not hold.
func Check(ctx context.Context, o Options) (*Report, error) {
	o = o.defaults()
	report := &Report{Bare: []string{}}
	tree := os.DirFS(o.Destination)
	if _, err := fs.Stat(tree, output.Marker); err != nil {
		report.Problems = diag.List{noSite(o.Destination)}
		return report, ErrProblems
	}
	inputs := o.inputs()
	for _, in := range inputs {
		report.Problems = append(report.Problems, in.problems...)
	}
	report.Problems = append(report.Problems, o.strays(inputs)...)
	know, problems, err := o.knowledge()
	if err != nil {
		return nil, err
	}
	report.Problems = append(report.Problems, problems...)
	work := func(i int) built { return o.covered(tree, know, inputs[i]) }
	err = inOrder(ctx, o.Workers, len(inputs), work, func(d built) error {
		report.Problems = append(report.Problems, d.problems...)
		if d.summary != nil {
			report.add(d.summary.Summary)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	size, more := check.Tree(tree)
	report.Pages, report.Files, report.Bytes = size.Pages, size.Files, size.Bytes
	report.Problems = append(report.Problems, o.located(more, "")...)
	return report, report.verdict(o.Strict)
}

func noSite(folder string) Problem {
	if _, err := os.Stat(folder); err != nil {
		return diag.Errorf(diag.Pos{File: folder}, "%s", reason(err)).WithHint("build the site first, or name its folder with --destination")
	}
	return diag.Errorf(diag.Pos{File: folder}, "not a site that communique made").WithHint("name the folder of one with --destination")
}

// covered holds one document against its pages, and warns of the numbers in it
// that no rule knows.
func (o Options) covered(tree fs.FS, know knowledge, in input) built {
	if len(in.problems) > 0 {
		return built{}
	}
	doc, problems := o.read(in.name)
	if doc == nil {
		return built{problems: problems}
	}
	summary := page.Summary{Summary: site.Plan(doc).Summary()}
	_, more := check.Coverage(tree, doc.Slug, doc.Source.Name, doc.Source.Data)
	problems = append(problems, know.unclassified(doc)...)
	problems = append(problems, know.ledger(doc).Warnings...)
	return built{summary: &summary, problems: append(problems, o.located(more, in.name)...)}
}

// located names files of the tree as the user would open them: in the
// destination. Those of the given name are no part of the tree.
func (o Options) located(problems diag.List, except string) diag.List {
	for i := range problems {
		if file := &problems[i].Pos.File; *file != except {
			*file = path.Join(filepath.ToSlash(o.Destination), *file)
		}
	}
	return problems
}

// Inspect calls show with the outline of each document and its problems, in
// the order of the paths. A document that cannot be read has an outline too,
// which says why. What show returns ends it.
func Inspect(ctx context.Context, o Options, show func(*Outline, Problems) error) error {
	o = o.defaults()
	type inspected struct {
		outline  *Outline
		problems diag.List
	}
	know, problems, err := o.knowledge()
	if err != nil {
		return err
	}
	inputs := o.inputs()
	problems = append(problems, o.strays(inputs)...)
	work := func(i int) inspected {
		found := inputs[i].problems
		if len(found) > 0 {
			return inspected{outline.Refused(inputs[i].name, found), found}
		}
		doc, found := o.read(inputs[i].name)
		if doc == nil {
			return inspected{outline.Refused(inputs[i].name, found), found}
		}
		funding := know.ledger(doc)
		found = append(append(found, know.unclassified(doc)...), funding.Warnings...)
		found.Sort()
		return inspected{outline.Of(doc, found, outline.Options{Events: know.events, Ledger: funding}), found}
	}
	return inOrder(ctx, o.Workers, len(inputs), work, func(i inspected) error {
		all := append(problems, i.problems...) // those of the events come with the first document
		problems = nil
		return show(i.outline, all)
	})
}

// A knowledge is what a site knows that its documents do not say.
type knowledge struct {
	events        deadline.Events
	organisations party.Organisations
}

// knowledge reads named events and organisations, the site's own or those that
// the program carries.
func (o Options) knowledge() (k knowledge, problems diag.List, err error) {
	fsys, name := o.pick("content/events.yaml")
	k.events, problems, err = deadline.ReadEvents(fsys, name)
	if err != nil {
		return k, problems, err
	}
	organisations, more, err := party.ReadOrganisations(o.Source, o.in("content/organisations.yaml"))
	k.organisations = organisations
	return k, append(problems, more...), err
}

// ledger reads the funding of a document.
func (k knowledge) ledger(doc *factsheet.Document) *ledger.Ledger {
	return ledger.Extract(doc, ledger.Options{Organisations: k.organisations})
}

// dates returns what the rules for dates need to know of a document.
func (k knowledge) dates(doc *factsheet.Document) deadline.Options {
	return deadline.Options{Published: doc.Source.Meta.Published, Events: k.events}
}

// unclassified warns of each number of a document that no rule knows: it could
// be a sum or a date that was overlooked.
func (k knowledge) unclassified(doc *factsheet.Document) diag.List {
	var out diag.List
	numbers := number.Account(doc, number.Options{Money: money.Options{Published: doc.Source.Meta.Published}, Date: k.dates(doc)})
	for _, n := range numbers {
		if n.Kind == number.Unclassified {
			out = append(out, diag.Warnf(doc.Source.Pos(n.Span.Start), "the number %s is neither money, date, quantity nor name: “%s”", n.Text, n.Near).
				WithHint("see whether a sum or a date was overlooked there"))
		}
	}
	return out
}

// pick returns the file system and the name of a file of the site, or of the
// one that the program carries in its place.
func (o Options) pick(name string) (fs.FS, string) {
	own := o.in(name)
	if _, err := fs.Stat(o.Source, own); errors.Is(err, fs.ErrNotExist) {
		return carried, name
	}
	return o.Source, own
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
