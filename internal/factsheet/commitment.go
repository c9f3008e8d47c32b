package factsheet

import (
	"strings"
	"unicode"

	"communique/internal/correction"
	"communique/internal/pattern"
)

// parts turns the blocks of a section into introductions, groups and tables.
func (o *outline) parts(blocks []*block, in setting) []Part {
	b := &builder{outline: o, in: in, blocks: blocks, ahead: o.heads, list: -1}
	for i, x := range blocks {
		if x.kind == listBlock {
			b.list = i
		}
	}
	for i := 0; i < len(blocks); i++ {
		b.block(i)
	}
	return b.out
}

// A builder collects the parts of one section.
type builder struct {
	*outline
	in     setting
	blocks []*block
	out    []Part
	lead   *block      // the paragraph that governs the list to come
	last   *Commitment // the last commitment made from a paragraph, with nothing but prose after it
	after  bool        // a list of commitments has been seen
	ahead  []string    // headings after this section, as in outline
	list   int         // the last block that is a list, or -1
	bare   tally       // of the last group
	quoted bool        // the last paragraph announced somebody's words
}

func (b *builder) block(i int) {
	x := b.blocks[i]
	switch x.kind {
	case ruleBlock:
		b.out = append(b.out, &Paragraph{Role: Rule})
	case tableBlock:
		b.settle(Intro)
		b.out = append(b.out, x.table)
	case listBlock:
		b.placeList(x)
	default:
		b.paragraph(x, i)
	}
}

// settle places a lead-in that turned out to govern nothing.
func (b *builder) settle(role Role) {
	if b.lead != nil {
		b.out = append(b.out, b.lead.paragraph(role, 0))
		b.lead = nil
	}
}

func (b *builder) paragraph(x *block, i int) {
	w := x.words()
	if b.opensItems(x) {
		return
	}
	b.settle(Intro)
	if role, ok := b.correct.role(x); ok && role != correction.Heading {
		b.corrected(x, role)
		return
	}
	switch {
	case len(x.text) == 0 && x.image == "":
	case len(x.text) == 0:
		b.out = append(b.out, x.paragraph(Note, 0))
	case isEndMark(w):
		b.out = append(b.out, x.paragraph(EndMark, 0))
	case b.governs(i):
		b.lead = x
	case b.lostBullet(w):
		b.extend(x, "paragraph that lost its bullet: a bare verb after a list")
	default:
		b.prose(x, i)
	}
	b.quoted = quotes.MatchString(w)
}

// opensItems begins a group where a lead-in governs paragraphs with bold leads.
func (b *builder) opensItems(x *block) bool {
	if b.lead == nil {
		return false
	}
	if lead, _ := runIn(x.text); lead == nil {
		return false
	}
	lead := b.lead
	b.lead, b.after, b.last = nil, true, nil
	c := b.commitment(x, finalSentence(lead.text), guessGoverned)
	b.out = append(b.out, &Group{LeadIn: lead.paragraph(LeadIn, 0), Items: []*Commitment{c}})
	return true
}

// corrected places a paragraph as an editor said.
func (b *builder) corrected(x *block, role string) {
	switch role {
	case correction.Commitment:
		b.single(x, "correction: a commitment")
	case correction.LeadIn:
		b.lead = x
	case correction.Note:
		b.out = append(b.out, x.paragraph(Note, 0))
	default:
		b.out = append(b.out, x.paragraph(Intro, 0))
	}
}

// governs reports whether the paragraph at i announces the list after it, or,
// by a colon, the items with bold leads that follow.
func (b *builder) governs(i int) bool {
	w := b.blocks[i].words()
	if i+1 >= len(b.blocks) {
		return false
	}
	next := b.blocks[i+1]
	if next.kind == listBlock {
		return lastRune(w) == ':' || announces.MatchString(lastSentence(w)) || lastRune(w) == '-' || lastRune(w) == '–'
	}
	if next.kind != paraBlock || lastRune(w) != ':' || !announces.MatchString(w) {
		return false
	}
	lead, _ := runIn(next.text)
	return lead != nil
}

