package page

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"communique/internal/deadline"
	"communique/internal/factsheet"
	"communique/internal/ledger"
	"communique/internal/money"
	"communique/internal/party"
	"communique/internal/passage"
	"communique/internal/role"
	"communique/internal/site"
)

// wordOf makes a word of six letters of a number, one for each.
func wordOf(n int) string {
	n = n*7919 + 104729
	var b strings.Builder
	for range 6 {
		b.WriteByte(byte('a' + n%26))
		n = n/26 + n%26*4001
	}
	return b.String()
}

func wordsOf(from, n int) string {
	var list []string
	for i := range n {
		list = append(list, wordOf(from*100+i))
	}
	return strings.Join(list, " ")
}

// laden makes a document in which everything is too much for one page.
func laden(t testing.TB) *factsheet.Document {
	c := &composer{t: t, front: "---\ntitle: Laden\n---\n"}
	doc := &factsheet.Document{Slug: "laden", Title: "Laden"}
	for i := range 40 {
		s := number(i + 1)
		p := &factsheet.Pillar{Number: s, Slug: "part-" + s, Heading: "Part " + wordOf(i), Level: 1, Title: c.say("Part " + wordOf(i))}
		g := &factsheet.Group{}
		for j := range 5 {
			n := s + "." + number(j+1)
			g.Items = append(g.Items, c.commitment(p, nil, n, "item-"+wordOf(i*5+j), "Item "+wordsOf(i*5+j, 4), "By 2030 "+wordsOf(1000+i*5+j, 9)+"."))
		}
		p.Parts = []factsheet.Part{g}
		doc.Pillars = append(doc.Pillars, p)
	}
	doc.Source = c.file("seeds/laden.md")
	return doc
}

// ladenFindings are sums, totals that are stated, sums that are no funding,
// deadlines, and a party with a part in everything.
func ladenFindings(doc *factsheet.Document) Findings {
	giver := &party.Party{ID: "giver", Name: "Giver", Kind: party.Government}
	f := Findings{Ledger: &ledger.Ledger{Document: doc, Parties: party.New(nil, party.Options{})}}
	n := 0
	for m := range doc.Commitments() {
		other := &party.Party{ID: "p-" + wordOf(n), Name: "Works " + wordOf(n), Kind: party.Company}
		f.Roles = append(f.Roles, role.Part{Party: giver, Commitment: m, Role: role.Promises}, role.Part{Party: other, Commitment: m, Role: role.Promises})
		n++
		e := sum(n, fmt.Sprintf("$%d million", n), int64(n)*1_000_000, money.Exact)
		e.Commitment, e.Pillar, e.Sentence = m, m.Pillar, wordsOf(2000+n, 12)+" "+e.Quote
		e.Payer.Parties = []*party.Party{giver}
		if n%2 == 0 {
			e.Payer.Parties = []*party.Party{other}
		}
		f.Ledger.Entries = append(f.Ledger.Entries, e)
		f.Ledger.Others = append(f.Ledger.Others, ledger.Other{Amount: e.Amount, Quote: e.Quote, Sentence: wordsOf(3000+n, 12), Commitment: m, Reason: "a price"})
	}
	for i := 3; i < n; i += 3 {
		e := f.Ledger.Entries[i]
		e.Relation, e.Of = ledger.Includes, f.Ledger.Entries[i-2:i]
	}
	for p := range passage.All(doc) {
		if p.Commitment != nil && strings.HasPrefix(p.Text, "By 2030") {
			f.Deadlines = append(f.Deadlines, Deadline{deadline.Deadline{End: 7, Latest: deadline.Point{Year: 2030 + len(f.Deadlines)/50}}, p})
		}
	}
	return f
}

// laidOut renders the site of that document.
func laidOut(t testing.TB) map[string]string {
	return render(t, renderer(t, site.Defaults()), nil, laden(t))
}

