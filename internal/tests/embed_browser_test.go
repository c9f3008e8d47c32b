package tests

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"communique"
)

// A portal is a site of somebody else, on another origin, that shows pages of
// ours under a strict policy.
type portal struct {
	t       *testing.T
	folder  string            // of our site
	ours    string            // address of our site, ending in a slash
	address string            // of the portal, ending in a slash
	pages   map[string]string // bodies of its pages, and its scripts, by name
	hostile map[string]string // pages that stand under our address as if they were ours
}

// newPortal builds our site for the address at which a server shows it, and
// opens the portal beside it.
func newPortal(t *testing.T) *portal {
	t.Helper()
	p := &portal{t: t, folder: filepath.Join(t.TempDir(), "site"), pages: map[string]string{}, hostile: map[string]string{}}
	const base = "/deep/base/"
	files := http.StripPrefix(base, host(p.folder))
	ours := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := p.hostile[path.Base(r.URL.Path)]; page != "" {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, page)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(ours.Close)
	p.ours = ours.URL + base
	if err := build(context.Background(), communique.Options{Destination: p.folder, BaseURL: p.ours}); err != nil {
		t.Fatal(err)
	}
	theirs := httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(theirs.Close)
	p.address = theirs.URL + "/"
	return p
}

func (p *portal) serve(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.URL.Path)
	body, ok := p.pages[name]
	switch {
	case !ok:
		http.NotFound(w, r)
	case path.Ext(name) == ".js":
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, body)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-src "+p.ours+" "+p.address+"; script-src "+p.ours+" "+p.address)
		fmt.Fprintf(w, "<!doctype html><html lang=en><title>Portal</title><h1>Portal</h1>\n%s", body)
	}
}

// page puts a page into the portal and returns its address.
func (p *portal) page(name, body string) string {
	p.pages[name] = body
	return p.address + name
}

// snippets returns the code that a page of ours offers, as an editor copies it,
// by what is said to be copied.
func (p *portal) snippets(name string) map[string]string {
	p.t.Helper()
	data, err := fs.ReadFile(os.DirFS(p.folder), name)
	if err != nil {
		p.t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		p.t.Fatal(err)
	}
	list := map[string]string{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if n.Data == "pre" && a.Key == "data-copy" {
				list[a.Val] = n.FirstChild.Data
			}
		}
	}
	return list
}

// one returns the only file that matches a pattern.
func (p *portal) one(pattern string) string {
	p.t.Helper()
	names, err := fs.Glob(os.DirFS(p.folder), pattern)
	if err != nil || len(names) != 1 {
		p.t.Fatalf("%s: %v, %v", pattern, names, err)
	}
	return names[0]
}

// embeddable are pages of ours that offer snippets.
var embeddable = []string{
	"*/index.html", "*/funding.html", "*/deadlines.html", "*/technology-and-innovation/index.html", "*/technology-and-innovation/facilitate*.html",
}

func (p *portal) embeddable() (list []string) {
	for _, pattern := range embeddable {
		names, err := fs.Glob(os.DirFS(p.folder), pattern)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, name := range names {
			if !strings.HasPrefix(name, "embed/") && !strings.HasPrefix(name, "parties/") {
				list = append(list, name)
			}
		}
	}
	if len(list) < len(embeddable) {
		p.t.Fatalf("only %v", list)
	}
	return list
}

// sized waits until every frame of the page has grown from the height that its
// code gives it.
const sized = `[...document.querySelectorAll('iframe, communique-embed')].every(e => {
	const frame = e.shadowRoot ? e.shadowRoot.firstChild : e;
	return frame.style && frame.style.height != '';
})`

// A box is what a frame has come to on the page around it, in CSS pixels.
type box struct {
	Src                       string
	Left, Top, Width, Height  float64
	Sandbox, Title, Scrolling string
}

const boxes = `[...document.querySelectorAll('iframe, communique-embed')].map(e => e.shadowRoot ? e.shadowRoot.firstChild : e).filter(e => e.localName == 'iframe').map(e => {
	const r = e.getBoundingClientRect();
	return { src: e.src, left: r.left, top: r.top, width: e.clientWidth, height: e.clientHeight, sandbox: e.getAttribute('sandbox') || '', title: e.title, scrolling: e.scrolling };
})`

