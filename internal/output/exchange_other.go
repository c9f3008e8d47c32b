//go:build !linux && !darwin

package output

import "errors"

// exchange is not to be had here; two renames do the work.
func exchange(a, b string) error { return errors.ErrUnsupported }
