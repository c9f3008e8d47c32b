package tests

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// oembedKeys are the keys that oEmbed 1.0 defines for the type "rich"; those
// that must be there are true (sections 2.3.4 and 2.3.4.4).
var oembedKeys = map[string]bool{
	"type": true, "version": true, "html": true, "width": true, "height": true,
	"title": false, "author_name": false, "author_url": false, "provider_name": false, "provider_url": false, "cache_age": false,
	"thumbnail_url": false, "thumbnail_width": false, "thumbnail_height": false,
}

// TestOEmbed holds each description of a site against the specification, and
// what it describes against the site.
func TestOEmbed(t *testing.T) {
	const base = "https://example.org/site/"
	tree := os.DirFS(seedSite(t))
	n := 0
	err := fs.WalkDir(tree, "embed", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".json" {
			return err
		}
		n++
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		var got map[string]any
		if err := json.Unmarshal(data, &got); err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		for key, value := range got {
			if _, known := oembedKeys[key]; !known || value == "" {
				t.Errorf("%s: the specification knows no %s of %q", name, key, value)
			}
		}
		for key, needed := range oembedKeys {
			if _, there := got[key]; needed && !there {
				t.Errorf("%s: no %s", name, key)
			}
		}
		width, _ := got["width"].(float64)
		height, _ := got["height"].(float64)
		if got["type"] != "rich" || got["version"] != "1.0" || width < 240 || height < 200 || height > 1000 {
			t.Errorf("%s: %v", name, got)
		}
		for _, address := range addressesIn(t, got["html"].(string)) {
			file, ours := strings.CutPrefix(address, base)
			if _, err := fs.Stat(tree, file); !ours || err != nil {
				t.Errorf("%s: %s is not there", name, address)
			}
		}
		return nil
	})
	if err != nil || n < 40 {
		t.Errorf("%d descriptions, error %v", n, err)
	}
}

// addressesIn returns the addresses that code leads to or shows.
func addressesIn(t *testing.T, code string) (list []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(code))
	if err != nil {
		t.Fatal(err)
	}
	for node := range root.Descendants() {
		for _, a := range node.Attr {
			if a.Key == "href" || a.Key == "src" {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

// kept are the elements that WordPress keeps of the html of a site that it does
// not know, and their attributes, before it adds its own. The reference for
// developers tells them under wp_filter_oembed_result.
var kept = map[string][]string{
	"a": {"href"}, "blockquote": {},
	"iframe": {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"},
}

var quoteAndFrame = regexp.MustCompile(`(?s)(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)`)

// asWordPress does to the html of an oEmbed description what WordPress does: it
// keeps a quotation and a frame, hides the frame until it speaks, shuts it into a
// sandbox and gives it a secret. It returns nothing where no frame is left.
func asWordPress(t *testing.T, code, secret string) string {
	t.Helper()
	parts := quoteAndFrame.FindStringSubmatch(filtered(t, code))
	if parts == nil {
		return ""
	}
	quote, frame := parts[1], parts[2]
	frame = regexp.MustCompile(` src="([^"]*)"`).ReplaceAllString(frame, ` src="$1#?secret=`+secret+`" data-secret="`+secret+`"`)
	if quote != "" {
		frame = strings.Replace(frame, "<iframe", `<iframe style="position: absolute; visibility: hidden;"`, 1)
		quote = strings.Replace(quote, "<blockquote", `<blockquote class="wp-embedded-content" data-secret="`+secret+`"`, 1)
	}
	return quote + strings.Replace(frame, "<iframe", `<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"`, 1)
}

// filtered keeps the elements and attributes of kept, and all text.
func filtered(t *testing.T, code string) string {
	t.Helper()
	var b strings.Builder
	for tokens := html.NewTokenizer(strings.NewReader(code)); ; {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		token := tokens.Token()
		attributes, known := kept[token.Data]
		if kind != html.TextToken && !known {
			continue
		}
		token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool { return !slices.Contains(attributes, a.Key) })
		b.WriteString(token.String())
	}
}

// TestWordPressKeepsIt wants quotation and frame to come through whole.
func TestWordPressKeepsIt(t *testing.T) {
	got := asWordPress(t, `<blockquote class="c"><a href="https://e.org/a" onclick="x()">R&amp;D</a></blockquote><p><script>x()</script></p><iframe src="https://e.org/f" onload="x()" title="T"></iframe>`, "s3cret")
	want := `<blockquote class="wp-embedded-content" data-secret="s3cret"><a href="https://e.org/a">R&amp;D</a></blockquote>` +
		`<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="position: absolute; visibility: hidden;" src="https://e.org/f#?secret=s3cret" data-secret="s3cret" title="T"></iframe>`
	if got != want {
		t.Fatalf("the filter is not as it should be:\n%s", got)
	}
	tree := os.DirFS(seedSite(t))
	names, err := fs.Glob(tree, "embed/*/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		code := described(t, tree, name)
		if quote := quoteAndFrame.FindStringSubmatch(code); quote == nil || quote[1]+quote[2] != code {
			t.Errorf("%s: WordPress would not take %s", name, code)
		}
		if filtered(t, code) != code {
			t.Errorf("%s: WordPress makes %s of %s", name, filtered(t, code), code)
		}
	}
}

// described returns the html of an oEmbed description.
func described(t *testing.T, tree fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	var d struct{ HTML string }
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d.HTML
}
