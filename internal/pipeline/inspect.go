package pipeline

import (
	"context"

	"communique/internal/diag"
	"communique/internal/outline"
	"communique/internal/workspace"
)

// Inspect calls show with the outline of each document and its problems, in
// the order of the paths. A document that cannot be read has an outline too,
// which says why. What show returns ends it.
func Inspect(ctx context.Context, o Options, show func(*outline.Outline, diag.List) error) error {
	k, problems, err := o.Workspace.Knowledge()
	if err != nil {
		return err
	}
	inputs := o.Workspace.Inputs()
	problems = append(problems, o.Workspace.Strays(inputs)...)
	work := func(i int) inspected {
		in := inputs[i]
		late := func(problems diag.List) inspected { return inspected{outline.Refused(in.Name, problems), problems} }
		return within(ctx, o, func() inspected { return knowledge{k}.inspect(o.Workspace, in) }, late, in.Name)
	}
	return inOrder(ctx, o.Workers, len(inputs), work, func(i inspected) error {
		all := append(problems, i.problems...) // those of the site come with the first document
		problems = nil
		return show(i.outline, all)
	})
}

type inspected struct {
	outline  *outline.Outline
	problems diag.List
}

func (k knowledge) inspect(w *workspace.Workspace, in workspace.Input) inspected {
	if len(in.Problems) > 0 {
		return inspected{outline.Refused(in.Name, in.Problems), in.Problems}
	}
	doc, problems := w.Read(in.Name)
	if doc == nil {
		return inspected{outline.Refused(in.Name, problems), problems}
	}
	funding := k.ledger(doc)
	problems = append(append(problems, k.unclassified(doc)...), funding.Warnings...)
	problems.Sort()
	return inspected{outline.Of(doc, problems, outline.Options{Events: k.Events, Ledger: funding}), problems}
}
