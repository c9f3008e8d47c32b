package page

import (
	"html/template"
	"strings"

	"communique/internal/site"
)

// A frame is what every page has around its own content: head, masthead, way
// back and foot.
type frame struct {
	tongue              // of the document
	Ours        *tongue // of our own words; nil where it is that of the document
	Hue         string  // class of the colour of the pillar; empty where there is none
	Window      string  // title of the page, as the window shows it
	Description string
	Canonical   string // absolute address of the page; empty without a base URL
	Meta        meta
	Style, Icon string // addresses
	Paper       string // address of the sheet for paper
	FromRight   string // address of the sheet that is for such pages
	Sheet       string // address of a further sheet; may be empty
	Touch       string // address of the icon for the screens of phones
	Script      string // address of the one script that every page has
	Site        string // name of the site
	Home        link
	Menu        []link
	Crumbs      template.HTML // the partial "crumbs"; empty on the home page
	About       string        // one sentence on the site; may be empty
	Publisher   string        // of the site; may be empty
	Contact     link          // no URL where there is none
	Colophon    *colophon     // nil on pages that belong to no document
}

// A link is an address and its words.
type link struct {
	URL     string
	Label   string
	Number  string // of a pillar or a commitment
	Current bool   // it leads to the page that it stands on
}

// A colophon says at the foot of a document's pages where its words are from.
type colophon struct {
	Title    string
	Count    string // "38 commitments in 4 pillars, every word placed"
	Original string // address, may be empty
	Archive  string // address, may be empty
}

// frame makes the frame of a page. Everything in it but title, description
// and canonical address is the same for all pages of one folder.
func (r *Renderer) frame(path string) frame {
	to := func(target string) string { return site.Rel(path, target) }
	f := frame{
		tongue:    speak(r.settings.Language),
		Canonical: r.settings.URL(path),
		Meta:      r.meta(path),
		Style:     to(r.style),
		Paper:     to(r.paper),
		FromRight: to(r.fromRight),
		Script:    to(r.script),
		Icon:      to(r.icon),
		Touch:     to(site.TouchIcon),
		Site:      r.settings.Title,
		Home:      link{URL: to(site.Home), Label: r.settings.Title, Current: path == site.Home},
		About:     r.settings.Description,
		Publisher: r.settings.Publisher,
		Contact:   link{URL: r.settings.ContactURL(), Label: r.settings.Contact},
	}
	if r.settings.Has(site.Search) {
		f.Menu = append(f.Menu, link{URL: to(site.SearchPage), Label: "Search", Current: path == site.SearchPage})
	}
	for _, a := range r.articles {
		f.Menu = append(f.Menu, link{URL: to(a.Path), Label: a.Title, Current: a.Path == path})
	}
	return f
}

// at returns the frame for another page of the same folder.
func (f frame) at(r *Renderer, path, title, description string) frame {
	f.Canonical = r.settings.URL(path)
	f.Window = title
	f.Description = excerpt(description, 160)
	return f
}

// in returns the frame for a page in the language of a document; empty is that
// of the site.
func (f frame) in(lang string) frame {
	if ours := f.tongue; lang != "" && lang != ours.Lang {
		f.tongue = speak(lang)
		if f.Dir != ours.Dir || primary(lang) != primary(ours.Lang) {
			f.Ours = &ours
		}
	}
	return f
}

// primary returns the first part of a language tag: "en" of "en-GB".
func primary(tag string) string {
	first, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(first)
}
