package output

import "golang.org/x/sys/unix"

// exchange lets two folders change places in one step. The error is
// [errors.ErrUnsupported] where the kernel or the file system cannot.
func exchange(a, b string) error {
	return supported(retry(func() error {
		return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	}))
}