func lastSentence(w string) string {
	s := sentences(w)
	if len(s) == 0 {
		return w
	}
	return w[s[len(s)-1].Start:s[len(s)-1].End]
}

// lostBullet reports whether a paragraph after a list goes on with it: like
// its items it begins with a bare verb.
func (b *builder) lostBullet(w string) bool {
	return b.after && !b.quoted && countWords(w) > 5 && startsWithVerb(w) && b.bareList()
}

// bareList reports whether the last group's items begin with bare verbs.
func (b *builder) bareList() bool {
	for i := len(b.out) - 1; i >= 0; i-- {
		if g, ok := b.out[i].(*Group); ok {
			return b.bare.of(g)*2 > len(g.Items)
		}
	}
	return false
}

// A tally counts the items of a group that begin with bare verbs, going on
// where it was when it was asked last.
type tally struct {
	group      *Group
	seen, bare int
}

func (t *tally) of(g *Group) int {
	if t.group != g {
		*t = tally{group: g}
	}
	for ; t.seen < len(g.Items); t.seen++ {
		if startsWithVerb(fold(g.Items[t.seen].Text())) {
			t.bare++
		}
	}
	return t.bare
}

// extend adds a paragraph to the group before it as one more commitment.
func (b *builder) extend(x *block, guess Guess) {
	for i := len(b.out) - 1; i >= 0; i-- {
		if g, ok := b.out[i].(*Group); ok && len(g.Items) > 0 {
			c := b.commitment(x, g.Items[0].LeadIn, guess)
			if i == len(b.out)-1 {
				g.Items = append(g.Items, c)
			} else {
				b.out = append(b.out, &Group{Items: []*Commitment{c}})
			}
			return
		}
	}
}

// prose decides whether a paragraph outside a list is a commitment.
func (b *builder) prose(x *block, i int) {
	in := b.in
	in.before, in.after = b.list > i, b.after
	if item, lead := b.item(x); item {
		b.governedItem(x, lead)
		return
	}
	guess, ok := promises(x.words(), in)
	if lead, _ := runIn(x.text); lead != nil && in.headed && !footnote.MatchString(x.words()) {
		guess, ok = "paragraph: a bold lead opens it", true
	}
	if w := x.words(); ok && lastRune(w) == ':' && announces.MatchString(w) {
		_, ok = undertakes(w)
	}
	if b.quoted || x.quote && !ok || !ok {
		b.out = append(b.out, x.paragraph(b.noteOr(x), 0))
		return
	}
	b.single(x, guess)
}

// item reports whether a paragraph with a bold lead stands below a lead-in:
// it is one of the items that the lead-in governs.
func (b *builder) item(x *block) (bool, *Group) {
	if lead, _ := runIn(x.text); lead == nil || len(b.out) == 0 {
		return false, nil
	}
	g, ok := b.out[len(b.out)-1].(*Group)
	return ok && g.LeadIn != nil && len(g.Items) > 0 && g.Items[0].Guess == guessGoverned, g
}

const guessGoverned Guess = "paragraph with a bold lead below a lead-in"

func (b *builder) governedItem(x *block, g *Group) {
	g.Items = append(g.Items, b.commitment(x, g.Items[0].LeadIn, guessGoverned))
	b.last = nil
}

func (b *builder) noteOr(x *block) Role {
	w := x.words()
	if strings.HasPrefix(w, "*") || footnote.MatchString(w) || x.image != "" && len(x.text) == 0 {
		return Note
	}
	return Intro
}

var footnote = pattern.New(`^(?:\[\^?[0-9]+\]|[¹²³⁴⁵⁶⁷⁸⁹]|(?i:notes?:|source:|contact:|media contact))`)

// single makes a commitment of a paragraph; those that follow each other form
// one group.
func (b *builder) single(x *block, guess Guess) {
	c := b.commitment(x, nil, guess)
	b.last = c
	if n := len(b.out); n > 0 {
		if g, ok := b.out[n-1].(*Group); ok && g.LeadIn == nil && g.Items[len(g.Items)-1].prose() {
			g.Items = append(g.Items, c)
			return
		}
	}
	b.out = append(b.out, &Group{Items: []*Commitment{c}})
}

