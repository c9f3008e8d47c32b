package communique

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"communique/internal/bundle"
	"communique/internal/pipeline"
)

// ErrNoDocument says that a page or a book was to be verified without the
// document that it was made of.
var ErrNoDocument = errors.New("it does not hold the document that it was made of")

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
