package check

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
	xhtml "golang.org/x/net/html"
)

// The oracle is a second opinion about which words of a document are visible:
// goldmark's own HTML, cut into words by another tokenizer. Pictures show
// their descriptions, and indented code is rendered anew without indentation.

type oracleRenderer struct{}

func (o oracleRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, func(w util.BufWriter, _ []byte, _ ast.Node, _ bool) (ast.WalkStatus, error) {
		return ast.WalkContinue, nil
	})
	r.Register(ast.KindCodeBlock, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString("<div>" + render(dedent(n.Lines().Value(source))) + "</div>")
		}
		return ast.WalkSkipChildren, nil
	})
}

var oracleMarkdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(oracleRenderer{}, 1))),
)

func render(source []byte) string {
	var out bytes.Buffer
	if err := oracleMarkdown.Convert(source, &out); err != nil {
		panic(err)
	}
	return out.String()
}

func dedent(code []byte) []byte {
	lines := bytes.SplitAfter(code, []byte("\n"))
	least := -1
	for _, l := range lines {
		if n := len(l) - len(bytes.TrimLeft(l, " \t")); len(bytes.TrimSpace(l)) > 0 && (least < 0 || n < least) {
			least = n
		}
	}
	var out []byte
	for _, l := range lines {
		out = append(out, l[min(len(l), max(least, 0)):]...)
	}
	return out
}

// oracleWords returns the words of a Markdown body.
func oracleWords(body []byte) []string {
	z := xhtml.NewTokenizer(strings.NewReader(render(body)))
	var text strings.Builder
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			s := text.String()
			c := collector{src: s}
			c.verbatim(0, len(s))
			c.part()
			return texts(c.words)
		case xhtml.TextToken:
			text.Write(z.Text())
		case xhtml.StartTagToken, xhtml.EndTagToken, xhtml.SelfClosingTagToken:
			if name, _ := z.TagName(); breaking[string(name)] {
				text.WriteByte('\n')
			}
		}
	}
}

func texts(words []word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.text)
	}
	return out
}

// withoutNumbers leaves out the numbers of lists, which HTML does not spell.
func withoutNumbers(source []byte) []string {
	r := newReader(source)
	for _, l := range r.blocks.leaves {
		if l.kind != number {
			r.leaf(l)
		}
	}
	return texts(r.words.words)
}

// corpus returns the folder of real documents, or skips.
func corpus(t testing.TB) fs.FS {
	t.Helper()
	dir := os.Getenv("COMMUNIQUE_CORPUS")
	if dir == "" {
		t.Skip("skipped: COMMUNIQUE_CORPUS names no folder of documents")
	}
	return os.DirFS(dir)
}

func documents(t testing.TB, fsys fs.FS) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"*.md", "archive/*.md"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	return names
}

// TestReadWordsCorpus compares the reader with the oracle on real documents.
func TestReadWordsCorpus(t *testing.T) {
	fsys := corpus(t)
	names := documents(t, fsys)
	for _, name := range names {
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		compareWithOracle(t, name, source)
	}
	t.Logf("%d documents", len(names))
}

func compareWithOracle(t *testing.T, name string, source []byte) {
	t.Helper()
	start, _ := bodyStart(source)
	got, want := withoutNumbers(source), oracleWords(source[start:])
	if slices.Equal(got, want) {
		return
	}
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	t.Errorf("%s: word %d: got %q, want %q", name, i, around(got, i), around(want, i))
}

func around(words []string, i int) []string { return words[max(i-4, 0):min(i+4, len(words))] }