// TestEmbedFits shows each thing that can be shown in frames with their script,
// in a portal of several widths: each frame becomes as high as what is in it,
// and there is nothing to scroll.
func TestEmbedFits(t *testing.T) {
	b := newTab(t)
	p := newPortal(t)
	var all strings.Builder
	n := 0
	for _, name := range p.embeddable() {
		for what, code := range p.snippets(name) {
			if strings.HasPrefix(what, "the frame with its script") {
				all.WriteString(code)
				n++
			}
		}
	}
	if n < 7 {
		t.Fatalf("%d frames to show", n)
	}
	address := p.page("fits", all.String())
	for _, width := range []int64{240, 600, 1200} {
		b.open(address, screen{width: width, height: 20000}) // so high that no frame waits to come into sight
		do(t, b.ctx, chromedp.Poll[bool](sized))
		frames := do(t, b.ctx, chromedp.Evaluate[[]box](boxes))
		if len(frames) != n {
			t.Fatalf("%d frames, want %d", len(frames), n)
		}
		for _, f := range frames {
			if f.Title == "" || f.Sandbox != "allow-scripts allow-popups allow-popups-to-escape-sandbox" {
				t.Errorf("%+v", f)
			}
			if over := p.overflow(b, f); over != [2]int{} {
				t.Errorf("%s in a frame of %v by %v: %v pixels to scroll", f.Src, f.Width, f.Height, over)
			}
		}
	}
}

// overflow opens the page of a frame by itself on a screen as large as the
// frame, and returns how much there is to scroll. A frame that is higher than
// what is in it is told as a negative number.
func (p *portal) overflow(b *tab, f box) [2]int {
	b.open(f.Src, screen{width: int64(f.Width), height: int64(f.Height)})
	return do(p.t, b.ctx, chromedp.Evaluate[[2]int](`(() => {
		const root = document.documentElement;
		const spare = innerHeight - Math.ceil(root.getBoundingClientRect().height);
		return [root.scrollWidth - innerWidth, spare > 0 ? -spare : root.scrollHeight - innerHeight];
	})()`))
}

// TestEmbedHostile lets every kind of wrong message come from a page under our
// own address, and right ones from a page that is not ours and from the portal
// itself: none of them moves a frame.
func TestEmbedHostile(t *testing.T) {
	b := newTab(t)
	p := newPortal(t)
	const say = `<!doctype html><script>
	const values = [0, -1, 10000, 1e9, NaN, Infinity, '500', '500px', null, [500], { valueOf: () => 500 }.x, true, new Number(500)];
	for (const value of values) parent.postMessage({ communique: 'height', value }, '*');
	for (const data of [500, 'height', null, { value: 500 }, { communique: 'width', value: 500 }, { message: 'height', value: 500 }, { communique: { height: 500 }, value: 500 }]) parent.postMessage(data, '*');
	parent.postMessage('all said', '*');
	</script>`
	p.hostile["wrong.html"] = say
	p.pages["foreign"] = ""
	p.pages["foreign.js"] = `parent.postMessage({ communique: 'height', value: 777 }, '*'); parent.postMessage('all said', '*');`
	p.page("foreign", `<script src="foreign.js"></script>`)
	p.page("listen.js", `let said = 0; addEventListener('message', e => { if (e.data == 'all said') said++; });`)
	good := p.snippets(p.one("*/technology-and-innovation/facilitate*.html"))["the frame with its script"]
	p.page("hostile", `<script src="listen.js"></script>`+good+
		`<iframe src="`+p.ours+`embed/wrong.html" height="321" sandbox="allow-scripts"></iframe><iframe src="foreign" height="322"></iframe>`)
	b.open(p.address+"hostile", wide)
	do(t, b.ctx, chromedp.Poll[bool](`said == 2 && document.querySelector('iframe').style.height != ''`))
	before := do(t, b.ctx, chromedp.Evaluate[[]box](boxes))
	if before[1].Height != 321 || before[2].Height != 322 {
		t.Errorf("a frame was moved by what is no height, or by a page that is not ours: %+v", before[1:])
	}
	// Of the portal itself, and in the name of a frame.
	do(t, b.ctx, chromedp.Evaluate[bool](`postMessage({ communique: 'height', value: 555 }, '*'), postMessage('all said', '*'), true`))
	do(t, b.ctx, chromedp.Poll[bool](`said == 3`))
	for i, after := range do(t, b.ctx, chromedp.Evaluate[[]box](boxes)) {
		if after.Height != before[i].Height {
			t.Errorf("%s was %v high and is %v", after.Src, before[i].Height, after.Height)
		}
	}
}

