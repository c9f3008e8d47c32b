package party

import (
	"slices"
	"strings"
	"sync"
)

// A common is what all documents share: governments and well-known bodies with
// their names. It is built once and never changed; a table works on a copy of
// the parties.
type common struct {
	parties []Party
	keys    map[string]int     // "KR", "known:World Bank" to the index of the party
	names   map[string][]alias // by first word
}

var commonTable = sync.OnceValue(func() *common {
	c := &common{keys: map[string]int{}, names: map[string][]alias{}}
	for i := range countries {
		c.country(&countries[i])
	}
	for _, k := range knownParties {
		c.known(k)
	}
	return c
})

// add enters a party, or finds the one that has the key.
func (c *common) add(key string, p Party) int {
	if i, ok := c.keys[key]; ok {
		return i
	}
	c.parties = append(c.parties, p)
	c.keys[key] = len(c.parties) - 1
	return len(c.parties) - 1
}

func (c *common) alias(form string, i int, adjective bool) {
	forms := formWords(form)
	if len(forms) == 0 {
		return
	}
	if slices.ContainsFunc(c.names[forms[0]], func(a alias) bool { return slices.Equal(a.words, forms) }) {
		return
	}
	enterForm(c.names, alias{words: forms, common: i, adjective: adjective})
}

// country enters a government with all forms that need no condition.
func (c *common) country(row *country) {
	i := c.add(row.code, Party{Name: row.title(), Kind: Government, Country: row.code})
	if !strings.Contains(row.forms, "("+row.title()+")") {
		c.alias(row.title(), i, false)
		if cldr := cldrName(row.code); cldr != "" && row.code != "EU" {
			c.alias(cldr, i, false)
			c.alias(strings.ReplaceAll(cldr, "St. ", "Saint "), i, false)
		}
	}
	for _, f := range list(row.forms) {
		if f[0] != '(' {
			c.alias(f, i, false)
		}
	}
	for _, f := range list(row.adjectives) {
		if f[0] != '(' {
			c.alias(f, i, true)
		}
	}
}

// known enters a body with its short forms, and the ways in which texts begin
// its name.
func (c *common) known(k known) {
	i := c.add("known:"+k.name, Party{Name: k.name, Kind: k.kind, Country: k.country})
	c.alias(k.name, i, false)
	for _, f := range list(k.short) {
		c.alias(f, i, false)
	}
	if rest, ok := strings.CutPrefix(k.name, "U.S. "); ok {
		for _, prefix := range []string{"", "United States ", "US "} {
			c.alias(prefix+rest, i, false)
		}
	}
	if rest, ok := strings.CutPrefix(k.name, "United Nations "); ok {
		c.alias("UN "+rest, i, false)
		c.alias("U.N. "+rest, i, false)
	}
}
