package tests

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/websocket"
)

// firefox drives a tab of Firefox, or a frame within one, by WebDriver BiDi.
// See https://w3c.github.io/webdriver-bidi/.
type firefox struct {
	*bidi
	tab string // id of the browsing context
}

// newFirefox starts Firefox without a window. What it asks of the network goes
// to a proxy; without one, nowhere. Where there is no Firefox, the test is skipped, or fails where one
// is required.
func newFirefox(t *testing.T, proxy string) driver {
	t.Helper()
	program := firefoxProgram()
	if program == "" {
		lacking(t, "Firefox is not installed")
	}
	if proxy == "" {
		proxy = new(lookout).network(t)
	}
	profile := t.TempDir()
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences(t, proxy)), 0o666); err != nil {
		t.Fatal(err)
	}
	const origin = "http://127.0.0.1"
	command := exec.Command(program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0",
		"--remote-allow-origins", origin, "about:blank")
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { command.Process.Kill(); command.Wait() })
	address, err := listening(stderr)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := websocket.Dial(address+"/session", "", origin)
	if err != nil {
		t.Fatal(err)
	}
	b := &bidi{conn: conn, answers: map[int]chan answer{}, seen: &visit{}, gone: make(chan struct{})}
	go b.listen()
	f, err := b.begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.call("browser.close", struct{}{}, nil); conn.Close() })
	return f
}

