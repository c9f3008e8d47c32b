package main

import (
	"cmp"
	"slices"

	"communique"
)

// A group is the problems of one severity in one file, in order of place.
type group struct {
	file     string
	errors   bool
	problems communique.Problems
}

// title names a group: "2 errors in seeds/x.md".
func (g group) title() string {
	noun := "warning"
	if g.errors {
		noun = "error"
	}
	text := count(len(g.problems), noun)
	if g.file != "" {
		text += " in " + visible(g.file)
	}
	return text
}

// grouping puts errors before warnings, then the files with the most first;
// files with as many keep their order.
func grouping(list communique.Problems) []group {
	type key struct {
		file   string
		errors bool
	}
	index := map[key]int{}
	var groups []group
	for _, p := range list {
		k := key{p.Pos.File, p.Severity == communique.Error}
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k] = i
			groups = append(groups, group{file: k.file, errors: k.errors})
		}
		groups[i].problems = append(groups[i].problems, p)
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		if a.errors != b.errors {
			if a.errors {
				return -1
			}
			return 1
		}
		return cmp.Compare(len(b.problems), len(a.problems))
	})
	return groups
}
