package minify

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Templates made at random show the same pages after minifying as before,
// whatever branches their data takes.
func TestTemplateRandom(t *testing.T) {
	const templates = 400
	m := New()
	source, small := 0, 0
	for seed := range uint64(templates) {
		g := &grammar{rand.New(rand.NewPCG(seed, 1))}
		text := g.list(3)
		got, err := m.Template("page.html", text)
		if err != nil {
			t.Fatalf("seed %d: Template(%q): %v", seed, text, err)
		}
		for i := range 8 {
			data := map[string]any{
				"A": i&1 != 0, "B": i&2 != 0,
				"L": []string{"one", "two"}[:i%3], "T": []string{"", "word", "<x> &"}[i%3],
			}
			before, after := render(t, text, data), render(t, got, data)
			source += len(before)
			small += len(after)
			if diff := cmp.Diff(canonical(t, before), canonical(t, after)); diff != "" {
				t.Fatalf("seed %d, data %v\nsource   %q\nminified %q\nbefore %q\nafter  %q\n(-before +after):\n%s",
					seed, data, text, got, before, after, diff)
			}
		}
	}
	t.Logf("%d bytes of pages became %d", source, small)
}

// A grammar makes templates out of what templates are made of.
type grammar struct{ *rand.Rand }

func (g *grammar) list(depth int) string {
	var b strings.Builder
	for range g.IntN(5) + 1 {
		b.WriteString(g.item(depth))
	}
	return b.String()
}

func (g *grammar) item(depth int) string {
	leaves := []string{
		" ", "\n  ", " ", "a", "b c", " d ", "{{.T}}", " {{.T}} ", "{{$x := 1}}", "{{/* it's */}}",
		"{{- .T}}", "{{.T -}} ", "<br>", "<img alt=a>", "<i></i>", "<!-- c -->", "&amp;", "&lt;", "{{print `}\"`}}",
		"{{if .A}}<b>{{end}}e {{if .A}}</b>{{end}}", "<script>let a = 1</script>", "<hr>",
	}
	if depth == 0 || g.IntN(3) == 0 {
		return leaves[g.IntN(len(leaves))]
	}
	inner := func() string { return g.list(depth - 1) }
	switch g.IntN(9) {
	case 0:
		return "{{if .A}}" + inner() + "{{end}}"
	case 1:
		return "{{if .B}}" + inner() + "{{else}}" + inner() + "{{end}}"
	case 2:
		return "{{range .L}}" + strings.NewReplacer(".A", "$.A", ".B", "$.B", ".L", "$.L", ".T", "$.T").Replace(
			strings.ReplaceAll(inner(), "$.", ".")) + "{{end}}"
	case 3:
		return "{{if .A}}" + inner() + "{{else if .B}}" + inner() + "{{end}}"
	case 4:
		return fmt.Sprintf("<div%s>%s</div>", g.attributes(), inner())
	case 5:
		return fmt.Sprintf("<section>%s</section>", inner())
	case 6:
		return fmt.Sprintf("<ul> <li%s>%s</li> <li>%s</li></ul>", g.attributes(), inner(), inner())
	case 7:
		return fmt.Sprintf("<b%s>%s</b>", g.attributes(), inner())
	}
	return fmt.Sprintf("<span>%s</span>", inner())
}

func (g *grammar) attributes() string {
	choices := []string{
		` class="x"`, ` title="{{.T}}"`, `{{if .A}} hidden{{end}}`, ` {{if .B}}id="y" {{end}}`,
		` {{if .A}} lang="en" {{else}} dir="ltr"{{end}} `, "\n  data-a=\"b c\"", ` data-b='{{.T}}'`, ` {{if .A}}data-c {{end}} `,
		` {{range .L}} {{end}} `, ` data-e={{print .A}}-{{.B}} `, ` data-f={{if .A}}g{{else}}h{{end}} `, ` data-d="e{{if .B}} f{{end}}"`,
	}
	var b strings.Builder
	for _, i := range g.Perm(len(choices))[:g.IntN(4)] {
		b.WriteString(choices[i])
	}
	return b.String()
}
