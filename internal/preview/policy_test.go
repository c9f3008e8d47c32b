package preview

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func TestWiden(t *testing.T) {
	tests := []struct{ name, policy, want string }{
		{"the site's own", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:",
			"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'"},
		{"nothing allowed", "default-src 'none'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"},
		{"a hash stays", "default-src 'none'; style-src 'sha256-x'", "default-src 'none'; style-src 'sha256-x' 'self'; script-src 'self'; connect-src 'self'"},
		{"none is replaced", "script-src 'none'", "script-src 'self'"},
		{"no default means no limit", "img-src 'none'", "img-src 'none'"},
		{"the default is kept for what it stood in for", "default-src https://a.example", "default-src https://a.example; script-src https://a.example 'self'; style-src https://a.example 'self'; connect-src https://a.example 'self'"},
		{"capitals", "Default-Src 'NONE'", "default-src 'NONE'; script-src 'self'; style-src 'self'; connect-src 'self'"},
		{"the first of two counts", "script-src 'self'; script-src *", "script-src 'self'"},
		{"no upgrade", "upgrade-insecure-requests; img-src *", "img-src *"},
		{"no sources at all", "connect-src", "connect-src 'self'"},
		{"empty", " ; ", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := widen(tt.policy); got != tt.want {
				t.Errorf("widen(%q)\n got %q\nwant %q", tt.policy, got, tt.want)
			}
		})
	}
}

func TestWidenHeader(t *testing.T) {
	h := http.Header{policyHeader: {"frame-ancestors *, default-src 'none'"}}
	widenHeader(h)
	want := "frame-ancestors *, default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
	if got := h.Get(policyHeader); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestInject(t *testing.T) {
	const script = `<script defer src="/.preview/client.js" data-version="v"></script>`
	const policy = `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;; connect-src &#39;self&#39;">`
	tests := []struct{ name, page, want string }{
		{"behind the policy",
			`<!doctype html><html><head><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="default-src 'none'"><title>T</title></head><body>`,
			`<!doctype html><html><head><meta charset=utf-8>` + policy + script + `<title>T</title></head><body>`},
		{"without a policy", `<!doctype html><html><head><title>T</title></head>`, `<!doctype html><html><head>` + script + `<title>T</title></head>`},
		{"without the tags of a head", `<!doctype html><meta charset=utf-8><title>T</title><p>x`, `<!doctype html>` + script + `<meta charset=utf-8><title>T</title><p>x`},
		{"without anything", `words`, script + `words`},
		{"a policy in a title is text", `<head><title><meta http-equiv=Content-Security-Policy content=x></title>`,
			`<head>` + script + `<title><meta http-equiv=Content-Security-Policy content=x></title>`},
		{"a policy in a comment is none", `<head><!--<meta http-equiv=Content-Security-Policy content=x>-->`,
			`<head>` + script + `<!--<meta http-equiv=Content-Security-Policy content=x>-->`},
		{"a policy in the body counts for nothing", `<body><meta http-equiv=Content-Security-Policy content="default-src 'none'">`,
			script + `<body><meta http-equiv=Content-Security-Policy content="default-src 'none'">`},
		{"two policies", `<meta http-equiv=content-security-policy content="default-src 'none'"><link rel=x><meta http-equiv=content-security-policy content="default-src 'none'">`,
			policy + `<link rel=x>` + policy + script},
		{"empty", ``, script},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(inject([]byte(tt.page), "v")); got != tt.want {
				t.Errorf("inject(%q)\n got %q\nwant %q", tt.page, got, tt.want)
			}
		})
	}
}

// FuzzInject wants every byte of a page to survive outside the policies, and
// the script once, whatever the page.
func FuzzInject(f *testing.F) {
	f.Add("<!doctype html><head><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">")
	f.Add("<head><script></script><title>")
	f.Add("<html><head><head><meta")
	f.Fuzz(func(t *testing.T, page string) {
		got := string(inject([]byte(page), "v"))
		const mark = `data-version="v"></script>`
		if n := strings.Count(got, mark) - strings.Count(page, mark); n != 1 {
			t.Fatalf("the script stands %d times in %q", n, got)
		}
		if len(headEdits([]byte(page)).policies) > 0 {
			return
		}
		at := strings.Index(got, `<script defer src="/.preview/`)
		rest := got[:at] + got[at+strings.Index(got[at:], "</script>")+len("</script>"):]
		if rest != page && strings.Count(page, "/.preview/") == 0 {
			t.Fatalf("bytes changed: %q became %q", page, rest)
		}
		if _, err := html.Parse(strings.NewReader(got)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestParseHeaders(t *testing.T) {
	rules := parseHeaders(`# a comment
  X-Lost: no address yet
/*
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer

/embed/*
  ! X-Frame-Options
  Content-Security-Policy: frame-ancestors *
  Strict-Transport-Security: max-age=1
  no colon
https://example.org/docs/:name/index.html
	X-Doc: tab
/docs/a*
  Link: <a>
/docs/ab/index.html
  Link: <b>
`)
	tests := []struct {
		name, address string
		want          http.Header
	}{
		{"all addresses", "/", http.Header{"X-Frame-Options": {"DENY"}, "Referrer-Policy": {"no-referrer"}}},
		{"a header is taken away", "/embed/x/y.html", http.Header{"Referrer-Policy": {"no-referrer"}, "Content-Security-Policy": {"frame-ancestors *"}}},
		{"a name for a segment", "/docs/x/index.html", http.Header{"X-Frame-Options": {"DENY"}, "Referrer-Policy": {"no-referrer"}, "X-Doc": {"tab"}}},
		{"joined, in their order", "/docs/ab/index.html", http.Header{
			"X-Frame-Options": {"DENY"}, "Referrer-Policy": {"no-referrer"}, "X-Doc": {"tab"}, "Link": {"<a>, <b>"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := http.Header{}
			apply(rules, tt.address, got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("headers of %s (-want +got):\n%s", tt.address, diff)
			}
		})
	}
}
