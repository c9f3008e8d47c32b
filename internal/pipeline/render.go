package pipeline

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"

	"communique/internal/asset"
	"communique/internal/check"
	"communique/internal/data"
	"communique/internal/diag"
	"communique/internal/minify"
	"communique/internal/output"
	"communique/internal/page"
	"communique/internal/site"
	"communique/internal/workspace"
)

// Render renders the whole site into a sink, which several goroutines use at
// once. The report is complete but for the number of files and bytes.
func Render(ctx context.Context, o Options, sink output.Sink) (*Report, error) {
	inputs, problems := o.inputs()
	return o.render(ctx, sink, inputs, problems, nil)
}

// render renders the documents, all of them or those that memory, which may be
// nil, does not have as they are.
func (o Options) render(ctx context.Context, sink output.Sink, inputs []workspace.Input, problems diag.List, m *memory) (*Report, error) {
	report := &Report{Bare: []string{}, Problems: problems}
	through := &gate{sink: sink}
	defer through.close()
	sink = through
	r, problems, err := o.renderer(sink)
	if err != nil {
		return report, err
	}
	report.Problems = append(report.Problems, problems...)
	if report.Problems.Errors() > 0 {
		return report, report.verdict(o.Strict)
	}
	var summaries []page.Summary
	var plans []site.Summary
	work := func(i int) rendered {
		name := inputs[i].Name
		if kept, ok := m.kept(r, name); ok {
			return kept
		}
		return within(ctx, o, func() rendered { return r.document(name) }, late, name)
	}
	err = inOrder(ctx, o.Workers, len(inputs), work, counting(o, len(inputs), func(d rendered) error {
		report.Problems = append(report.Problems, d.problems...)
		if d.summary != nil {
			report.add(d.summary.Summary)
			report.Pages += d.pages
			summaries = append(summaries, *d.summary)
			plans = append(plans, d.summary.Summary)
		}
		if d.kept {
			report.Kept++
		}
		m.remember(d)
		return d.err
	}))
	if err != nil {
		return report, err
	}
	report.Problems = append(report.Problems, site.Collisions(plans, r.articles)...)
	if err := report.verdict(o.Strict); err != nil {
		return report, err
	}
	page.Order(summaries)
	root := &counter{sink: sink}
	err = r.pages.Root(root, summaries)
	report.Pages += root.pages
	return report, err
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

// A renderer holds what all documents share.
type renderer struct {
	workspace *workspace.Workspace
	sink      output.Sink
	settings  site.Settings
	know      knowledge
	pages     *page.Renderer
	articles  []site.ArticleSummary
	keep      func(kind string, input []byte, make func() ([]byte, error)) ([]byte, error)

	mu    sync.Mutex
	taken map[string]bool // names of documents that are being rendered
}

// renderer reads what surrounds the documents: settings, articles, templates
// and assets, which it writes.
func (o Options) renderer(sink output.Sink) (*renderer, diag.List, error) {
	w := o.Workspace
	settings, problems, err := w.Settings()
	if err != nil {
		return nil, nil, err
	}
	articles, more, err := w.Articles()
	problems = append(problems, more...)
	if err != nil {
		return nil, nil, err
	}
	know, more, err := w.Knowledge()
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
	assets, err := asset.Load(w.Folder("static"), minifier)
	if err != nil {
		return nil, nil, own("static", err)
	}
	if !settings.Has(site.Embeds) {
		assets = assets.Without("embed.css", "frame.js", site.Loader)
	}
	kept := keeper{o.Cache, o.Version}
	draw, err := kept.drawer()
	if err != nil {
		return nil, nil, err
	}
	pages, err := page.New(page.Options{
		Templates: w.Folder("templates"), Assets: assets, Minifier: minifier, Settings: settings, Articles: articles, Draw: draw, Interpret: o.Interpret,
	})
	if err != nil {
		return nil, nil, own("templates", err)
	}
	r := &renderer{workspace: w, sink: sink, keep: kept.keep, settings: settings, know: knowledge{know}, pages: pages, taken: map[string]bool{}}
	for _, a := range articles {
		r.articles = append(r.articles, site.ArticleSummary{File: a.File, Path: a.Path, Title: a.Title})
	}
	if err := sink.Add(data.SchemaPath, data.Schema); err != nil {
		return nil, nil, err
	}
	return r, problems, assets.Without(page.InnerAssets...).Write(sink)
}

// own adds to what went wrong with the files of a folder what to do about it.
// Those that the program carries have been seen to work.
func own(folder string, err error) error { return &ownError{err, folder} }

// An ownError is about a file that takes the place of the program's own.
type ownError struct {
	error
	folder string
}

func (e *ownError) Unwrap() error { return e.error }

// Hint says what to do about it, unless the error beneath does.
func (e *ownError) Hint() string {
	var beneath interface{ Hint() string }
	if errors.As(e.error, &beneath) {
		return beneath.Hint()
	}
	return "mend the file in " + e.folder + "/, or take it out: the program has one of its own where it needs one"
}

// rendered is what is left of a document when its pages are written.
type rendered struct {
	name     string
	summary  *page.Summary // nil where there is no document
	pages    int
	files    []string // all that were written, the pages included
	problems diag.List
	kept     bool              // they are those of an earlier build
	sum      [sha256.Size]byte // of the document
	err      error
}

// late stands for a document that took too long.
func late(problems diag.List) rendered { return rendered{problems: problems} }

// document reads one document, renders its pages, and proves that they hold
// its words. Pages of a document with errors, or with the name of another, are
// not rendered: nothing will be used, and the problems say why.
func (r *renderer) document(name string) rendered {
	doc, problems := r.workspace.Read(name)
	if doc == nil {
		return rendered{name: name, problems: problems}
	}
	found, due := r.know.findings(doc)
	found.Clock = r.workspace.Clock
	plan := site.Plan(doc, found.Views()...)
	if r.settings.BaseURL != "" { // only an absolute address leads to a card
		plan.AddCards(r.settings.Cards)
	}
	summary := page.Summary{Summary: plan.Summary()}
	out := rendered{name: name, summary: &summary, sum: sha256.Sum256(doc.Source.Data), problems: append(problems, found.Ledger.Warnings...)}
	named := site.Collisions([]site.Summary{summary.Summary}, r.articles) // told with those of all, at the end
	if problems.Errors() > 0 || len(named) > 0 || !r.take(doc.Slug) {
		return out
	}
	files := &recorder{sink: r.sink}
	if found.Data, out.err = r.twins(files, plan, data.Found{Ledger: found.Ledger, Deadlines: due, Roles: found.Roles}); out.err != nil {
		return out
	}
	pages := &tee{sink: files, proof: check.NewProof(doc.Source.Name, doc.Source.Data)}
	if summary, out.err = r.pages.Document(pages, plan, found); out.err != nil {
		return out
	}
	out.pages, out.files = pages.n, files.names
	_, more := pages.proof.Result()
	out.problems = append(out.problems, more...)
	return out
}

// twins writes a document as data, and returns the names of the files.
func (r *renderer) twins(sink output.Sink, plan *site.Document, found data.Found) (names []string, err error) {
	if !r.settings.Has(site.Data) {
		return nil, nil
	}
	files, err := data.NewBook(plan, found, data.Options{
		BaseURL: r.settings.BaseURL, Site: r.settings.Title, Language: r.settings.Language, Keep: r.keep,
	}).Files()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := sink.Add(path.Join(path.Dir(plan.Path), f.Name), f.Bytes); err != nil {
			return nil, err
		}
		names = append(names, f.Name)
	}
	return names, nil
}

// take gives out the name of a document once.
func (r *renderer) take(slug string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.taken[slug]
	r.taken[slug] = true
	return !taken
}

// giveBack takes a name back that was given out for nothing.
func (r *renderer) giveBack(slug string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.taken, slug)
}

// A recorder passes files on and keeps their names.
type recorder struct {
	sink  output.Sink
	names []string
}

// Add is called from one goroutine, as a document is rendered by one.
func (r *recorder) Add(name string, data []byte) error {
	r.names = append(r.names, strings.Clone(name)) // it may be part of a page's text
	return r.sink.Add(name, data)
}

// A tee passes files on, and the pages among them to the proof that they hold
// the words of the document. Pages for frames are second showings.
type tee struct {
	sink  output.Sink
	proof *check.Proof
	n     int
}

// Add is called from one goroutine, as a document is rendered by one.
func (t *tee) Add(name string, data []byte) error {
	if path.Ext(name) == ".html" {
		t.n++
		if !strings.HasPrefix(name, site.Embed("")) {
			t.proof.Page(name, data)
		}
	}
	return t.sink.Add(name, data)
}
