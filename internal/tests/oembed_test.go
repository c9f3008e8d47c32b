package tests

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/internal/site"
)

// A consumed is what a consumer of oEmbed makes of a page.
type consumed struct {
	Answer map[string]any
	Error  string
}

// consume gives pages to a consumer that others wrote, which stands in a folder.
func consume(t *testing.T, folder string, addresses []string) []consumed {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		lacking(t, "node is not installed")
	}
	asked, err := json.Marshal(addresses)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	command := exec.Command(node, filepath.FromSlash("testdata/oembed.cjs"), folder)
	command.Stdin, command.Stderr = bytes.NewReader(asked), &said
	out, err := command.Output()
	if err != nil {
		t.Fatalf("the consumer: %v\n%s", err, said.Bytes())
	}
	var list []consumed
	if err := json.Unmarshal(out, &list); err != nil || len(list) != len(addresses) {
		t.Fatalf("the consumer said %d things of %d pages: %v\n%.2000s", len(list), len(addresses), err, out)
	}
	return list
}

// TestReaderOEmbed gives the address of every page to a consumer that knows
// nothing of the site. It finds the description of those that have one, and
// what it reads there leads to pages that are there. It finds none elsewhere.
// COMMUNIQUE_OEMBED names the folder of the package from npm.
func TestReaderOEmbed(t *testing.T) {
	consumer := named(t, "COMMUNIQUE_OEMBED", "the folder of @extractus/oembed-extractor")
	base, folder := servedSite(t)
	pages := filesOf(t, folder, ".html")
	addresses := make([]string, len(pages))
	for i, name := range pages {
		addresses[i] = base + name
	}
	found := map[string]bool{}
	for i, got := range consume(t, consumer, addresses) {
		file := offered(folder, pages[i])
		if file == "" {
			if got.Error != "No oEmbed link found" {
				t.Errorf("%s has no description, and the consumer finds %v %s", pages[i], got.Answer, got.Error)
			}
			continue
		}
		found[file] = true
		if got.Error != "" {
			t.Errorf("%s: %s", pages[i], got.Error)
			continue
		}
		if got.Answer["method"] != "auto-discovery" {
			t.Errorf("%s: found by %v", pages[i], got.Answer["method"])
		}
		delete(got.Answer, "method") // the consumer's own
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(file)))
		if err != nil {
			t.Error(err)
			continue
		}
		var want map[string]any
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Answer); diff != "" {
			t.Errorf("%s: the consumer does not read %s (-want +got):\n%s", pages[i], file, diff)
		}
		inside(t, folder, base, pages[i], got.Answer)
	}
	for _, file := range filesOf(t, filepath.Join(folder, "embed"), ".json") {
		if !found["embed/"+file] {
			t.Errorf("no page leads to embed/%s", file)
		}
	}
}

// offered returns the description that a page should lead to by its place: a
// page for frames has one beside it, and a page in full that of the page for
// frames of the same name, where there is one. It is empty for none.
func offered(folder, page string) string {
	if !strings.HasPrefix(page, site.Embed("")) {
		page = site.Embed(page)
	}
	name := site.OEmbed(page)
	if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name))); err != nil {
		return ""
	}
	return name
}

// inside wants the frame and the links of a description to lead to pages of the
// site: the frame to a page for frames.
func inside(t *testing.T, folder, base, page string, answer map[string]any) {
	t.Helper()
	code, _ := answer["html"].(string)
	list := addressesIn(t, code)
	if len(list) != 2 || !strings.HasPrefix(list[1], base+site.Embed("")) {
		t.Errorf("%s: %q does not link to a page and frame another", page, code)
	}
	for _, address := range list {
		name, ours := strings.CutPrefix(address, base)
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name))); !ours || err != nil {
			t.Errorf("%s: %s is not there", page, address)
		}
	}
}