func (c *Commitment) prose() bool { return strings.HasPrefix(string(c.Guess), "paragraph") }

// commitment makes a commitment of one paragraph.
func (b *builder) commitment(x *block, lead Text, guess Guess) *Commitment {
	return &Commitment{LeadIn: lead, Body: []Part{x.paragraph(Content, 0)}, Guess: guess}
}

// placeList places a list: as commitments, or, where it only names the sections to
// come, as part of the introduction.
func (b *builder) placeList(x *block) {
	if b.contents(x) {
		b.settle(Intro)
		b.out = append(b.out, plainParts(x, Intro, 0)...)
		return
	}
	lead := b.lead
	b.lead = nil
	b.after = true
	if lead == nil {
		b.plainList(x)
		return
	}
	w := lead.words()
	if parent := b.spelledOut(w); parent != nil {
		p := lead.paragraph(Content, 0)
		parent.Body = append(parent.Body, p)
		b.adopt(parent, b.items(x, finalSentence(lead.text), 1))
		return
	}
	if guess, ok := undertakes(w); ok {
		parent := b.commitment(lead, nil, guess)
		b.adopt(parent, b.items(x, finalSentence(lead.text), 1))
		b.out = append(b.out, &Group{Items: []*Commitment{parent}})
		b.last = nil
		return
	}
	b.emit(lead, b.items(x, finalSentence(lead.text), 1))
	b.last = nil
}

// plainList places a list without a lead-in of its own; it goes on with the
// group before it if nothing stands between them.
func (b *builder) plainList(x *block) {
	var lead Text
	n := len(b.out)
	if n > 0 {
		if g, ok := b.out[n-1].(*Group); ok && g.LeadIn != nil && len(g.Items) > 0 {
			lead = g.Items[0].LeadIn
		}
	}
	start := len(b.out)
	b.emit(nil, b.items(x, lead, 1))
	if lead != nil && start < len(b.out) {
		if g, ok := b.out[start].(*Group); ok { // it goes on with the group before it
			before := b.out[start-1].(*Group)
			before.Items = append(before.Items, g.Items...)
			b.out = append(b.out[:start], b.out[start+1:]...)
		}
	}
	if len(b.out) > start {
		b.last = nil
	}
}

// adopt makes items the children of a commitment; the words of one that was
// set aside become words of the parent.
func (b *builder) adopt(parent *Commitment, items []*Commitment) {
	for _, c := range items {
		if c.aside {
			parent.Body = append(parent.Body, c.Body...)
			b.adopt(parent, c.Children)
			continue
		}
		c.Parent = parent
		parent.Children = append(parent.Children, c)
	}
}

// finalSentence returns the sentence of a lead-in that governs its items.
func finalSentence(t Text) Text {
	s := t.String()
	all := sentences(s)
	if len(all) == 0 {
		return t
	}
	last := all[len(all)-1]
	return t.slice(last.Start, last.End).trim()
}

// spelledOut returns the commitment that a lead-in goes back to: it speaks of
// the programme that the paragraph before it announced ("The funding will go
// towards:"), or has the same subject and nothing of its own ("Australia will:").
func (b *builder) spelledOut(lead string) *Commitment {
	if b.last == nil {
		return nil
	}
	if refersBack.MatchString(lead) && len(sentences(lead)) == 1 {
		return b.last
	}
	words := strings.Fields(strings.TrimRight(lead, ":"))
	if n := len(words); n >= 2 && n <= 6 && wordOf(words[n-1]) == "will" && b.adjacent() {
		subject := strings.Join(words[:n-1], " ")
		if strings.HasPrefix(fold(b.last.Text()), subject+" ") {
			return b.last
		}
	}
	return nil
}

