// Package tests holds the tests that need the whole program: promises over the
// built site, the corpus of real documents, a browser, and the rules by which
// packages may import one another.
//
// Some need what a machine may lack, and say so when they skip: a browser, and
// the folder of real documents that COMMUNIQUE_CORPUS names. With
// COMMUNIQUE_REQUIRE_BROWSER=1 a missing browser is a failure.
package tests
