//go:build unix

package follow

import (
	"errors"
	"syscall"
)

// isStale tells whether a file of a network file system was deleted: nothing of
// it can be read any more.
func isStale(err error) bool { return errors.Is(err, syscall.ESTALE) }
