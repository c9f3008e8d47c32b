package output

import (
	"errors"
	"strings"
	"testing"
)

func TestValidPath(t *testing.T) {
	long := strings.Repeat("a", maxSegment)
	tests := []struct {
		name, path, reason string // an empty reason for a path that is fine
	}{
		{"file at the root", "index.html", ""},
		{"folders", "us-rok-partnership-2021/technology/index.html", ""},
		{"digits and underscores", "2021/a_b.c-d.json", ""},
		{"underscore first", "_headers", ""},
		{"switch of a host", ".nojekyll", ""},
		{"well-known folder", ".well-known/security.txt", ""},
		{"longest name", long + "/" + long, ""},
		{"reserved name inside a name", "console/nullable/com10.html", ""},

		{"empty", "", "empty"},
		{"absolute", "/index.html", "empty"},
		{"trailing slash", "a/", "empty"},
		{"double slash", "a//b", "empty"},
		{"dot", "./a", "name ."},
		{"parent", "../a", "name .."},
		{"parent inside", "a/../../b", "name .."},
		{"backslash", `a\b`, "characters"},
		{"parent with backslash", `..\a`, "hidden"},
		{"drive", "c:/a", "characters"},
		{"capital", "Index.html", "characters"},
		{"accent", "décision.html", "characters"},
		{"space", "a b", "characters"},
		{"zero byte", "a\x00b", "characters"},
		{"newline", "a\nb", "characters"},
		{"hidden", ".git/config", "hidden"},
		{"marker", ".communique", "hidden"},
		{"trailing dot", "a./b", "ends with a dot"},
		{"long name", long + "a", "101 bytes"},
		{"device", "con", "reserves"},
		{"device as folder", "a/nul/b.html", "reserves"},
		{"device with extension", "aux.html", "reserves"},
		{"device with two extensions", "prn.tar.gz", "reserves"},
		{"port", "com1.html", "reserves"},
		{"printer", "lpt9", "reserves"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := ValidPath(test.path)
			if test.reason == "" {
				if err != nil {
					t.Errorf("ValidPath(%q) = %v, want nil", test.path, err)
				}
				return
			}
			var pathErr *PathError
			if !errors.As(err, &pathErr) || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("ValidPath(%q) = %v, want a PathError with %q", test.path, err, test.reason)
			}
		})
	}
}
