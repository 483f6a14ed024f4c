package logfile

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"scrim/pipeline/system"
)

// Error is what the system says about the file. It names no other file.
type Error struct {
	Op, Path string
	Err      error
}

func (e *Error) Error() string { return fmt.Sprintf("cannot %s %q: %v", e.Op, e.Path, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Hint says what to do about the cause, if there is something to say.
func (e *Error) Hint() string {
	for _, m := range mistakes {
		if errors.Is(e.Err, m.cause) {
			return m.hint
		}
	}
	return ""
}

var (
	errLocked   = errors.New("another process writes to it")
	errMoved    = errors.New("it is being moved again and again")
	errSocket   = errors.New("it is a socket")
	errNoFolder = errors.New("a part of its path is not a folder")
)

// mistakes are what no waiting mends if it is so from the start. Later they may
// be: a file system that has become read-only is repaired, a folder is moved
// and comes back.
var mistakes = []struct {
	cause error
	hint  string
}{
	{syscall.EROFS, "the file system is read-only; choose another path, or mount it for writing"},
	{fs.ErrPermission, "let the user that scrim runs as write to the file and to its folder"},
	{syscall.EISDIR, "add the name of a file to the path"},
	{errNoFolder, "check the path"},
	{syscall.ENOTDIR, "check the path"},
	{syscall.ELOOP, "check where the symbolic links lead to"},
	{syscall.ENAMETOOLONG, "choose a shorter path"},
	{errSocket, `use type = "stdout" to write to where scrim was started`},
}

func isMistake(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Hint() != ""
}

// isClosedPipe tells whether a pipe has lost its reader.
func isClosedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// isFull tells whether there is no room, so that waiting mends it.
func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, errQuota) }

// failure names the path and the cause alone.
func failure(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var inner *Error
	if errors.As(err, &inner) {
		return err
	}
	return &Error{op, path, system.Cause(err)}
}
