// Package tests holds the tests that need the whole program: promises over the
// built site, the corpus of real documents, what a reader meets in a browser,
// and the rules by which packages may import one another.
//
// What holds of every page is tested on the pages of two sites: the project's
// own, and a small library in testdata/library. Pages are told apart by kind
// (see kindOf), so that a page that is new is looked at unasked.
//
// Some tests need what a machine may lack, and say so when they skip. With
// COMMUNIQUE_REQUIRE_BROWSER=1 that is a failure.
//
//	Chromium, Firefox          installed, as are pdftotext, epubcheck, nginx, Apache, Caddy
//	COMMUNIQUE_CORPUS          a folder of real documents
//	COMMUNIQUE_AXE             axe.min.js of axe-core, from npm
//	COMMUNIQUE_VNU             vnu.jar of the Nu HTML checker, from npm's vnu-jar; it needs Java
//	COMMUNIQUE_LIGHTHOUSE      the program lighthouse, from npm
//	COMMUNIQUE_ARTEFACTS       a folder for pictures and prints of the pages
package tests
