//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/sys/unix"
)

// A folder is the root of a stage, held open: names below it are resolved from
// there. Files are written with plain system calls, since package os also asks
// for the kind of each file and registers it with the runtime.
type folder struct {
	disk  disk
	fd    int
	path  string
	strip bool // the umask takes bits from the modes, so they must be set again
}

func openFolderAt(d disk, path string, strip bool) (*folder, error) {
	f := &folder{disk: d, path: path, strip: strip}
	err := d.retry("opendir", path, func() (err error) {
		f.fd, err = unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return f, nil
}

func (f *folder) close() {
	unix.Close(f.fd)
	f.fd = -1 // a second close must not hit whoever has the number next
}

// mkdir makes one folder; one that is there already is fine.
func (f *folder) mkdir(name string) error {
	err := f.disk.do("mkdir", name, func() error { return unix.Mkdirat(f.fd, name, uint32(folderMode)) })
	if err == unix.EEXIST {
		return f.isFolder(name)
	}
	if err != nil {
		return &fs.PathError{Op: "mkdir", Path: f.path + "/" + name, Err: err}
	}
	if f.strip {
		return f.disk.do("chmod", name, func() error { return unix.Fchmodat(f.fd, name, uint32(folderMode), 0) })
	}
	return nil
}

func (f *folder) isFolder(name string) error {
	var stat unix.Stat_t
	if err := unix.Fstatat(f.fd, name, &stat, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return err
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFDIR {
		return unix.ENOTDIR
	}
	return nil
}

// write makes a file, which must not be there yet.
func (f *folder) write(name string, data []byte) error {
	var fd int
	err := f.disk.retry("create", name, func() (err error) {
		fd, err = unix.Openat(f.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, uint32(fileMode))
		return err
	})
	if err != nil {
		return &fs.PathError{Op: "open", Path: f.path + "/" + name, Err: err}
	}
	err = f.disk.do("write", name, func() error { return writeAll(fd, data) })
	if err == nil && f.strip {
		err = f.disk.do("chmod", name, func() error { return unix.Fchmod(fd, uint32(fileMode)) })
	}
	// A file system over a network may tell only now that it had no room. The
	// descriptor is closed all the same.
	closed := unix.Close(fd)
	if err == nil {
		err = f.disk.do("close", name, func() error {
			if closed == unix.EINTR {
				return nil
			}
			return closed
		})
	}
	if err != nil {
		return &fs.PathError{Op: "write", Path: f.path + "/" + name, Err: err}
	}
	return nil
}

func writeAll(fd int, data []byte) error {
	for len(data) > 0 {
		n, err := unix.Write(fd, data)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

func (d disk) retry(op, path string, call func() error) error {
	return d.do(op, path, func() error { return retry(call) })
}

// retry repeats a call that a signal cut short. The runtime's own signals make
// that common, and file systems outside the kernel pass it on.
func retry(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

// supported tells an exchange that cannot be done here from one that failed.
// EXDEV comes from layered file systems, which may still rename.
func supported(err error) error {
	switch err {
	case unix.ENOSYS, unix.EINVAL, unix.EXDEV, unix.ENOTSUP:
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return err
}

// isCollision reports whether the error can mean that a file or folder is in
// the way.
func isCollision(err error) bool {
	return errors.Is(err, unix.EEXIST) || errors.Is(err, unix.ENOTDIR) || errors.Is(err, unix.EISDIR)
}

// mounted reports whether another file system than its parent's begins at the
// folder. It does not see a second mount of the same one.
func mounted(path string) bool {
	var here, above unix.Stat_t
	if unix.Lstat(path, &here) != nil || unix.Lstat(path+"/..", &above) != nil {
		return false
	}
	return here.Dev != above.Dev
}
