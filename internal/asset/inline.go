package asset

import (
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strings"

	"communique/internal/minify"
)

// pictures are the media types of what a style sheet may hold within itself, by
// the ends of names.
var pictures = map[string]string{
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
}

// Inlined returns a style sheet as [Set.Bytes] does, with the pictures that it
// names within it, for what has no other file beside it. Anything else that it
// names, such as a font, is an error.
func (s *Set) Inlined(name string) ([]byte, error) {
	sheet, err := s.Bytes(name)
	if err != nil {
		return nil, err
	}
	var refused error // with a line of the joined sheet before it, which nobody knows
	inlined, err := minify.References(sheet, func(address string) (string, error) {
		data, err := s.within(address)
		refused = err
		return data, err
	})
	if refused != nil {
		return nil, refused
	}
	return inlined, err
}

// within turns the address of an asset in a sheet into one that holds its bytes.
func (s *Set) within(address string) (string, error) {
	if !outside(address) {
		return address, nil
	}
	at, fragment, marked := strings.Cut(address, "#")
	name, f := s.at(path.Join(folder, at))
	kind := pictures[path.Ext(name)]
	if kind == "" {
		return "", noPicture(name)
	}
	if marked {
		fragment = "#" + fragment
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(f.data) + fragment, nil
}

// A noPicture is what a sheet names and cannot hold, by its name.
type noPicture string

func (n noPicture) Error() string {
	return fmt.Sprintf("url(%s): where a document is one file, its style sheet can name pictures alone (SVG, PNG, JPEG, GIF, WebP, AVIF)", string(n))
}

// Hint says what to do about it.
func (n noPicture) Hint() string {
	return "take it out of the sheets in static/css: the policy of the pages lets browsers load nothing else on a site either"
}

// at returns the asset that stands at a path of the site.
func (s *Set) at(path string) (name string, f file) {
	names := s.names()
	if i := slices.IndexFunc(names, func(name string) bool { return s.files[name].path == path }); i >= 0 {
		return names[i], s.files[names[i]]
	}
	return path, file{}
}
