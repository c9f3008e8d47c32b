package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes one file beside its place and then puts it there in one
// step, so that whoever reads it has all of the old one or all of the new one.
// Where write fails, the file that was there stays as it was. The name is as
// the operating system has it; folders above it must exist.
//
// A name at which something stands that is no plain file, such as a folder or a
// device, is refused.
func WriteFile(name string, write func(io.Writer) error) error {
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a plain file, and is left as it is", name)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".communique-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, cause(err))
	}
	if err = errors.Join(fill(f, write), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("writing %s: %w", name, cause(err))
	}
	return nil
}

// fill writes a file down to the disk, readable to all whatever the umask.
func fill(f *os.File, write func(io.Writer) error) error {
	buffer := bufio.NewWriterSize(f, 1<<20)
	if err := write(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(fileMode); err != nil {
		return err
	}
	return f.Sync()
}

// cause takes the name of a temporary file out of an error: it tells nobody
// anything.
func cause(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