// adjacent reports whether the last commitment is the last part so far.
func (b *builder) adjacent() bool {
	g, ok := b.out[len(b.out)-1].(*Group)
	return ok && g.Items[len(g.Items)-1] == b.last
}

// undertakes reports whether a lead-in itself gives money or founds something,
// beyond announcing its list.
func undertakes(w string) (Guess, bool) {
	for _, s := range sentences(w) {
		sentence := w[s.Start:s.End]
		if backward.MatchString(sentence) {
			continue
		}
		if moneyLike.MatchString(sentence) && giving.MatchString(sentence) {
			return "lead-in that itself gives money", true
		}
		if founding.MatchString(sentence) && lastRune(sentence) != ':' {
			return "lead-in that itself founds something", true
		}
	}
	return "", false
}

// contents reports whether a list only names the headings that follow it: most
// items are a heading or a part of one, or begin with one that a mark closes.
func (b *builder) contents(x *block) bool {
	hits, need := 0, (len(x.kids)*6+9)/10
	for i, item := range x.kids {
		if hits+len(x.kids)-i < need || len(b.ahead) == 0 {
			return false
		}
		if b.namesHeading(strings.ToLower(strings.TrimRight(item.firstWords(), " .;:,"))) {
			hits++
		}
	}
	return len(x.kids) > 1 && hits >= need
}

func (b *builder) namesHeading(w string) bool {
	if countWords(w) < 2 || finiteVerb.MatchString(w) {
		return false
	}
	for _, h := range b.ahead {
		if h == "" {
			continue
		}
		if strings.Contains(h, w) || strings.HasPrefix(w, h) && strings.ContainsRune(":.–—-(", firstOf(strings.TrimSpace(w[len(h):])+".")) {
			return true
		}
	}
	return false
}

// firstWords returns the words of the first paragraph of an item.
func (b *block) firstWords() string {
	for _, k := range b.kids {
		if k.kind == paraBlock {
			return k.words()
		}
	}
	return ""
}

// items makes commitments of the items of a list, those flattened under their
// parent put back.
func (b *builder) items(list *block, lead Text, depth int) []*Commitment {
	var out []*Commitment
	for _, item := range list.kids {
		out = append(out, b.listItem(item, lead, depth)...)
	}
	var all []*Commitment
	from := 0
	for i, c := range out {
		if c.aside { // it is no sibling of the others
			all = append(append(all, b.unflatten(out[from:i])...), c)
			from = i + 1
		}
	}
	return append(all, b.unflatten(out[from:])...)
}

// listItem makes a commitment of an item. An item with no words of its own
// passes its children up.
func (b *builder) listItem(item *block, lead Text, depth int) []*Commitment {
	c := &Commitment{LeadIn: lead, Guess: "item of a list"}
	if depth > 1 {
		c.Guess = "item of a nested list"
	}
	var loose []*Commitment
	kids := prepare(item.kids)
	for _, k := range kids {
		switch k.kind {
		case listBlock:
			below := c.childLead()
			if len(c.Body) == 0 {
				loose = append(loose, b.items(k, lead, depth)...)
				continue
			}
			b.adopt(c, b.items(k, below, depth+1))
		case tableBlock:
			if len(c.Body) == 0 && len(item.mark) > 0 {
				c.Body = append(c.Body, &Paragraph{Role: Content, Mark: item.mark, Depth: depth})
			}
			c.Body = append(c.Body, k.table)
		case ruleBlock:
		default:
			if len(k.text) == 0 && k.image == "" {
				continue
			}
			p := k.paragraph(Content, depth)
			if len(c.Body) == 0 {
				p.Mark = item.mark
			}
			c.Body = append(c.Body, p)
		}
	}
	if role, ok := b.correct.roleOf(c); ok && (role == correction.Introduction || role == correction.Note) {
		c.setAside(role)
	}
	if len(c.Body) == 0 {
		if len(item.mark) > 0 { // a number with nothing behind it
			c.Body, c.aside = []Part{&Paragraph{Role: Note, Mark: item.mark, Depth: depth}}, true
			return append([]*Commitment{c}, loose...)
		}
		return loose
	}
	return append([]*Commitment{c}, loose...)
}

