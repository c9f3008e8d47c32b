package asset

import (
	"testing"
	"testing/fstest"

	"communique/internal/minify"
)

// Each sheet holds what is for it, in the order of the names, and nothing that
// is for another.
func TestSheets(t *testing.T) {
	static := fstest.MapFS{}
	for name, class := range map[string]string{"20-tokens": "t", "50-words": "w", "80-embed": "e", "82-single": "s", "84-book": "b", "60-pictures": "d", "90-print": "p"} {
		static["css/"+name+".css"] = &fstest.MapFile{Data: []byte("." + class + " { margin: 0 }")}
	}
	set, err := Load(static, minify.New())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"site.css":     ".t{margin:0}.w{margin:0}",
		"pictures.css": ".d{margin:0}",
		"print.css":    ".p{margin:0}",
		"embed.css":    ".t{margin:0}.e{margin:0}",
		"single.css":   ".t{margin:0}.w{margin:0}.d{margin:0}.s{margin:0}.p{margin:0}",
		"book.css":     ".b{margin:0}",
	} {
		if got, err := set.Bytes(name); err != nil || string(got) != want {
			t.Errorf("%s is %s, want %s (%v)", name, got, want, err)
		}
	}
	for _, name := range []string{"80-embed", "82-single", "84-book", "60-pictures", "90-print"} {
		delete(static, "css/"+name+".css")
	}
	if set, err = Load(static, minify.New()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"embed.css", "single.css", "book.css", "pictures.css", "print.css", "nothing.css"} {
		if _, err := set.Bytes(name); err == nil {
			t.Errorf("there is a %s without anything that is for it alone", name)
		}
	}
}
