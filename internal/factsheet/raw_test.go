package factsheet

import (
	"strings"
	"testing"
)

// TestRawHTML reads what Markdown takes for HTML and is no tag. What a browser
// would show of it, since it ends such things at the first ">", has a place.
func TestRawHTML(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"character data", "Open <![CDATA[ the quay ]]> now", "Open now"},
		{"character data with a tag", "Open <![CDATA[<b>the</b> quay]]> now", "Open the quay]]> now"},
		{"character data over lines", "> Open <![CDATA[<b>the\n> quay</b>\n> ]]> now", "Open the quay ]]> now"},
		{"character data with a break", "Open <![CDATA[>the<br>quay &amp; more]]> now", "Open the quay & more]]> now"},
		{"character data that never ends", "Open <![CDATA[<b>the</b> now", "Open <![CDATA[the now"},
		{"character data as a block", "<![CDATA[<b>\nthe quay\n]]>\n\nOpen it", "the quay ]]> Open it"},
		{"instruction", "Open <? the quay ?> now", "Open now"},
		{"instruction with an end within", "Open <? a > the quay ?> now", "Open the quay ?> now"},
		{"instruction as a block", "<? a > the quay ?>\n\nOpen it", "the quay ?> Open it"},
		{"declaration", "Open <!QUAY a b> now", "Open now"},
		{"declaration with quotation marks", `Open <!QUAY a="> the quay"> now`, `Open the quay"> now`},
		{"declaration as a block", "<!QUAY a=\">\nthe quay\n\nOpen it", "the quay Open it"},
		{"comment", "Open <!-- a > b --> now", "Open now"},
		{"comment that browsers end sooner", "Open <!-- a --!> the quay --> now", "Open the quay --> now"},
		{"plain text", "<plaintext>\nOpen <b>it", "Open <b>it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, problems := parse(t, "x.md", "---\ntitle: X\n---\n\n"+tt.text+"\n", Options{})
			if problems != "" {
				t.Error(problems)
			}
			var got []string
			d.Places(func(text Text) { got = append(got, strings.Fields(text.String())...) })
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("%q is read as\n%q, want\n%q", tt.text, got, tt.want)
			}
		})
	}
}
