package site

import "testing"

func TestSitemapIndex(t *testing.T) {
	for n, want := range []string{"sitemap.xml", "sitemap-2.xml", "sitemap-3.xml"} {
		if got := SitemapIndex(n); got != want {
			t.Errorf("SitemapIndex(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestRel(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"from home to a document", "index.html", "treaty/index.html", "treaty/index.html"},
		{"to itself", "index.html", "index.html", "index.html"},
		{"one folder up", "treaty/index.html", "index.html", "../index.html"},
		{"beside", "treaty/health/a.html", "treaty/health/b.html", "b.html"},
		{"to the page of the same folder", "treaty/health/a.html", "treaty/health/index.html", "index.html"},
		{"to another pillar", "treaty/health/a.html", "treaty/climate/b.html", "../climate/b.html"},
		{"folders that begin alike", "treaty/health/a.html", "treaty/healthy/b.html", "../healthy/b.html"},
		{"documents that begin alike", "treaty/index.html", "treaty-2/index.html", "../treaty-2/index.html"},
		{"a name that begins like a folder", "treaty/health/a.html", "treaty/health.html", "../health.html"},
		{"into the assets", "treaty/health/a.html", "assets/site.1a2b.css", "../../assets/site.1a2b.css"},
		{"with a fragment", "treaty/health/a.html", "treaty/health/index.html#c-a", "index.html#c-a"},
		{"a leaf of the root", "404.html", "about.html", "about.html"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Rel(test.from, test.to); got != test.want {
				t.Errorf("Rel(%q, %q) = %q, want %q", test.from, test.to, got, test.want)
			}
		})
	}
}
