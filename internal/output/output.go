// Package output takes finished files and is the only writer to disk.
//
// In go paths and bytes, in any order and from any number of goroutines. Out
// comes a whole tree of files: in memory ([Memory]), or on disk ([Stage]),
// where it is gathered in a hidden folder beside the destination and takes the
// destination's place in one step, so that whoever reads the destination sees
// the old site or the new one and never a mixture.
//
// It refuses:
//
//   - paths that are not relative, lower-case ASCII and safe on every file
//     system that a site may be unzipped to (see [ValidPath]);
//   - the same path twice, and a file where a folder is needed ([CollisionError]);
//   - destinations that it did not make, that are in use, or whose loss would
//     hurt ([DestinationError]).
//
// It knows nothing of what the files mean.
package output

import "errors"

// A Sink takes finished files. Its members are [*Memory] and [*Stage].
type Sink interface {
	// Add takes one file. The path is relative and slash-separated, as
	// ValidPath wants it. The data is not kept after Add returns. It may be
	// called from several goroutines at once.
	Add(path string, data []byte) error
}

// The reasons for which a destination is refused. They come wrapped in a
// [*DestinationError].
var (
	// ErrForeign: a folder with files in it that this program did not make.
	ErrForeign = errors.New("is not empty and was not made by communique")
	// ErrBusy: another build of the same destination is running.
	ErrBusy = errors.New("is being built by another communique")
	// ErrUnfit: a place that is never replaced, such as a file, a symbolic
	// link or the working folder.
	ErrUnfit = errors.New("cannot be a destination")
)

// ErrLeftover is in the error of a [Stage.Commit] that has put the new site in
// its place and could not remove the one before it, which stays hidden beside
// it until the next build.
var ErrLeftover = errors.New("the site before it could not be removed")

// A DestinationError says why a destination is refused. Nothing in it has been
// touched.
type DestinationError struct {
	Path   string // as an absolute path
	Err    error  // ErrForeign, ErrBusy or ErrUnfit
	Detail string // what it is, for ErrUnfit: "it is a symbolic link"; may be empty
	Hint   string // what to do about it
}

// Error gives path and reason on one line; the hint is for the caller to show.
func (e *DestinationError) Error() string {
	s := e.Path + " " + e.Err.Error()
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Unwrap gives the reason.
func (e *DestinationError) Unwrap() error { return e.Err }

// A CollisionError says that two files want one place.
type CollisionError struct {
	Path  string // the file that was refused
	Other string // what was there before: the same path, or a folder (ending in a slash) or file in its way
}

func (e *CollisionError) Error() string {
	if e.Path == e.Other {
		return e.Path + ": two files have this path"
	}
	return e.Path + " cannot stand beside " + e.Other + ": one is a file where the other needs a folder"
}

// Hint says what to do about it: what the program makes itself never collides.
func (e *CollisionError) Hint() string {
	return "if one of them comes from static/root/, take it out or rename it"
}
