package stdout

import (
	"errors"
	"syscall"
)

// noData is ERROR_NO_DATA, with which a write to a pipe without a reader fails.
const noData syscall.Errno = 232

func closedByReader(err error) bool {
	return errors.Is(err, noData) || errors.Is(err, syscall.ERROR_BROKEN_PIPE)
}