// However much there is, each page can be drawn after one round trip.
func TestPartsFit(t *testing.T) {
	tree := laidOut(t)
	compressed := func(data string) int {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, data) // a buffer takes everything
		_ = w.Close()
		return b.Len()
	}
	pages(tree, func(name, page string) {
		sum := compressed(page)
		dom(t, page, func(n *html.Node) {
			rel, _ := attribute(n, "rel")
			media, _ := attribute(n, "media")
			if href, _ := attribute(n, "href"); n.Data == "link" && rel == "stylesheet" && media != "print" {
				sum += compressed(tree[path.Join(path.Dir(name), href)])
			}
		})
		if sum > 14*1024 {
			t.Errorf("%s comes to %d bytes", name, sum)
		}
	})
}

// What is divided stands on some page once, and whatever leads to it leads there.
func TestPartsHoldAll(t *testing.T) {
	tree := laidOut(t)
	ids := map[string]map[string]bool{} // by page
	times := map[string]int{}
	pages(tree, func(name, page string) {
		ids[name] = map[string]bool{}
		dom(t, page, func(n *html.Node) {
			if id, ok := attribute(n, "id"); ok {
				if ids[name][id] {
					t.Errorf("%s has #%s twice", name, id)
				}
				ids[name][id] = true
				times[id]++
			}
		})
	})
	pages(tree, func(name, page string) {
		dom(t, page, func(n *html.Node) {
			href, _ := attribute(n, "href")
			file, id, found := strings.Cut(href, "#")
			if !found || strings.Contains(file, ":") {
				return
			}
			target := name
			if file != "" {
				target = path.Join(path.Dir(name), file)
			}
			if !ids[target][id] {
				t.Errorf("%s: %s leads to nothing", name, href)
			}
		})
	})
	f := ladenFindings(laden(t))
	for i := range f.Ledger.Entries {
		for _, id := range []string{entryID(i + 1), otherID(i), deadlineID(i)} {
			if times[id] != 1 {
				t.Errorf("#%s stands %d times", id, times[id])
			}
		}
	}
	for _, k := range f.gather() {
		if times[partyID(k.party)] != 1 {
			t.Errorf("#%s stands %d times", partyID(k.party), times[partyID(k.party)])
		}
	}
	for _, want := range []string{
		"deadlines/2", "parties/2", "funding/1", "funding/2", "funding/by-payer-2", "funding/by-pillar-2", "funding/stated-2", "funding/others-2", "commitments/2", "a-z/2",
	} {
		page := tree["laden/"+want+".html"]
		if page == "" {
			t.Errorf("no page %s", want)
			continue
		}
		if n := strings.Count(page, "aria-current"); n < 2 && !strings.HasPrefix(want, "a-z") {
			t.Errorf("%s does not say where it is among its parts", want)
		}
		if !strings.Contains(tree["laden/sitemap.xml"], want) && tree["laden/sitemap.xml"] != "" {
			t.Errorf("the site map does not name %s", want)
		}
	}
}

func TestDivide(t *testing.T) {
	rows := func(n int) (list []string) {
		for i := range n {
			list = append(list, wordOf(i))
		}
		return list
	}
	one := newScale().weigh(wordOf(0))
	for _, tt := range []struct {
		name        string
		rows        []string
		first, room int
		most        int
		want        []int // rows of the parts
	}{
		{"nothing", nil, 10, 10, 0, []int{0}},
		{"all on one", rows(5), 5 * one, 5 * one, 0, []int{5}},
		{"by weight", rows(5), 2 * one, 2 * one, 0, []int{2, 2, 1}},
		{"less on the first", rows(5), one, 3 * one, 0, []int{1, 3, 1}},
		{"nothing on the first", rows(2), one - 1, 3 * one, 0, []int{0, 2}},
		{"by number", rows(5), 100 * one, 100 * one, 3, []int{3, 2}},
		{"too heavy for any", rows(2), one - 1, one - 1, 0, []int{1, 1}},
		{"the same again is light", []string{"rivers", "rivers", "rivers"}, 12, 12, 0, []int{3}},
	} {
		var got []int
		parts := divide(tt.rows, tt.first, tt.room, tt.most)
		for _, part := range parts {
			got = append(got, len(part))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if all := slices.Concat(parts...); !slices.Equal(all, tt.rows) {
			t.Errorf("%s: the parts hold %v", tt.name, all)
		}
		if from := starts(parts); partAt(from, len(tt.rows)-1) != max(0, len(parts)-1) {
			t.Errorf("%s: the last row is not on the last part, %v", tt.name, from)
		}
	}
}
