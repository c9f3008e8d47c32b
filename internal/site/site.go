// Package site decides which pages exist, where each one stands and how they
// follow one another. It is data only: no HTML is made here, and nowhere else
// is an address made.
//
// In go one [factsheet.Document] and out comes its [Document], a plan that is
// computed from that document alone, so that documents can pass through one at
// a time. What the pages across documents need is kept in a [Summary], a small
// copy that keeps no text of the document alive. The names that the site needs
// for itself are refused as names of documents ([Collisions]) and stepped
// around inside one.
//
// The package also reads the settings of the site, [ReadSettings].
//
// The tree, with one line for each kind of page:
//
//	index.html                          home
//	about.html                          an article
//	funding.html                        the sums of all documents
//	search.html                         search
//	commitments.html                    leads to the lists of commitments of many documents
//	commitments/<year>.html             those of one year, where there are very many
//	a-z.html, a-z/<letter>.html         pillars and parties of many documents by name
//	documents/<month>.html              the documents of a month, where there are many
//	parties/index.html                  all parties
//	parties/<party>.html                a party
//	<document>/index.html               a document
//	<document>/funding.html             its sums of money
//	<document>/funding/<n>.html         where there are many, each of the sums
//	<document>/funding/<table>.html     where it is long, a table of the totals; further parts end in -2, -3
//	<document>/deadlines.html           what falls due, if anything does
//	<document>/deadlines/<n>.html       where that is long, its further parts, from 2
//	<document>/parties.html             who promises what, if anyone is named
//	<document>/parties/<n>.html         where that is long, its further parts, from 2
//	<document>/commitments.html         all its commitments, in a list
//	<document>/commitments/<n>.html     where that is long, its further parts, from 2
//	<document>/a-z.html                 its pillars, parties and commitments by name
//	<document>/<pillar>/index.html      a pillar
//	<document>/<pillar>/<name>.html     a commitment
//	<document>/card.png                 its social card; beside pillars and commitments by setting
//	embed/…                             the essence of a page, for frames on other sites
//
// Every path is relative to the root of the site, made of lower-case ASCII
// letters, digits, hyphens, dots and slashes, and ends in a file name, as a
// folder's name alone shows a listing where the site is opened from a disk.
package site

import (
	"strconv"
	"strings"
)

// Home, NotFound and the other constants are the paths of the pages that stand
// at the root of the site whatever the documents are.
const (
	Home         = "index.html"
	AllFunding   = "funding.html"       // the sums of all documents
	AllParties   = "parties/index.html" // the parties of all documents
	SearchPage   = "search.html"
	AllLists     = "commitments.html" // leads to the lists of commitments; only where there are several documents
	AllNames     = "a-z.html"         // pillars and parties by name; only where there are several documents
	NotFound     = "404.html"
	Robots       = "robots.txt"
	TouchIcon    = "apple-touch-icon.png" // for the screens of phones
	Sitemap      = "sitemap.xml"
	Atom         = "feed.xml"
	JSONFeed     = "feed.json"
	Schema       = "schema/document.json" // what the JSON of a document holds
	SitemapPages = "sitemap-pages.xml"    // the part of the site map that belongs to no document
	NoJekyll     = ".nojekyll"            // tells GitHub Pages to publish the files as they are
)

// SitemapIndex returns the path of the index of site maps with a number from 0;
// the first is [Sitemap].
func SitemapIndex(n int) string {
	if n == 0 {
		return Sitemap
	}
	return "sitemap-" + strconv.Itoa(n+1) + ".xml"
}

// Lists returns the path of the page that leads to the lists of commitments of
// some documents, named by lower-case ASCII letters, digits and hyphens.
func Lists(name string) string { return "commitments/" + name + ".html" }

// Names returns the path of a part of [AllNames], named by lower-case ASCII
// letters, digits and hyphens.
func Names(name string) string {
	if windows(name) {
		name += "-names"
	}
	return "a-z/" + name + ".html"
}

// Month returns the path of the page with the documents of one month, by its
// name: "2021-05", "undated".
func Month(name string) string { return "documents/" + name + ".html" }

// Party returns the path of the page of a party, by its ID: lower-case ASCII
// letters, digits and hyphens.
func Party(id string) string {
	if id == "index" || windows(id) {
		id += "-party"
	}
	return "parties/" + id + ".html"
}

// PartyPart returns the path of a further page of a party, from 1.
func PartyPart(id string, n int) string {
	return strings.TrimSuffix(Party(id), ".html") + "/" + strconv.Itoa(n+1) + ".html"
}

// FundingPart returns the path of a further page on the money of all documents,
// from 1.
func FundingPart(n int) string { return funding + "/" + strconv.Itoa(n+1) + ".html" }

// Rel returns the address of the page at path to, as a link on the page at
// path from: "../index.html", "name.html". Both are paths of the site; to may
// end in a fragment. The result always holds a file name.
func Rel(from, to string) string {
	same := 0
	for i := 0; i < len(from) && i < len(to) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			same = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(from[same:], "/")) + to[same:]
}
