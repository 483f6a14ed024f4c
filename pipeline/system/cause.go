package system

import (
	"errors"
	"io/fs"
	"os"
)

// Cause is what the system says about a call that failed, without the call and the
// paths that package os names, so that whoever knows better can name them. Other
// errors are returned as they are.
func Cause(err error) error {
	var (
		inPath *fs.PathError
		inLink *os.LinkError
		inCall *os.SyscallError
	)
	switch {
	case errors.As(err, &inPath):
		return inPath.Err
	case errors.As(err, &inLink):
		return inLink.Err
	case errors.As(err, &inCall):
		return inCall.Err
	}
	return err
}
