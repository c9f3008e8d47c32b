package output

import "golang.org/x/sys/unix"

// exchange lets two folders change places in one step. The error is
// [errors.ErrUnsupported] where the file system cannot.
func exchange(a, b string) error {
	return supported(retry(func() error { return unix.RenamexNp(a, b, unix.RENAME_SWAP) }))
}
