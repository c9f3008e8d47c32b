package factsheet

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strconv"
	"strings"

	"communique/internal/slug"
)

// MaxSlug is the greatest length of a slug in bytes.
const MaxSlug = 60

// reserved names are those of pages beside a document's pillars, and those
// that Windows keeps for devices.
var reserved = set("index", "funding", "deadlines", "parties", "search", "data", "embed", "assets", "feed", "con", "prn", "aux", "nul",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9")

// A slugger gives out names that are unique in one folder or document. It
// holds the names given, each with the number that was last put behind it.
type slugger map[string]int

// take returns a slug for some words, the fallback where nothing of them can
// be written in ASCII.
func (used slugger) take(words, fallback string) string {
	base := Slug(words)
	if base == "" {
		base = Slug(fallback)
	}
	if reserved[base] {
		base = shorten(base, MaxSlug-len("-page")) + "-page"
	}
	s := base
	for used[s] > 0 {
		used[base]++
		suffix := "-" + strconv.Itoa(used[base])
		s = shorten(base, MaxSlug-len(suffix)) + suffix
	}
	used[s] = 1
	return s
}

// Slug returns words as lower-case ASCII with hyphens, at most MaxSlug bytes,
// ended at a word where that is possible; empty where nothing can be written.
func Slug(words string) string { return shorten(slugOf(words), MaxSlug) }

// spelling is what is written differently in a slug than letter for letter.
var spelling = strings.NewReplacer("’", "", "‘", "", "'", "", "U.S.", "US", "U.K.", "UK", "U.N.", "UN", "&", " and ", "£", "", "€", "", "¥", "", "₩", "")

// slugOf returns the slug in its full length.
func slugOf(words string) string {
	return strings.Trim(strings.ReplaceAll(slug.Make(spelling.Replace(words)), "_", "-"), "-")
}

// shorten cuts a slug at a hyphen.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := s[:n]
	if s[n] != '-' {
		if i := strings.LastIndexByte(cut, '-'); i > n/3 {
			cut = cut[:i]
		}
	}
	for {
		i := strings.LastIndexByte(cut, '-')
		if i < 0 || !dangling[cut[i+1:]] {
			return strings.Trim(cut, "-")
		}
		cut = cut[:i]
	}
}

// fileSlug returns the slug that the name of a file gives, and its base name.
// Names of archives are long and alike at their beginning: one that has to be
// cut ends in six digits of its SHA-256, so that it stays its own.
func fileSlug(name string) (s, base string) {
	base = path.Base(name)
	base = strings.TrimSuffix(base, path.Ext(base))
	whole := slugOf(base)
	if len(whole) <= MaxSlug {
		return whole, base
	}
	sum := sha256.Sum256([]byte(base))
	suffix := "-" + hex.EncodeToString(sum[:3])
	return shorten(whole, MaxSlug-len(suffix)) + suffix, base
}