func firefoxProgram() string {
	for _, name := range []string{"firefox-esr", "firefox"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

// preferences keep the browser from talking to its makers, and send the rest
// to the proxy.
func preferences(t *testing.T, proxy string) string {
	t.Helper()
	host, port, err := net.SplitHostPort(proxy)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range []struct{ name, value string }{
		{"network.proxy.type", "1"},
		{"network.proxy.http", quoted(host)}, {"network.proxy.http_port", port},
		{"network.proxy.ssl", quoted(host)}, {"network.proxy.ssl_port", port},
		{"app.normandy.enabled", "false"},
		{"app.update.disabledForTesting", "true"},
		{"browser.shell.checkDefaultBrowser", "false"},
		{"datareporting.policy.dataSubmissionEnabled", "false"},
		{"network.captive-portal-service.enabled", "false"},
		{"network.connectivity-service.enabled", "false"},
		{"ui.prefersReducedMotion", "1"},
	} {
		fmt.Fprintf(&b, "user_pref(%q, %s);\n", p.name, p.value)
	}
	return b.String()
}

var atAddress = regexp.MustCompile(`^WebDriver BiDi listening on (ws://\S+)$`)

// listening returns the address that the browser says it listens on.
func listening(stderr io.Reader) (string, error) {
	found := make(chan string, 1)
	go func() {
		defer close(found)
		for lines := bufio.NewScanner(stderr); lines.Scan(); { // on to the end: a full pipe would stop the browser
			if m := atAddress.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
			}
		}
	}()
	select {
	case address := <-found:
		if address != "" {
			return address, nil
		}
		return "", errors.New("Firefox ended before it listened")
	case <-time.After(time.Minute):
		return "", errors.New("Firefox does not listen")
	}
}

// bidi is a session: commands out, answers and events in.
type bidi struct {
	conn *websocket.Conn
	seen *visit
	gone chan struct{} // closed when the browser is

	mu      sync.Mutex
	last    int
	answers map[int]chan answer
}

type answer struct {
	ID      int
	Method  string // of an event
	Params  json.RawMessage
	Result  json.RawMessage
	Error   string
	Message string
}

// listen hands out answers and notes events until the browser is gone.
func (b *bidi) listen() {
	defer close(b.gone)
	for {
		var a answer
		if err := websocket.JSON.Receive(b.conn, &a); err != nil {
			return
		}
		if a.Method != "" {
			b.event(a)
			continue
		}
		b.mu.Lock()
		if c := b.answers[a.ID]; c != nil {
			c <- a
			delete(b.answers, a.ID)
		}
		b.mu.Unlock()
	}
}

func (b *bidi) event(a answer) {
	var e struct {
		Level, Text string
		Request     struct{ URL string }
		ErrorText   string
	}
	if err := json.Unmarshal(a.Params, &e); err != nil {
		b.seen.say(a.Method + ": " + err.Error())
		return
	}
	switch a.Method {
	case "network.beforeRequestSent":
		b.seen.ask(e.Request.URL)
	case "network.fetchError":
		b.seen.say("loading failed: " + e.Request.URL + ": " + e.ErrorText)
	case "log.entryAdded":
		b.seen.say(e.Level + ": " + e.Text)
	}
}

// call sends a command and waits for what it gives.
func (b *bidi) call(method string, params, result any) error {
	c := make(chan answer, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	b.answers[id] = c
	err := websocket.JSON.Send(b.conn, map[string]any{"id": id, "method": method, "params": params})
	b.mu.Unlock()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	select {
	case a := <-c:
		if a.Error != "" {
			return fmt.Errorf("%s: %s: %s", method, a.Error, a.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-b.gone:
		return fmt.Errorf("%s: Firefox is gone", method)
	case <-ctx.Done():
		return fmt.Errorf("%s: no answer", method)
	}
}

type object map[string]any

// begin starts a session and opens a tab.
func (b *bidi) begin() (f firefox, err error) {
	if err := b.call("session.new", object{"capabilities": object{}}, nil); err != nil {
		return f, err
	}
	events := []string{"log.entryAdded", "network.beforeRequestSent", "network.fetchError"}
	if err := b.call("session.subscribe", object{"events": events}, nil); err != nil {
		return f, err
	}
	// A tab of our own: the one that the browser opens has the focus in its field for addresses.
	var tab struct{ Context string }
	if err := b.call("browsingContext.create", object{"type": "tab"}, &tab); err != nil {
		return f, err
	}
	f = firefox{b, tab.Context}
	if err := b.call("browsingContext.activate", object{"context": f.tab}, nil); err != nil {
		return f, err
	}
	viewport := object{"width": wide.width, "height": wide.height}
	return f, b.call("browsingContext.setViewport", object{"context": f.tab, "viewport": viewport}, nil)
}

// A place for pages: a tab, or a frame.
type browsing struct {
	Context  string
	Children []browsing
}

func (b *bidi) contexts(params object) ([]browsing, error) {
	var tree struct{ Contexts []browsing }
	err := b.call("browsingContext.getTree", params, &tree)
	return tree.Contexts, err
}

func (f firefox) open(address string) error {
	return f.call("browsingContext.navigate", object{"context": f.tab, "url": address, "wait": "complete"}, nil)
}

func (f firefox) evaluate(script string) (string, error) {
	var got struct {
		Result           struct{ Value string }
		ExceptionDetails *struct{ Text string }
	}
	err := f.call("script.evaluate", object{
		"expression": script, "target": object{"context": f.tab}, "awaitPromise": true, "userActivation": false,
	}, &got)
	if err == nil && got.ExceptionDetails != nil {
		err = errors.New(got.ExceptionDetails.Text)
	}
	return got.Result.Value, err
}

// keyCodes are the keys that WebDriver writes in another way than chromedp.
var keyCodes = map[rune]string{
	[]rune(kb.Tab)[0]: "\ue004", []rune(kb.Enter)[0]: "\ue007", []rune(kb.Escape)[0]: "\ue00c", []rune(kb.ArrowDown)[0]: "\ue015", []rune(kb.ArrowUp)[0]: "\ue013",
}

func (f firefox) press(keys string) error {
	var actions []object
	for _, r := range keys {
		key := string(r)
		if code, ok := keyCodes[r]; ok {
			key = code
		}
		actions = append(actions, object{"type": "keyDown", "value": key}, object{"type": "keyUp", "value": key})
	}
	return f.act(object{"type": "key", "id": "keyboard", "actions": actions})
}

// act performs the actions of one device.
func (f firefox) act(device object) error {
	return f.call("input.performActions", object{"context": f.tab, "actions": []object{device}}, nil)
}

func (f firefox) click(selector string) error {
	var found struct{ Nodes []struct{ SharedID string } }
	err := f.call("browsingContext.locateNodes", object{
		"context": f.tab, "locator": object{"type": "css", "value": selector}, "maxNodeCount": 1,
	}, &found)
	if err != nil {
		return err
	}
	if len(found.Nodes) == 0 {
		return fmt.Errorf("there is no %s", selector)
	}
	element := object{"sharedId": found.Nodes[0].SharedID}
	err = f.call("script.callFunction", object{
		"functionDeclaration": `(e) => e.scrollIntoView({block: "center", behavior: "instant"})`, "arguments": []object{element},
		"target": object{"context": f.tab}, "awaitPromise": false,
	}, nil)
	if err != nil {
		return err
	}
	return f.act(object{"type": "pointer", "id": "mouse", "actions": []object{
		{"type": "pointerMove", "x": 0, "y": 0, "origin": object{"type": "element", "element": element}},
		{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0},
	}})
}

func (f firefox) paste() error {
	const control = "\ue009"
	return f.act(object{"type": "key", "id": "keyboard", "actions": []object{
		{"type": "keyDown", "value": control}, {"type": "keyDown", "value": "v"}, {"type": "keyUp", "value": "v"}, {"type": "keyUp", "value": control},
	}})
}

func (f firefox) print() ([]byte, error) {
	var got struct{ Data string }
	if err := f.call("browsingContext.print", object{"context": f.tab, "page": object{"width": 21.0, "height": 29.7}}, &got); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(got.Data)
}

func (f firefox) frame() (driver, error) {
	tabs, err := f.contexts(object{"root": f.tab})
	if err != nil {
		return nil, err
	}
	if len(tabs) == 0 || len(tabs[0].Children) != 1 {
		return nil, fmt.Errorf("frames on the page: %v, want one", tabs)
	}
	return firefox{f.bidi, tabs[0].Children[0].Context}, nil
}

func (f firefox) said() *visit { return f.seen }
