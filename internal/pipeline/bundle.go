package pipeline

import (
	"context"
	"io/fs"
	"path"

	"communique/internal/bundle"
	"communique/internal/check"
	"communique/internal/diag"
	"communique/internal/factsheet"
	"communique/internal/output"
	"communique/internal/site"
	"communique/internal/workspace"
)

// Bundle gathers a finished tree and the documents that it was made from. A
// document of which the tree shows other words than it holds now is a problem,
// for a bundle is to be whole. In messages the files of the tree stand under
// the given name.
func Bundle(ctx context.Context, o Options, tree fs.FS, name string) (bundle.Contents, *Report, error) {
	settings, _, err := o.Workspace.Settings()
	if err != nil {
		return bundle.Contents{}, nil, err
	}
	c := bundle.Contents{Title: settings.Title, Name: factsheet.Slug(settings.Title), Tree: tree, Skip: []string{output.Marker}}
	report, err := o.prove(ctx, onPages(tree), func(p proved) diag.List {
		c.Sources = append(c.Sources, bundle.Source{Name: path.Base(p.name), Title: p.summary.Title, Data: p.data})
		if p.slug != "" {
			c.Name = p.slug
		}
		if len(p.differences) == 0 {
			return nil
		}
		return diag.List{diag.Errorf(diag.Pos{File: p.name}, "%s does not show this document as it is now", name).
			WithHint("build the site again, then bundle it")}
	})
	if len(c.Sources) != 1 || c.Name == "" {
		c.Name = factsheet.Slug(settings.Title)
	}
	if c.Name == "" {
		c.Name = "site"
	}
	return c, report, err
}

// Prove holds the pages of a finished tree against documents: every word of
// each stands once, in its place. In messages the files of the tree stand under
// the given name, and so do the documents where they are files of the tree.
func Prove(ctx context.Context, o Options, tree fs.FS, name string, inside bool) (*Report, error) {
	c := checker{tree: tree, name: name}
	return o.prove(ctx, onPages(tree), func(p proved) diag.List {
		if inside {
			return c.located(changed(p.differences), "")
		}
		return c.located(changed(p.differences), p.name)
	})
}

// changed says how differences come about in what was handed on.
func changed(differences diag.List) diag.List {
	for i := range differences {
		differences[i] = differences[i].WithHint("a page was changed, or made from another version of the document")
	}
	return differences
}

// A proved is what came of holding one document against a tree.
type proved struct {
	name        string // of the file
	slug        string // of the document; empty where it could not be read
	data        []byte // as it is on disk
	summary     site.Summary
	differences diag.List // with places in the file and in the tree
	problems    diag.List // of reading it
}

// A coverage holds a document against what shows it, and returns the
// differences; see [check.Proof].
type coverage func(*factsheet.Document) diag.List

// onPages holds documents against their pages in a finished tree.
func onPages(tree fs.FS) coverage {
	return func(doc *factsheet.Document) diag.List {
		_, differences := check.Coverage(tree, doc.Slug, doc.Source.Name, doc.Source.Data)
		return differences
	}
}

// prove calls tell with each document in turn, and reports what tell returns
// beside the errors of documents that cannot be read.
func (o Options) prove(ctx context.Context, cover coverage, tell func(proved) diag.List) (*Report, error) {
	report := &Report{Bare: []string{}}
	inputs := o.Workspace.Inputs()
	work := func(i int) proved {
		in := inputs[i]
		late := func(problems diag.List) proved { return proved{name: in.Name, problems: problems} }
		return within(ctx, o, func() proved { return proveOne(o.Workspace, in, cover) }, late, in.Name)
	}
	err := inOrder(ctx, o.Workers, len(inputs), work, counting(o, len(inputs), func(p proved) error {
		report.Problems = append(report.Problems, p.problems...)
		if p.slug != "" {
			report.add(p.summary)
			report.Problems = append(report.Problems, tell(p)...)
		}
		return nil
	}))
	if err != nil {
		return nil, err
	}
	return report, report.verdict(false)
}

// proveOne reads a document, of whose problems only errors matter here, and
// holds it against what shows it.
func proveOne(w *workspace.Workspace, in workspace.Input, cover coverage) proved {
	p := proved{name: in.Name, problems: in.Problems}
	if len(in.Problems) > 0 {
		return p
	}
	doc, problems := w.Read(in.Name)
	for _, problem := range problems {
		if problem.Severity == diag.Error {
			p.problems = append(p.problems, problem)
		}
	}
	if doc == nil {
		return p
	}
	p.slug, p.data, p.summary = doc.Slug, doc.Source.Data, site.Plan(doc).Summary()
	p.differences = cover(doc)
	return p
}
