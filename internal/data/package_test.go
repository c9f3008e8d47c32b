package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A descriptor is a data package, read back without the types that write it.
type descriptor struct {
	Schema      string `json:"$schema"`
	Name        string
	Title       string
	Description string
	Homepage    string
	Sources     []struct{ Title, Path string }
	Licenses    []struct{ Name, Path, Title string }
	Resources   []struct {
		Schema                                   string `json:"$schema"`
		Name, Type, Profile, Path, Title         string
		Description, Format, MediaType, Encoding string
		Bytes                                    int
		Hash                                     string
		Table                                    *tableSchema `json:"schema"`
	}
}

// strict decodes JSON into a value that must know every key.
func strict(t testing.TB, data []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// checkPackage holds the descriptor to the standard and the tables to it. The
// rules are those that versions 1 and 2 of the standard have in common,
// and the $schema and type of version 2.
func checkPackage(t *testing.T, label string, list map[string][]byte) {
	t.Helper()
	name := regexp.MustCompile(`^[-a-z0-9._/]+$`)
	if list[Package] == nil {
		return
	}
	var d descriptor
	strict(t, list[Package], &d)
	if d.Schema != packageProfile || !name.MatchString(d.Name) || d.Title == "" || d.Resources == nil {
		t.Errorf("%s: the head is wrong: %+v", label, d)
	}
	seen := map[string]bool{}
	for _, r := range d.Resources {
		data, ok := list[r.Path]
		if !ok || len(data) != r.Bytes || r.Hash != fmt.Sprintf("sha256:%x", sha256.Sum256(data)) {
			t.Errorf("%s: %s: path, bytes or hash are wrong", label, r.Path)
		}
		if !name.MatchString(r.Name) || seen[r.Name] || r.Title == "" || r.Format == "" || r.MediaType == "" {
			t.Errorf("%s: %s: name, title or format are wrong", label, r.Path)
		}
		seen[r.Name] = true
		if r.Schema != resourceProfile || r.Type != "table" || r.Profile != tableProfile || r.Encoding != "utf-8" || r.Description == "" {
			t.Errorf("%s: %s: type, profile or encoding are wrong: %+v", label, r.Path, r)
		}
		r.Table.obeys(t, data)
		if len(r.Table.PrimaryKey) != 1 || r.Table.PrimaryKey[0] != r.Table.Fields[0].Name {
			t.Errorf("%s: %s: the key is %v", label, r.Path, r.Table.PrimaryKey)
		}
	}
	for _, table := range []string{CommitmentsCSV, FundingCSV, DeadlinesCSV} {
		if _, there := list[table]; there != seen[strings.TrimSuffix(table, ".csv")] {
			t.Errorf("%s: %s is described: %v", label, table, !there)
		}
	}
}

func TestPackageSaysLicenseAndHomeOnlyIfKnown(t *testing.T) {
	for _, c := range []struct {
		name              string
		options           Options
		license, homepage string
	}{
		{"nothing", Options{}, "", ""},
		{"a title alone is no license", Options{License: License{Title: "Free"}}, "", ""},
		{"both", Options{BaseURL: "https://example.org/", License: License{Name: "CC0-1.0"}}, "CC0-1.0", "https://example.org/us-rok-partnership-2021/index.html"},
	} {
		var d descriptor
		strict(t, files(t, seed(t, c.options))[Package], &d)
		license := ""
		if len(d.Licenses) > 0 {
			license = d.Licenses[0].Name
		}
		if license != c.license || d.Homepage != c.homepage {
			t.Errorf("%s: license %q, home page %q", c.name, license, d.Homepage)
		}
	}
}

// Each column is explained, and no name of one is taken twice.
func TestColumnsAreExplained(t *testing.T) {
	check := func(table string, fields []jsonField) {
		var names []string
		for _, f := range fields {
			if f.Description == "" || !strings.HasSuffix(f.Description, ".") || slices.Contains(names, f.Name) {
				t.Errorf("%s: column %s: %q", table, f.Name, f.Description)
			}
			names = append(names, f.Name)
		}
	}
	check(FundingCSV, schema(fundingColumns()).Fields)
	check(CommitmentsCSV, schema(commitmentColumns()).Fields)
	check(DeadlinesCSV, schema(deadlineColumns()).Fields)
}
