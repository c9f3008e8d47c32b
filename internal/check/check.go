// Package check holds a finished site to what it promises, as a stranger would
// who has only the files: it shares no code with the parser and the renderer,
// so that one mistake cannot both be made and be overlooked.
//
// In goes a file system with the finished files, out come [diag.Diagnostic]
// values with file, line and column. There are two proofs:
//
//   - [Tree]: every link and fragment leads somewhere within the tree, nothing
//     comes from outside, each page is in order;
//   - [Coverage]: each visible word of a source document stands in exactly one
//     primary place of its pages, in order. For this the package has a reader
//     of Markdown of its own, which knows one thing about a document: the words
//     that a person sees, and where in the file each one stands.
//
// How the second goes:
//
//	source ──> blocks ──> leaves ──> inline, scanner ──> collector ──> words ┐
//	                                                                         ├─> align ─> differences
//	pages  ──> scanner ──> elements with data-source ──> collector ──> words ┘
//
// The package changes nothing, refuses nothing, and reads files only through
// the file system that it is given. Each file is read once, and time grows with
// its size, whatever stands in it.
package check
