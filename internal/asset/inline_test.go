package asset

import (
	"errors"
	"strings"
	"testing"
)

func TestInlined(t *testing.T) {
	tests := []struct{ name, address, want, err string }{
		{name: "a picture", address: "img/seal.svg", want: "data:image/svg+xml;base64,PHN2Zy8+"},
		{name: "a part of a picture", address: "'img/seal.svg#half'", want: "data:image/svg+xml;base64,PHN2Zy8+#half"},
		{name: "a photograph", address: "img/quay.jpg", want: "data:image/jpeg;base64,anBn"},
		{name: "at the root of the site", address: "mark.png", want: "data:image/png;base64,cG5n"},
		{name: "data", address: "data:image/gif;base64,R0lG", want: "data:image/gif,GIF"},
		{name: "a part of the page", address: "#hatch", want: "#hatch"},
		{name: "a font", address: "fonts/own.woff2", err: "url(fonts/own.woff2): where a document is one file, its style sheet can name pictures alone"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set := mustLoad(t, map[string]string{
				"css/50-own.css": ".a { background: url(" + tt.address + ") }", "img/seal.svg": "<svg/>", "img/quay.jpg": "jpg", "root/mark.png": "png", "fonts/own.woff2": "w",
			})
			got, err := set.Inlined("site.css")
			if tt.err != "" {
				var hinted interface{ Hint() string }
				if err == nil || !strings.HasPrefix(err.Error(), tt.err) || !errors.As(err, &hinted) || hinted.Hint() == "" {
					t.Errorf("got %s, %v, want the error %s", got, err, tt.err)
				}
				return
			}
			if want := ".a{background:url(" + tt.want + ")}"; err != nil || string(got) != want {
				t.Errorf("got %s, %v, want %s", got, err, want)
			}
			if sheet, err := set.Bytes("site.css"); err != nil || strings.Contains(string(sheet), "data:") != strings.HasPrefix(tt.address, "data:") {
				t.Errorf("the sheet of the site is %s (%v)", sheet, err)
			}
		})
	}
	if _, err := mustLoad(t, nil).Inlined("site.css"); err == nil {
		t.Error("a sheet that is not there")
	}
}
