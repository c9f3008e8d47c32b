// Package factsheet finds the pillars and commitments of a document and keeps
// every word of it.
//
// In goes a source file, out comes a [Document]: pillars with their
// introductions, groups (a lead-in and the list that it governs), commitments
// with number, title, kind and strength, tables, notes. Each piece of text
// knows the bytes of the source that it stands for, and each guess names its
// rule. What cannot be proved is refused: an error among the problems of
// [Parse] means that a visible word would have no place, or two.
//
// The way of a document, a file for each step:
//
//	view.go      lines of the source, perhaps moved, with their offsets
//	block.go     goldmark's tree → blocks by form: paragraphs, lists, tables
//	inline.go    inline nodes and inline HTML → text with marks and links
//	html.go      blocks of raw HTML → the same
//	stray.go     bold marks that a conversion broke
//	prepare.go   what conversions did to lists and headings, undone
//	heading.go   what is a heading, by how it is set off
//	outline.go   blocks → sections; what stands before the first and after the last
//	commitment.go  a section → introductions, groups, commitments, children
//	promise.go   which paragraphs outside lists are commitments
//	verb.go, kind.go  what the governing verb makes of a commitment
//	title.go, slug.go  headlines and addresses
//	correct.go   what an editor says against a guess
//	prove.go     each byte of the source in one place, or an error
//
// It reads structure from the Markdown tree; expressions look only at the
// words of one block. Government texts hold no code, so indented code is read
// again as the list or paragraph that it was before a conversion.
package factsheet
