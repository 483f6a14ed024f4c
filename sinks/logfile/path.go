package logfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// isDevice tells whether a path is one under which the system shows devices and
// open files, which are not ours to cut or move even if they are regular files.
func isDevice(path string) bool {
	path = filepath.ToSlash(filepath.Clean(path))
	return strings.HasPrefix(path, "/dev/") && !strings.HasPrefix(path, "/dev/shm/") || strings.HasPrefix(path, "/proc/")
}

// maxLinks is how many symbolic links are followed, as many as Linux does.
const maxLinks = 40

// follow returns the path that symbolic links lead to, also if there is nothing
// yet: the file is rotated where it is, and the links stay.
func follow(path string) (string, error) {
	for range maxLinks {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return path, err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return path, err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return path, syscall.ELOOP
}

// check tells what would keep the file from being opened, and changes nothing.
func check(path string, rotates bool) error {
	if isDevice(path) {
		return mayWrite(path)
	}
	path, err := follow(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checkFolder(filepath.Dir(path))
	case err != nil:
		return err
	case info.IsDir():
		return syscall.EISDIR
	case info.Mode()&fs.ModeSocket != 0:
		return errSocket
	case !info.Mode().IsRegular():
		return mayWrite(path)
	}
	if err := mayReadAndWrite(path); err != nil || !rotates {
		return err
	}
	return checkFolder(filepath.Dir(path))
}

// checkFolder tells what would keep a name from being added to a folder, which
// need not be there.
func checkFolder(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && path != filepath.Dir(path):
		return checkFolder(filepath.Dir(path))
	case err != nil:
		return err
	case !info.IsDir():
		return errNoFolder
	}
	return mayAdd(path)
}
