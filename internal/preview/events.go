package preview

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"communique/internal/diag"
)

// clientPath is the folder of the preview's own files. No file of a site can
// be there: names may not begin with a dot.
const (
	clientPath = "/.preview/"
	eventsPath = clientPath + "events"
)

//go:embed client
var client embed.FS

// waitingPage is shown while there is no site yet.
var waitingPage = mustRead("client/waiting.html")

func mustRead(name string) string {
	data, err := client.ReadFile(name)
	if err != nil {
		panic("preview: the program carries " + name + ": " + err.Error())
	}
	return string(data)
}

func serveClient(w http.ResponseWriter, r *http.Request) {
	name := "client/" + strings.TrimPrefix(r.URL.Path, clientPath)
	data, err := fs.ReadFile(client, name)
	if err != nil || path.Ext(name) == ".html" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", typeOf(name))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// A message tells a browser what is shown now. A version that differs from
// that of its page asks it to load the page anew.
type message struct {
	Version  string    `json:"version"`
	Problems []problem `json:"problems"` // what keeps the inputs from being shown; empty if nothing does
}

type problem struct {
	Place   string `json:"place"` // file:line:column; may be empty
	Warning bool   `json:"warning"`
	Text    string `json:"text"`
	Hint    string `json:"hint"` // may be empty
}

func messageOf(st state) message {
	m := message{Version: st.version, Problems: []problem{}}
	for _, p := range st.problems {
		m.Problems = append(m.Problems, problem{p.Pos.String(), p.Severity == diag.Warning, p.Text, p.Hint})
	}
	if st.failure != "" {
		m.Problems = append(m.Problems, problem{Text: st.failure})
	}
	return m
}

// heartbeat is how often a silent stream says something, so that a browser
// that is gone is noticed.
const heartbeat = 20 * time.Second

// events is a stream of messages, the first at once, one for each change.
// See the section on server-sent events in the HTML standard.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	stream := http.NewResponseController(w)
	// A browser that lost its server asks again after so many milliseconds.
	text := []byte("retry: 500\n\n")
	now, changed := s.state()
	for {
		data, err := json.Marshal(messageOf(now))
		if err != nil {
			panic("preview: a message always marshals: " + err.Error())
		}
		text = append(append(append(text, "data: "...), data...), "\n\n"...)
		for silent := true; silent; {
			if _, err := w.Write(text); err != nil || stream.Flush() != nil {
				return
			}
			select {
			case <-r.Context().Done():
				return
			case <-beat.C:
				text = []byte(":\n\n")
			case <-changed:
				silent, text = false, nil
			}
		}
		now, changed = s.state()
	}
}
