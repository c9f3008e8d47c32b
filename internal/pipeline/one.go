package pipeline

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"

	"communique/internal/check"
	"communique/internal/diag"
	"communique/internal/epub"
	"communique/internal/factsheet"
	"communique/internal/output"
	"communique/internal/page"
	"communique/internal/site"
	"communique/internal/workspace"
)

// Single renders the only document of a workspace as one page, and proves that
// every word of it stands there once. The name is that of the document, as
// addresses have it.
func Single(ctx context.Context, o Options) (data []byte, name string, report *Report, err error) {
	return o.one(ctx, func(r *renderer, plan *site.Document, found page.Findings, proof *check.Proof) ([]byte, error) {
		data, err := r.pages.Single(plan, found)
		if err == nil {
			proof.Page(plan.Model.Slug+".html", data)
		}
		return data, err
	})
}

// Book renders the only document of a workspace as an EPUB, and proves that
// every word of it stands there once.
func Book(ctx context.Context, o Options) (data []byte, name string, report *Report, err error) {
	return o.one(ctx, func(r *renderer, plan *site.Document, found page.Findings, proof *check.Proof) ([]byte, error) {
		b, err := r.pages.Book(plan, found)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		if err := epub.Write(&out, book(b, r.settings.Language)); err != nil {
			return nil, err
		}
		return out.Bytes(), proveBook(proof, out.Bytes())
	})
}

// one makes something of the only document of a workspace.
func (o Options) one(ctx context.Context, render func(*renderer, *site.Document, page.Findings, *check.Proof) ([]byte, error)) ([]byte, string, *Report, error) {
	report := &Report{Bare: []string{}}
	doc := o.only(report)
	r, problems, err := o.renderer(output.NewMemory())
	if err != nil {
		return nil, "", report, err
	}
	report.Problems = append(report.Problems, problems...)
	if doc == nil || report.Problems.Errors() > 0 {
		return nil, "", report, report.verdict(o.Strict)
	}
	found, _ := r.know.findings(doc)
	found.Clock = o.Workspace.Clock
	plan := site.Plan(doc, found.Views()...)
	report.add(plan.Summary())
	proof := check.NewProof(doc.Source.Name, doc.Source.Data)
	data, err := render(r, plan, found, proof)
	if err != nil {
		return nil, "", report, err
	}
	_, more := proof.Result()
	report.Problems = append(append(report.Problems, found.Ledger.Warnings...), more...)
	if err := ctx.Err(); err != nil {
		return nil, "", report, err
	}
	return data, doc.Slug, report, report.verdict(o.Strict)
}

// only reads the one document that there is. Where there are others, or it
// cannot be read, the report says so, and what is returned is nil.
func (o Options) only(report *Report) *factsheet.Document {
	inputs := o.Workspace.Inputs()
	if len(inputs) > 1 {
		report.Problems = append(report.Problems, several(inputs))
		return nil
	}
	report.Problems = append(report.Problems, inputs[0].Problems...)
	if len(inputs[0].Problems) > 0 {
		return nil
	}
	doc, problems := o.Workspace.Read(inputs[0].Name)
	report.Problems = append(report.Problems, problems...)
	return doc
}

// several refuses documents where one is wanted.
func several(inputs []workspace.Input) diag.Diagnostic {
	return diag.Errorf(diag.Pos{}, "there are %d documents, and one is wanted", len(inputs)).WithHint("name the one, such as %s", inputs[0].Name)
}

// book turns chapters into those of a book; ours is the language of our words.
func book(b *page.Book, ours string) epub.Book {
	out := epub.Book{
		ID: epub.ID(b.Sum), Title: b.Title, Language: b.Language, FromRight: b.FromRight, Publisher: b.Publisher,
		Description: b.Description, Original: b.Original, Published: b.Published, Modified: b.Modified, Style: b.Style,
	}
	for _, c := range b.Chapters {
		chapter := epub.Chapter{Path: c.Path, Title: c.Title, HTML: c.HTML, Places: places(c.Places)}
		if c.Ours && ours != b.Language {
			chapter.Language = ours
		}
		out.Chapters = append(out.Chapters, chapter)
	}
	return out
}

func places(list []page.Place) []epub.Place {
	var out []epub.Place
	for _, p := range list {
		out = append(out, epub.Place{Path: p.Path, Title: p.Title, Places: places(p.Places)})
	}
	return out
}

// proveBook shows a proof the chapters of a finished book.
func proveBook(proof *check.Proof, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err == nil {
		err = showChapters(proof, z)
	}
	if err != nil {
		return fmt.Errorf("reading the book again: %w", err)
	}
	return nil
}

// showChapters shows a proof all chapters of a book, by the names of their files.
func showChapters(proof *check.Proof, book fs.FS) error {
	return fs.WalkDir(book, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".xhtml" {
			return err
		}
		data, err := fs.ReadFile(book, name)
		if err == nil {
			proof.Page(name, data)
		}
		return err
	})
}

// ProvePage holds what [Single] made against the only document of a workspace:
// every word of it stands there once, in its place. In messages the page has
// the given name.
func ProvePage(ctx context.Context, o Options, data []byte, name string) (*Report, error) {
	return o.proveMade(ctx, "", func(proof *check.Proof) error {
		proof.Page(name, data)
		return nil
	})
}

// ProveBook does with the files of what [Book] made as [ProvePage] does with a
// page. In messages they stand under the given name.
func ProveBook(ctx context.Context, o Options, book fs.FS, name string) (*Report, error) {
	return o.proveMade(ctx, name, func(proof *check.Proof) error { return showChapters(proof, book) })
}

// proveMade holds what was made of the only document against it. In messages
// the pages that are shown stand under the given name.
func (o Options) proveMade(ctx context.Context, name string, show func(*check.Proof) error) (*Report, error) {
	if inputs := o.Workspace.Inputs(); len(inputs) > 1 {
		return &Report{Bare: []string{}, Problems: diag.List{several(inputs)}}, ErrProblems
	}
	c := checker{name: name}
	cover := func(doc *factsheet.Document) diag.List {
		proof := check.NewProof(doc.Source.Name, doc.Source.Data)
		if err := show(proof); err != nil {
			return diag.List{diag.Errorf(diag.Pos{}, "cannot be read: %v", err)}
		}
		_, differences := proof.Result()
		return changed(differences)
	}
	return o.prove(ctx, cover, func(p proved) diag.List { return c.located(p.differences, p.name) })
}