// TestEmbedElement shows the custom element with its script and without it:
// a frame that fits, or the link.
func TestEmbedElement(t *testing.T) {
	b := newTab(t)
	p := newPortal(t)
	code := p.snippets(p.one("*/technology-and-innovation/facilitate*.html"))["the element"]
	element, _, _ := strings.Cut(code, "\n")
	b.open(p.page("element", code), screen{width: 600, height: 900})
	do(t, b.ctx, chromedp.Poll[bool](sized))
	frames := do(t, b.ctx, chromedp.Evaluate[[]box](boxes))
	if len(frames) != 1 || frames[0].Width < 500 || frames[0].Title == "" {
		t.Fatalf("frames: %+v", frames)
	}
	if over := p.overflow(b, frames[0]); over != [2]int{} {
		t.Errorf("%v pixels to scroll", over)
	}

	const link = `(a => a && a.getBoundingClientRect().height > 0 && a.textContent ? a.href : '')(document.querySelector('communique-embed a'))`
	b.open(p.page("no-script", element), wide)
	if got := do(t, b.ctx, chromedp.Evaluate[string](link)); !strings.HasPrefix(got, p.ours) {
		t.Errorf("without its script the element shows %q", got)
	}
	foreign := strings.ReplaceAll(code, `src="`+p.ours+"embed", `src="`+p.address+"embed")
	foreign = strings.ReplaceAll(foreign, `<script src="`+p.address, `<script src="`+p.ours)
	b.open(p.page("foreign-element", foreign), wide)
	do(t, b.ctx, chromedp.Poll[bool](`!!customElements.get('communique-embed')`))
	if got := do(t, b.ctx, chromedp.Evaluate[string](link)); !strings.HasPrefix(got, p.ours) {
		t.Errorf("an element of another site shows %q", got)
	}
}

// titleAt returns where the first link of the page of a frame is on the page
// around it.
func (p *portal) titleAt(b *tab, around string, f box) (x, y float64) {
	b.open(f.Src, screen{width: int64(f.Width), height: int64(f.Height)})
	at := do(p.t, b.ctx, chromedp.Evaluate[[2]float64](`(r => [r.left + 5, r.top + r.height / 2])(document.querySelector('h1 a').getClientRects()[0])`))
	b.open(around, screen{width: 600, height: 900})
	return f.Left + at[0], f.Top + at[1]
}

// TestEmbedLinks follows the link of a sandboxed frame: it opens a tab with the
// page in full, which is not sandboxed.
func TestEmbedLinks(t *testing.T) {
	b := newTab(t)
	p := newPortal(t)
	name := p.one("*/technology-and-innovation/facilitate*.html")
	around := p.page("links", p.snippets(name)["the frame with its script"])
	b.open(around, screen{width: 600, height: 900})
	do(t, b.ctx, chromedp.Poll[bool](sized))
	x, y := p.titleAt(b, around, do(t, b.ctx, chromedp.Evaluate[[]box](boxes))[0])
	do(t, b.ctx, chromedp.Poll[bool](sized))
	var opened target.ID
	clickUntil(b, x, y, func() bool {
		opened = tabAt(t, b.ctx, p.ours+name)
		return opened != ""
	})
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(opened))
	defer cancel()
	if got := do(t, ctx, chromedp.Evaluate[[]string](`[String(opener), self.origin]`)); got[0] != "null" || got[1] == "null" {
		t.Errorf("the tab has the opener %s and the origin %s", got[0], got[1])
	}
	if address, _ := where(t, b.ctx); address != around {
		t.Errorf("the portal is at %s", address)
	}
}

// clickUntil clicks at a place until something comes of it. A frame that has
// only just been shown may not take the first click.
func clickUntil(b *tab, x, y float64, done func() bool) {
	b.t.Helper()
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for range 40 {
		if err := chromedp.Do(b.ctx, chromedp.MouseClickXY(x, y)); err != nil {
			b.t.Fatal(err)
		}
		<-tick.C
		if done() {
			return
		}
	}
	address, _ := where(b.t, b.ctx)
	b.t.Fatalf("nothing came of clicking at %v, %v on %s", x, y, address)
}

