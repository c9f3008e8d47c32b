package output

import (
	"fmt"
	"strings"
)

// Marker is the name of the file at the root of a site that tells this
// program's own folders from foreign ones. Only the writer of a tree makes it.
const Marker = ".communique"

// maxSegment is the length in bytes that a name may have. File systems allow
// 255, but tools that copy add suffixes, and the encrypted ones stop at 143.
const maxSegment = 100

// hidden are the names that may begin with a dot. Hosts look for them.
var hidden = map[string]bool{
	".nojekyll":   true, // GitHub Pages: serve names that begin with an underscore
	".well-known": true, // RFC 8615: security.txt and the like
}

// reserved are the names that Windows gives to devices, with any extension.
var reserved = func() map[string]bool {
	names := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}
	for _, digit := range "0123456789" {
		names["com"+string(digit)] = true
		names["lpt"+string(digit)] = true
	}
	return names
}()

// A PathError says why a path is refused.
type PathError struct {
	Path   string
	Reason string
}

func (e *PathError) Error() string { return fmt.Sprintf("path %q: %s", e.Path, e.Reason) }

// Hint says what to do about it.
func (e *PathError) Hint() string {
	return "rename the file: lower-case letters a to z, digits, dots, hyphens and underscores, none of the names that Windows reserves"
}

// ValidPath reports, as a [*PathError], why a path may not be written. A path
// is one or more names with slashes between them. A name has 1 to 100 bytes, all of
// them lower-case ASCII letters, digits, dots, hyphens or underscores; it does
// not begin or end with a dot, and is none of those that Windows reserves.
// Only .nojekyll and .well-known may begin with a dot. Since there are no
// capitals, two paths that differ are never equal after case folding.
func ValidPath(path string) error {
	for name := range strings.SplitSeq(path, "/") {
		if reason := refuseName(name); reason != "" {
			return &PathError{path, reason}
		}
	}
	return nil
}

func refuseName(name string) string {
	switch {
	case name == "":
		return "empty, or with a slash too many"
	case name == "." || name == "..":
		return "has the name " + name
	case len(name) > maxSegment:
		return fmt.Sprintf("has a name of %d bytes, more than %d", len(name), maxSegment)
	case name[0] == '.' && !hidden[name]:
		return "has a hidden name"
	case name[len(name)-1] == '.':
		return "has a name that ends with a dot"
	}
	for i := range len(name) {
		if !allowed(name[i]) {
			return "has characters other than a-z, 0-9, dot, hyphen and underscore"
		}
	}
	if stem, _, _ := strings.Cut(name, "."); reserved[stem] {
		return "has a name that Windows reserves"
	}
	return ""
}

func allowed(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_'
}
