package main

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"runtime"
	"runtime/debug"
	"strings"
)

// The part of CycloneDX 1.6 that tells what the program is made of.
type (
	bom struct {
		Format       string          `json:"bomFormat"`
		Spec         string          `json:"specVersion"`
		Version      int             `json:"version"`
		Metadata     bomMetadata     `json:"metadata"`
		Components   []bomComponent  `json:"components"`
		Dependencies []bomDependency `json:"dependencies"`
	}
	bomMetadata struct {
		Component bomComponent `json:"component"`
	}
	bomComponent struct {
		Type       string        `json:"type"`
		Ref        string        `json:"bom-ref"`
		Name       string        `json:"name"`
		Version    string        `json:"version,omitempty"`
		PURL       string        `json:"purl"`
		Properties []bomProperty `json:"properties,omitempty"`
	}
	bomProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	bomDependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn,omitempty"`
	}
)

// bomOf lists what the build information says is in the program: the modules
// that were linked, and the standard library. It has no time and no random
// number in it, so the same program has the same list.
func bomOf(info *debug.BuildInfo) bom {
	self := component("application", info.Main.Path, version())
	self.Properties = []bomProperty{{"goos", runtime.GOOS}, {"goarch", runtime.GOARCH}}
	out := bom{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: bomMetadata{self}}
	add := func(c bomComponent) {
		out.Components = append(out.Components, c)
	}
	add(component("library", "std", strings.TrimPrefix(info.GoVersion, "go")))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		c := component("library", m.Path, m.Version)
		if sum, ok := moduleSum(m.Sum); ok {
			// The sum is of a list of files and no hash of an archive, which is
			// what CycloneDX means by one.
			c.Properties = []bomProperty{{"go.sum:h1:sha256", sum}}
		}
		add(c)
	}
	all := bomDependency{Ref: self.Ref}
	for _, c := range out.Components {
		all.DependsOn = append(all.DependsOn, c.Ref)
	}
	out.Dependencies = []bomDependency{all}
	return out
}

// component names a module in the way of the package URL specification.
func component(kind, path, version string) bomComponent {
	purl := "pkg:golang/" + path
	if version != "" {
		purl += "@" + strings.NewReplacer("+", "%2B", " ", "%20", "(", "%28", ")", "%29").Replace(version)
	}
	return bomComponent{Type: kind, Ref: purl, Name: path, Version: version, PURL: purl}
}

// moduleSum turns a sum of go.sum ("h1:" and base64) into hexadecimal digits.
func moduleSum(sum string) (string, bool) {
	encoded, ok := strings.CutPrefix(sum, "h1:")
	if !ok {
		return "", false
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	return hex.EncodeToString(data), err == nil
}

// errNoBuildInfo is rare: a program that was linked by something else than go build.
var errNoBuildInfo = errors.New("this program does not carry the information from which it was built")