// setAside turns the words of an item that an editor said is no commitment
// into an introduction or a note.
func (c *Commitment) setAside(role string) {
	for _, part := range c.Body {
		if p, ok := part.(*Paragraph); ok {
			p.Role = Intro
			if role == correction.Note {
				p.Role = Note
			}
		}
	}
	c.aside = true
}

// emit appends a group of items with its lead-in. Where an item was set aside
// the group ends, and another goes on behind it, so that all stays in order.
func (b *builder) emit(lead *block, items []*Commitment) {
	g := &Group{}
	if lead != nil {
		g.LeadIn = lead.paragraph(LeadIn, 0)
	}
	flush := func() {
		switch {
		case len(g.Items) > 0:
			b.out = append(b.out, g)
		case g.LeadIn != nil:
			g.LeadIn.Role = Intro
			b.out = append(b.out, g.LeadIn)
		}
		g = &Group{}
	}
	for _, c := range items {
		if !c.aside {
			g.Items = append(g.Items, c)
			continue
		}
		flush()
		b.out = append(b.out, c.Body...)
		for _, child := range c.Children {
			child.Parent = nil
		}
		g.Items = append(g.Items, c.Children...)
	}
	flush()
}

// childLead returns the words that govern the children of an item: its last
// sentence where that ends in a colon.
func (c *Commitment) childLead() Text {
	if len(c.Body) == 0 {
		return nil
	}
	p, ok := c.Body[len(c.Body)-1].(*Paragraph)
	if !ok || lastRune(fold(p.Text.String())) != ':' {
		return nil
	}
	return finalSentence(p.Text)
}

// unflatten finds children that a conversion left beside their parent: after
// an item that ends in a colon, or that is only a title, come items of another
// build than those of the outer list.
func (b *builder) unflatten(items []*Commitment) []*Commitment {
	var out []*Commitment
	if len(items) < 2 {
		return items
	}
	l, parted := newBuilds(items), flatTitles(items)
	for i := 0; i < len(items); i++ {
		c := items[i]
		out = append(out, c)
		if len(c.Children) > 0 {
			continue
		}
		n, guess := l.flattened(items, i, parted)
		for _, child := range items[i+1 : i+1+n] {
			child.Parent, child.Guess, child.LeadIn = c, guess, c.childLead()
			c.Children = append(c.Children, child)
		}
		i += n
	}
	return out
}

// flattened counts the items after i that are its children. The list may be
// parted by titles among its items.
func (l *builds) flattened(items []*Commitment, i int, parted bool) (int, Guess) {
	rest := items[i+1:]
	if len(rest) == 0 {
		return 0, ""
	}
	if l.colon[i] {
		return l.colonChildren(i), "item below one that ends in a colon, its nesting lost"
	}
	if parted && titleOnly(items[i]) && !titleOnly(rest[0]) {
		n := 0
		for n < len(rest) && !titleOnly(rest[n]) && len(rest[n].Children) == 0 {
			n++
		}
		if n > 1 {
			return n, "item below one that is only a title, its nesting lost"
		}
	}
	return 0, ""
}

// titleOnly reports whether an item is a short title: no verb at its start,
// no full stop, capitals on most words.
func titleOnly(c *Commitment) bool {
	return len(c.Children) == 0 && titleLike(fold(c.Text()))
}

func titleLike(w string) bool {
	n, capital := 0, 0
	for word, rest := nextWord(w); word != ""; word, rest = nextWord(rest) {
		if n++; n > 8 {
			return false
		}
		if unicode.IsUpper(firstRune(word)) {
			capital++
		}
	}
	if strings.ContainsRune(".;,:", lastRune(w)) || startsWithVerb(w) && n > 3 || finiteVerb.MatchString(w) {
		return false
	}
	return capital*2 > n
}

