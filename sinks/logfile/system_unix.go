//go:build unix

package logfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func mayWrite(path string) error        { return unix.Access(path, unix.W_OK) }
func mayReadAndWrite(path string) error { return unix.Access(path, unix.R_OK|unix.W_OK) }
func mayAdd(folder string) error        { return unix.Access(folder, unix.W_OK|unix.X_OK) }

// lock keeps other processes from writing to the file until it is closed.
func lock(f *os.File) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = unix.Flock(int(fd), unix.LOCK_EX|unix.LOCK_NB) }); err != nil {
		return err
	}
	switch {
	case errors.Is(failed, unix.EWOULDBLOCK):
		return errLocked
	case errors.Is(failed, unix.ENOLCK), errors.Is(failed, errors.ErrUnsupported):
		return nil // some network file systems have no locks
	}
	return failed
}

// movesOpenFiles tells whether a file can be renamed while it is open.
const movesOpenFiles = true

// errQuota is what a user gets whose part of the disk is full.
const errQuota = unix.EDQUOT
