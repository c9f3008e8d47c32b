package pipeline

import (
	"context"
	"io/fs"
	"path"

	"communique/internal/check"
	"communique/internal/diag"
	"communique/internal/page"
	"communique/internal/site"
	"communique/internal/workspace"
)

// Check holds a finished site against its documents: every word in its place,
// every link and fragment leads somewhere, nothing from outside. In messages
// its files stand under the given name of the tree.
func Check(ctx context.Context, o Options, tree fs.FS, name string) (*Report, error) {
	report := &Report{Bare: []string{}}
	inputs, problems := o.inputs()
	report.Problems = problems
	k, problems, err := o.Workspace.Knowledge()
	if err != nil {
		return nil, err
	}
	report.Problems = append(report.Problems, problems...)
	c := checker{workspace: o.Workspace, know: knowledge{k}, tree: tree, name: name}
	work := func(i int) rendered {
		in := inputs[i]
		return within(ctx, o, func() rendered { return c.document(in) }, late, in.Name)
	}
	err = inOrder(ctx, o.Workers, len(inputs), work, counting(o, len(inputs), func(d rendered) error {
		report.Problems = append(report.Problems, d.problems...)
		if d.summary != nil {
			report.add(d.summary.Summary)
		}
		return nil
	}))
	if err != nil {
		return nil, err
	}
	size, more := check.Tree(tree)
	report.Pages, report.Files, report.Bytes = size.Pages, size.Files, size.Bytes
	report.Problems = append(report.Problems, c.located(more, "")...)
	return report, report.verdict(o.Strict)
}

// A checker holds documents against a tree.
type checker struct {
	workspace *workspace.Workspace
	know      knowledge
	tree      fs.FS
	name      string // of the tree, for messages
}

// document holds one document against its pages, and warns of the numbers in it
// that no rule knows.
func (c checker) document(in workspace.Input) rendered {
	if len(in.Problems) > 0 {
		return rendered{}
	}
	doc, problems := c.workspace.Read(in.Name)
	if doc == nil {
		return rendered{problems: problems}
	}
	summary := page.Summary{Summary: site.Plan(doc).Summary()}
	_, more := check.Coverage(c.tree, doc.Slug, doc.Source.Name, doc.Source.Data)
	problems = append(problems, c.know.unclassified(doc)...)
	problems = append(problems, c.know.ledger(doc).Warnings...)
	return rendered{summary: &summary, problems: append(problems, c.located(more, in.Name)...)}
}

// located names files of the tree as the user would open them. Those of the
// given name are no part of the tree.
func (c checker) located(problems diag.List, except string) diag.List {
	for i := range problems {
		if file := &problems[i].Pos.File; *file != except {
			*file = path.Join(c.name, *file)
		}
	}
	return problems
}