// flatTitles reports whether the first item of a list is a title and the list
// holds sentences: then the titles part it.
func flatTitles(items []*Commitment) bool {
	if len(items) == 0 || !titleOnly(items[0]) {
		return false
	}
	titles := 0
	for _, c := range items {
		if titleOnly(c) {
			titles++
		}
	}
	return titles*2 < len(items)
}

// A build is how an item begins, by which those of an outer and of an inner
// list are told apart.
type itemBuild uint8

const (
	otherBuild   itemBuild = iota
	verbBuild              // a bare verb
	gerundBuild            // a word in -ing
	clauseBuild            // a subject and a verb of its own
	numberedMark           // a number
)

// ownSubject reports whether a text begins with a subject and a verb of its
// own: a name, "we", "our …" or "the …", with the verb behind it in the same
// clause and not too far off.
func ownSubject(s string) bool {
	from, limit := 0, 0 // where the rest of the subject begins, and how many characters it may have
	switch {
	case s == "":
		return false
	case 'A' <= s[0] && s[0] <= 'Z' || s[0] == '(':
		from, limit = len("A"), 120
	case strings.HasPrefix(s, "we"):
		from, limit = len("we"), 0
	case strings.HasPrefix(s, "our "):
		from, limit = len("our "), 60
	case strings.HasPrefix(s, "the "):
		from, limit = len("the "), 100
	default:
		return false
	}
	n := 0
	for i, r := range s[from:] {
		if white(r) {
			rest := s[from+i+1:]
			if end := strings.IndexFunc(rest, white); end > 0 && subjectVerbs[rest[:end]] {
				return true
			}
		}
		if n++; n > limit || r == '.' || r == ':' || r == ';' {
			return false
		}
	}
	return false
}

// white reports the white space that parts words in folded text, line breaks
// included.
func white(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// subjectVerbs are the verbs that tell a subject of its own.
var subjectVerbs = set("will", "shall", "has", "have", "is", "are", "intend", "intends", "commit", "commits", "agree", "agrees", "agreed", "plan", "plans",
	"welcome", "welcomes", "announced", "reaffirm", "reaffirms", "reaffirmed", "recognise", "recognises", "recognize", "recognizes")

// buildOf returns how an item begins whose folded words are w.
func buildOf(c *Commitment, w string) itemBuild {
	if p, ok := c.Body[0].(*Paragraph); ok && len(p.Mark) > 0 {
		return numberedMark
	}
	first := wordOf(firstWord(w))
	switch {
	case startsWithVerb(w) && (plainVerbs[first] || !ownSubject(w)):
		return verbBuild
	case ownSubject(w):
		return clauseBuild
	case strings.HasSuffix(first, "ing") && len(first) > 5:
		return gerundBuild
	}
	return otherBuild
}

// colonChildren counts the items that an item ending in a colon governs: those
// after it up to the first that is built like the items of the outer list.
func (l *builds) colonChildren(i int) int {
	inner, outer := l.of[i+1], l.outer(i)
	n := 0
	for j := i + 1; j < len(l.of); j++ {
		if inner != outer && l.of[j] == outer || n > 0 && l.colon[j] {
			break
		}
		n++
	}
	return n
}

// builds tells how each item of a list begins and whether it ends in a colon.
type builds struct {
	of    []itemBuild
	colon []bool
	seen  [numberedMark + 1]int // how many items of each build stand up to upto
	upto  int
}

func newBuilds(items []*Commitment) *builds {
	l := &builds{of: make([]itemBuild, len(items)), colon: make([]bool, len(items))}
	for i, c := range items {
		w := fold(c.Text())
		l.of[i], l.colon[i] = buildOf(c, w), lastRune(w) == ':'
	}
	return l
}

// outer returns the build of most items up to and with i.
func (l *builds) outer(i int) itemBuild {
	for ; l.upto <= i; l.upto++ {
		l.seen[l.of[l.upto]]++
	}
	best := verbBuild
	for _, k := range []itemBuild{clauseBuild, gerundBuild, otherBuild, numberedMark} {
		if l.seen[k] > l.seen[best] {
			best = k
		}
	}
	return best
}