// tabAt returns the tab with an address; empty where there is none.
func tabAt(t *testing.T, ctx context.Context, address string) target.ID {
	t.Helper()
	list, err := chromedp.Targets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range list {
		if i.Type == "page" && i.URL == address {
			return i.TargetID
		}
	}
	return ""
}

// receive is what a page of WordPress does with messages, from its documented
// behaviour: the secret names the frame, its window must have sent it; a height
// is taken between 200 and 1000, a link if it leads to the frame's own host and
// the frame has the focus. "stripped" marks a frame that has been shown.
const receive = `addEventListener('message', ({ source, data }) => {
	if (!data || !(data.secret || data.message || data.value) || /[^a-zA-Z0-9]/.test(data.secret)) return;
	document.querySelectorAll('blockquote[data-secret="' + data.secret + '"]').forEach(e => { e.hidden = true; });
	for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
		if (source != frame.contentWindow) continue;
		frame.removeAttribute('style');
		if (data.message == 'height') frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
		if (data.message == 'link' && new URL(data.value).host == new URL(frame.src).host && document.activeElement == frame) top.location.href = data.value;
	}
});
addEventListener('load', () => document.querySelectorAll('iframe').forEach(f => f.contentWindow.postMessage({ message: 'ready', secret: f.dataset.secret }, '*')));`

// TestEmbedInWordPress shows what WordPress makes of our oEmbed: the frame,
// which may run scripts and open nothing, gets its height by WordPress's own
// message, takes the place of the quotation, and its link leads on.
func TestEmbedInWordPress(t *testing.T) {
	b := newTab(t)
	p := newPortal(t)
	name := p.one("*/technology-and-innovation/facilitate*.html")
	code := described(t, os.DirFS(p.folder), "embed/"+strings.TrimSuffix(name, ".html")+".json")
	p.page("receive.js", receive)
	around := p.page("post", `<script src="receive.js"></script>`+asWordPress(t, code, "s3cretABC0"))
	b.open(around, screen{width: 600, height: 900})
	// The guess of the description is a height as well: what counts is that the
	// quotation has gone.
	do(t, b.ctx, chromedp.Poll[bool](`document.querySelector('blockquote').hidden`))
	f := do(t, b.ctx, chromedp.Evaluate[[]box](boxes))[0]
	if f.Sandbox != "allow-scripts" || !strings.HasSuffix(f.Src, "#?secret=s3cretABC0") {
		t.Errorf("%+v", f)
	}
	x, y := p.titleAt(b, around, f)
	do(t, b.ctx, chromedp.Poll[bool](`document.querySelector('blockquote').hidden`))
	again := do(t, b.ctx, chromedp.Evaluate[box](boxes+"[0]"))
	if over := p.overflow(b, again)[1]; over > 0 {
		t.Errorf("%d pixels to scroll in %+v", over, again)
	}
	b.open(around, screen{width: 600, height: 900})
	do(t, b.ctx, chromedp.Poll[bool](`document.querySelector('blockquote').hidden`))
	clickUntil(b, x, y, func() bool {
		address, _ := where(t, b.ctx)
		return address == p.ours+name
	})
}

// TestEmbedTheme wants a page for frames to be as dark as its address says,
// whatever the reader prefers, and else as the reader does.
func TestEmbedTheme(t *testing.T) {
	b := newTab(t)
	folder := seedSite(t)
	base := onDisk(folder)
	name := "embed/" + path.Base(filepath.Dir(first(t, folder, "us-*/funding.html"))) + "/funding.html"
	for _, test := range []struct {
		query string
		on    screen
		dark  bool
	}{
		{"", wide, false}, {"", wide.dark(), true}, {"?theme=dark", wide, true}, {"?theme=light", wide.dark(), false},
		{"?a=1&theme=dark", wide, true}, {"?theme=darker", wide, false}, {"?theme=dark#?secret=x", wide, true},
	} {
		b.open(base+name+test.query, test.on)
		if got := ask[float64](b, "ground.js"); test.dark != (got < 0.2) {
			t.Errorf("%s at %s: the ground has a luminance of %s", test.query, test.on.name, strconv.FormatFloat(got, 'f', 2, 64))
		}
	}
}

// first returns the first file of a folder that matches a pattern.
func first(t *testing.T, folder, pattern string) string {
	t.Helper()
	names, err := fs.Glob(os.DirFS(folder), pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names[0]
}
