//go:build !windows

package stdout

import (
	"errors"
	"syscall"
)

func closedByReader(err error) bool { return errors.Is(err, syscall.EPIPE) }
