package logfile

import (
	"errors"

	"golang.org/x/sys/unix"
)

// move renames a file and fails if the new name is taken.
func move(from, to string) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return moveIfFree(from, to) // not every file system can do both at once
	}
	return err
}
